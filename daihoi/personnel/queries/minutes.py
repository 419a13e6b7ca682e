"""The minutes of a step among the papers of the congress: which paper, and how its text is called."""

from daihoi.base.numbers import whole_number
from daihoi.personnel.models import StepMeeting
from daihoi.registry.models import Paper

_SOURCE = "personnel.step:"


def source_of(step: StepMeeting) -> str:
    return f"{_SOURCE}{step.pk}"


def minutes_label(step: StepMeeting) -> str:
    """As in "Biên bản nhân sự, bước 2, đính chính lần 1": no name of a person."""
    times = step.corrections.count()
    corrected = f", đính chính lần {times}" if times else ""
    return f"Biên bản nhân sự, bước {step.number}{corrected}"


def minutes_of(step: StepMeeting | None) -> Paper | None:
    """The latest paper made of a step; its number is that of its register entry."""
    if step is None:
        return None
    found = Paper.objects.filter(source=source_of(step), congress=step.plan.congress_id)
    return found.select_related("entry").order_by("-pk").first()


def label_today(source: str) -> str:
    """How the minutes of a step would be called if they were taken today; "" for other texts."""
    pk = whole_number(source.removeprefix(_SOURCE)) if source.startswith(_SOURCE) else None
    step = StepMeeting.objects.filter(pk=pk).first() if pk is not None else None
    return minutes_label(step) if step is not None and step.is_finished else ""
