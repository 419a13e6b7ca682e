"""The list: how long, in which order, by which support; adopted, it is the ballot."""

import pytest

from daihoi.audit.models import Entry
from daihoi.base.errors import Conflict, NotFound, RuleBroken
from daihoi.elections.actions import ballots, lists, nominations
from daihoi.elections.models import Election, NominationSource, Round, Sheet
from daihoi.elections.queries.hands import Hands
from daihoi.elections.queries.law import rules_of
from daihoi.elections.queries.lists import slate_of
from tests.elections.holding import Holding
from tests.factories import UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Holding:
    made = Holding(28)
    made.confirmed()
    return made


def adopt(case: Holding, election: Election, hands: Hands | None = None) -> None:
    rows = [row.pk for row in election.nominations.all()]
    lists.adopt_list(election, rows, hands or case.hands(), actor=case.boss)


@pytest.mark.parametrize(("names", "decision"), [(3, "too_short"), (5, "too_long")])
def test_a_committee_of_three_is_elected_out_of_four(
    case: Holding, names: int, decision: str
) -> None:
    """T32; the success is `test_a_list_that_is_adopted_is_the_ballot`."""
    election = case.election()
    case.put_forward(election, *case.people[:names])
    with pytest.raises(RuleBroken, match="244-QĐ/TW") as refused:
        adopt(case, election)
    assert refused.value.code == decision
    assert not Round.objects.exists()


def test_a_list_that_is_adopted_is_the_ballot(case: Holding) -> None:
    """T32, T39: in the order of given names, Vietnamese."""
    for person, name in zip(
        case.people,
        ("Trần Thị Ánh", "Vũ Đình Đạt", "Đỗ Văn Hải", "Nguyễn Văn An"),
        strict=False,
    ):
        person.set({"full_name": name})
        person.save()
    round_ = case.listed()
    assert [row.printed for row in round_.names.all()] == [
        "Nguyễn Văn An", "Trần Thị Ánh", "Vũ Đình Đạt", "Đỗ Văn Hải",
    ]  # fmt: skip
    assert (round_.state, round_.style, round_.seats, round_.number) == (
        "listed",
        "strike_out",
        3,
        1,
    )
    assert round_.listed_by == case.boss
    round_.election.refresh_from_db()
    assert round_.election.state == "balloting"
    assert set(round_.election.nominations.values_list("state", flat=True)) == {"accepted"}
    entry = Entry.objects.get(action="elections.adopt_list")
    assert entry.after["names"][0] == "Nguyễn Văn An"


def test_a_list_that_the_congress_does_not_adopt_is_no_ballot(case: Holding) -> None:
    """T40."""
    election = case.election()
    case.put_forward(election, *case.people[:4])
    adopt(case, election, Hands(14, 14))
    assert not Round.objects.exists()
    assert election.votes.get(matter="slate").passed is False


def test_one_name_is_enough_for_a_secretary() -> None:
    """T33, in a cell without a committee."""
    case = Holding(8)
    case.confirmed()
    round_ = case.listed(case.election("secretary", 1), 1)
    assert round_.style == "agree_disagree"


def test_a_list_over_the_cap_is_cut_by_support(case: Holding) -> None:
    """T31: seven seats, eight prepared, two from the floor: nine at most."""
    election = case.election(seats=7)
    case.put_forward(election, *case.people[:8])
    rows = [
        nominations.nominate(
            election,
            case.people[number],
            NominationSource.FLOOR,
            by=case.people[20],
            actor=case.boss,
        )
        for number in (8, 9)
    ]
    rules = rules_of(case.congress)
    assert slate_of(election, rules).waits
    nominations.record_support(rows[0], 5, actor=case.boss)
    nominations.record_support(rows[1], 9, actor=case.boss)
    slate = slate_of(election, rules)
    assert (slate.waits, slate.longest, slate.left_out) == ([], 9, {rows[0].pk})
    with pytest.raises(RuleBroken, match="đến 9 người") as refused:
        adopt(case, election)
    assert "ít người ủng hộ hơn" in str(refused.value.advice)
    lists.adopt_list(election, slate.chosen, case.hands(), actor=case.boss)
    rows[0].refresh_from_db()
    assert rows[0].state == "refused"
    assert election.rounds.get().names.count() == 9


