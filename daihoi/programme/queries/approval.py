"""Which version of a programme the superior has approved (S51), and whether that still covers it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from daihoi.approvals.queries.approvals import approved
from daihoi.congresses.models import Congress
from daihoi.programme.models import Programme

CODE = "CTDH"


@dataclass(frozen=True, slots=True)
class ApprovedProgramme:
    """``number`` and ``decided_on`` of the superior's paper; ``still_holds`` as P47 asks."""

    version: Programme
    number: str
    decided_on: date
    still_holds: bool | None  # None: doubtful, nobody has said


def approved_programme(
    congress: Congress, versions: Sequence[Programme]
) -> ApprovedProgramme | None:
    """The version that lay in the paper that was approved; None while there is none."""
    item = approved(congress, CODE)
    if item is None:
        return None
    lying = [
        each
        for each in versions
        if each.paper_id is not None
        and each.paper_id == item.paper_id
        and each.paper_revision <= (item.paper_revision or 0)
    ]
    if not lying:
        return None
    version = max(lying, key=lambda each: each.number)
    return ApprovedProgramme(version, item.number, item.decided_on, item.still_holds)


def needs_new_approval(
    versions: Sequence[Programme], approval: ApprovedProgramme | None
) -> Programme | None:
    """The newest deposited version with a material change that nobody has approved (S51)."""
    if approval is None:
        return None
    later = [
        each for each in versions if each.is_deposited and each.number > approval.version.number
    ]
    return next((each for each in later if each.is_material), None)


def version_in_force(
    versions: Sequence[Programme], approval: ApprovedProgramme | None
) -> Programme | None:
    """What members read and the script follows: approved, with later changes that are not material.

    Without an approval the newest deposited version.
    """
    for each in versions:
        if not each.is_deposited:
            continue
        if approval is None or each.number <= approval.version.number:
            return approval.version if approval else each
        if each.is_material is False:
            return each
    return None
