"""Both sides agree and only then there is a result; a recount overwrites nothing."""

import pytest

from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base.errors import Conflict, NotPermitted, RuleBroken
from daihoi.elections.actions import agreement, counts, doubtful, recounts
from daihoi.elections.models import Count, CountMode, OpenPaper, Recount, Round
from daihoi.elections.queries import counts as queries
from daihoi.elections.queries.agreement import agreed_tally, obstacles
from daihoi.elections.queries.judging import Seen
from daihoi.elections.queries.tellers import kept_tellers, tellers_of_count
from daihoi.rules.elections.ballots import Ruling
from daihoi.rules.elections.kinds import Fault, MarkStyle
from tests.elections.counting_room import (
    NAMES,
    Room,
    both_agree,
    by_bundles,
    by_papers,
    enter,
    local_rule,
    release,
    room,
)
from tests.factories import grant

pytestmark = pytest.mark.django_db
PRESENT = ["Hoàng Thị Thu", "Đặng Văn Tú"]


def four(hall: Room) -> list[Seen]:
    return [hall.seen(3), hall.seen(3), hall.seen(2), hall.seen()]


def counted(hall: Room, second: list[Seen] | None = None) -> tuple[Count, Count]:
    """Both sides closed; the second counted other papers where told."""
    papers = four(hall)
    return by_papers(hall.side(1), papers), by_bundles(hall.side(2), second or papers)


def test_sides_that_agree_become_the_result() -> None:
    hall = room()
    first, second = counted(hall)
    assert obstacles(hall.round) == []

    agreement.agree(hall.round, actor=hall.first)
    hall.round.refresh_from_db()
    assert (hall.round.state, hall.round.tally) == ("counting", None)
    assert Entry.objects.get(action="elections.confirm_count").after["tellers"][0] == str(
        hall.first
    )
    page = queries.count_page(hall.round.pk, viewer=hall.first)
    assert (page.can.agree, page.confirmed) == (False, [str(hall.first)])
    with pytest.raises(Conflict) as twice:
        agreement.agree(hall.round, actor=hall.first)
    assert twice.value.code == "confirmed_already"
    assert queries.count_page(hall.round.pk, viewer=hall.second).can.agree
    agreement.agree(hall.round, actor=hall.second)

    hall.round.refresh_from_db()
    assert (hall.round.state, hall.round.counted_by) == ("counted", hall.second)
    assert hall.round.tally["votes"] == dict(zip(NAMES, (3, 3, 2, 1), strict=True))
    assert (hall.round.tally["valid"], hall.round.tally["invalid"]) == (3, {"overvote": 1})
    assert [row.votes for row in hall.round.names.order_by("position")] == [3, 3, 2, 1]
    entry = Entry.objects.get(action="elections.agree")
    assert entry.after == {
        "attempt": 1,
        "digests": [first.digest, second.digest],
        "tellers": [str(hall.first), str(hall.second)],
    }
    with pytest.raises(Conflict):
        agreement.agree(hall.round, actor=hall.second)


def test_who_counted_is_kept_whoever_serves_later() -> None:
    hall = room()
    counted(hall)
    both_agree(hall)
    hall.round.refresh_from_db()
    assert [(each.name, each.role) for each in tellers_of_count(hall.round)] == [
        ("Hoàng Thị Thu", "trưởng ban"),
        ("Đặng Văn Tú", "thành viên"),
    ]

    release(hall.first)
    hall.teller("Đàm Thị Tươi", head=True)

    hall.round.refresh_from_db()
    assert [each.name for each in tellers_of_count(hall.round)] == ["Hoàng Thị Thu", "Đặng Văn Tú"]


def test_who_was_released_while_counting_stays_named_but_heads_no_more() -> None:
    hall = room()
    hall.round.tellers = kept_tellers(hall.round)
    hall.round.save(update_fields=["tellers"])
    release(hall.first)
    hall.teller("Đàm Thị Tươi", head=True)
    found = [(each["name"], each["is_head"], each["left"]) for each in kept_tellers(hall.round)]
    assert found == [
        ("Đàm Thị Tươi", True, False),
        ("Đặng Văn Tú", False, False),
        ("Hoàng Thị Thu", False, True),
    ]


def test_the_head_speaks_for_one_side_and_no_other_teller_for_any() -> None:
    hall = room()
    release(hall.first)
    first, third = hall.teller("Lò Văn Tư"), hall.teller("Vi Văn Ba")
    side = counts.take_side(hall.round, 1, actor=first)
    by_papers(side, four(hall))
    by_papers(hall.side(2), four(hall))
    head = hall.teller("Hà Thị Năm", head=True)
    agreement.agree(hall.round, actor=first)
    with pytest.raises(NotPermitted) as refusal:
        agreement.agree(hall.round, actor=third)
    assert refusal.value.code == "not_a_side"
    agreement.agree(hall.round, actor=head)
    hall.round.refresh_from_db()
    assert (hall.round.state, hall.round.agreed["by"]) == ("counted", [first.pk, head.pk])


