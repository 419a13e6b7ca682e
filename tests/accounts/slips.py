"""A slip as a secretary hands it over, and its pages."""

from dataclasses import dataclass

from django.test import Client
from django.urls import reverse

from daihoi.accounts.actions.slips import issue_slip
from daihoi.accounts.models import SignInSlip, User
from daihoi.accounts.permissions import Role, Scope
from tests.factories import UserFactory, grant

CELL = Scope("/1/4/")
OWN_PASSWORD = "toi-tu-chon-88"


class At:
    def __init__(self, scope: Scope) -> None:
        self.scope = scope


@dataclass(frozen=True)
class Handed:
    """A slip with its code, who got it and who gave it."""

    slip: SignInSlip
    code: str
    owner: User
    secretary: User

    @property
    def page(self) -> str:
        return reverse("slip_use", args=[self.code])

    def now(self) -> SignInSlip:
        return SignInSlip.objects.get(pk=self.slip.pk)


def handed(**owner: object) -> Handed:
    """A new slip for a new member of the cell."""
    secretary = grant(Role.SECRETARY, At(CELL))
    member = grant(Role.MEMBER, At(CELL), UserFactory.create(**owner))
    issued = issue_slip(member, actor=secretary, at=CELL)
    return Handed(issued.slip, issued.code, member, secretary)


def is_signed_in(client: Client, user: User) -> bool:
    return client.session.get("_auth_user_id") == str(user.pk)
