"""Minutes of the poll on people from the floor (E-134; form 5 of annex 2 to 04-HD/TW of 2024).

The presidium runs the poll with a small group that counts (E-069): they sign, not the tellers.
"""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from daihoi.base.language import in_vietnamese
from daihoi.elections.models import Election, Nomination, Poll
from daihoi.elections.papers.blocks import heading, line, open_line, table, two
from daihoi.elections.papers.heads import CODE, headed
from daihoi.elections.queries.law import rules_of, title_of
from daihoi.elections.queries.outcomes import percent_said
from daihoi.elections.queries.polls import poll_of, polled
from daihoi.papers.fields import Box, paper_of
from daihoi.papers.official import OfficialPaper
from daihoi.papers.outline import Block
from daihoi.registry.skeletons import of_presidium, skeletons
from daihoi.rules.elections.people import floor_support
from daihoi.vietnamese.dates import DateStyle, format_date

PLACE, COUNTERS = "địa điểm đại hội", "tổ kiểm phiếu xin ý kiến"
HEAD = "tổ trưởng tổ kiểm phiếu xin ý kiến"
SIGNED = "TỔ KIỂM PHIẾU XIN Ý KIẾN\n{{tổ trưởng tổ kiểm phiếu xin ý kiến}}\n\nT/M ĐOÀN CHỦ TỊCH\n{{chủ tịch đoàn}}"
WIDTHS = (654, 2600, 2400, 1000, 1100, 1000, 1000)


def poll_paper(election: Election) -> OfficialPaper:
    """The whole paper as it stands now; gaps are what nobody has said."""
    blocks = poll_blocks(election)
    on = polled_on(election)
    return headed(
        election.congress,
        blocks,
        on=on,
        values={**poll_values(election)},
        template=poll_template(election),
    )


def poll_values(election: Election) -> dict[str, str]:
    """Who signs for those who counted, once that is known."""
    papers = poll_of(election)
    return {HEAD: papers.head} if papers else {}


def poll_template(election: Election) -> OfficialPaper:
    """Head, subject and signatures, with fields still in them."""
    boxes = {
        Box.TYPE_NAME: "BIÊN BẢN KIỂM PHIẾU XIN Ý KIẾN",
        Box.SUBJECT: f"về người ứng cử, được đề cử bầu {office_of(election)} tại {{{{đại hội}}}},"
        " nhiệm kỳ {{nhiệm kỳ}}",
        Box.SIGNATURES: SIGNED,
    }
    return paper_of(boxes, of_presidium(skeletons(election.congress.organization.family)[CODE]))


def office_of(election: Election) -> str:
    return title_of(election, rules_of(election.congress))


def polled_on(election: Election) -> date:
    return election.congress.target_on


def poll_blocks(election: Election) -> tuple[Block, ...]:
    with in_vietnamese():
        return tuple(_blocks(election, polled(election)))


def _blocks(election: Election, rows: list[Nomination]) -> Iterator[Block]:
    says = election.congress.organization.family.says
    rules = rules_of(election.congress)
    yield heading("I. THỜI GIAN, ĐỊA ĐIỂM, THÀNH PHẦN")
    day = format_date(polled_on(election), DateStyle.LONG)
    yield open_line(
        f"Hồi {{{{giờ xin ý kiến}}}}, {day}, tại {{{{{PLACE}}}}}, đoàn chủ tịch lấy phiếu xin ý kiến"
        + says(" đại hội về người ứng cử, được đề cử ngoài danh sách của cấp ủy,")
        + f" bầu {office_of(election)}."
    )
    papers = poll_of(election)
    if papers is None:
        yield open_line(f"Tổ kiểm phiếu xin ý kiến gồm: {{{{{COUNTERS}}}}}.")
    else:
        yield line(f"Tổ kiểm phiếu xin ý kiến gồm: {papers.counters.rstrip('.')}.")
    yield heading("II. SỐ PHIẾU")
    yield _papers(papers)
    yield heading("III. KẾT QUẢ")
    answers = [floor_support(row.attending or 0, row.supporters or 0, rules) for row in rows]
    head = ("TT", "Họ và tên", "Ứng cử, đề cử", "Số người dự", "Số ủng hộ", "Tỷ lệ %", "Cần")
    yield table(
        WIDTHS,
        head,
        (
            (str(n), str(row.person), _whence(row), two(row.attending), two(row.supporters),
             _percent(row), two(answer.facts.get("need")))
            for n, (row, answer) in enumerate(zip(rows, answers, strict=True), 1)
        ),
    )  # fmt: skip
    for row, answer in zip(rows, answers, strict=True):
        yield line(f"- {row.person}: {answer.words}")
    yield line(f"Căn cứ: {'; '.join(str(each) for each in answers[0].articles)}.")
    enough = [
        str(row.person)
        for row, each in zip(rows, answers, strict=True)
        if each.decision == "enough"
    ]
    if any(each.decision != "not_asked" for each in answers):
        yield heading("IV. NGƯỜI ĐỦ TỶ LỆ ỦNG HỘ ĐỂ ĐẠI HỘI XEM XÉT")
        yield line(f"{'; '.join(enough)}." if enough else "Không có ai.")
    yield line("Biên bản đã đọc trước đại hội.")


def _papers(papers: Poll | None) -> Block:
    if papers is None:
        return open_line(
            "Số phiếu phát ra: {{số phiếu xin ý kiến phát ra}}; thu về: {{số phiếu xin ý kiến thu về}};"
            " hợp lệ: {{số phiếu xin ý kiến hợp lệ}}; không hợp lệ: {{số phiếu xin ý kiến không hợp lệ}}."
        )
    return line(
        f"Số phiếu phát ra: {two(papers.given)}; thu về: {two(papers.returned)}; hợp lệ:"
        f" {two(papers.valid)}; không hợp lệ: {two(papers.invalid)}."
    )


def _whence(row: Nomination) -> str:
    said = str(row.get_source_display())
    return f"{said}, người đề cử: {row.nominated_by}" if row.nominated_by else said


def _percent(row: Nomination) -> str:
    if not row.attending:
        return ""
    return percent_said(Fraction((row.supporters or 0) * 100, row.attending))
