"""Draft, checked, published by three people; returned, corrected, withdrawn."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotPermitted, RuleBroken
from daihoi.news.actions import articles, review
from daihoi.news.models import Article, ArticleNote
from daihoi.news.queries import filling
from daihoi.news.queries.articles import article_page, waiting_articles
from daihoi.notifications.models import Notice
from daihoi.rules.news import NewsState
from tests.factories import grant
from tests.factories.news import TITLE, Newsroom

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Newsroom:
    return Newsroom()


def state_of(article: Article) -> str:
    return article.revisions.order_by("-number")[0].state


def test_three_people_bring_a_text_to_the_public(room: Newsroom) -> None:
    article = room.published()
    revision = article.revisions.get()
    assert article.published == revision
    assert article.first_published_at == revision.published_at
    assert (revision.submitted_by, revision.checked_by, revision.published_by) == (
        room.writer, room.checker, room.publisher,
    )  # fmt: skip
    actions = ["news.start_article", "news.submit_article", "news.check_article", "news.publish_article"]  # fmt: skip
    assert [
        e.action for e in Entry.objects.filter(action__startswith="news.").order_by("pk")
    ] == actions
    told = Notice.objects.order_by("pk").values_list("user", "title")
    assert (room.checker.pk, f"Tin chờ kiểm tra: {TITLE}") in told
    assert (room.publisher.pk, f"Tin chờ đăng: {TITLE}") in told
    assert (room.writer.pk, f"Tin đã đăng: {TITLE}") in told


def test_who_wrote_does_not_check(room: Newsroom) -> None:
    article = room.draft()
    articles.edit_article(article, {"title": "Tít sửa"}, edit=1, actor=room.checker)
    review.submit_article(article, actor=room.writer)
    with pytest.raises(RuleBroken) as refusal:
        review.check_article(article, actor=room.checker)
    assert refusal.value.code == "checks_own"
    assert str(refusal.value.findings[0].basis)
    assert state_of(article) == NewsState.SUBMITTED
    assert article_page(article.pk, viewer=room.checker).can.why_not_check


def test_who_checked_does_not_publish(room: Newsroom) -> None:
    article = room.submitted()
    review.check_article(article, actor=room.publisher)
    with pytest.raises(RuleBroken) as refusal:
        review.publish_article(article, actor=room.publisher)
    assert refusal.value.code == "publishes_checked"
    assert state_of(article) == NewsState.CHECKED


def test_who_wrote_does_not_publish(room: Newsroom) -> None:
    article = room.draft()
    articles.edit_article(article, {"title": "Tít sửa"}, edit=1, actor=room.publisher)
    review.submit_article(article, actor=room.writer)
    review.check_article(article, actor=room.checker)
    with pytest.raises(RuleBroken) as refusal:
        review.publish_article(article, actor=room.publisher)
    assert refusal.value.code == "publishes_own"


@pytest.mark.parametrize(
    ("begin", "step", "who"),
    [
        (Newsroom.submitted, review.check_article, "writer"),
        (Newsroom.checked, review.publish_article, "checker"),
        (Newsroom.checked, review.publish_article, "writer"),
    ],
)
def test_a_step_needs_its_permission(
    room: Newsroom,
    begin: Callable[[Newsroom], Article],
    step: Callable[..., object],
    who: str,
) -> None:
    article = begin(room)
    before = state_of(article)
    actor: User = getattr(room, who)
    with pytest.raises(NotPermitted):
        step(article, actor=actor)
    assert state_of(article) == before


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        ({"lead": " "}, "incomplete"),
        ({"body": ""}, "incomplete"),
        ({"body": "Có {{gì đó}}."}, "gaps"),
    ],
)
def test_a_text_that_lacks_something_is_not_handed_in(
    room: Newsroom, texts: dict[str, str], code: str
) -> None:
    article = room.draft(**texts)
    with pytest.raises(RuleBroken) as refusal:
        review.submit_article(article, actor=room.writer)
    assert refusal.value.code == code
    assert state_of(article) == NewsState.DRAFT


def test_fields_become_words_when_a_text_is_checked(room: Newsroom) -> None:
    article = room.submitted(body="Đại hội lần thứ {{lần thứ}}.")
    revision = review.check_article(article, actor=room.checker)
    assert revision.body == "Đại hội lần thứ III."
    room.congress.ordinal = 4
    room.congress.save(update_fields=["ordinal"])
    review.publish_article(article, keeps="Theo ngày kiểm tra.", actor=room.publisher)
    assert article.revisions.get().body == "Đại hội lần thứ III."


def test_a_text_comes_back_with_what_to_put_right(room: Newsroom) -> None:
    article = room.submitted()
    review.return_article(article, "Thiếu ảnh.", actor=room.checker)
    assert state_of(article) == NewsState.DRAFT
    note = article.notes.get()
    assert (note.kind, note.text, note.made_by) == ("returned", "Thiếu ảnh.", room.checker)
    assert Notice.objects.filter(user=room.writer, body="Thiếu ảnh.").exists()
    with pytest.raises(RuleBroken):
        review.return_article(room.submitted(), "  ", actor=room.checker)


def test_the_checker_does_not_take_back_what_waits_to_be_published(room: Newsroom) -> None:
    article = room.checked()
    with pytest.raises(NotPermitted):
        review.return_article(article, "Khoan.", actor=room.checker)
    review.return_article(article, "Khoan.", actor=room.publisher)
    assert state_of(article) == NewsState.DRAFT


def test_a_draft_is_not_published(room: Newsroom) -> None:
    article = room.draft()
    with pytest.raises(Conflict):
        review.publish_article(article, actor=room.publisher)
    assert article.revisions.get().published_at is None


def test_a_time_to_publish_lies_ahead(room: Newsroom) -> None:
    article = room.checked()
    with pytest.raises(RuleBroken) as refusal:
        review.publish_article(article, at=clock.now() - timedelta(minutes=1), actor=room.publisher)
    assert refusal.value.code == "time_past"
    later = clock.now() + timedelta(hours=2)
    review.publish_article(article, at=later, actor=room.publisher)
    page = article_page(article.pk, viewer=room.writer)
    assert (page.is_ahead, page.is_public) == (True, False)


def test_a_correction_goes_all_the_way_again(room: Newsroom) -> None:
    article = room.published()
    old = article.revisions.get()
    made = review.start_correction(article, "Sửa số phòng.", actor=room.writer)
    assert (made.number, made.state, made.title) == (2, NewsState.DRAFT, old.title)
    article.refresh_from_db()
    assert article.published == old
    articles.edit_article(article, {"title": "Tít đúng"}, edit=1, actor=room.writer)
    review.submit_article(article, actor=room.writer)
    review.check_article(article, actor=room.checker)
    with pytest.raises(RuleBroken):
        review.publish_article(article, at=clock.now() + timedelta(1), actor=room.publisher)
    review.publish_article(article, actor=room.publisher)
    article.refresh_from_db()
    assert article.published == made
    assert article.first_published_at == old.published_at
    assert [note.text for note in article.notes.filter(kind=ArticleNote.Kind.CORRECTED)] == ["Sửa số phòng."]  # fmt: skip
    old.refresh_from_db()
    assert old.title == TITLE


def test_only_what_is_published_is_corrected(room: Newsroom) -> None:
    with pytest.raises(Conflict):
        review.start_correction(room.submitted(), "Gì đó.", actor=room.writer)


def test_an_item_is_taken_off_with_a_reason_and_put_back(room: Newsroom) -> None:
    article = room.published()
    with pytest.raises(RuleBroken):
        review.withdraw_article(article, "", actor=room.publisher)
    with pytest.raises(NotPermitted):
        review.withdraw_article(article, "Sai ảnh.", actor=room.checker)
    gone = review.withdraw_article(article, "Sai ảnh.", actor=room.publisher)
    assert (gone.withdrawn_by, gone.withdrawn_reason) == (room.publisher, "Sai ảnh.")
    with pytest.raises(Conflict):
        review.withdraw_article(article, "Lần nữa.", actor=room.publisher)
    back = review.restore_article(article, "Đã thay ảnh.", actor=room.publisher)
    assert (back.withdrawn_at, back.withdrawn_by, back.withdrawn_reason) == (None, None, "")
    kinds = list(article.notes.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["withdrawn", "restored"]


def test_a_text_waits_for_who_can_move_it_on(room: Newsroom) -> None:
    article = room.submitted()

    def waits(user: User) -> list[int]:
        return [row.article.pk for row in waiting_articles(room.desk, viewer=user)]

    assert (waits(room.writer), waits(room.checker)) == ([], [article.pk])
    review.check_article(article, actor=room.checker)
    assert (waits(room.checker), waits(room.publisher)) == ([], [article.pk])
    other = grant(Role.COMMITTEE_MEMBER, room.organization)
    assert waits(other) == [article.pk]


def test_a_correction_of_what_was_to_come_is_first_read_when_it_is_published(
    room: Newsroom,
) -> None:
    article = room.checked()
    later = clock.now() + timedelta(hours=2)
    review.publish_article(article, at=later, actor=room.publisher)
    review.start_correction(article, "Sửa số phòng.", actor=room.writer)
    review.submit_article(article, actor=room.writer)
    review.check_article(article, actor=room.checker)
    revision = review.publish_article(article, actor=room.publisher)
    article.refresh_from_db()
    assert article.first_published_at == revision.published_at < later


def test_a_correction_is_not_published_while_the_item_is_off_the_page(room: Newsroom) -> None:
    article = room.published()
    review.start_correction(article, "Sửa số phòng.", actor=room.writer)
    review.submit_article(article, actor=room.writer)
    review.check_article(article, actor=room.checker)
    review.withdraw_article(article, "Sai tên.", actor=room.publisher)
    assert not article_page(article.pk, viewer=room.publisher).can.publish
    with pytest.raises(Conflict) as refusal:
        review.publish_article(article, actor=room.publisher)
    assert refusal.value.code == "withdrawn"
    assert state_of(article) == NewsState.CHECKED
    review.restore_article(article, "Đã rõ tên.", actor=room.publisher)
    review.publish_article(article, actor=room.publisher)
    assert state_of(article) == NewsState.PUBLISHED


def test_whose_turn_it_is_to_return_a_text_is_asked_of_the_held_row(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = room.submitted()
    held = review.HeldArticle

    class CheckedMeanwhile(held):
        def __init__(self, article: Article) -> None:
            if state_of(article) == NewsState.SUBMITTED:
                monkeypatch.setattr(review, "HeldArticle", held)
                review.check_article(article, actor=room.checker)
            super().__init__(article)

    monkeypatch.setattr(review, "HeldArticle", CheckedMeanwhile)
    with pytest.raises(NotPermitted):
        review.return_article(article, "Khoan.", actor=room.checker)


@pytest.mark.parametrize("count", [1, 3])
def test_what_waits_is_read_at_once(room: Newsroom, count: int) -> None:
    for _ in range(count):
        room.submitted()
    room.published()
    viewer, desk = User.objects.get(pk=room.checker.pk), room.desk
    with CaptureQueriesContext(connection) as captured:
        assert len(waiting_articles(desk, viewer=viewer)) == count
    assert len(captured) == 4


DIFFERENT = "Đại hội lần thứ IV; {{lần thứ}}."


def test_what_differs_from_the_records_goes_on_with_a_reason_kept(room: Newsroom) -> None:
    article = room.submitted(body=DIFFERENT)
    for reason in ("", "  "):
        with pytest.raises(RuleBroken) as refusal:
            review.check_article(article, keeps=reason, actor=room.checker)
        assert refusal.value.code == "differs"
        assert "“IV” – Hồ sơ ghi: đại hội lần thứ III" in str(refusal.value)
    assert state_of(article) == NewsState.SUBMITTED
    review.check_article(article, keeps="Nói về kỳ sau.", actor=room.checker)
    with pytest.raises(RuleBroken):
        review.publish_article(article, actor=room.publisher)
    assert state_of(article) == NewsState.CHECKED
    review.publish_article(article, keeps="Đã hỏi người soạn.", actor=room.publisher)
    kept = [
        (entry.after["keeps"], entry.after["differences"])
        for entry in Entry.objects.filter(action__in=["news.check_article", "news.publish_article"])
        .order_by("pk")
    ]  # fmt: skip
    places = ["Nội dung: IV; Hồ sơ ghi: đại hội lần thứ III"]
    assert kept == [("Nói về kỳ sau.", places), ("Đã hỏi người soạn.", places)]


def test_a_text_that_agrees_needs_no_reason(room: Newsroom) -> None:
    article = room.published()
    assert state_of(article) == NewsState.PUBLISHED
    entry = Entry.objects.get(action="news.publish_article")
    assert "differences" not in entry.after


@pytest.mark.parametrize(
    ("body", "said"), [("lần thứ {{số}}", "lần thứ 4"), ("{{số}} lần", "04 lần")]
)
def test_an_ordinal_has_no_leading_zero(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch, body: str, said: str
) -> None:
    monkeypatch.setattr(filling, "known", lambda *_args, **_wanted: {"số": "04"})
    revision = room.draft(body=body).revisions.get()
    assert filling.filled(revision, on=clock.today()).body == said
