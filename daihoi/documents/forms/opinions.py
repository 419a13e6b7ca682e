"""Forms of opinions: from a reading page, from paper, from a list."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from daihoi.documents.forms.contributors import ContributorForm
from daihoi.documents.models.opinions import KIND_LABELS
from daihoi.documents.models.rounds import MEANS_LABELS
from daihoi.documents.queries.places import TEXT_LETTERS, Saying, WrittenPlaces
from daihoi.files.forms import UploadField
from daihoi.organizations.forms import day_field
from daihoi.rules.documents import Means, OpinionKind

KINDS = [
    (kind.value, KIND_LABELS[kind])
    for kind in (
        OpinionKind.AMEND,
        OpinionKind.ADD,
        OpinionKind.DELETE,
        OpinionKind.QUESTION,
        OpinionKind.PRESENTATION,
        OpinionKind.AGREE,
    )
]


# On a superior's draft one agrees or says something else: it is not answered by its kind.
SUPERIOR_KINDS = [
    (OpinionKind.AGREE.value, KIND_LABELS[OpinionKind.AGREE]),
    ("", gettext_lazy("Ý kiến khác")),
]
AGREED = "Đồng ý."
UNCLEAR = "khong-ro"  # of several sections of one number nobody can tell which was meant


def _argument_field() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Lý do"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=TEXT_LETTERS,
        required=False,
    )


class OpinionForm(forms.Form):
    """What is said on a place of the text; the place is chosen by touching the text.

    On a superior's draft it asks why, and agreement needs no words.
    """

    kind = forms.ChoiceField(
        label=gettext_lazy("Loại ý kiến"),
        choices=KINDS,
        widget=forms.RadioSelect,
        required=False,
    )
    text = forms.CharField(
        label=gettext_lazy("Nội dung góp ý"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=TEXT_LETTERS,
        error_messages={"required": gettext_lazy("Hãy viết nội dung góp ý.")},
    )
    proposed_text = forms.CharField(
        label=gettext_lazy("Đề nghị viết lại thành"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=TEXT_LETTERS,
        required=False,
    )
    block = forms.UUIDField(widget=forms.HiddenInput, required=False)
    start = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    end = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    quote = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    on_preparation = forms.BooleanField(
        label=gettext_lazy("Không phải về văn bản này mà về việc chuẩn bị đại hội"), required=False
    )

    def __init__(self, *args: Any, is_superior: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_superior = is_superior
        if is_superior:
            self.fields["kind"].choices = SUPERIOR_KINDS  # type: ignore[attr-defined]  # a ChoiceField
            self.fields["text"].required = False
            self.fields["text"].label = gettext_lazy("Nội dung ý kiến khác")
            self.fields["argument"] = _argument_field()
            del self.fields["on_preparation"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.is_superior and not cleaned.get("text") and "text" not in self.errors:
            if cleaned.get("kind") == OpinionKind.AGREE.value:
                cleaned["text"] = AGREED
            else:
                self.add_error("text", self.fields["text"].error_messages["required"])
        return cleaned

    def saying(self) -> Saying:
        data = self.cleaned_data
        return Saying(
            text=data["text"],
            argument=data.get("argument", ""),
            kind=OpinionKind(data["kind"]) if data["kind"] else None,
            block=data["block"],
            start=data["start"],
            end=data["end"],
            quote=data["quote"],
            proposed_text=data["proposed_text"],
            on_preparation=data.get("on_preparation", False),
        )


class OpinionEditForm(OpinionForm):
    """The same, with the revision the page was read at."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


def said_in(opinion: Any) -> dict[str, Any]:
    """What a form of an opinion, or of an item, begins with."""
    names = ("kind", "text", "proposed_text", "argument", "start", "end", "quote")
    return {name: getattr(opinion, name) for name in names} | {
        "block": opinion.block_key,
        "on_preparation": opinion.place_kind == "topic",
    }


