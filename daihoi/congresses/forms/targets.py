"""Forms of targets of the term and of their results."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from daihoi.base.revisions import RevisedForm
from daihoi.congresses.models import Congress, ResolutionTarget
from daihoi.rules.outcomes import years_of
from daihoi.vietnamese.text import tidy

MET = [("yes", _("Đạt")), ("no", _("Chưa đạt"))]


class YearField(forms.TypedChoiceField):
    """A year of the term, or the whole term (None)."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=int, empty_value=None, **kwargs)

    def offer(self, congress: Congress) -> None:
        years = years_of(congress.term_start, congress.term_end)
        self.choices = [("", _("Cả nhiệm kỳ")), *((str(year), str(year)) for year in years)]


class TargetForm(RevisedForm[ResolutionTarget]):
    text = forms.CharField(
        label=_("Chỉ tiêu"), max_length=400, widget=forms.Textarea(attrs={"rows": 2})
    )
    amount = forms.CharField(
        label=_("Mức"), max_length=120, required=False, help_text=_("Ví dụ 80, nếu có con số.")
    )
    unit = forms.CharField(
        label=_("Đơn vị"), max_length=60, required=False, help_text=_("Ví dụ %, người.")
    )
    year = YearField(label=_("Thời gian"), required=False)

    class Meta:
        model = ResolutionTarget
        fields = ["group", "text", "amount", "unit", "year"]

    def __init__(self, *args: Any, congress: Congress, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].offer(congress)  # type: ignore[attr-defined]  # a YearField

    def clean_text(self) -> str:
        return tidy(self.cleaned_data["text"])


class ResultForm(forms.Form):
    """How a target stood in a year of the term."""

    year = forms.TypedChoiceField(label=_("Năm"), coerce=int)
    is_met = forms.ChoiceField(label=_("Đánh giá"), choices=MET, widget=forms.RadioSelect)
    value = forms.CharField(
        label=_("Số đạt được"),
        max_length=120,
        required=False,
        help_text=_("Chỉ ghi con số kèm đơn vị, ví dụ 86,5 %, để so với mức đã đặt."),
    )
    text = forms.CharField(
        label=_("Kết quả"), max_length=400, widget=forms.Textarea(attrs={"rows": 2})
    )
    evidence = forms.CharField(
        label=_("Căn cứ, minh chứng"),
        max_length=300,
        required=False,
        help_text=_("Số, ngày của báo cáo hoặc quyết định."),
    )

    def __init__(
        self, *args: Any, years: Sequence[int], to_note: int | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(str(year), str(year)) for year in years]  # type: ignore[attr-defined]  # a ChoiceField
        self.initial.setdefault("year", to_note)

    @property
    def values(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {**said, "is_met": said["is_met"] == "yes"}
