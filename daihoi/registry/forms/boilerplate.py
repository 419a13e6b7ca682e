"""Forms of boilerplate passages, and of putting one into a paper."""

import re
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from daihoi.base.errors import DomainError
from daihoi.congresses.models import TargetGroup
from daihoi.papers.fields import Box, write_blocks
from daihoi.registry.models import Paper, Passage, Purpose
from daihoi.registry.queries.boilerplate import PassageChoice, passages_for_papers
from daihoi.registry.queries.filling import template_of
from daihoi.vietnamese.text import tidy

_HEADING = re.compile(r"#{1,9}\s+(.+)")
MOST_PLACES = 80
FIRST = "dau"


class PassageForm(forms.Form):
    """One passage; a changed one carries the revision its page showed."""

    purpose = forms.ChoiceField(label=_("Dùng cho"), choices=Purpose.choices)
    title = forms.CharField(label=_("Tên câu mẫu"), max_length=120)
    text = forms.CharField(
        label=_("Nội dung"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "Mỗi dòng một đoạn; liệt kê: - hoặc 1. đầu dòng. Trường {{tên trường}} tự điền,"
            " xem bảng các trường."
        ),
    )
    item = forms.CharField(
        label=_("Mục chương trình"),
        required=False,
        max_length=10,
        help_text=_("Chỉ với lời dẫn kịch bản: mã mục, ví dụ B4 là diễn văn khai mạc."),
    )
    outcomes = forms.MultipleChoiceField(
        label=_("Kết quả mong đợi mà câu này nêu"),
        choices=TargetGroup.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Chỉ với câu kết: mỗi nhóm ứng với các chỉ tiêu cùng nhóm của nghị quyết."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, localize=False, required=False)
    source = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)

    def clean_title(self) -> str:
        return tidy(self.cleaned_data["title"])

    def tell(self, refusal: DomainError, current: Passage) -> None:
        """Show a refusal; of what somebody else changed meanwhile also what is kept now."""
        names = {"title_taken": "title", "broken_field": "text", "too_long": "text"}
        self.add_error(names.get(refusal.code), refusal.in_full)
        if refusal.code == "outdated":
            self.add_error("text", _("Đang lưu: %(text)s") % {"text": current.text})
            self.data = {**self.data.dict(), "revision": str(current.revision)}  # type: ignore[attr-defined]  # a QueryDict


def first_values(told: Passage | PassageChoice) -> dict[str, Any]:
    """What a form begins with: a passage as it is kept, or the one that is taken over."""
    first: dict[str, Any] = {
        name: getattr(told, name) for name in ("purpose", "title", "text", "item")
    }
    if isinstance(told, Passage):
        return first | {"outcomes": told.outcomes, "revision": told.revision}
    return first | {"outcomes": list(told.outcomes), "source": told.key}


class InsertForm(forms.Form):
    """Which passage, and where in the text that is being changed; stands inside that form.

    ``at`` is the place of the cursor, in characters, which a script tells.
    """

    passage = forms.ChoiceField(label=_("Câu mẫu"), required=False)
    place = forms.ChoiceField(label=_("Chèn vào"), required=False)
    at = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, localize=False)

    def __init__(
        self, data: QueryDict | None, *, text: str, choices: Sequence[PassageChoice]
    ) -> None:
        super().__init__(data)
        self._texts = {each.key: each.text for each in choices}
        typed = data.get(Box.BLOCKS, text) if data else text
        self._text = typed.replace("\r\n", "\n")
        self.fields["passage"].choices = [("", _("chọn câu mẫu …")), *_by_purpose(choices)]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["place"].choices = _places(self._text)  # type: ignore[attr-defined]  # a ChoiceField

    @property
    def is_asked(self) -> bool:
        return "insert" in self.data

    @property
    def text_data(self) -> QueryDict | None:
        """What the form around it is given: its texts as typed, the passage put among them."""
        if not self.is_bound:
            return None
        data: QueryDict = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        if self.is_asked and self.is_valid() and self.cleaned_data["passage"]:
            data[Box.BLOCKS] = self._with(self._texts[self.cleaned_data["passage"]])
        return data

    def clean(self) -> dict[str, Any]:
        if self.is_asked and not self.cleaned_data.get("passage"):
            self.add_error("passage", _("Hãy chọn một câu mẫu rồi bấm Chèn."))
        return self.cleaned_data

    def _with(self, passage: str) -> str:
        lines = self._text.split("\n") if self._text else []
        place, at = self.cleaned_data["place"], self.cleaned_data["at"]
        if place == FIRST:
            line = 0
        elif place.isdecimal():
            line = int(place)
        elif at is None:
            line = len(lines)
        else:
            line = self._text.count("\n", 0, at) + 1
        return "\n".join([*lines[:line], passage, *lines[line:]])


def picker_for(paper: Paper, data: QueryDict | None) -> InsertForm | None:
    """For a paper whose text is changed here; a text that another app deposited is changed there."""
    if paper.body is not None:
        return None
    text = write_blocks(template_of(paper).blocks)
    choices = passages_for_papers(paper.congress.organization)
    return InsertForm(data, text=text, choices=choices)


def _by_purpose(choices: Sequence[PassageChoice]) -> list[tuple[Any, list[tuple[str, str]]]]:
    order = list(Purpose)
    ordered = sorted(choices, key=lambda each: order.index(each.purpose))
    return [
        (purpose.label, [(each.key, _named(each)) for each in group])
        for purpose, group in groupby(ordered, key=lambda each: each.purpose)
    ]


def _named(choice: PassageChoice) -> str:
    return f"{choice.title} · {choice.owner}" if choice.owner else choice.title


def _places(text: str) -> list[tuple[str, Any]]:
    """The end, the beginning, and below each heading: by the number of its line."""
    below = [
        (str(number), _("dưới đề mục “%(heading)s”") % {"heading": found[1][:60]})
        for number, line in enumerate(text.split("\n"), 1)
        if (found := _HEADING.fullmatch(line.strip()))
    ]
    ends = [("", _("cuối nội dung")), (FIRST, _("đầu nội dung"))]
    return [*ends, *below[:MOST_PLACES]]
