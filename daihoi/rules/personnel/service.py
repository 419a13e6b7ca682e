"""Age and service left, in whole months at the month a level's congresses begin (P-010…P-019)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from daihoi.rules.certainty import Certainty
from daihoi.rules.findings import Basis, told_bases
from daihoi.rules.personnel.answers import Answer, Decision, Month, answer
from daihoi.rules.personnel.directives import Rulebook
from daihoi.rules.personnel.parameters import Parameter, month
from daihoi.rules.wording import day_said

FILE = Path(__file__).with_suffix(".toml")
YEAR = 12


class Sex(StrEnum):
    MALE = "male"  # nam
    FEMALE = "female"  # nữ


class Candidacy(StrEnum):
    """As what somebody would enter the committee."""

    RE_ELECTED = "re_elected"  # tái cử
    FIRST_TIME = "first_time"  # tham gia lần đầu


class Post(StrEnum):
    COMMITTEE = "committee"  # cấp ủy
    STATE_BODY = "state_body"  # hội đồng nhân dân, ủy ban nhân dân


class Employment(StrEnum):
    IN_SERVICE = "in_service"  # đang công tác
    PART_TIME = "part_time"  # không chuyên trách
    RETIRED = "retired"  # nghỉ hưu


SEX_WORDS = {Sex.MALE: "nam", Sex.FEMALE: "nữ"}
CANDIDACY_WORDS = {Candidacy.RE_ELECTED: "tái cử", Candidacy.FIRST_TIME: "tham gia lần đầu"}


@dataclass(frozen=True, slots=True)
class Birth:
    """A date of birth as the file says it; the month may be unknown, the day always plays no part."""

    year: int
    month: int | None = None

    def __post_init__(self) -> None:
        Month(self.year, 1 if self.month is None else self.month)

    @property
    def counted(self) -> Month:
        """January where only the year is known (P-013). ``ValueError`` for no month of a year."""
        return Month(self.year, 1 if self.month is None else self.month)

    def __str__(self) -> str:
        if self.month is None:
            return f"{self.year} (hồ sơ chỉ có năm, lấy 1-1-{self.year})"
        return str(self.counted)


@dataclass(frozen=True, slots=True)
class Extension:
    """A working time longer than the table's, set for one person by a paper (P-015)."""

    months: int  # age at retirement, in months
    paper: str


@dataclass(frozen=True, slots=True)
class Person:
    """What the age rules must know.

    ``special``: the last part of a parameter `min_months.<candidacy>.<special>` of the directive,
    for posts it treats apart. ``months_left`` given: taken as it is, birth and table unused.
    """

    candidacy: Candidacy
    sex: Sex | None = None
    birth: Birth | None = None
    post: Post = Post.COMMITTEE
    employment: Employment = Employment.IN_SERVICE
    special: str = ""
    extension: Extension | None = None
    months_left: int | None = None


def age_months(birth: Birth, at: Month) -> int:
    """Whole months by month, days apart (P-013)."""
    return at.index - birth.counted.index


def months_left(birth: Birth, retirement_months: int, at: Month) -> int:
    """Service left at a month (P-014); negative after retirement."""
    return birth.counted.index + retirement_months - at.index


def retirement_months(table: str, *, sex: Sex, born: Month) -> int:
    """Age at retirement in months, by a table's name; ``KeyError`` for a table there is not."""
    rows = [row for row in _told()["tables"][table]["rows"] if row["sex"] == sex.value]
    begun = [
        row for row in rows if "born_from" not in row or month(row["born_from"]).index <= born.index
    ]
    return int(begun[-1]["months"])


def judge_service(person: Person, rules: Rulebook) -> Answer:
    """Whether somebody is young enough to stand: a hard rule (P-005); equality passes.

    By service left, by the highest age, or by a published month of birth, as directive, superior
    and post have it. `PENDING` for part-time and retired people while the superior's limit is not
    recorded (P-004, P-017). ``ValueError`` where birth or sex is needed and not given.
    """
    mode = rules.need("age_limit_mode")
    if mode.value == "max_age":
        return _by_age(person, rules, mode)
    own = rules.get(f"min_months.{person.candidacy.value}")
    if person.employment is not Employment.IN_SERVICE and not (own and own.override):
        reason = (
            "Người không chuyên trách hoặc đã nghỉ hưu: độ tuổi do ban thường vụ cấp ủy cấp trên "
            "quy định; chưa ghi văn bản nào."
        )
        return answer(Decision.PENDING, "limit_of_superior_missing", reason, article="P-004, P-017")
    if person.post is Post.STATE_BODY:
        return _by_published_birth(person, rules)
    return _by_service(person, rules)


def published_limit(
    rules: Rulebook, *, candidacy: Candidacy, sex: Sex, post: Post = Post.COMMITTEE
) -> tuple[Month, Basis, Certainty] | None:
    """The month of birth from which people pass, as published for a directive and level (P-016)."""
    for group in _told()["limits"]:
        for row in group["rows"]:
            if (
                group["directive"] == rules.directive.code
                and row["post"] == post.value
                and row["standing"] == candidacy.value
                and row.get("level", rules.level.value) == rules.level.value
            ):
                basis = Basis(group["source"], group["article"])
                return month(row[sex.value]), basis, Certainty(group["certainty"])
    return None


def leaves_committee(pension_from: date, on: date) -> Answer:
    """A member leaves the committee on the day the pension decision says (P-019)."""
    is_out = on >= pension_from
    facts = {"in_committee": not is_out, "leaves_on": pension_from}
    verb = "thôi tham gia" if is_out else "còn tham gia"
    return answer(
        Decision.REFUSED if is_out else Decision.ACCEPTED,
        "left_by_pension" if is_out else "still_member",
        f"Ngày {day_said(on)} {verb} cấp ủy: quyết định nghỉ hưu từ {day_said(pension_from)}.",
        article="P-019 (Quy định 294-QĐ/TW, 26-5-2025, mục 16.4)",
        certainty=Certainty.SECONDARY,
        facts=facts,
    )


