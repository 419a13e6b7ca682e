"""After the count: minutes that are whole, retention, the superior's limits, the first meeting."""

from collections.abc import Collection
from datetime import date
from typing import Any

from daihoi.rules.approvals import Deadlines
from daihoi.rules.elections.answers import Answer
from daihoi.rules.elections.kinds import Level, MinutesField, Office, Opener, SuperiorMay, label
from daihoi.rules.elections.parameters import Parameter, RuleSet
from daihoi.rules.plans.milestones import shifted
from daihoi.rules.wording import day_said


def result_deadlines(rules: RuleSet) -> Deadlines:
    """The limits of report and approval, which reckon their days (E-180, E-181, E-186)."""
    report, confirm = rules.report_working_days, rules.approval_working_days
    return Deadlines(
        family=rules.edition.family,
        in_force_from=rules.edition.in_force_from,
        report_days=report.value,
        confirm_days=confirm.value,
        source=report.basis.source,
        article=report.basis.article,
        certainty=report.certainty.value,
        first_day_counted=rules.first_day_counted.value,
    )


def report_due(closed_on: date, rules: RuleSet, holidays: Collection[date]) -> Answer:
    """Until when the new committee reports (E-180): ``due`` with the day, or ``not_needed``."""
    if not rules.approval_by_superior.value:
        return _not_needed(rules)
    day = result_deadlines(rules).report_due_on(closed_on, holidays)
    return _due("Báo cáo kết quả", closed_on, day, rules.report_working_days, rules)


def approval_due(received_on: date, rules: RuleSet, holidays: Collection[date]) -> Answer:
    """Until when the superior approves, if nobody complains (E-181)."""
    if not rules.approval_by_superior.value:
        return _not_needed(rules)
    day = result_deadlines(rules).confirm_due_on(received_on, holidays)
    return _due("Chuẩn y kết quả", received_on, day, rules.approval_working_days, rules)


def notice_due(opens_on: date, rules: RuleSet, holidays: Collection[date]) -> Answer:
    """The last day to give notice of the opening (E-185)."""
    days = rules.notice_working_days
    day = shifted(opens_on, -days.value, working_days=True, holidays=holidays)
    words = f"Thông báo chậm nhất {day_said(day)}, {days.value} ngày làm việc trước khai mạc."
    return Answer(decision="due", words=words, used=(days,), facts={"day": day})


def _due(what: str, start: date, day: date, days: Parameter[int], rules: RuleSet) -> Answer:
    words = f"{what} chậm nhất {day_said(day)}: {days.value} ngày làm việc kể từ {day_said(start)}."
    used = (days, rules.first_day_counted)
    return Answer(
        decision="due",
        words=words,
        used=used,
        arithmetic=f"{day_said(start)} + {days.value} ngày làm việc = {day_said(day)}",
        facts={"day": day},
    )


def _not_needed(rules: RuleSet) -> Answer:
    words = "Kết quả không cần cấp trên chuẩn y."
    return Answer(decision="not_needed", words=words, used=(rules.approval_by_superior,))


def retention(closed_on: date, rules: RuleSet) -> Answer:
    """Until when sealed ballots are kept if nobody complains (E-029)."""
    months = rules.ballot_retention_months
    year, month = divmod(closed_on.year * 12 + closed_on.month - 1 + months.value, 12)
    day = min(closed_on.day, _days(year, month + 1))
    until = date(year, month + 1, day)
    words = f"Giữ phiếu đã niêm phong đến hết {day_said(until)} ({months.value} tháng)."
    return Answer(decision="keep", words=words, used=(months,), facts={"day": until})


def _days(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - date(year, month, 1)).days


def missing_in_minutes(has: Collection[MinutesField], rules: RuleSet) -> Answer:
    """``complete``, or ``incomplete`` with what minutes of a count still lack (E-133)."""
    lacking = [each for each in rules.minutes_fields.value if each not in has]
    words = f"Biên bản còn thiếu: {'; '.join(label(each) for each in lacking)}."
    return Answer(
        decision="incomplete" if lacking else "complete",
        words=words if lacking else "Biên bản đã đủ các phần.",
        used=(rules.minutes_fields,),
        facts={"missing": tuple(lacking)},
    )


