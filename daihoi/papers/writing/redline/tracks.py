"""The signs of a tracked change: a number of its own, who made it, when."""

from daihoi.papers.hands import Hand
from daihoi.papers.writing.text import escape

UNKNOWN = "Không rõ"  # Word asks for a name
_MOST_LETTERS = 255  # of a name, in Word


class Tracks:
    """Numbers changes, moves and bookmarks, and writes their elements."""

    def __init__(self) -> None:
        self._last = 0
        self._hands: dict[Hand, str] = {}

    def number(self) -> int:
        """The next ``w:id``; nothing else in the text has it."""
        self._last += 1
        return self._last

    def signed(self, hand: Hand) -> str:
        """The attributes of one more change."""
        return f'w:id="{self.number()}"{self.signature(hand)}'

    def signature(self, hand: Hand) -> str:
        """``w:author`` and ``w:date``. Word shows the time as it stands there, so it is not turned."""
        if hand not in self._hands:
            at = hand.at and hand.at.isoformat(timespec="seconds")
            date = f' w:date="{at}Z"' if at else ""
            self._hands[hand] = (
                f' w:author="{escape(hand.author[:_MOST_LETTERS] or UNKNOWN)}"{date}'
            )
        return self._hands[hand]

    def mark(self, name: str, hand: Hand) -> str:
        """``<w:ins …/>`` and its like, as a paragraph mark, a row or a cell carries it."""
        return f"<w:{name} {self.signed(hand)}/>"

    def around(self, name: str, hand: Hand, words: str) -> str:
        return f"<w:{name} {self.signed(hand)}>{words}</w:{name}>"

    def was(self, name: str, new: str, old: str, hand: Hand) -> str:
        """What properties ``new`` of the element ``name`` were before, "" if the same."""
        if new == old:
            return ""
        return self.around(f"{name}Change", hand, f"<w:{name}>{old}</w:{name}>")

    def moved(self, end: str, name: str, hand: Hand, words: str) -> str:
        """``words`` within the range of a move, ``end`` being "moveFrom" or "moveTo".

        ``name`` ties the two ends together.
        """
        number = self.number()
        return (
            f'<w:{end}RangeStart w:id="{number}"{self.signature(hand)} w:name="{name}"/>'
            f'{words}<w:{end}RangeEnd w:id="{number}"/>'
        )
