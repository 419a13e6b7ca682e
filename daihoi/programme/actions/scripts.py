"""A script: built from the programme, its words edited, differences settled, made final."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, can, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotPermitted, RuleBroken
from daihoi.base.language import in_vietnamese
from daihoi.congresses.actions.held import HeldCongress
from daihoi.congresses.models import Congress
from daihoi.live.topics import bump
from daihoi.programme.actions.script_lines import HeldScript
from daihoi.programme.models import KeptDifference, Script, ScriptLine
from daihoi.programme.papers.scripts import script_blocks, words_blocks
from daihoi.programme.queries.approval import approved_programme
from daihoi.programme.queries.labels import SCRIPT, WORDS, script_label
from daihoi.programme.queries.programmes import values_of
from daihoi.programme.queries.rolls import roll_numbers
from daihoi.programme.queries.scripts import (
    against_final,
    finding_words,
    followed,
    lines_of,
    open_differences,
    script_page,
)
from daihoi.programme.queries.seen import body_of, programmes_of, scope_of, topic_of
from daihoi.programme.queries.words import fields_said, fill_words
from daihoi.registry.actions.papers import deposit
from daihoi.registry.models import Paper
from daihoi.registry.queries.filling import sources_of
from daihoi.rules.papers import CATALOGUE
from daihoi.rules.programme.items import Item

LINE_FIELDS = ("words", "conducted", "note")
LONGEST_WORDS = 20_000


@transaction.atomic
def build_script(congress: Congress, *, actor: User) -> Script:
    """Begin a script from the programme in force, or bring the open one in line with it.

    A new one takes words from the last script, else from the library; refreshed, a script keeps its
    words and what was kept otherwise for a reason.
    """
    require(actor, Permission.PROGRAMME_WRITE, at=scope_of(congress))
    HeldCongress.to_change(congress)
    versions = programmes_of(congress)
    programme = followed(versions, approved_programme(congress, versions))
    if programme is None:
        raise RuleBroken(
            _("Chưa có chương trình nên chưa lập kịch bản được."),
            code="no_programme",
            advice=_("Hãy lập chương trình trước."),
        )
    script = Script.objects.filter(congress=congress, final_at__isnull=True).first()
    values = values_of(programme)
    gone: list[dict[str, str]] = []  # lines that go, with what was typed
    if script is None:
        script = _begin(congress, programme, values, actor)
        after = {"number": script.number, "lines": len(values)}
    else:
        taken = [each for each in open_differences(script, programme) if each.is_open]
        script.congress = congress
        held = HeldScript(script)
        gone = [lost for each in taken if (lost := held.put(each.row.difference, values))]
        script.programme, script.revision = programme, script.revision + 1
        script.updated_at = clock.now()
        script.save(update_fields=["programme", "revision", "updated_at"])
        after = {"number": script.number, "taken": len(taken)}
    before = {"removed": gone} if gone else None
    record(
        "programme.build_script", script, actor=actor, before=before, after=after, context=script
    )
    bump(topic_of(congress))
    return script


@transaction.atomic
def edit_line(
    line: ScriptLine, values: Mapping[str, Any], *, revision: int, actor: User
) -> ScriptLine:
    """Change the words, who conducts, or the note of one item."""
    require(actor, Permission.PROGRAMME_WRITE, at=line)
    held = HeldScript(line.script)
    locked = held.line(str(line.key))
    if locked.revision != revision:
        raise Conflict(
            _("Người khác đã sửa lời của mục này từ lúc đồng chí mở trang."),
            code="outdated",
            advice=_("Lời đang lưu ghi dưới ô; lưu lần nữa là thay bằng lời của đồng chí."),
        )
    if len(str(values.get("words", ""))) > LONGEST_WORDS:
        raise RuleBroken(
            _("Lời của một mục dài quá %(n)s chữ.") % {"n": LONGEST_WORDS}, code="too_long"
        )
    before = {name: getattr(locked, name) for name in LINE_FIELDS if name in values}
    for name in before:
        setattr(locked, name, values[name])
    locked.revision += 1
    locked.save(update_fields=[*before, "revision"])
    held.changed()
    after = {name: values[name] for name in before}
    record(
        "programme.edit_line", locked, actor=actor, before=before, after=after, context=held.script
    )
    return locked


@transaction.atomic
def take_difference(script: Script, key: str, change: str, field: str, *, actor: User) -> None:
    """Take one difference over from the programme."""
    require(actor, Permission.PROGRAMME_WRITE, at=script)
    held = HeldScript(script)
    found = held.difference(key, change, field)
    gone = held.put(found, values_of(held.followed))
    KeptDifference.objects.filter(script=held.script, key=key, change=change, field=field).delete()
    held.changed()
    before = {"title": found.title, "change": change, "field": field, "value": found.old} | gone
    record(
        "programme.take_difference",
        held.script,
        actor=actor,
        before=before,
        after={"value": found.new},
        context=held.script,
    )


@transaction.atomic
def keep_difference(
    script: Script, key: str, change: str, field: str, reason: str, *, actor: User
) -> KeptDifference:
    """Leave one difference as it is, for a reason; it is asked again once the programme changes."""
    require(actor, Permission.PROGRAMME_WRITE, at=script)
    held = HeldScript(script)
    found = held.difference(key, change, field)
    said = " ".join(reason.split())
    if not said:
        raise RuleBroken(_("Hãy ghi lý do giữ khác chương trình."), code="no_reason")
    kept, _made = KeptDifference.objects.update_or_create(
        script=held.script,
        key=key,
        change=change,
        field=field,
        defaults={
            "value": found.new[:600],
            "reason": said[:400],
            "kept_at": clock.now(),
            "kept_by": actor,
        },
    )
    held.changed()
    after = {"title": found.title, "change": change, "field": field, "reason": kept.reason}
    record("programme.keep_difference", kept, actor=actor, after=after, context=held.script)
    return kept


@transaction.atomic
def finalise_script(script: Script, *, revision: int, reason: str = "", actor: User) -> Script:
    """Fix the script: its words as they read today. The programme must be approved first (S52).

    Before that only who leads the congress may, for a ``reason`` that the record keeps (S17).
    """
    require(actor, Permission.PROGRAMME_FINALISE, at=script.congress)
    held = HeldScript(script)
    locked = held.script
    if locked.revision != revision:
        raise Conflict(
            _("Kịch bản đã thay đổi từ lúc đồng chí mở trang."),
            code="outdated",
            advice=_("Hãy xem lại rồi hoàn thiện."),
        )
    said = " ".join(reason.split())
    _require_in_turn(held, said, actor)
    lines = lines_of(locked)
    sources = sources_of(locked.congress, wanted=fields_said(lines))
    roll = roll_numbers(locked.congress)
    for line in lines:
        line.said = fill_words(line, sources, roll).text
    ScriptLine.objects.bulk_update(lines, ["said"])
    locked.programme = held.followed
    locked.final_at, locked.final_by = clock.now(), actor
    locked.override_reason = said[:400] if held.approval is None or said else ""
    held.changed("programme", "final_at", "final_by", "override_reason")
    after = {"programme": locked.programme.number, "override_reason": locked.override_reason}
    record("programme.finalise_script", locked, actor=actor, after=after, context=locked)
    return locked


@transaction.atomic
def deposit_script(script: Script, *, actor: User) -> tuple[Paper, Paper]:
    """Put the script and the compère's words into their papers; later ones replace them."""
    require(actor, Permission.PROGRAMME_WRITE, at=script)
    congress = HeldCongress.to_change(script.congress)
    locked = Script.objects.select_for_update(of=("self",)).get(pk=script.pk)
    page = script_page(congress.pk, viewer=actor, number=script.number)
    if not page.rows:
        raise RuleBroken(_("Kịch bản chưa có mục nào."), code="empty")
    told = (("KBDH", SCRIPT, script_blocks), ("LDCT", WORDS, words_blocks))
    papers = []
    with in_vietnamese():
        for code, source, blocks in told:
            paper = deposit(
                congress,
                CATALOGUE[code],
                blocks(page),
                source=f"{source}:{congress.pk}",
                source_label=script_label(locked),
                subcommittee=body_of(congress),
                actor=actor,
            )
            papers.append(paper)
    locked.paper, locked.words_paper = papers
    locked.save(update_fields=["paper", "words_paper"])
    after = {"papers": [paper.pk for paper in papers]}
    record("programme.deposit_script", script, actor=actor, after=after, context=script)
    return papers[0], papers[1]


