"""A person put forward: may she be, is her file whole, until when it holds (P-070…P-074)."""

import tomllib
from calendar import monthrange
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from daihoi.rules.certainty import UNSURE, Certainty, weakest
from daihoi.rules.findings import Basis
from daihoi.rules.members import MembershipStatus, own_status
from daihoi.rules.personnel.answers import Answer, Decision, answer, together
from daihoi.rules.personnel.directives import Level, Rulebook
from daihoi.rules.personnel.parameters import Parameter
from daihoi.rules.plans.milestones import shifted
from daihoi.rules.wording import day_said

FILE = Path(__file__).with_suffix(".toml")


class Hindrance(StrEnum):
    """What keeps somebody from being put forward whatever her age."""

    PROSECUTED = "prosecuted"  # bị khởi tố, truy tố
    SUSPENDED = "suspended"  # bị đình chỉ
    DETAINED = "detained"  # bị tạm giam


HINDRANCE_WORDS = {
    Hindrance.PROSECUTED: "đang bị khởi tố, truy tố",
    Hindrance.SUSPENDED: "đang bị đình chỉ sinh hoạt",
    Hindrance.DETAINED: "đang bị tạm giam",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One item of the summary (trích ngang)."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class RequiredPaper:
    """One paper of a file; ``validity``: the parameter that limits it, empty: no limit is known."""

    code: str
    label: str
    certainty: Certainty
    validity: str = ""


@dataclass(frozen=True, slots=True)
class CandidacyFile:
    """The papers of somebody who stands without being a delegate."""

    in_force_from: date
    levels: tuple[Level, ...]
    papers: tuple[RequiredPaper, ...]
    basis: Basis
    certainty: Certainty


def judge_person(
    *,
    on: date,
    official_on: date | None,
    hindrances: Collection[Hindrance] = (),
) -> Answer:
    """Whether somebody may be put forward on the congress's day: hard rules.

    Official members only (P-073): a recognition dated later is none yet, whatever list the person
    is on. Nobody who is prosecuted, suspended or detained (P-072).
    """
    is_official = own_status(on, official_on) is MembershipStatus.OFFICIAL
    since = "chưa có quyết định công nhận" if official_on is None else day_said(official_on)
    parts = [
        answer(
            Decision.ACCEPTED if is_official else Decision.REFUSED,
            "official_member" if is_official else "probationary_member",
            f"Đảng viên chính thức từ {since}."
            if is_official
            else f"Ngày {day_said(on)} còn là đảng viên dự bị (ngày chính thức: {since}): "
            "chỉ giới thiệu đảng viên chính thức.",
            article="P-073, E-032",
            arithmetic=[f"ngày chính thức {since}; đại hội {day_said(on)}"],
        )
    ]
    parts += [
        answer(
            Decision.REFUSED,
            each.value,
            f"Người {HINDRANCE_WORDS[each]} không được giới thiệu.",
            article="P-072",
            certainty=Certainty.DEFAULT,
        )
        for each in sorted(set(hindrances))
    ]
    return together("person", parts)


def judge_nomination(*, is_sitting_member: bool, is_on_list: bool) -> Answer:
    """Whether somebody may accept being nominated at the congress (P-074, E-065).

    Who sits on the convening committee and is not on its list may not: the nomination is recorded,
    and the congress decides on the withdrawal (E-066).
    """
    may = is_on_list or not is_sitting_member
    reason = (
        "Được nhận đề cử."
        if may
        else "Cấp ủy viên triệu tập đại hội không có tên trong danh sách cấp ủy giới thiệu không được "
        "nhận đề cử: ghi nhận đề cử, người được đề cử xin rút, đại hội quyết định."
    )
    return answer(
        Decision.ACCEPTED if may else Decision.REFUSED,
        "may_accept" if may else "must_withdraw",
        reason,
        article="P-074, E-065, E-066",
    )


def judge_summary(given: Collection[str]) -> Answer:
    """Whether the summary has every field; ``given`` are codes of `summary_fields` that are filled."""
    told = _told()["summary"]
    missing = [each for each in summary_fields() if each.code not in given]
    labels = ", ".join(each.label for each in missing)
    count = len(summary_fields())
    return answer(
        Decision.WARNED if missing else Decision.ACCEPTED,
        "summary_incomplete" if missing else "summary",
        f"Trích ngang còn thiếu: {labels}." if missing else "Trích ngang đủ các mục.",
        article=f"{told['article']} ({told['source']})",
        certainty=Certainty(told["certainty"]),
        arithmetic=[f"có {count - len(missing)}/{count} mục; danh mục: {UNSURE}"],
        facts={"missing": [each.code for each in missing]},
    )


def judge_file(
    papers: Mapping[str, date],
    rules: Rulebook,
    *,
    handed_in_on: date | None = None,
    holidays: Collection[date] = (),
) -> Answer:
    """The candidacy file of somebody who is not a delegate: papers, their validity, the last day.

    ``papers``: the day each was signed, by code. `REFUSED` while a paper confirmed by a text is
    missing, has run out on the opening day, or the file came late; `WARNED` where only an
    unconfirmed requirement is not met. Facts: ``missing``, ``valid_until`` (the earliest day on
    which one runs out), ``due_on``. Levels that ask for no file are `ACCEPTED`.
    """
    wanted = candidacy_file(rules.opens_on, rules.level)
    if wanted is None:
        reason = "Ở cấp này không quy định hồ sơ ứng cử riêng; chỉ cần trích ngang."
        return answer(Decision.ACCEPTED, "no_file_required", reason, article="P-071", facts={})
    missing = [each for each in wanted.papers if each.code not in papers]
    limited = [each for each in wanted.papers if each.code in papers and each.validity]
    ends = {
        each: valid_until(papers[each.code], rules.need(each.validity).value) for each in limited
    }
    before = rules.need("file.working_days")
    due_on = shifted(rules.opens_on, -before.value, working_days=True, holidays=holidays)
    parts = [_missing(wanted, missing)]
    parts += [
        _validity(each, until, rules.opens_on, rules.need(each.validity))
        for each, until in ends.items()
    ]
    parts.append(_handed_in(before, due_on, handed_in_on))
    facts = {
        "missing": [each.code for each in missing],
        "valid_until": min(ends.values(), default=None),
        "due_on": due_on,
        "required": len(wanted.papers),
    }
    return together("file", parts, facts=facts)


def valid_until(signed_on: date, months: int) -> date:
    """The last day a paper can be used: the same day of a later month, or that month's last."""
    index = signed_on.year * 12 + signed_on.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(signed_on.day, monthrange(year, month)[1]))


