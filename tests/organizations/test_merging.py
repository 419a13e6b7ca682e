"""Two records of one person become one: everything moves, nothing is lost, or a clear refusal."""

from datetime import UTC, date, datetime
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from daihoi.accounts.models import Grant, User
from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base import clock, offers
from daihoi.base.errors import Conflict, DomainError, NotFound, NotPermitted, RuleBroken
from daihoi.congresses.models import Acknowledgement, SubcommitteePost, Task
from daihoi.documents.models import Contribution, Participant
from daihoi.notifications.mail import stop_link
from daihoi.notifications.models import MailSetting, Notice
from daihoi.organizations.actions import people
from daihoi.organizations.actions.merging import merge_people
from daihoi.organizations.actions.roles import align_roles
from daihoi.organizations.models import Membership, Office, Organization, Person
from daihoi.organizations.queries.merging import OTHER, alike_people, merge_preview
from tests.documents.at_once import at_once
from tests.factories import (
    CongressFactory,
    MembershipFactory,
    OpinionFactory,
    OpinionRoundFactory,
    OrganizationFactory,
    PersonFactory,
    SubcommitteeFactory,
    UnitFactory,
    UserFactory,
    grant,
)

pytestmark = pytest.mark.django_db
EARLY, LATE = datetime(2020, 3, 1, tzinfo=UTC), datetime(2020, 3, 9, tzinfo=UTC)


@pytest.fixture
def cell() -> Organization:
    return OrganizationFactory.create(path="/900/")


@pytest.fixture
def secretary(cell: Organization) -> User:
    return grant(Role.SECRETARY, cell)


@pytest.fixture
def kept(cell: Organization) -> Person:
    person = PersonFactory.create(organization=cell, full_name="Hoàng Thị Ích", birth="1984")
    MembershipFactory.create(person=person)
    return person


@pytest.fixture
def other(cell: Organization) -> Person:
    return PersonFactory.create(
        organization=cell, full_name="Hoàng Thị Ích", birth="1984-03-05", phone="0900"
    )


def test_every_column_that_names_a_person_is_named_by_a_reference() -> None:
    """A new table that points to people must say what a merge does with it."""
    named = [name for reference in offers.references() for name in reference.fields]
    columns = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and field.related_model is Person
    }
    assert sorted(named) == sorted(columns)
    assert len(columns) >= 9


def test_everything_moves_and_the_other_points_to_the_kept(
    cell: Organization, kept: Person, other: Person, secretary: User
) -> None:
    congress = CongressFactory.create(organization=cell)
    body = SubcommitteeFactory.create(congress=congress)
    given: dict[str, Any] = {
        "given_on": date(2020, 3, 1), "created_at": EARLY, "created_by": secretary,
    }  # fmt: skip
    task = Task.objects.create(
        congress=congress, assignee="person", person=other, title="A", **given
    )
    rule = Task.objects.create(congress=congress, assignee="members", title="B",
                               is_requirement=True, **given)  # fmt: skip
    round_ = OpinionRoundFactory.create(document__congress=congress)
    opinion = OpinionFactory.create(round=round_, source="person", person=other)
    unit = UnitFactory.create(organization=cell)
    rows = [
        SubcommitteePost.objects.create(
            subcommittee=body, person=other, post="member", starts_on=date(2020, 1, 15)
        ),
        Acknowledgement.objects.create(
            task=rule, person=other, acknowledged_at=EARLY, acknowledged_by=secretary
        ),
        Participant.objects.create(round=round_, person=other, answered_at=EARLY),
        Office.objects.create(person=other, kind="committee_member", title="Chi ủy viên"),
        Membership.objects.create(
            person=other, status="probationary", starts_on=date(2008, 2, 3),
            ends_on=date(2009, 2, 2),
        ),
        task,
        opinion,
    ]  # fmt: skip
    contribution = Contribution.objects.create(
        round=round_, unit=unit, responsible=other, created_at=EARLY
    )
    earlier = PersonFactory.create(
        organization=cell, merged_into=other, merged_at=EARLY, merged_by=secretary
    )

    merge_people(kept, other, {}, actor=secretary)

    for row in rows:
        row.refresh_from_db()
        assert row.person == kept, row
    contribution.refresh_from_db()
    assert contribution.responsible == kept
    merged = Person.with_merged.get(pk=other.pk)
    assert (merged.merged_into, merged.merged_by) == (kept, secretary)
    assert Person.with_merged.get(pk=earlier.pk).merged_into == kept
    assert list(cell.people.all()) == [kept]
    kept.refresh_from_db()
    assert (kept.birth, kept.phone) == ("1984-03-05", "0900")
    entry = Entry.objects.get(action="organizations.merge_people")
    assert entry.before["other"]["record"] == other.pk
    assert entry.before["kept"]["birth"] == "1984"
    assert entry.after["moved"]["Giai đoạn tư cách đảng viên"] == 1


