"""Who of an organization can sign in, and how far each one's slip has come."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, Max, OuterRef, Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from daihoi.accounts.models import SignInSlip, SlipState, User
from daihoi.accounts.permissions import Permission, require
from daihoi.base import clock
from daihoi.base.numbers import whole_number
from daihoi.organizations.models import Membership, Office, Organization, Person

SLIPS_A_PAGE = 10  # two columns of five on A4


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One person's way in: ``kind`` and ``state`` are a badge, ``waits``: no way in is hers yet."""

    person: Person
    kind: str
    state: StrPromise
    slip: SignInSlip | None
    waits: bool
    own: bool  # the viewer herself


_NONE = ("neutral", _("chưa có tài khoản"))
_NO_SLIP = ("neutral", _("chưa có phiếu"))
_IN_USE = ("done", _("đang dùng"))
_OUT_OF_USE = ("neutral", _("đã ngừng dùng"))
_USED = ("late", _("đã dùng phiếu, chưa đặt mật khẩu"))
_BADGES = {
    SlipState.OPEN: ("waiting", _("phiếu chưa dùng")),
    SlipState.EXPIRED: ("late", _("phiếu hết hạn")),
    SlipState.REVOKED: ("late", _("phiếu đã thu hồi")),
    SlipState.USED: _USED,
}


def account_lines(organization: Organization, *, viewer: User) -> list[AccountLine]:
    """Everybody who has an account or should: those without a way in first, then by given name."""
    require(viewer, Permission.ORGANIZATIONS_MANAGE, at=organization)
    slips = Prefetch("user__slips", SignInSlip.objects.order_by("-pk"), "latest_slips")
    people = _with_duties(organization) | organization.people.filter(user__isnull=False)
    rows = people.select_related("unit", "user").prefetch_related(slips)
    lines = [_line(person, viewer) for person in rows.order_by("name_key", "pk")]
    return sorted(lines, key=lambda line: not line.waits)


def chosen_people(
    organization: Organization, numbers: Sequence[str], *, viewer: User
) -> list[Person]:
    """Those of `account_lines` whose numbers a page sent, by given name."""
    chosen = set(map(whole_number, numbers))
    lines = account_lines(organization, viewer=viewer)
    return [line.person for line in lines if line.person.pk in chosen and not line.own]


def newest_slip(organization: Organization) -> int:
    """The number of the last slip made for anybody of an organization; 0 before the first."""
    slips = SignInSlip.objects.filter(user__person__organization=organization)
    return slips.aggregate(newest=Max("pk"))["newest"] or 0


def _with_duties(organization: Organization) -> QuerySet[Person]:
    """Members and holders of offices: people a role would follow for if they could sign in."""
    members = Membership.objects.filter(person=OuterRef("pk"), ends_on__isnull=True)
    offices = Office.objects.filter(person=OuterRef("pk"), ends_on__isnull=True)
    return organization.people.filter(Exists(members) | Exists(offices))


def _line(person: Person, viewer: User) -> AccountLine:
    user = person.user
    slip = next(iter(getattr(user, "latest_slips", [])), None)
    own = user is not None and user.pk == viewer.pk
    if user is None:
        kind, state = _NONE
    elif not user.is_active:
        kind, state = _OUT_OF_USE
    elif user.has_usable_password() or own:
        kind, state = _IN_USE
    elif slip is None:
        kind, state = _NO_SLIP
    else:
        kind, state = _BADGES[slip.state(clock.now())]
    waits = user is None or (user.is_active and not user.has_usable_password() and not own)
    return AccountLine(person, kind, state, slip, waits=waits, own=own)
