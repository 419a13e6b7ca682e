"""Papers of all elections of a congress: the signed list of the elected, and the summary sheet."""

from collections.abc import Iterator, Sequence

from daihoi.base import clock
from daihoi.base.language import in_vietnamese
from daihoi.congresses.models import Congress
from daihoi.elections.models import TOLD, Round
from daihoi.elections.papers.blocks import heading, line, table, two
from daihoi.elections.papers.heads import headed
from daihoi.elections.queries.elected import Elected
from daihoi.elections.queries.name_rows import percent_of
from daihoi.elections.queries.open_places import open_places
from daihoi.elections.queries.results import ElectionRow, election_rows
from daihoi.elections.queries.signing import signed_of
from daihoi.elections.queries.tellers import tellers_of_count
from daihoi.elections.queries.titles import ballot_words
from daihoi.papers.fields import Value
from daihoi.papers.official import OfficialPaper
from daihoi.papers.outline import Block
from daihoi.rules.wording import by_paper

HELD = "tại {{đại hội}}, nhiệm kỳ {{nhiệm kỳ}}"


def elected_paper(congress: Congress) -> OfficialPaper:
    """Who was elected to what, for both signatures."""
    rows = election_rows(congress)
    with in_vietnamese():
        blocks = (*_elected(rows), *_open(congress))
    return headed(
        congress,
        blocks,
        on=clock.today(),
        values=_signed(rows),
        title="DANH SÁCH NGƯỜI TRÚNG CỬ",
        subject=HELD,
    )


def summary_paper(congress: Congress) -> OfficialPaper:
    """Every announced ballot with its papers and votes."""
    rows = election_rows(congress)
    with in_vietnamese():
        blocks = (*_summary(rows), *_open(congress))
    return headed(
        congress,
        blocks,
        on=clock.today(),
        values=_signed(rows),
        title="BẢNG TỔNG HỢP KẾT QUẢ BẦU CỬ",
        subject=HELD,
        is_wide=True,
    )


def _elected(rows: Sequence[ElectionRow]) -> Iterator[Block]:
    heads = {head for row in rows for head in _heads(row)}
    for number, row in enumerate(rows, 1):
        yield heading(f"{number}. {_capital(row.title)}")
        if any(each.is_recounted for each in row.rounds):
            yield line("Phiếu bầu đang được kiểm lại; dưới đây là kết quả đã công bố.")
        if not row.elected:
            yield line(row.election.outcome or "Chưa có người trúng cử.")
            continue
        yield table(
            (654, 4700, 1700, 2300),
            ("TT", "Họ và tên", "Số phiếu", "Ghi chú"),
            (
                (str(n), each.name, two(each.votes), _note(each))
                for n, each in enumerate(row.elected, 1)
            ),
        )
        if len(heads) > 1 and (own := ", ".join(_heads(row))):
            yield line(f"Trưởng ban kiểm phiếu: {own}.")


def _signed(rows: Sequence[ElectionRow]) -> dict[str, Value]:
    """By who counted and presided over the last ballot that was told."""
    told = [each for row in rows for each in _told(row)]
    last = max(told, key=lambda each: (each.announced_at, each.pk), default=None)
    return {**signed_of(last)} if last else {}


def _heads(row: ElectionRow) -> Iterator[str]:
    """Heads of the tellers of an office, each once, in the order of its ballots."""
    heads = (each.name for told in _told(row) for each in tellers_of_count(told) if each.is_head)
    return iter(dict.fromkeys(heads))


def _note(each: Elected) -> str:
    if each.appointed_by:
        return f"chỉ định: {each.appointed_by}"
    return f"lượt bầu {each.round_number}" if (each.round_number or 1) > 1 else ""


def _summary(rows: Sequence[ElectionRow]) -> Iterator[Block]:
    head = (
        "Chức danh", "Kết quả từng người", "Số lượng bầu", "Có mặt", "Phát ra", "Thu về", "Hợp lệ",
        "Không hợp lệ", "Trúng cử",
    )  # fmt: skip
    widths = (2000, 5000, 1000, 1000, 1000, 1000, 1000, 1100, 1000)
    yield table(widths, head, (_ballot(row, each) for row in rows for each in _told(row)))
    for of in dict.fromkeys(percent_of(each.outcome or {}) for row in rows for each in _told(row)):
        yield line(f"Tỷ lệ phần trăm tính trên {of}.")
    for row in rows:
        if row.election.outcome:
            yield line(row.election.outcome)
        if any(each.is_recounted for each in row.rounds):
            yield line(f"{_capital(row.title)}: phiếu bầu đang được kiểm lại.")


def _open(congress: Congress) -> Iterator[Block]:
    """What stays open, and by which article it is filled; nothing where nothing does."""
    says = congress.organization.family.says
    places = open_places(congress)
    if places:
        yield heading("CÒN KHUYẾT, CHƯA BẦU")
    for place in places:
        by = by_paper(place.later.get("articles", ()))
        words = " ".join(filter(None, [place.words, place.later.get("words", "")]))
        yield line(says(f"- {words}{f' ({by})' if by else ''}"))


def _told(row: ElectionRow) -> Iterator[Round]:
    return (each for each in row.rounds if each.state in TOLD)


def _ballot(row: ElectionRow, round_: Round) -> tuple[str, ...]:
    tally, outcome = round_.tally or {}, round_.outcome or {}
    said = ballot_words(round_)
    names = sorted(outcome["rows"], key=lambda each: -each["votes"])
    return (
        f"{_capital(row.title)}\n{said}" if said else _capital(row.title),
        "\n".join(
            f"{each['printed']}: {two(each['votes'])} ({each['percent']} %)"
            f"{', trúng cử' if each['is_elected'] else ''}"
            for each in names
        ),
        two(round_.seats),
        two(round_.present),
        two(round_.issued),
        two(round_.returned),
        two(tally.get("valid")),
        two(sum(tally.get("invalid", {}).values())),
        two(sum(each["is_elected"] for each in names)),
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
