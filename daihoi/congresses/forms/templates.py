"""Forms of an organization's own templates and of their rows."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.validators import FileExtensionValidator, RegexValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from daihoi.base import clock
from daihoi.base.revisions import RevisedForm
from daihoi.congresses.forms.plans import FARTHEST, responsible_choices
from daihoi.congresses.models import PlanTemplate
from daihoi.congresses.models.plans import CERTAINTY_LABELS
from daihoi.congresses.queries.template_rows import (
    CODE,
    LONGEST_CODE,
    LONGEST_TEXT,
    MEANING_LABELS,
)
from daihoi.congresses.queries.templates import TemplateChoice
from daihoi.files.forms import UploadField
from daihoi.organizations.models import Organization
from daihoi.rules.editions import EDITIONS, edition_on
from daihoi.rules.plans import TemplateRow, row_of, told_of
from daihoi.vietnamese.text import tidy


class TemplateForm(RevisedForm[PlanTemplate]):
    edition = forms.ChoiceField(
        label=_("Theo quy định"),
        help_text=_("Chỉ đại hội theo đúng quy định này mới dùng được mẫu."),
    )

    class Meta:
        model = PlanTemplate
        fields = ["name", "description", "edition"]
        help_texts = {"description": _("Ví dụ: chi bộ dưới 30 đảng viên.")}
        widgets = {"description": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, organization: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        family = organization.family.code
        field = self.fields["edition"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [(each.code, each.source) for each in EDITIONS if each.family == family]

    def clean_name(self) -> str:
        return tidy(self.cleaned_data["name"])

    def clean_description(self) -> str:
        return tidy(self.cleaned_data["description"])


class TemplateEditForm(TemplateForm):
    """Another edition is taken only from who says that the milestones were looked through."""

    use_required_attribute = False  # the refusal says what to do, a browser's does not

    reviewed = forms.BooleanField(
        label=_("Tôi đã rà lại các mốc theo quy định mới"),
        error_messages={
            "required": _(
                "Đồng chí đổi quy định của mẫu: các mốc soạn theo quy định cũ, có thể khác quy định"
                " mới. Hãy rà lại rồi đánh dấu ô này."
            )
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.data.get("edition", self.instance.edition) == self.instance.edition:
            del self.fields["reviewed"]


class CopyForm(TemplateForm):
    """A new template begins as a copy: nobody types thirty milestones."""

    source = forms.ChoiceField(label=_("Sao từ"), widget=forms.RadioSelect)

    field_order = ["source", "name", "description", "edition"]

    def __init__(self, *args: Any, choices: Sequence[TemplateChoice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        family = kwargs["organization"].family.code
        self.initial["edition"] = edition_on(clock.today(), family=family).code
        self._choices: Mapping[str, TemplateChoice] = {each.key: each for each in choices}
        field = self.fields["source"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [(each.key, _named(each)) for each in choices]
        if choices and self.initial.get("source") not in self._choices:
            self.initial["source"] = choices[0].key

    @property
    def rows(self) -> tuple[TemplateRow, ...]:
        """Those of the template that is copied."""
        return self._choices[self.cleaned_data["source"]].rows


class RowForm(forms.Form):
    """One milestone of a template; it carries the revision that its page showed."""

    revision = forms.IntegerField(widget=forms.HiddenInput, localize=False)
    code = forms.CharField(
        label=_("Mã"),
        max_length=LONGEST_CODE,
        help_text=_("Ngắn, ví dụ: M39. Đổi mã thì các mốc chờ mốc này đổi theo."),
    )
    name = forms.CharField(label=_("Mốc công việc"), max_length=LONGEST_TEXT)
    days = forms.IntegerField(
        label=_("Số ngày so với ngày gốc"),
        min_value=-FARTHEST,
        max_value=FARTHEST,
        localize=False,
        help_text=_("Trước ngày gốc thì ghi số âm, ví dụ: -14."),
    )
    working_days = forms.BooleanField(label=_("Tính ngày làm việc"), required=False)
    counted_from = forms.ChoiceField(label=_("Ngày gốc"), required=False)
    responsible = forms.MultipleChoiceField(
        label=_("Chịu trách nhiệm"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Mốc đứng ở hàng của nơi đầu tiên được chọn."),
    )
    output = forms.CharField(label=_("Kết quả, văn bản"), max_length=LONGEST_TEXT, required=False)
    superior_action = forms.CharField(
        label=_("Việc của cấp trên"), max_length=LONGEST_TEXT, required=False
    )
    after = forms.MultipleChoiceField(
        label=_("Chỉ làm được sau khi xong"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    meaning = forms.ChoiceField(
        label=_("Ý nghĩa đối với phần mềm"),
        required=False,
        choices=[(each.value, label) for each, label in MEANING_LABELS.items()],
        help_text=_("Phần mềm dùng để nhắc và kiểm tra; việc thường thì để “không”."),
    )
    basis = forms.CharField(label=_("Căn cứ của thời hạn"), max_length=LONGEST_TEXT, required=False)
    certainty = forms.ChoiceField(
        label=_("Mức chắc chắn của thời hạn"),
        choices=[(each.value, label) for each, label in CERTAINTY_LABELS.items()],
        initial="D",
    )

    def __init__(
        self, data: Any, *, template: PlanTemplate, row: TemplateRow | None = None
    ) -> None:
        initial = {"revision": template.revision, **(told_of(row) if row else {})}
        super().__init__(data, initial=initial)
        others = [row_of(told) for told in template.rows if not row or told["code"] != row.code]
        named = [(each.code, f"{each.code} {each.name}") for each in others]
        for name, choices in (
            ("counted_from", [("", _("Ngày đại hội")), *named]),
            ("after", named),
            ("responsible", responsible_choices(initial.get("responsible", []))),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
            field.choices = choices

    def clean_code(self) -> str:
        code = tidy(self.cleaned_data["code"]).upper()
        RegexValidator(rf"^(?:{CODE.pattern})\Z", _("Mã gồm chữ, số, không dấu cách, ví dụ: M39."))(
            code
        )
        return code

    def clean_name(self) -> str:
        return tidy(self.cleaned_data["name"])

    @property
    def row(self) -> TemplateRow:
        return row_of(self.cleaned_data)


class RowsUploadForm(forms.Form):
    revision = forms.IntegerField(widget=forms.HiddenInput, localize=False)
    file = UploadField(
        label=_("Bảng các mốc (.xlsx)"),
        help_text=_("Tải mẫu về, sửa trên tệp đó rồi tải lên: các mốc trong tệp thay các mốc cũ."),
        validators=[FileExtensionValidator(["xlsx"], _("Chỉ nhận tệp Excel .xlsx."))],
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={
            "too_large": _("“%(name)s”: tệp nặng hơn %(limit)s MB."),
            "empty": _("Tệp này trống; hãy chọn lại."),
        },
    )


def _named(choice: TemplateChoice) -> str:
    count = ngettext("%(n)s mốc", "%(n)s mốc", len(choice.rows)) % {"n": len(choice.rows)}
    return " · ".join(filter(None, [choice.name, choice.owner, count]))