def test_what_both_did_becomes_one_and_the_first_time_counts(
    cell: Organization, kept: Person, other: Person, secretary: User
) -> None:
    congress = CongressFactory.create(organization=cell)
    body = SubcommitteeFactory.create(congress=congress)
    rule = Task.objects.create(
        congress=congress, assignee="members", title="B", is_requirement=True,
        given_on=date(2020, 3, 1), created_at=EARLY, created_by=secretary,
    )  # fmt: skip
    round_ = OpinionRoundFactory.create(document__congress=congress)
    for person, at, starts_on in ((kept, LATE, date(2020, 2, 1)), (other, EARLY, date(2020, 1, 1))):
        Participant.objects.create(round=round_, person=person, answered_at=at)
        Acknowledgement.objects.create(
            task=rule, person=person, acknowledged_at=at, acknowledged_by=secretary
        )
        SubcommitteePost.objects.create(
            subcommittee=body, person=person, post="member", starts_on=starts_on
        )
        OpinionFactory.create(round=round_, source="person", person=person)
        Office.objects.create(person=person, kind="committee_member", title="Chi ủy viên")
    Membership.objects.create(
        person=other, status="official", starts_on=date(2009, 2, 3), paper="12-QĐ"
    )
    merge_people(kept, other, {}, actor=secretary)
    assert [p.answered_at for p in Participant.objects.filter(person=kept)] == [EARLY]
    assert [a.acknowledged_at for a in kept.acknowledgements.all()] == [EARLY]
    assert [p.starts_on for p in kept.posts.all()] == [date(2020, 1, 1)]
    assert kept.opinions.count() == 2
    assert kept.offices.count() == 1
    assert kept.memberships.get().paper == "12-QĐ"
    for model in (Participant, Acknowledgement, SubcommitteePost, Office, Membership):
        assert not model._default_manager.filter(person=other).exists()


def test_an_answer_of_one_record_is_not_lost_to_the_silence_of_the_other(
    kept: Person, other: Person, secretary: User
) -> None:
    round_ = OpinionRoundFactory.create()
    Participant.objects.create(round=round_, person=kept)
    Participant.objects.create(round=round_, person=other, answered_at=LATE)
    merge_people(kept, other, {}, actor=secretary)
    assert Participant.objects.get(round=round_).answered_at == LATE


def two_posts(kept: Person, other: Person) -> None:
    body = SubcommitteeFactory.create(name="Tiểu ban Văn kiện")
    for person, post in ((kept, "head"), (other, "member")):
        SubcommitteePost.objects.create(
            subcommittee=body, person=person, post=post, starts_on=date(2020, 1, 15)
        )


def two_statuses(_kept: Person, other: Person) -> None:
    Membership.objects.create(person=other, status="exempted", starts_on=date(2018, 1, 1))


def two_offices(kept: Person, other: Person) -> None:
    for person, day in ((kept, 1), (other, 2)):
        Office.objects.create(
            person=person, kind="group_leader", title="Tổ trưởng", starts_on=date(2019, 1, day)
        )


@pytest.mark.parametrize(
    ("prepare", "words"),
    [
        (two_posts, "“Trưởng tiểu ban” và “Thành viên”"),
        (two_statuses, "“Miễn sinh hoạt” (từ 1-1-2018)"),
        (two_offices, "từ 1-1-2019 và từ 2-1-2019"),
    ],
)
def test_what_contradicts_is_refused_with_advice_and_nothing_moves(
    kept: Person, other: Person, secretary: User, prepare: Any, words: str
) -> None:
    opinion = OpinionFactory.create(source="person", person=other)
    prepare(kept, other)
    preview = merge_preview(kept, other, {}, viewer=secretary)
    assert len(preview.clashes) == 1
    assert words in preview.clashes[0]
    assert "Hãy" in preview.clashes[0]
    with pytest.raises(RuleBroken) as refused:
        merge_people(kept, other, {}, actor=secretary)
    assert words in str(refused.value.message)
    opinion.refresh_from_db()
    assert opinion.person == other
    assert Person.objects.filter(pk=other.pk).exists()
    assert not Entry.objects.exists()


