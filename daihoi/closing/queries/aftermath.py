"""What is due after a congress, until when, and how far it is (P72 to P77)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from daihoi.accounts.permissions import Permission, can
from daihoi.approvals.queries.confirmations import confirmation_of
from daihoi.approvals.queries.reach import reads_here
from daihoi.approvals.queries.results import result_deadline
from daihoi.base import clock
from daihoi.closing.models import CongressMinutes, HandOver, TermEnd
from daihoi.closing.queries.archive import Archive, archive_of
from daihoi.closing.queries.handovers import handovers_of
from daihoi.closing.queries.terms import end_of
from daihoi.closing.queries.waiting import is_closed
from daihoi.congresses.models import Congress
from daihoi.congresses.queries.congresses import congress_of, current_congress
from daihoi.documents.models import Document
from daihoi.documents.models.documents import DocumentKind
from daihoi.elections.models import Round, RoundState
from daihoi.elections.queries.law import rules_of
from daihoi.registry.models import RegisterEntry
from daihoi.registry.queries.terms import congress_days
from daihoi.resolutions.models import Resolution
from daihoi.rules.superior import report_rule_on
from daihoi.vietnamese.dates import DateStyle, format_date


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing that follows the congress; ``detail`` says how far it is.

    ``basis``: the article it comes from, "" for usual practice; ``url`` "" for who does not go there.
    """

    title: str
    is_done: bool
    detail: str
    due_on: date | None = None
    basis: str = ""
    url: str = ""

    @property
    def is_late(self) -> bool:
        return not self.is_done and self.due_on is not None and self.due_on < clock.today()

    @property
    def kind(self) -> str:
        """Of the badge."""
        if self.is_done:
            return "done"
        return "late" if self.is_late else "waiting"

    @property
    def state(self) -> str:
        if self.is_done:
            return _("xong")
        return _("quá hạn") if self.is_late else _("đang chờ")


@dataclass(frozen=True, slots=True)
class AftermathPage:
    """``closed_on`` None: not known, or the congress is postponed.

    ``is_over``: it was noted as closed, or its last day has passed without anybody noting it.
    """

    congress: Congress
    closed_on: date | None
    is_over: bool
    duties: list[Duty]
    handovers: list[HandOver]
    archive: Archive
    ended: TermEnd | None
    can_write: bool
    can_end: bool
    can_open_next: bool

    @property
    def done(self) -> int:
        return sum(duty.is_done for duty in self.duties)

    @property
    def late(self) -> int:
        return sum(duty.is_late for duty in self.duties)


def aftermath_page(pk: int, *, viewer: Any) -> AftermathPage:
    """All that follows a congress, with hand-over and archive."""
    congress = congress_of(pk, viewer=viewer, to=Permission.CLOSING_VIEW)
    days = congress_days(congress)
    handovers = handovers_of(congress)
    archive = archive_of(congress, viewer=viewer)
    ended = end_of(congress)
    latest = congress.organization.congresses.order_by("-ordinal").values_list("pk", flat=True)
    manages = can(viewer, Permission.CONGRESSES_MANAGE, at=congress.organization)
    return AftermathPage(
        congress=congress,
        closed_on=days.closes_on if days else None,
        is_over=days is not None and (is_closed(congress) or days.closes_on < clock.today()),
        duties=list(_duties(congress, viewer, handovers, archive, ended)),
        handovers=handovers,
        archive=archive,
        ended=ended,
        can_write=can(viewer, Permission.CLOSING_WRITE, at=congress),
        can_end=ended is None and can(viewer, Permission.CLOSING_END, at=congress),
        can_open_next=ended is not None and manages and latest.first() == congress.pk,
    )


def open_duties(viewer: Any) -> tuple[Congress, list[Duty]] | None:
    """What is still to do after the viewer's congress, for who keeps or ends it; None before its day."""
    congress = current_congress(viewer)
    if congress is None or congress.is_postponed or congress.target_on > clock.today():
        return None
    if not can(viewer, Permission.CLOSING_WRITE, at=congress):
        return None
    page = aftermath_page(congress.pk, viewer=viewer)
    return congress, [duty for duty in page.duties if not duty.is_done] if page.is_over else []


