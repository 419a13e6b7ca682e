"""Membership over time: recorded, corrected, refused; the roles follow; the roll of a day."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base import clock
from daihoi.base.errors import Conflict, DomainError, NotFound, NotPermitted, RuleBroken
from daihoi.base.revisions import Outdated, fingerprint
from daihoi.organizations.actions import memberships, offices, roles
from daihoi.organizations.models import Membership, OfficeKind, Organization, Person
from daihoi.organizations.queries.membership_history import history_of
from daihoi.organizations.queries.memberships import (
    PERIOD_FIELDS,
    Change,
    members_count,
)
from daihoi.organizations.queries.rolls import roll_on, roll_sheet
from daihoi.rules.members import MembershipChange, MembershipEnd, MembershipStatus
from tests.factories import (
    MembershipFactory,
    OrganizationFactory,
    PersonFactory,
    UserFactory,
    grant,
)

pytestmark = pytest.mark.django_db
C, E = MembershipChange, MembershipEnd
TODAY = clock.today()
DAY = timedelta(days=1)


@pytest.fixture
def cell() -> Organization:
    return OrganizationFactory.create(path="/900/")


@pytest.fixture
def secretary(cell: Organization) -> User:
    return grant(Role.SECRETARY, cell)


@pytest.fixture
def person(cell: Organization) -> Person:
    person = PersonFactory.create(organization=cell, user=UserFactory.create())
    MembershipFactory.create(person=person)
    return person


def periods(person: Person) -> list[tuple[str, date | None, date | None]]:
    rows = person.memberships.order_by("starts_on").values_list("status", "starts_on", "ends_on")
    return list(rows)


def roles_held(person: Person) -> list[str]:
    assert person.user is not None
    found = User.objects.get(pk=person.user.pk).grants.filter(starts_on__lte=TODAY)
    return [g.role for g in found if g.ends_on is None or g.ends_on >= TODAY]


OFFICIAL_SINCE = date(2009, 2, 3)


def test_away_for_a_time_is_one_step_and_she_is_back_afterwards(
    person: Person, secretary: User
) -> None:
    away = Change(
        C.WENT_FOR_A_TIME,
        date(2019, 1, 1),
        until=date(2019, 6, 30),
        place="Chi bộ X",
        paper="12-GT",
        paper_on=date(2018, 12, 20),
    )
    memberships.change_membership(person, away, actor=secretary)
    assert periods(person) == [
        ("official", OFFICIAL_SINCE, date(2018, 12, 31)),
        ("away", date(2019, 1, 1), date(2019, 6, 30)),
        ("official", date(2019, 7, 1), None),
    ]
    gone = person.memberships.get(status="away")
    assert (gone.place, gone.paper, gone.change) == ("Chi bộ X", "12-GT", "went_for_a_time")
    back = person.memberships.get(ends_on=None)
    assert (back.change, back.official_on) == ("returned", OFFICIAL_SINCE)
    entry = Entry.objects.get(action="organizations.change_membership")
    assert [p["status"] for p in entry.before["periods"]] == ["official"]
    assert [p["status"] for p in entry.after["periods"]] == ["official", "away", "official"]


def test_who_comes_back_earlier_than_planned_is_back_from_that_day(
    person: Person, secretary: User
) -> None:
    away = Change(C.WENT_FOR_A_TIME, date(2019, 1, 1), until=date(2019, 6, 30), place="X")
    memberships.change_membership(person, away, actor=secretary)
    memberships.change_membership(person, Change(C.RETURNED, date(2019, 3, 1)), actor=secretary)
    assert periods(person)[1:] == [
        ("away", date(2019, 1, 1), date(2019, 2, 28)),
        ("official", date(2019, 3, 1), None),
    ]


def standing(person: Person, day: date, viewer: User) -> str:
    """On the roll of a day: "chính thức", or the reason why not."""
    roll = roll_on(person.organization, day, viewer=viewer)
    found = (*roll.counted, *roll.others, *roll.absent)
    (row,) = [each for each in found if each.person_pk == person.pk]
    return row.reason or "chính thức"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (  # out and in again, and the roll of each day between
            [Change(E.TRANSFERRED_OUT, date(2015, 1, 1), place="Chi bộ Y"),
             Change(C.TRANSFERRED_IN, date(2018, 3, 1), place="Chi bộ Y")],
            {date(2014, 12, 31): "chính thức",
             date(2015, 1, 1): "chuyển sinh hoạt chính thức đi, ngày 1-1-2015 (Chi bộ Y)",
             date(2018, 2, 28): "chuyển sinh hoạt chính thức đi, ngày 1-1-2015 (Chi bộ Y)",
             date(2018, 3, 1): "chính thức"},
        ),
        (  # out and in on one day: not a day is missing
            [Change(E.TRANSFERRED_OUT, date(2015, 1, 1), place="Chi bộ Y"),
             Change(C.TRANSFERRED_IN, date(2015, 1, 1), place="Chi bộ Z")],
            {date(2014, 12, 31): "chính thức", date(2015, 1, 1): "chính thức"},
        ),
        (  # suspended over the day of the congress, its first and last day included
            [Change(C.SUSPENDED, date(2020, 4, 3), until=date(2020, 4, 3))],
            {date(2020, 4, 2): "chính thức",
             date(2020, 4, 3): "đình chỉ sinh hoạt từ 3-4-2020 đến 3-4-2020",
             date(2020, 4, 4): "chính thức"},
        ),
        (  # suspended while away: away again afterwards, as long as it was meant to be
            [Change(C.WENT_FOR_A_TIME, date(2020, 1, 1), until=date(2020, 6, 30), place="X"),
             Change(C.SUSPENDED, date(2020, 3, 1), until=date(2020, 3, 31))],
            {date(2020, 2, 29): "tạm thời chuyển đi (X) từ 1-1-2020 đến 29-2-2020",
             date(2020, 3, 31): "đình chỉ sinh hoạt từ 1-3-2020 đến 31-3-2020",
             date(2020, 4, 3): "tạm thời chuyển đi (X) từ 1-4-2020 đến 30-6-2020",
             date(2020, 7, 1): "chính thức"},
        ),
        (  # suspended for longer than she was to be away
            [Change(C.WENT_FOR_A_TIME, date(2020, 1, 1), until=date(2020, 3, 10), place="X"),
             Change(C.SUSPENDED, date(2020, 3, 1), until=date(2020, 3, 31))],
            {date(2020, 3, 31): "đình chỉ sinh hoạt từ 1-3-2020 đến 31-3-2020",
             date(2020, 4, 1): "chính thức"},
        ),
        (  # exempt without a last day, suspended for a while: exempt again
            [Change(C.EXEMPTED, date(2019, 1, 1)),
             Change(C.SUSPENDED, date(2020, 3, 1), until=date(2020, 3, 31))],
            {date(2020, 4, 3): "miễn sinh hoạt từ 1-4-2020"},
        ),
        (  # transferred out while away: she does not come back by herself
            [Change(C.WENT_FOR_A_TIME, date(2020, 1, 1), until=date(2020, 6, 30), place="X"),
             Change(E.TRANSFERRED_OUT, date(2020, 2, 1), place="X")],
            {date(2020, 1, 31): "tạm thời chuyển đi (X) từ 1-1-2020 đến 31-1-2020",
             date(2020, 7, 1): "chuyển sinh hoạt chính thức đi, ngày 1-2-2020 (X)"},
        ),
    ],
)  # fmt: skip
def test_odd_lives_have_one_answer_for_each_day(
    person: Person, secretary: User, changes: list[Change], said: dict[date, str]
) -> None:
    for change in changes:
        memberships.change_membership(person, change, actor=secretary)
    assert {day: standing(person, day, secretary) for day in said} == said


@pytest.mark.parametrize(
    ("before", "change", "code"),
    [
        (None, Change(C.SUSPENDED, OFFICIAL_SINCE), "same_day"),
        (None, Change(C.SUSPENDED, date(2020, 3, 2), until=date(2020, 3, 1)), "bad_last_day"),
        (None, Change(C.MADE_OFFICIAL, date(2020, 3, 2)), "change_out_of_place"),
        (None, Change(C.EXEMPTED, OFFICIAL_SINCE - DAY), "before_present_membership"),
        (None, Change(C.CAME_FOR_A_TIME, date(2020, 3, 2), place="X"), "change_out_of_place"),
        (None, Change(E.WENT_BACK, date(2020, 3, 2)), "change_out_of_place"),
        (Change(C.EXEMPTED, date(2020, 3, 1)), Change(C.EXEMPTED, date(2020, 3, 5)),
         "change_out_of_place"),
        (Change(C.SUSPENDED, date(2020, 3, 1)), Change(C.RETURNED, date(2020, 3, 1)), "same_day"),
        (Change(E.DIED, date(2020, 3, 1)), Change(C.RETURNED, date(2020, 3, 5)),
         "change_out_of_place"),
    ],
)  # fmt: skip
def test_what_contradicts_the_days_recorded_is_refused_and_says_what_to_do(
    person: Person, secretary: User, before: Change | None, change: Change, code: str
) -> None:
    if before is not None:
        memberships.change_membership(person, before, actor=secretary)
    held = periods(person)
    with pytest.raises(RuleBroken) as refused:
        memberships.change_membership(person, change, actor=secretary)
    assert refused.value.code == code
    assert str(refused.value.advice)
    assert periods(person) == held


def test_a_life_from_admission_to_transfer(cell: Organization, secretary: User) -> None:
    person = PersonFactory.create(organization=cell)
    for change in (
        Change(C.ADMITTED, date(2010, 5, 19)),
        Change(C.MADE_OFFICIAL, date(2011, 5, 19)),
        Change(C.SUSPENDED, date(2013, 1, 1), until=date(2013, 3, 31), paper="5-QĐ"),
        Change(E.TRANSFERRED_OUT, date(2015, 1, 1), place="Chi bộ Y", paper="7-GT"),
    ):
        memberships.change_membership(person, change, actor=secretary)
    assert periods(person) == [
        ("probationary", date(2010, 5, 19), date(2011, 5, 18)),
        ("official", date(2011, 5, 19), date(2012, 12, 31)),
        ("suspended", date(2013, 1, 1), date(2013, 3, 31)),
        ("official", date(2013, 4, 1), date(2014, 12, 31)),
    ]
    last = person.memberships.get(ends_on=date(2014, 12, 31))
    assert (last.end, last.end_place, last.end_paper) == ("transferred_out", "Chi bộ Y", "7-GT")
    assert (last.admitted_on, last.official_on) == (date(2010, 5, 19), date(2011, 5, 19))
    again = Change(C.TRANSFERRED_IN, date(2018, 1, 1), place="Chi bộ Y")
    memberships.change_membership(person, again, actor=secretary)
    assert person.memberships.get(ends_on=None).status == "official"
    titles = [(row.title, row.days) for row in history_of(person)]
    assert titles[1] == ("Không có ghi chép", "từ 1-1-2015 đến 31-12-2017")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (Change(C.MADE_OFFICIAL, date(2019, 1, 1)), "change_out_of_place"),
        (Change(C.ADMITTED, date(2019, 1, 1)), "change_out_of_place"),
        (Change(C.RETURNED, date(2019, 1, 1)), "change_out_of_place"),
        (Change(C.WENT_FOR_A_TIME, date(2019, 1, 1)), "place_needed"),
        (Change(C.SUSPENDED, date(2019, 1, 2), until=date(2019, 1, 1)), "bad_last_day"),
        (Change(E.DIED, date(2019, 1, 1), until=date(2019, 2, 1)), "bad_last_day"),
        (Change(C.EXEMPTED, OFFICIAL_SINCE), "same_day"),
        (Change(C.EXEMPTED, date(2008, 1, 1)), "before_present_membership"),
        (Change(E.DIED, date(2000, 1, 1)), "before_present_membership"),
        (
            Change(C.EXEMPTED, date(2019, 1, 1), official_on=date(1990, 1, 1),
                   admitted_on=date(1991, 1, 1)),
            "admitted_under_age",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_is_written(
    person: Person, secretary: User, change: Change, code: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        memberships.change_membership(person, change, actor=secretary)
    assert refused.value.code == code
    assert periods(person) == [("official", OFFICIAL_SINCE, None)]
    assert not Entry.objects.exists()


def test_only_who_manages_the_organization_changes_anything(
    person: Person, cell: Organization
) -> None:
    change = Change(C.EXEMPTED, TODAY)
    with pytest.raises(NotPermitted):
        memberships.change_membership(person, change, actor=grant(Role.MEMBER, cell))
    stranger = grant(Role.SECRETARY, OrganizationFactory.create())
    with pytest.raises(NotFound):
        memberships.change_membership(person, change, actor=stranger)


def test_a_suspension_with_its_last_day_ends_the_role_and_gives_it_back(
    person: Person, secretary: User
) -> None:
    roles.align_roles(person, actor=secretary)
    assert roles_held(person) == ["member"]
    suspended = Change(C.SUSPENDED, TODAY, until=TODAY + 30 * DAY)
    memberships.change_membership(person, suspended, actor=secretary)
    assert roles_held(person) == []
    assert person.user is not None
    later = person.user.grants.get(starts_on__gt=TODAY)
    assert (later.role, later.starts_on, later.ends_on) == ("member", TODAY + 31 * DAY, None)
    assert roles.align_roles(person, actor=secretary) == []


def test_a_past_period_is_corrected_without_breaking_the_chain(
    person: Person, secretary: User
) -> None:
    away = Change(C.WENT_FOR_A_TIME, date(2019, 1, 1), until=date(2019, 6, 30), place="X")
    memberships.change_membership(person, away, actor=secretary)
    gone = person.memberships.get(status="away")
    memberships.edit_membership(gone, {"ends_on": date(2019, 5, 31)}, actor=secretary)
    assert periods(person)[1] == ("away", date(2019, 1, 1), date(2019, 5, 31))
    entry = Entry.objects.get(action="organizations.edit_membership")
    assert (entry.before["ends_on"], entry.after["ends_on"]) == ("2019-06-30", "2019-05-31")
    with pytest.raises(RuleBroken) as refused:
        memberships.edit_membership(gone, {"ends_on": date(2019, 7, 1)}, actor=secretary)
    assert refused.value.code == "periods_overlap"
    assert "từ 1-1-2019 đến 1-7-2019" in str(refused.value.message)
    assert "từ 1-7-2019" in str(refused.value.message)
    assert periods(person)[1] == ("away", date(2019, 1, 1), date(2019, 5, 31))
    assert [row.membership is None for row in history_of(person)] == [False, True, False, False]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"starts_on": date(2008, 1, 1), "ends_on": date(2007, 1, 1)}, "ends_before_start"),
        ({"starts_on": date(2008, 1, 1), "ends_on": None}, "periods_overlap"),
        ({"starts_on": None, "ends_on": date(2009, 2, 3)}, "periods_overlap"),
    ],
)
def test_a_past_period_is_added_only_where_there_is_room(
    person: Person, secretary: User, values: dict[str, date | None], code: str
) -> None:
    values = {"status": MembershipStatus.PROBATIONARY, **values}  # type: ignore[dict-item]  # a field's value
    with pytest.raises(RuleBroken) as refused:
        memberships.add_membership(person, values, actor=secretary)
    assert refused.value.code == code
    room = {**values, "starts_on": date(2008, 2, 3), "ends_on": date(2009, 2, 2)}
    memberships.add_membership(person, room, actor=secretary)
    assert periods(person) == [
        ("probationary", date(2008, 2, 3), date(2009, 2, 2)),
        ("official", OFFICIAL_SINCE, None),
    ]


def test_a_reason_to_end_needs_its_day(person: Person, secretary: User) -> None:
    period = person.memberships.get()
    with pytest.raises(RuleBroken) as refused:
        memberships.edit_membership(period, {"end": "died"}, actor=secretary)
    assert refused.value.code == "end_without_day"


def test_two_who_correct_one_period_meet(person: Person, secretary: User) -> None:
    period = person.memberships.get()
    seen = fingerprint(period, PERIOD_FIELDS)
    memberships.edit_membership(period, {"note": "đã đối chiếu"}, actor=secretary, seen=seen)
    with pytest.raises(Outdated):
        memberships.edit_membership(period, {"note": "khác"}, actor=secretary, seen=seen)
    assert person.memberships.get().note == "đã đối chiếu"


def test_a_period_recorded_by_mistake_is_taken_out_and_stays_in_the_record(
    person: Person, secretary: User
) -> None:
    period = person.memberships.get()
    memberships.remove_membership(period, actor=secretary)
    assert periods(person) == []
    entry = Entry.objects.get(action="organizations.remove_membership")
    assert entry.before["starts_on"] == "2009-02-03"
    with pytest.raises(Conflict):
        memberships.remove_membership(period, actor=secretary)


def test_offices_of_the_past_have_one_secretary_at_a_time(
    person: Person, cell: Organization, secretary: User
) -> None:
    other = PersonFactory.create(organization=cell)
    first = offices.add_office(
        person,
        OfficeKind.SECRETARY,
        starts_on=date(2010, 1, 1),
        ends_on=date(2015, 1, 1),
        actor=secretary,
    )
    with pytest.raises(Conflict) as refused:
        offices.add_office(other, OfficeKind.SECRETARY, starts_on=date(2015, 1, 1), actor=secretary)
    assert "từ 1-1-2010 đến 1-1-2015" in str(refused.value.message)
    second = offices.add_office(
        other, OfficeKind.SECRETARY, starts_on=date(2015, 1, 2), actor=secretary
    )
    kept = {"title": "Bí thư", "starts_on": date(2010, 1, 1)}
    with pytest.raises(Conflict):
        offices.edit_office(first, **kept, ends_on=None, actor=secretary)  # type: ignore[arg-type]  # of mixed values
    offices.edit_office(first, **kept, ends_on=date(2014, 1, 1), actor=secretary)  # type: ignore[arg-type]  # of mixed values
    first.refresh_from_db()
    assert first.ends_on == date(2014, 1, 1)
    entry = Entry.objects.get(action="organizations.edit_office")
    assert (entry.before["ends_on"], entry.after["ends_on"]) == ("2015-01-01", "2014-01-01")
    assert second.ends_on is None


# --- the roll of a day ---


def on_roll(cell: Organization, name: str, *made: dict[str, object]) -> Person:
    person = PersonFactory.create(organization=cell, full_name=name, name_key=name)
    for values in made:
        Membership.objects.create(person=person, **values)
    return person


def test_the_roll_says_who_counts_and_why_others_do_not(
    cell: Organization, secretary: User
) -> None:
    official = {"status": "official", "starts_on": date(2010, 1, 1)}
    on_roll(cell, "A", official)
    on_roll(cell, "B", official)
    on_roll(
        cell,
        "C",
        {"status": "probationary", "starts_on": date(2019, 9, 2), "official_on": date(2020, 9, 2)},
    )
    on_roll(cell, "D", {"status": "away", "starts_on": date(2019, 1, 1), "place": "Chi bộ X"})
    on_roll(cell, "E", {"status": "exempted", "starts_on": date(2018, 1, 1)})
    left = {"ends_on": date(2020, 1, 1), "end": "transferred_out", "end_place": "Chi bộ Y"}
    on_roll(cell, "F", {**official, **left})
    on_roll(cell, "G", {"status": "probationary", "starts_on": date(2021, 2, 3),
                        "admitted_on": date(2021, 2, 3)})  # fmt: skip
    PersonFactory.create(organization=cell, full_name="Không là đảng viên")
    PersonFactory.create(full_name="Ở chi bộ khác")
    roll = roll_on(cell, date(2020, 4, 5), viewer=secretary)
    assert [row.name for row in roll.counted] == ["A", "B"]
    assert [(row.name, row.reason) for row in roll.others] == [
        ("C", "dự bị đến 1-9-2020"),
        ("D", "tạm thời chuyển đi (Chi bộ X) từ 1-1-2019"),
        ("E", "miễn sinh hoạt từ 1-1-2018"),
    ]
    assert [(row.name, row.reason) for row in roll.absent] == [
        ("F", "chuyển sinh hoạt chính thức đi, ngày 2-1-2020 (Chi bộ Y)"),
        ("G", "chưa vào Đảng đến 2-2-2021"),
    ]
    assert roll.equation == "2 = 5 − 1 − 1 − 1"
    assert roll.in_words == (
        "2 đảng viên chính thức = 5 người có tên trong danh sách,"
        " trừ 1 dự bị, trừ 1 tạm thời chuyển đi, trừ 1 miễn sinh hoạt"
    )
    before = roll_on(cell, date(2020, 1, 1), viewer=secretary)
    assert [row.name for row in before.counted] == ["A", "B", "F"]


def test_the_roll_as_a_sheet_holds_the_same(cell: Organization, secretary: User) -> None:
    on_roll(cell, "=A", {"status": "official", "starts_on": date(2010, 1, 1)})
    on_roll(cell, "B", {"status": "exempted", "starts_on": date(2010, 1, 1)})
    sheet = load_workbook(BytesIO(roll_sheet(cell, date(2020, 4, 5), viewer=secretary))).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [row[0] for row in rows if row[0] == "1 = 2 − 1"] == ["1 = 2 − 1"]
    assert [row[1:5] for row in rows[-2:]] == [
        ["=A", None, "Chính thức", None],
        ["B", None, "Không tính", "miễn sinh hoạt từ 1-1-2010"],
    ]


@pytest.mark.parametrize("people", [1, 3])
def test_the_roll_costs_the_same_for_any_number(
    cell: Organization,
    secretary: User,
    people: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(people):
        on_roll(cell, f"Người {number}", {"status": "official", "starts_on": date(2010, 1, 1)})
    secretary.grants.all()
    with django_assert_num_queries(3):
        assert len(roll_on(cell, date(2020, 1, 1), viewer=secretary).counted) == people


def test_the_roll_is_for_who_manages(cell: Organization) -> None:
    with pytest.raises(DomainError) as refused:
        roll_on(cell, date(2020, 1, 1), viewer=grant(Role.MEMBER, cell))
    assert isinstance(refused.value, NotPermitted)


def test_the_page_of_a_day_pages_who_counts_and_shows_every_reason(
    cell: Organization, secretary: User
) -> None:
    for number in range(201):
        on_roll(cell, f"N{number:03}", {"status": "official", "starts_on": date(2010, 1, 1)})
    on_roll(cell, "Miễn", {"status": "exempted", "starts_on": date(2010, 1, 1)})
    client = Client()
    client.force_login(secretary)
    url = reverse("organizations:member_roll", args=[cell.pk])
    first = client.get(url, {"ngay": "5/4/2020"}).content.decode()
    assert "Danh sách tại ngày 5-4-2020" in first
    assert "201 = 202 − 1" in first
    assert ("N199" in first, "N200" in first) == (True, False)
    second = client.get(url, {"ngay": "5/4/2020", "page": "2"}).content.decode()
    assert "N200" in second
    assert "miễn sinh hoạt từ 1-1-2010" in second
    nonsense = client.get(url, {"ngay": "31/2/2020"})
    assert nonsense.status_code == 200
    assert nonsense.context["roll"].day == TODAY


def test_the_pages_record_correct_and_refuse_beside_the_form(
    person: Person, secretary: User
) -> None:
    client = Client()
    client.force_login(secretary)
    change = reverse("organizations:membership_change", args=[person.pk])
    data = {"kind": "went_for_a_time", "on": "1/1/2019", "until": "30/6/2019", "place": "Chi bộ X"}
    refused = client.post(change, {**data, "place": ""})
    assert "cần ghi nơi chuyển đến" in refused.content.decode()
    assert client.post(change, data).status_code == 302
    page = client.get(reverse("organizations:person_detail", args=[person.pk])).content.decode()
    assert "từ 1-1-2019 đến 30-6-2019" in page
    assert "Chuyển sinh hoạt tạm thời đi · Chi bộ X" in page
    gone = person.memberships.get(status="away")
    edit = reverse("organizations:membership_edit", args=[gone.pk])
    form = client.get(edit).context["form"]
    kept = {name: form[name].value() or "" for name in form.fields}
    clash = client.post(edit, {**kept, "ends_on": "2/7/2019"})
    assert "trùng ngày" in clash.content.decode()
    assert client.post(edit, {**kept, "ends_on": "31/5/2019"}).status_code == 302
    assert (
        "Không có ghi chép"
        in client.get(reverse("organizations:person_detail", args=[person.pk])).content.decode()
    )
    stale = client.post(edit, {**kept, "ends_on": "30/4/2019"})
    assert "Người khác đã sửa" in stale.content.decode()
    add = reverse("organizations:membership_add", args=[person.pk])
    room = {"status": "probationary", "starts_on": "3/2/2008", "ends_on": "2/2/2009"}
    assert client.post(add, room).status_code == 302
    assert (
        client.post(reverse("organizations:membership_remove", args=[gone.pk])).status_code == 302
    )
    assert [status for status, _first, _last in periods(person)] == [
        "probationary",
        "official",
        "official",
    ]


def test_an_office_of_the_past_is_added_and_corrected_in_the_browser(
    person: Person, secretary: User
) -> None:
    client = Client()
    client.force_login(secretary)
    add = reverse("organizations:office_add", args=[person.pk])
    data = {"kind": "group_leader", "starts_on": "1/1/2012", "ends_on": "31/12/2014"}
    assert client.post(add, data).status_code == 302
    office = person.offices.get()
    assert (office.title, office.ends_on) == ("Tổ trưởng tổ đảng", date(2014, 12, 31))
    edit = reverse("organizations:office_edit", args=[office.pk])
    form = client.get(edit).context["form"]
    kept = {name: form[name].value() or "" for name in form.fields}
    wrong = client.post(edit, {**kept, "ends_on": "1/1/2011"})
    assert "phải sau ngày bắt đầu" in wrong.content.decode()
    assert client.post(edit, {**kept, "ends_on": "30/6/2014"}).status_code == 302
    office.refresh_from_db()
    assert office.ends_on == date(2014, 6, 30)


def test_official_before_twelve_months_is_asked_about_first(
    cell: Organization, secretary: User
) -> None:
    person = PersonFactory.create(organization=cell)
    MembershipFactory.create(
        person=person,
        status="probationary",
        admitted_on=date(2019, 9, 2),
        official_on=None,
        starts_on=date(2019, 9, 2),
    )
    client = Client()
    client.force_login(secretary)
    url = reverse("organizations:membership_change", args=[person.pk])
    sent = {"kind": "made_official", "on": "1/3/2020"}
    assert 'type="checkbox" name="confirmed"' not in client.get(url).content.decode()
    asked = client.post(url, sent).content.decode()
    assert "chưa đủ 12 tháng dự bị (Điều lệ Đảng Cộng sản Việt Nam, Điều 5)" in asked
    assert 'type="checkbox" name="confirmed"' in asked
    wrong = client.post(url, {**sent, "on": "", "confirmed": "on"}).content.decode()
    assert 'type="hidden" name="confirmed" id' in wrong  # the tick is not carried on
    assert person.memberships.get().status == "probationary"
    assert client.post(url, {**sent, "confirmed": "on"}).status_code == 302
    assert person.memberships.get(ends_on=None).official_on == date(2020, 3, 1)


def test_who_moved_away_is_a_member_still_and_keeps_her_dates(
    cell: Organization, secretary: User
) -> None:
    person = on_roll(
        cell,
        "A",
        {
            "status": "official",
            "starts_on": date(2010, 1, 1),
            "admitted_on": date(2009, 1, 1),
            "official_on": date(2010, 1, 1),
            "ends_on": date(2020, 3, 24),
            "end": "transferred_out",
            "end_place": "Chi bộ 5",
        },
    )
    died = on_roll(
        cell,
        "B",
        {"status": "official", "starts_on": date(2010, 1, 1), "ends_on": date(2020, 1, 1),
         "end": "died"},
    )  # fmt: skip
    PersonFactory.create(organization=cell, full_name="C")
    on_roll(cell, "D", {"status": "official", "starts_on": date(2010, 1, 1)})
    client = Client()
    client.force_login(secretary)
    shown = client.get(reverse("organizations:person_detail", args=[person.pk]))
    assert shown.context["page"].status == "Đã chuyển sinh hoạt đi từ 25-3-2020 (Chi bộ 5)"
    facts = dict(shown.context["page"].facts)
    assert (facts["Ngày vào Đảng"], facts["Ngày chính thức"]) == ("1-1-2009", "1-1-2010")
    gone = client.get(reverse("organizations:person_detail", args=[died.pk]))
    assert gone.context["page"].status == "Không là đảng viên"
    listed = client.get(reverse("organizations:person_list", args=[cell.pk]))
    assert (listed.context["members"], listed.context["others"]) == (1, 3)
    words = listed.content.decode()
    assert "1 đảng viên · 3 người không là đảng viên ở đây" in " ".join(words.split())
    assert words.count("Đã chuyển sinh hoạt đi") == 1
    assert members_count(cell) == 1


@pytest.mark.parametrize(("days", "said"), [(0, False), (1, True)])
def test_a_day_to_come_is_told_from_what_is_known_now(
    cell: Organization, secretary: User, days: int, said: bool
) -> None:
    on_roll(cell, "A", {"status": "official", "starts_on": date(2010, 1, 1)})
    day = clock.today() + timedelta(days=days)
    client = Client()
    client.force_login(secretary)
    url = reverse("organizations:member_roll", args=[cell.pk])
    page = client.get(url, {"ngay": day.isoformat()}).content.decode()
    assert ("theo dữ liệu hiện có" in page) == said
    sheet = load_workbook(BytesIO(roll_sheet(cell, day, viewer=secretary))).active
    assert sheet is not None
    titles = [row[0].value for row in sheet.iter_rows(max_row=5)]
    assert ("theo dữ liệu hiện có" in titles) == said
