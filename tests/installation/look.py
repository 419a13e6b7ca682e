# ruff: noqa: E402 - Django starts before its models can be imported
"""What an installation holds, as one JSON object: run in a process of its own.

`python look.py`, with DAIHOI_DATA and DATABASE_URL of the installation.
"""

import json
import os
import sys
from collections import Counter

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "daihoi.config.settings")
django.setup()

from django.conf import settings
from django.test import Client
from django.urls import reverse

from daihoi.accounts.models import Grant, User
from daihoi.audit.models import Entry
from daihoi.audit.queries import breaks
from daihoi.documents.models import Answer, Document, Opinion, OpinionRound
from daihoi.files.models import StoredFile
from daihoi.organizations.models import Membership, Office, Organization, Person


def pages() -> list[str]:
    """Addresses that a secretary and a member open."""
    congresses = Document.objects.values_list("congress_id", flat=True).distinct()
    return [
        reverse("home:first_page"),
        reverse("congresses:congress_list"),
        reverse("documents:document_list"),
        reverse("congresses:congress_detail", args=[min(congresses)]),
        *(
            reverse("documents:document_detail", args=[document.pk])
            for document in Document.objects.filter(congress=min(congresses))
        ),
        *(reverse("documents:round_read", args=[each.pk]) for each in OpinionRound.objects.all()),
    ]


def statuses(username: str) -> dict[str, int]:
    client = Client()
    client.force_login(User.objects.get(username=username))
    return {page: client.get(page).status_code for page in pages()}


def main() -> None:
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES["staticfiles"] = {"BACKEND": plain}
    settings.ALLOWED_HOSTS.append("testserver")
    facts = {
        "people": Person.objects.count(),
        "accounts": User.objects.count(),
        "organizations": Organization.objects.count(),
        "memberships": Membership.objects.count(),
        "offices": Office.objects.count(),
        "documents": list(Document.objects.order_by("pk").values_list("title", "state")),
        "rounds": list(
            OpinionRound.objects.order_by("pk").values_list(
                "state", "opinions_count", "answered_count"
            )
        ),
        "opinions": Opinion.objects.count(),
        "answers": Answer.objects.count(),
        "first_opinion": Opinion.objects.order_by("pk")[0].text,
        "roles": Counter(Grant.objects.values_list("role", flat=True)),
        "entries": Entry.objects.count(),
        "breaks": len(list(breaks())),
        "files": [len(stored.read()) for stored in StoredFile.objects.order_by("pk")],
        "secretary": statuses("bi-thu"),
    }
    json.dump(facts, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
