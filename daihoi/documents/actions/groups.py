"""Alike opinions proposed as groups for reading. No opinion is ever merged away."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base.errors import Conflict, NotFound
from daihoi.documents.actions.held import HeldRound
from daihoi.documents.models import Opinion, OpinionRound, Version
from daihoi.documents.queries.proposals import has_proposal
from daihoi.rules.documents import PlaceKind, RoundState
from daihoi.vietnamese.likeness import Place, group_alike
from daihoi.vietnamese.places import Located, Locator, PlacedBlock
from daihoi.vietnamese.places import Place as WrittenPlace
from daihoi.vietnamese.text import fold

WRITTEN_AT_ONCE = 500


class Group:
    """One lead opinion and those that follow it; all have the same answer, or none."""

    def __init__(self, lead: Opinion) -> None:
        self.lead = lead

    @classmethod
    def of(cls, opinion: Opinion) -> "Group":
        return cls(opinion.lead or opinion)

    def members(self) -> list[Opinion]:
        """The lead and its followers in reading order, locked."""
        followers = Opinion.objects.select_for_update().filter(
            lead=self.lead, withdrawn_at__isnull=True
        )
        return [self.lead, *followers.order_by("place_order", "pk")]

    def leave(self, opinion: Opinion) -> None:
        """Take one out; if it led, the next in reading order leads the rest."""
        rest = [each for each in self.members() if each.pk != opinion.pk]
        opinion.lead, opinion.alike_count = None, 0
        opinion.save(update_fields=["lead", "alike_count"])
        if not rest:
            return
        first = rest[0]
        first.lead, first.alike_count = None, len(rest) - 1
        first.save(update_fields=["lead", "alike_count"])
        others = [each.pk for each in rest[1:]]
        Opinion.objects.filter(pk__in=others).exclude(lead=first).update(lead=first)


@transaction.atomic
def propose_groups(round_: OpinionRound, *, actor: User) -> int:
    """Group unanswered opinions that are alike, anew; answers how many groups there are.

    Opinions that propose different words are never one group: one answer would not fit them.
    Answered opinions stay as they were grouped when they were answered.
    """
    require(actor, Permission.DOCUMENTS_ANSWER, at=round_)
    held = _held(round_)
    locked = held.round
    opinions = list(
        locked.opinions.filter(answer__isnull=True, withdrawn_at__isnull=True)
        .defer("folded_text", "quote")
        .order_by("place_order", "pk")
    )
    places = _places(locked.base_version)
    alike = group_alike([(_place_of(each, places), each.text) for each in opinions])
    groups = [part for group in alike for part in _parts(group, opinions)]
    _regroup(opinions, groups)
    locked.grouped_at = held.now
    locked.save(update_fields=["grouped_at"])
    after = {"groups": len(groups), "opinions": sum(len(group) for group in groups)}
    record("documents.propose_groups", locked, actor=actor, after=after, context=locked.document)
    return len(groups)


@transaction.atomic
def ungroup(opinion: Opinion, *, actor: User) -> Opinion:
    """Take one opinion out of its group, to be answered by itself."""
    require(actor, Permission.DOCUMENTS_ANSWER, at=opinion)
    round_ = _held(opinion.round).round
    locked = round_.opinions.select_for_update().filter(pk=opinion.pk).first()
    if locked is None:
        raise NotFound
    if locked.answer_id:
        raise Conflict(
            _("Nhóm này đã được trả lời chung nên không tách được nữa."),
            advice=_("Hãy trả lời lại riêng ý kiến này."),
        )
    before = {"lead": locked.lead_id, "alike_count": locked.alike_count}
    Group.of(locked).leave(locked)
    record("documents.ungroup", locked, actor=actor, before=before, after={"lead": None}, context=round_.document)  # fmt: skip
    return locked


def _held(round_: OpinionRound) -> HeldRound:
    held = HeldRound(round_.pk)
    if held.round.state == RoundState.CLOSED.value:
        raise Conflict(_("Đợt lấy ý kiến đã đóng."), code="round_closed")
    return held


def _regroup(opinions: list[Opinion], groups: list[list[int]]) -> None:
    leads: dict[int, tuple[int | None, int]] = {}
    for group in groups:
        first, *others = group
        leads[first] = (None, len(others))
        leads.update(dict.fromkeys(others, (opinions[first].pk, 0)))
    changed = []
    for number, opinion in enumerate(opinions):
        wanted = leads.get(number, (None, 0))
        if (opinion.lead_id, opinion.alike_count) != wanted:
            opinion.lead_id, opinion.alike_count = wanted
            changed.append(opinion)
    Opinion.objects.bulk_update(changed, ["lead", "alike_count"], batch_size=WRITTEN_AT_ONCE)


def _parts(group: list[int], opinions: list[Opinion]) -> list[list[int]]:
    """The group by what is proposed; whole if all who propose anything propose the same."""
    parts: dict[tuple[int | None, int | None, str] | None, list[int]] = {}
    for index in group:
        parts.setdefault(_wish(opinions[index]), []).append(index)
    if len(parts.keys() - {None}) < 2:
        return [group]
    return sorted(part for part in parts.values() if len(part) > 1)


def _wish(opinion: Opinion) -> tuple[int | None, int | None, str] | None:
    if not has_proposal(opinion):
        return None
    return opinion.start, opinion.end, fold(opinion.proposed_text)


def _places(version: Version) -> dict[UUID, Place]:
    """For each block of a version its headings from the outermost inwards, then itself."""
    keys = []
    blocks = []
    for key, kind, level in version.blocks.order_by("position", "pk").values_list(
        "key", "kind", "level"
    ):
        keys.append(key)
        blocks.append(PlacedBlock(key=key.hex, kind=kind, level=level, text=""))
    locator = Locator(blocks)
    found = {key: locator.locate(WrittenPlace(paragraph=n)) for n, key in enumerate(keys, 1)}
    return {key: at.path for key, at in found.items() if isinstance(at, Located)}


def _place_of(opinion: Opinion, places: dict[UUID, Place]) -> Place:
    if opinion.place_kind == PlaceKind.WHOLE.value:
        return ()
    return places.get(opinion.block_key) if opinion.block_key else None
