"""What the minutes say of the elections: numbers and lists, tellers, ballots, who was elected."""

from collections.abc import Iterable, Iterator

from daihoi.closing.queries.day import TheDay
from daihoi.closing.queries.wording import bulleted, names_of, two, vote_line
from daihoi.elections.models import (
    Body,
    Election,
    Nomination,
    NominationSource,
    NominationState,
    Round,
    RoundState,
)
from daihoi.elections.queries.elected import Elected
from daihoi.elections.queries.law import title_of
from daihoi.elections.queries.matters import NUMBERS
from daihoi.elections.queries.name_rows import NameRow, name_rows, percent_of
from daihoi.elections.queries.titles import ballot_words
from daihoi.rules.elections.kinds import Matter

SOURCES = {
    NominationSource.COMMITTEE: "cấp ủy triệu tập giới thiệu",
    NominationSource.FLOOR: "đề cử tại đại hội",
    NominationSource.SELF: "ứng cử",
}
FIRST = (Matter.SEATS,)
AFTER = (Matter.WITHDRAWAL, Matter.SLATE)


def lists(day: TheDay) -> Iterator[str]:
    """Of each office: the number, who was nominated, who asked out, the list as it was voted."""
    for election in day.elections:
        seats = two(election.seats)
        if not seats and not any(each.election_id == election.pk for each in day.nominations):
            continue
        allotted = f" (theo {election.allotted_by})" if election.allotted_by else ""
        number = f", số lượng {seats}{allotted}" if seats else ""
        yield f"Bầu {_title(election, day)}{number}:"
        yield from _votes(election, day, FIRST)
        yield from _nominated(election, day)
        yield from _votes(election, day, AFTER)


def tellers(day: TheDay) -> Iterator[str]:
    members = day.serving(Body.TELLERS)
    if members:
        head = next((each.person.full_name for each in members if each.is_head), "")
        led = f"; trưởng ban: {head}" if head else ""
        yield f"- Ban kiểm phiếu gồm {two(len(members))} người: {names_of(members)}{led}."
    for row in day.bodies:
        if row.body == Body.TELLERS and row.released_at is not None:
            reason = row.release_reason.rstrip(".")
            yield f"- Thôi tham gia ban kiểm phiếu: {row.person.full_name} ({reason})."
    number = next(key for key, named in NUMBERS.items() if named is Body.TELLERS)
    yield from bulleted(map(vote_line, day.votes_on(number, Body.TELLERS.value)))


def ballots(day: TheDay) -> Iterator[str]:
    """Every ballot told in the hall, and those given up with who decided it."""
    for round_ in day.rounds:
        words = ballot_words(round_)
        title = ", ".join(filter(None, (_title(round_.election, day), words)))
        if round_.state == RoundState.VOID:
            by = round_.void_decision or "đoàn chủ tịch"
            yield (
                f"Bầu {title}: lượt bầu không tính, theo quyết định của {by}. Lý do:"
                f" {round_.void_reason.rstrip('.')}."
            )
            continue
        yield (
            f"Bầu {title}: số lượng bầu {two(round_.seats)}, danh sách"
            f" {two(len(round_.names.all()))} người."
        )
        yield _papers(round_)
        yield from _outcome(round_, day)


def elected(day: TheDay) -> Iterator[str]:
    for election in day.finished:
        people = day.elected[election.pk]
        title = _title(election, day)
        if not people:
            yield f"- {title[:1].upper()}{title[1:]}: {election.outcome.rstrip('.')}."
            continue
        yield f"- {title[:1].upper()}{title[1:]}: {', '.join(map(_person, people))}."


def _title(election: Election, day: TheDay) -> str:
    title = title_of(election, day.rules)
    return title[:1].lower() + title[1:]


def _votes(election: Election, day: TheDay, matters: Iterable[str]) -> Iterator[str]:
    found = [vote for vote in day.votes_on(*matters) if vote.election_id == election.pk]
    return bulleted(map(vote_line, found))


def _nominated(election: Election, day: TheDay) -> Iterator[str]:
    rows = [each for each in day.nominations if each.election_id == election.pk]
    says = election.congress.organization.family.says
    for source, told in SOURCES.items():
        words = says(told)
        names = [_nominee(each) for each in rows if each.source == source]
        if names:
            yield f"- {words[:1].upper()}{words[1:]}: {', '.join(names)}."
    for state, words in (
        (NominationState.WITHDRAWN, "Xin rút và được rút"),
        (NominationState.REFUSED, "Không đưa vào danh sách"),
    ):
        said = [_with_reason(each) for each in rows if each.state == state]
        if said:
            yield f"- {words}: {', '.join(said)}."


def _nominee(each: Nomination) -> str:
    by = f" ({each.nominated_by.full_name} đề cử)" if each.nominated_by else ""
    return f"{each.person.full_name}{by}"


def _with_reason(each: Nomination) -> str:
    reason = each.withdrawal_reason.rstrip(".")
    return f"{each.person.full_name} ({reason})" if reason else each.person.full_name


def _papers(round_: Round) -> str:
    tally = round_.tally or {}
    reasons = dict(tally.get("reasons", {}))
    invalid = sum(reasons.values())
    why = "; ".join(f"{reason.lower()}: {two(n)}" for reason, n in reasons.items() if n)
    return (
        f"- Số phiếu phát ra {two(round_.issued)}, thu về {two(round_.returned)}; hợp lệ"
        f" {two(tally.get('valid'))}, không hợp lệ {two(invalid)}{f' ({why})' if why else ''}."
    )


def _outcome(round_: Round, day: TheDay) -> Iterator[str]:
    outcome = round_.outcome or {}
    rows = name_rows(outcome)
    if not rows:
        yield f"- {outcome.get('words', '').rstrip('.')}."
        return
    says = day.congress.organization.family.says
    yield says(f"- Mẫu số và số phiếu cần để trúng cử: {outcome['arithmetic'].rstrip('.')}.")
    of = percent_of(outcome)
    yield from (f"- {_name(row, of)}." for row in rows)


def _name(row: NameRow, of: str) -> str:
    came = row.why.rstrip(".") or "trúng cử"
    return f"{row.printed}: {two(row.votes)} phiếu, đạt {row.percent} % {of}; {came}"


def _person(each: Elected) -> str:
    if each.votes is None:
        return f"{each.name} (chỉ định: {each.appointed_by})"
    return f"{each.name} ({two(each.votes)} phiếu)"
