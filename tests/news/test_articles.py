"""Articles while they are written: begun, imported, edited, their slips accepted."""

from pathlib import Path

import pytest

from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base.errors import Conflict, NotFound, NotPermitted, RuleBroken
from daihoi.news.actions import articles as actions
from daihoi.news.models import Article
from daihoi.news.queries.articles import article_page, get_article
from daihoi.news.queries.filling import filled
from daihoi.registry.queries.boilerplate import passages
from daihoi.rules.news import NewsState
from tests.factories import OrganizationFactory, UserFactory, grant
from tests.factories.news import BODY, LEAD, TITLE, Newsroom

pytestmark = pytest.mark.django_db
CASES = Path(__file__).parents[1] / "cases" / "news"


@pytest.fixture
def room() -> Newsroom:
    return Newsroom()


def last_entry() -> Entry:
    return Entry.objects.latest("pk")


def test_an_article_begins_as_a_draft_of_the_propaganda_body(room: Newsroom) -> None:
    article = room.draft()
    revision = article.revisions.get()
    assert (revision.title, revision.lead, revision.body) == (TITLE, LEAD, BODY)
    assert (revision.number, revision.state) == (1, NewsState.DRAFT)
    assert revision.section == "Hoạt động của các tổ chức Đảng cơ sở"
    assert revision.author_unit == room.organization.name
    assert list(revision.writers.all()) == [room.writer]
    assert (article.congress, article.subcommittee) == (room.congress, room.body)
    assert article.published is None
    assert last_entry().action == "news.start_article"


def test_who_has_no_part_in_news_cannot_write(room: Newsroom) -> None:
    member = grant(Role.MEMBER, room.organization)
    with pytest.raises(NotPermitted):
        actions.start_article(room.desk, "other", {"title": TITLE}, actor=member)
    with pytest.raises(NotFound):
        actions.start_article(room.desk, "other", {"title": TITLE}, actor=UserFactory.create())
    assert not Article.objects.exists()


def test_another_organizations_article_is_not_there(room: Newsroom) -> None:
    article = room.draft()
    stranger = grant(Role.SECRETARY, OrganizationFactory.create())
    with pytest.raises(NotFound):
        get_article(article.pk, viewer=stranger)


def test_an_imported_text_is_kept_letter_for_letter(room: Newsroom) -> None:
    content = (CASES / "tin-co-loi.txt").read_bytes()
    article = actions.import_article(
        room.desk, "preparation", content.decode(), content=content,
        file_name="../../tin.txt", actor=room.writer,
    )  # fmt: skip
    for _round in range(30):
        found = next(
            (f for f in article_page(article.pk, viewer=room.writer).findings if f.suggestion is not None),
            None,
        )  # fmt: skip
        if found is None:
            break
        actions.accept_slip(
            article, found.field, found.start, found.found, found.suggestion or "",
            actor=room.writer,
        )  # fmt: skip
    article.refresh_from_db()
    assert article.source_text == content.decode()
    assert article.source_file is not None
    assert article.source_file.read() == content
    assert article.source_name == "tin.txt"
    revision = article.revisions.get()
    assert "chuẩn bị đại hội" in revision.title
    assert "tiếp thu nghiêm túc" in revision.body
    assert "phòng, chống" in revision.body
    left = article_page(article.pk, viewer=room.writer).findings
    assert [f.found for f in left] == ["("]


def test_a_text_is_changed_and_its_writers_are_known(room: Newsroom) -> None:
    article = room.draft()
    revision = actions.edit_article(article, {"title": "Tít mới"}, edit=1, actor=room.publisher)
    assert (revision.title, revision.lead, revision.edit) == ("Tít mới", LEAD, 2)
    assert set(revision.writers.all()) == {room.writer, room.publisher}
    entry = last_entry()
    assert entry.action == "news.edit_article"
    assert entry.before["title"] == TITLE
    assert entry.after["title"] == "Tít mới"


