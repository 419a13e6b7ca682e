"""Targets of the new term (chỉ tiêu): set while preparing, followed year by year afterwards (S7)."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, RuleBroken
from daihoi.base.revisions import require_seen
from daihoi.congresses.actions.held import HeldCongress
from daihoi.congresses.models import Congress, ResolutionTarget, TargetResult
from daihoi.congresses.queries.targets import years_followed_of
from daihoi.live.topics import bump
from daihoi.rules.outcomes import years_of
from daihoi.vietnamese.text import tidy

SAID_OF_IT = ("text", "unit", "amount", "year")  # what a target with results keeps


@transaction.atomic
def add_target(congress: Congress, values: Mapping[str, Any], *, actor: User) -> ResolutionTarget:
    """Set a target by ``group``, ``text``, ``unit``, ``amount`` and ``year`` (None: the whole term).

    It stands after the others.
    """
    require(actor, Permission.CONGRESSES_MANAGE, at=congress)
    locked = _preparing(congress)
    _check(locked, values, itself=None)
    last = locked.targets.aggregate(last=Max("position"))["last"]
    made = ResolutionTarget.objects.create(
        congress=locked, position=0 if last is None else last + 1, **values
    )
    record("congresses.add_target", made, actor=actor, after=values, context=locked)
    bump(f"congresses.congress:{locked.pk}")
    return made


@transaction.atomic
def edit_target(
    target: ResolutionTarget, values: Mapping[str, Any], *, seen: str | None = None, actor: User
) -> ResolutionTarget:
    """Change a target; one whose results are noted keeps its words and its year (S7)."""
    require(actor, Permission.CONGRESSES_MANAGE, at=target)
    congress = _preparing(target.congress)
    locked = _target(target)
    require_seen(locked, values, seen)
    changed = {name: value for name, value in values.items() if getattr(locked, name) != value}
    if not changed:
        return locked
    if locked.results.exists() and not changed.keys().isdisjoint(SAID_OF_IT):
        raise Conflict(
            _("Chỉ tiêu này đã ghi kết quả nên giữ nguyên lời và năm."),
            code="has_results",
            advice=_("Hãy thêm một chỉ tiêu mới."),
        )
    _check(congress, values, itself=locked)
    before = {name: getattr(locked, name) for name in changed}
    for name, value in changed.items():
        setattr(locked, name, value)
    locked.save(update_fields=[*changed])
    record("congresses.edit_target", locked, actor=actor, before=before, after=changed, context=congress)  # fmt: skip
    bump(f"congresses.congress:{congress.pk}")
    return locked


@transaction.atomic
def remove_target(target: ResolutionTarget, *, actor: User) -> None:
    """Take a target away that nothing is noted of; the record keeps its words."""
    require(actor, Permission.CONGRESSES_MANAGE, at=target)
    congress = _preparing(target.congress)
    locked = _target(target)
    if locked.results.exists():
        raise Conflict(_("Chỉ tiêu này đã ghi kết quả nên không bỏ được."), code="has_results")
    before = {"text": locked.text, "group": locked.group, "year": locked.year}
    record("congresses.remove_target", locked, actor=actor, before=before, context=congress)
    locked.delete()
    bump(f"congresses.congress:{congress.pk}")


@transaction.atomic
def adopt_targets(
    congress: Congress, told: Sequence[Mapping[str, Any]], *, actor: User
) -> list[ResolutionTarget]:
    """Take over the targets of the adopted resolution; those are followed, once for each ``key``.

    ``told``: key of the clause, group, text, unit, amount, year. One that was prepared becomes the
    one that was adopted; those that the resolution leaves out stay as they are, aside. Also after
    the preparation is closed.
    """
    require(actor, Permission.RESOLUTIONS_WRITE, at=congress)
    locked = HeldCongress(congress).congress
    prepared = list(locked.targets.prefetch_related("results").order_by("position", "pk"))
    made = []
    for place, each in enumerate(told):
        target = next((row for row in prepared if _becomes(row, each)), None)
        if target is None:
            target = ResolutionTarget(congress=locked)
        else:
            prepared.remove(target)
        for name in ("group", *SAID_OF_IT):
            setattr(target, name, each[name])
        target.clause_key, target.position = UUID(each["key"]), place
        target.save()
        made.append(target)
    after = {"targets": [each.text for each in made]}
    record("congresses.adopt_targets", locked, actor=actor, after=after, context=locked)
    bump(f"congresses.congress:{locked.pk}")
    return made


@transaction.atomic
def note_result(
    target: ResolutionTarget, values: Mapping[str, Any], *, actor: User
) -> TargetResult:
    """Note how the target stood in a ``year``: ``text``, ``is_met``, ``value``, ``evidence``.

    A second note replaces the first; the record keeps both. Not only while preparing: targets are
    followed through the whole term.
    """
    require(actor, Permission.RESOLUTIONS_FOLLOW, at=target)
    congress = HeldCongress(target.congress).congress
    locked = _target(target)
    if not locked.is_adopted and _is_resolved(congress):
        raise Conflict(
            _("Chỉ tiêu này không có trong nghị quyết đã thông qua nên không theo dõi nữa."),
            code="left_out",
        )
    _check_year(congress, locked, values["year"])
    said = {
        "text": _said(values["text"]),
        "is_met": values["is_met"],
        "value": tidy(values.get("value", ""))[:120],
        "evidence": tidy(values.get("evidence", ""))[:300],
    }
    old = locked.results.filter(year=values["year"]).first()
    before = {name: getattr(old, name) for name in said} if old else None
    made, _created = locked.results.update_or_create(
        year=values["year"], defaults={**said, "noted_at": clock.now(), "noted_by": actor}
    )
    after = {**said, "year": made.year}
    record("congresses.note_result", locked, actor=actor, before=before, after=after, context=congress)  # fmt: skip
    bump(f"congresses.congress:{congress.pk}")
    return made


def _preparing(congress: Congress) -> Congress:
    """Held; `Conflict` once its preparation is closed or its resolution has said the targets."""
    locked = HeldCongress.to_change(congress)
    if _is_resolved(locked):
        raise Conflict(
            _("Chỉ tiêu là của nghị quyết đã được đại hội thông qua nên giữ nguyên."),
            code="adopted",
        )
    return locked


def _is_resolved(congress: Congress) -> bool:
    return congress.targets.filter(clause_key__isnull=False).exists()


def _becomes(target: ResolutionTarget, told: Mapping[str, Any]) -> bool:
    """Whether the target is what the clause ``told`` says; one with results keeps its words."""
    key = UUID(told["key"])
    if target.is_adopted:
        return target.clause_key == key
    if all(getattr(target, name) == told[name] for name in SAID_OF_IT):
        return True
    return target.key_in_draft == key and not target.results.all()


def _target(target: ResolutionTarget) -> ResolutionTarget:
    found = ResolutionTarget.objects.select_for_update().filter(pk=target.pk).first()
    if found is None:
        raise NotFound
    return found


def _check(
    congress: Congress, values: Mapping[str, Any], *, itself: ResolutionTarget | None
) -> None:
    text, year = _said(values["text"]), values["year"]
    term = years_of(congress.term_start, congress.term_end)
    if year is not None and year not in term:
        raise RuleBroken(
            _("Năm %(year)s không thuộc nhiệm kỳ %(term)s.")
            % {"year": str(year), "term": congress.term},
            code="not_in_term",
            advice=_("Hãy chọn một năm của nhiệm kỳ, hoặc cả nhiệm kỳ."),
        )
    others = congress.targets.filter(text=text, year=year)
    if itself is not None:
        others = others.exclude(pk=itself.pk)
    if others.exists():
        raise Conflict(_("Đã có chỉ tiêu này cho cùng thời gian."), code="target_taken")


def _check_year(congress: Congress, target: ResolutionTarget, year: int) -> None:
    if target.year is not None and year != target.year:
        raise RuleBroken(
            _("Chỉ tiêu này đặt cho năm %(year)s.") % {"year": str(target.year)}, code="other_year"
        )
    if year not in years_followed_of(target, congress):
        raise RuleBroken(
            _("Chỉ tiêu này không theo dõi năm %(year)s.") % {"year": str(year)}, code="other_year"
        )
    if year > clock.today().year:
        raise RuleBroken(
            _("Chưa đến năm %(year)s nên chưa có kết quả.") % {"year": str(year)}, code="to_come"
        )


def _said(text: str) -> str:
    said = " ".join(text.split())
    if not said:
        raise RuleBroken(_("Hãy ghi nội dung."), code="no_text")
    return said
