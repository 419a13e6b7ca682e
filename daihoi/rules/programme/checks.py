"""What a programme must keep (P58, default), each finding with its basis and how sure that is.

``facts`` of a finding name the item by its ``key`` where one is meant.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum

from daihoi.rules.certainty import Certainty
from daihoi.rules.families import PARTY
from daihoi.rules.findings import CUSTOM, Basis, Finding
from daihoi.rules.programme.items import Does, Item, Vote
from daihoi.rules.wording import day_said

HOUSE = Basis("Mặc định của phần mềm")
QUORUM = Basis("Điều lệ Đảng", "điều 11 (hai phần ba đảng viên được triệu tập)")
PRESIDIUM = Basis("Quyết định 29-QĐ/TW", "mục 12 (đoàn chủ tịch điều hành đại hội)")
BALLOT = Basis("Hướng dẫn 32-HD/TW", "bỏ phiếu kín, biểu quyết danh sách")
ACTION_PROGRAMME = Basis("Công văn 11977-CV/VPTW, 23-4-2020", "thảo luận, không biểu quyết")
CERTAINTY: Mapping[Basis, Certainty] = {
    HOUSE: Certainty.DEFAULT,
    QUORUM: Certainty.SOURCED,
    PRESIDIUM: Certainty.SECONDARY,
    BALLOT: Certainty.SECONDARY,
    ACTION_PROGRAMME: Certainty.SECONDARY,
}
PRACTICE = Basis(CUSTOM)
PRESIDIUM_WORDS = ("đoàn chủ tịch", "chủ tịch đoàn")


class TextState(StrEnum):
    """How a paper that an item uses stands today."""

    FINAL = "final"  # bản cuối, đã ban hành
    DRAFT = "draft"  # còn dự thảo
    MISSING = "missing"  # chưa có
    ON_THE_DAY = "on_the_day"  # chỉ lập tại đại hội


@dataclass(frozen=True, slots=True)
class UsedText:
    """A paper by its reference in `Item.uses`, its name, and how it stands."""

    ref: str
    name: str
    state: TextState


@dataclass(frozen=True, slots=True)
class Called:
    """The congress as it was called (triệu tập): the meeting's number, day, hour, place."""

    meeting: int
    on: date
    starts_at: time | None
    place: str


def differs_from_call(
    called: Called, *, on: date | None, starts: Collection[time], hall: str
) -> list[Finding]:
    """Where those who were called would come at another day, hour or place.

    ``on`` None: the day is approximate. ``starts``: when sessions begin, each may be the hour that
    was told; an empty hall or place says nothing. A place may say more than the hall's name.
    """
    found = []
    if on is not None and called.on != on:
        found.append(_of_call("other_day", called, day_said(called.on), day_said(on)))
    if called.starts_at is not None and starts and called.starts_at not in starts:
        found.append(
            _of_call("other_hour", called, f"{called.starts_at:%H:%M}", f"{min(starts):%H:%M}")
        )
    if hall and called.place and hall.casefold() not in called.place.casefold():
        found.append(_of_call("other_place", called, called.place, hall))
    return found


def _of_call(code: str, called: Called, told: str, planned: str) -> Finding:
    return Finding(code, HOUSE, {"meeting": called.meeting, "called": told, "planned": planned})


def check(
    items: Sequence[Item], texts: Mapping[str, UsedText], *, planned_minutes: int
) -> list[Finding]:
    """Everything that is not kept, in the order of P58. ``items`` run in the order given.

    ``planned_minutes`` is the end less the start.
    """
    return [
        *_sum(items, planned_minutes),
        *(_at("no_performer", HOUSE, item) for item in items if not item.performed.strip()),
        *_papers(items, texts),
        *check_order(items),
    ]


def check_order(items: Sequence[Item]) -> list[Finding]:
    """What of P58 hangs on the order alone, and on what is put to the vote."""
    return [
        *_quorum(items),
        *_presidium(items),
        *_before_ballots(items),
        *_resolution(items),
        *_action_programme(items),
    ]


