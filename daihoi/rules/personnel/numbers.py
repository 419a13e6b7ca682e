"""How many are planned and put on the list (P-040…P-045, P-056; elections E-082…E-084, E-160…E-163)."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from math import floor

from daihoi.rules.certainty import Certainty
from daihoi.rules.personnel.answers import Answer, Decision, answer, percent, together
from daihoi.rules.personnel.directives import Rulebook
from daihoi.rules.personnel.parameters import Parameter
from daihoi.rules.wording import day_said


def judge_cell_committee(
    rules: Rulebook,
    *,
    official_members: int,
    committee: int,
    deputies: int = 0,
    on: date | None = None,
) -> Answer:
    """The numbers a cell plans; ``committee`` 0: none. One secretary always (P-040).

    Only official members count towards the threshold (E-163), those of the day ``on`` if it is
    told. ``LookupError`` for other levels.
    """
    counted = f"đảng viên chính thức{f' ngày {day_said(on)}' if on else ''}"
    least, most = rules.need("cell.committee_min"), rules.need("cell.committee_max")
    threshold, deputy_limit = rules.need("cell.committee_from"), rules.need("cell.deputies_max")
    parts = []
    if official_members < threshold.value:
        sum_ = f"{official_members} < {threshold.value} {counted}"
        is_right = committee == 0
        parts.append(
            answer(
                Decision.ACCEPTED if is_right else Decision.REFUSED,
                "no_committee" if is_right else "committee_below_threshold",
                f"Chi bộ dưới {threshold.value} đảng viên chính thức không bầu chi ủy; "
                "chỉ bầu bí thư, cần thì bầu phó bí thư.",
                arithmetic=[sum_],
                facts={"committee": 0},
                used=[threshold],
            )
        )
    else:
        fits = least.value <= committee <= most.value
        parts.append(
            answer(
                Decision.ACCEPTED if fits else Decision.REFUSED,
                "committee" if fits else "committee_size",
                f"Chi ủy {committee} đồng chí; được từ {least.value} đến {most.value}, "
                "bí thư và phó bí thư bầu trong số chi ủy viên.",
                arithmetic=[
                    f"{official_members} ≥ {threshold.value} {counted}",
                    f"{least.value} ≤ {committee} ≤ {most.value}"
                    if fits
                    else f"{committee} không trong khoảng {least.value} đến {most.value}",
                ],
                facts={"least": least.value, "most": most.value},
                used=[threshold, most] if committee > most.value else [threshold, least, most],
            )
        )
    one = deputies <= deputy_limit.value
    parts.append(
        answer(
            Decision.ACCEPTED if one else Decision.REFUSED,
            "deputies" if one else "too_many_deputies",
            f"{deputies} phó bí thư; chi bộ có nhiều nhất {deputy_limit.value}.",
            facts={"deputies": deputies},
            used=[deputy_limit],
        )
    )
    return together("cell_numbers", parts)


def judge_committee_size(rules: Rulebook, *, planned: int, before: int, rotated: int = 0) -> Answer:
    """A committee above cell level against the last term's: guidance, never a block.

    ``before``: the maximum of the last term (at a merger, the number fixed then); ``rotated`` of
    them came in from the Centre and are not counted (P-042). The superior decides (P-041).
    """
    rule = rules.need("committee_size.rule")
    if not 0 <= rotated <= before:
        raise ValueError("Số luân chuyển nhiều hơn số của khóa trước.")
    counted = before - rotated
    used = [rule]
    lines = [f"{before} − {rotated} luân chuyển = {counted}"] if rotated else []
    about = counted
    cut = rules.get("committee_size.reduce") if rule.value == "reduce" else None
    if cut is not None:
        exact = counted * cut.value
        lines.append(
            f"{cut.told} của {counted} = {_decimal(exact)}; {counted} − {_nearest(exact)} "
            f"= {counted - _nearest(exact)}"
        )
        about = counted - _nearest(exact)
        used.append(cut)
    within = rules.get("committee_size.reduce_within") if rule.value == "keep_then_reduce" else None
    if within is not None:
        lines.append(f"giữ {counted} khi sắp xếp, giảm dần trong {within.value} năm")
        used.append(within)
    is_as_guided = planned == about
    reason = (
        f"Dự kiến {planned} ủy viên; khoảng {about} theo hướng dẫn"
        f"{', không tính người luân chuyển' if rotated else ''}. Cấp trên có thẩm quyền quyết định."
    )
    return answer(
        Decision.ACCEPTED if is_as_guided else Decision.WARNED,
        "size_as_guided" if is_as_guided else "size_differs",
        reason,
        arithmetic=lines,
        facts={"about": about, "planned": planned},
        used=used,
    )


def judge_list(rules: Rulebook, *, seats: int, names: int) -> Answer:
    """The list a committee prepares for ``seats`` (P-044); how many names would do are facts.

    More than seats and within the cap, or `REFUSED`; outside 10-15 % only `WARNED`, for no whole
    number may fit. For 3 to 5 seats one person more; fewer than 3 are read the same way, which no
    text says (U).
    """
    if seats < 1 or names < 0:
        raise ValueError("Số lượng cần bầu phải từ 1.")
    cap, parameters = _cap(rules, seats)
    surplus = names - seats
    share = Fraction(surplus, seats)
    facts = {"surplus": surplus, "most": seats + cap, "best": list(names_to_prepare(rules, seats))}
    line = f"số dư {names} − {seats} = {surplus}"
    if surplus < 1:
        return answer(
            Decision.REFUSED,
            "no_surplus",
            f"Danh sách {names} người để bầu {seats}: phải có số dư (cần ít nhất {seats + 1} người).",
            article="P-044, E-081",
            arithmetic=[line],
            facts=facts,
        )
    line = f"{line}; {surplus}/{seats} = {percent(share)}"
    if surplus > cap:
        return answer(
            Decision.REFUSED,
            "surplus_over_cap",
            f"Danh sách {names} người để bầu {seats}: số dư {surplus} ({percent(share)}) quá mức; "
            f"nhiều nhất {seats + cap} người.",
            arithmetic=[line],
            facts=facts,
            used=parameters,
        )
    small = rules.need("surplus.small.seats")
    if seats <= small.value:
        return answer(
            Decision.ACCEPTED,
            "surplus",
            f"Danh sách {names} người để bầu {seats}: số dư {surplus} người, được.",
            certainty=Certainty.SOURCED if seats >= 3 else Certainty.UNCONFIRMED,
            arithmetic=[line],
            facts=facts,
            used=parameters,
        )
    return _prepared(rules, seats=seats, names=names, line=line, facts=facts, parameters=parameters)


def _prepared(
    rules: Rulebook,
    *,
    seats: int,
    names: int,
    line: str,
    facts: dict[str, object],
    parameters: Sequence[Parameter],
) -> Answer:
    low, high = rules.need("surplus.prepared.min"), rules.need("surplus.prepared.max")
    share = Fraction(names - seats, seats)
    fits = low.value <= share <= high.value
    possible = [
        number
        for number in range(1, seats + 1)
        if low.value * seats <= number <= high.value * seats
    ]
    if fits:
        reason = f"Danh sách {names} người để bầu {seats}: số dư {percent(share)}, được."
    else:
        side = f"dưới {low.told}" if share < low.value else f"trên {high.told}"
        reason = f"Danh sách {names} người để bầu {seats}: số dư {percent(share)}, {side}."
        if not possible:
            reason = (
                f"{reason} Không số người nào nằm trong {low.told} đến {high.told}; "
                "chọn số gần nhất đều được."
            )
    return answer(
        Decision.ACCEPTED if fits else Decision.WARNED,
        "surplus" if fits else "surplus_outside_prepared",
        reason,
        certainty=Certainty.SOURCED if fits else Certainty.UNCONFIRMED,
        arithmetic=[f"{line}; cần {low.told} đến {high.told}"],
        facts={**facts, "whole_number_fits": bool(possible)},
        used=[low, high, *parameters],
    )


def names_to_prepare(rules: Rulebook, seats: int) -> tuple[int, int]:
    """The fewest and the most names a committee prepares: at least one more, nearest whole person.

    Rounding is stated nowhere (E-083); this is the default.
    """
    cap, _parameters = _cap(rules, seats)
    if seats <= rules.need("surplus.small.seats").value:
        return seats + cap, seats + cap
    low = max(1, _nearest(seats * rules.need("surplus.prepared.min").value))
    high = max(low, _nearest(seats * rules.need("surplus.prepared.max").value))
    return seats + min(low, cap), seats + min(high, cap)


def judge_open_places(rules: Rulebook, *, places: int, consent: str = "") -> Answer:
    """Places of the structure left open (P-045); ``consent``: the superior's paper."""
    return _with_consent(
        rules.need("open_places"),
        f"Để trống {places} vị trí để bổ sung sau",
        consent,
        "open_places",
    )


