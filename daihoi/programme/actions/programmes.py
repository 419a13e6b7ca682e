"""Versions of a programme: begun, framed, cut short, deposited, gone on from."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, RuleBroken
from daihoi.base.language import in_vietnamese
from daihoi.base.revisions import require_seen
from daihoi.congresses.actions.held import HeldCongress
from daihoi.congresses.models import Congress
from daihoi.congresses.queries.days import leaders_of
from daihoi.live.topics import bump
from daihoi.notifications.actions import notify
from daihoi.programme.actions.held import HeldProgramme
from daihoi.programme.models import Programme, ProgrammeItem
from daihoi.programme.papers.programmes import programme_blocks
from daihoi.programme.queries.approval import ApprovedProgramme, approved_programme
from daihoi.programme.queries.labels import PROGRAMME
from daihoi.programme.queries.programmes import sheet_of, values_of
from daihoi.programme.queries.seen import body_of, programmes_of, scope_of, topic_of
from daihoi.registry.actions.papers import deposit
from daihoi.registry.skeletons.families import written_by
from daihoi.rules.papers import CATALOGUE
from daihoi.rules.programme.defaults import default_programme, shortened
from daihoi.rules.programme.differences import differences, is_material

FRAME = ("starts_at", "ends_at", "has_preparatory", "left_out", "note")
PAPER = "CTDH"


@transaction.atomic
def begin_programme(congress: Congress, *, with_default: bool = True, actor: User) -> Programme:
    """The first version: the default in the words of the organization's family, or an empty one."""
    require(actor, Permission.PROGRAMME_WRITE, at=scope_of(congress))
    locked = HeldCongress.to_change(congress)
    if Programme.objects.filter(congress=locked).exists():
        raise Conflict(_("Kỳ đại hội này đã có chương trình."), code="already_begun")
    family = congress.organization.family
    default = default_programme(family.code)
    programme = _make(congress, actor, starts_at=default.starts_at, ends_at=default.ends_at)
    if with_default:
        ProgrammeItem.objects.bulk_create(
            ProgrammeItem(
                programme=programme,
                code=item.code,
                position=place,
                session=item.session.value,
                title=written_by(family, item.title),
                minutes=item.minutes,
                introduced=written_by(family, item.introduced),
                performed=written_by(family, item.performed),
                uses=list(item.uses),
                votes=item.votes,
                block=item.block.value if item.block else "",
                does=sorted(each.value for each in item.does),
            )
            for place, item in enumerate(default.items)
        )
    after = {"number": programme.number, "default": with_default}
    record("programme.begin_programme", programme, actor=actor, after=after, context=programme)
    bump(topic_of(congress))
    return programme


@transaction.atomic
def set_frame(
    programme: Programme, values: Mapping[str, Any], *, seen: str | None = None, actor: User
) -> Programme:
    """Times, sessions, and business that is left out; nothing of the items is lost (P8, P49)."""
    require(actor, Permission.PROGRAMME_WRITE, at=programme)
    held = HeldProgramme(programme)
    locked = held.programme
    require_seen(locked, [name for name in FRAME if name in values], seen)
    if values.get("ends_at", locked.ends_at) <= values.get("starts_at", locked.starts_at):
        raise RuleBroken(_("Giờ kết thúc phải sau giờ bắt đầu."), code="ends_before_start")
    before = {name: getattr(locked, name) for name in FRAME if name in values}
    for name in before:
        setattr(locked, name, values[name])
    held.changed(*before)
    after = {name: values[name] for name in before}
    record("programme.set_frame", locked, actor=actor, before=before, after=after, context=locked)
    return locked


@transaction.atomic
def cut_short(programme: Programme, *, actor: User) -> Programme:
    """Go on with the epidemic variant (P62); the full version is fixed and kept.

    The planned end stays: it is what people were told.
    """
    require(actor, Permission.PROGRAMME_WRITE, at=programme)
    held = HeldProgramme(programme)
    if held.programme.variant == Programme.Variant.EPIDEMIC:
        raise Conflict(_("Chương trình đang theo phương án phòng dịch."), code="already_short")
    _freeze(held, actor)
    made = _copy(held.programme, actor, Programme.Variant.EPIDEMIC)
    kept = []
    for item in made.items.select_related("performer"):
        short = shortened(item.as_value())
        if short is None:
            item.delete()
            continue
        item.minutes, item.note = short.minutes, short.note[:300]
        kept.append(item)
    ProgrammeItem.objects.bulk_update(kept, ["minutes", "note"])
    made.note = _("Rút gọn để phòng, chống dịch.")
    made.save(update_fields=["note"])
    after = {"from": held.programme.number, "number": made.number}
    record("programme.cut_short", made, actor=actor, after=after, context=made)
    bump(topic_of(held.congress))
    return made