def test_a_change_takes_the_first_word_back() -> None:
    hall = room()
    _first, second = counted(hall)
    agreement.agree(hall.round, actor=hall.first)
    by_papers(counts.mend_side(second, "Lật lại.", without=[1], actor=hall.second), four(hall))
    agreement.agree(hall.round, actor=hall.second)
    hall.round.refresh_from_db()
    assert hall.round.state == "counting"
    agreement.agree(hall.round, actor=hall.first)
    hall.round.refresh_from_db()
    assert hall.round.state == "counted"


def test_a_mend_is_entered_as_the_first_version_was() -> None:
    hall = room()
    _first, second = counted(hall)
    mended = counts.mend_side(second, "Lệch.", without=[1], actor=hall.second)
    with pytest.raises(RuleBroken) as refusal:
        counts.switch_mode(mended, CountMode.SUMS, actor=hall.second)
    assert refusal.value.code == "mode_kept"
    mended.refresh_from_db()
    assert mended.mode == "papers"


def test_a_difference_is_named_and_keeps_the_result_away_until_it_is_mended() -> None:
    hall = room()
    wrong = [hall.seen(3), hall.seen(1), hall.seen(2), hall.seen()]
    _first, second = counted(hall, wrong)
    with pytest.raises(
        RuleBroken, match="Phiếu của Trần Thị Bình: người thứ nhất đếm 3"
    ) as refusal:
        agreement.agree(hall.round, actor=hall.first)
    assert refusal.value.code == "not_agreed"
    page = queries.count_page(hall.round.pk, viewer=hall.first)
    assert page.comparison is not None
    assert [row.name for row in page.comparison.rows if row.differs] == [NAMES[1], NAMES[3]]
    assert page.comparison.piles == [1]
    assert not page.can.agree

    mended = counts.mend_side(second, "Bình lệch 1.", without=[1], actor=hall.second)
    by_papers(mended, four(hall))
    both_agree(hall)

    second.refresh_from_db()
    assert (second.is_closed, second.tally["votes"][NAMES[1]]) == (True, 2)
    hall.round.refresh_from_db()
    assert hall.round.tally["votes"][NAMES[1]] == 3


def test_another_reason_for_an_invalid_paper_is_a_difference() -> None:
    hall = room()
    counted(hall, [*four(hall)[:3], hall.seen(faults=[Fault.SIGNED])])
    assert [each.split(":")[0] for each in obstacles(hall.round)] == [
        "Phiếu không hợp lệ, bầu quá số lượng cần bầu",
        "Phiếu không hợp lệ, phiếu có ký tên",
    ]


def test_one_side_alone_gives_no_result() -> None:
    hall = room()
    by_papers(hall.side(1), four(hall))
    hall.side(2)
    with pytest.raises(RuleBroken, match="Chưa đủ hai bên"):
        agreement.agree(hall.round, actor=hall.first)


def test_an_undecided_paper_keeps_the_result_away_and_counts_once_when_decided() -> None:
    hall = room()
    paper = doubtful.put_aside(hall.round, "A", "Gạch mờ.", actor=hall.first)
    three = four(hall)[:3]
    by_papers(hall.side(1), three)
    by_papers(hall.side(2), three)
    with pytest.raises(RuleBroken, match="Phiếu A để riêng chưa được quyết định"):
        agreement.agree(hall.round, actor=hall.first)

    doubtful.rule_on(
        paper, Ruling(is_valid=True, reason="Rõ."), marks=8, present=PRESENT, actor=hall.first
    )
    assert agreed_tally(hall.round).votes == (4, 4, 3, 1)
    both_agree(hall)

    hall.round.refresh_from_db()
    assert (hall.round.tally["valid"], hall.round.tally["votes"][NAMES[0]]) == (4, 4)


def test_a_paper_put_aside_after_it_was_entered_is_found() -> None:
    hall = room()
    counted(hall)
    paper = doubtful.put_aside(hall.round, "A", "Gạch mờ.", actor=hall.first)
    doubtful.rule_on(
        paper, Ruling(is_valid=True, reason="Rõ."), marks=8, present=PRESENT, actor=hall.first
    )
    with pytest.raises(RuleBroken, match="Bên 1: Thừa 1 phiếu"):
        agreement.agree(hall.round, actor=hall.first)


