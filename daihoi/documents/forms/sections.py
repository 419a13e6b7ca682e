"""The form that gives out the sections of a report."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from daihoi.documents.queries.sections import SectionRow
from daihoi.organizations.models import Organization, Person, Unit


class OwnersForm(forms.Form):
    """A choice for every section: a unit ("unit:3"), somebody of the organization ("person:12")."""

    def __init__(
        self, *args: Any, organization: Organization, rows: Sequence[SectionRow], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        units = {f"unit:{unit.pk}": unit for unit in organization.units.order_by("position", "pk")}
        people = {
            f"person:{person.pk}": person
            for person in organization.people.order_by("name_key", "pk")
        }
        self._known: dict[str, Unit | Person] = {**units, **people}
        choices = [
            ("", _("Chưa giao")),
            (_("Đơn vị"), [(key, str(unit)) for key, unit in units.items()]),
            (_("Người"), [(key, str(person)) for key, person in people.items()]),
        ]
        for row in rows:
            if row.section.is_part:
                continue
            owner = row.owner
            now = ""
            if owner is not None:
                now = f"unit:{owner.unit_id}" if owner.unit_id else f"person:{owner.person_id}"
            self.fields[row.section.code] = forms.ChoiceField(
                label=row.section.title, choices=choices, required=False, initial=now
            )

    @property
    def owners(self) -> dict[str, Unit | Person | None]:
        """By the codes of the sections."""
        return {code: self._known.get(chosen) for code, chosen in self.cleaned_data.items()}
