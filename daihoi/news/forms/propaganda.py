"""Forms of the propaganda plan."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from daihoi.base import clock
from daihoi.congresses.models import Congress
from daihoi.files.forms import UploadField
from daihoi.files.pictures import taken
from daihoi.news.models import PropagandaItem
from daihoi.news.queries.propaganda import channel_choices, owner_choices
from daihoi.organizations.forms import day_field
from daihoi.organizations.models import Person


class ItemForm(forms.Form):
    """What goes out where, until when, by whom."""

    channel = forms.CharField(
        label=_("Kênh"),
        max_length=120,
        widget=forms.TextInput(attrs={"list": "propaganda-channels"}),
        help_text=_("Chọn trong gợi ý hoặc ghi kênh khác."),
    )
    content = forms.CharField(
        label=_("Nội dung tuyên truyền"), max_length=400, widget=forms.Textarea(attrs={"rows": 2})
    )
    due_on = day_field(_("Thời hạn"))
    person = forms.ModelChoiceField(
        label=_("Người phụ trách"), queryset=Person.objects.none(), required=False
    )

    def __init__(
        self, *args: Any, congress: Congress, item: PropagandaItem | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.channels = channel_choices(congress)
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        field.queryset, field.empty_label = owner_choices(congress), _("Cả tiểu ban")
        if item is not None:
            names = ("channel", "content", "due_on", "person")
            self.initial.update({name: getattr(item, name) for name in names})


class EntryForm(forms.Form):
    """What was done, by when, and what shows it."""

    on = day_field(_("Ngày làm"))
    text = forms.CharField(label=_("Đã làm gì"), max_length=400)
    link = forms.URLField(
        label=_("Đường dẫn"),
        max_length=300,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Đường dẫn phải bắt đầu bằng https:// hoặc http://.")},
    )
    photo = UploadField(
        label=_("Ảnh"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={
            "too_large": _("“%(name)s” nặng hơn %(limit)s MB; hãy thu nhỏ rồi tải lại.")
        },
    )
    is_done = forms.BooleanField(label=_("Mục này đã xong"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", clock.today())

    @property
    def values(self) -> dict[str, Any]:
        """As the action takes them; `BadFile` for what is no photo."""
        said = dict(self.cleaned_data)
        photo = said.pop("photo")
        return {**said, "photo": taken(photo.read(), photo.name) if photo else None}
