"""What a teller's own page of entry shows: the paper, its keys, her batch, her closed batches."""

import json
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from daihoi.elections.models import Batch, Count, CountMode, OpenPaper, Pattern
from daihoi.elections.queries.batches import Accepted, OpenBatch, last_paper, open_batch
from daihoi.elections.queries.counts import get_own_count
from daihoi.elections.queries.judging import bundle_of, judged, judging_table, partial_words, told
from daihoi.elections.queries.law import title_of
from daihoi.elections.queries.tallies import Law, doubtful_papers, law_of, sides_of
from daihoi.elections.queries.tellers import teller_of
from daihoi.rules.elections.kinds import TWO_SIDED, MarkStyle, PaperClass, label

NAME_KEYS = "123456789QWERTYIOPASDFGHJKL"
PREFIX = "-"  # before a key: the same one of the next as many names
FAULT_KEYS = "ZXCVBNM"


@dataclass(frozen=True, slots=True)
class Line:
    """A name on the paper: its key, and the bits of its one or two boxes."""

    name: str
    key: str
    first: int
    second: int | None


@dataclass(frozen=True, slots=True)
class FaultLine:
    code: str
    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Bundled:
    """A bundle in the open batch."""

    row: Pattern
    words: str


@dataclass(frozen=True, slots=True)
class EntryPage:
    count: Count
    title: str
    law: Law
    lines: list[Line]
    faults: list[FaultLine]
    table: dict[str, Any]
    state: dict[str, Any]
    batches: list[Batch]
    bundles: list[Bundled]
    entered: int  # in closed batches
    aside: int
    undecided: int
    other_closed: bool

    @property
    def left(self) -> int:
        """Papers that came back and are not entered yet."""
        returned = self.count.round.in_box or 0
        return returned - self.entered - self.aside - int(self.state["papers"])

    @property
    def is_whole(self) -> bool:
        """Whether the side can be closed as far as its number of papers goes."""
        return not self.left and not self.state["papers"] and not self.takes_sums

    @property
    def is_all_entered(self) -> bool:
        """Nothing that came back waits any more: what follows is closing, no next paper."""
        return self.left <= 0

    @property
    def has_prefixed(self) -> bool:
        """Whether some names have a key of two strokes."""
        return len(self.lines) > len(NAME_KEYS)

    @property
    def two_sided(self) -> bool:
        return self.law.ballot.style in TWO_SIDED

    @property
    def strikes(self) -> bool:
        return self.law.ballot.style is MarkStyle.STRIKE_OUT

    @property
    def table_json(self) -> str:
        return json.dumps(self.table, ensure_ascii=False)

    @property
    def state_json(self) -> str:
        return json.dumps(self.state, ensure_ascii=False)

    @property
    def takes_sums(self) -> bool:
        return self.count.mode == CountMode.SUMS

    @property
    def boxes(self) -> tuple[str, str]:
        """What a mark in the first and in the second box means."""
        return {
            MarkStyle.STRIKE_OUT: ("gạch", ""),
            MarkStyle.CHOOSE: ("bầu", ""),
            MarkStyle.SYMBOL: ("o", "x"),
            MarkStyle.AGREE_DISAGREE: ("đồng ý", "không đồng ý"),
            MarkStyle.YES_NO_ABSTAIN: ("tán thành", "không tán thành"),
        }[self.law.ballot.style]

    @property
    def style(self) -> str:
        return label(self.law.ballot.style)

    @property
    def partial(self) -> str:
        return partial_words(self.law.rules)


