"""Puts an open meeting into the demo: `python -m tests.journeys.sitting [--empty]`.

The cell sits on the demo's day over its action programme, which is open to opinions, and over the
preparation; staff of the documents subcommittee takes the minutes. Chair and taker have passwords.
With ``--empty`` nobody has been received yet; otherwise two are missing.
"""

import os
import sys
from datetime import datetime

import django

TAKER, TAKERS_PASSWORD = "lien.ht", "ghi-bien-ban-2020"
CHAIR, CHAIRS_PASSWORD = "bi-thu", "chu-tri-2020"
TOPIC = "Rà soát công việc trước đại hội"
AT = datetime(2020, 3, 26, 8, 0)  # noqa: DTZ001 - the house's own time, made aware below


def make(*, is_empty: bool = False) -> None:
    from django.utils import timezone

    from daihoi.base import clock
    from daihoi.congresses.models import Congress
    from daihoi.documents.models import Document
    from daihoi.meetings.actions import agenda, attendance, meetings
    from daihoi.meetings.models import Meeting, Presence
    from daihoi.organizations.models import Person

    taker = Person.objects.select_related("user").get(full_name="Hứa Thị Liên")
    chair = Person.objects.select_related("user").get(user__username=CHAIR)
    congress = Congress.objects.get(organization=chair.organization)
    assert taker.user is not None
    assert chair.user is not None
    taker.user.set_password(TAKERS_PASSWORD)
    taker.user.username = TAKER
    taker.user.save()
    chair.user.set_password(CHAIRS_PASSWORD)
    chair.user.save()
    report = Document.objects.filter(congress=congress, state="under_comment").order_by("pk")[0]
    with clock.standing_at(timezone.make_aware(AT)):
        values = {
            "kind": "special_topic",
            "topic": TOPIC,
            "place": "Hội trường tầng 2",
            "on": AT.date(),
            "half_day": "morning",
            "congress": congress,
            "chair": chair,
            "minute_taker": taker,
        }
        made = meetings.add_meeting(congress.organization, values, actor=chair.user)
        for title, document in (("Góp ý văn kiện", report), ("Hậu cần", None)):
            item = {"title": title, "minutes": 20, "presenter": None, "document": document}
            agenda.add_item(made, item, actor=chair.user)
        meetings.convene_meeting(made, actor=chair.user)
        found = Meeting.objects.get(pk=made.pk)
        *there, _one, _two = found.invitees.order_by("name_key", "pk")  # two are not here yet
        for row in [] if is_empty else there:
            row.meeting = found
            attendance.mark(row, Presence.PRESENT, actor=chair.user)
        meetings.open_meeting(found, actor=chair.user)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "daihoi.config.settings")
    django.setup()
    make(is_empty="--empty" in sys.argv)
