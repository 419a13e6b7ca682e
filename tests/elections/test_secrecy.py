"""Nothing joins a voter to a paper: no key, no time, no order, no log line (docs/adr/0009)."""

import json
import logging
from collections import deque
from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.models.fields.related import RelatedField
from django.test import Client
from django.urls import reverse

from daihoi.audit.models import Entry
from daihoi.elections.models import (
    Batch,
    Count,
    DoubtfulPaper,
    ListedName,
    Nomination,
    OpenPaper,
    Pattern,
    Recount,
    RollEntry,
    Round,
)
from daihoi.elections.queries.tallies import sides_of
from daihoi.meetings.models import Invitee
from daihoi.organizations.models import Membership, Person
from tests.elections.counting_room import NAMES, close_batch, enter, room

PAPERS: tuple[type[models.Model], ...] = (OpenPaper, Pattern, DoubtfulPaper)
COUNTING: tuple[type[models.Model], ...] = (*PAPERS, Batch, Count)
VOTERS: tuple[type[models.Model], ...] = (Person, RollEntry, Invitee, Membership)


def keys(model: type[models.Model]) -> Iterator[tuple[str, type[models.Model]]]:
    """Where rows of a model point, many-to-many too."""
    for field in model._meta.get_fields():
        if isinstance(field, RelatedField) and isinstance(field.related_model, type):
            yield field.name, field.related_model


def test_a_paper_points_to_its_pile_or_its_ballot_and_to_nothing_else() -> None:
    assert {model: dict(keys(model)) for model in PAPERS} == {
        OpenPaper: {"batch": Batch},
        Pattern: {"batch": Batch},
        DoubtfulPaper: {"round": Round},
    }
    assert dict(keys(Batch)) == {"count": Count}


def test_nothing_points_to_a_paper_or_its_pile() -> None:
    """So the only way from a person to a paper is down from a whole ballot, to all of its papers."""
    own = {*COUNTING}
    pointing = {
        (model.__name__, name)
        for model in apps.get_models()
        for name, other in keys(model)
        if other in own
    }
    assert pointing == {("OpenPaper", "batch"), ("Pattern", "batch"), ("Batch", "count")}


def test_every_way_from_a_paper_to_a_person_goes_through_the_whole_ballot() -> None:
    """Up from a paper there are its pile, its count with the teller, then the ballot; no voter below it."""
    teller = Count._meta.get_field("teller").related_model
    found: set[type[models.Model]] = set()
    waiting = deque(PAPERS)
    while waiting:
        model = waiting.popleft()
        if model in found or model in {Round, teller}:
            continue
        found.add(model)
        waiting.extend(other for _name, other in keys(model))
    assert found == {*COUNTING}
    assert not found & {*VOTERS}


def test_nothing_below_a_ballot_is_about_one_voter() -> None:
    """What hangs on one ballot names candidates and tellers; who voted in it is written nowhere."""
    below = {model for model in apps.get_models() for _name, other in keys(model) if other is Round}
    assert below & {*VOTERS} == set()
    persons = {model for model in below if any(other is Person for _name, other in keys(model))}
    assert persons <= {ListedName, Nomination}


@pytest.mark.parametrize("model", [*PAPERS, Batch, Count])
def test_papers_carry_no_time_and_no_author(model: type[models.Model]) -> None:
    fields = [each for each in model._meta.get_fields() if isinstance(each, models.Field)]
    dated = (models.DateField, models.TimeField, models.DurationField)
    assert [each.name for each in fields if isinstance(each, dated)] == []
    assert {each.name for each in fields} & {"created_by", "entered_by", "person", "user"} == set()


@pytest.mark.parametrize("model", PAPERS)
def test_papers_have_random_keys(model: type[models.Model]) -> None:
    assert isinstance(model._meta.pk, models.UUIDField)
    assert model._meta.pk.default is uuid4
    assert Recount not in PAPERS


@pytest.mark.django_db
def test_no_order_is_left_once_a_batch_is_closed() -> None:
    """The same papers in another order leave the same rows, in the order the database keeps them."""
    papers = (3, 2, 3, 1, 0, 2, 3)
    kept = []
    for order in (papers, papers[::-1]):
        hall = room(papers=len(papers))
        side = hall.side()
        for at in order:
            enter(side, hall.seen(at))
        batch = close_batch(side)
        with connection.cursor() as cursor:
            place = "rowid" if connection.vendor == "sqlite" else "ctid"
            cursor.execute(  # the table's own order, whatever a query asks
                f"SELECT marks, papers FROM elections_pattern WHERE batch_id = %s ORDER BY {place}",  # noqa: S608 - two words
                [batch.pk],
            )
            kept.append(cursor.fetchall())
    assert kept[0] == kept[1] == [("1", 1), ("2", 1), ("4", 2), ("8", 3)]
    assert not OpenPaper.objects.exists()
    ordered = list(Pattern.objects.order_by("pk").values_list("pk", flat=True))
    assert [each.version for each in ordered] == [4] * 8


