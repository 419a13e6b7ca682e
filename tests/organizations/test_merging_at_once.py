"""Whoever writes about a person in the moment she is merged: nothing lands on the empty record."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pytest
from django.apps import apps

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.base import clock, offers
from daihoi.base.errors import Conflict, DomainError
from daihoi.congresses.actions.evidence import acknowledge
from daihoi.congresses.actions.subcommittees import add_post, end_post
from daihoi.congresses.actions.tasks import edit_task, give_task
from daihoi.congresses.models import SubcommitteePost, Task
from daihoi.documents.actions.opinions import add_opinion, record_paper_opinion
from daihoi.documents.actions.rounds import open_round
from daihoi.documents.models import Opinion, OpinionRound, Participant
from daihoi.documents.queries.contributors import Contributor
from daihoi.documents.queries.places import Saying
from daihoi.organizations.actions import accounts, memberships, offices, people
from daihoi.organizations.actions.merging import merge_people
from daihoi.organizations.models import OfficeKind, Organization, Person
from daihoi.organizations.queries.memberships import Change
from daihoi.rules.documents import Means, OpinionKind
from daihoi.rules.members import MembershipChange
from tests.documents.asking import Cell, cell
from tests.documents.at_once import at_once
from tests.factories import (
    MembershipFactory,
    PersonFactory,
    SubcommitteeFactory,
    UserFactory,
    grant,
)

SAYING = Saying(text="Nhất trí.", kind=OpinionKind.AGREE)
GIVEN = {"given_on": date(2020, 3, 1)}


@pytest.fixture
def place() -> Cell:
    return cell()


def two_records(organization: Organization) -> tuple[Person, Person]:
    kept, other = PersonFactory.create_batch(2, organization=organization, birth="")
    MembershipFactory.create(person=other)
    return kept, other


def body_of(place: Cell) -> Any:
    return SubcommitteeFactory.create(
        congress=place.document.congress, decision_on=date(2020, 1, 1)
    )


def requirement(place: Cell) -> Task:
    return Task.objects.create(
        congress=place.document.congress, assignee="everyone", title="B", is_requirement=True,
        created_at=clock.now(), created_by=place.secretary, **GIVEN,
    )  # fmt: skip


def task_of(place: Cell) -> Task:
    return Task.objects.create(
        congress=place.document.congress, assignee="members", title="A",
        created_at=clock.now(), created_by=place.secretary, **GIVEN,
    )  # fmt: skip


def on_paper(place: Cell, round_: OpinionRound, person: Person) -> Callable[[], object]:
    return partial(
        record_paper_opinion,
        round_,
        SAYING,
        contributor=Contributor(person=person),
        means=Means.WRITTEN,
        given_on=clock.today(),
        actor=place.head,
    )


def writers(place: Cell, person: Person) -> dict[str, Callable[[], object]]:
    """Everything that puts a person's number into a row, as a page that was opened before."""
    by: dict[str, User] = {"actor": place.secretary}
    congress = place.document.congress
    change = Change(MembershipChange.EXEMPTED, clock.today())
    return {
        "post": partial(add_post, body_of(place), person, SubcommitteePost.Post.MEMBER,
                        clock.today(), **by),
        "task": partial(give_task, congress, {"recipient": f"person:{person.pk}", "title": "C"}, **by),
        "task handed on": partial(edit_task, task_of(place),
                                  {"recipient": f"person:{person.pk}"}, **by),
        "acknowledgement": partial(acknowledge, requirement(place), person, **by),
        "office": partial(offices.add_office, person, OfficeKind.COMMITTEE_MEMBER,
                          starts_on=clock.today(), **by),
        "period": partial(memberships.add_membership, person,
                          {"status": "official", "starts_on": date(2001, 1, 1),
                           "ends_on": date(2002, 1, 1)}, **by),
        "change": partial(memberships.change_membership, person, change, **by),
        "fields": partial(people.edit_person, person, {"phone": "0911"}, person.version, **by),
        "account": partial(accounts.give_account, person, **by),
    }  # fmt: skip


WRITERS = ["post", "task", "task handed on", "acknowledgement", "office", "period", "change",
           "fields", "account"]  # fmt: skip


