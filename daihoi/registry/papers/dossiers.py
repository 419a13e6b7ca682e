"""A dossier as one bound PDF, as a sealed archive, and in sets for the hall."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from daihoi.organizations.models import Organization
from daihoi.organizations.queries.facts import body_above
from daihoi.papers.dossiers import Leaf, SealedPaper, bind, print_sets, seal
from daihoi.papers.official import OfficialPaper
from daihoi.papers.outline import (
    Align,
    Block,
    BlockKind,
    Cell,
    ListFormat,
    ListMark,
    Run,
    Runs,
    Table,
)
from daihoi.papers.profiles import Profile, profile_on
from daihoi.papers.typesetting import page_count
from daihoi.papers.writing import write_official_word
from daihoi.registry.models import Dossier, DossierItem
from daihoi.registry.papers.printing import printed_pdf
from daihoi.registry.queries.filling import official_paper, profile_of
from daihoi.vietnamese.dates import DateStyle, format_date

BOUND = "ho-so.pdf"
INDEX_WIDTHS = (600, 2000, 5600, 1100, 1500, 3800)  # twips, landscape
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_NAME_LETTERS = 80


@dataclass(frozen=True, slots=True)
class Assembled:
    """What sealing makes; ``items`` have their pages, place and hash set, not yet saved."""

    pdf: bytes
    pages: int
    archive: bytes
    seal: str
    items: tuple[DossierItem, ...]


@dataclass(frozen=True, slots=True)
class Sheets:
    """One paper ready to bind. ``pdf`` None: a file that came in and is no PDF."""

    title: str
    symbol: str
    dated_on: date | None
    issuer: str
    pdf: bytes | None
    files: tuple[tuple[str, bytes], ...]  # extension, content

    @property
    def pages(self) -> int:
        return page_count(self.pdf) if self.pdf else 0


def assemble(dossier: Dossier, items: Sequence[DossierItem], *, sealed_at: datetime) -> Assembled:
    """Bind the papers behind an index of them, and seal both with the single files."""
    sheets = [sheets_of(item) for item in items]
    profile = _layout(dossier, timezone.localdate(sealed_at))
    index, first_pages = _index(dossier, sheets, sealed_at, profile)
    leaves = [Leaf("Mục lục", index)]
    leaves += [Leaf(_bookmark(n, each), each.pdf) for n, each in enumerate(sheets, 1) if each.pdf]
    bound = bind(leaves, title=dossier.name)
    sealed = []
    for number, (item, each, first) in enumerate(zip(items, sheets, first_pages, strict=True), 1):
        item.pages, item.first_page = each.pages or None, first or None
        item.sha256 = hashlib.sha256(each.pdf or each.files[0][1]).hexdigest()
        sealed.append(
            SealedPaper(
                number, each.title, each.symbol, each.dated_on, each.issuer, each.pages, first,
                {f"{_file_name(number, each)}.{ending}": data for ending, data in each.files},
            )
        )  # fmt: skip
    archive, code = seal(
        sealed,
        name=dossier.name,
        organization=dossier.congress.organization.name,
        sealed_at=timezone.localtime(sealed_at),
        bound=(BOUND, bound.pdf),
    )
    return Assembled(bound.pdf, bound.pages, archive, code, tuple(items))


def hall_sets(
    dossier: Dossier, items: Sequence[DossierItem], names: Sequence[str], *, two_sided: bool
) -> bytes:
    """One PDF for the printer: for each name a cover and all papers, drafts marked as such.

    An empty name makes a set for nobody in particular.
    """
    sheets = [sheets_of(item) for item in items]
    leaves = [Leaf(each.title, each.pdf) for each in sheets if each.pdf]
    profile = _layout(dossier, timezone.localdate())
    titles = [each.title for each in sheets if each.pdf]
    written: dict[str, bytes] = {}  # two of one name need one cover
    for name in names:
        if name not in written:
            written[name] = printed_pdf(_cover(dossier, name, titles), profile)
    covers = [written[name] for name in names]
    return print_sets(leaves, covers, title=dossier.name, two_sided=two_sided)


def sheets_of(item: DossierItem) -> Sheets:
    """The files of one paper: frozen ones of an issued paper, else the draft as it is now."""
    if item.incoming:
        found = item.incoming
        content = found.file.read() if found.file else b""
        ending = found.file_name.rpartition(".")[2].lower() or "bin"
        pdf = content if ending == "pdf" else None
        kept = ((ending, content),) if content else ()
        return Sheets(item.title, item.symbol, item.dated_on, found.issuer, pdf, kept)
    paper = item.paper
    assert paper is not None  # noqa: S101 - a constraint of the table
    entry = getattr(paper, "entry", None)
    issuer = paper.congress.organization.name
    if entry and entry.pdf and entry.word:
        pdf, word = entry.pdf.read(), entry.word.read()
    else:
        official, profile = official_paper(paper), profile_of(paper)
        pdf, word = printed_pdf(official, profile), write_official_word(official, profile)
    files = (("pdf", pdf), ("docx", word))
    return Sheets(item.title, item.symbol, item.dated_on, issuer, pdf, files)


def _layout(dossier: Dossier, on: date) -> Profile:
    """That of index and covers: the family's, as its papers have it."""
    return profile_on(on, is_state=dossier.congress.organization.family.is_state_layout)


