"""The minutes of one step (biên bản giới thiệu nhân sự): head, attendance, ballots, who goes on and why."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import time

from daihoi.base import clock, offers
from daihoi.base.errors import NotFound
from daihoi.base.language import in_vietnamese
from daihoi.congresses.queries.facts import table
from daihoi.papers.fields import Value, field_key, field_names, fill
from daihoi.papers.official import OfficialPaper
from daihoi.papers.outline import Block, BlockKind, Run
from daihoi.papers.profiles import Profile, profile_on
from daihoi.papers.writing import write_official_word
from daihoi.personnel.queries.step_page import BallotSheet, StepPage
from daihoi.registry.papers.printing import printed_pdf
from daihoi.registry.skeletons import skeletons
from daihoi.vietnamese.dates import DateStyle, format_date

CODE = "BBNS"
TEXT = "nội dung văn kiện"  # where the text stands in the template
COUNTERS = "tổ kiểm phiếu"
VOTE_WIDTHS = (600, 4400, 1500, 2800)
WHY_WIDTHS = (600, 3000, 1500, 4200)


def step_word(page: StepPage) -> bytes:
    return write_official_word(step_minutes(page), _profile(page))


def step_pdf(page: StepPage) -> bytes:
    return printed_pdf(step_minutes(page), _profile(page))


def file_name(page: StepPage, ending: str) -> str:
    """As in "Biên bản nhân sự, bước 2.docx": no name of a person."""
    return f"Biên bản nhân sự, bước {page.line.step.number}.{ending}"


def step_minutes(page: StepPage) -> OfficialPaper:
    """The whole paper as it stands now; what nobody wrote down is a gap.

    `NotFound` for a step that is no meeting: nobody met, so there is nothing to take minutes of.
    """
    if not page.line.is_meeting:
        raise NotFound
    on = page.held.on or clock.today()
    template = template_of(page)
    with in_vietnamese():
        told = offers.facts_of(page.plan.congress, on, wanted=field_names(template))
        values: dict[str, Value] = {field_key(name): value for name, value in told.items()}
        values |= values_of(page)
        values |= {"ngày văn bản": format_date(on, DateStyle.LONG), TEXT: text_of(page)}
        return fill(template, values)


def template_of(page: StepPage) -> OfficialPaper:
    """The house's own for these minutes; without the line of the counting team where nobody votes."""
    template = skeletons()[CODE]
    if page.line.has_ballot:
        return template
    kept = (block for block in template.blocks if COUNTERS not in block.text)
    return replace(template, blocks=tuple(kept))


def values_of(page: StepPage) -> dict[str, str]:
    """Fields of the template by their names, as far as they were written down."""
    held = page.held
    about = f"giới thiệu nhân sự, bước {page.line.step.number}: {held.title[:1].lower()}{held.title[1:]}"
    found = {
        "nội dung giới thiệu nhân sự": about,
        "giờ bắt đầu": _hour(held.starts_at),
        "giờ kết thúc": _hour(held.ends_at),
        "ngày họp": format_date(held.on, DateStyle.LONG) if held.on else "",
        "địa điểm họp": held.place,
        "số được triệu tập": _count(held.convened),
        "thành phần triệu tập": page.line.step.convened,
        "số có mặt": _count(held.present),
        "chủ trì": held.chair,
        "người ghi biên bản": held.minute_taker,
        COUNTERS: held.counters,
    }
    return {name: text for name, text in found.items() if text}


def text_of(page: StepPage) -> tuple[Block, ...]:
    """What was done: the work, the conclusions, the ballots, who goes on and why."""
    with in_vietnamese():
        return tuple(_text(page))


def _text(page: StepPage) -> Iterator[Block]:
    held = page.held
    yield _paragraph(page.line.work)
    for line in held.note.splitlines():
        if line.strip():
            yield _paragraph(line)
    for sheet in page.ballots:
        yield from _ballot(sheet)
    if page.said is not None:
        yield _paragraph(page.said.words)
        yield _paragraph(f"Căn cứ: {page.said.article}.")
    yield from _reasons(page)
    on = [row.label for row in page.outcome if row.goes_on]
    out = [row.label for row in page.outcome if not row.goes_on]
    if on:
        yield _paragraph(f"Tiếp tục: {', '.join(on)}.")
    if out:
        yield _paragraph(f"Dừng lại: {', '.join(out)}.")
    if page.difference is not None:
        yield _paragraph(page.difference.words)


def _ballot(sheet: BallotSheet) -> Iterator[Block]:
    ballot = sheet.ballot
    yield _paragraph(
        f"Bỏ phiếu giới thiệu lần {ballot.number}: phát ra {ballot.issued}, thu về "
        f"{ballot.returned}, hợp lệ {ballot.returned - ballot.invalid}, "
        f"không hợp lệ {ballot.invalid}."
    )
    yield from table(
        VOTE_WIDTHS,
        ("TT", "Họ và tên", "Số phiếu", "Kết quả"),
        *(
            (str(n), row.label, str(row.votes), "đạt" if row.goes_on else "không đạt")
            for n, row in enumerate(sheet.rows, 1)
        ),
    )


def _reasons(page: StepPage) -> tuple[Block, ...]:
    """Each person with the result and why: as it was kept, before that as it was assessed."""
    rows = [(row.label, row.goes_on, row.short_reason) for row in page.outcome] or [
        (known.label, row.goes_on, row.reason) for known, row in page.assessed if row is not None
    ]
    if not rows:
        return ()
    return table(
        WHY_WIDTHS,
        ("TT", "Họ và tên", "Kết quả", "Vì sao"),
        *(
            (str(n), label, "tiếp tục" if goes_on else "dừng lại", why)
            for n, (label, goes_on, why) in enumerate(rows, 1)
        ),
    )


def _profile(page: StepPage) -> Profile:
    return profile_on(page.held.on or clock.today(), is_state=False)


def _hour(value: time | None) -> str:
    """As papers write it: "14 giờ 05"."""
    return f"{value.hour} giờ {value.minute:02}" if value else ""


def _count(value: int | None) -> str:
    return "" if value is None else f"{value:02}"


def _paragraph(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, (Run(text),))
