"""What a search finds in documents, and for whom: the rules are those of the pages."""

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.base import offers
from daihoi.base.offers import Hit
from daihoi.documents.actions import opinions, rounds, texts
from daihoi.documents.actions.answers import Reply, answer_opinions
from daihoi.documents.models import Document, OpinionRound
from daihoi.documents.queries.places import Saying
from daihoi.rules.documents import AnswerResult
from tests.documents.asking import OTHER, Cell, cell
from tests.factories import OpinionFactory, OrganizationFactory, UserFactory, VersionFactory, grant

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Cell:
    return cell()


def hits(key: str, words: str, viewer: User, start: int = 0, stop: int = 20) -> list[Hit]:
    viewer = User.objects.get(pk=viewer.pk)  # what was read for a request hangs on its user
    kind = next(each for each in offers.searches() if each.key == key)
    return kind.find(viewer, words, start, stop)


def titles(key: str, words: str, viewer: User) -> list[str]:
    return [hit.title for hit in hits(key, words, viewer)]


def test_a_document_is_listed_once_with_the_places_of_its_newest_text(place: Cell) -> None:
    old = VersionFactory.create(document=place.document, number=2, blocks=["Đoạn cũ về tiền."])
    new = VersionFactory.create(
        document=place.document,
        number=3,
        blocks=["Tiền một", "Việc", "Tiền hai", "Tiền ba", "Tiền bốn"],
    )
    Document.objects.filter(pk=place.document.pk).update(
        title="Báo cáo về tiền", folded_title="bao cao ve tien"
    )
    (hit,) = hits("van-kien", "tien", place.member())
    assert hit.title == "Báo cáo về tiền"
    assert [found.text for found in hit.places] == ["Tiền một", "Tiền hai", "Tiền ba"]
    assert all(f"/{new.pk}/" in found.url for found in hit.places)
    assert hits("van-kien", "doan cu", place.member()) == []
    assert old.blocks.count() == 1


def test_titles_come_before_texts(place: Cell) -> None:
    texts_only, titled = place.document, VersionFactory.create(
        document__subcommittee=place.document.subcommittee,
        document__congress=place.document.congress,
        document__title="Nghị quyết về thi hành", blocks=["Khác."],
    ).document  # fmt: skip
    Document.objects.filter(pk=titled.pk).update(folded_title="nghi quyet ve thi hanh")
    assert titles("van-kien", "thi hanh", place.member()) == [titled.title, texts_only.title]


def test_the_working_text_is_not_searched(place: Cell) -> None:
    working = texts.start_working(place.document, actor=place.head)
    block = working.blocks.get(text=OTHER)
    texts.remove_block(working, block.key, revision=block.revision, actor=place.head)
    (hit,) = hits("van-kien", "an chuyen ky sau", place.head)
    assert [found.text for found in hit.places] == [OTHER]


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.SUPERIOR, Role.UNIT_HEAD])
def test_who_reads_no_document_finds_none(place: Cell, role: Role) -> None:
    member = place.member()
    opened = place.open()
    opinions.add_opinion(opened, Saying("Đề nghị làm rõ."), actor=member)
    rounds.end_round(opened, actor=place.head)
    opinion = opened.opinions.get()
    answer_opinions(opinion, Reply(AnswerResult.NOTED, explanation="Đã rõ."), actor=place.head)
    viewer = grant(role, place.organization)
    for key, words in (("van-kien", "tien"), ("y-kien", "de nghi"), ("tra-loi", "da ro")):
        assert hits(key, words, place.secretary), "the test could find it"
        assert hits(key, words, viewer) == []
        assert hits(key, words, UserFactory.create()) == []
        assert hits(key, words, grant(Role.SECRETARY, OrganizationFactory.create())) == []


