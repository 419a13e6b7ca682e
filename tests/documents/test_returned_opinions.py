"""Edits and comments made in Word as opinions of a round, at their places, under who sent them."""

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base.errors import Conflict, NotFound, NotPermitted, RuleBroken
from daihoi.documents.actions import answers, returned, rounds
from daihoi.documents.actions import returned_decisions as decisions
from daihoi.documents.actions import returned_opinions as opinions
from daihoi.documents.models import Block as StoredBlock
from daihoi.documents.models import Decision, Opinion, OpinionRound, ReturnedCopy, ReturnedPoint
from daihoi.documents.queries import returned as queries
from daihoi.documents.queries.audience import Audience, AudienceKind
from daihoi.documents.queries.contributors import Contributor
from daihoi.documents.queries.places import text_of
from daihoi.documents.queries.returned_pages import copy_page
from daihoi.documents.queries.returned_sayings import saying_of
from daihoi.documents.queries.texts import blocks_of
from daihoi.papers.outline import Block, BlockKind, Run, Table
from daihoi.papers.outline import Cell as TableCell
from daihoi.papers.revisions import BREAK, Edit, EditKind
from daihoi.rules.documents import AnswerResult, Means, OpinionKind
from tests.documents.asking import HEADING, MONEY, OTHER, Cell, cell
from tests.documents.returning import imported_report, point, sent, word
from tests.factories import UnitFactory, VersionFactory, grant

pytestmark = pytest.mark.django_db
DAY = date(2020, 2, 12)
BETTER = MONEY.replace("cơ bản ", "")
LONGER = MONEY.replace("về tiền", "về tiền hằng năm")
SLOWER = OTHER.replace("đều", "chậm")


@pytest.fixture(autouse=True)
def today(settings: LazySettings) -> None:
    settings.DAIHOI_TODAY = date(2020, 2, 20)


@pytest.fixture
def place() -> Cell:
    return cell()


def opened(place: Cell) -> OpinionRound:
    return place.open(opens_on=date(2020, 2, 10), closes_on=date(2020, 2, 29))


def own_copy(place: Cell, round_: OpinionRound, member: User, text: str = BETTER) -> ReturnedCopy:
    content = word(place.version, {MONEY: text})
    return returned.send_copy(round_, content, unit=None, file_name="a.docx", actor=member)


def test_a_copy_becomes_opinions_of_its_sender_at_their_places(place: Cell) -> None:
    round_ = opened(place)
    copy = sent(place, {MONEY: BETTER, OTHER: SLOWER})
    made = opinions.take_copy(copy, given_on=DAY, actor=place.head)
    first, second = Opinion.objects.order_by("place_order", "start")
    assert made == [first, second]
    assert (first.kind, first.quote.strip(), first.proposed_text) == ("delete", "cơ bản", "")
    assert first.text == "Đề nghị bỏ: “cơ bản”"
    assert MONEY[first.start : first.end] == first.quote
    assert (second.kind, second.quote, second.proposed_text) == ("amend", "đều", "chậm")
    assert (second.source, second.unit, second.person) == ("unit", place.unit, None)
    assert (second.means, second.given_on, second.contributor) == (
        "written", DAY, "Phòng Nghiệp vụ",
    )  # fmt: skip
    round_.refresh_from_db()
    assert round_.opinions_count == 2
    assert {each.decision for each in ReturnedPoint.objects.all()} == {"opinion"}
    assert Entry.objects.get(action="documents.take_copy").after["opinions"] == 2
    assert opinions.take_copy(copy, given_on=DAY, actor=place.head) == []


def test_words_put_in_stand_on_the_word_before_them_and_apply_with_one_click(place: Cell) -> None:
    opened(place)
    copy = sent(place, {MONEY: LONGER})
    (opinion,) = opinions.take_copy(copy, given_on=DAY, actor=place.head)
    assert (opinion.kind, opinion.quote, opinion.proposed_text) == ("add", "tiền", "tiền hằng năm")
    reply = answers.Reply(AnswerResult.ACCEPTED, text_after=opinion.proposed_text)
    answers.answer_opinions(opinion, reply, actor=place.head, apply=True)
    working = place.document.versions.get(frozen_at__isnull=True)
    assert [block.text for block in blocks_of(working)] == [HEADING, LONGER, OTHER]


