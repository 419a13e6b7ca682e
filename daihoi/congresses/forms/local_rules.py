"""The form of what a paper of the superior sets: a value as its parameter asks, and the paper."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from daihoi.base import language
from daihoi.congresses.models import BasisDocument
from daihoi.congresses.queries.rule_book import SettingPage
from daihoi.organizations.forms import day_field
from daihoi.rules.parameters import Asked, Shape
from daihoi.vietnamese.dates import DateStyle, format_date

NOTHING = "none"  # how files of rules write that nothing is prescribed
MOST = 100_000
FEW = 7  # choices that stand open; more are folded into a list
NEW_PAPER = ("number", "issued_on", "issuer", "subject")
YES_NO = [("yes", _("Có")), ("no", _("Không"))]
SIGNS = [(">", _("quá")), (">=", _("ít nhất"))]
HINTS = {
    Shape.SHARE: _("Ví dụ: quá 1/2, ít nhất 2/3."),
    Shape.PART: _("Ví dụ: 15 % hoặc 1/3."),
    Shape.MONTH: _("Tháng và năm, ví dụ 4/2025."),
    Shape.SPAN: _("Từ số nào đến số nào."),
    Shape.TEXTS: _("Mỗi dòng một mục."),
    Shape.TITLES: _("Mỗi dòng một chức danh, ví dụ: bí thư: Chủ tịch Công đoàn."),
}


class YesNoField(forms.ChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=YES_NO, widget=forms.RadioSelect, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no"}.get(value, value)

    def clean(self, value: Any) -> Any:
        return super().clean(value) == "yes"


class PairWidget(forms.MultiWidget):
    """Two fields in one line."""

    def decompress(self, value: Any) -> list[Any]:
        if isinstance(value, str):
            return value.split(" ", 1)
        return list(value) if value else [None, None]


class ShareField(forms.MultiValueField):
    """As files of rules write it: "> 1/2"."""

    def __init__(self, **kwargs: Any) -> None:
        sign = forms.ChoiceField(choices=SIGNS)
        part = forms.CharField(max_length=12)
        names = [{"aria-label": _("quá hay ít nhất")}, {"aria-label": _("phần")}]
        inputs = [forms.Select(attrs=names[0], choices=SIGNS), forms.TextInput(attrs=names[1])]
        super().__init__(
            (sign, part), widget=PairWidget(inputs), require_all_fields=False, **kwargs
        )

    def compress(self, data_list: Sequence[Any]) -> Any:
        if not data_list or not data_list[1]:
            return NOTHING
        part = "".join(str(data_list[1]).split())
        return f"{data_list[0]} {part[:-1]}/100" if part.endswith("%") else f"{data_list[0]} {part}"


class SpanField(forms.MultiValueField):
    """Two numbers, the first the least."""

    def __init__(self, **kwargs: Any) -> None:
        numbers = [forms.IntegerField(min_value=0, max_value=MOST) for _number in range(2)]
        inputs = [
            forms.NumberInput(attrs={"aria-label": label, "min": 0, "max": MOST})
            for label in (_("từ"), _("đến"))
        ]
        super().__init__(numbers, widget=PairWidget(inputs), **kwargs)

    def compress(self, data_list: Sequence[Any]) -> Any:
        return list(data_list) if data_list else NOTHING


class LinesField(forms.CharField):
    """A list of words, one a line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 6}), max_length=4000, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        lines = (" ".join(line.split()) for line in super().clean(value).splitlines())
        return [line for line in lines if line]


