"""Pages of programme and script: what each viewer is shown, bad input, one number of queries."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.base import clock
from daihoi.congresses.models import Congress
from daihoi.programme.models import Programme, ProgrammeItem
from daihoi.programme.queries.programmes import items_of
from tests.factories import SubcommitteeFactory, grant
from tests.factories.programme import SpeechFactory, deposited, programme_of, script_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with clock.standing_at(timezone.make_aware(datetime(2020, 3, 26, 9))):  # noqa: DTZ001 - made aware
        yield


@pytest.fixture
def congress() -> Congress:
    return SubcommitteeFactory.create(purpose="staff", name="Bộ phận giúp việc").congress


@pytest.fixture
def secretary(congress: Congress, client: Client) -> User:
    user = grant(Role.SECRETARY, congress.organization)
    client.force_login(user)
    return user


@pytest.fixture
def programme(congress: Congress, secretary: User) -> Programme:
    return programme_of(congress, actor=secretary)


def page(name: str, pk: int) -> str:
    return reverse(f"programme:{name}", args=[pk])


def test_the_empty_page_says_what_to_do_and_one_press_does_it(
    congress: Congress, secretary: User, client: Client
) -> None:
    url = page("programme_detail", congress.pk)
    assert "Lập theo chương trình mặc định" in client.get(url).content.decode()
    client.post(page("programme_begin", congress.pk))
    text = client.get(url).content.decode()
    assert "270 phút" in text
    assert "chưa có nguồn xác nhận" in text


@pytest.mark.parametrize(("minutes", "said"), [("0", "Ít nhất 1 phút"), ("600", "Nhiều nhất 240 phút"), ("mười", "bằng chữ số")])  # fmt: skip
def test_minutes_typed_wrong_are_refused_in_words(
    programme: Programme, client: Client, minutes: str, said: str
) -> None:
    item = programme.items.get(code="B6")
    response = client.post(page("item_time", item.pk), {"minutes": minutes}, HTTP_HX_REQUEST="true")
    assert response.status_code == 422
    assert said in response.content.decode()
    item.refresh_from_db()
    assert item.minutes == 20


def test_a_changed_length_brings_the_table_back_with_its_clock(
    programme: Programme, client: Client
) -> None:
    item = programme.items.get(code="B6")
    response = client.post(page("item_time", item.pk), {"minutes": "30"}, HTTP_HX_REQUEST="true")
    text = response.content.decode()
    assert response.status_code == 200
    assert "<html" not in text
    assert "quá 10 phút" in text
    assert "09:24" in text


def test_without_a_script_the_buttons_lead_back_to_the_page(
    programme: Programme, client: Client
) -> None:
    item = programme.items.get(code="B2")
    response = client.post(page("item_move", item.pk), {"to": "up"})
    assert response.status_code == 302
    assert [i.code for i in items_of(programme)][7:9] == ["B2", "B1"]


def test_an_item_without_a_performer_is_asked_for_one(programme: Programme, client: Client) -> None:
    told = {"session": "official", "title": "Trao quà", "minutes": "5", "seen": ""}
    response = client.post(page("item_add", programme.pk), told)
    assert response.status_code == 422
    assert "Hãy ghi ai thực hiện" in response.content.decode()
    assert not ProgrammeItem.objects.filter(title="Trao quà").exists()
    client.post(page("item_add", programme.pk), told | {"performed": "Công đoàn"})
    assert ProgrammeItem.objects.get(title="Trao quà").minutes == 5


def test_a_script_is_refused_as_final_with_its_reason(
    congress: Congress, programme: Programme, secretary: User, client: Client
) -> None:
    deposited(programme, actor=secretary)
    script = script_of(congress, actor=secretary)
    url = page("script_finalise", script.pk)
    told = {"revision": script.revision, "reason": ""}
    response = client.post(url, told)
    assert response.status_code == 422
    assert "Chương trình chưa được cấp trên phê duyệt." in response.content.decode()
    script.refresh_from_db()
    assert not script.is_final


def test_what_keeps_a_script_from_being_final_stands_instead_of_the_button(
    congress: Congress, programme: Programme, secretary: User, client: Client
) -> None:
    deposited(programme, actor=secretary)
    script = script_of(congress, actor=secretary)
    url = page("script_finalise", script.pk)
    button = 'name="revision"'
    early = client.get(url).content.decode()
    assert (button in early, 'name="reason"' in early) == (True, True)
    assert reverse("approvals:dossier", args=[congress.pk]) in early
    client.force_login(grant(Role.COMMITTEE_MEMBER, congress.organization))
    theirs = client.get(url).content.decode()
    assert "Chương trình chưa được cấp trên phê duyệt." in theirs
    assert "Thông lệ tổ chức đại hội" not in theirs
    assert "tham chiếu" not in early
    assert button not in theirs
    client.force_login(secretary)
    line = script.lines.get(code="B9")
    told = {"conducted": "Ai đó", "introduced": line.introduced, "words": line.words, "note": ""}
    client.post(page("line_edit", line.pk), told | {"revision": line.revision})
    differing = client.get(url).content.decode()
    assert "1 chỗ kịch bản khác chương trình" in differing
    assert f"{page('script_detail', congress.pk)}#differences-title" in differing
    assert button not in differing


def test_staff_are_told_that_the_secretary_finalises(
    congress: Congress, programme: Programme, secretary: User, client: Client
) -> None:
    script = script_of(congress, actor=secretary)
    said, url = "Bí thư hoàn thiện", page("script_finalise", script.pk)
    own = client.get(page("script_detail", congress.pk)).content.decode()
    assert (said in own, url in own) == (False, True)
    client.force_login(grant(Role.SUBCOMMITTEE_MEMBER, congress.subcommittees.get()))
    theirs = client.get(page("script_detail", congress.pk)).content.decode()
    assert (said in theirs, url in theirs) == (True, False)


def test_the_script_shows_gaps_in_yellow_and_cards_go_on(
    congress: Congress, programme: Programme, secretary: User, client: Client
) -> None:
    script = script_of(congress, actor=secretary)
    text = client.get(page("script_detail", congress.pk)).content.decode()
    assert '<mark class="gap">' in text
    card = client.get(page("script_cards", script.pk), {"muc": "3"}).content.decode()
    assert "mục 3/29" in card
    assert "?muc=4" in card
    last = client.get(page("script_cards", script.pk), {"muc": "99"}).content.decode()
    assert "Hết chương trình" in last


def test_words_with_an_unknown_field_are_refused(
    congress: Congress, programme: Programme, secretary: User, client: Client
) -> None:
    line = script_of(congress, actor=secretary).lines.get(code="B1")
    told = {"words": "Mời {{đoàn chủ tich}}.", "revision": "1", "conducted": "", "note": ""}
    response = client.post(page("line_edit", line.pk), told)
    assert response.status_code == 422
    assert "Không có trường" in response.content.decode()


def test_members_read_what_is_deposited_and_no_script(
    congress: Congress, programme: Programme, secretary: User, client: Client
) -> None:
    client.force_login(grant(Role.MEMBER, congress.organization))
    url = page("programme_detail", congress.pk)
    assert "Diễn văn khai mạc" not in client.get(url).content.decode()
    deposited(programme, actor=secretary)
    text = client.get(url).content.decode()
    assert "Diễn văn khai mạc" in text
    assert "Kịch bản" not in text
    assert 'id="checks-title"' not in text
    assert client.get(page("script_detail", congress.pk)).status_code == 403


@pytest.mark.parametrize("name", ["programme_detail", "script_detail", "speech_list", "version_list", "conductor_list"])  # fmt: skip
def test_more_rows_ask_no_more_questions(
    congress: Congress, programme: Programme, secretary: User, client: Client, name: str
) -> None:
    script_of(congress, actor=secretary)
    keep = programme.items.get(code="B6")
    programme.items.exclude(pk=keep.pk).delete()
    SpeechFactory.create(congress=congress)
    counts = []
    for _ in range(2):
        client.get(page(name, congress.pk))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(page(name, congress.pk)).status_code == 200
        counts.append(len(asked))
        for number in range(2):
            ProgrammeItem.objects.create(
                programme=programme,
                position=number,
                session="official",
                title=f"Mục {number}",
                minutes=5,
            )
            SpeechFactory.create(congress=congress)
    assert counts[0] == counts[1] <= 110
