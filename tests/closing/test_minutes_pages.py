"""Pages of congress minutes: the whole way by forms, no typed word lost, files."""

import io
import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.base import clock
from tests.closing.held import EVENING, Held
from tests.factories import grant

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def evening() -> Iterator[None]:
    with clock.standing_at(EVENING):
        yield


@pytest.fixture
def held() -> Held:
    return Held().whole()


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def url(page: str, *arguments: object) -> str:
    return reverse(f"closing:{page}", args=arguments)


def shown(client: Client, page: str, *arguments: object) -> str:
    answer = client.get(url(page, *arguments))
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None
    return found[1]


def test_from_the_draft_to_the_issued_paper_by_forms_alone(held: Held) -> None:
    pk, writer = held.congress.pk, signed_in(held.secretary)
    page = shown(writer, "minutes_detail", pk)
    assert "Biên bản chưa được đọc lại trước đại hội." in page
    assert "Ký biên bản" not in page
    form = shown(writer, "minutes_edit", pk, "speeches")
    told = {"text": "Đồng chí Bình phát biểu.", "seen": 0, "over": hidden(form, "over")}
    assert writer.post(url("minutes_edit", pk, "speeches"), told).status_code == 302
    page = shown(writer, "minutes_read", pk)
    assert "Đồng chí Bình phát biểu." in page
    writer.post(url("minutes_read_confirm", pk), {"digest": hidden(page, "digest")})
    for user in (held.chair, held.second, held.secretary):
        client = signed_in(user)
        page = shown(client, "minutes_detail", pk)
        client.post(url("minutes_sign", pk), {"digest": hidden(page, "digest")})
    page = shown(writer, "minutes_detail", pk)
    assert "đã đủ chữ ký" in page
    writer.post(url("minutes_add", pk), {"text": "Khách mời: thêm 01."})
    addition = held.minutes.additions.get()
    writer.post(url("minutes_addition_sign", addition.pk))
    assert addition.signatures.count() == 1
    answer = writer.post(url("minutes_deposit", pk))
    assert answer["Location"] == reverse("registry:paper_detail", args=[held.minutes.paper_id])


def test_a_text_written_meanwhile_is_shown_and_nothing_typed_is_lost(held: Held) -> None:
    pk, writer, other = held.congress.pk, signed_in(held.secretary), signed_in(held.boss)
    over = hidden(shown(writer, "minutes_edit", pk, "course"), "over")
    writer.post(url("minutes_edit", pk, "course"), {"text": "Một.", "seen": 0, "over": over})
    mine = {"text": "Hai, dài hơn.", "seen": 0, "over": over}
    answer = other.post(url("minutes_edit", pk, "course"), mine)
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "Người khác đã sửa phần này" in said
    assert "Hai, dài hơn." in said
    again = {**mine, "seen": hidden(re.sub(r"\s+", " ", said), "seen")}
    assert other.post(url("minutes_edit", pk, "course"), again).status_code == 302
    assert held.says("course") == "Hai, dài hơn."
    page = shown(other, "minutes_edit", pk, "course")
    assert "Một." in page
    assert writer.post(url("minutes_follow", pk, "course"), {}).status_code == 404
    seen = held.minutes.texts.order_by("pk").last()
    assert seen is not None
    writer.post(url("minutes_keep", pk, "course"), {"seen": seen.pk, "over": "0" * 64})
    page = shown(writer, "minutes_detail", pk)
    assert "số liệu đã đổi" in page
    last = held.minutes.texts.order_by("pk").last()
    assert last is not None
    writer.post(url("minutes_follow", pk, "course"), {"seen": last.pk})
    assert "Ổn định tổ chức" in held.says("course")


def test_signatures_by_forms_are_refused_withdrawn_and_noted(held: Held) -> None:
    pk, writer = held.congress.pk, signed_in(held.secretary)
    person = held.person(held.second)
    person.user = None
    person.save(update_fields=["user"])
    held.read()
    chair = signed_in(held.chair)
    assert chair.post(url("minutes_sign", pk), {"digest": "1"}).status_code == 409
    chair.post(url("minutes_sign", pk), {"digest": held.digest()})
    assert "Đã ký bản in" in shown(writer, "minutes_detail", pk)
    writer.post(url("minutes_note", pk), {"person": person.pk})
    assert held.minutes.signatures.count() == 2
    writer.post(url("minutes_reopen", pk), {"reason": "Sai tên"})
    assert held.minutes.signatures.count() == 0


def test_files_say_what_the_page_says(held: Held) -> None:
    pk, writer = held.congress.pk, signed_in(held.secretary)
    word = writer.get(url("minutes_word", pk))
    text = "\n".join(each.text for each in Document(io.BytesIO(word.content)).paragraphs)
    for section in held.text().sections:
        for line in section.lines:
            assert line in text
    assert writer.get(url("minutes_pdf", pk)).content.startswith(b"%PDF")


def test_members_are_told_to_wait_and_strangers_find_nothing(held: Held) -> None:
    member = signed_in(grant(Role.MEMBER, held.cell))
    pk = held.congress.pk
    assert "Biên bản đang được lập" in shown(member, "minutes_detail", pk)
    assert member.get(url("minutes_word", pk)).status_code == 404
    assert member.get(url("minutes_edit", pk, "course")).status_code == 403
    assert Client().get(url("minutes_detail", pk)).status_code == 302
