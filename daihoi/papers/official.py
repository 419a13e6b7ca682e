"""An official paper (văn bản): what it says, box by box.

A `papers.profiles.Profile` says where each box stands and how it looks; `papers.writing` makes it
Word, `papers.typesetting` PDF, word for word the same.

The boxes are those of Hướng dẫn 36-HD/VPTW (sơ đồ bố trí): 1 title of the Party, 2 issuing body,
3 number and symbol, 4 place and date, 5 type and subject, 6 text, 7 authority and signature,
8 seal, 9 recipients, 10 secrecy and urgency, 11 circulation and draft mark, 12 typist and copies,
13 contact.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from daihoi.papers.outline import Block, Run, Runs, plain, runs_from_json

_LINES = ("superior", "issuer", "number", "place_and_date", "type_name", "subject")
_LISTS = ("addressees", "bases", "recipients")
_VALUES = (
    "salutation", "draft", "secrecy", "urgency", "circulation", "typist", "contact", "landscape",
    "title", "language",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs (box 7). ``authority`` holds whole lines: "T/M CHI ỦY", then "K/T BÍ THƯ"."""

    authority: tuple[Runs, ...] = ()
    position: Runs = ()  # "BÍ THƯ"
    name: Runs = ()  # full name, no titles
    has_seal: bool = False  # leaves room for a seal (box 8)

    def to_json(self) -> dict[str, Any]:
        return {
            "authority": _lines_to_json(self.authority),
            "position": _to_json(self.position),
            "name": _to_json(self.name),
            "seal": self.has_seal,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            authority=_lines_from_json(data["authority"]),
            position=runs_from_json(data["position"]),
            name=runs_from_json(data["name"]),
            has_seal=data["seal"],
        )


@dataclass(frozen=True, slots=True)
class Annex:
    """What is attached and begins on a page of its own (phụ lục)."""

    title: Runs
    blocks: tuple[Block, ...]
    landscape: bool = False

    def to_json(self) -> dict[str, Any]:
        return {
            "title": _to_json(self.title),
            "blocks": _blocks_to_json(self.blocks),
            "landscape": self.landscape,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            title=runs_from_json(data["title"]),
            blocks=_blocks_from_json(data["blocks"]),
            landscape=data["landscape"],
        )


@dataclass(frozen=True, slots=True)
class CheckMark:
    """Where anybody can check that the paper is real; printed as a QR code with the words under it."""

    url: str
    words: str  # "Kiểm tra văn bản: …"


