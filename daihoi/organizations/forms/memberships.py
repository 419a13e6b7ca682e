"""Forms of membership and offices over time, of one person or of many."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from daihoi.base.errors import DomainError
from daihoi.base.revisions import RevisedForm
from daihoi.organizations.forms.confirming import ask, confirmed_field
from daihoi.organizations.forms.days import day_field
from daihoi.organizations.models import (
    STATUS_LABELS,
    Membership,
    Office,
    OfficeKind,
    Organization,
    Unit,
)
from daihoi.organizations.queries.bulk import ManyChange, What
from daihoi.organizations.queries.memberships import (
    PERIOD_FIELDS,
    Change,
    change_choices,
    change_of,
)
from daihoi.vietnamese.text import tidy


class ChangeForm(forms.Form):
    """What happened to somebody's membership."""

    confirmed = confirmed_field(_("Đã kiểm tra hai ngày, vẫn ghi như vậy"))
    kind = forms.ChoiceField(label=_("Việc gì"), choices=change_choices)
    on = day_field(
        _("Từ ngày"),
        help_text=_("Ngày có hiệu lực; khi ra đi, là ngày đầu tiên không còn tính ở đây."),
    )
    until = day_field(
        _("Đến hết ngày"),
        required=False,
        help_text=_("Chỉ cho việc có thời hạn; hết ngày đó tư cách trước được ghi trở lại."),
    )
    place = forms.CharField(
        label=_("Nơi chuyển đến, hoặc chuyển đi"),
        max_length=200,
        required=False,
        help_text=_("Ví dụ: Chi bộ 5, Đảng bộ phường Chi Lăng."),
    )
    paper = forms.CharField(
        label=_("Số quyết định, giấy giới thiệu"), max_length=60, required=False
    )
    paper_on = day_field(_("Ngày ký"), required=False)
    admitted_on = day_field(
        _("Ngày vào Đảng"), required=False, help_text=_("Bỏ trống thì giữ ngày đã ghi.")
    )
    official_on = day_field(
        _("Ngày chính thức"), required=False, help_text=_("Bỏ trống thì giữ ngày đã ghi.")
    )
    note = forms.CharField(label=_("Lý do, ghi chú"), max_length=300, required=False)

    def tell(self, refusal: DomainError) -> None:
        """Show a refusal; for what is only unusual the next sending can confirm it."""
        unusual = refusal.code == "short_probation"
        self.add_error(None, str(refusal.message) if unusual else refusal.in_full)
        if unusual:
            ask(self, "confirmed")

    @property
    def change(self) -> Change:
        values = dict(self.cleaned_data)
        return Change(change_of(values.pop("kind")), values.pop("on"), **values)


