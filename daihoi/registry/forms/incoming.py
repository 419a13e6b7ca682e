"""Forms of incoming papers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from daihoi.base.language import said
from daihoi.base.revisions import RevisedForm
from daihoi.congresses.forms.bases import FILES
from daihoi.congresses.forms.kept_files import KeptFileField
from daihoi.organizations.forms import day_field
from daihoi.organizations.models import Organization
from daihoi.registry.models import IncomingPaper
from daihoi.registry.queries.incoming import INCOMING_KINDS, congress_for


class IncomingForm(RevisedForm[IncomingPaper]):
    received_on = day_field(_("Ngày đến"))
    issued_on = day_field(_("Ngày văn bản"))
    kind = forms.ChoiceField(label=_("Loại văn bản"), required=False)
    upload = KeptFileField(
        label=_("Tệp hoặc bản quét"),
        required=False,
        help_text=_("PDF, Word hoặc ảnh chụp; giữ nguyên như khi nhận."),
        kinds=FILES,
        accepted=_("Chỉ nhận tệp PDF, Word hoặc ảnh JPG, PNG."),
        error_messages={"too_large": _("“%(name)s”: tệp nặng hơn %(limit)s MB.")},
    )

    class Meta:
        model = IncomingPaper
        fields = [
            "received_on",
            "issuer",
            "number",
            "issued_on",
            "kind",
            "subject",
            "congress",
            "note",
            "is_restricted",
        ]
        help_texts = {
            "issuer": _("Ví dụ: Đảng ủy Khối các cơ quan tỉnh."),
            "number": _("Ví dụ: 125-TB/ĐUK."),
            "is_restricted": _("Nhân sự, mật: chỉ chi ủy đọc; sổ chỉ ghi số và nơi gửi."),
        }

    field_order = [*Meta.fields, "upload"]

    def __init__(self, *args: Any, organization: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind, congress = self.fields["kind"], self.fields["congress"]
        assert isinstance(kind, forms.ChoiceField)  # noqa: S101 - for the type checker
        assert isinstance(congress, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        kind.choices = [("", _("Văn bản khác")), *((k.code, said(k.name)) for k in INCOMING_KINDS)]
        congress.queryset = congress_for(organization)
        congress.label = _("Về đại hội")
        congress.required = False
        congress.empty_label = _("Không riêng đại hội nào")

    @property
    def file(self) -> dict[str, Any]:
        """For the action: the bytes and the name of what was attached."""
        upload = self.cleaned_data.get("upload")
        return {"content": upload.read(), "file_name": upload.name} if upload else {}
