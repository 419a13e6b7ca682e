"""The superior's desk: what it shows of which organizations, and how much it asks for it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from daihoi.approvals.models import Decision, ValidityReview
from daihoi.approvals.queries.desk import DeskFilters, desk_page
from daihoi.base.errors import NotFound
from daihoi.congresses.models import Congress, Milestone
from daihoi.organizations.models import Organization
from tests.approvals.sending import TODAY, World, a_world
from tests.congresses.preparing import on
from tests.factories import CongressFactory, OrganizationFactory
from tests.factories.approvals import SubmissionFactory

pytestmark = pytest.mark.django_db
QUERIES = 18
AT = datetime(2020, 3, 2, 3, tzinfo=UTC)


@pytest.fixture
def world() -> Iterator[World]:
    with on(TODAY):
        yield a_world()


def neighbour(world: World, number: int, *, late: int = 0, **submission: object) -> Organization:
    cell = OrganizationFactory.create(
        path=f"/701/{800 + number}/", parent=world.superior, name=f"Chi bộ số {number}"
    )
    congress = CongressFactory.create(organization=cell)
    for day in range(late):
        Milestone.objects.create(
            congress=congress, code=f"M{day}", name=f"Mốc {day}", days=-20 - day,
            planned_on=date(2020, 3, 9 - day), position=day,
        )  # fmt: skip
    if submission:
        SubmissionFactory.create(congress=congress, submitted_by=world.secretary, **submission)
    return cell


def shown(world: World, state: str = "", words: str = "") -> list[str]:
    page = desk_page(DeskFilters(state, words), viewer=world.reviewer)
    return [row.organization.name for row in page.rows(list(page.organizations))]


def test_what_waits_comes_first_then_what_is_late(world: World) -> None:
    neighbour(world, 1)
    neighbour(world, 2, late=2)
    at = datetime(2020, 3, 2, 3, tzinfo=UTC)
    neighbour(world, 3, due_on=date(2020, 3, 10), submitted_at=at)
    neighbour(world, 4, state="returned", taken_up_at=at, taken_up_by=world.reviewer)
    world.send()

    assert shown(world) == [
        "Chi bộ số 3",
        "Chi bộ Cục",
        "Chi bộ số 2",
        "Chi bộ số 1",
        "Chi bộ số 4",
    ]
    page = desk_page(DeskFilters(), viewer=world.reviewer)
    rows = {row.organization.name: row for row in page.rows(list(page.organizations))}
    assert (page.total, page.waiting, page.overdue) == (5, 2, 1)
    late = rows["Chi bộ số 2"]
    assert (late.late, late.worst, late.worst_days) == (2, "Mốc 1", 3)
    waits = rows["Chi bộ số 3"]
    assert (waits.waits, waits.age, waits.is_overdue) == (True, 9, True)
    assert [rows[name].state for name in ("Chi bộ số 1", "Chi bộ số 4")] == ["chưa trình hồ sơ", "cấp trên trả lại"]  # fmt: skip


@pytest.mark.parametrize(
    ("state", "words", "names"),
    [
        ("cho", "", ["Chi bộ số 3"]),
        ("tre", "", ["Chi bộ số 3", "Chi bộ số 2"]),
        ("tra-lai", "", ["Chi bộ số 4"]),
        ("da-duyet", "", []),
        ("chua-co", "", ["Chi bộ mới"]),
        ("", "so 2", ["Chi bộ số 2"]),
    ],
)
def test_the_list_is_narrowed(world: World, state: str, words: str, names: list[str]) -> None:
    at = datetime(2020, 3, 2, 3, tzinfo=UTC)
    neighbour(world, 2, late=1)
    neighbour(world, 3, due_on=date(2020, 3, 10), submitted_at=at)
    neighbour(world, 4, state="returned", taken_up_at=at, taken_up_by=world.reviewer)
    OrganizationFactory.create(path="/701/899/", parent=world.superior, name="Chi bộ mới")
    assert shown(world, state, words) == names


def running_after(world: World, organization: Organization) -> Congress:
    """The congress of the organization is over, the next one is being prepared."""
    organization.congresses.update(
        closed_at=datetime(2020, 3, 1, tzinfo=UTC), closed_by=world.secretary
    )
    over = organization.congresses.get()
    return CongressFactory.create(organization=organization, ordinal=over.ordinal + 1)


@pytest.mark.parametrize(
    ("state", "names"), [("tra-lai", []), ("chua-trinh", ["Chi bộ Cục", "Chi bộ số 4"])]
)
def test_filters_look_at_the_congress_that_is_shown(
    world: World, state: str, names: list[str]
) -> None:
    at = datetime(2020, 3, 2, 3, tzinfo=UTC)
    cell = neighbour(world, 4, state="returned", taken_up_at=at, taken_up_by=world.reviewer)
    assert shown(world, "tra-lai") == ["Chi bộ số 4"]
    running_after(world, cell)
    assert sorted(shown(world, state)) == names


def test_what_waits_of_an_earlier_congress_is_not_lost(world: World) -> None:
    cell = neighbour(world, 3, kind="confirmation")
    running_after(world, cell)
    page = desk_page(DeskFilters("cho"), viewer=world.reviewer)
    [row] = page.rows(list(page.organizations))
    assert (row.waits, row.state) == (True, "chờ tiếp nhận")


def test_the_one_that_waits_is_shown_before_a_later_one(world: World) -> None:
    cell = neighbour(world, 3, kind="confirmation")
    SubmissionFactory.create(
        congress=cell.congresses.get(), submitted_by=world.secretary, state="withdrawn",
        withdrawn_at=datetime(2020, 3, 2, tzinfo=UTC), withdrawn_by=world.secretary,
    )  # fmt: skip
    page = desk_page(DeskFilters("cho"), viewer=world.reviewer)
    [row] = page.rows(list(page.organizations))
    assert row.submission is not None
    assert row.submission.kind == "confirmation"


def test_what_is_answered_on_paper_waits_for_nobody_here(world: World) -> None:
    at = datetime(2020, 3, 2, 3, tzinfo=UTC)
    neighbour(world, 3, state="appraising", is_on_paper=True, taken_up_at=at, taken_up_by=world.clerk)  # fmt: skip
    world.send()
    page = desk_page(DeskFilters("cho"), viewer=world.reviewer)
    assert shown(world, "cho") == ["Chi bộ Cục"]
    assert page.waiting == 1
    assert [tab["count"] for tab in page.tabs if tab["current"]] == [1]
    every = desk_page(DeskFilters(), viewer=world.reviewer)
    rows = {row.organization.name: row.waits for row in every.rows(list(every.organizations))}
    assert rows == {"Chi bộ Cục": True, "Chi bộ số 3": False}


def approved_cell(world: World, number: int, **now: object) -> Congress:
    """A cell whose dossier was approved for early April; the congress as it is ``now``."""
    cell = neighbour(world, number, state="approved", taken_up_at=AT, taken_up_by=world.reviewer)
    congress = cell.congresses.get()
    Decision.objects.create(
        submission=congress.submissions.get(), result="approved", paper_number="12-TB/ĐUK",
        paper_on=TODAY, signer="Lưu Thị Phương", valid_on=date(2020, 4, 3),
        valid_precision="early", decided_at=AT, decided_by=world.reviewer,
    )  # fmt: skip
    Congress.objects.filter(pk=congress.pk).update(**now)
    return Congress.objects.get(pk=congress.pk)


def test_an_approval_in_doubt_is_told_and_led_to(world: World) -> None:
    approved_cell(world, 1)
    moved = approved_cell(world, 2, target_on=date(2020, 4, 24), target_precision="day")
    reviewed = approved_cell(world, 3, target_on=date(2020, 5, 8), target_precision="day")
    over = {"closed_at": AT, "closed_by": world.secretary}
    approved_cell(world, 4, target_on=date(2020, 4, 24), **over)
    review = ValidityReview.objects.create(
        decision=reviewed.submissions.get().decision, holds=True, reason="đã hỏi",
        target_on=reviewed.target_on, target_precision="day", form=reviewed.form, people=0,
        made_at=AT, made_by=world.secretary,
    )  # fmt: skip
    assert shown(world, "hieu-luc") == ["Chi bộ số 2"]
    client = Client()
    client.force_login(world.reviewer)
    text = client.get(reverse("approvals:desk")).content.decode()
    assert text.count("phê duyệt chưa rõ còn hiệu lực") == 1
    assert "Phê duyệt cho đại hội đầu tháng 4/2020, nay dự kiến 24-4-2020." in text
    there = reverse("approvals:submission_detail", args=[moved.submissions.get().pk])
    assert f'class="small" href="{there}"' in text
    review.holds = False
    review.save()
    assert shown(world, "hieu-luc") == ["Chi bộ số 2", "Chi bộ số 3"]
    assert "phê duyệt không còn hiệu lực" in client.get(reverse("approvals:desk")).content.decode()


def test_the_words_go_along_to_the_other_filters(world: World) -> None:
    page = desk_page(DeskFilters("", "A&B +1"), viewer=world.reviewer)
    assert page.tabs[1]["url"] == "?loc=cho&tim=A%26B+%2B1"


def test_only_the_superior_has_a_desk(world: World) -> None:
    for viewer in (world.secretary, world.clerk, world.staff):
        with pytest.raises(NotFound):
            desk_page(DeskFilters(), viewer=viewer)


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_asks_the_same_however_many_there_are(world: World, count: int) -> None:
    for number in range(count):
        neighbour(world, number, late=2, due_on=date(2020, 3, 20))
        approved_cell(world, 50 + number, target_on=date(2020, 4, 24))
    client = Client()
    client.force_login(world.reviewer)
    client.get(reverse("approvals:desk"))
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(reverse("approvals:desk"))
    assert answer.status_code == 200
    assert len(asked) == QUERIES


def test_the_first_page_of_a_superior_begins_with_its_desk(world: World) -> None:
    world.send()
    client = Client()
    client.force_login(world.reviewer)
    text = client.get(reverse("home:first_page")).content.decode()
    assert "1 hồ sơ chờ trả lời" in text
    assert "Chi bộ Cục: Hồ sơ xin duyệt đại hội, lần 1" in text
    assert reverse("approvals:desk") in text