def _begin(congress: Congress, programme: Any, values: list[Item], actor: User) -> Script:
    now = clock.now()
    scripts = Script.objects.filter(congress=congress)
    last = scripts.order_by("-number").first()
    script = Script.objects.create(
        congress=congress,
        subcommittee=body_of(congress),
        programme=programme,
        number=(scripts.aggregate(last=Max("number"))["last"] or 0) + 1,
        created_by=actor,
        created_at=now,
        updated_at=now,
    )
    known = {str(line.key): line for line in lines_of(last)} if last else {}
    held = HeldScript(script)
    made = [held.new_line(item, place, known) for place, item in enumerate(values)]
    ScriptLine.objects.bulk_create(made)
    return script


def _require_in_turn(held: HeldScript, reason: str, actor: User) -> None:
    left = [each for each in open_differences(held.script, held.followed) if each.is_open]
    found = against_final(held.approval, len(left))
    if not found:
        return
    firm = [each for each in found if each.code == "differences"]
    if firm:
        raise RuleBroken(
            finding_words(firm[0]),
            firm,
            code="differences",
            advice=_("Hãy lấy theo chương trình hoặc ghi lý do giữ khác từng chỗ."),
        )
    if not reason:
        raise RuleBroken(
            finding_words(found[0]),
            found,
            code=found[0].code,
            advice=_(
                "Kịch bản chỉ hoàn thiện sau khi chương trình được duyệt. Cần làm trước thì bí thư ghi lý do."
            ),
        )
    if not can(actor, Permission.CONGRESSES_MANAGE, at=held.script.congress):
        raise NotPermitted(
            _("Chỉ bí thư được cho hoàn thiện kịch bản trước khi chương trình được duyệt.")
        )
