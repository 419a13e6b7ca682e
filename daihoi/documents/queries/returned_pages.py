"""What a Word file that came back holds: read again from the file until it is confirmed."""

import re
from collections import Counter
from dataclasses import dataclass, replace

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, can, require
from daihoi.base.errors import Conflict
from daihoi.documents.models import ReturnedCopy, ReturnedPoint
from daihoi.documents.models.returned import PointKind
from daihoi.documents.queries import returned_places
from daihoi.documents.queries.returned import open_round_on, read_copy
from daihoi.documents.queries.returned_access import may_confirm, takes_in
from daihoi.documents.queries.returned_points import points_with_hands
from daihoi.papers.reading.losses import Loss
from daihoi.papers.revisions import Returned
from daihoi.papers.revisions.edits import EditKind

SHOWN_PLACES = 60
_DRAFT_MARK = re.compile(r"Dự thảo lần \d+")


@dataclass(frozen=True, slots=True)
class AuthorCount:
    author: str
    edits: int
    comments: int


@dataclass(frozen=True, slots=True)
class CopyCan:
    confirm: bool = False  # and discard
    review: bool = False
    take_opinions: bool = False


@dataclass(frozen=True, slots=True)
class CopyPage:
    """The preview of a copy, or what was confirmed."""

    copy: ReturnedCopy
    authors: list[AuthorCount]
    kinds: list[tuple[str, int]]
    edits: int
    comments: int
    opinions: int  # how many opinions confirming, or taking what is left, would give
    losses: list[dict[str, object]]
    is_tracked: bool
    is_base_known: bool
    groups: list[returned_places.BlockGroup]
    more: int  # places after those shown
    same_as: ReturnedCopy | None  # the same bytes, sent before
    can: CopyCan


def copy_page(copy: ReturnedCopy, *, viewer: User) -> CopyPage:
    """What a copy holds: read again from its file until it is confirmed."""
    taken_in = takes_in(copy.base, viewer=viewer)
    allowed = CopyCan(
        confirm=copy.confirmed_at is None and may_confirm(copy, viewer=viewer),
        review=taken_in and copy.confirmed_at is not None,
        take_opinions=copy.confirmed_at is not None
        and copy.round_id is None
        and open_round_on(copy.base) is not None
        and can(viewer, Permission.DOCUMENTS_RECORD_OPINIONS, at=copy.base),
    )
    return _confirmed(copy, allowed) if copy.confirmed_at else _preview(copy, allowed)


def page_to_take(copy: ReturnedCopy, *, viewer: User) -> CopyPage:
    """The page of a copy that gives opinions; refused where none can come of it any more."""
    require(viewer, Permission.DOCUMENTS_RECORD_OPINIONS, at=copy)
    page = copy_page(copy, viewer=viewer)
    if open_round_on(copy.base) is None:
        raise Conflict(
            _("Không có đợt lấy ý kiến nào về bản này đang nhận ý kiến."),
            advice=_("Hãy nhận hoặc không nhận từng chỗ trên trang đối chiếu."),
        )
    if not page.can.take_opinions:
        raise Conflict(
            _("Tệp này không còn chỗ nào lấy thành ý kiến được: đều đã quyết định."),
            advice=_("Hãy xem từng chỗ trên trang đối chiếu."),
        )
    return page


def _preview(copy: ReturnedCopy, allowed: CopyCan) -> CopyPage:
    found = read_copy(copy.file.read(), copy.base, name=copy.file_name)
    kinds = Counter(edit.kind.value for edit in found.edits)
    said = len(found.edits) + len(found.comments)
    places = returned_places.of_copy(copy, found)
    edits = Counter(edit.hand.author for edit in found.edits)
    comments = Counter(comment.hand.author for comment in found.comments)
    return _page(
        copy,
        allowed,
        edits=edits,
        comments=comments,
        kinds=kinds,
        opinions=said - kinds[EditKind.FORMAT.value],
        losses=losses_of(found),
        is_tracked=found.has_tracking,
        is_base_known=copy.is_base_known or not found.unknown_base,
        places=places,
    )


def _confirmed(copy: ReturnedCopy, allowed: CopyCan) -> CopyPage:
    hands = list(copy.hands.select_related("point").order_by("point__place", "point_id"))
    edits = Counter(hand.author for hand in hands if not hand.point.is_comment)
    comments = Counter(hand.author for hand in hands if hand.point.is_comment)
    left = sum(hand.is_for_opinion for hand in hands)
    return _page(
        copy,
        replace(allowed, take_opinions=allowed.take_opinions and left > 0),
        opinions=left,
        edits=edits,
        comments=comments,
        kinds=Counter(hand.point.kind for hand in hands if not hand.point.is_comment),
        losses=copy.losses,
        is_tracked=copy.is_tracked,
        is_base_known=copy.is_base_known,
        places=returned_places.of_points(copy.base, _points(copy)),
    )


def _points(copy: ReturnedCopy) -> QuerySet[ReturnedPoint]:
    points = ReturnedPoint.objects.filter(hands__copy=copy).order_by("place", "pk")
    return points.prefetch_related(points_with_hands())


def _page(
    copy: ReturnedCopy,
    allowed: CopyCan,
    *,
    edits: Counter[str],
    comments: Counter[str],
    kinds: Counter[str],
    opinions: int,
    losses: list[dict[str, object]],
    is_tracked: bool,
    is_base_known: bool,
    places: list[returned_places.PlaceView],
) -> CopyPage:
    names = sorted({*edits, *comments}, key=lambda name: (-edits[name] - comments[name], name))
    return CopyPage(
        copy=copy,
        authors=[
            AuthorCount(name or _("không rõ ai"), edits[name], comments[name]) for name in names
        ],
        kinds=[(str(kind.label), kinds[kind.value]) for kind in PointKind if kinds[kind.value]],
        edits=edits.total(),
        comments=comments.total(),
        opinions=opinions,
        losses=losses,
        is_tracked=is_tracked,
        is_base_known=is_base_known,
        groups=returned_places.grouped(places[:SHOWN_PLACES]),
        more=max(0, len(places) - SHOWN_PLACES),
        same_as=_same_file(copy),
        can=allowed,
    )


def _same_file(copy: ReturnedCopy) -> ReturnedCopy | None:
    """An earlier copy of the same document with the same bytes."""
    if copy.confirmed_at is not None:
        return None
    same = ReturnedCopy.objects.filter(
        file=copy.file, base__document=copy.base.document_id, confirmed_at__isnull=False
    )
    return same.exclude(pk=copy.pk).first()


def _is_draft_mark(loss: Loss) -> bool:
    """Whether it is but the header our own files have: nothing of the sender's is lost."""
    words = [each.words for each in loss.places]
    return bool(words) and all(map(_DRAFT_MARK.fullmatch, words))


def losses_of(read: Returned) -> list[dict[str, object]]:
    """What of a file cannot be kept, in words, with the places as people name them."""
    return [
        {"text": loss.description, "places": [str(each) for each in loss.places if str(each)]}
        for loss in read.losses
        if not _is_draft_mark(loss)
    ]
