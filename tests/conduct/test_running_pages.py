"""Pages of the conductor: what they show, what they refuse, rehearsals that leave no trace."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base import clock, offers
from daihoi.conduct.actions import questions, running
from daihoi.conduct.models import Change, Question, Run, RunItem
from daihoi.elections.queries.hands import Hands
from daihoi.programme.actions.scripts import finalise_script
from tests.conduct.days import DAY, Day, at
from tests.elections.holding import Holding
from tests.factories import grant
from tests.factories import programme as make
from tests.factories.conduct import RunItemFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def day() -> Day:
    return Day()


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text_of(client: Client, name: str, *arguments: object) -> str:
    answer = client.get(reverse(f"conduct:{name}", args=arguments))
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_the_page_runs_a_day_without_javascript(day: Day) -> None:
    client, pk = signed_in(day.boss), day.congress.pk
    with clock.standing_at(at(2)):
        shown = text_of(client, "conductor", pk)
        assert "Bắt đầu: Ổn định tổ chức" in shown
        assert "đồng chí giữ phím" in shown
        answer = client.post(reverse("conduct:item_next", args=[pk]), {"revision": day.revision})
        assert answer["Location"] == reverse("conduct:conductor", args=[pk])
    with clock.standing_at(at(5)):
        shown = text_of(client, "conductor", pk)
        assert "còn 2 phút" in shown
        assert "Xong, sang mục sau" in shown
        assert "Dự kiến kết thúc 09:42, chương trình 09:40" in shown
        assert "chậm 2 phút" in shown
        assert shown.count("Phiên trù bị") >= 1
        assert shown.count("Phiên chính thức") == 1
    stale = client.post(reverse("conduct:item_next", args=[pk]), {"revision": 1})
    assert stale.status_code == 409
    assert "đã bắt đầu “Ổn định tổ chức”" in stale.content.decode()
    assert client.post(reverse("conduct:item_next", args=[pk]), {}).status_code == 409


def test_another_conductor_sees_who_holds_the_keys_and_takes_them(day: Day) -> None:
    other = day.other()
    shown = text_of(signed_in(other), "conductor", day.congress.pk)
    assert f"{day.boss} giữ phím" in shown
    assert "data-run-key" not in shown
    signed_in(other).post(reverse("conduct:keys_take", args=[day.congress.pk]))
    assert "data-run-key" in text_of(signed_in(other), "conductor", day.congress.pk)
    assert "Lê Thị Hà giữ phím" in text_of(signed_in(day.boss), "conductor", day.congress.pk)


def test_the_item_that_runs_leads_to_what_it_asks(day: Day) -> None:
    day.confirmed()
    client, pk = signed_in(day.boss), day.congress.pk
    with clock.standing_at(at(0)):
        day.press()
        assert reverse("elections:roll_detail", args=[pk]) in text_of(client, "conductor", pk)
        day.press()
        shown = text_of(client, "conductor", pk)
    back = reverse("conduct:conductor", args=[pk])
    assert f"{reverse('elections:body_name', args=[pk, 'presidium'])}?next={back}" in shown
    people = [each.pk for each in day.people[:2]]
    told = {"people": people, "votes_for": 20, "votes_against": 0, "votes_other": 0}
    named = reverse("elections:body_name", args=[pk, "presidium"])
    assert client.post(f"{named}?next={back}", told)["Location"] == back
    assert "20 đồng ý" in text_of(client, "conductor", pk)
    away = client.post(
        f"{reverse('elections:body_name', args=[pk, 'secretariat'])}?next=//x.vn/", told
    )
    assert away["Location"] == reverse("elections:body_detail", args=[pk])


def test_a_question_goes_through_its_forms(day: Day) -> None:
    day.confirmed()
    client, pk = signed_in(day.boss), day.congress.pk
    with clock.standing_at(at(0)):
        day.press(3)
    item = day.item("Thông qua chương trình")
    asks = text_of(client, "question_open", item.pk)
    assert "Thông qua chương trình" in asks
    assert "Thông qua: " not in asks
    told = {"revision": day.revision, "matter": "agenda", "subject": "Chương trình, quy chế"}
    client.post(reverse("conduct:question_open", args=[item.pk]), told)
    question = Question.objects.get()
    assert "Ghi số người giơ tay" in text_of(client, "conductor", pk)
    url = reverse("conduct:question_count", args=[question.pk])
    assert "cần 11" in text_of(client, "question_count", question.pk)
    hands = {"votes_for": 25, "votes_against": 0, "votes_other": 0}
    assert "nhiều hơn số người được biểu quyết" in client.post(url, hands).content.decode()
    assert client.post(url, {**hands, "votes_for": 20}).status_code == 302
    assert "Chương trình, quy chế" in text_of(client, "conductor", pk)
    assert "Ghi kết quả</button>" not in text_of(client, "question_count", question.pk)
    told |= {"revision": day.revision, "matter": "tellers_number"}
    refused = client.post(reverse("conduct:question_open", args=[item.pk]), told)
    assert "Hãy ghi số người." in refused.content.decode()


def test_a_form_of_the_order_tells_sources_and_asks_again_for_what_may_be_done(day: Day) -> None:
    client = signed_in(day.boss)
    url = reverse("conduct:item_move", args=[day.item("Báo cáo chính trị").pk])
    told = {"reason": "Chờ.", "revision": day.revision}
    forbidden = {**told, "before": day.item("Ổn định tổ chức").pk}
    shown = client.post(url, forbidden).content.decode()
    assert "thuộc phiên chính thức" in shown
    assert "Căn cứ: Điều lệ" in shown or "01-HD/TW" in shown
    assert "P58" not in shown
    told |= {"before": day.item("Bế mạc").pk}
    shown = client.post(url, told).content.decode()
    assert "đứng sau mục thông qua nghị quyết" in shown
    assert "hãy bấm lần nữa" in shown
    accepts = re.search(r'name="accepts" value="([^"]*)"', shown)
    assert accepts is not None
    assert accepts[1] == "resolution_not_last"
    assert Change.objects.count() == 0
    assert client.post(url, {**told, "accepts": accepts[1]}).status_code == 302
    shown = text_of(client, "conductor", day.congress.pk)
    assert "1 thay đổi trong ngày" in shown
    assert "Chờ." in shown


def test_a_form_behind_is_told_and_stands_on_what_it_was_told(day: Day) -> None:
    client, seen = signed_in(day.boss), day.revision
    url = reverse("conduct:item_minutes", args=[day.item("Giải lao").pk])
    with clock.standing_at(at(0)):
        day.press()
    told = {"minutes": 5, "reason": "Gọn.", "revision": seen}
    shown = client.post(url, told).content.decode()
    assert "đã bắt đầu “Ổn định tổ chức”" in shown
    assert f'name="revision" value="{day.revision}"' in shown
    assert client.post(url, {**told, "revision": day.revision}).status_code == 302
    assert day.item("Giải lao").minutes_given == 5


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("item_start", {"reason": "Gấp."}),
        ("item_skip", {"reason": "Không cần."}),
        ("item_minutes", {"reason": "Gọn.", "minutes": "7"}),
        ("item_stamp", {"reason": "Quên bấm.", "started": "08:00", "ended": "08:04"}),
        ("item_minute", {"minuted": "Có mặt 20.", "seen": ""}),
    ],
)
def test_each_form_opens_and_is_taken(day: Day, name: str, told: dict[str, str]) -> None:
    client = signed_in(day.boss)
    title = {"item_stamp": "Ổn định tổ chức", "item_minute": "Ổn định tổ chức"}
    item = day.item(title.get(name, "Danh sách bầu cử" if name == "item_start" else "Giải lao"))
    with clock.standing_at(at(0)):
        if name != "item_stamp":
            day.press(4)
        assert item.title in text_of(client, name, item.pk)
    empty = client.post(reverse(f"conduct:{name}", args=[item.pk]), {"revision": day.revision})
    assert empty.status_code == (302 if name == "item_minute" else 200)
    with clock.standing_at(at(5)):
        told = {**told, "revision": str(day.revision)}
        answer = client.post(reverse(f"conduct:{name}", args=[item.pk]), told)
    assert answer.status_code == 302


def test_an_item_is_left_out_and_taken_up_and_one_is_added(day: Day) -> None:
    client, item = signed_in(day.boss), day.item("Giải lao")
    for name in ("item_skip", "item_restore"):
        told = {"reason": "Chậm giờ.", "revision": day.revision}
        assert client.post(reverse(f"conduct:{name}", args=[item.pk]), told).status_code == 302
    told = {
        "title": "Trao kỷ niệm chương", "minutes": 5, "conducted": "Đoàn chủ tịch",
        "before": day.item("Giải lao").pk, "reason": "Cấp trên trao.", "revision": day.revision,
    }  # fmt: skip
    assert "Thêm mục" in text_of(client, "item_add", day.congress.pk)
    client.post(reverse("conduct:item_add", args=[day.congress.pk]), told)
    assert "Thêm trong ngày: Cấp trên trao." in text_of(client, "conductor", day.congress.pk)


def test_a_late_day_offers_what_to_shorten_with_one_press(day: Day) -> None:
    client, pk = signed_in(day.boss), day.congress.pk
    with clock.standing_at(at(0)):
        day.press()
    with clock.standing_at(at(12)):
        assert "đang chậm 7 phút" in text_of(client, "conductor", pk)
        cut = reverse("conduct:item_cut", args=[day.item("Giải lao").pk])
        assert client.post(cut, {"revision": day.revision}).status_code == 302
        assert "đúng giờ" in text_of(client, "conductor", pk)


def test_the_end_and_a_beginning_by_mistake_have_their_buttons(day: Day) -> None:
    client, pk = signed_in(day.boss), day.congress.pk
    assert "Bỏ lần bắt đầu này" in text_of(client, "conductor", pk)
    with clock.standing_at(at(0)):
        day.press(10)
        assert "Ghi đại hội kết thúc" in text_of(client, "conductor", pk)
        client.post(reverse("conduct:run_end", args=[pk]), {"revision": day.revision})
        shown = text_of(client, "conductor", pk)
    assert "Đại hội kết thúc lúc" in shown
    assert reverse("meetings:meeting_detail", args=[day.meeting.pk]) in shown
    assert "data-run-key" not in shown


@pytest.mark.parametrize("more", [0, 12])
def test_the_page_asks_as_much_for_a_long_day(
    day: Day, more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    day.confirmed()
    for place in range(more):
        RunItemFactory.create(run=day.run, position=20 + place, done=True, started_at=at(place))
    with clock.standing_at(at(30)):
        day.press(3)
        for subject in ("Một", "Hai")[: 1 + more // 12]:
            item = day.item("Thông qua chương trình")
            asked = questions.open_question(item, "agenda", subject, revision=day.revision, actor=day.boss)  # fmt: skip
            questions.count_question(asked, Hands(20), actor=day.boss)
        client = signed_in(day.boss)
        client.get(reverse("conduct:conductor", args=[day.congress.pk]))
        with django_assert_num_queries(34):
            client.get(reverse("conduct:conductor", args=[day.congress.pk]))


def test_members_read_no_conductors_page_and_strangers_find_none(day: Day) -> None:
    url = reverse("conduct:conductor", args=[day.congress.pk])
    assert signed_in(grant(Role.MEMBER, day.cell)).get(url).status_code == 403
    assert signed_in(grant(Role.PRESIDIUM, day.congress)).get(url).status_code == 200
    stranger = Holding(1).boss
    assert signed_in(stranger).get(url).status_code == 404
    for name in ("item_move", "item_stamp", "question_open"):
        one = reverse(f"conduct:{name}", args=[day.items[0].pk])
        assert signed_in(stranger).get(one).status_code == 404


@pytest.fixture
def ready() -> Holding:
    case = Holding(5)
    make.deposited(make.programme_of(case.congress, actor=case.boss), actor=case.boss)
    script = make.script_of(case.congress, actor=case.boss)
    finalise_script(script, revision=script.revision, reason="Kịp ngày.", actor=case.boss)
    return case


def test_before_it_begins_the_page_says_what_is_not_ready(ready: Holding) -> None:
    client, pk = signed_in(ready.boss), ready.congress.pk
    with clock.standing_at(at(-24 * 60)):
        assert "Hôm nay không phải ngày đại hội (3-4-2020)." in text_of(client, "conductor", pk)
        refused = client.post(reverse("conduct:run_start", args=[pk]), {"reason": ""})
        assert Run.objects.count() == 0
        assert refused.status_code == 200
    with clock.standing_at(at(0)):
        assert "không phải ngày" not in text_of(client, "run_start", pk)
        assert client.post(reverse("conduct:run_start", args=[pk])).status_code == 302
    assert Run.objects.get().script.number == 1


def test_a_rehearsal_runs_the_script_and_leaves_no_trace(ready: Holding) -> None:
    client, pk = signed_in(ready.boss), ready.congress.pk
    before = Entry.objects.count()
    url = reverse("conduct:rehearsal_press", args=[pk])
    with clock.standing_at(at(-600)):
        assert "Không điều gì ở trang này được ghi lại" in text_of(client, "rehearsal", pk)
        client.post(url, {"press": "next"})
    with clock.standing_at(at(-580)):
        client.post(url, {"press": "next"})
        shown = text_of(client, "rehearsal", pk)
    assert "chậm 5 phút" in shown  # reception took twenty minutes of fifteen
    assert "Ổn định tổ chức" in shown
    assert "22:00–22:20" in re.sub(r"<[^>]*>| ", "", shown)
    client.post(url, {"press": "back"})
    client.post(url, {"press": "stop"})
    assert "Đang tạm dừng" in text_of(client, "rehearsal", pk)
    client.post(url, {"press": "again"})
    assert client.post(url, {"press": "stop"}).status_code == 409
    assert client.post(url, {"press": "x"}).status_code == 404
    assert (Run.objects.count(), RunItem.objects.count()) == (0, 0)
    assert Entry.objects.count() == before
    with clock.standing_at(at(0)):
        assert "22:00" not in text_of(signed_in(ready.boss), "rehearsal", pk)  # another browser


def test_a_rehearsal_changes_nothing_of_a_day_that_runs(day: Day) -> None:
    client, pk = signed_in(day.boss), day.congress.pk
    with clock.standing_at(at(0)):
        client.post(reverse("conduct:rehearsal_press", args=[pk]), {"press": "again"})
    assert not RunItem.objects.filter(started_at__isnull=False).exists()


def test_the_first_page_leads_to_the_day(ready: Holding) -> None:
    user = ready.boss
    url = reverse("conduct:conductor", args=[ready.congress.pk])
    with clock.standing_at(at(0)):
        assert [row.title for row in offers.waiting(user) if row.url == url] == [
            "Bắt đầu điều hành đại hội"
        ]
        run = running.start_run(ready.congress, actor=user)
        running.next_item(run, revision=1, actor=user)
        rows = [row for row in offers.waiting(user) if row.url == url]
    assert [(row.title, row.alarm) for row in rows] == [("Đại hội đang diễn ra", True)]
    assert "Đón tiếp" in str(rows[0].detail)
    assert ready.congress.target_on == DAY
    member = grant(Role.MEMBER, ready.cell)
    assert not [row for row in offers.waiting(member) if row.url == url]
    assert url in [entry.url for entry in offers.navigation(user)]
    assert url not in [entry.url for entry in offers.navigation(member)]


def test_who_reads_the_congress_may_follow_its_day(day: Day) -> None:
    topic = f"conduct.congress:{day.congress.pk}"
    assert offers.may_follow(grant(Role.MEMBER, day.cell), topic)
    assert not offers.may_follow(Holding(1).boss, topic)
