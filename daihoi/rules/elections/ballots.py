"""The ballot paper: which style, and whether one paper with its marks is valid, with the reason."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from daihoi.rules.elections.answers import Answer
from daihoi.rules.elections.kinds import (
    TWO_SIDED,
    Fault,
    Level,
    MarkStyle,
    PaperClass,
    PartialStrike,
    Verdict,
    label,
)
from daihoi.rules.elections.parameters import Parameter, RuleSet

Reason = Fault | Verdict


@dataclass(frozen=True, slots=True)
class Ballot:
    """The paper of one election.

    Marks on it are an int, bit ``i`` for ``names[i]``: whom the voter strikes, agrees to or
    chooses; two-sided styles have a second row of bits above the first for disagreement.
    """

    names: tuple[str, ...]  # as printed, each once
    seats: int
    style: MarkStyle

    def __post_init__(self) -> None:
        if not self.names or self.seats < 1:
            raise ValueError("Phiếu bầu phải có tên và số lượng cần bầu từ 1 trở lên.")
        if len(set(self.names)) < len(self.names):
            raise ValueError("Danh sách có hai người trùng tên; hãy ghi thêm để phân biệt.")

    @property
    def all_names(self) -> int:
        """The bits of one row."""
        return (1 << len(self.names)) - 1

    @property
    def width(self) -> int:
        """How many bits marks have."""
        return len(self.names) * (2 if self.style in TWO_SIDED else 1)

    def bits(self, names: Sequence[str]) -> int:
        """The bits of these names; ``ValueError`` for one that is not printed."""
        found = 0
        for name in names:
            if name not in self.names:
                raise ValueError(f"“{name}” không có trong danh sách bầu.")
            found |= 1 << self.names.index(name)
        return found

    def named(self, bits: int) -> tuple[str, ...]:
        return tuple(name for at, name in enumerate(self.names) if bits >> at & 1)


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the tellers as a body decided of a doubtful paper, and why (E-125)."""

    is_valid: bool
    reason: str

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise ValueError("Ban kiểm phiếu phải ghi lý do khi quyết định phiếu không rõ.")


