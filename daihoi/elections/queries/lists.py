"""The list of an election before it is adopted: its order, what it lacks, who is over the cap."""

from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from daihoi.elections.models import TOLD, Election, Nomination, NominationSource, Round, RoundState
from daihoi.elections.queries.elected import elected_in
from daihoi.elections.queries.eligible import eligible
from daihoi.elections.queries.naming import told_apart
from daihoi.elections.queries.outcomes import first_number
from daihoi.elections.queries.standing import standing_nominations
from daihoi.rules.elections.answers import Answer
from daihoi.rules.elections.ballots import style_of
from daihoi.rules.elections.kinds import Office
from daihoi.rules.elections.parameters import RuleSet
from daihoi.rules.elections.slates import (
    check_slate,
    cut_list,
    list_order,
    most_surplus,
    poll_required,
)
from daihoi.rules.wording import listed
from daihoi.vietnamese.names import name_key


@dataclass(frozen=True, slots=True)
class Slate:
    """Who may come onto the list, in its printed order.

    ``chosen``: whom the rule lets stand; ``level``: those who are level on the last places, among
    whom the congress chooses; ``left_out``: those over the cap with less support. ``waits``: what
    must be settled before the list is put to the vote.
    """

    seats: int | None
    names: list[Nomination] = field(default_factory=list)
    printed: dict[int, str] = field(default_factory=dict)  # by person
    chosen: frozenset[int] = frozenset()  # nominations
    level: frozenset[int] = frozenset()
    left_out: frozenset[int] = frozenset()
    longest: int | None = None
    waits: list[str] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)  # surplus, poll, cut
    cut: Answer | None = None
    is_later: bool = False

    @property
    def is_ready(self) -> bool:
        return self.seats is not None and bool(self.names) and not self.waits

    def checked(self, office: Office, number: int, rules: RuleSet, *, agrees_equal: bool) -> Answer:
        """Whether a list of so many may be put to the vote."""
        return check_slate(
            office,
            self.seats or 1,
            number,
            rules,
            is_later_ballot=self.is_later,
            congress_agrees_equal=agrees_equal,
        )


def open_round(election: Election) -> Round | None:
    """The ballot that is neither announced nor void."""
    over = [RoundState.ANNOUNCED, RoundState.VOID]
    return election.rounds.exclude(state__in=over).order_by("-number").first()


def slate_of(election: Election, rules: RuleSet) -> Slate:
    """The list as it would be put to the vote now."""
    office, round_ = Office(election.office), open_round(election)
    seats = round_.seats if round_ is not None and round_.number > 1 else election.seats
    rounds = list(election.rounds.all())
    told = [each.number for each in rounds if each.state in TOLD]
    is_later = any(number >= first_number(rounds) for number in told)
    done = {each.person.pk for each in elected_in(election)} if told else set()
    stand = [each for each in standing_nominations(election) if each.person_id not in done]
    printed = told_apart(each.person for each in stand)
    names = in_order(stand, printed, rules)
    waits = _waits(election, names, rules, seats=seats)
    answers = [poll_required(office, rules)] if _from_floor(names) else []
    if seats is None:
        return Slate(None, names, printed, waits=waits, answers=answers, is_later=is_later)
    answers = [most_surplus(office, seats, rules), *answers]
    cut = _cut(office, seats, names, rules)
    if cut is None or cut.decision in {"fits", "prepared_too_long"}:
        chosen, level, out = {each.pk for each in names}, set[int](), set[int]()
    else:
        chosen, level, out = (
            {int(key) for key in cut.facts[what]} for what in ("list", "level", "left_out")
        )
        answers.append(cut)
    longest = cut.facts.get("longest") if cut else None
    if chosen and not level:
        length = check_slate(office, seats, len(chosen), rules, is_later_ballot=is_later)
        answers += [length] if length.decision != "accepted" else []
    if cut is not None and _lacks_support(cut, names):
        waits.append(_("Danh sách quá mức: chưa ghi số người ủng hộ của người ứng cử, được đề cử."))
    return Slate(
        seats, names, printed, frozenset(chosen), frozenset(level), frozenset(out), longest,
        waits, answers, cut, is_later,
    )  # fmt: skip


def in_order(names: list[Nomination], printed: dict[int, str], rules: RuleSet) -> list[Nomination]:
    """By given name in Vietnamese order where the edition says so, namesakes by birth (E-088)."""
    by_key = {str(each.pk): each for each in names}
    keys = {
        key: (name_key(each.person.full_name), each.person.birth, printed[each.person_id])
        for key, each in by_key.items()
    }
    by_time = sorted(by_key, key=int)
    return [by_key[key] for key in list_order(by_time, key=keys.__getitem__, rules=rules)]


def style_answer(number: int, seats: int, rules: RuleSet) -> Answer:
    """How voters will mark such a list (E-104)."""
    return style_of(number, seats, rules)


def _from_floor(names: list[Nomination]) -> list[Nomination]:
    return [each for each in names if each.source != NominationSource.COMMITTEE]


def _cut(office: Office, seats: int, names: list[Nomination], rules: RuleSet) -> Answer | None:
    """What is left of a list over the cap, by the numbers of nominations; None without floor names."""
    floor = {str(each.pk): each.supporters or 0 for each in _from_floor(names)}
    prepared = [str(each.pk) for each in names if str(each.pk) not in floor]
    if not floor:
        return None
    cut = cut_list(office, seats, prepared, floor, rules)
    return _by_name(cut, names)


def _by_name(cut: Answer, names: list[Nomination]) -> Answer:
    """Its words with names in place of numbers."""
    if cut.decision != "level":
        return cut
    called = {str(each.pk): each.person.full_name for each in names}
    level = cut.facts["level"]
    return replace(
        cut, words=cut.words.replace(listed(level), listed(called[key] for key in level))
    )


def _lacks_support(cut: Answer, names: list[Nomination]) -> bool:
    return cut.decision in {"cut", "level"} and any(
        each.supporters is None for each in _from_floor(names)
    )


def _waits(
    election: Election, names: list[Nomination], rules: RuleSet, *, seats: int | None
) -> list[str]:
    found = []
    if seats is None:
        found.append(_("Chưa có số lượng cần bầu."))
    if among := eligible(election, rules).waits:
        found.append(among)
    found += [
        _("Chưa quyết định việc %(name)s xin rút.") % {"name": each.person}
        for each in names
        if each.asks_out and each.state == "open"
    ]
    asks = rules.floor_support.value is not None
    asks = asks or poll_required(Office(election.office), rules).decision == "required"
    if asks:
        found += [
            _("Chưa xin ý kiến về %(name)s.") % {"name": each.person}
            for each in _from_floor(names)
            if each.supporters is None
        ]
    return found