def with_accounts(kept: Person, other: Person, secretary: User) -> tuple[User, User]:
    users = []
    for person in (kept, other):
        person.user = UserFactory.create()
        person.save()
        Office.objects.create(person=person, kind="committee_member", title="Chi ủy viên")
        align_roles(person, actor=secretary)
        Notice.objects.create(
            user=person.user, title="A", url="/", topic="x", created_at=timezone.now()
        )
        users.append(person.user)
    return users[0], users[1]


@pytest.mark.parametrize("choice", ["kept", OTHER])
def test_of_two_accounts_one_stays_with_all_roles_and_notices(
    kept: Person, other: Person, secretary: User, choice: str
) -> None:
    accounts = with_accounts(kept, other, secretary)
    stays, goes = accounts if choice == "kept" else accounts[::-1]
    merge_people(kept, other, {"user": choice}, actor=secretary)
    kept.refresh_from_db()
    stays.refresh_from_db()
    goes.refresh_from_db()
    assert kept.user == stays
    assert (stays.is_active, goes.is_active) == (True, False)
    assert stays.notices.count() == 2
    today = clock.today()
    assert not [
        g for g in Grant.objects.filter(user=goes) if g.ends_on is None or g.ends_on >= today
    ]
    open_roles = Grant.objects.filter(user=stays, ends_on=None).values_list("role", flat=True)
    assert sorted(open_roles) == ["committee_member", "member"]
    assert Entry.objects.filter(action="accounts.retire_account").count() == 1


NEW, OLD = "moi@example.vn", "cu@example.vn"


@pytest.mark.parametrize(
    "told",
    [
        (None, (OLD, EARLY), (OLD, EARLY)),
        ((NEW, None), (OLD, EARLY), (OLD, EARLY)),  # a confirmed address is never lost
        ((NEW, LATE), (OLD, EARLY), (NEW, LATE)),  # the account that stays decides
        ((NEW, LATE), (OLD, None), (NEW, LATE)),
        ((NEW, None), (OLD, None), (NEW, None)),
        (None, (OLD, None), None),  # asked for under the other account: choose again
        ((NEW, LATE), None, (NEW, LATE)),
    ],
)
def test_of_two_addresses_for_letters_the_confirmed_one_stays(
    kept: Person, other: Person, secretary: User, told: tuple[Any, Any, Any]
) -> None:
    own, theirs, after = told
    users = with_accounts(kept, other, secretary)
    stop = ""
    for user, chosen in zip(users, (own, theirs), strict=True):
        if chosen is not None:
            setting = MailSetting.objects.create(
                user=user, frequency="daily", address=chosen[0], confirmed_at=chosen[1]
            )
            if after == chosen:
                stop = stop_link(setting)
    merge_people(kept, other, {}, actor=secretary)
    found = MailSetting.objects.values_list("user", "address", "confirmed_at")
    assert list(found) == ([] if after is None else [(users[0].pk, *after)])
    moved = Entry.objects.filter(action="notifications.move_mail")
    assert [entry.after["goes_on"] for entry in moved] == ([after == theirs] if theirs else [])
    if stop:  # in a letter sent before the merge
        assert Client().post(urlsplit(stop).path).status_code == 200
        assert MailSetting.objects.get().frequency == "none"


def test_the_only_account_comes_along(kept: Person, other: Person, secretary: User) -> None:
    other.user = UserFactory.create()
    other.save()
    merge_people(kept, other, {}, actor=secretary)
    kept.refresh_from_db()
    assert kept.user == other.user
    assert kept.user is not None
    assert kept.user.is_active
    assert Grant.objects.get(user=kept.user).source == f"organizations.membership:{kept.pk}"


def test_an_account_with_power_elsewhere_is_not_taken_away(
    kept: Person, other: Person, secretary: User
) -> None:
    with_accounts(kept, other, secretary)
    assert other.user is not None
    grant(Role.ADMINISTRATOR, kept, other.user)
    with pytest.raises(NotPermitted):
        merge_people(kept, other, {}, actor=secretary)
    assert Person.objects.filter(pk=other.pk).exists()
    assert User.objects.get(pk=other.user.pk).is_active


