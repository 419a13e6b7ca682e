"""What a search finds of logistics: checklist items and papers of the place, never health."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Permission, within_reach
from daihoi.base.offers import Hit, Search
from daihoi.base.word_index import with_words
from daihoi.logistics.models import ChecklistItem


def items_found(words: str, *, viewer: Any) -> QuerySet[ChecklistItem]:
    reach = within_reach(
        viewer, Permission.LOGISTICS_VIEW, field="congress__organization__path", whole=True
    )
    rows = ChecklistItem.objects.filter(reach).select_related("congress__organization", "owner")
    return with_words(rows, words).order_by("-congress", "position", "pk")


def _items(viewer: Any, words: str, start: int, stop: int) -> list[Hit]:
    return [
        Hit(
            item.text,
            reverse("logistics:item_detail", args=[item.pk]),
            " · ".join(filter(None, (item.get_group_display(), item.owned_by, item.note))),
        )
        for item in items_found(words, viewer=viewer)[start:stop]
    ]


SEARCHES = (Search("bang-kiem", _("Bảng kiểm hậu cần"), 70, _items),)
