"""Finding news items and items of the propaganda plan."""

from typing import Any

from django.db.models import Max, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Permission, can, within_reach
from daihoi.base.offers import Hit, Search
from daihoi.base.word_index import newest_with_words
from daihoi.news.models import PropagandaItem, Revision
from daihoi.news.queries.desk import own_desk


def _articles(user: Any, words: str, start: int, stop: int) -> list[Hit]:
    """The newest texts of the items the user writes, each item once."""
    desk = own_desk(user)
    if desk is None:
        return []
    newer = Revision.objects.filter(article__organization=desk.organization)
    rows = newer.filter(_newest()).select_related(
        "article__organization",
        "article__congress__organization",
        "article__subcommittee__congress__organization",
    )
    return [
        Hit(
            revision.title,
            reverse("news:article_detail", args=[revision.article_id]),
            f"{revision.article.get_kind_display()} · {revision.get_state_display()}",
        )
        for revision in newest_with_words(rows, words, start=start, stop=stop)
        if can(user, Permission.NEWS_WRITE, at=revision.article)
    ]


def _newest() -> Q:
    last = Revision.objects.filter(article=OuterRef("article")).values("article")
    return Q(number=Subquery(last.annotate(last=Max("number")).values("last")))


def _propaganda(user: Any, words: str, start: int, stop: int) -> list[Hit]:
    reach = within_reach(
        user, Permission.CONGRESSES_VIEW, field="congress__organization__path", whole=True
    )
    rows = PropagandaItem.objects.filter(reach).select_related("congress__organization")
    return [
        Hit(
            item.content,
            reverse("news:propaganda_detail", args=[item.pk]),
            item.channel,
        )
        for item in newest_with_words(rows, words, start=start, stop=stop)
    ]


SEARCHES = (
    Search("tin-bai", _("Tin, bài"), 46, _articles),
    Search("tuyen-truyen", _("Kế hoạch tuyên truyền"), 47, _propaganda),
)