def test_two_who_edit_at_once_are_told(room: Newsroom) -> None:
    article = room.draft()
    actions.edit_article(article, {"title": "Của người trước"}, edit=1, actor=room.writer)
    with pytest.raises(Conflict) as refusal:
        actions.edit_article(article, {"title": "Của người sau"}, edit=1, actor=room.checker)
    assert refusal.value.code == "outdated"
    assert article.revisions.get().title == "Của người trước"


def test_what_is_handed_in_is_not_edited(room: Newsroom) -> None:
    article = room.submitted()
    with pytest.raises(Conflict) as refusal:
        actions.edit_article(article, {"title": "Khác"}, edit=None, actor=room.writer)
    assert refusal.value.code == "not_a_draft"


def test_a_body_that_is_too_long_is_refused_whole(room: Newsroom) -> None:
    article = room.draft()
    with pytest.raises(RuleBroken):
        actions.edit_article(article, {"body": "a" * 60_001}, edit=1, actor=room.writer)
    assert article.revisions.get().body == BODY


def test_a_slip_is_accepted_where_it_stands(room: Newsroom) -> None:
    article = room.draft(body="Đã tiếp thủ ý kiến.")
    actions.accept_slip(article, "body", 8, "thủ", "thu", actor=room.writer)
    assert article.revisions.get().body == "Đã tiếp thu ý kiến."
    with pytest.raises(Conflict):
        actions.accept_slip(article, "body", 8, "thủ", "thu", actor=room.writer)
    with pytest.raises(RuleBroken):
        actions.accept_slip(article, "state", 0, "draft", "published", actor=room.writer)


def test_a_passage_is_put_in_once(room: Newsroom) -> None:
    article = room.draft()
    closing = passages(room.organization, "closing")[0]
    revision = actions.add_passage(article, closing, actor=room.writer)
    assert revision.body.startswith(BODY)
    assert revision.body.endswith(closing.text.strip())
    with pytest.raises(Conflict):
        actions.add_passage(article, closing, actor=room.writer)


def test_fields_are_filled_from_the_records(room: Newsroom) -> None:
    article = room.draft(lead="Đại hội lần thứ {{lần thứ}}, nhiệm kỳ {{ Nhiệm Kỳ }}, {{không có}}.")
    revision = article.revisions.get()
    revision.article = article
    made = filled(revision, on=room.congress.target_on)
    assert made.lead == "Đại hội lần thứ III, nhiệm kỳ 2020-2025, {{không có}}."
    assert made.gaps == ("không có",)


def test_related_items_are_of_the_same_organization(room: Newsroom) -> None:
    other, article = room.published(), room.draft(title="Bài khác")
    page = article_page(article.pk, viewer=room.writer)
    assert [each.article for each in page.proposals] == [other]
    assert page.proposals[0].same_congress
    actions.choose_related(article, [other], actor=room.writer)
    assert list(article.revisions.get().related.all()) == [other]
    foreign = Newsroom(OrganizationFactory.create()).published()
    with pytest.raises(RuleBroken):
        actions.choose_related(article, [foreign], actor=room.writer)


def test_a_draft_is_removed_and_a_published_item_never(room: Newsroom) -> None:
    draft, shown = room.draft(), room.published()
    actions.remove_article(draft, actor=room.writer)
    assert last_entry().before["title"] == TITLE
    with pytest.raises(Conflict):
        actions.remove_article(shown, actor=room.writer)
    assert list(Article.objects.all()) == [shown]


def test_a_first_line_too_long_for_a_title_goes_on_in_the_lead(room: Newsroom) -> None:
    line = " ".join(f"chữ{n}" for n in range(60))
    text = f"{line}\nMở đầu.\nNội dung."
    article = actions.import_article(
        room.desk, "other", text, content=text.encode(), file_name="tin.txt", actor=room.writer
    )
    revision = article.revisions.get()
    assert len(revision.title) <= 200
    assert f"{revision.title} {revision.lead}" == f"{line}\nMở đầu."
    assert revision.body == "Nội dung."