def _duties(
    congress: Congress,
    viewer: Any,
    handovers: list[HandOver],
    archive: Archive,
    ended: TermEnd | None,
) -> Iterator[Duty]:
    issued = _issued(congress)
    yield _minutes(congress, issued)
    yield _resolution(congress, issued)
    papers = reverse("registry:paper_list", args=[congress.pk])
    detail = _symbol(issued, "CTHD") or _(
        "cấp ủy khóa mới hoàn chỉnh và ban hành, không biểu quyết"
    )
    yield Duty(_("Chương trình hành động"), "CTHD" in issued, detail, url=papers)
    yield from _results(congress, viewer, issued)
    yield from _superior_drafts(congress, issued)
    yield from _ballots(congress)
    yield _handed(congress, handovers)
    yield _archived(congress, archive)
    detail = _symbol(issued, "MLHS") or _("lập sau khi tập hợp đủ văn bản")
    yield Duty(_("Mục lục hồ sơ"), "MLHS" in issued, detail, url=papers)
    detail = _("khi đã có chuẩn y của cấp trên")
    if ended is not None:
        detail = _("cấp ủy khóa mới từ %(day)s") % {"day": _day(ended.begins_on)}
    url = reverse("closing:term_end", args=[congress.pk])
    ends = can(viewer, Permission.CLOSING_END, at=congress)
    yield Duty(_("Kết thúc nhiệm kỳ"), ended is not None, detail, url=url if ends else "")


def _issued(congress: Congress) -> dict[str, RegisterEntry]:
    """The last paper of each kind that stands in the register."""
    rows = congress.register_entries.filter(cancelled_at__isnull=True).exclude(kind="")
    return {each.kind: each for each in rows.order_by("issued_on", "pk")}


def _symbol(issued: dict[str, RegisterEntry], code: str) -> str:
    if code not in issued:
        return ""
    entry = issued[code]
    told = {"symbol": entry.symbol, "day": _day(entry.issued_on)}
    return _("ban hành %(symbol)s ngày %(day)s") % told


def _minutes(congress: Congress, issued: dict[str, RegisterEntry]) -> Duty:
    minutes = CongressMinutes.objects.filter(congress=congress).first()
    detail = _symbol(issued, "BBDH")
    if not detail:
        detail = _("chưa ký")
        if minutes and minutes.is_begun:
            detail = _("đã ký đủ, chưa ban hành") if minutes.is_fixed else _("đang ký")
    url = reverse("closing:minutes_detail", args=[congress.pk])
    return Duty(_("Biên bản đại hội"), "BBDH" in issued, detail, url=url)


def _resolution(congress: Congress, issued: dict[str, RegisterEntry]) -> Duty:
    detail = _symbol(issued, "NQDH")
    if not detail:
        adopted = Resolution.objects.filter(congress=congress, adopted_at__isnull=False).exists()
        detail = _("đã thông qua, chưa ban hành") if adopted else _("chưa thông qua")
    url = reverse("resolutions:resolution_detail", args=[congress.pk])
    return Duty(_("Nghị quyết đại hội"), "NQDH" in issued, detail, url=url)


