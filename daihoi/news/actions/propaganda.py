"""The propaganda plan: what is to be made known, what was done, done or dropped."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, RuleBroken
from daihoi.congresses.models import Congress
from daihoi.files.actions import keep
from daihoi.files.pictures import TakenPhoto
from daihoi.live.topics import bump
from daihoi.news.models import PropagandaEntry, PropagandaItem
from daihoi.news.queries.desk import body_of
from daihoi.notifications.actions import notify
from daihoi.organizations.actions.held import HeldPerson

FIELDS = ("channel", "content", "due_on", "person")


@transaction.atomic
def add_item(congress: Congress, values: Mapping[str, Any], *, actor: User) -> PropagandaItem:
    """Plan one thing to be made known, for the body that does the propaganda of the congress."""
    body = body_of(congress)
    require(actor, Permission.NEWS_WRITE, at=body or congress)
    Congress.objects.select_for_update(no_key=True).get(pk=congress.pk)
    now = clock.now()
    made = PropagandaItem(congress=congress, subcommittee=body, created_at=now, updated_at=now)
    _set(made, values)
    made.save()
    record("news.add_item", made, actor=actor, after=_told(made), context=congress)
    _tell_owner(made, actor)
    bump(f"news.propaganda:{congress.pk}")
    return made


@transaction.atomic
def edit_item(item: PropagandaItem, values: Mapping[str, Any], *, actor: User) -> PropagandaItem:
    """Change what is planned while it is not ended."""
    require(actor, Permission.NEWS_WRITE, at=item)
    locked = _open(item)
    before, owner = _told(locked), locked.person_id
    _set(locked, values)
    _save(locked, *FIELDS)
    record(
        "news.edit_item", locked, actor=actor, before=before, after=_told(locked),
        context=locked.congress,
    )  # fmt: skip
    if locked.person_id != owner:
        _tell_owner(locked, actor)
    return locked


@transaction.atomic
def log_item(
    item: PropagandaItem,
    on: date,
    text: str,
    *,
    link: str = "",
    photo: TakenPhoto | None = None,
    is_done: bool = False,
    actor: User,
) -> PropagandaEntry:
    """Write down what was done, with a link or a ``photo``; maybe that was all."""
    require(actor, Permission.NEWS_WRITE, at=item)
    locked = _open(item)
    if on > clock.today():
        raise RuleBroken(_("Ngày làm không thể sau hôm nay."), code="day_ahead")
    made = PropagandaEntry(
        item=locked, on=on, text=_needed(text), link=link, added_at=clock.now(), added_by=actor
    )
    if photo:
        made.picture = keep(photo.picture.medium.content)
        made.original, made.file_name = keep(photo.content), photo.file_name
    made.save()
    if is_done:
        locked.done_on, locked.done_by = on, actor
    _save(locked, "done_on", "done_by")
    after = {"on": on, "text": made.text, "link": link, "photo": made.file_name, "done": is_done}
    record("news.log_item", locked, actor=actor, after=after, context=locked.congress)
    return made


@transaction.atomic
def reopen_item(item: PropagandaItem, *, actor: User) -> PropagandaItem:
    """Take back that an item is done or dropped; what was logged stays."""
    require(actor, Permission.NEWS_WRITE, at=item)
    locked = _locked(item)
    if locked.is_open:
        raise Conflict(_("Mục này đang mở."), code="open")
    before = {"done_on": locked.done_on, "dropped_reason": locked.dropped_reason}
    locked.done_on = locked.done_by = locked.dropped_at = locked.dropped_by = None
    locked.dropped_reason = ""
    _save(locked, "done_on", "done_by", "dropped_at", "dropped_by", "dropped_reason")
    record("news.reopen_item", locked, actor=actor, before=before, context=locked.congress)
    return locked


@transaction.atomic
def drop_item(item: PropagandaItem, reason: str, *, actor: User) -> PropagandaItem:
    """Give an item up, with the reason."""
    require(actor, Permission.NEWS_WRITE, at=item)
    locked = _open(item)
    said = " ".join(reason.split())
    if not said:
        raise RuleBroken(_("Hãy ghi vì sao không làm."), code="no_reason")
    locked.dropped_at, locked.dropped_by, locked.dropped_reason = clock.now(), actor, said[:400]
    _save(locked, "dropped_at", "dropped_by", "dropped_reason")
    record("news.drop_item", locked, actor=actor, after={"reason": said}, context=locked.congress)
    return locked


def _locked(item: PropagandaItem) -> PropagandaItem:
    rows = PropagandaItem.objects.select_for_update(of=("self",)).select_related(
        "congress__organization", "subcommittee__congress__organization", "person__user"
    )
    found = rows.filter(pk=item.pk).first()
    if found is None:
        raise NotFound
    return found


def _open(item: PropagandaItem) -> PropagandaItem:
    locked = _locked(item)
    if not locked.is_open:
        raise Conflict(
            _("Mục này đã xong hoặc không làm nữa."),
            code="ended",
            advice=_("Muốn sửa, hãy mở lại mục trước."),
        )
    return locked


def _set(item: PropagandaItem, values: Mapping[str, Any]) -> None:
    person = values["person"]
    if person is not None:
        person = HeldPerson(person.pk).person
        if person.organization_id != item.congress.organization_id:
            raise RuleBroken(
                _("Người phụ trách phải là người của tổ chức."), code="another_organization"
            )
    item.person = person
    for name in ("channel", "content", "due_on"):
        setattr(item, name, values[name])


def _save(item: PropagandaItem, *fields: str) -> None:
    item.updated_at = clock.now()
    item.save(update_fields=[*fields, "updated_at"])
    bump(f"news.propaganda:{item.congress_id}")


def _tell_owner(item: PropagandaItem, actor: User) -> None:
    user = item.person.user if item.person else None
    if user is not None and user.pk != actor.pk:
        notify(
            [user],
            title=f"Việc tuyên truyền được giao: {item.content}",
            url=reverse("news:propaganda_detail", args=[item.pk]),
            topic=f"news.propaganda:{item.congress_id}",
        )


def _told(item: PropagandaItem) -> dict[str, Any]:
    return {
        "channel": item.channel,
        "content": item.content,
        "due_on": item.due_on,
        "person": str(item.person or ""),
    }


def _needed(text: str) -> str:
    said = " ".join(text.split())
    if not said:
        raise RuleBroken(_("Hãy ghi đã làm gì."), code="no_text")
    return said
