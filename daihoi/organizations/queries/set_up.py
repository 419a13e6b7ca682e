"""What an organization still lacks before its congress can be prepared here."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from daihoi.accounts.permissions import Permission, can, require
from daihoi.base.numbers import whole_number
from daihoi.organizations.models import Organization
from daihoi.organizations.queries.organizations import get_organization, home_of, scope_below


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the set-up: what it is, how far it is, where to do it."""

    title: str
    detail: str
    done: bool
    url: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True)
class SetUp:
    organization: Organization | None
    steps: list[Step]

    @property
    def next(self) -> Step | None:
        return next((step for step in self.steps if not step.done), None)

    @property
    def done(self) -> int:
        return sum(step.done for step in self.steps)


StepProvider = Callable[[Any, Organization | None], Iterable[Step]]
_later: list[StepProvider] = []


def register(provider: StepProvider) -> None:
    """Steps of an app above, shown after those of people and accounts."""
    _later.append(provider)


def set_up_of(organization: Organization | None, *, viewer: Any) -> SetUp:
    """The steps for one organization, or for the first one where there is none yet."""
    steps = [_organization_step(organization)]
    if organization is None:
        steps += [
            Step(_("Đơn vị"), _("Các phòng, bộ phận của cơ quan."), done=False),
            Step(
                pgettext("danh sách", "Đảng viên"),
                _("Nhập danh sách từ tệp Excel hoặc thêm từng người."),
                done=False,
            ),
            Step(_("Tài khoản"), _("Để mỗi người tự đăng nhập."), done=False),
        ]
    else:
        steps += [_unit_step(organization), _people_step(organization), _account_step(organization)]
    steps += [step for provider in _later for step in provider(viewer, organization)]
    return SetUp(organization, steps)


def may_set_up(viewer: Any) -> bool:
    """Whether the viewer may put up the first organization."""
    return can(viewer, Permission.ORGANIZATIONS_MANAGE, at=scope_below(None))


def _organization_step(organization: Organization | None) -> Step:
    if organization is None:
        return Step(
            _("Tổ chức"),
            _("Tên, loại hình, địa danh; nếu có cấp trên thì thêm cấp trên trước."),
            done=False,
            url=reverse("organizations:organization_add"),
            action=_("Thêm tổ chức"),
        )
    url = reverse("organizations:organization_edit", args=[organization.pk])
    return Step(_("Tổ chức"), organization.name, done=True, url=url, action=_("Sửa"))


def _unit_step(organization: Organization) -> Step:
    count = organization.units.count()
    detail = (
        _("%(count)s đơn vị") % {"count": count}
        if count
        else _("Các phòng, bộ phận của cơ quan; có thể bỏ qua, danh sách Excel sẽ tạo giúp.")
    )
    url = reverse("organizations:unit_add", args=[organization.pk])
    return Step(_("Đơn vị"), detail, done=bool(count), url=url, action=_("Thêm đơn vị"))


def _people_step(organization: Organization) -> Step:
    count = organization.people.count()
    detail = (
        _("%(count)s người") % {"count": count}
        if count
        else _("Nhập danh sách từ tệp Excel hoặc thêm từng người.")
    )
    url = reverse("organizations:member_import", args=[organization.pk])
    return Step(
        pgettext("danh sách", "Đảng viên"),
        detail,
        done=bool(count),
        url=url,
        action=_("Nhập từ Excel"),
    )


def _account_step(organization: Organization) -> Step:
    count = organization.people.filter(user__isnull=False).count()
    detail = (
        _("%(count)s người đã có tài khoản") % {"count": count}
        if count
        else _("Để mỗi người tự đăng nhập; phiếu tài khoản in ra một lần.")
    )
    url = reverse("organizations:account_list", args=[organization.pk])
    return Step(_("Tài khoản"), detail, done=bool(count), url=url, action=_("Cấp tài khoản"))


def set_up_for(viewer: Any, *, wanted: str = "") -> SetUp:
    """The set-up of the organization ``wanted`` (its number as text), else of the viewer's own."""
    if (pk := whole_number(wanted)) is not None:
        manage = Permission.ORGANIZATIONS_MANAGE
        return set_up_of(get_organization(pk, viewer=viewer, to=manage), viewer=viewer)
    organization = home_of(viewer)
    if organization is None:
        require(viewer, Permission.ORGANIZATIONS_MANAGE, at=scope_below(None))
    else:
        require(viewer, Permission.ORGANIZATIONS_MANAGE, at=organization)
    return set_up_of(organization, viewer=viewer)
