"""Pages of papers and templates ask the database the same however many rows they show."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from daihoi.registry.actions import templates
from daihoi.registry.models import Paper, PaperTemplate
from daihoi.registry.skeletons import skeletons
from daihoi.rules.papers import CATALOGUE
from tests.congresses.preparing import on
from tests.registry.test_papers import door
from tests.registry.writing import Writing

pytestmark = pytest.mark.django_db
QUERIES = {
    "paper_list": 34,
    "paper_detail": 30,
    "paper_fill": 30,
    "paper_edit": 13,
    "paper_layout": 12,
    "paper_issue": 33,
    "paper_make": 15,
    "template_list": 13,
    "template_detail": 31,
    "template_edit": 12,
    "field_list": 12,
}


@pytest.fixture
def office() -> Iterator[Writing]:
    with on():
        yield Writing()


def fill_house(office: Writing, count: int) -> tuple[Paper, PaperTemplate]:
    for number in range(count):
        paper = office.make("KHDH")
        office.congress.milestones.create(
            code=f"M{number}", name="x", days=0, output="KHDH", planned_on=date(2020, 2, 1)
        )
        template = templates.add_paper_template(
            office.cell, CATALOGUE["KHDH"], f"Mẫu {number}", skeletons()["KHDH"], actor=office.boss
        )
    return paper, template


ADDRESSES: dict[str, Callable[[Writing, Paper, PaperTemplate], list[Any]]] = {
    "paper_list": lambda office, _paper, _template: [office.congress.pk],
    "paper_make": lambda office, _paper, _template: [office.congress.pk, "KHDH"],
    "template_list": lambda office, _paper, _template: [office.cell.pk],
    "field_list": lambda office, _paper, _template: [office.cell.pk],
    "template_detail": lambda _office, _paper, template: [template.pk],
    "template_edit": lambda _office, _paper, template: [template.pk],
}


@pytest.mark.parametrize("count", [1, 3])
def test_pages_ask_the_same(count: int, office: Writing) -> None:
    paper, template = fill_house(office, count)
    client = door(office.boss)
    asked = {}
    for name in QUERIES:
        arguments = ADDRESSES.get(name, lambda _office, paper, _template: [paper.pk])
        url = reverse(f"registry:{name}", args=arguments(office, paper, template))
        assert client.get(url).status_code == 200
        with CaptureQueriesContext(connection) as found:
            client.get(url)
        asked[name] = len(found)
    assert asked == QUERIES
