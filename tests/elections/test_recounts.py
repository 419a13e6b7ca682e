"""A told result counted anew: who decides, what stands meanwhile, what takes its place."""

from typing import Any

import pytest

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, NotPermitted, RuleBroken
from daihoi.elections.actions import ballots, counts, next_rounds, recounts, results
from daihoi.elections.actions.result_papers import deposit_minutes
from daihoi.elections.actions.sealing import seal_ballots
from daihoi.elections.actions.votes import withdraw_vote
from daihoi.elections.models import Count, Decider, Election, Recount, Round, Vote
from daihoi.elections.papers.files import ANEW, congress_file, round_file
from daihoi.elections.queries.decisions import Decision, SuperiorsPaper, deciders_of_recount
from daihoi.elections.queries.elected import elected_in
from daihoi.elections.queries.first_page import checks_of, to_announce, without_minutes
from daihoi.elections.queries.hall import Stage, hall
from daihoi.elections.queries.hands import Hands
from daihoi.elections.queries.next_steps import GoOn, next_steps
from daihoi.elections.queries.recounting import bearing_of, get_recount, officers_unseated
from daihoi.elections.queries.results import get_known_round, result_page
from daihoi.meetings.models import Meeting
from tests.elections.counted import BY_PRESIDIUM, announced, presiding, seat
from tests.elections.counting_room import NAMES, Room, both_agree, by_papers, room
from tests.factories import grant

pytestmark = pytest.mark.django_db
WHY = "Có khiếu nại về phiếu không hợp lệ."


def told(hall_: Room, *, struck: tuple[int, ...] = (3, 3, 3, 3)) -> User:
    """Counted by both, announced by the presidium; each paper strikes one name."""
    count_all(hall_, struck)
    actor = presiding(hall_.round)
    results.announce_result(hall_.round, actor=actor)
    hall_.round.refresh_from_db()
    return actor


def count_all(hall_: Room, struck: tuple[int, ...]) -> None:
    for side in (1, 2):
        by_papers(hall_.side(side), [hall_.seen(each) for each in struck])
    both_agree(hall_)
    hall_.round.refresh_from_db()


def ordered(hall_: Room, actor: User, decision: Decision = BY_PRESIDIUM) -> Recount:
    made = recounts.recount_told(hall_.round, WHY, decision, actor=actor)
    hall_.round.refresh_from_db()
    assert made is not None
    return made


def voters(round_: Round) -> None:
    """So many in the room that hands can be counted."""
    roll = round_.roll
    assert roll is not None
    seat(round_, roll.convened)


def congress_ended(round_: Round) -> None:
    seat(round_, 1)
    meeting = Meeting.objects.get(congress=round_.election.congress)
    meeting.state, meeting.ended_at, meeting.ended_by = "ended", clock.now(), meeting.created_by
    meeting.save(update_fields=["state", "ended_at", "ended_by"])


def elected(round_: Round) -> list[str]:
    return [each.name for each in elected_in(round_.election)]


BASE = {"names": NAMES, "seats": 3, "papers": 4}


@pytest.fixture
def case() -> Room:
    """Four papers of a base of four."""
    made = room(**BASE)  # type: ignore[arg-type]  # as `room` takes them
    roll = made.round.roll
    assert roll is not None
    roll.convened, roll.base, roll.need = 4, 4, 3
    roll.save(update_fields=["convened", "base", "need"])
    Round.objects.filter(pk=made.round.pk).update(present=4)
    made.round.refresh_from_db()
    return made


def test_a_told_result_stands_while_it_is_counted_anew(case: Room) -> None:
    actor = told(case)
    before = (case.round.tally, case.round.outcome, case.round.announced_at)
    made = ordered(case, actor)

    round_ = case.round
    assert (round_.state, round_.attempt, round_.told_attempt) == ("recounting", 2, 1)
    assert (round_.tally, round_.outcome, round_.announced_at) == before
    assert (made.decider, made.decided_by, made.reason) == ("presidium", "đoàn chủ tịch", WHY)
    assert made.settled["tally"] == round_.tally
    assert made.was_told
    assert elected(round_) == list(NAMES[:3])
    round_.election.refresh_from_db()
    assert round_.election.state == "finished"
    entry = Entry.objects.get(action="elections.recount_told")
    assert entry.after == {
        "attempt": 2, "reason": WHY, "decider": "presidium", "decided_by": "đoàn chủ tịch",
    }  # fmt: skip
    assert next_steps(round_.election).step is None


