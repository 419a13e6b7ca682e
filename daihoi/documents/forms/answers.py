"""The form an opinion is answered with."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from daihoi.documents.queries.answers import Chosen
from daihoi.documents.queries.proposals import ADOPTING, is_removal
from daihoi.documents.queries.texts import ReadBlock
from daihoi.rules.documents import AnswerResult, PlaceKind, check_answer

SHORT_LABELS = {
    AnswerResult.ACCEPTED: gettext_lazy("Tiếp thu"),
    AnswerResult.PARTLY: gettext_lazy("Một phần"),
    AnswerResult.NOT_ACCEPTED: gettext_lazy("Không"),
    AnswerResult.NOTED: gettext_lazy("Ghi nhận"),
    AnswerResult.TRANSFERRED: gettext_lazy("Chuyển"),
}
FINDINGS = {
    "explanation_missing": ("explanation", gettext_lazy("Hãy giải trình vì sao: bắt buộc khi tiếp thu một phần hoặc không tiếp thu.")),
    "text_after_missing": ("text_after", gettext_lazy("Hãy ghi nội dung sau chỉnh sửa, hoặc áp dụng đề nghị vào văn bản.")),
}  # fmt: skip


class AnswerForm(forms.Form):
    """Result, reasons, new words. Buttons: ``apply`` puts the words into the text as well."""

    result = forms.ChoiceField(
        label=gettext_lazy("Trả lời"),
        choices=[(result.value, label) for result, label in SHORT_LABELS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Hãy chọn kết quả trả lời.")},
    )
    text_after = forms.CharField(
        label=gettext_lazy("Nội dung sau chỉnh sửa"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    explanation = forms.CharField(
        label=gettext_lazy("Giải trình"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    transferred_to = forms.CharField(
        label=gettext_lazy("Chuyển đến"), required=False, max_length=200
    )
    change = forms.ChoiceField(label=gettext_lazy("Đã sửa tại"), required=False)
    only_this = forms.BooleanField(
        label=gettext_lazy("Chỉ trả lời ý kiến này, tách khỏi nhóm"), required=False
    )
    seen = forms.CharField(widget=forms.HiddenInput)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)  # of `_paragraph`
    apply = forms.CharField(required=False)  # a button: "yes", or "replace" another's words

    def __init__(self, data: Any = None, *, chosen: Chosen) -> None:
        super().__init__(data, initial=_initial(chosen))
        self._chosen = chosen
        self.fields["change"] = forms.ChoiceField(
            label=_("Đã sửa tại"), required=False, choices=_changes(chosen)
        )
        if chosen.group_size == 1:
            del self.fields["only_this"]
        if not chosen.changes:
            del self.fields["change"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "result" not in data:
            return data
        result = AnswerResult(data["result"])
        removes = data.get("apply") and is_removal(self._chosen.opinion)
        findings = check_answer(
            result,
            explanation=data.get("explanation", ""),
            text_after=data.get("text_after", "") or ("–" if removes else ""),
        )
        for finding in findings:
            field, message = FINDINGS[finding.code]
            self.add_error(field, str(message))
        paragraph = _paragraph(self._chosen)
        unchanged = paragraph and data.get("text_after") == paragraph.block.text
        if result.value in ADOPTING and unchanged and not data.get("change"):
            self.add_error(
                "text_after", _("Đoạn chưa đổi chữ nào: hãy sửa theo ý kiến ngay ở đây.")
            )
        if result is AnswerResult.TRANSFERRED and not data.get("transferred_to", "").strip():
            self.add_error("transferred_to", _("Hãy ghi nơi tiếp nhận ý kiến."))
        return data


def _initial(chosen: Chosen) -> dict[str, Any]:
    answer = chosen.opinion.answer
    if answer is None:
        taken = chosen.proposes and chosen.can_apply and not chosen.passage.collides
        initial = {"result": AnswerResult.ACCEPTED.value if taken else None, "text_after": ""}
    else:
        kept = ("result", "explanation", "text_after", "transferred_to")
        initial = {name: getattr(answer, name) for name in kept}
    initial |= {"seen": chosen.seen}
    if initial["text_after"]:
        return initial
    if paragraph := _paragraph(chosen):
        return initial | {"text_after": paragraph.block.text, "revision": paragraph.revision}
    return initial | {"text_after": chosen.passage.wanted or chosen.opinion.proposed_text}


def _paragraph(chosen: Chosen) -> ReadBlock | None:
    """The paragraph an opinion speaks of without proposing words: it is edited in the answer.

    What the answer says goes in place of the whole paragraph, so it begins with all of it.
    """
    on_paragraph = chosen.opinion.place_kind == PlaceKind.PARAGRAPH.value
    if chosen.proposes or not on_paragraph or not chosen.can_apply:
        return None
    return next((each.read for each in chosen.passage.blocks if each.is_current), None)


def _changes(chosen: Chosen) -> list[tuple[str, str]]:
    """Edits of the working version, told by their first new words."""
    told = [("", _("không gắn với thay đổi nào"))]
    for change in chosen.changes:
        words = ((change.after or change.before or {}).get("text") or "")[:60]
        told.append((str(change.pk), f"{change.get_kind_display()}: {words}"))
    return told
