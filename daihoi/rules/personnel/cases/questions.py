"""The questions a case can ask, each from what it gives to an answer of the rules."""

from collections.abc import Callable, Mapping
from typing import Any

from daihoi.rules.cases import CaseError
from daihoi.rules.certainty import UNSURE
from daihoi.rules.personnel import delegates, introduction, numbers, persons, service, steps
from daihoi.rules.personnel.answers import Answer, Decision, answer
from daihoi.rules.personnel.cases.reader import Given
from daihoi.rules.personnel.directives import Rulebook, governs, parameter_named
from daihoi.rules.personnel.structure import (
    Composition,
    Member,
    composition,
    judge_structure,
)

Question = Callable[[Given, Rulebook], Answer]


def _directive(_given: Given, rules: Rulebook) -> Answer:
    return governs(rules.opens_on)


def _parameter(given: Given, rules: Rulebook) -> Answer:
    asked = given.text("parameter")
    name = parameter_named(asked)
    if name is None:
        raise given.wrong("parameter", f"không có tham số “{asked}”.")
    found = rules.get(name)
    if found is None:
        reason = f"{rules.directive.title} không quy định tham số này ở cấp đã nêu."
        return answer(Decision.WARNED, "not_prescribed", reason, article=rules.directive.article)
    doubt = f" ({UNSURE})" if found.is_unconfirmed else ""
    return answer(
        Decision.ACCEPTED,
        "parameter",
        f"{found.label}: {found.told}{doubt}.",
        facts={"value": found.told},
        used=[found],
    )


def _service(given: Given, rules: Rulebook) -> Answer:
    extension = None
    if "retires_at_months" in given:
        extension = service.Extension(
            given.integer("retires_at_months"), given.text("extension_paper")
        )
    sex = given.choice("sex", service.Sex) if "sex" in given else None
    person = service.Person(
        candidacy=given.choice("candidacy", service.Candidacy),
        sex=sex,
        birth=given.birth("born"),
        post=given.choice("post", service.Post, service.Post.COMMITTEE.value),
        employment=given.choice(
            "employment", service.Employment, service.Employment.IN_SERVICE.value
        ),
        special=(given.codes("special", ["provincial_deputy_secretary"]) or ("",))[0],
        extension=extension,
        months_left=given.integer_or_none("months_left"),
    )
    if person.months_left is None and (person.birth is None or person.sex is None):
        raise CaseError(f"{given.where}: cần “sinh” và “giới tính”, hoặc “còn lại (tháng)”.")
    return service.judge_service(person, rules)


def _pension(given: Given, _rules: Rulebook) -> Answer:
    return service.leaves_committee(given.day("pension_from"), given.day("day"))


def _structure(given: Given, rules: Rulebook) -> Answer:
    reason = given.text("reason", "")
    women = given.integer_or_none("women_in_standing_committee")
    if "people" in given:
        members = [_member(each, rules) for each in given.each("people", [])]
        if not members:
            raise given.wrong("people", "chưa có ai.")
        found = composition(members, rules, women_in_standing_committee=women)
        return judge_structure(found, rules, reason=reason)
    found = Composition(
        size=given.integer("size"),
        under_40=given.integer_or_none("under_40"),
        middle=given.integer_or_none("middle"),
        over_50=given.integer_or_none("over_50"),
        women=given.integer_or_none("women"),
        young=given.integer_or_none("young"),
        new=given.integer_or_none("new"),
        minority=given.integer_or_none("minority"),
        women_in_standing_committee=women,
    )
    return judge_structure(found, rules, reason=reason)


def _member(told: Given, rules: Rulebook) -> Member:
    born = told.birth("born")
    at = rules.need("ref_month").value
    found = Member(
        age_months=None if born is None else service.age_months(born, at),
        is_woman=told.choice("sex", service.Sex) is service.Sex.FEMALE,
        is_minority=told.flag("minority"),
        is_new=told.choice("candidacy", service.Candidacy) is service.Candidacy.FIRST_TIME,
    )
    told.done()
    return found


