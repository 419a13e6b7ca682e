"""The books (sổ) an office keeps, as rows: on a page, in Excel, in Word. All out of what is there."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from daihoi.accounts.permissions import Permission
from daihoi.base import offers
from daihoi.base.errors import NotFound
from daihoi.base.word_index import with_words
from daihoi.organizations.models import Organization
from daihoi.organizations.queries.organizations import get_organization
from daihoi.registry.models import RegisterEntry
from daihoi.registry.queries.incoming import incoming_lines, incoming_listed, incoming_seen
from daihoi.registry.queries.register import EntryLine, Filters, entries_listed, lines_for, narrowed

Row = tuple[Any, ...]  # words, days and numbers


@dataclass(frozen=True, slots=True)
class BookColumn:
    title: str
    width: int  # in the sheet, characters
    kind: str = ""  # "day" or "short": kept on one line


@dataclass(frozen=True, slots=True)
class BookKind:
    """One book: how it is called, what it is for, and what makes its rows."""

    code: str
    title: str
    about: str
    columns: tuple[BookColumn, ...]
    rows: Callable[[Organization, Filters, Any], list[Row]]
    needs_seal: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """A book opened: its rows in the order an office writes them, the oldest first."""

    organization: Organization
    kind: BookKind
    rows: list[Row]
    years: list[int]
    types: list[str]
    filters: Filters

    def cells(self, rows: Iterable[Row]) -> list[list[tuple[Any, BookColumn]]]:
        """Rows for the page, each value with its column."""
        return [list(zip(row, self.kind.columns, strict=True)) for row in rows]

    @property
    def period(self) -> str:
        return _("Năm %(year)s") % {"year": self.filters.year} if self.filters.year else ""


def books_of(organization: Organization) -> list[BookKind]:
    """Those this organization keeps: that of the seal only where there is a seal."""
    return [kind for kind in BOOKS if organization.has_seal or not kind.needs_seal]


@dataclass(frozen=True, slots=True)
class BookList:
    """The books of the register, and where other apps keep theirs."""

    organization: Organization
    books: list[BookKind]
    links: list[offers.NavEntry]


def book_list(pk: int, *, viewer: Any) -> BookList:
    organization = get_organization(pk, viewer=viewer, to=Permission.REGISTRY_VIEW)
    return BookList(organization, books_of(organization), offers.books(viewer, organization))


def get_book(pk: int, code: str, filters: Filters, *, viewer: Any) -> Book:
    organization = get_organization(pk, viewer=viewer, to=Permission.REGISTRY_VIEW)
    kind = next((each for each in books_of(organization) if each.code == code), None)
    if kind is None:
        raise NotFound
    if kind.code == INCOMING:
        listed = incoming_listed(organization, viewer=viewer).order_by()
        years = set(listed.values_list("year", flat=True).distinct())
        types: set[str] = set()
    else:
        entries = entries_listed(organization, viewer=viewer).order_by()
        pairs = set(entries.values_list("issued_on__year", "type").distinct())
        years, types = {year for year, _type in pairs}, {type_ for _year, type_ in pairs if type_}
    rows = kind.rows(organization, filters, viewer)
    return Book(organization, kind, rows, sorted(years, reverse=True), sorted(types), filters)


def _issued(organization: Organization, filters: Filters, viewer: Any) -> list[Row]:
    return [
        (
            line.entry.symbol,
            line.entry.issued_on,
            line.about,
            line.signer,
            line.recipients,
            line.entry.copies,
            _note(line),
        )
        for line in _lines(organization, filters, viewer)
    ]


def _incoming(organization: Organization, filters: Filters, viewer: Any) -> list[Row]:
    papers = incoming_listed(organization, viewer=viewer).order_by("year", "arrival_number")
    if filters.year:
        papers = papers.filter(year=int(filters.year))
    if filters.words:
        hits = with_words(incoming_seen(viewer).filter(organization=organization), filters.words)
        papers = papers.filter(pk__in=hits.values("pk"))
    return [
        (
            line.paper.arrival_number,
            line.paper.received_on,
            line.paper.issuer,
            line.paper.number,
            line.paper.issued_on,
            line.subject,
            line.paper.note if line.is_open else "",
        )
        for line in incoming_lines(list(papers), viewer=viewer)
    ]


def _of_kinds(*codes: str) -> Callable[[Organization, Filters, Any], list[Row]]:
    def rows(organization: Organization, filters: Filters, viewer: Any) -> list[Row]:
        return [
            (
                number,
                line.entry.symbol,
                line.entry.issued_on,
                line.about,
                line.signer,
                line.entry.pages,
                _note(line),
            )
            for number, line in enumerate(_lines(organization, filters, viewer, codes), 1)
        ]

    return rows


def _sealed(organization: Organization, filters: Filters, viewer: Any) -> list[Row]:
    return [
        (
            number,
            line.entry.issued_on,
            line.entry.symbol,
            line.about,
            line.signer,
            line.entry.copies,
            _note(line),
        )
        for number, line in enumerate(_lines(organization, filters, viewer), 1)
    ]


def _lines(
    organization: Organization, filters: Filters, viewer: Any, kinds: Iterable[str] = ()
) -> list[EntryLine]:
    entries = narrowed(entries_listed(organization, viewer=viewer), filters, viewer=viewer)
    if kinds:
        entries = entries.filter(kind__in=kinds)
    ordered: list[RegisterEntry] = list(entries.order_by("issued_on", "issued_at", "pk"))
    return lines_for(ordered, viewer=viewer)


def _note(line: EntryLine) -> str:
    """What the clerk noted, and what became of the paper."""
    entry = line.entry
    cancelled = ""
    if entry.cancelled_at is not None:
        cancelled = _("Đã hủy: %(reason)s") % {"reason": entry.cancelled_reason}
    return ". ".join(filter(None, [cancelled, line.note]))


INCOMING = "den"
_NUMBER, _DAY = BookColumn("Số, ký hiệu", 16, "short"), BookColumn("Ngày văn bản", 13, "day")
_ABOUT, _SIGNER = BookColumn("Tên loại và trích yếu nội dung", 48), BookColumn("Người ký", 22)
_NOTE, _ROW = BookColumn("Ghi chú", 26), BookColumn("TT", 6)
_KINDS = (_ROW, _NUMBER, _DAY, _ABOUT, _SIGNER, BookColumn("Số trang", 10), _NOTE)
BOOKS = (
    BookKind(
        "di",
        "Sổ đăng ký văn bản đi",
        "Mọi văn bản đã cấp số, cả văn bản đã hủy.",
        (
            _NUMBER,
            _DAY,
            _ABOUT,
            _SIGNER,
            BookColumn("Nơi nhận", 30),
            BookColumn("Số bản", 9),
            _NOTE,
        ),
        _issued,
    ),
    BookKind(
        INCOMING,
        "Sổ đăng ký văn bản đến",
        "Văn bản của cấp trên và nơi khác gửi đến, theo số đến.",
        (
            BookColumn("Số đến", 9),
            BookColumn("Ngày đến", 13, "day"),
            BookColumn("Cơ quan ban hành", 26),
            BookColumn("Số, ký hiệu", 16, "short"),
            BookColumn("Ngày văn bản", 13, "day"),
            BookColumn("Trích yếu nội dung", 48),
            _NOTE,
        ),
        _incoming,
    ),
    BookKind(
        "bien-ban",
        "Sổ biên bản đã ban hành",
        "Biên bản sinh hoạt chi bộ và biên bản hội nghị chi ủy đã ban hành.",
        _KINDS,
        _of_kinds("BBSH", "BBCU"),
    ),
    BookKind(
        "nghi-quyet",
        "Sổ nghị quyết",
        "Nghị quyết sinh hoạt và nghị quyết đại hội đã ban hành.",
        _KINDS,
        _of_kinds("NQSH", "NQDH"),
    ),
    BookKind(
        "dong-dau",
        "Sổ theo dõi sử dụng con dấu",
        "Văn bản đã ban hành, số bản đóng dấu.",
        (_ROW, _DAY, _NUMBER, _ABOUT, _SIGNER, BookColumn("Số bản đóng dấu", 12), _NOTE),
        _sealed,
        needs_seal=True,
    ),
)
