"""The tree of organizations, told who looks."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from daihoi.accounts.permissions import Permission, Scope, can, require, within_reach
from daihoi.base.errors import NotFound
from daihoi.organizations.models import Organization, Unit
from daihoi.vietnamese.text import fold


@dataclass(frozen=True, slots=True)
class OrganizationFlags:
    """What the viewer may do with an organization."""

    manage: bool
    add_below: bool


def organizations_of(viewer: Any) -> QuerySet[Organization]:
    """Organizations the viewer sees, from the root down."""
    reach = within_reach(viewer, Permission.ORGANIZATIONS_VIEW, field="path")
    return Organization.objects.filter(reach).order_by("path")


def organizations_followed(viewer: Any) -> QuerySet[Organization]:
    """Organizations of which a superior sees the states and, unless granted more, the name."""
    reach = within_reach(viewer, Permission.CONGRESSES_VIEW_STATES, field="path")
    return Organization.objects.filter(reach).order_by("path")


def get_organization(
    pk: int, *, viewer: Any, to: Permission = Permission.ORGANIZATIONS_VIEW
) -> Organization:
    """One organization; `NotFound` for who has no part in it, `NotPermitted` who may not ``to``."""
    organization = Organization.objects.select_related("parent").filter(pk=pk).first()
    if organization is None:
        raise NotFound
    require(viewer, to, at=organization)
    return organization


def flags_of(organization: Organization, *, viewer: Any) -> OrganizationFlags:
    return OrganizationFlags(
        manage=can(viewer, Permission.ORGANIZATIONS_MANAGE, at=organization),
        add_below=can(viewer, Permission.ORGANIZATIONS_MANAGE, at=scope_below(organization)),
    )


def scope_below(organization: Organization | None) -> Scope:
    """Where a new organization would stand: only roles that reach below cover it."""
    return Scope(f"{organization.path if organization else '/'}0/")


def superiors_for(viewer: Any) -> QuerySet[Organization]:
    """Organizations under which the viewer may put a new one."""
    reach = within_reach(viewer, Permission.ORGANIZATIONS_MANAGE, field="path")
    return Organization.objects.filter(reach).order_by("path")


def require_adding(viewer: Any) -> None:
    """Refuse who may not put up an organization anywhere."""
    if not superiors_for(viewer).exists():
        require(viewer, Permission.ORGANIZATIONS_MANAGE, at=scope_below(None))


def facts_of(organization: Organization) -> list[tuple[str, str]]:
    """What its page tells of an organization."""
    return [
        (_("Loại hình"), organization.get_kind_display()),
        (_("Theo quy định của"), organization.family.name),
        (_("Cấp trên trực tiếp"), organization.parent.name if organization.parent else ""),
        (_("Tên ngắn"), organization.short_name),
        (_("Cơ quan, đơn vị"), organization.host_agency),
        (_("Địa danh"), organization.place),
        (_("Ký hiệu"), organization.symbol),
        (_("Con dấu"), _("Có") if organization.has_seal else _("Không")),
        (_("Ghi nhiệm kỳ, ngày"), organization.writes),
    ]


def units_of(organization: Organization) -> QuerySet[Unit]:
    """Units in their order with ``people_count``. The caller has checked the viewer."""
    counted = organization.units.annotate(people_count=Count("people"))
    return counted.order_by("position", "pk")


def get_unit(pk: int, *, viewer: Any) -> Unit:
    """One unit, for somebody who may change it."""
    unit = Unit.objects.select_related("organization").filter(pk=pk).first()
    if unit is None:
        raise NotFound
    require(viewer, Permission.ORGANIZATIONS_MANAGE, at=unit.organization)
    return unit


def find_organization(words: str) -> Organization:
    """By number, path, short or full name, for the command line; `NotFound` unless exactly one."""
    # Compared here: SQLite knows the case of ASCII letters only.
    found = [
        each
        for each in Organization.objects.order_by("pk")
        if words in {str(each.pk), each.path}
        or fold(words) in {fold(each.short_name), fold(each.name)}
    ]
    if len(found) != 1:
        raise NotFound
    return found[0]


def home_of(viewer: Any) -> Organization | None:
    """The organization a viewer works in: her own, else the first that she sees with none below.

    Read once a request: it hangs on the user.
    """
    if not hasattr(viewer, "home_organization"):
        own = Organization.objects.filter(people__user=viewer).first()
        lowest = organizations_of(viewer).filter(children__isnull=True)
        viewer.home_organization = own or lowest.first()
    found: Organization | None = viewer.home_organization
    return found


def name_at(path: str) -> str:
    """The name of the organization at a path; "" for the house itself."""
    names = Organization.objects.filter(path=path).values_list("name", flat=True)
    return names.first() or ""


def units_named(within: str) -> str:
    """The unit of a path like "u5/"; "" for any other path."""
    if not within.startswith("u"):
        return ""
    number = within.removeprefix("u").rstrip("/")
    names = Unit.objects.filter(pk=int(number)).values_list("name", flat=True)
    return names.first() or ""
