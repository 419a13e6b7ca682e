"""Forms of prepared speeches: who speaks on what, the text, and what a reader says of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from daihoi.base.revisions import RevisedForm
from daihoi.congresses.models import Congress
from daihoi.documents.forms.texts import WordField
from daihoi.organizations.models import Person
from daihoi.programme.models import Speech
from daihoi.programme.queries.speeches import speech_documents
from daihoi.rules.programme.defaults import speech_measure
from daihoi.vietnamese.text import tidy


class SpeechForm(RevisedForm[Speech]):
    minutes = forms.IntegerField(
        label=_("Số phút được nói"),
        min_value=speech_measure().least,
        max_value=speech_measure().most,
        initial=speech_measure().minutes,
        help_text=_("Thường 5-8 phút; số này là mặc định của phần mềm, chưa có nguồn xác nhận."),
        error_messages={
            "min_value": _("Ít nhất %(limit_value)s phút."),
            "max_value": _("Một bài tham luận nhiều nhất %(limit_value)s phút."),
        },
    )

    class Meta:
        model = Speech
        fields = ["topic", "person", "speaker_name", "unit_name", "minutes", "document"]
        labels = {
            "person": _("Đảng viên tham luận"),
            "speaker_name": _("Hoặc người ngoài chi bộ"),
            "unit_name": _("Đơn vị"),
            "document": _("Bài là một văn kiện đã có"),
        }
        help_texts = {
            "unit_name": _("Để trống thì lấy theo đơn vị của đảng viên."),
            "document": _("Để trống nếu viết bài ngay tại trang tham luận."),
        }

    def __init__(self, *args: Any, congress: Congress, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Person.objects.filter(organization=congress.organization)
        found: dict[str, Any] = {
            "person": people.select_related("unit").order_by("name_key", "pk"),
            "document": speech_documents(congress),
        }
        for name, rows in found.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type checker
            field.queryset, field.required, field.empty_label = rows, False, _("Không")
        if not self.instance.pk:
            self.initial["minutes"] = speech_measure().minutes

    def clean_topic(self) -> str:
        return tidy(self.cleaned_data["topic"])

    def clean_speaker_name(self) -> str:
        return tidy(self.cleaned_data["speaker_name"])

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not found.get("person") and not found.get("speaker_name"):
            self.add_error("person", _("Hãy chọn đảng viên hoặc ghi tên người tham luận."))
        if found.get("person") and found.get("speaker_name"):
            self.add_error("speaker_name", _("Chỉ ghi ở đây khi người tham luận ngoài chi bộ."))
        return found


class TextForm(forms.Form):
    revision = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Bài tham luận"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text=_("Thực trạng, nguyên nhân, kinh nghiệm, đề xuất; 2-3 trang."),
    )
    file = WordField(label=_("Hoặc tải tệp Word (.docx)"), required=False)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not self.errors and not found.get("text", "").strip() and not found.get("file"):
            self.add_error("text", _("Hãy viết bài hoặc chọn tệp Word."))
        return found

    @property
    def upload(self) -> dict[str, Any]:
        """For the action: the file if one was chosen."""
        file = self.cleaned_data.get("file")
        return {"content": file.read(), "file_name": file.name} if file else {}


class DecisionForm(forms.Form):
    revision = forms.IntegerField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    remarks = forms.CharField(
        label=_("Ý kiến"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Trả lại hoặc mở lại thì phải ghi ý kiến."),
    )
