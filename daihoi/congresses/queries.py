"""Congresses and subcommittees, told who looks."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from daihoi.accounts.permissions import (
    Permission,
    Role,
    can,
    require,
    within_reach,
)
from daihoi.base.errors import NotFound
from daihoi.congresses.models import Congress, Subcommittee, SubcommitteePost, TargetPrecision
from daihoi.organizations.models import Organization, Person
from daihoi.organizations.queries.duties import Duty
from daihoi.organizations.queries.organizations import home_of
from daihoi.organizations.queries.set_up import Step
from daihoi.vietnamese.dates import DateStyle, format_date

Post = SubcommitteePost.Post
ROLE_OF_POST = {
    Post.HEAD: Role.SUBCOMMITTEE_HEAD,
    Post.DEPUTY: Role.SUBCOMMITTEE_MEMBER,
    Post.MEMBER: Role.SUBCOMMITTEE_MEMBER,
    Post.STAFF: Role.SUPPORTING_STAFF,
}
_ORDER = list(Post)


@dataclass(frozen=True, slots=True)
class SubcommitteeCard:
    """A subcommittee with who is in it now, head first."""

    subcommittee: Subcommittee
    posts: list[SubcommitteePost]

    @property
    def head(self) -> Person | None:
        return next((post.person for post in self.posts if post.post == Post.HEAD), None)


@dataclass(frozen=True, slots=True)
class CongressPage:
    congress: Congress
    facts: list[tuple[str, str]]
    subcommittees: list[SubcommitteeCard]
    can_manage: bool


def congresses_of(viewer: Any) -> QuerySet[Congress]:
    """Congresses of the organizations the viewer belongs to, the latest first."""
    reach = within_reach(viewer, Permission.CONGRESSES_VIEW, field="organization__path")
    congresses = Congress.objects.filter(reach).select_related("organization")
    return congresses.order_by("-term_start", "-ordinal", "organization__path")


def current_congress(viewer: Any) -> Congress | None:
    """The latest congress of the organization the viewer works in; read once a request."""
    if not hasattr(viewer, "current_congress_found"):
        home = home_of(viewer)
        congresses = Congress.objects.filter(organization=home).select_related("organization")
        found = congresses.order_by("-ordinal").first() if home else None
        if found and not can(viewer, Permission.CONGRESSES_VIEW, at=found):
            found = None
        viewer.current_congress_found = found
    congress: Congress | None = viewer.current_congress_found
    return congress


def congress_of(pk: int, *, viewer: Any, to: Permission = Permission.CONGRESSES_VIEW) -> Congress:
    """One congress; `NotFound` for who has no part in its organization."""
    congress = Congress.objects.select_related("organization").filter(pk=pk).first()
    if congress is None:
        raise NotFound
    require(viewer, to, at=congress)
    return congress


def congress_page(pk: int, *, viewer: Any) -> CongressPage:
    """A congress with its subcommittees and their people."""
    congress = congress_of(pk, viewer=viewer)
    facts = [
        (_("Tổ chức"), congress.organization.name),
        (_("Nhiệm kỳ"), congress.term),
        (_("Hình thức"), congress.get_form_display()),
        (_("Thời gian dự kiến"), target_text(congress)),
    ]
    cards = [_card(subcommittee) for subcommittee in subcommittees_of(congress, viewer=viewer)]
    manage = can(viewer, Permission.CONGRESSES_MANAGE, at=congress)
    return CongressPage(congress, facts, cards, manage)


def subcommittees_of(congress: Congress, *, viewer: Any) -> QuerySet[Subcommittee]:
    """In the order they were made, with ``open_posts`` and their people."""
    require(viewer, Permission.CONGRESSES_VIEW, at=congress)
    posts = SubcommitteePost.objects.filter(ends_on__isnull=True).select_related("person")
    return congress.subcommittees.prefetch_related(Prefetch("posts", posts, "open_posts")).order_by(
        "pk"
    )


def get_subcommittee(pk: int, *, viewer: Any) -> Subcommittee:
    """One subcommittee, for somebody who may change it."""
    found = Subcommittee.objects.select_related("congress__organization").filter(pk=pk).first()
    if found is None:
        raise NotFound
    require(viewer, Permission.CONGRESSES_MANAGE, at=found)
    return found


def get_post(pk: int, *, viewer: Any) -> SubcommitteePost:
    """One post, for somebody who may end it."""
    posts = SubcommitteePost.objects.select_related(
        "subcommittee__congress__organization", "person__organization", "person__user"
    )
    post = posts.filter(pk=pk).first()
    if post is None:
        raise NotFound
    require(viewer, Permission.CONGRESSES_MANAGE, at=post.subcommittee)
    return post


def organization_for_congress(pk: int, *, viewer: Any) -> Organization:
    """The organization somebody is about to give a congress."""
    organization = Organization.objects.filter(pk=pk).first()
    if organization is None:
        raise NotFound
    require(viewer, Permission.CONGRESSES_MANAGE, at=organization)
    return organization


def next_ordinal(organization: Organization) -> int:
    """The number after the latest congress known here."""
    latest = organization.congresses.order_by("-ordinal").first()
    return latest.ordinal + 1 if latest else 1


def people_for(subcommittee: Subcommittee) -> QuerySet[Person]:
    """Who may be given a post: everybody of the organization, by given name."""
    people = Person.objects.filter(organization=subcommittee.congress.organization)
    return people.order_by("name_key", "pk")


_PARTS = {
    TargetPrecision.EARLY: gettext_lazy("đầu tháng %(month)s"),
    TargetPrecision.MID: gettext_lazy("giữa tháng %(month)s"),
    TargetPrecision.LATE: gettext_lazy("cuối tháng %(month)s"),
}


def target_text(congress: Congress) -> str:
    """When the congress is to be: "3-4-2020", or "đầu tháng 4/2020" while it is provisional."""
    day = congress.target_on
    if congress.target_precision == TargetPrecision.DAY:
        return format_date(day, DateStyle.DASHED)
    return _PARTS[TargetPrecision(congress.target_precision)] % {"month": f"{day.month}/{day.year}"}


def place_named(within: str) -> str:
    """The subcommittee of a path like "c3/s7/"; "" for any other path."""
    subcommittee = next((part[1:] for part in within.split("/") if part.startswith("s")), "")
    if not subcommittee.isdecimal():
        return ""
    names = Subcommittee.objects.filter(pk=int(subcommittee)).values_list("name", flat=True)
    return names.first() or ""


def duties_of_posts(person: Person) -> Iterable[Duty]:
    """What a person's posts in subcommittees let her do, within the subcommittee only."""
    posts = person.posts.select_related("subcommittee__congress__organization")
    for post in posts:
        yield Duty(
            ROLE_OF_POST[Post(post.post)],
            post.subcommittee.scope,
            f"congresses.post:{post.pk}",
            post.starts_on,
            post.ends_on,
        )


