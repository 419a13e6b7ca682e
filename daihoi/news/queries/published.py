"""What the public reads of a congress, held against its records after the day has moved."""

from dataclasses import dataclass

from daihoi.congresses.models import Congress
from daihoi.news.queries.findings import differences_of


@dataclass(frozen=True, slots=True)
class SaidInPublic:
    """An item that everybody reads, and why it is to be looked at after the day has moved."""

    article_pk: int
    title: str
    reason: str
    differs: bool


def said_in_public(congress: Congress) -> list[SaidInPublic]:
    """Published items of a congress whose day has moved, those that say otherwise first."""
    shown = congress.articles.filter(published__isnull=False, withdrawn_at__isnull=True)
    found = []
    for article in shown.select_related("published", "organization__parent").order_by("pk"):
        revision = article.published
        if revision is None:
            continue
        article.congress = congress
        revision.article = article
        reason = "Ngày đại hội đã đổi; xem bài có cần đính chính không."
        differences = differences_of(revision)
        if differences:
            places = "; ".join(f"bài ghi “{each.found}”, {each.says}" for each in differences)
            reason = f"Không còn đúng, hãy đính chính: {places}."
        found.append(SaidInPublic(article.pk, revision.title, reason[:400], bool(differences)))
    return sorted(found, key=lambda each: not each.differs)
