"""Photos that show an item is done: cleaned at the door, the original is not kept."""

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, RuleBroken
from daihoi.files.actions import keep
from daihoi.files.pictures import TakenPhoto
from daihoi.live.topics import bump
from daihoi.logistics.models import ChecklistItem, ItemPhoto

MOST_PHOTOS = 12


@transaction.atomic
def add_photo(
    item: ChecklistItem, photo: TakenPhoto, *, caption: str = "", actor: User
) -> ItemPhoto:
    """Keep a photo of an item without its place and camera."""
    if not item.is_owned_by(actor):
        require(actor, Permission.LOGISTICS_WORK, at=item)
    locked = _held(item)
    if locked.photos.count() >= MOST_PHOTOS:
        raise RuleBroken(
            _("Mỗi mục có nhiều nhất %(n)s ảnh.") % {"n": MOST_PHOTOS}, code="too_many_photos"
        )
    picture = photo.picture
    large = keep(picture.large.content)
    if locked.photos.filter(large=large).exists():
        raise Conflict(_("Ảnh này đã có ở mục này."), code="photo_twice")
    made = ItemPhoto.objects.create(
        item=locked,
        large=large,
        small=keep(picture.small.content),
        width=picture.small.width,
        height=picture.small.height,
        file_name=photo.file_name,
        caption=caption.strip(),
        added_at=clock.now(),
        added_by=actor,
    )
    after = {"file_name": made.file_name, "sha256": large.sha256}
    record("logistics.add_photo", locked, actor=actor, after=after, context=locked.congress)
    bump(f"logistics.checklist:{locked.congress_id}")
    return made


@transaction.atomic
def remove_photo(photo: ItemPhoto, *, actor: User) -> None:
    """Take a photo off an item that is not ticked off: who added it, or who manages."""
    if photo.added_by_id != actor.pk:
        require(actor, Permission.LOGISTICS_MANAGE, at=photo)
    locked = _held(photo.item)
    if locked.done_at is not None and locked.needs_photo and locked.photos.count() == 1:
        raise Conflict(
            _("Mục đã ghi xong theo ảnh này nên không bỏ ảnh được."),
            code="photo_needed",
            advice=_("Hãy mở lại mục trước, hoặc thêm ảnh khác."),
        )
    before = {"file_name": photo.file_name}
    record("logistics.remove_photo", locked, actor=actor, before=before, context=locked.congress)
    locked.photos.filter(pk=photo.pk).delete()
    bump(f"logistics.checklist:{locked.congress_id}")


def _held(item: ChecklistItem) -> ChecklistItem:
    held = ChecklistItem.objects.select_for_update(of=("self",)).select_related(
        "congress__organization", "subcommittee__congress__organization"
    )
    found = held.filter(pk=item.pk).first()
    if found is None:
        raise NotFound
    return found