def steps_of(viewer: Any, organization: Organization | None) -> Iterable[Step]:
    """The last steps of a set-up: the congress and who prepares it."""
    congress = organization and organization.congresses.order_by("-ordinal").first()
    if congress:
        url = reverse("congresses:congress_detail", args=[congress.pk])
        yield Step(_("Đại hội"), target_text(congress), done=True, url=url, action=_("Xem"))
    elif organization and can(viewer, Permission.CONGRESSES_MANAGE, at=organization):
        url = reverse("congresses:congress_add", args=[organization.pk])
        detail = _("Lần thứ, nhiệm kỳ, thời gian dự kiến.")
        yield Step(_("Đại hội"), detail, done=False, url=url, action=_("Thêm đại hội"))
    else:
        yield Step(_("Đại hội"), _("Lần thứ, nhiệm kỳ, thời gian dự kiến."), done=False)
    yield _subcommittee_step(congress or None)


def _subcommittee_step(congress: Congress | None) -> Step:
    title = _("Tiểu ban")
    detail = _("Thường có ba tiểu ban: văn kiện; nhân sự; tuyên truyền, hậu cần.")
    if congress is None:
        return Step(title, detail, done=False)
    count = congress.subcommittees.count()
    url = reverse("congresses:subcommittee_add", args=[congress.pk])
    if count:
        detail = _("%(count)s tiểu ban") % {"count": count}
    return Step(title, detail, done=bool(count), url=url, action=_("Thêm tiểu ban"))


def _card(subcommittee: Subcommittee) -> SubcommitteeCard:
    posts: list[SubcommitteePost] = getattr(subcommittee, "open_posts", [])
    ordered = sorted(posts, key=lambda post: (_ORDER.index(Post(post.post)), post.person.name_key))
    return SubcommitteeCard(subcommittee, ordered)
