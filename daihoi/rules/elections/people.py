"""Who may nominate, stand, accept, withdraw, count: each person asked with the article."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from daihoi.rules.elections.answers import Answer
from daihoi.rules.elections.kinds import AtCount, Decider, Form, Level, Office, Standing, Way, label
from daihoi.rules.elections.parameters import Parameter, RuleSet
from daihoi.rules.plans.milestones import shifted
from daihoi.rules.wording import day_said


@dataclass(frozen=True, slots=True)
class Person:
    """What the rules ask of somebody who nominates, stands or counts."""

    name: str
    standing: Standing = Standing.OFFICIAL
    is_convener: bool = False  # of the committee that convenes the congress
    on_committee_list: bool = False  # named by the list that committee puts forward
    is_delegate: bool = True  # takes part; at a member congress every official member does
    is_absent: bool = False
    is_here: bool = True  # belongs to this organization, wherever she lives


def _answer(decision: str, words: str, *used: Parameter[Any]) -> Answer:
    return Answer(decision=decision, words=words, used=used)


def may_be_elected(person: Person, rules: RuleSet) -> Answer:
    """``electable`` or ``not_electable`` (E-032, E-067): membership decides, not residence."""
    if not person.is_here:
        words = f"{person.name} không sinh hoạt chính thức ở đây nên không đủ điều kiện để được bầu ở đây."
        return _answer("not_electable", words, rules.electable)
    if person.standing not in rules.electable.value:
        words = f"{person.name} là người {label(person.standing)}, không đủ điều kiện để được bầu."
        return _answer("not_electable", words, rules.electable)
    if person.is_absent:
        if not rules.absent_may_stand.value:
            words = f"{person.name} vắng mặt nên không đủ điều kiện để được bầu."
            return _answer("not_electable", words, rules.electable, rules.absent_may_stand)
        words = f"{person.name} vắng mặt, vẫn đủ điều kiện để được bầu."
        return _answer("electable", words, rules.electable, rules.absent_may_stand)
    return _answer("electable", f"{person.name} đủ điều kiện để được bầu.", rules.electable)


def may_nominate(person: Person, nominee: Person, *, form: Form, rules: RuleSet) -> Answer:
    """``accepted``, ``accepted_with_form``, ``to_withdrawal`` or ``refused``.

    Somebody of the convening committee who is not on its list is nominated by others: that is
    recorded, she may not accept, and the congress decides on her withdrawal (E-065, E-066). Who is
    no delegate is nominated in writing, with her consent (E-064).
    """
    allowed = rules.nominators.value if form is Form.MEMBER_CONGRESS else rules.voters.value
    if person.standing not in allowed:
        words = f"{person.name} ({label(person.standing)}) không có quyền đề cử."
        return _answer("refused", words, rules.nominators)
    elected = may_be_elected(nominee, rules)
    if elected.decision != "electable":
        return Answer(decision="refused", words=elected.words, used=elected.used)
    bound = rules.committee_bound_to_list
    used: tuple[Parameter[Any], ...] = (rules.nominators, *elected.used)
    if (person.is_convener or nominee.is_convener) and not nominee.on_committee_list:
        if bound.value:
            return _outside_list(person, nominee, rules)
        used = (*used, bound)
    if not nominee.is_delegate:
        used = (*used, rules.nomination_form_with_consent)
        if rules.nomination_form_with_consent.value:
            words = f"Đề cử {nominee.name} cần phiếu đề cử có ý kiến đồng ý của người được đề cử."
            return _answer("accepted_with_form", words, *used)
    return _answer("accepted", f"Nhận việc {person.name} đề cử {nominee.name}.", *used)


def _outside_list(person: Person, nominee: Person, rules: RuleSet) -> Answer:
    bound = rules.committee_bound_to_list
    if person.is_convener:
        words = (
            f"{person.name} là cấp ủy viên triệu tập, không được đề cử ngoài danh sách của cấp ủy."
        )
        return _answer("refused", words, bound)
    words = (
        f"Ghi nhận việc đề cử {nominee.name}; người của cấp ủy triệu tập ngoài danh sách không"
        f" được nhận, phải xin rút, {label(rules.withdrawal_decided_by.value)} quyết định."
    )
    return _answer("to_withdrawal", words, bound, rules.withdrawal_decided_by)


def may_stand(
    person: Person,
    *,
    form: Form,
    level: Level,
    rules: RuleSet,
    filed_on: date | None = None,
    opens_on: date | None = None,
    holidays: Collection[date] = (),
) -> Answer:
    """``may_stand``, ``file_needed``, ``too_late`` or ``refused`` (E-060 to E-063, E-065).

    At a member congress who says so stands; who is no delegate hands in a file, above the
    grassroots so many working days before the opening. Facts: ``ways``, ``papers``, ``last_day``.
    """
    elected = may_be_elected(person, rules)
    if elected.decision != "electable":
        return Answer(decision="refused", words=elected.words, used=elected.used)
    bound = rules.committee_bound_to_list
    outside = person.is_convener and not person.on_committee_list
    if bound.value and outside:
        words = (
            f"{person.name} là cấp ủy viên triệu tập ngoài danh sách của cấp ủy, không được ứng cử."
        )
        return _answer("refused", words, bound)
    if form is Form.MEMBER_CONGRESS or person.is_delegate:
        ways = rules.stand_at_member_congress
        used = (ways, *elected.used, *((bound,) if outside else ()))
        words = f"{person.name} ứng cử bằng cách: {_said(ways.value)}."
        return Answer(
            decision="may_stand",
            words=words,
            used=used,
            facts={"ways": ways.value},
        )
    last = file_due_on(opens_on, rules, holidays) if opens_on and level is Level.ABOVE else None
    return _by_file(person, level, rules, filed_on, last)


def _by_file(
    person: Person, level: Level, rules: RuleSet, filed_on: date | None, last: date | None
) -> Answer:
    above = level is Level.ABOVE
    ways = rules.stand_outside_above if above else rules.stand_outside_grassroots
    used: tuple[Parameter[Any], ...] = (ways, rules.candidacy_papers)
    facts: dict[str, Any] = {"ways": ways.value, "papers": rules.candidacy_papers.value}
    if rules.candidacy_papers_expected.value:
        used = (*used, rules.candidacy_papers_expected)
        facts["papers_expected"] = rules.candidacy_papers_expected.value
    words = f"{person.name} không là đại biểu: {_said(ways.value)}"
    if last is not None:
        used = (*used, rules.file_working_days)
        facts["last_day"] = last
        days = rules.file_working_days.value
        words += f", chậm nhất {day_said(last)} ({days} ngày làm việc trước khai mạc)"
        if filed_on is not None and filed_on > last:
            words = f"Hồ sơ nộp ngày {day_said(filed_on)} là muộn. {words}."
            return Answer(decision="too_late", words=words, used=used, facts=facts)
    decision = "may_stand" if filed_on is not None else "file_needed"
    return Answer(decision=decision, words=f"{words}.", used=used, facts=facts)


def file_due_on(opens_on: date, rules: RuleSet, holidays: Collection[date]) -> date:
    """The last day for the file of a candidate above the grassroots (E-062)."""
    days = rules.file_working_days.value
    return shifted(opens_on, -days, working_days=True, holidays=holidays)


def _said(ways: Collection[Way]) -> str:
    return " hoặc ".join(label(each) for each in ways)


def missing_papers(handed_in: Collection[str], rules: RuleSet) -> Answer:
    """``complete`` or ``incomplete`` with the papers of the file that are missing (E-063)."""
    lacking = [each for each in rules.candidacy_papers.value if each not in handed_in]
    used: tuple[Parameter[Any], ...] = (rules.candidacy_papers,)
    if rules.candidacy_papers_expected.value:
        used = (*used, rules.candidacy_papers_expected)
    words = f"Hồ sơ còn thiếu: {'; '.join(lacking)}." if lacking else "Hồ sơ đã đủ."
    return Answer(
        decision="incomplete" if lacking else "complete",
        words=words,
        used=used,
        facts={"missing": tuple(lacking), "expected": rules.candidacy_papers_expected.value},
    )


def may_be_officer(
    person: Person, office: Office, *, committee: Collection[str], rules: RuleSet
) -> Answer:
    """Whether somebody may be on the list for secretary or deputy (E-014, E-160, E-162).

    ``committee``: the names just elected to it; empty where the organization has none, and then
    any member may be elected. ``electable`` or ``not_electable``.
    """
    elected = may_be_elected(person, rules)
    if elected.decision != "electable" or not committee:
        return elected
    among = rules.officers_from_committee
    if among.value and person.name not in committee:
        title = rules.title(Office.COMMITTEE)
        words = (
            f"{person.name} không ở trong {title} vừa bầu nên không đủ điều kiện để được bầu làm"
            f" {rules.title(office)}."
        )
        return _answer("not_electable", words, among)
    words = f"{person.name} đủ điều kiện để được bầu làm {rules.title(office)}."
    return _answer("electable", words, *elected.used, among)


def withdrawal(person: Person, rules: RuleSet) -> Answer:
    """Who decides whether somebody nominated may withdraw (E-066): ``congress``, as a rule."""
    by: Decider = rules.withdrawal_decided_by.value
    proposed = label(rules.withdrawal_proposed_by.value)
    words = f"{proposed.capitalize()} tổng hợp việc {person.name} xin rút, đề xuất; {label(by)} quyết định."
    return _answer(by.value, words, rules.withdrawal_proposed_by, rules.withdrawal_decided_by)


def may_be_teller(person: Person, *, slate: Collection[str], rules: RuleSet) -> Answer:
    """``accepted`` or ``rejected`` for one election: its own list is what counts (E-025, E-026)."""
    if person.standing not in rules.tellers_from.value or not person.is_delegate:
        said = label(person.standing) if person.is_delegate else "không là đại biểu"
        words = f"{person.name} không được vào ban kiểm phiếu: {said}."
        return _answer("rejected", words, rules.tellers_from)
    if rules.tellers_off_list.value and person.name in slate:
        words = f"{person.name} có tên trong danh sách bầu nên không kiểm phiếu cuộc bầu này."
        return _answer("rejected", words, rules.tellers_off_list)
    words = f"{person.name} được vào ban kiểm phiếu."
    return _answer("accepted", words, rules.tellers_from, rules.tellers_off_list)


def may_be_at_count(role: AtCount, *, by_computer: bool, rules: RuleSet) -> Answer:
    """Tellers alone, and technical staff if a computer counts (E-028): ``may_stay`` or ``must_leave``."""
    stays = role in rules.at_count.value and (role is not AtCount.TECHNICAL_STAFF or by_computer)
    words = f"{label(role).capitalize()} {'được' if stays else 'không được'} ở nơi kiểm phiếu."
    return _answer("may_stay" if stays else "must_leave", words, rules.at_count)


def support_needed(attending: int, rules: RuleSet) -> Answer:
    """How many of those attending must support somebody from the floor (E-068); ``not_asked``."""
    asked = rules.floor_support
    if asked.value is None:
        return _answer("not_asked", "Quy chế không đòi tỷ lệ ủng hộ.", asked)
    need = asked.value.need(attending)
    words = f"Cần {need} người ủng hộ trên {attending} người đang dự."
    return Answer(
        decision="needed",
        words=words,
        used=(asked,),
        arithmetic=f"{asked.value} của {attending} là {need}",
        facts={"need": need, "attending": attending},
    )


def floor_support(attending: int, supporters: int, rules: RuleSet) -> Answer:
    """Whether the congress considers somebody from the floor (E-068).

    ``enough``, ``not_enough``, or ``not_asked`` where the edition asks for no support.
    ``ValueError`` for more supporters than people attending.
    """
    if supporters > attending:
        raise ValueError(f"Có {supporters} người ủng hộ nhưng chỉ {attending} người dự.")
    asked = rules.floor_support
    if asked.value is None:
        return _answer("not_asked", "Quy chế không đòi tỷ lệ ủng hộ.", asked)
    need = asked.value.need(attending)
    enough = supporters >= need
    return Answer(
        decision="enough" if enough else "not_enough",
        words=f"{supporters} người ủng hộ, cần {need}: {'đủ' if enough else 'không đủ'}.",
        used=(asked,),
        arithmetic=f"{asked.value} của {attending} là {need}",
        facts={"need": need, "supporters": supporters, "attending": attending},
    )
