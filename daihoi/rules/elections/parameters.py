"""The parameters of an election: each a value with its source, article and certainty.

The annotations of `RuleSet` are the schema by which `loading` reads the TOML files of editions.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from daihoi.rules import parameters
from daihoi.rules.certainty import UNSURE
from daihoi.rules.editions import Edition
from daihoi.rules.elections import kinds
from daihoi.rules.elections.values import Share, Span, asked_for, parsed_as, told, written
from daihoi.rules.parameters import Asked, Override, check_order, once_each

T = TypeVar("T")
_NEVER_EMPTY = frozenset(
    {"voters", "electable", "marks_with_surplus", "marks_without_surplus", "tellers_from"}
)
ASSUMED = "Mặc định của phần mềm"  # the source of what no text says


@dataclass(frozen=True, slots=True)
class Parameter(parameters.Parameter[T]):
    """A parameter of elections; its type says what the value is.

    ``zero_is_none``: nothing is prescribed where it is 0.
    """

    zero_is_none: bool = False

    @property
    def asked(self) -> Asked:
        return asked_for(parameter_types()[self.name])

    @property
    def written(self) -> Any:
        return written(self.value)

    def said(self, value: Any) -> str:
        return told(None if self.zero_is_none and not value else value)

    def read(self, written: Any) -> T:
        return parsed(self.name, written)  # type: ignore[no-any-return]  # its type is looked up

    def __str__(self) -> str:
        said = f"{self.label}: {self.told} ({self.basis})"
        return f"{said} – {UNSURE}" if self.is_unconfirmed else said


@dataclass(frozen=True, slots=True)
class RuleSet:
    """All that one edition says of elections, overrides applied."""

    edition: Edition
    # Principles and forms of vote
    approval_by_superior: Parameter[bool]
    secret_ballot_for: Parameter[tuple[kinds.Office, ...]]
    secret_ballot_matters: Parameter[tuple[kinds.Matter, ...]]
    open_vote_for: Parameter[tuple[kinds.Matter, ...]]
    one_office_per_paper: Parameter[bool]
    secretary_elected_separately: Parameter[bool]
    block_vote_allowed: Parameter[kinds.BlockVote]
    # Bodies of the congress
    bodies_member_congress: Parameter[tuple[kinds.Body, ...]]
    bodies_delegate_congress: Parameter[tuple[kinds.Body, ...]]
    credentials_usual_size: Parameter[Span | None]
    tellers_proposed_by: Parameter[kinds.Decider]
    tellers_approved_by: Parameter[kinds.Decider]
    tellers_head_proposed: Parameter[bool]
    tellers_from: Parameter[tuple[kinds.Standing, ...]]
    tellers_off_list: Parameter[bool]
    teller_duties: Parameter[tuple[kinds.TellerDuty, ...]]
    at_count: Parameter[tuple[kinds.AtCount, ...]]
    ballot_retention_months: Parameter[int]
    # Roll, base, quorum
    voters: Parameter[tuple[kinds.Standing, ...]]
    no_vote_while: Parameter[tuple[kinds.Situation, ...]]
    nominators: Parameter[tuple[kinds.Standing, ...]]
    electable: Parameter[tuple[kinds.Standing, ...]]
    deductions_member_congress: Parameter[tuple[kinds.Deduction, ...]]
    deductions_delegate_congress: Parameter[tuple[kinds.Deduction, ...]]
    deductions_ordinary_meeting: Parameter[tuple[kinds.Deduction, ...]]
    deductions_committee_meeting: Parameter[tuple[kinds.Deduction, ...]]
    majority_base: Parameter[kinds.MajorityBase]
    majority: Parameter[Share]
    resolution_base: Parameter[kinds.MajorityBase]
    percent_of: Parameter[kinds.PercentOf]
    quorum: Parameter[Share]
    quorum_base: Parameter[kinds.QuorumBase]
    quorum_organizations: Parameter[Share | None]
    quorum_waived_in_repeat: Parameter[bool]
    # Standing, nominating, withdrawing
    stand_at_member_congress: Parameter[tuple[kinds.Way, ...]]
    stand_outside_grassroots: Parameter[tuple[kinds.Way, ...]]
    stand_outside_above: Parameter[tuple[kinds.Way, ...]]
    file_working_days: Parameter[int]
    candidacy_papers: Parameter[tuple[str, ...]]
    candidacy_papers_expected: Parameter[tuple[str, ...]]
    nomination_form_with_consent: Parameter[bool]
    committee_bound_to_list: Parameter[bool]
    withdrawal_proposed_by: Parameter[kinds.Decider]
    withdrawal_decided_by: Parameter[kinds.Decider]
    absent_may_stand: Parameter[bool]
    floor_support: Parameter[Share | None]
    floor_poll_required_for: Parameter[tuple[kinds.Office, ...]]
    floor_poll_run_by: Parameter[kinds.Decider]
    floor_poll_counted_by: Parameter[tuple[kinds.Body, ...]]
    # Seats, surplus, list
    steps: Parameter[tuple[kinds.Step, ...]]
    surplus_required_for: Parameter[tuple[kinds.Office, ...]]
    surplus_capped_for: Parameter[tuple[kinds.Office, ...]]
    surplus_max_percent: Parameter[int | None]
    surplus_max_at_least: Parameter[int]
    small_body_seats: Parameter[Span | None]
    small_body_surplus_max: Parameter[int]
    prepared_surplus_percent: Parameter[Span | None]
    prepared_surplus_rounding: Parameter[kinds.Rounding]
    list_cut: Parameter[kinds.ListCut]
    list_order: Parameter[kinds.ListOrder]
    summary_sheet: Parameter[bool]
    # Ballot paper
    handwritten_list_allowed: Parameter[bool]
    stamp_place: Parameter[str]
    stamp_owner: Parameter[str]
    stamp_owner_subordinate_cell: Parameter[str]
    marks_with_surplus: Parameter[tuple[kinds.MarkStyle, ...]]
    marks_without_surplus: Parameter[tuple[kinds.MarkStyle, ...]]
    undervote: Parameter[kinds.PaperClass]
    overvote: Parameter[kinds.PaperClass]
    zero_vote_multi: Parameter[kinds.PaperClass]
    all_disagree: Parameter[kinds.PaperClass]
    single_name_struck: Parameter[kinds.PaperClass]
    single_both: Parameter[kinds.PaperClass]
    single_none: Parameter[kinds.PaperClass]
    name_without_one_mark: Parameter[kinds.NameUnclear]
    partial_strike: Parameter[kinds.PartialStrike]
    not_issued: Parameter[kinds.PaperClass]
    write_in: Parameter[kinds.PaperClass]
    distinguishing_mark: Parameter[kinds.PaperClass]
    signed_or_written: Parameter[kinds.PaperClass]
    extra_invalid_case: Parameter[kinds.PaperClass]
    doubtful_decided_by: Parameter[kinds.Decider]
    # Count and minutes
    returned_gt_issued: Parameter[kinds.ReturnedTooMany]
    report_papers_to_congress: Parameter[bool]
    minutes_fields: Parameter[tuple[kinds.MinutesField, ...]]
    separate_minutes: Parameter[bool]
    # Result
    ranking: Parameter[kinds.Ranking]
    tie_rule: Parameter[kinds.TieRule]
    tie_majority_waived: Parameter[bool]
    tie_again: Parameter[kinds.Continuation]
    incomplete_committee: Parameter[kinds.Continuation]
    incomplete_committee_rounds: Parameter[int]
    incomplete_committee_then: Parameter[kinds.Continuation]
    incomplete_delegates: Parameter[kinds.Continuation]
    incomplete_delegates_rounds: Parameter[int]
    incomplete_delegates_then: Parameter[kinds.Continuation]
    incomplete_single: Parameter[kinds.Continuation]
    incomplete_single_rounds: Parameter[int]
    incomplete_single_then: Parameter[kinds.Continuation]
    equal_list_when_congress_agrees: Parameter[bool]
    delegates_allotted: Parameter[bool]
    appointment_rounds: Parameter[int]
    appointment_offices: Parameter[tuple[kinds.Office, ...]]
    superior_may_appoint: Parameter[tuple[kinds.Office, ...]]
    elected_in_term: Parameter[tuple[kinds.Office, ...]]
    # Committee of a small organization
    committee_from_members: Parameter[int]
    committee_members_counted: Parameter[tuple[kinds.Standing, ...]]
    committee_max: Parameter[int]
    committee_min: Parameter[int]
    deputies_max: Parameter[int]
    officers_from_committee: Parameter[bool]
    cell_offices_never: Parameter[tuple[kinds.Office, ...]]
    term_months_subordinate_cell: Parameter[int]
    term_months: Parameter[int]
    term_shift_months: Parameter[int]
    # After the congress
    report_working_days: Parameter[int]
    approval_working_days: Parameter[int]
    notice_working_days: Parameter[int]
    first_day_counted: Parameter[bool]
    superior_may: Parameter[tuple[kinds.SuperiorMay, ...]]
    in_office_from: Parameter[kinds.InOffice]
    first_meeting_opened_by: Parameter[tuple[kinds.Opener, ...]]
    first_meeting_presidium: Parameter[Span | None]
    office_titles: Parameter[dict[str, str]]
    cell_office_titles: Parameter[dict[str, str]]

    def __iter__(self) -> Iterator[Parameter[Any]]:
        return (getattr(self, name) for name in parameter_types())

    @property
    def unconfirmed(self) -> list[Parameter[Any]]:
        """Those that users are shown as "chưa có nguồn xác nhận"."""
        return [each for each in self if each.is_unconfirmed]

    @property
    def overridden(self) -> list[Parameter[Any]]:
        return [each for each in self if each.override]

    def title(self, office: kinds.Office, level: kinds.Level | None = None) -> str:
        """What this organization calls an office; a cell may have a name of its own."""
        is_cell = level in {kinds.Level.SUBORDINATE_CELL, kinds.Level.GRASSROOTS_CELL}
        own = self.cell_office_titles.value.get(office.value) if is_cell else None
        return own or self.office_titles.value.get(office.value) or kinds.label(office)

    def with_overrides(self, overrides: Iterable[Override]) -> "RuleSet":
        """The same with what the superior's papers set.

        `OverrideError` for an unknown parameter, a value it cannot have, a paper without number or
        date, a parameter that two papers set, and a least number above the most.
        """
        changed: dict[str, Any] = {
            each.parameter: getattr(self, each.parameter).set_by(each)
            for each in once_each(overrides, parameter_types())
        }
        found = replace(self, **changed)
        if found.committee_max.value:  # 0: no limit
            check_order([(found.committee_min, found.committee_max)])
        return found


@cache
def parameter_types() -> dict[str, Any]:
    """What each parameter's value must be, in the order of `RuleSet`."""
    hints = get_type_hints(RuleSet)
    return {
        each.name: get_args(hints[each.name])[0]
        for each in fields(RuleSet)
        if get_origin(hints[each.name]) is Parameter
    }


def parsed(name: str, value: Any) -> Any:
    """A value as a TOML file says it, made what the parameter is; ``ValueError`` in Vietnamese."""
    found = parsed_as(parameter_types()[name], value)
    if found == () and name in _NEVER_EMPTY:
        raise ValueError("danh sách không được để trống.")
    if name == "no_vote_while" and kinds.Situation.NONE in found:
        raise ValueError("không thể bỏ quyền bầu cử của người không bị gì.")
    return found
