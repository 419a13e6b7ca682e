import tomllib
from datetime import date

import pytest

from daihoi.rules.documents import (
    DocumentEvent,
    DocumentState,
    RoundState,
    after,
    events_in,
    is_editable,
    may_answer,
    may_close,
)
from daihoi.rules.plans import templates
from daihoi.rules.superior import report_rule_on, report_rules


def test_the_report_is_due_ten_days_after_the_congress() -> None:
    rule = report_rule_on(date(2020, 4, 24))
    assert (rule.due_on(date(2020, 4, 24)), rule.certainty) == (date(2020, 5, 4), "C")


def test_what_is_not_confirmed_for_a_later_term_says_so() -> None:
    assert [rule.certainty for rule in report_rules()] == ["C", "D"]
    assert report_rule_on(date(2025, 3, 1)).certainty == "D"
    assert report_rule_on(date(2000, 1, 1)) == report_rules()[0]
    assert all(rule.source and rule.article == "O7" for rule in report_rules())


def test_the_plan_and_the_rule_agree_on_the_days() -> None:
    told = tomllib.loads((templates.FOLDER / "vn-party-full.toml").read_text(encoding="utf-8"))
    days = [m["days"] for m in told["milestones"] if m.get("output") == "BCGY"]
    assert days == [rule.report_days for rule in report_rules()[:1]]


@pytest.mark.parametrize("state", DocumentState)
def test_a_superior_s_draft_is_only_commented_on(state: DocumentState) -> None:
    commented = {
        DocumentState.DRAFT: [DocumentEvent.OPEN_ROUND],
        DocumentState.UNDER_COMMENT: [DocumentEvent.CLOSE_ROUND],
    }
    assert events_in(state, is_superior=True) == commented.get(state, [])
    assert not is_editable(state, is_superior=True)
    for event in set(DocumentEvent) - set(commented.get(state, [])):
        with pytest.raises(ValueError, match=event.value):
            after(state, event, is_superior=True)


def test_its_opinions_are_never_answered_and_keep_no_round_open() -> None:
    assert [(f.code, f.basis.article) for f in may_answer(is_superior=True)] == [
        ("superior_not_answered", "O5")
    ]
    assert may_answer(is_superior=False) == []
    assert may_close(3, is_superior=True) == []
    assert [f.code for f in may_close(3)] == ["opinions_unanswered"]
    assert [f.code for f in may_close(0, state=RoundState.OPEN, is_superior=True)] == [
        "round_not_ended"
    ]
