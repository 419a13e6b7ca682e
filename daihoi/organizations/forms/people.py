"""Forms of people and their accounts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from daihoi.base import clock
from daihoi.base.errors import DomainError
from daihoi.organizations.forms.confirming import ask, confirmed_field
from daihoi.organizations.forms.days import day_field
from daihoi.organizations.models import (
    Organization,
    Person,
)
from daihoi.organizations.queries.people import status_choices
from daihoi.rules.members import MembershipStatus
from daihoi.vietnamese.dates import DateError, PartialDate, parse_date
from daihoi.vietnamese.text import tidy

PERSON_FIELDS = [
    "full_name", "birth", "sex", "unit", "government_post", "employment", "ethnicity",
    "hometown", "qualification", "political_theory", "phone", "email", "notes",
]  # fmt: skip


class PersonForm(forms.ModelForm[Person]):
    """A person; ``revision`` tells which state of her was on the page."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Person
        fields = PERSON_FIELDS
        help_texts = {"birth": _("Ví dụ 05/9/1978; chỉ biết năm thì ghi 1976.")}
        widgets = {"sex": forms.RadioSelect}

    def __init__(self, *args: Any, organization: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.fields["unit"]
        assert isinstance(unit, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        unit.queryset = organization.units.order_by("position", "pk")
        unit.label, unit.required = _("Đơn vị"), False
        unit.empty_label = _("Chưa xếp đơn vị")
        self.fields["sex"].choices = list(Person._meta.get_field("sex").choices or [])  # type: ignore[attr-defined]  # a ChoiceField
        self.initial["revision"] = self.instance.version
        if self.instance.birth:
            self.initial["birth"] = str(PartialDate.from_iso(self.instance.birth))

    def clean_full_name(self) -> str:
        return tidy(self.cleaned_data["full_name"])

    def clean_birth(self) -> str:
        written = self.cleaned_data["birth"]
        if not written:
            return ""
        try:
            known = parse_date(written)
        except DateError as error:
            raise forms.ValidationError(
                _("“%(value)s” không phải ngày có thật; viết như 05/9/1978 hoặc 1976."),
                params={"value": written},
            ) from error
        if known.first_day() > clock.today():
            raise forms.ValidationError(_("Ngày sinh ở sau ngày hôm nay."))
        return known.to_iso()

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in PERSON_FIELDS}

    def accept_revision(self, revision: int) -> None:
        """Let the next save stand on the state that this answer shows."""
        self.data = {**self.data.dict(), "revision": str(revision)}  # type: ignore[attr-defined]  # a QueryDict

    def _post_clean(self) -> None:
        """The action sets and saves the person: the instance stays as it was read."""


class MembershipFields(forms.Form):
    status = forms.ChoiceField(label=_("Tư cách đảng viên"), choices=status_choices)
    admitted_on = day_field(_("Ngày vào Đảng"), required=False)
    official_on = day_field(_("Ngày chính thức"), required=False)

    def clean_status(self) -> MembershipStatus | None:
        status = self.cleaned_data["status"]
        return None if status == "none" else MembershipStatus(status)


class NewPersonForm(MembershipFields, PersonForm):
    """A person with her membership at once."""

    is_another = confirmed_field(_("Đây là người khác, vẫn thêm"))

    field_order = ["is_another", *PERSON_FIELDS[:4], "status", "admitted_on", "official_on"]

    def ask_whether_another(self, refusal: DomainError) -> None:
        """Show that there is one like her, and let the next sending say that this is another."""
        self.add_error(None, str(refusal.message))
        ask(self, "is_another")

    @property
    def membership(self) -> dict[str, Any]:
        """The rest of what `add_person` asks."""
        names = [*MembershipFields.base_fields, "is_another"]
        return {name: self.cleaned_data[name] for name in names}


class AccountForm(forms.Form):
    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=60,
        help_text=_("Chữ thường không dấu, chữ số, dấu chấm và gạch."),
    )
