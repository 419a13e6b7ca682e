"""Forms of tasks: what is asked of whom, progress, evidence, reasons."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from daihoi.base import clock
from daihoi.base.revisions import RevisedForm
from daihoi.congresses.forms.kept_files import KeptFileField
from daihoi.congresses.models import Congress, Task
from daihoi.congresses.queries.recipients import Choices, Recipient, choices_for
from daihoi.organizations.forms import day_field
from daihoi.papers.kinds import KINDS
from daihoi.vietnamese.text import tidy


class RecipientSelect(forms.Select):
    """A select in which what is not possible today is shown and cannot be chosen."""

    refused: frozenset[str] = frozenset()

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(*args, **kwargs)
        if option["value"] in self.refused:
            option["attrs"]["disabled"] = True
        return option


class TaskForm(RevisedForm[Task]):
    recipient = forms.ChoiceField(label=_("Giao cho"), widget=RecipientSelect)
    due_on = day_field(_("Hạn"), required=False)
    given_on = day_field(_("Ngày giao"))

    class Meta:
        model = Task
        fields = [
            "title", "recipient", "due_on", "is_urgent", "is_requirement", "details", "source",
            "given_on", "milestone", "basis",
        ]  # fmt: skip
        labels = {"milestone": _("Thuộc mốc kế hoạch"), "basis": _("Căn cứ")}
        help_texts = {
            "source": _("Ví dụ: Kết luận sinh hoạt 25-3-2020."),
            "is_requirement": _("Không ai báo cáo tiến độ; mỗi người bấm “Tôi đã biết”."),
        }
        widgets = {"details": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, congress: Congress, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer(choices_for(congress, viewer=viewer))
        for name, found, nothing in (
            ("milestone", congress.milestones.order_by("planned_on", "position"), _("Không")),
            ("basis", congress.bases.order_by("-issued_on", "pk"), _("Không")),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type checker
            field.queryset, field.required, field.empty_label = found, False, nothing
        self.initial.setdefault("given_on", clock.today())
        if self.instance.pk:
            self.initial["recipient"] = self.instance.recipient

    def _offer(self, choices: Choices) -> None:
        """Everybody, grouped; whom she has already is never disabled: it would not be sent."""
        own = self.instance.recipient if self.instance.pk else ""
        groups = [(title, [(each.value, _labelled(each)) for each in of]) for title, of in choices]
        field = self.fields["recipient"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        assert isinstance(field.widget, RecipientSelect)  # noqa: S101 - for the type checker
        field.choices = [("", _("Chọn nơi nhận việc")), *groups]
        field.widget.refused = frozenset(
            each.value
            for _title, of in choices
            for each in of
            if each.refusal and each.value != own
        )

    def clean_title(self) -> str:
        return tidy(self.cleaned_data["title"])

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        due_on, given_on = found.get("due_on"), found.get("given_on")
        if due_on and given_on and due_on < given_on:
            self.add_error("due_on", _("Hạn phải từ ngày giao trở đi."))
        return found


def _labelled(recipient: Recipient) -> str:
    refusal = f" ({recipient.refusal})" if recipient.refusal else ""
    return f"{recipient.name}{refusal}"


class ProgressForm(forms.Form):
    text = forms.CharField(
        label=_("Tiến độ, vướng mắc"), widget=forms.Textarea(attrs={"rows": 3}), max_length=4000
    )
    percent = forms.IntegerField(
        label=_("Đã làm được (%)"), min_value=0, max_value=100, required=False
    )


class ReportForm(forms.Form):
    text = forms.CharField(
        label=_("Kết quả"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=4000,
        required=False,
    )


class EvidenceForm(forms.Form):
    file = KeptFileField(
        label=_("Tệp minh chứng"),
        kinds=KINDS,
        accepted=_("Chỉ nhận tệp PDF, Word, Excel, PowerPoint, OpenDocument, ảnh và văn bản .txt."),
        error_messages={
            "required": _("Hãy chọn tệp cần đính kèm."),
            "empty": _("Tệp này trống, không có gì để đính kèm."),
            "too_large": _("Tệp nặng hơn %(limit)s MB; hãy thu nhỏ rồi tải lại."),
        },
    )
