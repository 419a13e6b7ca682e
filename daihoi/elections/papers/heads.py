"""Head, signatures and files that papers of an election share: those of the minutes of a count."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from daihoi.base import offers
from daihoi.base.language import in_dialect
from daihoi.congresses.models import Congress
from daihoi.elections.queries.signing import signed_by
from daihoi.papers.fields import Value, field_key, field_names, fill, parse_runs
from daihoi.papers.official import OfficialPaper
from daihoi.papers.outline import Block, Run
from daihoi.papers.profiles import Profile, profile_on
from daihoi.papers.writing import write_official_word
from daihoi.registry.papers.printing import printed_pdf
from daihoi.registry.skeletons import skeletons
from daihoi.vietnamese.dates import DateStyle, format_date

CODE = "BBKP"


def headed(
    congress: Congress,
    blocks: Iterable[Block],
    *,
    on: date,
    values: dict[str, Value] | None = None,
    title: str = "",
    subject: str = "",
    is_wide: bool = False,
    template: OfficialPaper | None = None,
) -> OfficialPaper:
    """A paper of the tellers with both signatures; its gaps say what is not known yet.

    ``title`` and ``subject`` stand in for those of the minutes, ``template`` for all around the text.
    """
    own = template or skeletons(congress.organization.family)[CODE]
    own = replace(own, blocks=tuple(blocks), annexes=(), number=(), landscape=is_wide)
    if title:
        own = replace(own, type_name=(Run(title),), subject=parse_runs(subject))
    with in_dialect(congress.organization.family.dialect):
        facts = offers.facts_of(congress, on, wanted=field_names(own))
        known: dict[str, Value] = {field_key(name): value for name, value in facts.items()}
        known |= {"ngày văn bản": format_date(on, DateStyle.LONG)} | signed_by(congress)
    return fill(own, known | (values or {}))


def layout_of(congress: Congress, on: date) -> Profile:
    return profile_on(on, is_state=congress.organization.family.is_state_layout)


def paper_word(paper: OfficialPaper, congress: Congress, on: date) -> bytes:
    return write_official_word(paper, layout_of(congress, on))


def paper_pdf(paper: OfficialPaper, congress: Congress, on: date) -> bytes:
    return printed_pdf(paper, layout_of(congress, on))
