"""Giving, correcting, withdrawing opinions; whose words others see; paper."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from daihoi.audit.models import Entry
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, NotPermitted, RuleBroken
from daihoi.documents.actions import opinions, rounds
from daihoi.documents.models import Answer, Opinion, OpinionRound
from daihoi.documents.queries import opinions as queries
from daihoi.documents.queries import rounds as round_queries
from daihoi.documents.queries.contributors import Contributor
from daihoi.documents.queries.places import Saying
from daihoi.notifications.models import Notice
from daihoi.rules.documents import Means, OpinionKind
from tests.documents.asking import HEADING, MONEY, OTHER, Cell, cell, on_two_parts
from tests.factories import OpinionFactory

pytestmark = pytest.mark.django_db
WORDS = "cơ bản đạt chỉ tiêu"


@pytest.fixture
def place() -> Cell:
    return cell()


def counts(round_: OpinionRound) -> tuple[int, int]:
    round_.refresh_from_db()
    return round_.opinions_count, round_.answered_count


def on_words(place: Cell, **fields: Any) -> Saying:
    start = MONEY.index(WORDS)
    said: dict[str, Any] = {
        "text": "Nên ghi rõ con số.",
        "kind": OpinionKind.AMEND,
        "block": place.block().key,
        "start": start,
        "end": start + len(WORDS),
        "quote": WORDS,
        "proposed_text": "đạt 103% chỉ tiêu",
    }
    return Saying(**{**said, **fields})


def test_an_opinion_on_words_keeps_its_place_and_is_counted(place: Cell) -> None:
    member = place.member()
    opened = place.open()
    opinion = opinions.add_opinion(opened, on_words(place), actor=member)
    opinion.refresh_from_db()
    assert (opinion.place_kind, opinion.quote, opinion.kind) == ("words", WORDS, "amend")
    assert MONEY[opinion.start : opinion.end] == WORDS
    assert opinion.place_label == "Đoạn 1 · III"
    assert opinion.place_order == place.block().position
    assert (opinion.contributor, opinion.unit, opinion.means) == (
        "Nông Thị Ngân",
        place.unit,
        "online",
    )
    assert counts(opened) == (1, 0)
    assert opened.participants.get(person=member.person).answered_at is not None
    entry = Entry.objects.get(action="documents.add_opinion")
    assert entry.after["text"] == "Nên ghi rõ con số."
    assert entry.context == f"documents.document:{place.document.pk}"


@pytest.mark.parametrize(
    ("text", "kind", "label"),
    [(HEADING, "section", "Mục III"), (OTHER, "paragraph", "Đoạn 2 · III")],
)
def test_an_opinion_on_a_section_or_a_paragraph(
    place: Cell, text: str, kind: str, label: str
) -> None:
    member = place.member()
    saying = Saying("Viết gọn lại.", block=place.block(text).key)
    opinion = opinions.add_opinion(place.open(), saying, actor=member)
    assert (opinion.place_kind, opinion.place_label) == (kind, label)


def test_decomposed_words_are_the_same_words(place: Cell) -> None:
    import unicodedata

    member = place.member()
    saying = on_words(place, quote=unicodedata.normalize("NFD", WORDS))
    assert opinions.add_opinion(place.open(), saying, actor=member).quote == WORDS


@pytest.mark.parametrize(
    "wrong", [{"quote": "chữ khác"}, {"start": 0}, {"end": 900}, {"start": None, "end": None}]
)
def test_words_that_stand_elsewhere_are_refused(place: Cell, wrong: dict[str, Any]) -> None:
    member = place.member()
    opened = place.open()
    with pytest.raises(Conflict):
        opinions.add_opinion(opened, on_words(place, **wrong), actor=member)
    assert counts(opened) == (0, 0)


def test_the_same_sent_twice_is_one_opinion(place: Cell) -> None:
    member = place.member()
    opened = place.open()
    first = opinions.add_opinion(opened, on_words(place), actor=member)
    assert opinions.add_opinion(opened, on_words(place), actor=member) == first
    opinions.add_opinion(opened, on_words(place, text="Ý khác."), actor=member)
    assert counts(opened) == (2, 0)


def test_an_opinion_after_the_end_is_refused(place: Cell) -> None:
    member = place.member()
    opened = place.open()
    rounds.end_round(opened, actor=place.head)
    with pytest.raises(Conflict):
        opinions.add_opinion(opened, Saying("Muộn."), actor=member)
    other = cell()
    late = other.member()
    past = other.open(opens_on=date(2020, 3, 1), closes_on=clock.today() - timedelta(days=1))
    with pytest.raises(Conflict):
        opinions.add_opinion(past, Saying("Muộn."), actor=late)
    assert not Opinion.objects.exists()


def test_only_who_is_asked_and_only_online_where_that_is_a_means(place: Cell) -> None:
    away = place.member("Đi Vắng", status="away")
    member = place.member()
    opened = place.open(means=[Means.WRITTEN])
    with pytest.raises(NotPermitted):
        opinions.add_opinion(opened, Saying("Góp ý."), actor=away)
    with pytest.raises(RuleBroken):
        opinions.add_opinion(opened, Saying("Góp ý."), actor=member)
    with pytest.raises(NotFound):
        opinions.add_opinion(opened, Saying("Góp ý."), actor=cell().member())


def test_the_author_corrects_her_own_while_the_round_is_open(place: Cell) -> None:
    member, other = place.member(), place.member("Người Khác")
    opened = place.open()
    opinion = opinions.add_opinion(opened, on_words(place), actor=member)
    with pytest.raises(NotPermitted):
        opinions.edit_opinion(opinion, Saying("Chen vào."), revision=1, actor=other)
    opinions.edit_opinion(opinion, on_words(place, text="Ghi số liệu."), revision=1, actor=member)
    opinion.refresh_from_db()
    assert (opinion.text, opinion.revision) == ("Ghi số liệu.", 2)
    entry = Entry.objects.get(action="documents.edit_opinion")
    assert (entry.before["text"], entry.after["text"]) == ("Nên ghi rõ con số.", "Ghi số liệu.")
    with pytest.raises(Conflict):
        opinions.edit_opinion(opinion, Saying("Trang cũ."), revision=1, actor=member)
    rounds.end_round(opened, actor=place.head)
    with pytest.raises(Conflict):
        opinions.edit_opinion(opinion, Saying("Muộn."), revision=2, actor=member)


def test_an_answer_to_the_old_words_no_longer_counts(place: Cell) -> None:
    member = place.member()
    opened = place.open()
    opinion = opinions.add_opinion(opened, on_words(place), actor=member)
    answer = Answer.objects.create(
        round=opened, result="noted", answered_by=place.head, answered_at=clock.now()
    )
    Opinion.objects.update(answer=answer)
    OpinionRound.objects.update(answered_count=1)
    opinions.edit_opinion(opinion, on_words(place, text="Khác hẳn."), revision=1, actor=member)
    opinion.refresh_from_db()
    assert opinion.answer is None
    assert counts(opened) == (1, 0)


def test_a_withdrawn_opinion_stays_in_the_record_and_leaves_the_counts(place: Cell) -> None:
    member = place.member()
    opened = place.open()
    first = opinions.add_opinion(opened, on_words(place), actor=member)
    second = opinions.add_opinion(opened, Saying("Ý thứ hai."), actor=member)
    opinions.withdraw_opinion(first, revision=1, actor=member)
    first.refresh_from_db()
    assert first.withdrawn_at is not None
    assert counts(opened) == (1, 0)
    participant = opened.participants.get(person=member.person)
    assert participant.answered_at is not None
    opinions.withdraw_opinion(second, revision=1, actor=member)
    participant.refresh_from_db()
    assert participant.answered_at is None
    with pytest.raises(Conflict):
        opinions.withdraw_opinion(second, revision=2, actor=member)
    assert Entry.objects.filter(action="documents.withdraw_opinion").count() == 2


def test_a_lead_that_is_withdrawn_leaves_its_group_to_the_next(place: Cell) -> None:
    member = place.member()
    opened = place.open()
    lead = opinions.add_opinion(opened, on_words(place), actor=member)
    followers = [OpinionFactory.create(round=opened, lead=lead) for _ in range(2)]
    Opinion.objects.filter(pk=lead.pk).update(alike_count=2)
    opinions.withdraw_opinion(lead, revision=1, actor=member)
    first, second = (Opinion.objects.get(pk=each.pk) for each in followers)
    assert (first.lead, first.alike_count, second.lead) == (None, 1, first)


@pytest.mark.parametrize(("asked", "place_said"), [("", "toàn văn"), ("block", "đoạn 1")])
def test_without_javascript_the_form_says_which_place_it_stands_at(
    place: Cell, client: Client, asked: str, place_said: str
) -> None:
    client.force_login(place.member())
    opened = place.open()
    url = reverse("documents:round_read", kwargs={"pk": opened.pk})
    query = {"block": place.block().key.hex} if asked else {}
    assert f">{place_said}</span>" in client.get(url, query).content.decode()
    sent = client.post(reverse("documents:opinion_add", kwargs={"pk": opened.pk}), query)
    assert f">{place_said}</span>" in sent.content.decode()  # again, with what is missing
    client.force_login(place.unit_head)
    kwargs = {"pk": opened.pk, "unit": place.unit.pk}
    url = reverse("documents:contribution_detail", kwargs=kwargs)
    assert f">{place_said}</span>" in client.get(url, query).content.decode()


def test_others_words_are_counts_while_the_round_is_open(place: Cell, client: Client) -> None:
    reader, writer = place.member("Người Đọc"), place.member("Người Viết")
    opened = place.open()
    secret = opinions.add_opinion(opened, on_words(place, text="Điều chỉ tôi biết."), actor=writer)
    own = opinions.add_opinion(opened, Saying("Của tôi.", block=place.block().key), actor=reader)
    assert list(queries.opinions_visible_to(reader, opened)) == [own]
    assert queries.others_by_block(opened, viewer=reader) == {place.block().key.hex: 1}
    client.force_login(reader)
    page = client.get(reverse("documents:round_read", kwargs={"pk": opened.pk})).content.decode()
    assert "1 ý kiến khác cũng về chỗ này" in page
    assert "Của tôi." in page
    assert "Điều chỉ tôi biết." not in page
    block = reverse(
        "documents:paragraph_opinions", kwargs={"pk": opened.pk, "key": place.block().key}
    )
    assert client.get(block).status_code == 404
    with pytest.raises(NotFound):
        queries.get_opinion(secret.pk, viewer=reader)
    rounds.end_round(opened, actor=place.head)
    opened.refresh_from_db()
    assert set(queries.opinions_visible_to(reader, opened)) == {own, secret}
    assert "Điều chỉ tôi biết." in client.get(block).content.decode()


def test_names_are_hidden_from_members_when_the_round_says_so(place: Cell, client: Client) -> None:
    reader, writer = place.member("Người Đọc"), place.member("Hoàng Giấu Tên")
    opened = place.open(names_shown=False)
    opinions.add_opinion(opened, on_words(place), actor=writer)
    rounds.end_round(opened, actor=place.head)
    url = reverse(
        "documents:paragraph_opinions", kwargs={"pk": opened.pk, "key": place.block().key}
    )
    client.force_login(reader)
    assert "Hoàng Giấu Tên" not in client.get(url).content.decode()
    client.force_login(place.head)
    assert "Hoàng Giấu Tên" in client.get(url).content.decode()


def test_the_subcommittee_reads_a_paragraphs_opinions_at_any_time(place: Cell) -> None:
    opened = place.open()
    key = place.block().key
    rows = [
        OpinionFactory.create(round=opened, block_key=key, place_kind="paragraph")
        for _ in range(queries.PER_PAGE + 2)
    ]
    OpinionFactory.create(
        round=opened, block_key=key, place_kind="paragraph", withdrawn_at=clock.now()
    )
    page = round_queries.get_round(opened.pk, viewer=place.head)
    first = queries.opinions_of_block(page, key)
    assert (first.count, first.label) == (len(rows), "Đoạn 1 · III")
    rest = queries.opinions_of_block(page, key, after=first.next_after or 0)
    assert [*first.rows, *rest.rows] == rows
    assert rest.next_after is None


@pytest.mark.parametrize("count", [1, 3])
def test_a_paragraphs_opinions_take_a_constant_number_of_queries(
    place: Cell, count: int, django_assert_num_queries: Any
) -> None:
    opened = place.open()
    key = place.block().key
    for _ in range(count):
        OpinionFactory.create(round=opened, block_key=key, place_kind="paragraph")
    queries.text_of(opened.base_version)  # a frozen text is read once
    with django_assert_num_queries(4):
        page = round_queries.get_round(opened.pk, viewer=place.head)
        found = queries.opinions_of_block(page, key)
    assert len(found.rows) == count


@pytest.mark.parametrize("count", [1, 3])
def test_my_opinions_take_a_constant_number_of_queries(
    place: Cell, count: int, django_assert_num_queries: Any
) -> None:
    member = place.member()
    opened = place.open()
    for number in range(count):
        opinions.add_opinion(opened, Saying(f"Ý {number}."), actor=member)
    with django_assert_num_queries(2):
        page = queries.my_opinions(viewer=member, number="1")
        shown = [(str(each.round.document), each.place_label, each.answer) for each in page]
    assert len(shown) == count


def test_an_opinion_is_sent_by_a_plain_form_and_by_htmx(place: Cell, client: Client) -> None:
    member = place.member()
    opened = place.open()
    client.force_login(member)
    url = reverse("documents:opinion_add", kwargs={"pk": opened.pk})
    key = place.block().key.hex
    sent = client.post(url, {"text": "Ý một.", "block": key, "kind": "add"})
    assert sent["Location"].endswith(f"?doan={key}#b-{key}")
    htmx = {"HX-Request": "true"}
    answer = client.post(url, {"text": "Ý hai.", "block": key}, headers=htmx).content.decode()
    assert f"innerHTML:#notes-{key}" in answer
    assert "Ý một." in answer
    assert "Ý hai." in answer
    wrong = client.post(url, {"text": " ", "block": key}, headers=htmx)
    assert (wrong.status_code, "field-error" in wrong.content.decode()) == (422, True)
    plain = client.post(url, {"text": " ", "block": key})
    assert (plain.status_code, "Hãy viết nội dung góp ý." in plain.content.decode()) == (422, True)
    assert opened.opinions.count() == 2


def test_one_click_says_that_one_agrees(place: Cell, client: Client) -> None:
    member = place.member()
    opened = place.open()
    client.force_login(member)
    for _ in range(2):
        client.post(reverse("documents:opinion_agree", kwargs={"pk": opened.pk}))
    opinion = opened.opinions.get()
    assert (opinion.kind, opinion.place_kind) == ("agree", "whole")


def test_an_opinion_is_corrected_and_withdrawn_in_the_browser(place: Cell, client: Client) -> None:
    member = place.member()
    opinion = opinions.add_opinion(place.open(), on_words(place), actor=member)
    client.force_login(member)
    edit = reverse("documents:opinion_edit", kwargs={"pk": opinion.pk})
    fields = client.get(edit).context["form"].initial
    client.post(edit, {name: value for name, value in fields.items() if value} | {"text": "Mới."})
    opinion.refresh_from_db()
    assert (opinion.text, opinion.quote) == ("Mới.", WORDS)
    withdraw = reverse("documents:opinion_withdraw", kwargs={"pk": opinion.pk})
    assert client.post(withdraw, {"revision": "1"}).status_code == 409
    assert client.post(withdraw, {"revision": "2"}).status_code == 302
    client.force_login(place.member("Người Khác"))
    assert client.get(edit).status_code == 404


def test_the_head_is_told_once_until_she_reads(place: Cell) -> None:
    from daihoi.congresses.models import SubcommitteePost

    person = place.person("Trưởng Tiểu Ban", user=place.head)
    SubcommitteePost.objects.create(
        subcommittee=place.document.subcommittee,
        person=person,
        post="head",
        starts_on=date(2020, 1, 1),
    )
    member = place.member()
    opened = place.open()
    topic = f"documents.round:{opened.pk}:opinions"
    for text in ("Ý một.", "Ý hai."):
        opinions.add_opinion(opened, Saying(text), actor=member)
    assert Notice.objects.filter(topic=topic, user=place.head).count() == 1
    Notice.objects.update(read_at=clock.now())
    opinions.add_opinion(opened, Saying("Ý ba."), actor=member)
    assert Notice.objects.filter(topic=topic).count() == 2


def test_paper_may_be_typed_in_after_the_end_if_dated_inside(place: Cell) -> None:
    person = place.person("Lê Minh Đức")
    opened = place.open(opens_on=clock.today() - timedelta(days=5))
    rounds.end_round(opened, actor=place.head)
    paper: dict[str, Any] = {"contributor": Contributor(person=person), "means": Means.WRITTEN}
    saying = Saying("Theo phiếu giấy.", place_text="đoạn 1", block=place.block().key)
    for outside in (clock.today() - timedelta(days=6), clock.today() + timedelta(days=1)):
        with pytest.raises(RuleBroken):
            opinions.record_paper_opinion(
                opened, saying, given_on=outside, actor=place.head, **paper
            )
    opinion = opinions.record_paper_opinion(
        opened, saying, given_on=clock.today(), actor=place.head, **paper
    )
    assert (opinion.person, opinion.recorded_by, opinion.place_text) == (
        person,
        place.head,
        "đoạn 1",
    )
    assert counts(opened) == (1, 0)
    assert opened.participants.get(person=person).answered_at is not None
    with pytest.raises(NotPermitted):
        opinions.record_paper_opinion(
            opened, saying, given_on=clock.today(), actor=place.unit_head, **paper
        )


def test_the_clerk_types_in_a_meetings_opinion_in_the_browser(place: Cell, client: Client) -> None:
    opened = place.open()
    client.force_login(place.head)
    url = reverse("documents:paper_opinion_add", kwargs={"pk": opened.pk})
    sent = {
        "source": "meeting",
        "means": "meeting",
        "given_on": clock.today().isoformat(),
        "place_text": "đoạn 2",
        "text": "Nhiều ý kiến đề nghị viết gọn.",
    }
    assert "meeting" in client.post(url, sent).context["form"].errors
    client.post(url, sent | {"meeting": "Sinh hoạt chi bộ tháng 3"})
    opinion = opened.opinions.get()
    assert (opinion.source, opinion.contributor) == ("meeting", "Sinh hoạt chi bộ tháng 3")
    assert (opinion.block_key, opinion.place_text) == (place.block(OTHER).key, "đoạn 2")


def test_it_is_asked_which_of_two_sections_was_meant(place: Cell, client: Client) -> None:
    opened = place.open()
    _first, second = on_two_parts(opened)
    client.force_login(place.head)
    url = reverse("documents:paper_opinion_add", kwargs={"pk": opened.pk})
    sent = {
        "source": "meeting",
        "meeting": "Sinh hoạt chi bộ tháng 3",
        "means": "meeting",
        "given_on": clock.today().isoformat(),
        "place_text": "Mục V",
        "text": "Nên cụ thể hơn.",
    }
    answer = client.post(url, sent)
    assert list(answer.context["form"].errors) == ["place"]
    assert "Mục V, phần thứ hai" in answer.content.decode()
    assert not opened.opinions.exists()
    client.post(url, sent | {"place": second.key.hex})
    client.post(url, sent | {"place": "khong-ro", "text": "Nên rõ hơn."})
    chosen, unclear = opened.opinions.order_by("pk")
    assert (chosen.block_key, chosen.place_label) == (second.key, "Mục V, phần thứ hai")
    assert (unclear.block_key, unclear.place_label) == (None, "Mục V")
    assert {each.place_text for each in (chosen, unclear)} == {"Mục V"}


def test_an_opinion_may_be_about_the_preparation_of_the_congress(
    place: Cell, client: Client
) -> None:
    member = place.member()
    opened = place.open()
    client.force_login(member)
    sent = {"text": "Nên chuẩn bị hội trường sớm.", "on_preparation": "on"}
    client.post(reverse("documents:opinion_add", kwargs={"pk": opened.pk}), sent)
    opinion = opened.opinions.get()
    assert (opinion.place_kind, opinion.place_label) == ("topic", "Việc chuẩn bị đại hội")
