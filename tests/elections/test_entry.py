"""Papers as tellers enter them: judged with their article, taken in once, undone, put in batches."""

from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base.errors import Conflict, NotFound, NotPermitted, RuleBroken
from daihoi.elections.actions import counts, papers_entry, recounts
from daihoi.elections.models import Batch, Count, CountMode, OpenPaper, Pattern
from daihoi.elections.queries.batches import BatchMoved, open_batch
from daihoi.elections.queries.judging import Seen
from daihoi.elections.queries.tallies import law_of, own_tally
from daihoi.rules.elections.ballots import Judgement
from daihoi.rules.elections.kinds import Fault, MarkStyle, PaperClass, Verdict
from tests.elections.counting_room import (
    NAMES,
    bundle,
    by_bundles,
    by_papers,
    by_sums,
    close_batch,
    enter,
    local_rule,
    release,
    room,
    stranger,
    teller_at,
)
from tests.factories import grant
from tests.factories.elections import ListedNameFactory

pytestmark = pytest.mark.django_db


def accepted(count: Count, seen: Seen) -> Judgement:
    """What the server says of a paper as it takes it in."""
    now = open_batch(count)
    place = {"key": uuid4(), "batch": now.number, "papers": now.papers}
    return papers_entry.accept_paper(count, seen, **place, actor=count.teller).judgement


def test_an_accepted_paper_is_kept_under_its_key_and_nothing_is_recorded() -> None:
    hall = room()
    side = hall.side()
    before = Entry.objects.count()
    key = uuid4()

    enter(side, hall.seen(3), key=key)

    [paper] = OpenPaper.objects.all()
    assert (paper.pk, paper.marks, paper.faults, paper.place) == (key, "8", [], 0)
    assert (paper.batch.number, paper.batch.is_closed, paper.batch.count) == (1, False, side)
    assert Entry.objects.count() == before


def test_a_key_counts_once() -> None:
    hall = room()
    side = hall.side()
    key = uuid4()
    enter(side, hall.seen(3), key=key)
    enter(side, hall.seen(3), key=key, papers=0)
    assert OpenPaper.objects.count() == 1


def test_a_second_page_is_told_and_nothing_is_doubled_or_lost() -> None:
    hall = room()
    side = hall.side()
    enter(side, hall.seen(3))
    with pytest.raises(BatchMoved, match="Tập 1 nay có 1 phiếu"):
        enter(side, hall.seen(2), papers=0)
    with pytest.raises(BatchMoved):
        papers_entry.close_batch(side, batch=1, papers=2, actor=hall.first)
    assert OpenPaper.objects.count() == 1


def test_a_key_of_a_closed_batch_does_not_come_back() -> None:
    hall = room()
    side = hall.side()
    key = uuid4()
    enter(side, hall.seen(3), key=key)
    close_batch(side)
    assert not Pattern.objects.filter(pk=key).exists()
    with pytest.raises(BatchMoved):
        enter(side, hall.seen(3), key=key, batch=1, papers=0)
    assert (OpenPaper.objects.count(), Pattern.objects.get().papers) == (0, 1)


def test_a_key_that_another_batch_holds_is_refused() -> None:
    hall = room()
    first, second = hall.side(1), hall.side(2)
    key = uuid4()
    enter(first, hall.seen(3), key=key)
    with pytest.raises(Conflict) as refusal:
        enter(second, hall.seen(3), key=key)
    assert refusal.value.code == "key_elsewhere"


def test_undoing_takes_out_the_last_paper_and_gives_its_marks_back() -> None:
    hall = room()
    side = hall.side()
    keys = [uuid4(), uuid4()]
    enter(side, hall.seen(0), key=keys[0])
    enter(side, hall.seen(1, faults=[Fault.SIGNED]), key=keys[1])

    seen = papers_entry.undo_paper(side, key=keys[1], actor=hall.first)

    assert seen == hall.seen(1, faults=[Fault.SIGNED])
    assert [each.pk for each in OpenPaper.objects.all()] == [keys[0]]
    with pytest.raises(BatchMoved):
        papers_entry.undo_paper(side, key=keys[1], actor=hall.first)
    papers_entry.undo_paper(side, key=keys[0], actor=hall.first)
    assert not Batch.objects.exists()


