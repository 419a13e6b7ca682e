"""Minutes of a count: everything they must carry (E-133), from what was kept of the ballot."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from itertools import takewhile

from django.utils import timezone

from daihoi.base.language import in_vietnamese
from daihoi.elections.models import Round, RoundState
from daihoi.elections.papers.blocks import heading, line, open_line, table, two
from daihoi.elections.papers.course import course_of_count
from daihoi.elections.papers.heads import headed
from daihoi.elections.queries.law import rules_of, title_of
from daihoi.elections.queries.name_rows import name_rows, percent_of
from daihoi.elections.queries.sealing import kept_until
from daihoi.elections.queries.signing import signed_of
from daihoi.elections.queries.tellers import CountedBy, tellers_of_count
from daihoi.elections.queries.titles import ballot_words
from daihoi.papers.fields import Value
from daihoi.papers.official import OfficialPaper
from daihoi.papers.outline import Block, Run
from daihoi.rules.elections.kinds import NextStep, label
from daihoi.rules.wording import by_paper
from daihoi.vietnamese.dates import DateStyle, format_date

PLACE, KEEPER = "địa điểm đại hội", "người giữ phiếu niêm phong"


def minutes_paper(round_: Round) -> OfficialPaper:
    """The whole paper as it stands now; gaps are what nobody has said."""
    congress = round_.election.congress
    blocks = minutes_blocks(round_)
    paper = headed(congress, blocks, on=counted_on(round_), values=minutes_values(round_))
    if is_draft(round_):
        return replace(paper, type_name=(*paper.type_name, Run(" (DỰ THẢO)")))
    return paper


def is_draft(round_: Round) -> bool:
    """Until it was told in the hall and its papers are sealed, minutes are no minutes."""
    return round_.announced_at is None or round_.sealed_at is None


def minutes_values(round_: Round) -> dict[str, Value]:
    """Fields of the head and foot that are this ballot's own."""
    found: dict[str, Value] = {"chức danh bầu": office_words(round_)}
    return found | signed_of(round_)


def office_words(round_: Round) -> str:
    """What was elected: "chi ủy, lượt bầu 2"."""
    election = round_.election
    with in_vietnamese():
        said = ballot_words(round_)
    title = title_of(election, rules_of(election.congress))
    return f"{title}, {said}" if said else title


def counted_on(round_: Round) -> date:
    at = round_.counted_at or timezone.now()
    return timezone.localdate(at)


def minutes_blocks(round_: Round) -> tuple[Block, ...]:
    with in_vietnamese():
        return tuple(_blocks(round_))


def _blocks(round_: Round) -> Iterator[Block]:
    says = round_.election.congress.organization.family.says
    yield heading("I. THỜI GIAN, ĐỊA ĐIỂM, BAN KIỂM PHIẾU")
    yield open_line(
        f"{_hour('Hồi', round_.opened_at)}, {format_date(counted_on(round_), DateStyle.LONG)}, tại"
        f" {{{{{PLACE}}}}}, ban kiểm phiếu tiến hành kiểm phiếu bầu {office_words(round_)}."
    )
    yield line("Ban kiểm phiếu gồm:")
    tellers = tellers_of_count(round_)
    yield from (line(f"- {_role(each)}") for each in tellers)
    if not tellers:
        yield open_line("- {{ban kiểm phiếu}}")
    yield heading("II. SỐ LƯỢNG VÀ DANH SÁCH BẦU")
    names = list(round_.names.order_by("position").values_list("printed", flat=True))
    yield line(f"Số lượng bầu: {two(round_.seats)}. Danh sách bầu có {two(len(names))} người:")
    yield from (line(f"{position}. {name}") for position, name in enumerate(names, 1))
    if round_.ordered_by:
        yield line(f"Bầu lại theo văn bản của cấp trên {round_.ordered_by}.")
    yield from _void_before(round_)
    yield heading("III. SỐ PHIẾU")
    yield table((654, 6200, 2500), ("TT", "Nội dung", "Số lượng"), _papers(round_))
    outcome = round_.outcome or {}
    base = outcome.get("base", {})
    if outcome.get("rows"):
        yield line(says(f"Mẫu số và số phiếu cần để trúng cử: {outcome['arithmetic']}."))
    deducted = base.get("words", "").partition("Đã trừ: ")[2]
    if deducted:
        yield line(says(f"Đã trừ: {deducted}"))
    yield line(f"Căn cứ: {by_paper(outcome.get('articles', ()))}.")
    if round_.rules_held:
        which = "khi phát phiếu" if round_.rules_held == round_.rules_digest else "mới"
        yield line(
            "Quy định đã đổi sau khi phát phiếu; đoàn chủ tịch quyết định áp dụng quy định"
            f" {which}: {round_.rules_reason.rstrip('.')}."
        )
    if course := tuple(course_of_count(round_)):
        yield line("Diễn biến kiểm phiếu:")
        yield from course
    yield heading("IV. KẾT QUẢ KIỂM PHIẾU")
    yield from _result(round_)
    yield heading("VI. NIÊM PHONG, LƯU GIỮ PHIẾU")
    yield _sealing(round_)
    read = "đã đọc trước đại hội"
    if round_.announced_at is None:
        read = "{{việc đọc biên bản trước đại hội}}"
    yield open_line(f"Biên bản lập xong {_hour('hồi', round_.counted_at)} cùng ngày, {read}.")


