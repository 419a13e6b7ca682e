from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daihoi.rules import documents as rules
from daihoi.rules.documents import (
    AnswerResult,
    DocumentEvent,
    DocumentState,
    RoundEvent,
    RoundState,
)
from daihoi.rules.findings import Finding
from daihoi.rules.members import MembershipStatus

OPENS, CLOSES = date(2020, 3, 16), date(2020, 3, 24)
DAY = timedelta(days=1)
days = st.dates(date(2020, 3, 1), date(2020, 4, 10))


def codes(findings: list[Finding]) -> list[str]:
    return [finding.code for finding in findings]


def test_the_way_of_the_reference_case() -> None:
    state = DocumentState.DRAFT
    for event in (
        DocumentEvent.OPEN_ROUND,
        DocumentEvent.CLOSE_ROUND,
        DocumentEvent.COMPLETE,
        DocumentEvent.START_LAST_REVISION,
        DocumentEvent.FINALISE,
        DocumentEvent.ADOPT,
    ):
        assert event in rules.events_in(state)
        state = rules.after(state, event)
    assert state is DocumentState.ADOPTED
    assert rules.events_in(state) == []


@given(st.lists(st.sampled_from(DocumentEvent), max_size=12))
def test_no_way_leads_back_from_final_and_none_skips_the_last_revision(
    events: list[DocumentEvent],
) -> None:
    states = [DocumentState.DRAFT]
    for event in events:
        if event in rules.events_in(states[-1]):
            states.append(rules.after(states[-1], event))
        else:
            with pytest.raises(ValueError, match="cannot happen"):
                rules.after(states[-1], event)
    if DocumentState.FINAL in states:
        final = states.index(DocumentState.FINAL)
        assert states[final - 1] is DocumentState.LAST_REVISION
        assert set(states[final:]) <= {DocumentState.FINAL, DocumentState.ADOPTED}


@pytest.mark.parametrize(
    "state", [DocumentState.DRAFT, DocumentState.COMPLETED, DocumentState.LAST_REVISION]
)
def test_a_round_returns_to_where_it_was_opened(state: DocumentState) -> None:
    asking = rules.after(state, DocumentEvent.OPEN_ROUND)
    assert asking is DocumentState.UNDER_COMMENT
    assert rules.after(asking, DocumentEvent.CLOSE_ROUND, opened_from=state) is state


def test_no_round_returns_to_a_final_text() -> None:
    with pytest.raises(ValueError, match="no round opens"):
        rules.after(
            DocumentState.UNDER_COMMENT,
            DocumentEvent.CLOSE_ROUND,
            opened_from=DocumentState.FINAL,
        )


def test_completed_does_not_lock_and_can_be_reopened() -> None:
    unlocked = [state for state in DocumentState if rules.is_editable(state)]
    assert unlocked == [
        DocumentState.DRAFT,
        DocumentState.UNDER_COMMENT,
        DocumentState.COMPLETED,
        DocumentState.LAST_REVISION,
    ]
    for state in (DocumentState.COMPLETED, DocumentState.LAST_REVISION):
        assert rules.after(state, DocumentEvent.REOPEN) is DocumentState.DRAFT
    assert DocumentEvent.REOPEN not in rules.events_in(DocumentState.FINAL)


def test_a_round_ends_then_closes() -> None:
    assert rules.round_after(RoundState.OPEN, RoundEvent.END) is RoundState.ENDED
    assert rules.round_after(RoundState.ENDED, RoundEvent.CLOSE) is RoundState.CLOSED
    for state, event in (
        (RoundState.OPEN, RoundEvent.CLOSE),
        (RoundState.ENDED, RoundEvent.END),
        (RoundState.CLOSED, RoundEvent.CLOSE),
    ):
        with pytest.raises(ValueError, match="cannot happen"):
            rules.round_after(state, event)


def test_a_round_ends_by_its_date() -> None:
    on_the_last_day = rules.round_state_on(RoundState.OPEN, CLOSES, closes_on=CLOSES)
    assert on_the_last_day is RoundState.OPEN
    the_day_after = rules.round_state_on(RoundState.OPEN, CLOSES + DAY, closes_on=CLOSES)
    assert the_day_after is RoundState.ENDED
    still_closed = rules.round_state_on(RoundState.CLOSED, OPENS, closes_on=CLOSES)
    assert still_closed is RoundState.CLOSED


def test_audience() -> None:
    asked = {status for status in MembershipStatus if rules.in_audience(status)}
    assert asked == {
        MembershipStatus.OFFICIAL,
        MembershipStatus.PROBATIONARY,
        MembershipStatus.EXEMPTED,
        MembershipStatus.INCOMING_TEMPORARY,
    }
    assert rules.in_audience(MembershipStatus.AWAY, override=True)
    assert not rules.in_audience(MembershipStatus.OFFICIAL, override=False)
    assert not rules.in_audience(None, override=True)


