"""Forms of candidates and of the papers in their files."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from daihoi.base.revisions import RevisedForm
from daihoi.congresses.forms.kept_files import KeptFileField
from daihoi.organizations.forms.days import day_field
from daihoi.organizations.models import Person
from daihoi.organizations.queries.namesakes import names_apart
from daihoi.personnel.models import Candidate, PersonnelPlan
from daihoi.personnel.queries.dossiers import paper_codes
from daihoi.personnel.queries.law import rules_of
from daihoi.personnel.queries.numbers import below_threshold
from daihoi.rules.personnel.directives import parameter_names
from daihoi.vietnamese.text import tidy

SPECIAL = "min_months.re_elected."
KINDS = ("pdf", "jpg", "jpeg", "png", "docx", "doc")
OFFICES = ("for_committee", "for_secretary", "for_deputy", "for_delegate")


class PersonField(forms.ModelChoiceField[Person]):
    """People by names that tell them apart."""

    labels: dict[int, str]

    def label_from_instance(self, obj: Any) -> str:
        return self.labels[obj.pk]


class CandidateAddForm(forms.ModelForm[Candidate]):
    """Somebody of the organization who is not in the plan yet."""

    person = PersonField(Person.objects.none(), label=_("Người"), empty_label=_("Chọn người"))

    class Meta:
        model = Candidate
        fields = ["person", *OFFICES, "note"]

    def __init__(self, *args: Any, plan: PersonnelPlan, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if below_threshold(plan) is not None:  # no committee is elected (P-040)
            self.fields["for_committee"].initial = False
            self.initial["for_committee"] = False
        people = Person.objects.filter(organization=plan.congress.organization_id)
        people = people.exclude(candidacies__plan=plan).filter(memberships__isnull=False)
        found = people.select_related("unit", "organization").distinct().order_by("name_key", "pk")
        field = self.fields["person"]
        assert isinstance(field, PersonField)  # noqa: S101 - for the type checker
        field.labels, field.queryset = names_apart(found, viewer=viewer), found

    def _post_clean(self) -> None:
        """The action sets and saves."""

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in (*OFFICES, "note")}


class CandidateForm(RevisedForm[Candidate]):
    handed_in_on = day_field(_("Ngày nộp hồ sơ"), required=False)
    extension_months = forms.IntegerField(
        label=_("Tuổi nghỉ hưu được kéo dài, tính bằng tháng"),
        required=False,
        min_value=480,
        max_value=900,
        help_text=_("62 tuổi là 744 tháng. Chỉ ghi khi có văn bản kéo dài."),
    )
    special = forms.ChoiceField(label=_("Trường hợp đặc biệt"), required=False)

    class Meta:
        model = Candidate
        fields = [
            *OFFICES, "employment", "special", "special_paper", "extension_months",
            "extension_paper", "trouble", "education", "handed_in_on", "note",
        ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rules = rules_of(self.instance.plan.congress)
        found = [
            (name.removeprefix(SPECIAL), parameter.label)
            for name in parameter_names()
            if name.startswith(SPECIAL) and (parameter := rules.get(name)) is not None
        ]
        field = self.fields["special"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [("", _("Không")), *found]
        if not found and not self.instance.special:
            del self.fields["special"], self.fields["special_paper"]

    def clean_education(self) -> str:
        return tidy(self.cleaned_data["education"])


class DropForm(forms.Form):
    reason = forms.CharField(
        label=_("Lý do"), widget=forms.Textarea(attrs={"rows": 3}), max_length=400
    )


class FileForm(forms.Form):
    code = forms.ChoiceField(label=_("Giấy tờ"))
    signed_on = day_field(_("Ngày ký"))
    file = KeptFileField(
        label=_("Tệp"),
        kinds=KINDS,
        accepted=_("Nhận tệp PDF, ảnh, Word."),
        error_messages={
            "too_large": _("“%(name)s”: tệp nặng hơn %(limit)s MB."),
            "empty": _("Tệp này trống; hãy chọn lại."),
        },
    )

    def __init__(self, *args: Any, candidate: Candidate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = list(paper_codes(candidate.plan.congress).items())
