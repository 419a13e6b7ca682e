"""What everybody may read: published items of organizations whose page is open, nothing else."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from daihoi.base import clock
from daihoi.base.errors import NotFound
from daihoi.files.models import StoredFile
from daihoi.news.markup import body_html, body_words
from daihoi.news.models import Article, ArticleNote, NewsSite, Photo, Revision
from daihoi.news.queries.moments import readable_until
from daihoi.vietnamese.text import fold

PER_PAGE = 12
FEED = 30
MOST_ADDRESSES = 5_000
SUMMARY = 180
PHOTO_SIZES = ("small", "medium", "large")


class Gone(NotFound):
    """It was there, and was taken off on purpose."""

    status = 410
    code = "gone"

    def __init__(self) -> None:
        super().__init__(_("Bài này đã được gỡ khỏi trang tin."), advice=_("Mời xem các tin khác."))


@dataclass(frozen=True, slots=True)
class PublicItem:
    """An item in a list."""

    article: Article
    revision: Revision
    url: str
    photo: Photo | None

    @property
    def summary(self) -> str:
        words = " ".join(self.revision.lead.split())
        if len(words) <= SUMMARY:
            return words
        return words[:SUMMARY].rsplit(" ", 1)[0] + "…"


@dataclass(frozen=True, slots=True)
class PublicFront:
    site: NewsSite
    items: list[PublicItem]
    number: int  # of the page of the list, from 1
    pages: int
    changed_at: datetime | None
    section: str  # "" for all

    @property
    def query(self) -> str:
        """What the address of every page of this list begins with."""
        return f"{urlencode({'chuyen-muc': self.section})}&" if self.section else ""

    @property
    def address(self) -> str:
        page = f"trang={self.number}" if self.number > 1 else ""
        asked = f"{self.query}{page}".removesuffix("&")
        return f"{self.site.address}?{asked}" if asked else self.site.address


@dataclass(frozen=True, slots=True)
class PublicArticle:
    site: NewsSite
    article: Article
    revision: Revision
    url: str
    html: str
    photos: list[Photo]
    related: list[PublicItem]
    corrections: list[ArticleNote]
    minutes: int  # about how long reading takes

    @property
    def changed_at(self) -> datetime:
        last = self.corrections[-1].made_at if self.corrections else None
        published: datetime = self.revision.published_at or clock.now()
        return max(filter(None, (last, published)))


def open_site(slug: str) -> NewsSite:
    """A page that is open to the public."""
    found = NewsSite.objects.select_related("organization").filter(
        slug=slug, opened_at__isnull=False
    )
    site = found.first()
    if site is None:
        raise NotFound(advice=_("Có thể trang tin chưa mở hoặc địa chỉ đã đổi."))
    return site


def public_articles(site: NewsSite) -> QuerySet[Article]:
    """Published by now and not withdrawn, the latest first; without their bodies and sources."""
    found = Article.objects.filter(
        organization=site.organization_id,
        published__published_at__lte=readable_until(),
        withdrawn_at__isnull=True,
    )
    listed = found.select_related("published").defer("source_text", "published__body")
    return listed.order_by("-first_published_at", "-pk")


def public_front(slug: str, number: int = 1, section: str = "") -> PublicFront:
    """A page of the list, of all sections or of one; `NotFound` for a section without an item."""
    site = open_site(slug)
    found = public_articles(site)
    if section:
        found = found.filter(published__section=section)
    count = found.count()
    if section and not count:
        raise NotFound
    pages = max(1, -(-count // PER_PAGE))
    if not 1 <= number <= pages:
        raise NotFound
    start = (number - 1) * PER_PAGE
    items = _items(site, found[start : start + PER_PAGE])
    newest = found.order_by("-published__published_at").first()
    changed = newest.published.published_at if newest and newest.published else None
    return PublicFront(site, items, number, pages, changed, section)


def public_article(slug: str, pk: int) -> PublicArticle:
    """One item as everybody reads it; `Gone` once it was withdrawn, `NotFound` before it is out."""
    site = open_site(slug)
    article = (
        Article.objects.select_related("published")
        .filter(pk=pk, organization=site.organization_id)
        .first()
    )
    revision = article.published if article else None
    if article is None or revision is None or _is_ahead(revision):
        raise NotFound
    if article.withdrawn_at is not None:
        raise Gone
    either_way = Q(pk__in=revision.related.values("pk")) | Q(
        published__in=Revision.objects.filter(related=article)
    )
    related = public_articles(site).filter(either_way)
    notes = article.notes.filter(kind=ArticleNote.Kind.CORRECTED).order_by("made_at", "pk")
    words = len(body_words(revision.body).split())
    return PublicArticle(
        site=site,
        article=article,
        revision=revision,
        url=article_url(site, article),
        html=body_html(revision.body, end_mark=True),
        photos=list(revision.photos.order_by("position", "pk")),
        related=_items(site, related),
        corrections=list(notes),
        minutes=max(1, round(words / 220)),
    )


def public_photo(slug: str, key: UUID, size: str) -> StoredFile:
    """A photo of an item that everybody may read now; never the file as it came."""
    site = open_site(slug)
    if size not in PHOTO_SIZES:
        raise NotFound
    shown = public_articles(site).values("published")
    photo = Photo.objects.filter(key=key, revision__in=shown).select_related(size).first()
    if photo is None:
        raise NotFound
    file: StoredFile = getattr(photo, size)
    return file


def feed_items(site: NewsSite) -> list[PublicItem]:
    return _items(site, public_articles(site)[:FEED])


def site_addresses(site: NewsSite) -> list[tuple[str, datetime]]:
    """Addresses with when they last changed."""
    found = public_articles(site).defer("source_text", "published__body", "published__lead")
    return [
        (article_url(site, each), each.published.published_at)
        for each in found[:MOST_ADDRESSES]
        if each.published and each.published.published_at
    ]


def open_sites() -> list[NewsSite]:
    found = NewsSite.objects.filter(opened_at__isnull=False).select_related("organization")
    return list(found.order_by("organization__path"))


def article_url(site: NewsSite, article: Article) -> str:
    """The address of an item: its number finds it, its words say what it is about."""
    title = article.published.title if article.published else ""
    words = slugify(fold(title))[:80].strip("-") or "tin"
    return reverse("news:public_article", args=[site.slug, article.pk, words])


def _items(site: NewsSite, articles: QuerySet[Article]) -> list[PublicItem]:
    listed = [(each, each.published) for each in articles]
    first: dict[int, Photo] = {}
    shown = [revision.pk for _article, revision in listed if revision]
    for photo in Photo.objects.filter(revision__in=shown).order_by("position", "pk"):
        first.setdefault(photo.revision_id, photo)
    return [
        PublicItem(article, revision, article_url(site, article), first.get(revision.pk))
        for article, revision in listed
        if revision
    ]


def _is_ahead(revision: Revision) -> bool:
    return revision.published_at is None or revision.published_at > readable_until()
