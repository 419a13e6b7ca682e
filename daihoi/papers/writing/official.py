"""An official paper as .docx: the boxes of its first and last page around the text."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from itertools import pairwise

from daihoi.papers.official import Annex, CheckMark, OfficialPaper, Signature
from daihoi.papers.outline import Block, Run, Runs, plain
from daihoi.papers.profiles import TWO_LINES, Profile, Rule, Type, heading_kinds, is_lead, printed
from daihoi.papers.profiles.breaks import broken
from daihoi.papers.profiles.columns import column_widths
from daihoi.papers.profiles.widths import longest_pt
from daihoi.papers.writing.body import GAP, Body, kept
from daihoi.papers.writing.lists import NAMESPACE
from daihoi.papers.writing.look import TWIPS_PER_PT, Look, twips_of_pt
from daihoi.papers.writing.package import (
    HEADERS,
    IMAGE,
    OFFICE,
    About,
    Part,
    header_xml,
    headers,
    pack,
    section_xml,
)
from daihoi.papers.writing.styles import BARE, LINE, TABLE_GAP, box_style
from daihoi.papers.writing.tables import grid_columns
from daihoi.papers.writing.text import escape, text_xml

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
EMU_PER_MM = 36000
BOX_PADDING_PT = 4  # between the words of a boxed mark and its frame
FOOTER, CHECK = "footer1", "check"
PIXELS = 8  # of the QR code's picture for each of its squares
ROOT = (
    f'<w:document xmlns:w="{NAMESPACE}" xmlns:r="{OFFICE}/relationships" '
    f'xmlns:wp="{DRAWING}/wordprocessingDrawing" xmlns:a="{DRAWING}/main" '
    f'xmlns:pic="{DRAWING}/picture"><w:body>'
)
_NO_PADDING = (  # words begin at the margin itself
    '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
)
# LibreOffice (7.4) puts an empty line before a table that opens a file with footnotes; a line of
# one point keeps it from doing so.
_BEFORE_TABLE = (
    f'<w:p><w:pPr><w:pStyle w:val="{LINE}"/><w:spacing w:before="0" w:line="20" '
    'w:lineRule="exact"/></w:pPr></w:p>'
)
_FRAME = "".join(
    f'<w:{side} w:val="single" w:sz="8" w:space="{space}" w:color="auto"/>'
    for side, space in (
        ("top", 1),
        ("left", BOX_PADDING_PT),
        ("bottom", 1),
        ("right", BOX_PADDING_PT),
    )
)


def write_official_word(paper: OfficialPaper, profile: Profile) -> bytes:
    """``paper`` as a .docx file laid out by ``profile``; equal papers always give equal bytes."""
    return _Writer(printed(paper, profile), profile).write()


class _Writer:
    """Writes the boxes of one paper in reading order."""

    def __init__(self, paper: OfficialPaper, profile: Profile) -> None:
        self._paper = paper
        self._profile = profile
        self._look = Look(profile, landscape=paper.landscape)
        kinds = heading_kinds(paper.all_blocks)
        self._body = Body(self._look, paper.language, kinds=kinds, has_boxes=True, keeps=is_lead)

    @property
    def _room(self) -> int:
        """Twips from margin to margin."""
        return self._look.text_width_twips

    def write(self) -> bytes:
        paper = self._paper
        parts = list(headers(self._look))
        if paper.contact:
            words = f"<w:r>{text_xml(paper.contact)}</w:r>"
            footer = header_xml(box_style("contact"), words, root="ftr")
            parts.append(Part(FOOTER, "footer", footer))
        if paper.check:
            parts.append(Part(CHECK, IMAGE, _qr_code(paper.check)))
        about = About(
            title=paper.file_title,
            language=paper.language,
            subject=_flat(paper.subject),
            creator=_flat(paper.issuer),
        )
        return pack(self._document(), self._body, about, parts=parts)

    def _document(self) -> Iterator[str]:
        yield ROOT
        if any(run.footnote for run in self._paper.runs):
            yield _BEFORE_TABLE
        yield from self._header()
        yield from self._opening()
        yield from self._text()
        yield from self._foot()
        footers = [("footer", "first", FOOTER)] if self._paper.contact else []
        section = section_xml(self._look, running=(*HEADERS, *footers))
        for annex in self._paper.annexes:
            turned = Look(self._profile, landscape=annex.landscape)
            if turned != self._look:
                yield _paragraph(TABLE_GAP, "", section)
                self._look = self._body.look = turned
                section = section_xml(turned, running=(), has_title_page=False)
                yield from self._annex(annex, begins_page=False)
            else:
                yield from self._annex(annex, begins_page=True)
        yield f"{section}</w:body></w:document>"

    # -- the first page --------------------------------------------------------------------------

    def _header(self) -> Iterator[str]:
        """Boxes 1-4, 5b, 10 and 11, in a table without lines; then nothing of them is left."""
        paper, profile = self._paper, self._profile
        types = profile.types
        wanted = (profile.header_left_mm, profile.header_right_mm)
        widths = _shared(self._room, wanted)
        issuing = [
            *self._lines("superior", paper.superior, widths[0]),
            *self._lines("issuer", paper.issuer, widths[0]),
            *_rule(profile.issuer_rule, paper.issuer, types.issuer, "issuer", widths[0]),
        ]
        titles = [self._title(number) for number in range(len(profile.titles))]
        last = profile.titles[-1]
        titles += _rule(profile.titles_rule, (Run(last.text),), last.type, "titles", widths[1])
        number = list(self._lines("number", paper.number))
        if not paper.type_name:
            number += self._lines("letter_subject", paper.subject, widths[0])
        rows = [
            (issuing, titles),
            (number, list(self._lines("place_and_date", paper.place_and_date))),
        ]
        marks = [
            _boxed(mark, types.mark, widths[0]) for mark in (paper.secrecy, paper.urgency) if mark
        ]
        marks = [*_with_gaps(marks), *self._words("circulation", paper.circulation)]
        draft = profile.words.draft.format(draft=paper.draft) if paper.draft else ""
        rows = [*(rows if paper.has_header else ()), (marks, list(self._words("draft", draft)))]
        shown = [row for row in rows if any(row)]
        yield from _table(widths, shown) if shown else ()

    def _title(self, number: int) -> str:
        """A fixed line; the style has the look of the first, others say what they have beyond it."""
        line, first = self._profile.titles[number], self._profile.titles[0]
        marks = ""
        if line.type.size_pt != first.type.size_pt:
            size = f"{line.type.size_pt * 2:g}"
            marks = f'<w:rPr><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
        return _paragraph(box_style("titles"), f"<w:r>{marks}{text_xml(line.text)}</w:r>")

    def _opening(self) -> Iterator[str]:
        """Boxes 5a and 9a, and what the paper is based on."""
        paper, profile = self._paper, self._profile
        if paper.type_name:
            yield from self._lines("type_name", paper.type_name, self._room)
            yield from self._lines("subject", paper.subject, self._room)
            words, type_ = (
                (paper.subject, profile.types.subject)
                if paper.subject
                else (paper.type_name, profile.types.type_name)
            )
            yield from _rule(profile.subject_rule, words, type_, "subject", self._room)
        else:
            yield GAP
        for number, addressee in enumerate(paper.addressees):
            label = Run("\t" if number else f"{paper.salutation}\t")
            yield from self._lines("addressee", (label, *addressee))
        for basis in paper.bases:
            yield from self._lines("basis", basis)

    # -- the text --------------------------------------------------------------------------------

    def _text(self) -> Iterator[str]:
        """The blocks; the last lines stay on the page of the signatures."""
        blocks = self._paper.blocks
        pieces = list(self._body.xml(self._fitting(blocks), after_text=True))
        if self._paper.signatures and blocks:
            for place in _last_lines(blocks, pieces):
                pieces[place] = kept(pieces[place])
        yield from pieces

    def _fitting(self, blocks: Iterable[Block]) -> Iterator[Block]:
        """``blocks`` with tables as wide as the text, or as narrow as they say."""
        upright = Look(self._profile).text_width_twips
        for block in blocks:
            table = block.table
            columns = grid_columns(table) if table else 0
            if table is None or not columns:
                yield block
                continue
            widths = column_widths(
                table,
                columns,
                room_pt=_pt(self._room),
                upright_pt=_pt(upright),
                size_pt=self._profile.types.table.size_pt,
            )
            twips = _shared(min(twips_of_pt(sum(widths)), self._room), widths)
            yield replace(block, table=replace(table, widths=twips))

    # -- the last page ---------------------------------------------------------------------------

    def _foot(self) -> Iterator[str]:
        """Boxes 7, 8, 9b and 12: signatures side by side, recipients at the left."""
        paper, signing = self._paper, self._profile.signing
        sent = list(self._sent())
        if not sent and not paper.signatures:
            return
        yield GAP
        if len(paper.signatures) < 2:
            widths = _shared(self._room, (signing.left_mm, signing.right_mm))
            signed = [list(self._signature(each, widths[1])) for each in paper.signatures]
            yield from _table(widths, [(sent, *(signed or [[]]))])
            yield GAP  # Word wants no text to end in a table
            return
        widths = _shared(self._room, [1] * len(paper.signatures))
        signed = [list(self._signature(each, widths[0])) for each in paper.signatures]
        yield from _table(widths, [signed])
        yield GAP
        yield from sent

    def _signature(self, signature: Signature, width: int) -> Iterator[str]:
        for line in signature.authority:
            yield from self._lines("authority", line, width)
        yield from self._lines("position", signature.position, width)
        name = box_style("sealed_name" if signature.has_seal else "name")
        yield _paragraph(name, self._body.runs_xml(signature.name))

    def _sent(self) -> Iterator[str]:
        """Recipients, typist and the mark for checking."""
        paper = self._paper
        if paper.recipients:
            yield from self._words("recipients_label", self._profile.words.recipients)
        for recipient in paper.recipients:
            yield from self._lines("recipients", recipient)
        yield from self._words("typist", paper.typist)
        if paper.check:
            picture = _picture(paper.check, self._profile.check_mm)
            yield _paragraph(box_style("check"), picture)
            yield from self._words("check", paper.check.words)

    def _annex(self, annex: Annex, *, begins_page: bool) -> Iterator[str]:
        properties = "<w:pageBreakBefore/>" if begins_page else ""
        title = list(self._lines("annex_title", annex.title, self._room, properties))
        yield from title or [_paragraph(TABLE_GAP, "", properties)]
        yield from self._body.xml(self._fitting(annex.blocks), after_text=True)

    # -- paragraphs of a box ---------------------------------------------------------------------

    def _lines(self, box: str, runs: Runs, width: int = 0, properties: str = "") -> Iterator[str]:
        """The paragraph of a box; in the middle of ``width`` twips long lines break by sense."""
        if plain(runs).strip() or any(run.footnote for run in runs):
            if width:
                runs = broken(runs, getattr(self._profile.types, box), _pt(width))
            yield _paragraph(box_style(box), self._body.runs_xml(runs), properties)

    def _words(self, box: str, words: str) -> Iterator[str]:
        yield from self._lines(box, (Run(words),))


def _last_lines(blocks: Sequence[Block], pieces: Sequence[str]) -> Iterator[int]:
    """The pieces that hold the last two lines of the text, or the last row of a table."""
    if blocks[-1].table:
        rows = [place for place, piece in enumerate(pieces) if piece.startswith("<w:tr>")]
        yield from rows[-1:]
        return
    letters = 0
    for number, block in enumerate(reversed(blocks), 1):
        if block.table or letters >= TWO_LINES:
            return
        yield len(pieces) - number
        letters += max(len(block.text), TWO_LINES // 2)


def _paragraph(style: str, words: str, properties: str = "") -> str:
    """``properties``: children of ``w:pPr`` after its style, in the order of the schema."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{words}</w:p>'


