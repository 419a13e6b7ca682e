"""Congresses (đại hội), the plan everyone works from, subcommittees and tasks."""

from daihoi.congresses.models.congresses import (
    BasisDocument,
    Congress,
    CongressForm,
    DayChange,
    Goal,
    Recheck,
    TargetPrecision,
)
from daihoi.congresses.models.plans import Milestone, MilestoneOverride, PlanTemplate
from daihoi.congresses.models.subcommittees import OutsideBody, Subcommittee, SubcommitteePost
from daihoi.congresses.models.tasks import Acknowledgement, Task, TaskEvidence, TaskNote

__all__ = [
    "Acknowledgement",
    "BasisDocument",
    "Congress",
    "CongressForm",
    "DayChange",
    "Goal",
    "Milestone",
    "MilestoneOverride",
    "OutsideBody",
    "PlanTemplate",
    "Recheck",
    "Subcommittee",
    "SubcommitteePost",
    "TargetPrecision",
    "Task",
    "TaskEvidence",
    "TaskNote",
]
