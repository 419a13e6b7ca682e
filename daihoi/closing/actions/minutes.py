"""The text of congress minutes: sections edited, read back; what is fixed becomes a paper."""

from collections.abc import Iterable
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base.errors import Conflict, RuleBroken
from daihoi.closing.actions.held_minutes import HeldMinutes
from daihoi.closing.models import CongressMinutes, SectionText
from daihoi.closing.papers.minutes import day_of, file_name, kept_values, source_of
from daihoi.closing.queries.minutes import KIND, minutes_text
from daihoi.closing.queries.sections import lines_of
from daihoi.congresses.models import Congress
from daihoi.papers.official import OfficialPaper
from daihoi.papers.outline import Block
from daihoi.registry.actions import papers as registry
from daihoi.registry.models import Paper
from daihoi.rules.papers import CATALOGUE

LONGEST = 60_000


@transaction.atomic
def edit_section(
    congress: Congress, code: str, text: str, *, seen: int, over: str, actor: User
) -> SectionText:
    """Write a section in the secretary's words; earlier texts are kept.

    ``seen``: the last text of it that her page knew, 0 for none; ``over``: the SHA-256 of the
    composed text beside it. When the day changes under it, both are shown until she chooses.
    """
    require(actor, Permission.CLOSING_WRITE, at=congress)
    held = HeldMinutes(congress)
    held.check_open()
    last = held.last_text(code, seen)
    words = "\n".join(lines_of(text))
    if not words:
        raise RuleBroken(
            _("Phần này chưa có nội dung."),
            code="no_text",
            advice=_("Muốn dùng lại lời do máy tổng hợp thì bấm “Dùng lời tổng hợp”."),
        )
    if len(words) > LONGEST:
        raise RuleBroken(_("Phần này dài quá %(n)s chữ.") % {"n": LONGEST}, code="too_long")
    if last is not None and (last.text, last.over) == (words, over):
        return last
    made = _write(held, code, words, over, actor=actor)
    before = {"text": last.text} if last else None
    record("closing.edit_section", made, actor=actor, before=before, after={"section": code, "text": words}, context=congress)  # fmt: skip
    return made


@transaction.atomic
def keep_section(
    congress: Congress, code: str, *, seen: int, over: str, actor: User
) -> SectionText:
    """Stand by the secretary's text after the day changed under it."""
    require(actor, Permission.CLOSING_WRITE, at=congress)
    held = HeldMinutes(congress)
    held.check_open()
    last = _written(held.last_text(code, seen))
    made = _write(held, code, last.text, over, actor=actor)
    record("closing.keep_section", made, actor=actor, after={"section": code}, context=congress)
    return made


@transaction.atomic
def follow_section(congress: Congress, code: str, *, seen: int, actor: User) -> SectionText:
    """Let a section say again what the day composes; her text is kept among the earlier ones."""
    require(actor, Permission.CLOSING_WRITE, at=congress)
    held = HeldMinutes(congress)
    held.check_open()
    last = _written(held.last_text(code, seen))
    made = _write(held, code, "", last.over, actor=actor)
    record("closing.follow_section", made, actor=actor, before={"text": last.text}, after={"section": code}, context=congress)  # fmt: skip
    return made


@transaction.atomic
def confirm_reading(congress: Congress, seen: str, *, actor: User) -> CongressMinutes:
    """Keep that the minutes were read back to the congress, and when (B3, P42).

    ``seen`` is the SHA-256 of the text that was read; `Conflict` when it says something else now.
    """
    require(actor, Permission.CLOSING_WRITE, at=congress)
    held = HeldMinutes(congress)
    held.check_open()
    minutes = held.minutes
    text = minutes_text(congress, minutes)
    if seen != text.digest:
        raise Conflict(
            _("Biên bản vừa có chỗ mới sau khi trang đọc lại mở ra."),
            code="changed_since_reading",
            advice=_("Hãy tải lại trang, đọc chỗ mới rồi xác nhận."),
        )
    minutes.read_back_at, minutes.read_back_by = held.now, actor
    minutes.read_back = {each.code: each.digest for each in text.sections}
    minutes.save(update_fields=["read_back_at", "read_back_by", "read_back"])
    record(
        "closing.confirm_reading", minutes, actor=actor, after={"digest": seen}, context=congress
    )
    held.told()
    return minutes


@transaction.atomic
def deposit_minutes(congress: Congress, *, actor: User) -> Paper:
    """Put the fixed minutes among the papers of the congress (BBDH), to be issued in its series."""
    require(actor, Permission.REGISTRY_DRAFT, at=congress)
    held = HeldMinutes(congress)
    held.check_fixed()
    minutes = held.minutes
    if minutes.paper is not None or minutes.content is None:
        raise Conflict(_("Biên bản đã có trong văn bản của đại hội."), code="deposited")
    signed = OfficialPaper.from_json(minutes.content)
    paper = registry.deposit(
        congress,
        CATALOGUE[KIND],
        _as_said(signed.blocks),
        source=source_of(minutes),
        source_label=file_name(congress, "").rstrip("."),
        values=kept_values(signed),
        actor=actor,
    )
    on = {"dated_on": day_of(congress)}
    paper = registry.set_form(paper, on, revision=paper.revision, actor=actor)
    minutes.paper = paper
    minutes.save(update_fields=["paper"])
    record("closing.deposit_minutes", minutes, actor=actor, after={"paper": paper.pk}, context=congress)  # fmt: skip
    return paper


def _write(held: HeldMinutes, code: str, words: str, over: str, *, actor: User) -> SectionText:
    made = SectionText.objects.create(
        minutes=held.minutes, section=code, text=words, is_composed=not words, over=over[:64],
        written_at=held.now, written_by=actor,
    )  # fmt: skip
    held.told()
    return made


def _written(last: SectionText | None) -> SectionText:
    if last is None or last.is_composed:
        raise Conflict(_("Phần này đang dùng lời tổng hợp, chưa ai sửa."), code="not_written")
    return last


def _as_said(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """No field of a template for the register to fill, whatever somebody said."""
    return tuple(
        replace(each, runs=tuple(replace(r, text=r.text.replace("{{", "{ {")) for r in each.runs))
        for each in blocks
    )