def _cell_numbers(given: Given, rules: Rulebook) -> Answer:
    return numbers.judge_cell_committee(
        rules,
        official_members=given.integer("official_members"),
        committee=given.integer("committee"),
        deputies=given.integer("deputies", 0),
    )


def _committee_size(given: Given, rules: Rulebook) -> Answer:
    return numbers.judge_committee_size(
        rules,
        planned=given.integer("planned"),
        before=given.integer("before"),
        rotated=given.integer("rotated", 0),
    )


def _prepared_list(given: Given, rules: Rulebook) -> Answer:
    return numbers.judge_list(rules, seats=given.integer("seats"), names=given.integer("names"))


def _open_places(given: Given, rules: Rulebook) -> Answer:
    places, consent = given.integer("places"), given.text("consent", "")
    return numbers.judge_open_places(rules, places=places, consent=consent)


def _posts_not_elected(given: Given, rules: Rulebook) -> Answer:
    posts, consent = given.texts("posts"), given.text("consent", "")
    return numbers.judge_posts_not_elected(rules, posts=posts, consent=consent)


def _procedure(given: Given, rules: Rulebook) -> steps.Procedure:
    procedure = steps.procedure_for(
        rules,
        after_merger=given.flag("after_merger"),
        has_committee=given.flag("has_committee", default=True),
    )
    if "own_steps" not in given:
        return procedure
    rows = [_own_step(each) for each in given.each("own_steps", [])]
    return steps.configured(procedure, rows, paper=given.text("own_paper", ""))


def _own_step(told: Given) -> Mapping[str, Any]:
    row = {
        "title": told.text("title"),
        "convened": told.text("convened"),
        "ballot": told.choice("ballot", steps.Ballot, steps.Ballot.NONE.value).value,
        "counted_on": told.choice(
            "counted_on", steps.CountedOn, steps.CountedOn.CONVENED.value
        ).value,
        "work": told.text("work", ""),
    }
    told.done()
    return row


def _step(given: Given, rules: Rulebook) -> Answer:
    procedure = _procedure(given, rules)
    finished = [
        (round_, number)
        for told in given.each("finished", [])
        for round_, number in _finished(told, procedure)
    ]
    return steps.may_begin(
        procedure,
        _number(given, procedure),
        _round(given, procedure),
        finished=finished,
        empty=given.choices("empty", steps.Round),
    )


def _finished(told: Given, procedure: steps.Procedure) -> list[tuple[steps.Round, int]]:
    """All steps of a round up to a number."""
    round_, last = _round(told, procedure), told.integer("step")
    told.done()
    return [(round_, each.number) for each in procedure.steps if each.number <= last]


def _number(given: Given, procedure: steps.Procedure) -> int:
    number = given.integer("step")
    if number not in [each.number for each in procedure.steps]:
        raise given.wrong("step", f"{procedure.name} chỉ có bước 1 đến {len(procedure.steps)}.")
    return number


def _round(given: Given, procedure: steps.Procedure) -> steps.Round:
    found = given.choice("round", steps.Round, procedure.rounds[0].value)
    if found not in procedure.rounds:
        raise given.wrong("round", f"{procedure.name} không có vòng này.")
    return found


def _attendance(given: Given, rules: Rulebook) -> Answer:
    convened, present = given.integer("convened"), given.integer("present")
    return introduction.judge_attendance(rules, convened=convened, present=present)


def _introduction(given: Given, rules: Rulebook) -> Answer:
    procedure = _procedure(given, rules)
    step = procedure.step(_number(given, procedure))
    if step.ballot is steps.Ballot.NONE:
        raise given.wrong("step", f"{step.title} không bỏ phiếu.")
    ballots = introduction.Ballots(
        convened=given.integer("convened"),
        present=given.integer("present"),
        votes=given.numbers("votes"),
        issued=given.integer_or_none("issued"),
        returned=given.integer_or_none("returned"),
        invalid=given.integer_or_none("invalid"),
    )
    return introduction.introduce(step, rules, ballots)


