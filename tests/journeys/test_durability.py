"""The server is killed while members send: what a member was told is kept, and kept once."""

from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPException
from itertools import count
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from daihoi.accounts.models import User
from daihoi.audit.models import Entry
from daihoi.audit.queries import breaks
from daihoi.documents.models import Opinion, OpinionRound
from tests.documents.asking import cell
from tests.serving import Server, signed_in

pytestmark = pytest.mark.django_db(transaction=True)
MEMBERS, EACH = 12, 4
KILLED_AFTER = 10  # acknowledged opinions


def send(server: Server, round_: OpinionRound, cookie: str, token: str, text: str) -> bool:
    """Whether the member was told that her opinion has arrived."""
    body = urlencode({"csrfmiddlewaretoken": token, "kind": "add", "text": text})
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
    try:
        connection.request(
            "POST", reverse("documents:opinion_add", args=[round_.pk]), body, headers
        )
        answer = connection.getresponse()
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
    assert answer.status == 302
    return answer.headers["Location"] == reverse("documents:round_read", args=[round_.pk])


def burst(server: Server, round_: OpinionRound, members: Iterable[User]) -> list[str]:
    """All members send at once; the server dies in the middle. Answers the acknowledged texts."""
    told, numbers = [], count(1)

    def send_all(number: int, cookie: str, token: str) -> None:
        for turn in range(EACH):
            text = f"Ý kiến {turn} của người thứ {number}."
            if send(server, round_, cookie, token, text):
                told.append(text)
                if next(numbers) == KILLED_AFTER:
                    server.kill()

    sessions = [signed_in(member) for member in members]
    with ThreadPoolExecutor(len(sessions)) as pool:
        for outcome in [pool.submit(send_all, n, *session) for n, session in enumerate(sessions)]:
            outcome.result()
    return told


def whole(round_: OpinionRound) -> Counter[str]:
    """The texts that are there; counters, participants and the audit record must agree."""
    rows = list(Opinion.objects.filter(round=round_).select_related("person"))
    round_.refresh_from_db()
    assert round_.opinions_count == len(rows)
    answered = round_.participants.filter(person__isnull=False, answered_at__isnull=False)
    assert {each.person_id for each in answered} == {row.person_id for row in rows}
    recorded = Entry.objects.filter(action="documents.add_opinion")
    assert {entry.subject_id for entry in recorded} == {str(row.pk) for row in rows}
    assert recorded.count() == len(rows)
    assert list(breaks()) == []
    return Counter(row.text for row in rows)


def test_what_was_acknowledged_survives_a_killed_server_exactly_once() -> None:
    office = cell()
    members = [office.member(f"Nông Thị {number}") for number in range(MEMBERS)]
    round_ = office.open()

    with Server() as server:
        told = burst(server, round_, members)
        assert KILLED_AFTER <= len(told) < MEMBERS * EACH

        server.start()
        kept = whole(round_)
        assert set(told) <= set(kept)
        assert set(kept.values()) == {1}

        cookie, token = signed_in(members[0])
        assert all(
            send(server, round_, cookie, token, f"Ý kiến {turn} của người thứ 0.")
            for turn in range(EACH)
        )  # a page that lost its answer sends again
        kept = whole(round_)
        assert set(kept.values()) == {1}
        assert sum("thứ 0." in text for text in kept) == EACH