def test_only_another_agreed_and_told_result_takes_its_place(case: Room) -> None:
    actor = told(case)
    made = ordered(case, actor)
    count_all(case, (0, 0, 0, 3))
    assert case.round.state == "recounted"
    assert elected(case.round) == list(NAMES[:3])  # what was told, not what was found
    assert [row.votes for row in case.round.names.all()] == [4, 4, 4, 0]
    assert case.round in to_announce(actor)

    results.announce_result(case.round, actor=actor)

    round_ = Round.objects.get(pk=case.round.pk)
    assert (round_.state, round_.anew, round_.attempt) == ("announced", {}, 2)
    assert set(elected(round_)) == set(NAMES[1:])
    assert [row.votes for row in round_.names.all()] == [1, 4, 4, 3]
    kept = get_recount(made.pk, viewer=actor)
    assert kept.settled["tally"]["votes"] == dict(zip(NAMES, (4, 4, 4, 0), strict=True))
    assert Count.objects.filter(round=round_, is_closed=True).count() == 4
    told_twice = Entry.objects.filter(action="elections.announce_result").order_by("pk")
    assert [entry.after["votes"][NAMES[0]] for entry in told_twice] == [4, 1]
    settled = Entry.objects.filter(action="elections.settle").order_by("pk").last()
    assert settled is not None
    assert settled.after["digest"] == told_twice[1].after["digest"]


def test_an_office_that_is_not_filled_by_the_new_result_goes_on(case: Room) -> None:
    actor = told(case)
    ordered(case, actor)
    count_all(case, (0, 0, 2, 2))  # Bình has 4, An and Chi 2 each of a base of 4
    results.announce_result(case.round, actor=actor)
    election = Election.objects.get(pk=case.round.election_id)
    assert (election.state, election.outcome) == ("balloting", "")
    assert next_steps(election).step is not None


def test_the_same_result_again_changes_nothing_that_rests_on_it() -> None:
    round_ = announced([26, 20, 14, 12])
    actor = presiding(round_)
    voters(round_)
    next_rounds.record_continuation(round_.election, GoOn.LEAVE, Hands(20, 8), actor=actor)
    assert next_steps(round_.election).may_finish
    kept = Round.objects.get(pk=round_.pk)
    kept.outcome = {**(kept.outcome or {}), "words": "Kết quả khác."}
    kept.save(update_fields=["outcome"])
    assert not next_steps(Election.objects.get(pk=round_.election_id)).may_finish


def test_the_congress_decides_by_hands_that_are_kept(case: Room) -> None:
    actor = told(case)
    voters(case.round)
    no = Decision(Decider.CONGRESS, Hands(2, 2))
    assert recounts.recount_told(case.round, WHY, no, actor=actor) is None
    case.round.refresh_from_db()
    assert case.round.state == "announced"
    assert [(vote.matter, vote.passed) for vote in Vote.objects.all()] == [("recount", False)]

    made = ordered(case, actor, Decision(Decider.CONGRESS, Hands(3, 1)))

    assert made.decided_by == "đại hội, 3 đồng ý, 1 không đồng ý, 0 ý kiến khác"
    vote = Vote.objects.get(passed=True)
    with pytest.raises(Conflict) as refused:
        withdraw_vote(vote, reason="Đếm nhầm.", actor=actor)
    assert refused.value.code == "carried_out"


def test_once_the_congress_is_over_only_the_superior_decides(case: Room) -> None:
    actor = told(case)
    congress_ended(case.round)
    assert deciders_of_recount(case.round) == (Decider.SUPERIOR,)
    with pytest.raises(RuleBroken) as refused:
        recounts.recount_told(case.round, WHY, BY_PRESIDIUM, actor=actor)
    assert refused.value.code == "not_the_decider"
    secretary = grant(Role.SECRETARY, case.round.election.congress.organization)
    without = Decision(Decider.SUPERIOR)
    with pytest.raises(RuleBroken, match="Chưa ghi số, ngày"):
        recounts.recount_told(case.round, WHY, without, actor=secretary)
    paper = SuperiorsPaper(" 12-CV/ĐU ", clock.today(), "Đảng ủy Khối")
    made = ordered(case, secretary, Decision(Decider.SUPERIOR, paper=paper))
    assert made.decided_by.startswith("Đảng ủy Khối, văn bản số 12-CV/ĐU ngày ")


