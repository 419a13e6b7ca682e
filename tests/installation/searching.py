# ruff: noqa: E402 - Django starts before its models can be imported
"""What is found by its words in an installation, as one JSON object: run in a process of its own.

`python searching.py`, with DAIHOI_DATA and DATABASE_URL of the installation. It then writes, changes
and removes something, and searches again.
"""

import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "daihoi.config.settings")
django.setup()

from django.apps import apps
from django.conf import settings
from django.db import models
from django.test import Client
from django.test.utils import setup_test_environment

from daihoi.base.word_index import WordIndex, with_words, words_of
from daihoi.documents.actions.opinions import add_opinion
from daihoi.documents.models import Opinion, OpinionRound
from daihoi.documents.queries.places import Saying
from daihoi.organizations.models import Person

MEMBER = "Nông Thị 0"


def by_own_words() -> dict[str, tuple[int, int]]:
    """How many rows each searched table has, and how many are found by all words of their own."""
    return {
        model._meta.label_lower: (model._base_manager.count(), found_by_own_words(model))
        for model in apps.get_models()
        if any(isinstance(index, WordIndex) for index in model._meta.indexes)
    }


def found_by_own_words(model: type[models.Model]) -> int:
    [index] = [each for each in model._meta.indexes if isinstance(each, WordIndex)]
    count = 0
    for pk, *texts in model._base_manager.values_list("pk", *index.fields):
        words = " ".join(word for piece in words_of(" ".join(texts)) for word in piece)
        count += with_words(model._base_manager.filter(pk=pk), words).exists()
    return count


def on_the_page(written: str) -> list[str]:
    """The titles that a member's search shows."""
    client = Client()
    client.force_login(Person.objects.get(full_name=MEMBER).user)
    kinds = client.get("/tim-kiem/", {"q": written}).context["found"].kinds
    return sorted(hit.title for kind in kinds for hit in kind.hits)


def main() -> None:
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES["staticfiles"] = {"BACKEND": plain}
    setup_test_environment()  # an answer tells what its page was given
    said = {
        "rows": by_own_words(),
        "people": on_the_page("NONG thi"),
        "opinions": on_the_page("tieng viet"),
    }
    member = Person.objects.get(full_name=MEMBER).user
    saying = Saying("Đã gửi sau khi khôi phục.")
    written = add_opinion(OpinionRound.objects.get(), saying, actor=member)
    Person.objects.filter(full_name="Nông Thị 1").update(full_name="Đàm Quốc Ấn")
    Opinion.objects.exclude(pk=written.pk).filter(person__full_name="Nông Thị 2").delete()
    said["rows_after"] = by_own_words()
    said["people_after"] = on_the_page("nong thi") + on_the_page("dam quoc")
    said["opinions_after"] = on_the_page("da gui sau")
    json.dump(said, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
