"""The congress plan: milestones counted from day D, their order, and what day D may be.

Sources are rows P16 to P37 of the field notes on preparing a cell congress; where they name no
paper the numbers are defaults of the template, marked so (``Certainty``).
"""

from daihoi.rules.plans.day import (
    APPROVAL_LATEST_DAYS,
    ApproximateDay,
    Window,
    approximate_day,
    check_day,
    is_late_approval,
    is_postponement,
    may_confirm_day,
    provisional_day,
)
from daihoi.rules.plans.milestones import (
    Certainty,
    Meaning,
    Offset,
    Responsible,
    RowProblem,
    TemplateRow,
    check_rows,
    find_loop,
    planned_days,
    unfinished_before,
)
from daihoi.rules.plans.outputs import OUTPUTS
from daihoi.rules.plans.progress import Standing, offset_for, standing
from daihoi.rules.plans.templates import (
    Template,
    built_in_templates,
    row_of,
    templates_of,
    told_of,
    with_delegates,
)

__all__ = [
    "APPROVAL_LATEST_DAYS",
    "OUTPUTS",
    "ApproximateDay",
    "Certainty",
    "Meaning",
    "Offset",
    "Responsible",
    "RowProblem",
    "Standing",
    "Template",
    "TemplateRow",
    "Window",
    "approximate_day",
    "built_in_templates",
    "check_day",
    "check_rows",
    "find_loop",
    "is_late_approval",
    "is_postponement",
    "may_confirm_day",
    "offset_for",
    "planned_days",
    "provisional_day",
    "row_of",
    "standing",
    "templates_of",
    "told_of",
    "unfinished_before",
    "with_delegates",
]
