"""Puts a counted ballot into a new place: `python -m tests.journeys.announcing`.

A cell at its congress: the committee's ballot was counted, nobody has announced it. Presidium and a
member have passwords.
"""

import os

import django

CHAIR, MEMBER, PASSWORD = "chu-toa", "dang-vien", "bau-cu-2020"
CHAIRS_NAME = "Nông Thị Ngân"


def make() -> None:
    from daihoi.accounts.permissions import Role
    from daihoi.elections.models import Election
    from tests.elections.counted import presiding, settled
    from tests.factories import grant

    round_ = settled([26, 20, 20, 12], seats=2)
    Election.objects.update(position=1)
    organization = round_.election.congress.organization
    organization.name, organization.short_name = "Chi bộ Cục Thi hành án dân sự", "Chi bộ Cục"
    organization.save(update_fields=["name", "short_name"])
    chair = presiding(round_)
    grant(Role.SECRETARY, organization, chair)
    chair.full_name = CHAIRS_NAME
    for user, username in ((chair, CHAIR), (grant(Role.MEMBER, organization), MEMBER)):
        user.username = username
        user.set_password(PASSWORD)
        user.save()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "daihoi.config.settings")
    django.setup()
    make()
