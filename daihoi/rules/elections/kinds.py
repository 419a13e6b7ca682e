"""The words elections are told in: offices, marks, bases, steps. Their names are in `labels.toml`."""

import tomllib
from enum import StrEnum
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("labels.toml")


class Form(StrEnum):
    """Who meets: what is counted and deducted depends on it."""

    MEMBER_CONGRESS = "member_congress"
    DELEGATE_CONGRESS = "delegate_congress"
    ORDINARY_MEETING = "ordinary_meeting"
    COMMITTEE_MEETING = "committee_meeting"


class Level(StrEnum):
    SUBORDINATE_CELL = "subordinate_cell"  # a cell inside a grassroots organization
    GRASSROOTS_CELL = "grassroots_cell"  # a cell that is a grassroots organization itself
    GRASSROOTS = "grassroots"
    ABOVE = "above"  # district level and above


class Office(StrEnum):
    COMMITTEE = "committee"
    STANDING_COMMITTEE = "standing_committee"
    SECRETARY = "secretary"
    DEPUTY_SECRETARY = "deputy_secretary"
    INSPECTION_COMMITTEE = "inspection_committee"
    INSPECTION_HEAD = "inspection_head"
    INSPECTION_DEPUTY = "inspection_deputy"
    SUPERIOR_DELEGATE = "superior_delegate"
    ALTERNATE_DELEGATE = "alternate_delegate"


class Matter(StrEnum):
    """What is voted on besides offices."""

    OPINION_POLL = "opinion_poll"
    PRESIDIUM = "presidium"
    SECRETARIAT = "secretariat"
    CREDENTIALS = "credentials_committee"
    TELLERS = "tellers"
    SEATS = "seats"
    SLATE = "slate"
    WITHDRAWAL = "withdrawal"
    RESOLUTION = "resolution"


class VoteKind(StrEnum):
    SECRET = "secret_ballot"  # noqa: S105 - a way of voting
    OPEN = "open_vote"


class Standing(StrEnum):
    """What somebody is to the organization that votes."""

    OFFICIAL = "official"
    PROBATIONARY = "probationary"
    INCOMING_TEMPORARY = "incoming_temporary"
    GUEST = "guest"
    TRANSFERRED_OUT = "transferred_out"


class Situation(StrEnum):
    """What keeps an official member away, besides being absent."""

    NONE = "none"
    AWAY = "away"
    EXEMPTED = "exempted"
    SUSPENDED = "suspended"
    PROSECUTED = "prosecuted"
    INDICTED = "indicted"
    DETAINED = "detained"


class Attendance(StrEnum):
    """Of the whole congress, not of one ballot."""

    WHOLE = "whole"
    PART = "part"
    NONE = "not_at_all"


class Deduction(StrEnum):
    """Why somebody convened is left out of the base; the order is that of the arithmetic."""

    AWAY_ABSENT = "away_absent"
    EXEMPTED_ABSENT = "exempted_absent"
    SUSPENDED = "suspended"
    PROSECUTED = "prosecuted"
    INDICTED = "indicted"
    DETAINED = "detained"
    ABSENT_WHOLE_PERMITTED = "absent_whole_permitted"
    CONVENER_ABSENT_WHOLE = "convener_absent_whole"
    DELEGATE_ABSENT_NO_ALTERNATE = "delegate_absent_no_alternate"


class MajorityBase(StrEnum):
    ADJUSTED_CONVENED = "adjusted_convened"
    CONVENED = "convened"
    PRESENT = "present"
    RETURNED = "returned"  # papers in the box, valid and invalid
    VALID = "valid"
    VOTES_CAST = "votes_cast"  # valid and invalid papers, blank ones apart
    YES_NO = "yes_no"  # yes and no for that person


class QuorumBase(StrEnum):
    CONVENED = "convened"
    ADJUSTED = "adjusted"
    ROLL = "roll"  # everybody entitled to vote


class MarkStyle(StrEnum):
    STRIKE_OUT = "strike_out"
    AGREE_DISAGREE = "agree_disagree"  # two columns, one X per name
    CHOOSE = "choose"  # a mark at whom one elects
    YES_NO_ABSTAIN = "yes_no_abstain"
    SYMBOL = "symbol"  # o for, x against, nothing abstains


TWO_SIDED = frozenset({MarkStyle.AGREE_DISAGREE, MarkStyle.YES_NO_ABSTAIN, MarkStyle.SYMBOL})


class PaperClass(StrEnum):
    VALID = "valid"
    INVALID = "invalid"
    BLANK = "blank"
    DOUBTFUL = "doubtful"  # waits for the tellers as a body


class Fault(StrEnum):
    """What a teller sees on a paper beside its marks."""

    NOT_ISSUED = "not_issued"
    OUTSIDER = "outsider"
    MARKED = "marked"
    SEVERAL_INKS = "several_inks"
    SIGNED = "signed"
    WRITTEN = "written"
    EXTRA_CASE = "extra_case"
    UNCLEAR = "unclear"


class Verdict(StrEnum):
    """Why a paper is valid or not, as its marks alone decide."""

    FULL = "full"
    UNDERVOTE = "undervote"
    OVERVOTE = "overvote"
    ZERO_VOTE = "zero_vote"
    ALL_DISAGREE = "all_disagree"
    SINGLE_STRUCK = "single_struck"
    SINGLE_BOTH = "single_both"
    SINGLE_NONE = "single_none"


class PartialStrike(StrEnum):
    """A name struck in part, or underlined."""

    NOT_STRUCK = "not_struck"
    DOUBTFUL = "doubtful"