def _results(congress: Congress, viewer: Any, issued: dict[str, RegisterEntry]) -> Iterator[Duty]:
    """The report with the submission (P72), then what the superior decides (P73)."""
    if not rules_of(congress).approval_by_superior.value:
        return
    url = reverse("approvals:confirmation", args=[congress.pk])
    url = url if reads_here(viewer, congress) else ""
    deadline, sent = result_deadline(congress), confirmation_of(congress)
    ready = [
        name for code, name in (("BCKQ", _("báo cáo")), ("TTCY", _("tờ trình"))) if code in issued
    ]
    detail = (
        _("đã ban hành %(papers)s, chưa gửi") % {"papers": ", ".join(ready)}
        if ready
        else _("chưa gửi")
    )
    if sent is not None:
        detail = _("gửi ngày %(day)s") % {"day": _day(sent.sent_on)}
    yield Duty(
        _("Báo cáo kết quả, tờ trình đề nghị chuẩn y"),
        sent is not None,
        detail,
        deadline.due_on if deadline else None,
        deadline.basis if deadline else "",
        url,
    )
    decision = sent.decision if sent else None
    detail = _("chờ cấp trên trả lời") if sent else _("sau khi gửi hồ sơ")
    if decision is not None:
        told = {"number": decision.paper_number, "day": _day(decision.paper_on)}
        detail = _("%(number)s ngày %(day)s") % told
        if sent and sent.is_refused:
            detail = _("không công nhận kết quả, %(paper)s") % {"paper": detail}
        elif sent and sent.refused:
            refused = {"paper": detail, "n": len(sent.refused)}
            detail = _("%(paper)s, không chuẩn y %(n)s chức danh") % refused
    due_on = sent.submission.due_on if sent else None
    is_done = decision is not None and not (sent and sent.is_refused)
    yield Duty(_("Quyết định chuẩn y của cấp trên"), is_done, detail, due_on, url=url)


def _superior_drafts(congress: Congress, issued: dict[str, RegisterEntry]) -> Iterator[Duty]:
    """The synthesis of comments on a superior's drafts, where there are any (P74)."""
    drafts = Document.objects.filter(congress=congress, kind=DocumentKind.SUPERIOR)
    if not drafts.exists():
        return
    rule = report_rule_on(congress.target_on)
    days = congress_days(congress)
    yield Duty(
        _("Báo cáo tổng hợp góp ý văn kiện cấp trên"),
        "BCGY" in issued,
        _symbol(issued, "BCGY") or _("chưa ban hành"),
        rule.due_on(days.closes_on) if days else None,
        rule.source,
        reverse("documents:superior_report", args=[congress.pk]),
    )


def _ballots(congress: Congress) -> Iterator[Duty]:
    counted = Round.objects.filter(
        election__congress=congress, opened_at__isnull=False,
        state__in=(RoundState.ANNOUNCED, RoundState.VOID),
    )  # fmt: skip
    told = counted.aggregate(
        total=Count("pk"), sealed=Count("pk", filter=Q(sealed_at__isnull=False))
    )
    if told["total"]:
        detail = _("đã niêm phong phiếu của %(sealed)s trên %(total)s lượt bầu") % told
        url = reverse("elections:result_list", args=[congress.pk])
        yield Duty(_("Niêm phong phiếu bầu"), told["sealed"] == told["total"], detail, url=url)


def _handed(congress: Congress, handovers: list[HandOver]) -> Duty:
    kept = [each for each in handovers if each.struck_at is None]
    detail = _("đoàn thư ký chưa bàn giao cho cấp ủy khóa mới")
    if kept:
        told = {"n": len(kept), "day": _day(kept[-1].handed_on)}
        detail = _("%(n)s mục, gần nhất ngày %(day)s") % told
    url = reverse("closing:aftermath_detail", args=[congress.pk]) + "#ban-giao"
    return Duty(_("Bàn giao hồ sơ"), bool(kept), detail, url=url)


def _archived(congress: Congress, archive: Archive) -> Duty:
    detail = _("chưa tập hợp")
    if archive.parts:
        told = {"n": len(archive.parts), "open": archive.unsealed, "loose": archive.loose_count}
        detail = _("%(n)s hồ sơ, %(open)s chưa niêm phong, %(loose)s văn bản chưa đưa vào") % told
    url = reverse("closing:aftermath_detail", args=[congress.pk]) + "#luu-tru"
    return Duty(_("Hồ sơ lưu trữ niêm phong"), archive.is_whole, detail, url=url)


def _day(day: date) -> str:
    return format_date(day, DateStyle.DASHED)