def _flat(runs: Runs) -> str:
    return " ".join(plain(runs).split())


def _shared(width: int, parts: Iterable[float]) -> tuple[int, ...]:
    """``width`` twips shared out in proportion to ``parts``, to the last twip."""
    wanted = list(parts)
    total, taken = sum(wanted), 0.0
    edges = [0]
    for part in wanted:
        taken += part
        edges.append(round(width * taken / total))
    return tuple(right - left for left, right in pairwise(edges))


def _table(widths: tuple[int, ...], rows: Iterable[Iterable[list[str]]]) -> Iterator[str]:
    """A table without lines whose cells are lists of paragraphs; a row stays on one page."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    yield (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{BARE}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{_NO_PADDING}<w:tblLook w:val="0000"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
    )
    for row in rows:
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{"".join(cell) or "<w:p/>"}</w:tc>'
            for width, cell in zip(widths, row, strict=True)
        )
        yield f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"
    yield "</w:tbl>"


def _rule(rule: Rule, above: Runs, type_: Type, box: str, width: int) -> Iterator[str]:
    """What stands under the words ``above``, in a cell ``width`` twips wide."""
    if rule.letters:
        bare = '<w:rPr><w:b w:val="0"/><w:bCs w:val="0"/></w:rPr>' if type_.bold else ""
        yield _paragraph(box_style(box), f"<w:r>{bare}{text_xml(rule.letters)}</w:r>")
    elif rule.share:
        room = _pt(width)
        words = plain(broken(above, type_, room))
        longest = longest_pt(words, size_pt=type_.size_pt, bold=type_.bold, room_pt=room)
        line = f'<w:top w:val="single" w:sz="{rule.line_pt * 8:g}" w:space="0" w:color="auto"/>'
        indent = _sides(width, twips_of_pt(rule.share * longest))
        yield _paragraph(LINE, "", f"<w:pBdr>{line}</w:pBdr>{indent}")


def _boxed(mark: str, type_: Type, width: int) -> str:
    """A mark in a frame that fits its words."""
    room = _pt(width) - 2 * BOX_PADDING_PT
    length = longest_pt(mark, size_pt=type_.size_pt, bold=type_.bold, room_pt=room)
    properties = f"<w:pBdr>{_FRAME}</w:pBdr>{_sides(width, twips_of_pt(min(length + 2, room)))}"
    return _paragraph(box_style("mark"), f"<w:r>{text_xml(mark)}</w:r>", properties)


def _sides(width: int, wanted: int) -> str:
    """The indents that leave ``wanted`` twips in the middle of ``width``."""
    side = (width - wanted) // 2
    return f'<w:ind w:left="{side}" w:right="{side}"/>'


def _pt(width: int) -> float:
    return width / TWIPS_PER_PT


def _with_gaps(marks: list[str]) -> list[str]:
    """Frames apart: Word draws one frame around neighbours of the same width."""
    return [piece for mark in marks for piece in (GAP, mark)]


def _qr_code(check: CheckMark) -> bytes:
    import segno  # noqa: PLC0415  # 20 ms that only papers with a mark should cost

    picture = BytesIO()
    segno.make(check.url, error="m", micro=False).save(picture, kind="png", scale=PIXELS, border=4)
    return picture.getvalue()


def _picture(check: CheckMark, side_mm: float) -> str:
    side = round(side_mm * EMU_PER_MM)
    says = escape(f"Mã QR: {check.url}")
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{side}" cy="{side}"/><wp:docPr id="1" name="QR" descr="{says}"/>'
        f'<a:graphic><a:graphicData uri="{DRAWING}/picture"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="1" name="QR" descr="{says}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{CHECK}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>'
        f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{side}" cy="{side}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )
