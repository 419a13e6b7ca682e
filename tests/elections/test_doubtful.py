"""Doubtful papers are put aside and decided by the tellers as a body, with a reason (E-125)."""

from typing import Any

import pytest

from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base.errors import Conflict, NotFound, NotPermitted, RuleBroken
from daihoi.elections.actions import doubtful
from daihoi.elections.models import DoubtfulPaper, Round
from daihoi.elections.queries.tallies import doubtful_papers, doubtful_tally, law_of
from daihoi.rules.elections.ballots import Ruling
from tests.elections.counting_room import Room, room, stranger
from tests.factories import grant

pytestmark = pytest.mark.django_db
PRESENT = ["Hoàng Thị Thu", "Đặng Văn Tú"]
VALID, INVALID = (
    Ruling(is_valid=True, reason="Ý người bầu rõ."),
    Ruling(is_valid=False, reason="Không rõ bầu ai."),
)


def aside(hall: Room, label: str = "A") -> DoubtfulPaper:
    return doubtful.put_aside(hall.round, label, "Nét gạch chỉ qua họ.", actor=hall.first)


def rule(paper: DoubtfulPaper, ruling: Ruling, hall: Room, **given: Any) -> DoubtfulPaper:
    given = {"marks": 8, "present": PRESENT, "actor": hall.second, **given}
    return doubtful.rule_on(paper, ruling, **given)


def test_a_paper_is_put_aside_under_the_sign_of_its_slip() -> None:
    hall = room()
    paper = doubtful.put_aside(hall.round, " a1 ", "Nét gạch mờ.", actor=hall.first)
    assert (paper.label, paper.seen, paper.is_valid, paper.attempt) == (
        "A1",
        "Nét gạch mờ.",
        None,
        1,
    )
    entry = Entry.objects.get(action="elections.put_aside")
    assert (entry.after, entry.subject_id) == ({"label": "A1"}, str(paper.pk))
    law = law_of(hall.round)
    assert doubtful_tally(doubtful_papers(hall.round), law).undecided == 1
    with pytest.raises(Conflict) as refusal:
        doubtful.put_aside(hall.round, "A1", "Phiếu khác.", actor=hall.second)
    assert refusal.value.code == "label_taken"
    for label, seen in (("", "Mờ."), ("B", " ")):
        with pytest.raises(RuleBroken):
            doubtful.put_aside(hall.round, label, seen, actor=hall.first)


@pytest.mark.parametrize(
    ("ruling", "marks", "votes", "valid", "invalid"),
    [
        (VALID, 8, (1, 1, 1, 0), 1, {}),
        (VALID, 0, (0, 0, 0, 0), 0, {"overvote": 1}),
        (INVALID, 0, (0, 0, 0, 0), 0, {"unclear": 1}),
    ],
)
def test_a_ruling_lets_marks_decide_or_makes_the_paper_invalid(
    ruling: Ruling, marks: int, votes: tuple[int, ...], valid: int, invalid: dict[str, int]
) -> None:
    hall = room()
    paper = rule(aside(hall), ruling, hall, marks=marks)
    assert (paper.is_valid, paper.ruling, paper.present) == (
        ruling.is_valid,
        ruling.reason,
        PRESENT,
    )
    counted = doubtful_tally([paper], law_of(hall.round))
    assert (counted.votes, counted.valid, counted.undecided) == (votes, valid, 0)
    assert {str(reason): papers for reason, papers in counted.invalid.items()} == invalid


def test_a_ruling_is_recorded_without_what_the_paper_looks_like() -> None:
    hall = room()
    paper = rule(aside(hall), VALID, hall)
    entry = Entry.objects.get(action="elections.rule_on")
    assert entry.after == {"label": "A", "is_valid": True, "present": PRESENT, "time": 1}
    assert paper.marks == "8"


@pytest.mark.parametrize("present", [[], PRESENT[:1], [*PRESENT, "Người khác"], PRESENT[:1] * 2])
def test_one_teller_alone_is_no_body(present: list[str]) -> None:
    hall = room()
    paper = aside(hall)
    with pytest.raises(RuleBroken) as refusal:
        rule(paper, VALID, hall, present=present)
    assert refusal.value.code == "not_a_body"
    paper.refresh_from_db()
    assert paper.is_valid is None


def test_a_ruling_is_corrected_with_a_reason_and_the_first_stays_readable() -> None:
    hall = room()
    paper = rule(aside(hall), VALID, hall)
    with pytest.raises(RuleBroken) as refusal:
        rule(paper, INVALID, hall, marks=0)
    assert refusal.value.code == "no_reason"
    paper = rule(paper, INVALID, hall, marks=0, why_again="Xem lại dưới đèn.")
    assert (paper.is_valid, paper.ruling) == (False, INVALID.reason)
    assert paper.earlier == [
        {"is_valid": True, "ruling": VALID.reason, "present": PRESENT, "marks": "8",
         "why_again": "Xem lại dưới đèn."}
    ]  # fmt: skip
    assert Entry.objects.filter(action="elections.rule_on").latest("sequence").after["time"] == 2


def test_marks_that_the_paper_cannot_have_are_refused() -> None:
    hall = room()
    with pytest.raises(RuleBroken) as refusal:
        rule(aside(hall), VALID, hall, marks=1 << 4)
    assert refusal.value.code == "marks"


def test_a_paper_that_is_clear_after_all_is_given_back_with_a_reason() -> None:
    hall = room()
    paper = aside(hall)
    with pytest.raises(RuleBroken):
        doubtful.give_back(paper, " ", actor=hall.first)
    doubtful.give_back(paper, "Nhìn kỹ thì rõ.", actor=hall.first)
    assert doubtful_papers(hall.round) == []
    assert Entry.objects.get(action="elections.give_back").after == {"label": "A"}
    with pytest.raises(Conflict) as refusal:
        rule(paper, VALID, hall)
    assert refusal.value.code == "not_aside"


def test_only_tellers_and_only_while_counting() -> None:
    hall = room()
    paper = aside(hall)
    organization = hall.round.election.congress.organization
    for role in (Role.SECRETARY, Role.COMMITTEE_MEMBER):
        with pytest.raises(NotPermitted):
            rule(paper, VALID, hall, actor=grant(role, organization))
    with pytest.raises(NotFound):
        rule(paper, VALID, hall, actor=stranger())
    Round.objects.filter(pk=hall.round.pk).update(state="issued")
    with pytest.raises(Conflict):
        rule(paper, VALID, hall)
    with pytest.raises(Conflict):
        aside(hall, "B")
    paper.refresh_from_db()
    assert paper.is_valid is None
