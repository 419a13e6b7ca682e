"""Screens in the hall: opened with a code of their own, told what to show, closed."""

import secrets

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, RuleBroken
from daihoi.conduct.models import Screen, ScreenView
from daihoi.conduct.queries.topics import congress_topic
from daihoi.congresses.actions.held import HeldCongress
from daihoi.congresses.models import Congress
from daihoi.live.topics import bump
from daihoi.programme.queries.seen import scope_of

MOST_OPEN = 20
# Typed by hand at a projector: small letters and digits that are not mistaken for each other.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_CODE_LENGTH = 10  # 31 to the tenth: not found by trying


@transaction.atomic
def open_screen(
    congress: Congress, name: str, shows: str = ScreenView.FOLLOW, *, actor: User
) -> Screen:
    """A screen with a code that opens it without signing in; without a name it is called by its number."""
    require(actor, Permission.CONDUCT_RUN, at=scope_of(congress))
    held = HeldCongress.to_change(congress)
    if held.screens.filter(closed_at__isnull=True).count() >= MOST_OPEN:
        raise RuleBroken(
            _("Đại hội đang mở %(n)s màn hình, không mở thêm được.") % {"n": MOST_OPEN},
            code="too_many_screens",
            advice=_("Hãy đóng màn hình không dùng nữa rồi mở lại."),
        )
    number = (held.screens.aggregate(last=Max("number"))["last"] or 0) + 1
    screen = Screen.objects.create(
        congress=held,
        number=number,
        name=" ".join(name.split())[:80] or _("Màn hình %(n)s") % {"n": number},
        code="".join(secrets.choice(_LETTERS) for _letter in range(_CODE_LENGTH)),
        shows=ScreenView(shows),
        set_at=clock.now(),
        set_by=actor,
    )
    # Never the code: the record is read by more people than may put something on the wall.
    after = {"number": number, "name": screen.name, "shows": screen.shows}
    record("conduct.open_screen", screen, actor=actor, after=after, context=congress)
    bump(congress_topic(congress))
    return screen


@transaction.atomic
def set_screen(screen: Screen, shows: str, *, actor: User) -> Screen:
    """Let a screen show that view from now on."""
    require(actor, Permission.CONDUCT_RUN, at=scope_of(screen.congress))
    held = _held(screen)
    before = {"shows": held.shows}
    held.shows = ScreenView(shows)
    held.set_at, held.set_by = clock.now(), actor
    held.save(update_fields=["shows", "set_at", "set_by"])
    after = {"shows": held.shows}
    record("conduct.set_screen", held, actor=actor, before=before, after=after, context=held.congress)  # fmt: skip
    bump(congress_topic(held.congress))
    return held


@transaction.atomic
def close_screen(screen: Screen, *, actor: User) -> Screen:
    """The code is dead from now on; the browser that has it shows nothing any more."""
    require(actor, Permission.CONDUCT_RUN, at=scope_of(screen.congress))
    held = _held(screen)
    held.closed_at, held.closed_by = clock.now(), actor
    held.save(update_fields=["closed_at", "closed_by"])
    after = {"closed_at": held.closed_at}
    record("conduct.close_screen", held, actor=actor, after=after, context=held.congress)
    bump(congress_topic(held.congress))
    return held


def _held(screen: Screen) -> Screen:
    """The screen locked; `Conflict` once it is closed."""
    rows = Screen.objects.select_for_update(of=("self",))
    found = rows.select_related("congress__organization__parent").filter(pk=screen.pk).first()
    if found is None:
        raise NotFound
    if not found.is_open:
        raise Conflict(
            _("Màn hình “%(name)s” đã đóng.") % {"name": found.name},
            code="screen_closed",
            advice=_("Hãy mở một màn hình mới và dùng địa chỉ mới ở máy chiếu."),
        )
    return found
