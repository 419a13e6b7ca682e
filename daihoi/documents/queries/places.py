"""Where an opinion stands in the base version of its round; frozen texts are worked out once."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Self
from uuid import UUID

from django.utils.translation import gettext as _

from daihoi.base.errors import Conflict, NotFound, RuleBroken
from daihoi.base.language import in_vietnamese
from daihoi.documents.models import Block, Version
from daihoi.documents.models.opinions import PLACE_LABELS
from daihoi.documents.queries import texts
from daihoi.papers.outline import BlockKind
from daihoi.rules.documents import OpinionKind, PlaceKind
from daihoi.vietnamese.places import Locator, PlacedBlock, parse_place
from daihoi.vietnamese.text import nfc

LABEL_LETTERS = 200
TEXT_LETTERS = 20_000


@dataclass(frozen=True, slots=True)
class Saying:
    """What somebody says and where, not yet looked up in the text.

    ``start``/``end`` are code points in the block's plain text, with ``quote`` the words there.
    ``place_text`` is the place in the contributor's own words (paper, lists).
    """

    text: str
    kind: OpinionKind | None = None
    block: UUID | None = None  # None: the whole text
    start: int | None = None
    end: int | None = None
    quote: str = ""
    proposed_text: str = ""
    place_text: str = ""
    on_preparation: bool = False  # not about the text: the preparation of the congress
    argument: str = ""  # why

    @classmethod
    def agreement(cls) -> Self:
        """What one click says."""
        return cls("Tôi đồng ý, không có ý kiến khác.", kind=OpinionKind.AGREE)


def said(version: Version, saying: Saying) -> dict[str, Any]:
    """The fields of `Said` for a saying about ``version``; `Conflict` if the words stand elsewhere."""
    text, proposed = nfc(saying.text).strip(), nfc(saying.proposed_text).strip()
    argument = nfc(saying.argument).strip()
    if not text:
        raise RuleBroken(_("Nội dung góp ý còn trống."), advice=_("Hãy viết nội dung góp ý."))
    if max(len(text), len(proposed), len(argument)) > TEXT_LETTERS:
        raise RuleBroken(
            _("Ý kiến dài quá %(limit)s chữ cái.") % {"limit": TEXT_LETTERS},
            advice=_("Hãy chia thành nhiều ý kiến, mỗi ý kiến về một đoạn."),
        )
    place = _topic(saying) if saying.on_preparation else _place(version, saying)
    return {
        "kind": saying.kind.value if saying.kind else "",
        "text": text,
        "proposed_text": proposed,
        "argument": argument,
        "place_text": saying.place_text[:300],
        **place,
    }


def placed(version: Version, fields: dict[str, Any]) -> dict[str, Any]:
    """What an opinion keeps beside the fields of `said`: its label and its order in the text."""
    key = fields["block_key"]
    if key is None:
        with in_vietnamese():
            label = fields["place_text"] or str(PLACE_LABELS[PlaceKind(fields["place_kind"])])
        return {"place_label": label[:LABEL_LETTERS], "place_order": 0}
    text = text_of(version)
    with in_vietnamese():
        label = text.places.label(key)[:LABEL_LETTERS]
    return {"place_label": label, "place_order": text.blocks[key].position}


@dataclass(frozen=True, slots=True)
class BaseText:
    """The blocks of a version by key, and where each stands."""

    blocks: dict[UUID, Block]
    places: texts.Places


def text_of(version: Version) -> BaseText:
    """The text of a version; of a frozen one it is kept in memory, as it never changes."""
    if version.frozen_at is None:
        return _read(version)
    return _frozen_text(version.pk, version.frozen_at)


class WrittenPlaces:
    """Places as people write them ("P2.IV.1.1"), looked up in one version."""

    def __init__(self, version: Version) -> None:
        text = text_of(version)
        self._locator = Locator([_placed_block(row) for row in text.blocks.values()])
        self._places = text.places
        self._numbered = {text.places[key].number: key for key in text.blocks}

    def block(self, written: str) -> UUID | None:
        """The block a written place names; None for the whole text or where it cannot be told.

        "đoạn 41" is the number that pages print in the margin.
        """
        place = parse_place(written)
        if place.paragraph is not None:
            return self._numbered.get(place.paragraph)
        located = self._locator.locate(place)
        return UUID(located.key) if located else None

    def several(self, written: str) -> list[tuple[UUID, str]]:
        """The sections a written place fits equally, with what tells them apart; else nothing."""
        found = [UUID(key) for key in self._locator.several(written)]
        return [(key, self._places.label(key)) for key in found]

    def is_whole(self, written: str) -> bool:
        return not written or parse_place(written).is_whole


@lru_cache(maxsize=16)
def _frozen_text(version_pk: int, frozen_at: datetime) -> BaseText:  # noqa: ARG001 - the key
    return _read(Version.objects.get(pk=version_pk))


def _read(version: Version) -> BaseText:
    rows = texts.rows_of(version)
    places = texts.Places([row.to_outline() for row in rows])
    return BaseText({row.key: row for row in rows}, places)


def _topic(saying: Saying) -> dict[str, Any]:
    return _fields(PlaceKind.TOPIC, quote=nfc(saying.quote))


def _place(version: Version, saying: Saying) -> dict[str, Any]:
    if saying.block is None:
        return _fields(PlaceKind.WHOLE)
    block = text_of(version).blocks.get(saying.block)
    if block is None:
        raise NotFound(_("Bản đang lấy ý kiến không có đoạn này."))
    if saying.quote or saying.start is not None:
        return _words(block, saying)
    is_heading = block.kind == BlockKind.HEADING.value
    kind = PlaceKind.SECTION if is_heading else PlaceKind.PARAGRAPH
    return _fields(kind, block=block)


def _words(block: Block, saying: Saying) -> dict[str, Any]:
    """The words chosen: they must stand exactly where the page said."""
    quote = nfc(saying.quote).replace("\r\n", "\n")  # forms send line breaks so
    start, end = saying.start, saying.end
    if start is not None and end is not None and start < end and block.text[start:end] == quote:
        return _fields(PlaceKind.WORDS, block=block, start=start, end=end, quote=quote)
    raise Conflict(
        _("Các từ được chọn không còn đúng với đoạn này của bản đang lấy ý kiến."),
        code="quote_differs",
        advice=_("Hãy tải lại trang rồi chọn lại các từ trong đoạn."),
    )


def _fields(
    kind: PlaceKind,
    *,
    block: Block | None = None,
    start: int | None = None,
    end: int | None = None,
    quote: str = "",
) -> dict[str, Any]:
    return {
        "place_kind": kind.value,
        "block_key": block.key if block else None,
        "start": start,
        "end": end,
        "quote": quote,
    }


def _placed_block(row: Block) -> PlacedBlock:
    block = row.to_outline()
    rows = block.table.rows if block.table else ()
    return PlacedBlock(
        key=block.key,
        kind=row.kind,
        level=row.level,
        text=row.text,
        number=block.mark.number if block.mark else 0,
        rows=tuple(cells[0].text if cells else "" for cells in rows),
    )