def test_only_the_preview_that_was_seen_is_confirmed(
    kept: Person, other: Person, secretary: User
) -> None:
    seen = merge_preview(kept, other, {}, viewer=secretary)
    people.edit_person(other, {"phone": "0911"}, other.version, actor=secretary)
    with pytest.raises(Conflict):
        merge_people(kept, other, {}, digest=seen.digest, actor=secretary)
    assert Person.objects.filter(pk=other.pk).exists()
    other.refresh_from_db()
    seen = merge_preview(kept, other, {}, viewer=secretary)
    merge_people(kept, other, {}, digest=seen.digest, actor=secretary)
    kept.refresh_from_db()
    assert kept.phone == "0911"


def test_people_of_two_organizations_and_one_with_herself_are_not_found(
    kept: Person, other: Person, secretary: User
) -> None:
    foreign = PersonFactory.create(full_name=kept.full_name)
    for second in (foreign, kept):
        with pytest.raises(NotFound):
            merge_people(kept, second, {}, actor=secretary)
    with pytest.raises(NotPermitted):
        merge_people(kept, other, {}, actor=grant(Role.MEMBER, kept))


def test_alike_records_are_proposed_and_namesakes_are_not(
    cell: Organization, kept: Person, other: Person, secretary: User
) -> None:
    PersonFactory.create(organization=cell, full_name="Hoàng Thị Ích", birth="1990-01-01")
    PersonFactory.create(full_name="Hoàng Thị Ích", birth="1984")
    assert alike_people(cell, viewer=secretary) == [(kept, other)]


def test_from_the_list_to_one_record_in_the_browser(
    cell: Organization, kept: Person, other: Person, secretary: User
) -> None:
    client = Client()
    client.force_login(secretary)
    people.edit_person(other, {"notes": "bản thứ hai"}, other.version, actor=secretary)
    page = client.get(reverse("organizations:person_list", args=[cell.pk])).content.decode()
    link = f"{reverse('organizations:person_merge', args=[kept.pk])}?voi={other.pk}"
    assert link in page
    response = client.get(link)
    preview = response.context["preview"]
    data = {"voi": other.pk, "digest": preview.digest, "confirm": "1", "birth": OTHER}
    answer = client.post(reverse("organizations:person_merge", args=[kept.pk]), data)
    assert answer.status_code == 302
    old = reverse("organizations:person_detail", args=[other.pk])
    assert client.get(old)["Location"] == answer["Location"]
    shown = client.get(old, follow=True).content.decode()
    assert "bản ghi đã gộp: Hoàng Thị Ích" in shown
    assert "Gộp hai bản ghi" in shown
    for name in ("person_edit", "membership_change", "office_add", "person_merge"):
        gone = client.get(reverse(f"organizations:{name}", args=[other.pk]))
        assert gone.status_code == 404, name
    again = client.get(reverse("organizations:person_list", args=[cell.pk])).content.decode()
    assert old not in again
    stranger = Client()
    stranger.force_login(grant(Role.SECRETARY, OrganizationFactory.create()))
    assert stranger.get(old).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_merging_and_editing_at_once_lose_nothing() -> None:
    cell = OrganizationFactory.create()
    actor = grant(Role.SECRETARY, cell)
    kept, other = PersonFactory.create_batch(2, organization=cell, birth="")
    edit = partial(people.edit_person, other, {"phone": "0911"}, other.version, actor=actor)
    merge = partial(merge_people, kept, other, {}, actor=actor)
    edited, merged = at_once(edit, merge)
    assert isinstance(merged, Person), merged
    kept.refresh_from_db()
    if isinstance(edited, DomainError):  # the merge came first: the editor is told
        assert edited.code == "person_merged"
        assert kept.phone == ""
    else:
        assert kept.phone == "0911"


@pytest.mark.django_db(transaction=True)
def test_two_merges_the_other_way_round_make_one() -> None:
    cell = OrganizationFactory.create()
    actor = grant(Role.SECRETARY, cell)
    one, two = PersonFactory.create_batch(2, organization=cell)
    outcome = at_once(
        partial(merge_people, one, two, {}, actor=actor),
        partial(merge_people, two, one, {}, actor=actor),
    )
    assert sorted(type(each).__name__ for each in outcome) == ["Conflict", "Person"]
    assert Person.objects.filter(organization=cell).count() == 1
