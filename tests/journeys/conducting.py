"""Brings the demo to the morning of its congress: `python -m tests.journeys.conducting`.

The script is final, all members are in the room, the roll is confirmed. Another of the committee
has a password, so that two may want to conduct.
"""

import os
from datetime import datetime

import django

CONDUCTOR, CONDUCTORS_PASSWORD = "bi-thu", "dieu-hanh-2020"
OTHER, OTHERS_PASSWORD = "chi-uy-vien", "nhan-phim-2020"
DAY = "2020-04-03"
AT = datetime(2020, 4, 3, 7, 0)  # noqa: DTZ001 - the house's own time, made aware below


def make() -> None:
    from django.utils import timezone

    from daihoi.accounts.models import Grant, User
    from daihoi.base import clock
    from daihoi.congresses.models import Congress
    from daihoi.elections.actions import rolls
    from daihoi.meetings.actions import attendance, meetings
    from daihoi.meetings.models import Meeting, Presence
    from daihoi.meetings.queries.attendance import congress_meeting
    from daihoi.programme.actions import scripts
    from daihoi.programme.models import Script

    chief = User.objects.get(username=CONDUCTOR)
    chief.set_password(CONDUCTORS_PASSWORD)
    chief.save()
    script = Script.objects.select_related("congress__organization").get(final_at__isnull=True)
    congress: Congress = script.congress
    grants = Grant.objects.filter(
        role="committee_member", organization_path=congress.organization.path
    )
    grant = grants.exclude(user=chief).select_related("user").order_by("pk")[0]
    grant.user.username = OTHER
    grant.user.set_password(OTHERS_PASSWORD)
    grant.user.save()
    with clock.standing_at(timezone.make_aware(AT)):
        scripts.build_script(congress, actor=chief)  # in line with the programme
        script.refresh_from_db()
        scripts.finalise_script(
            script, revision=script.revision, reason="Kịp ngày đại hội.", actor=chief
        )
        meeting = congress_meeting(congress)
        if meeting is None:
            values = {
                "kind": "congress", "topic": "Đại hội chi bộ", "place": "Hội trường",
                "on": AT.date(), "half_day": "morning", "congress": congress, "chair": None,
                "minute_taker": None,
            }  # fmt: skip
            meeting = meetings.add_meeting(congress.organization, values, actor=chief)
        if meeting.convened_at is None:
            meetings.convene_meeting(meeting, actor=chief)
        found = Meeting.objects.select_related("organization", "congress").get(pk=meeting.pk)
        for row in found.invitees.order_by("name_key", "pk"):
            row.meeting = found
            attendance.mark(row, Presence.PRESENT, actor=chief)
        meetings.open_meeting(found, actor=chief)
        rolls.confirm_roll(rolls.propose_roll(congress, actor=chief), actor=chief)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "daihoi.config.settings")
    django.setup()
    make()