def test_level_support_is_for_the_congress_to_settle(case: Holding) -> None:
    election = case.election(seats=7)
    case.put_forward(election, *case.people[:8])
    for number in (8, 9):
        row = nominations.nominate(
            election,
            case.people[number],
            NominationSource.FLOOR,
            by=case.people[20],
            actor=case.boss,
        )
        nominations.record_support(row, 5, actor=case.boss)
    slate = slate_of(election, rules_of(case.congress))
    assert len(slate.level) == 2
    assert case.people[8].full_name in slate.answers[-1].words
    chosen = [*slate.chosen, min(slate.level)]
    lists.adopt_list(election, chosen, case.hands(), actor=case.boss)
    assert election.rounds.get().names.count() == 9


def test_namesakes_are_told_apart_by_birth_then_unit(case: Holding) -> None:
    one, two, three = case.people[:3]
    unit = UnitFactory.create(organization=case.cell, name="Văn phòng")
    other = UnitFactory.create(organization=case.cell, name="Phòng Nghiệp vụ")
    for person, birth, place in (
        (one, "1980-05-01", unit), (two, "1980-07-01", other), (three, "1975", unit),
    ):  # fmt: skip
        person.set({"full_name": "Lý Văn Bản", "birth": birth, "unit": place})
        person.save()
    names = list(case.listed().names.values_list("printed", flat=True))
    assert names[:3] == [
        "Lý Văn Bản (sinh 1975)",
        "Lý Văn Bản (sinh 1980, Văn phòng)",
        "Lý Văn Bản (sinh 1980, Phòng Nghiệp vụ)",
    ]


def test_two_people_nobody_can_tell_apart_are_not_printed(case: Holding) -> None:
    for person in case.people[:2]:
        person.set({"full_name": "Lý Văn Bản", "birth": "1980-05-01"})
        person.save()
    election = case.election()
    case.put_forward(election, *case.people[:4])
    with pytest.raises(RuleBroken) as refused:
        adopt(case, election)
    assert refused.value.code == "namesakes"


def test_names_of_another_election_are_not_found(case: Holding) -> None:
    election = case.election()
    case.put_forward(election, *case.people[:4])
    with pytest.raises(NotFound):
        lists.adopt_list(election, [10**6], case.hands(), actor=case.boss)


def test_a_list_is_adopted_after_its_number(case: Holding) -> None:
    election = case.election(seats=None)
    case.put_forward(election, *case.people[:4])
    with pytest.raises(RuleBroken) as refused:
        adopt(case, election)
    assert refused.value.code == "no_seats"


def test_who_withdraws_after_printing_makes_a_new_list_and_edition(case: Holding) -> None:
    round_ = ballots.print_ballots(case.listed(), 31, Sheet.A5, actor=case.boss)
    row = round_.election.nominations.get(person=case.people[0])
    with pytest.raises(Conflict, match="đã chốt"):
        nominations.ask_out(row, reason="Sức khỏe.", actor=case.boss)
    round_ = lists.reopen_list(round_, reason="Một người xin rút.", actor=case.boss)
    assert (round_.state, round_.edition, round_.printed) == ("preparing", 2, None)
    assert not round_.names.exists()
    entry = Entry.objects.get(action="elections.reopen_list")
    assert entry.after == {"reason": "Một người xin rút.", "destroyed": 31, "edition": 2}
    nominations.ask_out(row, reason="Sức khỏe.", actor=case.boss)
    nominations.decide_withdrawal(row, case.hands(), proposal=True, actor=case.boss)
    case.put_forward(round_.election, case.people[6])
    again = case.adopt(round_.election)
    assert (again.pk, again.state, again.edition) == (round_.pk, "listed", 2)
    assert case.people[6] in [each.person for each in again.names.all()]


def test_once_papers_are_out_the_list_stays(case: Holding) -> None:
    (teller, _other) = case.tellers(case.people[20], case.people[21])
    round_ = ballots.print_ballots(case.listed(), 31, Sheet.A5, actor=case.boss)
    ballots.issue_ballots(round_, 28, actor=teller)
    row = round_.election.nominations.get(person=case.people[0])
    for refusal in (
        lambda: lists.reopen_list(round_, reason="Xin rút.", actor=case.boss),
        lambda: nominations.ask_out(row, reason="Sức khỏe.", actor=case.boss),
    ):
        with pytest.raises(Conflict, match="đã phát") as refused:
            refusal()
        assert "bỏ lượt bầu" in str(refused.value.advice)
