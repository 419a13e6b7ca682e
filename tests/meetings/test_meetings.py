"""Meetings: planned, called, moved, taken back, cancelled, opened and ended."""

from collections.abc import Iterator
from datetime import date, time
from typing import Any

import pytest

from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base import clock, offers
from daihoi.base.errors import Conflict, DomainError, NotFound, NotPermitted, RuleBroken
from daihoi.base.revisions import Outdated, fingerprint
from daihoi.congresses.actions.days import Grounds, postpone
from daihoi.meetings.actions import agenda, meetings, replies
from daihoi.meetings.actions.attendance import mark
from daihoi.meetings.actions.roll import add_guest, add_invitee
from daihoi.meetings.models import Meeting, Presence, Reply
from daihoi.meetings.queries.attendance import attending, planned
from daihoi.meetings.queries.meetings import meeting_list, meeting_page
from daihoi.meetings.queries.seen import get_meeting, meeting_can
from tests.congresses.preparing import TODAY, on, user_of
from tests.factories import (
    CongressFactory,
    OrganizationFactory,
    PersonFactory,
    SubcommitteeFactory,
    grant,
)
from tests.factories.registry import EntryFactory
from tests.meetings.calling import Calling, told

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with on():
        yield


@pytest.fixture
def case() -> Calling:
    return Calling()


def test_a_planned_meeting_calls_the_members_of_its_day(case: Calling) -> None:
    young = case.member("Đàm Thị Dự Bị")
    young.memberships.update(status="probationary", official_on=None)
    away = case.member("Vi Văn Đi Xa")
    away.memberships.update(status="away")
    PersonFactory.create(organization=case.cell, full_name="Cán bộ ngoài Đảng")
    meeting = case.plan()
    roll = {row.name: (row.category, row.is_counted) for row in meeting.invitees.all()}
    assert roll == {
        "Lê Thị Bí Thư": ("official", True),
        "Trần Văn Trưởng": ("official", True),
        "Phạm Thị Giúp": ("official", True),
        "Hoàng Văn Một": ("official", True),
        "Nông Thị Hai": ("official", True),
        "Đàm Thị Dự Bị": ("probationary", False),
    }
    assert meeting.state == "planned"
    assert Entry.objects.filter(action="meetings.add_meeting").count() == 1
    assert told(meeting) == {}


def test_a_congress_calls_who_is_away_and_counts_every_official_member(case: Calling) -> None:
    """E-033, E-050: the quorum is of all convened; who does not come leaves the base by name."""
    for name, status in (
        ("Vi Văn Đi Xa", "away"),
        ("Ông Miễn", "exempted"),
        ("Bà Đình", "suspended"),
    ):
        case.member(name).memberships.update(status=status)
    meeting = case.plan(kind="congress")
    roll = {row.name: (row.category, row.is_counted) for row in meeting.invitees.all()}
    assert roll["Vi Văn Đi Xa"] == ("away", True)
    assert roll["Ông Miễn"] == ("exempted", True)
    assert "Bà Đình" not in roll


def test_a_committee_is_called_to_its_conference_and_a_body_to_its_meeting(case: Calling) -> None:
    committee = case.plan(kind="committee")
    assert [row.name for row in committee.invitees.all()] == ["Lê Thị Bí Thư"]
    body = case.plan(kind="subcommittee", subcommittee=case.body)
    assert {row.name for row in body.invitees.all()} == {"Trần Văn Trưởng", "Phạm Thị Giúp"}


def test_a_congress_is_planned_once(case: Calling) -> None:
    meeting = case.plan(kind="congress")
    with pytest.raises(Conflict) as refusal:
        case.plan(kind="congress")
    assert refusal.value.code == "second_congress"
    meetings.cancel_meeting(meeting, "Hoãn vì dịch", actor=case.boss)
    assert case.plan(kind="congress").pk != meeting.pk


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"kind": "subcommittee", "subcommittee": None}, "no_subcommittee"),
        ({"kind": "congress", "congress": None}, "no_congress"),
        ({"ends_at": time(13)}, "ends_before_start"),
        ({"form": "written"}, "no_due_day"),
        ({"form": "written", "answers_due_on": date(2020, 3, 1)}, "no_due_day"),
        ({"quorum_numerator": 2}, "quorum_incomplete"),
        (
            {"quorum_numerator": 3, "quorum_denominator": 2, "quorum_source": "Quy chế"},
            "quorum_share",
        ),
    ],
)
def test_a_meeting_that_cannot_be_is_refused(
    case: Calling, changes: dict[str, Any], code: str
) -> None:
    with pytest.raises(RuleBroken) as refusal:
        case.plan(**changes)
    assert refusal.value.code == code
    assert not Meeting.objects.exists()


