"""The form by which a superior's draft documents come in."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from daihoi.congresses.models import HigherCongress, Subcommittee
from daihoi.documents.actions.superior import Letter
from daihoi.documents.forms.texts import WordField
from daihoi.documents.models import Document
from daihoi.documents.papers.superior_report import questions_word
from daihoi.organizations.forms import day_field

MOST_QUESTIONS = 200


class SuperiorImportForm(forms.Form):
    """Who asks for opinions on what: a Word file, or questions typed one on a line."""

    title = forms.CharField(label=gettext_lazy("Tên dự thảo văn kiện"), max_length=200)
    issuer = forms.CharField(label=gettext_lazy("Cấp ủy gửi lấy ý kiến"), max_length=200)
    number = forms.CharField(
        label=gettext_lazy("Số, ký hiệu văn bản gửi"), max_length=60, required=False
    )
    dated_on = day_field(gettext_lazy("Ngày văn bản gửi"), required=False)
    due_on = day_field(gettext_lazy("Hạn gửi ý kiến"), required=False)
    higher = forms.ModelChoiceField(
        HigherCongress.objects.none(),
        label=gettext_lazy("Của đại hội"),
        empty_label=gettext_lazy("Không gắn với đại hội nào"),
        required=False,
    )
    subcommittee = forms.ModelChoiceField(
        Subcommittee.objects.none(), label=gettext_lazy("Tiểu ban phụ trách"), empty_label=None
    )
    file = WordField(label=gettext_lazy("Dự thảo của cấp trên (.docx)"), required=False)
    questions = forms.CharField(
        label=gettext_lazy("Hoặc ghi các câu hỏi gợi ý"),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
        max_length=50_000,
        help_text=gettext_lazy("Mỗi câu hỏi một dòng, theo đúng thứ tự của cấp trên."),
    )

    def __init__(self, *args: Any, owners: Sequence[Subcommittee], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._owners = {owner.pk: owner for owner in owners}
        field = self.fields["subcommittee"]
        field.queryset = Subcommittee.objects.filter(pk__in=self._owners)  # type: ignore[attr-defined]  # ModelChoiceField
        field.initial = owners[0].pk
        if len(owners) == 1:
            field.widget = forms.HiddenInput()
        above = owners[0].congress.higher.order_by("level")
        self.fields["higher"].queryset = above  # type: ignore[attr-defined]  # ModelChoiceField
        if not above:
            del self.fields["higher"]

    def clean_subcommittee(self) -> Subcommittee:
        return self._owners[self.cleaned_data["subcommittee"].pk]

    def clean_title(self) -> str:
        title: str = " ".join(self.cleaned_data["title"].split())
        congress = next(iter(self._owners.values())).congress_id
        if Document.objects.filter(congress=congress, title=title).exists():
            raise forms.ValidationError(_("Đã có văn kiện tên này."))
        return title

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        questions = [" ".join(line.split()) for line in cleaned.get("questions", "").splitlines()]
        cleaned["questions"] = [question for question in questions if question]
        if bool(cleaned.get("file")) == bool(cleaned["questions"]) and "file" not in self.errors:
            self.add_error("file", _("Hãy chọn tệp Word hoặc ghi các câu hỏi, một trong hai."))
        if len(cleaned["questions"]) > MOST_QUESTIONS:
            self.add_error("questions", _("Nhiều nhất %(n)s câu hỏi.") % {"n": MOST_QUESTIONS})
        dated, due = cleaned.get("dated_on"), cleaned.get("due_on")
        if dated and due and due < dated:
            self.add_error("due_on", _("Hạn gửi ý kiến phải sau ngày của văn bản gửi."))
        return cleaned

    def importing(self) -> dict[str, Any]:
        """What the action takes."""
        data = self.cleaned_data
        if data["file"]:
            content, name = data["file"].read(), data["file"].name
        else:
            content = questions_word(data["title"], data["questions"])
            name = f"{_('Câu hỏi gợi ý')}.docx"
        letter = Letter(
            data["issuer"], data["number"], data["dated_on"], data["due_on"], data.get("higher")
        )
        return {
            "title": data["title"],
            "subcommittee": data["subcommittee"],
            "letter": letter,
            "content": content,
            "file_name": name,
        }
