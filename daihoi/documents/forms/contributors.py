"""Who something came from that another person types in: a person, a unit, or a meeting."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from daihoi.documents.models import Opinion
from daihoi.documents.queries.contributors import Contributor
from daihoi.organizations.models import Person, Unit


class ContributorForm(forms.Form):
    """``who_is_missing`` is said where the source is chosen and not named."""

    who_is_missing: StrOrPromise = gettext_lazy("Hãy cho biết ai góp ý.")

    source = forms.ChoiceField(
        label=gettext_lazy("Góp ý của"),
        choices=[(source.value, source.label) for source in Opinion.Source],
        widget=forms.RadioSelect,
        initial=Opinion.Source.PERSON.value,
    )
    person = forms.ModelChoiceField(
        Person.objects.none(),
        label=gettext_lazy("Người góp ý"),
        required=False,
        empty_label=gettext_lazy("Chọn người"),
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=gettext_lazy("Đơn vị"),
        required=False,
        empty_label=gettext_lazy("Chọn đơn vị"),
    )
    meeting = forms.CharField(
        label=gettext_lazy("Cuộc họp"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Ví dụ: Sinh hoạt chi bộ tháng 3"),
    )

    def __init__(self, *args: Any, people: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("person", people), ("unit", units)):
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = rows

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        source = cleaned.get("source")
        if source and not cleaned.get(source):
            self.add_error(source, self.who_is_missing)
        return cleaned

    def contributor(self) -> Contributor:
        data = self.cleaned_data
        match Opinion.Source(data["source"]):
            case Opinion.Source.PERSON:
                return Contributor(person=data["person"])
            case Opinion.Source.UNIT:
                return Contributor(unit=data["unit"])
            case _:
                return Contributor(name=data["meeting"])
