"""The roll: what attendance proposes, what is decided, confirmed, corrected."""

import pytest

from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base.errors import Conflict, NotFound, NotPermitted, RuleBroken
from daihoi.elections.actions import ballots, rolls
from daihoi.elections.models import Roll, RollEntry, Sheet
from daihoi.elections.queries.law import rules_of
from daihoi.elections.queries.rolls import differences, differs, reckoned_now
from daihoi.meetings.queries.attendance import quorum_of
from daihoi.meetings.queries.hands import voters_there
from tests.elections.holding import Holding
from tests.factories import UserFactory, grant

pytestmark = pytest.mark.django_db


def entry(roll: Roll, name: str) -> RollEntry:
    return roll.entries.select_related("roll__congress__organization").get(person__full_name=name)


def test_everybody_present_is_the_base() -> None:
    """T01."""
    case = Holding(20)
    roll = case.confirmed()
    assert (roll.number, roll.convened, roll.base, roll.need) == (1, 20, 20, 11)
    assert roll.deducted == {}
    assert roll.answer["arithmetic"] == "20; cần 11"
    assert roll.answer["articles"]
    record = Entry.objects.get(action="elections.confirm_roll")
    assert record.after["base"] == 20
    assert record.after["need"] == 11


def test_who_leaves_early_stays_in_the_base() -> None:
    """T05: thirty, one leaves before the ballot."""
    case = Holding(30)
    case.mark(case.people[0], "left")
    roll = case.confirmed()
    assert (roll.base, roll.need) == (30, 16)
    assert entry(roll, case.people[0].full_name).attendance == "part"
    assert entry(roll, case.people[0].full_name).deduction == ""


def test_probationary_members_are_not_in_the_base() -> None:
    """T09."""
    case = Holding(22)
    for number in range(4):
        case.call(f"Lê Thị Dự Bị {number}", category="probationary")
    roll = case.confirmed()
    assert (roll.convened, roll.base, roll.need) == (22, 22, 12)
    assert roll.entries.filter(standing="probationary").count() == 4


def test_every_reason_is_deducted_once() -> None:
    """T11: 40 − 2 − 3 − 1 − 2 = 32, need 17."""
    case = Holding(30)
    for number in range(2):
        case.call(f"Chu Thị Xa {number}", category="away", presence="absent")
    for number in range(3):
        case.call(f"Cao Thị Miễn {number}", category="exempted", presence="absent")
    case.call("Cao Thị Miễn Dự", category="exempted")
    case.call("Đỗ Văn Đình Chỉ", category="suspended", presence="absent")
    for number in range(2):
        case.call(f"Bùi Văn Ốm {number}", presence="excused", reason="ốm")
    case.call("Bùi Văn Vắng", presence="absent")
    roll = rolls.propose_roll(case.congress, actor=case.boss)
    with pytest.raises(RuleBroken) as refused:
        rolls.confirm_roll(roll, actor=case.boss)
    assert refused.value.code == "undecided"
    for number in range(2):
        row = entry(roll, f"Bùi Văn Ốm {number}")
        assert row.absence_reason == "ốm"
        rolls.judge_entry(row, {"absence_accepted": True}, actor=case.boss)
    roll = rolls.confirm_roll(roll, actor=case.boss)
    assert (roll.convened, roll.base, roll.need) == (40, 32, 17)
    assert roll.answer["arithmetic"] == "32 = 40 − 2 − 3 − 1 − 2; cần 17"
    assert roll.deducted == {
        "away_absent": 2, "exempted_absent": 3, "suspended": 1, "absent_whole_permitted": 2,
    }  # fmt: skip


@pytest.mark.parametrize(("away", "is_met"), [(9, True), (10, False)])
def test_the_meeting_and_the_roll_have_one_quorum(away: int, *, is_met: bool) -> None:
    """E-050: of the raw number convened, who is suspended among them and not among those there."""
    case = Holding(35)
    for number in range(2):
        case.call(f"Chu Thị Xa {number}", category="away", presence="absent")
    case.call("Cao Thị Miễn", category="exempted", presence="absent")
    case.call("Cao Thị Miễn Dự", category="exempted")
    case.call("Đỗ Văn Đình Chỉ", category="suspended")
    case.call("Lê Thị Dự Bị", category="probationary")
    for person in case.people[:away]:
        case.mark(person, "absent")
    rules = rules_of(case.congress)
    of_roll = reckoned_now(case.congress, case.confirmed(), rules).quorum
    of_meeting = quorum_of(case.meeting)
    assert of_meeting is not None
    assert of_roll.facts == {
        "counted": of_meeting.counted, "need": of_meeting.needed, "present": of_meeting.present,
    }  # fmt: skip
    assert of_roll.facts == {"counted": 40, "need": 27, "present": 36 - away}
    assert (of_meeting.is_met, of_roll.decision) == (is_met, "met" if is_met else "not_met")
    assert voters_there(case.meeting) == 36 - away


