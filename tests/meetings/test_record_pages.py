"""The minute-taker's page and what it sends: fragments, refusals that lose nothing, few queries."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from daihoi.accounts.permissions import Role
from daihoi.meetings.models import Conclusion, HandVote, Minutes, MinutesAddition, Statement
from daihoi.meetings.papers.minutes import shown_paper
from daihoi.meetings.queries.minutes import minutes_text, text_digest
from daihoi.meetings.queries.record import record_of
from tests.factories import grant
from tests.meetings.taking import OTHER, Sitting, sitting

__all__ = ["sitting"]
BY_ITSELF = {"HX-Request": "true"}


def posted(sitting: Sitting, **values: Any) -> dict[str, Any]:
    return {
        "client_key": str(uuid4()),
        "item": sitting.on_preparation.pk,
        "invitee": sitting.member.pk,
        "aim": "discussion",
        "text": "Cần thêm micro.",
    } | values


def add(sitting: Sitting, name: str, data: dict[str, Any], **headers: Any) -> Any:
    url = reverse(f"meetings:{name}", args=[sitting.meeting.pk])
    return sitting.client(sitting.taker).post(url, data, headers=headers)


def test_an_entry_comes_back_as_its_own_fragment(sitting: Sitting) -> None:
    answer = add(sitting, "statement_add", posted(sitting), **BY_ITSELF)
    said = Statement.objects.get()
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f'id="statement-{said.pk}"' in page
    assert "<html" not in page
    assert f'data-key="{said.client_key}"' in page


def test_sent_twice_it_is_the_same_entry(sitting: Sitting) -> None:
    data = posted(sitting)
    first = add(sitting, "statement_add", data, **BY_ITSELF)
    second = add(sitting, "statement_add", data, **BY_ITSELF)
    assert Statement.objects.count() == 1
    identity = f'id="statement-{Statement.objects.get().pk}"'
    assert identity in first.content.decode()
    assert identity in second.content.decode()


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"invitee": 999_999}, "không có trong danh sách dự họp"),
        ({"text": " "}, "Hãy ghi nội dung."),
        ({"text": "x" * 20_001}, "Nội dung dài 20001 chữ cái, quá 20000."),
        ({"item": 999_999}, "không còn trong chương trình họp"),
        ({"client_key": "x"}, "Mã không hợp lệ."),
    ],
)
def test_a_refusal_says_why_and_keeps_nothing(
    sitting: Sitting, values: dict[str, Any], said: str
) -> None:
    answer = add(sitting, "statement_add", posted(sitting, **values), **BY_ITSELF)
    assert answer.status_code == 422
    assert "data-refusal" in answer.content.decode()
    assert said in answer.content.decode()
    assert not Statement.objects.exists()


def test_without_javascript_the_form_comes_again_with_what_was_written(sitting: Sitting) -> None:
    answer = add(sitting, "statement_add", posted(sitting, invitee="", text="Chưa chọn người."))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Hãy chọn người phát biểu." in page
    assert "Chưa chọn người." in page


def test_without_javascript_one_goes_on_at_the_same_matter(sitting: Sitting) -> None:
    answer = add(sitting, "statement_add", posted(sitting))
    said = Statement.objects.get()
    take = reverse("meetings:minutes_take", args=[sitting.meeting.pk])
    assert answer["Location"] == f"{take}?muc={sitting.on_preparation.pk}#statement-{said.pk}"
    page = sitting.client(sitting.taker).get(f"{take}?muc={sitting.on_preparation.pk}")
    assert "Cần thêm micro." in page.content.decode()


def test_votes_and_conclusions_are_sent_the_same_way(sitting: Sitting) -> None:
    key = {"client_key": str(uuid4()), "item": sitting.on_report.pk}
    vote = add(sitting, "vote_add", key | {"subject": "Thông qua", "votes_for": 3}, **BY_ITSELF)
    assert vote.status_code == 200
    assert HandVote.objects.get().passed
    wrong = key | {"client_key": str(uuid4()), "subject": "Nữa", "votes_for": 4}
    refused = add(sitting, "vote_add", wrong, **BY_ITSELF)
    assert refused.status_code == 422
    assert "nhiều hơn 3 người" in refused.content.decode()
    data = key | {"client_key": str(uuid4()), "text": "Tiếp thu.", "kind": "task",
                  "recipient": "committee", "due_on": "28/3/2020"}  # fmt: skip
    assert add(sitting, "conclusion_add", data, **BY_ITSELF).status_code == 200
    assert Conclusion.objects.get().recipient_name == "Chi ủy"


def test_a_page_asks_only_for_what_changed(sitting: Sitting) -> None:
    first = sitting.say("Câu cũ.")
    sitting.say("Câu mới.")
    url = reverse("meetings:minutes_changes", args=[sitting.meeting.pk])
    client = sitting.client(sitting.taker)
    page = client.get(url, {"sau": first.change}).content.decode()
    assert "Câu mới." in page
    assert "Câu cũ." not in page
    assert 'data-changes="2"' in page
    struck = reverse("meetings:statement_withdraw", args=[first.pk])
    assert "data-removed" in client.post(struck, headers=BY_ITSELF).content.decode()
    assert "data-removed" in client.get(url, {"sau": 2}).content.decode()


def test_places_of_the_open_round_are_offered(sitting: Sitting) -> None:
    url = reverse("meetings:document_places", args=[sitting.meeting.pk, sitting.round.document_id])
    places = sitting.client(sitting.taker).get(url).json()["places"]
    assert OTHER[:60] in [place["text"] for place in places]


def test_colliding_edits_show_both_texts(sitting: Sitting) -> None:
    said = sitting.say("Lúc đầu.")
    client = sitting.client(sitting.taker)
    url = reverse("meetings:statement_edit", args=[said.pk])
    form = client.get(url).context["form"]
    sent = {"invitee": said.invitee_id, "aim": "discussion", "text": "Của tôi.",
            "seen": form["seen"].value()}  # fmt: skip
    Statement.objects.filter(pk=said.pk).update(text="Của người kia.")
    answer = client.post(url, sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Của tôi." in page
    assert "Đang lưu: Của người kia." in page
    said.refresh_from_db()
    assert said.text == "Của người kia."


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_for_three_statements_as_for_one(
    sitting: Sitting, count: int
) -> None:
    for number in range(count):
        sitting.say(f"Câu {number}.", item=sitting.on_report, aim="document")
    client = sitting.client(sitting.taker)
    url = reverse("meetings:minutes_take", args=[sitting.meeting.pk])
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    assert len(queries) == 31


def test_minutes_are_read_signed_and_downloaded_in_pages(sitting: Sitting, client: Client) -> None:
    sitting.say("Nhất trí.")
    sitting.conclude()
    sitting.end()
    client.force_login(sitting.taker)
    pk = sitting.meeting.pk
    read = client.get(reverse("meetings:minutes_read", args=[pk])).content.decode()
    assert "Đồng chí Lê Minh Đức" in read
    record = record_of(sitting.meeting, viewer=sitting.taker)
    digest = text_digest(shown_paper(minutes_text(record)).to_json())
    detail = client.get(reverse("meetings:minutes_detail", args=[pk])).content.decode()
    assert digest in detail
    sign = reverse("meetings:minutes_sign", args=[pk])
    assert client.post(sign, {"digest": digest}).status_code == 302
    assert "Ký với tư cách" not in client.get(reverse("meetings:minutes_detail", args=[pk])).content.decode()  # fmt: skip
    chair = sitting.client(sitting.chair)
    shown = chair.get(reverse("meetings:minutes_detail", args=[pk])).content.decode()
    assert "Ký với tư cách chủ trì" in shown
    assert chair.post(sign, {"digest": digest}).status_code == 302
    assert Minutes.objects.get().is_signed
    word = client.get(reverse("meetings:minutes_word", args=[pk]))
    assert word.content[:2] == b"PK"
    assert "filename" in word["Content-Disposition"]
    book = client.get(reverse("meetings:minute_book")).content.decode()
    assert "1/2020" in book
    assert "đã ký" in book


def test_an_addition_is_written_and_signed_by_both_in_pages(sitting: Sitting) -> None:
    sitting.say("Nhất trí.")
    sitting.end()
    pk = sitting.meeting.pk
    taker, chair = sitting.client(sitting.taker), sitting.client(sitting.chair)
    detail = reverse("meetings:minutes_detail", args=[pk])
    for client in (taker, chair):
        data = {"digest": client.get(detail).context["digest"]}
        client.post(reverse("meetings:minutes_sign", args=[pk]), data)
    add_url = reverse("meetings:minutes_add", args=[pk])
    empty = taker.post(add_url, {"text": " "})
    assert empty.status_code == 422
    assert "Bổ sung phải có nội dung" in empty.content.decode()
    taker.post(add_url, {"text": "Họ tên đúng là Lê Minh Đức."})
    addition = MinutesAddition.objects.get()
    sign = reverse("meetings:minutes_addition_sign", args=[addition.pk])
    member = grant(Role.MEMBER, sitting.meeting.organization)
    assert sitting.client(member).post(sign).status_code == 403
    assert "chờ chữ ký" in taker.get(detail).content.decode()
    for client in (taker, chair):
        assert "Ký phần bổ sung" in client.get(detail).content.decode()
        assert client.post(sign).status_code == 302
        assert "Ký phần bổ sung" not in client.get(detail).content.decode()  # hers is there
    shown = chair.get(detail).content.decode()
    assert "đã đủ chữ ký" in shown
    assert "Ký phần bổ sung" not in shown
    addition.refresh_from_db()
    assert (addition.chair_signed_by, addition.taker_signed_by) == (sitting.chair, sitting.taker)