def test_nobody_else_orders_it_and_never_without_a_reason(case: Room) -> None:
    actor = told(case)
    organization = case.round.election.congress.organization
    for other in (
        case.first,
        grant(Role.MEMBER, organization),
        grant(Role.SECRETARY, organization),
    ):
        with pytest.raises(NotPermitted):
            recounts.recount_told(case.round, WHY, BY_PRESIDIUM, actor=other)
    with pytest.raises(NotFound):
        recounts.recount_told(case.round, WHY, BY_PRESIDIUM, actor=presiding(announced([2, 1], seats=1)))  # fmt: skip
    with pytest.raises(RuleBroken, match="lý do"):
        recounts.recount_told(case.round, "  ", BY_PRESIDIUM, actor=actor)
    with pytest.raises(RuleBroken, match="số tay giơ"):
        recounts.recount_told(case.round, WHY, Decision(Decider.CONGRESS), actor=actor)
    assert not Recount.objects.exists()


def test_a_later_ballot_that_rests_on_it_comes_first() -> None:
    round_ = announced([26, 20, 20, 12], seats=2)
    actor = presiding(round_)
    later = next_rounds.prepare_next_round(round_.election, actor=actor)
    with pytest.raises(Conflict, match=r"Lượt bầu 2 .* phải bỏ lượt ấy trước") as refused:
        recounts.recount_told(round_, WHY, BY_PRESIDIUM, actor=actor)
    assert refused.value.code == "rests_on_it"

    results.void_round(later, "Kiểm lại lượt trước.", BY_PRESIDIUM, actor=actor)
    recounts.recount_told(round_, WHY, BY_PRESIDIUM, actor=actor)

    assert Round.objects.get(pk=round_.pk).state == "recounting"


def test_after_a_void_ballot_the_newest_told_result_says_what_follows() -> None:
    round_ = announced([26, 20, 20, 12], seats=2)
    actor = presiding(round_)
    later = next_rounds.prepare_next_round(round_.election, actor=actor)
    results.void_round(later, "Kiểm lại lượt trước.", BY_PRESIDIUM, actor=actor)
    assert next_steps(round_.election).is_redo
    Round.objects.filter(pk=round_.pk).update(announced_at=clock.now())

    steps = next_steps(Election.objects.get(pk=round_.election_id))

    assert (steps.last, steps.is_redo) == (round_, False)
    again = next_rounds.prepare_next_round(round_.election, actor=actor)
    assert again.number == 3
    assert hall(round_.election.congress_id, viewer=actor).round == again


def test_officers_elected_out_of_the_committee_are_named(case: Room) -> None:
    actor = told(case)
    congress = case.round.election.congress
    office = Election.objects.create(
        congress=congress, office="secretary", planned_seats=1, seats=1, position=2,
        created_by=actor, created_at=clock.now(), updated_at=clock.now(),
    )  # fmt: skip
    chosen = case.round.names.get(printed=NAMES[0]).person
    secretary = announced([4], seats=1, base=4, election=office, roll=case.round.roll)
    secretary.names.update(person=chosen, printed=NAMES[0])
    notes = bearing_of(case.round).notes
    assert any(NAMES[0] in each and "bầu lại" in each for each in notes)

    ordered(case, actor)
    count_all(case, (0, 0, 0, 0))
    results.announce_result(case.round, actor=actor)

    [unseated] = officers_unseated(congress)
    assert unseated.endswith(f": {NAMES[0]}")
    assert result_page(case.round.pk, viewer=actor).unseated == [unseated]


def test_a_ballot_for_officers_that_runs_is_finished_first(case: Room) -> None:
    actor = told(case)
    office = Election.objects.create(
        congress=case.round.election.congress, office="secretary", planned_seats=1, seats=1,
        position=2, created_by=actor, created_at=clock.now(), updated_at=clock.now(),
    )  # fmt: skip
    Round.objects.create(election=office, number=1, seats=1, state="listed")
    with pytest.raises(Conflict, match="trong số người trúng cử"):
        recounts.recount_told(case.round, WHY, BY_PRESIDIUM, actor=actor)


