"""Forms of documents and their texts."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from daihoi.congresses.models import Subcommittee
from daihoi.documents.models import Document, Draft
from daihoi.documents.models.documents import DocumentKind
from daihoi.files.forms import UploadField
from daihoi.organizations.forms import day_field
from daihoi.papers.outline import BlockKind

STYLES = [
    ("paragraph-0", _("Đoạn văn")),
    ("heading-1", _("Đề mục cấp 1 (phần)")),
    ("heading-2", _("Đề mục cấp 2 (I, II)")),
    ("heading-3", _("Đề mục cấp 3 (1, 2)")),
    ("heading-4", _("Đề mục cấp 4 (1.1)")),
    ("item-0", _("Dòng liệt kê")),
    ("item-1", _("Dòng liệt kê cấp dưới")),
]


class WordField(UploadField):
    """A .docx; what it really is, `papers.intake` finds out."""

    widget = forms.FileInput(attrs={"accept": ".docx"})
    default_error_messages = {
        "too_large": _("Tệp nặng hơn %(limit)s MB; hãy thu nhỏ hình ảnh trong tệp rồi tải lại."),
    }


class DocumentImportForm(forms.ModelForm[Draft]):
    file = WordField(label=_("Tệp Word (.docx)"))

    class Meta:
        model = Draft
        fields = ["kind", "title", "subcommittee"]
        labels = {
            "kind": _("Loại văn kiện"),
            "title": _("Tên văn kiện"),
            "subcommittee": _("Tiểu ban phụ trách"),
        }

    def __init__(self, *args: Any, owners: Sequence[Subcommittee], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._owners = {owner.pk: owner for owner in owners}
        field = self.fields["subcommittee"]
        field.queryset = Subcommittee.objects.filter(pk__in=self._owners)  # type: ignore[attr-defined]  # ModelChoiceField
        field.initial = owners[0].pk
        field.empty_label = None  # type: ignore[attr-defined]  # ModelChoiceField
        own = [choice for choice in DocumentKind.choices if choice[0] != DocumentKind.SUPERIOR]
        kinds = [("", _("Chọn loại văn kiện")), *own]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]  # a ChoiceField
        if len(owners) == 1:
            field.widget = forms.HiddenInput()

    def clean_subcommittee(self) -> Subcommittee:
        return self._owners[self.cleaned_data["subcommittee"].pk]

    def clean_title(self) -> str:
        title: str = " ".join(self.cleaned_data["title"].split())
        congress = next(iter(self._owners.values())).congress_id
        if Document.objects.filter(congress=congress, title=title).exists():
            raise forms.ValidationError(
                _("Đã có văn kiện tên này. Hãy mở văn kiện đó rồi nhập tệp thành bản mới.")
            )
        return title


class VersionImportForm(forms.Form):
    file = WordField(label=_("Tệp Word (.docx)"))
    note = forms.CharField(
        label=_("Ghi chú"),
        max_length=200,
        required=False,
        help_text=_("Ví dụ: sau hội nghị chi ủy ngày 12-3"),
    )


class LastRevisionForm(forms.Form):
    due_on = day_field(_("Hạn chỉnh sửa lần cuối"), help_text=_("Một ngày trước đại hội."))


class FreezeForm(forms.Form):
    note = forms.CharField(label=_("Ghi chú của bản"), max_length=200, required=False)


class BlockForm(forms.Form):
    """The words of a block or cell as they were read at ``revision``."""

    text = forms.CharField(
        label=_("Nội dung"),
        strip=False,
        required=False,
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 6, "class": "block-editor"}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput())


class RevisionForm(forms.Form):
    """What every change but one of words needs; ``text`` is there if it was being edited."""

    revision = forms.IntegerField(widget=forms.HiddenInput())
    text = forms.CharField(required=False, strip=False, max_length=50_000)


class RemoveForm(RevisionForm):
    """The words go with the block: what was being written does not matter."""

    text = None  # type: ignore[assignment]  # Django's way to drop an inherited field


class SplitForm(RevisionForm):
    at = forms.IntegerField(min_value=0)


class MarkForm(RevisionForm):
    start = forms.IntegerField(min_value=0)
    end = forms.IntegerField(min_value=0)
    mark = forms.ChoiceField(choices=[(m, m) for m in ("bold", "italic", "underline")])


class StyleForm(RevisionForm):
    style = forms.ChoiceField(label=_("Kiểu đoạn"), choices=STYLES)

    def kind(self) -> BlockKind:
        return BlockKind(self.cleaned_data["style"].partition("-")[0])

    def level(self) -> int:
        return int(self.cleaned_data["style"].partition("-")[2])


class MoveForm(RevisionForm):
    where = forms.ChoiceField(choices=[(way, way) for way in ("up", "down", "place")])
    place = forms.IntegerField(required=False, min_value=0)  # behind the paragraph of this number

    def clean(self) -> dict[str, Any]:
        asked: dict[str, Any] = super().clean() or {}
        if asked.get("where") == "place":
            if asked.get("place") is None:
                raise forms.ValidationError(_("Hãy ghi số đoạn."))
            asked["where"] = str(asked["place"])
        return asked


class AddForm(forms.Form):
    after = forms.UUIDField(required=False, widget=forms.HiddenInput())
    style = forms.ChoiceField(label=_("Kiểu đoạn"), choices=STYLES)
    text = forms.CharField(
        label=_("Nội dung"),
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 5, "class": "block-editor"}),
    )

    def kind(self) -> BlockKind:
        return BlockKind(self.cleaned_data["style"].partition("-")[0])

    def level(self) -> int:
        return int(self.cleaned_data["style"].partition("-")[2])
