"""What a congress leaves open: said with its article on pages and in papers, filled afterwards."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from daihoi.accounts.permissions import Role
from daihoi.base.errors import Conflict
from daihoi.elections.actions import elections
from daihoi.elections.actions.appointments import record_appointment
from daihoi.elections.actions.next_rounds import finish_election, record_continuation
from daihoi.elections.models import Election, Round
from daihoi.elections.papers.files import congress_file
from daihoi.elections.queries.decisions import SuperiorsPaper
from daihoi.elections.queries.facts import RESULTS, facts_of
from daihoi.elections.queries.hands import Hands
from daihoi.elections.queries.law import rules_of
from daihoi.elections.queries.next_steps import GoOn
from daihoi.elections.queries.open_places import open_places
from daihoi.elections.queries.planning import offices_missing
from daihoi.rules.elections.closing import filled_later
from daihoi.rules.elections.kinds import Office
from daihoi.rules.elections.loading import rule_set
from tests.elections.counted import announced, presiding, seat
from tests.elections.holding import Holding
from tests.elections.test_result_papers import squeezed, words_of
from tests.factories import MembershipFactory, grant
from tests.factories.organizations import PersonFactory
from tests.factories.personnel import PersonnelPlanFactory

pytestmark = pytest.mark.django_db
PAPER = SuperiorsPaper("15-QĐ/ĐU", date(2020, 4, 10), "Đảng ủy cơ quan")
OPEN = "Chi ủy: có 2 trên 3 người, còn khuyết 1."


@pytest.fixture
def ended() -> Round:
    """The congress left one seat open."""
    made = announced([26, 20, 14, 12], seats=3)
    actor = presiding(made)
    seat(made, 28)
    record_continuation(made.election, GoOn.LEAVE, Hands(28), actor=actor)
    finish_election(made.election, actor=actor)
    return made


def cancelled(office: Office = Office.DEPUTY_SECRETARY) -> tuple[Holding, Election]:
    case = Holding(12)
    made = elections.add_election(case.congress, [office], 1, actor=case.boss)
    elections.cancel_election(made, reason="Cấp trên đồng ý chưa bầu.", actor=case.boss)
    made.refresh_from_db()
    return case, made


def test_an_open_seat_names_how_it_is_filled(ended: Round) -> None:  # P-045, E-165
    (place,) = open_places(ended.election.congress)
    assert place.words == OPEN
    assert place.later["words"] == "Sau đại hội: cấp trên chỉ định khi thật cần."
    assert any("mục 22" in each for each in place.later["articles"])
    assert place.url == ""


def test_an_office_that_was_not_elected_is_named(client: Client) -> None:  # P-056
    case, made = cancelled()
    (place,) = open_places(case.congress, may_prepare=True)
    assert place.words == "Phó bí thư: đại hội không bầu (Cấp trên đồng ý chưa bầu)."
    assert place.url == reverse("elections:election_add", args=[case.congress.pk])
    assert Office.DEPUTY_SECRETARY not in offices_missing(case.congress, rules_of(case.congress))
    elections.add_election(case.congress, [Office.DEPUTY_SECRETARY], 1, actor=case.boss)
    assert open_places(case.congress) == []
    assert made.state == "cancelled"


def test_what_the_plan_leaves_open_waits_until_it_is_presented() -> None:
    case = Holding(12)
    PersonnelPlanFactory.create(
        congress=case.congress, settled=True, open_places=1,
        posts_not_elected="Phó bí thư", posts_paper="12-CV/ĐUK ngày 3-3-2020",
    )  # fmt: skip
    assert open_places(case.congress) == []
    first, second = open_places(case.congress, may_prepare=True)
    assert "Để trống 1 vị trí để bổ sung sau" in first.words
    assert "theo 12-CV/ĐUK ngày 3-3-2020" in second.words
    for place in (first, second):
        assert any("chưa có nguồn xác nhận" in each for each in place.later["unconfirmed"])


def test_pages_and_papers_say_what_is_open(ended: Round, client: Client) -> None:
    congress = ended.election.congress
    for role in (Role.SECRETARY, Role.MEMBER):
        client.force_login(grant(role, congress.organization))
        for name in ("overview", "result_list"):
            page = client.get(reverse(f"elections:{name}", args=[congress.pk])).content.decode()
            assert OPEN in page
            button = reverse("elections:appointment_add", args=[ended.election_id])
            assert (button in page) == (role is Role.SECRETARY)
    for code in ("trung-cu", "tong-hop"):
        word, printed = words_of(congress_file(congress, code))
        for words in (word, printed):
            assert squeezed(OPEN) in squeezed(words)
            assert squeezed("mục 22") in squeezed(words)
    told = str(facts_of(congress, congress.target_on)[RESULTS])
    assert OPEN.rstrip(".") in told


def test_the_superior_fills_the_seat_after_the_congress(ended: Round) -> None:  # E-165
    election = Election.objects.get(pk=ended.election_id)
    person = PersonFactory.create(organization=election.congress.organization)
    MembershipFactory.create(person=person)
    actor = grant(Role.SECRETARY, election.congress.organization)
    record_appointment(election, person, PAPER, actor=actor)
    election.refresh_from_db()
    assert election.state == "finished"
    assert "Cấp trên chỉ định chi ủy" in election.outcome
    assert open_places(election.congress) == []
    other = PersonFactory.create(organization=election.congress.organization)
    with pytest.raises(Conflict):
        record_appointment(election, other, PAPER, actor=actor)


@pytest.mark.parametrize(
    ("edition", "office", "decision"),
    [
        ("vn-party-2014", Office.COMMITTEE, "appointed"),
        ("vn-party-2024", Office.SECRETARY, "either"),
        ("vn-party-2024", Office.STANDING_COMMITTEE, "elected_in_term"),
        ("vn-trade-union", Office.COMMITTEE, "superior_guides"),
    ],
)
def test_how_it_is_filled_is_of_the_edition(edition: str, office: Office, decision: str) -> None:
    assert filled_later(office, rule_set(edition)).decision == decision
