"""A ballot paper: what it says, how it is told from the other ballots of its congress, who has it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from daihoi.accounts.permissions import Permission, can, require
from daihoi.base.errors import NotFound, NotPermitted
from daihoi.base.language import in_vietnamese
from daihoi.elections.models import UNDER_COUNT, Roll, Round, RoundState
from daihoi.elections.queries.announcing import is_of_presidium
from daihoi.elections.queries.bodies import (
    LEAST_TELLERS,
    Excluded,
    counts,
    excluded_from,
    tellers_of,
)
from daihoi.elections.queries.issued_rules import (
    Changed,
    changed_rules,
    rules_for,
    waits_for_presidium,
)
from daihoi.elections.queries.law import kept, level_of, rules_of, title_of
from daihoi.elections.queries.overview import url_of
from daihoi.elections.queries.rolls import Reckoned, differs, reckoned_now, roll_in_force
from daihoi.papers.typesetting.ballots import MARKS, BallotFace
from daihoi.rules.elections.ballots import classes_of, stamp, style_of
from daihoi.rules.elections.kinds import MarkStyle, PaperClass, Verdict
from daihoi.rules.elections.parameters import RuleSet
from daihoi.vietnamese.numerals import roman

RELATED = ("election__congress__organization__parent", "roll")
VOIDABLE = (RoundState.LISTED, RoundState.ISSUED, RoundState.COUNTING)
SPARE = 10  # per cent of papers printed beyond the voters, at least two
COLUMNS: Mapping[MarkStyle, tuple[str, ...]] = {
    MarkStyle.STRIKE_OUT: (),
    MarkStyle.AGREE_DISAGREE: ("Đồng ý", "Không đồng ý"),
    MarkStyle.CHOOSE: ("Bầu",),
    MarkStyle.YES_NO_ABSTAIN: ("Tán thành", "Không tán thành", "Không biểu quyết"),
    MarkStyle.SYMBOL: ("Ký hiệu",),
}


@dataclass(frozen=True, slots=True)
class BallotCan:
    """What the viewer may do with the papers now."""

    print: bool = False
    reopen: bool = False
    issue: bool = False
    add: bool = False  # a late voter's paper, a spoiled one exchanged
    open: bool = False
    correct: bool = False
    take_roll: bool = False
    void: bool = False
    decide_rules: bool = False

    @property
    def has_button(self) -> bool:
        """Whether anything stands below the figures."""
        return any(
            (self.print, self.reopen, self.issue, self.add, self.open, self.correct, self.void)
        )


@dataclass(frozen=True, slots=True)
class BallotPage:
    """The papers of a ballot from the printer to the box."""

    round: Round
    title: str
    face: BallotFace
    style: dict[str, Any]
    stamp: dict[str, Any]
    roll: Roll | None  # in force
    now: Reckoned | None
    changed_roll: bool  # the roll in force is not the ballot's
    excluded: list[Excluded]
    tellers: int
    least_tellers: int
    proposed: int  # papers to print
    can: BallotCan
    changed_rules: list[Changed]  # since papers went out
    rules_wait: bool  # for the presidium to say which hold
    count_url: str = ""  # where votes are counted, while they are

    @property
    def left_to_issue(self) -> int:
        """A paper for each voter in the room who has none yet."""
        present = self.now.numbers.present if self.now else 0
        return max(present - (self.round.issued or 0), 0)

    @property
    def pages(self) -> int:
        return self.face.pages(self.round.printed or self.proposed, self.round.sheet)


def free_mark(round_: Round) -> int:
    """A tint and a shape that no other ballot of the congress has."""
    others = Round.objects.filter(election__congress=round_.election.congress_id)
    taken = set(others.exclude(pk=round_.pk).values_list("mark", flat=True))
    if round_.mark and round_.mark not in taken:
        return round_.mark
    return next(mark for mark in range(1, len(taken) + 2) if mark not in taken)


def get_round(pk: int, *, viewer: Any, to: Permission = Permission.ELECTIONS_VIEW) -> Round:
    """One ballot; `NotFound` for who has no part in its organization."""
    found = Round.objects.select_related(*RELATED).filter(pk=pk).first()
    if found is None:
        raise NotFound
    if to is Permission.ELECTIONS_COUNT:
        require_count(found, viewer)
    require(viewer, to, at=found)
    return found


def require_count(round_: Round, viewer: Any) -> None:
    """Who may look but not count is told that tellers do this: the chair is not sent to the chair."""
    looks = can(viewer, Permission.ELECTIONS_VIEW, at=round_)
    if looks and not can(viewer, Permission.ELECTIONS_COUNT, at=round_):
        raise NotPermitted(
            _("Việc này chỉ ban kiểm phiếu làm."),
            code="not_a_teller",
            advice=_("Hãy nhờ một thành viên ban kiểm phiếu."),
        )
    require(viewer, Permission.ELECTIONS_COUNT, at=round_)


def ballot_page(pk: int, *, viewer: Any) -> BallotPage:
    """For who prepares the ballot or counts it."""
    round_ = Round.objects.select_related(*RELATED).filter(pk=pk).first()
    if round_ is None:
        raise NotFound
    counting = counts(round_.election, viewer)
    require(
        viewer,
        Permission.ELECTIONS_COUNT if counting else Permission.ELECTIONS_PREPARE,
        at=round_,
    )
    congress = round_.election.congress
    now_rules = rules_of(congress)
    rules, changes = rules_for(round_, now_rules), changed_rules(round_, now_rules)
    roll = roll_in_force(congress)
    now = reckoned_now(congress, roll, rules) if roll else None
    face = face_of(round_, rules)
    present = now.numbers.present if now else 0
    out = round_.state in {RoundState.ISSUED, RoundState.COUNTING, RoundState.COUNTED}
    held = round_.roll
    changed = out and roll is not None and held is not None and differs(held, roll)
    return BallotPage(
        round_,
        title_of(round_.election, rules),
        face,
        kept(style_of(len(face.names), round_.seats, rules)),
        kept(stamp(level_of(congress.organization), rules)),
        roll,
        now,
        changed,
        excluded_from(round_.election, rules),
        len(tellers_of(round_.election)),
        LEAST_TELLERS,
        proposed_papers(present or (roll.convened if roll else 0)),
        _can(round_, viewer, is_counting=counting, changed=changed, has_changes=bool(changes)),
        changes,
        bool(waits_for_presidium(round_, now_rules)),
        url_of("elections:count_round", round_.pk)
        if counting and round_.state in UNDER_COUNT
        else "",
    )


def proposed_papers(voters: int) -> int:
    """One for each voter and some to exchange spoiled ones for."""
    return voters + max(2, -(-voters * SPARE // 100))


def _can(
    round_: Round, viewer: Any, *, is_counting: bool, changed: bool, has_changes: bool
) -> BallotCan:
    prepares = can(viewer, Permission.ELECTIONS_PREPARE, at=round_)
    state = round_.state
    presides = state in VOIDABLE and is_of_presidium(round_, viewer)
    return BallotCan(
        print=prepares and state in {RoundState.LISTED, RoundState.ISSUED},
        reopen=prepares and state == RoundState.LISTED and not round_.is_tie,
        issue=is_counting and state == RoundState.LISTED,
        add=is_counting and state == RoundState.ISSUED,
        open=is_counting and state == RoundState.ISSUED,
        correct=is_counting and state in UNDER_COUNT,
        void=presides,
        decide_rules=has_changes and presides,
        take_roll=changed and can(viewer, Permission.ELECTIONS_CONFIRM, at=round_),
    )


def face_of(round_: Round, rules: RuleSet) -> BallotFace:
    """What is printed, the same on every copy."""
    election, style = round_.election, MarkStyle(round_.style or MarkStyle.STRIKE_OUT)
    congress = election.congress
    organization = congress.organization
    names = tuple(round_.names.order_by("position").values_list("printed", flat=True))
    with in_vietnamese():
        number = _(" (lượt %(n)s)") % {"n": round_.number} if round_.number > 1 else ""
        return BallotFace(
            superior=organization.parent.name if organization.parent else "",
            organization=organization.name,
            congress=f"Đại hội lần thứ {roman(congress.ordinal)}",
            term=f"Nhiệm kỳ {congress.term}",
            title=f"Phiếu bầu {title_of(election, rules)}{number}",
            day=f"{organization.place}, ngày {congress.target_on.day} tháng"
            f" {congress.target_on.month} năm {congress.target_on.year}",
            stamp=f"Dấu của {stamp(level_of(organization), rules).facts['owner']}",
            instructions=instructions(style, len(names), round_.seats, rules),
            names=names,
            columns=COLUMNS[style],
            mark=round_.mark % MARKS,
            edition=round_.edition,
        )


def instructions(style: MarkStyle, names: int, seats: int, rules: RuleSet) -> tuple[str, ...]:
    """How the voter marks the paper, by the edition; what makes it invalid where that is decided."""
    invalid = classes_of(rules)
    head = f"Danh sách có {names} người, bầu {seats} người."
    if style is MarkStyle.STRIKE_OUT:
        lines = [head, "Không bầu ai thì gạch ngang cả họ và tên người đó."]
        if names > seats and invalid[Verdict.OVERVOTE] is PaperClass.INVALID:
            lines.append(
                f"Phải gạch ít nhất {names - seats} người; để lại nhiều hơn {seats} người,"
                " hoặc để nguyên không gạch, là phiếu không hợp lệ."
            )
        if names > 1 and invalid[Verdict.ZERO_VOTE] is PaperClass.INVALID:
            lines.append("Gạch hết tên là phiếu không hợp lệ.")
        return tuple(lines)
    if style is MarkStyle.AGREE_DISAGREE:
        lines = ["Với mỗi người, đánh dấu X vào một trong hai ô: đồng ý hoặc không đồng ý."]
        return (head, *lines)
    if style is MarkStyle.CHOOSE:
        return (head, f"Đánh dấu X ở người mình bầu, nhiều nhất {seats} người.")
    if style is MarkStyle.YES_NO_ABSTAIN:
        return (head, "Với mỗi người, đánh dấu X vào một ô.")
    return (head, "Với mỗi người ghi o là bầu, x là không bầu; để trống là không biểu quyết.")