def test_a_reason_not_accepted_leaves_her_in_the_base() -> None:
    """T04."""
    case = Holding(29)
    case.call("Bùi Văn Ốm", presence="excused", reason="bận")
    roll = rolls.propose_roll(case.congress, actor=case.boss)
    judged = rolls.judge_entry(
        entry(roll, "Bùi Văn Ốm"), {"absence_accepted": False}, actor=case.boss
    )
    assert judged.deduction == ""
    assert rolls.confirm_roll(roll, actor=case.boss).base == 30
    record = Entry.objects.get(action="elections.judge_entry")
    assert record.after == {"absence_accepted": False, "deduction": ""}


def test_a_prosecution_is_entered_by_its_paper() -> None:
    case = Holding(20)
    roll = rolls.propose_roll(case.congress, actor=case.boss)
    row = entry(roll, case.people[3].full_name)
    with pytest.raises(RuleBroken) as refused:
        rolls.judge_entry(row, {"situation": "prosecuted"}, actor=case.boss)
    assert refused.value.code == "no_paper"
    values = {"situation": "prosecuted", "note": "Quyết định khởi tố số 1 ngày 1-3-2020"}
    assert rolls.judge_entry(row, values, actor=case.boss).deduction == "prosecuted"
    again = rolls.propose_roll(case.congress, actor=case.boss)
    assert entry(again, row.person.full_name).situation == "prosecuted"
    assert rolls.confirm_roll(again, actor=case.boss).base == 19


def test_a_stale_page_confirms_nothing() -> None:
    case = Holding(20)
    roll = rolls.propose_roll(case.congress, actor=case.boss)
    with pytest.raises(Conflict, match="mẫu số nay là 20"):
        rolls.confirm_roll(roll, seen_base=19, actor=case.boss)
    roll.refresh_from_db()
    assert roll.confirmed_at is None


def test_only_the_convening_committee_confirms() -> None:
    case = Holding(9)
    roll = rolls.propose_roll(case.congress, actor=case.boss)
    secretariat = grant(Role.CONGRESS_SECRETARIAT, case.congress)
    with pytest.raises(NotPermitted):
        rolls.confirm_roll(roll, actor=secretariat)
    with pytest.raises(NotFound):
        rolls.confirm_roll(roll, actor=UserFactory.create())


def test_without_a_meeting_there_is_no_roll() -> None:
    case = Holding(3)
    case.meeting.invitees.all().delete()
    case.meeting.delete()
    with pytest.raises(RuleBroken) as refused:
        rolls.propose_roll(case.congress, actor=case.boss)
    assert refused.value.code == "no_meeting"


def test_who_comes_after_confirmation_is_shown_as_a_difference() -> None:
    case = Holding(20)
    case.mark(case.people[0], "absent")
    roll = case.confirmed()
    assert differences(case.congress, roll) == []
    case.mark(case.people[0], "present")
    (found,) = differences(case.congress, roll)
    assert (found.name, found.then, found.now) == (
        case.people[0].full_name, "vắng cả đại hội", "có dự",
    )  # fmt: skip


def test_a_correction_says_why_and_the_old_roll_stays() -> None:
    case = Holding(20)
    first = case.confirmed()
    case.call("Lý Thị Đến Muộn")
    with pytest.raises(RuleBroken) as refused:
        rolls.propose_roll(case.congress, actor=case.boss)
    assert refused.value.code == "no_reason"
    second = rolls.propose_roll(case.congress, reason="Bổ sung một người.", actor=case.boss)
    second = rolls.confirm_roll(second, actor=case.boss)
    first.refresh_from_db()
    assert (first.base, second.number, second.base) == (20, 2, 21)
    assert second.reason == "Bổ sung một người."


def test_a_ballot_that_is_out_takes_a_corrected_roll_over_by_hand_only() -> None:
    case = Holding(20)
    first = case.confirmed()
    (teller, _other) = case.tellers(case.people[10], case.people[11])
    round_ = ballots.print_ballots(case.listed(), 25, Sheet.A5, actor=case.boss)
    round_ = ballots.issue_ballots(round_, 20, actor=teller)
    case.call("Lý Thị Đến Muộn")
    roll = rolls.propose_roll(case.congress, reason="Bổ sung.", actor=case.boss)
    second = rolls.confirm_roll(roll, actor=case.boss)
    round_.refresh_from_db()
    assert round_.roll == first
    with pytest.raises(RuleBroken):
        rolls.take_over_roll(round_, reason=" ", actor=case.boss)
    taken = rolls.take_over_roll(round_, reason="Đại hội đồng ý.", actor=case.boss)
    assert taken.roll == second
    record = Entry.objects.get(action="elections.take_over_roll")
    assert record.before == {"roll": 1, "base": 20, "need": 11}
    assert record.after == {"roll": 2, "base": 21, "need": 11, "reason": "Đại hội đồng ý."}


def test_a_correction_that_changes_no_number_is_no_other_base() -> None:
    case = Holding(5)
    roll = case.confirmed()
    again = rolls.propose_roll(case.congress, reason="Ghi lại.", actor=case.boss)
    again = rolls.confirm_roll(again, actor=case.boss)
    assert again.pk != roll.pk
    assert not differs(roll, again)
    again.need += 1
    assert differs(roll, again)
