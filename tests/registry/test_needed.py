"""The set of papers a congress needs, with the state of each (S38)."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.base.errors import NotFound
from daihoi.registry.actions import papers as actions
from daihoi.registry.queries.needed import NeededRow, needed_page
from daihoi.rules.papers import CATALOGUE
from tests.congresses.preparing import on, user_of
from tests.factories import UserFactory, grant
from tests.registry.writing import Writing, issued

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Iterator[Writing]:
    with on():
        yield Writing()


def rows(office: Writing, viewer: User | None = None) -> dict[str, NeededRow]:
    page = needed_page(office.congress.pk, viewer=viewer or office.boss)
    return {row.kind.code: row for group in page.groups for row in group.rows}


def listed(office: Writing, user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.get(reverse("registry:paper_list", args=[office.congress.pk])).content.decode()


def test_every_kind_of_the_catalogue_is_listed_once(office: Writing) -> None:
    page = needed_page(office.congress.pk, viewer=office.boss)
    codes = [row.kind.code for group in page.groups for row in group.rows]
    assert sorted(codes) == sorted(CATALOGUE)
    assert (page.done, page.needed) == (0, 38)


def test_the_state_of_a_paper_goes_from_gaps_to_its_number(office: Writing) -> None:
    paper = office.make("GMOI")
    [row] = rows(office)["GMOI"].papers
    assert row.state == "dự thảo lần 1, còn 4 chỗ trống"
    assert row.gaps == 4
    values = {
        "người được mời": "A",
        "giờ khai mạc": "7 giờ",
        "địa điểm đại hội": "B",
        "ngày đại hội": "ngày 03 tháng 4 năm 2020",
    }
    actions.fill_fields(paper, values, revision=1, actor=office.boss)
    [row] = rows(office)["GMOI"].papers
    assert row.state == "dự thảo lần 1, đủ nội dung"
    assert not rows(office)["GMOI"].is_covered
    issued(paper, office.boss)
    [row] = rows(office)["GMOI"].papers
    assert row.state == "đã ban hành"
    assert rows(office)["GMOI"].is_covered
    assert needed_page(office.congress.pk, viewer=office.boss).done == 1


def test_what_came_in_covers_its_kind(office: Writing) -> None:
    assert rows(office)["TBKL"].is_missing
    office.congress.incoming_papers.create(
        organization=office.cell,
        year=2020,
        arrival_number=1,
        kind="TBKL",
        received_on=date(2020, 3, 20),
        issued_on=date(2020, 3, 18),
        number="12-TB/ĐUK",
        issuer="Đảng ủy Khối",
        subject="Kết luận duyệt đại hội",
        recorded_at=timezone.now(),
        recorded_by=office.boss,
    )
    assert rows(office)["TBKL"].is_covered


def test_conditions_need_and_who_writes(office: Writing) -> None:
    found = rows(office)
    assert not found["BCTT"].is_applicable
    assert found["BCTT"].need == "chỉ đại hội đại biểu"
    assert found["BCCT"].writer == "Tiểu ban Văn kiện"
    assert found["DANS"].writer == "Tiểu ban Nhân sự"
    assert found["KHDH"].writer == "chi ủy"
    assert found["TBKL"].writer == "cấp trên"
    office.congress.form = "delegates"
    office.congress.save()
    assert rows(office)["BCTT"].is_applicable


def test_the_first_milestone_that_leads_to_a_kind_is_its_day(office: Writing) -> None:
    for code, output, day in [("M1", "KHDH", 5), ("M2", "PCNV, DCBC", 9), ("M3", "KHDH", 1)]:
        office.congress.milestones.create(
            code=code, name=code, days=0, output=output, planned_on=date(2020, 2, day)
        )
    found = rows(office)
    assert found["KHDH"].due_on == date(2020, 2, 1)
    assert found["DCBC"].due_on == found["PCNV"].due_on == date(2020, 2, 9)
    assert found["GMOI"].due_on is None


def test_papers_on_personnel_show_to_nobody_else_not_even_as_a_count(office: Writing) -> None:
    office.make("DANS", subcommittee=office.personnel, actor=user_of(office.keeper))
    [row] = rows(office, user_of(office.keeper))["DANS"].papers
    assert row.gaps
    for user in (user_of(office.head), user_of(office.one), user_of(office.staff)):
        row = rows(office, user)["DANS"]
        assert (row.papers, row.is_hidden, row.can_make) == ([], True, False)
        page = listed(office, user)
        assert "Nhân sự chi ủy nhiệm kỳ" not in page
        assert "hạn chế" in page


def test_a_member_sees_no_draft(office: Writing) -> None:
    paper = office.make("GMOI")
    assert rows(office, user_of(office.one))["GMOI"].papers == []
    issued(paper, office.boss)
    assert len(rows(office, user_of(office.one))["GMOI"].papers) == 1


@pytest.mark.parametrize("role", [Role.SUPERIOR, Role.ADMINISTRATOR])
def test_who_reads_no_papers_does_not_get_in(office: Writing, role: Role) -> None:
    user = grant(role, office.cell)
    page = listed(office, user)
    assert "Giấy mời" not in page


def test_a_stranger_finds_nothing(office: Writing) -> None:
    with pytest.raises(NotFound):
        needed_page(office.congress.pk, viewer=UserFactory.create())


def test_the_page_asks_the_same_number_of_questions_for_many_papers(office: Writing) -> None:
    def count() -> int:
        user = office.boss
        with CaptureQueriesContext(connection) as found:
            needed_page(office.congress.pk, viewer=user)
        return len(found)

    office.make("KHDH")
    one = count()
    for code in ("BCCT", "QDTB", "TTDH"):
        office.make(code)
    assert count() == one <= 49


def test_what_is_due_and_not_there_is_late_until_it_is_issued(office: Writing) -> None:
    for code, day in [("KHDH", date(2020, 2, 1)), ("GMOI", date(2020, 12, 1))]:
        office.congress.milestones.create(code=code, name=code, days=0, output=code, planned_on=day)
    found = rows(office)
    assert (found["KHDH"].is_late, found["GMOI"].is_late) == (True, False)
    assert listed(office, office.boss).count("trễ hạn") == 1
    issued(office.make("KHDH"), office.boss)
    assert not rows(office)["KHDH"].is_late


def test_the_plan_says_whether_a_paper_against_an_epidemic_is_needed(office: Writing) -> None:
    assert not rows(office)["PAYT"].is_applicable
    assert "khi kế hoạch có bước phòng, chống dịch" in listed(office, office.boss)
    step = office.congress.milestones.create(
        code="PAYT", name="x", days=0, output="PAYT", planned_on=date(2020, 2, 1)
    )
    assert rows(office)["PAYT"].is_missing
    step.delete()
    office.make("PAYT")
    assert rows(office)["PAYT"].is_applicable


def test_papers_written_elsewhere_cover_their_kind(office: Writing) -> None:
    def enter(kind: str, symbol: str, code: str, *, restricted: bool = False) -> None:
        office.congress.register_entries.create(
            kind=kind,
            symbol=symbol,
            subject=f"Văn bản {code}",
            is_restricted=restricted,
            issued_on="2020-03-20",
            check_code=code,
            issued_at="2020-03-20T10:00:00Z",
            issued_by=office.boss,
        )

    enter("QDTB", "01-QĐ/CB", "a")
    enter("DANS", "01-ĐA/CB", "b", restricted=True)
    assert rows(office)["QDTB"].is_covered
    page = listed(office, office.boss)
    assert "01-QĐ/CB · Văn bản a" in page
    assert "01-ĐA/CB" in page
    assert "01-ĐA/CB" not in listed(office, user_of(office.one))


def test_a_restricted_paper_that_came_in_shows_to_its_readers_only(office: Writing) -> None:
    office.congress.incoming_papers.create(
        organization=office.cell,
        year=2020,
        arrival_number=1,
        kind="TBKL",
        received_on=date(2020, 3, 20),
        issued_on=date(2020, 3, 18),
        number="12-TB/ĐUK",
        issuer="Đảng ủy Khối",
        subject="Kết luận về nhân sự",
        is_restricted=True,
        recorded_at=timezone.now(),
        recorded_by=office.boss,
    )
    assert "Kết luận về nhân sự" in listed(office, office.boss)
    assert "Kết luận về nhân sự" not in listed(office, user_of(office.one))
