"""Many returned copies of one version made into one review: each change once, at its place."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from daihoi.papers.comparison.alignment import ALIKE_ANYWHERE
from daihoi.papers.comparison.faces import face_of, features, likeness
from daihoi.papers.comparison.words import tidy
from daihoi.papers.hands import Comment, Hand
from daihoi.papers.outline import Block, Runs
from daihoi.papers.revisions.applying import collide
from daihoi.papers.revisions.edits import Edit, EditKind, order_within
from daihoi.papers.revisions.passages import cell_runs, solid
from daihoi.papers.revisions.spans import one_hand

_PUT_IN = {EditKind.ADDED, EditKind.MOVED, EditKind.ROW_ADDED}


class Copy(NamedTuple):
    """One copy that came back; ``sender`` names who sent it, and differs from copy to copy."""

    sender: str
    edits: Sequence[Edit]
    comments: Sequence[Comment] = ()


class Signed(NamedTuple):
    sender: str
    hand: Hand


class SentComment(NamedTuple):
    sender: str
    comment: Comment


@dataclass(frozen=True, slots=True)
class Alternative:
    """A change that somebody proposes, with everybody who proposes the same.

    ``id``: 16 hexadecimal digits of its place and result; other copies do not change it.
    ``edit`` has all authors in its hand.
    """

    id: str
    edit: Edit
    hands: tuple[Signed, ...]  # by sender
    excludes: frozenset[str] = frozenset()  # ids of those that cannot stand beside it

    @property
    def senders(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(signed.sender for signed in self.hands))


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is proposed: changes that collide, directly or in a chain, are together.

    ``start`` and ``end`` cover all of them in the text of block, cell or footnote, ``old`` is what
    the base says there. ``key`` as in `Edit`, but of a block that moved its own.
    """

    key: str
    cell: tuple[int, int] | None
    note: int | None
    start: int
    end: int
    old: str
    alternatives: tuple[Alternative, ...]

    @property
    def is_collision(self) -> bool:
        return len(self.alternatives) > 1


@dataclass(frozen=True)
class Review:
    """All that the copies propose, in reading order of the base."""

    places: tuple[Place, ...]
    comments: tuple[SentComment, ...]

    @cached_property
    def alternatives(self) -> Mapping[str, Alternative]:
        """Every alternative by its id."""
        return {each.id: each for place in self.places for each in place.alternatives}

    def chosen(self, ids: Collection[str]) -> tuple[Edit, ...]:
        """The edits for `apply`. ValueError if an id is unknown or two exclude each other."""
        unknown = set(ids) - self.alternatives.keys()
        if unknown:
            raise ValueError(f"there is no alternative {min(unknown)}")
        found = [each for key, each in self.alternatives.items() if key in set(ids)]
        for each in found:
            if each.excludes & set(ids):
                raise ValueError(f"{each.id} excludes another that is chosen")
        return tuple(each.edit for each in found)


def merge(base: Sequence[Block], copies: Sequence[Copy]) -> Review:
    """Equal changes once with all who made them; colliding ones side by side.

    Changes are equal if the text they lead to is, white space and Unicode composition apart.
    The order of the copies makes no difference.
    """
    blocks = {block.key: block for block in base}
    order = {block.key: n for n, block in enumerate(base)}
    made: dict[str, list[tuple[str, Edit]]] = defaultdict(list)
    turns: dict[tuple[str, int | None], set[tuple[str, ...]]] = defaultdict(set)
    for copy in copies:
        rows: dict[tuple[str, int | None], list[tuple[int, str]]] = defaultdict(list)
        for name, edit in _named(copy.edits, blocks):
            made[name].append((copy.sender, edit))
            if edit.kind in _PUT_IN:
                rows[_slot(edit)].append((edit.turn, name))
        for slot, row in rows.items():
            turns[slot].add(tuple(name for _, name in sorted(row)))
    turn_of = _turns(turns)
    alternatives = [_alternative(name, found, turn_of) for name, found in made.items()]
    places = [_place(group, blocks) for group in _colliding(alternatives)]
    places.sort(key=lambda place: _reading_order(place, order))
    told = dict.fromkeys(
        SentComment(copy.sender, comment)
        for copy in sorted(copies, key=lambda copy: copy.sender)
        for comment in copy.comments
    )
    last = len(base)
    comments = sorted(  # those of one copy at one place stay in their order: replies follow
        told,
        key=lambda sent: (
            order.get(sent.comment.key, last),
            sent.comment.cell or (-1, -1),
            sent.comment.start,
        ),
    )
    return Review(tuple(places), tuple(comments))


def identity(edit: Edit, block: Block | None) -> str:
    """16 hexadecimal digits: equal for edits of ``block`` that lead to the same text.

    ``block`` is the base's block the edit concerns, None for one that is put in.
    """
    kind = edit.kind
    result: object
    if kind is EditKind.WORDS and block is not None:
        result = _result(edit, block)
    elif kind is EditKind.FORMAT and edit.block is not None:
        mark = edit.block.mark and (edit.block.mark.format, edit.block.mark.template)
        result = (edit.block.kind, edit.block.level, mark, edit.block.align)
    elif kind is EditKind.FORMAT:
        marks = [(run.bold, run.italic, run.underline) for run in edit.runs for _ in run.text]
        result = (edit.span, marks)
    elif edit.block is not None:
        result = face_of(edit.block)
    elif kind is EditKind.JOINED:
        result = tidy(edit.new)
    else:
        result = edit.moved
    told = repr((kind.value, edit.key, edit.cell, edit.note, result))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _result(edit: Edit, block: Block) -> tuple[object, ...]:
    runs = _words_of(edit, block)
    before = solid(runs)
    start, end = edit.span
    after = before[:start] + solid(edit.runs) + before[end:]
    notes = [tidy(run.footnote) for run in edit.runs if run.footnote]
    gone = (edit.notes_before, edit.notes_gone) if edit.notes_gone else ()
    if tidy(after) == tidy(before):  # white space alone: where it is makes the difference
        return (edit.span, edit.new, notes, gone)
    return (tidy(after), notes, gone)


