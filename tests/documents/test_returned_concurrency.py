"""Two people at one copy, or at one place of the review, at the same moment."""

from functools import partial

import pytest

from daihoi.base.errors import Conflict
from daihoi.documents.actions import returned
from daihoi.documents.actions import returned_decisions as decisions
from daihoi.documents.actions.returned_text import Applied, apply_accepted
from daihoi.documents.models import Change, Decision, ReturnedHand, ReturnedPoint
from daihoi.documents.queries.contributors import Contributor
from tests.documents.asking import MONEY, OTHER, cell
from tests.documents.at_once import at_once
from tests.documents.returning import point, sent, word

pytestmark = pytest.mark.django_db(transaction=True)
BETTER = MONEY.replace("cơ bản ", "")
SLOWER = OTHER.replace("đều", "chậm")
STRONGER = OTHER.replace("đều", "mạnh")


def test_confirming_a_copy_twice_at_once_takes_it_in_once() -> None:
    place = cell()
    copy = returned.upload_copy(
        place.document,
        None,
        word(place.version, {MONEY: BETTER}),
        contributor=Contributor(unit=place.unit),
        file_name="a.docx",
        actor=place.head,
    )
    at_once(*(partial(returned.confirm_copy, copy, actor=place.head) for _ in range(4)))
    assert (ReturnedPoint.objects.count(), ReturnedHand.objects.count()) == (1, 1)


def test_two_copies_taken_in_at_once_are_merged() -> None:
    place = cell()
    copies = [
        returned.upload_copy(
            place.document,
            None,
            word(place.version, {MONEY: BETTER, OTHER: changed}),
            contributor=Contributor(name=f"Hội nghị {changed[-20:]}"),
            file_name="a.docx",
            actor=place.head,
        )
        for changed in (SLOWER, STRONGER)
    ]
    at_once(*(partial(returned.confirm_copy, copy, actor=place.head) for copy in copies))
    assert point("cơ bản").hands.count() == 2
    assert point("chậm").excludes == [point("mạnh").identity]
    assert point("chậm").place == point("mạnh").place


def test_of_two_who_decide_one_place_one_is_told() -> None:
    place = cell()
    sent(place, {OTHER: SLOWER})
    sent(place, {OTHER: STRONGER}, by="Văn phòng")
    acts = [
        partial(decisions.decide, found, Decision.ACCEPTED, revision=1, actor=actor)
        for found, actor in ((point("chậm"), place.head), (point("mạnh"), place.secretary))
    ]
    outcome = at_once(*acts)
    assert sum(isinstance(each, Conflict) for each in outcome) == 1
    made = sorted(ReturnedPoint.objects.values_list("decision", flat=True))
    assert made == ["accepted", "refused"]


def test_accepted_edits_come_into_the_text_once() -> None:
    place = cell()
    sent(place, {OTHER: SLOWER})
    decisions.decide(point("chậm"), Decision.ACCEPTED, revision=1, actor=place.head)
    outcome = at_once(*(partial(apply_accepted, place.version, actor=place.head) for _ in range(3)))
    assert sum(isinstance(each, Applied) for each in outcome) == 1
    assert Change.objects.count() == 1
