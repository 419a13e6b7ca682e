"""Sessions (phiên đăng nhập): noted where somebody signs in, ended by their owner."""

from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import transaction

from daihoi.accounts.models import User, UserSession
from daihoi.accounts.queries import session_store
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import NotFound


@transaction.atomic
def note_session(
    user: User, key: str, *, device: str, address: str | None, since: datetime | None = None
) -> UserSession:
    """Keep where and when a session was last seen; rows whose session is over go.

    ``since`` is when its owner signed in, for a session that is not known under this key yet.
    Not recorded: nothing is changed but the owner's own list.
    """
    live = Session.objects.filter(expire_date__gt=clock.now()).values("session_key")
    UserSession.objects.filter(user=user).exclude(session_key__in=live).delete()
    now = clock.now()
    seen = {"user": user, "device": device[:300], "address": address, "seen_at": now}
    session, _made = UserSession.objects.update_or_create(
        session_key=key, defaults=seen, create_defaults={**seen, "created_at": since or now}
    )
    return session


@transaction.atomic
def end_session(pk: int, *, actor: User) -> None:
    """End one of one's own sessions: its next request is a stranger's."""
    session = UserSession.objects.select_for_update().filter(pk=pk, user=actor).first()
    if session is None:
        raise NotFound
    record("accounts.end_session", session, actor=actor, context=actor)
    _end([session])


@transaction.atomic
def end_other_sessions(*, actor: User, keep: str) -> int:
    """End all of one's own sessions but the one with the key ``keep``; answers how many."""
    others = UserSession.objects.select_for_update().filter(user=actor).exclude(session_key=keep)
    ended = list(others.order_by("pk"))
    if ended:
        after = {"ended": len(ended)}
        record("accounts.end_other_sessions", actor, actor=actor, after=after, context=actor)
    _end(ended)
    return len(ended)


def drop_sessions(user: User) -> None:
    """End every session of somebody, for an action that lets her in anew."""
    _end(list(UserSession.objects.select_for_update().filter(user=user).order_by("pk")))


def _end(sessions: list[UserSession]) -> None:
    """Django's own row and what the cache holds of it go first, then ours.

    Once more after the commit: until then a page may read the row and fill the cache again.
    """
    keys = [session.session_key for session in sessions]

    def forget() -> None:
        for key in keys:
            session_store().delete(key)

    forget()
    UserSession.objects.filter(session_key__in=keys).delete()
    transaction.on_commit(forget)