def test_who_agreed_has_an_opinion_of_her_own(place: Cell) -> None:
    opened(place)
    sent(place, {MONEY: BETTER})
    sent(place, {MONEY: BETTER}, by="Văn phòng")
    made = opinions.take_point(point("cơ bản"), given_on=DAY, actor=place.head)
    assert [each.contributor for each in made] == ["Phòng Nghiệp vụ", "Văn phòng"]
    with pytest.raises(RuleBroken):
        opinions.take_point(point("cơ bản"), given_on=DAY, actor=place.head)


def test_a_later_copy_gives_its_own_opinion_of_the_same(place: Cell) -> None:
    opened(place)
    opinions.take_copy(sent(place, {MONEY: BETTER}), given_on=DAY, actor=place.head)
    later = sent(place, {MONEY: BETTER}, by="Văn phòng")
    (made,) = opinions.take_copy(later, given_on=DAY, actor=place.head)
    assert made.contributor == "Văn phòng"


def test_what_was_decided_is_no_opinion_and_an_opinion_is_not_decided(place: Cell) -> None:
    opened(place)
    copy = sent(place, {MONEY: BETTER, OTHER: SLOWER})
    decisions.decide(point("chậm"), Decision.REFUSED, revision=1, actor=place.head)
    (made,) = opinions.take_copy(copy, given_on=DAY, actor=place.head)
    assert made.text == "Đề nghị bỏ: “cơ bản”"
    taken = point("cơ bản")
    with pytest.raises(Conflict):
        decisions.decide(taken, Decision.ACCEPTED, revision=taken.revision, actor=place.head)


def test_a_paragraph_taken_out_is_an_opinion_on_it(place: Cell) -> None:
    opened(place)
    (made,) = opinions.take_copy(sent(place, {OTHER: ""}), given_on=DAY, actor=place.head)
    assert (made.kind, made.place_kind, made.block_key) == (
        "delete", "paragraph", place.block(OTHER).key,
    )  # fmt: skip


def test_an_ended_round_takes_what_is_dated_in_it(place: Cell) -> None:
    round_ = opened(place)
    copy = sent(place, {MONEY: BETTER})
    rounds.end_round(round_, actor=place.head)
    with pytest.raises(RuleBroken):
        opinions.take_copy(copy, given_on=date(2020, 2, 9), actor=place.head)
    assert len(opinions.take_copy(copy, given_on=DAY, actor=place.head)) == 1


def test_without_a_round_on_the_base_there_are_no_opinions(place: Cell) -> None:
    copy = sent(place, {MONEY: BETTER})
    assert not copy_page(copy, viewer=place.head).can.take_opinions
    with pytest.raises(RuleBroken):
        opinions.take_copy(copy, given_on=DAY, actor=place.head)


def test_staff_take_opinions_and_members_do_not(place: Cell) -> None:
    opened(place)
    copy = sent(place, {MONEY: BETTER})
    for actor, refusal in (
        (place.member(), NotPermitted),
        (grant(Role.SUBCOMMITTEE_HEAD, cell().document), NotFound),
    ):
        with pytest.raises(refusal):
            opinions.take_copy(copy, given_on=DAY, actor=actor)
        with pytest.raises(refusal):
            opinions.take_point(point("cơ bản"), given_on=DAY, actor=actor)
    staff = grant(Role.SUPPORTING_STAFF, place.document)
    assert len(opinions.take_copy(copy, given_on=DAY, actor=staff)) == 1


def test_a_member_sends_her_own_copy_and_it_is_her_opinions(place: Cell) -> None:
    member = place.member()
    round_ = opened(place)
    copy = own_copy(place, round_, member)
    assert (copy.base, copy.person, copy.round) == (place.version, member.person, round_)
    assert queries.copies_by_base(place.document) == []
    returned.confirm_copy(copy, actor=member)
    (made,) = Opinion.objects.all()
    assert (made.source, made.person, made.recorded_by) == ("person", member.person, member)
    assert made.given_on == date(2020, 2, 20)
    assert round_.participants.get(person=member.person).answered_at is not None
    returned.confirm_copy(copy, actor=member)
    assert Opinion.objects.count() == 1


