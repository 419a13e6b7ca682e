"""A template that came back from Word: its boxes told apart by the styles of their paragraphs."""

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace

from lxml import etree

from daihoi.papers.fields.boxes import LISTS, Box
from daihoi.papers.fields.recognising import recognise
from daihoi.papers.fields.texts import paper_of
from daihoi.papers.intake import Package, Refused, check_upload
from daihoi.papers.official import Annex, OfficialPaper, Signature
from daihoi.papers.outline import Block, Run, Runs
from daihoi.papers.reading import Loss, read_word
from daihoi.papers.reading.markup import root_of, w
from daihoi.papers.writing.styles import BOX_STYLES, box_style

# Style of a box as `papers.writing` names it, and the box of a template it fills.
_BOXES = {
    "superior": Box.SUPERIOR,
    "issuer": Box.ISSUER,
    "number": Box.NUMBER,
    "place_and_date": Box.PLACE_AND_DATE,
    "type_name": Box.TYPE_NAME,
    "subject": Box.SUBJECT,
    "letter_subject": Box.SUBJECT,
    "addressee": Box.ADDRESSEES,
    "basis": Box.BASES,
    "recipients": Box.RECIPIENTS,
}
_SIGNED = ("authority", "position", "name", "sealed_name")


@dataclass(frozen=True, slots=True)
class TemplateRead:
    """What a Word file says, box by box; ``missing`` are boxes of the base it has no longer.

    In a file whose paragraphs bear none of the styles boxes are known by what they say
    (``by_content``, with what was ``left_out`` of them); if none is, all of it is text.
    """

    paper: OfficialPaper
    losses: tuple[Loss, ...]
    missing: tuple[Box, ...]
    is_recognised: bool
    by_content: tuple[Box, ...] = ()
    left_out: tuple[str, ...] = ()


def read_template(source: bytes, base: OfficialPaper, *, name: str = "") -> TemplateRead:
    """The template in a .docx that was written from ``base``; ``Refused`` for what is no such file.

    What Word cannot say (landscape, secrecy) stays as in ``base``.
    """
    package = check_upload(source, expected="docx", name=name)
    parts = _Parts(package)
    if not parts.styled:
        return _by_content(package, base)
    texts: dict[Box, list[str]] = {}
    for style, text in parts.styled:
        if style in _BOXES and (words := _without_marks(text, style)):
            texts.setdefault(_BOXES[style], []).append(words)
    whole = {box: "\n".join(texts.get(box, ())) for box in _BOXES.values()}
    paper = paper_of({box: _escaped(text) for box, text in whole.items()}, base)
    blocks, annexes, losses = parts.read(base.annexes)
    paper = replace(
        paper, blocks=blocks, annexes=annexes, signatures=tuple(_signatures(parts.styled))
    )
    kept = (*_BOXES.values(), Box.SIGNATURES)
    missing = tuple(
        box
        for box in dict.fromkeys(kept)
        if getattr(base, box.value) and not getattr(paper, box.value)
    )
    return TemplateRead(paper, losses, missing, is_recognised=True)


def _by_content(package: Package, base: OfficialPaper) -> TemplateRead:
    """A file as offices make them. Boxes of the head it lacks stay as in ``base``.

    A number or a day without a field is that of an old paper: the base's stands instead.
    """
    draft = read_word(package)
    found = recognise(draft.outline.blocks)
    if found is None:
        paper = replace(base, blocks=draft.outline.blocks)
        return TemplateRead(paper, draft.losses, (), is_recognised=False)
    for box in (Box.NUMBER, Box.PLACE_AND_DATE):
        if box in found.texts and "{{" not in found.texts[box]:
            found.left_out.append(found.texts.pop(box))
    texts = {box: _escaped(found.texts.get(box, "")) for box in LISTS}
    texts |= {box: _escaped(text) for box, text in found.texts.items()}
    paper = replace(
        paper_of(texts, base),
        blocks=found.blocks,
        annexes=found.annexes,
        signatures=found.signatures,
    )
    kept = (*LISTS, Box.SIGNATURES, Box.ANNEXES)
    missing = tuple(
        box for box in kept if getattr(base, box.value) and not getattr(paper, box.value)
    )
    return TemplateRead(
        paper,
        draft.losses,
        missing,
        is_recognised=False,
        by_content=found.boxes,
        left_out=tuple(found.left_out),
    )


