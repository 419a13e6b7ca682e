"""After a ballot that left seats open: what is permitted, and what the congress decides."""

from datetime import date, timedelta

import pytest

from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, NotPermitted, RuleBroken
from daihoi.elections.actions.appointments import record_appointment
from daihoi.elections.actions.next_rounds import (
    finish_election,
    prepare_next_round,
    record_continuation,
)
from daihoi.elections.actions.results import void_round
from daihoi.elections.models import Election, Round, Vote
from daihoi.elections.queries.decisions import SuperiorsPaper
from daihoi.elections.queries.hands import Hands
from daihoi.elections.queries.next_steps import GoOn, next_steps
from tests.elections.counted import BY_PRESIDIUM, announced, counting, presiding, seat
from tests.factories import grant
from tests.factories.elections import ElectionFactory
from tests.factories.organizations import PersonFactory

pytestmark = pytest.mark.django_db
PAPER = SuperiorsPaper("15-QĐ/ĐU", date(2020, 4, 10), "Đảng ủy cơ quan")


def names_of(round_: Round) -> list[str]:
    return list(round_.names.order_by("position").values_list("printed", flat=True))


def test_a_tie_gets_its_ballot_without_a_vote() -> None:  # T22, E-142
    first = announced([26, 20, 20, 12], seats=2)
    actor = presiding(first)
    made = prepare_next_round(first.election, actor=actor)
    made.refresh_from_db()
    assert (made.number, made.state, made.is_tie, made.seats) == (2, "listed", True, 1)
    assert names_of(made) == ["Trần Thị Ánh", "Lê Đức Bình"]
    assert (made.style, made.listed_by) == ("strike_out", actor)
    entry = Entry.objects.get(action="elections.prepare_next_round")
    assert entry.after["names"] == names_of(made)


def test_a_second_tie_asks_the_congress() -> None:  # E-143
    first = announced([26, 20, 20, 12], seats=2)
    again = announced([14, 14], seats=1, election=first.election, number=2, is_tie=True)
    election = again.election
    actor = presiding(again)
    assert next_steps(election).asks == (GoOn.LEVEL, GoOn.LEAVE)
    with pytest.raises(Conflict, match="đại hội quyết định"):
        prepare_next_round(election, actor=actor)
    seat(again, 28)
    record_continuation(election, GoOn.LEVEL, Hands(20, 8), actor=actor)
    made = prepare_next_round(election, actor=actor)
    assert (made.number, made.is_tie, made.seats) == (3, True, 1)


def test_an_open_seat_is_voted_on_again_when_the_congress_says_so() -> None:  # T21, E-146
    first = announced([26, 20, 14, 12])
    election, actor = first.election, presiding(first)
    with pytest.raises(Conflict):
        prepare_next_round(election, actor=actor)
    seat(first, 28)
    vote = record_continuation(election, GoOn.LEFT, Hands(15, 13), actor=actor)
    assert (vote.passed, vote.round) == (True, first)
    assert (
        vote.subject == "Bầu tiếp trong số những người còn lại: chi ủy 1 người, danh sách 2 người"
    )
    assert vote.decided["arithmetic"] == "28; cần 15"
    made = prepare_next_round(election, actor=actor)
    assert (made.number, made.state, made.is_tie, made.seats) == (2, "listed", False, 1)
    assert names_of(made) == ["Lê Đức Bình", "Hoàng Thị Dung"]


def test_half_the_hands_do_not_carry_it_and_the_seat_stays_open() -> None:  # E-047
    first = announced([26, 20, 14, 12])
    election, actor = first.election, presiding(first)
    seat(first, 28)
    vote = record_continuation(election, GoOn.LEFT, Hands(14, 14), actor=actor)
    assert not vote.passed
    with pytest.raises(Conflict):
        prepare_next_round(election, actor=actor)
    finish_election(election, actor=actor)
    election.refresh_from_db()
    assert election.state == "finished"
    assert election.outcome.startswith("Chi ủy: bầu được 2 trên 3 người, để khuyết 1.")
    assert Entry.objects.filter(action="elections.finish_election").count() == 1


def test_a_list_as_long_as_the_seats_only_if_the_congress_agrees() -> None:  # T45, E-148
    first = announced([26, 10, 9, 8, 7], seats=5)
    made = prepare_after_vote(first)
    assert (made.state, made.seats, made.style) == ("listed", 4, "agree_disagree")


def prepare_after_vote(first: Round) -> Round:
    actor = presiding(first)
    seat(first, 28)
    record_continuation(first.election, GoOn.LEFT, Hands(20), actor=actor)
    return prepare_next_round(first.election, actor=actor)


def test_a_list_that_is_too_long_goes_back_to_be_made() -> None:  # E-082
    first = announced([26, 10, 9, 8, 7], seats=2)
    made = prepare_after_vote(first)
    assert (made.state, made.seats, names_of(made), made.style) == ("preparing", 1, [], "")


def test_new_names_go_back_to_making_the_list() -> None:  # E-147
    first = announced([34, 28, 20, 18], base=40, office="superior_delegate")
    actor = presiding(first)
    seat(first, 40)
    record_continuation(first.election, GoOn.NEW, Hands(30), actor=actor)
    made = prepare_next_round(first.election, actor=actor)
    assert (made.state, names_of(made)) == ("preparing", [])


def test_delegates_are_voted_on_again_without_asking() -> None:  # T38, E-147
    first = announced([34, 28, 20, 18], base=40, office="superior_delegate")
    actor = presiding(first)
    with pytest.raises(Conflict, match="Điều 20, khoản 2"):
        finish_election(first.election, actor=actor)
    made = prepare_next_round(first.election, actor=actor)
    assert (made.state, made.seats) == ("listed", 1)
    assert names_of(made) == ["Lê Đức Bình", "Hoàng Thị Dung"]
    assert not Vote.objects.exists()