def judge_posts_not_elected(rules: Rulebook, *, posts: Sequence[str], consent: str = "") -> Answer:
    """A congress that elects without certain posts (P-056); ``consent``: the superior's paper."""
    said = f"Đại hội chưa bầu: {', '.join(posts)}"
    return _with_consent(rules.need("posts_not_elected"), said, consent, "posts_not_elected")


def _with_consent(rule: Parameter, said: str, consent: str, code: str) -> Answer:
    if rule.value == "allowed":
        return answer(Decision.ACCEPTED, code, f"{said}; được.", used=[rule])
    if consent.strip():
        return answer(
            Decision.WARNED,
            code,
            f"{said}, theo {consent}.",
            facts={"consent": consent},
            used=[rule],
        )
    reason = f"{said}: chưa có văn bản đồng ý của cấp trên."
    return answer(Decision.PENDING, f"{code}_without_consent", reason, used=[rule])


def _cap(rules: Rulebook, seats: int) -> tuple[int, list[Parameter]]:
    """The largest surplus, and what says so."""
    small, one = rules.need("surplus.small.seats"), rules.need("surplus.small.max")
    if seats <= small.value:
        return one.value, [small, one]
    whole = rules.need("surplus.max")
    return floor(seats * whole.value), [whole]


def _nearest(number: Fraction) -> int:
    return floor(number + Fraction(1, 2))


def _decimal(number: Fraction) -> str:
    whole, rest = divmod(floor(number * 100 + Fraction(1, 2)), 100)
    return f"{whole},{rest:02}".rstrip("0") if rest else str(whole)
