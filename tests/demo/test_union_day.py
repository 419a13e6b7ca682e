"""The union's congress as it runs in the demo: its script, hall, screens, resolution, minutes."""

import re
from datetime import datetime, time
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from daihoi.accounts.demo import DEMO_USERS
from daihoi.accounts.models import User
from daihoi.audit.queries import last_moment
from daihoi.base import clock
from daihoi.closing.queries.minutes import minutes_text
from daihoi.conduct.queries.running import conductor_page
from daihoi.congresses.models import Congress
from daihoi.meetings.models import Invitee
from daihoi.meetings.queries.attendance import congress_meeting
from tests.demo.conftest import DAY

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo")]
TAGS = re.compile(r"<script.*?</script>|<[^>]+>", re.DOTALL)
LEADS = re.compile(r'class="button button-primary"[^>]*href="([^"]+)"')


@pytest.fixture(autouse=True)
def day(demo: Path, house: None, settings: LazySettings) -> None:
    settings.MEDIA_ROOT = demo
    settings.DAIHOI_DEMO = True
    settings.DAIHOI_TODAY = DAY


def test_the_last_entry_of_the_demo_is_of_the_day_that_runs() -> None:
    """The demo's clock goes on from it, at whatever hour of the machine it is started."""
    told = last_moment()
    assert told
    assert f"{timezone.localtime(told):%d-%m %H:%M}" == "26-03 09:23"
    assert told >= max(
        the_congress().run.items.exclude(started_at=None).values_list("started_at", flat=True)
    )


def the_congress() -> Congress:
    return Congress.objects.get(organization__short_name="Công đoàn Cục")


def signed_in(role: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=DEMO_USERS[role]))
    return client


def test_the_day_of_the_union_runs_up_to_the_count_of_the_delegates() -> None:
    congress = the_congress()
    run = congress.run
    assert (run.start_reason, run.ended_at, run.script.is_final) == ("", None, True)
    assert str(run.conductor) == "Đinh Công Tuấn"
    done = run.items.filter(ended_at__isnull=False)
    [now] = run.items.filter(started_at__isnull=False, ended_at=None)
    ahead = run.items.filter(started_at=None, skipped_at=None)
    assert (done.count(), ahead.count()) == (14, 4)
    assert now.title.startswith("Kiểm phiếu bầu đại biểu")
    assert [item.title for item in ahead][-2:] == [
        "Thông qua nghị quyết đại hội",
        "Diễn văn bế mạc, chào cờ",
    ]
    counted = run.questions.values_list("item__title", "vote__votes_for", "vote__passed")
    assert list(counted) == [
        ("Bầu đoàn chủ tịch (số lượng, danh sách)", 13, True),
        ("Bầu thư ký đại hội", 13, True),
        ("Thông qua chương trình, quy chế làm việc của đại hội", 13, True),
        ("Phổ biến, thông qua thể lệ bầu cử", 12, True),
        ("Bầu ban kiểm phiếu; bỏ phiếu bầu ban chấp hành", 13, True),
    ]
    page = conductor_page(congress.pk, viewer=run.conductor)
    held = {row.item.title: len(row.votes_held) for row in page.sheet.rows if row.votes_held}
    assert sum(held.values()) == congress.hand_votes.count() == 13
    assert held["Bầu đoàn chủ tịch (số lượng, danh sách)"] == 2


def test_the_hall_of_the_union_speaks_amends_and_sees_it_on_screens() -> None:
    congress = the_congress()
    turns = congress.run.turns.order_by("position", "pk")
    assert [(each.speaker, each.source, bool(each.summary)) for each in turns] == [
        ("Vy Thị Huế", "hand", True),
        ("Tô Hải Yến", "hand", True),
        ("Cao Thị Thắm", "hand", False),
        ("Đàm Thị Tươi", "phone", False),
    ]
    assert {each.speaker for each in turns if each.started_at is None} == {
        "Cao Thị Thắm",
        "Đàm Thị Tươi",
    }
    resolution = congress.resolution
    assert (resolution.is_adopted, resolution.clauses.filter(kind="target").count()) == (False, 4)
    assert list(resolution.amendments.values_list("number", "state", "decided_how")) == [
        (1, "accepted", "presidium"),
        (2, "open", ""),
    ]
    screens = congress.screens.order_by("number")
    assert [screen.shows for screen in screens] == ["follow", "programme"]
    with clock.standing_at(timezone.make_aware(datetime.combine(DAY, time(9, 24)))):
        shown = [Client().get(reverse("conduct:screen_show", args=[each.code])) for each in screens]
    assert "Đang kiểm phiếu" in shown[0].content.decode()
    assert "Kiểm phiếu bầu đại biểu" in shown[1].content.decode()


def test_every_member_of_the_union_has_a_seat() -> None:
    called = Invitee.objects.filter(meeting=congress_meeting(the_congress()))
    assert called.exists()
    assert not called.filter(person__isnull=False, seat__isnull=True).exists()


def test_the_minutes_of_the_union_say_what_was_done_so_far() -> None:
    congress = the_congress()
    client = Client()
    url = reverse("closing:minutes_detail", args=[congress.pk])
    for name in ("Đinh Công Tuấn", "La Thị Thùy Dung"):
        client.force_login(
            User.objects.get(
                person__full_name=name, person__organization=the_congress().organization
            )
        )
        page = TAGS.sub(" ", client.get(url).content.decode())
        assert "Biểu quyết thể lệ bầu cử tại đại hội: đồng ý 12" in page
        assert "chấm điểm thi đua theo quý" in page
        assert "Tô Hải Yến: 09 phiếu" in page
        assert "Đại hội bế mạc" not in page
        assert ("Chưa có." in page, "Không có." in page) == (True, False)
    text = {row.code: row.says.lines for row in minutes_text(congress, None).rows}
    empty = {code for code, lines in text.items() if not lines}
    assert empty == {"address", "resolution", "closing"}


def test_the_running_day_is_what_the_union_sees_first() -> None:
    links = {
        role: LEADS.findall(signed_in(role).get("/").content.decode())
        for role in ("union_chair", "union_member")
    }
    number = the_congress().pk
    assert links == {
        "union_chair": [reverse("conduct:conductor", args=[number])],
        "union_member": [reverse("conduct:hall_follow", args=[number])],
    }
