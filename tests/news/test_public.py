"""What everybody reads: only what is published, of a page that is open; nothing of who asks."""

import asyncio
import threading
from datetime import timedelta
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from defusedxml.ElementTree import fromstring
from django.core.asgi import get_asgi_application
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from daihoi.base import clock
from daihoi.news import serving
from daihoi.news.actions import articles, photos, review, sites
from daihoi.news.models import Article, NewsSite
from daihoi.news.queries import public
from daihoi.news.queries.public import article_url
from tests.factories import OrganizationFactory
from tests.factories.news import TITLE, Newsroom, NewsSiteFactory, taken_photo

TOLD = {"caption": "Đồng chí bí thư phát biểu", "description": "Một người đứng nói"}


@pytest.fixture
def room(db: None) -> Newsroom:
    return Newsroom()


@pytest.fixture
def site(room: Newsroom) -> NewsSite:
    return NewsSiteFactory.create(organization=room.organization, slug="chi-bo")


def get(address: str, **headers: str) -> Any:
    return Client().get(address, headers=headers)


def test_an_item_has_every_field(room: Newsroom, site: NewsSite) -> None:
    older = room.published(title="Tin trước")
    article = room.draft()
    photos.add_photo(article, taken_photo((600, 400)), **TOLD, actor=room.writer)
    article.revisions.get().related.add(older)
    for step, who in (
        (review.submit_article, room.writer),
        (review.check_article, room.checker),
        (review.publish_article, room.publisher),
    ):
        step(article, actor=who)
    article.refresh_from_db()
    page = get(article_url(site, article))
    said = page.content.decode()
    assert page.status_code == 200
    revision = article.revisions.get()
    moment = timezone.localtime(revision.published_at).strftime("%d-%m-%Y %H:%M")
    for words in (
        revision.section, revision.title, moment, revision.lead, "Kết luận", TOLD["caption"],
        TOLD["description"], "kế hoạch./.", revision.author, revision.author_unit,
        "Tin liên quan", "Tin trước",
    ):  # fmt: skip
        assert words in said, words
    assert f'<link rel="canonical" href="http://testserver{article_url(site, article)}">' in said
    assert 'property="og:image" content="http://testserver/tin-tuc/chi-bo/anh/' in said


def test_nothing_of_who_asks_is_looked_at(room: Newsroom, site: NewsSite) -> None:
    article = room.published()
    client = Client()
    client.force_login(room.writer)
    page = client.get(article_url(site, article))
    assert page.headers["Cache-Control"] == "public, max-age=30"
    assert "Cookie" not in page.headers.get("Vary", "")
    assert not page.cookies
    assert room.writer.full_name not in page.content.decode().replace(article.revisions.get().author, "")  # fmt: skip
    assert "default-src" in page.headers["Content-Security-Policy"]
    assert page.content == get(article_url(site, article)).content


@pytest.mark.parametrize("step", ["draft", "submitted", "checked"])
def test_what_is_not_published_is_not_there(room: Newsroom, site: NewsSite, step: str) -> None:
    article: Article = getattr(room, step)()
    assert get(reverse("news:public_article", args=["chi-bo", article.pk, "x"])).status_code == 404
    for page in ("front", "rss", "atom", "sitemap"):
        said = get(reverse(f"news:public_{page}", args=["chi-bo"])).content.decode()
        assert TITLE not in said
        assert f"/{article.pk}-" not in said


def test_what_is_to_come_is_not_there_yet(room: Newsroom, site: NewsSite) -> None:
    article = room.checked()
    review.publish_article(article, at=clock.now() + timedelta(hours=1), actor=room.publisher)
    article.refresh_from_db()
    address = article_url(site, article)
    assert get(address).status_code == 404
    with clock.standing_at(clock.now() + timedelta(hours=2)):
        assert get(address).status_code == 200


