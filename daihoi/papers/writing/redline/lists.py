"""One numbering.xml for two versions: a list that both have is one list."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from daihoi.papers.outline import Block, ListFormat, ListMark
from daihoi.papers.writing.lists import Lists


class BothLists(Lists):
    """Counts each version for itself, as its file alone would, then gives equal lists one number."""

    def instance(self, mark: ListMark, level: int, first_line: int | None = None) -> int:
        if mark.format is ListFormat.BULLET:
            mark = replace(mark, group="")  # nobody can tell one list of dashes from the next
        return super().instance(mark, level, first_line)

    def of_both(
        self,
        instance: Callable[[Block], int],
        old: Sequence[Block],
        new: Sequence[Block],
        pairs: Iterable[tuple[int, int]],
    ) -> tuple[list[int], list[int]]:
        """The ``w:numId`` of each block of both versions, 0 for one in no list.

        A list of the new version takes the number of the old one that most of its items come
        from, if both begin alike. ``instance`` asks for one block; ``pairs`` are the indices
        (old, new) of the same block.
        """
        before, after = ([*map(instance, self._anew(blocks))] for blocks in (old, new))
        votes = Counter((after[j], before[i]) for i, j in pairs if after[j] and before[i])
        same: dict[int, int] = {}
        for (mine, theirs), _ in votes.most_common():
            is_free = mine not in same and theirs not in same.values()
            if is_free and self._instances[mine - 1] == self._instances[theirs - 1]:
                same[mine] = theirs
        return before, [same.get(number, number) for number in after]

    def _anew(self, blocks: Sequence[Block]) -> Sequence[Block]:
        self._counting.clear()
        return blocks