def test_nobody_confirms_anothers_copy_and_only_the_asked_send(place: Cell) -> None:
    member, other = place.member(), place.member("Lý Văn Cường")
    round_ = opened(place)
    copy = own_copy(place, round_, member)
    with pytest.raises(NotPermitted):
        returned.confirm_copy(copy, actor=other)
    late = place.member("Hà Văn Ất")  # came after the round was opened
    with pytest.raises(NotPermitted):
        own_copy(place, round_, late)
    with pytest.raises(NotFound):
        own_copy(place, round_, grant(Role.MEMBER, cell().organization))
    rounds.end_round(round_, actor=place.head)
    with pytest.raises(Conflict):
        own_copy(place, round_, member)
    with pytest.raises(Conflict):
        returned.confirm_copy(copy, actor=member)
    assert not Opinion.objects.exists()


def test_confirming_the_copy_of_a_unit_signs_its_contribution(place: Cell) -> None:
    round_ = opened(place)
    content = word(place.version, {MONEY: BETTER})
    copy = returned.send_copy(
        round_, content, unit=place.unit, file_name="a.docx", actor=place.unit_head
    )
    returned.confirm_copy(copy, actor=place.unit_head)
    (made,) = Opinion.objects.all()
    contribution = round_.contributions.get()
    assert (made.source, made.unit, made.contribution) == ("unit", place.unit, contribution)
    assert (contribution.signed_by, contribution.unit) == (place.unit_head, place.unit)
    member = place.member()
    with pytest.raises(NotPermitted):
        returned.send_copy(round_, content, unit=place.unit, file_name="a.docx", actor=member)


def test_a_copy_is_sent_in_the_browser(place: Cell, client: Client) -> None:
    member = place.member()
    round_ = opened(place)
    client.force_login(member)
    assert (
        "Góp ý bằng bản Word"
        in client.get(reverse("documents:round_detail", args=[round_.pk])).content.decode()
    )
    url = reverse("documents:returned_send", args=[round_.pk])
    file = SimpleUploadedFile("a.docx", word(place.version, {MONEY: BETTER}))
    page = client.post(url, {"file": file, "sender": ""})["Location"]
    shown = client.get(page).content.decode()
    assert "Gửi 1 ý kiến" in shown
    assert "Đối chiếu từng chỗ" not in shown
    copy = ReturnedCopy.objects.get()
    client.post(reverse("documents:returned_confirm", args=[copy.pk]))
    assert Opinion.objects.get().person == member.person
    assert "đã gửi" in client.get(url).content.decode()
    assert client.get(reverse("documents:returned_file", args=[copy.pk])).status_code == 200
    client.force_login(grant(Role.SUPERIOR, place.organization))
    assert client.get(page).status_code == 404


def test_a_whole_copy_is_taken_in_the_browser(place: Cell, client: Client) -> None:
    opened(place)
    copy = sent(place, {MONEY: BETTER, HEADING: "III. KẾT QUẢ"})
    client.force_login(place.head)
    url = reverse("documents:returned_opinions", args=[copy.pk])
    assert "Nhiều nhất 2 ý kiến" in client.get(url).content.decode()
    wrong = client.post(url, {"given_on": "1-1-2020"}).content.decode()
    assert "Ngày góp ý phải trong khoảng" in wrong
    assert client.post(url, {"given_on": "12-2-2020"}).status_code == 302
    assert Opinion.objects.count() == 2


