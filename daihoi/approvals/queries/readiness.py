"""Whether a dossier is ready to be sent (P24), and what stops it altogether."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from daihoi.approvals.queries.lines import Chosen, LineRow
from daihoi.base import clock, offers
from daihoi.base.errors import NotFound
from daihoi.base.offers import Check
from daihoi.congresses.models import Congress
from daihoi.registry.models import Dossier
from daihoi.registry.queries.dossiers import faults_of, items_of
from daihoi.rules.approvals import SubmissionKind

PERSONNEL_PLAN = "DANS"
PROGRAMME = "CTDH"


@dataclass(frozen=True, slots=True)
class Results:
    """Asked about by `offers.readiness` before the results of a congress are sent (P72)."""

    congress: Congress


def checks_of(
    congress: Congress, kind: SubmissionKind, rows: list[LineRow], *, viewer: Any
) -> list[Check]:
    """Everything that ought to be settled first; what is not met is sent with a reason only."""
    found = [_whole(rows), *_gaps(rows), *_newer(rows)]
    if kind is SubmissionKind.APPROVAL:
        found += [_personnel(congress, rows), _programme(rows)]
        found += offers.readiness(viewer, congress)
    else:
        found.append(_issued(rows))
        found += offers.readiness(viewer, Results(congress))
    return found


def lack_words(check: Check) -> str:
    """What is not settled, in a sentence that needs no title beside it."""
    return str(check.detail) or _("Chưa đạt: %(title)s.") % {"title": check.title}


def faults_in(rows: list[LineRow], sealed: Dossier | None = None) -> list[str]:
    """Why the dossier cannot be sent at all, in words; [] if it can."""
    found = [
        _("“%(title)s” đã hủy trong sổ văn bản (%(symbol)s); hãy chọn bản khác cho dòng %(line)s.")
        % {"title": each.title, "symbol": each.symbol or "–", "line": row.name}
        for row in rows
        for each in row.cancelled
    ]
    found += [
        _("“%(title)s” chỉ có dòng trong sổ, chưa có tệp; hãy đính kèm tệp vào dòng %(line)s.")
        % {"title": each.title, "line": row.name}
        for row in rows
        for each in row.chosen
        if not each.has_files and not row.attachments
    ]
    if not any(row.chosen or row.attachments for row in rows):
        found.append(_("Hồ sơ chưa có văn bản nào."))
    if sealed is not None:
        found += faults_of(list(items_of(sealed)))
    return found


def not_in_force(congress: Congress, kind: SubmissionKind) -> str:
    """Why this kind of dossier cannot be sent now; "" if it can."""
    today = clock.today()
    if kind is SubmissionKind.CONFIRMATION:
        if congress.is_postponed or congress.target_on > today:
            return _("Đại hội chưa họp nên chưa có kết quả để đề nghị chuẩn y.")
        return ""
    if not congress.is_postponed and congress.target_on < today:
        return _("Ngày dự kiến đại hội đã qua; hãy ghi dời ngày trước khi trình.")
    return ""


def _whole(rows: list[LineRow]) -> Check:
    missing = [row.name for row in rows if row.is_missing]
    detail = _("Còn thiếu: %(names)s.") % {"names": "; ".join(missing)} if missing else ""
    return Check(_("Đủ các văn bản bắt buộc"), not missing, detail)


def _issued(rows: list[LineRow]) -> Check:
    """What is sent after the congress is signed and numbered, no draft."""
    drafts = [(row, each) for row in rows for each in row.unissued]
    names = "; ".join(_open_name(row, each) for row, each in drafts)
    detail = _("Chưa ban hành: %(names)s.") % {"names": names} if drafts else ""
    url = drafts[0][1].url if drafts else ""
    return Check(_("Các văn bản đã ban hành"), not drafts, detail, url)


def _gaps(rows: list[LineRow]) -> list[Check]:
    holes = [(row, each) for row in rows for each in row.chosen if each.gaps]
    if not holes:
        return []
    named = [f"{_open_name(row, each)} ({each.gaps})" for row, each in holes]
    detail = _("Chỗ trống trong: %(names)s.") % {"names": "; ".join(named)}
    return [
        Check(_("Văn bản không còn chỗ trống"), is_met=False, detail=detail, url=holes[0][1].url)
    ]


def _newer(rows: list[LineRow]) -> list[Check]:
    old = [(row, each) for row in rows for each in row.chosen if each.newer]
    title = _("Văn bản lấy từ bản mới nhất")
    return [
        Check(title, is_met=False, detail=_newer_words(row, each), url=each.url)
        for row, each in old
    ]


def _newer_words(row: LineRow, each: Chosen) -> str:
    if _is_restricted(row, each):  # the source's name would tell what it is about
        return _("“%(title)s” đã có bản mới hơn.") % {"title": row.name}
    own = each.paper.source_label if each.paper else ""
    facts = {"title": each.title, "own": own, "newer": each.newer}
    return _("“%(title)s” ứng với %(own)s; nay đã có %(newer)s.") % facts


def _open_name(row: LineRow, each: Chosen) -> str:
    """These words are kept with the dossier and shown to all who see it: no title on personnel."""
    return row.name if _is_restricted(row, each) else each.title


def _is_restricted(row: LineRow, each: Chosen) -> bool:
    return each.is_restricted or bool(row.kind and row.kind.is_restricted)


def _personnel(congress: Congress, rows: list[LineRow]) -> Check:
    """The committee has signed the personnel plan, or the step of the plan says it is done."""
    row = next((row for row in rows if row.code == PERSONNEL_PLAN), None)
    signed = row is not None and any(each.entry for each in row.chosen if not each.is_cancelled)
    steps = congress.milestones.filter(output__contains=PERSONNEL_PLAN, actual_on__isnull=False)
    met = signed or steps.exists()
    detail = "" if met else _("Đề án nhân sự chưa được chi ủy thông qua.")
    return Check(_("Chi ủy đã thông qua đề án nhân sự"), met, detail)


def _programme(rows: list[LineRow]) -> Check:
    row = next((row for row in rows if row.code == PROGRAMME), None)
    drafted = row is not None and bool(row.chosen)
    url = row.make_url if row and not drafted else ""
    detail = "" if drafted else _("Chương trình đại hội chưa được dự thảo.")
    return Check(_("Đã dự thảo chương trình đại hội"), drafted, detail, url)


_NAMED = {"duyet": SubmissionKind.APPROVAL, "chuan-y": SubmissionKind.CONFIRMATION}


def kind_named(word: str) -> SubmissionKind:
    """The kind of dossier an address speaks of; `NotFound` for any other word."""
    if word not in _NAMED:
        raise NotFound
    return _NAMED[word]


def word_of(kind: str) -> str:
    """How addresses name a kind of dossier."""
    return next(word for word, each in _NAMED.items() if each == kind)


def way_to_dossier(congress: Congress, kind: str) -> str:
    """The page where the dossier of a kind is put together."""
    name = "dossier" if kind == SubmissionKind.APPROVAL else "confirmation"
    return reverse(f"approvals:{name}", args=[congress.pk])