def test_calling_tells_everybody_on_the_roll(case: Calling) -> None:
    meeting = case.called()
    assert meeting.state == "convened"
    assert told(meeting) == dict.fromkeys(
        ["Trần Văn Trưởng", "Phạm Thị Giúp", "Hoàng Văn Một", "Nông Thị Hai"],
        "Mời họp 14 giờ, ngày 26-3-2020: Công tác chuẩn bị đại hội",
    )
    entry = Entry.objects.get(action="meetings.convene_meeting")
    assert (entry.after, entry.actor_id) == ({"called": 5}, case.boss.pk)


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"chair": None}, "người chủ trì"),
        ({"place": ""}, "địa điểm"),
        ({"half_day": "", "starts_at": None}, "buổi hoặc giờ họp"),
    ],
)
def test_an_invitation_lacks_nothing(case: Calling, changes: dict[str, Any], missing: str) -> None:
    meeting = case.plan(**changes)
    with pytest.raises(RuleBroken, match=missing) as refusal:
        meetings.convene_meeting(meeting, actor=case.boss)
    assert refusal.value.code == "incomplete"
    meeting.refresh_from_db()
    assert meeting.state == "planned"
    assert told(meeting) == {}


def test_answers_in_writing_are_asked_on_something(case: Calling) -> None:
    meeting = case.plan(form="written", answers_due_on=date(2020, 3, 31))
    meeting.items.all().delete()
    with pytest.raises(RuleBroken, match="nội dung lấy ý kiến") as refusal:
        meetings.convene_meeting(meeting, actor=case.boss)
    assert refusal.value.code == "incomplete"


def test_nobody_is_called_to_a_day_that_is_over(case: Calling) -> None:
    meeting = case.plan(on=date(2020, 3, 25))
    with pytest.raises(RuleBroken) as refusal:
        meetings.convene_meeting(meeting, actor=case.boss)
    assert refusal.value.code == "in_the_past"


def test_members_stand_on_the_roll_as_they_are_on_the_new_day(case: Calling) -> None:
    case.two.memberships.update(
        status="official", admitted_on=date(2019, 3, 29), official_on=date(2020, 3, 29)
    )
    meeting = case.called(on=date(2020, 3, 28))
    assert not case.line(meeting, case.two).is_counted
    meetings.edit_meeting(meeting, {"on": date(2020, 3, 30)}, actor=case.boss)
    row = case.line(meeting, case.two)
    assert (row.category, row.is_counted) == ("official", True)
    assert Entry.objects.filter(action="meetings.restate_roll").count() == 1


def test_a_stale_page_changes_nothing(case: Calling) -> None:
    meeting = case.plan()
    seen = fingerprint(meeting, ["topic"])
    meetings.edit_meeting(meeting, {"topic": "Nội dung mới"}, actor=case.boss)
    with pytest.raises(Outdated):
        meetings.edit_meeting(meeting, {"topic": "Nội dung cũ"}, seen=seen, actor=case.boss)
    meeting.refresh_from_db()
    assert meeting.topic == "Nội dung mới"


def test_an_issued_notice_is_outdated_once_the_congress_meeting_changes(case: Calling) -> None:
    meeting = case.called(kind="congress", on=date(2020, 4, 3))
    with on(date(2020, 3, 27)):
        EntryFactory.create(congress=case.congress, kind="TBTT", issued_at=clock.now())
        (notice,) = meeting_page(meeting.pk, viewer=case.boss).notices
        assert not notice.is_outdated
    with on(date(2020, 3, 28)):
        agenda.add_item(meeting, {"title": "Việc khác"}, actor=case.boss)
        (notice,) = meeting_page(meeting.pk, viewer=case.boss).notices
        assert not notice.is_outdated  # it says when and where, which stand
        meetings.edit_meeting(meeting, {"on": date(2020, 4, 10)}, actor=case.boss)
        (notice,) = meeting_page(meeting.pk, viewer=case.boss).notices
        assert notice.is_outdated


def test_a_moved_congress_asks_to_look_at_its_meeting(case: Calling) -> None:
    case.plan(kind="congress", on=date(2020, 4, 3))
    asked = offers.rechecks(case.congress, date(2020, 4, 3), date(2020, 4, 10))
    assert [each.title for each in asked if "giấy mời" in each.title] == [
        "Ngày họp, giấy mời, thông báo triệu tập đại hội"
    ]


