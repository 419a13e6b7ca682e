"""What comes before a show of hands: one thing at a time, on the form and on the pages around it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from daihoi.accounts.permissions import Role
from daihoi.base import clock
from daihoi.congresses.models import Congress
from daihoi.elections.actions import rolls
from daihoi.elections.models import Vote
from daihoi.elections.queries.first_steps import first_step, voting
from daihoi.meetings.models import Invitee, Meeting
from daihoi.organizations.models import Organization
from tests.elections.holding import Holding
from tests.factories import grant

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Holding:
    return Holding(20)


def said(case: Holding) -> tuple[str, str]:
    """Its words, and the page it sends to."""
    found = first_step(case.congress)
    return (found.words, found.url) if found else ("", "")


def set_back(case: Holding, state: str) -> None:
    """The meeting as it was before it was opened."""
    at = None if state == "planned" else case.meeting.convened_at
    by = None if state == "planned" else case.meeting.convened_by
    Meeting.objects.filter(pk=case.meeting.pk).update(
        state=state, convened_at=at, convened_by=by, opened_at=None, opened_by=None
    )


def test_the_congress_is_called_opened_and_counted_before_hands_are(case: Holding) -> None:
    meeting = reverse("meetings:meeting_detail", args=[case.meeting.pk])
    roll = reverse("elections:roll_detail", args=[case.congress.pk])
    set_back(case, "planned")
    assert said(case)[0].startswith("Chưa mời họp đại hội")
    set_back(case, "convened")
    assert said(case) == (
        "Đại hội chưa khai mạc: điểm danh, khai mạc ở trang cuộc họp rồi biểu quyết.", meeting,
    )  # fmt: skip
    opened = clock.now()
    Meeting.objects.filter(pk=case.meeting.pk).update(
        state="open", opened_at=opened, opened_by=case.boss
    )
    assert said(case)[0].startswith("Chưa có mẫu số: lập danh sách cử tri")
    rolls.propose_roll(case.congress, actor=case.boss)
    assert said(case) == (
        "Chưa có mẫu số: danh sách cử tri chờ cấp ủy triệu tập xác nhận.", roll,
    )  # fmt: skip
    rolls.confirm_roll(case.congress.rolls.get(), actor=case.boss)
    assert first_step(case.congress) is None


def test_a_congress_of_another_day_says_which() -> None:
    day = clock.today() + timedelta(days=30)
    case = Holding(12, day=day)
    set_back(case, "convened")
    assert f"{day.day}-{day.month}-{day.year}" in said(case)[0]


def test_without_a_meeting_one_is_planned_first(case: Holding) -> None:
    Meeting.objects.filter(pk=case.meeting.pk).update(kind="regular")
    assert said(case)[1] == reverse("meetings:meeting_list")


def test_too_few_in_the_room_are_marked_first(case: Holding) -> None:
    case.confirmed()
    for person in case.people[:7]:
        case.mark(person, "left")
    words, url = said(case)
    assert "Có mặt 13 trên 20" in words
    assert url == reverse("meetings:attendance", args=[case.meeting.pk])


def test_who_came_after_all_is_put_on_the_roll_first(case: Holding) -> None:
    late = case.call("Lê Thị Quỳnh", presence="absent")
    case.confirmed()
    assert first_step(case.congress) is None
    case.mark(late, "present")
    assert "khác danh sách cử tri ở 1 người" in said(case)[0]


def test_every_form_of_hands_says_what_comes_first_and_what_is_needed(
    case: Holding, client: Client
) -> None:
    case.confirmed()
    election = case.election(seats=None)
    client.force_login(case.boss)
    forms = [
        reverse("elections:election_seats", args=[election.pk]),
        reverse("elections:slate_adopt", args=[election.pk]),
        reverse("elections:body_name", args=[case.congress.pk, "presidium"]),
    ]
    meeting = reverse("meetings:meeting_detail", args=[case.meeting.pk])
    for url in forms:
        shown = client.get(url).content.decode()
        assert meeting not in shown
        assert "Tính trên 20 người" in shown
        assert "cần 11 người đồng ý" in shown
    set_back(case, "convened")
    pages = [
        reverse("elections:election_detail", args=[election.pk]),
        reverse("elections:body_detail", args=[case.congress.pk]),
    ]
    for url in forms + pages:
        assert meeting in client.get(url).content.decode(), url
    client.force_login(grant(Role.MEMBER, case.cell))
    for url in pages:
        assert meeting not in client.get(url).content.decode(), url


def test_a_family_names_the_base_of_its_own_hands() -> None:  # E-047
    case = Holding(20)
    Organization.objects.filter(pk=case.cell.pk).update(kind="union")
    case.congress = Congress.objects.get(pk=case.congress.pk)
    case.call("Lê Thị Quỳnh", presence="absent")
    case.confirmed()
    needed = voting(case.congress).needed
    assert needed is not None
    assert needed["words"] == "Tính trên 20 người (số người có mặt); cần 11 người đồng ý (quá 1/2)."
    case.election(seats=3)
    assert Vote.objects.get().decided["arithmetic"] == "20 (số người có mặt); cần 11"
    page = Client()
    page.force_login(case.boss)
    shown = page.get(reverse("elections:overview", args=[case.congress.pk])).content.decode()
    assert "Mẫu số dự kiến" in shown


def test_a_roll_of_nobody_is_not_offered(case: Holding, client: Client) -> None:
    url = reverse("elections:roll_detail", args=[case.congress.pk])
    client.force_login(case.boss)
    assert "Lập từ điểm danh" in client.get(url).content.decode()
    set_back(case, "convened")
    Invitee.objects.filter(meeting=case.meeting).update(
        presence="unknown", marked_at=None, marked_by=None, arrived_at=None
    )
    shown = client.get(url).content.decode()
    assert "Lập từ điểm danh" not in shown
    assert "Đại hội chưa khai mạc" in shown