def _index(
    dossier: Dossier, sheets: Sequence[Sheets], sealed_at: datetime, profile: Profile
) -> tuple[bytes, list[int]]:
    """The index as PDF, and on which page of the bound file each paper begins (0: not in it)."""
    own_pages = 1
    while True:
        first_pages, at = [], own_pages + 1
        for each in sheets:
            first_pages.append(at if each.pages else 0)
            at += each.pages
        pdf = printed_pdf(_index_paper(dossier, sheets, first_pages, sealed_at), profile)
        if page_count(pdf) <= own_pages:
            return pdf, first_pages
        own_pages = page_count(pdf)


def _index_paper(
    dossier: Dossier, sheets: Sequence[Sheets], first_pages: Sequence[int], sealed_at: datetime
) -> OfficialPaper:
    organization = dossier.congress.organization
    day = timezone.localdate(sealed_at)
    heads = ("TT", "Số, ký hiệu, ngày", "Tên văn bản", "Số trang", "Ở trang", "SHA-256")
    rows = [tuple(_cell(head, bold=True, align=Align.CENTER) for head in heads)]
    for number, (each, first) in enumerate(zip(sheets, first_pages, strict=True), 1):
        content = each.pdf or (each.files[0][1] if each.files else b"")
        pages = f"{first}-{first + each.pages - 1}" if each.pages > 1 else str(first)
        rows.append(
            (
                _cell(str(number), align=Align.CENTER),
                _cell(_symbol_and_day(each)),
                _cell(each.title),
                _cell(str(each.pages) if each.pages else "–", align=Align.CENTER),
                _cell(pages if first else "tệp kèm theo", align=Align.CENTER),
                _cell(_grouped(hashlib.sha256(content).hexdigest())),
            )
        )
    total = sum(each.pages for each in sheets)
    table = Table(rows=tuple(rows), header_rows=1, widths=INDEX_WIDTHS)
    closing = (
        f"Hồ sơ gồm {len(sheets)} văn bản, {total} trang, chưa kể mục lục. Tên, số trang và mã"
        " SHA-256 của từng tệp có trong hồ sơ nén kèm theo; ai cũng kiểm tra được."
    )
    return OfficialPaper(
        superior=_superior(organization),
        issuer=(Run(organization.name.upper()),),
        place_and_date=(Run(f"{organization.place}, {format_date(day, DateStyle.LONG)}"),),
        type_name=(Run("MỤC LỤC HỒ SƠ"),),
        subject=(Run(dossier.name),),
        blocks=(
            Block(BlockKind.TABLE, table=table),
            Block(BlockKind.PARAGRAPH, runs=(Run(closing),)),
        ),
        landscape=True,
    )


def _superior(organization: Organization) -> Runs:
    above = body_above(organization)
    return (Run(above.upper()),) if above else ()


def _cover(dossier: Dossier, name: str, titles: Iterable[str]) -> OfficialPaper:
    organization = dossier.congress.organization
    items = tuple(
        Block(
            BlockKind.ITEM,
            runs=(Run(title),),
            mark=ListMark(ListFormat.DECIMAL, "{}.", number, group="papers"),
        )
        for number, title in enumerate(titles, 1)
    )
    return OfficialPaper(
        superior=_superior(organization),
        issuer=(Run(organization.name.upper()),),
        type_name=(Run("TÀI LIỆU ĐẠI HỘI"),),
        subject=(Run(f"{dossier.name}\nĐồng chí {name}" if name else dossier.name),),
        blocks=(Block(BlockKind.PARAGRAPH, runs=(Run("Tài liệu gồm có:"),)), *items),
    )


def _cell(text: str, *, bold: bool = False, align: Align = Align.NONE) -> Cell:
    return Cell(paragraphs=((Run(text, bold=bold),),), align=align)


def _symbol_and_day(each: Sheets) -> str:
    day = format_date(each.dated_on, DateStyle.DASHED) if each.dated_on else ""
    return ", ".join(filter(None, (each.symbol, day))) or "dự thảo"


def _grouped(digest: str) -> str:
    return " ".join(digest[n : n + 8] for n in range(0, len(digest), 8))


def _bookmark(number: int, each: Sheets) -> str:
    return f"{number}. {each.symbol + ' · ' if each.symbol else ''}{each.title}"


def _file_name(number: int, each: Sheets) -> str:
    words = (
        f"{number:02} - {each.symbol.replace('/', '_') + ' - ' if each.symbol else ''}{each.title}"
    )
    return _NOT_IN_NAMES.sub(" ", words)[:_NAME_LETTERS].strip()