class TitlesField(LinesField):
    """What offices are called: "bí thư: Chủ tịch", one a line."""

    def __init__(self, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        self._codes = {said: code for code, said in choices}
        self._said = dict(choices)
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return "\n".join(f"{self._said.get(code, code)}: {title}" for code, title in value.items())

    def clean(self, value: Any) -> Any:
        pairs = [line.partition(":") for line in super().clean(value)]
        if wrong := [office for office, _colon, title in pairs if not title.strip()]:
            raise forms.ValidationError(
                _("“%(line)s” chưa ghi tên gọi; hãy viết như: bí thư: Chủ tịch."),
                params={"line": wrong[0]},
            )
        return {
            self._codes.get(office.strip().lower(), office.strip()): title.strip()
            for office, _colon, title in pairs
        }


def _one(choices: Sequence[tuple[str, str]], **kwargs: Any) -> forms.Field:
    widget = forms.RadioSelect if len(choices) <= FEW else forms.Select
    return forms.ChoiceField(choices=choices, widget=widget, **kwargs)


def _some(choices: Sequence[tuple[str, str]], **kwargs: Any) -> forms.Field:
    widget = forms.CheckboxSelectMultiple
    return forms.MultipleChoiceField(choices=choices, widget=widget, **kwargs)


FIELDS: dict[Shape, Callable[..., forms.Field]] = {
    Shape.YES_NO: YesNoField,
    Shape.NUMBER: partial(forms.IntegerField, min_value=0, max_value=MOST),
    Shape.SHARE: ShareField,
    Shape.PART: partial(forms.CharField, max_length=12),
    Shape.SPAN: SpanField,
    Shape.MONTH: partial(forms.CharField, max_length=12),
    Shape.TEXT: partial(forms.CharField, max_length=200),
    Shape.TEXTS: LinesField,
    Shape.ONE: _one,
    Shape.SOME: _some,
    Shape.TITLES: TitlesField,
}
LISTS = {Shape.SOME, Shape.TEXTS, Shape.TITLES}  # the rules say which may be empty


def field_for(asked: Asked, *, label: str) -> forms.Field:
    """The field whose cleaned value is what a file of rules would say."""
    choices = [(code, language.said(label)) for code, label in asked.choices or ()]
    kwargs: dict[str, Any] = {"choices": choices} if choices else {}
    is_required = not asked.is_optional and asked.shape not in LISTS
    hint = HINTS.get(asked.shape, "")
    field = FIELDS[asked.shape](**kwargs, label=label, required=is_required, help_text=hint)
    field.optional_note = _("(để trống: không quy định)") if asked.is_optional else " "  # type: ignore[attr-defined]  # for the page
    return field


class PaperChoice(forms.ModelChoiceField[BasisDocument]):
    """Papers of the superior in the register, with number, date and issuer."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.number}, {format_date(obj.issued_on, DateStyle.DASHED)}, {obj.issuer}"


class LocalRuleForm(forms.Form):
    """``value``, and either a paper that is kept or a new one."""

    basis = PaperChoice(
        BasisDocument.objects.none(),
        label=_("Văn bản của cấp trên"),
        required=False,
        empty_label=_("Văn bản mới, ghi ở dưới"),
    )
    number = forms.CharField(label=_("Số, ký hiệu"), max_length=60, required=False)
    issued_on = day_field(_("Ngày ban hành"), required=False)
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=160, required=False)
    subject = forms.CharField(label=_("Trích yếu"), max_length=400, required=False)

    def __init__(self, data: Any, *, page: SettingPage) -> None:
        parameter, kept = page.parameter, page.row.kept
        asked = parameter.asked
        written = parameter.written
        initial = {
            "value": None if written == NOTHING else written,
            "basis": kept.basis_id if kept else None,
        }
        super().__init__(data, initial=initial)
        self.fields["value"] = field_for(asked, label=parameter.label)
        self.order_fields(["value", "basis"])
        self.fields["basis"].optional_note = " "  # type: ignore[attr-defined]  # for the page
        for name in NEW_PAPER:
            self.fields[name].optional_note = _("(khi ghi văn bản mới)")  # type: ignore[attr-defined]  # for the page
        field = self.fields["basis"]
        assert isinstance(field, PaperChoice)  # noqa: S101 - for the type checker
        field.queryset = page.congress.organization.basis_documents.filter(direction=True)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("basis"):
            for name in NEW_PAPER:
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, _("Hãy ghi, hoặc chọn một văn bản đã có."))
        return said

    @property
    def value(self) -> Any:
        """As a file of rules would say it."""
        value = self.cleaned_data["value"]
        return NOTHING if value is None or value == "" else value

    @property
    def paper(self) -> dict[str, Any]:
        """For the action: the paper that is kept, or what a new one says."""
        said = self.cleaned_data
        if said["basis"]:
            return {"basis": said["basis"]}
        return {"paper": {name: said[name] for name in NEW_PAPER}}