def test_closing_a_batch_leaves_how_many_papers_looked_alike() -> None:
    hall = room(papers=3)
    side = hall.side()
    for seen in (hall.seen(3), hall.seen(2), hall.seen(3)):
        enter(side, seen)

    closed = close_batch(side)

    assert not OpenPaper.objects.exists()
    assert sorted(Pattern.objects.values_list("marks", "papers")) == [("4", 1), ("8", 2)]
    assert (closed.papers, closed.is_closed, len(closed.digest)) == (3, True, 64)
    entry = Entry.objects.get(action="elections.close_batch")
    assert entry.after == {"papers": 3, "digest": closed.digest}
    assert entry.actor_id == hall.first.pk
    with pytest.raises(BatchMoved):
        papers_entry.close_batch(side, batch=1, papers=3, actor=hall.first)


def test_a_full_batch_is_closed_first() -> None:
    hall = room(papers=20)
    side = papers_entry.resize_batches(hall.side(), 10, actor=hall.first)
    for _ in range(10):
        enter(side, hall.seen(3))
    with pytest.raises(RuleBroken, match="Tập 1 đã đủ 10 phiếu") as refusal:
        enter(side, hall.seen(3))
    assert refusal.value.code == "batch_full"
    close_batch(side)
    enter(side, hall.seen(3))
    assert open_batch(side).number == 2
    for size in (9, 501):
        with pytest.raises(RuleBroken):
            papers_entry.resize_batches(side, size, actor=hall.first)


def test_a_bundle_is_many_papers_and_can_be_taken_out_while_its_batch_is_open() -> None:
    hall = room(papers=20)
    side = hall.side()
    key = uuid4()
    bundle(side, hall.seen(3), 7, key=key)
    bundle(side, hall.seen(3), 7, key=key, papers=0)
    enter(side, hall.seen(3))
    assert open_batch(side).papers == 8
    papers_entry.remove_bundle(side, key=key, actor=hall.first)
    assert open_batch(side).papers == 1
    with pytest.raises(Conflict) as refusal:
        papers_entry.remove_bundle(side, key=key, actor=hall.first)
    assert refusal.value.code == "bundle_gone"
    for number in (0, 10_000):
        with pytest.raises(RuleBroken):
            bundle(side, hall.seen(3), number)


def test_a_doubtful_paper_is_not_entered_but_put_aside() -> None:
    hall = room()
    side = hall.side()
    for act in (enter, lambda count, seen: bundle(count, seen, 2)):
        with pytest.raises(RuleBroken, match="chưa rõ") as refusal:
            act(side, hall.seen(3, faults=[Fault.UNCLEAR]))
        assert refusal.value.code == "doubtful"
    assert not Batch.objects.exists()


def test_marks_at_names_that_the_paper_does_not_have_are_refused() -> None:
    side = room().side()
    with pytest.raises(RuleBroken, match="vượt quá 4 tên"):
        enter(side, Seen(1 << 4))
    assert not Batch.objects.exists()


# Who counts.


def test_only_tellers_enter_papers() -> None:
    hall = room()
    side = hall.side()
    congress = hall.round.election.congress
    place = {"key": uuid4(), "batch": 1, "papers": 0}
    for role in (Role.SECRETARY, Role.COMMITTEE_MEMBER, Role.MEMBER, Role.PRESIDIUM):
        with pytest.raises(NotPermitted):
            papers_entry.accept_paper(
                side, hall.seen(3), **place, actor=grant(role, congress.organization)
            )
    administrator = grant(Role.ADMINISTRATOR, congress.organization)
    with pytest.raises(NotPermitted):
        papers_entry.accept_paper(side, hall.seen(3), **place, actor=administrator)
    with pytest.raises(NotFound):
        papers_entry.accept_paper(side, hall.seen(3), **place, actor=stranger())
    with pytest.raises(NotPermitted) as refusal:  # a role alone, the congress did not name her
        papers_entry.accept_paper(side, hall.seen(3), **place, actor=grant(Role.TELLER, congress))
    assert refusal.value.code == "not_a_teller"
    with pytest.raises(NotPermitted) as refusal:
        papers_entry.accept_paper(side, hall.seen(3), **place, actor=hall.second)
    assert refusal.value.code == "not_her_side"
    assert not OpenPaper.objects.exists()


