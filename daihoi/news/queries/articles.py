"""News items for those who write, check and publish them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, Min, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from daihoi.accounts.permissions import Permission, can, require
from daihoi.base import clock
from daihoi.base.errors import NotFound
from daihoi.news.markup import body_html
from daihoi.news.models import Article, ArticleNote, NewsSite, Photo, Revision
from daihoi.news.queries.desk import Desk, desk_of
from daihoi.news.queries.filling import Filled, filled
from daihoi.news.queries.findings import Finding, findings_of
from daihoi.news.queries.likeness import Proposal, proposals
from daihoi.news.queries.moments import readable_until
from daihoi.news.queries.public import article_url
from daihoi.news.queries.sites import opens_site, site_of
from daihoi.organizations.queries.people import person_of
from daihoi.registry.queries.boilerplate import PassageChoice, passages
from daihoi.rules import news as rules
from daihoi.rules.news import NewsEvent, NewsKind, NewsState

PURPOSES = ("significance", "news", "closing")
PER_PAGE = 30
_WAITING = (NewsState.SUBMITTED, NewsState.CHECKED)


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One item as the list shows it: the text worked on, or else the published one."""

    article: Article
    revision: Revision
    is_public: bool
    waits_for: NewsEvent | None


@dataclass(frozen=True, slots=True)
class ArticleList:
    desk: Desk
    site: NewsSite
    rows: list[ArticleRow]
    shown: Page[Article]
    can_open: bool


@dataclass(frozen=True, slots=True)
class ArticleCan:
    """What the viewer may do with the text, its state and the people behind it considered.

    ``why_not_check`` and ``why_not_publish``: she has the permission but had a hand in the text.
    """

    write: bool
    submit: bool
    check: bool
    send_back: bool
    publish: bool
    correct: bool
    withdraw: bool
    restore: bool
    why_not_check: bool
    why_not_publish: bool


@dataclass(frozen=True, slots=True)
class ArticlePage:
    article: Article
    revision: Revision
    site: NewsSite
    filled: Filled
    html: str
    photos: list[Photo]
    findings: list[Finding]
    notes: list[ArticleNote]
    history: list[Revision]
    related: list[Article]
    proposals: list[Proposal]
    passages: list[PassageChoice]
    can: ArticleCan
    is_public: bool
    is_ahead: bool  # published for a moment to come
    public_url: str
    now: datetime

    @property
    def differs(self) -> bool:
        """From the records, somewhere."""
        return any(each.is_fact for each in self.findings)


def articles_of(organization_pk: int) -> QuerySet[Article]:
    newest = Revision.objects.order_by("-number").defer("lead", "body")
    found = _with_owners(Article.objects.filter(organization=organization_pk))
    return found.prefetch_related(Prefetch("revisions", newest, "newest_first")).order_by("-pk")


def article_list(pk: int, number: str | None = None, *, viewer: Any) -> ArticleList:
    """A page of the items of an organization that the viewer writes, those that wait first."""
    desk = desk_of(pk, viewer=viewer)
    now = readable_until()
    waits = Exists(Revision.objects.filter(article=OuterRef("pk"), state__in=_WAITING))
    found = articles_of(pk).filter(_written_by(viewer, pk)).order_by(waits.desc(), "-pk")
    shown = Paginator(found, PER_PAGE).get_page(number)
    rows = [_row(article, now) for article in shown]
    site = site_of(desk.organization)
    return ArticleList(desk, site, rows, shown, opens_site(viewer, desk.organization))


def waiting_articles(desk: Desk, *, viewer: Any) -> list[ArticleRow]:
    """Items that this viewer, not somebody else, can move on: texts to check and to publish."""
    now = readable_until()
    texts = Revision.objects.filter(state__in=_WAITING).defer("lead", "body")
    waiting = _with_owners(Article.objects.filter(organization=desk.organization))
    waiting = waiting.filter(revisions__state__in=_WAITING).order_by("-pk")
    waiting = waiting.prefetch_related(
        Prefetch("revisions", texts.prefetch_related("writers"), "newest_first")
    )
    found = []
    for row in (_row(article, now) for article in waiting):
        may = can_of(row.article, row.revision, viewer=viewer)
        if (row.waits_for is NewsEvent.CHECK and may.check) or (
            row.waits_for is NewsEvent.PUBLISH and may.publish
        ):
            found.append(row)
    return found


