"""Two sides of a count: taken by two people, handed over, closed with right sums, mended."""

from functools import partial
from typing import Any

import pytest

from daihoi.audit.models import Entry
from daihoi.base.errors import Conflict, NotPermitted, RuleBroken
from daihoi.elections.actions import counts, doubtful
from daihoi.elections.models import Batch, Count, OpenPaper, Pattern, Round
from daihoi.elections.queries import counts as queries
from daihoi.elections.queries.batches import open_batch
from daihoi.elections.queries.tallies import law_of, own_tally
from tests.elections.counting_room import Room, by_papers, close_batch, enter, room
from tests.factories.elections import RoundFactory

pytestmark = pytest.mark.django_db


def four(hall: Room) -> list[object]:
    """An 3, Bình 3, Chi 2, Dung 1 of three valid papers; one elects all four."""
    return [hall.seen(3), hall.seen(3), hall.seen(2), hall.seen()]


def test_a_side_is_taken_once_and_recorded() -> None:
    hall = room()
    side = counts.take_side(hall.round, 1, actor=hall.first)
    assert (side.side, side.version, side.attempt, side.teller) == (1, 1, 1, hall.first)
    entry = Entry.objects.get(action="elections.take_side")
    assert (entry.actor_id, entry.after) == (hall.first.pk, {"side": 1, "attempt": 1})
    with pytest.raises(Conflict) as refusal:
        counts.take_side(hall.round, 1, actor=hall.second)
    assert refusal.value.code == "side_taken"
    with pytest.raises(RuleBroken) as both:
        counts.take_side(hall.round, 2, actor=hall.first)
    assert both.value.code == "both_sides"
    with pytest.raises(RuleBroken):
        counts.take_side(hall.round, 3, actor=hall.second)
    assert Count.objects.count() == 1


def test_nobody_counts_before_the_box_is_opened() -> None:
    hall = room()
    Round.objects.filter(pk=hall.round.pk).update(state="issued")
    with pytest.raises(Conflict) as refusal:
        hall.side()
    assert refusal.value.code == "round_state"


def test_a_side_is_handed_over_with_its_reason_and_the_old_version_stays() -> None:
    hall = room()
    side = hall.side()
    enter(side, hall.seen(3))
    close_batch(side)
    enter(side, hall.seen(2))
    third = hall.teller()

    made = counts.take_over(side, "Đồng chí Thu bị mệt.", actor=third)

    side.refresh_from_db()
    assert (made.version, made.teller, made.reason) == (2, third, "Đồng chí Thu bị mệt.")
    assert (side.is_closed, side.tally["valid"], len(side.digest)) == (True, 2, 64)
    assert not OpenPaper.objects.exists()
    law = law_of(hall.round)
    assert own_tally(made, law) == own_tally(side, law)
    assert [each.number for each in made.batches.order_by("number")] == [1, 2]
    entry = Entry.objects.get(action="elections.take_over")
    assert entry.before == {"teller": str(hall.first)}
    assert entry.after == {"version": 2, "reason": "Đồng chí Thu bị mệt."}
    enter(made, hall.seen(3))
    with pytest.raises(Conflict):
        enter(side, hall.seen(3))


def test_a_side_is_not_handed_over_without_reason_nor_to_who_counts_the_other() -> None:
    hall = room()
    side, other = hall.side(1), hall.side(2)
    take_over = partial(counts.take_over, side)
    with pytest.raises(RuleBroken) as refusal:
        take_over(" ", actor=hall.teller())
    assert refusal.value.code == "no_reason"
    with pytest.raises(RuleBroken) as refusal:
        take_over("Giúp nhau.", actor=other.teller)
    assert refusal.value.code == "both_sides"
    with pytest.raises(Conflict):
        take_over("Của tôi.", actor=hall.first)
    assert Count.objects.count() == 2


def test_who_gave_a_side_away_does_not_take_the_other() -> None:
    hall = room()
    side = hall.side(1)
    counts.take_over(side, "Bận việc.", actor=hall.second)
    with pytest.raises(RuleBroken):
        counts.take_side(hall.round, 2, actor=hall.first)


def test_a_side_with_every_paper_is_frozen() -> None:
    hall = room()
    side = by_papers(hall.side(), four(hall))

    assert side.is_closed
    assert side.tally["votes"] == dict(zip(hall.ballot.names, (3, 3, 2, 1), strict=True))
    assert (side.tally["valid"], side.tally["invalid"]) == (3, {"overvote": 1})
    entry = Entry.objects.get(action="elections.close_side")
    assert entry.after == {
        "side": 1, "version": 1, "papers": 4, "aside": 0, "digest": side.digest,
    }  # fmt: skip
    with pytest.raises(Conflict) as refusal:
        counts.close_side(side, actor=hall.first)
    assert refusal.value.code == "count_closed"
    with pytest.raises(Conflict):
        enter(side, hall.seen(3))


def test_papers_missing_and_too_many_are_told() -> None:
    hall = room()
    side = hall.side()
    for seen in four(hall)[:3]:
        enter(side, seen)
    with pytest.raises(RuleBroken, match="Tập 1 đang mở, có 3 phiếu"):
        counts.close_side(side, actor=hall.first)
    close_batch(side)
    with pytest.raises(RuleBroken, match="Thiếu 1 phiếu: đã nhập 3, để riêng 0, thu về 4"):
        counts.close_side(side, actor=hall.first)
    enter(side, hall.seen(3))
    close_batch(side)
    doubtful.put_aside(hall.round, "A", "Nét gạch mờ.", actor=hall.second)
    with pytest.raises(RuleBroken, match="Thừa 1 phiếu"):
        counts.close_side(side, actor=hall.first)
    side.refresh_from_db()
    assert (side.is_closed, side.tally) == (False, None)


