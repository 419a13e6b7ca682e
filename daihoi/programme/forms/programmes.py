"""Forms of a programme: its frame, its items, depositing, and who runs the congress."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from daihoi.base.errors import DomainError
from daihoi.base.revisions import RevisedForm
from daihoi.congresses.models import Congress
from daihoi.organizations.models import Person
from daihoi.programme.models import Conductor, Programme, ProgrammeItem
from daihoi.programme.models.programmes import BLOCK_LABELS, DOES_LABELS
from daihoi.programme.queries.conductors import FROM_OUTSIDE, SEVERAL, conductors_seen
from daihoi.programme.queries.texts import Choices
from daihoi.rules.programme.defaults import minutes_limits
from daihoi.vietnamese.text import tidy

LEAST, MOST = minutes_limits()
MINUTES = {
    "min_value": _(
        "Ít nhất %(limit_value)s phút. Mục không có thời lượng thì bỏ khỏi chương trình."
    ),
    "max_value": _(
        "Nhiều nhất %(limit_value)s phút. Mục dài hơn nửa ngày thì tách thành nhiều mục."
    ),
    "invalid": _("Hãy ghi số phút bằng chữ số, ví dụ 15."),
    "required": _("Hãy ghi số phút."),
}


def clock_field(label: Any) -> forms.TimeField:
    """A time of the day as "7:30" or "7 giờ 30"."""
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(
        label=label,
        widget=widget,
        input_formats=["%H:%M", "%H:%M:%S"],
        error_messages={"invalid": _("Hãy ghi giờ như 07:30.")},
    )


class FrameForm(RevisedForm[Programme]):
    starts_at = clock_field(_("Giờ bắt đầu (đón tiếp)"))
    ends_at = clock_field(_("Giờ kết thúc dự kiến"))
    left_out = forms.MultipleChoiceField(
        label=_("Nội dung không có trong đại hội này"),
        choices=[(block.value, label) for block, label in BLOCK_LABELS.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_(
            "Chỉ bỏ khi cấp trên có chỉ đạo, ví dụ chưa bầu cử. Mục bỏ ra vẫn được giữ, bật lại là có."
        ),
    )

    class Meta:
        model = Programme
        fields = ["starts_at", "ends_at", "has_preparatory", "left_out"]
        labels = {"has_preparatory": _("Tổ chức phiên trù bị riêng")}
        help_texts = {
            "has_preparatory": _(
                "Không tổ chức thì các mục của phiên trù bị đứng đầu phiên chính thức."
            )
        }

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        starts, ends = found.get("starts_at"), found.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", _("Giờ kết thúc phải sau giờ bắt đầu."))
        return found


class ItemForm(RevisedForm[ProgrammeItem]):
    minutes = forms.IntegerField(
        label=_("Số phút"), min_value=LEAST, max_value=MOST, error_messages=MINUTES
    )
    uses = forms.MultipleChoiceField(
        label=_("Văn bản, tài liệu dùng"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=_("Giữ Ctrl để chọn nhiều văn bản."),
    )
    does = forms.MultipleChoiceField(
        label=_("Mục này dùng để"),
        required=False,
        choices=[(does.value, label) for does, label in DOES_LABELS.items()],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Phần kiểm tra chương trình và biên bản đại hội dựa vào các dấu này."),
    )

    class Meta:
        model = ProgrammeItem
        fields = [
            "session", "title", "minutes", "introduced", "performed", "performer", "uses", "votes",
            "block", "does", "note",
        ]  # fmt: skip
        labels = {"performer": _("Đích danh đồng chí")}
        widgets = {
            "introduced": forms.TextInput(attrs={"list": "roles"}),
            "performed": forms.TextInput(attrs={"list": "roles"}),
            "note": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, congress: Congress, uses: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        performer = self.fields["performer"]
        assert isinstance(performer, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        people = Person.objects.filter(organization=congress.organization)
        performer.queryset = people.select_related("unit").order_by("name_key", "pk")
        performer.required, performer.empty_label = False, _("Không ghi đích danh")
        self.fields["uses"].choices = self._with_kept(uses)  # type: ignore[attr-defined]  # a choice field
        self.fields["block"].choices = [("", _("Luôn có")), *BLOCK_CHOICES]  # type: ignore[attr-defined]  # a choice field

    def clean_title(self) -> str:
        return tidy(self.cleaned_data["title"])

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not found.get("performed") and not found.get("performer"):
            self.add_error(
                "performed",
                _("Hãy ghi ai thực hiện, ví dụ “Đoàn chủ tịch”, hoặc chọn một đồng chí."),
            )
        return found

    def _with_kept(self, uses: Choices) -> Choices:
        """What the item names already is offered too, or it would be lost by saving."""
        known = {value for _label, group in uses for value, _name in group}
        kept = [(ref, ref) for ref in self.instance.uses if ref not in known]
        return [*uses, (str(_("Đang ghi ở mục này")), kept)] if kept else uses


BLOCK_CHOICES = [(block.value, label) for block, label in BLOCK_LABELS.items()]


class MinutesForm(forms.Form):
    """Only the minutes of an item, from the list."""

    minutes = forms.IntegerField(
        label=_("Số phút"), min_value=LEAST, max_value=MOST, error_messages=MINUTES
    )


class DepositForm(forms.Form):
    revision = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("Bản này thay đổi gì, vì sao"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    is_material = forms.TypedChoiceField(
        label=_("So với bản đã được phê duyệt"),
        choices=[
            ("yes", _("Thay đổi quan trọng, phải trình duyệt lại")),
            ("no", _("Không quan trọng, phê duyệt cũ vẫn dùng")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn một trong hai.")},
    )

    def __init__(self, *args: Any, asks_materiality: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_materiality:
            del self.fields["is_material"]

    @property
    def values(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {name: said[name] for name in ("revision", "note", "is_material") if name in said}


class ConductorForm(forms.Form):
    """Each part: one person, several, or names from outside typed in."""

    def __init__(
        self,
        *args: Any,
        people: Sequence[tuple[str, str]],
        conductors: Mapping[str, Sequence[Conductor]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"] = forms.CharField(
            widget=forms.HiddenInput, required=False, initial=conductors_seen(conductors)
        )
        for value, label in Conductor.Part.choices:
            part = Conductor.Part(value)
            held = conductors.get(value, [])
            own = [str(each.person_id) for each in held if each.person_id]
            if part in FROM_OUTSIDE:
                self.fields[value] = forms.CharField(
                    label=label,
                    required=False,
                    max_length=160,
                    initial=", ".join(str(each) for each in held),
                    help_text=_("Ghi họ tên, chức vụ; người ngoài chi bộ."),
                )
            elif part in SEVERAL:
                self.fields[value] = forms.MultipleChoiceField(
                    label=label,
                    required=False,
                    choices=people,
                    initial=own,
                    widget=forms.SelectMultiple(attrs={"size": 6}),
                    help_text=_("Giữ Ctrl để chọn nhiều đồng chí."),
                )
            else:
                self.fields[value] = forms.ChoiceField(
                    label=label,
                    required=False,
                    choices=[("", _("Chưa phân công")), *people],
                    initial=own[0] if own else "",
                )

    @property
    def seen_state(self) -> str:
        """For the action: what the page showed."""
        return str(self.cleaned_data["seen"])

    def parts(self) -> dict[str, list[Person | str]]:
        """For the action: people by part, names as they were typed."""
        told = {part: self.cleaned_data[part] for part in Conductor.Part.values}
        chosen = {str(pk) for value in told.values() for pk in _listed(value)}
        numbers = [pk for pk in chosen if pk.isdecimal()]
        people = {str(person.pk): person for person in Person.objects.filter(pk__in=numbers)}
        made: dict[str, list[Person | str]] = {}
        for part, value in told.items():
            if part in FROM_OUTSIDE:
                made[part] = [tidy(value)] if value.strip() else []
            else:
                made[part] = [people[pk] for pk in _listed(value) if pk in people]
        return made

    def tell(self, refusal: DomainError, kept: Mapping[str, Sequence[Conductor]]) -> None:
        """Show a refusal with what is kept now; the next save stands on it."""
        self.add_error(None, refusal.in_full)
        for part, chosen in self.parts().items():
            shown = ", ".join(str(each) for each in kept.get(part, []))
            if shown != ", ".join(str(each) for each in chosen):
                self.add_error(
                    part, _("Đang lưu: %(value)s") % {"value": shown or _("Chưa phân công")}
                )
        data = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        data["seen"] = conductors_seen(kept)
        self.data = data


def _listed(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value] if value else []
