"""What the shell, the first page and the search show of organizations and people."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, can
from daihoi.base.offers import Heading, Hit, NavEntry, Offers, Row, register
from daihoi.organizations.queries import duties, people, set_up
from daihoi.organizations.queries.organizations import (
    home_of,
    name_at,
    people_count,
    units_named,
)

GROUP = gettext_lazy("Tổ chức")
HITS = 20


def _navigation(user: User) -> Iterable[NavEntry]:
    organization = home_of(user)
    if organization is None:
        return
    if can(user, Permission.ORGANIZATIONS_VIEW, at=organization):
        yield NavEntry(
            pgettext_lazy("danh sách", "Đảng viên"),
            reverse("organizations:person_list", args=[organization.pk]),
            order=510,
            group=GROUP,
            count=people_count(organization),
        )
    yield NavEntry(
        gettext_lazy("Tổ chức, đơn vị"),
        reverse("organizations:organization_list"),
        order=520,
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


def _search(user: User, words: str) -> Iterable[Hit]:
    for person in people.people_found(user, words, most=HITS):
        where = [person.government_post, person.unit.name if person.unit else ""]
        yield Hit(
            kind=_("Người"),
            title=person.full_name,
            excerpt=" · ".join(filter(None, [*where, person.organization.short_name])),
            url=reverse("organizations:person_detail", args=[person.pk]),
            order=10,
        )


def _heading(user: User) -> Heading | None:
    organization = home_of(user)
    if organization is None:
        return None
    url = reverse("organizations:organization_detail", args=[organization.pk])
    return Heading(organization=organization.short_name, url=url)


def _place(organization_path: str, within: str) -> str:
    return " · ".join(filter(None, [name_at(organization_path), units_named(within)]))


duties.register("organizations.", duties.duties_in_organization)
register(
    Offers(
        navigation=_navigation,
        waiting=_waiting,
        search=_search,
        heading=_heading,
        place=_place,
    )
)
