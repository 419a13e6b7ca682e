"""Personnel work before a congress: which directive governs, who may stand, how the list is made.

Every question is answered by an `Answer`: decision, articles, arithmetic in words, overrides,
certainty. Numbers are in the TOML files beside the modules; `cases.decide` asks by a case file.
"""

from daihoi.rules.cases import CaseError
from daihoi.rules.parameters import Override, OverrideError
from daihoi.rules.personnel.answers import Answer, Decision
from daihoi.rules.personnel.cases import Decided, decide, is_personnel, questions
from daihoi.rules.personnel.directives import Level, Rulebook, rulebook_on
from daihoi.rules.personnel.parameters import Parameter

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
    "questions",
    "rulebook_on",
]