def _by_service(person: Person, rules: Rulebook) -> Answer:
    required = _required(person, rules)
    reference = rules.need("ref_month")
    used = [required]
    facts: dict[str, Any] = {"required": required.value}
    if person.months_left is not None:
        left = person.months_left
        lines = [f"còn {left} tháng công tác; cần {required.value}"]
    else:
        birth, sex = _birth_and_sex(person)
        at: Month = reference.value
        used.append(reference)
        if person.birth and person.birth.month is None:
            used.append(rules.need("birth_unknown_day_month"))
        if person.extension:
            months = person.extension.months
            lines = [f"tuổi nghỉ hưu {_years(months)} theo {person.extension.paper}"]
        else:
            table = rules.need("retirement_table")
            used.append(table)
            months = retirement_months(table.value, sex=sex, born=birth.counted)
            lines = [f"tuổi nghỉ hưu của {SEX_WORDS[sex]} sinh {birth}: {_years(months)}"]
        left = months_left(birth, months, at)
        born = birth.counted
        lines.append(
            f"({born.year}×12 + {born.month} + {months}) − ({at.year}×12 + {at.month}) "
            f"= {left} tháng; cần {required.value}"
        )
        facts |= {
            "age_months": age_months(birth, at),
            "retirement_months": months,
            "ref_month": str(at),
        }
        limit = published_limit(rules, candidacy=person.candidacy, sex=sex, post=person.post)
        if limit and not (required.override or reference.override or person.extension):
            lines.append(f"mốc công bố: sinh từ {limit[0]} ({'; '.join(told_bases([limit[1]]))})")
    facts["months_left"] = left
    passes = left >= required.value
    said = f"{CANDIDACY_WORDS[person.candidacy]}: còn {left} tháng, cần ít nhất {required.value}"
    return answer(
        Decision.ACCEPTED if passes else Decision.REFUSED,
        "enough_service" if passes else "too_little_service",
        f"{'Đủ' if passes else 'Không đủ'} thời gian công tác để {said}.",
        article="P-014",
        certainty=Certainty.SOURCED if person.months_left is not None else Certainty.DEFAULT,
        arithmetic=lines,
        facts=facts,
        used=used,
    )


def _required(person: Person, rules: Rulebook) -> Parameter:
    """The special case where the directive has it, else the general requirement."""
    general = f"min_months.{person.candidacy.value}"
    try:
        special = rules.get(f"{general}.{person.special}") if person.special else None
    except KeyError:
        raise ValueError(f"no directive treats {person.special} apart") from None
    return special or rules.need(general)


def _by_age(person: Person, rules: Rulebook, mode: Parameter) -> Answer:
    """Local limits count the age at the congress itself; exactly the limit passes (P-018)."""
    birth, sex = _birth_and_sex(person)
    limit = rules.get(f"max_age.{person.candidacy.value}.{sex.value}")
    if limit is None:
        reason = "Cấp trên giới hạn theo tuổi nhưng chưa ghi tuổi tối đa cho trường hợp này."
        return answer(
            Decision.PENDING, "limit_of_superior_missing", reason, article="P-018", used=[mode]
        )
    at = Month(rules.opens_on.year, rules.opens_on.month)
    months = age_months(birth, at)
    passes = months <= limit.value * YEAR
    return answer(
        Decision.ACCEPTED if passes else Decision.REFUSED,
        "young_enough" if passes else "too_old",
        f"{SEX_WORDS[sex].capitalize()} {CANDIDACY_WORDS[person.candidacy]} không quá {limit.value} "
        f"tuổi: {_years(months)}, {'được' if passes else 'quá tuổi'}.",
        article="P-018",
        certainty=Certainty.SECONDARY,
        arithmetic=[
            f"{at} − {birth} = {months} tháng tuổi; nhiều nhất {limit.value}×12 = {limit.value * YEAR}"
        ],
        facts={"age_months": months, "max_months": limit.value * YEAR},
        used=[mode, limit],
    )


def _by_published_birth(person: Person, rules: Rulebook) -> Answer:
    birth, sex = _birth_and_sex(person)
    limit = published_limit(rules, candidacy=person.candidacy, sex=sex, post=person.post)
    if limit is None:
        reason = "Chưa có mốc ngày sinh nào được công bố cho chức danh này."
        return answer(Decision.PENDING, "limit_of_superior_missing", reason, article="P-016")
    born_from, basis, certainty = limit
    passes = birth.counted.index >= born_from.index
    return answer(
        Decision.ACCEPTED if passes else Decision.REFUSED,
        "born_late_enough" if passes else "born_too_early",
        f"Chức danh hội đồng nhân dân, ủy ban nhân dân: {SEX_WORDS[sex]} sinh từ {born_from}; "
        f"sinh {birth} thì {'được' if passes else 'không được'}.",
        article=f"{basis.article} ({basis.source})",
        certainty=certainty,
        arithmetic=[f"sinh {birth}; mốc {born_from}"],
        facts={"born_from": str(born_from)},
    )


def _birth_and_sex(person: Person) -> tuple[Birth, Sex]:
    if person.birth is None or person.sex is None:
        raise ValueError("birth and sex are needed")
    return person.birth, person.sex


def _years(months: int) -> str:
    years, rest = divmod(months, YEAR)
    return f"{years} tuổi {rest} tháng" if rest else f"{years} tuổi"


@cache
def _told() -> Mapping[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
