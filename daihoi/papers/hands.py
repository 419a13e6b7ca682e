"""Who changed a text or remarked on it, and when. Light: Word files are written from it, too."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Hand:
    """Who made an edit or a comment, and when; both may be unknown (edited without tracking).

    ``at`` is what the clock on the writer's wall showed: Word knows no time zone. ``ValueError``
    if it has one, so that any two can be compared. Words that several wrote together at one point
    name them all, joined by ", ".
    """

    author: str = ""
    at: datetime | None = None

    def __post_init__(self) -> None:
        if self.at is not None and self.at.tzinfo is not None:
            raise ValueError("the moment of a hand has no time zone")

    def to_json(self) -> dict[str, Any]:
        data: dict[str, Any] = {"author": self.author} if self.author else {}
        return data | ({"at": self.at.isoformat()} if self.at else {})

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        at = data.get("at")
        return cls(data.get("author", ""), datetime.fromisoformat(at) if at else None)


NOBODY = Hand()  # that is known


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment (nhận xét) at a place of the base text.

    One on words that the copy put in stands where they were put in; ``key`` is "" if even that
    cannot be told.
    """

    key: str
    start: int
    end: int
    quote: str
    text: str  # paragraphs by line breaks
    hand: Hand = NOBODY
    cell: tuple[int, int] | None = None
    on_deleted: bool = False  # its words are struck out in the copy
    is_reply: bool = False  # to the last one before it that is none
    is_done: bool = False  # marked as resolved, with all that belongs to it

    def to_json(self) -> dict[str, Any]:
        data = {
            "key": self.key,
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "text": self.text,
            "hand": self.hand.to_json(),
            "cell": self.cell and list(self.cell),
            "on_deleted": self.on_deleted,
        }
        signs = {"is_reply": self.is_reply, "is_done": self.is_done}
        return data | {name: sign for name, sign in signs.items() if sign}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        cell = data["cell"]
        return cls(
            key=data["key"],
            start=data["start"],
            end=data["end"],
            quote=data["quote"],
            text=data["text"],
            hand=Hand.from_json(data["hand"]),
            cell=(cell[0], cell[1]) if cell else None,
            on_deleted=data["on_deleted"],
            is_reply=data.get("is_reply", False),
            is_done=data.get("is_done", False),
        )