class NameUnclear(StrEnum):
    """A name with both boxes marked, or neither, on a paper with several names."""

    NOT_COUNTED = "not_counted"


class Ranking(StrEnum):
    MOST_VOTES = "most_votes"


class ListCut(StrEnum):
    """Who stays on a list that is longer than the cap."""

    BY_SUPPORT = "by_support"


class TieRule(StrEnum):
    """For people over the majority who are level on the last seat."""

    REVOTE_TIED = "revote_tied"
    CONGRESS_THEN_REVOTE = "congress_then_revote"
    OLDER = "older"
    LOST = "lost"
    VOTE_AGAIN = "vote_again"


class Continuation(StrEnum):
    """What follows where seats stay open."""

    CONGRESS_DECIDES = "congress_decides"
    CONTINUE = "continue"
    STOP = "stop"
    COUNCIL_ORDERS = "council_orders"
    CONTINUE_OR_LEAVE = "continue_or_leave"


class NextStep(StrEnum):
    """What is permitted after a count."""

    FINISHED = "finished"
    TIE_BALLOT = "tie_ballot"
    CONGRESS_ON_TIE = "congress_on_tie"
    VOTE_AGAIN_ALL = "vote_again_all"
    OWN_RULES_ON_TIE = "own_rules_on_tie"
    CONGRESS_DECIDES = "congress_decides"
    CONTINUE = "continue"
    STOP = "stop"
    COUNCIL_ORDERS = "council_orders"
    CONTINUE_OR_LEAVE = "continue_or_leave"
    SUPERIOR_APPOINTS = "superior_appoints"
    PRESIDIUM_DECIDES = "presidium_decides"
    REDO = "redo"


class ReturnedTooMany(StrEnum):
    """More papers in the box than were issued."""

    STOP = "stop"
    REDO = "redo"


class PercentOf(StrEnum):
    BASE = "base"
    VALID = "valid"


class ListOrder(StrEnum):
    GIVEN_NAME = "given_name"
    ALPHABETICAL = "alphabetical"
    STROKES = "strokes"
    FREE = "free"


class Decider(StrEnum):
    CONGRESS = "congress"
    PRESIDIUM = "presidium"
    TELLERS = "tellers"
    SUPERIOR = "superior"


class BlockVote(StrEnum):
    YES = "yes"
    LIKE_POSTS = "like_posts"
    OWN_RULES = "own_rules"


class Body(StrEnum):
    PRESIDIUM = "presidium"
    SECRETARIAT = "secretariat"
    TELLERS = "tellers"
    CREDENTIALS = "credentials_committee"


class AtCount(StrEnum):
    TELLER = "teller"
    TECHNICAL_STAFF = "technical_staff"
    CANDIDATE = "candidate"
    MEMBER = "member"
    GUEST = "guest"


class TellerDuty(StrEnum):
    EXPLAIN = "explain"
    SEAL_BOX = "seal_box"
    HAND_OUT = "hand_out"
    COUNT_PAPERS = "count_papers"
    REPORT_PAPERS = "report_papers"
    COUNT_VOTES = "count_votes"
    DECIDE_INVALID = "decide_invalid"
    MINUTES = "minutes"
    ANNOUNCE = "announce"
    SIGN = "sign"
    SEAL_PAPERS = "seal_papers"


class Step(StrEnum):
    """The way of one election through the congress."""

    REPORT = "report"
    VOTE_SEATS = "vote_seats"
    PRESENT_LIST = "present_list"
    NOMINATE = "nominate"
    WITHDRAW = "withdraw"
    POLL = "poll"
    VOTE_SLATE = "vote_slate"
    BALLOT = "ballot"
    COUNT = "count"
    ANNOUNCE = "announce"


class Way(StrEnum):
    """How somebody stands, and before whom."""

    SPOKEN_AT_CONGRESS = "spoken_at_congress"
    IN_WRITING_TO_PRESIDIUM = "in_writing_to_presidium"
    FILE_TO_GRASSROOTS_COMMITTEE = "file_to_grassroots_committee"
    FILE_TO_ORGANISATION_BODY = "file_to_organisation_body"


class SuperiorMay(StrEnum):
    APPROVE = "approve"
    ANNUL = "annul"
    REFUSE_POST = "refuse_post"


class Opener(StrEnum):
    """Who opens the first meeting of a new committee."""

    RE_ELECTED_SECRETARY = "re_elected_secretary"
    RE_ELECTED_DEPUTY = "re_elected_deputy"
    NAMED_BY_SUPERIOR = "named_by_superior"


class Rounding(StrEnum):
    NEAREST_AT_LEAST_ONE = "nearest_at_least_one"


class InOffice(StrEnum):
    ELECTION = "election"
    APPROVAL = "approval"


class MinutesField(StrEnum):
    """What the minutes of a count must carry."""

    ORGANIZATION = "organization"
    CONGRESS = "congress"
    DATE_PLACE = "date_place"
    ELECTION = "election"
    SEATS = "seats"
    SLATE = "slate"
    TELLERS = "tellers"
    CONVENED = "convened"
    PRESENT = "present"
    ABSENT = "absent"
    ISSUED = "issued"
    RETURNED = "returned"
    VALID = "valid"
    INVALID = "invalid"
    VOTES = "votes"
    ELECTED = "elected"
    SIGNATURES = "signatures"
    SEALING = "sealing"


@cache
def labels() -> dict[str, dict[str, str]]:
    """Vietnamese names, by the name of the enumeration and the value in it."""
    told: dict[str, dict[str, str]] = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return told


def label(value: StrEnum) -> str:
    """The Vietnamese name of a value; ``KeyError`` where `labels.toml` has none."""
    return labels()[type(value).__name__][value.value]
