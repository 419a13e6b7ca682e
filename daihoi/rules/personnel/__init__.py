"""Personnel work before a congress: which directive governs, who may stand, how the list is made.

Every question is answered by an `Answer`: decision, articles, arithmetic in words, overrides,
certainty. Numbers are in the TOML files beside the modules; `cases.decide` asks by a case file.
"""

from daihoi.rules.personnel.answers import Answer, Decision, Override, Parameter
from daihoi.rules.personnel.cases import CaseError, Decided, decide, is_personnel
from daihoi.rules.personnel.directives import Level, OverrideError, Rulebook, rulebook_on

__all__ = [
    "Answer",
    "CaseError",
    "Decided",
    "Decision",
    "Level",
    "Override",
    "OverrideError",
    "Parameter",
    "Rulebook",
    "decide",
    "is_personnel",
    "rulebook_on",
]
