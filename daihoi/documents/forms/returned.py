"""Forms of Word files that come back, and of what is decided about them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from daihoi.documents.forms.contributors import ContributorForm
from daihoi.documents.forms.texts import WordField
from daihoi.documents.models import Decision, Opinion, Version
from daihoi.documents.queries.returned_access import Sending
from daihoi.organizations.forms import day_field
from daihoi.organizations.models import Unit

KEPT = "keep"  # nothing is decided


class CopyForm(ContributorForm):
    """A file that somebody sent, and who."""

    field_order = ("file", "source", "unit", "person", "meeting", "base")
    who_is_missing = gettext_lazy("Hãy cho biết ai gửi.")

    file = WordField(label=gettext_lazy("Tệp Word gửi về (.docx)"))
    base = forms.ModelChoiceField(
        Version.objects.none(),
        label=gettext_lazy("Sửa trên bản nào"),
        required=False,
        empty_label=gettext_lazy("Tự nhận theo tệp"),
        help_text=gettext_lazy(
            "Tệp tải từ phần mềm tự cho biết bản gốc. Chỉ chọn khi tệp đến từ nơi khác."
        ),
    )

    def __init__(self, *args: Any, bases: Sequence[Version], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].label = gettext_lazy("Ai gửi")
        self.fields["source"].initial = Opinion.Source.UNIT.value
        self.fields["person"].label = gettext_lazy("Người gửi")
        self.fields["meeting"].help_text = gettext_lazy("Ví dụ: Hội nghị chi ủy ngày 12-3")
        base = self.fields["base"]
        if isinstance(base, forms.ModelChoiceField):
            kept = Version.objects.filter(pk__in=[each.pk for each in bases])
            base.queryset = kept.order_by("-number")
        base.label_from_instance = _version_name  # type: ignore[attr-defined]  # ModelChoiceField


class SendForm(forms.Form):
    """One's own file for a round, or that of a unit one is responsible for."""

    file = WordField(label=gettext_lazy("Tệp Word đã sửa (.docx)"))
    sender = forms.ChoiceField(label=gettext_lazy("Gửi với tư cách"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, sending: Sending, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._units = {str(unit.pk): unit for unit in sending.units}
        own = [("", _("Cá nhân: %(name)s") % {"name": sending.person})] if sending.person else []
        choices = [*own, *((pk, str(unit)) for pk, unit in self._units.items())]
        field = self.fields["sender"]
        field.choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        field.required = not own
        field.initial = choices[0][0] if choices else ""
        if len(choices) == 1:
            field.widget = forms.HiddenInput()

    def unit(self) -> Unit | None:
        return self._units.get(self.cleaned_data["sender"])


class DecisionForm(forms.Form):
    """A decision on one point, as it was seen at ``revision``; "keep" takes it back."""

    decision = forms.ChoiceField(
        choices=[(KEPT, ""), *((each.value, each.label) for each in Decision)]
    )
    revision = forms.IntegerField()

    def decision_made(self) -> Decision | None:
        value = self.cleaned_data["decision"]
        return None if value == KEPT else Decision(value)


class ManyForm(forms.Form):
    """A decision on all that is open, of one copy or of all."""

    decision = forms.ChoiceField(
        choices=[
            (each.value, each.label)
            for each in (Decision.ACCEPTED, Decision.REFUSED, Decision.SEEN)
        ]
    )
    copy = forms.IntegerField(required=False)

    def decision_made(self) -> Decision:
        return Decision(self.cleaned_data["decision"])


class GivenOnForm(forms.Form):
    given_on = day_field(
        gettext_lazy("Ngày góp ý"),
        help_text=gettext_lazy("Ngày ghi trên văn bản gửi, trong thời gian lấy ý kiến."),
    )


def _version_name(version: Version) -> str:
    return _("Bản %(number)s") % {"number": version.number}