def test_more_hands_than_people_are_refused() -> None:
    first = announced([26, 20, 14, 12])
    seat(first, 27)
    with pytest.raises(RuleBroken, match="nhiều hơn số người được biểu quyết"):
        record_continuation(first.election, GoOn.LEFT, Hands(20, 8), actor=presiding(first))
    assert not Vote.objects.exists()


def test_what_is_not_asked_cannot_be_voted_on() -> None:
    first = announced([26, 20, 20, 12], seats=2)
    with pytest.raises(Conflict, match="bầu lại trong số người bằng phiếu"):
        record_continuation(first.election, GoOn.LEFT, Hands(28), actor=presiding(first))


def test_who_prepares_the_election_prepares_its_next_ballot() -> None:
    first = announced([26, 20, 20, 12], seats=2)
    member = grant(Role.MEMBER, first.election.congress.organization)
    with pytest.raises(NotPermitted):
        prepare_next_round(first.election, actor=member)


def test_nothing_follows_while_a_ballot_runs_or_the_office_is_filled() -> None:
    running = counting([26, 20, 14, 12])
    with pytest.raises(Conflict, match="Chưa có kết quả"):
        prepare_next_round(running.election, actor=presiding(running))
    done = announced([26, 24, 20, 12])
    with pytest.raises(Conflict, match="đã kết thúc"):
        prepare_next_round(done.election, actor=presiding(done))


def test_a_void_ballot_is_held_again_as_it_was() -> None:  # E-131
    void = counting([26, 24, 20, 12])
    actor = presiding(void)
    void_round(void, "Thùng phiếu bị đổ.", BY_PRESIDIUM, actor=actor)
    made = prepare_next_round(void.election, actor=actor)
    assert (made.number, made.state, made.seats) == (2, "listed", 3)
    assert names_of(made) == names_of(void)


def three_failed() -> Election:
    election = ElectionFactory.create(office="secretary", seats=1, planned_seats=1)
    for number in (1, 2, 3):
        announced([7, 7], seats=1, base=15, election=election, number=number)
    election.refresh_from_db()
    return election


def test_after_three_ballots_the_superior_appoints() -> None:  # T28, E-164
    election = three_failed()
    secretary = grant(Role.SECRETARY, election.congress.organization)
    with pytest.raises(Conflict, match="cấp trên chỉ định"):
        prepare_next_round(election, actor=secretary)
    person = PersonFactory.create(
        organization=election.congress.organization, full_name="Lê Đức Bình"
    )
    made = record_appointment(election, person, PAPER, actor=secretary)
    election.refresh_from_db()
    assert election.state == "finished"
    assert election.outcome == (
        "Cấp trên chỉ định bí thư: Lê Đức Bình (15-QĐ/ĐU · Đảng ủy cơ quan)."
    )
    entry = Entry.objects.get(action="elections.record_appointment")
    assert entry.after == {
        "person": person.pk,
        "paper": "15-QĐ/ĐU",
        "paper_on": "2020-04-10",
        "issuer": "Đảng ủy cơ quan",
    }
    assert made.recorded_by == secretary


def test_each_next_step_names_its_own_article() -> None:
    appointed = next_steps(three_failed())
    assert appointed.step == "superior_appoints"
    assert appointed.grounds["articles"] == ["Quy định 29-QĐ/TW, 25-7-2016, mục 22"]
    open_seat = next_steps(announced([26, 20, 14, 12]).election)
    assert "Điều 12" in open_seat.basis
    assert all("chưa có nguồn xác nhận" in each for each in open_seat.grounds["unconfirmed"])
    void = counting([26, 24, 20, 12])
    void_round(void, "Thùng phiếu bị đổ.", BY_PRESIDIUM, actor=presiding(void))
    assert next_steps(void.election).basis == "chưa có nguồn xác nhận"


def test_somebody_outside_the_committee_is_not_appointed_secretary() -> None:  # E-164
    committee = announced([26, 24, 20, 12])
    election = ElectionFactory.create(
        congress=committee.election.congress, office="secretary", seats=1, planned_seats=1
    )
    secretary = grant(Role.SECRETARY, election.congress.organization)
    outside = committee.names.get(position=4).person
    with pytest.raises(RuleBroken, match="không ở trong cấp ủy vừa bầu"):
        record_appointment(election, outside, PAPER, actor=secretary)
    inside = committee.names.get(position=1).person
    record_appointment(election, inside, PAPER, actor=secretary)  # E-165
    election.refresh_from_db()
    assert election.state == "finished"


def test_an_appointment_needs_a_paper_of_today_or_before_and_a_person_from_here() -> None:
    election = three_failed()
    secretary = grant(Role.SECRETARY, election.congress.organization)
    person = PersonFactory.create(organization=election.congress.organization)
    late = SuperiorsPaper("15-QĐ/ĐU", clock.today() + timedelta(days=1), "Đảng ủy")
    with pytest.raises(RuleBroken, match="sau hôm nay"):
        record_appointment(election, person, late, actor=secretary)
    with pytest.raises(NotFound):
        record_appointment(election, PersonFactory.create(), PAPER, actor=secretary)
    assert not election.appointments.exists()


def test_nobody_is_appointed_to_what_the_superior_may_not_fill() -> None:
    first = announced([34, 28, 20, 18], base=40, office="superior_delegate")
    secretary = grant(Role.SECRETARY, first.election.congress.organization)
    person = first.names.get(position=3).person
    with pytest.raises(RuleBroken, match="không được chỉ định"):
        record_appointment(first.election, person, PAPER, actor=secretary)