@dataclass(frozen=True, slots=True)
class Bundle:
    """So many papers that look alike."""

    marks: int = 0
    papers: int = 1
    faults: frozenset[Fault] = frozenset()
    partly: int = 0  # bits of names struck in part only, or underlined
    written: tuple[str, ...] = ()  # outsiders whose names the voter wrote
    ruling: Ruling | None = None

    def __post_init__(self) -> None:
        if self.papers < 0 or self.marks < 0 or self.partly < 0:
            raise ValueError("Số phiếu không thể âm.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement(Answer):
    """What one paper is, and whom it counts for; all bits are 0 unless it is valid."""

    paper: PaperClass
    reason: Reason
    votes_for: int
    votes_against: int
    written: tuple[str, ...] = ()


_OF_FAULT = {
    Fault.NOT_ISSUED: "not_issued",
    Fault.OUTSIDER: "write_in",
    Fault.MARKED: "distinguishing_mark",
    Fault.SEVERAL_INKS: "distinguishing_mark",
    Fault.SIGNED: "signed_or_written",
    Fault.WRITTEN: "signed_or_written",
    Fault.EXTRA_CASE: "extra_invalid_case",
    Fault.UNCLEAR: "doubtful_decided_by",
}
_OF_VERDICT = {
    Verdict.FULL: "undervote",
    Verdict.UNDERVOTE: "undervote",
    Verdict.OVERVOTE: "overvote",
    Verdict.ZERO_VOTE: "zero_vote_multi",
    Verdict.ALL_DISAGREE: "all_disagree",
    Verdict.SINGLE_STRUCK: "single_name_struck",
    Verdict.SINGLE_BOTH: "single_both",
    Verdict.SINGLE_NONE: "single_none",
}


def style_of(names: int, seats: int, rules: RuleSet, *, wanted: MarkStyle | None = None) -> Answer:
    """How voters mark a list of so many names (E-102 to E-104); the decision is a `MarkStyle`.

    ``ValueError`` for a ``wanted`` style that the edition does not know for such a list.
    """
    has_surplus = names > seats
    parameter = rules.marks_with_surplus if has_surplus else rules.marks_without_surplus
    if wanted is not None and wanted not in parameter.value:
        raise ValueError(f"Phiếu này không dùng cách bầu “{label(wanted)}” ({parameter.basis}).")
    style = wanted or parameter.value[0]
    words = f"{'Có' if has_surplus else 'Không có'} số dư: {label(style)}."
    sign = ">" if has_surplus else "≤"
    return Answer(
        decision=style.value,
        words=words,
        used=(parameter,),
        arithmetic=f"{names} {sign} {seats}",
        facts={"style": style},
    )


def ballot_for(
    names: Sequence[str], seats: int, rules: RuleSet, *, wanted: MarkStyle | None = None
) -> Ballot:
    """The paper for a list in its printed order."""
    style = style_of(len(names), seats, rules, wanted=wanted)
    return Ballot(tuple(names), seats, MarkStyle(style.decision))


def stamp(level: Level, rules: RuleSet) -> Answer:
    """Whose stamp stands where on the paper (E-101); facts ``place`` and ``owner``."""
    own = level is not Level.SUBORDINATE_CELL
    owner = rules.stamp_owner if own else rules.stamp_owner_subordinate_cell
    return Answer(
        decision="stamp",
        words=f"Đóng dấu của {owner.value} ở {rules.stamp_place.value}.",
        used=(owner, rules.stamp_place),
        facts={"place": rules.stamp_place.value, "owner": owner.value},
    )


def read_marks(ballot: Ballot, marks: int, written: int = 0) -> tuple[Verdict, int, int]:
    """What marks alone say: the verdict, the bits elected, the bits refused.

    ``written`` counts outsiders where an edition lets voters elect them. A name with both boxes
    or neither is in no bits (E-113).
    """
    everyone = ballot.all_names
    if ballot.style is MarkStyle.STRIKE_OUT:
        chosen, against = everyone & ~marks, marks
    elif ballot.style is MarkStyle.CHOOSE:
        chosen, against = marks, 0
    else:
        agree, disagree = marks & everyone, marks >> len(ballot.names)
        chosen, against = agree & ~disagree, disagree & ~agree
    elected = chosen.bit_count() + written
    if everyone == 1 and not elected:
        return _single(ballot, marks), 0, against
    if elected > ballot.seats:
        return Verdict.OVERVOTE, chosen, against
    if elected:
        return Verdict.FULL if elected == ballot.seats else Verdict.UNDERVOTE, chosen, against
    refuses_all = against == everyone and ballot.style in TWO_SIDED
    return Verdict.ALL_DISAGREE if refuses_all else Verdict.ZERO_VOTE, 0, against


def _single(ballot: Ballot, marks: int) -> Verdict:
    """One name on the list, and nobody elected."""
    if ballot.style is MarkStyle.STRIKE_OUT:
        return Verdict.SINGLE_STRUCK
    return {0b00: Verdict.SINGLE_NONE, 0b11: Verdict.SINGLE_BOTH}.get(marks, Verdict.UNDERVOTE)


def parameter_of(reason: Reason, rules: RuleSet) -> Parameter[Any]:
    """The parameter that decides a paper with this fault or verdict."""
    name = _OF_FAULT[reason] if isinstance(reason, Fault) else _OF_VERDICT[reason]
    parameter: Parameter[Any] = getattr(rules, name)
    return parameter


def classes_of(rules: RuleSet) -> dict[Verdict, PaperClass]:
    """What each verdict makes of a paper in this edition."""
    found: dict[Verdict, PaperClass] = {
        each: getattr(rules, name).value for each, name in _OF_VERDICT.items()
    }
    # A paper that elects exactly the seats is valid wherever there is voting (E-110).
    return {**found, Verdict.FULL: PaperClass.VALID}


def check_marks(ballot: Ballot, marks: int) -> None:
    """``ValueError`` for marks at names that the paper does not have."""
    if marks < 0 or marks >> ballot.width:
        raise ValueError(f"Dấu trên phiếu vượt quá {len(ballot.names)} tên của danh sách.")


def judge(bundle: Bundle, ballot: Ballot, rules: RuleSet) -> Judgement:
    """Whether such papers are valid, whom they count for, and by which article (E-110 to E-125).

    Faults come before marks. Doubtful papers wait for a `Ruling`; one that the tellers hold valid
    is then judged by its marks. ``ValueError`` for a ruling on a paper that is not doubtful.
    """
    check_marks(ballot, bundle.marks)
    fault = _fault(bundle, rules)
    if fault is not None and fault[1] is not PaperClass.DOUBTFUL:
        if bundle.ruling is not None:
            raise ValueError(
                f"Phiếu này đã rõ: {label(fault[0])}; không cần ban kiểm phiếu quyết định."
            )
        return _judged(fault[1], fault[0], parameter_of(fault[0], rules))
    if fault is not None and (bundle.ruling is None or not bundle.ruling.is_valid):
        return _ruled(bundle, fault[0], rules)
    if fault is None and bundle.ruling is not None:
        raise ValueError("Phiếu này không có gì chưa rõ; không cần ban kiểm phiếu quyết định.")
    written = len(bundle.written) if rules.write_in.value is PaperClass.VALID else 0
    verdict, chosen, against = read_marks(ballot, bundle.marks, written)
    paper = classes_of(rules)[verdict]
    if paper is not PaperClass.VALID:
        return _with(_judged(paper, verdict, parameter_of(verdict, rules)), bundle, rules, ballot)
    judged = _judged(paper, verdict, parameter_of(verdict, rules), chosen, against)
    return _with(judged, bundle, rules, ballot)


def _fault(bundle: Bundle, rules: RuleSet) -> tuple[Fault, PaperClass] | None:
    """The first fault that decides, in the order of `Fault`; None where marks decide."""
    found = set(bundle.faults) | ({Fault.OUTSIDER} if bundle.written else set())
    doubtful = None
    for each in Fault:
        if each not in found:
            continue
        value = parameter_of(each, rules).value
        paper = value if isinstance(value, PaperClass) else PaperClass.DOUBTFUL
        if paper in {PaperClass.INVALID, PaperClass.BLANK}:
            return each, paper
        if paper is PaperClass.DOUBTFUL:
            doubtful = doubtful or (each, paper)
    if doubtful is None and bundle.partly and rules.partial_strike.value is PartialStrike.DOUBTFUL:
        doubtful = Fault.UNCLEAR, PaperClass.DOUBTFUL
    return doubtful


def _pardoned(bundle: Bundle, rules: RuleSet) -> list[Parameter[Any]]:
    """What the edition says of faults that leave a paper valid."""
    faults = set(bundle.faults) | ({Fault.OUTSIDER} if bundle.written else set())
    return [parameter_of(each, rules) for each in Fault if each in faults]


def _ruled(bundle: Bundle, fault: Fault, rules: RuleSet) -> Judgement:
    ruling, partly = bundle.ruling, bool(bundle.partly)
    if ruling is None:
        waits = _judged(PaperClass.DOUBTFUL, fault, parameter_of(fault, rules))
        return replace(waits, used=(*waits.used, rules.partial_strike)) if partly else waits
    words = f"Không hợp lệ: {label(fault)}; ban kiểm phiếu quyết định: {ruling.reason.rstrip('.')}."
    return Judgement(
        decision=PaperClass.INVALID.value,
        words=words,
        used=(rules.doubtful_decided_by, *((rules.partial_strike,) if partly else ())),
        paper=PaperClass.INVALID,
        reason=fault,
        votes_for=0,
        votes_against=0,
    )


def _judged(
    paper: PaperClass, reason: Reason, parameter: Parameter[Any], chosen: int = 0, against: int = 0
) -> Judgement:
    return Judgement(
        decision=paper.value,
        words=f"{label(paper).capitalize()}: {label(reason)}.",
        used=(parameter,),
        paper=paper,
        reason=reason,
        votes_for=chosen,
        votes_against=against,
    )


def _with(judged: Judgement, bundle: Bundle, rules: RuleSet, ballot: Ballot) -> Judgement:
    """A paper judged by its marks, with all that let it come so far: pardoned faults, a ruling."""
    used, words = (*judged.used, *_pardoned(bundle, rules)), judged.words
    unclear = ballot.all_names & ~(judged.votes_for | judged.votes_against)
    if unclear and ballot.style in TWO_SIDED and judged.paper is PaperClass.VALID:
        used = (*used, rules.name_without_one_mark)
        words += f" Không tính cho {', '.join(ballot.named(unclear))}: không đúng một ô."
    if bundle.partly:
        used = (*used, rules.partial_strike)
    if bundle.ruling is not None:
        used = (*used, rules.doubtful_decided_by)
        words += f" Ban kiểm phiếu quyết định: {bundle.ruling.reason.rstrip('.')}."
    is_valid = judged.paper is PaperClass.VALID
    return replace(
        judged,
        words=words,
        used=tuple(dict.fromkeys(used)),
        written=bundle.written if is_valid else (),
        facts={"for": ballot.named(judged.votes_for)},
    )
