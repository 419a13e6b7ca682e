"""Two tellers, or two windows of one, at the same moment; a power cut in the middle of entry."""

from functools import partial
from http.client import HTTPConnection
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.urls import reverse

from daihoi.audit.queries import breaks
from daihoi.base.errors import Conflict
from daihoi.elections.actions import agreement, counts, papers_entry, recounts
from daihoi.elections.models import Count, OpenPaper, Pattern
from daihoi.elections.queries.batches import open_batch
from tests.documents.at_once import at_once
from tests.elections.counting_room import both_agree, by_papers, close_batch, enter, room
from tests.serving import Server, signed_in

pytestmark = pytest.mark.django_db(transaction=True)


def refusals(outcome: list[object]) -> list[object]:
    return [each for each in outcome if isinstance(each, Exception)]


def test_two_tellers_enter_at_once_and_every_paper_is_there() -> None:
    hall = room(papers=12)
    sides = [hall.side(1), hall.side(2)]

    def whole(count: Count) -> None:
        for at in range(12):
            enter(count, hall.seen(at % 4))

    assert refusals(at_once(*(partial(whole, each) for each in sides))) == []
    assert [open_batch(each).papers for each in sides] == [12, 12]
    for each in sides:
        close_batch(each)
        counts.close_side(each, actor=each.teller)
    both_agree(hall)
    assert list(breaks()) == []


def test_of_two_windows_of_one_teller_one_goes_on_and_one_is_told() -> None:
    hall = room()
    side = hall.side()
    outcome = at_once(*(partial(enter, side, hall.seen(at), batch=1, papers=0) for at in (2, 3)))
    [refusal] = refusals(outcome)
    assert isinstance(refusal, Conflict)
    assert refusal.code == "batch_moved"
    assert OpenPaper.objects.count() == 1


def test_one_key_sent_twice_at_once_counts_once() -> None:
    hall = room()
    side = hall.side()
    twice = partial(enter, side, hall.seen(3), key=uuid4(), batch=1, papers=0)
    assert refusals(at_once(twice, twice)) == []
    assert OpenPaper.objects.count() == 1


def test_a_side_is_taken_by_one_of_two() -> None:
    hall = room()
    take = partial(counts.take_side, hall.round, 1)
    outcome = at_once(partial(take, actor=hall.first), partial(take, actor=hall.second))
    [refusal] = refusals(outcome)
    assert isinstance(refusal, Conflict)
    assert Count.objects.count() == 1


def test_a_paper_that_comes_while_everything_is_counted_anew_is_kept_or_refused() -> None:
    hall = room()
    side = hall.side()
    enter(side, hall.seen(3))
    outcome = at_once(
        partial(enter, side, hall.seen(2), batch=1, papers=1),
        partial(recounts.recount, hall.round, "Lẫn.", "Ban kiểm phiếu", actor=hall.second),
    )
    side.refresh_from_db()
    assert side.is_closed
    assert not OpenPaper.objects.exists()
    kept = sum(Pattern.objects.values_list("papers", flat=True))
    assert kept == 2 - len(refusals(outcome))


def test_agreeing_twice_settles_once() -> None:
    hall = room(papers=1)
    for number in (1, 2):
        by_papers(hall.side(number), [hall.seen(3)])
    agree = partial(agreement.agree, hall.round, actor=hall.second)
    agreement.agree(hall.round, actor=hall.first)
    outcome = at_once(agree, agree)
    assert len(refusals(outcome)) == 1
    hall.round.refresh_from_db()
    assert hall.round.state == "counted"


def test_both_confirm_at_once_and_it_is_settled() -> None:
    hall = room(papers=1)
    for number in (1, 2):
        by_papers(hall.side(number), [hall.seen(3)])
    agree = partial(agreement.agree, hall.round)
    outcome = at_once(partial(agree, actor=hall.first), partial(agree, actor=hall.second))
    assert refusals(outcome) == []
    hall.round.refresh_from_db()
    assert hall.round.state == "counted"


def test_after_a_power_cut_every_paper_that_was_accepted_is_there() -> None:
    hall = room(papers=20)
    side = hall.side()
    cookie, token = signed_in(hall.first)
    with Server() as server:
        for papers in range(7):
            assert _accepted(server, side, cookie, token, papers)
        server.kill()
        assert OpenPaper.objects.count() == 7
        server.start()
        assert _accepted(server, side, cookie, token, 7)
    assert open_batch(side).papers == 8
    papers_entry.close_batch(side, batch=1, papers=8, actor=hall.first)


def _accepted(server: Server, side: Count, cookie: str, token: str, papers: int) -> bool:
    """Whether the page was told that the paper is taken in."""
    body = urlencode(
        {"csrfmiddlewaretoken": token, "key": uuid4(), "batch": 1, "papers": papers, "marks": 3}
    )
    headers = {
        "Cookie": cookie, "Accept": "application/json",
        "Content-Type": "application/x-www-form-urlencoded",
    }  # fmt: skip
    connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request("POST", reverse("elections:count_paper", args=[side.pk]), body, headers)
    answer = connection.getresponse()
    connection.close()
    return answer.status == 200
