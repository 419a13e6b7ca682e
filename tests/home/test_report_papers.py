"""The status report of a day as an official paper (S40)."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base.errors import NotPermitted, RuleBroken
from daihoi.congresses.models import Subcommittee
from daihoi.home.actions.reports import deposit_report
from daihoi.papers.outline import BlockKind
from daihoi.registry.models import Paper
from daihoi.registry.queries.filling import official_paper
from tests.factories import grant
from tests.home.test_report import LATER, REPORTED, Cell, a_cell, on

pytestmark = pytest.mark.django_db


@pytest.fixture
def cell() -> Iterator[Cell]:
    made = a_cell()
    with on(date(2020, 2, 10)):
        made.complete("M01", date(2020, 1, 5))
        made.task("Chỉnh sửa dự thảo", date(2020, 2, 18))
    with on(LATER):
        yield made


def words(paper: Paper) -> str:
    return "\n".join(block.text for block in official_paper(paper).blocks)


def test_a_past_day_becomes_a_paper_of_what_was_known_then(cell: Cell) -> None:
    cell.task("Việc giao sau", date(2020, 3, 1))
    paper = deposit_report(REPORTED, actor=cell.secretary)
    assert (paper.kind, paper.source) == ("BCCB", f"home.report:{cell.congress.pk}:2020-02-20")
    assert paper.source_label == "Báo cáo tiến độ, tính đến hết ngày 20-2-2020"
    official = official_paper(paper)
    assert "tính đến hết ngày 20 tháng 02 năm 2020" in paper.subject
    headings = [b.text for b in official.blocks if b.kind is BlockKind.HEADING]
    assert headings[0] == "I. TÌNH HÌNH CHUNG"
    assert "Chỉnh sửa dự thảo" in words(paper)
    assert "trễ 2 ngày" in words(paper)
    assert "Việc giao sau" not in words(paper)
    tables = [block.table for block in official.blocks if block.table]
    assert all(table.header_rows == 1 and sum(table.widths) <= 9354 for table in tables)
    assert not any("tình hình công tác chuẩn bị" in gap for gap in official.gaps)
    entry = Entry.objects.get(action="home.deposit_report")
    assert entry.after == {"paper": paper.pk, "on": "2020-02-20"}


def test_each_day_has_a_paper_and_the_same_day_the_same(cell: Cell) -> None:
    first = deposit_report(REPORTED, actor=cell.secretary)
    assert deposit_report(REPORTED, actor=cell.secretary).pk == first.pk
    assert deposit_report(LATER, actor=cell.secretary).pk != first.pk
    assert Paper.objects.count() == 2


def test_what_the_personnel_body_does_is_counted_and_not_told(cell: Cell) -> None:
    Subcommittee.objects.filter(pk=cell.body.pk).update(purpose="personnel")
    told = words(deposit_report(REPORTED, actor=cell.secretary))
    assert "Chỉnh sửa dự thảo" not in told
    assert "Công việc trễ hạn: 1;" in told


def test_days_without_a_report_make_no_paper(cell: Cell) -> None:
    for day in (date(2019, 12, 1), date(2020, 2, 26)):
        with pytest.raises(RuleBroken):
            deposit_report(day, actor=cell.secretary)
    assert not Paper.objects.exists()


def test_who_only_reads_makes_no_paper(cell: Cell) -> None:
    member = cell.member("Lê An")
    with pytest.raises(NotPermitted):
        deposit_report(REPORTED, actor=member)
    assert not Paper.objects.exists()


def test_the_page_makes_the_paper_of_the_day_it_shows(cell: Cell, client: Client) -> None:
    client.force_login(grant(Role.COMMITTEE_MEMBER, cell.organization, cell.member("Vi Chi")))
    url = reverse("home:report")
    page = client.get(url, {"ngay": "20/2/2020"}).content.decode()
    deposit = reverse("home:report_deposit")
    assert f'action="{deposit}"' in page
    answer = client.post(deposit, {"ngay": "20/2/2020"})
    paper = Paper.objects.get()
    assert answer["Location"] == reverse("registry:paper_detail", args=[paper.pk])
    assert client.post(deposit, {"ngay": "20/2/2031"}).status_code == 422
    client.force_login(cell.member("Lê An"))
    assert deposit not in client.get(url, {"ngay": "20/2/2020"}).content.decode()
