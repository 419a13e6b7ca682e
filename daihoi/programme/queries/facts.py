"""What papers may name of the programme: its times, its items, and who runs the congress."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from daihoi.base.offers import Fact
from daihoi.congresses.models import Congress
from daihoi.papers.outline import Block, BlockKind, Run
from daihoi.programme.models import Conductor, Script
from daihoi.programme.queries.approval import approved_programme, version_in_force
from daihoi.programme.queries.conductors import conductors_of
from daihoi.programme.queries.programmes import Part, Sheet, sheet_of
from daihoi.programme.queries.seen import programmes_of
from daihoi.registry.models import Paper
from daihoi.registry.queries.filling import on_personnel, secret
from daihoi.rules.programme.items import Session, clock_times

Kind = Conductor.Part
PEOPLE = {
    "người dẫn chương trình": Kind.COMPERE,
    "chủ tịch đoàn": Kind.CHAIR,
    "đoàn chủ tịch": Kind.PRESIDIUM,
    "thư ký đại hội": Kind.SECRETARY,
    "người trình báo cáo chính trị": Kind.POLITICAL_REPORT,
    "người trình báo cáo kiểm điểm": Kind.REVIEW_REPORT,
    "người báo cáo đảng viên": Kind.MEMBERS_REPORT,
    "trưởng ban kiểm phiếu": Kind.HEAD_TELLER,
    "ban kiểm phiếu": Kind.TELLER,
    "đại diện cấp trên": Kind.SUPERIOR,
}
TIMES = ("giờ khai mạc", "giờ đón tiếp", "giờ phiên trù bị")
FACTS = (
    *(Fact(name, "Nguyễn Văn An") for name in PEOPLE),
    *(Fact(name, "7 giờ 30 phút") for name in TIMES),
    Fact("các mục phiên trù bị", "mỗi dòng một mục của phiên trù bị, số thứ tự tự đánh"),
    Fact("các mục phiên chính thức", "mỗi dòng một mục của phiên chính thức, số thứ tự tự đánh"),
    Fact("các mục kịch bản", "mỗi dòng một mục của kịch bản, số thứ tự tự đánh"),
)


def facts_of(thing: Any, _on: date) -> Mapping[str, Any]:
    """Facts of a congress; what is not known yet is left out.

    A name or a time that somebody typed into a paper before it was known here stands in for it.
    """
    if not isinstance(thing, Congress):
        return {}
    facts: dict[str, Any] = dict(_typed(thing))
    facts |= {
        name: ", ".join(str(each) for each in people)
        for name, part in PEOPLE.items()
        for people in [conductors_of_once(thing).get(part, [])]
        if people
    }
    versions = programmes_of(thing)
    if versions:
        shown = version_in_force(versions, approved_programme(thing, versions)) or versions[0]
        facts |= _of_sheet(sheet_of(shown))
    script = Script.objects.filter(congress=thing).order_by("-number").first()
    if script is not None:
        facts["các mục kịch bản"] = _script_lines(script)
    return facts


def conductors_of_once(congress: Congress) -> dict[str, list[Conductor]]:
    """Read once for a congress object."""
    found: dict[str, list[Conductor]] | None = congress.__dict__.get("conductors_read")
    if found is None:
        found = conductors_of(congress)
        congress.__dict__["conductors_read"] = found
    return found


def _of_sheet(sheet: Sheet) -> dict[str, Any]:
    parts = {part.session: part for part in sheet.parts}
    starts = {session: part.rows[0].starts for session, part in parts.items()}
    facts: dict[str, Any] = {"giờ đón tiếp": clock_words(sheet.programme.starts_at)}
    if Session.PREPARATORY in starts:
        facts["giờ phiên trù bị"] = clock_words(starts[Session.PREPARATORY])
    if Session.OFFICIAL in starts:
        facts["giờ khai mạc"] = clock_words(starts[Session.OFFICIAL])
    names = {
        Session.PREPARATORY: "các mục phiên trù bị",
        Session.OFFICIAL: "các mục phiên chính thức",
    }
    return facts | {names[s]: _part_lines(part) for s, part in parts.items() if s in names}


def clock_words(at: Any) -> str:
    """As papers write it: "7 giờ 30 phút"."""
    return f"{at.hour} giờ {at.minute:02} phút" if at.minute else f"{at.hour} giờ"


def _part_lines(part: Part) -> tuple[Block, ...]:
    return _lines(
        (
            f"{row.starts:%H:%M}",
            str(row.item.minutes),
            row.item.title,
            row.item.introduced,
            row.item.performed_by,
            row.papers,
        )
        for row in part.rows
    )


def _script_lines(script: Script) -> tuple[Block, ...]:
    lines = list(script.lines.order_by("position", "pk"))
    times = clock_times(script.programme.starts_at, [line.minutes for line in lines])
    return _lines(
        (f"{at:%H:%M}", str(line.minutes), line.title, line.conducted)
        for at, line in zip(times, lines, strict=False)
    )


def _lines(rows: Iterable[tuple[str, ...]]) -> tuple[Block, ...]:
    """A line for each row of a table: its columns stand between "|"."""
    said = (
        " | ".join(each.replace("|", "/").replace(";", ",") or " " for each in row) for row in rows
    )
    return tuple(Block(BlockKind.PARAGRAPH, (Run(line),)) for line in said)


def _typed(congress: Congress) -> dict[str, str]:
    """Names and times typed into open papers of the congress, the latest change first."""
    wanted = {*PEOPLE, *TIMES}
    found: dict[str, str] = {}
    papers = Paper.objects.filter(congress=congress).exclude(values={})
    readable = papers.exclude(on_personnel()).exclude(secret())
    for values in readable.order_by("updated_at", "pk").values_list("values", flat=True):
        found |= {name: text for name, text in values.items() if name in wanted and text}
    return found
