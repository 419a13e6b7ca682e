"""Logistics (hậu cần): checklists, the stage, seats, health."""

from daihoi.logistics.models.checklists import ChecklistItem, ItemPhoto, OwnRow
from daihoi.logistics.models.halls import GroupBy, Hall, Seat, Stage
from daihoi.logistics.models.health import EFFECT_LABELS, AttendancePlan, Declaration, LocalMeasure

__all__ = [
    "EFFECT_LABELS",
    "AttendancePlan",
    "ChecklistItem",
    "Declaration",
    "GroupBy",
    "Hall",
    "ItemPhoto",
    "LocalMeasure",
    "OwnRow",
    "Seat",
    "Stage",
]
