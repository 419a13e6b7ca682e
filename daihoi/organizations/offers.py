"""What the shell, the first page and the search show of organizations and people."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, can
from daihoi.base.offers import (
    Heading,
    Hit,
    NavEntry,
    Offers,
    Reference,
    Row,
    Search,
    Table,
    register,
)
from daihoi.organizations.actions import merging as moving
from daihoi.organizations.help import PAGES
from daihoi.organizations.queries import duties, facts, merging, people, personal, search, set_up
from daihoi.organizations.queries.memberships import members_count
from daihoi.organizations.queries.organizations import (
    home_of,
    name_at,
    units_named,
)
from daihoi.organizations.queries.people import person_of

GROUP = gettext_lazy("Tổ chức")
PEOPLE_PAGES = tuple(
    f"organizations:{room}_"
    for room in ("person", "people", "member", "membership", "office", "account")
)


def _navigation(user: User) -> Iterable[NavEntry]:
    organization = home_of(user)
    if organization is None:
        return
    if can(user, Permission.ORGANIZATIONS_VIEW, at=organization):
        yield NavEntry(
            pgettext_lazy("danh sách", "Đảng viên"),
            reverse("organizations:person_list", args=[organization.pk]),
            order=810,
            group=GROUP,
            count=members_count(organization),
            pages=PEOPLE_PAGES,
        )
    yield NavEntry(
        gettext_lazy("Tổ chức, đơn vị"),
        reverse("organizations:organization_list"),
        order=820,
        group=GROUP,
    )


def _waiting(user: User) -> Iterable[Row]:
    """The next step of the set-up, for who puts up organizations here."""
    if not set_up.may_set_up(user):
        return
    state = set_up.set_up_of(home_of(user), viewer=user)
    if step := state.next:
        yield Row(
            title=_("Thiết lập: %(step)s") % {"step": step.title.lower()},
            detail=step.detail,
            url=reverse("organizations:set_up"),
            action=_("Tiếp tục"),
        )


def _found_people(user: User, words: str, start: int, stop: int) -> list[Hit]:
    return [
        Hit(
            person.full_name,
            reverse("organizations:person_detail", args=[person.pk]),
            " · ".join(
                filter(
                    None,
                    [
                        person.government_post,
                        person.unit.name if person.unit else "",
                        person.organization.short_name,
                    ],
                )
            ),
        )
        for person in search.people_found(words, viewer=user)[start:stop]
    ]


def _found_organizations(user: User, words: str, start: int, stop: int) -> list[Hit]:
    return [
        Hit(
            organization.name,
            reverse("organizations:organization_detail", args=[organization.pk]),
            " · ".join(filter(None, [organization.get_kind_display(), organization.host_agency])),
        )
        for organization in search.organizations_found(words, viewer=user)[start:stop]
    ]


def _found_units(user: User, words: str, start: int, stop: int) -> list[Hit]:
    return [
        Hit(
            unit.name,
            f"{reverse('organizations:person_list', args=[unit.organization_id])}?don-vi={unit.pk}",
            unit.organization.short_name,
        )
        for unit in search.units_found(words, viewer=user)[start:stop]
    ]


def _heading(user: User) -> Heading | None:
    organization = home_of(user)
    if organization is None:
        return None
    url = reverse("organizations:organization_detail", args=[organization.pk])
    return Heading(organization=organization.short_name, url=url)


def _dialect(user: User) -> str:
    organization = home_of(user)
    return organization.family.dialect if organization else ""


def _place(organization_path: str, within: str) -> str:
    return " · ".join(filter(None, [name_at(organization_path), units_named(within)]))


duties.register("organizations.", duties.duties_in_organization)
register(
    Offers(
        navigation=_navigation,
        waiting=_waiting,
        addresses=people.addresses_of,
        searches=(
            Search("nguoi", gettext_lazy("Người"), 10, _found_people),
            Search("to-chuc", gettext_lazy("Tổ chức"), 80, _found_organizations),
            Search("don-vi", gettext_lazy("Đơn vị"), 90, _found_units),
        ),
        heading=_heading,
        dialect=_dialect,
        place=_place,
        help=PAGES,
        facts=facts.FACTS,
        facts_of=facts.facts_of,
    )
)


def _about(user: User) -> Iterable[Table]:
    person = person_of(user)
    return personal.about(person) if person else ()


register(
    Offers(
        about=_about,
        references=(
            Reference(
                gettext_lazy("Giai đoạn tư cách đảng viên"),
                ("organizations.Membership.person",),
                moving.move_memberships,
                merging.membership_clashes,
            ),
            Reference(
                gettext_lazy("Chức vụ"),
                ("organizations.Office.person",),
                moving.move_offices,
                merging.office_clashes,
            ),
            Reference(
                gettext_lazy("Bản ghi đã gộp trước đây"),
                ("organizations.Person.merged_into",),
                moving.move_merged,
            ),
        ),
    )
)
