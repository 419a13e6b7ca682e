"""Forms of an organization's own templates of papers."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from daihoi.base.language import said
from daihoi.files.forms import UploadField
from daihoi.registry.forms.papers import TextsForm
from daihoi.registry.models import PaperTemplate
from daihoi.registry.queries.templates import TemplateChoice, paper_of_template
from daihoi.vietnamese.text import tidy


class CopyForm(forms.Form):
    """A new template begins as a copy of another of its kind."""

    source = forms.ChoiceField(label=_("Sao từ"), widget=forms.RadioSelect)
    name = forms.CharField(label=_("Tên mẫu"), max_length=120)

    def __init__(self, *args: Any, choices: Sequence[TemplateChoice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choices = {each.key: each for each in choices}
        named = [
            (key, f"{said(each.name)} · {each.owner or _('có sẵn')}")
            for key, each in self._choices.items()
        ]
        self.fields["source"].choices = named  # type: ignore[attr-defined]  # a ChoiceField
        self.initial.setdefault("source", named[0][0])

    def clean_name(self) -> str:
        return tidy(self.cleaned_data["name"])

    @property
    def choice(self) -> TemplateChoice:
        return self._choices[self.cleaned_data["source"]]


class TemplateTextsForm(TextsForm):
    """The boxes of a template."""

    def __init__(self, *args: Any, template: PaperTemplate, **kwargs: Any) -> None:
        paper = paper_of_template(template)
        super().__init__(*args, paper=paper, revision=template.revision, **kwargs)


class TemplateUploadForm(forms.Form):
    """A template that was changed in Word."""

    file = UploadField(
        label=_("Tệp Word (.docx)"),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        error_messages={"too_large": _("Tệp nặng hơn %(limit)s MB.")},
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, localize=False)
    reviewed = forms.BooleanField(
        label=_("Tôi đã xem điều nhận ra và điều không giữ được"), required=False
    )
