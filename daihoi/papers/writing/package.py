"""The .docx package: which parts it has, how they are tied together, the page and its header."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import chain
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from daihoi.papers.outline import Outline
from daihoi.papers.profiles import heading_kinds
from daihoi.papers.properties import PART, properties_xml
from daihoi.papers.writing.body import Body
from daihoi.papers.writing.lists import NAMESPACE
from daihoi.papers.writing.look import Look, twips
from daihoi.papers.writing.text import escape

COMPRESSION = 4  # a long table twice as fast as at 6, a few per cent larger
UNIX = 3
PIECE_LETTERS = 1 << 18
IMAGE = "image"  # a part of pixels
# What runs on which pages: header or footer, pages, name of the part.
HEADERS = (("header", "default", "header1"), ("header", "first", "header2"))

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PART_TYPES = {
    "/word/document.xml": f"{WORD}.document.main+xml",
    "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    f"/{PART}": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
}
ROOT = f'<w:document xmlns:w="{NAMESPACE}" xmlns:r="{OFFICE}/relationships"><w:body>'


@dataclass(frozen=True, slots=True)
class Part:
    """A file of the package that the text refers to as ``r:id="<name>"``."""

    name: str  # of the file in word/, without its ending: "header1"
    kind: str  # of the relation: "header", "comments"
    content: str | bytes  # bytes for a PNG picture


@dataclass(frozen=True, slots=True)
class About:
    """What a file says of itself."""

    title: str
    language: str
    subject: str = ""
    creator: str = ""


def write_word(
    outline: Outline, *, look: Look | None = None, properties: Mapping[str, str] | None = None
) -> bytes:
    """``outline`` as a .docx file; the same outline and look always give the same bytes.

    ``properties`` are the file's own (`papers.properties`): they come back with it from Word.

    A block's key travels as a hidden bookmark ``_dh_<key>``. Letters that XML cannot hold are
    left out.
    """
    look = look or Look()
    body = Body(look, outline.language, kinds=heading_kinds(outline.blocks))
    document = chain(
        [ROOT], body.xml(outline.blocks), [f"{section_xml(look)}</w:body></w:document>"]
    )
    about = About(outline.title, outline.language)
    return pack(document, body, about, parts=headers(look), properties=properties)


def headers(look: Look) -> tuple[Part, Part]:
    """The page number from page 2, the draft mark on the first."""
    draft = look.profile.words.draft.format(draft=look.draft) if look.draft else ""
    words = f"<w:r><w:t>{escape(draft)}</w:t></w:r>" if draft else ""
    return (
        Part("header1", "header", header_xml("Header", _PAGE_NUMBER)),
        Part("header2", "header", header_xml("DraftMark", words)),
    )


def pack(
    document: Iterable[str],
    body: Body,
    about: About,
    *,
    parts: Sequence[Part],
    properties: Mapping[str, str] | None = None,
) -> bytes:
    """The file whose text is ``document``, which `body` writes and gathers the needs of."""
    target = BytesIO()
    own = (*parts, *(Part(name, name, "") for name in _GATHERED))
    with ZipFile(target, "w") as package:
        _add(package, "[Content_Types].xml", [_types_xml(own)])
        _add(package, "_rels/.rels", [_package_relations_xml()])
        _add(package, "docProps/core.xml", [_core_xml(about)])
        _add(package, PART, [properties_xml(properties or {})])
        _add(package, "word/_rels/document.xml.rels", [_document_relations_xml(own)])
        _add(package, "word/document.xml", document)
        # the body is through: what it gathered on its way is complete
        _add(package, "word/footnotes.xml", [body.footnotes_xml()])
        _add(package, "word/numbering.xml", [body.lists.xml()])
        _add(package, "word/styles.xml", [body.styles.xml()])
        _add(package, "word/settings.xml", [_settings_xml(body.look, about.language)])
        for part in parts:
            if isinstance(part.content, bytes):
                package.writestr(_entry(_file(part), ZIP_STORED), part.content)
            else:
                _add(package, _file(part), [part.content])
    return target.getvalue()


_GATHERED = ("styles", "numbering", "settings", "footnotes")


def _file(part: Part) -> str:
    return f"word/{part.name}.{'png' if part.kind == IMAGE else 'xml'}"


def _entry(name: str, compression: int) -> ZipInfo:
    """Dated 1980, so that equal contents are equal files."""
    info = ZipInfo(name)
    info.compress_type = compression
    info.create_system = UNIX
    return info


def _add(package: ZipFile, name: str, pieces: Iterable[str]) -> None:
    """Write one part piece by piece."""
    info = _entry(name, ZIP_DEFLATED)
    info._compresslevel = COMPRESSION  # type: ignore[attr-defined]  # noqa: SLF001  # public only from Python 3.13
    with package.open(info, "w") as part:
        part.write(DECLARATION.encode())
        waiting: list[str] = []
        letters = 0
        for piece in pieces:
            waiting.append(piece)
            letters += len(piece)
            if letters > PIECE_LETTERS:
                part.write("".join(waiting).encode())
                waiting, letters = [], 0
        part.write("".join(waiting).encode())


def _types_xml(parts: Iterable[Part]) -> str:
    kinds = dict(PART_TYPES)
    kinds |= {f"/{_file(part)}": f"{WORD}.{part.kind}+xml" for part in parts if part.kind != IMAGE}
    overrides = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in kinds.items()
    )
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="png" ContentType="image/png"/>{overrides}</Types>'
    )


def _relations_xml(relations: Iterable[tuple[str, str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>'
        for name, kind, target in relations
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def _package_relations_xml() -> str:
    core = f"{PACKAGE}/relationships/metadata/core-properties"
    return _relations_xml(
        [
            ("text", f"{OFFICE}/relationships/officeDocument", "word/document.xml"),
            ("core", core, "docProps/core.xml"),
            ("custom", f"{OFFICE}/relationships/custom-properties", PART),
        ]
    )


def _document_relations_xml(parts: Iterable[Part]) -> str:
    return _relations_xml(
        (part.name, f"{OFFICE}/relationships/{part.kind}", _file(part).removeprefix("word/"))
        for part in parts
    )


def _core_xml(about: About) -> str:
    told = {
        "title": about.title,
        "subject": about.subject,
        "creator": about.creator,
        "language": about.language,
    }
    words = "".join(f"<dc:{name}>{escape(text)}</dc:{name}>" for name, text in told.items() if text)
    return (
        f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/">{words}</cp:coreProperties>'
    )


def _settings_xml(look: Look, language: str) -> str:
    mirrored = "<w:mirrorMargins/>" if look.profile.page.is_mirrored else ""
    return (
        f'<w:settings xmlns:w="{NAMESPACE}"><w:zoom w:percent="100"/>{mirrored}'
        '<w:defaultTabStop w:val="567"/><w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{escape(language)}"/>'
        '<w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    )


_PAGE_NUMBER = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>'


def header_xml(style: str, words: str, *, root: str = "hdr") -> str:
    """A header of one paragraph; a footer if ``root`` is ``ftr``."""
    return (
        f'<w:{root} xmlns:w="{NAMESPACE}"><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{words}'
        f"</w:p></w:{root}>"
    )


def section_xml(
    look: Look,
    *,
    running: Sequence[tuple[str, str, str]] = HEADERS,
    has_title_page: bool = True,
) -> str:
    """A section: its sheet, and its ``running`` parts.

    One without ``running`` parts goes on with those of the section before it.
    """
    width, height = look.page_twips
    top, bottom, left, right = look.margins_twips
    turned = ' w:orient="landscape"' if look.landscape else ""
    edge = twips(look.profile.page.number_from_top_mm)
    references = "".join(
        f'<w:{place}Reference w:type="{pages}" r:id="{name}"/>' for place, pages, name in running
    )
    title_page = "<w:titlePg/>" if has_title_page else ""
    return (
        f'<w:sectPr>{references}<w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" '
        f'w:header="{edge}" w:footer="{edge}" w:gutter="0"/>{title_page}</w:sectPr>'
    )
