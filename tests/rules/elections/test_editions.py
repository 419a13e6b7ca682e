"""Editions of elections: read with care, chosen by family and day, changed by the superior's paper."""

import shutil
from datetime import date
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from daihoi.rules.certainty import Certainty
from daihoi.rules.editions import (
    EDITIONS,
    FOLDER,
    EditionError,
    edition_on,
    papers_numbered,
    papers_on,
)
from daihoi.rules.elections import kinds
from daihoi.rules.elections.cases.reader import words
from daihoi.rules.elections.loading import (
    groups_of,
    read_rule_set,
    rule_set,
    rule_set_on,
    statements,
)
from daihoi.rules.elections.parameters import parameter_types
from daihoi.rules.elections.roll import Roll, base_of
from daihoi.rules.elections.values import Share, told
from daihoi.rules.parameters import Override, Shape

CODES = [each.code for each in EDITIONS]
PAPER: dict[str, Any] = {
    "number": "15-HD/ĐUK",
    "issued_on": date(2020, 2, 10),
    "issuer": "Đảng ủy Khối",
}


def test_all_families_are_there() -> None:
    assert sorted(CODES) == [
        "cn-party-grassroots", "general", "german-association", "roberts-rules", "vn-party-2014",
        "vn-party-2024", "vn-state-2015", "vn-trade-union", "vn-youth-union",
    ]  # fmt: skip


@pytest.mark.parametrize("code", CODES)
def test_every_parameter_says_whence_it_comes_and_how_sure_it_is(code: str) -> None:
    rules = rule_set(code)
    assert [each.name for each in rules] == list(parameter_types())
    for each in rules:
        assert each.label, each.name
        assert each.basis.source, each.name
        assert told(each.value), each.name
        is_default = each.basis.source == "Mặc định của phần mềm"
        sure = {Certainty.SOURCED, Certainty.SECONDARY}
        assert not (is_default and each.certainty in sure), each.name
        assert ("chưa có nguồn xác nhận" in str(each)) is each.is_unconfirmed


def test_every_parameter_rests_on_a_statement_and_has_a_default() -> None:
    assert set(statements()) == set(parameter_types())
    assert [name for name, on in statements().items() if not on] == [
        "office_titles",
        "cell_office_titles",
    ]


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2013, 1, 1), "vn-party-2014"),
        (date(2024, 10, 9), "vn-party-2014"),
        (date(2024, 10, 10), "vn-party-2024"),
    ],
)
def test_the_opening_day_chooses_the_edition(day: date, code: str) -> None:
    """E-001, E-002."""
    assert rule_set_on(day, family="vn-party").edition.code == code
    assert edition_on(day, family="vn-party").code == code


def test_a_paper_is_known_by_number_and_date() -> None:
    """E-007: three numbers were given twice."""
    for number, days in {
        "35-CT/TW": [date(2019, 5, 30), date(2024, 6, 14)],
        "45-CT/TW": [date(2020, 6, 20), date(2025, 4, 14)],
        "04-HD/TW": [date(2014, 10, 6), date(2024, 12, 31)],
    }.items():
        found = papers_numbered(number)
        assert [each.issued_on for each in found] == days
        assert len({str(each) for each in found}) == 2
        for each in found:
            assert each in papers_on(each.in_force_from, family="vn-party")


# What section 14 of the reference says of each, in the order of its columns.
TABLE = {
    "majority_base": ["adjusted_convened", "adjusted_convened", "returned", "returned", "valid", "yes_no", "votes_cast", "present"],
    "overvote": ["invalid", "invalid", "invalid", "invalid", "invalid", "valid", "invalid", "invalid"],
    "zero_vote_multi": ["invalid", "invalid", "invalid", "invalid", "invalid", "blank", "blank", "blank"],
    "undervote": ["valid"] * 8,
    "tie_rule": ["revote_tied", "revote_tied", "congress_then_revote", "revote_tied", "older", "lost", "vote_again", "revote_tied"],
    "write_in": ["invalid", "invalid", "invalid", "invalid", "invalid", "invalid", "valid", "valid"],
    "returned_gt_issued": ["stop"] * 7 + ["redo"],
    "block_vote_allowed": ["yes", "yes", "yes", "yes", "yes", "own_rules", "like_posts", "yes"],
    "appointment_rounds": [3, 3, 0, 0, 0, 0, 0, 0],
    "approval_by_superior": [True, True, True, True, False, False, False, True],
}  # fmt: skip
COLUMNS = [
    "vn-party-2014", "vn-party-2024", "vn-trade-union", "vn-youth-union", "vn-state-2015",
    "german-association", "roberts-rules", "cn-party-grassroots",
]  # fmt: skip


@pytest.mark.parametrize("name", sorted(TABLE))
def test_editions_are_as_the_table_says(name: str) -> None:
    assert [getattr(rule_set(code), name).value for code in COLUMNS] == TABLE[name]


