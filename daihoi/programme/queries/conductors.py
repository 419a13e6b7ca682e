"""Who is expected to run the congress, and the people to choose from."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from daihoi.congresses.models import Congress
from daihoi.organizations.models import Person
from daihoi.organizations.queries.people import members_among
from daihoi.programme.models import Conductor
from daihoi.programme.queries.seen import get_congress, get_congress_to_write

SEVERAL = {Conductor.Part.PRESIDIUM, Conductor.Part.SECRETARY, Conductor.Part.TELLER}
FROM_OUTSIDE = {Conductor.Part.SUPERIOR}


def conductors_of(congress: Congress) -> dict[str, list[Conductor]]:
    """By part, each in its order. The caller has checked the viewer."""
    found: dict[str, list[Conductor]] = {}
    rows = Conductor.objects.filter(congress=congress).select_related("person__unit")
    for each in rows.order_by("position", "pk"):
        found.setdefault(each.part, []).append(each)
    return found


def conductors_seen(conductors: Mapping[str, Sequence[Conductor]]) -> str:
    """Equal while every part is held by the same people in the same order."""
    held = [
        (part, [each.person_id or each.name for each in conductors[part]])
        for part in sorted(conductors)
    ]
    return sha256(repr(held).encode()).hexdigest()[:20]


def conductor_page(pk: int, *, viewer: Any) -> tuple[Congress, list[tuple[str, str]]]:
    """Each part with its names, "" where nobody is named yet."""
    congress = get_congress(pk, viewer=viewer)
    found = conductors_of(congress)
    rows = [
        (str(label), ", ".join(str(each) for each in found.get(part, [])))
        for part, label in Conductor.Part.choices
    ]
    return congress, rows


def conductors_to_write(pk: int, *, viewer: Any) -> Congress:
    return get_congress_to_write(pk, viewer=viewer)


def people_to_choose(congress: Congress) -> list[tuple[str, str]]:
    """Members of the cell as choices, by given name."""
    people = members_among(Person.objects.filter(organization=congress.organization))
    return [
        (str(person.pk), f"{person.full_name}, {person.unit}" if person.unit else person.full_name)
        for person in people.select_related("unit").order_by("name_key", "pk")
    ]