@cache
def summary_fields() -> tuple[Field, ...]:
    return tuple(Field(each["code"], each["label"]) for each in _told()["summary"]["fields"])


@cache
def candidacy_files() -> tuple[CandidacyFile, ...]:
    """All editions, in order of their days."""
    return tuple(
        CandidacyFile(
            each["in_force_from"],
            tuple(Level(level) for level in each["levels"]),
            tuple(_paper(row) for row in each["papers"]),
            Basis(each["source"], each["article"]),
            Certainty(each["certainty"]),
        )
        for each in _told()["candidacy"]
    )


def candidacy_file(opens_on: date, level: Level) -> CandidacyFile | None:
    """What a level asks for on an opening day; None: no file."""
    begun = [each for each in candidacy_files() if each.in_force_from <= opens_on]
    found = begun[-1] if begun else candidacy_files()[0]
    return found if level in found.levels else None


def _missing(wanted: CandidacyFile, missing: Sequence[RequiredPaper]) -> Answer:
    sure = [each for each in missing if each.certainty is not Certainty.UNCONFIRMED]
    said = [
        f"{each.label} ({UNSURE})" if each.certainty is Certainty.UNCONFIRMED else each.label
        for each in missing
    ]
    count = len(wanted.papers)
    decision = Decision.REFUSED if sure else Decision.WARNED if missing else Decision.ACCEPTED
    return answer(
        decision,
        "papers_missing" if missing else "papers",
        f"Hồ sơ còn thiếu: {', '.join(said)}." if missing else "Hồ sơ đủ giấy tờ.",
        article=f"{wanted.basis.article} ({wanted.basis.source})",
        certainty=weakest([wanted.certainty, *(each.certainty for each in missing)]),
        arithmetic=[f"có {count - len(missing)}/{count} giấy tờ"],
    )


def _validity(paper: RequiredPaper, until: date, opens_on: date, limit: Parameter) -> Answer:
    """An unconfirmed limit only warns; one the superior's paper sets refuses."""
    holds = until >= opens_on
    strict = Decision.WARNED if limit.is_unconfirmed else Decision.REFUSED
    return answer(
        Decision.ACCEPTED if holds else strict,
        "paper_valid" if holds else "paper_run_out",
        f"{paper.label.capitalize()} dùng được đến {day_said(until)}.",
        arithmetic=[f"{day_said(until)} {'≥' if holds else '<'} {day_said(opens_on)}"],
        used=[limit],
    )


def _handed_in(before: Parameter, due_on: date, handed_in_on: date | None) -> Answer:
    rule = f"Hạn nộp hồ sơ {day_said(due_on)}, {before.value} ngày làm việc trước khai mạc"
    if handed_in_on is None:
        return answer(Decision.ACCEPTED, "file_due", f"{rule}.", used=[before])
    late = handed_in_on > due_on
    return answer(
        Decision.REFUSED if late else Decision.ACCEPTED,
        "file_late" if late else "file_in_time",
        f"{rule}; nộp {day_said(handed_in_on)}{', quá hạn' if late else ''}.",
        arithmetic=[f"{day_said(handed_in_on)} {'>' if late else '≤'} {day_said(due_on)}"],
        used=[before],
    )


def _paper(row: Mapping[str, Any]) -> RequiredPaper:
    return RequiredPaper(
        row["code"], row["label"], Certainty(row["certainty"]), row.get("valid_months", "")
    )


@cache
def _told() -> Mapping[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