def get_article(
    pk: int, *, viewer: Any, to: Permission = Permission.NEWS_WRITE
) -> tuple[Article, Revision]:
    """An item and its newest text."""
    article = (
        Article.objects.select_related(
            "organization",
            "congress__organization",
            "subcommittee__congress__organization",
            "published",
            "source_file",
        )
        .filter(pk=pk)
        .first()
    )
    if article is None:
        raise NotFound
    require(viewer, to, at=article)
    revision = article.revisions.order_by("-number").first()
    if revision is None:
        raise NotFound
    revision.article = article
    return article, revision


def get_revision(pk: int, number: int, *, viewer: Any) -> Revision:
    """One text of an item, also an older one."""
    article, _newest = get_article(pk, viewer=viewer)
    found = article.revisions.filter(number=number).first()
    if found is None:
        raise NotFound
    found.article = article
    return found


def get_photo(pk: int, *, viewer: Any, to: Permission = Permission.NEWS_WRITE) -> Photo:
    found = (
        Photo.objects.select_related(
            "revision__article__organization",
            "revision__article__congress__organization",
            "revision__article__subcommittee__congress__organization",
            "small",
            "medium",
            "large",
            "original",
        )
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise NotFound
    require(viewer, to, at=found)
    return found


def article_page(pk: int, *, viewer: Any) -> ArticlePage:
    """An item with all that its writers, its checker and its publisher need."""
    article, revision = get_article(pk, viewer=viewer)
    now = readable_until()
    site = site_of(article.organization)
    may = can_of(article, revision, viewer=viewer)
    text = filled(revision, on=clock.today())
    is_public = public_now(article, now) and site.is_open
    return ArticlePage(
        article=article,
        revision=revision,
        site=site,
        filled=text,
        html=body_html(text.body, end_mark=True),
        photos=list(revision.photos.order_by("position", "pk")),
        findings=findings_of(revision, site),
        notes=list(article.notes.select_related("made_by").order_by("-made_at", "-pk")),
        history=list(
            article.revisions.select_related("submitted_by", "checked_by", "published_by").order_by(
                "-number"
            )
        ),
        related=list(revision.related.select_related("published").order_by("-pk")),
        proposals=proposals(revision) if may.write else [],
        passages=[
            choice for purpose in PURPOSES for choice in passages(article.organization, purpose)
        ]
        if may.write and article.congress
        else [],
        can=may,
        is_public=is_public,
        is_ahead=_is_ahead(article, now),
        public_url=article_url(site, article) if is_public else "",
        now=now,
    )


@dataclass(frozen=True, slots=True)
class LeftToSee:
    """A text about to go on, with what is left in it to look at."""

    article: Article
    revision: Revision
    findings: list[Finding]

    obstacle: str  # why it cannot go on, "" if it can

    @property
    def differs(self) -> bool:
        """From the records, somewhere."""
        return bool(self.facts)

    @property
    def facts(self) -> list[Finding]:
        return [each for each in self.findings if each.is_fact]


def left_in(pk: int, what: str, *, viewer: Any, to: Permission) -> LeftToSee:
    """``what``: the step, a name of `ArticleCan`."""
    article, revision = get_article(pk, viewer=viewer, to=to)
    findings = findings_of(revision, site_of(article.organization))
    return LeftToSee(article, revision, findings, obstacle_to(article, revision, what, viewer))


def obstacle_to(article: Article, revision: Revision, what: str, viewer: Any) -> str:
    """Why the viewer cannot do ``what`` (a name of `ArticleCan`) now; "" if she can."""
    may = can_of(article, revision, viewer=viewer)
    if getattr(may, what):
        return ""
    if what == "check" and may.why_not_check:
        return _("Đồng chí đã soạn bài này nên người khác kiểm tra.")
    if what == "publish" and may.why_not_publish:
        return _("Đồng chí đã soạn hoặc kiểm tra bài này nên người khác đăng.")
    if article.withdrawn_at is not None:
        return _("Bài đã gỡ khỏi trang tin; hãy đưa bài lên lại trước.")
    state = {"state": revision.get_state_display()}
    return _("Bài đang ở bước “%(state)s” nên không làm được việc này.") % state


def can_of(article: Article, revision: Revision, *, viewer: Any) -> ArticleCan:
    state = NewsState(revision.state)
    writers = {user.pk for user in revision.writers.all()}
    checks = can(viewer, Permission.NEWS_CHECK, at=article)
    publishes = can(viewer, Permission.NEWS_PUBLISH, at=article)
    writes = can(viewer, Permission.NEWS_WRITE, at=article)
    own_check = bool(rules.may_check(viewer.pk, writers=writers))
    own_publish = bool(
        rules.may_publish(viewer.pk, writers=writers, checker=revision.checked_by_id or 0)
    )
    is_draft, withdrawn = state is NewsState.DRAFT, article.withdrawn_at is not None
    live = article.published_id is not None
    return ArticleCan(
        write=writes and is_draft,
        submit=writes and is_draft,
        check=checks and state is NewsState.SUBMITTED and not own_check,
        send_back=(checks and state is NewsState.SUBMITTED)
        or (publishes and state is NewsState.CHECKED),
        publish=publishes and state is NewsState.CHECKED and not own_publish and not withdrawn,
        correct=writes and state is NewsState.PUBLISHED and not withdrawn,
        withdraw=publishes and live and not withdrawn,
        restore=publishes and withdrawn,
        why_not_check=checks and state is NewsState.SUBMITTED and own_check,
        why_not_publish=publishes and state is NewsState.CHECKED and own_publish,
    )


def new_texts(desk: Desk, *, viewer: Any) -> dict[str, str]:
    """What a new item begins with: section, who writes, for whom."""
    person: Any = person_of(viewer)
    return {
        "kind": NewsKind.PREPARATION,
        "section": site_of(desk.organization).section,
        "author": person.full_name if person else viewer.full_name,
        "author_unit": desk.organization.name,
    }


def today() -> date:
    """The day that fields are filled for."""
    return clock.today()


@dataclass(frozen=True, slots=True)
class RevisionPage:
    """An older text, or the newest, as it stands."""

    article: Article
    revision: Revision
    html: str
    photos: list[Photo]


def revision_page(pk: int, number: int, *, viewer: Any) -> RevisionPage:
    revision = get_revision(pk, number, viewer=viewer)
    photos = list(revision.photos.order_by("position", "pk"))
    return RevisionPage(revision.article, revision, body_html(revision.body, end_mark=True), photos)


def public_now(article: Article, now: datetime) -> bool:
    """Whether the public reads it at this moment, its organization's page being open."""
    shown = article.published
    return (
        shown is not None
        and shown.published_at is not None
        and shown.published_at <= now
        and article.withdrawn_at is None
    )


def _with_owners(articles: QuerySet[Article]) -> QuerySet[Article]:
    """With what a permission and a list ask; without the long texts."""
    return articles.select_related(
        "organization",
        "congress__organization",
        "subcommittee__congress__organization",
        "published",
    ).defer("source_text", "published__lead", "published__body")


def _written_by(viewer: Any, organization_pk: int) -> Q:
    """The items the viewer writes: asked once for each body that has any."""
    own = Article.objects.filter(organization=organization_pk)
    first = own.order_by().values("congress", "subcommittee").annotate(first=Min("pk"))
    one_each = _with_owners(Article.objects.filter(pk__in=first.values("first")))
    found = Q(pk__in=[])
    for each in one_each:
        if can(viewer, Permission.NEWS_WRITE, at=each):
            found |= Q(congress=each.congress_id, subcommittee=each.subcommittee_id)
    return found


def _row(article: Article, now: datetime) -> ArticleRow:
    revisions: list[Revision] = article.newest_first  # type: ignore[attr-defined]  # by `articles_of`
    revision = revisions[0]
    revision.article = article
    waits = {NewsState.SUBMITTED: NewsEvent.CHECK, NewsState.CHECKED: NewsEvent.PUBLISH}
    return ArticleRow(
        article, revision, public_now(article, now), waits.get(NewsState(revision.state))
    )


def _is_ahead(article: Article, now: datetime) -> bool:
    shown = article.published
    return shown is not None and shown.published_at is not None and shown.published_at > now
