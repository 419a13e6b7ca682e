"""Who stands: accepted, refused and kept, bound to withdraw, supported or not."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from daihoi.audit.models import Entry
from daihoi.base.errors import Conflict, RuleBroken
from daihoi.elections.actions import nominations
from daihoi.elections.models import Election, Nomination, NominationSource
from daihoi.elections.queries.election_page import election_page
from daihoi.elections.queries.hands import Hands
from daihoi.elections.queries.law import rules_of
from daihoi.elections.queries.lists import slate_of
from daihoi.organizations.models import Office
from daihoi.personnel.models import PersonnelPlan
from tests.elections.holding import Holding
from tests.factories.personnel import CandidateFactory, PersonnelPlanFactory

pytestmark = pytest.mark.django_db
FLOOR, SELF = NominationSource.FLOOR, NominationSource.SELF


@pytest.fixture
def case() -> Holding:
    made = Holding(20)
    made.confirmed()
    return made


def seat(case: Holding, number: int) -> None:
    """Somebody of the sitting committee."""
    Office.objects.create(
        person=case.people[number], kind="committee_member", starts_on=date(2015, 1, 1)
    )


def nominate(case: Holding, election: Election, number: int, by: int = 10) -> Nomination:
    return nominations.nominate(
        election, case.people[number], FLOOR, by=case.people[by], actor=case.boss
    )


def test_a_probationary_member_nominates_an_official_one(case: Holding) -> None:
    """T10."""
    newcomer = case.call("Lê Văn Dự Bị", category="probationary")
    guest = case.call("Mai Văn Tạm", category="incoming_temporary")
    case.congress.rolls.all().delete()
    case.confirmed()
    election = case.election()
    for number, by in enumerate((newcomer, guest)):
        made = nominations.nominate(election, case.people[number], FLOOR, by=by, actor=case.boss)
        assert (made.state, made.nominated_by) == ("open", by)
    refused = nominations.nominate(election, newcomer, FLOOR, by=case.people[0], actor=case.boss)
    assert refused.state == "refused"
    assert refused.decided["articles"]


def test_a_sitting_member_outside_the_list_must_ask_to_withdraw(case: Holding) -> None:
    """T35."""
    seat(case, 5)
    election = case.election()
    case.put_forward(election, *case.people[:3])
    made = nominate(case, election, 5)
    assert (made.state, made.must_ask_out, made.asks_out) == ("open", True, True)
    assert made.decided["decision"] == "to_withdrawal"
    slate = slate_of(election, rules_of(case.congress))
    assert slate.waits == [f"Chưa quyết định việc {case.people[5]} xin rút."]
    vote = nominations.decide_withdrawal(made, case.hands(), proposal=True, actor=case.boss)
    made.refresh_from_db()
    assert vote.passed
    assert made.state == "withdrawn"
    assert made.decided["vote"] == vote.pk
    assert Entry.objects.get(action="elections.decide_withdrawal").after["proposal"] is True


def test_the_committees_list_is_taken_once_it_was_presented(case: Holding, client: Client) -> None:
    """E-080; before that neither who prepares the ballot nor the record learns a name (S41)."""
    election = case.election()
    plan = PersonnelPlanFactory.create(congress=case.congress, settled=True)
    person = case.people[3]
    CandidateFactory.create(plan=plan, person=person, for_committee=True, put_forward=True)
    with pytest.raises(RuleBroken, match="chưa trình đại hội"):
        nominations.take_committee_list(election, actor=case.boss)
    client.force_login(case.boss)
    url = reverse("elections:election_detail", args=[election.pk])
    text = client.get(url).content.decode()
    assert "lấy sang được sau khi trình đại hội" in text
    assert "Lấy 1 người" not in text
    case.put_forward(election, case.people[4])
    (entry,) = Entry.objects.filter(action="elections.nominate")
    kept = f"{entry.subject_label} {entry.after}"
    assert str(case.people[4]) not in kept
    PersonnelPlan.objects.update(presented_at=plan.settled_at, presented_by=plan.settled_by)
    assert "Lấy 1 người" in client.get(url).content.decode()
    (made,) = nominations.take_committee_list(election, actor=case.boss)
    assert made.person == person
    assert Entry.objects.get(action="elections.take_committee_list").after == {
        "names": [str(person)]
    }


def test_the_congress_may_refuse_a_withdrawal(case: Holding) -> None:
    election = case.election()
    case.put_forward(election, case.people[0])
    row = election.nominations.get()
    nominations.ask_out(row, reason="Sức khỏe.", actor=case.boss)
    nominations.decide_withdrawal(row, Hands(5, 15), proposal=False, actor=case.boss)
    row.refresh_from_db()
    assert row.state == "accepted"
    page = election_page(election.pk, viewer=case.boss)
    assert page.lines[0].was_kept
    assert "Đại hội không cho rút, giữ trong danh sách." in shown(case, election)


def test_a_sitting_member_nominates_nobody_outside_the_list_nor_stands(case: Holding) -> None:
    seat(case, 5)
    election = case.election()
    by_member = nominate(case, election, 6, by=5)
    stands = nominations.nominate(election, case.people[5], SELF, actor=case.boss)
    for row in (by_member, stands):
        assert row.state == "refused"
        assert "244-QĐ/TW" in row.decided["articles"][0]
    assert Nomination.objects.count() == 2


def test_who_was_refused_may_be_nominated_rightly(case: Holding) -> None:
    seat(case, 5)
    election = case.election()
    nominate(case, election, 6, by=5)
    assert nominate(case, election, 6, by=7).state == "open"
    assert election.nominations.count() == 2


def test_nobody_is_on_the_list_twice(case: Holding) -> None:
    election = case.election()
    nominate(case, election, 6)
    with pytest.raises(Conflict) as refused:
        nominate(case, election, 6, by=8)
    assert refused.value.code == "already_nominated"


@pytest.mark.parametrize(("supporters", "state"), [(6, "refused"), (7, "open")])
def test_thirty_per_cent_is_not_more_than_thirty(supporters: int, state: str) -> None:
    """T34 under the edition of 2024; at 20 attending 6 fail and 7 pass."""
    case = Holding(20, day=date(2025, 4, 3))
    case.confirmed()
    election = case.election()
    row = nominate(case, election, 6)
    found = nominations.record_support(row, supporters, actor=case.boss)
    assert (found.state, found.supporters, found.attending) == (state, supporters, 20)
    assert "190-QĐ/TW" in found.decided["articles"][0]
    with pytest.raises(RuleBroken) as refused:
        nominations.record_support(row, 21, actor=case.boss)
    assert refused.value.code == "more_supporters"


def test_no_support_is_asked_before_2024(case: Holding) -> None:
    election = case.election()
    row = nominate(case, election, 6)
    assert nominations.record_support(row, 1, actor=case.boss).state == "open"
    assert slate_of(election, rules_of(case.congress)).waits == []


def test_a_secretary_is_listed_after_the_committee_is_elected(case: Holding) -> None:
    case.election()
    with pytest.raises(RuleBroken) as refused:
        case.put_forward(case.election("secretary", 1), case.people[0])
    assert refused.value.code == "committee_first"


def test_a_slip_of_the_pen_is_taken_back(case: Holding) -> None:
    election = case.election()
    row = nominate(case, election, 6)
    nominations.take_back_nomination(row, actor=case.boss)
    assert not election.nominations.exists()
    entry = Entry.objects.get(action="elections.take_back_nomination")
    assert entry.before["name"] == case.people[6].full_name


def shown(case: Holding, election: Election) -> str:
    client = Client()
    client.force_login(case.boss)
    return client.get(reverse("elections:election_detail", args=[election.pk])).content.decode()
