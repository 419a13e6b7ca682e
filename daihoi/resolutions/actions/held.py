"""A resolution held for a change: locked, checked, its clauses written, its pages told."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, RuleBroken
from daihoi.live.topics import bump
from daihoi.resolutions.models import Amendment, Clause, ClauseKind, Resolution
from daihoi.resolutions.queries.seen import congress_topic
from daihoi.rules.outcomes import years_of
from daihoi.vietnamese.text import tidy

STEP = 10  # between positions, so that a clause fits in
LONGEST = 20_000


class HeldResolution:
    """Locks the resolution: changes follow each other. Inside a transaction only."""

    def __init__(self, resolution: Resolution) -> None:
        rows = Resolution.objects.select_for_update(of=("self",))
        locked = rows.filter(pk=resolution.pk).first()
        if locked is None:
            raise NotFound
        locked.congress = resolution.congress
        locked.subcommittee = resolution.subcommittee
        self.resolution = locked

    @classmethod
    def to_change(cls, resolution: Resolution) -> "HeldResolution":
        """`Conflict` once it is adopted: nothing of it changes any more."""
        held = cls(resolution)
        if held.resolution.is_adopted:
            raise Conflict(
                _("Nghị quyết đã được đại hội thông qua nên không sửa được nữa."), code="adopted"
            )
        return held

    def clause(self, clause: Clause) -> Clause:
        """The clause as it stands now; `Conflict` once it was taken out."""
        found = self.resolution.clauses.filter(pk=clause.pk).first()
        if found is None:
            raise NotFound
        if found.removed_at is not None:
            raise Conflict(_("Điều khoản này đã được bỏ khỏi dự thảo."), code="clause_removed")
        found.resolution = self.resolution
        return found

    def amendment(self, amendment: Amendment) -> Amendment:
        """The amendment as it stands now."""
        rows = self.resolution.amendments.select_related("clause", "person", "clause_made")
        found = rows.get(pk=amendment.pk)
        found.resolution = self.resolution
        return found

    def save(self, *fields: str) -> None:
        """Keep these fields of the resolution, and tell its pages that it changed."""
        self.resolution.revision += 1
        self.resolution.updated_at = clock.now()
        self.resolution.save(update_fields=[*fields, "revision", "updated_at"])
        bump(congress_topic(self.resolution.congress))

    def put_clause(
        self,
        kind: ClauseKind,
        values: Mapping[str, Any],
        *,
        after: Clause | None,
        actor: User,
    ) -> Clause:
        """A new clause behind another; None: at the end."""
        resolution = self.resolution
        checked = _checked(resolution, kind, values)
        last = resolution.clauses.aggregate(last=Max("position"))["last"] or 0
        position = last + STEP
        if after is not None:
            place = self.clause(after).position
            rows = list(resolution.clauses.filter(position__gt=place).order_by("position", "pk"))
            for each in rows:
                each.position += STEP
            Clause.objects.bulk_update(rows, ["position"])
            position = place + STEP // 2
        return Clause.objects.create(
            resolution=resolution, key=uuid.uuid4(), kind=kind, position=position,
            level=1 if kind == ClauseKind.HEADING else 0, changed_at=clock.now(), changed_by=actor,
            **checked,
        )  # fmt: skip

    def change_clause(self, clause: Clause, values: Mapping[str, Any], *, actor: User) -> bool:
        """Write words into a clause of `clause`; False where nothing differs."""
        checked = _checked(self.resolution, ClauseKind(clause.kind), {**clause.told, **values})
        changed = [name for name, value in checked.items() if getattr(clause, name) != value]
        for name in changed:
            setattr(clause, name, checked[name])
        if changed:
            clause.revision += 1
            clause.changed_at, clause.changed_by = clock.now(), actor
            clause.save(update_fields=[*changed, "revision", "changed_at", "changed_by"])
        return bool(changed)

    def take_out(self, clause: Clause, *, actor: User) -> None:
        """The clause stays, and can be put back."""
        clause.removed_at, clause.removed_by = clock.now(), actor
        clause.save(update_fields=["removed_at", "removed_by"])

    def put_back(self, clause: Clause) -> None:
        clause.removed_at = clause.removed_by = None
        clause.save(update_fields=["removed_at", "removed_by"])


def _checked(resolution: Resolution, kind: ClauseKind, values: Mapping[str, Any]) -> dict[str, Any]:
    """Fields of a clause of this kind; refused without words, or for a year outside of the term."""
    text = values.get("text", "").strip()
    if not text:
        raise RuleBroken(_("Hãy ghi nội dung điều khoản."), code="no_text")
    if len(text) > LONGEST:
        raise RuleBroken(
            _("Điều khoản dài quá %(n)s chữ.") % {"n": LONGEST},
            code="too_long",
            advice=_("Hãy tách thành nhiều điều khoản."),
        )
    if kind != ClauseKind.TARGET:
        return {"text": text}
    congress, year = resolution.congress, values.get("year")
    if year is not None and year not in years_of(congress.term_start, congress.term_end):
        raise RuleBroken(
            _("Năm %(year)s không thuộc nhiệm kỳ %(term)s.")
            % {"year": str(year), "term": congress.term},
            code="not_in_term",
            advice=_("Hãy chọn một năm của nhiệm kỳ, hoặc cả nhiệm kỳ."),
        )
    if not values.get("group"):
        raise RuleBroken(_("Hãy chọn nhóm chỉ tiêu."), code="no_group")
    return {
        "text": text,
        "unit": tidy(values.get("unit", ""))[:60],
        "amount": tidy(values.get("amount", ""))[:120],
        "year": year,
        "group": values["group"],
    }
