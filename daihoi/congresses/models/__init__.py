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
from daihoi.congresses.models.higher import HigherCongress, HigherLevel
from daihoi.congresses.models.local_rules import LocalRule, RuleBook
from daihoi.congresses.models.plans import Milestone, MilestoneOverride, PlanTemplate
from daihoi.congresses.models.subcommittees import OutsideBody, Subcommittee, SubcommitteePost
from daihoi.congresses.models.targets import ResolutionTarget, TargetGroup, TargetResult
from daihoi.congresses.models.tasks import Acknowledgement, Task, TaskEvidence, TaskNote

__all__ = [
    "Acknowledgement",
    "BasisDocument",
    "Congress",
    "CongressForm",
    "DayChange",
    "Goal",
    "HigherCongress",
    "HigherLevel",
    "LocalRule",
    "Milestone",
    "MilestoneOverride",
    "OutsideBody",
    "PlanTemplate",
    "Recheck",
    "ResolutionTarget",
    "RuleBook",
    "Subcommittee",
    "SubcommitteePost",
    "TargetGroup",
    "TargetPrecision",
    "TargetResult",
    "Task",
    "TaskEvidence",
    "TaskNote",
]
