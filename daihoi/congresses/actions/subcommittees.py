"""Setting up subcommittees (tiểu ban) and putting people into them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, can, require
from daihoi.audit.actions import record
from daihoi.base import offers
from daihoi.base.errors import Conflict, NotFound, NotPermitted, RuleBroken
from daihoi.base.language import in_dialect
from daihoi.base.revisions import require_seen
from daihoi.congresses.actions.held import HeldCongress
from daihoi.congresses.actions.milestones import give_milestones
from daihoi.congresses.models import Congress, Subcommittee, SubcommitteePost
from daihoi.congresses.queries.subcommittees import first_work_on, refusal_of_work
from daihoi.congresses.queries.tasks import OPEN_STATES
from daihoi.organizations.actions.held import HeldPerson
from daihoi.organizations.actions.roles import align_roles
from daihoi.organizations.actions.watching import tell_secretary
from daihoi.organizations.models import Person
from daihoi.vietnamese.dates import DateStyle, format_date

Post = SubcommitteePost.Post


@transaction.atomic
def add_subcommittee(congress: Congress, values: Mapping[str, Any], *, actor: User) -> Subcommittee:
    """Set up a subcommittee; until its decision is noted it is given no person and no task.

    It answers for the milestones of its purpose that no body has yet.
    """
    require(actor, Permission.CONGRESSES_MANAGE, at=congress)
    HeldCongress(congress)
    _refuse_namesake(congress, values["name"], itself=None)
    made = Subcommittee.objects.create(congress=congress, **values)
    record("congresses.add_subcommittee", made, actor=actor, after=values, context=congress)
    give_milestones(made, actor=actor)
    return made


@transaction.atomic
def edit_subcommittee(
    subcommittee: Subcommittee, values: Mapping[str, Any], *, seen: str | None = None, actor: User
) -> Subcommittee:
    """Change a subcommittee's name, purpose, duties or decision; roles follow its purpose.

    The decision is not dated after the first post or task (P19). ``seen`` is the fingerprint of the values her page showed: `Outdated` if they changed since.
    """
    require(actor, Permission.CONGRESSES_MANAGE, at=subcommittee)
    HeldCongress(subcommittee.congress)
    locked = Subcommittee.objects.select_for_update().get(pk=subcommittee.pk)
    require_seen(locked, values, seen)
    _refuse_namesake(locked.congress, values["name"], itself=locked)
    changed = {name: value for name, value in values.items() if getattr(locked, name) != value}
    before = {name: getattr(locked, name) for name in changed}
    for name, value in changed.items():
        setattr(locked, name, value)
    _refuse_decision_after_work(locked)
    if locked.ends_on and locked.decision_on and locked.ends_on < locked.decision_on:
        raise RuleBroken(
            _("Tiểu ban đã kết thúc ngày %(day)s nên quyết định không thể muộn hơn.")
            % {"day": format_date(locked.ends_on, DateStyle.DASHED)},
            code="decision_after_end",
            advice=_("Hãy kiểm tra lại ngày quyết định."),
        )
    if "purpose" in changed:  # an open body with people must not become the personnel body, or back
        purposes = {before["purpose"], changed["purpose"]}
        _require_composition(locked, purposes, actor=actor)
    if changed:
        locked.save(update_fields=[*changed])
        record(
            "congresses.edit_subcommittee",
            locked,
            actor=actor,
            before=before,
            after=changed,
            context=locked.congress,
        )
    if "purpose" in changed:
        _align(locked.posts.all(), actor=actor)
    return locked


@transaction.atomic
def end_subcommittee(subcommittee: Subcommittee, on: date, *, actor: User) -> Subcommittee:
    """End a subcommittee; ``on`` is its last day, and that of its posts and the roles they give.

    Refused while it has tasks that are not ended: they would be nobody's.
    """
    require(actor, Permission.CONGRESSES_MANAGE, at=subcommittee)
    locked = Subcommittee.objects.select_for_update().get(pk=subcommittee.pk)
    _require_composition(locked, [locked.purpose], actor=actor)
    if locked.ends_on is not None:
        raise Conflict(_("Tiểu ban này đã kết thúc từ trước."), code="body_ended")
    if locked.decision_on and on < locked.decision_on:
        raise RuleBroken(_("Ngày kết thúc phải sau ngày quyết định."), code="ends_before_decision")
    if left := locked.tasks.filter(state__in=OPEN_STATES).count():
        raise Conflict(
            _("Tiểu ban còn %(count)s công việc chưa xong.") % {"count": left},
            code="open_tasks",
            advice=_("Hãy xác nhận xong, giao lại cho nơi khác, hoặc ghi không làm nữa."),
        )
    still = Q(ends_on__isnull=True) | Q(ends_on__gt=on)
    posts = list(locked.posts.filter(still).select_related("person"))
    if later := next((post for post in posts if post.starts_on > on), None):
        raise RuleBroken(
            _("Đồng chí %(name)s vào tiểu ban sau ngày này.") % {"name": later.person},
            code="post_starts_later",
            advice=_("Hãy chọn ngày muộn hơn."),
        )
    locked.ends_on = on
    locked.save(update_fields=["ends_on"])
    for post in posts:
        post.ends_on = on
        post.save(update_fields=["ends_on"])
    after = {"ends_on": on, "people": [str(post.person) for post in posts]}
    record("congresses.end_subcommittee", locked, actor=actor, after=after, context=locked.congress)
    _align(posts, actor=actor)
    return locked


@transaction.atomic
def add_post(
    subcommittee: Subcommittee, person: Person, post: Post, starts_on: date, *, actor: User
) -> SubcommitteePost:
    """Let a person of the organization take part in a subcommittee, with the role that follows."""
    require(actor, Permission.CONGRESSES_MANAGE, at=subcommittee)
    if person.organization_id != subcommittee.congress.organization_id:
        raise NotFound
    person = HeldPerson(person.pk).person
    locked = Subcommittee.objects.select_for_update().get(pk=subcommittee.pk)
    _require_composition(locked, [locked.purpose], actor=actor)
    if refusal := refusal_of_work(locked, starts_on):
        raise refusal
    present = locked.posts.filter(ends_on__isnull=True)
    if present.filter(person=person).exists():
        raise Conflict(_("%(name)s đã ở trong tiểu ban này.") % {"name": person}, code="already_in")
    if post is Post.HEAD and (head := present.filter(post=Post.HEAD).first()):
        raise Conflict(
            _("Tiểu ban đã có trưởng: đồng chí %(name)s.") % {"name": head.person},
            code="second_head",
            advice=_("Hãy cho thôi nhiệm vụ đó trước."),
        )
    made = SubcommitteePost.objects.create(
        subcommittee=locked, person=person, post=post, starts_on=starts_on
    )
    after = {"person": str(person), "post": post, "starts_on": starts_on}
    record("congresses.add_post", locked, actor=actor, after=after, context=locked.congress)
    align_roles(person, actor=actor)
    _tell_of_post(made, actor=actor)
    return made


@transaction.atomic
def end_post(post: SubcommitteePost, on: date, *, actor: User) -> SubcommitteePost:
    """End a post; ``on`` is its last day. The role that followed from it ends too."""
    require(actor, Permission.CONGRESSES_MANAGE, at=post.subcommittee)
    locked = SubcommitteePost.objects.select_for_update().filter(pk=post.pk).first()
    if locked is None:
        raise Conflict(
            _("Nhiệm vụ này vừa được gộp vào một nhiệm vụ khác của cùng người."),
            code="post_merged",
            advice=_("Hãy mở lại trang tiểu ban."),
        )
    body = locked.subcommittee
    _require_composition(body, [body.purpose], actor=actor)
    if locked.ends_on is not None:
        raise Conflict(_("Nhiệm vụ này đã thôi từ trước."), code="post_ended")
    if on < locked.starts_on:
        raise RuleBroken(_("Ngày thôi phải sau ngày bắt đầu."), code="ends_before_start")
    locked.ends_on = on
    locked.save(update_fields=["ends_on"])
    after = {"person": str(locked.person), "post": locked.post, "ends_on": on}
    record(
        "congresses.end_post",
        locked.subcommittee,
        actor=actor,
        after=after,
        context=locked.subcommittee.congress,
    )
    align_roles(locked.person, actor=actor)
    return locked


def _require_composition(body: Subcommittee, purposes: Iterable[str], *, actor: User) -> None:
    """The personnel body is made up by who decides on personnel work (S23); told so, not hidden."""
    if Subcommittee.Purpose.PERSONNEL not in purposes:
        return
    if not can(actor, Permission.PERSONNEL_DECIDE, at=body.congress):
        raise NotPermitted(
            _("Thành phần tiểu ban nhân sự do bí thư ghi; quản trị không thay đổi được."),
            code="personnel_body",
            advice=_("Hãy đề nghị bí thư thực hiện."),
        )


def _tell_of_post(post: SubcommitteePost, *, actor: User) -> None:
    body = post.subcommittee
    if not body.is_restricted:
        return
    organization = body.congress.organization
    with in_dialect(organization.family.dialect):
        words = {
            "name": post.person.full_name,
            "post": post.get_post_display(),
            "actor": actor.full_name,
        }
        message = offers.Message(
            title=_("%(body)s có thêm người") % {"body": body.name},
            body=_("%(actor)s đã ghi %(name)s: %(post)s. Người này đọc được đề án nhân sự.")
            % words,
            url=reverse("congresses:subcommittee_detail", args=[body.pk]),
            topic=f"congresses.personnel_body:{body.pk}",
        )
    tell_secretary(organization.scope, message, but=[actor])


def _align(posts: Iterable[SubcommitteePost], *, actor: User) -> None:
    people = {post.person_id for post in posts}
    for person in Person.objects.filter(pk__in=people).select_related("organization", "user"):
        align_roles(person, actor=actor)


def _refuse_decision_after_work(subcommittee: Subcommittee) -> None:
    first = first_work_on(subcommittee)
    decided = subcommittee.decision_on
    if first is None or (decided is not None and decided <= first):
        return
    raise RuleBroken(
        _("Tiểu ban đã có người hoặc có việc từ ngày %(day)s nên quyết định không thể muộn hơn.")
        % {"day": format_date(first, DateStyle.DASHED)},
        code="decision_after_work",
        advice=_("Hãy kiểm tra lại ngày quyết định."),
    )


def _refuse_namesake(congress: Congress, name: str, *, itself: Subcommittee | None) -> None:
    others = congress.subcommittees.filter(name=name)
    if itself is not None:
        others = others.exclude(pk=itself.pk)
    if others.exists():
        raise Conflict(_("Đã có tiểu ban “%(name)s”.") % {"name": name}, code="name_taken")
