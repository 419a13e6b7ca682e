"""Forms after a count: the congress's decision, the superior's paper, sealing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from daihoi.base.errors import DomainError
from daihoi.elections.queries.decisions import SuperiorsPaper
from daihoi.elections.queries.hands import Hands
from daihoi.elections.queries.next_steps import GoOn
from daihoi.organizations.forms.days import day_field
from daihoi.organizations.models import Person


class TellingForm(forms.Form):
    """Keeps a refusal of an action above what was typed."""

    def tell(self, refusal: DomainError) -> None:
        self.add_error(None, refusal.in_full)


class ContinuationForm(TellingForm):
    go_on = forms.ChoiceField(label=_("Đại hội biểu quyết"), widget=forms.RadioSelect)
    votes_for = forms.IntegerField(label=_("Đồng ý"), min_value=0, max_value=100_000)
    votes_against = forms.IntegerField(
        label=_("Không đồng ý"), min_value=0, max_value=100_000, initial=0
    )
    votes_other = forms.IntegerField(
        label=_("Ý kiến khác"), min_value=0, max_value=100_000, initial=0
    )

    def __init__(self, *args: Any, choices: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["go_on"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = choices
        if len(choices) == 1:
            field.initial = choices[0][0]

    @property
    def asked(self) -> GoOn:
        return GoOn(self.cleaned_data["go_on"])

    @property
    def hands(self) -> Hands:
        told = self.cleaned_data
        return Hands(told["votes_for"], told["votes_against"], told["votes_other"])


class SealForm(TellingForm):
    note = forms.CharField(
        label=_("Niêm phong thế nào, giao ai giữ"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ví dụ: phong bì có chữ ký giáp lai của ban kiểm phiếu, giao văn thư giữ."),
    )


class AppointmentForm(TellingForm):
    person = forms.ModelChoiceField(
        label=_("Người được chỉ định"), queryset=Person.objects.none(), empty_label=_("Chọn người")
    )
    paper_number = forms.CharField(label=_("Số quyết định"), max_length=60)
    paper_on = day_field(_("Ngày quyết định"))
    issuer = forms.CharField(label=_("Cơ quan quyết định"), max_length=160)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        field.queryset = people

    @property
    def paper(self) -> SuperiorsPaper:
        told = self.cleaned_data
        return SuperiorsPaper(told["paper_number"], told["paper_on"], told["issuer"])
