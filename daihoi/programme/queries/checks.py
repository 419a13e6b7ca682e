"""Findings of a programme in words: what, why, how sure, and where to put it right."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrPromise

from daihoi.congresses.models import TargetPrecision
from daihoi.logistics.models import Hall
from daihoi.meetings.queries.attendance import congress_meeting
from daihoi.programme.models import Programme
from daihoi.programme.queries.texts import UsedTexts
from daihoi.rules.certainty import Certainty
from daihoi.rules.findings import Finding
from daihoi.rules.programme.checks import (
    CERTAINTY,
    HOUSE,
    Called,
    check,
    differs_from_call,
    findings_in,
)
from daihoi.rules.programme.defaults import epidemic
from daihoi.rules.programme.items import Does, Item, Session, length_between, shown_session

WORDS: Mapping[str, StrPromise] = {
    "over_run": gettext_lazy(
        "Tổng %(total)s phút, quá %(minutes)s phút so với giờ kết thúc dự kiến."
    ),
    "under_run": gettext_lazy(
        "Tổng %(total)s phút, còn thừa %(minutes)s phút so với giờ kết thúc dự kiến."
    ),
    "no_performer": gettext_lazy("“%(title)s” chưa có người thực hiện."),
    "paper_draft": gettext_lazy("%(paper)s dùng ở mục “%(title)s” còn là dự thảo."),
    "paper_missing": gettext_lazy("%(paper)s dùng ở mục “%(title)s” chưa có."),
    "no_quorum": gettext_lazy(
        "Chưa xác nhận đủ số đảng viên có mặt trước lần biểu quyết đầu tiên: “%(title)s”."
    ),
    "presidium_late": gettext_lazy(
        "“%(title)s” do đoàn chủ tịch giới thiệu nhưng đứng trước mục bầu đoàn chủ tịch."
    ),
    "tellers_late": gettext_lazy("Chưa bầu ban kiểm phiếu trước khi bỏ phiếu: “%(title)s”."),
    "list_late": gettext_lazy("Chưa biểu quyết danh sách bầu cử trước khi bỏ phiếu: “%(title)s”."),
    "no_resolution": gettext_lazy("Chương trình chưa có mục thông qua nghị quyết."),
    "resolution_not_last": gettext_lazy(
        "“%(title)s” đứng sau mục thông qua nghị quyết; sau nghị quyết chỉ còn phần bế mạc."
    ),
    "action_programme_voted": gettext_lazy(
        "“%(title)s”: chương trình hành động chỉ thảo luận, không biểu quyết."
    ),
    "other_day": gettext_lazy(
        "Giấy triệu tập ghi ngày %(called)s, chương trình theo ngày đại hội %(planned)s."
    ),
    "other_hour": gettext_lazy(
        "Giấy triệu tập ghi %(called)s, chương trình bắt đầu lúc %(planned)s."
    ),
    "other_place": gettext_lazy(
        "Giấy triệu tập ghi địa điểm “%(called)s”, sơ đồ chỗ ngồi là “%(planned)s”."
    ),
    "too_many_speeches": gettext_lazy(
        "Phương án phòng dịch chỉ nên có %(limit)s tham luận, nay có %(minutes)s bài đã đăng ký."
    ),
}
CERTAINTY_LABELS = {
    Certainty.SOURCED: gettext_lazy("có nguồn xác nhận"),
    Certainty.SECONDARY: gettext_lazy("theo nguồn thứ cấp"),
    Certainty.DEFAULT: gettext_lazy("mặc định của phần mềm, chưa có nguồn xác nhận"),
    Certainty.UNCONFIRMED: gettext_lazy("chưa có nguồn xác nhận"),
}


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One finding; ``key`` of its item or "", ``url`` where it is put right; ``name`` for a list."""

    code: str
    text: str
    name: str
    basis: str
    certainty: str
    key: str
    url: str


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A sentence of its own, or several findings of a kind behind one ``lead``."""

    lead: str
    rows: list[CheckRow]


@dataclass(frozen=True, slots=True)
class CheckGroup:
    """What stands on one source, which is told once."""

    basis: str
    certainty: str
    lines: list[CheckLine]


PAPER_CODES = {
    "paper_draft": gettext_lazy("còn dự thảo"),
    "paper_missing": gettext_lazy("chưa có"),
}


def grouped(checks: Iterable[CheckRow]) -> list[CheckGroup]:
    """All but papers, by source; items without anybody to perform them are one line."""
    found: dict[tuple[str, str], CheckGroup] = {}
    for row in checks:
        if row.code in PAPER_CODES:
            continue
        source = (row.basis, row.certainty)
        lines = found.setdefault(source, CheckGroup(*source, [])).lines
        lead = _("Chưa có người thực hiện:") if row.code == "no_performer" else ""
        same = next((line for line in lines if lead and line.lead == lead), None)
        if same:
            same.rows.append(row)
        else:
            lines.append(CheckLine(lead, [row]))
    return list(found.values())


def papers_not_ready(checks: Iterable[CheckRow]) -> list[CheckRow]:
    """Each paper once, with how it stands, however many items use it."""
    found = {row.name: row for row in checks if row.code in PAPER_CODES}
    return list(found.values())


def findings_of(
    programme: Programme, items: Sequence[Item], texts: UsedTexts, *, speeches: int = 0
) -> list[Finding]:
    """What P58 and the chosen variant find in the items as they run."""
    refs = {ref for item in items for ref in item.uses}
    planned = length_between(programme.starts_at, programme.ends_at)
    found = check(items, texts.of(refs), planned_minutes=planned)
    cut = epidemic()
    if programme.variant == Programme.Variant.EPIDEMIC and speeches > cut.speeches:
        at = next((item for item in items if Does.SPEECHES in item.does), None)
        counted: dict[str, str | int | date] = {
            "minutes": speeches,
            "limit": cut.speeches,
            "key": at.key if at else "",
        }
        found.append(Finding("too_many_speeches", cut.basis, counted))
    return findings_in(programme.congress.organization.family.code, found)


def findings_of_call(
    programme: Programme, items: Sequence[Item], times: Sequence[time]
) -> list[Finding]:
    """Where the congress was called otherwise than the programme runs; ``times``: of the items."""
    congress = programme.congress
    meeting = congress_meeting(congress)
    if meeting is None or meeting.convened_at is None or congress.is_postponed:
        return []
    exact = congress.target_precision == TargetPrecision.DAY
    hall = Hall.objects.filter(congress=congress).values_list("name", flat=True).first()
    called = Called(meeting.pk, meeting.on, meeting.starts_at, meeting.place)
    on = congress.target_on if exact else None
    starts: dict[Session, time] = {}
    for item, at in zip(items, times, strict=False):
        starts.setdefault(
            shown_session(item.session, has_preparatory=programme.has_preparatory), at
        )
    return differs_from_call(called, on=on, starts=starts.values(), hall=hall or "")


def check_rows(found: Sequence[Finding], programme: Programme, texts: UsedTexts) -> list[CheckRow]:
    return [_row(each, programme, texts) for each in found]


def _row(finding: Finding, programme: Programme, texts: UsedTexts) -> CheckRow:
    facts = finding.facts
    key = str(facts.get("key", ""))
    page = reverse("programme:programme_detail", kwargs={"pk": programme.congress_id})
    url = f"{page}#item-{key}" if key else page
    if "ref" in facts:
        url = texts.url(str(facts["ref"]))
    elif "meeting" in facts:
        url = reverse("meetings:meeting_detail", kwargs={"pk": facts["meeting"]})
    certainty = CERTAINTY.get(finding.basis, Certainty.DEFAULT)
    if finding.basis == HOUSE:
        certainty = Certainty.UNCONFIRMED  # the basis itself says that it is the house's own
    return CheckRow(
        finding.code,
        str(WORDS[finding.code]) % facts,
        _name(finding),
        str(finding.basis),
        str(CERTAINTY_LABELS[certainty]),
        key,
        url,
    )


def _name(finding: Finding) -> str:
    if finding.code in PAPER_CODES:
        return f"{finding.facts['paper']} ({PAPER_CODES[finding.code]})"
    return str(finding.facts.get("title", ""))


def default_lengths_note() -> str:
    """Said where minutes are the house's own."""
    return _("Số phút có dấu * là mặc định của phần mềm, chưa có nguồn xác nhận.")
