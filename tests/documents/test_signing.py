"""Words that came out of returned copies are signed by who wrote them there."""

from datetime import date, datetime, timedelta

import pytest
from django.conf import LazySettings
from django.utils import timezone

from daihoi.audit.models import Entry
from daihoi.documents.actions import returned, texts
from daihoi.documents.actions import returned_decisions as decisions
from daihoi.documents.actions.returned_text import apply_accepted
from daihoi.documents.models import Decision, ReturnedHand, Version
from daihoi.documents.papers.exports import export_paper
from daihoi.documents.queries import exports
from daihoi.documents.queries.contributors import Contributor
from daihoi.documents.queries.texts import blocks_of
from daihoi.organizations.models import Unit
from daihoi.papers.intake import check_upload
from daihoi.papers.outline import Block, BlockKind, Outline, Run
from daihoi.papers.writing import write_word
from tests.documents.asking import MONEY, OTHER, Cell, cell
from tests.documents.returning import sent, unit_of
from tests.factories import OpinionRoundFactory

pytestmark = pytest.mark.django_db
BETTER = MONEY.replace("cơ bản ", "")
FASTER = MONEY.replace("đạt", "vượt")
SLOWER = OTHER.replace("đều", "chậm")
MOMENT = datetime(2020, 2, 11, 9, 30)  # noqa: DTZ001 - wall clock


@pytest.fixture(autouse=True)
def today(settings: LazySettings) -> None:
    settings.DAIHOI_TODAY = date(2020, 2, 20)


@pytest.fixture
def place() -> Cell:
    return cell()


def accept_all(place: Cell) -> None:
    """What every copy asks for comes into the working version."""
    decisions.decide_many(place.version, Decision.ACCEPTED, copy=None, actor=place.head)
    apply_accepted(place.version, actor=place.head)


def signed(*names: str) -> None:
    """Word names an author for the edits of each copy, oldest first."""
    for number, name in enumerate(names):
        pk = sorted(set(ReturnedHand.objects.values_list("copy_id", flat=True)))[number]
        at = timezone.make_aware(MOMENT + timedelta(days=number))
        ReturnedHand.objects.filter(copy=pk).update(author=name, made_at=at)


def found(place: Cell) -> exports.Export:
    page = exports.export_page(place.document, {}, viewer=place.head)
    return exports.export_of(page, viewer=place.head)


def test_who_wrote_the_words_in_word_signs_them_and_who_accepted_is_recorded(place: Cell) -> None:
    sent(place, {MONEY: BETTER})
    signed("Lương Thị Mơ")
    accept_all(place)
    hand = found(place).hands[place.block(MONEY).key.hex]
    assert (hand.author, hand.at) == ("Lương Thị Mơ", MOMENT)
    assert Entry.objects.get(action="documents.apply_accepted").actor_id == place.head.pk


def test_without_a_name_in_the_file_the_sender_signs(place: Cell) -> None:
    sent(place, {OTHER: SLOWER})
    accept_all(place)
    hand = found(place).hands[place.block(OTHER).key.hex]
    assert hand.author == "Phòng Nghiệp vụ"
    assert hand.at is not None


def test_all_who_asked_for_the_same_words_sign_them(place: Cell) -> None:
    sent(place, {MONEY: BETTER})
    sent(place, {MONEY: BETTER}, by="Văn phòng")
    signed("Lương Thị Mơ", "Hà Văn Ất")
    accept_all(place)
    hand = found(place).hands[place.block(MONEY).key.hex]
    assert (hand.author, hand.at) == ("Lương Thị Mơ, Hà Văn Ất", MOMENT)


def test_words_of_two_copies_in_one_paragraph_have_each_their_writer(place: Cell) -> None:
    sent(place, {MONEY: BETTER})
    sent(place, {MONEY: FASTER}, by="Văn phòng")
    signed("Lương Thị Mơ", "Hà Văn Ất")
    accept_all(place)
    steps = found(place).steps[place.block(MONEY).key.hex]
    assert {step.hand.author for step in steps} == {"Lương Thị Mơ", "Hà Văn Ất"}
    both = BETTER.replace("đạt", "vượt")
    assert steps[-1].block.text == both
    assert steps[0].block.text in {BETTER, FASTER}
    page = exports.export_page(place.document, {}, viewer=place.head)
    body = check_upload(export_paper(page, viewer=place.head).content, expected="docx")
    xml = body.parts["word/document.xml"].decode()
    for name in ("Lương Thị Mơ", "Hà Văn Ất"):
        assert f'w:author="{name}"' in xml
    assert f'w:author="{place.head}"' not in xml


def test_a_hand_after_them_signs_its_own_words(place: Cell) -> None:
    sent(place, {MONEY: BETTER})
    signed("Lương Thị Mơ")
    accept_all(place)
    working = place.document.versions.get(frozen_at__isnull=True)
    block = working.blocks.get(text=BETTER)
    words = BETTER.replace("đạt", "vượt")
    texts.change_block(working, block.key, words, revision=block.revision, actor=place.secretary)
    steps = found(place).steps[block.key.hex]
    assert [step.hand.author for step in steps] == ["Lương Thị Mơ", str(place.secretary)]


def test_a_cut_paragraph_is_signed_whole_by_who_cut_it(place: Cell) -> None:
    cut = MONEY.index(" ", len(MONEY) // 2)
    returned_in_two(place, place.version, cut)
    signed("Lương Thị Mơ")
    accept_all(place)
    hands = found(place).hands
    assert len(hands) == 2
    assert {hand.author for hand in hands.values()} == {"Lương Thị Mơ"}


def test_each_of_two_cut_paragraphs_is_signed_whole_by_who_cut_it(place: Cell) -> None:
    """Both come into the text in one batch: the new half goes with the paragraph it stood in."""
    halves = {}
    for text, by in ((MONEY, "Phòng Nghiệp vụ"), (OTHER, "Văn phòng")):
        cut = text.index(" ", len(text) // 2)
        returned_in_two(place, place.version, cut, text, unit_of(place, by))
        halves[by] = {text[:cut], text[cut:].strip()}
    accept_all(place)
    export = found(place)
    texts_by = {block.key: block.text for block in export.new}
    told: dict[str, set[str]] = {}
    for key, hand in export.hands.items():
        told.setdefault(hand.author, set()).add(texts_by[key])
    assert told == halves


def test_readers_do_not_learn_names_that_a_round_hides(place: Cell) -> None:
    member = place.member()
    sent(place, {MONEY: BETTER})
    signed("Lương Thị Mơ")
    accept_all(place)
    OpinionRoundFactory.create(
        document=place.document, base_version=place.version, names_shown=False
    )
    working = place.document.versions.get(frozen_at__isnull=True)
    working.frozen_at = working.created_at
    working.save()
    page = exports.export_page(place.document, {}, viewer=member)
    (hand,) = exports.export_of(page, viewer=member).hands.values()
    assert hand.author == "Người góp ý"


def returned_in_two(
    place: Cell, version: Version, cut: int, text: str = MONEY, by: Unit | None = None
) -> None:
    """A copy in which one paragraph has become two."""
    blocks: list[Block] = []
    for block in blocks_of(version):
        parts = [text[:cut], text[cut:].strip()] if block.text == text else [block.text]
        blocks += [Block(BlockKind.PARAGRAPH, (Run(part),)) for part in parts]
    copy = returned.upload_copy(
        place.document,
        version,
        write_word(Outline(tuple(blocks))),
        contributor=Contributor(unit=by or place.unit),
        file_name="a.docx",
        actor=place.head,
    )
    returned.confirm_copy(copy, actor=place.head)
