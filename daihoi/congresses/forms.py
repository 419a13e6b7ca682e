"""Forms of congresses, subcommittees and who is in them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from daihoi.base.revisions import RevisedForm
from daihoi.congresses.models import Congress, Subcommittee, SubcommitteePost
from daihoi.congresses.queries import people_for
from daihoi.organizations.forms import day_field
from daihoi.organizations.models import Person
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
    ordinal = OrdinalField(
        label=_("Lần thứ"), min_value=1, max_value=100, help_text=_("Số La Mã: III, hoặc 3.")
    )
    target_on = day_field(
        _("Ngày dự kiến"), help_text=_("Chưa rõ ngày thì chọn một ngày gần đúng.")
    )

    class Meta:
        model = Congress
        fields = ["ordinal", "term_start", "term_end", "form", "target_on", "target_precision"]
        help_texts = {"target_precision": _("Trên trang ghi “đầu tháng 4/2020” nếu chưa rõ ngày.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("term_start", "term_end"):
            self.fields[name].localize = False
        if self.instance.pk:
            del self.fields["ordinal"]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        start, end = found.get("term_start"), found.get("term_end")
        if start and end and end <= start:
            self.add_error("term_end", _("Năm cuối nhiệm kỳ phải sau năm đầu."))
        return found


class SubcommitteeForm(RevisedForm[Subcommittee]):
    decision_on = day_field(_("Ngày quyết định"))

    class Meta:
        model = Subcommittee
        fields = ["name", "purpose", "decision_number", "decision_on", "duties"]
        help_texts = {
            "name": _("Ví dụ: Tiểu ban Văn kiện."),
            "purpose": _("Tiểu ban văn kiện nhận các văn kiện mới."),
            "decision_number": _("Ví dụ: 05-QĐ/CB."),
        }
        widgets = {"duties": forms.Textarea(attrs={"rows": 4})}


class PostForm(forms.Form):
    person = forms.ModelChoiceField(
        Person.objects.none(), label=_("Đồng chí"), empty_label=_("Chọn người")
    )
    post = forms.ChoiceField(label=_("Nhiệm vụ"), choices=SubcommitteePost.Post.choices)
    starts_on = day_field(_("Từ ngày"))

    def __init__(self, *args: Any, subcommittee: Subcommittee, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person = self.fields["person"]
        assert isinstance(person, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        person.queryset = people_for(subcommittee)

    def clean_post(self) -> SubcommitteePost.Post:
        return SubcommitteePost.Post(self.cleaned_data["post"])
