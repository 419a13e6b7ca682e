"""The order of a day held for a change: judged by the rules before it is kept, kept with what they said."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.base.errors import Conflict, RuleBroken
from daihoi.conduct.actions.held import HeldRun
from daihoi.conduct.models import Change, ChangeKind, Run, RunItem
from daihoi.conduct.queries.findings import broken, kept, told
from daihoi.conduct.queries.settled import settled_in
from daihoi.rules.programme.checks import findings_in
from daihoi.rules.programme.items import Item, Session
from daihoi.rules.programme.running import Phase, joined_session, judge_order


class HeldOrder(HeldRun):
    """``was``: the items that were to run when the run was locked, as the rules know them."""

    def __init__(self, run: Run) -> None:
        super().__init__(run)
        self.was = self._values(self.items)

    def ahead(self, item: RunItem) -> RunItem:
        """The item as it stands now; `Conflict` unless it is still to come."""
        found = self.items[self.place(item)]
        if found.as_line().phase is not Phase.AHEAD:
            raise Conflict(
                _("“%(title)s” đã làm hoặc đã bỏ nên không đổi được.") % {"title": found.title},
                code="not_ahead",
            )
        return found

    def put_before(self, item: RunItem, other: RunItem | None) -> list[RunItem]:
        """The order with ``item`` before another that is ahead, or last; it may join that session."""
        rest = [each for each in self.items if each.pk != item.pk]
        target = None if other is None else self.ahead(other)
        if target is not None and target.pk == item.pk:
            raise RuleBroken(_("Mục vẫn ở chỗ cũ."), code="same_place")
        place = len(rest) if target is None else rest.index(target)
        for beside in [target] if target else rest[-1:]:
            item.session = joined_session(Session(item.session), Session(beside.session))
        return [*rest[:place], item, *rest[place:]]

    def put_first(self, item: RunItem, *, reason: str, accepts: str, actor: User) -> Change:
        """Take an item out of its turn, before everything that is ahead."""
        before = {"place": self.place(item) + 1}
        first = next(each for each in self.items if each.is_ahead)
        findings = self.settle(self.put_before(item, first), accepts=accepts)
        return self.keep_change(
            ChangeKind.MOVE, item, before=before, after={"place": self.place(item) + 1},
            reason=reason, findings=findings, actor=actor,
        )  # fmt: skip

    def settle(self, order: Sequence[RunItem], *, accepts: str) -> list[dict[str, Any]]:
        """Let the items stand in this order, unless the rules forbid it; what they told, to be kept.

        ``accepts``: codes of what was told before and is done all the same; anything else is told
        first, by a refusal with the code "to_accept".
        """
        verdict = judge_order(self.was, self._values(order), settled=settled_in(self.run.congress))
        family = self.run.congress.organization.family.code
        warned = findings_in(family, verdict.warned)
        if verdict.forbidden:
            forbidden = findings_in(family, verdict.forbidden)
            raise broken(forbidden, advice=_("Thứ tự đang có được giữ nguyên."))
        if [each for each in warned if each.code not in accepts.split(",")]:
            words = " ".join(each.text for each in told(warned))
            raise RuleBroken(words, warned, code="to_accept")
        self.items = list(order)
        for place, item in enumerate(self.items):
            item.position = place
        RunItem.objects.bulk_update(self.items, ["position", "session"])
        return kept(warned)

    def keep_change(
        self,
        kind: ChangeKind,
        item: RunItem,
        *,
        before: dict[str, Any],
        after: dict[str, Any],
        reason: str,
        findings: Sequence[dict[str, Any]] = (),
        actor: User,
    ) -> Change:
        """Note the change with its reason."""
        return Change.objects.create(
            run=self.run,
            item=item,
            kind=kind,
            before=before,
            after=after,
            reason=self.said(reason),
            findings=list(findings),
            changed_at=self.now,
            changed_by=actor,
        )

    @staticmethod
    def _values(items: Sequence[RunItem]) -> list[Item]:
        return [item.as_value() for item in items if item.skipped_at is None]
