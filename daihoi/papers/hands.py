"""Who changed a text or remarked on it, and when. Light: Word files are written from it, too."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Hand:
    """Who made an edit or a comment, and when; both may be unknown (edited without tracking).

    ``at`` is what the clock of the writer's computer showed, so it knows no time zone.
    Words that several wrote together at one point name them all, joined by ", ".
    """

    author: str = ""
    at: datetime | None = None

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

    def to_json(self) -> dict[str, Any]:
        return {
            "key": self.key,
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "text": self.text,
            "hand": self.hand.to_json(),
            "cell": self.cell and list(self.cell),
            "on_deleted": self.on_deleted,
        }

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
        )
