"""What a layout profile consists of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from daihoi.papers.outline import Align
from daihoi.rules.certainty import Certainty


class HeadingKind(StrEnum):
    """What a heading is in the order of a paper; its look follows from it, not from its depth."""

    PART = "part"  # Phần thứ nhất
    CHAPTER = "chapter"  # Chương I
    SECTION = "section"  # Mục 1
    ARTICLE = "article"  # Điều 1
    ROMAN = "roman"  # I.
    NUMBER = "number"  # 1.
    SUBNUMBER = "subnumber"  # 1.1.
    LETTER = "letter"  # a)


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a measure is written and how sure it is."""

    certainty: Certainty
    source: str


@dataclass(frozen=True, slots=True)
class Type:
    """How the words of one element look."""

    size_pt: float
    largest_pt: float = 0  # the rule allows `size_pt` or more, up to this; 0: no choice
    bold: bool = False
    italic: bool = False
    underline: bool = False
    capitals: bool = False
    align: Align = Align.NONE


@dataclass(frozen=True, slots=True)
class Rule:
    """What stands under some words: letters ("*", "-----") or a line; neither is nothing."""

    letters: str = ""
    share: float = 0  # of the width of the longest line above, 0-1; 0 for no line
    line_pt: float = 0  # how thick


@dataclass(frozen=True, slots=True)
class Title:
    """One of the fixed lines at the top right of the first page."""

    text: str
    type: Type


@dataclass(frozen=True, slots=True)
class Page:
    """The sheet as it is printed upright."""

    width_mm: float
    height_mm: float
    top_mm: float
    bottom_mm: float
    left_mm: float
    right_mm: float
    is_mirrored: bool  # left and right change places on even pages
    number_from_top_mm: float  # of the page number, in the middle, from the second page

    @property
    def text_width_mm(self) -> float:
        return self.width_mm - self.left_mm - self.right_mm


@dataclass(frozen=True, slots=True)
class Spacing:
    """Of the paragraphs of the text. Lines are ``exact_pt`` high, or ``multiple`` of single."""

    exact_pt: float = 0  # 0: by `multiple`
    multiple: float = 1
    before_pt: float = 0
    first_line_mm: float = 0


@dataclass(frozen=True, slots=True)
class HeadingLook:
    """``type.capitals`` concerns the title alone: "Chương I" before it stays as it is."""

    type: Type
    before_pt: float = 0
    first_line_mm: float = 0


@dataclass(frozen=True, slots=True)
class Types:
    """The type of every box but headings."""

    superior: Type
    issuer: Type
    number: Type
    place_and_date: Type
    type_name: Type
    subject: Type
    letter_subject: Type
    addressee: Type
    basis: Type
    text: Type
    table: Type
    footnote: Type
    page_number: Type
    authority: Type
    position: Type
    name: Type
    recipients_label: Type
    recipients: Type
    draft: Type
    mark: Type  # secrecy and urgency, boxed
    circulation: Type
    typist: Type
    contact: Type
    check: Type
    annex_title: Type


@dataclass(frozen=True, slots=True)
class Signing:
    """The foot of the last page: recipients at the left, authority and name at the right."""

    left_mm: float
    right_mm: float
    room_mm: float  # kept free for the signature, between position and name
    sealed_room_mm: float  # for signature and seal


@dataclass(frozen=True, slots=True)
class Authority:
    """The marks before who is signed for: "T/M CHI ỦY"."""

    on_behalf: str  # thay mặt
    in_place: str  # ký thay
    by_order: str  # thừa lệnh


@dataclass(frozen=True, slots=True)
class Words:
    """What is printed and is not the paper's own."""

    number: str  # "Số {number}-{type}/{body}"
    untyped_number: str  # of a paper without a type's abbreviation
    blank_number: str  # keeps the number's place on a draft
    letter_subject: str  # before the subject of a letter: "V/v "
    addressees: str  # "Kính gửi:"
    recipients: str  # "Nơi nhận:"
    recipient_mark: str  # "- "
    draft: str  # "Dự thảo lần {draft}"
    end: str  # "." or "./.": how the text ends


@dataclass(frozen=True, slots=True)
class Profile:
    """One official layout. ``citations`` are by dotted place: "types.issuer.size_pt"."""

    code: str
    name: str
    source: str
    is_state: bool  # of state bodies; else of the Party
    in_force_from: date
    in_force_until: date | None  # the last day; None: not ended
    typefaces: tuple[str, ...]  # the wanted one first
    page: Page
    titles: tuple[Title, ...]
    titles_rule: Rule
    issuer_rule: Rule
    subject_rule: Rule
    header_left_mm: float  # issuing body, number
    header_right_mm: float  # titles, place and date
    types: Types
    text: Spacing
    headings: Mapping[HeadingKind, HeadingLook]
    signing: Signing
    check_mm: float  # side of the QR code, quiet zone included
    authority: Authority
    words: Words
    citations: Mapping[str, Citation]
