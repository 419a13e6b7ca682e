"""Forms of organizations, units, people, offices and list imports."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from daihoi.base import clock
from daihoi.base.revisions import RevisedForm
from daihoi.files.forms import UploadField
from daihoi.organizations.models import (
    OfficeKind,
    Organization,
    OrganizationKind,
    Person,
    Unit,
)
from daihoi.organizations.queries.organizations import superiors_for
from daihoi.organizations.queries.people import status_choices
from daihoi.rules.members import MembershipStatus
from daihoi.vietnamese.dates import DateError, PartialDate, Precision, format_date, parse_date
from daihoi.vietnamese.text import tidy

PERSON_FIELDS = [
    "full_name", "birth", "sex", "unit", "government_post", "ethnicity", "hometown",
    "qualification", "political_theory", "phone", "email", "notes",
]  # fmt: skip


class DayField(forms.DateField):
    """A day typed the Vietnamese way: 26/3/2020, 26-3-2020 or the ISO form.

    Not the browser's own control: one set to English would show the month first.
    """

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return value or None
        try:
            known = parse_date(value)
        except DateError as error:
            raise forms.ValidationError(
                _("“%(value)s” không phải ngày có thật; viết như 26/3/2020."),
                params={"value": value},
            ) from error
        if known.precision is not Precision.DAY:
            raise forms.ValidationError(_("Cần đủ ngày, tháng, năm; viết như 26/3/2020."))
        return known.first_day()

    def prepare_value(self, value: Any) -> Any:
        return format_date(value) if isinstance(value, date) else value


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> DayField:
    """A `DayField` that shows how to write a day."""
    widget = forms.TextInput(attrs={"placeholder": _("ngày/tháng/năm"), "autocomplete": "off"})
    return DayField(label=label, required=required, help_text=help_text, widget=widget)


class OrganizationForm(RevisedForm[Organization]):
    """What an organization is called and how it signs; its superior is chosen once."""

    parent = forms.ModelChoiceField(
        Organization.objects.none(),
        label=_("Cấp trên trực tiếp"),
        required=False,
        empty_label=_("Không ghi cấp trên ở đây"),
    )

    class Meta:
        model = Organization
        fields = ["kind", "name", "short_name", "host_agency", "place", "symbol", "has_seal"]
        help_texts = {
            "name": _("Như ghi trên văn bản, ví dụ: Chi bộ Cục Thi hành án dân sự tỉnh Lạng Sơn."),
            "short_name": _("Hiện ở đầu mỗi trang, ví dụ: Chi bộ Cục THADS."),
            "place": _("Đứng trước ngày tháng trên văn bản, ví dụ: Lạng Sơn."),
            "symbol": _("Dùng trong số văn bản, ví dụ: CB, ĐU."),
        }

    field_order = ["parent"]

    def __init__(self, *args: Any, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [("", _("Chọn loại hình")), *OrganizationKind.choices]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]  # a ChoiceField
        if self.instance.pk:
            del self.fields["parent"]
        else:
            choice = self.fields["parent"]
            assert isinstance(choice, forms.ModelChoiceField)  # noqa: S101 - for the type checker
            choice.queryset = superiors_for(viewer)


class UnitsForm(forms.Form):
    names = forms.CharField(
        label=_("Tên các đơn vị"),
        help_text=_("Mỗi dòng một đơn vị; có thể dán cả danh sách."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def clean_names(self) -> list[str]:
        names = [tidy(line) for line in self.cleaned_data["names"].splitlines()]
        longest = Unit._meta.get_field("name").max_length
        if any(longest and len(name) > longest for name in names):
            raise forms.ValidationError(_("Có tên dài quá 160 ký tự."))
        return [name for name in names if name]


class UnitForm(forms.ModelForm[Unit]):
    class Meta:
        model = Unit
        fields = ["name"]


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

    field_order = [*PERSON_FIELDS[:4], "status", "admitted_on", "official_on"]

    @property
    def membership(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in MembershipFields.base_fields}


class MembershipForm(MembershipFields):
    starts_on = day_field(_("Từ ngày"), help_text=_("Ngày quyết định có hiệu lực."))

    field_order = ["status", "starts_on"]


class OfficeForm(forms.Form):
    kind = forms.ChoiceField(label=_("Chức vụ"), choices=OfficeKind.choices)
    title = forms.CharField(
        label=_("Ghi trên văn bản là"),
        max_length=120,
        required=False,
        help_text=_("Bỏ trống thì dùng tên chức vụ ở trên."),
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Phụ trách đơn vị"),
        required=False,
        empty_label=_("Không"),
        help_text=_("Chỉ chọn khi chức vụ là Phụ trách phòng."),
    )
    starts_on = day_field(_("Từ ngày"))

    def __init__(self, *args: Any, organization: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.fields["unit"]
        assert isinstance(unit, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        unit.queryset = organization.units.order_by("position", "pk")

    def clean_kind(self) -> OfficeKind:
        return OfficeKind(self.cleaned_data["kind"])


class EndForm(forms.Form):
    on = day_field(_("Ngày cuối cùng"))


class AccountForm(forms.Form):
    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=60,
        help_text=_("Chữ thường không dấu, chữ số, dấu chấm và gạch."),
    )


class ImportForm(forms.Form):
    file = UploadField(
        label=_("Tệp danh sách (.xlsx)"),
        allow_empty_file=True,
        help_text=_("Cột nào đứng trước cũng được; dòng tiêu đề được tìm theo nghĩa."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={
            "too_large": _(
                "“%(name)s”: tệp nặng hơn %(limit)s MB; hãy chia danh sách ra nhiều tệp."
            )
        },
    )


def first_day(day: date | None = None) -> dict[str, date]:
    """Initial values of a form that asks from which day."""
    return {"starts_on": day or clock.today(), "on": day or clock.today()}
