"""What a superior's paper may not set aside, where the edition's text is confirmed."""

from typing import Any

import pytest

from daihoi.rules.elections.kinds import Form
from daihoi.rules.elections.loading import rule_set
from daihoi.rules.elections.principles import against_principle
from daihoi.rules.elections.roll import Roll, base_of


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("majority", "> 1/3", "“quá"),
        ("majority", ">= 1/2", "“ít nhất 1/2” thấp hơn quá nửa; Quy chế bầu cử"),
        ("majority", "> 1/2", ""),
        ("majority", ">= 2/3", ""),
        ("secret_ballot_for", ["committee"], "bỏ phiếu kín"),
        ("tellers_off_list", False, "không được kiểm phiếu"),
        ("tellers_off_list", True, ""),
        ("file_working_days", 10, ""),
    ],
)
def test_a_confirmed_principle_holds(name: str, value: Any, words: str) -> None:
    plain = getattr(rule_set("vn-party-2014"), name)
    said = against_principle(plain, plain.read(value))
    assert words in said
    assert bool(words) == bool(said)


def test_what_is_not_confirmed_gives_way() -> None:
    plain = rule_set("vn-trade-union").majority
    assert against_principle(plain, plain.read("> 1/3")) == ""


def test_a_base_only_papers_tell_is_told_as_expected() -> None:
    roll = Roll(convened=15, present=13)
    union = base_of(roll, form=Form.MEMBER_CONGRESS, rules=rule_set("vn-trade-union"))
    assert (union.base, union.need, union.arithmetic) == (13, 7, "dự kiến 13; cần 7")
    assert "số phiếu thu về, dự kiến 13 bằng số người có mặt" in union.words
    party = base_of(roll, form=Form.MEMBER_CONGRESS, rules=rule_set("vn-party-2014"))
    assert party.arithmetic == "15; cần 8"
