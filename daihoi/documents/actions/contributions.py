"""A department's contribution: items gathered by the person responsible, then signed as one."""

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record, record_many
from daihoi.base.errors import Conflict, NotFound, NotPermitted, RuleBroken
from daihoi.documents.actions.held import BATCH, HeldRound
from daihoi.documents.models import Contribution, ContributionItem, Opinion, OpinionRound
from daihoi.documents.queries import places
from daihoi.documents.queries.contributors import Contributor
from daihoi.documents.queries.places import Saying
from daihoi.documents.queries.rounds import person_of
from daihoi.notifications.actions import notify
from daihoi.organizations.models import Unit
from daihoi.rules.documents import Means, OpinionKind


@transaction.atomic
def add_item(round_: OpinionRound, unit: Unit, saying: Saying, *, actor: User) -> ContributionItem:
    """Write one item of the unit's contribution; the first one begins it."""
    require(actor, Permission.DOCUMENTS_GIVE_FOR_UNIT, at=unit)
    held = _hold(round_, unit)
    contribution = _begun(held, unit, actor)
    fields = places.said(held.round.base_version, saying)
    same = contribution.items.filter(**fields).first()
    if same is not None:
        return same
    item = ContributionItem.objects.create(contribution=contribution, created_at=held.now, **fields)
    record("documents.add_item", item, actor=actor, after=_words(item), context=held.round.document)
    return item


@transaction.atomic
def edit_item(
    item: ContributionItem, saying: Saying, *, revision: int, actor: User
) -> ContributionItem:
    """Change an item while the contribution is not signed; `Conflict` if another did meanwhile."""
    require(actor, Permission.DOCUMENTS_GIVE_FOR_UNIT, at=item.contribution)
    held, locked = _hold_item(item)
    if locked.revision != revision:
        raise Conflict(
            _("Mục này vừa được sửa ở nơi khác."),
            code="stale_item",
            advice=_("Hãy tải lại trang, xem nội dung mới rồi sửa lại."),
        )
    before = _words(locked)
    for name, value in places.said(held.round.base_version, saying).items():
        setattr(locked, name, value)
    locked.revision += 1
    locked.save()
    record("documents.edit_item", locked, actor=actor, before=before, after=_words(locked), context=held.round.document)  # fmt: skip
    return locked


@transaction.atomic
def remove_item(item: ContributionItem, *, actor: User) -> None:
    """Take an item out while the contribution is not signed."""
    require(actor, Permission.DOCUMENTS_GIVE_FOR_UNIT, at=item.contribution)
    held, locked = _hold_item(item)
    record("documents.remove_item", locked, actor=actor, before=_words(locked), context=held.round.document)  # fmt: skip
    locked.delete()


@transaction.atomic
def sign(contribution: Contribution, *, items: int, actor: User) -> Contribution:
    """Sign the contribution: all its items become opinions of the unit, together or not at all.

    ``items`` is how many the signer saw: another number is a `Conflict`. Members of the unit
    are told.
    """
    require(actor, Permission.DOCUMENTS_GIVE_FOR_UNIT, at=contribution)
    held = _hold(contribution.round, contribution.unit)
    locked = _unsigned(Contribution.objects.select_for_update(of=("self",)).get(pk=contribution.pk))
    rows = list(locked.items.order_by("pk"))
    if not rows:
        raise RuleBroken(
            _("Bản góp ý chưa có mục nào."),
            advice=_(
                "Hãy thêm mục góp ý, hoặc mục “Đồng ý” cho toàn văn nếu không có ý kiến khác."
            ),
        )
    if len(rows) != items:
        raise Conflict(
            _("Bản góp ý vừa được thêm hoặc bớt mục."),
            code="items_changed",
            advice=_("Hãy tải lại trang, đọc lại các mục rồi ký."),
        )
    opinions = _opinions(held, locked, rows, actor)
    locked.signed_at, locked.signed_by = held.now, actor
    locked.save(update_fields=["signed_at", "signed_by"])
    record_many(
        [(opinion, None, {"text": opinion.text}) for opinion in opinions],
        action="documents.add_opinion",
        actor=actor,
        context=held.round.document,
    )
    record("documents.sign", locked, actor=actor, after={"items": len(opinions)}, context=held.round.document)  # fmt: skip
    _notify_members(locked, actor)
    held.tell(head=True)
    return locked


