"""What the superior and the directive ask of ages and days, as the plan's page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from daihoi.base import clock
from daihoi.personnel.models import PersonnelPlan
from daihoi.personnel.queries.steps import Run
from daihoi.rules.certainty import Certainty
from daihoi.rules.findings import Basis, told_bases
from daihoi.rules.personnel.answers import Answer
from daihoi.rules.personnel.delegates import Timetable, Window, judge_day
from daihoi.rules.personnel.directives import Rulebook
from daihoi.rules.personnel.parameters import Parameter
from daihoi.rules.personnel.service import Candidacy, Sex, published_limit


@dataclass(frozen=True, slots=True)
class AgeRule:
    """What is asked of one candidacy, and where that is written."""

    title: str
    words: str
    bases: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def article(self) -> str:
        return "; ".join(self.bases)


def age_rules(rules: Rulebook) -> list[AgeRule]:
    """For people re-elected and for first-time ones: service left or age, and the published births."""
    titles = {
        Candidacy.RE_ELECTED: _("Tái cử"),
        Candidacy.FIRST_TIME: _("Tham gia lần đầu"),
    }
    return [_age_rule(rules, candidacy, title) for candidacy, title in titles.items()]


def _age_rule(rules: Rulebook, candidacy: Candidacy, title: str) -> AgeRule:
    mode = rules.need("age_limit_mode")
    if mode.value == "max_age":
        limits = {sex: rules.get(f"max_age.{candidacy.value}.{sex.value}") for sex in Sex}
        asked: list[Parameter] = [mode, *(each for each in limits.values() if each)]
        words = _("không quá %(men)s (nam), %(women)s (nữ)") % {
            "men": _told(limits[Sex.MALE]),
            "women": _told(limits[Sex.FEMALE]),
        }
        return AgeRule(title, words, _bases(asked), _notes(asked))
    least, month = rules.need(f"min_months.{candidacy.value}"), rules.need("ref_month")
    words = _("còn ít nhất %(months)s công tác, tính đến tháng %(month)s") % {
        "months": least.told,
        "month": month.value,
    }
    bases = _bases([least, month])
    published = {
        sex: published_limit(rules, candidacy=candidacy, sex=sex)
        for sex in Sex
        if not (least.override or month.override)
    }
    men, women = published.get(Sex.MALE), published.get(Sex.FEMALE)
    if men and women:
        words = _("%(words)s; mốc công bố: nam sinh từ %(men)s, nữ sinh từ %(women)s") % {
            "words": words,
            "men": men[0],
            "women": women[0],
        }
        bases = tuple(dict.fromkeys((*bases, *told_bases([men[1], women[1]]))))
    return AgeRule(title, words, bases, _notes([least, month]))


def _told(limit: Parameter | None) -> str:
    return limit.told if limit else _("chưa ghi")


def _bases(asked: Sequence[Parameter]) -> tuple[str, ...]:
    return told_bases(each.basis for each in asked)


def _notes(asked: Sequence[Parameter]) -> tuple[str, ...]:
    return tuple(each.note for each in asked if each.note)


def day_answers(plan: PersonnelPlan, runs: Sequence[Run]) -> list[Answer]:
    """The plan's days against the superior's timetable (P-090); nothing where none was written down."""
    if not plan.timetable_paper:
        return []
    paper = plan.timetable_paper
    timetable = Timetable("", paper, (), Basis(paper), Certainty.SOURCED)
    found = []
    if plan.steps_by is not None:
        window = Window("steps", _("Các bước nhân sự"), None, plan.steps_by)
        found.append(judge_day(window, _steps_day(runs), timetable))
    if plan.congress_from or plan.congress_by:
        window = Window("congress", _("Đại hội"), plan.congress_from, plan.congress_by)
        found.append(judge_day(window, plan.congress.target_on, timetable))
    return found


def _steps_day(runs: Sequence[Run]) -> date:
    """The day of the last meeting once all were held, else today."""
    lines = [line for run in runs if not run.is_empty for line in run.lines if not line.is_event]
    days = [line.held.on for line in lines if line.held is not None and line.is_finished]
    if not lines or len(days) < len(lines):
        return clock.today()
    return max((day for day in days if day is not None), default=clock.today())
