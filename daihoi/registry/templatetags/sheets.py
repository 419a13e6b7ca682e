"""A paper on the screen as it looks on its sheet."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from daihoi.papers.official import OfficialPaper
from daihoi.papers.outline import Block, BlockKind, Run, Table
from daihoi.papers.profiles import HeadingLook, Profile, Type, heading_kinds
from daihoi.papers.profiles.breaks import broken
from daihoi.papers.profiles.columns import column_widths
from daihoi.papers.writing.tables import grid_columns

register = template.Library()
PT_PER_MM = 72 / 25.4
ROOM_PT = 467.7  # between the margins of an upright A4 sheet (165 mm)
LANDSCAPE = 1.53  # how much wider the other way
WIDEST_UPRIGHT = 9500  # twips
TABLE_PT = 13
_TAGS = (("bold", "strong"), ("italic", "em"), ("underline", "u"))


@register.filter
def runs(words: Iterable[Run], links: Mapping[str, str] | None = None) -> SafeString:
    """The words of a line with their marks; a footnote stands in brackets.

    A gap is marked, and leads to where it is filled if ``links`` has an address for its field.
    """
    return format_html_join("", "{}", ((_run(run, links or {}),) for run in words))


@register.filter
def is_table(block: Block) -> bool:
    return block.kind is BlockKind.TABLE


@register.filter
def look(type_: Type) -> str:
    """Classes of how the profile sets a box: "sheet-bold sheet-center sheet-pt-14"."""
    marks = [name for name in ("bold", "italic", "underline") if getattr(type_, name)]
    marks += [type_.align.value] if type_.align else []
    return " ".join(f"sheet-{name}" for name in (*marks, f"pt-{type_.size_pt:g}"))


@register.filter
def heading_looks(official: OfficialPaper, profile: Profile) -> Mapping[int, HeadingLook]:
    """How headings of each level are set, as both files set them."""
    kinds = heading_kinds(official.all_blocks)
    return {level: profile.headings[kind] for level, kind in kinds.items()}


@register.filter
def as_broken(official: OfficialPaper, profile: Profile) -> OfficialPaper:
    """Long lines in the middle of their boxes break where both files break them."""
    types = profile.types
    left = profile.header_left_mm * PT_PER_MM
    page = profile.page
    across = page.height_mm if official.landscape else page.width_mm
    room = (across - page.left_mm - page.right_mm) * PT_PER_MM
    subject = (types.subject, room) if official.type_name else (types.letter_subject, left)
    return replace(
        official,
        superior=broken(official.superior, types.superior, left),
        issuer=broken(official.issuer, types.issuer, left),
        subject=broken(official.subject, *subject),
    )


@register.filter
def shares(table: Table) -> list[int]:
    """Widths of the columns in percent, as the sheet has them; [] for one that says none."""
    columns = grid_columns(table)
    if not columns:
        return []
    room = ROOM_PT * LANDSCAPE if sum(table.widths) > WIDEST_UPRIGHT else ROOM_PT
    widths = column_widths(table, columns, room_pt=room, upright_pt=ROOM_PT, size_pt=TABLE_PT)
    return [round(100 * width / sum(widths)) for width in widths]


@register.filter
def sheet_class(block: Block, looks: Mapping[int, HeadingLook] | None = None) -> str:
    """Its style class: "sheet-heading sheet-level-2 sheet-center"."""
    names = [f"sheet-{block.kind.value}"]
    if block.kind is not BlockKind.PARAGRAPH:
        names.append(f"sheet-level-{block.level}")
    if block.kind is BlockKind.HEADING and looks:
        set_as = looks[min(max(block.level, 1), 9)].type
        names.append(look(replace(set_as, align=block.align or set_as.align)))
    elif block.align:
        names.append(f"sheet-{block.align.value}")
    return " ".join(names)


def _run(run: Run, links: Mapping[str, str]) -> SafeString:
    if run.footnote:
        return format_html('<span class="sheet-note">[{}]</span>', run.footnote)
    lines = run.text.split("\n")
    html = format_html_join(mark_safe("<br>"), "{}", ((line,) for line in lines))
    for name, tag in _TAGS:
        if getattr(run, name):
            html = format_html("<{}>{}</{}>", tag, html, tag)
    if not run.gap:
        return html
    if url := links.get(run.text.strip("[]").lower()):
        return format_html('<a class="gap" href="{}">{}</a>', url, html)
    return format_html('<mark class="gap">{}</mark>', html)
