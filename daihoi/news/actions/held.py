"""An article held while something is done to it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound
from daihoi.live.topics import bump
from daihoi.news.models import Article, Revision
from daihoi.news.serving import forget
from daihoi.notifications.actions import notify
from daihoi.rules.news import NewsEvent, NewsState, after

EVENT_WORDS = {
    NewsEvent.SUBMIT: "gửi kiểm tra",
    NewsEvent.CHECK: "xác nhận đã kiểm tra",
    NewsEvent.RETURN: "trả lại",
    NewsEvent.PUBLISH: "đăng",
}


class HeldArticle:
    """The article's row, locked, with its newest text."""

    def __init__(self, article: Article) -> None:
        rows = Article.objects.select_for_update(of=("self",)).select_related(
            "organization",
            "congress__organization",
            "subcommittee__congress__organization",
            "published",
        )
        found = rows.filter(pk=article.pk).first()
        if found is None:
            raise NotFound
        revision = found.revisions.order_by("-number").first()
        if revision is None:
            raise NotFound
        self.article = found
        self.revision: Revision = revision
        revision.article = found

    @classmethod
    def to_write(cls, article: Article, *, edit: int | None = None) -> "HeldArticle":
        """`Conflict` unless its text is a draft, and the one that the page showed."""
        held = cls(article)
        if held.revision.state != NewsState.DRAFT:
            raise Conflict(
                _("Bài không còn ở bước soạn nên không sửa được."),
                code="not_a_draft",
                advice=_(
                    "Bài đang chờ kiểm tra hoặc chờ đăng thì nhờ người kiểm tra trả lại;"
                    " bài đã đăng thì lập bản đính chính."
                ),
            )
        if edit is not None and held.revision.edit != edit:
            raise Conflict(
                _("Người khác đã sửa bài này từ lúc đồng chí mở trang."),
                code="outdated",
                advice=_(
                    "Điều đồng chí viết còn trong trang này; hãy so với bản đang lưu"
                    " rồi lưu lần nữa."
                ),
            )
        return held

    def move(self, event: NewsEvent) -> NewsState:
        """Take the text to the state that follows; saves nothing."""
        then = after(NewsState(self.revision.state), event)
        if then is None:
            words = {"event": EVENT_WORDS[event], "state": self.revision.get_state_display()}
            raise Conflict(
                _("Bài đang ở bước “%(state)s” nên không %(event)s được.") % words,
                code="wrong_state",
                advice=_("Hãy tải lại trang để xem bài đang ở bước nào."),
            )
        self.revision.state = then
        return then

    def changed(self, actor: User, *fields: str) -> None:
        """Save a change of the draft: who made it is one of its writers."""
        self.revision.edit += 1
        self.revision.save(update_fields=[*{*fields, "edit"}])
        self.revision.writers.add(actor)
        self.touch()

    def touch(self) -> None:
        self.article.updated_at = clock.now()
        self.article.save(update_fields=["updated_at"])
        self.bump()

    def bump(self) -> None:
        bump(f"news.article:{self.article.pk}")

    def record(
        self,
        action: str,
        *,
        actor: User,
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
    ) -> None:
        record(action, self.revision, actor=actor, before=before, after=after, context=self.article)

    def tell(self, users: Iterable[User], title: str, body: str = "") -> None:
        told = {user.pk: user for user in users if user.is_active}
        notify(
            told.values(),
            title=title,
            body=body,
            url=reverse("news:article_detail", args=[self.article.pk]),
            topic=f"news.article:{self.article.pk}",
        )

    def forget_pages(self) -> None:
        """What the public is shown changes: no page made before is given out again."""
        transaction.on_commit(forget)