def test_a_paper_put_aside_takes_a_place_on_both_sides() -> None:
    hall = room()
    doubtful.put_aside(hall.round, "A", "Nét gạch mờ.", actor=hall.second)
    side = by_papers(hall.side(), four(hall)[:3])
    assert side.tally["valid"] == 3


def test_papers_that_did_not_come_back_stop_nothing() -> None:
    """E-132: four were issued, three came back."""
    hall = room()
    Round.objects.filter(pk=hall.round.pk).update(returned=3)
    hall.round.refresh_from_db()
    side = by_papers(hall.side(), four(hall)[:3])
    assert side.is_closed


def test_mending_opens_a_next_version_without_the_batches_that_are_entered_anew() -> None:
    hall = room()
    side = hall.side()
    for seen in four(hall)[:2]:
        enter(side, seen)
    close_batch(side)
    for seen in four(hall)[2:]:
        enter(side, seen)
    close_batch(side)
    counts.close_side(side, actor=hall.first)

    made = counts.mend_side(side, "Bình lệch 1 phiếu.", without=[1], actor=hall.first)

    assert (made.version, made.is_closed, made.reason) == (2, False, "Bình lệch 1 phiếu.")
    assert [each.number for each in made.batches.all()] == [2]
    assert open_batch(made).number == 1
    assert own_tally(made, law_of(hall.round)).returned == 2
    side.refresh_from_db()
    assert sum(each.papers for each in side.batches.all()) == 4
    kept = set(Pattern.objects.filter(batch__count=side).values_list("pk", flat=True))
    assert kept.isdisjoint(Pattern.objects.filter(batch__count=made).values_list("pk", flat=True))
    entry = Entry.objects.get(action="elections.mend_side")
    assert entry.after == {"version": 2, "without": [1], "reason": "Bình lệch 1 phiếu."}
    enter(made, hall.seen(1))
    enter(made, hall.seen(1))
    close_batch(made)
    counts.close_side(made, actor=hall.first)
    made.refresh_from_db()
    assert made.tally["votes"][hall.ballot.names[1]] == 1


def test_a_closed_batch_of_an_open_side_is_taken_out_with_a_reason_too() -> None:
    hall = room()
    side = hall.side()
    enter(side, hall.seen(3))
    close_batch(side)
    with pytest.raises(RuleBroken) as refusal:
        counts.mend_side(side, "Nhầm.", actor=hall.first)
    assert refusal.value.code == "already_open"
    made = counts.mend_side(side, "Nhầm tập.", without=[1], actor=hall.first)
    assert not made.batches.exists()
    side.refresh_from_db()
    assert side.is_closed


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"actor": "other"}, "not_her_side"),
        ({"without": [7]}, "no_batch"),
        ({"reason": ""}, "no_reason"),
    ],
)
def test_mending_is_refused(change: dict[str, Any], code: str) -> None:
    hall = room()
    side = by_papers(hall.side(), four(hall))
    given: dict[str, Any] = {"reason": "Nhầm.", "without": [1], **change}
    given["actor"] = hall.second if "actor" in change else hall.first
    with pytest.raises((Conflict, NotPermitted, RuleBroken)) as refusal:
        counts.mend_side(side, given.pop("reason"), **given)
    assert refusal.value.code == code
    assert (Count.objects.count(), Batch.objects.count()) == (1, 1)


def test_an_old_version_is_mended_no_more() -> None:
    hall = room()
    side = by_papers(hall.side(), four(hall))
    counts.mend_side(side, "Nhầm.", without=[1], actor=hall.first)
    with pytest.raises(Conflict) as refusal:
        counts.mend_side(side, "Nhầm nữa.", without=[1], actor=hall.first)
    assert refusal.value.code == "old_version"


def test_nobody_sees_the_other_side_before_both_are_closed() -> None:
    hall = room()
    first, second = by_papers(hall.side(1), four(hall)), hall.side(2)
    assert queries.version_page(first.pk, viewer=hall.first).sums[1][1] == 3
    page = queries.count_page(hall.round.pk, viewer=hall.second)
    assert (page.comparison, page.versions) == (None, [])
    with pytest.raises(NotPermitted) as refusal:
        queries.version_page(first.pk, viewer=hall.second)
    assert refusal.value.code == "other_side"
    with pytest.raises(NotPermitted):
        queries.get_own_count(first.pk, viewer=hall.second)

    by_papers(second, four(hall))

    page = queries.count_page(hall.round.pk, viewer=hall.second)
    assert page.comparison is not None
    assert [row.votes for row in page.comparison.rows] == [(3, 3), (3, 3), (2, 2), (1, 1)]
    assert queries.version_page(first.pk, viewer=hall.second).count == first


def test_another_ballot_of_the_congress_has_counts_of_its_own() -> None:
    hall = room()
    hall.side()
    other = RoundFactory.create(
        counting=True, election__congress=hall.round.election.congress,
        election__office="secretary",
    )  # fmt: skip
    assert counts.take_side(other, 1, actor=hall.second).round == other
