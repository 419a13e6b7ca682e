"""Naming presidium, secretariat and tellers by a show of hands, and releasing them."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.actions.accounts import end_roles, give_role
from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, RuleBroken
from daihoi.congresses.models import Congress
from daihoi.elections.actions.held import HeldCongress
from daihoi.elections.actions.votes import record_vote
from daihoi.elections.models import Body, BodyMember, RollEntry, Vote
from daihoi.elections.queries.bodies import duty_of, on_list, running, serving, teller_answer
from daihoi.elections.queries.hands import Hands
from daihoi.elections.queries.law import form_of, rules_of
from daihoi.elections.queries.matters import number_voted
from daihoi.elections.queries.refusals import refusal
from daihoi.elections.queries.rolls import require_roll
from daihoi.rules.elections.kinds import Body as Named
from daihoi.rules.elections.kinds import label
from daihoi.rules.elections.parameters import RuleSet
from daihoi.rules.elections.slates import check_body


@transaction.atomic
def name_body(
    congress: Congress,
    body: Body,
    people: Sequence[int],
    hands: Hands,
    *,
    head: int | None = None,
    actor: User,
) -> Vote:
    """The congress votes on people proposed for a body, their number included; named if it passes.

    Where a number was voted before (P51) the list must make it up. Tellers are official members who
    stand on no list (E-025); a head is proposed where the edition says so (E-024). Their roles
    follow at once.
    """
    require(actor, Permission.ELECTIONS_PREPARE, at=congress)
    held = HeldCongress(congress)
    rules = rules_of(held.congress)
    allowed = check_body(Named(body), form=form_of(held.congress), rules=rules)
    if allowed.decision != "elected_here":
        raise refusal(allowed)
    chosen = _chosen(held.congress, people)
    present = {row.person_id for row in serving(held.congress, body)}
    if there := next((row for row in chosen if row.person_id in present), None):
        raise Conflict(_("%(name)s đã ở bộ phận này.") % {"name": there.name}, code="already_in")
    if body is Body.TELLERS:
        listed = frozenset().union(*map(on_list, running(held.congress)))
        for row in chosen:
            _refuse_teller(row, rules, listed)
        has_head = serving(held.congress, body).filter(is_head=True).exists()
        if rules.tellers_head_proposed.value and head is None and not has_head:
            raise RuleBroken(
                _("Phải đề xuất trưởng ban kiểm phiếu (%(basis)s).")
                % {"basis": rules.tellers_head_proposed.basis},
                code="no_head",
            )
    _require_number(held.congress, body, len(present) + len(chosen))
    if head is not None and head not in {row.person_id for row in chosen}:
        raise RuleBroken(_("Trưởng ban phải là người được đề xuất."), code="strange_head")
    if head is not None and (now := serving(held.congress, body).filter(is_head=True).first()):
        raise Conflict(
            _("Đã có trưởng: %(name)s. Hãy cho thôi trước.") % {"name": now.person},
            code="second_head",
        )
    names = ", ".join(row.name for row in chosen)
    subject = f"{label(Named(body)).capitalize()}: {len(chosen)} người, gồm {names}"
    vote = record_vote(held.congress, body, subject, hands, number=len(chosen), actor=actor)
    if vote.passed:
        for row in chosen:
            _name(held.congress, body, row, is_head=row.person_id == head, actor=actor)
    after = {"body": body.value, "names": [row.name for row in chosen], "passed": vote.passed}
    record("elections.name_body", held.congress, actor=actor, after=after, context=held.congress)
    return vote


@transaction.atomic
def release_member(member: BodyMember, *, reason: str, actor: User) -> BodyMember:
    """Let somebody's place in a body end, with its role; another one is named by a vote."""
    require(actor, Permission.ELECTIONS_PREPARE, at=member)
    held = HeldCongress(member.congress)
    rows = BodyMember.objects.select_for_update(of=("self",)).select_related("person")
    locked = rows.get(pk=member.pk)
    if locked.released_at is not None:
        raise Conflict(_("%(name)s đã thôi từ trước.") % {"name": locked.person}, code="released")
    if not reason.strip():
        raise RuleBroken(_("Hãy ghi lý do thay."), code="no_reason")
    locked.released_at, locked.released_by = clock.now(), actor
    locked.release_reason = reason.strip()[:300]
    locked.save(update_fields=["released_at", "released_by", "release_reason"])
    source = f"elections.bodymember:{locked.pk}"
    end_roles(source, clock.today() - timedelta(days=1), actor=actor)
    after = {"name": str(locked.person), "body": locked.body, "reason": locked.release_reason}
    record("elections.release_member", locked, actor=actor, after=after, context=held.congress)
    held.bump()
    return locked


def _chosen(congress: Congress, people: Sequence[int]) -> list[RollEntry]:
    if not people:
        raise RuleBroken(_("Chưa chọn người nào."), code="nobody")
    if len(set(people)) < len(people):
        raise RuleBroken(_("Có người được chọn hai lần."), code="twice")
    entries = require_roll(congress).entries.select_related("person__user")
    chosen = list(entries.filter(person__in=people).order_by("name_key", "pk"))
    if len(chosen) < len(people):
        raise NotFound
    return chosen


def _require_number(congress: Congress, body: Body, people: int) -> None:
    number = number_voted(congress, body)
    if number is not None and number != people:
        raise RuleBroken(
            _(
                "Đại hội đã biểu quyết %(body)s gồm %(number)s người; danh sách này thành %(n)s người."
            )
            % {"body": label(Named(body)), "number": number, "n": people},
            code="other_number",
            advice=_("Hãy chọn đủ số người ấy, hoặc biểu quyết lại số lượng."),
        )


def _refuse_teller(row: RollEntry, rules: RuleSet, listed: frozenset[int]) -> None:
    answer = teller_answer(row, rules, listed)
    if answer.decision == "rejected":
        raise refusal(answer, advice=_("Hãy đề xuất người khác."))


def _name(
    congress: Congress, body: Body, row: RollEntry, *, is_head: bool, actor: User
) -> BodyMember:
    made = BodyMember.objects.create(
        congress=congress,
        body=body,
        person=row.person,
        is_head=is_head,
        named_at=clock.now(),
        named_by=actor,
    )
    after = {"name": row.name, "body": body.value, "is_head": is_head}
    record("elections.name_member", made, actor=actor, after=after, context=congress)
    duty = duty_of(made)
    if row.person.user is not None:
        give_role(row.person.user, duty.role, duty.scope, duty.source, clock.today(), actor=actor)
    return made
