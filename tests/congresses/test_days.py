"""Day D is fixed, moved, postponed and confirmed; what may no longer hold is gathered."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from daihoi.accounts.models import Grant, User
from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base import clock, offers
from daihoi.base.errors import Conflict, DomainError, NotFound, NotPermitted, RuleBroken
from daihoi.congresses.actions import days as actions
from daihoi.congresses.actions.days import Grounds
from daihoi.congresses.actions.milestones import (
    drop_milestone,
    reopen_milestone,
    take_up_milestone,
)
from daihoi.congresses.actions.plans import make_plan
from daihoi.congresses.models import Congress, DayChange, Recheck, TargetPrecision, Task
from daihoi.congresses.queries import congresses as congress_queries
from daihoi.congresses.queries import days as queries
from daihoi.documents.models import Document, OpinionRound
from daihoi.notifications.models import Notice
from daihoi.rules.plans import built_in_templates
from tests.factories import (
    CongressFactory,
    DocumentFactory,
    OrganizationFactory,
    SubcommitteeFactory,
    TaskFactory,
    UserFactory,
    grant,
)

pytestmark = pytest.mark.django_db

TODAY = date(2020, 3, 26)
FULL = next(each for each in built_in_templates() if each.key == "vn-party-full")
WHY = Grounds(
    reason="Phòng, chống dịch Covid-19",
    authority="Đảng ủy Khối",
    paper_number="15-CV/ĐUK",
    paper_on=date(2020, 3, 27),
)
EXACT = TargetPrecision.DAY
PURPOSES = ("documents", "personnel")  # read by all; by few


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    moment = timezone.make_aware(datetime(2020, 3, 26, 9))  # noqa: DTZ001 - made aware
    with clock.standing_at(moment):
        yield


@pytest.fixture
def congress() -> Congress:
    """Announced for early April 2020, counted from the third."""
    return CongressFactory.create(
        organization=OrganizationFactory.create(path="/7/"),
        ordinal=3,
        target_on=date(2020, 4, 3),
        target_precision="early",
    )


@pytest.fixture
def secretary(congress: Congress) -> User:
    user = grant(Role.SECRETARY, congress.organization)
    make_plan(congress, FULL.rows, actor=user)
    return user


def planned(congress: Congress, code: str) -> date:
    return congress.milestones.get(code=code).planned_on


def do(congress: Congress, code: str, on: date) -> None:
    milestone = congress.milestones.get(code=code)
    milestone.actual_on, milestone.completed_at = on, clock.now()
    milestone.completed_by = UserFactory.create()
    milestone.save()


def entry(action: str) -> Entry:
    return Entry.objects.get(action=f"congresses.{action}")


def test_an_approximate_day_is_fixed_within_what_was_announced_without_a_reason(
    congress: Congress, secretary: User
) -> None:
    with pytest.raises(RuleBroken) as refusal:
        actions.set_day(congress, date(2020, 4, 14), actor=secretary)
    assert refusal.value.code == "outside_announced"
    assert "đầu tháng 4/2020" in refusal.value.in_full
    change = actions.set_day(congress, date(2020, 4, 8), actor=secretary)
    congress.refresh_from_db()
    assert (congress.target_on, congress.target_precision) == (date(2020, 4, 8), "day")
    assert (change.kind, change.old_on, change.old_precision, change.reason) == (
        "set",
        date(2020, 4, 3),
        "early",
        "",
    )
    assert planned(congress, "M30") == date(2020, 4, 8)
    assert entry("set_day").after["target_on"] == "2020-04-08"
    assert entry("set_day").after["target_precision"] == "day"
    with pytest.raises(Conflict):
        actions.set_day(congress, date(2020, 4, 9), actor=secretary)


@pytest.mark.parametrize(
    ("day", "code", "said"),
    [
        (date(2020, 3, 25), "day_passed", "Ngày 25-3-2020 đã qua; hôm nay là 26-3-2020."),
        (date(2020, 4, 2), "holiday", "Ngày 2-4-2020 là ngày nghỉ lễ: Ngày Giỗ Tổ Hùng Vương."),
    ],
)
def test_a_day_that_has_passed_or_is_a_holiday_is_refused(
    congress: Congress, secretary: User, day: date, code: str, said: str
) -> None:
    for refused in (
        lambda: actions.set_day(congress, day, actor=secretary),
        lambda: actions.move_day(congress, day, EXACT, WHY, actor=secretary),
    ):
        with pytest.raises(RuleBroken) as refusal:
            refused()
        assert (refusal.value.code, refusal.value.message) == (code, said)
    congress.refresh_from_db()
    assert congress.target_on == date(2020, 4, 3)
    assert not DayChange.objects.exists()
    assert not Entry.objects.filter(action__endswith="_day").exists()


def test_a_move_says_why_and_keeps_what_is_done(congress: Congress, secretary: User) -> None:
    do(congress, "M22", date(2020, 3, 25))
    before = planned(congress, "M22")
    congress.day_confirmed_at, congress.day_confirmed_by = clock.now(), secretary
    congress.target_precision = "day"
    congress.save()
    change = actions.move_day(congress, date(2020, 5, 22), EXACT, WHY, actor=secretary)
    congress.refresh_from_db()
    assert (congress.target_on, congress.target_precision) == (date(2020, 5, 22), "day")
    assert (congress.day_confirmed_at, congress.day_confirmed_by) == (None, None)
    done = congress.milestones.get(code="M22")
    assert (done.planned_on, done.actual_on) == (before, date(2020, 3, 25))
    assert planned(congress, "M17") == date(2020, 5, 8)
    assert planned(congress, "M23") == date(2020, 5, 16)
    assert (change.kind, change.reason, change.authority) == ("moved", WHY.reason, WHY.authority)
    assert (change.paper_number, change.paper_on) == ("15-CV/ĐUK", date(2020, 3, 27))
    assert entry("move_day").before == {"target_on": "2020-04-03", "target_precision": "day"}
    assert entry("move_day").after["paper_on"] == "2020-03-27"


@pytest.mark.parametrize("missing", ["reason", "authority"])
def test_a_move_without_reason_or_authority_is_refused(
    congress: Congress, secretary: User, missing: str
) -> None:
    grounds = replace(WHY, **{missing: "  "})
    with pytest.raises(RuleBroken) as refusal:
        actions.move_day(congress, date(2020, 5, 22), EXACT, grounds, actor=secretary)
    assert refusal.value.code == "no_grounds"
    with pytest.raises(RuleBroken):
        actions.postpone(congress, grounds, actor=secretary)
    assert not DayChange.objects.exists()


def test_the_same_day_again_is_no_move(congress: Congress, secretary: User) -> None:
    with pytest.raises(Conflict):
        actions.move_day(congress, congress.target_on, TargetPrecision.EARLY, WHY, actor=secretary)
    assert not DayChange.objects.exists()


def test_postponed_keeps_everything_until_there_is_a_new_day(
    congress: Congress, secretary: User
) -> None:
    days = dict(congress.milestones.values_list("code", "planned_on"))
    do(congress, "M17", date(2020, 3, 20))
    actions.postpone(congress, WHY, actor=secretary)
    congress.refresh_from_db()
    assert (congress.is_postponed, congress.target_on) == (True, date(2020, 4, 3))
    assert dict(congress.milestones.values_list("code", "planned_on")) == days
    with pytest.raises(Conflict):
        actions.postpone(congress, WHY, actor=secretary)
    with pytest.raises(Conflict):
        actions.set_day(congress, date(2020, 4, 8), actor=secretary)
    with pytest.raises(RuleBroken):
        actions.confirm_day(congress, actor=secretary)
    headline = offers.headline(_at_home(congress))
    assert headline is not None
    assert headline.title == "Đại hội đang hoãn, chưa có ngày mới"
    # the day that was given up may be the new one: it ends the postponement all the same
    actions.move_day(congress, date(2020, 4, 3), EXACT, WHY, actor=secretary)
    congress.refresh_from_db()
    assert (congress.is_postponed, congress.target_precision) == (False, "day")
    assert [each.kind for each in congress.day_changes.order_by("pk")] == ["postponed", "moved"]


def _at_home(congress: Congress) -> User:
    return grant(Role.MEMBER, congress.organization)


def test_the_day_is_confirmed_once_the_superior_has_approved(
    congress: Congress, secretary: User
) -> None:
    with pytest.raises(RuleBroken) as refusal:
        actions.confirm_day(congress, actor=secretary)
    assert refusal.value.code == "no_exact_day"
    actions.set_day(congress, date(2020, 4, 8), actor=secretary)
    with pytest.raises(RuleBroken) as refusal:
        actions.confirm_day(congress, actor=secretary)
    assert refusal.value.code == "not_approved"
    assert refusal.value.message == "Cấp trên chưa phê duyệt nên chưa xác nhận được ngày đại hội."
    do(congress, "M17", date(2020, 3, 24))
    actions.confirm_day(congress, actor=secretary)
    congress.refresh_from_db()
    assert congress.day_confirmed_by == secretary
    assert entry("confirm_day").after["target_on"] == "2020-04-08"
    with pytest.raises(Conflict):
        actions.confirm_day(congress, actor=secretary)


def test_an_approval_taken_back_takes_the_confirmation_along(
    congress: Congress, secretary: User
) -> None:
    actions.set_day(congress, date(2020, 4, 8), actor=secretary)
    do(congress, "M17", date(2020, 3, 24))
    actions.confirm_day(congress, actor=secretary)
    approval = congress.milestones.get(code="M17")
    reopen_milestone(approval, "Ghi nhầm cấp.", actor=secretary)
    congress.refresh_from_db()
    assert (congress.day_confirmed_at, congress.day_confirmed_by) == (None, None)
    assert entry("unconfirm_day").after == {"is_confirmed": False}
    drop_milestone(approval, "Không phải duyệt.", actor=secretary)
    actions.confirm_day(congress, actor=secretary)
    take_up_milestone(approval, actor=secretary)
    congress.refresh_from_db()
    assert congress.day_confirmed_at is None


def test_what_may_no_longer_hold_is_gathered_from_every_app(
    congress: Congress, secretary: User
) -> None:
    do(congress, "M17", date(2020, 3, 20))
    do(congress, "M19", date(2020, 3, 22))
    Task.objects.create(
        congress=congress,
        assignee="committee",
        title="Thuê hội trường",
        due_on=date(2020, 4, 1),
        given_on=TODAY,
        created_at=clock.now(),
        created_by=secretary,
    )
    body = SubcommitteeFactory.create(congress=congress)
    opened = _round(body, secretary, closes_on=date(2020, 4, 8))
    _round(body, secretary, closes_on=date(2020, 4, 7))
    last = DocumentFactory.create(subcommittee=body, title="Báo cáo chính trị")
    Document.objects.filter(pk=last.pk).update(
        state="last_revision", last_revision_due_on=date(2020, 4, 9)
    )
    change = actions.set_day(congress, date(2020, 4, 8), actor=secretary)
    titles = list(change.rechecks.order_by("pk").values_list("title", flat=True))
    assert titles == [
        "M17 Cấp trên phê duyệt",
        "M19 Triệu tập, mời",
        "1 công việc có hạn theo ngày cũ",
        "16 mốc đã quá ngày theo lịch mới",
        "M23 Chỉnh sửa lần cuối văn kiện",  # on 2-4-2020, Hùng Kings
        str(opened),
        "Chỉnh sửa lần cuối: Báo cáo chính trị",
        "Quy định phòng, chống dịch của ngày mới",
    ]
    approval = change.rechecks.get(title="M17 Cấp trên phê duyệt")
    assert approval.reason == (
        "Đã phê duyệt ngày 20-3-2020; phê duyệt ấy còn hiệu lực với ngày mới không?"
    )
    page = queries.recheck_page(congress.pk, viewer=secretary)
    assert (len(page.open), page.settled, page.can_settle) == (8, [], True)


def _round(body: object, actor: User, *, closes_on: date) -> OpinionRound:
    document = DocumentFactory.create(subcommittee=body)
    return OpinionRound.objects.create(
        document=document,
        number=1,
        base_version=document.versions.create(
            number=1, created_at=clock.now(), created_by=actor, frozen_at=clock.now()
        ),
        opens_on=TODAY,
        closes_on=closes_on,
        means=["online"],
        opened_from="draft",
        opened_by=actor,
        opened_at=clock.now(),
    )


def test_a_later_change_asks_anew_what_is_still_open(congress: Congress, secretary: User) -> None:
    do(congress, "M17", date(2020, 3, 20))
    first = actions.postpone(congress, WHY, actor=secretary)
    second = actions.move_day(congress, date(2020, 7, 24), EXACT, WHY, actor=secretary)
    assert [each.is_outdated for each in first.rechecks.all()] == [True]
    assert [each.title for each in second.rechecks.filter(settled_at=None)] == [
        "M17 Cấp trên phê duyệt",
        "M02 Hội nghị chi ủy thống nhất chủ trương",  # on 30-4-2020, a holiday
    ]
    assert queries.open_rechecks(congress) == 2
    page = queries.recheck_page(congress.pk, viewer=secretary)
    assert (page.outdated, page.settled) == (list(first.rechecks.all()), [])
    client = Client()
    client.force_login(secretary)
    text = client.get(reverse("congresses:recheck_list", args=[congress.pk])).content.decode()
    outdated = text[text.index("1 việc không còn cần xem lại") :]
    assert "không còn cần: ngày đã đổi lần nữa" in outdated
    assert "badge-done" not in outdated
    assert f"{secretary.full_name}," not in outdated


def test_the_recheck_of_tasks_leads_to_every_one_of_them(
    congress: Congress, secretary: User
) -> None:
    bodies = [SubcommitteeFactory.create(congress=congress, purpose=each) for each in PURPOSES]
    made = [
        TaskFactory.create(
            congress=congress,
            due_on=date(2020, 4, 1),
            created_at=clock.now(),
            assignee="subcommittee",
            subcommittee=body,
        )
        for body in [*bodies, *bodies]
    ]
    TaskFactory.create(congress=congress)  # no day
    actions.postpone(congress, WHY, actor=secretary)
    (row,) = queries.recheck_page(congress.pk, viewer=secretary).open
    assert (row.recheck.title, row.tasks) == ("4 công việc có hạn theo ngày cũ", made)
    client = Client()
    address = reverse("congresses:recheck_list", args=[congress.pk])

    def led_to(viewer: User) -> list[Task]:
        client.force_login(viewer)
        text = client.get(address).content.decode()
        return [each for each in made if f'"{_page_of(each)}">{each.title}</a>' in text]

    assert led_to(secretary) == made
    member = grant(Role.MEMBER, congress.organization)
    assert led_to(member) == [each for each in made if each.subcommittee == bodies[0]]


def _page_of(task: Task) -> str:
    return reverse("congresses:task_detail", args=[task.pk])


def test_a_recheck_is_settled_once_with_a_note(congress: Congress, secretary: User) -> None:
    do(congress, "M17", date(2020, 3, 20))
    change = actions.postpone(congress, WHY, actor=secretary)
    recheck = change.rechecks.get()
    waiting = [row.title for row in offers.waiting(secretary)]
    assert "Xem lại 1 việc" in waiting
    with pytest.raises(RuleBroken):
        actions.settle_recheck(recheck, "  ", actor=secretary)
    with pytest.raises(NotPermitted):
        actions.settle_recheck(recheck, "Còn", actor=grant(Role.MEMBER, congress.organization))
    actions.settle_recheck(recheck, "Còn hiệu lực", actor=secretary)
    recheck.refresh_from_db()
    assert (recheck.note, recheck.settled_by) == ("Còn hiệu lực", secretary)
    assert entry("settle_recheck").after["note"] == "Còn hiệu lực"
    with pytest.raises(Conflict):
        actions.settle_recheck(recheck, "Lần nữa", actor=secretary)
    assert "Xem lại 1 việc" not in [row.title for row in offers.waiting(secretary)]


def test_committee_and_heads_are_told_and_nobody_else(congress: Congress, secretary: User) -> None:
    committee = grant(Role.COMMITTEE_MEMBER, congress.organization)
    member = grant(Role.MEMBER, congress.organization)
    body = SubcommitteeFactory.create(congress=congress)
    head = _held(Role.SUBCOMMITTEE_HEAD, body.scope.within, congress)
    _held(Role.SUBCOMMITTEE_HEAD, "c99999/s1/", congress)  # of another congress
    former = _held(Role.SUBCOMMITTEE_HEAD, body.scope.within, congress)
    Grant.objects.filter(user=former).update(ends_on=date(2020, 3, 1))
    # what somebody did before neither silences nor raises her
    grant(Role.MEMBER, congress.organization, former)
    again = _held(Role.SUBCOMMITTEE_MEMBER, body.scope.within, congress)
    Grant.objects.filter(user=again).update(ends_on=date(2020, 3, 1))
    grant(Role.COMMITTEE_MEMBER, congress.organization, again)
    assert member.pk
    actions.move_day(congress, date(2020, 5, 22), EXACT, WHY, actor=secretary)
    told = Notice.objects.order_by("pk")
    assert {notice.user for notice in told} == {committee, head, again}
    assert {notice.title for notice in told} == {"Đại hội lần thứ III dời sang 22-5-2020"}
    assert all(notice.body.startswith("Phòng, chống dịch Covid-19") for notice in told)


def _held(role: Role, within: str, congress: Congress) -> User:
    user = UserFactory.create()
    Grant.objects.create(
        user=user,
        role=role,
        organization_path=congress.organization.path,
        within=within,
        source="test",
        starts_on=date(2020, 1, 1),
    )
    return user


def test_only_who_manages_the_congress_moves_its_day(congress: Congress, secretary: User) -> None:
    for user, refusal in [
        (grant(Role.COMMITTEE_MEMBER, congress.organization), NotPermitted),
        (UserFactory.create(), NotFound),
    ]:
        attempts = [
            lambda who=user: actions.set_day(congress, date(2020, 4, 8), actor=who),
            lambda who=user: actions.move_day(congress, TODAY, EXACT, WHY, actor=who),
            lambda who=user: actions.postpone(congress, WHY, actor=who),
            lambda who=user: actions.confirm_day(congress, actor=who),
        ]
        for attempt in attempts:
            with pytest.raises(refusal):
                attempt()
    assert secretary.pk
    assert not DayChange.objects.exists()


def test_a_closed_preparation_keeps_its_day(congress: Congress, secretary: User) -> None:
    Congress.objects.filter(pk=congress.pk).update(closed_at=clock.now(), closed_by=secretary)
    with pytest.raises(Conflict) as refusal:
        actions.move_day(congress, date(2020, 5, 22), EXACT, WHY, actor=secretary)
    assert refusal.value.code == "closed"


def test_the_page_warns_of_a_late_approval_and_a_day_gone_by(
    congress: Congress, secretary: User
) -> None:
    def warnings() -> list[str]:
        congress.refresh_from_db()
        return congress_queries.congress_page(congress.pk, viewer=secretary).day.warnings

    assert warnings() == []
    approval = congress.milestones.get(code="M17")
    approval.planned_on = date(2020, 3, 28)
    approval.save()
    assert warnings() == ["M17 Cấp trên phê duyệt: 28-3-2020, muộn hơn 7 ngày trước đại hội."]
    Congress.objects.filter(pk=congress.pk).update(target_on=date(2020, 3, 25))
    assert warnings()[-1].startswith("Ngày dự kiến đã qua.")


def test_the_pages_walk_through_fixing_moving_and_settling(
    congress: Congress, secretary: User
) -> None:
    client = Client()
    client.force_login(secretary)
    detail = reverse("congresses:congress_detail", args=[congress.pk])
    shown = client.get(detail).content.decode()
    for name in ("day_set", "day_move", "day_postpone"):
        assert reverse(f"congresses:{name}", args=[congress.pk]) in shown
    assert reverse("congresses:day_confirm", args=[congress.pk]) not in shown
    fix = reverse("congresses:day_set", args=[congress.pk])
    refused = client.post(fix, {"on": "2/4/2020"})
    assert "Ngày Giỗ Tổ Hùng Vương" in refused.content.decode()
    client.post(fix, {"on": "8/4/2020"})
    assert "đầu tháng 4/2020 → 8-4-2020" in client.get(detail).content.decode()
    said = client.post(reverse("congresses:day_confirm", args=[congress.pk]), follow=True)
    assert "Cấp trên chưa phê duyệt" in said.content.decode()
    move = reverse("congresses:day_move", args=[congress.pk])
    wish = {
        "target_on": "5/2020",
        "target_precision": "late",
        "reason": "Dịch",
        "authority": "Đảng ủy Khối",
        "paper_number": "15-CV/ĐUK",
    }
    refused = client.post(move, wish)
    assert refused.context["form"].errors == {"paper_on": ["Văn bản cần cả số và ngày."]}
    client.post(move, wish | {"paper_on": "27/3/2020"})
    congress.refresh_from_db()
    assert (congress.target_on, congress.target_precision) == (date(2020, 5, 21), "late")
    page = client.get(detail).content.decode()
    for words in ("cuối tháng 5/2020", "Dịch", "số 15-CV/ĐUK ngày", "27-3-2020"):
        assert words in page
    client.post(
        reverse("congresses:day_postpone", args=[congress.pk]),
        {"reason": "Chỉ thị 16", "authority": "Ban Bí thư"},
    )
    page = client.get(detail).content.decode()
    assert "Đang hoãn" in page
    assert fix not in page
    todo = Recheck.objects.create(
        day_change=congress.day_changes.latest("pk"), title="Giấy mời", reason="đã gửi", url="/"
    )
    listed = reverse("congresses:recheck_list", args=[congress.pk])
    assert "Giấy mời" in client.get(listed).content.decode()
    client.post(reverse("congresses:recheck_settle", args=[todo.pk]), {"note": "Đã thu hồi"})
    assert "Đã thu hồi" in client.get(listed).content.decode()


@pytest.mark.parametrize(
    ("typed", "precision", "error"),
    [
        ("4/2020", "day", "Ghi đủ ngày, tháng, năm; hoặc chọn đầu, giữa, cuối tháng."),
        ("25/4/2020", "early", "25-4-2020 không thuộc đầu tháng 4/2020."),
        ("3/2020", "mid", "giữa tháng 3/2020 không còn ngày làm việc nào, hoặc đã qua."),
        ("2020", "early", "Cần ít nhất tháng và năm; viết như 4/2020."),
        (
            "31/4/2020",
            "day",
            "“31/4/2020” không phải ngày có thật; viết như 3/4/2020, hoặc 4/2020.",
        ),
    ],
)
def test_a_target_that_contradicts_itself_is_explained(
    congress: Congress, secretary: User, typed: str, precision: str, error: str
) -> None:
    client = Client()
    client.force_login(secretary)
    move = reverse("congresses:day_move", args=[congress.pk])
    told = {"target_on": typed, "target_precision": precision, "reason": "a", "authority": "b"}
    assert client.post(move, told).context["form"].errors == {"target_on": [error]}
    assert not DayChange.objects.exists()


def test_a_move_that_makes_steps_late_is_shown_before_it_is_kept(
    congress: Congress, secretary: User
) -> None:
    do(congress, "M17", date(2020, 3, 20))
    client = Client()
    client.force_login(secretary)
    move = reverse("congresses:day_move", args=[congress.pk])
    wish = {
        "target_on": "30/3/2020",
        "target_precision": "day",
        "reason": "Dịch",
        "authority": "Đảng ủy Khối",
    }
    shown = client.post(move, wish)
    preview, form = shown.context["preview"], shown.context["form"]
    open_ones = congress.milestones.filter(actual_on=None)
    assert (preview.moved, preview.approved_on) == (open_ones.count(), date(2020, 3, 20))
    late = set(open_ones.filter(planned_on__lt=TODAY))
    text = " ".join(shown.content.decode().split())
    assert f"{preview.moved} mốc đổi ngày, trong đó {preview.late} mốc trễ ngay." in text
    assert not congress.day_changes.exists()
    looked = {"looked_at": form["looked_at"].value()}
    other = client.post(move, wish | looked | {"target_on": "27/3/2020"})
    assert other.context["preview"].day == "27-3-2020"  # another day is looked at anew
    assert not congress.day_changes.exists()
    assert client.post(move, wish | looked).status_code == 302
    assert congress.day_changes.get().new_on == date(2020, 3, 30)
    newly = set(open_ones.filter(planned_on__lt=TODAY)) - late
    assert len(newly) == preview.late > 0


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_rechecks_costs_the_same(
    congress: Congress,
    secretary: User,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    change = actions.postpone(congress, WHY, actor=secretary)
    for _ in range(count):
        for settled in ({}, {"settled_at": clock.now(), "settled_by": UserFactory.create()}):
            change.rechecks.create(title="Xem", reason="vì", url="/", **settled)
    with django_assert_num_queries(4):  # the user, grants, the congress, rechecks
        page = queries.recheck_page(congress.pk, viewer=User.objects.get(pk=secretary.pk))
        seen = [*(row.recheck for row in page.open), *page.settled]
        said = [(each.title, str(each.settled_by or "")) for each in seen]
    assert len(said) == 2 * count


def test_open_pages_of_the_congress_hear_of_it(congress: Congress, secretary: User) -> None:
    topic = f"congresses.congress:{congress.pk}"
    assert offers.may_follow(secretary, topic)
    assert not offers.may_follow(UserFactory.create(), topic)
    client = Client()
    client.force_login(secretary)
    page = client.get(reverse("congresses:congress_detail", args=[congress.pk])).content.decode()
    assert f"?topic={topic}" in page


def test_a_refusal_reads_as_one_text() -> None:
    assert DomainError("Không được.", advice="Hãy làm khác.").in_full == "Không được. Hãy làm khác."
    assert DomainError("Không được.").in_full == "Không được."
