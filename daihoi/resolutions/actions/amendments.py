"""Proposals from the hall: written down, taken over, put to the vote, withdrawn, taken back."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, RuleBroken
from daihoi.base.language import in_vietnamese
from daihoi.elections.actions.votes import record_vote
from daihoi.elections.queries.hands import Hands, judged
from daihoi.organizations.models import Person
from daihoi.resolutions.actions.held import HeldResolution
from daihoi.resolutions.models import (
    Amendment,
    AmendmentKind,
    AmendmentState,
    Clause,
    ClauseKind,
    Matter,
    ResolutionVote,
)
from daihoi.resolutions.models.amendments import DecidedHow
from daihoi.resolutions.queries.amendments import words_of
from daihoi.resolutions.queries.texts import digest_of_amendment
from daihoi.rules.elections.kinds import Matter as HandMatter
from daihoi.vietnamese.text import tidy

DECIDED = (
    "state", "decided_how", "decided_at", "decided_by", "decision_note", "replaced", "clause_made",
)  # fmt: skip


@transaction.atomic
def add_amendment(
    clause: Clause,
    kind: AmendmentKind,
    proposed: Mapping[str, Any],
    *,
    person: Person | None = None,
    proposer_name: str = "",
    reason: str = "",
    actor: User,
) -> Amendment:
    """Write down who wants which words, on a clause as it stands now; to add one, behind ``clause``.

    ``proposed``: see `Amendment.before`; nothing of it counts for a removal.
    """
    require(actor, Permission.RESOLUTIONS_WRITE, at=clause)
    held = HeldResolution.to_change(clause.resolution)
    locked = held.resolution
    on = held.clause(clause)
    name = tidy(proposer_name)[:160]
    if person is None and not name:
        raise RuleBroken(_("Hãy ghi ai đề nghị."), code="no_proposer")
    words = _proposed(kind, on, proposed)
    last = locked.amendments.order_by("-number").values_list("number", flat=True).first()
    made = Amendment.objects.create(
        resolution=locked,
        number=(last or 0) + 1,
        clause=on,
        kind=kind,
        person=person,
        proposer_name="" if person else name,
        before={} if kind == AmendmentKind.ADD else words_of(on),
        proposed=words,
        reason=tidy(reason)[:400],
        recorded_at=clock.now(),
        recorded_by=actor,
    )
    held.save()
    after = {"number": made.number, "kind": kind, "proposer": made.proposer, "proposed": words}
    record("resolutions.add_amendment", made, actor=actor, after=after, context=locked.congress)
    return made


@transaction.atomic
def accept_amendment(
    amendment: Amendment,
    words: Mapping[str, Any],
    *,
    revision: int | None,
    note: str = "",
    actor: User,
) -> Amendment:
    """The presidium takes it over without a vote, in the words given; what was there is kept.

    ``revision`` is that of the clause on the page; `Conflict` if it was changed meanwhile.
    """
    require(actor, Permission.RESOLUTIONS_WRITE, at=amendment.resolution.congress)
    held, locked = _open(amendment, revision)
    before = {"state": locked.state}
    _apply(held, locked, words, actor)
    _decide(held, locked, AmendmentState.ACCEPTED, DecidedHow.PRESIDIUM, actor, note=note)
    after = {"state": locked.state, "words": locked.proposed}
    record(
        "resolutions.accept_amendment", locked, actor=actor, before=before, after=after,
        context=held.resolution.congress,
    )  # fmt: skip
    return locked


@transaction.atomic
def ask_amendment(amendment: Amendment, *, actor: User) -> Amendment:
    """Put it to the vote: the hall reads on its screens what hands are raised on, until it is decided."""
    require(actor, Permission.RESOLUTIONS_WRITE, at=amendment.resolution.congress)
    held, locked = _open(amendment, None)
    shown = held.resolution
    shown.shown_key, shown.shown_amendment = held.clause(locked.clause).key, locked
    shown.asked_at = shown.shown_at = clock.now()
    held.save("shown_key", "shown_amendment", "shown_at", "asked_at")
    record(
        "resolutions.ask_amendment", locked, actor=actor, after={"number": locked.number},
        context=shown.congress,
    )  # fmt: skip
    return locked


@transaction.atomic
def vote_amendment(
    amendment: Amendment,
    words: Mapping[str, Any],
    hands: Hands,
    *,
    revision: int | None,
    actor: User,
) -> Amendment:
    """The congress votes on the words given: with the majority of the base they replace the old ones."""
    require(actor, Permission.RESOLUTIONS_WRITE, at=amendment.resolution.congress)
    held, locked = _open(amendment, revision)
    congress = held.resolution.congress
    before = {"state": locked.state}
    wanted = _proposed(AmendmentKind(locked.kind), locked.clause, {**locked.proposed, **words})
    with in_vietnamese():
        subject = _("Đề nghị sửa đổi số %(number)s dự thảo nghị quyết") % {"number": locked.number}
    base = judged(congress, hands).answer.facts["base"]
    vote = record_vote(congress, HandMatter.RESOLUTION, subject, hands, actor=actor)
    ResolutionVote.objects.create(
        resolution=held.resolution, matter=Matter.AMENDMENT, amendment=locked,
        digest=digest_of_amendment(locked, wanted), base=base, vote=vote,
    )  # fmt: skip
    if vote.passed:
        _apply(held, locked, wanted, actor)
    state = AmendmentState.ACCEPTED if vote.passed else AmendmentState.REJECTED
    _decide(held, locked, state, DecidedHow.VOTE, actor)
    after = {"state": locked.state, "words": wanted, "vote": vote.pk}
    record(
        "resolutions.vote_amendment", locked, actor=actor, before=before, after=after,
        context=congress,
    )  # fmt: skip
    return locked


@transaction.atomic
def withdraw_amendment(amendment: Amendment, *, note: str = "", actor: User) -> Amendment:
    """Who proposed it no longer wants it, mostly after an explanation."""
    require(actor, Permission.RESOLUTIONS_WRITE, at=amendment.resolution)
    held, locked = _open(amendment, None)
    _decide(held, locked, AmendmentState.WITHDRAWN, None, actor, note=note)
    record(
        "resolutions.withdraw_amendment", locked, actor=actor, after={"note": note},
        context=held.resolution.congress,
    )  # fmt: skip
    return locked


@transaction.atomic
def reopen_amendment(amendment: Amendment, *, reason: str, actor: User) -> Amendment:
    """Take a decision back; an accepted one gives the clause its old words again.

    Refused where these words were changed since: they would be lost. What the congress voted is
    reopened only after its count was struck out.
    """
    require(actor, Permission.RESOLUTIONS_WRITE, at=amendment.resolution.congress)
    held = HeldResolution.to_change(amendment.resolution)
    locked = held.amendment(amendment)
    if locked.is_open:
        raise Conflict(_("Đề nghị này chưa được quyết định."), code="amendment_open")
    if not reason.strip():
        raise RuleBroken(_("Hãy ghi lý do mở lại đề nghị."), code="no_reason")
    if locked.votes.filter(vote__withdrawn_at__isnull=True).exists():
        raise Conflict(
            _("Đại hội đã biểu quyết đề nghị này."),
            code="voted",
            advice=_("Nếu đếm nhầm, hãy gạch lần biểu quyết ấy trước, rồi mở lại đề nghị."),
        )
    before = {"state": locked.state, "words": locked.proposed}
    if locked.state == AmendmentState.ACCEPTED:
        _undo(held, locked, actor)
    locked.state, locked.decided_how = AmendmentState.OPEN, ""
    locked.decided_at = locked.decided_by = None
    locked.decision_note, locked.replaced, locked.clause_made = reason.strip()[:400], {}, None
    locked.save(update_fields=DECIDED)
    held.save()
    record(
        "resolutions.reopen_amendment", locked, actor=actor, before=before,
        after={"reason": locked.decision_note}, context=held.resolution.congress,
    )  # fmt: skip
    return locked


def _open(amendment: Amendment, revision: int | None) -> tuple[HeldResolution, Amendment]:
    """Held, undecided, on a clause that is as the page showed it."""
    held = HeldResolution.to_change(amendment.resolution)
    locked = held.amendment(amendment)
    if not locked.is_open:
        raise Conflict(
            _("Đề nghị này đã có kết quả: %(state)s.") % {"state": locked.get_state_display()},
            code="decided",
        )
    if revision is not None and held.clause(locked.clause).revision != revision:
        raise Conflict(
            _("Điều khoản này vừa được sửa ở nơi khác."),
            code="outdated",
            advice=_("Hãy đọc lại lời đang có ở dưới, sửa lời tiếp thu nếu cần, rồi gửi lại."),
        )
    return held, locked


def _proposed(kind: AmendmentKind, clause: Clause, words: Mapping[str, Any]) -> dict[str, Any]:
    """The words wanted; refused where nothing is wanted."""
    if kind == AmendmentKind.REMOVE:
        return {}
    own = words_of(clause) if kind == AmendmentKind.CHANGE else {}
    made = own or _like(clause)
    made = made | {name: words[name] for name in words if words[name] is not None or name == "year"}
    if not str(made.get("text", "")).strip():
        raise RuleBroken(_("Hãy ghi lời đề nghị."), code="no_text")
    repeats = kind == AmendmentKind.ADD and str(made["text"]).strip() == clause.text
    if repeats or (own and made == own):
        raise RuleBroken(
            _("Lời đề nghị giống hệt điều khoản đang có."),
            code="no_change",
            advice=_("Hãy sửa lời, hoặc chọn bỏ điều khoản."),
        )
    return made


def _like(clause: Clause) -> dict[str, Any]:
    """What is added behind a target is a target of its group."""
    if not clause.is_target:
        return {"kind": ClauseKind.TEXT.value}
    return {"kind": clause.kind, "unit": "", "amount": "", "year": None, "group": clause.group}


def _apply(
    held: HeldResolution, amendment: Amendment, words: Mapping[str, Any], actor: User
) -> None:
    """Put the words into the draft; what they replace is kept with the amendment."""
    kind = AmendmentKind(amendment.kind)
    clause = held.clause(amendment.clause)
    if kind == AmendmentKind.ADD:
        wanted = _proposed(kind, clause, {**amendment.proposed, **words})
        amendment.clause_made = held.put_clause(
            ClauseKind(wanted["kind"]), wanted, after=clause, actor=actor
        )
    elif kind == AmendmentKind.REMOVE:
        wanted = {}
        amendment.replaced = {**words_of(clause), "revision": clause.revision}
        held.take_out(clause, actor=actor)
    else:
        amendment.replaced = words_of(clause)
        wanted = {**words_of(clause), **amendment.proposed, **words}
        held.change_clause(clause, wanted, actor=actor)
        amendment.replaced["revision"] = clause.revision
    amendment.proposed = wanted


def _decide(
    held: HeldResolution,
    amendment: Amendment,
    state: AmendmentState,
    how: DecidedHow | None,
    actor: User,
    *,
    note: str = "",
) -> None:
    amendment.state, amendment.decided_how = state, how or ""
    amendment.decided_at, amendment.decided_by = clock.now(), actor
    amendment.decision_note = tidy(note)[:400]
    amendment.save(update_fields=[*DECIDED, "proposed"])
    if held.resolution.shown_amendment_id == amendment.pk:
        held.resolution.asked_at = None
    held.save("asked_at")


def _undo(held: HeldResolution, amendment: Amendment, actor: User) -> None:
    clause = amendment.clause_made or amendment.clause
    if amendment.kind == AmendmentKind.REMOVE:
        held.put_back(held.resolution.clauses.get(pk=clause.pk))
        return
    now = held.clause(clause)
    expected = 1 if amendment.clause_made else amendment.replaced["revision"]
    if now.revision != expected:
        raise Conflict(
            _("Điều khoản này đã được sửa tiếp sau khi tiếp thu đề nghị."),
            code="changed_since",
            advice=_("Hãy ghi một đề nghị mới để sửa lời đang có."),
        )
    if amendment.clause_made:
        held.take_out(now, actor=actor)
        return
    held.change_clause(now, amendment.replaced, actor=actor)