def test_a_teller_who_is_released_enters_no_more() -> None:
    hall = room()
    side = hall.side()
    enter(side, hall.seen(3))
    release(hall.first)
    with pytest.raises(NotPermitted):
        enter(side, hall.seen(3))


def test_a_teller_on_the_list_counts_another_ballot_not_this_one() -> None:
    """E-025, E-026: the list of each ballot is what counts."""
    hall = room()
    candidate = teller_at(hall.round, "Hà Thị Em")
    person = candidate.person
    ListedNameFactory.create(round=hall.round, person=person, position=9, printed="Hà Thị Em")
    with pytest.raises(NotPermitted, match=r"có tên trong danh sách bầu.*Điều 7") as refusal:
        counts.take_side(hall.round, 1, actor=candidate)
    assert refusal.value.code == "teller_on_list"


# What papers are, through the action (elections.md, T13 to T19).

TWO = MarkStyle.AGREE_DISAGREE


@pytest.mark.parametrize(
    ("struck", "paper", "reason"),
    [
        ((3,), PaperClass.VALID, Verdict.FULL),
        ((2, 3), PaperClass.VALID, Verdict.UNDERVOTE),
        ((), PaperClass.INVALID, Verdict.OVERVOTE),
        ((0, 1, 2, 3), PaperClass.INVALID, Verdict.ZERO_VOTE),
    ],
)
def test_t14_struck_names(struck: tuple[int, ...], paper: PaperClass, reason: Verdict) -> None:
    hall = room()
    found = accepted(hall.side(), hall.seen(*struck))
    assert (found.paper, found.reason) == (paper, reason)
    assert [str(each) for each in found.articles] != []


def test_t15_a_name_with_both_boxes_counts_for_nobody() -> None:
    hall = room(names=NAMES[:3], style=TWO, papers=1)
    side = hall.side()
    found = accepted(side, hall.seen(0, 1, against=(1, 2)))
    assert found.paper is PaperClass.VALID
    close_batch(side)
    counted = own_tally(side, law_of(hall.round))
    assert (counted.votes, counted.against) == ((1, 0, 0), (0, 0, 1))


@pytest.mark.parametrize(
    ("agree", "disagree", "paper", "votes"),
    [
        ((0,), (), PaperClass.VALID, 1),
        ((), (0,), PaperClass.VALID, 0),
        ((0,), (0,), PaperClass.INVALID, 0),
        ((), (), PaperClass.INVALID, 0),
    ],
)
def test_t16_one_name(
    agree: tuple[int, ...], disagree: tuple[int, ...], paper: PaperClass, votes: int
) -> None:
    hall = room(names=NAMES[:1], seats=1, style=TWO, papers=1)
    side = hall.side()
    assert accepted(side, hall.seen(*agree, against=disagree)).paper is paper
    close_batch(side)
    assert own_tally(side, law_of(hall.round)).votes == (votes,)


@pytest.mark.parametrize(
    ("fault", "source"),
    [
        pytest.param(Fault.OUTSIDER, "Trả lời nghiệp vụ", id="T17"),
        pytest.param(Fault.NOT_ISSUED, "Điều 17", id="T18"),
        pytest.param(Fault.SIGNED, "Trả lời nghiệp vụ", id="T19"),
        pytest.param(Fault.MARKED, "Trả lời nghiệp vụ", id="E-120"),
        pytest.param(Fault.WRITTEN, "Trả lời nghiệp vụ", id="E-121"),
    ],
)
def test_faults_make_a_rightly_marked_paper_invalid(fault: Fault, source: str) -> None:
    hall = room()
    found = accepted(hall.side(), hall.seen(3, faults=[fault]))
    assert (found.paper, found.reason) == (PaperClass.INVALID, fault)
    assert source in str(found.articles[0])


def test_who_is_not_printed_is_elected_where_the_edition_lets_voters_write() -> None:
    """Outsiders are counted by name."""
    hall = room(names=NAMES[:2], seats=2, papers=2, style=MarkStyle.CHOOSE)
    local_rule(hall.round.election.congress, "write_in", "valid")
    side = hall.side()
    enter(side, hall.seen(0, written=("Lý Văn Giang",)))
    enter(side, hall.seen(1))
    close_batch(side)
    counted = own_tally(side, law_of(hall.round))
    assert (counted.votes, dict(counted.written)) == ((1, 1), {"Lý Văn Giang": 1})


