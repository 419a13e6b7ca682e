"""Questions about the texts themselves and about what follows the congress."""

from typing import Any

from daihoi.rules.editions import papers_on
from daihoi.rules.elections import closing
from daihoi.rules.elections.answers import Answer
from daihoi.rules.elections.cases.on_people import Asked, Question
from daihoi.rules.elections.cases.reader import Given
from daihoi.rules.elections.kinds import Level, MinutesField, Office, SuperiorMay
from daihoi.rules.elections.parameters import RuleSet, parameter_types
from daihoi.rules.elections.values import told


def _edition(given: Given, rules: RuleSet, _key: Any) -> Asked:
    day = given.day("opens_on")
    found = papers_on(day, family=rules.edition.family)
    answer = Answer(decision="edition", words=f"Áp dụng {rules.edition.name}.")
    papers = [str(each) for each in found]
    return answer, {"edition": rules.edition.code, "legal_papers": papers}


def _parameter(given: Given, rules: RuleSet, _key: Any) -> Asked:
    name = given.text("parameter")
    if name not in parameter_types():
        raise given.wrong("parameter", f"không có tham số “{name}”.")
    found = getattr(rules, name)
    answer = Answer(decision="parameter", words=str(found), used=(found,))
    return answer, {"value": told(found.value), "certainty": found.certainty.value}


def _deadlines(given: Given, rules: RuleSet, _key: Any) -> Asked:
    holidays = given.days("holidays")
    closed_on = given.day("closed_on")
    report = closing.report_due(closed_on, rules, holidays)
    keep = closing.retention(closed_on, rules)
    results = {"report_due": report.facts.get("day"), "keep_until": keep.facts["day"]}
    used, words = (*report.used, *keep.used), f"{report.words} {keep.words}"
    if "received_on" in given:
        approval = closing.approval_due(given.day("received_on"), rules, holidays)
        results["approval_due"] = approval.facts.get("day")
        used, words = (*used, *approval.used), f"{words} {approval.words}"
    used = tuple(dict.fromkeys(used))
    answer = Answer(decision=report.decision, words=words, used=used, arithmetic=report.arithmetic)
    return answer, results


def _notice(given: Given, rules: RuleSet, _key: Any) -> Asked:
    answer = closing.notice_due(given.day("opens_on"), rules, given.days("holidays"))
    return answer, {"notice_due": answer.facts["day"]}


def _minutes(given: Given, rules: RuleSet, _key: Any) -> Asked:
    answer = closing.missing_in_minutes(given.choices("has", MinutesField), rules)
    return answer, {"missing_parts": answer.facts["missing"] or None}


def _superior(given: Given, rules: RuleSet, _key: Any) -> Asked:
    return closing.superior_may(given.choice("superior_action", SuperiorMay), rules), {}


def _appoint(given: Given, rules: RuleSet, _key: Any) -> Asked:
    return closing.superior_may_appoint(given.choice("office", Office), rules), {}


def _first_meeting(given: Given, rules: RuleSet, _key: Any) -> Asked:
    answer = closing.first_meeting(
        secretary_re_elected=given.flag("secretary_re_elected"),
        deputy_re_elected=given.flag("deputy_re_elected"),
        rules=rules,
    )
    return answer, {}


def _term(given: Given, rules: RuleSet, _key: Any) -> Asked:
    answer = closing.term_months(given.choice("level", Level), rules)
    return answer, {"months": answer.facts["months"]}


TEXTS: dict[str, Question] = {
    "edition": _edition,
    "parameter": _parameter,
    "deadlines": _deadlines,
    "notice": _notice,
    "minutes": _minutes,
    "superior": _superior,
    "appoint": _appoint,
    "first_meeting": _first_meeting,
    "term": _term,
}