def _hold(round_: OpinionRound, unit: Unit) -> HeldRound:
    held = HeldRound(round_.pk)
    if not held.round.participants.filter(person__isnull=True, unit=unit).exists():
        raise NotPermitted(
            _("Đợt này không lấy ý kiến của %(unit)s.") % {"unit": unit},
            advice=_("Cá nhân vẫn góp ý được nếu có trong danh sách lấy ý kiến."),
        )
    held.check()
    return held


def _begun(held: HeldRound, unit: Unit, actor: User) -> Contribution:
    """The unit's contribution to the round; whoever begins it is responsible."""
    found = held.round.contributions.filter(unit=unit).first()
    if found is not None:
        return _unsigned(found)
    person = person_of(actor)
    if person is None:
        raise NotPermitted(_("Tài khoản này không gắn với người nào trong danh sách."))
    return Contribution.objects.create(
        round=held.round, unit=unit, responsible=person, created_at=held.now
    )


def _hold_item(item: ContributionItem) -> tuple[HeldRound, ContributionItem]:
    contribution = item.contribution
    held = _hold(contribution.round, contribution.unit)
    locked = ContributionItem.objects.select_related("contribution__unit__organization")
    found = locked.select_for_update(of=("self",)).filter(pk=item.pk).first()
    if found is None:
        raise NotFound(_("Mục này đã được bỏ khỏi bản góp ý."))
    _unsigned(found.contribution)
    return held, found


def _unsigned(contribution: Contribution) -> Contribution:
    if contribution.signed_at is not None:
        raise Conflict(
            _("Bản góp ý đã ký nên không thêm, bớt mục được nữa."),
            code="contribution_signed",
            advice=_("Từng ý kiến vẫn sửa hoặc rút được khi đợt còn mở."),
        )
    return contribution


def _opinions(
    held: HeldRound, contribution: Contribution, items: list[ContributionItem], actor: User
) -> list[Opinion]:
    contributor = Contributor(unit=contribution.unit)
    opinions = [
        held.opinion(
            _saying(item),
            contributor=contributor,
            means=_means(held.round),
            given_on=held.today,
            actor=actor,
            contribution=contribution,
        )
        for item in items
    ]
    Opinion.objects.bulk_create(opinions, batch_size=BATCH)
    held.took(opinions)
    return opinions


def _means(round_: OpinionRound) -> Means:
    return Means.ONLINE if Means.ONLINE.value in round_.means else Means.WRITTEN


def _saying(item: ContributionItem) -> Saying:
    return Saying(
        text=item.text,
        kind=OpinionKind(item.kind) if item.kind else None,
        block=item.block_key,
        start=item.start,
        end=item.end,
        quote=item.quote,
        proposed_text=item.proposed_text,
        place_text=item.place_text,
        argument=item.argument,
    )


def _notify_members(contribution: Contribution, actor: User) -> None:
    members = User.objects.filter(person__unit=contribution.unit, is_active=True)
    notify(
        members.exclude(pk=actor.pk),
        title=f"{contribution.unit} đã gửi bản góp ý",
        body=str(contribution.round),
        url=reverse("documents:round_detail", kwargs={"pk": contribution.round_id}),
        topic=f"documents.round:{contribution.round_id}:signed",
    )


def _words(item: ContributionItem) -> dict[str, Any]:
    return {"kind": item.kind, "quote": item.quote, "text": item.text,
            "proposed_text": item.proposed_text, "argument": item.argument}  # fmt: skip
