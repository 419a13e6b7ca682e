"""What elections read of a plan: people by office, in Vietnamese name order."""

from datetime import date
from typing import Any

import pytest

from daihoi.organizations.models import Office
from daihoi.personnel.models import Candidate, PersonnelPlan
from daihoi.personnel.queries.slates import is_presented, put_forward, sitting_committee
from tests.factories import CongressFactory, PersonFactory
from tests.factories.personnel import CandidateFactory, PersonnelPlanFactory

pytestmark = pytest.mark.django_db


def named(plan: PersonnelPlan, name: str, **fields: Any) -> Candidate:
    person = PersonFactory.create(organization=plan.congress.organization, full_name=name)
    return CandidateFactory.create(plan=plan, person=person, **fields)


def test_people_stand_by_given_name_and_only_for_their_offices() -> None:
    plan = PersonnelPlanFactory.create()
    binh = named(plan, "Nông Văn Bình", put_forward=True, for_secretary=True)
    an = named(plan, "Vi Thị An", put_forward=True)
    named(plan, "Lý Thị Cúc")  # considered only
    named(plan, "Lý Thị Dung", state="dropped", drop_reason="Tự xin rút.")
    found = put_forward(plan.congress, "committee")
    assert [(each.name, each.candidate_id, each.person_id) for each in found] == [
        ("Vi Thị An", an.pk, an.person_id),
        ("Nông Văn Bình", binh.pk, binh.person_id),
    ]
    assert [each.name for each in put_forward(plan.congress, "secretary")] == ["Nông Văn Bình"]
    assert put_forward(plan.congress, "deputy_secretary") == []
    assert put_forward(plan.congress, "inspection_committee") == []


def test_without_a_plan_nobody_is_put_forward() -> None:
    congress = CongressFactory.create()
    assert put_forward(congress, "committee") == []
    assert not is_presented(congress)
    assert is_presented(PersonnelPlanFactory.create(presented=True).congress)


def test_the_sitting_committee_is_of_today() -> None:
    plan = PersonnelPlanFactory.create()
    sits = named(plan, "Nông Văn Bình", put_forward=True)
    gone = named(plan, "Vi Thị An", put_forward=True)
    Office.objects.create(person=sits.person, kind="secretary", title="Bí thư")
    Office.objects.create(
        person=gone.person, kind="committee_member", title="Ủy viên", ends_on=date(2018, 1, 1)
    )
    assert sitting_committee(plan.congress) == {sits.person_id: "secretary"}
    found = {each.name: each.is_re_elected for each in put_forward(plan.congress, "committee")}
    assert found == {"Vi Thị An": False, "Nông Văn Bình": True}
