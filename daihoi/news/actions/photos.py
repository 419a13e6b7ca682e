"""Photos of a draft: cleaned at the door, captioned, described, put in order, taken away."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.base.errors import NotFound, RuleBroken
from daihoi.files.actions import keep
from daihoi.files.pictures import TakenPhoto
from daihoi.news.actions.held import HeldArticle
from daihoi.news.models import Article, Photo

MOST = 20


@transaction.atomic
def add_photo(
    article: Article,
    taken: TakenPhoto,
    *,
    caption: str,
    description: str,
    actor: User,
) -> Photo:
    """Add a photo. The file as it came stays private: it may tell where it was taken."""
    require(actor, Permission.NEWS_WRITE, at=article)
    held = HeldArticle.to_write(article)
    said = _said(caption, description)
    if held.revision.photos.count() >= MOST:
        raise RuleBroken(_("Một bài nhận đến %(most)s ảnh.") % {"most": MOST}, code="too_many")
    made = taken.picture
    last = held.revision.photos.aggregate(last=Max("position"))["last"]
    photo = Photo.objects.create(
        revision=held.revision,
        position=0 if last is None else last + 1,
        file_name=taken.file_name,
        original=keep(taken.content),
        small=keep(made.small.content),
        medium=keep(made.medium.content),
        large=keep(made.large.content),
        small_width=made.small.width,
        medium_width=made.medium.width,
        width=made.large.width,
        height=made.large.height,
        **said,
    )
    held.changed(actor)
    after = {"photo": photo.file_name, "sha256": photo.original.sha256, **said}
    held.record("news.add_photo", actor=actor, after=after)
    return photo


@transaction.atomic
def edit_photo(photo: Photo, *, caption: str, description: str, actor: User) -> Photo:
    """Say otherwise what a photo shows."""
    require(actor, Permission.NEWS_WRITE, at=photo)
    held = HeldArticle.to_write(photo.revision.article)
    locked = _of(held, photo)
    before = {"caption": locked.caption, "description": locked.description}
    said = _said(caption, description)
    locked.caption, locked.description = said["caption"], said["description"]
    locked.save(update_fields=["caption", "description"])
    held.changed(actor)
    held.record("news.edit_photo", actor=actor, before=before, after=said)
    return locked


@transaction.atomic
def remove_photo(photo: Photo, *, actor: User) -> None:
    """Take a photo off a draft; texts published before keep theirs."""
    require(actor, Permission.NEWS_WRITE, at=photo)
    held = HeldArticle.to_write(photo.revision.article)
    locked = _of(held, photo)
    before = {"photo": locked.file_name, "caption": locked.caption}
    locked.delete()
    held.changed(actor)
    held.record("news.remove_photo", actor=actor, before=before)


def _of(held: HeldArticle, photo: Photo) -> Photo:
    found = held.revision.photos.select_for_update().filter(pk=photo.pk).first()
    if found is None:
        raise NotFound(_("Ảnh này không thuộc bản đang soạn."))
    return found


def _said(caption: str, description: str) -> dict[str, str]:
    said = {"caption": " ".join(caption.split()), "description": " ".join(description.split())}
    if not all(said.values()):
        raise RuleBroken(
            _("Ảnh cần có chú thích và mô tả."),
            code="no_caption",
            advice=_("Mô tả là lời cho người không xem được ảnh: trong ảnh có ai, làm gì, ở đâu."),
        )
    return said
