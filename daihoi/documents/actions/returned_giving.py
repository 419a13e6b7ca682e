"""The points of a returned copy become opinions of a round. Used inside the actions that do so."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.audit.actions import record_many
from daihoi.base.errors import Conflict, NotPermitted, RuleBroken
from daihoi.documents.actions.held import BATCH, HeldRound
from daihoi.documents.models import (
    Contribution,
    Decision,
    Opinion,
    ReturnedCopy,
    ReturnedHand,
    ReturnedPoint,
)
from daihoi.documents.queries.contributors import Contributor
from daihoi.documents.queries.places import text_of
from daihoi.documents.queries.returned_sayings import saying_of
from daihoi.documents.queries.rounds import person_of
from daihoi.organizations.models import Unit
from daihoi.rules.documents import Means


class Giving:
    """Opinions of one round made from points, under who sent them; the round is held."""

    def __init__(self, held: HeldRound, *, given_on: date, actor: User) -> None:
        self._held = held
        self._given_on = given_on
        self._actor = actor

    def check(self, copy: ReturnedCopy) -> None:
        """Refuse a copy of another version than the round asks about."""
        base = self._held.round.base_version
        if copy.base_id != base.pk:
            raise RuleBroken(
                _("Đợt lấy ý kiến này hỏi về bản %(number)s, không phải bản gốc của tệp này.")
                % {"number": base.number},
                advice=_("Hãy xem và nhận từng chỗ trên trang đối chiếu."),
            )

    def give(self, hands: Iterable[ReturnedHand]) -> list[Opinion]:
        """One opinion for each hand whose point nobody has decided otherwise."""
        text = text_of(self._held.round.base_version)
        made: list[tuple[ReturnedHand, Opinion]] = []
        for hand in hands:
            saying = saying_of(hand.point, text)
            if saying is None or not hand.is_for_opinion:
                continue
            opinion = self._held.opinion(
                saying,
                contributor=self._held.standing(_contributor(hand.copy)),
                means=Means.WRITTEN,
                given_on=self._given_on,
                actor=self._actor,
                contribution=self._contribution(hand.copy.unit) if hand.copy.round_id else None,
            )
            made.append((hand, opinion))
        self._save(made)
        return [opinion for _hand, opinion in made]

    def _save(self, made: list[tuple[ReturnedHand, Opinion]]) -> None:
        opinions = [opinion for _hand, opinion in made]
        Opinion.objects.bulk_create(opinions, batch_size=BATCH)
        self._held.took(opinions)
        points = []
        for hand, opinion in made:
            hand.opinion = opinion
            points.append(_decided(hand.point, self._held, self._actor))
        ReturnedHand.objects.bulk_update([hand for hand, _opinion in made], ["opinion"], BATCH)
        fields = ["decision", "decided_at", "decided_by", "revision"]
        ReturnedPoint.objects.bulk_update(points, fields, BATCH)
        record_many(
            [
                (each, None, {"contributor": each.contributor, "text": each.text})
                for each in opinions
            ],
            action="documents.record_paper_opinion",
            actor=self._actor,
            context=self._held.round.document,
        )
        self._held.tell(head=True)

    def _contribution(self, unit: Unit | None) -> Contribution | None:
        """The signed contribution of the unit; confirming its copy signs it."""
        if unit is None:
            return None
        found = self._held.round.contributions.filter(unit=unit).first()
        responsible = person_of(self._actor)
        if found is None and responsible is None:
            raise NotPermitted(_("Tài khoản này không gắn với người nào trong danh sách."))
        if found is None and responsible is not None:
            found = Contribution.objects.create(
                round=self._held.round,
                unit=unit,
                responsible=responsible,
                created_at=self._held.now,
                signed_at=self._held.now,
                signed_by=self._actor,
            )
        if found is not None and found.signed_at is None:
            raise Conflict(
                _("%(unit)s đang có bản góp ý viết dở, chưa ký.") % {"unit": unit},
                advice=_("Hãy ký hoặc bỏ các mục đang viết rồi xác nhận tệp này lại."),
            )
        return found


def _contributor(copy: ReturnedCopy) -> Contributor:
    return Contributor(name=copy.sender, person=copy.person, unit=copy.unit)


def _decided(point: ReturnedPoint, held: HeldRound, actor: User) -> ReturnedPoint:
    point.decision = Decision.OPINION.value
    point.decided_at, point.decided_by = held.now, actor
    point.revision += 1
    return point
