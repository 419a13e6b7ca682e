"""Forms of congresses."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from daihoi.base.revisions import RevisedForm
from daihoi.congresses.models import Congress
from daihoi.vietnamese.dates import DateStyle, format_date
from daihoi.vietnamese.numerals import from_roman, roman

USUAL_YEARS = 2  # a shorter term is asked about
CONFIRMED = "confirmed"


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
        ask_about_unusual(self, self.instance.target_on)
        return found


def refuse_short_term(form: forms.BaseForm) -> None:
    """A term of no year, or less, is an error of its last year."""
    start, end = form.cleaned_data.get("term_start"), form.cleaned_data.get("term_end")
    if start and end and end <= start:
        form.add_error("term_end", _("Năm cuối nhiệm kỳ phải sau năm đầu."))


def ask_about_unusual(form: forms.BaseForm, day: date | None) -> None:
    """A term below two years, or a day D not within a year of its first: to be ticked as meant.

    The box stands in the form only where it is needed.
    """
    start, end = form.cleaned_data.get("term_start"), form.cleaned_data.get("term_end")
    if form.errors or not start or not end:
        return
    doubts = []
    if end - start < USUAL_YEARS:
        doubts.append(_("Nhiệm kỳ %(term)s ngắn hơn hai năm.") % {"term": f"{start}-{end}"})
    if day and abs(day.year - start) > 1:
        facts = {"day": format_date(day, DateStyle.DASHED), "year": start}
        doubts.append(_("Ngày đại hội %(day)s cách năm đầu nhiệm kỳ %(year)s hơn một năm.") % facts)
    if not doubts:
        return
    box = forms.BooleanField(label=_("Đúng như vậy"), required=False)
    form.fields[CONFIRMED] = box
    if not box.widget.value_from_datadict(form.data, form.files, form.add_prefix(CONFIRMED)):
        advice = _("Hãy sửa lại, hoặc đánh dấu “Đúng như vậy”.")
        form.add_error(CONFIRMED, " ".join(map(str, [*doubts, advice])))
