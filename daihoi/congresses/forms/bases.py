"""Forms of basis documents."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from daihoi.base.revisions import RevisedForm
from daihoi.congresses.forms.kept_files import KeptFileField
from daihoi.congresses.models import BasisDocument, Congress
from daihoi.organizations.forms import day_field
from daihoi.organizations.models import Organization
from daihoi.vietnamese.dates import DateStyle, format_date

FILES = ["pdf", "doc", "docx", "jpg", "jpeg", "png"]


class BasisForm(RevisedForm[BasisDocument]):
    issued_on = day_field(_("Ngày ban hành"))
    upload = KeptFileField(
        label=_("Tệp văn bản"),
        required=False,
        help_text=_("PDF, Word hoặc ảnh chụp."),
        kinds=FILES,
        accepted=_("Chỉ nhận tệp PDF, Word hoặc ảnh JPG, PNG."),
        error_messages={
            "too_large": _("“%(name)s”: tệp nặng hơn %(limit)s MB."),
            "empty": _("Tệp này trống; hãy chọn lại."),
        },
    )

    class Meta:
        model = BasisDocument
        fields = ["number", "issued_on", "issuer", "subject", "direction"]
        help_texts = {
            "number": _("Ví dụ: 35-CT/TW."),
            "issued_on": _("Số có thể trùng ở văn bản khác; ngày phân biệt chúng."),
            "issuer": _("Ví dụ: Bộ Chính trị."),
        }

    field_order = ["number", "issued_on", "issuer", "subject", "direction", "upload"]

    @property
    def file(self) -> dict[str, Any]:
        """For the action: the bytes and the name of what was attached."""
        upload = self.cleaned_data.get("upload")
        return {"content": upload.read(), "file_name": upload.name} if upload else {}


class BasisRow(forms.Form):
    """A paper typed while a congress is set up; a row left empty is none."""

    number = forms.CharField(label=_("Số, ký hiệu"), max_length=60)
    issued_on = day_field(_("Ngày ban hành"))
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=160)
    subject = forms.CharField(label=_("Trích yếu"), max_length=400)


class BasisChoice(forms.ModelMultipleChoiceField[BasisDocument]):
    """Papers of the register, shown with number, date and issuer: a number alone is no name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            BasisDocument.objects.none(),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            **kwargs,
        )

    def offer(self, organization: Organization) -> None:
        self.queryset = organization.basis_documents.order_by("-issued_on", "number")

    def label_from_instance(self, obj: Any) -> str:
        day = format_date(obj.issued_on, DateStyle.DASHED)
        return f"{obj.number}, {day}, {obj.issuer}: {obj.subject}"


class CiteForm(forms.Form):
    bases = BasisChoice(label=_("Căn cứ của đại hội này"))

    def __init__(self, data: Any, *, congress: Congress) -> None:
        super().__init__(data, initial={"bases": congress.bases.all()})
        field = self.fields["bases"]
        assert isinstance(field, BasisChoice)  # noqa: S101 - for the type checker
        field.offer(congress.organization)
