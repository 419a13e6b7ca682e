"""Where delegates meet: organizations represented are of the quorum; who is no delegate files papers."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from daihoi.audit.models import Entry
from daihoi.base.errors import Conflict, RuleBroken
from daihoi.congresses.models import CongressForm
from daihoi.elections.actions import nominations, rolls
from daihoi.elections.models import Nomination, NominationSource, Roll
from daihoi.elections.queries.law import rules_of
from daihoi.elections.queries.rolls import reckoned_now
from daihoi.organizations.models import Person
from tests.elections.holding import Holding
from tests.factories import MembershipFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Holding:
    """Of the party committee of a bloc; its delegates are all here."""
    made = Holding(20)
    made.congress.form = CongressForm.DELEGATES
    made.congress.save()
    made.cell.kind = "bloc_committee"
    made.cell.save()
    made.confirmed()
    made.congress.refresh_from_db()
    return made


def outsider(case: Holding) -> Person:
    person = PersonFactory.create(organization=case.cell, full_name="Lê Văn Ngoài")
    MembershipFactory.create(person=person, status="official")
    return person


@pytest.mark.parametrize(("represented", "decision"), [(5, "not_met"), (6, "met")])
def test_two_thirds_of_the_organizations_are_represented(
    case: Holding, represented: int, decision: str
) -> None:  # E-050
    rolls.tell_delegations(case.congress, 9, represented, actor=case.boss)
    roll = Roll.objects.get()
    found = reckoned_now(case.congress, roll, rules_of(case.congress))
    assert roll.delegations == (9, represented)
    assert found.quorum.decision == decision
    assert f"Có {represented} trên 9 tổ chức" in found.quorum.words
    assert Entry.objects.get(action="elections.tell_delegations").after == {
        "organizations": 9, "represented": represented,
    }  # fmt: skip


def test_a_correction_keeps_what_was_told(case: Holding) -> None:
    rolls.tell_delegations(case.congress, 9, 7, actor=case.boss)
    made = rolls.propose_roll(case.congress, reason="Người đến sau.", actor=case.boss)
    assert made.delegations == (9, 7)
    rolls.tell_delegations(case.congress, 9, 8, actor=case.boss)
    assert {each.represented for each in Roll.objects.all()} == {8}


def test_no_more_are_represented_than_there_are(case: Holding) -> None:
    with pytest.raises(RuleBroken) as refused:
        rolls.tell_delegations(case.congress, 9, 10, actor=case.boss)
    assert refused.value.code == "more_represented"
    assert Roll.objects.get().delegations is None


def test_a_congress_of_members_asks_no_organizations() -> None:
    case = Holding(12)
    case.confirmed()
    with pytest.raises(Conflict) as refused:
        rolls.tell_delegations(case.congress, 9, 7, actor=case.boss)
    assert refused.value.code == "not_asked"


def test_the_pages_ask_for_the_organizations_until_they_are_told(
    case: Holding, client: Client
) -> None:
    client.force_login(case.boss)
    overview, roll, form = (
        reverse(f"elections:{name}", args=[case.congress.pk])
        for name in ("overview", "roll_detail", "roll_delegations")
    )
    assert form in client.get(overview).content.decode()
    assert "Chưa ghi bao nhiêu tổ chức trực thuộc" in client.get(roll).content.decode()
    wrong = client.post(form, {"organizations": "9", "represented": "10"})
    assert "Có 10 tổ chức có đại biểu dự trên 9" in wrong.content.decode()
    client.post(form, {"organizations": "9", "represented": "7"})
    assert form not in client.get(overview).content.decode()
    assert "Có 7 trên 9 tổ chức" in client.get(roll).content.decode()


def test_who_is_no_delegate_stands_by_a_file_in_time(case: Holding) -> None:  # E-062
    election, person = case.election(), outsider(case)
    with pytest.raises(RuleBroken) as refused:
        nominations.nominate(election, person, NominationSource.SELF, actor=case.boss)
    assert refused.value.code == "file_needed"
    assert not Nomination.objects.exists()
    late = nominations.nominate(
        election, person, NominationSource.SELF, filed_on=date(2020, 4, 2), actor=case.boss
    )
    assert (late.state, late.decided["decision"]) == ("refused", "too_late")
    made = nominations.nominate(
        election, person, NominationSource.SELF, filed_on=date(2020, 2, 3), actor=case.boss
    )
    assert (made.state, made.filed_on) == ("open", date(2020, 2, 3))


def test_the_form_asks_for_the_day_where_delegates_meet(case: Holding, client: Client) -> None:
    election, person = case.election(), outsider(case)
    url = reverse("elections:nomination_add", args=[election.pk])
    client.force_login(case.boss)
    asked = client.post(url, {"source": "self", "person": person.pk})
    assert "ghi ngày nộp hồ sơ" in asked.content.decode()
    client.post(url, {"source": "self", "person": person.pk, "filed_on": "3/2/2020"})
    assert Nomination.objects.get().filed_on == date(2020, 2, 3)
    case.congress.form = CongressForm.ALL_MEMBERS
    case.congress.save()
    assert "filed_on" not in client.get(url).content.decode()
