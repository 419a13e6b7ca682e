"""Forms of a script: words of one item, a difference that is kept, and its being final."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from daihoi.programme.models import ScriptLine
from daihoi.programme.queries.words import problems_in


class LineForm(forms.ModelForm[ScriptLine]):
    revision = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = ScriptLine
        fields = ["words", "conducted", "note"]
        widgets = {
            "words": forms.Textarea(attrs={"rows": 10}),
            "note": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "words": _(
                "Viết đúng lời sẽ nói. Tên trong ngoặc kép như {{đoàn chủ tịch}} được điền từ số liệu; "
                "chỗ chưa có số liệu hiện màu vàng."
            )
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["revision"] = self.instance.revision

    def clean_words(self) -> str:
        words = str(self.cleaned_data["words"]).strip()
        if said := problems_in(words):
            raise forms.ValidationError(said)
        return words

    def _post_clean(self) -> None:
        """The action sets and saves: the instance stays as it was read."""

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}

    def tell_outdated(self, message: str, current: ScriptLine) -> None:
        """Show what is kept now; the next save stands on it."""
        self.add_error(None, message)
        for name in self._meta.fields or ():
            kept = getattr(current, name)
            if self.cleaned_data.get(name, kept) != kept:
                self.add_error(name, _("Đang lưu: %(value)s") % {"value": kept or _("(trống)")})
        self.data = {**self.data.dict(), "revision": str(current.revision)}  # type: ignore[attr-defined]  # a QueryDict


class KeepForm(forms.Form):
    reason = forms.CharField(
        label=_("Lý do giữ khác chương trình"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Hãy ghi lý do giữ khác chương trình.")},
    )


class FinaliseForm(forms.Form):
    revision = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Lý do cho hoàn thiện trước khi chương trình được duyệt"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Chỉ bí thư dùng khi thật cần; lý do được ghi vào nhật ký."),
    )

    def __init__(self, *args: Any, asks_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_reason:
            del self.fields["reason"]
