"""What news offers to the navigation, the first page, the search, reports and papers."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from daihoi.base.errors import DomainError
from daihoi.base.numbers import whole_number
from daihoi.base.offers import Event, NavEntry, Offers, Recheck, Reference, Row, register
from daihoi.congresses.models import Congress
from daihoi.congresses.queries.congresses import congress_of, current_congress
from daihoi.news.actions import merging
from daihoi.news.help import PAGES
from daihoi.news.models import PropagandaItem
from daihoi.news.queries import articles, facts, propaganda
from daihoi.news.queries.desk import own_desk
from daihoi.news.queries.published import said_in_public
from daihoi.news.queries.search import SEARCHES
from daihoi.rules.news import NewsEvent, NewsState

GROUP = gettext_lazy("Phục vụ đại hội")
ARTICLE_PAGES = tuple(
    f"news:{noun}_" for noun in ("article", "photo", "site", "revision", "source")
)


def _navigation(user: Any) -> Iterable[NavEntry]:
    desk = own_desk(user)
    if desk is not None:
        url = reverse("news:article_list", args=[desk.organization.pk])
        yield NavEntry(gettext_lazy("Tin tức"), url, 420, GROUP, pages=ARTICLE_PAGES)
    congress = current_congress(user)
    if congress is not None:
        url = reverse("news:propaganda_plan", args=[congress.pk])
        pages = ("news:propaganda_",)
        yield NavEntry(gettext_lazy("Tuyên truyền"), url, 425, GROUP, pages=pages)


def _waiting(user: Any) -> Iterable[Row]:
    """Texts that wait for this very person, and propaganda that is soon due."""
    desk = own_desk(user)
    for row in articles.waiting_articles(desk, viewer=user) if desk else ():
        checks = row.waits_for is NewsEvent.CHECK
        yield Row(
            row.revision.title,
            _("Tin chờ kiểm tra") if checks else _("Tin đã kiểm tra, chờ đăng"),
            reverse("news:article_detail", args=[row.article.pk]),
            _("Kiểm tra") if checks else _("Xem và đăng"),
        )
    congress = current_congress(user)
    for found in propaganda.open_items_of(user, congress) if congress else ():
        if found.is_soon:
            yield _row_of(found)


def _late(user: Any) -> Iterable[Row]:
    congress = current_congress(user)
    for found in propaganda.open_items_of(user, congress) if congress else ():
        if found.is_late:
            yield _row_of(found)


def _row_of(found: propaganda.PropagandaRow) -> Row:
    return Row(
        found.item.content,
        f"{found.item.channel} · {found.owner}",
        reverse("news:propaganda_detail", args=[found.item.pk]),
        _("Ghi việc đã làm"),
        found.item.due_on,
    )


def _events(user: Any) -> Iterable[Event]:
    """Days of the propaganda plan that the user answers for, or whose plan she writes."""
    congress = current_congress(user)
    if congress is None:
        return
    writes = propaganda.writes_plan(user, congress)
    items = PropagandaItem.objects.filter(
        congress=congress, done_on__isnull=True, dropped_at__isnull=True
    ).select_related("person")
    for item in items.order_by("due_on", "pk"):
        if writes or (item.person is not None and item.person.user_id == user.pk):
            yield Event(
                f"news.propaganda:{item.pk}",
                item.due_on,
                _("Tuyên truyền: %(content)s") % {"content": item.content},
                item.channel,
                reverse("news:propaganda_detail", args=[item.pk]),
            )


def _rechecks(thing: Any, old: date, new: date | None) -> Iterable[Recheck]:
    """What the public reads first; texts not out yet and items still planned name the old day, maybe."""
    if not isinstance(thing, Congress) or old == new:
        return
    out = said_in_public(thing)
    for each in out:
        yield Recheck(
            title=f"Tin đang đăng: {each.title}"[:200],
            reason=each.reason,
            url=reverse("news:article_detail", args=[each.article_pk]),
        )
    waiting = thing.articles.filter(revisions__state__in=_NOT_OUT).distinct()
    for article in waiting.exclude(pk__in=[each.article_pk for each in out]).order_by("pk"):
        revision = article.revisions.order_by("-number").first()
        yield Recheck(
            title=f"Tin: {revision.title if revision else article}"[:200],
            reason="Ngày đại hội đã đổi; xem lại ngày ghi trong bài.",
            url=reverse("news:article_detail", args=[article.pk]),
        )
    if thing.propaganda_items.filter(done_on__isnull=True, dropped_at__isnull=True).exists():
        yield Recheck(
            title="Kế hoạch tuyên truyền",
            reason="Ngày đại hội đã đổi; xem lại thời hạn các mục chưa làm.",
            url=reverse("news:propaganda_plan", args=[thing.pk]),
        )


def _topics(user: Any, topic: str) -> bool:
    """Who may follow ``news.article:12`` and ``news.propaganda:3``."""
    name, _colon, number = topic.partition(":")
    pk = whole_number(number)
    if pk is None:
        return False
    try:
        if name == "news.article":
            articles.get_article(pk, viewer=user)
        elif name == "news.propaganda":
            congress_of(pk, viewer=user)
        else:
            return False
    except DomainError:
        return False
    return True


_NOT_OUT = [NewsState.DRAFT, NewsState.SUBMITTED, NewsState.CHECKED]
register(
    Offers(
        navigation=_navigation,
        waiting=_waiting,
        late=_late,
        searches=SEARCHES,
        topics=_topics,
        rechecks=_rechecks,
        events=_events,
        report=facts.report_on,
        about=facts.about,
        facts=facts.FACTS,
        facts_of=facts.facts_of,
        help=PAGES,
        references=(
            Reference(
                gettext_lazy("Việc tuyên truyền phụ trách"),
                ("news.PropagandaItem.person",),
                merging.move_items,
                hold=merging.HeldItems,
            ),
        ),
    )
)