def test_what_the_table_leaves_open_is_unconfirmed() -> None:
    """Cells that say "parameter" have the default and say that no source confirms it."""
    for code, names in {
        "vn-trade-union": ["quorum", "surplus_required_for", "surplus_max_percent", "returned_gt_issued"],
        "vn-youth-union": ["quorum", "tie_rule", "returned_gt_issued", "ballot_retention_months"],
        "vn-state-2015": ["returned_gt_issued", "list_order"],
        "german-association": ["quorum", "write_in", "ballot_retention_months"],
        "cn-party-grassroots": ["ballot_retention_months"],
        "vn-party-2014": ["tie_rule", "returned_gt_issued", "ballot_retention_months", "quorum_base"],
    }.items():  # fmt: skip
        for name in names:
            assert getattr(rule_set(code), name).is_unconfirmed, (code, name)


@pytest.mark.parametrize("code", CODES)
def test_majority_is_more_than_half_everywhere(code: str) -> None:
    assert rule_set(code).majority.value == Share(Fraction(1, 2), is_more_than=True)


def test_every_value_has_a_vietnamese_name() -> None:
    for kind in vars(kinds).values():
        if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum:
            for value in kind:
                assert kinds.label(value), value
    for section in (words().keys, words().questions, words().values):
        assert len(set(section)) == len(section)
    keys = list(words().keys.values())
    assert sorted(set(keys)) == sorted(keys)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    return Path(shutil.copy(FOLDER / "vn-party-2014.toml", tmp_path / "cua-toi.toml"))


ROW = 'majority = { value = "> 1/2", source = "quy-che", article = "Điều 32", certainty = "C" }'


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        (ROW, ROW.replace("> 1/2", "> 3/2"), ["“majority”", "quá 3/2", "không thể đạt"]),
        (ROW, ROW.replace("> 1/2", "> 1/1"), ["“majority”", "không thể đạt"]),
        (ROW, ROW.replace("> 1/2", ">= 0/2"), ["“majority”", "không thể đạt"]),
        (ROW, ROW.replace("> 1/2", "> 1/0"), ["“majority”", "không thể đạt"]),
        (ROW, ROW.replace("> 1/2", "quá nửa"), ["“majority”", "không phải là tỷ lệ"]),
        (ROW, ROW.replace("majority =", "majorty ="), ["“majorty”", "hãy xóa, hoặc sửa"]),
        (ROW, ROW.replace('source = "quy-che", ', ""), ["“majority”", "thiếu “source”"]),
        (ROW, ROW.replace('"quy-che"', '"nghe-noi"'), ["“majority”", "nghe-noi", "[sources]"]),
        (ROW, ROW.replace('certainty = "C"', 'certainty = "X"'), ["“majority”", "C, S, D hoặc U"]),
        (ROW, ROW.replace(" }", ', ghi_chu = "x" }'), ["“majority”", "không dùng “ghi_chu”"]),
        (ROW, "majority = 2", ["“majority”", "phải ghi đủ"]),
        ('value = "adjusted_convened"', 'value = "everybody"', ["everybody", "adjusted_convened"]),
        ("committee_max = { value = 7", "committee_max = { value = -7", ["“committee_max”", "-7"]),
        ("committee_max = { value = 7", "committee_max = { value = true", ["“committee_max”"]),
        ("value = [3, 5]", "value = [5, 3]", ["số đầu không được lớn hơn"]),
        ('value = ["official"]', 'value = "official"', ["danh sách trong ngoặc vuông"]),
        ('value = ["official"]', 'value = ["official", "official"]', ["ghi hai lần"]),
        ('code = "vn-party-2014"', "", ["thiếu “code”"]),
        ("in_force_from = 2014-06-09", 'in_force_from = "2014"', ["“in_force_from”", "ngày"]),
        ("in_force_until = 2024-10-09", "in_force_until = 2010-10-09", ["“in_force_until”"]),
        ("[elections]", "[elections", ["sai cách ghi TOML"]),
        ('committee = "cấp ủy" }', 'chairman = "chủ tịch" }', ["“office_titles”", "chairman"]),
    ],
)  # fmt: skip
def test_nonsense_in_an_edition_is_told_with_file_parameter_and_what_to_do(
    broken: Path, was: str, now: str, said: list[str]
) -> None:
    text = broken.read_text(encoding="utf-8")
    assert was in text
    broken.write_text(text.replace(was, now), encoding="utf-8")
    with pytest.raises(EditionError) as raised:
        read_rule_set(broken)
    message = str(raised.value)
    assert message.startswith("cua-toi.toml")
    assert [each for each in said if each not in message] == []


def test_an_edition_left_alone_is_read(broken: Path) -> None:
    assert read_rule_set(broken) == rule_set("vn-party-2014")