def test_a_period_may_be_one_day_but_not_end_before_it_starts() -> None:
    assert rules.check_period(OPENS, OPENS) == []
    [finding] = rules.check_period(OPENS, OPENS - DAY)
    assert finding.code == "period_ends_before_it_starts"
    assert finding.facts == {"opens_on": OPENS, "closes_on": OPENS - DAY}


def give(state: RoundState, today: date, **paper: bool | date | None) -> list[str]:
    return codes(
        rules.may_give_opinion(state, today=today, opens_on=OPENS, closes_on=CLOSES, **paper)
    )


@pytest.mark.parametrize(
    ("state", "today", "expected"),
    [
        (RoundState.OPEN, OPENS - DAY, ["round_not_started"]),
        (RoundState.OPEN, OPENS, []),
        (RoundState.OPEN, CLOSES, []),
        (RoundState.OPEN, CLOSES + DAY, ["round_ended"]),
        (RoundState.ENDED, CLOSES, ["round_ended"]),
        (RoundState.CLOSED, CLOSES, ["round_closed"]),
    ],
)
def test_opinions_on_line_come_while_the_round_is_open(
    state: RoundState, today: date, expected: list[str]
) -> None:
    assert give(state, today) == expected


@pytest.mark.parametrize(
    ("state", "today", "dated", "expected"),
    [
        (RoundState.ENDED, CLOSES + DAY, CLOSES, []),
        (RoundState.ENDED, CLOSES + DAY, OPENS, []),
        (RoundState.OPEN, CLOSES + DAY, CLOSES, []),
        (RoundState.ENDED, CLOSES + DAY, CLOSES + DAY, ["paper_dated_outside_period"]),
        (RoundState.ENDED, CLOSES + DAY, OPENS - DAY, ["paper_dated_outside_period"]),
        (RoundState.OPEN, OPENS, OPENS + DAY, ["paper_dated_outside_period"]),
        (RoundState.ENDED, CLOSES + DAY, None, ["paper_not_dated"]),
        (RoundState.CLOSED, CLOSES + DAY, CLOSES, ["round_closed"]),
    ],
)
def test_paper_opinions_must_be_dated_inside_the_period(
    state: RoundState, today: date, dated: date | None, expected: list[str]
) -> None:
    assert give(state, today, on_paper=True, dated=dated) == expected


@given(st.sampled_from(RoundState), days, st.booleans(), st.none() | days)
def test_what_is_taken_was_given_inside_the_period(
    state: RoundState, today: date, on_paper: bool, dated: date | None
) -> None:
    if not give(state, today, on_paper=on_paper, dated=dated):
        given_on = dated if on_paper else today
        assert given_on is not None
        assert OPENS <= given_on <= min(CLOSES, today)
        assert state is not RoundState.CLOSED


@pytest.mark.parametrize(
    ("state", "today", "expected"),
    [
        (RoundState.OPEN, CLOSES, []),
        (RoundState.OPEN, CLOSES + DAY, ["round_ended"]),
        (RoundState.CLOSED, CLOSES, ["round_closed"]),
    ],
)
def test_an_author_may_correct_while_the_round_is_open(
    state: RoundState, today: date, expected: list[str]
) -> None:
    assert codes(rules.may_change_opinion(state, today=today, closes_on=CLOSES)) == expected


@pytest.mark.parametrize(
    ("result", "lacking"),
    [
        (AnswerResult.ACCEPTED, ["text_after_missing"]),
        (AnswerResult.PARTLY, ["explanation_missing", "text_after_missing"]),
        (AnswerResult.NOT_ACCEPTED, ["explanation_missing"]),
        (AnswerResult.NOTED, []),
        (AnswerResult.TRANSFERRED, []),
    ],
)
def test_what_an_answer_must_say(result: AnswerResult, lacking: list[str]) -> None:
    assert codes(rules.check_answer(result, explanation=" ", text_after="\n")) == lacking
    assert rules.check_answer(result, explanation="Vì sao", text_after="Câu mới") == []


def test_no_opinion_is_skipped() -> None:
    assert rules.may_close(0) == []
    [finding] = rules.may_close(3)
    assert (finding.code, finding.facts) == ("opinions_unanswered", {"count": 3})
    assert finding.basis.article == "S36"
    assert codes(rules.may_close(1, state=RoundState.OPEN)) == [
        "round_not_ended",
        "opinions_unanswered",
    ]
    assert codes(rules.may_close(0, state=RoundState.CLOSED)) == ["round_closed"]


def test_a_document_is_final_only_when_all_is_answered_and_closed() -> None:
    assert rules.may_finalise(open_rounds=0, unanswered=0) == []
    assert codes(rules.may_finalise(open_rounds=1, unanswered=2)) == [
        "rounds_not_closed",
        "opinions_unanswered",
    ]


def test_no_table_without_opinions() -> None:
    assert codes(rules.may_make_table(0)) == ["no_opinions"]
    assert rules.may_make_table(1) == []
