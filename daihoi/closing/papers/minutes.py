"""Congress minutes (BBDH) as a paper: head and signatures of its kind, the text section by section."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from hashlib import sha256
from json import dumps

from django.utils import timezone

from daihoi.closing.models import CongressMinutes
from daihoi.closing.queries.composed import NOTHING, NOTHING_YET, closed_at
from daihoi.closing.queries.day import TheDay
from daihoi.closing.queries.minutes import KIND, MinutesPage, MinutesText
from daihoi.closing.queries.sections import PARTS
from daihoi.closing.queries.wording import hour, names_of
from daihoi.congresses.models import Congress
from daihoi.elections.models import Body
from daihoi.elections.papers.heads import headed, layout_of, paper_pdf, paper_word
from daihoi.meetings.queries.attendance import congress_meeting
from daihoi.papers.fields import Value
from daihoi.papers.official import OfficialPaper
from daihoi.papers.outline import Block, BlockKind, Run, plain
from daihoi.papers.profiles import Profile
from daihoi.registry.skeletons import skeletons
from daihoi.vietnamese.dates import DateStyle, format_date

FOOT = ("thư ký đại hội", "chủ tịch đoàn")  # who signs, from left to right


def shown_paper(page: MinutesPage) -> OfficialPaper | None:
    """What was signed, word for word; before that the paper as it stands; None: not for her yet."""
    if page.minutes is not None and page.minutes.content is not None and page.is_readable:
        return OfficialPaper.from_json(page.minutes.content)
    return minutes_paper(page.text) if page.text is not None else None


def minutes_paper(text: MinutesText) -> OfficialPaper:
    """The whole paper as it stands now; gaps are what nobody has said."""
    congress = text.congress
    template = replace(skeletons(congress.organization.family)[KIND], blocks=(), bases=())
    signed: dict[str, Value] = {**field_values(text.day)}
    paper = headed(congress, (), on=day_of(congress), values=signed, template=template)
    return replace(paper, blocks=tuple(_blocks(text)))  # what people said is no template


def field_values(day: TheDay) -> dict[str, str]:
    """Fields of the foot, by their names in templates."""
    secretaries = day.serving(Body.SECRETARIAT)
    presidium = day.serving(Body.PRESIDIUM)
    names = (names_of(secretaries), presidium[0].person.full_name if presidium else "")
    return {name: value for name, value in zip(FOOT, names, strict=True) if value}


def kept_values(paper: OfficialPaper) -> dict[str, str]:
    """The same of a paper that was signed: whoever serves by now, these did."""
    return {name: plain(each.name) for name, each in zip(FOOT, paper.signatures, strict=True)}


def paper_digest(paper: OfficialPaper) -> str:
    """SHA-256 of a paper as it is kept."""
    written = dumps(paper.to_json(), ensure_ascii=False, sort_keys=True)
    return sha256(written.encode()).hexdigest()


def day_of(congress: Congress) -> date:
    """The day its meeting is on, else the day it is planned for."""
    meeting = congress_meeting(congress)
    return meeting.on if meeting else congress.target_on


def profile_of(congress: Congress) -> Profile:
    return layout_of(congress, day_of(congress))


def minutes_word(paper: OfficialPaper, congress: Congress) -> bytes:
    return paper_word(paper, congress, day_of(congress))


def minutes_pdf(paper: OfficialPaper, congress: Congress) -> bytes:
    return paper_pdf(paper, congress, day_of(congress))


def file_name(congress: Congress, ending: str) -> str:
    return f"Biên bản đại hội {format_date(day_of(congress), DateStyle.DASHED)}.{ending}"


def source_of(minutes: CongressMinutes) -> str:
    """What the text belongs to, for the registry."""
    return f"closing.minutes:{minutes.pk}"


def _blocks(text: MinutesText) -> Iterator[Block]:
    says = {section.code: section for section in text.sections}
    family = text.congress.organization.family
    nothing = NOTHING if closed_at(text.day) else NOTHING_YET
    for part, sections in PARTS:
        yield _heading(part, level=2)
        for code, heading in sections:
            if heading:
                yield _heading(family.says(heading), level=3)
            yield from map(_line, says[code].lines or (nothing,))
    minutes = text.minutes
    if minutes is not None and minutes.read_back_at is not None:
        read = minutes.read_back_at
        on = format_date(timezone.localdate(read), DateStyle.LONG)
        said = f"Biên bản được đọc lại trước đại hội lúc {hour(read)}, {on} và thống nhất."
        yield _line(said)


def _heading(text: str, *, level: int) -> Block:
    return Block(BlockKind.HEADING, (Run(text),), level=level)


def _line(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, (Run(text),))
