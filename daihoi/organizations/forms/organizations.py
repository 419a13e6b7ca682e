"""Forms of organizations, their units and imported lists."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from daihoi.base.revisions import RevisedForm
from daihoi.files.forms import UploadField
from daihoi.organizations.models import (
    Organization,
    OrganizationKind,
    Unit,
)
from daihoi.organizations.queries.organizations import superiors_for
from daihoi.rules.families import families
from daihoi.vietnamese.text import tidy


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
        fields = [
            "kind", "name", "short_name", "host_agency", "place", "symbol", "has_seal",
            "rule_family", "term_style", "day_style",
        ]  # fmt: skip
        help_texts = {
            "name": _("Như ghi trên văn bản, ví dụ: Chi bộ Cục Thi hành án dân sự tỉnh Lạng Sơn."),
            "short_name": _("Hiện ở đầu mỗi trang, ví dụ: Chi bộ Cục THADS."),
            "place": _("Đứng trước ngày tháng trên văn bản, ví dụ: Lạng Sơn."),
            "symbol": _("Dùng trong số văn bản, ví dụ: CB, ĐU."),
            "rule_family": _("Số phiếu cần đạt, mốc, lời gọi theo đó; để trống là theo loại hình."),
            "term_style": _("Trong văn bản của tổ chức."),
            "day_style": _("Ở phần căn cứ của văn bản."),
        }

    field_order = ["parent"]

    def __init__(self, *args: Any, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [("", _("Chọn loại hình")), *OrganizationKind.choices]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]  # a ChoiceField
        named = ((code, family.name) for code, family in families().items())
        self.fields["rule_family"] = forms.ChoiceField(
            label=Organization._meta.get_field("rule_family").verbose_name,
            choices=[("", _("Theo loại hình của tổ chức")), *named],
            required=False,
            help_text=self.fields["rule_family"].help_text,
        )
        if self.instance.pk:
            del self.fields["parent"]
        else:
            del self.fields["term_style"], self.fields["day_style"]
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