def _void_before(round_: Round) -> Iterator[Block]:
    """Ballots of the office that were given up since the last that was told: who decided, why."""
    earlier = round_.election.rounds.filter(number__lt=round_.number).order_by("-number")
    void = list(takewhile(lambda each: each.state == RoundState.VOID, earlier))
    for each in reversed(void):
        by = each.void_decision or "đoàn chủ tịch"
        yield line(
            f"Lượt bầu {each.number} không tính, theo quyết định của {by}. Lý do:"
            f" {each.void_reason.rstrip('.')}."
        )


def _result(round_: Round) -> Iterator[Block]:
    outcome = round_.outcome or {}
    rows = name_rows(outcome)
    if not rows:
        yield line(outcome.get("words", ""))
    else:
        head = ("TT", "Họ và tên", "Số phiếu", f"% trên {percent_of(outcome)}", "Kết quả")
        yield table(
            (654, 3400, 1200, 1200, 2900),
            head,
            (
                (str(n), row.printed, two(row.votes), row.percent, row.why or "trúng cử")
                for n, row in enumerate(rows, 1)
            ),
        )
    yield heading("V. NGƯỜI TRÚNG CỬ")
    elected = sorted((row for row in rows if row.is_elected), key=lambda row: row.rank or 0)
    if not elected:
        yield line("Không có ai trúng cử.")
    of = percent_of(outcome)
    for row in elected:
        yield line(f"{row.rank}. {row.printed}: {two(row.votes)} phiếu, đạt {row.percent} % {of}.")
    if outcome.get("open_seats"):
        step = label(NextStep(outcome["step"]))
        papers = by_paper(outcome.get("follows", {}).get("articles", ()))
        by = f" ({papers})" if papers else ""
        yield line(f"Còn thiếu {two(outcome['open_seats'])} người: {step}{by}.")


def _papers(round_: Round) -> Iterator[tuple[str, str, str]]:
    says = round_.election.congress.organization.family.says
    tally, roll = round_.tally or {}, round_.roll
    convened = roll.convened if roll else None
    present = round_.present
    absent = convened - present if convened is not None and present is not None else None
    reasons = dict(tally.get("reasons", {}))
    given = two(round_.issued)
    if round_.spoiled:
        given += f" ({two(round_.handed_out)} − {two(round_.spoiled)} hỏng đã đổi)"
    rows = [
        (says("Đảng viên chính thức được triệu tập"), two(convened)),
        ("Có mặt khi bỏ phiếu", two(present)),
        ("Vắng mặt khi bỏ phiếu", two(absent)),
        ("Phiếu phát ra", given),
        ("Phiếu thu về", two(round_.returned)),
        ("Phiếu hợp lệ", two(tally.get("valid"))),
        ("Phiếu không hợp lệ", two(sum(reasons.values()))),
        *((f"– {reason}", two(papers)) for reason, papers in reasons.items()),
    ]
    if tally.get("blank"):
        rows.append(("Phiếu trắng", two(tally["blank"])))
    for number, (said, value) in enumerate(rows, 1):
        yield str(number), said, value


def _sealing(round_: Round) -> Block:
    if round_.seal_note and round_.keep_until:
        until = format_date(round_.keep_until, DateStyle.DASHED)
        return line(f"{round_.seal_note.rstrip('.')}. Giữ đến hết ngày {until}.")
    words = kept_until(round_).words
    return open_line(f"{{{{việc niêm phong phiếu bầu}}}}, giao {{{{{KEEPER}}}}}. {words}")


def _role(member: CountedBy) -> str:
    left = ", thôi tham gia trước khi kiểm xong" if member.left else ""
    return f"{member.name}, {member.role}{left}"


def _hour(word: str, at: datetime | None) -> str:
    """As in "Hồi 9 giờ 05 phút"; a gap for an hour nobody kept."""
    if at is None:
        return f"{word} {{{{giờ kiểm phiếu}}}}"
    local = timezone.localtime(at)
    return f"{word} {local.hour} giờ {local.minute:02} phút"