def test_the_superiors_paper_is_seen_wherever_it_was_applied() -> None:
    override = Override("deductions_member_congress", ["away_absent"], **PAPER)
    plain, own = rule_set("vn-party-2014"), rule_set("vn-party-2014", [override])
    roll = Roll(convened=30, present=29, deducted={kinds.Deduction.AWAY_ABSENT: 1})
    before, after = (
        base_of(roll, form=kinds.Form.MEMBER_CONGRESS, rules=each) for each in (plain, own)
    )
    assert (before.base, before.overrides) == (29, ())
    assert (after.base, after.overrides) == (29, (override,))
    assert "15-HD/ĐUK, 10-2-2020 của Đảng ủy Khối" in map(str, after.articles)
    assert [each.name for each in own.overridden] == ["deductions_member_congress"]
    with pytest.raises(ValueError, match="Không được trừ"):
        base_of(
            Roll(convened=30, present=28, deducted={kinds.Deduction.EXEMPTED_ABSENT: 2}),
            form=kinds.Form.MEMBER_CONGRESS,
            rules=own,
        )


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"number": " "}, "hãy ghi số và ngày"),
        ({"issued_on": None}, "hãy ghi số và ngày"),
        ({"parameter": "majorty"}, "tham số “majorty”: không có tham số này"),
        ({"value": "> 3/2"}, "không thể đạt"),
    ],
)
def test_an_override_without_paper_or_sense_is_refused(changed: dict[str, Any], said: str) -> None:
    whole = {"parameter": "majority", "value": "> 2/3", **PAPER, **changed}
    with pytest.raises(EditionError, match=said):
        rule_set("vn-party-2014", [Override(**whole)])


def test_two_papers_cannot_set_one_parameter() -> None:
    one = Override("majority", "> 2/3", **PAPER)
    with pytest.raises(EditionError, match="đã do văn bản khác"):
        rule_set("vn-party-2014", [one, one])


def test_a_rule_set_nobody_knows_is_refused() -> None:
    with pytest.raises(EditionError, match="vn-party-2014"):
        rule_set("vn-party-2030")


def test_offices_have_the_names_the_organization_uses() -> None:
    party, union = rule_set("vn-party-2014"), rule_set("vn-trade-union")
    committee, cell = kinds.Office.COMMITTEE, kinds.Level.GRASSROOTS_CELL
    assert [party.title(committee), party.title(committee, cell)] == ["cấp ủy", "chi ủy"]
    assert union.title(committee, cell) == "ban chấp hành"
    assert union.title(kinds.Office.SECRETARY) == "chủ tịch"
    assert union.title(kinds.Office.INSPECTION_HEAD) == "chủ nhiệm ủy ban kiểm tra"


def test_unconfirmed_parameters_are_said_in_words() -> None:
    rules = rule_set("vn-party-2014")
    assert rules.tie_rule in rules.unconfirmed
    assert str(rules.tie_rule).endswith("chưa có nguồn xác nhận")
    assert rules.majority not in rules.unconfirmed


@pytest.mark.parametrize("code", CODES)
def test_groups_hold_every_parameter_once_and_read_back_what_they_write(code: str) -> None:
    rules = rule_set(code)
    found = [each for group in groups_of(rules) for each in group.parameters]
    assert found == list(rules)
    for each in found:
        assert each.read(each.written) == each.value
        assert bool(each.asked.choices) == (
            each.asked.shape in {Shape.ONE, Shape.SOME, Shape.TITLES}
        )


def test_a_least_number_above_the_most_is_refused() -> None:
    paper = Override("committee_min", 40, "15-HD/ĐUK", date(2020, 2, 10))
    with pytest.raises(EditionError, match="không được lớn hơn"):
        rule_set("vn-party-2014", [paper])


def test_a_limit_that_does_not_exist_says_so() -> None:
    union, party = rule_set("vn-trade-union"), rule_set("vn-party-2024")
    assert (union.committee_max.value, union.committee_max.told) == (0, "không quy định")
    assert union.appointment_rounds.told == "không quy định"
    assert party.committee_max.told == "7"
    assert union.ballot_retention_months.told == "6"


def test_a_least_number_holds_where_no_most_is_prescribed() -> None:
    own = rule_set("vn-trade-union", [Override("committee_min", 3, **PAPER)])
    assert (own.committee_min.told, own.committee_min.before) == ("3", "không quy định")


def test_a_vote_by_hands_of_2020_cites_nothing_of_2021() -> None:
    """E-047 is written in 24-QĐ/TW of 2021 only; before, the base is derived."""
    rules = rule_set("vn-party-2014")
    told = rules.resolution_base
    assert (told.value, told.certainty) == (
        kinds.MajorityBase.ADJUSTED_CONVENED,
        Certainty.DEFAULT,
    )
    assert str(told.basis) == "Suy ra từ quy chế, theo Điều 32, khoản 2"
    every = [str(each.basis) for group in groups_of(rules) for each in group.parameters]
    assert not [each for each in every if "2021" in each]
