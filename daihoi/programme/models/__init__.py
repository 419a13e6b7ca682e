"""The programme of a congress with its versions, the script that follows it, prepared speeches."""

from daihoi.programme.models.conductors import Conductor
from daihoi.programme.models.programmes import Programme, ProgrammeItem
from daihoi.programme.models.scripts import KeptDifference, Script, ScriptLine
from daihoi.programme.models.speeches import Speech

__all__ = [
    "Conductor",
    "KeptDifference",
    "Programme",
    "ProgrammeItem",
    "Script",
    "ScriptLine",
    "Speech",
]
