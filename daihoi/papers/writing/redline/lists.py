"""One numbering.xml for two versions: a list that both have is one list."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from daihoi.papers.outline import Block, BlockKind, ListFormat
from daihoi.papers.writing.body import item_level
from daihoi.papers.writing.lists import Lists


class BothLists(Lists):
    """Counts each version for itself, as its file alone would, then gives equal lists one number."""

    def instances(
        self, old: Sequence[Block], new: Sequence[Block], pairs: Iterable[tuple[int, int]]
    ) -> tuple[list[int], list[int]]:
        """The ``w:numId`` of each block of both versions, 0 for one in no list.

        A list of the new version takes the number of the old one that most of its items come
        from, if both begin alike. ``pairs`` are the indices (old, new) of the same block.
        """
        before, after = self._counted(old), self._counted(new)
        votes = Counter((after[j], before[i]) for i, j in pairs if after[j] and before[i])
        same: dict[int, int] = {}
        for (mine, theirs), _ in votes.most_common():
            is_free = mine not in same and theirs not in same.values()
            if is_free and self._instances[mine - 1] == self._instances[theirs - 1]:
                same[mine] = theirs
        return before, [same.get(number, number) for number in after]

    def _counted(self, blocks: Sequence[Block]) -> list[int]:
        self._counting.clear()
        numbers = []
        for block in blocks:
            mark, is_heading = block.mark, block.kind is BlockKind.HEADING
            if mark is None or not (is_heading or block.kind is BlockKind.ITEM):
                numbers.append(0)
                continue
            if mark.format is ListFormat.BULLET:
                mark = replace(mark, group="")  # nobody can tell a list of dashes from the next
            level = min(max(block.level, 1), 9) - 1 if is_heading else item_level(block)
            numbers.append(self.instance(mark, level, is_heading=is_heading))
        return numbers
