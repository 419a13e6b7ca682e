"""Whose a Word file that came back is: who sends one, takes it in, sees it and confirms it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, Scope, can
from daihoi.base.errors import NotFound, NotPermitted
from daihoi.documents.models import Document, OpinionRound, ReturnedCopy, Version
from daihoi.documents.queries import documents, rounds
from daihoi.organizations.models import Person, Unit

SCOPE = "base__document__subcommittee__congress__organization"


@dataclass(frozen=True, slots=True)
class Sending:
    """For whom the viewer may send a copy to a round: herself, her units."""

    round: OpinionRound
    person: Person | None
    units: list[Unit]

    def __bool__(self) -> bool:
        return bool(self.person or self.units)


def get_receiving(pk: int, *, viewer: User) -> Document:
    """A document for which the viewer takes in what others sent; readers are told they may not."""
    document = documents.get_document(pk, viewer=viewer)
    if not takes_in(document, viewer=viewer):
        raise NotPermitted
    return document


def takes_in(thing: Document | Version, *, viewer: User) -> bool:
    """Whether the viewer takes in copies that others sent."""
    works = (Permission.DOCUMENTS_RECORD_OPINIONS, Permission.DOCUMENTS_MANAGE)
    return any(can(viewer, permission, at=thing) for permission in works)


def sending_to(page: rounds.RoundPage, *, viewer: User) -> Sending:
    """For whom the viewer may send a copy to a round today."""
    if not page.is_open or page.today < page.round.opens_on:
        return Sending(page.round, None, [])
    gives = can(viewer, Permission.DOCUMENTS_GIVE_OPINION, at=page.round)
    person = page.participant.person if page.participant and gives else None
    return Sending(page.round, person, [task.unit for task in page.units])


def get_copy(pk: int, *, viewer: User) -> ReturnedCopy:
    """A copy, for those who take copies in and for its sender; absent to others."""
    found = (
        ReturnedCopy.objects.select_related(SCOPE, "file", "round", "person", "unit__organization")
        .filter(pk=pk)
        .first()
    )
    if found is None or not (takes_in(found.base, viewer=viewer) or is_sender(found, viewer)):
        raise NotFound(_("Không tìm thấy bản Word này; có thể đã được bỏ."))
    return found


def is_sender(copy: ReturnedCopy, viewer: User) -> bool:
    """Whether the viewer sent the copy to a round herself and may still read the document."""
    own = copy.round_id is not None and copy.created_by_id == viewer.pk
    return own and can(viewer, Permission.DOCUMENTS_VIEW, at=copy.base)


def needed(copy: ReturnedCopy) -> tuple[Permission, Scope]:
    """What it takes to confirm or discard a copy."""
    if copy.round is None:
        return Permission.DOCUMENTS_RECORD_OPINIONS, copy.base.scope
    if copy.unit is not None:
        return Permission.DOCUMENTS_GIVE_FOR_UNIT, copy.unit.scope
    return Permission.DOCUMENTS_GIVE_OPINION, copy.round.scope


def may_confirm(copy: ReturnedCopy, *, viewer: User) -> bool:
    """Whether the viewer confirms or discards the copy; one's own to a round, nobody else."""
    permission, place = needed(copy)
    own = copy.round_id is None or copy.created_by_id == viewer.pk
    return own and can(viewer, permission, at=place)