def test_the_sample_gives_twenty_opinions(samples: Path) -> None:
    report = imported_report(samples)
    head = grant(Role.SUBCOMMITTEE_HEAD, report)
    unit = UnitFactory.create(organization=report.congress.organization, name="Phòng Nghiệp vụ")
    round_ = rounds.open_round(
        report,
        opens_on=date(2020, 2, 10),
        closes_on=date(2020, 2, 14),
        means=list(Means),
        audience=Audience(AudienceKind.MEMBERS, units=frozenset({unit.pk})),
        actor=head,
    )
    content = (samples / "bao-cao-chinh-tri-gop-y-phong.docx").read_bytes()
    copy = returned.upload_copy(
        report, None, content, contributor=Contributor(unit=unit), file_name="a.docx", actor=head
    )
    returned.confirm_copy(copy, actor=head)
    made = opinions.take_copy(copy, given_on=date(2020, 2, 11), actor=head)
    kinds = Counter(each.kind for each in made)
    assert (len(made), kinds) == (20, {"": 7, "add": 5, "amend": 5, "delete": 3})
    base = {block.key: block.text for block in round_.base_version.blocks.all()}
    for each in made:
        assert each.contributor == "Phòng Nghiệp vụ"
        assert each.start is None or base[each.block_key][each.start : each.end] == each.quote
    assert [each.said for each in ReturnedPoint.objects.filter(decision="")] == ["Khâu đột phá:"]


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (Edit(EditKind.JOINED, "other"), ("amend", "Đề nghị gộp đoạn này với đoạn trước.", "")),
        (
            Edit(EditKind.MOVED, "", moved="other"),
            ("amend", "Đề nghị chuyển xuống ở đầu văn bản.", ""),
        ),
        (
            Edit(EditKind.ADDED, "other", block=Block(BlockKind.PARAGRAPH, (Run("Mới."),))),
            ("add", "Đề nghị thêm đoạn sau đoạn 2: “Mới.”", "Mới."),
        ),
        (
            Edit(EditKind.WORDS, "other", 2, 3, (Run(BREAK),), old=" ", new=BREAK),
            ("amend", "Đề nghị tách đoạn sau “Án”.", ""),
        ),
        (Edit(EditKind.FORMAT, "other", 0, 2, (Run("Án", bold=True),)), None),
    ],
)
def test_every_kind_of_edit_says_what_it_wants(
    place: Cell, edit: Edit, said: tuple[str, str, str] | None
) -> None:
    key = place.block(OTHER).key.hex
    named = {name: key for name in ("key", "moved") if getattr(edit, name) == "other"}
    content = replace(edit, **named).to_json()  # type: ignore[arg-type]  # names of texts
    row = ReturnedPoint(base=place.version, kind=edit.kind.value, content=content)
    saying = saying_of(row, text_of(place.version))
    found = saying and (saying.kind and saying.kind.value, saying.text, saying.proposed_text)
    assert found == said


def test_rows_of_a_table_are_told_in_words(place: Cell) -> None:
    cells = tuple(TableCell(((Run(text),),)) for text in ("Chỉ tiêu", "80"))
    table = Table(rows=(cells,))
    block = Block(BlockKind.TABLE, table=table, key=uuid4().hex)
    fresh = VersionFactory.create(document=place.document, number=7)
    StoredBlock.of(fresh, block, position=1).save()
    for edit, said in (
        (Edit(EditKind.ROW_REMOVED, block.key, cell=(0, 0)), "bỏ dòng của bảng: Chỉ tiêu | 80"),
        (
            Edit(EditKind.ROW_ADDED, block.key, block=block, cell=(0, 0)),
            "thêm dòng vào bảng: Chỉ tiêu | 80",
        ),
        (Edit(EditKind.TABLE, block.key, block=block), "thay cả bảng"),
        (Edit(EditKind.WORDS, block.key, 0, 2, cell=(0, 1), old="80", new="85"), "“80” thành “85”"),
    ):
        point_ = ReturnedPoint(base=fresh, kind=edit.kind.value, content=edit.to_json())
        saying = saying_of(point_, text_of(fresh))
        assert saying is not None
        assert said in saying.text
        assert saying.kind is not OpinionKind.DELETE  # one click would take the whole table out
    assert saying is not None
    assert block.text[saying.start : saying.end] == "80"


def test_the_page_counts_what_is_left_to_take_and_closes_when_nothing_is(
    place: Cell, client: Client
) -> None:
    copy = sent(place, {MONEY: BETTER, OTHER: SLOWER})
    url = reverse("documents:returned_opinions", args=[copy.pk])
    client.force_login(place.head)
    refused = client.get(url)
    assert refused.status_code == 409
    assert "Không có đợt lấy ý kiến nào" in refused.content.decode()
    opened(place)
    decisions.decide(point("chậm"), Decision.REFUSED, revision=1, actor=place.head)
    assert copy_page(copy, viewer=place.head).opinions == 1
    assert "Nhiều nhất 1 ý kiến" in client.get(url).content.decode()
    assert client.post(url, {"given_on": "12-02-2020"}).status_code == 302
    page = copy_page(copy, viewer=place.head)
    assert (page.opinions, page.can.take_opinions) == (0, False)
    closed = client.get(url)
    assert closed.status_code == 409
    assert "không còn chỗ nào" in closed.content.decode()
    client.force_login(place.member())
    assert client.get(url).status_code == 404