def test_a_page_that_is_not_open_shows_nothing(room: Newsroom, site: NewsSite) -> None:
    article = room.published()
    photo_page = reverse("news:public_front", args=["chi-bo"])
    sites.close_site(site, actor=room.publisher)
    assert get(article_url(site, article)).status_code == 404
    assert get(photo_page).status_code == 404
    assert get(reverse("news:public_rss", args=["chi-bo"])).status_code == 404
    sites.open_site(site, actor=room.publisher)
    assert get(photo_page).status_code == 200


def test_an_item_taken_off_is_gone_and_its_photo_too(room: Newsroom, site: NewsSite) -> None:
    article = room.draft()
    photo = photos.add_photo(article, taken_photo((60, 40)), **TOLD, actor=room.writer)
    address = reverse("news:public_photo", args=["chi-bo", photo.key, "small"])
    assert get(address).status_code == 404
    review.submit_article(article, actor=room.writer)
    review.check_article(article, actor=room.checker)
    review.publish_article(article, actor=room.publisher)
    shown = get(address)
    assert (shown.status_code, shown.headers["Content-Type"]) == (200, "image/jpeg")
    assert shown.content == photo.small.read() != photo.original.read()
    assert get(address.replace("small", "original")).status_code == 404
    review.withdraw_article(article, "Sai tên.", actor=room.publisher)
    article.refresh_from_db()
    gone = get(article_url(site, article))
    assert gone.status_code == 410
    assert "Sai tên" not in gone.content.decode()
    assert get(address).status_code == 404


def test_items_stand_on_the_page_of_their_own_organization(room: Newsroom, site: NewsSite) -> None:
    article = room.published()
    other = NewsSiteFactory.create(organization=OrganizationFactory.create())
    assert get(article_url(other, article)).status_code == 404
    assert TITLE not in get(other.address).content.decode()


def test_a_correction_is_shown_with_when_and_what(room: Newsroom, site: NewsSite) -> None:
    article = room.published()
    review.start_correction(article, "Sửa số phòng thành 06.", actor=room.writer)
    assert "Sửa số phòng" not in get(article_url(site, article)).content.decode()
    review.submit_article(article, actor=room.writer)
    review.check_article(article, actor=room.checker)
    review.publish_article(article, actor=room.publisher)
    assert "Sửa số phòng thành 06." in get(article_url(site, article)).content.decode()


def test_an_old_address_leads_to_the_one_of_today(room: Newsroom, site: NewsSite) -> None:
    article = room.published()
    moved = get(reverse("news:public_article", args=["chi-bo", article.pk, "ten-cu"]))
    assert (moved.status_code, moved["Location"]) == (301, article_url(site, article))


def test_who_has_the_page_is_told_so(room: Newsroom, site: NewsSite) -> None:
    address = article_url(site, room.published())
    first = get(address)
    assert get(address, if_none_match=first["ETag"]).status_code == 304
    assert get(address, if_modified_since=first["Last-Modified"]).status_code == 304
    assert get(address, if_none_match='"other"').status_code == 200


def test_feeds_and_addresses_are_whole_xml(room: Newsroom, site: NewsSite) -> None:
    article = room.published(title="Hỏi & đáp <đại hội>")
    address = f"http://testserver{article_url(site, article)}"
    rss = fromstring(get(reverse("news:public_rss", args=["chi-bo"])).content)
    assert [item.findtext("title") for item in rss.iter("item")] == ["Hỏi & đáp <đại hội>"]
    assert rss.findtext("channel/item/link") == address
    atom = fromstring(get(reverse("news:public_atom", args=["chi-bo"])).content)
    assert atom.find("{*}entry/{*}link").attrib["href"] == address
    maps = fromstring(get(reverse("news:public_sitemap", args=["chi-bo"])).content)
    assert address in [loc.text for loc in maps.findall(".//{*}loc")]