@transaction.atomic
def go_on_from(version: Programme, *, actor: User) -> Programme:
    """Begin a new version as a copy of an older one; what was worked on till now is fixed and kept."""
    require(actor, Permission.PROGRAMME_WRITE, at=version)
    HeldCongress.to_change(version.congress)
    working = Programme.objects.filter(congress=version.congress, frozen_at__isnull=True).first()
    if working is not None:
        if working.pk == version.pk:
            raise Conflict(_("Bản này đang soạn, không cần lập bản mới."), code="working")
        working.congress = version.congress
        _freeze(HeldProgramme(working), actor)
    made = _copy(version, actor, version.variant)
    after = {"from": version.number, "number": made.number}
    record("programme.go_on_from", made, actor=actor, after=after, context=made)
    bump(topic_of(version.congress))
    return made


@transaction.atomic
def deposit_programme(
    programme: Programme,
    *,
    revision: int,
    note: str = "",
    is_material: bool | None = None,
    actor: User,
) -> Programme:
    """Fix the version and put it into the paper of the programme, to be submitted.

    After an approval the change must be called material or not; one that the rule finds material
    and somebody does not needs a reason in ``note``. A material one asks for a new approval (S51).
    """
    require(actor, Permission.PROGRAMME_WRITE, at=programme)
    held = HeldProgramme(programme)
    locked = held.programme
    if locked.revision != revision:
        raise Conflict(
            _("Chương trình đã thay đổi từ lúc đồng chí mở trang."),
            code="outdated",
            advice=_("Hãy xem lại bản mới nhất rồi chốt."),
        )
    if not locked.items.exists():
        raise RuleBroken(_("Chương trình chưa có mục nào nên chưa chốt được."), code="empty")
    approval = approved_programme(locked.congress, programmes_of(locked.congress))
    locked.note = " ".join(note.split())[:400] or locked.note
    locked.is_material = _materiality(locked, approval, said=is_material)
    paper = _put_into_paper(locked, actor)
    locked.paper, locked.paper_revision = paper, paper.revision
    _freeze(held, actor, "note", "is_material", "paper", "paper_revision")
    facts = {"number": locked.number, "paper": paper.pk, "is_material": locked.is_material}
    record("programme.deposit_programme", locked, actor=actor, after=facts, context=locked)
    _tell_leaders(locked, approval, actor)
    return locked


def _materiality(
    programme: Programme, approval: ApprovedProgramme | None, *, said: bool | None
) -> bool | None:
    if approval is None:
        return None
    if said is None:
        raise RuleBroken(
            _("Hãy nêu thay đổi so với bản đã duyệt là quan trọng hay không."),
            code="no_materiality",
        )
    found = differences(values_of(approval.version), values_of(programme))
    if is_material(found) and not said and not programme.note:
        raise RuleBroken(
            _("Bản này đổi nội dung, thứ tự, thời gian hoặc biểu quyết so với bản đã duyệt."),
            code="needs_reason",
            advice=_("Hãy ghi lý do coi đây không phải thay đổi quan trọng."),
        )
    return said


def _put_into_paper(programme: Programme, actor: User) -> Any:
    with in_vietnamese():
        blocks = programme_blocks(sheet_of(programme))
        return deposit(
            programme.congress,
            CATALOGUE[PAPER],
            blocks,
            source=f"{PROGRAMME}:{programme.congress_id}",
            source_label=str(programme),
            subcommittee=body_of(programme.congress),
            actor=actor,
        )


def _tell_leaders(programme: Programme, approval: ApprovedProgramme | None, actor: User) -> None:
    if approval is None or not programme.is_material:
        return
    with in_vietnamese():
        title = _("Chương trình đại hội có thay đổi quan trọng, cần trình duyệt lại")
        body = _("Bản %(n)s thay bản đã duyệt. %(note)s") % {
            "n": programme.number,
            "note": programme.note,
        }
    notify(
        leaders_of(programme.congress).exclude(pk=actor.pk),
        title=title,
        body=body,
        url=reverse("programme:programme_detail", kwargs={"pk": programme.congress_id}),
        topic=topic_of(programme.congress),
    )


def _make(congress: Congress, actor: User, **values: Any) -> Programme:
    now = clock.now()
    last = Programme.objects.filter(congress=congress).aggregate(last=Max("number"))["last"] or 0
    return Programme.objects.create(
        congress=congress,
        subcommittee=body_of(congress),
        number=last + 1,
        created_by=actor,
        created_at=now,
        updated_at=now,
        **values,
    )


def _copy(old: Programme, actor: User, variant: str) -> Programme:
    frame = {name: getattr(old, name) for name in FRAME if name != "note"}
    made = _make(old.congress, actor, based_on=old, variant=variant, **frame)
    ProgrammeItem.objects.bulk_create(HeldProgramme.copied_items(old, made))
    return made


def _freeze(held: HeldProgramme, actor: User, *fields: str) -> None:
    held.programme.frozen_at, held.programme.frozen_by = clock.now(), actor
    held.changed("frozen_at", "frozen_by", *fields)
