"""Questions about people and numbers: the roll, the base, eligibility, seats and lists."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from daihoi.rules.cases import CaseError
from daihoi.rules.elections import people, roll, slates
from daihoi.rules.elections.answers import Answer
from daihoi.rules.elections.cases.reader import Given, decided
from daihoi.rules.elections.kinds import (
    AtCount,
    Attendance,
    Body,
    Deduction,
    Form,
    Level,
    Matter,
    Office,
    Situation,
    Standing,
)
from daihoi.rules.elections.parameters import RuleSet

Asked = tuple[Answer, dict[str, Any]]
Question = Callable[[Given, RuleSet, Callable[[str], Any]], Asked]
_AWAY = {
    Deduction.AWAY_ABSENT: ("away", "away_came"),
    Deduction.EXEMPTED_ABSENT: ("exempted", "exempted_came"),
    Deduction.DELEGATE_ABSENT_NO_ALTERNATE: ("delegates_absent", "replaced"),
}
_COUNTED = {
    Deduction.SUSPENDED: "suspended",
    Deduction.PROSECUTED: "prosecuted",
    Deduction.INDICTED: "indicted",
    Deduction.DETAINED: "detained",
    Deduction.ABSENT_WHOLE_PERMITTED: "absent_permitted",
    Deduction.CONVENER_ABSENT_WHOLE: "convener_absent",
}


def form_of(given: Given) -> Form:
    return given.choice("form", Form, Form.MEMBER_CONGRESS)


def roll_from(given: Given, rules: RuleSet, form: Form) -> roll.Roll:
    """A roll as numbers, as a list of people, or as the base alone."""
    if "people" in given:
        return roll.roll_of([_entry(each) for each in given.each("people")], form=form, rules=rules)
    if "base" in given:
        base = given.integer("base")
        return roll.Roll(convened=base, present=given.integer("present", base))
    convened = given.integer("convened")
    deducted = {reason: given.integer(key, 0) for reason, key in _COUNTED.items()}
    for reason, (absent, came) in _AWAY.items():
        some = given.integer(came, 0)
        deducted[reason] = given.integer(absent, 0) - some
        if deducted[reason] < 0:
            raise given.wrong(came, "không thể nhiều hơn số được trừ.")
    allowed = roll.deductions_of(form, rules).value
    gone = sum(deducted.values()) + given.integer("absent", 0) + given.integer("left_early", 0)
    if gone > convened:
        raise given.wrong("convened", f"{gone} người vắng, chỉ triệu tập {convened}.")
    return roll.Roll(
        convened=convened,
        present=given.integer("present", convened - gone),
        deducted={
            each: deducted[each] for each in Deduction if each in allowed and deducted.get(each)
        },
        without_vote=given.integer("probationary", 0) + given.integer("incoming", 0),
    )


def _entry(told: Given) -> roll.Entry:
    found = roll.Entry(
        name=told.text("name"),
        standing=told.choice("standing", Standing, Standing.OFFICIAL),
        situation=told.choice("situation", Situation, Situation.NONE),
        attendance=told.choice("attendance", Attendance, Attendance.WHOLE),
        absence_accepted=told.flag("absence_accepted"),
        is_convener=told.flag("is_convener"),
        has_alternate=told.flag("has_alternate"),
        in_room=told.flag("in_room", default=True),
    )
    told.done()
    return found


def _person(told: Given) -> people.Person:
    found = people.Person(
        name=told.text("name"),
        standing=told.choice("standing", Standing, Standing.OFFICIAL),
        is_convener=told.flag("is_convener"),
        on_committee_list=told.flag("on_committee_list"),
        is_delegate=told.flag("is_delegate", default=True),
        is_absent=told.flag("is_absent"),
        is_here=told.flag("is_here", default=True),
    )
    told.done()
    return found


def _base(given: Given, rules: RuleSet, _key: Any) -> Asked:
    form = form_of(given)
    counted = roll_from(given, rules, form)
    answer = roll.base_of(counted, form=form, rules=rules)
    return answer, {
        "base": answer.base,
        "need": answer.need,
        "present": counted.present,
        "most_papers": answer.most_papers,
        "arithmetic": answer.arithmetic,
    }


def _quorum(given: Given, rules: RuleSet, _key: Any) -> Asked:
    form = form_of(given)
    organizations = None
    if "organizations" in given:
        organizations = given.integer("organizations"), given.integer("represented")
    answer = roll.quorum_of(
        roll_from(given, rules, form),
        form=form,
        rules=rules,
        organizations=organizations,
        is_repeat=given.flag("is_repeat"),
    )
    return answer, {"need": answer.facts.get("need")}


def _issue(given: Given, rules: RuleSet, _key: Any) -> Asked:
    answer = roll.may_issue(given.integer("issued"), roll_from(given, rules, form_of(given)), rules)
    return answer, {}


def _hands(given: Given, rules: RuleSet, _key: Any) -> Asked:
    form = form_of(given)
    answer = roll.judge_hands(
        given.integer("hands"),
        roll_from(given, rules, form),
        form=form,
        rules=rules,
        against=given.integer("hands_against", 0),
    )
    return answer, {"base": answer.facts["base"], "need": answer.facts["need"]}


def _vote_kind(given: Given, rules: RuleSet, _key: Any) -> Asked:
    what = given.choice("office", Office) if "office" in given else given.choice("matter", Matter)
    return slates.vote_kind(what, rules), {}


def _offices_on_paper(given: Given, rules: RuleSet, _key: Any) -> Asked:
    return slates.check_paper(given.choices("offices", Office), rules), {}


def _body(given: Given, rules: RuleSet, _key: Any) -> Asked:
    return slates.check_body(given.choice("body", Body), form=form_of(given), rules=rules), {}


def _elects(given: Given, rules: RuleSet, _key: Any) -> Asked:
    among: dict[str, int] = {
        "official": given.integer("official_members"),
        "probationary": given.integer("probationary", 0),
        "incoming_temporary": given.integer("incoming", 0),
    }
    counted = sum(among.get(each.value, 0) for each in rules.committee_members_counted.value)
    answer = slates.elects(counted, rules)
    return answer, {"offices": answer.facts["offices"], "optional": answer.facts["optional"]}


def _check_seats(given: Given, rules: RuleSet, _key: Any) -> Asked:
    answer = slates.check_seats(
        given.choice("office", Office),
        given.integer("seats"),
        given.choice("level", Level, Level.GRASSROOTS_CELL),
        rules,
    )
    return answer, {"most": answer.facts.get("most")}


def _seats_voted(given: Given, rules: RuleSet, _key: Any) -> Asked:
    return slates.seats_voted(given.choice("office", Office), rules), {}


def _slate(given: Given, rules: RuleSet, _key: Any) -> Asked:
    answer = slates.check_slate(
        given.choice("office", Office),
        given.integer("seats"),
        given.integer("names"),
        rules,
        is_later_ballot=given.flag("is_later_ballot"),
        congress_agrees_equal=given.flag("congress_agrees_equal"),
    )
    return answer, {"longest": answer.facts.get("longest")}


def _prepared(given: Given, rules: RuleSet, _key: Any) -> Asked:
    answer = slates.prepared_surplus(given.integer("seats"), rules)
    return answer, {"least": answer.facts.get("least"), "most": answer.facts.get("most")}


def _cut(given: Given, rules: RuleSet, _key: Any) -> Asked:
    answer = slates.cut_list(
        given.choice("office", Office),
        given.integer("seats"),
        given.texts("prepared"),
        given.numbers("floor"),
        rules,
    )
    return answer, {
        "longest": answer.facts.get("longest"),
        "list": answer.facts["list"],
        "left_out": answer.facts.get("left_out"),
        "level_names": answer.facts.get("level") or None,
    }


def _poll(given: Given, rules: RuleSet, _key: Any) -> Asked:
    return slates.poll_required(given.choice("office", Office), rules), {}


def _order(given: Given, rules: RuleSet, key: Callable[[str], Any]) -> Asked:
    ordered = slates.list_order(given.texts("slate"), key=key, rules=rules)
    words = f"Thứ tự trên phiếu: {'; '.join(ordered)}."
    answer = Answer(decision="ordered", words=words, used=(rules.list_order,))
    return answer, {"order": ordered}


def _tellers(given: Given, rules: RuleSet, _key: Any) -> Asked:
    slate = given.texts("slate", ())
    asked = [_person(each) for each in given.each("people")]
    if not asked:
        raise given.wrong("people", "chưa có người nào.")
    answers = {each.name: people.may_be_teller(each, slate=slate, rules=rules) for each in asked}
    used = tuple(dict.fromkeys(one for each in answers.values() for one in each.used))
    refused = any(each.decision == "rejected" for each in answers.values())
    answer = Answer(
        decision="rejected" if refused else "accepted",
        words=" ".join(each.words for each in answers.values()),
        used=used,
    )
    return answer, {"decisions": {name: decided(each.decision) for name, each in answers.items()}}


def _at_count(given: Given, rules: RuleSet, _key: Any) -> Asked:
    answer = people.may_be_at_count(
        given.choice("role", AtCount), by_computer=given.flag("by_computer"), rules=rules
    )
    return answer, {}


def _elected_person(given: Given, rules: RuleSet, _key: Any) -> Asked:
    person = _person(given.inner("person"))
    if "office" not in given:
        return people.may_be_elected(person, rules), {}
    office, committee = given.choice("office", Office), given.texts("committee", ())
    return people.may_be_officer(person, office, committee=committee, rules=rules), {}


def _nominate(given: Given, rules: RuleSet, _key: Any) -> Asked:
    answer = people.may_nominate(
        _person(given.inner("person")),
        _person(given.inner("nominee")),
        form=form_of(given),
        rules=rules,
    )
    return answer, {}


def _stand(given: Given, rules: RuleSet, _key: Any) -> Asked:
    answer = people.may_stand(
        _person(given.inner("person")),
        form=form_of(given),
        level=given.choice("level", Level, Level.GRASSROOTS_CELL),
        rules=rules,
        filed_on=given.day("filed_on") if "filed_on" in given else None,
        opens_on=given.day("opens_on") if "opens_on" in given else None,
        holidays=given.days("holidays"),
    )
    return answer, {"last_day": answer.facts.get("last_day")}


def _candidacy(given: Given, rules: RuleSet, _key: Any) -> Asked:
    answer = people.missing_papers(given.texts("handed_in", ()), rules)
    return answer, {"missing": answer.facts["missing"] or None}


def _withdrawal(given: Given, rules: RuleSet, _key: Any) -> Asked:
    return people.withdrawal(_person(given.inner("person")), rules), {}


def _floor_support(given: Given, rules: RuleSet, _key: Any) -> Asked:
    attending = given.integer("attending")
    counted = given.numbers("supporters")
    if not counted:
        raise CaseError("Chưa ghi ai được bao nhiêu người ủng hộ.")
    answers = {
        name: people.floor_support(attending, number, rules) for name, number in counted.items()
    }
    first = next(iter(answers.values()))
    words = " ".join(f"{name}: {each.words}" for name, each in answers.items())
    worst = "not_enough" if "not_enough" in {each.decision for each in answers.values()} else ""
    return replace(first, words=words, decision=worst or first.decision), {
        "need": first.facts.get("need"),
        "decisions": {name: decided(each.decision) for name, each in answers.items()},
    }


PEOPLE: dict[str, Question] = {
    "base": _base,
    "quorum": _quorum,
    "issue": _issue,
    "hands": _hands,
    "vote_kind": _vote_kind,
    "offices_on_paper": _offices_on_paper,
    "body": _body,
    "elects": _elects,
    "check_seats": _check_seats,
    "seats_voted": _seats_voted,
    "slate": _slate,
    "prepared": _prepared,
    "cut": _cut,
    "poll": _poll,
    "order": _order,
    "tellers": _tellers,
    "at_count": _at_count,
    "elected_person": _elected_person,
    "nominate": _nominate,
    "stand": _stand,
    "candidacy": _candidacy,
    "withdrawal": _withdrawal,
    "floor_support": _floor_support,
}
