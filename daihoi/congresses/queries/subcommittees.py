"""Subcommittees and who is in them, told who looks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Min, Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from daihoi.accounts.permissions import Permission, Role, can, require
from daihoi.base import clock
from daihoi.base.errors import NotFound, RuleBroken
from daihoi.congresses.models import Congress, Milestone, Subcommittee, SubcommitteePost
from daihoi.organizations.models import Person
from daihoi.organizations.queries.duties import Duty
from daihoi.rules.tasks import may_be_given
from daihoi.vietnamese.dates import DateStyle, format_date

Post = SubcommitteePost.Post
ROLE_OF_POST = {
    Post.HEAD: Role.SUBCOMMITTEE_HEAD,
    Post.DEPUTY: Role.SUBCOMMITTEE_MEMBER,
    Post.MEMBER: Role.SUBCOMMITTEE_MEMBER,
    Post.STAFF: Role.SUPPORTING_STAFF,
}
_ORDER = list(Post)
_REFUSALS = {
    "no_decision": gettext_lazy("%(body)s chưa có quyết định thành lập nên chưa nhận việc được."),
    "before_decision": gettext_lazy("%(body)s có quyết định từ ngày %(decision_on)s; ngày %(on)s còn sớm."),
    "body_ended": gettext_lazy("%(body)s đã kết thúc nhiệm vụ ngày %(ends_on)s."),
}  # fmt: skip
_IN_SHORT = {
    "no_decision": gettext_lazy("chưa có quyết định"),
    "before_decision": gettext_lazy("chưa đến ngày quyết định"),
    "body_ended": gettext_lazy("đã kết thúc"),
}
_ADVICE = {
    "no_decision": gettext_lazy("Hãy ghi số và ngày quyết định ở trang sửa tiểu ban trước."),
    "before_decision": gettext_lazy("Hãy chọn ngày từ ngày quyết định trở đi."),
    "body_ended": gettext_lazy("Hãy chọn tiểu ban khác."),
}


@dataclass(frozen=True, slots=True)
class SubcommitteeCard:
    """A subcommittee with who is in it now, head first."""

    subcommittee: Subcommittee
    posts: list[SubcommitteePost]

    @property
    def head(self) -> Person | None:
        return next((post.person for post in self.posts if post.post == Post.HEAD), None)


@dataclass(frozen=True, slots=True)
class SubcommitteePage:
    """``refusal``: why it takes no work today."""

    card: SubcommitteeCard
    past: list[SubcommitteePost]
    facts: list[tuple[str, str]]
    milestones: list[Milestone]
    refusal: RuleBroken | None
    can_manage: bool
    can_compose: bool
    can_give: bool
    today: date

    @property
    def subcommittee(self) -> Subcommittee:
        return self.card.subcommittee

    @property
    def can_end(self) -> bool:
        return self.can_compose and self.subcommittee.ends_on is None


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
    _require_there(found, viewer)
    require(viewer, Permission.CONGRESSES_MANAGE, at=found)
    return found


def subcommittee_page(pk: int, *, viewer: Any) -> SubcommitteePage:
    """A subcommittee for whoever reads it, its own staff too."""
    body = Subcommittee.objects.select_related("congress__organization").filter(pk=pk).first()
    if body is None:
        raise NotFound
    _require_there(body, viewer)
    require(viewer, Permission.CONGRESSES_VIEW, at=body)
    today = clock.today()
    posts = list(body.posts.select_related("person").order_by("starts_on", "pk"))
    present = [post for post in posts if post.ends_on is None or post.ends_on >= today]
    body.open_posts = present  # type: ignore[attr-defined]  # as a prefetch leaves them
    refusal = refusal_of_work(body, today)
    return SubcommitteePage(
        card=card_of(body),
        past=[post for post in posts if post not in present],
        facts=_facts(body),
        milestones=list(
            body.milestones.filter(dropped_at__isnull=True).order_by("planned_on", "position")
        ),
        refusal=refusal,
        can_manage=can(viewer, Permission.CONGRESSES_MANAGE, at=body),
        can_compose=may_compose(body, viewer=viewer),
        can_give=refusal is None and can(viewer, Permission.CONGRESSES_ASSIGN, at=body),
        today=today,
    )


def _require_there(body: Subcommittee, viewer: Any) -> None:
    """The personnel body is not there for who reads no congress of this organization (S41)."""
    if body.is_restricted and not can(viewer, Permission.CONGRESSES_VIEW, at=body):
        raise NotFound


def may_compose(body: Subcommittee, *, viewer: Any) -> bool:
    """Who is in the personnel body is for those who decide on personnel work, for no administrator."""
    if body.is_restricted and not can(viewer, Permission.PERSONNEL_DECIDE, at=body.congress):
        return False
    return can(viewer, Permission.CONGRESSES_MANAGE, at=body)


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


def people_for(subcommittee: Subcommittee) -> QuerySet[Person]:
    """Who may be given a post: everybody of the organization, by given name, with their units."""
    people = Person.objects.filter(organization=subcommittee.congress.organization)
    return people.select_related("unit").order_by("name_key", "pk")


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
            role_of(post),
            post.subcommittee.scope,
            f"congresses.post:{post.pk}",
            post.starts_on,
            post.ends_on,
        )


def role_of(post: SubcommitteePost) -> Role:
    """What a post gives; in the supporting staff every post works and none approves (S27)."""
    if post.subcommittee.purpose == Subcommittee.Purpose.STAFF:
        return Role.SUPPORTING_STAFF
    return ROLE_OF_POST[Post(post.post)]


def refusal_of_work(subcommittee: Subcommittee, on: date) -> RuleBroken | None:
    """Why a subcommittee takes no task and no person on a day (S21); None: it does."""
    findings = may_be_given(
        decision_on=subcommittee.decision_on, ends_on=subcommittee.ends_on, on=on
    )
    if not findings:
        return None
    code = findings[0].code
    facts = {
        name: format_date(value, DateStyle.DASHED) if isinstance(value, date) else value
        for name, value in findings[0].facts.items()
    }
    words = _REFUSALS[code] % {"body": subcommittee.name, **facts}
    return RuleBroken(words, findings, code=code, advice=str(_ADVICE[code]))


def refusal_in_short(subcommittee: Subcommittee, on: date) -> str:
    """The same beside its name in a list: "chưa có quyết định"; "" where it takes work."""
    refusal = refusal_of_work(subcommittee, on)
    return str(_IN_SHORT[refusal.code]) if refusal else ""


def first_work_on(subcommittee: Subcommittee) -> date | None:
    """The day of its first post or task; its decision is not dated later (P19)."""
    posts = subcommittee.posts.aggregate(first=Min("starts_on"))["first"]
    tasks = subcommittee.tasks.aggregate(first=Min("given_on"))["first"]
    return min(filter(None, [posts, tasks]), default=None)


def card_of(subcommittee: Subcommittee) -> SubcommitteeCard:
    posts: list[SubcommitteePost] = getattr(subcommittee, "open_posts", [])
    ordered = sorted(posts, key=lambda post: (_ORDER.index(Post(post.post)), post.person.name_key))
    return SubcommitteeCard(subcommittee, ordered)


def _facts(body: Subcommittee) -> list[tuple[str, str]]:
    decision = ""
    if body.decision_on:
        facts = {
            "number": body.decision_number,
            "day": format_date(body.decision_on, DateStyle.DASHED),
        }
        decision = _("số %(number)s ngày %(day)s") % facts
    ends_on = format_date(body.ends_on, DateStyle.DASHED) if body.ends_on else ""
    return [
        (_("Lĩnh vực"), body.get_purpose_display()),
        (_("Quyết định thành lập"), decision or _("chưa có")),
        (_("Kết thúc nhiệm vụ"), ends_on),
        (_("Nhiệm vụ"), body.duties),
    ]
