"""A text on its way to the public: submitted, checked, returned, published, corrected, withdrawn."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.base import clock
from daihoi.base.errors import Conflict, RuleBroken
from daihoi.news.actions.held import HeldArticle
from daihoi.news.models import Article, ArticleNote, Photo, Revision
from daihoi.news.queries.filling import TEXTS, filled
from daihoi.news.queries.findings import differences_of
from daihoi.news.queries.people import checkers_of, publishers_of
from daihoi.rules import news as rules
from daihoi.rules.findings import Finding
from daihoi.rules.news import NewsEvent, NewsState

COPIED = ("section", "title", "lead", "body", "author", "author_unit")
_PHOTO_FIELDS = [
    "key", "position", "caption", "description", "file_name", "original", "small", "medium",
    "large", "small_width", "medium_width", "width", "height",
]  # fmt: skip


@transaction.atomic
def submit_article(article: Article, *, actor: User) -> Revision:
    """Hand a draft to whoever checks; it needs its lead and body, and no field without a value."""
    require(actor, Permission.NEWS_WRITE, at=article)
    held = HeldArticle.to_write(article)
    revision = held.revision
    _refuse_unready(revision)
    held.move(NewsEvent.SUBMIT)
    revision.submitted_at, revision.submitted_by = clock.now(), actor
    revision.save(update_fields=["state", "submitted_at", "submitted_by"])
    revision.writers.add(actor)
    held.record("news.submit_article", actor=actor, after={"state": revision.state})
    held.touch()
    others = [user for user in checkers_of(held.article) if not _wrote(user, revision)]
    held.tell(others, f"Tin chờ kiểm tra: {revision.title}")
    return revision


@transaction.atomic
def check_article(article: Article, *, keeps: str = "", actor: User) -> Revision:
    """Say that facts and words are right; fields become the words they stand for that day.

    ``keeps``: why the text stays where it differs from the records. `RuleBroken` for whoever had
    a hand in the text, and for a difference without a reason.
    """
    require(actor, Permission.NEWS_CHECK, at=article)
    held = HeldArticle(article)
    revision = held.revision
    _refuse(rules.may_check(actor.pk, writers=_writers(revision)))
    held.move(NewsEvent.CHECK)
    _refuse_unready(revision)
    kept = _kept_differences(revision, keeps)
    before = {name: getattr(revision, name) for name in TEXTS}
    text = filled(revision, on=clock.today())
    for name in TEXTS:
        setattr(revision, name, getattr(text, name))
    revision.checked_at, revision.checked_by = clock.now(), actor
    revision.save(update_fields=["state", "checked_at", "checked_by", *TEXTS])
    after = {name: getattr(revision, name) for name in TEXTS} | kept
    held.record("news.check_article", actor=actor, before=before, after=after)
    held.touch()
    writers = _writers(revision)
    others = [user for user in publishers_of(held.article) if user.pk not in {*writers, actor.pk}]
    held.tell(others, f"Tin chờ đăng: {revision.title}")
    return revision


@transaction.atomic
def return_article(article: Article, remark: str, *, actor: User) -> Revision:
    """Send a text back to its writers, with what is to be put right."""
    held = HeldArticle(article)  # first: whose turn it is depends on the state
    at_publisher = held.revision.state == NewsState.CHECKED
    needed = Permission.NEWS_PUBLISH if at_publisher else Permission.NEWS_CHECK
    require(actor, needed, at=held.article)
    said = _needed(remark, _("Hãy ghi cần sửa điều gì."))
    before = {"state": held.revision.state}
    held.move(NewsEvent.RETURN)
    revision = held.revision
    revision.checked_at = revision.checked_by = None
    revision.submitted_at = revision.submitted_by = None
    fields = ["state", "checked_at", "checked_by", "submitted_at", "submitted_by"]
    revision.save(update_fields=fields)
    _note(held.article, ArticleNote.Kind.RETURNED, said, actor)
    held.record("news.return_article", actor=actor, before=before, after={"remark": said})
    held.touch()
    held.tell(revision.writers.all(), f"Tin được trả lại: {revision.title}", said)
    return revision


@transaction.atomic
def publish_article(
    article: Article, *, at: datetime | None = None, keeps: str = "", actor: User
) -> Revision:
    """Show a checked text to the public, now or ``at`` a later moment (not for corrections).

    ``keeps``: why the text stays where it differs from the records. `RuleBroken` for whoever wrote
    or checked it, and for a difference without a reason.
    """
    require(actor, Permission.NEWS_PUBLISH, at=article)
    held = HeldArticle(article)
    revision, own = held.revision, held.article
    checker = revision.checked_by_id or 0
    _refuse(rules.may_publish(actor.pk, writers=_writers(revision), checker=checker))
    now = clock.now()
    _refuse_withdrawn(own)
    _refuse_time(at, now, is_correction=own.published_id is not None)
    before = {"state": revision.state, "revision": own.published.number if own.published else None}
    held.move(NewsEvent.PUBLISH)
    kept = _kept_differences(revision, keeps)
    revision.published_at, revision.published_by = at or now, actor
    revision.save(update_fields=["state", "published_at", "published_by"])
    moment = revision.published_at
    own.first_published_at = min(own.first_published_at or moment, moment)
    own.published = revision
    own.save(update_fields=["published", "first_published_at"])
    if revision.correction:
        _note(own, ArticleNote.Kind.CORRECTED, revision.correction, actor)
    after = {"revision": revision.number, "published_at": revision.published_at, **kept}
    held.record("news.publish_article", actor=actor, before=before, after=after)
    held.touch()
    held.forget_pages()
    held.tell(
        [user for user in revision.writers.all() if user.pk != actor.pk],
        f"Tin đã đăng: {revision.title}",
    )
    return revision


@transaction.atomic
def start_correction(article: Article, correction: str, *, actor: User) -> Revision:
    """Begin another text of a published item; the old one is read until the new one is published."""
    require(actor, Permission.NEWS_WRITE, at=article)
    held = HeldArticle(article)
    old, own = held.revision, held.article
    said = _needed(correction, _("Hãy ghi đính chính điều gì."))
    if old.state != NewsState.PUBLISHED or own.withdrawn_at is not None:
        raise Conflict(
            _("Chỉ đính chính được bài đang đăng; bài này đang ở bước “%(state)s”.")
            % {"state": old.get_state_display()},
            code="wrong_state",
        )
    texts = {name: getattr(old, name) for name in COPIED}
    made = Revision.objects.create(
        article=own, number=old.number + 1, correction=said, made_at=clock.now(), **texts
    )
    made.writers.add(actor)
    made.related.set(old.related.all())
    Photo.objects.bulk_create(
        Photo(revision=made, **{name: getattr(photo, name) for name in _PHOTO_FIELDS})
        for photo in old.photos.order_by("position", "pk")
    )
    held.revision = made
    after = {"revision": made.number, "correction": said}
    held.record("news.start_correction", actor=actor, after=after)
    held.touch()
    return made


@transaction.atomic
def withdraw_article(article: Article, reason: str, *, actor: User) -> Article:
    """Take an item off the public page: its address answers that it is gone."""
    require(actor, Permission.NEWS_PUBLISH, at=article)
    held = HeldArticle(article)
    own = held.article
    said = _needed(reason, _("Hãy ghi vì sao gỡ bài."))
    if own.published_id is None or own.withdrawn_at is not None:
        raise Conflict(_("Bài không ở trên trang tin."), code="not_public")
    own.withdrawn_at, own.withdrawn_by, own.withdrawn_reason = clock.now(), actor, said[:400]
    own.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    _note(own, ArticleNote.Kind.WITHDRAWN, said, actor)
    held.record("news.withdraw_article", actor=actor, after={"reason": said})
    held.touch()
    held.forget_pages()
    return own


@transaction.atomic
def restore_article(article: Article, reason: str, *, actor: User) -> Article:
    """Show an item again that was taken off."""
    require(actor, Permission.NEWS_PUBLISH, at=article)
    held = HeldArticle(article)
    own = held.article
    said = _needed(reason, _("Hãy ghi vì sao đưa bài lại."))
    if own.withdrawn_at is None:
        raise Conflict(_("Bài chưa bị gỡ."), code="not_withdrawn")
    before = {"reason": own.withdrawn_reason}
    own.withdrawn_at, own.withdrawn_by, own.withdrawn_reason = None, None, ""
    own.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    _note(own, ArticleNote.Kind.RESTORED, said, actor)
    held.record("news.restore_article", actor=actor, before=before, after={"reason": said})
    held.touch()
    held.forget_pages()
    return own


def _writers(revision: Revision) -> set[int]:
    return {user.pk for user in revision.writers.all()}


def _wrote(user: User, revision: Revision) -> bool:
    return user.pk in _writers(revision)


def _note(article: Article, kind: ArticleNote.Kind, text: str, actor: User) -> None:
    ArticleNote.objects.create(
        article=article, kind=kind, text=text[:1000], made_at=clock.now(), made_by=actor
    )


def _needed(text: str, otherwise: str) -> str:
    said = " ".join(text.split())
    if not said:
        raise RuleBroken(otherwise, code="no_text")
    return said


def _refuse(findings: list[Finding]) -> None:
    words = {
        "checks_own": _("Người soạn bài không tự kiểm tra bài của mình."),
        "publishes_own": _("Người soạn bài không tự đăng bài của mình."),
        "publishes_checked": _("Người đã kiểm tra bài không đồng thời là người đăng."),
    }
    if findings:
        raise RuleBroken(
            words[findings[0].code],
            findings,
            code=findings[0].code,
            advice=_("Ba bước soạn, kiểm tra, đăng do ba người; hãy nhờ đồng chí khác."),
        )


def _refuse_unready(revision: Revision) -> None:
    missing = [name for name in ("title", "lead", "body") if not getattr(revision, name).strip()]
    if missing:
        labels = {"title": _("tiêu đề"), "lead": _("đoạn mở đầu"), "body": _("nội dung")}
        said = ", ".join(labels[name] for name in missing)
        raise RuleBroken(_("Bài còn thiếu: %(missing)s.") % {"missing": said}, code="incomplete")
    if gaps := filled(revision, on=clock.today()).gaps:
        said = ", ".join(f"{{{{{gap}}}}}" for gap in gaps)
        raise RuleBroken(
            _("Chưa có số liệu cho: %(gaps)s.") % {"gaps": said},
            code="gaps",
            advice=_("Hãy ghi số liệu vào hồ sơ hoặc viết thẳng vào bài."),
        )


def _kept_differences(revision: Revision, keeps: str) -> dict[str, object]:
    """What the audit record keeps of places that differ from the records; {} if there are none."""
    found = differences_of(revision)
    said = " ".join(keeps.split())
    if found and not said:
        places = "; ".join(f"{each.label}: “{each.found}” – {each.says}" for each in found)
        raise RuleBroken(
            _("Bài còn chỗ khác hồ sơ: %(places)s.") % {"places": places},
            code="differs",
            advice=_("Hãy trả lại để sửa, hoặc đánh dấu đã xem và ghi vì sao giữ như vậy."),
        )
    if not found:
        return {}
    listed = [f"{each.label}: {each.found}; {each.says}" for each in found]
    return {"differences": listed, "keeps": said}


def _refuse_withdrawn(article: Article) -> None:
    if article.withdrawn_at is not None:
        raise Conflict(
            _("Bài đã gỡ khỏi trang tin nên chưa đăng bản đính chính được."),
            code="withdrawn",
            advice=_("Hãy đưa bài lên lại trước, rồi đăng bản đính chính."),
        )


def _refuse_time(at: datetime | None, now: datetime, *, is_correction: bool) -> None:
    if at is None:
        return
    if is_correction:
        raise RuleBroken(
            _("Bản đính chính đăng ngay, không hẹn giờ: bản cũ đang có sai sót."),
            code="correction_later",
        )
    if at <= now:
        raise RuleBroken(
            _("Giờ hẹn đăng đã qua."),
            code="time_past",
            advice=_("Hãy để trống để đăng ngay, hoặc chọn giờ sau."),
        )
