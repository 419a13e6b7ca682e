"""Files of candidates: what must be there, what is, what is missing, what runs out before the day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from daihoi.congresses.models import Congress
from daihoi.congresses.queries.calendar import holidays_around
from daihoi.personnel.models import CandidateFile, PersonnelPlan
from daihoi.personnel.queries.law import Said, rules_of, said
from daihoi.personnel.queries.people import Known
from daihoi.rules.personnel.answers import Answer, Decision
from daihoi.rules.personnel.persons import (
    RequiredPaper,
    candidacy_file,
    judge_file,
    judge_summary,
    summary_fields,
    valid_until,
)
from daihoi.vietnamese.dates import DateStyle, format_date

OTHER = "other"


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper of somebody's file; ``file`` None: it is missing."""

    code: str
    label: str
    is_required: bool
    file: CandidateFile | None
    valid_until: date | None
    runs_out: bool  # before the congress

    @property
    def kind(self) -> str:
        if self.file is None:
            return "late" if self.is_required else "neutral"
        return "late" if self.runs_out else "done"

    @property
    def state(self) -> str:
        if self.file is None:
            return _("còn thiếu")
        return _("hết hạn trước đại hội") if self.runs_out else _("đã có")


@dataclass(frozen=True, slots=True)
class Dossier:
    """Somebody's file with the judgement of file and summary."""

    known: Known
    lines: list[PaperLine]
    others: list[CandidateFile]  # beside the required ones, and older ones of a kind
    file: Answer
    summary: Answer
    missing_fields: list[str]

    @property
    def file_said(self) -> Said:
        return said(self.file)

    @property
    def summary_said(self) -> Said:
        return said(self.summary)

    @property
    def missing(self) -> int:
        """Papers and fields that are not there."""
        return sum(line.kind == "late" for line in self.lines) + len(self.missing_fields)

    @property
    def is_whole(self) -> bool:
        return not self.missing and self.file.decision is not Decision.REFUSED


def paper_codes(congress: Congress) -> dict[str, str]:
    """What may be put into a file: the papers required at this level, and others."""
    return {each.code: each.label for each in required_papers(congress)} | {
        OTHER: _("giấy tờ khác")
    }


def required_papers(congress: Congress) -> tuple[RequiredPaper, ...]:
    rules = rules_of(congress)
    wanted = candidacy_file(rules.opens_on, rules.level)
    return wanted.papers if wanted else ()


def dossiers_of(plan: PersonnelPlan, people: Sequence[Known]) -> list[Dossier]:
    """The files of some people of a plan; one query for all of them."""
    rows = CandidateFile.objects.filter(candidate__in=[each.pk for each in people])
    files: dict[int, list[CandidateFile]] = {}
    for row in rows.order_by("signed_on", "pk"):
        files.setdefault(row.candidate_id, []).append(row)
    holidays = holidays_around(plan.congress.target_on)
    return [_dossier(plan, each, files.get(each.pk, []), holidays) for each in people]


def summary_of(known: Known) -> dict[str, str]:
    """The fields of the summary (trích ngang) by their codes; "" for what is not known."""
    person, candidate = known.person, known.candidate
    birth = person.birth_date
    unit = person.unit.name if person.unit else ""
    return {
        "name": person.full_name,
        "birth": format_date(birth, DateStyle.DASHED) if birth else "",
        "sex": str(person.get_sex_display()) if person.sex else "",
        "ethnicity": person.ethnicity,
        "home_place": person.hometown,
        "education": candidate.education,
        "specialisation": person.qualification,
        "political_theory": person.political_theory,
        "admitted_on": _day(known.admitted_on),
        "official_on": _day(known.official_on),
        "post": ", ".join(filter(None, (person.government_post, unit))),
        "candidacy": known.candidacy_words,
    }


def _day(value: date | None) -> str:
    return format_date(value, DateStyle.DASHED) if value else ""


def _dossier(
    plan: PersonnelPlan, known: Known, files: list[CandidateFile], holidays: Mapping[date, str]
) -> Dossier:
    rules = rules_of(plan.congress)
    latest = {each.code: each for each in files}
    lines = []
    for paper in required_papers(plan.congress):
        file, until = latest.get(paper.code), None
        if file is not None and paper.validity:
            until = valid_until(file.signed_on, rules.need(paper.validity).value)
        runs_out = until is not None and until < rules.opens_on
        lines.append(PaperLine(paper.code, paper.label, True, file, until, runs_out))  # noqa: FBT003 - a row of the table
    required = {line.code for line in lines}
    counted = {line.file.pk for line in lines if line.file is not None}
    signed = {code: each.signed_on for code, each in latest.items() if code in required}
    fields = summary_of(known)
    summary = judge_summary([code for code, text in fields.items() if text])
    labels = {each.code: each.label for each in summary_fields()}
    return Dossier(
        known,
        lines,
        [each for each in files if each.pk not in counted],
        judge_file(
            signed, rules, handed_in_on=known.candidate.handed_in_on, holidays=set(holidays)
        ),
        summary,
        [labels[code] for code in summary.facts["missing"]],
    )
