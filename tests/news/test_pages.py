"""Pages of the desk: what they show, what they say to bad input, what they keep."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.base import offers
from daihoi.congresses.actions.days import Grounds, postpone
from daihoi.congresses.models import Recheck
from daihoi.news.actions import articles, review, sites
from daihoi.news.models import Article, NewsSite, Photo
from daihoi.news.queries import articles as queries
from daihoi.news.queries.articles import article_list
from daihoi.registry.models import Paper
from tests.congresses.preparing import on
from tests.factories import OrganizationFactory, grant
from tests.factories.news import BODY, LEAD, TITLE, Newsroom, NewsSiteFactory

pytestmark = pytest.mark.django_db
SENT = {"kind": "preparation", "section": "Tin", "title": TITLE, "lead": LEAD, "body": BODY, "author": "A", "author_unit": "B"}  # fmt: skip


@pytest.fixture
def room() -> Newsroom:
    return Newsroom()


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def at(page: str, *args: Any) -> str:
    return reverse(f"news:{page}", args=args)


def test_a_body_pasted_from_word_is_cleaned_and_told(room: Newsroom) -> None:
    client = client_of(room.writer)
    html = '<p class="MsoNormal" style="x">Chi <b>bộ</b> họp.</p><script>alert(1)</script>'
    page = client.post(at("article_add", room.organization.pk), {**SENT, "body": html}, follow=True)
    revision = Article.objects.get().revisions.get()
    assert revision.body == "Chi **bộ** họp."
    assert "Đã bỏ: mã lệnh, kiểu chữ, màu chữ, cỡ chữ. Chữ được giữ đủ." in page.content.decode()


def test_what_is_pasted_comes_back_as_typed_text(room: Newsroom) -> None:
    client = client_of(room.writer)
    answer = client.post(at("text_clean"), {"html": "<h1>Tít</h1><p>Đoạn <i>một</i></p>"})
    assert answer.json() == {"text": "## Tít\nĐoạn *một*", "dropped": ""}
    assert client.post(at("text_clean"), {}).status_code == 422


def test_who_edits_later_sees_what_is_kept_and_loses_nothing(room: Newsroom) -> None:
    article = room.draft()
    articles.edit_article(article, {"title": "Của người trước"}, edit=1, actor=room.checker)
    client = client_of(room.writer)
    page = client.post(at("article_edit", article.pk), {**SENT, "title": "Của tôi", "edit": 1})
    said = page.content.decode()
    assert "Người khác đã sửa bài này" in said
    assert "Của người trước" in said
    assert "Của tôi" in said
    client.post(at("article_edit", article.pk), {**SENT, "title": "Của tôi", "edit": 2})
    assert article.revisions.get().title == "Của tôi"


def hundred_megapixels() -> bytes:
    """A PNG of one colour: large in pixels, small as a file."""
    kept = io.BytesIO()
    Image.new("1", (10_000, 10_000)).save(kept, "PNG")
    return kept.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("anh.svg", b"<svg onload='x()'/>", "SVG"),
        ("anh.jpg", b"khong phai anh", "không phải ảnh"),
        ("anh.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "lưu thành JPEG"),
        ("anh.png", hundred_megapixels(), "nhận đến 25 triệu điểm ảnh"),
    ],
)
def test_a_photo_that_is_none_is_refused_at_its_field(
    room: Newsroom, name: str, content: bytes, words: str
) -> None:
    article = room.draft()
    sent = {"file": SimpleUploadedFile(name, content), "caption": "Họp", "description": "Phòng"}
    page = client_of(room.writer).post(at("photo_add", article.pk), sent)
    assert words in page.content.decode()
    assert "Họp" in page.content.decode()
    assert not Photo.objects.exists()


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"kind": "other"}, "Hãy chọn tệp hoặc dán bài."),
        ({"kind": "other", "file": SimpleUploadedFile("a.pdf", b"%PDF")}, "Chỉ nhận tệp Word"),
        ({"kind": "other", "file": SimpleUploadedFile("a.docx", b"khong")}, "không phải tệp .docx"),
    ],
)
def test_an_import_that_cannot_be_read_makes_nothing(
    room: Newsroom, sent: dict[str, Any], words: str
) -> None:
    page = client_of(room.writer).post(at("article_import", room.organization.pk), sent)
    assert words in page.content.decode()
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("slug", "is_taken"), [("da-co", True), ("quan-ly", True), ("Có dấu", False)]
)
def test_an_address_that_cannot_be(room: Newsroom, slug: str, is_taken: bool) -> None:
    NewsSiteFactory.create(slug="da-co")
    sent = {"slug": slug, "title": "Tin", "section": "Tin", "date_style": "5/3/2020"}
    page = client_of(room.publisher).post(at("site_edit", room.organization.pk), sent)
    said = page.content.decode()
    assert ("đã có nơi khác dùng" if is_taken else "Chỉ dùng chữ không dấu") in said
    assert not NewsSite.objects.filter(organization=room.organization).exists()


def test_the_page_is_opened_by_who_publishes(room: Newsroom) -> None:
    sent = {"slug": "moi", "title": "Tin", "section": "Tin", "date_style": "5/3/2020"}
    assert client_of(room.checker).get(at("site_edit", room.organization.pk)).status_code == 403
    client = client_of(room.publisher)
    client.post(at("site_edit", room.organization.pk), sent)
    assert not NewsSite.objects.get().is_open
    client.post(at("site_open", room.organization.pk))
    assert NewsSite.objects.get().is_open
    assert Client().get("/tin-tuc/moi/").status_code == 200


def test_a_time_without_a_day_is_asked_about(room: Newsroom) -> None:
    article = room.checked()
    client = client_of(room.publisher)
    page = client.post(at("article_publish", article.pk), {"on": "", "at": "16:25"})
    assert "Hẹn đăng cần cả ngày và giờ." in page.content.decode()
    page = client.post(at("article_publish", article.pk), {"on": "1/1/2019", "at": "16:25"})
    assert "Giờ hẹn đăng đã qua." in page.content.decode()
    client.post(at("article_publish", article.pk), {})
    article.refresh_from_db()
    assert article.published is not None


def test_an_item_becomes_a_paper_to_print(room: Newsroom) -> None:
    article = room.published()
    head = grant(Role.SUBCOMMITTEE_HEAD, room.body, room.checker)
    client_of(head).post(at("article_paper", article.pk))
    paper = Paper.objects.get(kind="TINB")
    assert (paper.source, paper.values["tiêu đề bài"]) == (f"news.article:{article.pk}", TITLE)
    assert paper.body is not None
    said = str(paper.body)
    for words in (LEAD, "Mọi việc theo đúng kế hoạch./.", "Chuyên mục:", room.organization.name):
        assert words in said


def test_who_reads_only_finds_no_desk(room: Newsroom) -> None:
    article = room.draft()
    member = client_of(grant(Role.MEMBER, room.organization))
    stranger = client_of(grant(Role.SECRETARY, OrganizationFactory.create()))
    for page, pk in (("article_list", room.organization.pk), ("article_detail", article.pk)):
        assert member.get(at(page, pk)).status_code == 403
        assert stranger.get(at(page, pk)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_as_many_queries_for_one_as_for_three(room: Newsroom, count: int) -> None:
    for _ in range(count):
        room.draft()
    viewer = User.objects.get(pk=room.writer.pk)
    with CaptureQueriesContext(connection) as captured:
        assert len(article_list(room.organization.pk, viewer=viewer).rows) == count
    assert len(captured) == 9


def test_news_are_found_and_told_in_the_report(room: Newsroom) -> None:
    article = room.published()
    find = {search.key: search.find for search in offers.searches()}["tin-bai"]
    viewer = User.objects.get(pk=room.publisher.pk)
    viewer.home_organization = room.organization  # type: ignore[attr-defined]  # as a member has one
    assert [hit.url for hit in find(viewer, "hop ban", 0, 5)] == [at("article_detail", article.pk)]
    assert find(viewer, "khong co chu nay", 0, 5) == []
    facts = offers.facts_of(room.congress, room.congress.target_on)
    assert "số tin, bài đã đăng" not in facts


def test_the_list_has_pages_and_what_waits_stands_first(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "PER_PAGE", 2)
    waiting, older, newer = room.submitted(), room.draft(), room.draft()
    shown = article_list(room.organization.pk, viewer=room.writer)
    assert [row.article for row in shown.rows] == [waiting, newer]
    page = client_of(room.writer).get(at("article_list", room.organization.pk), {"page": "2"})
    assert [row.article for row in page.context["page"].rows] == [older]


def test_the_list_shows_only_what_the_viewer_writes(room: Newsroom) -> None:
    own, other = room.draft(), room.draft()
    Article.objects.filter(pk=other.pk).update(subcommittee=None)
    shown = article_list(room.organization.pk, viewer=room.writer)
    assert [row.article for row in shown.rows] == [own]
    shown = article_list(room.organization.pk, viewer=room.publisher)
    assert {row.article for row in shown.rows} == {own, other}


def test_only_who_writes_news_has_pasted_text_cleaned(room: Newsroom) -> None:
    client = client_of(grant(Role.MEMBER, room.organization))
    assert client.post(at("text_clean"), {"html": "<p>a</p>"}).status_code == 403
    deep = client_of(room.writer).post(at("text_clean"), {"html": "<div>" * 600})
    assert deep.status_code == 422


def test_a_body_too_long_to_clean_is_refused_whole(room: Newsroom) -> None:
    client = client_of(room.writer)
    body = "<p>" + "a" * 400_000
    page = client.post(at("article_add", room.organization.pk), {**SENT, "body": body})
    assert "quá 400000 chữ cái" in page.content.decode()
    assert not Article.objects.exists()


def test_an_address_taken_a_moment_ago_is_told(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    NewsSiteFactory.create(slug="da-co")
    monkeypatch.setattr(sites, "_check_address", lambda _slug, _site: None)
    sent = {"slug": "da-co", "title": "Tin", "section": "Tin", "date_style": "5/3/2020"}
    page = client_of(room.publisher).post(at("site_edit", room.organization.pk), sent)
    assert "đã có nơi khác dùng" in page.content.decode()
    assert not NewsSite.objects.filter(organization=room.organization).exists()


@pytest.mark.parametrize(("page", "who"), [("check", "checker"), ("publish", "publisher")])
def test_what_is_left_is_listed_and_a_difference_needs_a_tick(
    room: Newsroom, page: str, who: str
) -> None:
    article = room.submitted(body="Đại hội lần thứ IV, tiếp thủ ý kiến.")
    if page == "publish":
        review.check_article(article, keeps="Nói về kỳ sau.", actor=room.checker)
    client, before = client_of(getattr(room, who)), article.revisions.get().state
    address = at(f"article_{page}", article.pk)
    said = client.get(address).content.decode()
    assert "<del>IV</del>" in said
    assert "<del>thủ</del>" in said
    for sent, refusal in (
        ({"keeps": "Kỳ sau."}, "Hãy đánh dấu đã xem các chỗ khác hồ sơ."),
        ({"seen": "on"}, "Hãy ghi vì sao giữ khác hồ sơ."),
    ):
        assert refusal in client.post(address, sent).content.decode()
    assert article.revisions.get().state == before
    done = client.post(address, {"seen": "on", "keeps": "Kỳ sau."})
    assert done.status_code == 302
    assert article.revisions.get().state != before


def test_slips_alone_are_listed_and_need_no_tick(room: Newsroom) -> None:
    article = room.submitted(body="Đã tiếp thủ ý kiến.")
    client = client_of(room.checker)
    said = client.get(at("article_check", article.pk)).content.decode()
    assert "<del>thủ</del>" in said
    assert 'name="keeps"' not in said
    client.post(at("article_check", article.pk))
    assert article.revisions.get().state == "checked"


def test_published_items_are_asked_about_first_when_the_day_goes(room: Newsroom) -> None:
    plain = room.published(title="Chi bộ họp")
    dated = room.published(lead="Dự kiến tổ chức đại hội vào đầu tháng 4/2020.")
    draft = room.draft(title="Tin đang viết")
    article = room.published(title="Tin đã gỡ")
    review.withdraw_article(article, "nhầm", actor=room.publisher)
    with on():
        postpone(room.congress, Grounds(reason="dịch", authority="ĐUK"), actor=room.publisher)
    asked = [each for each in Recheck.objects.order_by("pk") if each.url.startswith("/tin-tuc/")]
    assert [each.url for each in asked] == [
        at("article_detail", each.pk) for each in (dated, plain, draft)
    ]
    assert "đính chính: bài ghi “đầu tháng 4/2020”" in asked[0].reason
    assert "đang hoãn" in asked[0].reason
    site = NewsSiteFactory.create(organization=room.organization)
    assert site.is_open
    said = client_of(room.writer).get(at("article_detail", dated.pk)).content.decode()
    assert "Bài đang đăng có chỗ không còn đúng với hồ sơ" in said
    assert at("article_correct", dated.pk) in said


def test_a_page_that_would_refuse_says_why_instead_of_a_form(room: Newsroom) -> None:
    article = room.submitted()
    state = "Bài đang ở bước “Chờ kiểm tra” nên không làm được việc này."
    own = "Đồng chí đã soạn hoặc kiểm tra bài này nên người khác đăng."
    pages = [(room.publisher, "publish", state), (room.writer, "correct", state)]
    for who, page, words in pages:
        said = client_of(who).get(at(f"article_{page}", article.pk)).content.decode()
        assert words in said
        assert 'name="on"' not in said
        assert 'name="reason"' not in said
    chief = grant(Role.MEMBER, room.organization, grant(Role.SECRETARY, room.organization))
    review.check_article(article, actor=chief)
    said = client_of(chief).get(at("article_publish", article.pk)).content.decode()
    assert own in said
    assert 'name="on"' not in said
    assert (
        'name="on"'
        in client_of(room.publisher).get(at("article_publish", article.pk)).content.decode()
    )


def test_a_text_that_differs_is_sent_on_the_second_press(room: Newsroom) -> None:
    article = room.draft(body="Đại hội lần thứ IV.")
    client = client_of(room.writer)
    asked = client.post(at("article_submit", article.pk)).content.decode()
    assert "Nội dung: “IV”. Hồ sơ ghi: đại hội lần thứ III." in asked
    assert article.revisions.get().state == "draft"
    client.post(at("article_submit", article.pk), {"seen": "1"})
    assert article.revisions.get().state == "submitted"
