"""Two who take the minutes at the same moment."""

from functools import partial
from uuid import uuid4

import pytest
from django.db import connection

from daihoi.base.errors import Conflict
from daihoi.meetings.models import Conclusion, Minutes, Statement
from tests.documents.at_once import at_once
from tests.meetings.taking import sit

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_write_at_once_and_each_line_has_a_change_of_its_own() -> None:
    sitting = sit()
    acts = [
        partial(sitting.say, f"Câu {n}.", actor=actor)
        for n in range(3)
        for actor in (sitting.taker, sitting.chair)
    ]
    connection.close()
    made = at_once(*acts)
    assert all(isinstance(each, Statement) for each in made), made
    assert sorted(Statement.objects.values_list("change", flat=True)) == [1, 2, 3, 4, 5, 6]
    assert Minutes.objects.get().change_count == 6


def test_one_line_sent_twice_at_once_is_kept_once() -> None:
    sitting = sit()
    act = partial(sitting.say, "Câu gửi lại.", client_key=uuid4())
    connection.close()
    first, second = at_once(act, act)
    assert first == second == Statement.objects.get()


def test_two_who_conclude_the_same_at_once_give_it_once() -> None:
    sitting = sit()
    act = partial(sitting.conclude, "Tiếp thu đầy đủ các ý kiến.")
    connection.close()
    made, refused = sorted(at_once(act, act), key=lambda each: isinstance(each, Conflict))
    assert made == Conclusion.objects.get()
    assert isinstance(refused, Conflict)
    assert "đã được ghi ở nội dung ấy" in str(refused.message)