def superior_may(what: SuperiorMay, rules: RuleSet) -> Answer:
    """``allowed`` or ``not_allowed`` (E-010, E-182)."""
    allowed = what in rules.superior_may.value
    words = f"Cấp trên {'được' if allowed else 'không được'} {label(what)}."
    decision = "allowed" if allowed else "not_allowed"
    return Answer(decision=decision, words=words, used=(rules.superior_may,))


def superior_may_appoint(office: Office, rules: RuleSet) -> Answer:
    """Whether the superior may appoint to an office when really necessary (E-165)."""
    allowed = office in rules.superior_may_appoint.value
    words = f"Cấp trên {'được' if allowed else 'không được'} chỉ định {rules.title(office)}."
    decision = "allowed" if allowed else "not_allowed"
    return Answer(decision=decision, words=words, used=(rules.superior_may_appoint,))


def filled_later(office: Office, rules: RuleSet) -> Answer:
    """How an office the congress left open is filled afterwards (E-165, P-045, P-056).

    ``appointed``, ``elected_in_term``, ``either``, or ``superior_guides`` where no rule says.
    """
    appoints = office in rules.superior_may_appoint.value
    elects = office in rules.elected_in_term.value
    decision, how = {
        (True, True): ("either", "bầu bổ sung trong nhiệm kỳ, hoặc cấp trên chỉ định khi thật cần"),
        (True, False): ("appointed", "cấp trên chỉ định khi thật cần"),
        (False, True): ("elected_in_term", "bầu bổ sung trong nhiệm kỳ"),
        (False, False): ("superior_guides", "bổ sung theo hướng dẫn của cấp trên"),
    }[appoints, elects]
    asked = (rules.superior_may_appoint, appoints), (rules.elected_in_term, elects)
    used = tuple(each for each, says in asked if says) or (rules.superior_may_appoint,)
    return Answer(decision=decision, words=f"Sau đại hội: {how}.", used=used)


def first_meeting(*, secretary_re_elected: bool, deputy_re_elected: bool, rules: RuleSet) -> Answer:
    """Who opens the first meeting of a new committee; the decision is an `Opener` (E-184)."""
    is_there = {
        Opener.RE_ELECTED_SECRETARY: secretary_re_elected,
        Opener.RE_ELECTED_DEPUTY: deputy_re_elected,
    }
    openers = rules.first_meeting_opened_by.value
    opener = next((each for each in openers if is_there.get(each, True)), Opener.NAMED_BY_SUPERIOR)
    used: tuple[Parameter[Any], ...] = (rules.first_meeting_opened_by,)
    words = f"{_opener_said(opener, rules)} khai mạc"
    size = rules.first_meeting_presidium.value
    if size is not None:
        used = (*used, rules.first_meeting_presidium)
        words += f", đến khi bầu chủ tọa {size.least}–{size.most} người"
    return Answer(decision=opener.value, words=f"{words}.", used=used)


def _opener_said(opener: Opener, rules: RuleSet) -> str:
    office = {
        Opener.RE_ELECTED_SECRETARY: Office.SECRETARY,
        Opener.RE_ELECTED_DEPUTY: Office.DEPUTY_SECRETARY,
    }.get(opener)
    if office is None:
        return label(opener).capitalize()
    return f"{rules.title(office).capitalize()} khóa trước được bầu lại"


def term_months(level: Level, rules: RuleSet) -> Answer:
    """How long a term is, and by how much the congress may come early or late (E-167, E-168)."""
    subordinate = level is Level.SUBORDINATE_CELL
    months = rules.term_months_subordinate_cell if subordinate else rules.term_months
    shift = rules.term_shift_months
    words = f"Nhiệm kỳ {months.value} tháng, sớm hoặc muộn không quá {shift.value} tháng."
    facts = {"months": months.value, "shift": shift.value}
    return Answer(decision="term", words=words, used=(months, shift), facts=facts)