def _final_list(given: Given, rules: Rulebook) -> Answer:
    return introduction.choose_list(
        given.numbers("votes"),
        rules,
        seats=given.integer("seats"),
        convened=given.integer("convened"),
        names=given.integer_or_none("names"),
        head_chose=given.texts("head_chose", ()),
    )


def _difference(given: Given, rules: Rulebook) -> Answer:
    convened = given.integer("convened")
    if not convened:
        raise given.wrong("convened", "phải lớn hơn 0.")
    return introduction.judge_difference(
        given.texts("standing_committee"),
        given.numbers("votes"),
        rules,
        convened=convened,
        reported=given.text("reported", ""),
    )


def _person(given: Given, rules: Rulebook) -> Answer:
    return persons.judge_person(
        on=rules.opens_on,
        official_on=given.day_or_none("official_on"),
        hindrances=given.choices("hindrances", persons.Hindrance),
    )


def _nomination(given: Given, _rules: Rulebook) -> Answer:
    return persons.judge_nomination(
        is_sitting_member=given.flag("is_sitting_member"), is_on_list=given.flag("is_on_list")
    )


def _summary(given: Given, _rules: Rulebook) -> Answer:
    codes = [each.code for each in persons.summary_fields()]
    return persons.judge_summary(given.codes("filled", codes))


def _file(given: Given, rules: Rulebook) -> Answer:
    wanted = persons.candidacy_file(rules.opens_on, rules.level)
    codes = [each.code for each in wanted.papers] if wanted else []
    return persons.judge_file(
        given.day_of_each("papers", codes),
        rules,
        handed_in_on=given.day_or_none("handed_in_on"),
        holidays=given.days("holidays"),
    )


def _delegates(given: Given, _rules: Rulebook) -> Answer:
    return delegates.judge_delegates(
        allotted=given.integer_or_none("allotted"),
        planned=given.integer("planned"),
        names=given.texts("delegates", ()),
        by_office=given.texts("by_office", ()),
        alternates=given.integer("alternates", 0),
        number_voted=given.flag("number_voted"),
    )


def _allotment(given: Given, _rules: Rulebook) -> Answer:
    return delegates.judge_allotment(given.choices("grounds", delegates.Ground))


def _replacement(given: Given, _rules: Rulebook) -> Answer:
    return delegates.base_after_replacement(
        convened=given.integer("convened"),
        absent=given.integer("absent"),
        replaced=given.integer("replaced"),
    )


def _timetable(given: Given, _rules: Rulebook) -> Answer:
    code = given.text("timetable", delegates.timetables()[0].code)
    plan = next((each for each in delegates.timetables() if each.code == code), None)
    if plan is None:
        raise given.wrong("timetable", f"không có kế hoạch “{code}”.")
    asked = given.text("window")
    for window in plan.windows:
        if asked in {window.code, window.label}:
            return delegates.judge_day(window, given.day("day"), plan)
    labels = ", ".join(f"“{each.label}”" for each in plan.windows)
    raise given.wrong("window", f"không có mốc “{asked}”; chọn trong: {labels}.")


QUESTIONS: Mapping[str, Question] = {
    "directive": _directive,
    "personnel_parameter": _parameter,
    "service": _service,
    "pension": _pension,
    "structure": _structure,
    "cell_numbers": _cell_numbers,
    "committee_size": _committee_size,
    "prepared_list": _prepared_list,
    "open_places": _open_places,
    "posts_not_elected": _posts_not_elected,
    "step": _step,
    "attendance": _attendance,
    "introduction": _introduction,
    "final_list": _final_list,
    "difference": _difference,
    "person": _person,
    "nomination": _nomination,
    "summary": _summary,
    "file": _file,
    "delegates": _delegates,
    "allotment": _allotment,
    "replacement": _replacement,
    "timetable": _timetable,
}
