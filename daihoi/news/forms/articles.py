"""Forms of news items: the texts, an import, photos, what is chosen and remarked."""

from datetime import datetime
from pathlib import PurePath
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from daihoi.base.errors import RuleBroken
from daihoi.congresses.forms.kept_files import KeptFileField
from daihoi.files.forms import UploadField
from daihoi.files.pictures import TakenPhoto, taken
from daihoi.news.models import Article, Photo, Revision
from daihoi.news.models.articles import KIND_LABELS
from daihoi.news.pasting import LONGEST, looks_like_html, read_pasted
from daihoi.organizations.forms import day_field

KINDS = [(kind.value, label) for kind, label in KIND_LABELS.items()]
_TOO_LARGE = _("“%(name)s” nặng hơn %(limit)s MB; hãy thu nhỏ rồi tải lại.")
BODY_HELP = _(
    "Cách dòng là đoạn mới; ## trước tít phụ, - trước mục liệt kê, **đậm**, *nghiêng*, "
    "[chữ](https://địa-chỉ) là liên kết. Dán thẳng từ Word được: kiểu chữ và ảnh được bỏ, chữ giữ đủ."
)


class ArticleForm(forms.Form):
    """The texts of an item. A body that is HTML is cleaned; ``dropped`` says what went."""

    kind = forms.ChoiceField(label=_("Loại tin"), choices=KINDS)
    section = forms.CharField(label=_("Chuyên mục"), max_length=120)
    title = forms.CharField(
        label=_("Tiêu đề"), max_length=200, widget=forms.Textarea(attrs={"rows": 2})
    )
    lead = forms.CharField(
        label=_("Đoạn mở đầu"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Việc gì, ai, ý nghĩa, căn cứ, mục tiêu; in đậm trên trang."),
    )
    body = forms.CharField(
        label=_("Nội dung"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text=BODY_HELP,
    )
    author = forms.CharField(label=_("Tác giả"), max_length=120)
    author_unit = forms.CharField(label=_("Đơn vị của tác giả"), max_length=200)
    edit = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, revision: Revision | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dropped: tuple[str, ...] = ()
        if revision is not None:
            names = ("section", "title", "lead", "body", "author", "author_unit", "edit")
            self.initial.update({name: getattr(revision, name) for name in names})
            self.initial["kind"] = revision.article.kind

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].splitlines())

    def clean_body(self) -> str:
        body: str = self.cleaned_data["body"]
        if not looks_like_html(body):
            return body
        try:
            pasted = read_pasted(body)
        except RuleBroken as refusal:
            raise forms.ValidationError(refusal.in_full) from refusal
        self.dropped = pasted.dropped
        return pasted.text

    @property
    def texts(self) -> dict[str, str]:
        return {name: text for name, text in self.cleaned_data.items() if name != "edit"}


class ImportForm(forms.Form):
    """A text written elsewhere, as a file or pasted; it is kept as it is."""

    kind = forms.ChoiceField(label=_("Loại tin"), choices=KINDS)
    file = KeptFileField(
        label=_("Tệp bài viết"),
        kinds=("txt", "docx"),
        accepted=_("Chỉ nhận tệp Word .docx và văn bản .txt."),
        required=False,
        error_messages={"too_large": _TOO_LARGE},
    )
    text = forms.CharField(
        label=_("Hoặc dán bài vào đây"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Dòng đầu là tiêu đề, đoạn kế tiếp là mở đầu."),
        strip=False,
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not self.errors and not found.get("file") and not (found.get("text") or "").strip():
            raise forms.ValidationError(_now("Hãy chọn tệp hoặc dán bài."))
        return found

    @property
    def source(self) -> tuple[bytes, str]:
        """The bytes to keep and what they are called."""
        file = self.cleaned_data["file"]
        if file:
            return file.read(), file.name
        return self.cleaned_data["text"].encode(), "bai-dan.txt"

    @property
    def is_word(self) -> bool:
        file = self.cleaned_data["file"]
        return bool(file) and PurePath(file.name).suffix.lower() == ".docx"


class PhotoForm(forms.Form):
    file = UploadField(
        label=_("Ảnh"),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_(
            "JPEG, PNG hoặc WebP. Nơi chụp, máy chụp ghi trong tệp được xóa khỏi ảnh đăng."
        ),
        error_messages={"required": _("Hãy chọn ảnh."), "too_large": _TOO_LARGE},
    )
    caption = forms.CharField(
        label=_("Chú thích"), max_length=300, help_text=_("Ai, chức vụ, đang làm gì.")
    )
    description = forms.CharField(
        label=_("Mô tả cho người không xem được ảnh"),
        max_length=300,
        help_text=_("Trong ảnh có gì; máy đọc màn hình đọc lời này."),
    )

    @property
    def photo(self) -> TakenPhoto:
        """`BadFile` for what is no photo."""
        file = self.cleaned_data["file"]
        return taken(file.read(), file.name)


class PhotoEditForm(forms.Form):
    caption = forms.CharField(label=_("Chú thích"), max_length=300)
    description = forms.CharField(label=_("Mô tả cho người không xem được ảnh"), max_length=300)

    def __init__(self, *args: Any, photo: Photo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"caption": photo.caption, "description": photo.description}


class RemarkForm(forms.Form):
    """Why: what is to be put right, corrected, or taken off."""

    reason = forms.CharField(max_length=400, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, label: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label


class KeepForm(forms.Form):
    """Asked for a text that differs from the records: seen, and why it stays so."""

    seen = forms.BooleanField(
        label=_("Đã xem, vẫn đăng"),
        error_messages={"required": _("Hãy đánh dấu đã xem các chỗ khác hồ sơ.")},
    )
    keeps = forms.CharField(
        label=_("Vì sao giữ khác hồ sơ"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Hãy ghi vì sao giữ khác hồ sơ.")},
    )

    def __init__(self, *args: Any, differs: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not differs:
            del self.fields["seen"], self.fields["keeps"]

    @property
    def reason(self) -> str:
        return str(self.cleaned_data.get("keeps", ""))


class PublishForm(KeepForm):
    """Now, or later: both fields empty or both given."""

    on = day_field(_("Hẹn đăng ngày"), required=False, help_text=_("Để trống để đăng ngay."))
    at = forms.TimeField(
        label=_("Giờ"), required=False, widget=forms.TextInput(attrs={"placeholder": "16:25"})
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not self.errors and bool(found.get("on")) != (found.get("at") is not None):
            raise forms.ValidationError(_now("Hẹn đăng cần cả ngày và giờ."))
        return found

    @property
    def moment(self) -> datetime | None:
        on, at = self.cleaned_data["on"], self.cleaned_data["at"]
        return timezone.make_aware(datetime.combine(on, at)) if on else None


class SlipForm(forms.Form):
    """One finding of the list, as its button sends it; spaces count."""

    field = forms.CharField()
    start = forms.IntegerField(min_value=0)
    found = forms.CharField(strip=False)
    suggestion = forms.CharField(strip=False, required=False)


class PassageForm(forms.Form):
    passage = forms.CharField(max_length=80)


class RelatedForm(forms.Form):
    related = forms.ModelMultipleChoiceField(queryset=Article.objects.none(), required=False)

    def __init__(self, *args: Any, article: Article, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelMultipleChoiceField[Article]", self.fields["related"])
        field.queryset = Article.objects.filter(organization=article.organization_id).exclude(
            pk=article.pk
        )


class PastedForm(forms.Form):
    html = forms.CharField(max_length=LONGEST)
