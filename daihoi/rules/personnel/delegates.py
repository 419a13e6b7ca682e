"""Delegates to the higher congress (P-080…P-084) and the superior's dates (P-090)."""

import tomllib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from daihoi.rules.certainty import Certainty
from daihoi.rules.findings import Basis
from daihoi.rules.personnel.answers import Answer, Decision, answer, together
from daihoi.rules.wording import day_said

TIMETABLE = Path(__file__).with_name("timetable.toml")
STATUTE = "Điều lệ Đảng, Điều 11"


class Ground(StrEnum):
    """What an allotment of delegates must rest on (P-082)."""

    MEMBERS = "members"  # số lượng đảng viên
    ORGANIZATIONS = "organizations"  # số tổ chức trực thuộc
    IMPORTANCE = "importance"  # vị trí quan trọng


GROUND_WORDS = {
    Ground.MEMBERS: "số lượng đảng viên",
    Ground.ORGANIZATIONS: "số tổ chức đảng trực thuộc",
    Ground.IMPORTANCE: "vị trí quan trọng",
}


@dataclass(frozen=True, slots=True)
class Window:
    """When something is to be done by the superior's plan; None: open on that side."""

    code: str
    label: str
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Timetable:
    """Dates of one superior's plan: data of that plan, never a rule for others."""

    code: str
    title: str
    windows: tuple[Window, ...]
    basis: Basis
    certainty: Certainty


def judge_delegates(
    *,
    allotted: int | None,
    planned: int,
    names: Sequence[str] = (),
    by_office: Collection[str] = (),
    alternates: int = 0,
    number_voted: bool = False,
) -> Answer:
    """The delegates a congress is to elect for the higher one.

    ``allotted`` None: the superior has not said, `PENDING`. The number is not voted (P-080).
    ``by_office``: members of the convening superior committee, who are delegates already and are
    not elected below (P-081). With alternates there are two minutes (P-083).
    """
    if min(planned, alternates, allotted or 0) < 0:
        raise ValueError("Số lượng không được âm.")
    parts = [_number(allotted, planned, number_voted=number_voted)]
    twice = [name for name in names if name in by_office]
    if twice:
        parts.append(
            answer(
                Decision.REFUSED,
                "delegate_by_office",
                f"{', '.join(twice)}: cấp ủy viên cấp triệu tập là đại biểu đương nhiên, không bầu ở đây.",
                article=f"P-081 ({STATUTE} khoản 3)",
                facts={"by_office": twice},
            )
        )
    papers = ["biên bản bầu đại biểu chính thức"]
    if alternates:
        papers.append("biên bản bầu đại biểu dự khuyết")
        parts.append(
            answer(
                Decision.ACCEPTED,
                "alternates",
                f"{alternates} đại biểu dự khuyết bầu riêng, có biên bản riêng.",
                article="P-083",
                certainty=Certainty.SECONDARY,
            )
        )
    return together("delegates", parts, facts={"papers": papers, "planned": planned})


def judge_allotment(grounds: Collection[Ground]) -> Answer:
    """Whether an allotment names the three grounds (P-082); it has no formula."""
    missing = [each for each in Ground if each not in grounds]
    said = ", ".join(GROUND_WORDS[each] for each in missing)
    return answer(
        Decision.WARNED if missing else Decision.ACCEPTED,
        "ground_missing" if missing else "allotment",
        f"Phân bổ đại biểu chưa xét: {said}." if missing else "Phân bổ đã xét đủ ba căn cứ.",
        article=f"P-082 ({STATUTE} khoản 2)",
        facts={"missing": [each.value for each in missing]},
    )


def base_after_replacement(*, convened: int, absent: int, replaced: int) -> Answer:
    """The higher congress's base when delegates absent the whole time are replaced (P-084, E-041b).

    A replaced delegate stays in the base through the alternate; the others leave it.
    """
    if not 0 <= replaced <= absent <= convened:
        raise ValueError("Số được thay phải không quá số vắng, số vắng không quá số triệu tập.")
    base = convened - (absent - replaced)
    return answer(
        Decision.ACCEPTED,
        "base",
        f"Mẫu số của đại hội cấp trên là {base}: {replaced} đại biểu vắng có dự khuyết thay, "
        f"{absent - replaced} không có.",
        article="P-084, E-041",
        arithmetic=[f"{convened} − ({absent} − {replaced}) = {base}"],
        facts={"base": base},
    )


@cache
def timetables() -> tuple[Timetable, ...]:
    """Plans of superiors that come with the software, as examples to copy from."""
    told = tomllib.loads(TIMETABLE.read_text(encoding="utf-8"))["timetables"]
    return tuple(
        Timetable(
            each["code"],
            each["title"],
            tuple(
                Window(row["code"], row["label"], row.get("first"), row.get("last"))
                for row in each["windows"]
            ),
            Basis(each["source"], each["article"]),
            Certainty(each["certainty"]),
        )
        for each in told
    )


def judge_day(window: Window, day: date, timetable: Timetable) -> Answer:
    """A planned day against the superior's plan; both ends are in time (P-090)."""
    early = window.first is not None and day < window.first
    late = window.last is not None and day > window.last
    ends = [
        f"từ {day_said(window.first)}" if window.first else "",
        f"đến {day_said(window.last)}" if window.last else "",
    ]
    said = " ".join(end for end in ends if end) or "không giới hạn"
    verdict = "sớm hơn kế hoạch" if early else "muộn hơn kế hoạch" if late else "đúng kế hoạch"
    return answer(
        Decision.WARNED if early or late else Decision.ACCEPTED,
        "too_early" if early else "too_late" if late else "in_time",
        f"{window.label}: ngày {day_said(day)}, {verdict} của cấp trên ({said}).",
        article=f"{timetable.basis.article} ({timetable.title})"
        if timetable.basis.article
        else timetable.title,
        certainty=timetable.certainty,
        arithmetic=[f"{day_said(day)}; {said}"],
    )


def _number(allotted: int | None, planned: int, *, number_voted: bool) -> Answer:
    if allotted is None:
        reason = "Cấp trên chưa phân bổ số lượng đại biểu."
        return answer(Decision.PENDING, "not_allotted", reason, article="P-080")
    facts = {"allotted": allotted}
    if number_voted:
        reason = "Số lượng đại biểu do cấp trên phân bổ; đại hội không biểu quyết số lượng."
        return answer(Decision.REFUSED, "number_not_voted", reason, article="P-080", facts=facts)
    fits = planned == allotted
    sign = "=" if fits else "≠"
    return answer(
        Decision.ACCEPTED if fits else Decision.REFUSED,
        "as_allotted" if fits else "not_as_allotted",
        f"Dự kiến bầu {planned} đại biểu; cấp trên phân bổ {allotted}.",
        article="P-080",
        arithmetic=[f"{planned} {sign} {allotted}"],
        facts=facts,
    )
