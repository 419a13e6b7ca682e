"""Opens the congress of the office: `python -m tests.journeys.balloting`.

Day D is today; everybody is called and there, but one who is excused. Two members can sign in.
"""

import os

import django

TELLERS = {"kiem-phieu-1": "Lương Quốc Vinh", "kiem-phieu-2": "Liễu Thị Xuân"}
PASSWORD = "kiem-phieu-2020"


def make() -> None:
    from daihoi.accounts.models import User
    from daihoi.base import clock
    from daihoi.congresses.models import Congress
    from daihoi.meetings.actions import attendance, meetings
    from daihoi.meetings.models import Meeting, Presence
    from daihoi.organizations.actions.roles import align_roles

    congress = Congress.objects.select_related("organization").get()
    congress.target_on, congress.target_precision = clock.today(), "day"
    congress.save()
    boss = User.objects.get(username="bi-thu")
    people = list(congress.organization.people.select_related("user").order_by("name_key"))
    values = {
        "kind": "congress", "topic": "Đại hội", "place": "Hội trường tầng 2",
        "on": clock.today(), "half_day": "morning", "congress": congress,
        "chair": boss.person, "minute_taker": people[0],
    }  # fmt: skip
    made = meetings.add_meeting(congress.organization, values, actor=boss)
    meetings.convene_meeting(made, actor=boss)
    found = Meeting.objects.get(pk=made.pk)
    *_there, last = found.invitees.filter(is_counted=True).order_by("name_key", "pk")
    for row in found.invitees.exclude(pk=last.pk):
        row.meeting = found
        attendance.mark(row, Presence.PRESENT, actor=boss)
    last.meeting = found
    attendance.mark(last, Presence.EXCUSED, reason="Đi công tác", actor=boss)
    meetings.open_meeting(found, actor=boss)
    for username, full_name in TELLERS.items():
        person = congress.organization.people.select_related("user").get(full_name=full_name)
        user = person.user or User(full_name=person.full_name)
        user.username = username
        user.set_password(PASSWORD)
        user.save()
        person.user = user
        person.save(update_fields=["user"])
        align_roles(person, actor=boss)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "daihoi.config.settings")
    django.setup()
    make()
