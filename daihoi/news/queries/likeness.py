"""Related items: proposed by likeness of their words and by congress; the editor chooses (S64)."""

from dataclasses import dataclass

from daihoi.news.markup import body_words
from daihoi.news.models import Article, Revision
from daihoi.news.queries.moments import readable_until
from daihoi.vietnamese.likeness import likeness_to

LOOKED_AT = 200  # newest items
SHOWN = 5
SAME_CONGRESS = 0.05  # what belonging to one congress counts


@dataclass(frozen=True, slots=True)
class Proposal:
    article: Article
    title: str
    same_congress: bool
    is_chosen: bool
    likeness: float


def proposals(revision: Revision) -> list[Proposal]:
    """Published items of the organization most like this one; those chosen are always among them."""
    chosen = set(revision.related.values_list("pk", flat=True))
    others = Article.objects.filter(
        organization=revision.article.organization_id,
        published__published_at__lte=readable_until(),
        withdrawn_at__isnull=True,
    ).exclude(pk=revision.article_id)
    newest = list(others.select_related("published").order_by("-first_published_at")[:LOOKED_AT])
    alike = likeness_to(_words(revision), [_words(article.published) for article in newest])
    found = []
    for article, likeness in zip(newest, alike, strict=True):
        same = article.congress_id is not None and (
            article.congress_id == revision.article.congress_id
        )
        near = likeness + SAME_CONGRESS * same
        title = article.published.title if article.published else ""
        found.append(Proposal(article, title, same, article.pk in chosen, near))
    found.sort(key=lambda each: (not each.is_chosen, -each.likeness, -each.article.pk))
    return [each for each in found if each.is_chosen][:SHOWN] + [
        each for each in found if not each.is_chosen
    ][:SHOWN]


def _words(revision: Revision | None) -> str:
    """The title counts twice: it says what the item is about."""
    if revision is None:
        return ""
    title = f"{revision.title}. {revision.title}."
    return f"{title} {revision.lead} {body_words(revision.body)}"
