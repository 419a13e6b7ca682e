"""Putting up a congress, whole or bare, and closing its preparation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, RuleBroken
from daihoi.base.revisions import require_seen
from daihoi.congresses.actions.bases import add_basis, cite_bases
from daihoi.congresses.actions.goals import add_goal, judge_goals
from daihoi.congresses.actions.held import HeldCongress
from daihoi.congresses.actions.plans import make_plan
from daihoi.congresses.actions.subcommittees import add_subcommittee
from daihoi.congresses.models import BasisDocument, Congress
from daihoi.congresses.queries.bases import paper_called
from daihoi.congresses.queries.congresses import recorded_in
from daihoi.congresses.queries.days import check_target
from daihoi.congresses.queries.goals import what_keeps_open
from daihoi.congresses.queries.templates import template_choice
from daihoi.live.topics import bump
from daihoi.organizations.models import Organization
from daihoi.vietnamese.numerals import roman

EDITED = ("term_start", "term_end", "form")


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation:
    """What the set-up of a congress asked in its three steps.

    ``bases`` are papers of the register, ``new_bases`` values of others; ``template`` is the key of
    a `queries.templates.TemplateChoice`, "" for no plan yet.
    """

    congress: Mapping[str, Any]
    bases: Sequence[BasisDocument] = ()
    new_bases: Sequence[Mapping[str, Any]] = ()
    template: str = ""
    subcommittees: Sequence[Mapping[str, Any]] = ()
    goals: Sequence[str] = ()


@transaction.atomic
def prepare_congress(
    organization: Organization, preparation: Preparation, *, actor: User
) -> Congress:
    """Put up a congress with its bases, subcommittees, plan and goals: all of it or nothing.

    `RuleBroken` for a day that has passed or is a holiday, and for a template of another edition.
    """
    require(actor, Permission.CONGRESSES_MANAGE, at=organization)
    told = preparation.congress
    check_target(told["target_on"], told["target_precision"])
    congress = add_congress(organization, told, actor=actor)
    bases = [*preparation.bases]
    for values in preparation.new_bases:
        known = paper_called(organization, values["number"], values["issued_on"])
        bases.append(known or add_basis(organization, values, actor=actor))
    if bases:
        cite_bases(congress, bases, actor=actor)
    for values in preparation.subcommittees:
        add_subcommittee(congress, values, actor=actor)
    if preparation.template:
        choice = template_choice(
            preparation.template, organization, congress.target_on, viewer=actor
        )
        make_plan(congress, choice.rows, actor=actor)
    for text in preparation.goals:
        add_goal(congress, text, actor=actor)
    after = {"template": preparation.template, "target_on": congress.target_on}
    record("congresses.prepare_congress", congress, actor=actor, after=after, context=congress)
    return congress


@transaction.atomic
def add_congress(organization: Organization, values: Mapping[str, Any], *, actor: User) -> Congress:
    """Put up a congress; ``values``: ordinal, term_start, term_end, form, target_on and precision."""
    require(actor, Permission.CONGRESSES_MANAGE, at=organization)
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
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
    """Change the term or the form of a congress; its number stays, its day is moved in `days`.

    ``seen`` is the fingerprint of the values her page showed: `Outdated` if they changed since.
    """
    require(actor, Permission.CONGRESSES_MANAGE, at=congress)
    locked = HeldCongress(congress).congress
    require_seen(locked, values, seen)
    changed = {
        name: value
        for name, value in values.items()
        if name in EDITED and getattr(locked, name) != value
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
def remove_congress(congress: Congress, *, actor: User) -> None:
    """Remove a congress put up by mistake, with its plan and goals; `RuleBroken` once it was worked on."""
    require(actor, Permission.CONGRESSES_MANAGE, at=congress)
    locked = Congress.objects.select_for_update().get(pk=congress.pk)
    if recorded := recorded_in(locked):
        raise RuleBroken(
            _("Không xóa được đại hội này vì đã ghi: %(what)s.") % {"what": "; ".join(recorded)},
            code="congress_in_use",
        )
    before = {name: getattr(locked, name) for name in ("ordinal", *EDITED, "target_on")}
    record("congresses.remove_congress", locked, actor=actor, before=before, context=locked)
    locked.delete()


@transaction.atomic
def close_preparation(
    congress: Congress, judgements: Mapping[int, tuple[bool, str]], *, actor: User
) -> Congress:
    """Close the preparation (đóng công tác chuẩn bị): every goal judged, every step up to D done.

    ``judgements`` are goals' numbers with whether each is met, and a note. `RuleBroken` lists what
    is still missing; nothing is kept then.
    """
    require(actor, Permission.CONGRESSES_MANAGE, at=congress)
    locked = HeldCongress(congress).congress
    if locked.closed_at is not None:
        raise Conflict(_("Công tác chuẩn bị đã đóng."), code="closed")
    judge_goals(locked, judgements, actor=actor)
    if missing := what_keeps_open(locked):
        raise RuleBroken(
            _("Chưa đóng được công tác chuẩn bị: %(missing)s.") % {"missing": "; ".join(missing)},
            code="not_ready",
            advice=_("Mốc chưa xong thì ghi đã xong, hoặc ghi không thực hiện kèm lý do."),
        )
    locked.closed_at = locked.updated_at = clock.now()
    locked.closed_by = actor
    locked.save(update_fields=["closed_at", "closed_by", "updated_at"])
    goals = [[goal.text, goal.is_met] for goal in locked.goals.order_by("position")]
    after = {"goals": goals, "is_closed": True}
    record("congresses.close_preparation", locked, actor=actor, after=after, context=locked)
    bump(f"congresses.congress:{locked.pk}")
    return locked


@transaction.atomic
def reopen_preparation(congress: Congress, reason: str, *, actor: User) -> Congress:
    """Open a closed preparation again; the goals stay judged until they are judged anew."""
    require(actor, Permission.CONGRESSES_MANAGE, at=congress)
    locked = HeldCongress(congress).congress
    if locked.closed_at is None:
        raise Conflict(_("Công tác chuẩn bị đang mở."), code="not_closed")
    if not reason.strip():
        raise RuleBroken(_("Hãy ghi lý do mở lại."), code="no_reason")
    before = {"closed_at": locked.closed_at}
    locked.closed_at = locked.closed_by = None
    locked.updated_at = clock.now()
    locked.save(update_fields=["closed_at", "closed_by", "updated_at"])
    record(
        "congresses.reopen_preparation",
        locked,
        actor=actor,
        before=before,
        after={"reason": reason.strip(), "is_closed": False},
        context=locked,
    )
    bump(f"congresses.congress:{locked.pk}")
    return locked
