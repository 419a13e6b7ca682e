"""The paragraphs and tables of a copy, each as one block before the changes and one after."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from daihoi.papers.hands import Hand
from daihoi.papers.outline import Block, BlockKind, Cell, Run, Runs, Table
from daihoi.papers.revisions.edits import BREAK
from daihoi.papers.revisions.passages import Part, Passage, part_of, parts_of, solid
from daihoi.papers.revisions.spans import one_hand
from daihoi.papers.revisions.tracking import NOTE, Fate, Grid, Line, Stretch, Unit

Group = range  # of paragraphs, by their index; their marks are gone but for the last


@dataclass(slots=True, eq=False)
class Family:
    """Blocks that share words because a paragraph was cut, or some were joined.

    ``passage`` is the text of all of them, `BREAK` between one and the next.
    """

    passage: Passage
    old: list["Node"]
    new: list["Node"]


@dataclass(slots=True, eq=False)
class Node:
    """A block of the copy: in the old text, in the new one or in both.

    ``lines`` are its paragraphs in reading order; of a table, those of all cells.
    """

    lines: list[Line]
    grid: Grid | None = None
    passage: Passage = field(default_factory=lambda: Passage([]))
    is_old: bool = False
    is_new: bool = False
    key: str = ""  # that the file carries
    block: Block | None = None  # as the reading has it in the new text
    family: Family | None = None

    @property
    def moves(self) -> set[str]:
        marks = {line.mark.move for line in self.lines}
        words = {stretch.fate.move for line in self.lines for stretch in line.stretches}
        return (marks | words) - {""}

    def hand(self) -> Hand | None:
        """Whose tracked change put in or took out the whole block; None if nobody's."""
        if self.grid is None:
            parts = [part.hand for part in self.passage.parts if part.is_old != part.is_new]
            marks = [line.mark for line in self.lines]
            hands = parts if any(parts) else [self._of(fate) for fate in marks]
        else:
            fates = [row.fate for row in self.grid.rows]
            fates += [s.fate for line in self.grid.lines for s in line.stretches]
            hands = [self._of(fate) for fate in fates]
        known = [hand for hand in hands if hand]
        return one_hand(known) if known else None

    def _of(self, fate: Fate) -> Hand | None:
        return fate.taken_out if self.is_old else fate.put_in

    def old_block(self, notes: dict[str, list[Line]]) -> Block:
        """What is needed to find it in the base: its words, footnotes and key."""
        if self.grid is None:
            return Block(BlockKind.PARAGRAPH, _old_runs(self.passage, notes), key=self.key)
        rows = [row for row in self.grid.rows if not row.fate.put_in]
        cells = [
            tuple(Cell((_old_runs(Passage(parts_of(cell)), notes),)) for cell in row.cells)
            for row in rows
        ]
        return Block(BlockKind.TABLE, table=Table(tuple(cells)), key=self.key)


def nodes_of(units: Sequence[Unit]) -> list[Node]:
    """All blocks of both texts in reading order, those without words left out."""
    nodes: list[Node] = []
    waiting: list[Line] = []
    for unit in units:
        if isinstance(unit, Line):
            waiting.append(unit)
            if not (unit.mark.put_in or unit.mark.taken_out):
                nodes += _paragraphs(waiting)
                waiting = []
            continue
        nodes += _paragraphs(waiting)
        waiting = []
        nodes.append(_table(unit))
    nodes += _paragraphs(waiting)
    return [node for node in nodes if node.is_old or node.is_new]


def with_blocks(nodes: list[Node], blocks: Sequence[Block]) -> list[Node]:
    """Each node with the block it became; words that the reading leaves out are no node."""
    by_name = {line.name: node for node in nodes if node.is_new for line in node.lines}
    found: list[Node] = []
    last: Node | None = None
    extra: dict[int, list[Node]] = {}
    for block in blocks:
        node = by_name.get(block.key)
        if node is None or node.block is not None:
            lone = _lone_node(block)  # from a text box: nothing is tracked there
            extra.setdefault(id(last), []).append(lone)
            continue
        node.block, last = block, node
    found += extra.get(id(None), [])
    for node in nodes:
        if not node.is_new or node.block is not None:
            found += [node, *extra.get(id(node), [])]
    return found


def _lone_node(block: Block) -> Node:
    """A block that the reading found where no paragraph was looked for."""
    line = Line("")
    words = Stretch(solid(block.runs))
    passage = Passage([Part(line, words, is_old=True, is_new=True, hand=None)])
    return Node([], None, passage, is_old=True, is_new=True, block=block)


def _table(grid: Grid) -> Node:
    keys = [key for line in grid.lines for key in line.keys]
    return Node(
        list(grid.lines),
        grid,
        is_old=any(not row.fate.put_in for row in grid.rows),
        is_new=any(not row.fate.taken_out for row in grid.rows),
        key=keys[0] if keys else "",
    )