@dataclass(frozen=True, slots=True)
class OfficialPaper:
    """One paper. Every text may hold gaps (`Run.gap`): what is still missing, printed yellow.

    The fixed words of a header ("ĐẢNG CỘNG SẢN VIỆT NAM") are the profile's, not the paper's.
    An empty box leaves no trace, but for the number of a draft, which keeps its place.
    """

    issuer: Runs  # box 2, bold; "\n" for more lines; () for a text without a header: a news item
    superior: Runs = ()  # the line above it, not bold
    number: Runs = ()  # "Số 05-NQ/CB"; a draft: "Số      -NQ/CB"
    place_and_date: Runs = ()  # "Lạng Sơn, ngày 25 tháng 3 năm 2020"
    type_name: Runs = ()  # "BÁO CÁO"; () for a letter (công văn)
    subject: Runs = ()  # trích yếu; of a letter it stands under the number
    salutation: str = ""  # "Kính trình:"; "" for the profile's own ("Kính gửi:")
    addressees: tuple[Runs, ...] = ()  # Kính gửi
    bases: tuple[Runs, ...] = ()  # căn cứ, one paragraph each
    blocks: tuple[Block, ...] = ()  # the text
    signatures: tuple[Signature, ...] = ()  # one on the right; two or three side by side
    recipients: tuple[Runs, ...] = ()  # Nơi nhận, without the dashes
    annexes: tuple[Annex, ...] = ()
    draft: int = 0  # "Dự thảo lần n"; 0 for none
    secrecy: str = ""  # "MẬT"
    urgency: str = ""  # "KHẨN", "HỎA TỐC"
    circulation: str = ""  # "Thu hồi sau đại hội"
    typist: str = ""  # "LTH - 05 bản"
    contact: str = ""
    check: CheckMark | None = None
    landscape: bool = False
    title: str = ""  # of the file; never empty in what is written: type and subject if ""
    language: str = "vi-VN"

    def to_json(self) -> dict[str, Any]:
        """Plain values; what is empty is left out."""
        data: dict[str, Any] = {name: _to_json(getattr(self, name)) for name in _LINES}
        data |= {name: _lines_to_json(getattr(self, name)) for name in _LISTS}
        data |= {name: getattr(self, name) for name in _VALUES}
        data["blocks"] = _blocks_to_json(self.blocks)
        data["signatures"] = [signature.to_json() for signature in self.signatures]
        data["annexes"] = [annex.to_json() for annex in self.annexes]
        if self.check:
            data["check"] = {"url": self.check.url, "words": self.check.words}
        return {name: value for name, value in data.items() if value or name == "language"}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The reverse of ``to_json``; ``KeyError`` for a block or box that lacks a value."""
        boxes: dict[str, Any] = {name: data[name] for name in _VALUES if name in data}
        boxes |= {name: runs_from_json(data.get(name, ())) for name in _LINES}
        boxes |= {name: _lines_from_json(data.get(name, ())) for name in _LISTS}
        check = data.get("check")
        return cls(
            **boxes,
            blocks=_blocks_from_json(data.get("blocks", ())),
            signatures=tuple(Signature.from_json(each) for each in data.get("signatures", ())),
            annexes=tuple(Annex.from_json(each) for each in data.get("annexes", ())),
            check=CheckMark(check["url"], check["words"]) if check else None,
        )

    @property
    def all_blocks(self) -> tuple[Block, ...]:
        """The blocks of the text, then those of the annexes."""
        return (*self.blocks, *(block for annex in self.annexes for block in annex.blocks))

    @property
    def gaps(self) -> tuple[str, ...]:
        """What is missing, in reading order, each once."""
        return tuple(dict.fromkeys(run.text for run in self.runs if run.gap))

    @property
    def runs(self) -> tuple[Run, ...]:
        """All runs of all boxes, in reading order."""
        lines = [
            self.superior, self.issuer, self.number, self.place_and_date, self.type_name,
            self.subject, *self.addressees, *self.bases,
            *(line for block in self.blocks for line in block.lines),
        ]  # fmt: skip
        for signature in self.signatures:
            lines += [*signature.authority, signature.position, signature.name]
        lines += self.recipients
        for annex in self.annexes:
            lines += [annex.title, *(line for block in annex.blocks for line in block.lines)]
        return tuple(run for line in lines for run in line)

    @property
    def has_header(self) -> bool:
        """Whether boxes 1-4 stand on it: a text that no body issues has none, nor the fixed titles."""
        boxes = (self.issuer, self.superior, self.number, self.place_and_date)
        return any(plain(runs).strip() for runs in boxes)

    @property
    def file_title(self) -> str:
        """Title of the file and of the window."""
        return self.title or " ".join(f"{plain(self.type_name)} {plain(self.subject)}".split())


def _to_json(runs: Runs) -> list[dict[str, Any]]:
    return [run.to_json() for run in runs]


def _lines_to_json(lines: Iterable[Runs]) -> list[list[dict[str, Any]]]:
    return [_to_json(line) for line in lines]


def _lines_from_json(data: Iterable[Iterable[Mapping[str, Any]]]) -> tuple[Runs, ...]:
    return tuple(runs_from_json(line) for line in data)


def _blocks_to_json(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    return [
        {"kind": block.kind.value, "level": block.level, "key": block.key} | block.to_json()
        for block in blocks
    ]


def _blocks_from_json(data: Iterable[Mapping[str, Any]]) -> tuple[Block, ...]:
    return tuple(
        Block.from_json(
            each, kind=each["kind"], level=each.get("level", 0), key=each.get("key", "")
        )
        for each in data
    )
