"""Forms of papers while they are written."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from daihoi.base.errors import DomainError
from daihoi.base.language import said
from daihoi.congresses.models import Subcommittee
from daihoi.organizations.forms import day_field
from daihoi.papers.fields import SINGLE, Box, texts_of
from daihoi.papers.official import OfficialPaper
from daihoi.papers.profiles import get_profile
from daihoi.registry.models import Paper
from daihoi.registry.queries.examples import field_examples
from daihoi.registry.queries.filling import template_of
from daihoi.registry.queries.papers import profile_choices
from daihoi.registry.queries.templates import BOX_LABELS, TemplateChoice

# The number comes with issuing, place and date from the data: nobody types them here.
EDITED = [box for box in Box if box not in {Box.NUMBER, Box.PLACE_AND_DATE}]
_ROWS = {
    Box.ADDRESSEES: 2,
    Box.BASES: 4,
    Box.BLOCKS: 30,
    Box.SIGNATURES: 5,
    Box.RECIPIENTS: 5,
    Box.ANNEXES: 8,
}
_HELP = {
    Box.BASES: _("Mỗi dòng một căn cứ."),
    Box.ADDRESSEES: _("Mỗi dòng một nơi; để trống nếu không có."),
    Box.BLOCKS: _(
        "Đề mục: # cấp 1, ## cấp 2 … Liệt kê: - hoặc 1. đầu dòng. Bảng: | ô | ô |."
        " Chữ **đậm**, *nghiêng*. Trường {{tên trường}} tự điền."
    ),
    Box.SIGNATURES: _(
        "Mỗi dòng: thẩm quyền, chức vụ, họ tên; ví dụ T/M CHI ỦY, K/T BÍ THƯ, PHÓ BÍ THƯ, họ tên."
        " Hai người ký cách nhau một dòng trống; dòng (đóng dấu) chừa chỗ đóng dấu, dòng (không ghi"
        " tên) để ký ghi tên sau."
    ),
    Box.RECIPIENTS: _("Mỗi dòng một nơi nhận, không gõ gạch đầu dòng."),
    Box.ANNEXES: _("Mỗi phụ lục bắt đầu bằng dòng === Tên phụ lục; khổ ngang: === (ngang) Tên."),
}


class MakeForm(forms.Form):
    """Which template, and for which body."""

    template = forms.ChoiceField(label=_("Lập từ mẫu"), widget=forms.RadioSelect)
    body = forms.ChoiceField(label=_("Nơi soạn thảo"))
    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)  # the button twice: once

    def __init__(
        self,
        *args: Any,
        templates: Sequence[TemplateChoice],
        makers: Sequence[Subcommittee | None],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._templates = {each.key: each for each in templates}
        self._makers = {str(each.pk) if each else "": each for each in makers}
        choices = [(each.key, _named(each)) for each in templates]
        self.fields["template"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        self.initial["form_key"] = uuid4()
        self.initial["template"] = choices[0][0] if choices else ""
        named = [(key, each.name if each else _("Chi ủy")) for key, each in self._makers.items()]
        self.fields["body"].choices = named  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["body"].required = "" not in self._makers
        if len(named) == 1:
            self.fields["body"].widget = forms.HiddenInput()
            self.initial["body"] = named[0][0]

    @property
    def template_paper(self) -> OfficialPaper:
        return self._templates[self.cleaned_data["template"]].paper

    @property
    def subcommittee(self) -> Subcommittee | None:
        return self._makers[self.cleaned_data["body"]]


class FillForm(forms.Form):
    """One box for each field without a value, and for each that was typed in."""

    revision = forms.IntegerField(widget=forms.HiddenInput, localize=False)

    def __init__(
        self,
        *args: Any,
        paper: Paper,
        missing: Sequence[str],
        typed: Sequence[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial["revision"] = paper.revision
        self._names = [*missing, *(name for name in typed if name not in missing)]
        examples = field_examples()
        for number, name in enumerate(self._names):
            example = examples.get(name, "")
            self.fields[f"f{number}"] = forms.CharField(
                label=said(name[:1].upper() + name[1:]),
                required=False,
                strip=False,
                initial=paper.values.get(name, ""),
                help_text=_("Ví dụ: %(example)s") % {"example": said(example)}
                if _is_shown(example)
                else "",
                widget=_widget(example, paper.values.get(name, "")),
            )
            note = _("(cần có trước khi ban hành)")
            self.fields[f"f{number}"].optional_note = note  # type: ignore[attr-defined]  # for the page

    @property
    def values(self) -> dict[str, str]:
        return {name: self.cleaned_data[f"f{n}"] for n, name in enumerate(self._names)}

    def tell(self, refusal: DomainError, current: Paper) -> None:
        """Show a refusal; of what somebody else typed meanwhile also what is kept now."""
        self.add_error(None, refusal.in_full)
        if refusal.code != "outdated":
            return
        for number, name in enumerate(self._names):
            kept = current.values.get(name, "")
            if self.cleaned_data[f"f{number}"].strip() != kept:
                text = kept or _("(trống)")
                self.add_error(f"f{number}", _("Đang lưu: %(text)s") % {"text": text})
        self.data = {**self.data.dict(), "revision": str(current.revision)}  # type: ignore[attr-defined]  # a QueryDict


class TextsForm(forms.Form):
    """Every box of a paper or a template as typed text; it carries the revision its page showed."""

    revision = forms.IntegerField(widget=forms.HiddenInput, localize=False)

    def __init__(
        self,
        *args: Any,
        paper: OfficialPaper,
        revision: int,
        without: Sequence[Box] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial["revision"] = revision
        self._boxes = [box for box in EDITED if box not in without]
        texts = texts_of(paper)
        for box in self._boxes:
            widget = forms.TextInput() if box in SINGLE else forms.Textarea({"rows": _ROWS[box]})
            self.fields[box.value] = forms.CharField(
                label=BOX_LABELS[box],
                required=False,
                strip=False,
                initial=texts[box],
                help_text=_HELP.get(box, ""),
                widget=widget,
            )

    @property
    def texts(self) -> dict[Box, str]:
        return {box: self.cleaned_data[box.value].replace("\r\n", "\n") for box in self._boxes}

    def tell(self, refusal: DomainError, current: OfficialPaper, revision: int) -> None:
        """Show a refusal; of what somebody else changed meanwhile also what is kept now."""
        self.add_error(None, refusal.in_full)
        if refusal.code != "outdated":
            return
        kept = texts_of(current)
        for box, text in self.texts.items():
            if text.strip() != kept[box].strip():
                self.add_error(
                    box.value, _("Đang lưu: %(text)s") % {"text": kept[box] or _("(trống)")}
                )
        self.data = {**self.data.dict(), "revision": str(revision)}  # type: ignore[attr-defined]  # a QueryDict


class PaperTextsForm(TextsForm):
    """The boxes of one paper; a text that another app deposited is changed there."""

    def __init__(self, *args: Any, paper: Paper, **kwargs: Any) -> None:
        without = [Box.BLOCKS] if paper.body is not None else []
        super().__init__(
            *args, paper=template_of(paper), revision=paper.revision, without=without, **kwargs
        )


STATE_WARNING = _(
    "Thể thức nhà nước chỉ dùng cho công văn của cơ quan. Hãy sửa phần đầu và người ký cho đúng cơ"
    " quan ban hành; văn bản của Đảng không mang quốc hiệu."
)


class LayoutForm(forms.Form):
    """What stands around the text."""

    revision = forms.IntegerField(widget=forms.HiddenInput, localize=False)
    profile = forms.ChoiceField(label=_("Thể thức"), required=False)
    dated_on = day_field(_("Ngày ghi trên văn bản"), required=False)
    secrecy = forms.ChoiceField(
        label=_("Độ mật"),
        required=False,
        choices=[
            ("", _("không")),
            ("MẬT", "MẬT"),
            ("TỐI MẬT", "TỐI MẬT"),
            ("TUYỆT MẬT", "TUYỆT MẬT"),
        ],
    )
    urgency = forms.ChoiceField(
        label=_("Độ khẩn"),
        required=False,
        choices=[
            ("", _("không")),
            ("KHẨN", "KHẨN"),
            ("THƯỢNG KHẨN", "THƯỢNG KHẨN"),
            ("HỎA TỐC", "HỎA TỐC"),
        ],
    )
    circulation = forms.CharField(
        label=_("Phạm vi lưu hành"),
        required=False,
        max_length=120,
        help_text=_("Ví dụ: Thu hồi sau đại hội."),
    )
    typist = forms.CharField(label=_("Người đánh máy, số bản"), required=False, max_length=60)
    contact = forms.CharField(label=_("Liên hệ"), required=False, max_length=200)
    landscape = forms.BooleanField(label=_("Khổ giấy ngang"), required=False)

    def __init__(self, *args: Any, paper: Paper, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["profile"].choices = profile_choices()  # type: ignore[attr-defined]  # a ChoiceField
        kept = template_of(paper)
        self.initial = {
            **self.initial,
            "revision": paper.revision,
            "profile": paper.profile,
            "dated_on": paper.dated_on,
            **{
                name: getattr(kept, name)
                for name in ("secrecy", "urgency", "circulation", "typist", "contact", "landscape")
            },
        }

    @property
    def values(self) -> Mapping[str, Any]:
        return {name: self.cleaned_data[name] for name in self.fields if name != "revision"}

    @property
    def is_state(self) -> bool:
        """Whether the chosen layout is one of the State, which no Party paper bears (D1)."""
        code = self.cleaned_data["profile"]
        return bool(code) and get_profile(code).is_state


def _named(choice: TemplateChoice) -> str:
    owner = choice.owner or _("có sẵn")
    return f"{said(choice.name)} · {owner}"


def _widget(example: str, value: str) -> forms.Widget:
    """One line for what has a short example, unless more lines were typed already."""
    is_short = _is_shown(example) and not example.startswith("- ") and "\n" not in example + value
    return forms.TextInput() if is_short else forms.Textarea(attrs={"rows": 4})


def _is_shown(example: str) -> bool:
    """An example that says something; longer texts have none, and tables are only described."""
    told = example.startswith(("bảng:", "bảng ", "từng "))
    return bool(example) and example != "do người soạn viết" and not told
