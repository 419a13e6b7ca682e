"""Papers look, read and are numbered as the family of their organization asks."""

import re

import pytest

from daihoi.organizations.models import OrganizationKind
from daihoi.papers.fields import field_names, texts_of
from daihoi.registry.queries.boilerplate import passages
from daihoi.registry.queries.filling import profile_of
from daihoi.registry.queries.templates import templates_for
from daihoi.registry.queries.terms import symbol_of
from daihoi.registry.skeletons import FOLDER, skeletons
from daihoi.registry.skeletons.boilerplate import house_passages
from daihoi.registry.skeletons.families import phrases_of, written_by
from daihoi.rules.families import families
from daihoi.rules.papers import SeriesKind
from tests.factories.congresses import CongressFactory
from tests.factories.organizations import OrganizationFactory
from tests.factories.registry import PaperFactory

pytestmark = pytest.mark.django_db
UNION = families()["vn-trade-union"]
FIELD = re.compile(r"\{\{[^{}]*\}\}")
# "Nhiệm vụ chính trị", "chính trị tư tưởng", "lý luận chính trị" are said of everybody's work.
PARTY = re.compile(
    r"\b(đảng|đảng viên|đảng bộ|đảng ủy|chi bộ|chi ủy|cấp ủy|bí thư|báo cáo chính trị|dự bị"
    r"|miễn sinh hoạt|trung ương)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize(
    ("kind", "is_state", "symbol"),
    [
        (OrganizationKind.GRASSROOTS_CELL, False, ""),
        (OrganizationKind.UNION, True, "CĐCS"),
        (OrganizationKind.YOUTH_UNION, False, ""),
        (OrganizationKind.ASSOCIATION, True, "CĐCS"),
    ],
)
def test_only_some_families_write_as_the_state_does(
    kind: OrganizationKind, symbol: str, *, is_state: bool
) -> None:
    organization = OrganizationFactory.create(kind=kind, symbol="CĐCS")
    paper = PaperFactory.create(congress=CongressFactory.create(organization=organization))
    assert profile_of(paper).is_state is is_state
    assert symbol_of(paper.congress, SeriesKind.STATE, None) == symbol


@pytest.mark.parametrize("code", list(skeletons()))
def test_no_paper_of_a_union_speaks_of_the_party(code: str) -> None:
    """The skeleton's own text; fields keep the names that data know them by."""
    text = "\n".join(texts_of(skeletons(UNION)[code]).values())
    assert PARTY.findall(FIELD.sub("", text)) == []
    assert PARTY.search(FIELD.sub("", "\n".join(texts_of(skeletons()["KHDH"]).values())))


@pytest.mark.parametrize("code", list(skeletons()))
def test_a_paper_of_a_union_asks_for_nothing_else(code: str) -> None:
    """Its fields are those of the house, or fewer."""
    assert set(field_names(skeletons(UNION)[code])) <= set(field_names(skeletons()[code]))


def test_every_phrase_stands_in_some_text_of_the_house() -> None:
    texts = [path.read_text(encoding="utf-8") for path in FOLDER.glob("*.txt")]
    texts += [each.text for each in house_passages().values()]
    for family in families().values():
        assert [old for old in phrases_of(family.code) if not any(old in t for t in texts)] == []


def test_a_cell_reads_what_the_house_wrote() -> None:
    party = families()["vn-party"]
    assert dict(skeletons(party)) == dict(skeletons())
    assert written_by(party, "Đảng viên trong chi bộ") == "Đảng viên trong chi bộ"


def test_a_union_is_offered_templates_and_passages_in_its_words() -> None:
    union = OrganizationFactory.create(kind=OrganizationKind.UNION)
    (built,) = templates_for(union, "QDTB")
    assert built.paper == skeletons(UNION)["QDTB"]
    assert "Căn cứ Điều lệ Công đoàn Việt Nam;" in "\n".join(texts_of(built.paper).values())
    assert [
        (each.key, found)
        for each in passages(union)
        if (found := PARTY.findall(FIELD.sub("", f"{each.title} {each.text}")))
    ] == []
