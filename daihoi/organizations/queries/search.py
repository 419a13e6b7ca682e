"""What a search finds of organizations, their units and people."""

from typing import Any

from django.db.models import QuerySet

from daihoi.accounts.permissions import Permission, within_reach
from daihoi.base.word_index import with_words
from daihoi.organizations.models import Organization, Person, Unit


def people_found(words: str, *, viewer: Any) -> QuerySet[Person]:
    """People by name and government post, by given name in Vietnamese order."""
    reach = within_reach(viewer, Permission.ORGANIZATIONS_VIEW, field="organization__path")
    people = Person.objects.filter(reach).select_related("organization", "unit")
    return with_words(people, words).order_by("name_key", "pk")


def organizations_found(words: str, *, viewer: Any) -> QuerySet[Organization]:
    """From the root down."""
    reach = within_reach(viewer, Permission.ORGANIZATIONS_VIEW, field="path")
    return with_words(Organization.objects.filter(reach), words).order_by("path")


def units_found(words: str, *, viewer: Any) -> QuerySet[Unit]:
    """By organization, in their order there."""
    reach = within_reach(viewer, Permission.ORGANIZATIONS_VIEW, field="organization__path")
    units = Unit.objects.filter(reach).select_related("organization")
    return with_words(units, words).order_by("organization__path", "position", "pk")