def test_others_opinions_are_found_when_the_round_has_ended(place: Cell) -> None:
    reader, writer = place.member("Người Đọc"), place.member("Người Viết")
    opened = place.open()
    for user in (reader, writer):
        opinions.add_opinion(opened, Saying(f"Đề nghị làm rõ: {user}."), actor=user)
    own, other = "Đề nghị làm rõ: Người Đọc.", "Đề nghị làm rõ: Người Viết."
    assert titles("y-kien", "DE NGHI lam ro", reader) == [own]
    assert titles("y-kien", "lam ro de nghi", place.head) == [other, own]
    rounds.end_round(opened, actor=place.head)
    assert titles("y-kien", "ro de nghi la", reader) == [other, own]
    taken = opened.opinions.get(person__user=writer)
    opened.opinions.filter(pk=taken.pk).update(withdrawn_at=opened.opened_at)
    assert titles("y-kien", "de nghi", reader) == [own]
    assert titles("y-kien", "de nghi", writer) == [other, own]


@pytest.mark.parametrize("names_shown", [True, False])
def test_names_stand_where_the_page_shows_them(place: Cell, *, names_shown: bool) -> None:
    reader, writer = place.member("Người Đọc"), place.member("Hoàng Giấu Tên")
    opened = place.open(names_shown=names_shown)
    opinions.add_opinion(opened, Saying("Đề nghị làm rõ."), actor=writer)
    rounds.end_round(opened, actor=place.head)
    for viewer, seen in ((reader, names_shown), (writer, True), (place.head, True)):
        (hit,) = hits("y-kien", "lam ro", viewer)
        assert ("Hoàng Giấu Tên" in hit.note) is seen
    assert hits("y-kien", "hoang giau ten", reader) == []


def test_an_answer_is_found_by_who_may_read_its_opinion(place: Cell) -> None:
    reader, writer = place.member("Người Đọc"), place.member("Người Viết")
    opened = place.open()
    opinion = opinions.add_opinion(opened, Saying("Nên làm rõ."), actor=writer)
    reply = Reply(AnswerResult.NOTED, explanation="Tiểu ban ghi nhận để hướng dẫn.")
    answer_opinions(opinion, reply, actor=place.head)
    assert hits("tra-loi", "huong dan", reader) == []
    for viewer in (writer, place.head):
        (hit,) = hits("tra-loi", "ghi nhan huong dan", viewer)
        assert (hit.title, hit.url) == (reply.explanation, f"/van-kien/y-kien/{opinion.pk}/")
    rounds.end_round(opened, actor=place.head)
    assert len(hits("tra-loi", "huong dan", reader)) == 1


def test_pages_of_opinions_follow_each_other(place: Cell) -> None:
    opened = place.open()
    many(opened, 7)
    pages = [hits("y-kien", "chung", place.head, at, at + 3) for at in (0, 3, 6)]
    assert [[hit.title for hit in page] for page in pages] == [
        ["Chung 6.", "Chung 5.", "Chung 4."], ["Chung 3.", "Chung 2.", "Chung 1."], ["Chung 0."],
    ]  # fmt: skip


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("key", "queries"), [("van-kien", 7), ("y-kien", 7), ("tra-loi", 8)])
def test_a_search_asks_the_database_as_often_for_three_as_for_one(
    place: Cell,
    count: int,
    key: str,
    queries: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    opened = place.open()
    many(opened, count)
    for opinion in opened.opinions.all():
        answer_opinions(opinion, Reply(AnswerResult.NOTED, explanation="Tiền."), actor=place.head)
    OpinionRound.objects.update(opinions_count=0, answered_count=0)
    viewer = User.objects.get(pk=place.head.pk)
    kind = next(each for each in offers.searches() if each.key == key)
    # SQLite looks among the newest rows first, and these few do not fill a page.
    queries += connection.vendor == "sqlite" and key != "van-kien"
    with django_assert_num_queries(queries):
        assert kind.find(viewer, "chung" if key == "y-kien" else "tien", 0, 5)


def many(opened: OpinionRound, count: int) -> None:
    """``count`` opinions of one who was asked, all with the word "chung"."""
    person = opened.participants.filter(person__isnull=False)[0].person
    for number in range(count):
        OpinionFactory.create(
            round=opened, person=person, text=f"Chung {number}.", folded_text=f"chung {number}"
        )
    OpinionRound.objects.filter(pk=opened.pk).update(opinions_count=count)


def test_no_word_finds_nothing(place: Cell) -> None:
    assert hits("van-kien", "…", place.head) == []
