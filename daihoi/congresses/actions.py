"""Putting up a congress, its subcommittees and who is in them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, RuleBroken
from daihoi.base.revisions import require_seen
from daihoi.congresses.models import Congress, Subcommittee, SubcommitteePost
from daihoi.organizations.actions.roles import align_roles
from daihoi.organizations.models import Organization, Person
from daihoi.vietnamese.numerals import roman

Post = SubcommitteePost.Post


@transaction.atomic
def add_congress(organization: Organization, values: Mapping[str, Any], *, actor: User) -> Congress:
    """Put up a congress; ``values``: ordinal, term_start, term_end, form, target_on and precision."""
    require(actor, Permission.CONGRESSES_MANAGE, at=organization)
    Organization.objects.select_for_update().get(pk=organization.pk)
    if organization.congresses.filter(ordinal=values["ordinal"]).exists():
        raise Conflict(
            _("Đã có đại hội lần thứ %(ordinal)s.") % {"ordinal": roman(values["ordinal"])},
            code="ordinal_taken",
        )
    if values["term_end"] <= values["term_start"]:
        raise RuleBroken(_("Năm cuối nhiệm kỳ phải sau năm đầu."), code="term_ends_before_start")
    now = clock.now()
    congress = Congress.objects.create(
        organization=organization, created_at=now, updated_at=now, **values
    )
    record("congresses.add_congress", congress, actor=actor, after=values, context=congress)
    return congress


@transaction.atomic
def edit_congress(
    congress: Congress, values: Mapping[str, Any], *, seen: str | None = None, actor: User
) -> Congress:
    """Change the term, the form or the target of a congress; its number stays.

    ``seen`` is the fingerprint of the values her page showed: `Outdated` if they changed since.
    """
    require(actor, Permission.CONGRESSES_MANAGE, at=congress)
    locked = Congress.objects.select_for_update().get(pk=congress.pk)
    require_seen(locked, values, seen)
    changed = {
        name: value
        for name, value in values.items()
        if name != "ordinal" and getattr(locked, name) != value
    }
    before = {name: getattr(locked, name) for name in changed}
    for name, value in changed.items():
        setattr(locked, name, value)
    if locked.term_end <= locked.term_start:
        raise RuleBroken(_("Năm cuối nhiệm kỳ phải sau năm đầu."), code="term_ends_before_start")
    if changed:
        locked.updated_at = clock.now()
        locked.save(update_fields=[*changed, "updated_at"])
        record(
            "congresses.edit_congress",
            locked,
            actor=actor,
            before=before,
            after=changed,
            context=locked,
        )
    return locked


@transaction.atomic
def add_subcommittee(congress: Congress, values: Mapping[str, Any], *, actor: User) -> Subcommittee:
    """Set up a subcommittee by a decision (``decision_number`` and ``decision_on``)."""
    require(actor, Permission.CONGRESSES_MANAGE, at=congress)
    Congress.objects.select_for_update().get(pk=congress.pk)
    _refuse_namesake(congress, values["name"], itself=None)
    made = Subcommittee.objects.create(congress=congress, **values)
    record("congresses.add_subcommittee", made, actor=actor, after=values, context=congress)
    return made


@transaction.atomic
def edit_subcommittee(
    subcommittee: Subcommittee, values: Mapping[str, Any], *, seen: str | None = None, actor: User
) -> Subcommittee:
    """Change a subcommittee's name, purpose, duties or decision.

    ``seen`` is the fingerprint of the values her page showed: `Outdated` if they changed since.
    """
    require(actor, Permission.CONGRESSES_MANAGE, at=subcommittee)
    Congress.objects.select_for_update().get(pk=subcommittee.congress_id)
    locked = Subcommittee.objects.select_for_update().get(pk=subcommittee.pk)
    require_seen(locked, values, seen)
    _refuse_namesake(locked.congress, values["name"], itself=locked)
    changed = {name: value for name, value in values.items() if getattr(locked, name) != value}
    before = {name: getattr(locked, name) for name in changed}
    for name, value in changed.items():
        setattr(locked, name, value)
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
    return locked


@transaction.atomic
def add_post(
    subcommittee: Subcommittee, person: Person, post: Post, starts_on: date, *, actor: User
) -> SubcommitteePost:
    """Let a person of the organization take part in a subcommittee, with the role that follows."""
    require(actor, Permission.CONGRESSES_MANAGE, at=subcommittee)
    locked = Subcommittee.objects.select_for_update().get(pk=subcommittee.pk)
    if person.organization_id != locked.congress.organization_id:
        raise NotFound
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
    return made


@transaction.atomic
def end_post(post: SubcommitteePost, on: date, *, actor: User) -> SubcommitteePost:
    """End a post; ``on`` is its last day. The role that followed from it ends too."""
    require(actor, Permission.CONGRESSES_MANAGE, at=post.subcommittee)
    locked = SubcommitteePost.objects.select_for_update().get(pk=post.pk)
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
    align_roles(post.person, actor=actor)
    return locked


def _refuse_namesake(congress: Congress, name: str, *, itself: Subcommittee | None) -> None:
    others = congress.subcommittees.filter(name=name)
    if itself is not None:
        others = others.exclude(pk=itself.pk)
    if others.exists():
        raise Conflict(_("Đã có tiểu ban “%(name)s”.") % {"name": name}, code="name_taken")
