"""The words as they stand on the sheet: what a profile adds to them or sets in capitals."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from daihoi.papers.official import OfficialPaper, Signature
from daihoi.papers.outline import Block, BlockKind, Run, Runs, plain
from daihoi.papers.profiles.profile import HeadingKind, Profile, Type

_KINDS = (
    (HeadingKind.PART, re.compile(r"phần (thứ \w+|[ivxlc\d]+)\b[.:]?\s*", re.IGNORECASE)),
    (HeadingKind.CHAPTER, re.compile(r"chương (thứ \w+|[ivxlc\d]+)\b[.:]?\s*", re.IGNORECASE)),
    (HeadingKind.SECTION, re.compile(r"mục (thứ \w+|[ivxlc\d]+)\b[.:]?\s*", re.IGNORECASE)),
    (HeadingKind.ARTICLE, re.compile(r"điều \d+\b[.:]?\s*", re.IGNORECASE)),
    (HeadingKind.ROMAN, re.compile(r"[IVX]+\s?[-.)/]\s*")),
    (HeadingKind.SUBNUMBER, re.compile(r"\d+\.\d+(\.\d+)*[.)]?\s+")),
    (HeadingKind.NUMBER, re.compile(r"\d+\s?[-.)/]\s*")),
    (HeadingKind.LETTER, re.compile(r"[a-zđ]\s?[-.)/]\s*")),
)
# Of a level none of whose headings is numbered.
_BY_LEVEL = (HeadingKind.PART, HeadingKind.ROMAN, HeadingKind.NUMBER, HeadingKind.SUBNUMBER)
_TITLED = {HeadingKind.PART, HeadingKind.CHAPTER, HeadingKind.SECTION}
_ENDS = re.compile(r"(?<![.…])(\./)?\.\s*$")
_FIELD = re.compile(r"(\{\{.*?\}\})|[^{]+|\{", re.DOTALL)
LEAD_LETTERS = 300
TWO_LINES = 90  # letters that are more than a line
_SIGNED_FOR = {"T/M": "on_behalf", "K/T": "in_place", "T/L": "by_order"}
_SUBJECT_BEGINS = re.compile(r"(v/v|về việc)\b", re.IGNORECASE)


def heading_kind(block: Block) -> HeadingKind | None:
    """What the number of a heading makes it, typed or automatic; None for one without."""
    text = f"{block.mark.shown} " if block.mark else block.text
    return next((kind for kind, pattern in _KINDS if pattern.match(text)), None)


def heading_kinds(blocks: Iterable[Block]) -> Mapping[int, HeadingKind]:
    """The kind of headings of each level, 1-9, as the first numbered one of the level says."""
    kinds = dict(enumerate(_BY_LEVEL, 1)) | dict.fromkeys(range(5, 10), HeadingKind.LETTER)
    found: dict[int, HeadingKind] = {}
    for block in blocks:
        if block.kind is BlockKind.HEADING and block.level not in found:
            kind = heading_kind(block)
            if kind:
                found[min(max(block.level, 1), 9)] = kind
    return kinds | found


def is_lead(block: Block) -> bool:
    """Whether words only lead to what follows, as a heading does: "4. Bộ phận giúp việc:"."""
    words = [run for run in block.runs if run.text.strip()]
    if block.table or not words or len(block.text) > LEAD_LETTERS:
        return False
    return block.text.rstrip().endswith(":") or all(run.bold for run in words)


def number_and_symbol(profile: Profile, *, number: int | None, abbreviation: str, body: str) -> str:
    """As in "Số 05-NQ/CB": below 10 with a zero (N7); a draft's place stays free (``None``)."""
    words = profile.words
    pattern = words.number if abbreviation else words.untyped_number
    shown = words.blank_number if number is None else f"{number:02}"
    return pattern.format(number=shown, type=abbreviation, body=body)


def signed_for(line: Runs, profile: Profile) -> Runs:
    """The mark at the head of a line as the profile writes it: T/M, in a state paper TM."""
    first = line[0].text if line else ""
    for mark, name in _SIGNED_FOR.items():
        if first.startswith(f"{mark} "):
            own = getattr(profile.authority, name).strip()
            return (replace(line[0], text=f"{own}{first[len(mark) :]}"), *line[1:])
    return line


