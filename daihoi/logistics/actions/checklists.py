"""Checklists: begun from the dated template, changed, ticked off."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record, record_many
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, RuleBroken
from daihoi.base.revisions import require_seen
from daihoi.congresses.actions.held import HeldCongress
from daihoi.congresses.models import Congress
from daihoi.files.pictures import TakenPhoto
from daihoi.live.topics import bump
from daihoi.logistics.actions.photos import add_photo
from daihoi.logistics.models import ChecklistItem
from daihoi.logistics.queries.own_rows import wanted_rows
from daihoi.logistics.queries.places import body_of, place_of
from daihoi.notifications.actions import notify
from daihoi.organizations.models import Person
from daihoi.rules.certainty import Certainty
from daihoi.rules.checklists import check_economy

FIELDS = ("group", "text", "days", "needs_photo", "reason", "owner", "owner_body", "note")


@transaction.atomic
def make_checklist(
    congress: Congress, *, is_health: bool, actor: User, owner: Person | None = None
) -> list[ChecklistItem]:
    """Put down the template's items of day D that are not there yet; those there stay as they are."""
    require(actor, Permission.LOGISTICS_MANAGE, at=place_of(congress))
    locked = HeldCongress.to_change(congress)
    there = set(locked.checklist_items.values_list("code", flat=True))
    rows = [row for row in wanted_rows(locked, is_health=is_health) if row.code not in there]
    if not rows:
        raise Conflict(_("Bảng kiểm này đã có đủ các mục ghi sẵn."), code="made_already")
    now, body, position = clock.now(), body_of(locked), _last_position(locked)
    made = ChecklistItem.objects.bulk_create(
        ChecklistItem(
            congress=locked,
            subcommittee=body,
            code=row.code,
            group=row.group,
            position=position + number,
            text=row.text,
            days=row.days,
            needs_photo=row.needs_photo,
            basis=row.basis,
            certainty=row.certainty.value,
            owner=owner,
            created_at=now,
            updated_at=now,
        )
        for number, row in enumerate(rows, 1)
    )
    told = [(item, None, _told(item)) for item in made]
    record_many(told, action="logistics.make_checklist", actor=actor, context=locked)
    bump(f"logistics.checklist:{locked.pk}")
    return made


@transaction.atomic
def add_item(congress: Congress, values: Mapping[str, Any], *, actor: User) -> ChecklistItem:
    """Add an item of one's own; a feast, song and dance only with a reason (P33)."""
    require(actor, Permission.LOGISTICS_MANAGE, at=place_of(congress))
    locked = HeldCongress.to_change(congress)
    _check_thrift(values["text"], values.get("reason", ""))
    now = clock.now()
    made = ChecklistItem.objects.create(
        congress=locked,
        subcommittee=body_of(locked),
        position=_last_position(locked) + 1,
        certainty=Certainty.DEFAULT.value,
        created_at=now,
        updated_at=now,
        **{name: values[name] for name in FIELDS if name in values},
    )
    record("logistics.add_item", made, actor=actor, after=_told(made), context=locked)
    _tell_owner(made, None, actor)
    bump(f"logistics.checklist:{locked.pk}")
    return made


@transaction.atomic
def edit_item(
    item: ChecklistItem, values: Mapping[str, Any], *, seen: str | None = None, actor: User
) -> ChecklistItem:
    """Change what is to be done, by when and by whom; what is done keeps that."""
    require(actor, Permission.LOGISTICS_MANAGE, at=item)
    HeldCongress.to_change(item.congress)
    locked = _held(item)
    require_seen(locked, FIELDS, seen)
    _check_thrift(values.get("text", locked.text), values.get("reason", locked.reason))
    before, owner = _told(locked), locked.owner
    changed = {name: values[name] for name in FIELDS if name in values}
    for name, value in changed.items():
        setattr(locked, name, value)
    _save(locked, *changed)
    record("logistics.edit_item", locked, actor=actor, before=before, after=_told(locked), context=locked.congress)  # fmt: skip
    _tell_owner(locked, owner, actor)
    return locked


@transaction.atomic
def complete_item(
    item: ChecklistItem, *, note: str = "", photo: TakenPhoto | None = None, actor: User
) -> ChecklistItem:
    """Tick an item off; one that asks for a photo is done with one only.

    Who answers for it may, besides those who work on logistics.
    """
    if not item.is_owned_by(actor):
        require(actor, Permission.LOGISTICS_WORK, at=item)
    locked = _held(item)
    _require_open(locked)
    if photo is not None:
        add_photo(locked, photo, actor=actor)
    if locked.needs_photo and not locked.photos.exists():
        raise RuleBroken(
            _("Mục “%(item)s” cần ảnh chứng minh trước khi ghi xong.") % {"item": locked.text},
            code="needs_photo",
            advice=_("Hãy chụp hoặc chọn ảnh rồi bấm lại."),
        )
    before = _told(locked)
    locked.done_at, locked.done_by = clock.now(), actor
    locked.note = note.strip() or locked.note
    _save(locked, "done_at", "done_by", "note")
    record("logistics.complete_item", locked, actor=actor, before=before, after=_told(locked), context=locked.congress)  # fmt: skip
    return locked


