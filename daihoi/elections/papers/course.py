"""How a count went, for its minutes: doubtful papers, what was mended, what was counted anew."""

from collections.abc import Iterator

from daihoi.elections.models import Count, DoubtfulPaper, Round
from daihoi.elections.papers.blocks import line
from daihoi.papers.outline import Block


def course_of_count(round_: Round) -> Iterator[Block]:
    """One line each (E-125, E-027), up to the attempt that is told; nothing for a count without any."""
    yield from (line(f"- {_ruled(each)}") for each in _doubtful(round_))
    mended = Count.objects.filter(
        round=round_, version__gt=1, attempt__lte=round_.told_attempt
    ).order_by("attempt", "side", "version")
    for count in mended:
        yield line(
            f"- Bên kiểm {count.side} kiểm lại, bản {count.version}, nhập"
            f" {count.get_mode_display()}. Lý do: {_closed(count.reason)}"
        )
    for again in round_.recounts.filter(attempt__lte=round_.told_attempt):
        told = " sau khi đã công bố" if again.was_told else ""
        dropped = f" Không kiểm tiếp: {_closed(again.dropped)}" if again.dropped else ""
        yield line(
            f"- Kiểm lại toàn bộ lần {again.attempt}{told}, theo quyết định của"
            f" {again.decided_by}. Lý do: {_closed(again.reason)}{dropped}"
        )


def _doubtful(round_: Round) -> Iterator[DoubtfulPaper]:
    rows = DoubtfulPaper.objects.filter(
        round=round_, attempt=round_.told_attempt, is_valid__isnull=False
    )
    return iter(rows.order_by("label"))


def _ruled(paper: DoubtfulPaper) -> str:
    verdict = "hợp lệ" if paper.is_valid else "không hợp lệ"
    by = f" ({', '.join(paper.present)})" if paper.present else ""
    return (
        f"Phiếu chưa rõ {paper.label}: {paper.seen.rstrip('.')}. Ban kiểm phiếu{by} quyết định"
        f" {verdict}. Lý do: {_closed(paper.ruling)}"
    )


def _closed(reason: str) -> str:
    return f"{reason.rstrip('.')}."