def _sum(items: Sequence[Item], planned: int) -> Iterator[Finding]:
    total = sum(item.minutes for item in items)
    if items and total != planned:
        code = "over_run" if total > planned else "under_run"
        facts = {"total": total, "planned": planned, "minutes": abs(total - planned)}
        yield Finding(code, HOUSE, facts)


def _papers(items: Sequence[Item], texts: Mapping[str, UsedText]) -> Iterator[Finding]:
    codes = {TextState.DRAFT: "paper_draft", TextState.MISSING: "paper_missing"}
    for item in items:
        for ref in item.uses:
            used = texts.get(ref) or UsedText(ref, ref.partition(":")[2], TextState.MISSING)
            if used.state in codes:
                yield _at(codes[used.state], HOUSE, item, paper=used.name, ref=ref)


def _quorum(items: Sequence[Item]) -> Iterator[Finding]:
    first_vote = next((n for n, item in enumerate(items) if item.votes), None)
    if first_vote is None:
        return
    confirmed = _first(items, Does.QUORUM)
    if confirmed is None or confirmed > first_vote:
        yield _at("no_quorum", QUORUM, items[first_vote])


def _presidium(items: Sequence[Item]) -> Iterator[Finding]:
    elected = _first(items, Does.PRESIDIUM)
    for number, item in enumerate(items):
        said = item.introduced.lower()
        if any(words in said for words in PRESIDIUM_WORDS) and (
            elected is None or number <= elected
        ):
            yield _at("presidium_late", PRESIDIUM, item)


def _before_ballots(items: Sequence[Item]) -> Iterator[Finding]:
    """Tellers elected and the list voted by hands before the first secret ballot."""
    ballots = [n for n, item in enumerate(items) if Vote.BALLOT in item.votes]
    if not ballots:
        return
    first = ballots[0]
    tellers = _first(items, Does.TELLERS)
    in_one = tellers == first and items[first].votes.find(Vote.HANDS) == 0
    if tellers is None or tellers > first or (tellers == first and not in_one):
        yield _at("tellers_late", BALLOT, items[first])
    voted = next(
        (n for n, i in enumerate(items) if Does.LIST in i.does and Vote.HANDS in i.votes), None
    )
    if voted is None or voted >= first:
        yield _at("list_late", BALLOT, items[first])


def _resolution(items: Sequence[Item]) -> Iterator[Finding]:
    """Nothing but the closing stands after the resolution."""
    place = _first(items, Does.RESOLUTION)
    if place is None:
        if items:
            yield Finding("no_resolution", HOUSE)
        return
    for item in items[place + 1 :]:
        if Does.CLOSING not in item.does:
            yield _at("resolution_not_last", HOUSE, item)
            return


def _action_programme(items: Iterable[Item]) -> Iterator[Finding]:
    for item in items:
        about = Does.ACTION_PROGRAMME in item.does or "kind:CTHD" in item.uses
        if item.votes and (about or names_action_programme(item.title)):
            yield _at("action_programme_voted", ACTION_PROGRAMME, item)


def basis_in(family: str, basis: Basis) -> Basis:
    """As an organization of a family of `rules.families` is told it.

    Outside the Party no paper of the Party is cited: what stands on one is how congresses are held.
    """
    if family == PARTY:
        return basis
    return HOUSE if basis.source == HOUSE.source else PRACTICE


def findings_in(family: str, findings: Iterable[Finding]) -> list[Finding]:
    """The same, each on a basis its family knows."""
    return [replace(each, basis=basis_in(family, each.basis)) for each in findings]


def names_action_programme(words: str) -> bool:
    """Whether a title or a matter is the action programme, which is never voted."""
    return "chương trình hành động" in words.lower()


def _first(items: Sequence[Item], does: Does) -> int | None:
    return next((number for number, item in enumerate(items) if does in item.does), None)


def _at(code: str, basis: Basis, item: Item, **facts: str) -> Finding:
    return Finding(code, basis, {"key": item.key, "title": item.title, **facts})