def test_a_postponed_congress_is_not_called_and_its_page_says_by_what(case: Calling) -> None:
    meeting = case.plan(kind="congress", on=date(2020, 4, 3))
    grounds = Grounds(
        reason="Dịch bệnh",
        authority="Đảng ủy Cục",
        paper_number="15-CV/ĐU",
        paper_on=date(2020, 3, 25),
    )
    postpone(case.congress, grounds, actor=case.boss)
    told = "Đại hội đã hoãn, chưa có ngày mới (văn bản 15-CV/ĐU ngày 25-3-2020 của Đảng ủy Cục)."
    with pytest.raises(RuleBroken) as refusal:
        meetings.convene_meeting(meeting, actor=case.boss)
    assert (refusal.value.code, refusal.value.message) == ("congress_postponed", told)
    meeting.refresh_from_db()
    assert meeting.state == "planned"
    page = meeting_page(meeting.pk, viewer=case.boss)
    assert not page.can.convene
    assert page.other_day is not None
    assert page.other_day.said == told


def test_a_called_congress_waits_for_its_new_day(case: Calling) -> None:
    meeting = case.called(kind="congress")
    case.stands_on(TODAY, is_postponed=True)
    with pytest.raises(RuleBroken) as refusal:
        meetings.open_meeting(meeting, actor=case.boss)
    assert refusal.value.code == "congress_postponed"
    page = meeting_page(meeting.pk, viewer=case.boss)
    assert not page.can.open
    assert page.can.recall
    assert page.other_day is not None
    assert "hãy rút lời mời hoặc chờ ngày mới" in page.other_day.advice


def test_a_congress_is_called_for_its_own_day_only(case: Calling) -> None:
    meeting = case.plan(kind="congress", on=date(2020, 4, 3))
    case.stands_on(date(2020, 4, 10))
    with pytest.raises(RuleBroken, match=r"đại hội là 10-4-2020.*ghi 3-4-2020") as refusal:
        meetings.convene_meeting(meeting, actor=case.boss)
    assert refusal.value.code == "congress_other_day"
    meetings.edit_meeting(meeting, {"on": date(2020, 4, 10)}, actor=case.boss)
    assert meetings.convene_meeting(meeting, actor=case.boss).state == "convened"
    case.stands_on(date(2020, 5, 1), target_precision="early")
    page = meeting_page(meeting.pk, viewer=case.boss)
    assert page.other_day is None  # a month holds nothing back


def test_a_meeting_opens_on_its_day_with_chair_and_minute_taker(case: Calling) -> None:
    early = case.called(on=date(2020, 3, 27))
    with pytest.raises(RuleBroken) as refusal:
        meetings.open_meeting(early, actor=case.boss)
    assert refusal.value.code == "too_early"
    alone = case.called(minute_taker=None)
    with pytest.raises(RuleBroken) as refusal:
        meetings.open_meeting(alone, actor=case.boss)
    assert refusal.value.code == "no_minute_taker"
    meeting = meetings.open_meeting(case.called(), actor=user_of(case.one))
    assert (meeting.state, meeting.opened_by) == ("open", user_of(case.one))


def test_a_congress_does_not_open_below_two_thirds(case: Calling) -> None:
    """P6 of five summoned: four are enough, three are not."""
    meeting = case.called(kind="congress")
    for person in (case.secretary, case.one, case.two):
        mark(case.line(meeting, person), Presence.PRESENT, actor=case.boss)
    with pytest.raises(RuleBroken, match="Điều 11") as refusal:
        meetings.open_meeting(meeting, actor=case.boss)
    assert refusal.value.code == "no_quorum"
    mark(case.line(meeting, case.head), Presence.PRESENT, actor=case.boss)
    assert meetings.open_meeting(meeting, actor=case.boss).state == "open"


def test_a_rule_that_is_not_sure_holds_no_meeting_back(case: Calling) -> None:
    meeting = meetings.open_meeting(case.called(), actor=case.boss)
    quorum = meeting_page(meeting.pk, viewer=case.boss).quorum
    assert quorum is not None
    assert (quorum.counted, quorum.present, quorum.needed, quorum.is_met) == (5, 0, 3, False)


def test_the_end_leaves_nobody_unmarked(case: Calling) -> None:
    meeting = case.called()
    replies.reply(
        case.line(meeting, case.two), Reply.NOT_COMING, "Đi công tác", actor=user_of(case.two)
    )
    mark(case.line(meeting, case.secretary), Presence.PRESENT, actor=case.boss)
    meeting = meetings.open_meeting(meeting, actor=case.boss)
    meeting = meetings.end_meeting(meeting, actor=case.boss)
    assert meeting.state == "ended"
    assert {row.name: (row.presence, row.reason) for row in meeting.invitees.all()} == {
        "Lê Thị Bí Thư": ("present", ""),
        "Trần Văn Trưởng": ("absent", ""),
        "Phạm Thị Giúp": ("absent", ""),
        "Hoàng Văn Một": ("absent", ""),
        "Nông Thị Hai": ("excused", "Đi công tác"),
    }
    with pytest.raises(Conflict):
        meetings.end_meeting(meeting, actor=case.boss)


