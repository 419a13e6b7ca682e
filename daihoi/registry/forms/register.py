"""Forms of the register: issuing, entering what was written elsewhere, cancelling."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from daihoi.base.language import said
from daihoi.congresses.forms.kept_files import KeptFileField
from daihoi.congresses.models import Congress, Subcommittee
from daihoi.organizations.forms import day_field
from daihoi.registry.models import Paper, RegisterEntry
from daihoi.registry.queries.issuing import Choice, IssuePage
from daihoi.rules.papers import CATALOGUE, TYPES, SeriesKind
from daihoi.vietnamese.dates import DateStyle, format_date

SERIES_LABELS = {
    SeriesKind.COMMITTEE: _("Của cấp ủy, theo từng loại trong nhiệm kỳ"),
    SeriesKind.CONGRESS: _("Của đại hội, chung một dãy"),
    SeriesKind.SUBCOMMITTEE: _("Của tiểu ban"),
    SeriesKind.STATE: _("Của cơ quan nhà nước, theo từng loại trong năm"),
}


class ReplacedChoice(forms.ModelChoiceField[RegisterEntry]):
    def label_from_instance(self, obj: Any) -> str:
        day = format_date(obj.issued_on, DateStyle.DASHED)
        return f"{obj.symbol or obj.subject}, {day}"


class IssueForm(forms.Form):
    """What the clerk may still say; a choice that the rules leave no room for is not shown."""

    dated_on = day_field(
        _("Ngày văn bản"), help_text=_("Ngày ký; số và ngày phải tăng cùng nhau trong một dãy.")
    )
    type = forms.ChoiceField(label=_("Tên loại"), required=False)
    series = forms.ChoiceField(
        label=_("Lấy số của"),
        required=False,
        help_text=_("Trong những ngày đại hội, văn bản của đại hội lấy số của đại hội."),
    )
    body = forms.CharField(
        label=_("Ký hiệu cơ quan ban hành"),
        max_length=20,
        required=False,
        help_text=_("Chưa khai ký hiệu; ví dụ CB, ĐU, TBVK."),
    )
    copies = forms.IntegerField(label=_("Số bản"), min_value=1, max_value=32_000, required=False)
    replaces = ReplacedChoice(
        RegisterEntry.objects.none(),
        label=_("Thay thế văn bản"),
        required=False,
        empty_label=_("Không thay thế văn bản nào"),
    )
    note = forms.CharField(label=_("Ghi chú vào sổ"), max_length=400, required=False)
    expected = forms.CharField(widget=forms.HiddenInput, required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, *, page: IssuePage, initial: Choice) -> None:
        shown = {
            "dated_on": initial.dated_on,
            "expected": page.numbers.symbol if page.numbers.body else "",
            "revision": page.paper.revision,
            "type": page.numbers.type,
            "series": page.numbers.kind.value if page.numbers.kind else "",
        }
        super().__init__(data, initial=shown)
        self._choose("type", [(each, TYPES[each].name) for each in page.types])
        self._choose("series", [(each.value, SERIES_LABELS[each]) for each in page.series])
        field = self.fields["replaces"]
        assert isinstance(field, ReplacedChoice)  # noqa: S101 - for the type checker
        field.queryset = page.replaceable
        if not page.replaceable.exists():
            del self.fields["replaces"]
        if page.numbers.kind is None:
            del self.fields["body"]
        elif page.numbers.body:
            said = _("Để trống thì lấy %(symbol)s.") % {"symbol": page.numbers.body}
            self.fields["body"].help_text = said

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        if len(choices) < 2:
            del self.fields[name]
        else:
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
            field.choices = choices

    @property
    def choice(self) -> Choice:
        found = self.cleaned_data
        series = found.get("series")
        return Choice(
            dated_on=found["dated_on"],
            type=found.get("type", ""),
            series=SeriesKind(series) if series else None,
            body=found.get("body", ""),
            copies=found.get("copies"),
            note=found.get("note", ""),
            replaces=found.get("replaces"),
        )

    @property
    def shown(self) -> dict[str, Any]:
        """For the action: what the page showed when the button was pressed."""
        return {
            "expected": self.cleaned_data["expected"],
            "revision": self.cleaned_data["revision"],
        }

    def now_shows(self, page: IssuePage) -> None:
        """The next press stands on what the page shows now."""
        seen = {
            "expected": page.numbers.symbol if page.numbers.body else "",
            "revision": page.paper.revision,
        }
        self.data = {**self.data.dict(), **seen}  # type: ignore[attr-defined]  # a QueryDict


class OutsideForm(forms.Form):
    """A paper written elsewhere that takes the next number."""

    type = forms.ChoiceField(label=_("Tên loại"))
    kind = forms.ChoiceField(
        label=_("Loại văn bản của đại hội"), required=False, help_text=_("Nếu có trong danh mục.")
    )
    series = forms.ChoiceField(label=_("Lấy số của"))
    subcommittee = forms.ModelChoiceField(
        Subcommittee.objects.none(),
        label=_("Tiểu ban"),
        required=False,
        empty_label=_("Không phải văn bản của tiểu ban"),
    )
    body = forms.CharField(
        label=_("Ký hiệu cơ quan ban hành"),
        max_length=20,
        required=False,
        help_text=_("Để trống thì lấy ký hiệu đã khai của tổ chức."),
    )
    issued_on = day_field(_("Ngày văn bản"))
    subject = forms.CharField(label=_("Trích yếu"), max_length=400)
    signer = forms.CharField(label=_("Người ký"), max_length=160, required=False)
    recipients = forms.CharField(
        label=_("Nơi nhận"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    copies = forms.IntegerField(label=_("Số bản"), min_value=1, max_value=32_000, required=False)
    pages = forms.IntegerField(label=_("Số trang"), min_value=1, max_value=32_000, required=False)
    note = forms.CharField(label=_("Ghi chú"), max_length=400, required=False)
    is_restricted = forms.BooleanField(
        label=_("Nội dung hạn chế"),
        required=False,
        help_text=_("Nhân sự, mật: chỉ chi ủy và tiểu ban nhân sự đọc; sổ chỉ ghi số và loại."),
    )
    upload = KeptFileField(
        label=_("Tệp văn bản"),
        required=False,
        help_text=_("PDF hoặc Word. Số chỉ được cấp sau khi bấm, nên bản có số ghi tay cũng được."),
        kinds=["pdf", "docx"],
        accepted=_("Chỉ nhận tệp PDF hoặc Word (.docx)."),
        error_messages={"too_large": _("“%(name)s”: tệp nặng hơn %(limit)s MB.")},
    )

    def __init__(self, data: Any, files: Any, *, congress: Congress) -> None:
        super().__init__(data, files)
        kinds = [
            (k.code, said(k.name)) for k in CATALOGUE.values() if k.types and not k.is_incoming
        ]
        choices: dict[str, Any] = {
            "type": [(key, kind.name) for key, kind in TYPES.items()],
            "kind": [("", _("Văn bản khác")), *kinds],
            "series": [
                (kind.value, label)
                for kind, label in SERIES_LABELS.items()
                if kind is not SeriesKind.STATE
            ],
        }
        for name, offered in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
            field.choices = offered
        body = self.fields["subcommittee"]
        assert isinstance(body, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        body.queryset = congress.subcommittees.order_by("pk")

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        needs = found.get("series") == SeriesKind.SUBCOMMITTEE.value
        if needs and not found.get("subcommittee"):
            self.add_error("subcommittee", _("Hãy chọn tiểu ban ban hành văn bản này."))
        return found

    @property
    def entered(self) -> dict[str, Any]:
        """For the action."""
        found = dict(self.cleaned_data)
        upload = found.pop("upload")
        series = SeriesKind(found.pop("series"))
        body = found.pop("body")
        subcommittee = found.pop("subcommittee")
        return {
            "values": found,
            "series": series,
            "body": body,
            "subcommittee": subcommittee if series is SeriesKind.SUBCOMMITTEE else None,
            "content": upload.read() if upload else b"",
        }


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=_("Lý do hủy"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Lý do ở lại trong sổ; số đã hủy không cấp lại."),
    )


def first_choice(paper: Paper, today: Any) -> Choice:
    """What the page shows before anybody has said anything."""
    return Choice(dated_on=paper.dated_on or today)