class PeriodForm(RevisedForm[Membership]):
    """One recorded period, to be corrected, or one that was not recorded in its time."""

    status = forms.ChoiceField(
        label=_("Tư cách đảng viên"),
        choices=[(status.value, label) for status, label in STATUS_LABELS.items()],
    )
    starts_on = day_field(
        _("Từ ngày"), required=False, help_text=_("Bỏ trống: từ trước khi ghi ở đây.")
    )
    ends_on = day_field(_("Ngày cuối cùng"), required=False, help_text=_("Bỏ trống: đến nay."))
    admitted_on = day_field(_("Ngày vào Đảng"), required=False)
    official_on = day_field(_("Ngày chính thức"), required=False)
    paper_on = day_field(_("Ngày ký"), required=False)
    end_paper_on = day_field(_("Ngày ký giấy khi kết thúc"), required=False)

    class Meta:
        model = Membership
        fields = PERIOD_FIELDS
        labels = {
            "change": _("Bắt đầu do"),
            "place": _("Nơi chuyển đến, hoặc chuyển đi"),
            "paper": _("Số quyết định, giấy giới thiệu"),
            "note": _("Lý do, ghi chú"),
            "end": _("Kết thúc do"),
            "end_place": _("Nơi chuyển đi khi kết thúc"),
            "end_paper": _("Số quyết định, giấy giới thiệu khi kết thúc"),
        }

    field_order = PERIOD_FIELDS


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
    ends_on = day_field(
        _("Ngày cuối cùng"),
        required=False,
        help_text=_("Chỉ ghi khi đã thôi giữ, hoặc đã biết ngày thôi."),
    )

    def __init__(self, *args: Any, organization: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.fields["unit"]
        assert isinstance(unit, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        unit.queryset = organization.units.order_by("position", "pk")

    def clean_kind(self) -> OfficeKind:
        return OfficeKind(self.cleaned_data["kind"])


class OfficeEditForm(RevisedForm[Office]):
    """The days of a post and how it is written."""

    title = forms.CharField(label=_("Ghi trên văn bản là"), max_length=120)
    starts_on = day_field(
        _("Từ ngày"), required=False, help_text=_("Bỏ trống: từ trước khi ghi ở đây.")
    )
    ends_on = day_field(_("Ngày cuối cùng"), required=False, help_text=_("Bỏ trống: đang giữ."))

    class Meta:
        model = Office
        fields = ["title", "starts_on", "ends_on"]


NO_UNIT = "none"  # chosen on purpose, never by leaving a field alone
# What a change of many asks, by what is changed.
_ASKED: dict[What, list[str]] = {
    What.UNIT: ["unit"],
    What.STATUS: ["kind", "on", "place", "paper", "note"],
    What.OFFICE: ["office", "on"],
    What.NOTE: ["note"],
}
WHAT_CHOICES = [
    (What.UNIT.value, _("Chuyển đơn vị")),
    (What.STATUS.value, _("Thay đổi tư cách đảng viên")),
    (What.OFFICE.value, _("Thôi giữ chức vụ")),
    (What.NOTE.value, _("Thêm ghi chú")),
]


class ManyForm(forms.Form):
    """One change for many people; it has only the fields that ``what`` needs."""

    what = forms.ChoiceField(choices=WHAT_CHOICES, widget=forms.HiddenInput)
    unit = forms.ChoiceField(label=_("Đơn vị mới"))
    kind = forms.ChoiceField(label=_("Việc gì"), choices=change_choices)
    office = forms.ChoiceField(
        label=_("Chức vụ thôi giữ"),
        choices=[("", _("Mọi chức vụ đang giữ")), *OfficeKind.choices],
        required=False,
    )
    on = day_field(_("Từ ngày"), help_text=_("Ngày có hiệu lực."))
    place = forms.CharField(
        label=_("Nơi chuyển đến, hoặc chuyển đi"), required=False, max_length=200
    )
    paper = forms.CharField(label=_("Số quyết định"), required=False, max_length=60)
    note = forms.CharField(label=_("Lý do, ghi chú"), required=False, max_length=200)

    def __init__(
        self, data: Any = None, *, what: What, organization: Organization, **kwargs: Any
    ) -> None:
        super().__init__(data, initial={"what": what.value}, **kwargs)
        self.asks = what
        for name in set(self.fields) - {"what", *_ASKED[what]}:
            del self.fields[name]
        if what is What.UNIT:
            self.units = {str(unit.pk): unit for unit in organization.units.order_by("position")}
            named = [(number, unit.name) for number, unit in self.units.items()]
            none = (NO_UNIT, _("Chưa xếp đơn vị"))
            self.fields["unit"].choices = [("", _("Chọn đơn vị")), *named, none]  # type: ignore[attr-defined]  # a ChoiceField
        elif what is What.OFFICE:
            self.fields["on"].label, self.fields["on"].help_text = _("Ngày cuối cùng"), ""
        elif what is What.NOTE:
            self.fields["note"].label, self.fields["note"].required = _("Ghi chú cần thêm"), True

    @property
    def asked(self) -> ManyChange:
        values = self.cleaned_data
        if self.asks is What.UNIT:
            return ManyChange(self.asks, unit=self.units.get(values["unit"]))
        if self.asks is What.NOTE:
            return ManyChange(self.asks, note=tidy(values["note"]))
        if self.asks is What.OFFICE:
            office = OfficeKind(values["office"]) if values["office"] else None
            return ManyChange(self.asks, office=office, on=values["on"])
        said = {name: values[name] for name in ("place", "paper", "note")}
        change = Change(change_of(values["kind"]), values["on"], **said)
        return ManyChange(self.asks, change=change)
