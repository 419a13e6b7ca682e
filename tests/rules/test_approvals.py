"""States, dossiers, validity and deadlines of what goes to the superior."""

from datetime import date

import pytest

from daihoi.rules.approvals import (
    CLOSED,
    OPEN,
    ItemResult,
    RowCondition,
    SubmissionEvent,
    SubmissionKind,
    SubmissionState,
    Terms,
    after,
    allows,
    check_appraisal,
    check_approval,
    dossier_rows,
    misfits,
)
from daihoi.rules.elections.closing import approval_due, report_due, result_deadlines
from daihoi.rules.elections.loading import rule_set
from daihoi.rules.papers import CATALOGUE
from daihoi.rules.parameters import Override
from daihoi.rules.plans import ApproximateDay

KIND, STATE, EVENT = SubmissionKind, SubmissionState, SubmissionEvent
EARLY, DAY = ApproximateDay.EARLY, ApproximateDay.DAY


def test_nothing_happens_to_what_is_closed() -> None:
    for kind in KIND:
        for state in CLOSED:
            assert [event for event in EVENT if allows(kind, state, event)] == []
    assert set(OPEN) | set(CLOSED) == set(STATE)


def test_approving_is_before_and_confirming_after_the_congress() -> None:
    def ends(kind: KIND) -> set[STATE]:
        return {
            after(kind, STATE.APPRAISED, event)
            for event in EVENT
            if allows(kind, STATE.APPRAISED, event)
        }

    assert ends(KIND.APPROVAL) == {STATE.APPRAISING, STATE.RETURNED, STATE.APPROVED}
    assert ends(KIND.CONFIRMATION) == {
        STATE.APPRAISING, STATE.RETURNED, STATE.CONFIRMED, STATE.REFUSED,
    }  # fmt: skip
    with pytest.raises(ValueError, match="approve is not for confirmation"):
        after(KIND.CONFIRMATION, STATE.APPRAISED, EVENT.APPROVE)


def test_it_is_appraised_before_it_is_decided_and_withdrawn_before_it_is_taken_up() -> None:
    assert not allows(KIND.APPROVAL, STATE.SUBMITTED, EVENT.APPROVE)
    assert not allows(KIND.APPROVAL, STATE.APPRAISING, EVENT.APPROVE)
    assert allows(KIND.APPROVAL, STATE.SUBMITTED, EVENT.WITHDRAW)
    assert not allows(KIND.APPROVAL, STATE.APPRAISING, EVENT.WITHDRAW)


def test_each_line_is_judged_and_what_is_to_change_is_said() -> None:
    lines = [
        ("Kế hoạch", ItemResult.NONE, ""),
        ("Báo cáo", ItemResult.WITH_CHANGES, " "),
        ("Chương trình", ItemResult.RETURNED, "Rút ngắn."),
    ]
    assert [(f.code, f.facts["titles"]) for f in check_appraisal(lines)] == [
        ("not_judged", "Kế hoạch"),
        ("no_remark", "Báo cáo"),
    ]
    assert [f.facts["titles"] for f in check_approval([(t, r) for t, r, _ in lines])] == ["Chương trình"]  # fmt: skip
    assert check_approval([("Báo cáo", ItemResult.WITH_CHANGES)]) == []


def test_the_usual_dossier_is_of_papers_the_catalogue_knows() -> None:
    rows = dossier_rows(KIND.APPROVAL, family="vn-party", on=date(2020, 4, 3))
    assert [row.code for row in rows.rows if row.code not in CATALOGUE] == []
    assert (len(rows.rows), rows.certainty.value) == (15, "U")  # P45; its list is not confirmed
    health = next(row for row in rows.rows if row.condition is RowCondition.HEALTH)
    assert health.code == "PAYT"
    assert health.is_required({RowCondition.HEALTH: True})
    assert not health.is_required({RowCondition.HEALTH: False})


