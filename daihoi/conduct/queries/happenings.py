"""What happened last: told to a page that is behind, so that nobody presses twice."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from daihoi.conduct.models import Run
from daihoi.conduct.queries.seen import items_of


def last_happening(run: Run) -> str:
    """One sentence on the latest thing done; "" before anything was."""
    found = max(_happenings(run), key=lambda each: each[:2], default=None)
    if found is None:
        return ""
    at, _order, words, who = found
    facts = {"at": f"{timezone.localtime(at):%H:%M}", "who": who, "what": words}
    return _("Lúc %(at)s, %(who)s %(what)s.") % facts


def _happenings(run: Run) -> Iterator[tuple[datetime, int, str, str]]:
    """Each with its moment; of one moment the later in a press counts."""
    if run.conductor_since is not None:
        yield run.conductor_since, 0, _("giữ phím điều hành"), str(run.conductor)
    for item in items_of(run):
        title = {"title": item.title}
        if item.ended_at is not None:
            yield item.ended_at, 1, _("đã ghi xong “%(title)s”") % title, str(item.ended_by)
        if item.started_at is not None:
            yield item.started_at, 2, _("đã bắt đầu “%(title)s”") % title, str(item.started_by)
    change = run.changes.select_related("item", "changed_by").last()
    if change is not None:
        facts = {"kind": change.get_kind_display(), "title": change.item.title}
        words = _("đã %(kind)s: “%(title)s”") % facts
        yield change.changed_at, 3, words, str(change.changed_by)
    question = run.questions.select_related("opened_by", "vote__recorded_by").last()
    if question is not None:
        subject = {"subject": question.subject}
        words = _("đã mở biểu quyết “%(subject)s”") % subject
        yield question.opened_at, 4, words, str(question.opened_by)
        if question.vote is not None:
            words = _("đã ghi kết quả biểu quyết “%(subject)s”") % subject
            yield question.vote.recorded_at, 5, words, str(question.vote.recorded_by)
    if run.ended_at is not None:
        yield run.ended_at, 6, _("đã ghi đại hội kết thúc"), str(run.ended_by)
