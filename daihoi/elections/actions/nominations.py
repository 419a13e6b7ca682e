"""Who is put forward, stands or is nominated, asks to withdraw, is supported; refusals are kept."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, RuleBroken
from daihoi.base.language import in_vietnamese
from daihoi.congresses.queries.calendar import holidays_around
from daihoi.elections.actions.held import HeldElection
from daihoi.elections.actions.votes import record_vote
from daihoi.elections.models import (
    AGREED,
    UNDER_COUNT,
    Election,
    Nomination,
    NominationSource,
    NominationState,
    RoundState,
    Vote,
)
from daihoi.elections.queries.decisions import CHANGE_OF_LIST
from daihoi.elections.queries.eligible import eligible
from daihoi.elections.queries.hands import Hands
from daihoi.elections.queries.law import form_of, kept, level_of, rules_of, title_of
from daihoi.elections.queries.polls import poll_of
from daihoi.elections.queries.refusals import refusal
from daihoi.elections.queries.rolls import reckoned_now, require_roll
from daihoi.elections.queries.standing import STANDING, known_in
from daihoi.organizations.models import Person
from daihoi.personnel.queries.slates import awaits_presenting, put_forward
from daihoi.rules.elections.answers import Answer
from daihoi.rules.elections.kinds import Matter
from daihoi.rules.elections.people import (
    floor_support,
    may_be_elected,
    may_nominate,
    may_stand,
    withdrawal,
)

# What pages and minutes say of who is bound by E-065.
BOUND = "Phải xin rút: cấp ủy viên triệu tập ngoài danh sách của cấp ủy."
REFUSED = {"refused", "too_late", "not_electable"}


@transaction.atomic
def take_committee_list(election: Election, *, actor: User) -> list[Nomination]:
    """Put everybody forward whom the personnel plan puts forward for this office and who is not there.

    Once the list was presented (E-080): before that who prepares an election may not know it.
    """
    require(actor, Permission.ELECTIONS_PREPARE, at=election)
    held = HeldElection(election)
    held.check_open()
    locked = held.election
    if awaits_presenting(locked.congress):
        raise RuleBroken(
            _("Danh sách nhân sự chưa trình đại hội nên chưa lấy sang bầu cử."),
            code="not_presented",
            advice=_("Hãy ghi việc trình đại hội ở trang Nhân sự, rồi lấy danh sách."),
        )
    there = set(locked.nominations.values_list("person", flat=True))
    rows = put_forward(locked.congress, locked.office)
    people = Person.objects.select_related("unit", "organization")
    made = [
        _put_forward(locked, people.get(pk=row.person_id), actor=actor)
        for row in rows
        if row.person_id not in there
    ]
    after = {"names": [each.person.full_name for each in made]}
    record("elections.take_committee_list", locked, actor=actor, after=after, context=locked)
    held.bump()
    return made


@transaction.atomic
def nominate(
    election: Election,
    person: Person,
    source: NominationSource,
    *,
    by: Person | None = None,
    has_consent: bool = False,
    filed_on: date | None = None,
    actor: User,
) -> Nomination:
    """Record that somebody is put forward, nominated or stands.

    What the rule does not allow is kept as refused with its article. Who may not accept because
    she is of the convening committee and not on its list asks to withdraw, and the congress
    decides (E-065, E-066). Who stands and is no delegate handed in a file: ``filed_on`` (E-061,
    E-062). Somebody already proposed is a `Conflict`.
    """
    require(actor, Permission.ELECTIONS_PREPARE, at=election)
    held = HeldElection(election)
    held.check_open()
    locked = held.election
    _refuse_issued(locked)
    _refuse_twice(locked, person)
    if person.organization_id != locked.congress.organization_id:
        raise NotFound
    if source is NominationSource.COMMITTEE:
        made = _put_forward(locked, person, actor=actor)
    else:
        made = _from_floor(
            locked, person, source, by, has_consent=has_consent, filed_on=filed_on, actor=actor
        )
    after = {"source": source.value, "decision": made.decided["decision"]}
    if source is NominationSource.COMMITTEE and awaits_presenting(locked.congress):
        # Whom the committee puts forward stands in no record before the congress hears it.
        record("elections.nominate", locked, actor=actor, after=after, context=locked)
    else:
        after |= {
            "name": person.full_name,
            "by": by.full_name if by else "",
            "words": made.decided["words"],
        }
        record("elections.nominate", made, actor=actor, after=after, context=locked)
    held.bump()
    return made


@transaction.atomic
def ask_out(nomination: Nomination, *, reason: str, actor: User) -> Nomination:
    """Somebody asks to withdraw; the congress decides. Not once papers are out with her name."""
    require(actor, Permission.ELECTIONS_PREPARE, at=nomination)
    held = HeldElection(nomination.election)
    held.check_open()
    locked = _locked(nomination)
    if not reason.strip():
        raise RuleBroken(_("Hãy ghi lý do xin rút."), code="no_reason")
    _refuse_issued(held.election)
    if locked.state not in STANDING:
        raise Conflict(_("%(name)s không còn trong danh sách đề cử.") % {"name": locked.person})
    if held.election.rounds.filter(state=RoundState.LISTED).exists():
        raise Conflict(
            _("Danh sách bầu cử đã chốt có tên %(name)s.") % {"name": locked.person},
            code="list_adopted",
            advice=_(
                "Chưa phát phiếu: hãy mở lại danh sách ở trang phiếu bầu, ghi việc xin rút,"
                " biểu quyết lại danh sách rồi in phiếu mới; phiếu đã in phải hủy."
            ),
        )
    locked.asks_out, locked.withdrawal_reason = True, reason.strip()[:300]
    locked.state, locked.decided = NominationState.OPEN, {}
    locked.save(update_fields=["asks_out", "withdrawal_reason", "state", "decided"])
    after = {"name": locked.person.full_name, "reason": locked.withdrawal_reason}
    record("elections.ask_out", locked, actor=actor, after=after, context=held.election)
    held.bump()
    return locked


@transaction.atomic
def decide_withdrawal(nomination: Nomination, hands: Hands, *, proposal: bool, actor: User) -> Vote:
    """The congress votes on letting somebody withdraw; ``proposal``: what the presidium proposes.

    Adopted: she is off the list. Not adopted: she stays on it (E-066).
    """
    require(actor, Permission.ELECTIONS_PREPARE, at=nomination)
    held = HeldElection(nomination.election)
    held.check_open()
    locked = _locked(nomination)
    if not locked.asks_out or locked.state != NominationState.OPEN:
        raise Conflict(_("%(name)s không có đề nghị rút nào đang chờ.") % {"name": locked.person})
    rules = rules_of(held.election.congress)
    answer = withdrawal(known_in(held.election).asked(locked.person), rules)
    with in_vietnamese():
        said = _("cho rút") if proposal else _("không cho rút")
        subject = _(
            "Cho %(name)s rút khỏi danh sách bầu %(title)s; đoàn chủ tịch đề xuất: %(said)s"
        ) % {"name": locked.person, "title": title_of(held.election, rules), "said": said}
    vote = record_vote(
        held.election.congress, Matter.WITHDRAWAL, subject, hands,
        election=held.election, actor=actor,
    )  # fmt: skip
    locked.state = NominationState.WITHDRAWN if vote.passed else NominationState.ACCEPTED
    locked.decided = {**kept(answer), "vote": vote.pk, "proposal": proposal}
    locked.save(update_fields=["state", "decided"])
    after = {"name": locked.person.full_name, "state": locked.state, "proposal": proposal}
    record("elections.decide_withdrawal", locked, actor=actor, after=after, context=held.election)
    held.bump()
    return vote


@transaction.atomic
def record_support(nomination: Nomination, supporters: int, *, actor: User) -> Nomination:
    """What the opinion poll gave somebody who is not on the committee's list (E-068, E-087).

    Too few, where the edition asks for support: she is not considered, and that is kept.
    """
    require(actor, Permission.ELECTIONS_PREPARE, at=nomination)
    held = HeldElection(nomination.election)
    held.check_open()
    locked = _locked(nomination)
    congress = held.election.congress
    if locked.source == NominationSource.COMMITTEE or locked.state == NominationState.WITHDRAWN:
        raise Conflict(_("Chỉ xin ý kiến về người ứng cử, được đề cử tại đại hội."), code="no_poll")
    if held.election.rounds.exclude(state__in=[RoundState.PREPARING, RoundState.VOID]).exists():
        raise Conflict(_("Danh sách bầu cử đã chốt."), code="list_adopted")
    rules = rules_of(congress)
    attending = reckoned_now(congress, require_roll(congress), rules).numbers.present
    if not 0 <= supporters <= attending:
        raise RuleBroken(
            _("Có %(n)s người ủng hộ nhưng chỉ %(all)s người dự.")
            % {"n": supporters, "all": attending},
            code="more_supporters",
            advice=_("Hãy đếm lại phiếu xin ý kiến, hoặc điểm danh người đến sau."),
        )
    papers = poll_of(held.election)
    if papers is not None and supporters > papers.valid:
        raise RuleBroken(
            _("Có %(n)s người ủng hộ nhưng chỉ %(valid)s phiếu xin ý kiến hợp lệ.")
            % {"n": supporters, "valid": papers.valid},
            code="more_supporters",
            advice=_("Hãy đếm lại, hoặc ghi lại số phiếu xin ý kiến."),
        )
    answer = floor_support(attending, supporters, rules)
    locked.supporters, locked.attending = supporters, attending
    lacks = answer.decision == "not_enough"
    locked.state = NominationState.REFUSED if lacks else NominationState.OPEN
    locked.decided = kept(answer)
    locked.save(update_fields=["supporters", "attending", "state", "decided"])
    after = {"name": locked.person.full_name, "supporters": supporters, "attending": attending,
             "decision": answer.decision}  # fmt: skip
    record("elections.record_support", locked, actor=actor, after=after, context=held.election)
    held.bump()
    return locked


@transaction.atomic
def take_back_nomination(nomination: Nomination, *, actor: User) -> None:
    """Take back what was recorded by mistake, before any list was adopted."""
    require(actor, Permission.ELECTIONS_PREPARE, at=nomination)
    held = HeldElection(nomination.election)
    held.check_open()
    locked = _locked(nomination)
    used = held.election.rounds.filter(names__nomination=locked).exists()
    if used or held.election.rounds.exclude(state=RoundState.PREPARING).exists():
        raise Conflict(
            _("Đã chốt danh sách bầu cử nên không bỏ được ghi nhận này."), code="list_adopted"
        )
    before = {"name": locked.person.full_name, "source": locked.source, "state": locked.state}
    record(
        "elections.take_back_nomination", locked, actor=actor, before=before, context=held.election
    )
    locked.delete()
    held.bump()


def _locked(nomination: Nomination) -> Nomination:
    rows = Nomination.objects.select_for_update(of=("self",)).select_related("person", "election")
    found = rows.filter(pk=nomination.pk).first()
    if found is None:
        raise NotFound
    return found


def _asked(
    election: Election,
    person: Person,
    source: NominationSource,
    by: Person | None,
    filed_on: date | None,
) -> Answer:
    known, rules = known_in(election), rules_of(election.congress)
    asked = known.asked(person)
    officer = _of_committee(election, person, asked)
    if officer is not None:
        return officer
    if source is NominationSource.SELF:
        return may_stand(
            asked,
            form=form_of(election.congress),
            level=level_of(election.congress.organization),
            rules=rules,
            filed_on=filed_on,
            opens_on=election.congress.target_on,
            holidays=holidays_around(election.congress.target_on),
        )
    if by is None:
        raise RuleBroken(_("Hãy chọn người đề cử."), code="no_nominator")
    return may_nominate(known.asked(by), asked, form=form_of(election.congress), rules=rules)


def _of_committee(election: Election, person: Person, asked: Any) -> Answer | None:
    """The refusal of somebody outside the new committee, for secretary and deputy (E-014)."""
    among = eligible(election)
    if among.waits:
        raise RuleBroken(among.waits, code="committee_first")
    answer = among.judge(person.pk, asked)
    return answer if answer.decision == "not_electable" else None


def _from_floor(
    election: Election,
    person: Person,
    source: NominationSource,
    by: Person | None,
    *,
    has_consent: bool,
    filed_on: date | None,
    actor: User,
) -> Nomination:
    answer = _asked(election, person, source, by, filed_on)
    if answer.decision == "file_needed":
        raise refusal(answer, advice=_("Đã nhận hồ sơ ứng cử thì ghi ngày nộp hồ sơ rồi ghi lại."))
    if answer.decision == "accepted_with_form" and not has_consent:
        raise refusal(
            answer, advice=_("Có phiếu đề cử kèm ý kiến đồng ý thì đánh dấu rồi ghi lại.")
        )
    told: dict[str, Any] = {"by": by, "has_consent": has_consent}
    if source is NominationSource.SELF:
        told["filed_on"] = filed_on
    if answer.decision == "to_withdrawal":
        told |= {"must_ask_out": True, "asks_out": True, "withdrawal_reason": BOUND}
    return _keep(election, person, source, answer, actor=actor, **told)


def _put_forward(election: Election, person: Person, *, actor: User) -> Nomination:
    rules = rules_of(election.congress)
    asked = known_in(election).asked(person, from_committee=True)
    answer = _of_committee(election, person, asked) or may_be_elected(asked, rules)
    return _keep(election, person, NominationSource.COMMITTEE, answer, actor=actor)


def _keep(
    election: Election,
    person: Person,
    source: NominationSource,
    answer: Answer,
    *,
    actor: User,
    by: Person | None = None,
    **told: Any,
) -> Nomination:
    refused = answer.decision in REFUSED
    return Nomination.objects.create(
        election=election,
        person=person,
        source=source,
        nominated_by=by,
        state=NominationState.REFUSED if refused else NominationState.OPEN,
        decided=kept(answer),
        recorded_at=clock.now(),
        recorded_by=actor,
        **told,
    )


def _refuse_twice(election: Election, person: Person) -> None:
    if election.nominations.filter(person=person, state__in=STANDING).exists():
        raise Conflict(
            _("%(name)s đã có trong danh sách đề cử của cuộc bầu này.") % {"name": person},
            code="already_nominated",
            advice=_("Mỗi người một lần; nếu là hai người trùng tên, hãy chọn đúng hồ sơ."),
        )


def _refuse_issued(election: Election) -> None:
    out = (RoundState.ISSUED, *UNDER_COUNT, *AGREED)
    if election.rounds.filter(state__in=out).exists():
        raise Conflict(
            _("Phiếu của lượt bầu này đã phát nên danh sách không đổi được nữa."),
            code="issued",
            advice=CHANGE_OF_LIST,
        )