def _paragraphs(lines: Sequence[Line]) -> list[Node]:
    """Paragraphs up to a mark that stayed: what they were and what they became, paired."""
    if not lines:
        return []
    old = _groups([bool(line.mark.put_in) for line in lines])
    new = _groups([bool(line.mark.taken_out) for line in lines])
    shared = _shared(lines, old, new)
    pairs = _pairs(shared, len(old), len(new))
    empty = range(0)
    found: list[tuple[int, Node]] = []
    of_old: dict[int, Node] = {}
    of_new: dict[int, Node] = {}
    for i, j in pairs:
        of_old[i] = of_new[j] = _node(lines, old[i], new[j])
        found.append((max(old[i].start, new[j].start), of_old[i]))
    for i in sorted(set(range(len(old))) - of_old.keys()):
        of_old[i] = _node(lines, old[i], empty)
        found.append((old[i].start, of_old[i]))
    for j in sorted(set(range(len(new))) - of_new.keys()):
        of_new[j] = _node(lines, empty, new[j])
        found.append((new[j].start, of_new[j]))
    for first, last in _kin([(i, j) for _, i, j in shared]):
        olds = [i for i in range(first[0], last[0] + 1) if of_old[i].is_old]
        news = [j for j in range(first[1], last[1] + 1) if of_new[j].is_new]
        if len(olds) + len(news) > 2:
            passage = _family_passage(lines, [old[i] for i in olds], [new[j] for j in news])
            family = Family(passage, [of_old[i] for i in olds], [of_new[j] for j in news])
            for node in (*family.old, *family.new):
                node.family = family
    return [node for _, node in sorted(found, key=lambda item: item[0])]


def _kin(pairs: Sequence[tuple[int, int]]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Runs of pairs that share an old or a new paragraph, each by its first and last pair."""
    kin: list[tuple[tuple[int, int], tuple[int, int]]] = []
    for pair in sorted(pairs):
        if kin and (kin[-1][1][0] == pair[0] or kin[-1][1][1] == pair[1]):
            kin[-1] = (kin[-1][0], pair)
        else:
            kin.append((pair, pair))
    return kin


def _family_passage(lines: Sequence[Line], old: Sequence[Group], new: Sequence[Group]) -> Passage:
    in_old = {n for group in old for n in group}
    in_new = {n for group in new for n in group}
    old_ends = {group.stop - 1 for group in old[:-1]}
    new_ends = {group.stop - 1 for group in new[:-1]}
    parts: list[Part] = []
    for n in sorted(in_old | in_new):
        line = lines[n]
        for stretch in (*line.stretches, Stretch(BREAK, line.mark)):
            part = part_of(line, stretch)
            is_mark = stretch.text == BREAK
            part = part._replace(
                is_old=part.is_old and n in (old_ends if is_mark else in_old),
                is_new=part.is_new and n in (new_ends if is_mark else in_new),
            )
            if part.is_old or part.is_new or not is_mark:
                parts.append(part)
    return Passage(parts)


def _groups(joined: Sequence[bool]) -> list[Group]:
    """Runs of paragraphs that were one: each ``joined`` one goes on in the next."""
    groups, start = [], 0
    for n, goes_on in enumerate(joined):
        if not goes_on or n == len(joined) - 1:
            groups.append(range(start, n + 1))
            start = n + 1
    return groups


def _shared(
    lines: Sequence[Line], old: Sequence[Group], new: Sequence[Group]
) -> list[tuple[int, int, int]]:
    """Which old paragraph has words in which new one: minus how many characters, and the two."""
    kept = [
        sum(
            len(s.text)
            for s in line.stretches
            if not (s.fate.put_in or s.fate.taken_out) and not s.text.isspace()
        )
        for line in lines
    ]
    shared = []
    i = j = 0
    while i < len(old) and j < len(new):
        both = range(max(old[i].start, new[j].start), min(old[i].stop, new[j].stop))
        weight = sum(kept[n] for n in both)
        if weight:
            shared.append((-weight, i, j))
        if old[i].stop <= new[j].stop:
            i += 1
        else:
            j += 1
    return shared


def _pairs(shared: Sequence[tuple[int, int, int]], old: int, new: int) -> list[tuple[int, int]]:
    """The old and the new paragraph that share the most words are the same; order is kept."""
    if old == new == 1:
        return [(0, 0)]
    pairs: list[tuple[int, int]] = []
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    for _, i, j in sorted(shared):
        if i not in taken_old and j not in taken_new:
            pairs.append((i, j))
            taken_old.add(i)
            taken_new.add(j)
    if not pairs:  # not a word was kept, but the last mark was
        pairs.append((old - 1, new - 1))
    return sorted(pairs)


def _node(lines: Sequence[Line], old: Group, new: Group) -> Node:
    """Words that stayed but belong to another paragraph now were moved by who cut or joined."""
    span = range(
        min(group.start for group in (old, new) if group),
        max(group.stop for group in (old, new) if group),
    )
    marks = [lines[n].mark for n in (*span, max(span.start - 1, 0))]
    cutter = next((h for mark in marks for h in (mark.put_in, mark.taken_out) if h), None)
    parts = []
    for n in span:
        for stretch in lines[n].stretches:
            part = part_of(lines[n], stretch)
            part = part._replace(
                is_old=part.is_old and n in old,
                is_new=part.is_new and n in new,
                hand=part.hand or cutter,
            )
            if part.is_old or part.is_new or n in (new or old):
                parts.append(part)
    own = [lines[n] for n in (new or old)]
    keys = [key for n in (old or new) for key in lines[n].keys]
    return Node(
        own,
        passage=Passage(parts),
        is_old=_says(part for part in parts if part.is_old),
        is_new=_says(part for part in parts if part.is_new),
        key=keys[0] if keys else "",
    )


def _says(parts: Iterator[Part]) -> bool:
    return any(not part.stretch.text.isspace() for part in parts)


def _old_runs(passage: Passage, notes: dict[str, list[Line]]) -> Runs:
    names = iter([p.stretch.note for p in passage.parts if p.is_old and p.stretch.note])
    runs: list[Run] = []
    for number, text in enumerate(passage.old.split(NOTE)):
        if number:
            note = Passage(parts_of(notes.get(next(names, ""), []))).old
            runs += [Run(footnote=note)] if note else []
        runs.append(Run(text))
    return tuple(runs)