@pytest.mark.parametrize("style", [MarkStyle.YES_NO_ABSTAIN, MarkStyle.SYMBOL])
def test_styles_with_two_boxes_tell_for_and_against(style: MarkStyle) -> None:
    hall = room(names=NAMES[:2], seats=2, papers=2, style=style)
    side = hall.side()
    enter(side, hall.seen(0, against=(1,)))
    enter(side, hall.seen(1))
    close_batch(side)
    counted = own_tally(side, law_of(hall.round))
    assert (counted.votes, counted.against, counted.valid) == ((1, 1), (0, 1), 2)


# However they are entered, papers come to the same.


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.sampled_from([MarkStyle.STRIKE_OUT, TWO, MarkStyle.CHOOSE, MarkStyle.SYMBOL]),
    st.integers(1, 5),
    st.integers(1, 4),
    st.lists(
        st.tuples(
            st.integers(0, 1023),
            st.sampled_from([None, Fault.SIGNED, Fault.NOT_ISSUED, Fault.MARKED]),
        ),
        min_size=1,
        max_size=9,
    ),
)
def test_papers_bundles_and_sums_come_to_the_same(
    style: MarkStyle, names: int, seats: int, drawn: list[tuple[int, Fault | None]]
) -> None:
    with transaction.atomic():
        listed = [f"Người {n}" for n in range(names)]
        hall = room(names=listed, seats=min(seats, names), style=style, papers=len(drawn))
        width = hall.ballot.width
        papers = [
            Seen(marks % (1 << width), frozenset({fault} if fault else ()))
            for marks, fault in drawn
        ]
        first = by_papers(hall.side(1), papers)
        second = by_bundles(hall.side(2), papers)
        recounts.recount(hall.round, "Thử cách thứ ba.", "Ban kiểm phiếu", actor=hall.first)
        third = by_sums(hall.side(1), papers)
        assert first.tally == second.tally == third.tally
        transaction.set_rollback(True)


def test_sums_are_typed_instead_of_papers_and_checked() -> None:
    hall = room(papers=10)
    side = counts.switch_mode(hall.side(), CountMode.SUMS, actor=hall.first)
    right = {
        "votes": dict(zip(NAMES, (9, 8, 7, 3), strict=True)), "against": {}, "valid": 9,
        "blank": 0, "invalid": {"overvote": 1}, "written": {},
    }  # fmt: skip
    too_many = {**right["votes"], NAMES[3]: 4}
    with pytest.raises(RuleBroken, match="nhiều nhất là 9 × 3 = 27") as refusal:
        counts.type_sums(side, {**right, "votes": too_many}, actor=hall.first)
    assert refusal.value.code == "sums"
    too_many = {**right["votes"], NAMES[0]: 10}
    with pytest.raises(RuleBroken, match="chỉ có 9 phiếu hợp lệ"):
        counts.type_sums(side, {**right, "votes": too_many}, actor=hall.first)
    with pytest.raises(RuleBroken, match="không có trong danh sách bầu"):
        counts.type_sums(side, {**right, "votes": {"Ai đó": 1}}, actor=hall.first)

    counts.type_sums(side, right, actor=hall.first)
    closed = counts.close_side(side, actor=hall.first)

    assert closed.tally["votes"] == right["votes"]
    assert closed.tally["invalid"] == {"overvote": 1}
    with pytest.raises(Conflict):
        enter(side, hall.seen(3))


def test_papers_and_sums_do_not_mix() -> None:
    hall = room()
    side = hall.side()
    enter(side, hall.seen(3))
    with pytest.raises(RuleBroken) as refusal:
        counts.switch_mode(side, CountMode.SUMS, actor=hall.first)
    assert refusal.value.code == "batch_open"
    close_batch(side)
    counts.switch_mode(side, CountMode.SUMS, actor=hall.first)
    with pytest.raises(Conflict) as conflict:
        enter(side, hall.seen(3))
    assert conflict.value.code == "other_mode"
    counts.switch_mode(side, CountMode.PAPERS, actor=hall.first)
    assert own_tally(side, law_of(hall.round)).returned == 1