def test_more_papers_than_were_issued_give_no_result() -> None:
    """E-131: the presidium decides."""
    hall = room()
    counted(hall)
    Round.objects.filter(pk=hall.round.pk).update(handed_out=3)
    with pytest.raises(RuleBroken, match="nhiều hơn 3 phiếu phát ra"):
        agreement.agree(hall.round, actor=hall.first)
    hall.round.refresh_from_db()
    assert (hall.round.state, hall.round.tally) == ("counting", None)


def test_only_tellers_agree() -> None:
    hall = room()
    counted(hall)
    organization = hall.round.election.congress.organization
    for role in (Role.SECRETARY, Role.COMMITTEE_MEMBER, Role.ADMINISTRATOR, Role.PRESIDIUM):
        with pytest.raises(NotPermitted):
            agreement.agree(hall.round, actor=grant(role, organization))
    hall.round.refresh_from_db()
    assert hall.round.state == "counting"


def test_everything_is_counted_anew_and_nothing_is_overwritten() -> None:
    hall = room()
    first, _second = counted(hall)
    both_agree(hall)
    hall.round.refresh_from_db()
    before = hall.round.tally

    made = recounts.recount(hall.round, "Có khiếu nại.", "Đoàn chủ tịch", actor=hall.second)

    hall.round.refresh_from_db()
    assert (hall.round.state, hall.round.attempt, hall.round.tally) == ("counting", 2, None)
    assert (made.attempt, made.reason, made.decided_by) == (2, "Có khiếu nại.", "Đoàn chủ tịch")
    assert made.settled["tally"] == before
    assert [row.votes for row in hall.round.names.all()] == [None] * 4
    entry = Entry.objects.get(action="elections.recount")
    assert entry.after == {"attempt": 2, "reason": "Có khiếu nại.", "decided_by": "Đoàn chủ tịch"}
    assert queries.version_page(first.pk, viewer=hall.second).count.tally["valid"] == 3
    # Whoever counted one side may count the other now.
    again = counts.take_side(hall.round, 2, actor=hall.first)
    by_papers(again, four(hall))
    by_papers(counts.take_side(hall.round, 1, actor=hall.second), four(hall))
    both_agree(hall)
    assert Count.objects.filter(round=hall.round).count() == 4


def test_a_recount_closes_what_is_open_and_needs_reason_and_decider() -> None:
    hall = room()
    side = hall.side()
    enter(side, hall.seen(3))
    for reason, decided_by in ((" ", "Đoàn chủ tịch"), ("Lẫn phiếu.", "")):
        with pytest.raises(RuleBroken):
            recounts.recount(hall.round, reason, decided_by, actor=hall.first)
    assert not Recount.objects.exists()

    recounts.recount(hall.round, "Lẫn phiếu.", "Ban kiểm phiếu", actor=hall.first)

    side.refresh_from_db()
    assert (side.is_closed, side.tally["valid"]) == (True, 1)
    assert not OpenPaper.objects.exists()
    with pytest.raises(Conflict) as refusal:
        enter(side, hall.seen(3))
    assert refusal.value.code == "not_counting"


def test_what_is_announced_is_not_counted_again_here() -> None:
    hall = room()
    counted(hall)
    both_agree(hall)
    Round.objects.filter(pk=hall.round.pk).update(state="announced")
    with pytest.raises(Conflict):
        recounts.recount(hall.round, "Có khiếu nại.", "Đoàn chủ tịch", actor=hall.first)


@pytest.mark.parametrize(
    ("base", "decision"),
    [
        ("adjusted_convened", False),
        ("returned", False),
        ("valid", True),
        ("yes_no", True),
        ("present", False),
    ],
)
def test_t42_one_count_by_several_rules(base: str, decision: bool) -> None:
    """28 on the base, 28 returned, 4 invalid; 14 of 24 valid papers elect the candidate."""
    hall = room(names=NAMES[:1], seats=1, papers=28, style=MarkStyle.AGREE_DISAGREE)
    Round.objects.filter(pk=hall.round.pk).update(present=28)
    roll = hall.round.roll
    roll.convened = roll.base = 28
    roll.save(update_fields=["convened", "base"])
    local_rule(hall.round.election.congress, "majority_base", base)
    papers = [hall.seen(0)] * 14 + [hall.seen(against=[0])] * 10 + [hall.seen()] * 4
    by_bundles(hall.side(1), papers)
    by_papers(hall.side(2), papers)

    both_agree(hall)

    hall.round.refresh_from_db()
    [row] = hall.round.names.all()
    assert (row.votes, row.against, row.is_elected) == (14, 10, decision)