def test_the_hall_says_so_without_a_number_and_then_the_new_result(case: Room) -> None:
    actor, congress = told(case), case.round.election.congress_id
    member = grant(Role.MEMBER, case.round.election.congress.organization)
    ordered(case, actor)
    shown = hall(congress, viewer=member)
    assert (shown.stage, shown.elected, shown.recount.reason) == (Stage.RECOUNT, (), WHY)  # type: ignore[union-attr]  # told
    count_all(case, (0, 0, 0, 0))
    assert hall(congress, viewer=member).stage == Stage.RECOUNT
    results.announce_result(case.round, actor=actor)
    shown = hall(congress, viewer=member)
    assert shown.stage == Stage.RESULT
    assert {row.printed for row in shown.elected} == set(NAMES[1:])
    assert shown.recount is not None


def test_what_it_came_to_is_known_before_only_to_who_counts_or_announces(case: Room) -> None:
    actor = told(case)
    member = grant(Role.MEMBER, case.round.election.congress.organization)
    ordered(case, actor)
    with pytest.raises(Conflict):
        get_known_round(case.round.pk, viewer=actor, anew=True)
    count_all(case, (0, 0, 0, 0))

    known = result_page(case.round.pk, viewer=actor)
    assert known.anew is not None
    assert [row.printed for row in known.anew_elected] == list(NAMES[1:])
    assert [row.printed for row in known.elected] == list(NAMES[:3])
    plain = result_page(case.round.pk, viewer=member)
    assert (plain.anew, plain.anew_elected) == (None, ())
    assert plain.recount is not None
    with pytest.raises(NotPermitted):
        get_known_round(case.round.pk, viewer=member, anew=True)
    found = get_known_round(case.round.pk, viewer=actor, anew=True)
    assert round_file(found, ANEW).pdf.startswith(b"%PDF")
    assert Round.objects.get(pk=case.round.pk).state == "recounted"


def test_minutes_are_those_of_the_told_count_until_the_new_one_is_told(case: Room) -> None:
    actor = told(case)
    organization = case.round.election.congress.organization
    clerk = grant(Role.CLERK, organization, grant(Role.SECRETARY, organization))
    deposit_minutes(case.round, actor=clerk)
    assert without_minutes(case.round.election.congress) == []
    assert "chưa ban hành" in bearing_of(case.round).notes[0]
    ordered(case, actor)
    with pytest.raises(Conflict, match="đang kiểm lại"):
        deposit_minutes(case.round, actor=clerk)
    text = words(case.round)
    assert "Kiểm lại toàn bộ" not in text
    count_all(case, (0, 0, 0, 0))
    results.announce_result(case.round, actor=actor)

    round_ = Round.objects.get(pk=case.round.pk)
    assert without_minutes(round_.election.congress) == [round_]
    assert f"Kiểm lại toàn bộ lần 2 sau khi đã công bố, theo quyết định của đoàn chủ tịch. Lý do: {WHY}" in words(round_)  # fmt: skip
    paper = deposit_minutes(round_, actor=clerk)
    assert paper.source_label.endswith(", kiểm lần 2")
    assert without_minutes(round_.election.congress) == []


def test_papers_are_to_be_sealed_again(case: Room) -> None:
    actor = told(case)
    seal_ballots(case.round, "Phong bì, văn thư giữ.", actor=actor)
    made = ordered(case, actor)
    with pytest.raises(Conflict):
        seal_ballots(case.round, "Phong bì khác.", actor=actor)
    count_all(case, (0, 0, 0, 0))
    results.announce_result(case.round, actor=actor)
    round_ = Round.objects.get(pk=case.round.pk)
    assert (round_.sealed_at, round_.seal_note, round_.keep_until) == (None, "", None)
    assert made.settled["seal_note"] == "Phong bì, văn thư giữ."


def test_papers_found_in_the_box_belong_to_the_recount(case: Room) -> None:
    actor = told(case, struck=(3, 3, 3, 3))
    ordered(case, actor)
    ballots.correct_returned(case.round, 3, reason="Thiếu một phiếu.", actor=case.first)
    round_ = Round.objects.get(pk=case.round.pk)
    assert (round_.returned, round_.in_box) == (4, 3)
    case.round = round_
    count_all(case, (3, 3, 3))
    results.announce_result(case.round, actor=actor)
    round_ = Round.objects.get(pk=case.round.pk)
    assert (round_.returned, round_.in_box) == (3, 3)
    assert Recount.objects.get().settled["returned"] == 4


