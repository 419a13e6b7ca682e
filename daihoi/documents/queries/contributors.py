"""Whose opinion it is, and finding the person or unit a name means."""

import re
from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from daihoi.documents.models import Opinion, OpinionRound
from daihoi.organizations.models import Person, Unit
from daihoi.vietnamese.text import fold, nfc, tidy

_MEETING = re.compile(r"(hoi nghi|cuoc hop|sinh hoat|buoi hop|to dang|hop )")


@dataclass(frozen=True, slots=True)
class Contributor:
    """Whose opinion it is: a person, a unit, or a meeting (neither), named as in the table."""

    name: str = ""
    person: Person | None = None
    unit: Unit | None = None

    @property
    def source(self) -> Opinion.Source:
        if self.person:
            return Opinion.Source.PERSON
        return Opinion.Source.UNIT if self.unit else Opinion.Source.MEETING

    @property
    def unit_pk(self) -> int | None:
        """The unit itself, or the one its person is in."""
        if self.unit:
            return self.unit.pk
        return self.person.unit_id if self.person else None

    @property
    def label(self) -> str:
        return (tidy(self.name) or str(self.person or self.unit or ""))[:200]


class Contributors:
    """The people and units of a round's organization, by their names without marks."""

    def __init__(self, round_: OpinionRound) -> None:
        organization = round_.document.congress.organization
        self._people: dict[str, list[Person]] = defaultdict(list)
        for person in Person.objects.filter(organization=organization).select_related("unit"):
            self._people[person.folded_name].append(person)
        units = Unit.objects.filter(organization=organization)
        self._units = {fold(unit.name): unit for unit in units}
        asked = list(round_.participants.values_list("person_id", "unit_id"))
        self._asked_people = {person for person, _unit in asked if person}
        self._asked_units = {unit for person, unit in asked if not person}

    def find(self, name: str, unit: str = "") -> Contributor | tuple[str, str]:
        """Who is meant; otherwise what is wrong and what to do.

        Of people whose names differ by marks alone the one written exactly counts; of people of
        one name the one in ``unit``.
        """
        if not name:
            return _("Chưa ghi người hoặc đơn vị góp ý."), _("Hãy ghi tên.")
        people = self._people.get(fold(name), [])
        for narrowed in (
            [person for person in people if nfc(person.full_name) == name],
            [person for person in people if person.unit and fold(person.unit.name) == fold(unit)],
        ):
            if len(people) > 1 and narrowed:
                people = [person for person in people if person in narrowed]
        if len(people) == 1:
            return Contributor(name=name, person=people[0])
        if len(people) > 1:
            return (
                _("Có %(count)s người cùng tên “%(name)s”.") % {"count": len(people), "name": name},
                _("Hãy ghi rõ đơn vị của người góp ý."),
            )
        if fold(name) in self._units:
            return Contributor(name=name, unit=self._units[fold(name)])
        if _MEETING.match(fold(name)):
            return Contributor(name=name)
        return (
            _("Không có người hoặc đơn vị nào tên “%(name)s”.") % {"name": name},
            _("Hãy sửa theo danh sách đảng viên, hoặc thêm người này vào danh sách trước."),
        )

    def doubts(self, contributor: Contributor, unit: str = "") -> list[str]:
        """What to look at before taking an opinion: not asked, or written with another unit."""
        doubts = []
        person = contributor.person
        if person and person.pk not in self._asked_people:
            doubts.append(_("%(name)s không có trong danh sách lấy ý kiến.") % {"name": person})
        if contributor.unit and contributor.unit.pk not in self._asked_units:
            doubts.append(_("Đơn vị này không được hỏi với tư cách đơn vị."))
        if person and unit and person.unit and fold(person.unit.name) != fold(unit):
            doubts.append(_("Danh sách đảng viên ghi đơn vị là %(unit)s.") % {"unit": person.unit})
        return doubts
