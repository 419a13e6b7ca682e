"""Tellers, presidium and secretariat: named by hands, refused with the article, replaced."""

import pytest
from django.test import Client
from django.urls import reverse

from daihoi.accounts.models import Grant, User
from daihoi.accounts.permissions import Permission, Role, can
from daihoi.audit.models import Entry
from daihoi.base.errors import Conflict, NotFound, RuleBroken
from daihoi.elections.actions import ballots, bodies, elections
from daihoi.elections.models import Body, BodyMember, Sheet, Vote
from daihoi.elections.queries.bodies import bodies_page, counts, excluded_from, tellers_of
from daihoi.elections.queries.hands import Hands
from daihoi.elections.queries.law import rules_of
from daihoi.organizations.actions.roles import align_roles
from daihoi.rules.elections.kinds import Office
from tests.elections.holding import Holding
from tests.factories import UserFactory, grant
from tests.factories.elections import BodyMemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Holding:
    made = Holding(20)
    made.confirmed()
    return made


def test_tellers_are_named_by_hands_and_get_their_role(case: Holding) -> None:
    one, two = case.people[:2]
    one.user = UserFactory.create()
    one.save()
    vote = bodies.name_body(
        case.congress, Body.TELLERS, [one.pk, two.pk], case.hands(18), head=one.pk, actor=case.boss
    )
    assert (vote.matter, vote.number, vote.passed, vote.present) == ("tellers", 2, True, 20)
    named = BodyMember.objects.order_by("person__name_key")
    assert [(row.person, row.is_head, row.named_by) for row in named] == [
        (one, True, case.boss), (two, False, case.boss),
    ]  # fmt: skip
    user = User.objects.get(pk=one.user_id)
    assert can(user, Permission.ELECTIONS_COUNT, at=case.congress)
    assert not can(user, Permission.ELECTIONS_PREPARE, at=case.congress)
    assert Entry.objects.filter(action="elections.name_member").count() == 2
    align_roles(one, actor=case.boss)
    grants = Grant.objects.filter(user=user, role=Role.TELLER)
    assert [(each.scope, each.ends_on) for each in grants] == [(case.congress.scope, None)]


def test_hands_that_are_too_few_name_nobody(case: Holding) -> None:
    """Half of the base is not enough (E-047)."""
    people = [case.people[0].pk, case.people[1].pk]
    vote = bodies.name_body(case.congress, Body.TELLERS, people, Hands(10, 10), actor=case.boss)
    assert not vote.passed
    assert BodyMember.objects.count() == 0


def test_a_candidate_and_a_probationary_member_are_no_tellers(case: Holding) -> None:
    """T29: M is on the list, N probationary, P neither."""
    case.put_forward(case.election(), case.people[0])
    newcomer = case.call("Lê Văn Dự Bị", category="probationary")
    case.congress.rolls.all().delete()
    case.confirmed()
    for person in (case.people[0], newcomer):
        with pytest.raises(RuleBroken, match="Điều 7") as refused:
            bodies.name_body(
                case.congress, Body.TELLERS, [person.pk], case.hands(20), actor=case.boss
            )
        assert refused.value.code == "rejected"
    bodies.name_body(
        case.congress, Body.TELLERS, [case.people[5].pk], case.hands(20), actor=case.boss
    )
    assert [row.person for row in BodyMember.objects.all()] == [case.people[5]]
    assert Vote.objects.filter(matter="tellers").count() == 1


def test_somebody_of_another_roll_is_not_found(case: Holding) -> None:
    stranger = Holding(3).people[0]
    with pytest.raises(NotFound):
        bodies.name_body(case.congress, Body.TELLERS, [stranger.pk], case.hands(), actor=case.boss)


def test_somebody_serves_a_body_once(case: Holding) -> None:
    case.tellers(case.people[0])
    with pytest.raises(Conflict) as refused:
        bodies.name_body(
            case.congress, Body.TELLERS, [case.people[0].pk], case.hands(), actor=case.boss
        )
    assert refused.value.code == "already_in"


def test_a_teller_who_becomes_a_candidate_is_replaced_first(case: Holding) -> None:
    one, two, three = case.people[10], case.people[11], case.people[12]
    user, other = case.tellers(one, two)
    election = case.election()
    assert counts(election, user)
    case.put_forward(election, one)
    assert not counts(election, user)
    assert [row.person for row in tellers_of(election)] == [two]
    (found,) = excluded_from(election, rules_of(case.congress))
    assert found.member.person == one
    assert "Điều 7" in found.answer["articles"][0]
    round_ = ballots.print_ballots(case.listed(election, 3), 25, Sheet.A5, actor=case.boss)
    with pytest.raises(RuleBroken) as refused:
        ballots.issue_ballots(round_, 20, actor=other)
    assert refused.value.code == "teller_on_list"
    member = BodyMember.objects.get(person=one)
    bodies.release_member(member, reason="Có tên trong danh sách bầu.", actor=case.boss)
    assert not Grant.objects.filter(user=user, role=Role.TELLER, ends_on__isnull=True).exists()
    bodies.name_body(
        case.congress, Body.TELLERS, [three.pk], case.hands(), head=three.pk, actor=case.boss
    )
    assert ballots.issue_ballots(round_, 20, actor=other).state == "issued"


def test_the_presidium_prepares_and_does_not_count(case: Holding) -> None:
    person = case.people[0]
    person.user = UserFactory.create()
    person.save()
    bodies.name_body(case.congress, Body.PRESIDIUM, [person.pk], case.hands(), actor=case.boss)
    user = User.objects.get(pk=person.user_id)
    assert can(user, Permission.ELECTIONS_PREPARE, at=case.congress)
    assert not can(user, Permission.ELECTIONS_COUNT, at=case.congress)
    two = case.people[1]
    bodies.name_body(case.congress, Body.SECRETARIAT, [two.pk], case.hands(), actor=user)
    assert BodyMember.objects.get(person=two).named_by == user


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_bodies_asks_the_same_for_few_and_many(
    case: Holding, count: int, django_assert_num_queries: object
) -> None:
    case.tellers(*case.people[: count + 1])
    for office in ("committee", "superior_delegate", "secretary")[:count]:
        elections.add_election(
            case.congress, [Office(office)], 1 if office == "secretary" else 3, actor=case.boss
        )
    viewer = grant(Role.SECRETARY, case.cell)
    with django_assert_num_queries(16):  # type: ignore[operator]
        page = bodies_page(case.congress.pk, viewer=viewer)
        assert len(page.cards) == 3


def test_tellers_without_a_head_are_told_who_signs(case: Holding) -> None:
    """No edition before 2024 asks for a head, but somebody signs the minutes (E-133)."""
    hint = "nên cử trưởng ban để ký biên bản"
    client = Client()
    client.force_login(case.boss)
    where = reverse("elections:body_detail", args=[case.congress.pk])
    assert hint not in client.get(where).content.decode()
    one = BodyMemberFactory.create(congress=case.congress, body="tellers", person=case.people[0])
    assert hint in client.get(where).content.decode()
    one.is_head = True
    one.save()
    assert hint not in client.get(where).content.decode()
