"""Health measures at meetings: the dated data, and what they mean for a congress."""

from daihoi.rules.health.judging import Answer, Attendance, Judgement, has_fever, judge, kept_until
from daihoi.rules.health.measures import (
    EVERYWHERE,
    Effect,
    Measure,
    Parameters,
    areas,
    known_measures,
    measures_ahead,
    measures_elsewhere,
    measures_on,
    parameters,
)

__all__ = [
    "EVERYWHERE",
    "Answer",
    "Attendance",
    "Effect",
    "Judgement",
    "Measure",
    "Parameters",
    "areas",
    "has_fever",
    "judge",
    "kept_until",
    "known_measures",
    "measures_ahead",
    "measures_elsewhere",
    "measures_on",
    "parameters",
]