def test_only_who_leads_or_prepares_calls(case: Calling) -> None:
    meeting = case.plan()
    for person in (case.two, case.head):
        with pytest.raises(NotPermitted):
            meetings.convene_meeting(meeting, actor=user_of(person))
    stranger = grant(Role.SECRETARY, OrganizationFactory.create(path="/9/"))
    with pytest.raises(NotFound):
        meetings.convene_meeting(meeting, actor=stranger)
    assert case.plan(kind="subcommittee", subcommittee=case.body).pk
    own = Meeting.objects.latest("pk")
    assert meetings.convene_meeting(own, actor=user_of(case.head)).state == "convened"


def test_who_is_called_reads_and_others_only_what_is_open(case: Calling) -> None:
    planned_one = case.plan()
    committee = case.called(kind="committee")
    body = SubcommitteeFactory.create(congress=case.congress, purpose="personnel")
    secret = case.plan(kind="subcommittee", subcommittee=body)
    cell = case.called()
    seen = {row.meeting.pk for row in rows(case, case.two)}
    assert seen == {cell.pk}
    for hidden in (planned_one, committee, secret):
        with pytest.raises(NotPermitted):
            get_meeting(hidden.pk, viewer=user_of(case.two))
    assert {row.meeting.pk for row in rows(case, case.secretary)} == {
        planned_one.pk, committee.pk, secret.pk, cell.pk,
    }  # fmt: skip


def rows(case: Calling, person: Any) -> list[Any]:
    page = meeting_list(viewer=user_of(person), organization=case.cell)
    return [*page.coming, *page.past]


def test_the_named_minute_taker_records_and_does_not_manage(case: Calling) -> None:
    meeting = case.called()
    flags = meeting_can(get_meeting(meeting.pk, viewer=user_of(case.one)), viewer=user_of(case.one))
    assert (flags.mark, flags.open, flags.manage, flags.cancel) == (True, True, False, False)
    other = meeting_can(get_meeting(meeting.pk, viewer=user_of(case.two)), viewer=user_of(case.two))
    assert other == type(other)()


def test_matters_stand_in_order_and_move(case: Calling) -> None:
    meeting = case.plan()
    first = meeting.items.get()
    second = agenda.add_item(meeting, {"title": "Hậu cần"}, actor=case.boss)
    agenda.move_item(second, 1, actor=case.boss)
    assert [item.title for item in meeting.items.all()] == ["Hậu cần", "Góp ý văn kiện"]
    agenda.remove_item(first, actor=case.boss)
    assert [item.title for item in meeting.items.all()] == ["Hậu cần"]
    with pytest.raises(Conflict):
        agenda.edit_item(first, {"title": "x"}, actor=case.boss)


def test_the_minute_taker_adds_a_matter_while_the_meeting_goes_on(case: Calling) -> None:
    meeting = case.opened()
    agenda.add_item(meeting, {"title": "Việc khác"}, actor=user_of(case.one))
    assert meeting.items.count() == 2
    with pytest.raises(NotPermitted):
        agenda.add_item(meeting, {"title": "x"}, actor=user_of(case.two))
    with pytest.raises(DomainError):
        agenda.remove_item(meeting.items.first(), actor=case.boss)


def test_an_agenda_knows_its_clock_and_what_is_over(case: Calling) -> None:
    meeting = case.plan(ends_at=time(14, 45))
    agenda.add_item(meeting, {"title": "Hậu cần", "minutes": 20}, actor=case.boss)
    page = meeting_page(meeting.pk, viewer=case.boss)
    assert [row.starts_at for row in page.agenda.rows] == [time(14), time(14, 30)]
    assert (page.agenda.minutes, page.agenda.over) == (50, 5)


def test_planned_attendance_counts_members_staff_and_guests(case: Calling) -> None:
    assert planned(case.congress).total == 0
    meeting = case.plan(kind="congress")
    clerk = case.person("Cán bộ ngoài Đảng")
    add_invitee(meeting, clerk, actor=case.boss)
    add_guest(meeting, {"guest_name": "Lương Thị Khách"}, actor=case.boss)
    young = case.member("Đàm Thị Dự Bị")
    young.memberships.update(status="probationary", official_on=None)
    add_invitee(meeting, young, actor=case.boss)
    counts = planned(case.congress)
    assert (counts.members, counts.staff, counts.guests) == (6, 1, 1)
    assert (counts.summoned, counts.total) == (5, 8)
    other = CongressFactory.create(organization=case.cell, ordinal=90)
    assert attending([case.congress, other, case.cell]) == {case.congress: counts.total}
