"""Who discusses in which group (tổ thảo luận)."""

from collections.abc import Mapping

from django.db import transaction

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record_many
from daihoi.live.topics import bump
from daihoi.meetings.actions.held import HeldLines, HeldMeeting
from daihoi.meetings.models import Invitee, Meeting
from daihoi.meetings.queries.wording import topic_of


@transaction.atomic
def set_groups(meeting: Meeting, groups: Mapping[int, str], *, actor: User) -> int:
    """Put people into groups by the keys of their lines, "" for none; how many changed.

    `Conflict` once the meeting is cancelled or its minutes are signed.
    """
    require(actor, Permission.MEETINGS_MANAGE, at=meeting)
    held = HeldMeeting(meeting)
    held.check_not_over()
    entries = []
    for row in HeldLines(meeting, groups.keys()).rows.values():
        before, after = row.discussion_group, groups[row.pk]
        if before != after:
            row.discussion_group = after
            entries.append((row, {"group": before}, {"group": after}))
    Invitee.objects.bulk_update([row for row, *_ in entries], ["discussion_group"])
    record_many(entries, action="meetings.set_groups", actor=actor, context=held.meeting)
    if entries:
        bump(topic_of(held.meeting))
    return len(entries)
