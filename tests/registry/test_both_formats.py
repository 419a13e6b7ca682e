"""Every kind of paper, filled as a congress fills it, says the same in Word and in PDF."""

from collections.abc import Iterator

import pytest

from daihoi.papers.profiles import get_profile
from daihoi.registry.queries.filling import official_paper
from daihoi.registry.skeletons import skeletons
from daihoi.rules.papers import CATALOGUE
from tests.congresses.preparing import on
from tests.papers.typesetting.said import assert_same_words
from tests.registry.writing import Writing

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Iterator[Writing]:
    with on():
        yield Writing()


@pytest.mark.parametrize("code", list(skeletons()))
def test_a_kind_says_the_same_word_for_word(office: Writing, code: str) -> None:
    body = office.personnel if CATALOGUE[code].is_restricted else None
    office.give(office.to_body, title="Hoàn thiện dự thảo báo cáo")
    assert_same_words(
        official_paper(office.make(code, subcommittee=body)), get_profile("party-2018")
    )