def _words_of(edit: Edit, block: Block) -> Runs:
    """The text that the positions of an edit are in."""
    runs = block.runs
    if block.table is not None:
        row, column = edit.cell or (0, 0)
        runs = cell_runs(block.table.rows[row][column])
    if edit.note is None:
        return runs
    notes = [run for run in runs if run.footnote]
    return (replace(notes[edit.note], text=notes[edit.note].footnote, footnote=""),)


def _named(edits: Iterable[Edit], blocks: Mapping[str, Block]) -> list[tuple[str, Edit]]:
    """Each edit of one copy with its id; the second of two equal ones has an id of its own."""
    times: Counter[str] = Counter()
    named = []
    own = {replace(edit, hand=Hand()): edit for edit in edits}
    for edit in sorted(own.values(), key=lambda edit: (edit.turn, edit.span)):
        name = identity(edit, None if edit.kind in _PUT_IN else blocks.get(edit.key))
        times[name] += 1
        if times[name] > 1:
            again = f"{name} {times[name]}"
            name = hashlib.sha256(again.encode()).hexdigest()[:16]
        named.append((name, edit))
    return named


def _slot(edit: Edit) -> tuple[str, int | None]:
    """Where several things put in stand in a row."""
    return edit.key, edit.cell[0] if edit.cell else None


def _turns(
    rows: Mapping[tuple[str, int | None], Collection[tuple[str, ...]]],
) -> dict[str, int]:
    """The turn of everything put in: what one copy has in a row stays in a row."""
    turns: dict[str, int] = {}
    for found in rows.values():
        names = dict.fromkeys(name for row in sorted(found) for name in row)
        turns |= {name: turn for turn, name in enumerate(names)}
    return turns


def _alternative(
    name: str, made: Sequence[tuple[str, Edit]], turns: Mapping[str, int]
) -> Alternative:
    hands = {Signed(sender, edit.hand) for sender, edit in made}
    signed = sorted(hands, key=lambda s: (s.sender, s.hand.author, str(s.hand.at)))
    edits = [replace(edit, hand=Hand()) for _, edit in made]
    first = min(edits, key=lambda e: (len(e.old) + len(e.new), e.start, e.end, e.new, repr(e)))
    hand = one_hand(each.hand for each in signed)
    return Alternative(
        name, replace(first, hand=hand, turn=turns.get(name, first.turn)), tuple(signed)
    )


def _colliding(alternatives: Sequence[Alternative]) -> list[list[Alternative]]:
    """Groups that collide, directly or in a chain, each alternative told what it excludes."""
    homes: dict[tuple[bool, str], list[Alternative]] = defaultdict(list)
    for each in alternatives:
        is_added = each.edit.kind is EditKind.ADDED
        homes[is_added, each.edit.moved or each.edit.key].append(each)
    groups = []
    for there in homes.values():
        fights: dict[str, set[str]] = {each.id: set() for each in there}
        for n, a in enumerate(there):
            for b in there[n + 1 :]:
                if collide(a.edit, b.edit) or _alike(a, b):
                    fights[a.id].add(b.id)
                    fights[b.id].add(a.id)
        told = {each.id: replace(each, excludes=frozenset(fights[each.id])) for each in there}
        while told:
            group, wanted = [], [next(iter(told))]
            while wanted:
                each_or_none = told.pop(wanted.pop(), None)
                if each_or_none is not None:
                    group.append(each_or_none)
                    wanted += each_or_none.excludes
            groups.append(group)
    return groups


def _alike(a: Alternative, b: Alternative) -> bool:
    """Whether two copies put in the same thing in other words."""
    kinds = {a.edit.kind, b.edit.kind}
    if len(kinds) > 1 or not kinds <= {EditKind.ADDED, EditKind.ROW_ADDED}:
        return False
    if _slot(a.edit) != _slot(b.edit) or set(a.senders) & set(b.senders):
        return False
    return likeness(features(a.edit.new), features(b.edit.new)) >= ALIKE_ANYWHERE


def _place(group: Sequence[Alternative], blocks: Mapping[str, Block]) -> Place:
    members = tuple(sorted(group, key=_member_order))
    first = members[0].edit
    key = first.moved or first.key
    block = blocks.get(key)
    edits = [each.edit for each in members]
    on_words = all(e.kind is EditKind.WORDS or (e.runs and not e.block) for e in edits)
    if on_words and block is not None:
        start, end = min(e.start for e in edits), max(e.end for e in edits)
        words = "".join(run.text for run in _words_of(first, block))
        return Place(key, first.cell, first.note, start, end, words[start:end], members)
    if first.kind in {EditKind.ADDED, EditKind.ROW_ADDED}:
        return Place(key, first.cell, None, 0, 0, "", members)
    whole = next((e.old for e in edits if e.kind is not EditKind.WORDS and e.old), first.old)
    cell = first.cell if len({e.cell for e in edits}) == 1 else None
    return Place(key, cell, None, 0, len(whole), whole, members)


def _member_order(each: Alternative) -> tuple[object, ...]:
    edit = each.edit
    return edit.start, edit.end, edit.kind.value, edit.turn, edit.new, each.id


def _reading_order(place: Place, order: Mapping[str, int]) -> tuple[object, ...]:
    first = place.alternatives[0].edit
    return (
        order.get(place.key, -1),
        first.kind is EditKind.ADDED,
        order_within(first),
        place.start,
        place.end,
        place.alternatives[0].id,
    )
