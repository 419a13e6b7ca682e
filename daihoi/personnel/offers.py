"""What personnel work offers to the shell and the first page: to its readers only, without names."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from daihoi.base import clock
from daihoi.base.offers import Check, NavEntry, Offers, Recheck, Reference, Row, register
from daihoi.congresses.models import Congress
from daihoi.personnel.actions import merging
from daihoi.personnel.help import PAGES
from daihoi.personnel.queries import facts, first_page
from daihoi.personnel.queries.merging import clashes
from daihoi.personnel.queries.minutes import label_today
from daihoi.personnel.queries.own import own_candidacies
from daihoi.personnel.queries.seen import plan_of
from daihoi.vietnamese.dates import DateStyle, format_date

OWN_PAGES = tuple(
    f"personnel:{noun}_"
    for noun in (
        "plan",
        "steps",
        "candidate",
        "file",
        "step",
        "ballot",
        "slate",
        "list",
        "assessment",
    )
)


def _navigation(user: Any) -> Iterable[NavEntry]:
    group = gettext_lazy("Chuẩn bị")
    label = gettext_lazy("Nhân sự")
    if (congress := first_page.reads_personnel(user)) is not None:
        url = reverse("personnel:plan_detail", args=[congress.pk])
        yield NavEntry(label, url, 230, group, pages=OWN_PAGES)
    elif (congress := first_page.presented_to(user)) is not None:
        url = reverse("personnel:slate_detail", args=[congress.pk])
        yield NavEntry(label, url, 230, group, pages=OWN_PAGES)


def _rows(user: Any) -> Iterable[Row]:
    """What waits, with the day of the plan's milestone."""
    work = first_page.work_of(user)
    if work is None:
        return
    url = reverse("personnel:plan_detail", args=[work.congress.pk])
    if work.problem:
        yield Row(_("Đề án nhân sự"), work.problem, url, _("Xem"), urgent=True)
        return
    if work.page is None:
        if work.due_on is not None:
            detail = _("Số lượng, cơ cấu, người được xem xét, các bước giới thiệu.")
            title = _("Bắt đầu đề án nhân sự")
            yield Row(title, detail, url, _("Bắt đầu"), due_on=work.due_on)
        return
    todos = work.page.todos
    if work.page.plan.is_open and todos:
        detail = _("%(n)s việc cần làm trong đề án") % {"n": len(todos)}
        yield Row(_("Đề án nhân sự"), detail, url, _("Mở đề án"), due_on=work.due_on)
    elif work.page.plan.approved_at is None and work.page.approval is None:
        detail = _("Cấp ủy đã thông qua; chờ cấp trên phê duyệt")
        yield Row(_("Đề án nhân sự"), detail, url, _("Mở đề án"))
    missing = sum(1 for each in work.page.dossiers if not each.is_whole)
    if missing:
        files = reverse("personnel:file_list", args=[work.congress.pk])
        detail = _("%(n)s hồ sơ còn thiếu giấy tờ hoặc mục trích ngang") % {"n": missing}
        yield Row(_("Hồ sơ nhân sự"), detail, files, _("Xem"))


def _late(user: Any) -> Iterable[Row]:
    today = clock.today()
    return [row for row in _rows(user) if row.due_on is not None and row.due_on < today]


def _waiting(user: Any) -> Iterable[Row]:
    today = clock.today()
    return [row for row in _rows(user) if row.due_on is None or row.due_on >= today]


def _rechecks(thing: Any, _old: date, new: date | None) -> Iterable[Recheck]:
    """A settled plan was judged for its day: ages, official members, papers that run out."""
    if not isinstance(thing, Congress) or new is None:
        return
    plan = plan_of(thing)
    if plan is None or plan.is_open:
        return
    day = {"day": format_date(new, DateStyle.DASHED)}
    yield Recheck(
        _("Đề án nhân sự"),
        _("Thông qua cho ngày cũ; xem lại điều kiện và hạn giấy tờ cho ngày %(day)s.") % day,
        reverse("personnel:plan_detail", args=[thing.pk]),
    )


def _readiness(_user: Any, thing: Any) -> Iterable[Check]:
    return first_page.readiness_of(thing) if isinstance(thing, Congress) else ()


register(
    Offers(
        navigation=_navigation,
        late=_late,
        waiting=_waiting,
        rechecks=_rechecks,
        report=first_page.report_on,
        readiness=_readiness,
        help=PAGES,
        source_label=label_today,
        about=own_candidacies,
        restricted_facts_of=facts.restricted_facts_of,
        references=(
            Reference(
                gettext_lazy("Hồ sơ hạn chế"),
                ("personnel.Candidate.person",),
                merging.move_candidacies,
                clashes=clashes,
                hold=merging.HeldCandidacies,
                is_restricted=True,
            ),
        ),
    )
)