def rows_of(person: Person) -> list[str]:
    """The columns that still name a record."""
    found = []
    for name in (name for reference in offers.references() for name in reference.fields):
        app, model, column = name.split(".")
        rows = apps.get_model(app, model)._base_manager
        if rows.filter(**{column: person.pk}).exists():
            found.append(name)
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("name", WRITERS)
def test_who_comes_after_the_merge_is_refused(place: Cell, name: str) -> None:
    kept, other = two_records(place.organization)
    write = writers(place, other)[name]
    merge_people(kept, other, {}, actor=place.secretary)
    with pytest.raises(DomainError) as refused:
        write()
    assert refused.value.status in {404, 409}
    assert rows_of(other) == []


@pytest.mark.django_db
def test_words_typed_in_from_paper_go_to_the_record_that_stayed(place: Cell) -> None:
    kept, other = two_records(place.organization)
    round_ = place.open()
    write = on_paper(place, round_, other)
    merge_people(kept, other, {}, actor=place.secretary)
    write()
    assert Opinion.objects.get(round=round_).person == kept
    assert Participant.objects.get(round=round_, person=kept).answered_at is not None


@pytest.mark.django_db
def test_the_role_of_a_post_ends_for_whom_the_post_went_to(place: Cell) -> None:
    kept, other = two_records(place.organization)
    account = UserFactory.create()
    Person.objects.filter(pk=other.pk).update(user=account)
    other.refresh_from_db()
    post = add_post(body_of(place), other, SubcommitteePost.Post.MEMBER, date(2020, 3, 1),
                    actor=place.secretary)  # fmt: skip
    merge_people(kept, other, {}, actor=place.secretary)
    end_post(post, clock.today(), actor=place.secretary)
    source = f"congresses.post:{post.pk}"
    assert account.grants.filter(source=source).exclude(ends_on=clock.today()).count() == 0
    assert account.grants.filter(source=source, ends_on=clock.today()).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", WRITERS)
def test_a_writer_and_a_merge_at_once_leave_nothing_behind(name: str) -> None:
    place = cell()
    for _time in range(2):
        kept, other = two_records(place.organization)
        write = writers(place, other)[name]
        merge = partial(merge_people, kept, other, {}, actor=place.secretary)
        written, merged = at_once(write, merge)
        assert isinstance(merged, Person), merged
        assert rows_of(other) == []
        if isinstance(written, Conflict):
            assert written.code == "person_merged"


@pytest.mark.django_db(transaction=True)
def test_opinions_sent_during_a_merge_belong_to_the_record_that_stays() -> None:
    place = cell()
    round_ = place.open()
    for number in range(1, 3):
        kept, other = two_records(place.organization)
        account = grant(Role.MEMBER, place.organization)
        Person.objects.filter(pk=other.pk).update(user=account)
        other.refresh_from_db()
        Participant.objects.create(round=round_, person=other)
        own = partial(add_opinion, round_, replace(SAYING, text="Đồng ý."), actor=account)
        merge = partial(merge_people, kept, other, {}, actor=place.secretary)
        sent, typed, merged = at_once(own, on_paper(place, round_, other), merge)
        assert isinstance(merged, Person), merged
        assert (type(sent), type(typed)) == (Opinion, Opinion)
        assert rows_of(other) == []
        assert kept.opinions.count() == 2
        assert Participant.objects.get(round=round_, person=kept).answered_at is not None
        round_.refresh_from_db()
        assert round_.opinions_count == 2 * number


@pytest.mark.django_db(transaction=True)
def test_a_round_opened_during_a_merge_asks_the_person_once() -> None:
    place = cell()
    kept, other = two_records(place.organization)
    means = {"means": [Means.WRITTEN], "opens_on": clock.today(), "closes_on": clock.today()}
    opened, merged = at_once(
        partial(open_round, place.document, actor=place.head, **means),
        partial(merge_people, kept, other, {}, actor=place.secretary),
    )
    assert isinstance(merged, Person), merged
    assert isinstance(opened, OpinionRound), opened
    assert rows_of(other) == []
    assert Participant.objects.filter(round=opened, person=kept).count() == 1