@pytest.mark.parametrize(
    ("opens_on", "source"),
    [
        (date(2015, 5, 5), "Quy định 29-QĐ/TW, 25-7-2016, mục 16.1"),
        (date(2020, 4, 3), "Quy định 29-QĐ/TW, 25-7-2016, mục 16.1"),
        (date(2021, 7, 29), "Quy định 29-QĐ/TW, 25-7-2016, mục 16.1"),
        (date(2021, 7, 30), "Quy định 24-QĐ/TW, 30-7-2021, mục 16.1"),
        (date(2025, 5, 5), "Quy định 24-QĐ/TW, 30-7-2021, mục 16.1"),
    ],
)
def test_the_dossier_after_a_congress_rests_on_the_rule_of_its_day(
    opens_on: date, source: str
) -> None:  # E-180, E-181
    rows = dossier_rows(KIND.CONFIRMATION, family="vn-party", on=opens_on)
    assert rows.source == source
    assert [row.code for row in rows.rows][3] == "DSTC"


@pytest.mark.parametrize(
    ("now", "codes"),
    [
        (Terms(date(2020, 4, 3), EARLY, "all_members", 42), []),
        (Terms(date(2020, 4, 10), DAY, "all_members", 42), []),
        (Terms(date(2020, 4, 11), DAY, "all_members", 42), ["day_moved"]),
        (Terms(None, DAY, "all_members", 42), ["postponed"]),
        (Terms(date(2020, 4, 3), EARLY, "delegates", 42), ["form_changed"]),
        (Terms(date(2020, 4, 3), EARLY, "all_members", 43), ["people_changed"]),
        (Terms(date(2020, 4, 3), EARLY, "all_members", 38), []),  # 37.8 is a tenth fewer
        (Terms(date(2020, 4, 3), EARLY, "all_members", 37), ["people_changed"]),
        (Terms(date(2020, 4, 3), EARLY, "all_members", None), []),
    ],
)
def test_what_no_longer_fits(now: Terms, codes: list[str]) -> None:
    approved = Terms(date(2020, 4, 3), EARLY, "all_members", 42)
    assert [finding.code for finding in misfits(approved, now)] == codes


def test_an_approval_of_one_day_is_for_that_day() -> None:
    approved = Terms(date(2020, 4, 3), DAY, "", None)
    assert misfits(approved, Terms(date(2020, 4, 3), DAY, "all_members", 9)) == []
    [finding] = misfits(approved, Terms(date(2020, 4, 3), EARLY, "all_members", 9))
    assert (finding.code, finding.basis.article) == ("day_moved", "P47")


def test_results_are_due_in_working_days() -> None:
    rule = result_deadlines(rule_set("vn-party-2014"))
    assert rule.basis == "Quy định 29-QĐ/TW, 25-7-2016, mục 16.1"
    # Closed on Friday 3-4-2020: seven working days end on Tuesday 14-4.
    assert rule.report_due_on(date(2020, 4, 3), ()) == date(2020, 4, 14)
    # Received on 14-4: 30-4 and 1-5 are holidays, so fifteen working days end on 7-5.
    holidays = {date(2020, 4, 30), date(2020, 5, 1)}
    assert rule.confirm_due_on(date(2020, 4, 14), holidays) == date(2020, 5, 7)
    assert rule.confirm_due_on(date(2020, 4, 14), ()) == date(2020, 5, 5)
    later, union = (
        result_deadlines(rule_set(code)) for code in ("vn-party-2024", "vn-trade-union")
    )
    assert later.basis == "Quy định 24-QĐ/TW, 30-7-2021, mục 16.1.1"
    assert union.basis == "Mặc định của phần mềm, chưa có nguồn xác nhận"


def test_the_first_day_is_counted_alike_for_report_and_approval() -> None:  # E-186
    """What pages of elections say and what the superior's desk follows come of one rule."""
    paper = Override(
        "first_day_counted",
        value=True,
        number="15-HD/ĐUK",
        issued_on=date(2020, 2, 10),
        issuer="Đảng ủy Khối",
    )
    rules = rule_set("vn-party-2014", (paper,))
    due = result_deadlines(rules)
    assert due.first_day_counted
    for day in (date(2020, 4, 3), date(2020, 4, 4), date(2020, 4, 14)):
        assert report_due(day, rules, ()).facts["day"] == due.report_due_on(day, ())
        assert approval_due(day, rules, ()).facts["day"] == due.confirm_due_on(day, ())
    assert due.report_due_on(date(2020, 4, 3), ()) == date(2020, 4, 13)
    assert due.confirm_due_on(date(2020, 4, 14), ()) == date(2020, 5, 4)
