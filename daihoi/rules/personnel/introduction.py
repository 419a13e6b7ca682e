"""Introduction ballots: was the meeting held, who goes on and why, which names make the list.

P-051…P-055. Before the congress only; at the congress a tie is voted on (elections E-142).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor

from daihoi.rules.certainty import Certainty
from daihoi.rules.personnel.answers import Answer, Decision, answer, percent, together
from daihoi.rules.personnel.directives import Rulebook
from daihoi.rules.personnel.numbers import judge_list, names_to_prepare
from daihoi.rules.personnel.parameters import Parameter
from daihoi.rules.personnel.steps import Ballot, CountedOn, Step


@dataclass(frozen=True, slots=True)
class Ballots:
    """The sums of one introduction ballot: never who voted how.

    ``votes`` by name, for people on the list or introduced beside it. Papers that are None were
    not told; those told must fit each other.
    """

    convened: int
    present: int
    votes: Mapping[str, int] = field(default_factory=dict)
    issued: int | None = None
    returned: int | None = None
    invalid: int | None = None


def judge_attendance(rules: Rulebook, *, convened: int, present: int) -> Answer:
    """Held when at least two thirds of those convened are there (P-052); of nobody never."""
    share = rules.need("procedure.quorum")
    needed = -(-share.value.numerator * convened // share.value.denominator)
    is_held = convened > 0 and present >= needed
    sign = "≥" if is_held else "<"
    said = f"{present} có mặt trên {convened} được triệu tập"
    return answer(
        Decision.ACCEPTED if is_held else Decision.REFUSED,
        "held" if is_held else "not_held",
        f"{said}, cần ít nhất {needed}: {'họp được' if is_held else 'không tiến hành được'}.",
        article="P-052",
        arithmetic=[f"{share.value} của {convened} là {needed}; {present} {sign} {needed}"],
        facts={"needed": needed, "present": present},
        used=[share],
    )


def judge_ballots(ballots: Ballots) -> Answer:
    """Whether the sums can be true; a count that cannot is refused before anybody is judged."""
    issued = ballots.present if ballots.issued is None else ballots.issued
    returned = issued if ballots.returned is None else ballots.returned
    valid = returned - (ballots.invalid or 0)
    given = [ballots.convened, ballots.present, issued, returned, valid, *ballots.votes.values()]
    wrong = []
    if min(given) < 0:
        wrong.append("có số âm")
    if ballots.present > ballots.convened:
        wrong.append(f"có mặt {ballots.present}, nhiều hơn triệu tập {ballots.convened}")
    if issued > ballots.present:
        wrong.append(f"phát ra {issued} phiếu, nhiều hơn {ballots.present} người có mặt")
    if returned > issued:
        wrong.append(f"thu về {returned} phiếu, nhiều hơn phát ra {issued}")
    wrong += [
        f"{name} có {votes} phiếu, nhiều hơn {valid} phiếu hợp lệ"
        for name, votes in ballots.votes.items()
        if votes > valid
    ]
    if wrong:
        reason = f"Số liệu không khớp: {'; '.join(wrong)}. Hãy kiểm lại phiếu."
        return answer(
            Decision.REFUSED,
            "sums_do_not_fit",
            reason,
            article="P-051",
            certainty=Certainty.DEFAULT,
            facts={"wrong": wrong},
        )
    line = f"phát ra {issued}, thu về {returned}, hợp lệ {valid}"
    return answer(
        Decision.ACCEPTED,
        "sums_fit",
        f"Phiếu {line}.",
        article="P-051",
        certainty=Certainty.DEFAULT,
        arithmetic=[line],
    )


def introduce(step: Step, rules: Rulebook, ballots: Ballots) -> Answer:
    """Who goes on after a step: more than half of its base (P-051), exactly half does not.

    `REFUSED` where the sums do not fit or too few were there; facts ``on`` and ``out`` are the
    names, the votes of both are in the parts. ``ValueError`` for a step without a ballot.
    """
    if step.ballot is Ballot.NONE or step.counted_on is CountedOn.NONE:
        raise ValueError(f"step {step.number} has no ballot")
    checks = [
        judge_ballots(ballots),
        judge_attendance(rules, convened=ballots.convened, present=ballots.present),
    ]
    failed = [check for check in checks if check.decision is Decision.REFUSED]
    if failed:
        return together("not_counted", checks, facts={"on": [], "out": []})
    base, words, used = _base(step, rules, ballots)
    parts = [_person(name, votes, base, words, used) for name, votes in _by_votes(ballots.votes)]
    on = [part.facts["name"] for part in parts if part.facts["goes_on"]]
    out = [part.facts["name"] for part in parts if not part.facts["goes_on"]]
    facts = {"on": on, "out": out, "base": base, "needed": _needed(base, used[0].value)}
    return together("introduced", [*checks, *parts], facts=facts)


def choose_list(
    votes: Mapping[str, int],
    rules: Rulebook,
    *,
    seats: int,
    convened: int,
    names: int | None = None,
    head_chose: Collection[str] = (),
) -> Answer:
    """The list for the congress from the last introduction: most votes first, seats and surplus.

    ``names``: how many the list shall have, within what P-044 allows; without it the fewest that
    do. `PENDING` while too few passed (the introduction continues, P-055) and while people level
    on the last place wait for the head of the committee (P-054), whose choice is ``head_chose``.
    """
    fewest, _most = names_to_prepare(rules, seats)
    wanted = fewest if names is None else names
    fits = judge_list(rules, seats=seats, names=wanted)
    if fits.decision is Decision.REFUSED:
        return fits
    threshold = rules.need("procedure.threshold")
    passed = [
        (name, number) for name, number in _by_votes(votes) if number > threshold.value * convened
    ]
    needed = _needed(convened, threshold.value)
    line = f"{threshold.value} của {convened}; cần ít nhất {needed} phiếu: {len(passed)} người đạt"
    if len(passed) < wanted:
        reason = (
            f"Mới có {len(passed)} người đạt, danh sách cần {wanted} (bầu {seats}): "
            "tiếp tục giới thiệu cho đến khi đủ số dư."
        )
        facts = {"list": [name for name, _ in passed], "missing": wanted - len(passed)}
        own = answer(
            Decision.PENDING,
            "introduction_continues",
            reason,
            article="P-055",
            arithmetic=[line],
            facts=facts,
            used=[threshold],
        )
        return together("introduction_continues", [own, fits], facts=facts)
    return _cut(passed, wanted, rules, fits=fits, line=line, head_chose=head_chose)


def judge_difference(
    standing_committee: Collection[str],
    votes: Mapping[str, int],
    rules: Rulebook,
    *,
    convened: int,
    reported: str = "",
) -> Answer:
    """The committee's introduction against the standing committee's list (P-053).

    Where they differ the standing committee reports to the superior before the congress:
    `PENDING` until ``reported`` names the paper.
    """
    threshold = rules.need("procedure.threshold")
    introduced = {name for name, number in votes.items() if number > threshold.value * convened}
    beside = sorted(introduced - set(standing_committee))
    not_introduced = sorted(set(standing_committee) - introduced)
    lines = [
        f"{name}: {votes.get(name, 0)}/{convened} = {percent(Fraction(votes.get(name, 0), convened))}"
        for name in [*beside, *not_introduced]
    ]
    facts = {"beside": beside, "not_introduced": not_introduced, "reported": reported}
    if not lines:
        return answer(
            Decision.ACCEPTED,
            "lists_agree",
            "Danh sách của ban thường vụ và kết quả ở ban chấp hành như nhau.",
            article="P-053 (Hướng dẫn 26-HD/BTCTW, 18-10-2019)",
            facts=facts,
            used=[threshold],
        )
    said = []
    if beside:
        said.append(f"ban chấp hành giới thiệu thêm {', '.join(beside)}")
    if not_introduced:
        said.append(f"ban chấp hành không giới thiệu {', '.join(not_introduced)}")
    reason = f"Ý kiến khác nhau: {'; '.join(said)}."
    ask = "Ban thường vụ phải báo cáo, xin ý kiến cấp có thẩm quyền trước đại hội."
    return answer(
        Decision.WARNED if reported.strip() else Decision.PENDING,
        "reported_to_superior" if reported.strip() else "report_to_superior",
        f"{reason} {f'Đã báo cáo: {reported}.' if reported.strip() else ask}",
        article="P-053 (Hướng dẫn 26-HD/BTCTW, 18-10-2019)",
        arithmetic=lines,
        facts=facts,
        used=[threshold],
    )


def _cut(
    passed: Sequence[tuple[str, int]],
    wanted: int,
    rules: Rulebook,
    *,
    fits: Answer,
    line: str,
    head_chose: Collection[str],
) -> Answer:
    last = passed[wanted - 1][1]
    above = [name for name, number in passed if number > last]
    level = [name for name, number in passed if number == last]
    places = wanted - len(above)
    if len(level) == places:
        chosen = [*above, *level]
        own = answer(
            Decision.ACCEPTED,
            "list",
            f"Danh sách {wanted} người: {', '.join(chosen)}.",
            article="P-044",
            arithmetic=[line],
            facts={"list": chosen},
        )
        return together("list", [own, fits], facts=own.facts)
    tie = rules.need("intro_tie")
    tied_line = f"{len(level)} người cùng {last} phiếu cho {places} chỗ cuối: {', '.join(level)}"
    if head_chose and (len(set(head_chose)) != places or not set(head_chose) <= set(level)):
        reason = f"Người đứng đầu phải chọn đúng {places} trong: {', '.join(level)}."
        return answer(
            Decision.REFUSED,
            "wrong_choice",
            reason,
            arithmetic=[line, tied_line],
            facts={"tied": level, "places": places},
            used=[tie],
        )
    if not head_chose:
        own = answer(
            Decision.PENDING,
            "tie_for_head",
            f"{', '.join(level)} bằng phiếu ở chỗ cuối: người đứng đầu cấp ủy chọn {places} người.",
            arithmetic=[line, tied_line],
            facts={"list": above, "tied": level, "places": places},
            used=[tie],
        )
        return together("tie_for_head", [own, fits], facts=own.facts)
    chosen = [*above, *(name for name in level if name in set(head_chose))]
    own = answer(
        Decision.ACCEPTED,
        "list_by_head",
        f"Danh sách {wanted} người: {', '.join(chosen)}; người đứng đầu chọn {', '.join(head_chose)}.",
        arithmetic=[line, tied_line],
        facts={"list": chosen, "tied": level, "places": places},
        used=[tie],
    )
    return together("list_by_head", [own, fits], facts=own.facts)


def _base(step: Step, rules: Rulebook, ballots: Ballots) -> tuple[int, str, list[Parameter]]:
    threshold = rules.need("procedure.threshold")
    if step.counted_on is CountedOn.CONVENED:
        return ballots.convened, "được triệu tập", [threshold]
    chosen = rules.need("procedure.key_cadres_base")
    if chosen.value == "convened":
        return ballots.convened, "được triệu tập", [threshold, chosen]
    return ballots.present, "có mặt", [threshold, chosen]


def _person(name: str, votes: int, base: int, words: str, used: Sequence[Parameter]) -> Answer:
    goes_on = votes > used[0].value * base
    needed = _needed(base, used[0].value)
    exactly = " (đúng một nửa)" if votes * 2 == base else ""
    return answer(
        Decision.ACCEPTED,
        "goes_on" if goes_on else "drops_out",
        f"{name}: {votes}/{base} {words}{exactly}, cần ít nhất {needed}: "
        f"{'vào bước sau' if goes_on else 'dừng lại'}.",
        arithmetic=[
            f"{used[0].value} của {base} {words}: {votes} {'≥' if goes_on else '<'} {needed}"
        ],
        facts={"name": name, "votes": votes, "goes_on": goes_on},
        used=used,
    )


def _needed(base: int, share: Fraction) -> int:
    return floor(share * base) + 1


def _by_votes(votes: Mapping[str, int]) -> list[tuple[str, int]]:
    """Most votes first; people who are level by name, so the order of entry plays no part."""
    return sorted(votes.items(), key=lambda each: (-each[1], each[0]))
