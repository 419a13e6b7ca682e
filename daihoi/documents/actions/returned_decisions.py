"""Accepting and refusing what returned copies ask for, place by place or many at once."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record, record_many
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, RuleBroken
from daihoi.documents.actions.held import BATCH
from daihoi.documents.models import Decision, PointKind, ReturnedCopy, ReturnedPoint, Version
from daihoi.live.topics import bump

FIELDS = ["decision", "decided_at", "decided_by", "revision"]
OF_EDITS = {Decision.ACCEPTED, Decision.REFUSED, Decision.BY_HAND}
MANY = {Decision.ACCEPTED, Decision.REFUSED, Decision.SEEN}


@transaction.atomic
def decide(
    point: ReturnedPoint, decision: Decision | None, *, revision: int, actor: User
) -> ReturnedPoint:
    """Accept or refuse an edit, mark a comment as seen; None takes the decision back.

    Of edits that exclude each other at most one is accepted: the others are refused with it.
    ``revision`` is what the page showed; `Conflict` if somebody decided meanwhile.
    """
    require(actor, Permission.DOCUMENTS_MANAGE, at=point)
    base = _hold(point.base)
    locked = base.returned_points.filter(pk=point.pk).first()
    if locked is None:
        raise NotFound(_("Không tìm thấy chỗ này."))
    if locked.revision != revision:
        raise Conflict(
            _("Người khác vừa quyết định chỗ này: %(decision)s.")
            % {"decision": locked.get_decision_display() or _("để lại, chưa quyết định")},
            code="stale_point",
            advice=_("Hãy xem lại rồi quyết định nếu cần."),
        )
    _check(locked, decision)
    changed = [_decided(locked, decision, actor)]
    if decision is Decision.ACCEPTED:
        changed += _give_way(locked, base, actor)
    _save(base, changed)
    record_many(_facts(changed), action="documents.decide", actor=actor, context=base.document)
    return locked


@transaction.atomic
def decide_many(
    base: Version, decision: Decision, *, copy: ReturnedCopy | None, actor: User
) -> tuple[int, int]:
    """Decide all that is open and collides with nothing: of one copy, or of all.

    Refusing what one sender asks for leaves what others ask for as well. Gives how many were
    decided, and how many are left for a person.
    """
    require(actor, Permission.DOCUMENTS_MANAGE, at=base)
    if decision not in MANY:
        raise RuleBroken(_("Không quyết định hàng loạt như vậy được."))
    held = _hold(base)
    points = held.returned_points.filter(decision="").order_by("place", "pk")
    if copy is not None:
        points = points.filter(hands__copy=copy)
    is_comment = decision is Decision.SEEN
    open_points = [
        point
        for point in points.prefetch_related("hands")
        if (point.kind == PointKind.COMMENT.value) is is_comment
    ]
    rivals = _standing(held)
    chosen = [
        _decided(point, decision, actor)
        for point in open_points
        if not rivals & set(point.excludes)
        and not (copy and decision is Decision.REFUSED and _has_others(point, copy))
    ]
    _save(held, chosen)
    record_many(_facts(chosen), action="documents.decide", actor=actor, context=held.document)
    facts = {
        "decision": decision.value,
        "count": len(chosen),
        "sender": copy.sender if copy else "",
    }
    record("documents.decide_many", held, actor=actor, after=facts, context=held.document)
    return len(chosen), len(open_points) - len(chosen)


def _hold(base: Version) -> Version:
    """The version's row, held: of two decisions at once the second sees the first."""
    held = Version.objects.select_for_update(of=("self",)).select_related("document")
    return held.get(pk=base.pk)


def _check(point: ReturnedPoint, decision: Decision | None) -> None:
    if point.change_id is not None:
        raise Conflict(
            _("Chỗ này đã được đưa vào bản đang sửa."),
            advice=_("Hãy hoàn tác hoặc sửa tiếp trong trình soạn thảo."),
        )
    if point.decision == Decision.OPINION.value:
        raise Conflict(
            _("Chỗ này đã thành ý kiến của đợt lấy ý kiến."),
            advice=_("Hãy trả lời ý kiến đó trên trang tiếp thu, giải trình."),
        )
    allowed = {Decision.SEEN} if point.is_comment else OF_EDITS
    if decision is not None and decision not in allowed:
        raise RuleBroken(_("Không quyết định như vậy cho chỗ này được."))


def _give_way(point: ReturnedPoint, base: Version, actor: User) -> list[ReturnedPoint]:
    """What the accepted edit excludes, refused; not what already stands in the text."""
    rivals = list(base.returned_points.filter(identity__in=point.excludes).order_by("pk"))
    if any(rival.change_id is not None for rival in rivals):
        raise Conflict(
            _("Một đề nghị khác ở chính chỗ này đã được đưa vào bản đang sửa."),
            advice=_("Hãy sửa tiếp trong trình soạn thảo rồi đánh dấu “Đã sửa tay”."),
        )
    others = {Decision.REFUSED.value, Decision.OPINION.value}
    return [
        _decided(rival, Decision.REFUSED, actor) for rival in rivals if rival.decision not in others
    ]


def _standing(base: Version) -> set[str]:
    """Identities that a further decision could collide with: all but the refused."""
    gone = (Decision.REFUSED.value, Decision.OPINION.value)
    return set(base.returned_points.exclude(decision__in=gone).values_list("identity", flat=True))


def _has_others(point: ReturnedPoint, copy: ReturnedCopy) -> bool:
    return any(hand.copy_id != copy.pk for hand in point.hands.all())


def _decided(point: ReturnedPoint, decision: Decision | None, actor: User) -> ReturnedPoint:
    point.decision = decision.value if decision else ""
    point.decided_at, point.decided_by = (clock.now(), actor) if decision else (None, None)
    point.revision += 1
    return point


def _facts(points: Sequence[ReturnedPoint]) -> list[tuple[ReturnedPoint, None, dict[str, str]]]:
    return [(point, None, {"decision": point.decision, "text": point.said}) for point in points]


def _save(base: Version, points: Sequence[ReturnedPoint]) -> None:
    ReturnedPoint.objects.bulk_update(points, FIELDS, batch_size=BATCH)
    bump(f"documents.version:{base.pk}")
