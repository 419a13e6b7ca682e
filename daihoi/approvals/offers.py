"""What dossiers and approvals offer to the shell, the first page, the search and the reports."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from daihoi.approvals.help import PAGES
from daihoi.approvals.models import Submission
from daihoi.approvals.queries import facts, first_page, reports
from daihoi.approvals.queries.approvals import approval_of, valid_for, validity_of
from daihoi.approvals.queries.desk import is_desk_of, organizations_under, waiting_for
from daihoi.approvals.queries.reach import reads_here
from daihoi.approvals.queries.readiness import way_to_dossier
from daihoi.approvals.queries.results import NO_DAY
from daihoi.approvals.queries.submissions import get_submission
from daihoi.base import clock
from daihoi.base.errors import DomainError
from daihoi.base.numbers import whole_number
from daihoi.base.offers import (
    Event,
    Headline,
    Hit,
    NavEntry,
    Offers,
    Recheck,
    Row,
    Search,
    Table,
    register,
)
from daihoi.base.word_index import with_words
from daihoi.congresses.models import Congress
from daihoi.congresses.queries.congresses import current_congress
from daihoi.registry.models import Paper
from daihoi.rules.approvals import OPEN, SubmissionKind
from daihoi.vietnamese.dates import DateStyle, format_date

SHOWN = 5  # submissions that wait, one by one; the desk has them all
HOME_PAGES = tuple(
    f"approvals:{noun}" for noun in ("dossier", "confirmation", "line_", "attachment_")
)
BOTH_PAGES = tuple(
    f"approvals:{noun}"
    for noun in ("submission_", "validity_", "item_", "appraisal_", "results_", "file_", "sealed_")
)


def _navigation(user: Any) -> Iterable[NavEntry]:
    desk = is_desk_of(user)
    if desk:
        count = waiting_for(user).count()
        pages = ("approvals:desk", *BOTH_PAGES)
        yield NavEntry(gettext_lazy("Tổ chức trực thuộc"), reverse("approvals:desk"), 102, count=count or None, pages=pages)  # fmt: skip
    congress = current_congress(user)
    if congress and reads_here(user, congress):
        yield NavEntry(
            gettext_lazy("Phê duyệt"),
            reverse("approvals:dossier", args=[congress.pk]),
            330,
            group=gettext_lazy("Văn kiện, văn bản"),
            pages=HOME_PAGES if desk else (*HOME_PAGES, *BOTH_PAGES),
        )


def _headline(user: Any) -> Headline | None:
    """A superior without a congress of its own is told first what waits for it."""
    if current_congress(user) is not None or not is_desk_of(user):
        return None
    waiting = waiting_for(user).count()
    total = organizations_under(user).count()
    title = _("Không có hồ sơ nào chờ trả lời")
    if waiting:
        said = ngettext("%(n)s hồ sơ chờ trả lời", "%(n)s hồ sơ chờ trả lời", waiting)
        title = said % {"n": waiting}
    return Headline(title, _("%(n)s tổ chức trực thuộc") % {"n": total})


def _waiting(user: Any) -> Iterable[Row]:
    yield from _waiting_above(user)
    matters = first_page.matters_of(user)
    if matters is None:
        return
    for submission in matters.returned:
        yield Row(
            _("Cấp trên trả lại: %(what)s") % {"what": submission.title},
            _("Sửa theo ý kiến rồi trình lần sau"),
            _way(submission),
            _("Xem ý kiến"),
            urgent=True,
        )
    if matters.validity and matters.validity.is_doubtful:
        decision = matters.validity.decision
        yield Row(
            _("Phê duyệt của cấp trên còn hiệu lực không?"),
            " ".join(matters.validity.words),
            reverse("approvals:validity_review", args=[decision.submission_id]),
            _("Xem và ghi"),
            urgent=True,
        )
    for submission, milestone in matters.to_note:
        yield Row(
            _("Ghi mốc đã xong: %(name)s") % {"name": milestone.name},
            submission.title,
            _way(submission),
            _("Mở"),
        )
    deadline = matters.deadline
    # on its own day the congress may still be in session
    if deadline and deadline.closed_on < clock.today() and not deadline.is_late:
        yield _result_row(matters)


def _late(user: Any) -> Iterable[Row]:
    today = clock.today()
    for submission in waiting_for(user).filter(due_on__lt=today)[:SHOWN]:
        yield _desk_row(submission)
    matters = first_page.matters_of(user)
    if matters is None:
        return
    for submission, due_on in matters.overdue:
        yield Row(
            _("Cấp trên chưa trả lời: %(what)s") % {"what": submission.title},
            _("hạn %(day)s") % {"day": _day(due_on)},
            _way(submission),
            _("Xem"),
            due_on,
        )
    if matters.deadline and matters.deadline.is_late:
        yield _result_row(matters)


def _waiting_above(user: Any) -> Iterable[Row]:
    """Submissions to be answered: the first few, and how many more."""
    rows = waiting_for(user).exclude(due_on__lt=clock.today())
    found = list(rows[: SHOWN + 1])
    for submission in found[:SHOWN]:
        yield _desk_row(submission)
    if len(found) > SHOWN:
        others = rows.count() - SHOWN
        title = ngettext("%(n)s hồ sơ khác chờ trả lời", "%(n)s hồ sơ khác chờ trả lời", others)
        url = f"{reverse('approvals:desk')}?loc=cho"
        yield Row(title % {"n": others}, _("Tổ chức trực thuộc"), url, _("Xem tất cả"))


def _desk_row(submission: Submission) -> Row:
    due = _("đại hội đang hoãn, chưa hẹn ngày trả lời")
    if submission.due_on:
        due = _("trả lời trước %(day)s") % {"day": _day(submission.due_on)}
    detail = f"{submission.get_state_display()} · {due}"
    return Row(str(submission), detail, _way(submission), _("Mở hồ sơ"), submission.due_on)


def _result_row(matters: first_page.Matters) -> Row:
    deadline = matters.deadline
    assert deadline is not None  # noqa: S101 - the caller has looked
    return Row(
        _("Gửi báo cáo kết quả, đề nghị chuẩn y"),
        _("hạn %(day)s, %(n)s ngày làm việc sau đại hội")
        % {"day": _day(deadline.due_on), "n": deadline.rule.report_days},
        reverse("approvals:confirmation", args=[matters.congress.pk]),
        _("Lập hồ sơ"),
        deadline.due_on,
    )


def _rechecks(thing: Any, _old: date, new: date | None) -> Iterable[Recheck]:
    """An approval was given for a day; what is on its way to the superior names one (P47)."""
    if not isinstance(thing, Congress):
        return
    decision = approval_of(thing)
    if decision is not None and validity_of(decision).doubts:
        yield Recheck(
            _("Phê duyệt %(number)s của cấp trên") % {"number": decision.paper_number},
            _("Phê duyệt cho đại hội %(what)s; ghi phê duyệt còn hiệu lực không.")
            % {"what": valid_for(decision)},
            reverse("approvals:validity_review", args=[decision.submission_id]),
            instead_of=tuple(first_page.ways_to_approval_steps(thing)),
        )
    for submission in Submission.objects.filter(congress=thing, state__in=OPEN):
        submission.congress = thing
        named = submission.target_on
        old = _day(named) if named else str(NO_DAY)
        day = _day(new) if new else _("chưa định")
        yield Recheck(
            submission.title,
            _("Hồ sơ đang ở cấp trên ghi ngày %(old)s, ngày mới %(new)s; cần báo cấp trên.")
            % {"old": old, "new": day},
            _way(submission),
        )


def _events(user: Any) -> Iterable[Event]:
    """Days by which somebody is to answer or to send."""
    for submission in waiting_for(user)[:200]:
        if submission.due_on is None:
            continue
        title = _("Hạn trả lời: %(what)s") % {"what": submission}
        key = f"approvals.submission:{submission.pk}"
        yield Event(key, submission.due_on, title, url=_way(submission))
    matters = first_page.matters_of(user)
    if matters and matters.deadline:
        title = _("Hạn gửi hồ sơ đề nghị chuẩn y")
        url = way_to_dossier(matters.congress, SubmissionKind.CONFIRMATION)
        key = f"approvals.results:{matters.congress.pk}"
        yield Event(key, matters.deadline.due_on, title, url=url)


def _found(user: Any, words: str, start: int, stop: int) -> list[Hit]:
    rows = with_words(first_page.decisions_seen(user), words)
    return [
        Hit(str(each), _way(each.submission), f"{_day(each.paper_on)} · {each.signer}")
        for each in rows[start:stop]
    ]


def _attached(user: Any, thing: Any) -> Iterable[Row]:
    """That a paper still written has been approved, and by which paper of the superior."""
    item = first_page.approved_item(thing, viewer=user) if isinstance(thing, Paper) else None
    if item is None:
        return
    decision = item.submission.decision
    named = {"paper": decision.paper_number, "day": _day(decision.paper_on)}
    detail = _("Nội dung đã đổi sau khi trình; bản được phê duyệt nằm trong hồ sơ.")
    if item.paper_revision == thing.revision:
        detail = _("Ban hành để lấy số.")
    title = _("Đã được phê duyệt theo %(paper)s ngày %(day)s") % named
    yield Row(title, detail, _way(item.submission), _("Xem hồ sơ đã phê duyệt"))


def _about(user: Any) -> Iterable[Table]:
    rows = first_page.written_by(user)
    if rows:
        done = {"sent": _("gửi hồ sơ"), "decided": _("ghi quyết định")}
        columns = (gettext_lazy("Ngày"), gettext_lazy("Việc"), gettext_lazy("Hồ sơ"))
        told = [(day, done[what], name) for day, what, name in rows]
        yield Table(gettext_lazy("Hồ sơ gửi cấp trên: việc đã ghi"), columns, told, order=165)


def _topics(user: Any, topic: str) -> bool:
    """``approvals.submission:3``, ``approvals.congress:2`` and ``approvals.desk:1``."""
    name, _colon, number = topic.partition(":")
    pk = whole_number(number)
    if pk is None or not name.startswith("approvals."):
        return False
    if name == "approvals.desk":
        return organizations_under(user).filter(parent=pk).exists()
    if name == "approvals.congress":
        congress = Congress.objects.select_related("organization").filter(pk=pk).first()
        return congress is not None and reads_here(user, congress)
    try:
        get_submission(pk, viewer=user)
    except DomainError:
        return False
    return name == "approvals.submission"


def _way(submission: Submission) -> str:
    return reverse("approvals:submission_detail", args=[submission.pk])


def _day(value: date) -> str:
    return format_date(value, DateStyle.DASHED)


register(
    Offers(
        navigation=_navigation,
        headline=_headline,
        waiting=_waiting,
        late=_late,
        rechecks=_rechecks,
        events=_events,
        searches=(Search("phe-duyet", gettext_lazy("Phê duyệt, chuẩn y"), 46, _found),),
        about=_about,
        attached=_attached,
        topics=_topics,
        report=reports.report_on,
        facts=facts.FACTS,
        facts_of=facts.facts_of,
        help=PAGES,
    )
)