@transaction.atomic
def reopen_item(item: ChecklistItem, *, actor: User) -> ChecklistItem:
    """Take back that an item is done or not needed; photos and note stay."""
    if not item.is_owned_by(actor):
        require(actor, Permission.LOGISTICS_WORK, at=item)
    locked = _held(item)
    if locked.is_open:
        raise Conflict(_("Mục này vẫn đang mở."), code="open")
    if locked.dropped_at is not None:
        require(actor, Permission.LOGISTICS_MANAGE, at=item)
    before = _told(locked)
    locked.done_at = locked.done_by = locked.dropped_at = locked.dropped_by = None
    locked.drop_reason = ""
    _save(locked, "done_at", "done_by", "dropped_at", "dropped_by", "drop_reason")
    record("logistics.reopen_item", locked, actor=actor, before=before, after=_told(locked), context=locked.congress)  # fmt: skip
    return locked


@transaction.atomic
def drop_item(item: ChecklistItem, reason: str, *, actor: User) -> ChecklistItem:
    """Say that an item is not needed, and why; it stays on the list."""
    require(actor, Permission.LOGISTICS_MANAGE, at=item)
    locked = _held(item)
    _require_open(locked)
    if not reason.strip():
        raise RuleBroken(_("Hãy ghi vì sao không làm mục này."), code="no_reason")
    before = _told(locked)
    locked.dropped_at, locked.dropped_by = clock.now(), actor
    locked.drop_reason = reason.strip()
    _save(locked, "dropped_at", "dropped_by", "drop_reason")
    record("logistics.drop_item", locked, actor=actor, before=before, after=_told(locked), context=locked.congress)  # fmt: skip
    return locked


def _held(item: ChecklistItem) -> ChecklistItem:
    held = ChecklistItem.objects.select_for_update(of=("self",)).select_related(
        "congress__organization", "subcommittee__congress__organization", "owner__user"
    )
    found = held.filter(pk=item.pk).first()
    if found is None:
        raise NotFound
    return found


def _require_open(item: ChecklistItem) -> None:
    if item.done_at is not None:
        raise Conflict(_("Mục “%(item)s” đã ghi xong.") % {"item": item.text}, code="done_already")
    if item.dropped_at is not None:
        raise Conflict(
            _("Mục “%(item)s” đã ghi là không làm.") % {"item": item.text},
            code="dropped",
            advice=_("Hãy mở lại mục này trước."),
        )


def _save(item: ChecklistItem, *fields: str) -> None:
    item.revision += 1
    item.updated_at = clock.now()
    item.save(update_fields=[*fields, "revision", "updated_at"])
    bump(f"logistics.checklist:{item.congress_id}")


def _last_position(congress: Congress) -> int:
    return congress.checklist_items.aggregate(last=Max("position"))["last"] or 0


def _check_thrift(text: str, reason: str) -> None:
    findings = check_economy(text, on=clock.today())
    if findings and not reason.strip():
        raise RuleBroken(
            _("“%(word)s” không hợp với yêu cầu tiết kiệm khi tổ chức đại hội (%(basis)s).")
            % {"word": findings[0].facts["word"], "basis": findings[0].basis},
            findings,
            code="luxury",
            advice=_("Hãy bỏ nội dung này, hoặc ghi lý do cần có."),
        )


def _tell_owner(item: ChecklistItem, before: Person | None, actor: User) -> None:
    owner = item.owner
    if owner is None or owner == before or owner.user is None or owner.user == actor:
        return
    notify(
        [owner.user],
        title=f"Đồng chí phụ trách: {item.text}",
        body="Mục trong bảng kiểm khánh tiết, hậu cần.",
        url=reverse("logistics:item_detail", args=[item.pk]),
        topic=f"logistics.item:{item.pk}",
    )


def _told(item: ChecklistItem) -> dict[str, Any]:
    return {
        "group": item.group,
        "text": item.text,
        "days": item.days,
        "owner": item.owned_by,
        "reason": item.reason,
        "note": item.note,
        "done": item.done_at is not None,
        "dropped": item.dropped_at is not None,
        "drop_reason": item.drop_reason,
    }
