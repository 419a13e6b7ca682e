"""People of one name told apart where a list of names is all there is."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from daihoi.accounts.permissions import Permission, can
from daihoi.organizations.models import Person


def names_apart(people: Iterable[Person], *, viewer: Any) -> dict[int, str]:
    """The name of each person by number: "Nguyễn Thị Hương (Văn phòng)" where it is not the only one.

    Namesakes of one unit, or of none, are told by post, and by year of birth to who manages
    people. Whoever calls has read the units with the people.
    """
    listed = list(people)
    names = Counter(person.full_name for person in listed)
    units = Counter((person.full_name, person.unit_id) for person in listed)
    found = {}
    for person in listed:
        told = ""
        if names[person.full_name] > 1:
            alone = units[person.full_name, person.unit_id] == 1
            told = _told(person, viewer, by_unit_alone=alone and person.unit is not None)
        found[person.pk] = f"{person.full_name} ({told})" if told else person.full_name
    return found


def _told(person: Person, viewer: Any, *, by_unit_alone: bool) -> str:
    marks = [person.unit.name if person.unit else ""]
    if not by_unit_alone:
        marks.append(person.government_post)
        if person.birth and can(viewer, Permission.ORGANIZATIONS_MANAGE, at=person):
            marks.append(_("sinh %(year)s") % {"year": person.birth[:4]})
    return ", ".join(filter(None, marks))