def test_pages_of_the_list(room: Newsroom, site: NewsSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public, "PER_PAGE", 2)
    for number in range(3):
        room.published(title=f"Tin số {number}")
    shown = [get(f"{site.address}?trang={n}").content.decode() for n in (1, 2)]
    assert [said.count('<li class="news-item') for said in shown] == [2, 1]
    for wrong in ("0", "3", "x", "-1", "9" * 30):
        assert get(f"{site.address}?trang={wrong}").status_code == 404


def test_a_section_has_a_list_of_its_own(
    room: Newsroom, site: NewsSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(public, "PER_PAGE", 1)
    named = {"section": "Chuẩn bị đại hội"}
    item = room.published(title="Tin một", **named)
    room.published(title="Tin hai", **named)
    room.published(title="Tin ba", section="Đời sống")
    asked = f"{site.address}?chuyen-muc=Chu%E1%BA%A9n%20b%E1%BB%8B%20%C4%91%E1%BA%A1i%20h%E1%BB%99i"
    assert asked in get(article_url(site, item)).content.decode()
    shown = get(asked).content.decode()
    assert ("Tin hai" in shown, "Tin ba" in shown) == (True, False)
    assert "chuyen-muc=Chu%E1%BA%A9n+b%E1%BB%8B+%C4%91%E1%BA%A1i+h%E1%BB%99i&amp;trang=2" in shown
    assert "Tin một" in get(f"{asked}&trang=2").content.decode()
    assert get(f"{site.address}?chuyen-muc=khac").status_code == 404


def test_related_items_show_each_other(room: Newsroom, site: NewsSite) -> None:
    first = room.published(title="Tin một")
    second = room.draft(title="Tin hai")
    articles.choose_related(second, [first], actor=room.writer)
    assert "Tin hai" not in get(article_url(site, first)).content.decode()
    review.submit_article(second, actor=room.writer)
    review.check_article(second, actor=room.checker)
    review.publish_article(second, actor=room.publisher)
    second.refresh_from_db()
    for one, other in ((first, "Tin hai"), (second, "Tin một")):
        related = get(article_url(site, one)).content.decode().partition("lien-quan")[2]
        assert related.count(other) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_as_many_queries_for_one_as_for_three(
    room: Newsroom, site: NewsSite, count: int
) -> None:
    for _ in range(count):
        room.published()
    with CaptureQueriesContext(connection) as captured:
        get(site.address)
    assert len(captured) == 5


def ask(app: serving.PublicPages, path: str, method: str = "GET", query: str = "", **headers: str) -> tuple[int, dict[bytes, bytes], bytes]:  # fmt: skip
    got: list[dict[str, Any]] = []

    async def send(message: Any) -> None:
        got.append(dict(message))

    sent = iter([{"type": "http.request", "body": b""}])

    async def receive() -> Any:
        return next(sent, None) or await asyncio.Event().wait()  # nobody hangs up

    named = [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()]
    scope = {"type": "http", "method": method, "path": path, "query_string": query.encode(), "scheme": "http", "headers": named}  # fmt: skip
    async_to_sync(app)(scope, receive, send)
    body = b"".join(message.get("body", b"") for message in got[1:])
    return got[0]["status"], dict(got[0]["headers"]), body


class Inner:
    """An application that counts how often it is asked."""

    def __init__(self, **headers: str) -> None:
        self.asked: list[tuple[str, list[tuple[bytes, bytes]]]] = []
        said = {"content-type": "text/html", "cache-control": "public, max-age=30", "etag": 'W/"a"', "content-security-policy": "x", **headers}  # fmt: skip
        self.headers = [(k.replace("_", "-").encode(), v.encode()) for k, v in said.items()]

    async def __call__(self, scope: Any, _receive: Any, send: Any) -> None:
        self.asked.append((scope["path"], scope["headers"]))
        await send({"type": "http.response.start", "status": 200, "headers": self.headers})
        await send({"type": "http.response.body", "body": b"trang" * 100})


@pytest.fixture
def kept() -> Any:
    serving.forget()
    yield
    serving.forget()


def test_a_kept_page_has_the_headers_it_was_given(kept: None) -> None:
    inner = Inner()
    app = serving.PublicPages(inner)
    first, again = ask(app, "/tin-tuc/a/", cookie="sessionid=1"), ask(app, "/tin-tuc/a/")
    assert len(inner.asked) == 1
    assert (b"cookie", b"sessionid=1") not in inner.asked[0][1]
    assert first == again
    assert again[1][b"content-security-policy"] == b"x"
    assert again[2] == b"trang" * 100
    status, headers, body = ask(app, "/tin-tuc/a/", if_none_match='"b", W/"a"')
    assert (status, body) == (304, b"")
    assert headers[b"content-security-policy"] == b"x"
    packed = ask(app, "/tin-tuc/a/", accept_encoding="gzip, br")
    assert packed[1][b"content-encoding"] == b"gzip"
    assert len(packed[2]) < 100
    assert ask(app, "/tin-tuc/a/", "HEAD")[2] == b""
    serving.forget()
    ask(app, "/tin-tuc/a/")
    assert len(inner.asked) == 2


@pytest.mark.parametrize(
    ("path", "method", "headers"),
    [
        ("/tin-tuc/quan-ly/1/", "GET", {}),
        ("/van-kien/", "GET", {}),
        ("/tin-tuc/a/", "POST", {}),
        ("/tin-tuc/a/", "GET", {"set_cookie": "a=b"}),
        ("/tin-tuc/a/", "GET", {"cache_control": "private, no-store"}),
    ],
)
def test_everything_else_is_asked_for_each_time(
    kept: None, path: str, method: str, headers: dict[str, str]
) -> None:
    inner = Inner(**{key.replace("_", "-"): value for key, value in headers.items()})
    app = serving.PublicPages(inner)
    for _ in range(2):
        assert ask(app, path, method)[0] == 200
    assert len(inner.asked) == 2


@pytest.mark.parametrize(
    ("path", "query", "made"),
    [
        ("/tin-tuc/a/", "x=1", 1),
        ("/tin-tuc/a/", "trang=1&x=2", 1),
        ("/tin-tuc/a/", "trang=2", 2),
        ("/tin-tuc/a/", "chuyen-muc=Tin", 2),
        ("/tin-tuc/a/1-tin/", "chuyen-muc=Tin", 1),
        ("/tin-tuc/a/1-tin/", "trang=2", 1),
        ("/tin-tuc/a/rss.xml", "x=1", 1),
    ],
)
def test_only_the_page_of_the_list_makes_another_page(
    kept: None, path: str, query: str, made: int
) -> None:
    app = serving.PublicPages(inner := Inner())
    ask(app, path)
    ask(app, path, query=query)
    assert len(inner.asked) == made


def test_each_host_and_protocol_has_its_own_pages(kept: None) -> None:
    app = serving.PublicPages(inner := Inner())
    for headers in ({"host": "a.example"}, {"host": "b.example"}, {"host": "a.example", "x_forwarded_proto": "https"}):  # fmt: skip
        for _ in range(2):
            ask(app, "/tin-tuc/a/", **headers)
    assert len(inner.asked) == 3


def test_a_page_made_while_something_changed_is_not_kept(kept: None) -> None:
    inner = Inner()

    async def changed_meanwhile(scope: Any, receive: Any, send: Any) -> None:
        await inner(scope, receive, send)
        serving.forget()

    app = serving.PublicPages(changed_meanwhile)
    for _ in range(2):
        ask(app, "/tin-tuc/a/")
    assert len(inner.asked) == 2


def test_forgetting_in_another_thread_disturbs_nobody(kept: None) -> None:
    app, over = serving.PublicPages(Inner()), threading.Event()

    def forget_on() -> None:
        while not over.is_set():
            serving.forget()

    thread = threading.Thread(target=forget_on)
    thread.start()
    try:
        for number in range(150):
            assert ask(app, f"/tin-tuc/a/{number % 3}-tin/")[0] == 200
    finally:
        over.set()
        thread.join()
    serving.forget()
    ask(app, "/tin-tuc/a/")
    assert serving._store.size == sum(page.weight for page in serving._store.pages.values()) > 0


@pytest.mark.django_db(transaction=True)
def test_what_is_withdrawn_is_gone_at_once(kept: None) -> None:
    room = Newsroom()
    site = NewsSiteFactory.create(organization=room.organization, slug="chi-bo")
    article = room.published()
    app, address = serving.PublicPages(get_asgi_application()), article_url(site, article)
    for _ in range(2):
        status, _headers, body = ask(app, address, host="testserver")
        assert (status, TITLE in body.decode()) == (200, True)
    review.withdraw_article(article, "Sai.", actor=room.publisher)
    assert ask(app, address, host="testserver")[0] == 410


def test_a_photo_is_kept_no_longer_than_a_minute(room: Newsroom, site: NewsSite) -> None:
    article = room.draft()
    photo = photos.add_photo(article, taken_photo((60, 40)), **TOLD, actor=room.writer)
    review.submit_article(article, actor=room.writer)
    review.check_article(article, actor=room.checker)
    review.publish_article(article, actor=room.publisher)
    address = reverse("news:public_photo", args=["chi-bo", photo.key, "small"])
    shown = get(address)
    assert shown.headers["Cache-Control"] == "public, max-age=60"
    assert get(address, if_none_match=shown["ETag"]).status_code == 304


def test_letters_no_xml_may_hold_leave_feeds_whole(room: Newsroom, site: NewsSite) -> None:
    room.published(title="Tin\x0b một\ufffe", lead="Mở\x00\x1f đầu".replace("\x00", ""))
    rss = fromstring(get(reverse("news:public_rss", args=["chi-bo"])).content)
    assert rss.findtext("channel/item/title") == "Tin một"
    assert rss.findtext("channel/item/description") == "Mở đầu"
    atom = fromstring(get(reverse("news:public_atom", args=["chi-bo"])).content)
    assert atom.findtext("{*}entry/{*}title") == "Tin một"


def test_an_item_is_the_same_item_at_every_host(
    room: Newsroom, site: NewsSite, settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["a.example", "b.example"]
    room.published()
    room.published()
    found = []
    for host in settings.ALLOWED_HOSTS:
        rss = fromstring(get(reverse("news:public_rss", args=["chi-bo"]), host=host).content)
        atom = fromstring(get(reverse("news:public_atom", args=["chi-bo"]), host=host).content)
        guids = [item.findtext("guid") for item in rss.iter("item")]
        assert guids == [each.text for each in atom.findall("{*}entry/{*}id")]
        found.append([atom.findtext("{*}id"), *guids])
    assert found[0] == found[1]
    assert len(set(found[0])) == 3
    assert all(each.startswith("urn:uuid:") for each in found[0])


def test_addresses_are_listed_without_reading_the_texts(room: Newsroom, site: NewsSite) -> None:
    room.published()
    with CaptureQueriesContext(connection) as captured:
        assert len(public.site_addresses(site)) == 1
    assert len(captured) == 1
    for column in ('"body"', '"lead"', '"source_text"'):
        assert column not in captured[0]["sql"]


def test_robots_are_led_to_open_pages_only(room: Newsroom, site: NewsSite) -> None:
    NewsSiteFactory.create(slug="dong-cua", opened_at=None, opened_by=None)
    said = get("/robots.txt").content.decode().splitlines()
    assert said[:2] == ["User-agent: *", "Disallow: /"]
    assert {"Allow: /tin-tuc/", "Disallow: /tin-tuc/quan-ly/"} < set(said)
    maps = [line for line in said if line.startswith("Sitemap: ")]
    assert maps == ["Sitemap: http://testserver/tin-tuc/chi-bo/sitemap.xml"]


def test_a_page_links_to_its_feed(room: Newsroom, site: NewsSite) -> None:
    assert '<a href="/tin-tuc/chi-bo/rss.xml">RSS</a>' in get(site.address).content.decode()
