"""Forms of congress minutes: a section's words, reasons, additions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from daihoi.base.errors import DomainError
from daihoi.closing.queries.minutes import SectionRow
from daihoi.closing.queries.refusals import SectionChanged
from daihoi.papers.comparison.words import Words, words_between


class SectionForm(forms.Form):
    """The words of one section, with what its page showed."""

    text = forms.CharField(
        label=_("Nội dung"),
        help_text=_("Mỗi dòng là một đoạn của biên bản."),
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 16}),
        error_messages={"required": _("Hãy viết nội dung của phần này.")},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)
    over = forms.CharField(widget=forms.HiddenInput, max_length=64)
    difference: Words = ()

    def __init__(self, *args: Any, row: SectionRow, **kwargs: Any) -> None:
        shown = {"text": row.says.text, "seen": row.seen, "over": row.composed.digest}
        super().__init__(*args, **kwargs | {"initial": shown})

    def tell(self, refusal: DomainError) -> None:
        """A refusal; after another's change both texts, and the next save stands on hers."""
        self.add_error(None, refusal.in_full)
        if isinstance(refusal, SectionChanged):
            self.difference = words_between(refusal.last.text, self.cleaned_data["text"])
            self.data = {**self.data.dict(), "seen": refusal.last.pk}  # type: ignore[attr-defined]  # a QueryDict


class ShownForm(forms.Form):
    """What the page of a choice showed."""

    seen = forms.IntegerField()
    over = forms.CharField(max_length=64, required=False)


class ReopenForm(forms.Form):
    reason = forms.CharField(label=_("Lý do mở lại để sửa"), max_length=300)


class AdditionForm(forms.Form):
    text = forms.CharField(
        label=_("Nội dung bổ sung, đính chính"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4_000,
    )
