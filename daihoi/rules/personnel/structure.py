"""Structure as shares against targets: persons and percent, a warning unless the superior blocks.

P-005 and P-030…P-036. With few people percentages round badly (P-035), so the next whole person is
always told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from daihoi.rules.certainty import Certainty
from daihoi.rules.personnel.answers import Answer, Decision, answer, percent, together
from daihoi.rules.personnel.directives import Rulebook
from daihoi.rules.personnel.parameters import Parameter

YEAR = 12
MIDDLE_FROM = 40 * YEAR
MIDDLE_TO = 50 * YEAR
_YOUNGEST = ("band.under_40.min", "young.min")


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody planned for the committee; ``age_months`` at the reference month. None: unknown."""

    age_months: int | None = None
    is_woman: bool | None = False
    is_minority: bool | None = False
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Composition:
    """How many of ``size`` persons are what; None: not counted.

    ``middle``: from 40 to 50, both ends included (P-036). ``women_in_standing_committee`` None:
    there is no standing committee, or its people are not known yet.
    """

    size: int
    under_40: int | None = None
    middle: int | None = None
    over_50: int | None = None
    women: int | None = None
    young: int | None = None
    new: int | None = None
    minority: int | None = None
    women_in_standing_committee: int | None = None

    def __post_init__(self) -> None:
        parts = (self.under_40, self.middle, self.over_50, self.women, self.young, self.new)
        given = [part for part in (*parts, self.minority) if part is not None]
        if self.size < 1 or any(not 0 <= part <= self.size for part in given):
            raise ValueError("Số lượng phải từ 1 và không phần nào lớn hơn tổng số.")
        bands = (self.under_40 or 0) + (self.middle or 0) + (self.over_50 or 0)
        if bands > self.size:
            raise ValueError("Ba độ tuổi cộng lại nhiều hơn tổng số.")


def composition(
    members: Sequence[Member], rules: Rulebook, *, women_in_standing_committee: int | None = None
) -> Composition:
    """Count ``members``; a share only where it is known of everybody, for unknown is not "no"."""
    ages = [member.age_months for member in members if member.age_months is not None]
    known = len(ages) == len(members)
    young = rules.get("young.below")
    return Composition(
        size=len(members),
        under_40=sum(age < MIDDLE_FROM for age in ages) if known else None,
        middle=sum(MIDDLE_FROM <= age <= MIDDLE_TO for age in ages) if known else None,
        over_50=sum(age > MIDDLE_TO for age in ages) if known else None,
        women=_count([member.is_woman for member in members]),
        young=sum(age < young.value * YEAR for age in ages) if young and known else None,
        new=sum(member.is_new for member in members),
        minority=_count([member.is_minority for member in members]),
        women_in_standing_committee=women_in_standing_committee,
    )


def _count(told: Sequence[bool | None]) -> int | None:
    return None if None in told else sum(bool(each) for each in told)


def judge_structure(found: Composition, rules: Rulebook, *, reason: str = "") -> Answer:
    """Every share that has a number, against the target that governs; parts carry the lines.

    Below a target: `WARNED`, with ``reason`` kept as a fact and asked for while it is empty; or
    `REFUSED` where the superior's plan blocks (P-005). A share without a target is only shown.
    """
    severity = rules.need("structure.severity")
    once = _young_is_first_band(found, rules)
    rows: list[tuple[str, str, int | None, str | None, str | None, str]] = [
        (
            "under_40",
            "dưới 40 tuổi",
            found.under_40,
            once or "band.under_40.min",
            None,
            "P-030, P-032, P-036" if once else "P-030, P-036",
        ),
        (
            "middle",
            "từ 40 đến 50 tuổi",
            found.middle,
            "band.40_50.min",
            "band.40_50.max",
            "P-030, P-036",
        ),
        ("over_50", "trên 50 tuổi", found.over_50, None, None, "P-030"),
        ("women", "nữ", found.women, "women.min", None, "P-031"),
        ("young", "cán bộ trẻ", None if once else found.young, "young.min", None, "P-032"),
        ("new", "tham gia lần đầu (đổi mới)", found.new, "renewal.min", None, "P-033"),
        ("minority", "dân tộc thiểu số", found.minority, "minority.min", None, "P-034"),
    ]
    parts = [
        _share(
            code,
            label,
            persons,
            found.size,
            rules.get(least) if least else None,
            rules.get(most) if most else None,
            severity,
            article,
        )
        for code, label, persons, least, most, article in rows
        if persons is not None
    ]
    women = rules.get("women.standing_committee.min")
    if women and found.women_in_standing_committee is not None:
        parts.append(_in_standing_committee(found.women_in_standing_committee, women, severity))
    if not parts:
        raise ValueError("Chưa có số liệu cơ cấu nào.")
    whole = together("structure", parts)
    is_met = whole.decision is Decision.ACCEPTED
    facts = {
        "size": found.size,
        "below": [part.code for part in parts if part.decision is not Decision.ACCEPTED],
        "reason": reason,
        "needs_reason": whole.decision is Decision.WARNED and not reason.strip(),
    }
    return together("structure_met" if is_met else "structure_not_met", parts, facts=facts)


