"""What a step without a ballot says of each person, and of whom it says nothing yet."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from daihoi.base.errors import RuleBroken
from daihoi.personnel.models import Assessment, StepMeeting
from daihoi.personnel.queries.people import Known


def assessments_of(step: StepMeeting | None) -> dict[int, Assessment]:
    """By candidate; nothing for a step that was not written down."""
    return {row.candidate_id: row for row in step.assessments.all()} if step else {}


def require_assessed(step: StepMeeting, people: Sequence[Known]) -> Mapping[int, Assessment]:
    """The assessments of everybody on the step; refused with the names of who has none."""
    found = assessments_of(step)
    left = [each.label for each in people if each.pk not in found]
    if left:
        raise RuleBroken(
            _("Chưa ghi nhận xét, lý do đi tiếp hay dừng lại của: %(names)s.")
            % {"names": ", ".join(left)},
            code="not_assessed",
            advice=_("Hãy bấm “Ghi nhận xét từng người”, ghi vì sao rồi kết thúc bước."),
        )
    return found