@pytest.mark.django_db
def test_a_whole_count_is_told_without_a_mark(caplog: pytest.LogCaptureFixture) -> None:
    """Through the pages, refusals too: addresses, answers that are logged, the record."""
    caplog.set_level(logging.DEBUG)
    hall = room(papers=3)
    clients = {}
    for user in (hall.first, hall.second):
        clients[user] = Client()
        clients[user].force_login(user)
    before = Entry.objects.count()
    secret = "Người Viết Thêm"
    for number, user in ((1, hall.first), (2, hall.second)):
        client = clients[user]
        client.post(_at("count_take", hall.round.pk), {"side": number})
        side = sides_of(hall.round)[number]
        if number == 1:
            client.post(_at("count_aside", hall.round.pk), {"label": "A", "seen": "Gạch mờ họ."})
        for papers, marks in enumerate(([3], [0, 1])):
            sent = {"key": str(uuid4()), "batch": 1, "papers": papers, "marks": marks}
            client.post(_at("count_paper", side.pk), sent)
        wrong = {"key": str(uuid4()), "batch": 1, "papers": 2, "marks": [99], "written": secret}
        client.post(_at("count_paper", side.pk), wrong)
        client.post(_at("count_paper", side.pk), {**wrong, "marks": [2], "papers": 0})
        client.post(_at("count_batch_close", side.pk), {"batch": 1, "papers": 2})
    paper = DoubtfulPaper.objects.get()
    ruling = {"verdict": "1", "marks": ["3"], "reason": "Thấy gạch Dung.", "present": ["Hoàng Thị Thu", "Đặng Văn Tú"]}  # fmt: skip
    clients[hall.first].post(_at("count_ruling", paper.pk), ruling)
    for number, user in ((1, hall.first), (2, hall.second)):
        clients[user].post(_at("count_close", sides_of(hall.round)[number].pk))
    clients[hall.second].post(_at("count_agree", hall.round.pk))
    clients[hall.first].post(_at("count_agree", hall.round.pk))
    hall.round.refresh_from_db()
    assert hall.round.state == "counted"

    entries = Entry.objects.order_by("sequence")[before:]
    told = {each.action.removeprefix("elections.") for each in entries}
    assert {"take_side", "close_batch", "close_side", "put_aside", "rule_on", "agree"} <= told
    allowed = {
        "take_side": {"side", "attempt"},
        "put_aside": {"label"},
        "rule_on": {"label", "is_valid", "present", "time"},
        "close_batch": {"papers", "digest"},
        "close_side": {"side", "version", "papers", "aside", "digest"},
        "confirm_count": {"attempt", "digests", "tellers"},
        "agree": {"attempt", "digests", "tellers"},
    }
    said = json.dumps([[each.before, each.after, each.subject_label] for each in entries], ensure_ascii=False)  # fmt: skip
    for each in entries:
        name = each.action.removeprefix("elections.")
        if name in allowed:
            assert set(each.after) == allowed[name], name
    logged = "\n".join(
        line.getMessage()
        for line in caplog.records
        if not line.name.startswith("django.db.backends")  # the statements themselves, in a test
    )
    assert "/phieu/" in logged  # refusals are logged, by address
    for text in (said, logged):
        for mark in (secret, "marks", "Gạch mờ", "Thấy gạch", *NAMES):
            assert mark not in text
    per_paper = [each for each in entries if each.subject_type in {"elections.openpaper", "elections.pattern"}]  # fmt: skip
    assert per_paper == []


@pytest.mark.django_db
def test_two_batches_alike_have_digests_of_their_own() -> None:
    """A digest in the record is not guessed by trying all the papers there could be."""
    hall = room(papers=2)
    digests = set()
    side = hall.side()
    for _ in range(2):
        enter(side, hall.seen(3))
        digests.add(close_batch(side).digest)
    assert len(digests) == 2


def _at(name: str, pk: object) -> str:
    return reverse(f"elections:{name}", args=[pk])
