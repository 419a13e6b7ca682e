"""What a returned copy asks for, taken as opinions of the round at their places."""

from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base.errors import RuleBroken
from daihoi.documents.actions.held import HeldRound
from daihoi.documents.actions.returned_giving import Giving
from daihoi.documents.models import Opinion, ReturnedCopy, ReturnedHand, ReturnedPoint, Version
from daihoi.documents.queries import returned as queries
from daihoi.live.topics import bump


@transaction.atomic
def take_copy(copy: ReturnedCopy, *, given_on: date, actor: User) -> list[Opinion]:
    """Take all of a copy as opinions of its sender: edits and comments nobody decided otherwise.

    What changes no word is left; what is an opinion already stays one. ``given_on`` lies in the
    round's period.
    """
    require(actor, Permission.DOCUMENTS_RECORD_OPINIONS, at=copy)
    held = _round(copy.base)
    hands = _hands(copy.base).filter(copy=copy)
    opinions = _taken(held, copy, list(hands), given_on, actor)
    after = {"sender": copy.sender, "opinions": len(opinions), "round": held.round.number}
    record("documents.take_copy", copy, actor=actor, after=after, context=held.round.document)
    return opinions


@transaction.atomic
def take_point(point: ReturnedPoint, *, given_on: date, actor: User) -> list[Opinion]:
    """Take one place as an opinion of each sender who asked for it."""
    require(actor, Permission.DOCUMENTS_RECORD_OPINIONS, at=point)
    held = _round(point.base)
    hands = list(_hands(point.base).filter(point=point))
    opinions = _taken(held, hands[0].copy, hands, given_on, actor)
    if not opinions:
        raise RuleBroken(
            _("Chỗ này không lấy thành ý kiến được: đã quyết định, hoặc chỉ đổi kiểu chữ."),
            advice=_("Hãy tải lại trang để xem trạng thái mới nhất."),
        )
    after = {"place": opinions[0].place_label, "opinions": len(opinions)}
    record("documents.take_point", point, actor=actor, after=after, context=held.round.document)
    return opinions


def _round(base: Version) -> HeldRound:
    found = queries.open_round_on(base)
    if found is None:
        raise RuleBroken(
            _("Không có đợt lấy ý kiến nào về bản này đang nhận ý kiến."),
            advice=_("Hãy nhận hoặc không nhận từng chỗ trên trang đối chiếu."),
        )
    held = HeldRound(found.pk)
    Version.objects.select_for_update().get(pk=base.pk)
    return held


def _hands(base: Version) -> QuerySet[ReturnedHand]:
    hands = ReturnedHand.objects.filter(copy__base=base, copy__confirmed_at__isnull=False)
    hands = hands.select_related("point", "copy__person", "copy__unit")
    return hands.order_by("point__place", "point_id", "copy_id")


def _taken(
    held: HeldRound, copy: ReturnedCopy, hands: list[ReturnedHand], given_on: date, actor: User
) -> list[Opinion]:
    held.check(on_paper=True, dated=given_on)
    giving = Giving(held, given_on=given_on, actor=actor)
    giving.check(copy)
    opinions = giving.give(hands)
    bump(f"documents.version:{copy.base_id}")
    return opinions
