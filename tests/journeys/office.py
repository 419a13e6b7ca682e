"""Makes an office of 46 people and its congress: `python -m tests.journeys.office [FILE.docx]`.

The reference case before anything was written: nobody has said a word yet. With a Word file, the
head of the documents subcommittee has imported it as the political report.
"""

import os
import sys
from pathlib import Path

import django

CLERK, CLERKS_PASSWORD = "anh.dtn", "phieu-giay-2020"
TITLE = "Báo cáo chính trị"


def make(file: Path | None) -> None:
    from django.core.management import call_command
    from django.utils import timezone

    from daihoi.accounts.models import User
    from daihoi.base import clock
    from daihoi.documents.actions import drafts
    from daihoi.home.management.demo.cast import Cast
    from daihoi.home.management.demo.congresses import add_congress
    from daihoi.home.management.demo.people import add_administrator, add_cell, add_superior
    from daihoi.home.management.demo.sources import read_toml

    call_command("migrate", verbosity=0, interactive=False)
    told = read_toml("organizations.toml")
    with clock.standing_at(timezone.make_aware(told["began_at"])):
        administrator = add_administrator(told["administrator"])
        superior = add_superior(told["superior"], actor=administrator)
        cell = add_cell(told["cells"][0], superior, actor=administrator)
        secretary = User.objects.get(username="bi-thu")
        congress, owner = add_congress(cell, told["cells"][0], actor=secretary)
    head = Cast(cell, owner).head
    if file is not None:
        draft = drafts.import_document(
            congress,
            subcommittee=owner,
            kind="BCCT",
            title=TITLE,
            content=file.read_bytes(),
            file_name=file.name,
            actor=head,
        )
        drafts.confirm_draft(draft, base="", actor=head)
    clerk = User.objects.get(username=CLERK)
    clerk.set_password(CLERKS_PASSWORD)
    clerk.save(update_fields=["password"])


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "daihoi.config.settings")
    django.setup()
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
