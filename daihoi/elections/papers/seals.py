"""The note on the envelope of sealed ballots (E-029)."""

from collections.abc import Iterator

from daihoi.base import clock
from daihoi.base.language import in_vietnamese
from daihoi.elections.models import Round
from daihoi.elections.papers.blocks import line, open_line, table, two
from daihoi.elections.papers.heads import headed
from daihoi.elections.papers.minutes import KEEPER, minutes_values, office_words
from daihoi.elections.queries.sealing import kept_until
from daihoi.papers.official import OfficialPaper
from daihoi.papers.outline import Block
from daihoi.vietnamese.dates import DateStyle, format_date


def seal_paper(round_: Round) -> OfficialPaper:
    """How many papers are inside, who keeps them and until when."""
    with in_vietnamese():
        blocks = tuple(_blocks(round_))
    return headed(
        round_.election.congress,
        blocks,
        on=clock.today(),
        values=minutes_values(round_),
        title="PHIẾU NIÊM PHONG PHIẾU BẦU",
        subject=f"bầu {office_words(round_)} tại {{{{đại hội}}}}, nhiệm kỳ {{{{nhiệm kỳ}}}}",
    )


def _blocks(round_: Round) -> Iterator[Block]:
    tally = round_.tally or {}
    unused = None
    if round_.printed is not None and round_.printed >= (round_.handed_out or 0):
        unused = round_.printed - (round_.handed_out or 0)
    rows = (
        ("Phiếu hợp lệ", tally.get("valid")),
        ("Phiếu không hợp lệ", sum(tally["invalid"].values()) if tally else None),
        ("Phiếu thu về", round_.returned),
        ("Phiếu hỏng đã đổi", round_.spoiled),
        ("Phiếu in chưa phát", unused),
    )
    yield table(
        (654, 6200, 2500),
        ("TT", "Trong gói niêm phong", "Số phiếu"),
        ((str(n), said, two(number)) for n, (said, number) in enumerate(rows, 1)),
    )
    if round_.seal_note:
        yield line(f"{round_.seal_note.rstrip('.')}.")
    else:
        yield open_line(f"Giao {{{{{KEEPER}}}}} giữ.")
    if round_.keep_until:
        yield line(f"Giữ đến hết ngày {format_date(round_.keep_until, DateStyle.DASHED)}.")
    else:
        yield line(kept_until(round_).words)
    yield line(
        "Chỉ mở khi cấp có thẩm quyền giải quyết khiếu nại; hết thời hạn mà không có khiếu nại"
        " thì hủy theo quy định."
    )
