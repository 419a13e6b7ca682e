"""Families: which organizations stand under which rules, and how they speak of themselves."""

from datetime import date

import pytest

from daihoi.organizations.models import OrganizationKind
from daihoi.rules.approvals import SubmissionKind, dossier_rows
from daihoi.rules.certainty import Certainty
from daihoi.rules.editions import EDITIONS
from daihoi.rules.elections.closing import result_deadlines
from daihoi.rules.elections.loading import rule_set_on
from daihoi.rules.families import families, family_of_kind
from daihoi.rules.plans import templates_of
from daihoi.rules.preparation import defaults_of
from daihoi.rules.stage import stage_rules_on

DAY = date(2020, 3, 26)
UNION = families()["vn-trade-union"]


def test_every_edition_is_of_a_family_and_every_family_has_one() -> None:
    assert set(families()) == {edition.family for edition in EDITIONS}
    assert all(family.name for family in families().values())


def test_every_kind_of_organization_stands_under_exactly_one() -> None:
    listed = sorted(kind for family in families().values() for kind in family.kinds)
    assert listed == sorted(OrganizationKind)
    assert family_of_kind(OrganizationKind.UNION).code == "vn-trade-union"
    assert family_of_kind(OrganizationKind.YOUTH_UNION).code == "vn-youth-union"
    assert family_of_kind(OrganizationKind.ASSOCIATION).code == "general"
    assert family_of_kind("of no kind").code == "general"


@pytest.mark.parametrize("code", families())
def test_no_family_is_left_without_plan_stage_dossier_or_deadline(code: str) -> None:
    assert templates_of(code)
    assert defaults_of(code).subcommittees
    assert stage_rules_on(DAY, family=code).elements
    assert result_deadlines(rule_set_on(DAY, family=code)).report_days
    assert dossier_rows(SubmissionKind.CONFIRMATION, family=code, on=DAY).rows


def test_what_the_party_says_is_not_claimed_of_others() -> None:
    kind = SubmissionKind.CONFIRMATION
    party, union = (
        dossier_rows(kind, family=code, on=DAY) for code in ("vn-party", "vn-trade-union")
    )
    assert union.rows == party.rows
    assert (party.certainty, union.certainty) == (Certainty.SECONDARY, Certainty.UNCONFIRMED)
    assert "QĐ/TW" not in union.source
    assert (
        result_deadlines(rule_set_on(DAY, family="vn-trade-union")).certainty
        == Certainty.UNCONFIRMED
    )


@pytest.mark.parametrize(
    ("house", "union"),
    [
        ("Đảng viên", "Đoàn viên"),
        ("Chi ủy viên", "Ủy viên ban chấp hành"),
        ("Phó Bí thư", "Phó chủ tịch"),
        ("DANH SÁCH ĐẢNG VIÊN TẠI NGÀY %(day)s", "DANH SÁCH ĐOÀN VIÊN TẠI NGÀY %(day)s"),
        ("Chi bộ", "Chi bộ"),  # the kind of another organization
        ("Hãy báo bí thư chi bộ để sửa", "Hãy báo chủ tịch công đoàn để sửa"),
        ("Đăng nhập", "Đăng nhập"),
    ],
)
def test_a_union_says_it_in_its_own_words(house: str, union: str) -> None:
    assert UNION.says(house) == union


def test_the_words_of_the_house_are_those_of_a_cell() -> None:
    assert families()["vn-party"].says("Đảng viên") == "Đảng viên"
    assert families()["vn-party"].dialect == ""
