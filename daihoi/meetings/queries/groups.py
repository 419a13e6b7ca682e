"""Discussion groups (tổ thảo luận) of a meeting."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from daihoi.accounts.permissions import Permission
from daihoi.meetings.models import Invitee, InviteeCategory, Meeting
from daihoi.meetings.queries.attendance import invitees_of
from daihoi.meetings.queries.seen import get_meeting

GROUP_LETTERS = 60


@dataclass(frozen=True, slots=True)
class GroupsPage:
    """``names``: the groups there are, with how many are in each."""

    meeting: Meeting
    rows: list[Invitee]
    names: list[tuple[str, int]]


def groups_page(pk: int, *, viewer: Any) -> GroupsPage:
    """Everybody on the roll, for who prepares the meeting."""
    meeting = get_meeting(pk, viewer=viewer, to=Permission.MEETINGS_MANAGE)
    rows = list(invitees_of(meeting))
    named = [row.discussion_group for row in rows if row.discussion_group]
    return GroupsPage(meeting, rows, [(name, named.count(name)) for name in sorted(set(named))])


def spread(rows: list[Invitee], count: int) -> dict[int, str]:
    """Everybody but guests in groups of equal size, people of one unit together as far as it goes."""
    people = [row for row in rows if row.category != InviteeCategory.GUEST]
    people.sort(key=lambda row: (row.unit, row.name_key, row.pk))
    cuts = [len(people) * number // count for number in range(count + 1)]
    return {
        row.pk: _("Tổ %(n)s") % {"n": number}
        for number, (start, stop) in enumerate(pairwise(cuts), 1)
        for row in people[start:stop]
    }