def test_a_recount_is_given_up_before_both_sides_agree(case: Room) -> None:
    actor = told(case)
    ordered(case, actor)
    counts.take_side(case.round, 1, actor=case.first)
    with pytest.raises(NotPermitted):
        recounts.drop_recount(case.round, "Rút khiếu nại.", actor=grant(Role.SECRETARY, case.round.election.congress.organization))  # fmt: skip
    with pytest.raises(RuleBroken, match="lý do"):
        recounts.drop_recount(case.round, " ", actor=actor)
    recounts.drop_recount(case.round, "Rút khiếu nại.", actor=actor)

    round_ = Round.objects.get(pk=case.round.pk)
    assert (round_.state, round_.attempt, round_.anew) == ("announced", 1, {})
    assert Recount.objects.get().dropped == "Rút khiếu nại."
    assert not Count.objects.filter(is_closed=False).exists()
    entry = Entry.objects.get(action="elections.drop_recount")
    assert entry.after == {"attempt": 1, "reason": "Rút khiếu nại."}
    again = recounts.recount_told(round_, WHY, BY_PRESIDIUM, actor=actor)
    assert again is not None
    assert again.attempt == 3  # never one that was

    count_all(case, (0, 0, 0, 0))
    with pytest.raises(Conflict, match="không dừng kiểm lại được") as refused:
        recounts.drop_recount(case.round, "Không cần nữa.", actor=actor)
    assert refused.value.code == "has_result"


def test_tellers_may_count_once_more_before_it_is_told(case: Room) -> None:
    actor = told(case)
    ordered(case, actor)
    count_all(case, (0, 0, 0, 0))
    recounts.recount(case.round, "Nhầm tập.", "Ban kiểm phiếu", actor=case.first)
    case.round.refresh_from_db()
    assert (case.round.state, case.round.attempt, case.round.told_attempt) == ("recounting", 3, 1)
    assert elected(case.round) == list(NAMES[:3])
    count_all(case, (0, 0, 0, 3))
    results.announce_result(case.round, actor=actor)
    assert set(elected(case.round)) == set(NAMES[1:])


def test_while_it_lasts_the_congress_may_give_the_ballot_up_the_presidium_may_not(
    case: Room,
) -> None:
    actor = told(case)
    voters(case.round)
    with pytest.raises(Conflict):
        results.void_round(case.round, "Phiếu thừa.", BY_PRESIDIUM, actor=actor)
    ordered(case, actor)
    with pytest.raises(RuleBroken) as refused:
        results.void_round(case.round, "Phiếu thừa.", BY_PRESIDIUM, actor=actor)
    assert refused.value.code == "not_the_decider"

    by_congress = Decision(Decider.CONGRESS, Hands(4))
    results.void_round(case.round, "Phiếu thừa.", by_congress, actor=actor)

    round_ = Round.objects.get(pk=case.round.pk)
    round_.election.refresh_from_db()
    assert (round_.state, round_.void_decider, round_.election.state) == (
        "void", "congress", "balloting",
    )  # fmt: skip
    assert elected(round_) == []
    assert next_steps(round_.election).is_redo


def test_the_dossier_waits_for_it(case: Room) -> None:
    actor = told(case)
    congress = case.round.election.congress
    assert next(checks_of(congress)).is_met
    ordered(case, actor)
    check = next(checks_of(congress))
    assert not check.is_met
    assert "đang kiểm lại" in check.detail
    for code in ("trung-cu", "tong-hop"):
        assert "kiểm lại" in text_of(congress_file(congress, code).paper)


def test_the_signature_of_the_presidium_is_that_of_the_count(case: Room) -> None:
    presiding(case.round)
    count_all(case, (3, 3, 3, 3))
    kept = case.round.presidium
    assert kept
    later = presiding(case.round)
    member = later.person.congress_bodies.get()
    member.is_head = True
    member.save(update_fields=["is_head"])
    assert kept in words(Round.objects.get(pk=case.round.pk))
    assert str(later.person) not in words(Round.objects.get(pk=case.round.pk))


def words(round_: Round) -> str:
    return text_of(round_file(Round.objects.get(pk=round_.pk), "bien-ban").paper)


def text_of(paper: Any) -> str:
    return str(paper.to_json())