def entry_page(pk: int, *, viewer: Any) -> EntryPage:
    """The viewer's own side; see `get_own_count`."""
    count = get_own_count(pk, viewer=viewer)
    teller_of(count.round, viewer)
    law = law_of(count.round)
    table = judging_table(law.ballot, law.rules)
    now = open_batch(count)
    papers = doubtful_papers(count.round)
    sides = sides_of(count.round)
    other = sides.get(3 - count.side)
    return EntryPage(
        count=count,
        title=title_of(count.round.election, law.rules),
        law=law,
        lines=_lines(law),
        faults=_faults(table),
        table=table,
        state=_state(count, now, law),
        batches=list(count.batches.filter(is_closed=True).order_by("number")),
        bundles=_bundles(now, law),
        entered=now.entered,
        aside=len(papers),
        undecided=sum(each.is_valid is None for each in papers),
        other_closed=other is not None and other.is_closed,
    )


def entry_state(count: Count) -> dict[str, Any]:
    """Where the open batch stands and which paper undoing takes out, for the page's script."""
    return _state(count, open_batch(count), law_of(count.round))


def accepted_state(accepted: Accepted) -> dict[str, Any]:
    """What the page's script hears of a paper that was taken in."""
    now = accepted.now
    state = {"batch": now.number, "papers": now.papers, "single": now.single}
    return {"judged": told(accepted.judgement), "state": state}


def _state(count: Count, now: OpenBatch, law: Law) -> dict[str, Any]:
    last = last_paper(count) if now.single else None
    state = {"batch": now.number, "papers": now.papers, "single": now.single, "last": None}
    return state if last is None else {**state, "last": _last(last, law)}


def _last(paper: OpenPaper, law: Law) -> dict[str, Any]:
    marks = int(paper.marks, 16)
    return {
        "key": str(paper.pk),
        "marks": [bit for bit in range(law.ballot.width) if marks >> bit & 1],
        "faults": paper.faults,
        "written": paper.written,
        **judged(bundle_of(paper), law.ballot, law.rules),
    }


def key_of(at: int) -> str:
    """What a teller presses for the name at this place, from 0: "1", "Q", "-1"; "" beyond the keys."""
    if at < len(NAME_KEYS):
        return NAME_KEYS[at]
    return PREFIX + NAME_KEYS[at - len(NAME_KEYS)] if at < 2 * len(NAME_KEYS) else ""


def _lines(law: Law) -> list[Line]:
    names, two = law.ballot.names, law.ballot.style in TWO_SIDED
    return [
        Line(
            name,
            key_of(at),
            at,
            len(names) + at if two else None,
        )
        for at, name in enumerate(names)
    ]


def _faults(table: dict[str, Any]) -> list[FaultLine]:
    """Faults that make a paper invalid; what is doubtful is put aside, what is pardoned is nothing."""
    decisive = {PaperClass.INVALID.value, PaperClass.BLANK.value}
    shown = [each for each in table["faults"] if each["paper"] in decisive]
    return [
        FaultLine(each["code"], key, each["label"])
        for each, key in zip(shown, FAULT_KEYS, strict=False)
    ]


def _bundles(now: OpenBatch, law: Law) -> list[Bundled]:
    if now.batch is None or not now.bundled:
        return []
    rows = sorted(now.batch.patterns.all(), key=lambda row: (row.marks, row.faults))
    return [Bundled(row, _said(row, law)) for row in rows]


def _said(row: Pattern, law: Law) -> str:
    """What a bundle looks like, so that the teller finds the one she means."""
    words = judged(bundle_of(row), law.ballot, law.rules)["words"]
    ballot, marks = law.ballot, int(row.marks, 16)
    first = ballot.named(marks & ballot.all_names)
    if ballot.style is MarkStyle.STRIKE_OUT:
        said = [_("Gạch: %s") % (", ".join(first) or _("không ai"))]
    elif ballot.style in TWO_SIDED:
        against = ballot.named(marks >> len(ballot.names) & ballot.all_names)
        both = ((_("Đồng ý: %s"), first), (_("Không đồng ý: %s"), against))
        said = [each % ", ".join(names) for each, names in both if names]
    else:
        said = [_("Bầu: %s") % (", ".join(first) or _("không ai"))]
    return " · ".join([*(said or [_("Không ghi dấu")]), words])
