"""What every paper of an organization bears: its full name, its superior, its way to write dates."""

from collections.abc import Iterator

import pytest

from daihoi.base import offers
from daihoi.congresses.models import BasisDocument
from daihoi.papers.official import OfficialPaper
from daihoi.papers.outline import plain
from daihoi.registry.queries.filling import official_paper, sources_of
from daihoi.registry.skeletons import skeletons
from daihoi.vietnamese.text import fold
from tests.congresses.preparing import TODAY, on
from tests.registry.writing import Writing

pytestmark = pytest.mark.django_db
NAME, SUPERIOR = "chi bo cuc thu", "dang uy khoi cac co quan tinh"
TO_SUPERIOR = ("TTDH", "BCKQ", "TTCY", "BCGY")  # submissions, and reports after the congress


@pytest.fixture
def office() -> Iterator[Writing]:
    with on():
        yield Writing()


def words_of(paper: OfficialPaper) -> str:
    lines = (paper.superior, paper.issuer, *paper.addressees, *paper.recipients)
    return fold("\n".join([plain(line) for line in lines] + [each.text for each in paper.blocks]))


def test_every_paper_bears_the_full_name(office: Writing) -> None:
    sources = sources_of(office.congress, TODAY)
    without = []
    for code in skeletons():
        paper = official_paper(office.make(code), sources=sources)
        if NAME not in words_of(paper):
            without.append(code)
    assert without == []


@pytest.mark.parametrize("code", TO_SUPERIOR)
def test_submissions_and_reports_go_to_the_direct_superior(office: Writing, code: str) -> None:
    assert SUPERIOR in words_of(official_paper(office.make(code)))


@pytest.mark.parametrize(
    ("term_style", "day_style", "term", "day"),
    [
        ("tight", "dashed", "2020-2025", "ngày 30-5-2019"),
        ("spaced", "slashed", "2020 - 2025", "ngày 30/5/2019"),
    ],
)
def test_term_and_days_are_written_as_the_organization_does(
    office: Writing, term_style: str, day_style: str, term: str, day: str
) -> None:
    office.cell.term_style, office.cell.day_style = term_style, day_style
    office.cell.save()
    office.congress.organization = office.cell
    basis = BasisDocument.objects.create(
        organization=office.cell,
        number="35-CT/TW",
        issued_on="2019-05-30",
        issuer="Bộ Chính trị",
        subject="Về đại hội đảng bộ các cấp",
    )
    office.congress.bases.add(basis)
    found = offers.facts_of(office.congress, TODAY)
    assert found["nhiệm kỳ"] == term
    assert day in found["căn cứ"][0].text
