"""What papers may name of news and propaganda, and how things stood on a day."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Permission, can
from daihoi.base import clock
from daihoi.base.offers import Fact, Table
from daihoi.congresses.models import Congress
from daihoi.congresses.queries.congresses import current_congress
from daihoi.congresses.queries.facts import short_day, table
from daihoi.news.models import Article, PropagandaItem, Revision
from daihoi.organizations.queries.facts import counted
from daihoi.vietnamese.dates import DateStyle, format_date

FACTS = (
    Fact("số tin, bài đã đăng", "03"),
    Fact("kế hoạch tuyên truyền", "bảng: TT, kênh, nội dung, thời hạn, phụ trách"),
)


def facts_of(thing: Any, on: date) -> Mapping[str, Any]:
    if not isinstance(thing, Congress):
        return {}
    items = list(_items(thing))
    rows = [
        (str(n), item.channel, item.content, short_day(item.due_on), _owner(item))
        for n, item in enumerate(items, 1)
    ]
    head = ("TT", "Kênh", "Nội dung", "Thời hạn", "Phụ trách")
    found: dict[str, Any] = {"kế hoạch tuyên truyền": table((654, 2000, 3700, 1400, 1600), head, *rows)}  # fmt: skip
    if count := _published(thing, on).count():
        found["số tin, bài đã đăng"] = counted(count)
    return found


def report_on(user: Any, on: date) -> Iterable[Table]:
    """News published and propaganda done by the end of ``on``."""
    congress = current_congress(user)
    if congress is None or not can(user, Permission.CONGRESSES_VIEW, at=congress):
        return
    shown = [
        (each.title, each.author, timezone.localtime(each.published_at).date())
        for each in _published(congress, on)
        if each.published_at
    ]
    if shown:
        columns = (_("Tin, bài"), _("Tác giả"), _("Ngày đăng"))
        yield Table(_("Tin, bài đã đăng"), columns, shown, order=150)
    items = [item for item in _items(congress) if item.created_at < clock.end_of(on)]
    if items:
        heads = (_("Nội dung"), _("Kênh"), _("Thời hạn"), _("Tình trạng"))
        rows = [(item.content, item.channel, item.due_on, _state(item, on)) for item in items]
        yield Table(_("Kế hoạch tuyên truyền"), heads, list(rows), order=151)


def about(user: Any) -> Iterable[Table]:
    """News that somebody wrote or saw through, and what she answers for in propaganda."""
    texts = Revision.objects.filter(
        Q(writers=user) | Q(checked_by=user) | Q(published_by=user) | Q(submitted_by=user)
    )
    rows = [(each.title, str(each.get_state_display())) for each in texts.distinct().order_by("pk")]
    if rows:
        yield Table(_("Tin, bài đã soạn, kiểm tra hoặc đăng"), (_("Bài"), _("Bước")), list(rows), order=170)  # fmt: skip
    own = PropagandaItem.objects.filter(person__user=user).order_by("due_on", "pk")
    planned = [(item.content, item.channel, short_day(item.due_on)) for item in own]
    if planned:
        columns = (_("Nội dung"), _("Kênh"), _("Thời hạn"))
        yield Table(_("Việc tuyên truyền phụ trách"), columns, list(planned), order=171)


def _published(congress: Congress, on: date) -> Any:
    """The texts that the public could read at the end of a day, each item once."""
    end = clock.end_of(on)
    first = Article.objects.filter(congress=congress, first_published_at__lt=end)
    stood = first.filter(Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=end))
    return Revision.objects.filter(shown_by__in=stood).order_by("published_at", "pk")


def _items(congress: Congress) -> Any:
    found = PropagandaItem.objects.filter(congress=congress, dropped_at__isnull=True)
    return found.select_related("person", "subcommittee").order_by("due_on", "pk")


def _owner(item: PropagandaItem) -> str:
    return str(item.person or item.subcommittee or "Chi ủy")


def _state(item: PropagandaItem, on: date) -> str:
    if item.done_on and item.done_on <= on:
        return f"đã xong {format_date(item.done_on, DateStyle.DASHED)}"
    return "trễ hạn" if item.due_on < on else "chưa xong"
