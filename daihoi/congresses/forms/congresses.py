"""Forms of congresses."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from daihoi.base.revisions import RevisedForm
from daihoi.congresses.models import Congress
from daihoi.vietnamese.numerals import from_roman, roman


class OrdinalField(forms.IntegerField):
    """Typed as III or 3, kept as 3, shown as III."""

    widget = forms.TextInput
    default_error_messages = {"invalid": _("Viết số La Mã như III, hoặc số như 3.")}

    def to_python(self, value: Any) -> int | None:
        try:
            return from_roman(str(value))
        except ValueError:
            return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        return roman(value) if isinstance(value, int) and value > 0 else value


class CongressForm(RevisedForm[Congress]):
    """What may be changed later; the number stays, the day has pages of its own."""

    class Meta:
        model = Congress
        fields = ["term_start", "term_end", "form"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("term_start", "term_end"):
            self.fields[name].localize = False

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        refuse_short_term(self)
        return found


def refuse_short_term(form: forms.BaseForm) -> None:
    """A term of no year, or less, is an error of its last year."""
    start, end = form.cleaned_data.get("term_start"), form.cleaned_data.get("term_end")
    if start and end and end <= start:
        form.add_error("term_end", _("Năm cuối nhiệm kỳ phải sau năm đầu."))
