"""Two versions as one Word file with tracked changes, opinions as comments at their places."""

from datetime import date, datetime

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from daihoi.accounts.permissions import Role
from daihoi.documents.actions import rounds, texts
from daihoi.documents.models import Version
from daihoi.documents.papers.exports import export_paper
from daihoi.documents.queries import exports
from daihoi.documents.queries.texts import blocks_of
from daihoi.papers.hands import Hand
from daihoi.papers.intake import check_upload
from daihoi.papers.reading import Changes, read_word
from daihoi.rules.documents import Means
from tests.documents.asking import HEADING, MONEY, OTHER, Cell, cell
from tests.factories import OpinionFactory, grant

pytestmark = pytest.mark.django_db
BETTER = MONEY.replace("cơ bản ", "")


@pytest.fixture(autouse=True)
def today(settings: LazySettings) -> None:
    settings.DAIHOI_TODAY = date(2020, 2, 20)


@pytest.fixture
def place() -> Cell:
    return cell()


def changed(place: Cell) -> Version:
    """A working version in which the secretary changed one paragraph and dropped another."""
    working = texts.start_working(place.document, actor=place.head)
    money, other = (working.blocks.get(text=text) for text in (MONEY, OTHER))
    texts.change_block(working, money.key, BETTER, revision=money.revision, actor=place.secretary)
    texts.remove_block(working, other.key, revision=other.revision, actor=place.head)
    return working


def test_accepting_gives_the_newer_text_and_rejecting_the_older(place: Cell) -> None:
    changed(place)
    page = exports.export_page(place.document, {"old": "1", "new": "2"}, viewer=place.head)
    paper = export_paper(page, viewer=place.head)
    assert paper.file_name == f"{place.document.title} - bản 1 sang bản 2.docx"
    texts_of = [
        [block.text for block in read_word(paper.content, changes=side).outline.blocks]
        for side in (Changes.REJECTED, Changes.ACCEPTED)
    ]
    assert texts_of == [[HEADING, MONEY, OTHER], [HEADING, BETTER]]


def test_each_change_has_who_made_it(place: Cell) -> None:
    working = changed(place)
    page = exports.export_page(place.document, {}, viewer=place.head)
    found = exports.export_of(page, viewer=place.head)
    assert (page.old, page.new) == (place.version, working)
    by = {key: hand.author for key, hand in found.hands.items()}
    assert by == {
        place.block(MONEY).key.hex: str(place.secretary),
        place.block(OTHER).key.hex: str(place.head),
    }
    assert all(hand.at and hand.at.tzinfo is None for hand in found.hands.values())


def test_opinions_stand_where_their_words_stand_now(place: Cell) -> None:
    round_ = place.open(opens_on=date(2020, 2, 10), closes_on=date(2020, 2, 29))
    money, other = place.block(MONEY), place.block(OTHER)
    start = MONEY.index("đạt")
    words = {"place_kind": "words", "start": start, "end": start + 3, "quote": "đạt"}
    OpinionFactory.create(round=round_, block_key=money.key, text="Đạt bao nhiêu?", **words)
    gone = {"place_kind": "words", "start": 0, "end": 2, "quote": "Án"}
    OpinionFactory.create(round=round_, block_key=other.key, text="Bỏ.", kind="delete", **gone)
    OpinionFactory.create(round=round_, text="Ngắn lại.", proposed_text="Ngắn.", person=None)
    changed(place)
    page = exports.export_page(
        place.document, {"old": "1", "new": "2", "round": "1"}, viewer=place.head
    )
    comments = {each.text: each for each in exports.export_of(page, viewer=place.head).comments}
    at = BETTER.index("đạt")
    found = comments["Ý kiến lần 1: Đạt bao nhiêu?"]
    assert (found.key, found.start, found.end, found.on_deleted) == (
        money.key.hex, at, at + 3, False,
    )  # fmt: skip
    assert found.hand == Hand("Sinh hoạt chi bộ", datetime(2020, 3, 10))  # noqa: DTZ001 - wall clock
    lost = comments["Ý kiến lần 1 (Bỏ): Bỏ."]
    assert (lost.key, lost.start, lost.end, lost.on_deleted) == (other.key.hex, 0, 2, True)
    whole = comments["Ý kiến lần 1: Ngắn lại.\nĐề nghị viết lại: Ngắn."]
    assert whole.key == ""
    assert b"word/comments.xml" in export_paper(page, viewer=place.head).content


def test_a_reader_gets_what_she_may_read(place: Cell, client: Client) -> None:
    round_ = place.open(
        opens_on=date(2020, 2, 10), closes_on=date(2020, 2, 29), means=[Means.ONLINE]
    )
    OpinionFactory.create(round=round_, text="Ngắn lại.")
    member = place.member()
    asked = {"old": "1", "new": "1", "round": "all"}
    page = exports.export_page(place.document, asked, viewer=member)
    assert exports.export_of(page, viewer=member).comments == []  # others' words, round open
    rounds.end_round(round_, actor=place.head)
    round_.refresh_from_db()
    round_.names_shown = False
    round_.save()
    page = exports.export_page(place.document, asked, viewer=member)
    (comment,) = exports.export_of(page, viewer=member).comments
    assert comment.hand.author == "Người góp ý"
    (seen,) = exports.export_of(page, viewer=place.head).comments
    assert seen.hand.author == "Sinh hoạt chi bộ"
    changed(place)
    client.force_login(member)
    file = reverse("documents:version_export_docx", args=[place.document.pk])
    assert client.get(file, {"old": "1", "new": "2"}).status_code == 404  # still worked on
    assert client.get(file, {"old": "1", "new": "1", "round": "9"}).status_code == 404
    client.force_login(grant(Role.SECRETARY, cell().organization))
    assert client.get(file).status_code == 404


def test_the_page_offers_versions_and_rounds(place: Cell, client: Client) -> None:
    place.open(opens_on=date(2020, 2, 10), closes_on=date(2020, 2, 29))
    working = changed(place)
    client.force_login(place.head)
    url = reverse("documents:version_export", args=[place.document.pk])
    page = client.get(url, {"round": "1"}).content.decode()
    assert "Lần 1 (0 ý kiến)" in page
    compared = client.get(reverse("documents:version_compare", args=[place.document.pk]))
    assert f"{url}?old=1&amp;new=2" in compared.content.decode()
    sent = client.get(
        reverse("documents:version_export_docx", args=[place.document.pk]), {"new": "2"}
    )
    accepted = read_word(sent.content, changes=Changes.ACCEPTED).outline.blocks
    assert [each.text for each in accepted] == [each.text for each in blocks_of(working)]


def test_words_of_two_hands_in_one_paragraph_have_each_their_own(place: Cell) -> None:
    working = texts.start_working(place.document, actor=place.head)
    for actor, words in ((place.head, BETTER), (place.secretary, BETTER.replace("đạt", "vượt"))):
        block = working.blocks.get(key=place.block().key)
        texts.change_block(working, block.key, words, revision=block.revision, actor=actor)
    page = exports.export_page(place.document, {}, viewer=place.head)
    steps = exports.export_of(page, viewer=place.head).steps
    assert {key: [step.hand.author for step in made] for key, made in steps.items()} == {
        place.block().key.hex: [str(place.head), str(place.secretary)]
    }
    body = check_upload(export_paper(page, viewer=place.head).content, expected="docx")
    xml = body.parts["word/document.xml"].decode()
    assert f'w:author="{place.head}"' in xml
    assert f'w:author="{place.secretary}"' in xml
