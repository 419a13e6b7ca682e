"""News items while they are written: begun, imported, edited; slips accepted, passages put in."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, RuleBroken
from daihoi.files.actions import keep
from daihoi.files.pictures import safe_name
from daihoi.news.actions.held import HeldArticle
from daihoi.news.models import Article, Revision
from daihoi.news.queries.desk import Desk, body_of
from daihoi.news.queries.sites import site_of
from daihoi.organizations.models import Organization
from daihoi.organizations.queries.people import person_of
from daihoi.registry.queries.boilerplate import PassageChoice
from daihoi.vietnamese.spelling import Slip, SlipCode, accepted
from daihoi.vietnamese.text import nfc

TEXTS = ("section", "title", "lead", "body", "author", "author_unit")
LONGEST_TITLE = 200
LONGEST_BODY = 60_000


@transaction.atomic
def start_article(desk: Desk, kind: str, values: Mapping[str, str], *, actor: User) -> Article:
    """Begin an item of the running congress, for the body that does its propaganda.

    Texts that are not given take the page's section, the writer and the organization.
    """
    require(actor, Permission.NEWS_WRITE, at=desk)
    organization = Organization.objects.select_for_update(no_key=True).get(pk=desk.organization.pk)
    article = _begin(desk, organization, kind, actor)
    revision = _first_text(article, values, actor)
    after = {"kind": kind, "title": revision.title}
    record("news.start_article", revision, actor=actor, after=after, context=article)
    return article


@transaction.atomic
def import_article(
    desk: Desk, kind: str, text: str, *, content: bytes, file_name: str, actor: User
) -> Article:
    """Begin an item from a text that was written elsewhere; that text is kept as it is for good.

    ``text`` is what was read from ``content``. Its first line is the title, its first paragraph
    the lead; of a line too long for a title the rest begins the lead. Slips in it are found and put right in the item, never in the source.
    """
    require(actor, Permission.NEWS_WRITE, at=desk)
    organization = Organization.objects.select_for_update(no_key=True).get(pk=desk.organization.pk)
    parts = [part.strip() for part in nfc(text).split("\n") if part.strip()]
    if not parts:
        raise RuleBroken(_("Tệp không có chữ nào."), code="empty")
    article = _begin(desk, organization, kind, actor)
    article.source_text, article.source_file = text, keep(content)
    article.source_name = safe_name(file_name, otherwise="van-ban-nguon")
    article.save(update_fields=["source_text", "source_file", "source_name"])
    title, rest = _title_and_rest(parts[0])
    values = {
        "title": title,
        "lead": "\n".join([*rest, *parts[1:2]]),
        "body": "\n\n".join(parts[2:]),
    }
    revision = _first_text(article, values, actor)
    facts = {"title": revision.title, "sha256": article.source_file.sha256}
    record("news.import_article", revision, actor=actor, after=facts, context=article)
    return article


@transaction.atomic
def edit_article(
    article: Article, values: Mapping[str, str], *, edit: int | None, actor: User
) -> Revision:
    """Change the texts of a draft; ``edit`` is what the page showed."""
    require(actor, Permission.NEWS_WRITE, at=article)
    held = HeldArticle.to_write(article, edit=edit)
    revision = held.revision
    wanted = {name: _said(name, values[name]) for name in TEXTS if name in values}
    kind = values.get("kind", held.article.kind)
    changed = {name: text for name, text in wanted.items() if getattr(revision, name) != text}
    if not changed and kind == held.article.kind:
        return revision
    before = {name: getattr(revision, name) for name in changed} | {"kind": held.article.kind}
    for name, text in changed.items():
        setattr(revision, name, text)
    held.article.kind = kind
    held.article.save(update_fields=["kind"])
    held.changed(actor, *changed)
    held.record("news.edit_article", actor=actor, before=before, after={**changed, "kind": kind})
    return revision


@transaction.atomic
def accept_slip(
    article: Article, name: str, start: int, found: str, suggestion: str, *, actor: User
) -> Revision:
    """Put a suggestion in the place of what was found in one text, unless it changed meanwhile."""
    require(actor, Permission.NEWS_WRITE, at=article)
    held = HeldArticle.to_write(article)
    if name not in TEXTS:
        raise RuleBroken(_("Không có ô này trong bài."), code="no_such_text")
    text = nfc(getattr(held.revision, name))
    try:
        made = accepted(text, [Slip(SlipCode.WORD, start, found, suggestion)])
    except ValueError as error:
        raise Conflict(
            _("Chỗ này trong bài đã khác lúc đồng chí mở trang nên chưa sửa gì."),
            code="outdated",
            advice=_("Hãy xem lại danh sách lỗi vừa tải."),
        ) from error
    setattr(held.revision, name, made)
    held.changed(actor, name)
    held.record(
        "news.accept_slip",
        actor=actor,
        before={name: found, "at": start},
        after={name: suggestion},
    )
    return held.revision


@transaction.atomic
def add_passage(article: Article, passage: PassageChoice, *, actor: User) -> Revision:
    """Put a passage of the library at the end of the body, its fields to be filled from data."""
    require(actor, Permission.NEWS_WRITE, at=article)
    held = HeldArticle.to_write(article)
    text = nfc(passage.text).strip()
    if text in held.revision.body:
        raise Conflict(
            _("Đoạn “%(title)s” đã có trong bài.") % {"title": passage.title}, code="passage_twice"
        )
    held.revision.body = f"{held.revision.body.rstrip()}\n\n{text}".strip()
    held.changed(actor, "body")
    held.record("news.add_passage", actor=actor, after={"passage": passage.title, "text": text})
    return held.revision


@transaction.atomic
def choose_related(article: Article, chosen: Sequence[Article], *, actor: User) -> Revision:
    """Say which items stand under "Tin liên quan"; only items of the same organization."""
    require(actor, Permission.NEWS_WRITE, at=article)
    held = HeldArticle.to_write(article)
    own = held.article
    if any(each.organization_id != own.organization_id or each.pk == own.pk for each in chosen):
        raise RuleBroken(_("Tin liên quan phải là tin khác của chính tổ chức."), code="not_related")
    before = sorted(held.revision.related.values_list("pk", flat=True))
    held.revision.related.set(chosen)
    held.changed(actor)
    after = {"related": sorted(each.pk for each in chosen)}
    held.record("news.choose_related", actor=actor, before={"related": before}, after=after)
    return held.revision


@transaction.atomic
def remove_article(article: Article, *, actor: User) -> None:
    """Take away a draft that nobody has published; the record keeps its words."""
    require(actor, Permission.NEWS_WRITE, at=article)
    held = HeldArticle.to_write(article)
    if held.article.published_id is not None:
        raise RuleBroken(
            _("Bài đã đăng nên không xóa được."),
            code="published",
            advice=_("Hãy gỡ bài khỏi trang tin, kèm lý do."),
        )
    before = {name: getattr(held.revision, name) for name in TEXTS}
    held.record("news.remove_article", actor=actor, before=before)
    held.article.delete()


def _begin(desk: Desk, organization: Organization, kind: str, actor: User) -> Article:
    now = clock.now()
    return Article.objects.create(
        organization=organization,
        congress=desk.congress,
        subcommittee=body_of(desk.congress) if desk.congress else None,
        kind=kind,
        created_by=actor,
        created_at=now,
        updated_at=now,
    )


def _first_text(article: Article, values: Mapping[str, str], actor: User) -> Revision:
    person: Any = person_of(actor)
    given = {name: _said(name, text) for name, text in values.items() if name in TEXTS}
    given.setdefault("section", site_of(article.organization).section)
    given.setdefault("author", person.full_name if person else actor.full_name)
    given.setdefault("author_unit", article.organization.name)
    revision = Revision.objects.create(article=article, number=1, made_at=clock.now(), **given)
    revision.writers.add(actor)
    return revision


def _title_and_rest(line: str) -> tuple[str, list[str]]:
    """A title that fits, cut between words, and what is left of the line."""
    if len(line) <= LONGEST_TITLE:
        return line, []
    head = line[: LONGEST_TITLE + 1].rpartition(" ")[0].rstrip() or line[:LONGEST_TITLE]
    return head, [line[len(head) :].lstrip()]


def _said(name: str, text: str) -> str:
    """As typed, line ends alike; a body that is too long is refused, not cut."""
    said = text.replace("\r\n", "\n").strip() if name in {"lead", "body"} else text.strip()
    if len(said) > LONGEST_BODY:
        raise RuleBroken(
            _("Bài dài quá %(limit)s chữ cái.") % {"limit": LONGEST_BODY}, code="too_long"
        )
    return said
