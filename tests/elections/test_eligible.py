"""Secretary and deputy are elected out of the new committee, or of all members of a small cell."""

import pytest

from daihoi.elections.models import Election, Round
from daihoi.elections.queries.eligible import eligible
from daihoi.rules.elections.people import Person
from tests.elections.counted import settled
from tests.factories.elections import ElectionFactory, RollFactory

pytestmark = pytest.mark.django_db


def secretary_after(committee: Election) -> Election:
    return ElectionFactory.create(
        congress=committee.congress, office="secretary", seats=1, planned_seats=1
    )


def finished(round_: Round) -> Election:
    Round.objects.filter(pk=round_.pk).update(state="announced")
    election = round_.election
    election.state, election.outcome = "finished", "Đã bầu đủ."
    election.save(update_fields=["state", "outcome"])
    return election


def test_only_the_new_committee_may_be_listed_even_beside_a_namesake() -> None:  # E-160
    round_ = settled([26, 24, 20, 12])
    found = eligible(secretary_after(finished(round_)))
    names = list(round_.names.order_by("position"))
    assert found.waits == ""
    assert found.people == {row.person_id: row.printed for row in names[:3]}
    first = names[0]
    assert found.judge(first.person_id, Person(first.printed)).decision == "electable"
    refused = found.judge(names[3].person_id, Person(first.printed))
    assert refused.decision == "not_electable"
    assert refused.words == (
        "Nguyễn Văn An không ở trong cấp ủy vừa bầu nên không đủ điều kiện để được bầu làm bí thư."
    )
    assert refused.articles


def test_nobody_is_listed_before_the_committee_is_announced_and_done() -> None:
    round_ = settled([26, 24, 20, 12])
    found = eligible(secretary_after(round_.election))
    assert found.people == {}
    assert found.waits == "Phải bầu xong chi ủy rồi mới lập danh sách này."


@pytest.mark.parametrize(("convened", "waits"), [(8, False), (9, True)])
def test_a_cell_below_nine_elects_its_secretary_of_all_members(  # E-162
    convened: int, waits: bool
) -> None:
    election = ElectionFactory.create(office="secretary", seats=1, planned_seats=1)
    RollFactory.create(congress=election.congress, convened=convened, base=convened)
    found = eligible(election)
    assert found.people is None
    assert bool(found.waits) is waits
    assert found.judge(1, Person("Lê Đức Bình")).decision == "electable"


def test_other_offices_ask_for_no_committee() -> None:
    assert eligible(ElectionFactory.create(office="superior_delegate")).people is None
