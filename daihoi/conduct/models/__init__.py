"""The day itself: the script as it runs, what is put to the vote, who speaks, what screens show."""

from daihoi.conduct.models.running import Change, ChangeKind, Question, Run, RunItem
from daihoi.conduct.models.screens import Screen, ScreenView
from daihoi.conduct.models.speaking import Turn, TurnSource

__all__ = [
    "Change",
    "ChangeKind",
    "Question",
    "Run",
    "RunItem",
    "Screen",
    "ScreenView",
    "Turn",
    "TurnSource",
]
