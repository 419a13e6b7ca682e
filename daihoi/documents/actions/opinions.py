"""Giving, correcting and withdrawing opinions; typing in what came on paper."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base.errors import Conflict, NotFound, NotPermitted, RuleBroken
from daihoi.documents.actions.groups import Group
from daihoi.documents.actions.held import HeldRound
from daihoi.documents.models import Opinion, OpinionRound
from daihoi.documents.queries.contributors import Contributor
from daihoi.documents.queries.opinions import own_condition
from daihoi.documents.queries.places import Saying
from daihoi.documents.queries.rounds import person_of
from daihoi.rules.documents import Means

WORDS = ("kind", "place_label", "quote", "text", "proposed_text", "argument")
SAID = ("kind", "place_kind", "block_key", "start", "end", "text", "proposed_text", "argument")


@transaction.atomic
def add_opinion(round_: OpinionRound, saying: Saying, *, actor: User) -> Opinion:
    """Give one's own opinion online while the round is open.

    Sending the same words on the same place again (a page that lost its answer) gives back the
    opinion that is already there.
    """
    require(actor, Permission.DOCUMENTS_GIVE_OPINION, at=round_)
    held = HeldRound(round_.pk)
    person = person_of(actor)
    if person is None or not held.round.participants.filter(person=person).exists():
        raise NotPermitted(
            _("Đồng chí không có trong danh sách lấy ý kiến của đợt này."),
            advice=_("Hãy gửi ý kiến cho tiểu ban để người giúp việc nhập thay."),
        )
    held.check()
    if Means.ONLINE.value not in held.round.means:
        raise RuleBroken(
            _("Đợt này không lấy ý kiến trực tuyến."),
            advice=_("Hãy góp ý tại cuộc họp hoặc bằng văn bản."),
        )
    opinion = held.opinion(
        saying,
        contributor=Contributor(person=person),
        means=Means.ONLINE,
        given_on=held.today,
        actor=actor,
    )
    same = {name: getattr(opinion, name) for name in SAID}
    sent = held.round.opinions.filter(person=person, withdrawn_at__isnull=True, **same).first()
    if sent is not None:
        return sent
    opinion.save()
    held.took([opinion])
    record("documents.add_opinion", opinion, actor=actor, after=_words(opinion), context=held.round.document)  # fmt: skip
    held.tell(head=True)
    return opinion


@transaction.atomic
def edit_opinion(opinion: Opinion, saying: Saying, *, revision: int, actor: User) -> Opinion:
    """Correct an opinion: its author while the round is open, or who typed it in from paper.

    An answer to the old words no longer counts, and the opinion leaves its group.
    """
    require(actor, Permission.DOCUMENTS_VIEW, at=opinion)
    held, locked = _hold(opinion, revision, actor=actor)
    before, place_text = _words(locked), locked.place_text
    held.put(locked, saying)
    locked.place_text = place_text  # as it was written, never changed
    held.unanswered(locked)
    locked.revision += 1
    locked.save()
    _leave_group(locked)
    record("documents.edit_opinion", locked, actor=actor, before=before, after=_words(locked), context=held.round.document)  # fmt: skip
    held.tell()
    return locked


@transaction.atomic
def withdraw_opinion(opinion: Opinion, *, revision: int, actor: User) -> Opinion:
    """Take an opinion back: it stays in the record and leaves the counts."""
    require(actor, Permission.DOCUMENTS_VIEW, at=opinion)
    held, locked = _hold(opinion, revision, actor=actor)
    held.unanswered(locked)
    locked.withdrawn_at = held.now
    locked.revision += 1
    locked.save()
    _leave_group(locked)
    held.lost(locked)
    after = {"withdrawn_at": held.now}
    record("documents.withdraw_opinion", locked, actor=actor, before=_words(locked), after=after, context=held.round.document)  # fmt: skip
    held.tell()
    return locked


@transaction.atomic
def record_paper_opinion(
    round_: OpinionRound,
    saying: Saying,
    *,
    contributor: Contributor,
    means: Means,
    given_on: date,
    actor: User,
) -> Opinion:
    """Type in what came on paper or was said in a meeting, dated inside the round's period."""
    require(actor, Permission.DOCUMENTS_RECORD_OPINIONS, at=round_)
    held = HeldRound(round_.pk)
    held.check(on_paper=True, dated=given_on)
    if not contributor.label:
        raise RuleBroken(_("Chưa ghi ai góp ý."), advice=_("Hãy chọn người, đơn vị hoặc cuộc họp."))
    opinion = held.opinion(
        saying,
        contributor=held.standing(contributor),
        means=means,
        given_on=given_on,
        actor=actor,
    )
    opinion.save()
    held.took([opinion])
    after = _words(opinion) | {"contributor": opinion.contributor, "given_on": given_on}
    record("documents.record_paper_opinion", opinion, actor=actor, after=after, context=held.round.document)  # fmt: skip
    held.tell()
    return opinion


def _hold(opinion: Opinion, revision: int, *, actor: User) -> tuple[HeldRound, Opinion]:
    """The round and the opinion, held; refused unless the actor may change it today."""
    held = HeldRound(opinion.round_id)
    locked = Opinion.objects.select_for_update().filter(pk=opinion.pk).first()
    if locked is None:
        raise NotFound(_("Không tìm thấy ý kiến này."))
    is_own = Opinion.objects.filter(own_condition(actor), pk=opinion.pk).exists()
    typed_in = locked.recorded_by_id == actor.pk and locked.means != Means.ONLINE.value
    if not is_own and not typed_in:
        raise NotPermitted(_("Chỉ người góp ý mới sửa hoặc rút được ý kiến này."))
    if locked.withdrawn_at is not None:
        raise Conflict(_("Ý kiến này đã được rút."), code="withdrawn")
    if locked.revision != revision:
        raise Conflict(
            _("Ý kiến này vừa được sửa ở nơi khác."),
            code="stale_opinion",
            advice=_("Hãy tải lại trang, xem nội dung mới rồi sửa lại."),
        )
    held.check(on_paper=typed_in, dated=locked.given_on)
    locked.round = held.round
    return held, locked


def _leave_group(opinion: Opinion) -> None:
    if opinion.lead_id is not None or opinion.alike_count:
        Group.of(opinion).leave(opinion)


def _words(opinion: Opinion) -> dict[str, Any]:
    return {name: getattr(opinion, name) for name in WORDS}