class PaperOpinionForm(ContributorForm):
    """What the clerk types in from paper or from a meeting."""

    means = forms.ChoiceField(
        label=pgettext_lazy("góp ý", "Hình thức"),
        choices=[(m.value, MEANS_LABELS[m]) for m in (Means.WRITTEN, Means.MEETING)],
        widget=forms.RadioSelect,
        initial=Means.WRITTEN.value,
    )
    given_on = day_field(
        gettext_lazy("Ngày góp ý"),
        help_text=gettext_lazy("Ngày ghi trên phiếu hoặc ngày họp, trong thời gian lấy ý kiến."),
    )
    place_text = forms.CharField(
        label=gettext_lazy("Vị trí như người góp ý ghi"),
        max_length=300,
        required=False,
        help_text=gettext_lazy(
            "Ví dụ: Phần thứ hai, mục III, chỉ tiêu 5; đoạn 41. Để trống nếu là toàn văn."
        ),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Loại ý kiến"),
        choices=[("", gettext_lazy("Chưa ghi")), *KINDS],
        widget=forms.RadioSelect,
        required=False,
    )
    text = forms.CharField(
        label=gettext_lazy("Nội dung góp ý"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=TEXT_LETTERS,
        help_text=gettext_lazy("Ghi nguyên văn."),
    )
    proposed_text = forms.CharField(
        label=gettext_lazy("Đề nghị viết lại thành"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=TEXT_LETTERS,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        headings: Sequence[tuple[str, str]] | None = None,
        places: WrittenPlaces | None = None,
        **kwargs: Any,
    ) -> None:
        """``headings``, by key, are those of a superior's draft: one is chosen, not written.

        ``places`` tell whether what was written fits several sections: then it is asked which.
        """
        super().__init__(*args, **kwargs)
        if headings is not None:
            self.fields["place"] = forms.ChoiceField(
                label=gettext_lazy("Đề mục, câu hỏi"),
                choices=[("", gettext_lazy("Toàn văn")), *headings],
                required=False,
            )
            del self.fields["place_text"]
            self.fields["kind"].choices = SUPERIOR_KINDS  # type: ignore[attr-defined]  # a ChoiceField
            self.fields["argument"] = _argument_field()
        elif places and (several := places.several(self.data.get("place_text", ""))):
            self.fields["place"] = forms.ChoiceField(
                label=gettext_lazy("Là mục nào?"),
                choices=[
                    *((key.hex, label) for key, label in several),
                    (UNCLEAR, gettext_lazy("Không rõ, xếp ở đầu văn bản")),
                ],
                widget=forms.RadioSelect,
                error_messages={
                    "required": gettext_lazy(
                        "Dự thảo có nhiều mục mang số này; hãy chọn mục người góp ý nói tới."
                    )
                },
            )

    def dated(self) -> dict[str, Any]:
        """When and how it came."""
        data = self.cleaned_data
        return {"means": Means(data["means"]), "given_on": data["given_on"]}

    def saying(self, places: WrittenPlaces) -> Saying:
        data = self.cleaned_data
        written, chosen = data.get("place_text", ""), data.get("place", "")
        block = None if chosen == UNCLEAR else UUID(chosen) if chosen else places.block(written)
        return Saying(
            text=data["text"],
            argument=data.get("argument", ""),
            kind=OpinionKind(data["kind"]) if data["kind"] else None,
            block=block,
            proposed_text=data["proposed_text"],
            place_text=written,
        )


class OpinionImportForm(forms.Form):
    """A list of opinions as offices keep it."""

    file = UploadField(
        label=gettext_lazy("Danh sách ý kiến (.xlsx)"),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        help_text=gettext_lazy(
            "Cần có các cột: Người/đơn vị góp ý, Ngày góp ý, Nội dung góp ý; thứ tự cột tùy ý."
        ),
        error_messages={
            "too_large": gettext_lazy(
                "Tệp nặng hơn %(limit)s MB; hãy chia danh sách thành nhiều tệp."
            )
        },
    )