class _Parts:
    """The body of a file, its paragraphs in a box's style taken out of the text."""

    def __init__(self, package: Package) -> None:
        self._package = package
        root = root_of(package, package.main)
        body = None if root is None else root.find(w("body"))
        if root is None or body is None:
            raise Refused("damaged", name=package.name)
        self._root, self._body = root, body
        styles = [root_of(package, part) for part in package.related("styles")]
        self._names = _style_names(styles[0] if styles else None)
        self.styled = [
            (style, _text(paragraph))
            for paragraph in body.iter(w("p"))
            if (style := self._box(paragraph))
        ]

    def read(
        self, old: Sequence[Annex]
    ) -> tuple[tuple[Block, ...], tuple[Annex, ...], tuple[Loss, ...]]:
        """The text, the annexes, and what an outline cannot keep of either."""
        groups: list[tuple[str, list[etree._Element]]] = [("", [])]
        for element in self._body:
            if element.tag == w("sectPr"):
                continue
            styles = {self._box(p) for p in element.iter(w("p"))} - {""}
            if element.tag == w("p") and styles == {"annex_title"}:
                groups.append((_text(element), []))
            elif not styles:
                groups[-1][1].append(element)
        read = [(title, read_word(self._with_body(found))) for title, found in groups]
        losses = tuple(loss for _title, draft in read for loss in draft.losses)
        annexes = tuple(
            Annex(
                (Run(title),),
                draft.outline.blocks,
                landscape=number < len(old) and old[number].landscape,
            )
            for number, (title, draft) in enumerate(read[1:])
        )
        return read[0][1].outline.blocks, annexes, losses

    def _box(self, paragraph: etree._Element) -> str:
        """The box a paragraph's style belongs to; "" for text."""
        style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
        return "" if style is None else self._names.get(style.get(w("val"), ""), "")

    def _with_body(self, elements: Iterable[etree._Element]) -> Package:
        """The same file with only these elements in its body."""
        root = etree.Element(self._root.tag)
        body = etree.SubElement(root, w("body"))
        body.extend(deepcopy(element) for element in elements)
        main = etree.tostring(root, encoding="UTF-8")
        return self._package._replace(parts={**self._package.parts, self._package.main: main})


def _style_names(styles: etree._Element | None) -> dict[str, str]:
    """Box by the id of its style; programs change ids and keep names, or the other way round."""
    by_name = {name: box for box, name in BOX_STYLES.items()}
    found = {box_style(box): box for box in BOX_STYLES}
    for style in () if styles is None else styles.iter(w("style")):
        name = style.find(w("name"))
        box = by_name.get(name.get(w("val"), "")) if name is not None else None
        if box:
            found[style.get(w("styleId"), "")] = box
    return found


def _text(paragraph: etree._Element) -> str:
    """Its words as accepted: deletions left out, breaks and tabs as spaces."""
    words = []
    for element in paragraph.iter(w("t"), w("tab"), w("br")):
        if element.tag == w("t"):
            words.append(element.text or "")
        elif (parent := element.getparent()) is not None and parent.tag == w("r"):
            words.append(" ")
    return " ".join("".join(words).split())


def _without_marks(text: str, style: str) -> str:
    """A line without what the layout adds: dashes, "Kính gửi:", the rule under a name."""
    if style == "addressee":
        text = text.removeprefix("Kính gửi:").removeprefix("Kính trình:").strip()
    if style in {"recipients", "addressee"}:
        text = text.removeprefix("-").strip()
    if style == "letter_subject":
        text = text.removeprefix("V/v").strip()
    return "" if set(text) <= set("*-_") else text


def _signatures(styled: Iterable[tuple[str, str]]) -> Iterator[Signature]:
    """A signature ends with its name, or where the next one begins."""
    authority: list[Runs] = []
    position: Runs = ()
    for style, text in styled:
        if style not in _SIGNED:
            continue
        line = (Run(text),) if text else ()
        if style == "authority":
            if position:
                yield Signature(tuple(authority), position)
                authority, position = [], ()
            authority.append(line)
        elif style == "position":
            if position:
                yield Signature(tuple(authority), position)
                authority = []
            position = line
        elif line or position or authority:
            yield Signature(tuple(authority), position, line)
            authority, position = [], ()
    if authority or position:
        yield Signature(tuple(authority), position)


def _escaped(text: str) -> str:
    """Words that are nothing but words to `papers.fields.typed`."""
    return text.replace("\\", "\\\\").replace("*", "\\*").replace("__", "\\_\\_")
