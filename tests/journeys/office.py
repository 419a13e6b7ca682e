"""Makes an office of 46 people and its congress: `python -m tests.journeys.office`.

The reference case on 20-2-2020, worked by its plan until then and before anything was written:
nobody has said a word yet. With FILE.docx, run on such an office, the head of the documents
subcommittee imports it as the political report.
"""

import os
import sys
from datetime import date
from pathlib import Path

import django

CLERK, CLERKS_PASSWORD = "anh.dtn", "phieu-giay-2020"
CAREFUL, CAREFULS_PASSWORD = "duc.lm", "hai-lop-khoa-2020"  # he wants a second step
TITLE = "Báo cáo chính trị"
TODAY = date(2020, 2, 20)


def make() -> None:
    from django.utils import timezone

    from daihoi.accounts.models import User
    from daihoi.base import clock
    from daihoi.congresses.actions import milestones
    from daihoi.home.management.demo.calendar import Calendar
    from daihoi.home.management.demo.congresses import add_congress, put_subcommittees
    from daihoi.home.management.demo.people import add_administrator, add_cell, add_superior
    from daihoi.home.management.demo.sources import read_toml

    told = read_toml("organizations.toml")
    house = told["cells"][0]
    plan = read_toml(house["plan"])
    with clock.standing_at(timezone.make_aware(told["began_at"])):
        administrator = add_administrator(told["administrator"])
        superior = add_superior(told["superior"], actor=administrator)
        cell = add_cell(house, superior, actor=administrator)
        secretary = User.objects.get(username="bi-thu")
        congress = add_congress(cell, house, plan, actor=secretary)
    calendar = Calendar()
    put_subcommittees(calendar, congress, house, actor=secretary)
    calendar.run()
    for done in plan["done"]:
        if done["noted_at"].date() < TODAY and not done.get("reason"):
            with clock.standing_at(timezone.make_aware(done["noted_at"])):
                milestone = congress.milestones.get(code=done["code"])
                milestones.complete_milestone(milestone, done["on"], actor=secretary)
    for username, password in ((CLERK, CLERKS_PASSWORD), (CAREFUL, CAREFULS_PASSWORD)):
        user = User.objects.get(username=username)
        user.set_password(password)
        user.save(update_fields=["password"])


def import_draft(file: Path) -> None:
    from daihoi.congresses.models import Subcommittee
    from daihoi.documents.actions import drafts
    from daihoi.home.management.demo.cast import Cast

    owner = Subcommittee.objects.get(purpose=Subcommittee.Purpose.DOCUMENTS)
    head = Cast(owner.congress.organization, owner).head
    draft = drafts.import_document(
        owner.congress,
        subcommittee=owner,
        kind="BCCT",
        title=TITLE,
        content=file.read_bytes(),
        file_name=file.name,
        actor=head,
    )
    drafts.confirm_draft(draft, base="", actor=head)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "daihoi.config.settings")
    django.setup()
    import_draft(Path(sys.argv[1])) if len(sys.argv) > 1 else make()
