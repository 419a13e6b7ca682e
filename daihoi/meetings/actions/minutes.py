"""Minutes: read back, signed by chair and minute-taker, then fixed; corrected by additions."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotPermitted, RuleBroken
from daihoi.meetings.actions.held import HeldMeeting
from daihoi.meetings.actions.recording import HeldRecord
from daihoi.meetings.models import Meeting, MeetingKind, Minutes, MinutesAddition
from daihoi.meetings.papers.minutes import code_of, field_values, file_name, minutes_paper
from daihoi.meetings.queries.minutes import (
    findings_before_signing,
    minutes_text,
    signs_as,
    text_digest,
    words_of,
)
from daihoi.meetings.queries.record import record_of
from daihoi.meetings.queries.seen import records
from daihoi.organizations.queries.people import person_of
from daihoi.papers.official import OfficialPaper
from daihoi.papers.outline import Block
from daihoi.registry.actions import papers as registry
from daihoi.registry.models import Paper
from daihoi.registry.skeletons import skeletons
from daihoi.rules.meetings.states import MeetingState
from daihoi.rules.papers import CATALOGUE

ADDITION_LETTERS = 4_000


@transaction.atomic
def confirm_reading(meeting: Meeting, change: int, *, actor: User) -> Minutes:
    """Keep that the minutes were read back to the meeting, and when (B3, P42).

    ``change`` is the state that was read; refused when something was written down since.
    """
    if not records(meeting, actor):
        require(actor, Permission.MEETINGS_RECORD, at=meeting)
    held = HeldRecord(meeting)
    held.check_open()
    minutes = held.minutes
    if not minutes.words_change <= change <= minutes.change_count:
        raise Conflict(
            _("Biên bản vừa có dòng mới hoặc dòng sửa sau khi trang đọc lại mở ra."),
            code="changed_since_reading",
            advice=_("Hãy tải lại trang, đọc những chỗ mới rồi xác nhận."),
        )
    minutes.read_back_at, minutes.read_back_by = held.now, actor
    minutes.read_back_change = change
    minutes.save(update_fields=["read_back_at", "read_back_by", "read_back_change"])
    record("meetings.confirm_reading", minutes, actor=actor, after={"change": change}, context=held.meeting)  # fmt: skip
    return minutes


@transaction.atomic
def sign_minutes(meeting: Meeting, *, seen: str, actor: User) -> Minutes:
    """Sign as chair or as minute-taker, each in her own sign-in; with both the text is fixed.

    The first signature keeps the text; ``seen`` is the digest of the text her page showed, and the
    second stands under the same. Who is both signs once for both.
    """
    require(actor, Permission.MEETINGS_VIEW, at=meeting)
    held = HeldRecord(meeting)
    minutes = held.minutes
    roles = [
        role
        for role in _own_roles(held.meeting, actor)
        if getattr(minutes, f"{role}_signed_at") is None
    ]
    if not roles and not minutes.is_signed:
        return minutes
    if refused := findings_before_signing(held.meeting, minutes):
        message, advice = words_of(refused[0])
        raise RuleBroken(message, refused, code=refused[0].code, advice=advice)
    content = minutes.content or _content(held.meeting, actor)
    digest = text_digest(content)
    if seen != digest:
        raise Conflict(
            _("Nội dung biên bản đã khác với trang đồng chí đọc nên chưa ký."),
            code="text_differs",
            advice=_("Hãy tải lại trang, đọc lại rồi ký."),
        )
    minutes.content, minutes.digest = content, digest
    for role in roles:
        setattr(minutes, f"{role}_signed_at", held.now)
        setattr(minutes, f"{role}_signed_by", actor)
    minutes.save()
    if minutes.is_signed:
        held.sign()
    after = {"as": roles, "digest": digest}
    record("meetings.sign_minutes", minutes, actor=actor, after=after, context=held.meeting)
    return minutes


@transaction.atomic
def reopen_minutes(meeting: Meeting, reason: str, *, actor: User) -> Minutes:
    """Take the one signature back to put something right; with both it is too late."""
    require(actor, Permission.MEETINGS_VIEW, at=meeting)
    held = HeldRecord(meeting)
    minutes = held.minutes
    if not records(held.meeting, actor):
        _own_roles(held.meeting, actor)
    if minutes.is_signed or not minutes.is_begun:
        raise Conflict(
            _("Chỉ mở lại được khi mới một bên ký."),
            code="not_half_signed",
            advice=_("Khi cả hai đã ký, hãy ghi thành bổ sung biên bản."),
        )
    if not reason.strip():
        raise RuleBroken(_("Chưa ghi lý do mở lại."), code="no_reason")
    before = {"digest": minutes.digest}
    minutes.chair_signed_at = minutes.chair_signed_by = None
    minutes.taker_signed_at = minutes.taker_signed_by = None
    minutes.content, minutes.digest = None, ""
    minutes.save()
    after = {"reason": reason.strip()}
    record("meetings.reopen_minutes", minutes, actor=actor, before=before, after=after, context=held.meeting)  # fmt: skip
    return minutes


@transaction.atomic
def deposit_minutes(meeting: Meeting, *, actor: User) -> Paper:
    """Put signed minutes among the papers of the congress: issued from there, or kept in the book."""
    require(actor, Permission.REGISTRY_WRITE, at=meeting)
    held = HeldRecord(meeting)
    minutes, congress = held.minutes, held.meeting.congress
    if not minutes.is_signed or minutes.content is None:
        raise Conflict(_("Biên bản chưa đủ hai chữ ký."), code="not_signed")
    if congress is None:
        raise RuleBroken(
            _("Cuộc họp này không thuộc kỳ đại hội nào nên biên bản chỉ lưu trong sổ biên bản."),
            code="no_congress",
        )
    if held.meeting.kind == MeetingKind.CONGRESS:
        raise RuleBroken(
            _("Biên bản đại hội ban hành một lần, từ trang “Biên bản đại hội”."),
            code="congress_minutes",
            advice=_("Biên bản này chỉ lưu trong sổ biên bản."),
        )
    if minutes.paper is not None:
        return minutes.paper
    paper = registry.deposit(
        congress,
        CATALOGUE[code_of(held.meeting)],
        _as_said(OfficialPaper.from_json(minutes.content).blocks),
        source=f"meetings.minutes:{meeting.pk}",
        source_label=file_name(held.meeting, "")[:-1],
        values=field_values(held.meeting),
        subcommittee=held.meeting.subcommittee,
        actor=actor,
    )
    day = {"dated_on": held.meeting.on}
    paper = registry.set_form(paper, day, revision=paper.revision, actor=actor)
    minutes.paper = paper
    minutes.save(update_fields=["paper"])
    record("meetings.deposit_minutes", minutes, actor=actor, after={"paper": paper.pk}, context=held.meeting)  # fmt: skip
    return paper


@transaction.atomic
def make_meeting_paper(
    meeting: Meeting, code: str, values: Mapping[str, str], *, actor: User
) -> Paper:
    """Begin a notice of conclusions (KLSH) or a resolution (NQSH), filled from the meeting, once."""
    require(actor, Permission.REGISTRY_WRITE, at=meeting)
    meeting = HeldMeeting(meeting).meeting
    if meeting.congress is None:
        raise RuleBroken(_("Cuộc họp này không thuộc kỳ đại hội nào."), code="no_congress")
    if meeting.state not in {MeetingState.ENDED, MeetingState.SIGNED}:
        raise Conflict(_("Cuộc họp chưa kết thúc."), code="not_ended")
    key = uuid5(NAMESPACE_URL, f"meetings.paper:{meeting.pk}:{code}")
    if made := Paper.objects.filter(form_key=key).first():
        return made
    kind = CATALOGUE[code]
    paper = registry.make_paper(
        meeting.congress,
        kind,
        skeletons(meeting.organization.family)[code],
        subcommittee=meeting.subcommittee,
        form_key=key,
        actor=actor,
    )
    registry.fill_fields(paper, values, revision=paper.revision, actor=actor)
    record("meetings.make_meeting_paper", meeting, actor=actor, after={"paper": paper.pk, "kind": code})  # fmt: skip
    return paper


@transaction.atomic
def add_addition(meeting: Meeting, text: str, *, actor: User) -> MinutesAddition:
    """Write down what signed minutes got wrong or left out; in force once both signed it."""
    if not records(meeting, actor):
        require(actor, Permission.MEETINGS_RECORD, at=meeting)
    held = HeldRecord(meeting)
    if not held.minutes.is_signed:
        raise Conflict(
            _("Biên bản chưa ký xong nên không cần bổ sung."),
            code="not_signed",
            advice=_("Hãy sửa ngay trong phần ghi biên bản."),
        )
    words = text.strip()
    if not words or len(words) > ADDITION_LETTERS:
        raise RuleBroken(
            _("Bổ sung phải có nội dung và không quá %(limit)s chữ cái.")
            % {"limit": ADDITION_LETTERS},
            code="bad_addition",
        )
    made = MinutesAddition.objects.create(
        minutes=held.minutes, text=words, written_at=held.now, written_by=actor
    )
    record("meetings.add_addition", made, actor=actor, after={"text": words}, context=held.meeting)
    return made


@transaction.atomic
def sign_addition(addition: MinutesAddition, *, actor: User) -> MinutesAddition:
    """Sign an addition as chair or as minute-taker."""
    meeting = addition.minutes.meeting
    require(actor, Permission.MEETINGS_VIEW, at=meeting)
    locked = MinutesAddition.objects.select_for_update(of=("self",)).get(pk=addition.pk)
    roles = _own_roles(meeting, actor)
    now = clock.now()
    for role in roles:
        if getattr(locked, f"{role}_signed_at") is None:
            setattr(locked, f"{role}_signed_at", now)
            setattr(locked, f"{role}_signed_by", actor)
    locked.save()
    record("meetings.sign_addition", locked, actor=actor, after={"as": roles}, context=meeting)
    return locked


def _own_roles(meeting: Meeting, actor: User) -> list[str]:
    """As whom she signs; refused for everybody but chair and minute-taker."""
    if meeting.chair is None or meeting.minute_taker is None:
        raise RuleBroken(
            _("Cuộc họp chưa ghi chủ trì hoặc người ghi biên bản."),
            code="nobody_signs",
            advice=_("Hãy sửa thông tin cuộc họp rồi ký."),
        )
    person = person_of(actor)
    roles = signs_as(meeting, person.pk if person else None)
    if not roles:
        names = {"chair": meeting.chair, "taker": meeting.minute_taker}
        raise NotPermitted(
            _("Chỉ đồng chí %(chair)s (chủ trì) và đồng chí %(taker)s (người ghi biên bản) ký.")
            % names,
            code="not_hers_to_sign",
            advice=_("Mỗi người ký bằng tài khoản của mình."),
        )
    return roles


def _as_said(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """No field of a template for the register to fill, whatever somebody said."""
    return tuple(
        replace(each, runs=tuple(replace(r, text=r.text.replace("{{", "{ {")) for r in each.runs))
        for each in blocks
    )


def _content(meeting: Meeting, actor: User) -> dict[str, Any]:
    return minutes_paper(minutes_text(record_of(meeting, viewer=actor))).to_json()
