"""Forms of checklists and of the template's own rows."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from daihoi.base.revisions import RevisedForm
from daihoi.congresses.models import Congress
from daihoi.files.forms import UploadField
from daihoi.files.pictures import TakenPhoto, taken
from daihoi.logistics.models import ChecklistItem, OwnRow
from daihoi.logistics.models.checklists import MOST_DAYS
from daihoi.organizations.models import Person

DAYS_HINT = _(
    "Số âm là trước ngày đại hội, 0 là đúng ngày, số dương là sau. Hạn đổi theo ngày đại hội."
)


class PhotoField(UploadField):
    """A photo from the phone's camera or its gallery: `capture` would leave the camera alone."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Chụp hoặc chọn ảnh"),
            widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
            error_messages={
                "too_large": _("“%(name)s” lớn hơn %(limit)s MB. Hãy chọn ảnh nhỏ hơn."),
                "empty": _("Tệp ảnh này trống. Hãy chọn ảnh khác."),
            },
            **kwargs,
        )


def days_field(field: Any) -> forms.IntegerField:
    """The field of a day counted from day D, within a year of it."""
    return forms.IntegerField(
        label=field.label, help_text=DAYS_HINT, min_value=-MOST_DAYS, max_value=MOST_DAYS
    )


class ItemForm(RevisedForm[ChecklistItem]):
    class Meta:
        model = ChecklistItem
        fields = (
            "text",
            "group",
            "days",
            "owner",
            "owner_body",
            "needs_photo",
            "reason",
            "note",
        )
        help_texts = {
            "owner_body": _(
                "Khi người phụ trách không có trong danh sách, ví dụ: Công ty âm thanh."
            ),
            "reason": _("Chỉ cần khi mục này trái với yêu cầu tiết kiệm (tiệc, văn nghệ, quà)."),
        }

    def __init__(self, *args: Any, congress: Congress, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Person.objects.filter(organization=congress.organization).order_by("name_key")
        self.fields["owner"] = forms.ModelChoiceField(
            people, label=_("Người phụ trách"), required=False, empty_label=_("Chưa giao")
        )
        self.fields["days"] = days_field(self.fields["days"])
        for name in ("owner_body", "reason", "note"):
            self.fields[name].required = False
        self.order_fields(self._meta.fields)


class OwnRowForm(RevisedForm[OwnRow]):
    class Meta:
        model = OwnRow
        fields = ("text", "group", "days", "needs_photo", "is_left_out")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["days"] = days_field(self.fields["days"])
        if not self.instance.code:
            del self.fields["is_left_out"]


class DoneForm(forms.Form):
    """Tick off, with a photo and a note."""

    photo = PhotoField(required=False)
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)

    def __init__(self, *args: Any, lacks_photo: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["photo"].required = lacks_photo
        self.fields["photo"].error_messages["required"] = _(
            "Mục này cần ảnh chứng minh: hãy chụp hoặc chọn ảnh."
        )

    @property
    def upload(self) -> TakenPhoto | None:
        """`BadFile` for what is no photo."""
        file = self.cleaned_data["photo"]
        return taken(file.read(), file.name) if file else None


class PhotoForm(forms.Form):
    photo = PhotoField()
    caption = forms.CharField(label=_("Ảnh chụp gì"), max_length=200, required=False)

    @property
    def upload(self) -> TakenPhoto:
        """`BadFile` for what is no photo."""
        file = self.cleaned_data["photo"]
        return taken(file.read(), file.name)
