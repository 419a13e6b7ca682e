"""The poll on people from the floor: its papers, who counted them, who was supported."""

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import RuleBroken
from daihoi.elections.actions.held import HeldElection
from daihoi.elections.models import Election, Poll
from daihoi.elections.queries.law import rules_of
from daihoi.elections.queries.polls import poll_of, polled
from daihoi.elections.queries.rolls import reckoned_now, require_roll
from daihoi.vietnamese.text import tidy

TOLD = ("given", "returned", "invalid", "counters", "head")


@transaction.atomic
def record_poll(
    election: Election,
    given: int,
    returned: int,
    invalid: int,
    *,
    counters: str,
    head: str,
    actor: User,
) -> Poll:
    """Keep how many papers of the poll were given out, came back and are invalid, and who counted.

    Refused for more than voters in the room, and for fewer valid ones than somebody has supporters.
    Told again, it replaces what was kept; the record keeps both.
    """
    require(actor, Permission.ELECTIONS_PREPARE, at=election)
    held = HeldElection(election)
    held.check_open()
    locked = held.election
    rows = polled(locked)
    _check_papers(locked, given, returned, invalid)
    most = max(row.supporters or 0 for row in rows)
    if returned - invalid < most:
        row = next(each for each in rows if each.supporters == most)
        facts = {"valid": returned - invalid, "name": row.person, "n": most}
        raise RuleBroken(
            _("Chỉ %(valid)s phiếu hợp lệ nhưng %(name)s có %(n)s người ủng hộ.") % facts,
            code="fewer_valid",
            advice=_("Hãy đếm lại phiếu, hoặc ghi lại số người ủng hộ."),
        )
    if not tidy(counters) or not tidy(head):
        raise RuleBroken(_("Hãy ghi tổ kiểm phiếu xin ý kiến và tổ trưởng."), code="no_counters")
    old = poll_of(locked)
    before = {name: getattr(old, name) for name in TOLD} if old else None
    after = {"given": given, "returned": returned, "invalid": invalid,
             "counters": tidy(counters)[:300], "head": tidy(head)[:160]}  # fmt: skip
    made, _created = Poll.objects.update_or_create(
        election=locked, defaults={**after, "recorded_at": clock.now(), "recorded_by": actor}
    )
    record("elections.record_poll", made, actor=actor, before=before, after=after, context=locked)
    held.bump()
    return made


def _check_papers(election: Election, given: int, returned: int, invalid: int) -> None:
    congress = election.congress
    present = reckoned_now(congress, require_roll(congress), rules_of(congress)).numbers.present
    facts = {"given": given, "returned": returned, "invalid": invalid, "present": present}
    if not 0 <= invalid <= returned <= given:
        raise RuleBroken(
            _(
                "Phát ra %(given)s, thu về %(returned)s, không hợp lệ %(invalid)s: các số không khớp."
            )
            % facts,
            code="papers_do_not_fit",
            advice=_("Phiếu thu về không nhiều hơn phát ra; không hợp lệ không nhiều hơn thu về."),
        )
    if not 1 <= given <= present:
        raise RuleBroken(
            _("Phát ra %(given)s phiếu nhưng %(present)s người có quyền biểu quyết đang có mặt.")
            % facts,
            code="more_papers",
            advice=_("Hãy đếm lại, hoặc điểm danh người đến sau."),
        )
