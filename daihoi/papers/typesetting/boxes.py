"""Every box of a paper at its place: the sheet that `program` writes down for typst."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from itertools import groupby

import segno

from daihoi.papers.official import CheckMark, OfficialPaper, Signature
from daihoi.papers.outline import Align, Block, BlockKind, Run, Runs, plain
from daihoi.papers.profiles import (
    Profile,
    Rule,
    Spacing,
    Type,
    heading_kinds,
    is_lead,
    printed,
)
from daihoi.papers.profiles.breaks import broken
from daihoi.papers.profiles.widths import width_pt
from daihoi.papers.typesetting.keeping import keep_end, kept
from daihoi.papers.typesetting.lists import STEP_MM, list_nodes
from daihoi.papers.typesetting.looks import WIDER, Node, look, points
from daihoi.papers.typesetting.tables import table_node
from daihoi.papers.typesetting.words import clean, words

# Distances that no rule names (default), in points.
BEFORE_TYPE = 18.0
BEFORE_TEXT = 12.0
BEFORE_FOOT = 18.0
BEFORE_BOX = 6.0
UNDER_WORDS = 3.0  # of the line under the titles
# What stands under what: the paper, its annexes, then the levels of headings in the text.
TITLE, ANNEX = 0, 1
DEEPEST_HEADING = 6  # PDF 1.7 has no H7
# More recipients than this may break over pages.
WHOLE_RECIPIENTS = 20
UNTITLED = "Văn bản"


def sheet(paper: OfficialPaper, profile: Profile) -> Node:
    """The whole paper as plain values, lengths in points."""
    paper = printed(paper, profile)
    language, _, region = paper.language.partition("-")
    page = profile.page
    return {
        "title": clean(paper.file_title) or UNTITLED,
        "author": clean(" ".join(plain(paper.issuer).split())),
        "language": language,
        "region": region or None,
        "page": {
            "top": points(page.top_mm),
            "bottom": points(page.bottom_mm),
            "left": points(page.left_mm),
            "right": points(page.right_mm),
            "mirrored": page.is_mirrored,
            "number-from-top": points(page.number_from_top_mm),
            "number-look": look(profile.types.page_number),
        },
        "look": look(profile.types.text, profile.text),
        "footnote-look": look(profile.types.footnote),
        "parts": list(_Boxes(paper, profile).parts()),
    }


class _Boxes:
    """The nodes of one paper that is printed as `profiles.printed` says."""

    def __init__(self, paper: OfficialPaper, profile: Profile) -> None:
        self._paper = paper
        self._profile = profile
        self._kinds = heading_kinds(paper.all_blocks)
        self._open_headings: list[int] = []

    def parts(self) -> Iterable[Node]:
        """Pages of one shape each: the paper, then its annexes."""
        paper = self._paper
        text = self._header() + self._title() + self._text(paper.blocks, landscape=paper.landscape)
        foot = self._foot()
        if foot:
            keep_end(text)
        yield self._part(text + foot, landscape=paper.landscape)
        for annex in paper.annexes:
            across = self._width(landscape=annex.landscape)
            titles = self._lines(annex.title, self._profile.types.annex_title, width=across)
            nodes = [self._heading(titles, ANNEX)] if titles else []
            nodes += self._blocks(annex.blocks, landscape=annex.landscape)
            yield self._part(nodes, landscape=annex.landscape)

    def _part(self, nodes: list[Node], *, landscape: bool) -> Node:
        page = self._profile.page
        width, height = points(page.width_mm), points(page.height_mm)
        if landscape:
            width, height = height, width
        return {"width": width, "height": height, "nodes": nodes}

    def _width(self, *, landscape: bool) -> float:
        page = self._profile.page
        across = page.height_mm if landscape else page.width_mm
        return points(across - page.left_mm - page.right_mm)

    def _shares(self, *parts: float) -> list[float]:
        """The width of the text, shared out."""
        width = self._width(landscape=self._paper.landscape)
        return [width * part / sum(parts) for part in parts]

    # The top of the first page

    def _header(self) -> list[Node]:
        """Issuing body and number at the left, titles and date at the right, marks under them."""
        paper, profile, types = self._paper, self._profile, self._profile.types
        left, right = self._shares(profile.header_left_mm, profile.header_right_mm)
        issuer = self._lines(paper.superior, types.superior, width=left)
        for own in self._lines(paper.issuer, types.issuer, width=left):
            issuer += [own, *self._rule(profile.issuer_rule, own, types.issuer)]
        titles = [
            self._line((Run(title.text),), title.type, width=right) for title in profile.titles
        ]
        titles += self._rule(profile.titles_rule, titles[-1], profile.titles[-1].type)
        number = self._lines(paper.number, types.number, width=left)
        if not paper.type_name:
            number += self._lines(paper.subject, types.letter_subject, width=left)
        dated = self._lines(paper.place_and_date, types.place_and_date, width=right)
        marks: list[Node] = [
            {"is": "boxed", "before": BEFORE_BOX}
            | {"look": look(types.mark), "runs": self._words((Run(mark),), types.mark, left)}
            for mark in (paper.secrecy, paper.urgency)
            if mark
        ]
        if paper.circulation:
            told = (Run(paper.circulation),)
            marks.append(self._line(told, types.circulation, width=left, before=BEFORE_BOX))
        draft = []
        if paper.draft:
            said = (Run(profile.words.draft.format(draft=paper.draft)),)
            draft.append(self._line(said, types.draft, width=right, before=BEFORE_BOX))
        cells = [issuer, titles, number, dated] if paper.has_header else []
        if marks or draft:
            cells += [marks, draft]
        gaps = [BEFORE_BOX if profile.issuer_rule.share else 0, BEFORE_BOX]
        nodes = [_columns([left, right], cells) | {"gaps": gaps}] if cells else []
        if paper.contact:
            lines = [self._line((Run(paper.contact),), types.contact)]
            nodes.append({"is": "foot", "lines": lines})
        return nodes

    def _rule(self, rule: Rule, over: Node, type_: Type) -> list[Node]:
        """What stands under a line."""
        if rule.letters:
            bare = Type(size_pt=type_.size_pt, align=type_.align)
            return [self._line((Run(rule.letters),), bare)]
        if rule.share:
            node = {"is": "rule", "before": UNDER_WORDS, "over": over, "share": rule.share}
            return [node | {"thickness": rule.line_pt}]
        return []

    def _title(self) -> list[Node]:
        """Type and subject, one heading; a letter has them in its header."""
        paper, types = self._paper, self._profile.types
        if not paper.type_name:
            return []
        width = self._width(landscape=paper.landscape)
        lines = self._lines(paper.type_name, types.type_name, width=width)
        lines += self._lines(paper.subject, types.subject, width=width)
        heading = self._heading(lines, TITLE) | {"before": BEFORE_TYPE}
        return [heading, *self._rule(self._profile.subject_rule, lines[-1], types.subject)]

    # The text

    def _text(self, blocks: Sequence[Block], *, landscape: bool) -> list[Node]:
        paper, types = self._paper, self._profile.types
        nodes = self._addressees() + [self._body_line(line, types.basis) for line in paper.bases]
        nodes += self._blocks(blocks, landscape=landscape)
        if nodes:
            nodes[0] |= {"before": BEFORE_TEXT, "plain": False}
        return nodes

    def _addressees(self) -> list[Node]:
        paper, type_ = self._paper, self._profile.types.addressee
        if not paper.addressees:
            return []
        label = self._body_line((Run(paper.salutation),), type_)
        lines = [self._line(line, type_, spacing=self._profile.text) for line in paper.addressees]
        return [label | {"is": "labelled", "lines": lines}]

    def _blocks(self, blocks: Sequence[Block], *, landscape: bool) -> list[Node]:
        width = self._width(landscape=landscape)
        spacing = self._profile.text
        nodes: list[Node] = []
        for is_item, group in groupby(blocks, key=lambda block: block.kind is BlockKind.ITEM):
            if is_item:
                nodes += list_nodes(
                    list(group),
                    between_pt=spacing.before_pt,
                    lines=lambda block, level: self._block_line(
                        block, width - points(level * STEP_MM)
                    ),
                )
                continue
            for block in group:
                if block.kind is BlockKind.HEADING and (block.mark or block.text.strip()):
                    nodes.append(self._text_heading(block, width))
                elif block.table is None:
                    nodes.append(self._block_line(block, width))
                elif table := table_node(
                    block.table,
                    room_pt=width,
                    upright_pt=self._width(landscape=False),
                    before_pt=spacing.before_pt,
                    look=look(self._profile.types.table),
                    words=lambda runs, room: self._words(runs, self._profile.types.table, room),
                ):
                    nodes.append(table)
        return nodes

    def _block_line(self, block: Block, width: float) -> Node:
        type_ = self._profile.types.text
        line = self._body_line(block.runs, type_, align=block.align, width=width)
        return kept(line) if is_lead(block) else line

    def _text_heading(self, block: Block, width: float) -> Node:
        level = min(max(block.level, 1), 9)
        looks = self._profile.headings[self._kinds[level]]
        runs = (Run(f"{block.mark.shown} "), *block.runs) if block.mark else block.runs
        line = self._line(
            runs,
            looks.type,
            spacing=self._profile.text,
            align=block.align,
            first_mm=looks.first_line_mm,
            width=width,
        )
        return self._heading([line], ANNEX + level) | {"before": looks.before_pt}

    def _heading(self, lines: list[Node], level: int) -> Node:
        """A heading; its tag is one deeper at most than that of the heading it stands under."""
        while self._open_headings and self._open_headings[-1] >= level:
            self._open_headings.pop()
        self._open_headings.append(level)
        depth = min(len(self._open_headings), DEEPEST_HEADING)
        return {"is": "heading", "before": 0, "level": depth, "lines": lines}

    # The foot of the last page

    def _foot(self) -> list[Node]:
        """Recipients at the left and the one who signs at the right; two or three stand side by side."""
        paper, signing = self._paper, self._profile.signing
        sent = self._sent()
        whole = len(paper.recipients) <= WHOLE_RECIPIENTS
        if len(paper.signatures) == 1:
            widths = self._shares(signing.left_mm, signing.right_mm)
            signed = self._signed(paper.signatures[0], widths[1])
            return [_columns(widths, [sent, signed], whole=whole) | {"before": BEFORE_FOOT}]
        nodes: list[Node] = []
        if paper.signatures:
            each = self._width(landscape=paper.landscape) / len(paper.signatures)
            signed_by = [self._signed(signature, each) for signature in paper.signatures]
            nodes.append(_columns([each] * len(signed_by), signed_by) | {"before": BEFORE_FOOT})
        if sent:
            width = points(signing.left_mm)
            nodes.append(_columns([width], [sent], whole=whole) | {"before": BEFORE_FOOT})
        return nodes

    def _sent(self) -> list[Node]:
        paper, types, width = (
            self._paper,
            self._profile.types,
            points(self._profile.signing.left_mm),
        )
        nodes: list[Node] = []
        if paper.recipients:
            label = (Run(self._profile.words.recipients),)
            nodes.append(self._line(label, types.recipients_label, width=width))
        for each in paper.recipients:
            nodes += self._lines(each, types.recipients, width=width)
        if paper.typist:
            typist = (Run(paper.typist),)
            nodes.append(self._line(typist, types.typist, width=width, before=BEFORE_BOX))
        if paper.check:
            nodes.append(_code(paper.check, points(self._profile.check_mm)))
            nodes.append(self._line((Run(paper.check.words),), types.check, width=width))
        return nodes

    def _signed(self, signature: Signature, width: float) -> list[Node]:
        types, signing = self._profile.types, self._profile.signing
        nodes: list[Node] = []
        for line in signature.authority:
            nodes += self._lines(line, types.authority, width=width)
        nodes += self._lines(signature.position, types.position, width=width)
        room = signing.sealed_room_mm if signature.has_seal else signing.room_mm
        nodes.append({"is": "room", "height": points(room)})
        nodes.append(self._line(signature.name, types.name, width=width))
        return nodes

    # Lines

    def _body_line(
        self,
        runs: Runs,
        type_: Type,
        *,
        align: Align = Align.NONE,
        width: float | None = None,
        before: float | None = None,
    ) -> Node:
        """A paragraph of the text: what is not set to a side begins further in."""
        spacing = self._profile.text
        aside = align in {Align.CENTER, Align.RIGHT}
        line = self._line(
            runs,
            type_,
            spacing=spacing,
            align=align,
            first_mm=0 if aside else spacing.first_line_mm,
            width=width,
            before=spacing.before_pt if before is None else before,
        )
        return line | {"plain": True}

    def _lines(self, runs: Runs, type_: Type, *, width: float | None = None) -> list[Node]:
        """The line of a box, which leaves no trace when it is empty."""
        says = any(run.text.strip() or run.footnote for run in runs)
        if not says:
            return []
        if type_.align is not Align.CENTER:
            return [self._line(runs, type_, width=width)]
        room = width or self._width(landscape=False)
        best = broken(runs, type_, room)
        longest = max(
            width_pt(line, size_pt=type_.size_pt, bold=type_.bold)
            for line in plain(best).split("\n")
        )
        return [self._line(best, type_, width=width) | {"balanced": longest * WIDER > room}]

    def _line(
        self,
        runs: Runs,
        type_: Type,
        *,
        spacing: Spacing | None = None,
        align: Align = Align.NONE,
        first_mm: float = 0,
        width: float | None = None,
        before: float = 0,
    ) -> Node:
        """A paragraph of any box; ``width`` in points, by default of the upright page."""
        return {
            "is": "paragraph",
            "before": before,
            "first": points(first_mm),
            "keep": False,
            "balanced": False,
            "plain": False,
            "look": look(type_, spacing, align=align),
            "runs": self._words(runs, type_, width or self._width(landscape=False)),
        }

    def _words(self, runs: Runs, type_: Type, width: float) -> list[Node]:
        return words(runs, room_pt=width, size_pt=type_.size_pt)


def _columns(widths: list[float], cells: list[list[Node]], *, whole: bool = True) -> Node:
    return {
        "is": "columns",
        "before": 0,
        "widths": widths,
        "gaps": [0],
        "cells": cells,
        "whole": whole,
    }


def _code(check: CheckMark, side: float) -> Node:
    """The QR code, its quiet zone within ``side``; who cannot see it hears where it leads."""
    picture = BytesIO()
    segno.make_qr(check.url, error="m").save(picture, kind="svg", xmldecl=False, border=4)
    svg = picture.getvalue().decode()
    alt = f"Mã QR: {check.url}"
    return {"is": "picture", "before": BEFORE_BOX, "svg": svg, "side": side, "alt": alt}
