"""Personnel (nhân sự): plan, candidates, steps of the procedure."""

from daihoi.personnel.models.candidates import (
    Candidate,
    CandidateFile,
    CandidateState,
    EmploymentKind,
    Trouble,
)
from daihoi.personnel.models.plans import PersonnelPlan, PlanReturn, PlanState
from daihoi.personnel.models.steps import (
    ROUNDS,
    Assessment,
    HeadChoice,
    IntroductionBallot,
    IntroductionVotes,
    StepCorrection,
    StepMeeting,
    StepPerson,
)

__all__ = [
    "ROUNDS",
    "Assessment",
    "Candidate",
    "CandidateFile",
    "CandidateState",
    "EmploymentKind",
    "HeadChoice",
    "IntroductionBallot",
    "IntroductionVotes",
    "PersonnelPlan",
    "PlanReturn",
    "PlanState",
    "StepCorrection",
    "StepMeeting",
    "StepPerson",
    "Trouble",
]