def printed(paper: OfficialPaper, profile: Profile) -> OfficialPaper:
    """``paper`` word for word as it is printed; both formats are written from it.

    Capitals are real letters, not a look, so that searching and copying find what is seen. What
    is printed already stays as it is.
    """
    types, words = profile.types, profile.words
    kinds = heading_kinds(paper.all_blocks)
    subject = paper.subject
    if not paper.type_name and subject and not _SUBJECT_BEGINS.match(plain(subject)):
        subject = (Run(words.letter_subject), *subject) if words.letter_subject else subject
    blocks = tuple(_heading(block, profile, kinds) for block in paper.blocks)
    addressees = paper.addressees
    if len(addressees) > 1:
        addressees = tuple(_marked(line, words.recipient_mark) for line in addressees)
    annexes = []
    for annex in paper.annexes:
        texts = tuple(_heading(block, profile, kinds) for block in annex.blocks)
        annexes.append(replace(annex, title=_set(annex.title, types.annex_title), blocks=texts))
    return replace(
        paper,
        superior=_set(paper.superior, types.superior),
        issuer=_set(paper.issuer, types.issuer),
        type_name=_set(paper.type_name, types.type_name),
        subject=subject,
        blocks=_ended(blocks, words.end) if paper.signatures else blocks,
        signatures=tuple(_signature(each, profile) for each in paper.signatures),
        salutation=paper.salutation or words.addressees,
        addressees=addressees,
        recipients=tuple(_marked(line, words.recipient_mark) for line in paper.recipients),
        annexes=tuple(annexes),
        secrecy=_set_text(paper.secrecy, types.mark),
        urgency=_set_text(paper.urgency, types.mark),
        circulation=_set_text(paper.circulation, types.circulation),
    )


def _set(runs: Runs, type_: Type) -> Runs:
    return _upper_from(runs, 0) if type_.capitals else runs


def _set_text(text: str, type_: Type) -> str:
    return text.upper() if type_.capitals else text


def _signature(signature: Signature, profile: Profile) -> Signature:
    """A line that stands alone above the name says by what right: "CHỦ TRÌ" as "T/M CHI ỦY"."""
    types = profile.types
    lines, position = signature.authority, signature.position
    if position and not lines:
        lines, position = (position,), ()
    return replace(
        signature,
        authority=tuple(_set(signed_for(line, profile), types.authority) for line in lines),
        position=_set(signed_for(position, profile), types.position),
    )


def _heading(block: Block, profile: Profile, kinds: Mapping[int, HeadingKind]) -> Block:
    """A heading with its title in capitals where the profile says so."""
    if block.kind is not BlockKind.HEADING:
        return block
    kind = kinds[min(max(block.level, 1), 9)]
    if not profile.headings[kind].type.capitals:
        return block
    start = 0
    if kind in _TITLED and not block.mark:
        match = dict(_KINDS)[kind].match(block.text)
        start = match.end() if match else 0
    return replace(block, runs=_upper_from(block.runs, start))


def _upper(text: str) -> str:
    """``text`` in capitals, but for the names of a template's fields: ``{{tên chi bộ}}``."""
    return _FIELD.sub(lambda field: field[0] if field[1] else field[0].upper(), text)


def _upper_from(runs: Runs, start: int) -> Runs:
    """``runs`` in capitals from a place in their joined text on; gaps only ask for words."""
    found = []
    for run in runs:
        kept = len(run.text) if run.gap else min(max(start, 0), len(run.text))
        found.append(replace(run, text=run.text[:kept] + _upper(run.text[kept:])))
        start -= len(run.text)
    return tuple(found)


def _ended(blocks: tuple[Block, ...], end: str) -> tuple[Block, ...]:
    """The last full stop of the text as the profile wants it; other endings stay."""
    if not blocks or blocks[-1].table or not blocks[-1].runs or not end:
        return blocks
    last = blocks[-1].runs[-1]
    if last.gap or last.footnote or not _ENDS.search(last.text):
        return blocks
    ended = replace(last, text=_ENDS.sub(end, last.text))
    return (*blocks[:-1], replace(blocks[-1], runs=(*blocks[-1].runs[:-1], ended)))


def _marked(line: Runs, mark: str) -> Runs:
    begun = plain(line).lstrip().startswith(mark.strip() or "\0")
    return line if begun or not mark or not line else (Run(mark), *line)
