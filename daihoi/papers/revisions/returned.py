"""A copy that came back from Word, read against the version that was handed out."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeAlias

from daihoi.papers.comparison.alignment import Alignment, align
from daihoi.papers.comparison.faces import face_of, style_of
from daihoi.papers.hands import Comment, Hand
from daihoi.papers.intake import Package, check_upload
from daihoi.papers.outline import Block, BlockKind, Cell, Runs
from daihoi.papers.reading import Loss, Place, read_word
from daihoi.papers.reading.draft import Source
from daihoi.papers.reading.losses import LossBook
from daihoi.papers.revisions.blocks import Family, Node, nodes_of, with_blocks
from daihoi.papers.revisions.copies import read_copy
from daihoi.papers.revisions.edits import Edit, EditKind, in_reading_order
from daihoi.papers.revisions.joints import blocks_runs, by_block, passage_of, station, untracked_kin
from daihoi.papers.revisions.passages import (
    Known,
    Passage,
    cell_runs,
    edits_between,
    parts_of,
    solid,
)
from daihoi.papers.revisions.remarks import Ground, comments_of
from daihoi.papers.revisions.spans import one_hand
from daihoi.papers.revisions.tables import TableReading
from daihoi.papers.revisions.tracking import Copy, Line

KNOWN_SHARE = 0.5  # of the base's characters that a copy of it still has, at least
_TOLD_OTHERWISE = {"tracked_changes", "comments"}

Matches: TypeAlias = Mapping[int, int]  # node -> block of the base


@dataclass(frozen=True)
class Returned:
    """What people did to a base text, as far as edits can say it; ``losses`` tell the rest."""

    edits: tuple[Edit, ...]  # in reading order of the base
    comments: tuple[Comment, ...]  # likewise
    losses: tuple[Loss, ...]
    has_tracking: bool
    blocks: tuple[Block, ...]  # all accepted; those of the base have its keys, new ones none
    authors: tuple[str, ...]  # of edits and comments, in order of appearance
    unknown_base: bool = False  # the copy has too little of the base to come from it


def read_returned(source: Source, base: Sequence[Block], *, name: str = "") -> Returned:
    """Read a .docx (bytes, a path, or a checked package) against the version it comes from.

    ``base``: that version's blocks, each with its key. What was tracked has the author and the
    moment that Word recorded; the rest is found by comparing, and its hand is whoever saved the
    file last when nothing was tracked, nobody otherwise. ``Refused`` as `read_word`.
    """
    package = source
    if not isinstance(package, Package):
        package = check_upload(package, expected="docx", name=name)
    return _Reading(package, base).returned()


@dataclass
class _Reading:
    """One reading of one copy."""

    package: Package
    base: Sequence[Block]
    copy: Copy = field(init=False)
    losses: LossBook = field(init=False, default_factory=LossBook)
    remainder: Hand = field(init=False)
    edits: list[Edit] = field(init=False, default_factory=list)
    put_in: list[tuple[Edit, Node]] = field(init=False, default_factory=list)
    taken_out: list[tuple[Edit, Node]] = field(init=False, default_factory=list)
    ground: dict[Line, Ground] = field(init=False, default_factory=dict)

    def returned(self) -> Returned:
        self.copy = read_copy(self.package)
        draft = read_word(self.copy.package)
        self.remainder = Hand() if self.copy.is_tracked else self.copy.saved_by
        nodes = with_blocks(nodes_of(self.copy.units), draft.outline.blocks)
        matches, pairs, old_nodes = self._matched(nodes)
        self._keep_lists([(self.base[i], nodes[n]) for n, i in matches.items()], nodes)
        self._tell(nodes, matches, pairs, old_nodes)
        self._find_moves()
        self.edits = in_reading_order(self.edits, self.base)
        comments = comments_of(self.copy, self.ground, self.base)
        self._note_losses()
        known = sum(len(self.base[i].text) for i in matches.values())
        total = sum(len(block.text) for block in self.base)
        new = [node.block for node in nodes if node.block and node.block.key]
        keyed = {block.key: replace(block, key="") for block in new}
        for n, i in matches.items():
            block = nodes[n].block
            if block is not None and block.key:
                keyed[block.key] = replace(block, key=self.base[i].key)
        hands = [edit.hand for edit in self.edits] + [comment.hand for comment in comments]
        names = [author for hand in hands for author in hand.author.split(", ") if author]
        kept = tuple(loss for loss in draft.losses if loss.code not in _TOLD_OTHERWISE)
        return Returned(
            edits=tuple(self.edits),
            comments=comments,
            losses=kept + self.losses.all(),
            has_tracking=self.copy.is_tracked,
            blocks=tuple(keyed.get(block.key, block) for block in draft.outline.blocks),
            authors=tuple(dict.fromkeys(names)),
            unknown_base=known < KNOWN_SHARE * total,
        )

    def _matched(self, nodes: Sequence[Node]) -> tuple[Matches, Alignment, list[int]]:
        """Which block of the base each node was: by its key, by its words, by likeness."""
        old_nodes = [n for n, node in enumerate(nodes) if node.is_old]
        blocks = [nodes[n].old_block(self.copy.notes) for n in old_nodes]
        pairs = align(
            [face_of(block) for block in self.base],
            [face_of(block) for block in blocks],
            [block.key for block in self.base],
            [block.key for block in blocks],
        )
        matches = {old_nodes[j]: i for j, i in pairs.old_of.items()}
        return matches, pairs, old_nodes

    @staticmethod
    def _keep_lists(pairs: Sequence[tuple[Block, Node]], nodes: Sequence[Node]) -> None:
        """A list of the base keeps its name in the copy; a new one is named by its first item."""
        names = {
            node.block.mark.group: old.mark.group
            for old, node in pairs
            if old.mark and node.block and node.block.mark
        }
        for node in nodes:
            block = node.block
            if block and block.mark:
                first = hashlib.sha256(block.text.encode()).hexdigest()[:8]
                group = names.setdefault(block.mark.group, f"new {first}")
                node.block = replace(block, mark=replace(block.mark, group=group))

    def _tell(
        self, nodes: Sequence[Node], matches: Matches, pairs: Alignment, old_nodes: Sequence[int]
    ) -> None:
        unmoved = {old_nodes[j] for j in pairs.in_order()}
        anchor, turn = -1, 0
        told: set[Family] = set()
        index = {node: matches[n] for n, node in enumerate(nodes) if n in unmoved}
        left = {i for i in range(len(self.base)) if i not in pairs.new_of}
        kin = untracked_kin(self.base, nodes, matches, unmoved)
        kin_of = {n: each for each in kin for n in each.new}
        for n, node in enumerate(nodes):
            if n in kin_of:
                old, new = kin_of[n]
                if n == new.start:
                    self._compare_kin(self.base[old.start : old.stop], nodes[new.start : new.stop])
                left -= set(old)
                anchor, turn = old.stop - 1, 0
                continue
            i = matches.get(n)
            family = node.family
            if family in told or (family and self._compare_family(family, index)):
                told.add(family)
                anchor, turn = (anchor, turn) if i is None else (i, 0)
                continue
            at = anchor if i is None else i
            self.losses.place = self.places[at] if at >= 0 else Place()
            key = self.base[anchor].key if anchor >= 0 else ""
            if i is None:
                if node.block is not None:
                    hand = node.hand() or self.remainder
                    self._add(key, turn, node, hand)
                    turn += 1
                elif node.passage.parts:
                    self.losses.add("withdrawn")
                continue
            if n in unmoved:
                anchor, turn = i, 0
            elif node.is_new:
                moved = self.base[i]
                self.edits.append(
                    Edit(
                        EditKind.MOVED,
                        key,
                        old=moved.text,
                        new=moved.text,
                        moved=moved.key,
                        hand=self.remainder,
                        turn=turn,
                    )
                )
                turn += 1
            self._compare(self.base[i], node)
        self.edits += [self._removed(self.base[i], self.remainder) for i in sorted(left)]

    def _add(self, key: str, turn: int, node: Node, hand: Hand) -> None:
        block = replace(node.block or Block(BlockKind.PARAGRAPH), key="")
        self.edits.append(
            Edit(EditKind.ADDED, key, new=block.text, block=block, hand=hand, turn=turn)
        )
        for line in node.lines:
            self.ground.setdefault(line, Ground(key, None))
        self.put_in.append((self.edits[-1], node))

    def _removed(self, block: Block, hand: Hand) -> Edit:
        return Edit(EditKind.REMOVED, block.key, old=block.text, hand=hand)

    def _compare(self, old: Block, node: Node) -> None:
        new = node.block
        if new is None:
            self.edits.append(self._removed(old, node.hand() or self.remainder))
            self.taken_out.append((self.edits[-1], node))
            self._stand(old, node)
            return
        before = len(self.edits)
        if old.table is None or new.table is None or node.grid is None:
            self._stand(old, node, new)
            start = Edit(EditKind.WORDS, old.key)
            self.edits += self._between(start, old.runs, new.runs, node.passage)
            self._compare_style(old, node, new)
        else:
            self._stand(old, node)
            reading = TableReading(old, new, node.grid, self.remainder, self._between_cells)
            self.edits += reading.edits()
        is_tracked = any(line.looks for line in node.lines)
        if len(self.edits) == before and not is_tracked and style_of(old) != style_of(new):
            self.losses.add("untracked_looks")

    def _compare_family(self, family: Family, index: Mapping[Node, int]) -> bool:
        """Tell cuts and joints as such; False if the blocks are not where that could be told."""
        places = [index.get(node, -1) for node in family.old]
        first = places[0]
        if first < 0 or places != list(range(first, first + len(places))):
            return False
        old = [self.base[i] for i in places]
        new = [node.block for node in family.new]
        if any(block is None or block.table for block in (*old, *new)):
            return False
        before, after = blocks_runs(old), blocks_runs([block for block in new if block])
        if (solid(before), solid(after)) != (family.passage.old, family.passage.new):
            return False
        self._compare_shared(old, after, family.passage)
        for node, block in zip(family.old, old, strict=True):
            self._stand(block, node)
        for node in family.new:
            for line in node.lines:
                self.ground.setdefault(line, Ground(old[0].key, None))
        return True

    def _compare_kin(self, old: Sequence[Block], new: Sequence[Node]) -> None:
        passage = passage_of(new)
        self._compare_shared(old, blocks_runs([n.block for n in new if n.block]), passage)
        for node in new:
            for line in node.lines:
                self.ground[line] = Ground(old[0].key, None, old[0].runs, passage)

    def _compare_shared(self, old: Sequence[Block], after: Runs, passage: Passage) -> None:
        start = Edit(EditKind.WORDS, old[0].key)
        edits = self._between(start, blocks_runs(old), after, passage)
        self.edits += [part for edit in edits for part in by_block(edit, old)]

    def _compare_style(self, old: Block, node: Node, new: Block) -> None:
        """A tracked change of level, list or place on the line."""
        hand = next((line.looks for line in node.lines if line.looks), None)
        if hand is None:
            return
        if station(old) == station(new):
            self.losses.add("unkept_looks")
            return
        block = replace(new, key=old.key)
        self.edits.append(
            Edit(EditKind.FORMAT, old.key, old=old.text, new=old.text, block=block, hand=hand)
        )

    def _between_cells(self, start: Edit, old: Cell, new: Cell, passage: Passage) -> Iterator[Edit]:
        return self._between(start, cell_runs(old), cell_runs(new), passage)

    def _between(self, start: Edit, old: Runs, new: Runs, passage: Passage) -> Iterator[Edit]:
        if passage.withdrawn:
            self.losses.add("withdrawn", passage.withdrawn)
        known = Known(self.copy.notes, self.remainder)
        for edit in edits_between(start, old, new, passage, known):
            if edit.kind is EditKind.FORMAT and not _restyles(edit, old):
                self.losses.add("unkept_looks")
            else:
                yield edit

    def _stand(self, old: Block, node: Node, new: Block | None = None) -> None:
        """Remember where in the base the paragraphs of the node stand, for comments."""
        if node.grid is None or old.table is None:
            passage = node.passage
            if new is not None and solid(new.runs).endswith(passage.new):
                passage = passage.prefixed(solid(new.runs)[: -len(passage.new) or None])
            for part in passage.parts:
                if part.is_old or part.is_new:
                    self.ground[part.line] = Ground(old.key, None, old.runs, passage)
            for line in node.lines:
                self.ground.setdefault(line, Ground(old.key, None, old.runs, passage))
            return
        rows = [row for row in node.grid.rows if not row.fate.put_in]
        for r, row in enumerate(rows):
            for c, lines in enumerate(row.cells):
                passage = Passage(parts_of(lines))
                cell = (r, c) if r < len(old.table.rows) and c < len(old.table.rows[r]) else None
                runs = cell_runs(old.table.rows[r][c]) if cell else ()
                for line in lines:
                    self.ground[line] = Ground(old.key, cell, runs, passage)
        for line in node.lines:
            self.ground.setdefault(line, Ground(old.key, None))

    def _find_moves(self) -> None:
        """A block taken out and put in elsewhere is one that moved: Word says so, or its words."""
        blocks = {block.key: block for block in self.base}
        places: dict[object, list[tuple[Edit, Node]]] = defaultdict(list)
        for edit, node in self.put_in:
            for sign in (*node.moves, edit.block and face_of(edit.block)):
                places[sign].append((edit, node))
        signs = {id(edit): node.moves for edit, node in self.taken_out}
        gone: set[int] = set()
        for edit in [edit for edit in self.edits if edit.kind is EditKind.REMOVED]:
            block = blocks[edit.key]
            found = [
                place
                for sign in (*signs.get(id(edit), ()), face_of(block))
                for place in places.get(sign, ())
                if id(place[0]) not in gone and _is_table(place[0].block) == _is_table(block)
            ]
            if found and block.text:
                put_in, node = found[0]
                gone |= {id(edit), id(put_in)}
                self.edits += self._moved(block, edit, put_in, node)
        self.edits = [edit for edit in self.edits if id(edit) not in gone]

    def _moved(self, old: Block, taken_out: Edit, put_in: Edit, node: Node) -> Iterator[Edit]:
        hand = put_in.hand if put_in.hand.author else taken_out.hand
        as_it_was = Passage([part._replace(is_old=part.is_new) for part in node.passage.parts])
        for line in () if node.grid else node.lines:
            self.ground[line] = Ground(old.key, None, old.runs, as_it_was)
        yield Edit(
            EditKind.MOVED,
            put_in.key,
            old=old.text,
            new=old.text,
            moved=old.key,
            hand=hand,
            turn=put_in.turn,
        )
        if put_in.block is None or face_of(put_in.block) == face_of(old):
            return
        fates = [part.stretch.fate for part in node.passage.parts]
        others = [f.put_in for f in fates if f.put_in and not f.move]
        known = Known(self.copy.notes, one_hand(others) if others else hand)
        start = Edit(EditKind.WORDS, old.key)
        if old.table is None:
            runs = put_in.block.runs
            yield from edits_between(start, old.runs, runs, Passage([]), known)
        else:
            yield replace(start, kind=EditKind.TABLE, old=old.text, new=put_in.block.text,
                          block=replace(put_in.block, key=old.key), hand=known.remainder)  # fmt: skip

    @cached_property
    def places(self) -> Sequence[Place]:
        """Where each block of the base stands, counted as pages do."""
        found: list[Place] = []
        heading, number = "", 0
        for block in self.base:
            if block.kind is BlockKind.HEADING:
                heading = " ".join(block.text.split())[:120]
                found.append(Place(heading))
            else:
                number += 1
                found.append(Place(heading, number))
        return found

    def _note_losses(self) -> None:
        order = {block.key: n for n, block in enumerate(self.base)}
        for line in self.copy.looks:
            ground = self.ground.get(line) if line else None
            place = self.places[order[ground.key]] if ground and ground.key else Place()
            self.losses.add("unkept_looks", place=place)
        if self.copy.elsewhere:
            self.losses.add("changes_elsewhere", self.copy.elsewhere, place=Place())


def _is_table(block: Block | None) -> bool:
    return block is not None and block.table is not None


def _restyles(edit: Edit, old: Runs) -> bool:
    if edit.note is not None:
        return False
    marks = [(r.bold, r.italic, r.underline) for r in old for _ in r.text]
    come = [(r.bold, r.italic, r.underline) for r in edit.runs for _ in r.text]
    return marks[edit.start : edit.end] != come