def _young_is_first_band(found: Composition, rules: Rulebook) -> str:
    """Where young means under 40, the two shares are one (P-032): the parameter that asks for more."""
    below = rules.get("young.below")
    if below is None or below.value * YEAR != MIDDLE_FROM or found.under_40 is None:
        return ""
    asked = [each for name in _YOUNGEST if (each := rules.get(name))]
    return max(asked, key=lambda each: each.value).name if asked else ""


def _share(  # noqa: PLR0917 - one row of the table above, in its order
    code: str,
    label: str,
    persons: int,
    size: int,
    least: Parameter | None,
    most: Parameter | None,
    severity: Parameter,
    article: str,
) -> Answer:
    share = Fraction(persons, size)
    shown = f"{label}: {persons}/{size} đồng chí ({percent(share)})"
    facts = {"persons": persons, "size": size, "percent": percent(share)}
    used = [each for each in (least, most) if each]
    lines = []
    low = least is not None and persons < least.value * size
    high = most is not None and persons > most.value * size
    wanted = ""
    if least is not None:
        enough = -(-least.value.numerator * size // least.value.denominator)
        wanted = f"; cần {'từ' if most else 'ít nhất'} {least.told}"
        if most is not None:
            wanted = f"{wanted} đến {most.told}"
        if low:
            wanted = f"{wanted}; {enough}/{size} là {percent(Fraction(enough, size))}"
            facts["enough"] = enough
        sign = "<" if low else "≥"
        lines.append(
            f"{label}: {persons}×{least.value.denominator} = {persons * least.value.denominator} "
            f"{sign} {least.value.numerator}×{size} = {least.value.numerator * size}"
        )
    if high and most is not None:
        enough = most.value.numerator * size // most.value.denominator
        wanted = f"{wanted}; {enough}/{size} là {percent(Fraction(enough, size))}"
        facts["enough"] = enough
    if not low and not high:
        goal = wanted or "; không quy định tỷ lệ"
        return answer(
            Decision.ACCEPTED,
            code,
            f"{shown}{goal}.".capitalize(),
            article=article,
            arithmetic=lines,
            facts=facts,
            used=used,
        )
    return answer(
        Decision.REFUSED if severity.value == "block" else Decision.WARNED,
        code,
        f"{shown}{wanted}.".capitalize(),
        article=article,
        arithmetic=lines,
        facts=facts,
        used=[*used, severity],
    )


def _in_standing_committee(women: int, least: Parameter, severity: Parameter) -> Answer:
    is_met = women >= least.value
    strict = Decision.REFUSED if severity.value == "block" else Decision.WARNED
    return answer(
        Decision.ACCEPTED if is_met else strict,
        "women_in_standing_committee",
        f"Nữ trong ban thường vụ: {women} đồng chí; cần ít nhất {least.value}.",
        article="P-031",
        certainty=Certainty.SECONDARY,
        facts={"persons": women},
        used=[least] if is_met else [least, severity],
    )
