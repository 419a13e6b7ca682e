"""The .docx package: which parts it has, how they are tied together, the page and its header."""

from collections.abc import Iterable, Mapping
from io import BytesIO
from itertools import chain
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from daihoi.papers.outline import Outline
from daihoi.papers.properties import PART, properties_xml
from daihoi.papers.writing.body import Body
from daihoi.papers.writing.lists import NAMESPACE
from daihoi.papers.writing.look import Look, twips
from daihoi.papers.writing.text import escape

COMPRESSION = 4  # a long table twice as fast as at 6, a few per cent larger
UNIX = 3
PIECE_LETTERS = 1 << 18

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PART_TYPES = {
    "/word/document.xml": f"{WORD}.document.main+xml",
    "/word/styles.xml": f"{WORD}.styles+xml",
    "/word/numbering.xml": f"{WORD}.numbering+xml",
    "/word/settings.xml": f"{WORD}.settings+xml",
    "/word/footnotes.xml": f"{WORD}.footnotes+xml",
    "/word/header1.xml": f"{WORD}.header+xml",
    "/word/header2.xml": f"{WORD}.header+xml",
    "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    f"/{PART}": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
}


def write_word(
    outline: Outline, *, look: Look | None = None, properties: Mapping[str, str] | None = None
) -> bytes:
    """``outline`` as a .docx file; the same outline and look always give the same bytes.

    ``properties`` are the file's own (`papers.properties`): they come back with it from Word.

    A block's key travels as a hidden bookmark ``_dh_<key>``. Letters that XML cannot hold are
    left out.
    """
    look = look or Look()
    body = Body(look, outline.language)
    document = chain(
        [f'<w:document xmlns:w="{NAMESPACE}" xmlns:r="{OFFICE}/relationships"><w:body>'],
        body.xml(outline.blocks),
        [f"{_section_xml(look)}</w:body></w:document>"],
    )
    target = BytesIO()
    with ZipFile(target, "w") as package:
        _add(package, "[Content_Types].xml", [_types_xml()])
        _add(package, "_rels/.rels", [_package_relations_xml()])
        _add(package, "docProps/core.xml", [_core_xml(outline)])
        _add(package, PART, [properties_xml(properties or {})])
        _add(package, "word/_rels/document.xml.rels", [_document_relations_xml()])
        _add(package, "word/document.xml", document)
        # the body is through: what it gathered on its way is complete
        _add(package, "word/footnotes.xml", [body.footnotes_xml()])
        _add(package, "word/numbering.xml", [body.lists.xml()])
        _add(package, "word/styles.xml", [body.styles.xml()])
        _add(package, "word/settings.xml", [_settings_xml(outline.language)])
        _add(package, "word/header1.xml", [_header_xml("Header", _PAGE_NUMBER)])
        _add(package, "word/header2.xml", [_header_xml("DraftMark", _draft_xml(look.draft))])
    return target.getvalue()


def _add(package: ZipFile, name: str, pieces: Iterable[str]) -> None:
    """Write one part piece by piece, dated 1980 so that equal contents are equal files."""
    info = ZipInfo(name)
    info.compress_type = ZIP_DEFLATED
    info.create_system = UNIX
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


def _types_xml() -> str:
    overrides = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in PART_TYPES.items()
    )
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations_xml(relations: Iterable[tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(relations, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def _package_relations_xml() -> str:
    return _relations_xml(
        [
            (f"{OFFICE}/relationships/officeDocument", "word/document.xml"),
            (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            (f"{OFFICE}/relationships/custom-properties", PART),
        ]
    )


def _document_relations_xml() -> str:
    """``rId1`` and ``rId2``, the headers, are named in the section."""
    kinds = ("header", "header", "styles", "numbering", "settings", "footnotes")
    targets = ("header1", "header2", "styles", "numbering", "settings", "footnotes")
    return _relations_xml(
        (f"{OFFICE}/relationships/{kind}", f"{target}.xml")
        for kind, target in zip(kinds, targets, strict=True)
    )


def _core_xml(outline: Outline) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(outline.title)}</dc:title>"
        f"<dc:language>{escape(outline.language)}</dc:language></cp:coreProperties>"
    )


def _settings_xml(language: str) -> str:
    return (
        f'<w:settings xmlns:w="{NAMESPACE}"><w:zoom w:percent="100"/>'
        '<w:defaultTabStop w:val="567"/><w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{escape(language)}"/>'
        '<w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    )


_PAGE_NUMBER = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>'


def _draft_xml(draft: int) -> str:
    return f"<w:r><w:t>Dự thảo lần {draft}</w:t></w:r>" if draft else ""


def _header_xml(style: str, words: str) -> str:
    return (
        f'<w:hdr xmlns:w="{NAMESPACE}"><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{words}</w:p>'
        "</w:hdr>"
    )


def _section_xml(look: Look) -> str:
    """One section: ``header1`` from page 2, ``header2`` on the first page."""
    width, height = look.page_twips
    top, bottom, left, right = look.margins_twips
    turned = ' w:orient="landscape"' if look.landscape else ""
    edge = twips(10)
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/>'
        '<w:headerReference w:type="first" r:id="rId2"/>'
        f'<w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" '
        f'w:header="{edge}" w:footer="{edge}" w:gutter="0"/><w:titlePg/></w:sectPr>'
    )
