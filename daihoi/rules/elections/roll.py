"""The roll on the day: who has a vote, the base (mẫu số) with its deductions, the quorum."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from daihoi.rules.elections.answers import Answer
from daihoi.rules.elections.kinds import (
    Attendance,
    Deduction,
    Form,
    MajorityBase,
    QuorumBase,
    Situation,
    Standing,
    label,
)
from daihoi.rules.elections.parameters import Parameter, RuleSet
from daihoi.rules.elections.values import Share
from daihoi.rules.wording import subtraction


@dataclass(frozen=True, slots=True)
class Entry:
    """One person on the list: who she is, what keeps her away, whether she came."""

    name: str
    standing: Standing = Standing.OFFICIAL
    situation: Situation = Situation.NONE
    attendance: Attendance = Attendance.WHOLE
    absence_accepted: bool = False  # by the convening committee
    is_convener: bool = False  # of the convening committee; asked at a delegate congress
    has_alternate: bool = False  # an alternate delegate came in her place
    in_room: bool = True  # at this ballot

    @property
    def is_absent_throughout(self) -> bool:
        return self.attendance is Attendance.NONE


@dataclass(frozen=True, slots=True)
class Roll:
    """The roll as numbers. ``deducted`` counts each person under one reason only."""

    convened: int  # official members or delegates who were convened
    present: int  # of them, at this ballot
    deducted: Mapping[Deduction, int] = field(default_factory=dict)
    without_vote: int = 0  # probationary, incoming temporary, guests in the room
    barred: int = 0  # official, in the room, but without a vote

    def __post_init__(self) -> None:
        numbers = (
            self.convened,
            self.present,
            self.without_vote,
            self.barred,
            *self.deducted.values(),
        )
        if min(numbers) < 0:
            raise ValueError("a roll has no negative numbers")
        if sum(self.deducted.values()) > self.convened or self.present > self.convened:
            raise ValueError("more are deducted or present than were convened")


@dataclass(frozen=True, slots=True, kw_only=True)
class Base(Answer):
    """The base, and the least number of votes that elects."""

    base: int
    need: int
    deducted: Mapping[Deduction, int] = field(default_factory=dict)
    most_papers: int = 0  # ballots that may be issued now


_SITUATIONS = {
    Situation.SUSPENDED: Deduction.SUSPENDED,
    Situation.PROSECUTED: Deduction.PROSECUTED,
    Situation.INDICTED: Deduction.INDICTED,
    Situation.DETAINED: Deduction.DETAINED,
}
_ABSENT = {
    Situation.AWAY: Deduction.AWAY_ABSENT,
    Situation.EXEMPTED: Deduction.EXEMPTED_ABSENT,
}


def deductions_of(form: Form, rules: RuleSet) -> Parameter[tuple[Deduction, ...]]:
    """Which reasons count where these people meet."""
    parameter: Parameter[tuple[Deduction, ...]] = getattr(rules, f"deductions_{form.value}")
    return parameter


def deduction_of(entry: Entry, *, form: Form, rules: RuleSet) -> Deduction | None:
    """Why somebody convened is left out of the base (E-040, E-041); None: she stays in it.

    Lateness, leaving early, absence without an accepted reason, not voting and an invalid paper
    are no reasons (E-042). Who came counts, exempted or away as she may be (E-033).
    """
    if entry.standing is not Standing.OFFICIAL:
        return None  # never in the base, so nothing to leave out (E-043)
    allowed = deductions_of(form, rules).value
    return next((each for each in _reasons(entry) if each in allowed), None)


def _reasons(entry: Entry) -> Iterable[Deduction]:
    if entry.situation in _SITUATIONS:
        yield _SITUATIONS[entry.situation]
    if not entry.is_absent_throughout:
        return
    if entry.situation in _ABSENT:
        yield _ABSENT[entry.situation]
    if entry.is_convener:
        yield Deduction.CONVENER_ABSENT_WHOLE
    if not entry.has_alternate:
        yield Deduction.DELEGATE_ABSENT_NO_ALTERNATE
    if entry.absence_accepted:
        yield Deduction.ABSENT_WHOLE_PERMITTED


def roll_of(entries: Iterable[Entry], *, form: Form, rules: RuleSet) -> Roll:
    """The numbers of a list of people: only official members are convened as voters (E-030).

    ``ValueError`` for two entries of one name; the caller names people so that they differ.
    """
    people = list(entries)
    twice = [name for name, times in Counter(each.name for each in people).items() if times > 1]
    if twice:
        raise ValueError(f"“{twice[0]}” có hai lần trong danh sách; hãy ghi thêm để phân biệt.")
    voters = [each for each in people if each.standing in rules.voters.value]
    barred = [each for each in voters if may_vote(each, rules).decision == "no_vote"]
    reasons = Counter(
        reason for each in voters if (reason := deduction_of(each, form=form, rules=rules))
    )
    return Roll(
        convened=len(voters),
        present=sum(_here(each) and each not in barred for each in voters),
        deducted={reason: reasons[reason] for reason in Deduction if reasons[reason]},
        without_vote=sum(
            _here(each)
            for each in people
            if each.standing not in rules.voters.value
            and each.standing is not Standing.TRANSFERRED_OUT
        ),
        barred=sum(map(_here, barred)),
    )


def _here(entry: Entry) -> bool:
    return entry.in_room and (not entry.is_absent_throughout or entry.has_alternate)


def may_vote(entry: Entry, rules: RuleSet) -> Answer:
    """Whether somebody may be handed a ballot (E-030, E-033): ``may_vote`` or ``no_vote``."""
    if entry.standing not in rules.voters.value:
        words = f"{entry.name} không có quyền bầu cử: {label(entry.standing)}."
        return Answer(decision="no_vote", words=words, used=(rules.voters,))
    used = (rules.voters, rules.no_vote_while)
    if entry.situation in rules.no_vote_while.value:
        words = f"{entry.name} không được phát phiếu: {label(entry.situation)}."
        return Answer(decision="no_vote", words=words, used=used)
    return Answer(decision="may_vote", words=f"{entry.name} có quyền bầu cử.", used=used)


def base_of(roll: Roll, *, form: Form, rules: RuleSet) -> Base:
    """The base of an election and the votes needed, before any paper is counted.

    Where an edition counts papers instead of people (``returned``, ``valid`` and so on) the answer
    is for as many valid papers as people present: what it will be if everybody votes. Reasons that
    the edition does not deduct are refused with ``ValueError``.
    """
    return _base(roll, form=form, rules=rules, by=rules.majority_base)


def resolution_base_of(roll: Roll, *, form: Form, rules: RuleSet) -> Base:
    """The base of a vote by show of hands that needs the majority (E-047)."""
    return _base(roll, form=form, rules=rules, by=rules.resolution_base)


def _base(roll: Roll, *, form: Form, rules: RuleSet, by: Parameter[MajorityBase]) -> Base:
    used: tuple[Parameter[Any], ...] = (by, rules.majority, rules.voters)
    most = min(roll.present, roll.convened)
    barred = (rules.no_vote_while,) if roll.barred else ()
    if by.value is not MajorityBase.ADJUSTED_CONVENED:
        base = roll.convened if by.value is MajorityBase.CONVENED else roll.present
        written = f"{_expected(by.value)}{base}"
        return _told(base, written, roll, most=most, used=(*used, *barred), rules=rules)
    allowed = deductions_of(form, rules)
    strange = [each for each in roll.deducted if each not in allowed.value and roll.deducted[each]]
    if strange:
        raise ValueError(
            f"Không được trừ người {label(strange[0])} ở {label(form)} ({allowed.basis})."
        )
    parts = [roll.deducted.get(each, 0) for each in Deduction]
    used = (by, allowed, rules.majority, rules.voters, *barred)
    written = subtraction(roll.convened, _merged(roll.deducted))
    return _told(roll.convened - sum(parts), written, roll, most=most, used=used, rules=rules)


def is_told_by_papers(rules: RuleSet) -> bool:
    """Whether only the papers in the box tell the base of an election (E-045)."""
    return bool(_expected(rules.majority_base.value))


def _expected(by: MajorityBase) -> str:
    """What stands before a number that only the papers will tell; "" before one that people tell."""
    known = {MajorityBase.ADJUSTED_CONVENED, MajorityBase.CONVENED, MajorityBase.PRESENT}
    return "" if by in known else "dự kiến "


def _merged(deducted: Mapping[Deduction, int]) -> list[int]:
    """Numbers as minutes write them: discipline and the courts are one number (E-040 c)."""
    groups = (
        (Deduction.AWAY_ABSENT,),
        (Deduction.EXEMPTED_ABSENT,),
        (Deduction.SUSPENDED, Deduction.PROSECUTED, Deduction.INDICTED, Deduction.DETAINED),
        (Deduction.ABSENT_WHOLE_PERMITTED,),
        (Deduction.CONVENER_ABSENT_WHOLE,),
        (Deduction.DELEGATE_ABSENT_NO_ALTERNATE,),
    )
    return [sum(deducted.get(each, 0) for each in group) for group in groups]


def _told(
    base: int,
    written: str,
    roll: Roll,
    *,
    most: int,
    used: tuple[Parameter[Any], ...],
    rules: RuleSet,
) -> Base:
    need = rules.majority.value.need(base)
    reasons = [f"{number} {label(each)}" for each, number in roll.deducted.items() if number]
    by, ahead = used[0].value, _expected(used[0].value)
    words = f"Mẫu số là {base} ({label(by)}); cần {need} phiếu ({rules.majority.value})."
    if ahead:
        words = (
            f"Mẫu số là {label(by)}, {ahead}{base} bằng số người có mặt; khi ấy cần {need} phiếu"
            f" ({rules.majority.value})."
        )
    if reasons and used[0].value is MajorityBase.ADJUSTED_CONVENED:
        words += f" Đã trừ: {'; '.join(reasons)}."
    return Base(
        decision="base",
        words=words,
        used=used,
        arithmetic=f"{written}; cần {need}",
        facts={"convened": roll.convened, "present": roll.present, "base": base, "need": need},
        base=base,
        need=need,
        deducted=dict(roll.deducted) if used[0].value is MajorityBase.ADJUSTED_CONVENED else {},
        most_papers=most,
    )


def may_issue(papers: int, roll: Roll, rules: RuleSet) -> Answer:
    """Never more ballots than official members present for that ballot (E-034)."""
    facts = {"issued": papers, "present": roll.present}
    if papers > roll.present:
        words = (
            f"Không phát {papers} phiếu: chỉ có {roll.present} người có quyền bầu cử đang có mặt."
        )
        return Answer(decision="too_many", words=words, used=(rules.voters,), facts=facts)
    words = f"Phát được {papers} phiếu cho {roll.present} người có quyền bầu cử đang có mặt."
    return Answer(decision="may_issue", words=words, used=(rules.voters,), facts=facts)


def quorum_of(
    roll: Roll,
    *,
    form: Form,
    rules: RuleSet,
    organizations: tuple[int, int] | None = None,
    is_repeat: bool = False,
) -> Answer:
    """``met``, ``not_met`` or ``waived`` (E-050).

    ``organizations``: of a delegate congress, how many subordinate ones there are and how many
    have a delegate present.
    """
    if is_repeat and rules.quorum_waived_in_repeat.value:
        words = "Bầu lại: không cần đủ số người có mặt."
        return Answer(decision="waived", words=words, used=(rules.quorum_waived_in_repeat,))
    used: tuple[Parameter[Any], ...] = (rules.quorum, rules.quorum_base)
    used = (*used, rules.quorum_waived_in_repeat) if is_repeat else used
    counted = roll.convened
    if rules.quorum_base.value is QuorumBase.ADJUSTED:
        base = base_of(roll, form=form, rules=rules)
        counted, used = base.base, (*used, *base.used)
    need = rules.quorum.value.need(counted)
    is_met = counted > 0 and roll.present >= need
    words = f"Có mặt {roll.present} trên {counted} ({label(rules.quorum_base.value)}), cần {need}."
    lacking: Share | None = rules.quorum_organizations.value
    if form is Form.DELEGATE_CONGRESS and organizations is not None:
        used = (*used, rules.quorum_organizations)
    if form is Form.DELEGATE_CONGRESS and lacking is not None and organizations is not None:
        all_of_them, represented = organizations
        enough = lacking.need(all_of_them)
        is_met = is_met and represented >= enough
        words += f" Có {represented} trên {all_of_them} tổ chức có đại biểu dự, cần {enough}."
    return Answer(
        decision="met" if is_met else "not_met",
        words=f"{words} {'Đủ' if is_met else 'Chưa đủ'} điều kiện họp.",
        used=used,
        arithmetic=f"{rules.quorum.value} của {counted} là {need}; có mặt {roll.present}",
        facts={"counted": counted, "need": need, "present": roll.present},
    )


def hands_needed(roll: Roll, *, form: Form, rules: RuleSet) -> Answer:
    """What a show of hands held now is measured against (E-047), before hands are raised."""
    if rules.resolution_base.value is MajorityBase.YES_NO:
        words = f"Tính trên số người đồng ý và không đồng ý; cần {rules.majority.value}."
        return Answer(decision="needed", words=words, used=(rules.resolution_base, rules.majority))
    base = resolution_base_of(roll, form=form, rules=rules)
    words = (
        f"Tính trên {base.base} người ({label(rules.resolution_base.value)}); cần {base.need} người"
        f" đồng ý ({rules.majority.value})."
    )
    return Answer(
        decision="needed",
        words=words,
        used=base.used,
        arithmetic=base.arithmetic if base.deducted else "",
        facts={"base": base.base, "need": base.need},
    )


def judge_hands(hands: int, roll: Roll, *, form: Form, rules: RuleSet, against: int = 0) -> Answer:
    """A show of hands that must have the majority of the same base (E-047): ``adopted`` or not.

    ``ValueError`` for more hands than people present.
    """
    if hands + against > roll.present:
        raise ValueError(f"Có {hands + against} người giơ tay, chỉ {roll.present} người có mặt.")
    if rules.resolution_base.value is MajorityBase.YES_NO:
        roll = Roll(convened=roll.convened, present=hands + against)
    base = resolution_base_of(roll, form=form, rules=rules)
    adopted = hands >= base.need
    words = (
        f"{hands} người đồng ý, cần {base.need}: {'được' if adopted else 'không được'} thông qua."
    )
    by = rules.resolution_base.value
    written = base.arithmetic
    if by is not MajorityBase.ADJUSTED_CONVENED:
        written = f"{base.base} ({label(by)}); cần {base.need}"
    return Answer(
        decision="adopted" if adopted else "not_adopted",
        words=words,
        used=base.used,
        arithmetic=written,
        facts={"hands": hands, "need": base.need, "base": base.base},
    )
