"""What is elected: offices by the size of the cell, numbers by the rule."""

from datetime import date

import pytest

from daihoi.audit.models import Entry
from daihoi.base.errors import Conflict, RuleBroken
from daihoi.congresses.models import HigherCongress
from daihoi.elections.actions import elections
from daihoi.elections.models import Election
from daihoi.elections.queries.planning import whence_planned
from daihoi.rules.elections.kinds import Office
from tests.elections.holding import Holding
from tests.factories.personnel import PersonnelPlanFactory

pytestmark = pytest.mark.django_db


def offices(case: Holding) -> list[str]:
    return list(Election.objects.order_by("position").values_list("office", flat=True))


def test_fewer_than_nine_official_members_elect_no_committee() -> None:
    """T24."""
    case = Holding(8)
    for number in range(3):
        case.call(f"Lê Văn {number}", category="probationary")
    elections.start_elections(case.congress, actor=case.boss)
    assert offices(case) == ["secretary"]


def test_nine_official_members_elect_three_offices_apart() -> None:
    """T25."""
    case = Holding(9)
    made = elections.start_elections(case.congress, actor=case.boss)
    assert offices(case) == ["committee", "secretary", "deputy_secretary"]
    assert [each.planned_seats for each in made] == [3, 1, 1]
    assert Entry.objects.get(action="elections.start_elections").after == {
        "offices": {"committee": 3, "secretary": 1, "deputy_secretary": 1}
    }
    assert elections.start_elections(case.congress, actor=case.boss) == []


def test_what_the_settled_plan_says_is_proposed() -> None:
    case = Holding(9)
    PersonnelPlanFactory.create(
        congress=case.congress, seats=5, deputies=2, settled=True, settled_on=date(2020, 3, 2)
    )
    case.congress.higher.create(level="grassroots", name="Đại hội Đảng bộ", delegates=4)
    made = elections.start_elections(case.congress, actor=case.boss)
    assert [(each.office, each.planned_seats) for each in made] == [
        ("committee", 5), ("secretary", 1), ("deputy_secretary", 2), ("superior_delegate", 4)
    ]  # fmt: skip
    by_plan = "Theo đề án nhân sự thông qua ngày 2-3-2020."
    assert [whence_planned(each) for each in made] == [
        by_plan, "Số thường dùng; chưa có đề án nhân sự đã thông qua nào ghi số này.", by_plan,
        "Theo số đại biểu cấp trên phân bổ.",
    ]  # fmt: skip
    committee = elections.plan_seats(made[0], 3, actor=case.boss)
    assert whence_planned(committee) == ("Khác đề án nhân sự thông qua ngày 2-3-2020, ghi 5 người.")
    committee.seats = 3
    assert whence_planned(committee) == ""


def test_a_plan_that_is_worked_on_proposes_nothing() -> None:
    case = Holding(9)
    PersonnelPlanFactory.create(congress=case.congress, seats=5, deputies=2)
    made = elections.start_elections(case.congress, actor=case.boss)
    assert [each.planned_seats for each in made] == [3, 1, 1]
    assert whence_planned(elections.plan_seats(made[0], 4, actor=case.boss)) == (
        "Do người chuẩn bị bầu cử ghi."
    )


@pytest.mark.parametrize(("office", "seats"), [("committee", 9), ("deputy_secretary", 2)])
def test_too_many_seats_are_refused_with_the_article(office: str, seats: int) -> None:
    """T26, T27."""
    case = Holding(12)
    with pytest.raises(RuleBroken, match=r"29-QĐ/TW|Điều lệ") as refused:
        elections.add_election(case.congress, [Office(office)], seats, actor=case.boss)
    assert refused.value.code == "too_many_seats"
    assert Election.objects.count() == 0


def test_two_offices_are_not_put_on_one_paper() -> None:
    case = Holding(12)
    both = [Office.COMMITTEE, Office.SECRETARY]
    with pytest.raises(RuleBroken, match="244-QĐ/TW"):
        elections.add_election(case.congress, both, 3, actor=case.boss)
    assert Election.objects.count() == 0


def test_an_office_is_put_up_once() -> None:
    case = Holding(12)
    elections.add_election(case.congress, [Office.COMMITTEE], 3, actor=case.boss)
    with pytest.raises(Conflict) as refused:
        elections.add_election(case.congress, [Office.COMMITTEE], 3, actor=case.boss)
    assert refused.value.code == "office_there"


def test_delegates_are_allotted_by_a_paper_and_not_voted() -> None:
    case = Holding(12)
    case.confirmed()
    HigherCongress.objects.create(
        congress=case.congress, level="1_direct", name="Đại hội Đảng bộ Khối", delegates=2,
        note="Hướng dẫn 05-HD/ĐUK",
    )  # fmt: skip
    elections.start_elections(case.congress, actor=case.boss)
    delegates = Election.objects.get(office="superior_delegate")
    with pytest.raises(RuleBroken) as refused:
        elections.vote_seats(delegates, 2, case.hands(), actor=case.boss)
    assert refused.value.code == "allotted"
    with pytest.raises(RuleBroken):
        elections.allot_seats(delegates, 2, " ", actor=case.boss)
    elections.allot_seats(delegates, 2, "Hướng dẫn 05-HD/ĐUK", actor=case.boss)
    delegates.refresh_from_db()
    assert (delegates.seats, delegates.allotted_by) == (2, "Hướng dẫn 05-HD/ĐUK")


def test_a_voted_number_is_not_allotted() -> None:
    case = Holding(12)
    election = elections.add_election(case.congress, [Office.COMMITTEE], 3, actor=case.boss)
    with pytest.raises(RuleBroken) as refused:
        elections.allot_seats(election, 3, "05-HD", actor=case.boss)
    assert refused.value.code == "voted"


def test_an_office_that_will_not_be_elected_says_why() -> None:
    case = Holding(12)
    election = elections.add_election(case.congress, [Office.COMMITTEE], 3, actor=case.boss)
    elections.plan_seats(election, 5, actor=case.boss)
    elections.cancel_election(election, reason="Cấp trên chỉ định.", actor=case.boss)
    election.refresh_from_db()
    assert (election.planned_seats, election.state, election.outcome) == (
        5, "cancelled", "Cấp trên chỉ định.",
    )  # fmt: skip
    with pytest.raises(Conflict):
        elections.plan_seats(election, 3, actor=case.boss)
