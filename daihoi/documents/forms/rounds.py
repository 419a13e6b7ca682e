"""Forms of opinion rounds."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from daihoi.documents.models.rounds import MEANS_LABELS
from daihoi.documents.queries.audience import Audience, AudienceKind, OpeningChoices
from daihoi.organizations.forms import day_field
from daihoi.rules.documents import Means, check_period

AUDIENCES = [
    (AudienceKind.MEMBERS.value, gettext_lazy("Đảng viên của chi bộ")),
    (AudienceKind.COMMITTEE.value, gettext_lazy("Chi ủy")),
    (AudienceKind.CHOSEN.value, gettext_lazy("Những người được đánh dấu dưới đây")),
    (AudienceKind.NOBODY.value, gettext_lazy("Chỉ các đơn vị")),
]


class RoundOpenForm(forms.Form):
    """Who is asked about what, until when."""

    opens_on = day_field(gettext_lazy("Từ ngày"))
    closes_on = day_field(gettext_lazy("Đến hết ngày"))
    means = forms.MultipleChoiceField(
        label=gettext_lazy("Hình thức góp ý"),
        choices=[(means.value, label) for means, label in MEANS_LABELS.items()],
        widget=forms.CheckboxSelectMultiple,
        initial=[Means.ONLINE.value, Means.MEETING.value, Means.WRITTEN.value],
    )
    request = forms.CharField(
        label=gettext_lazy("Nội dung đề nghị góp ý"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("Điều tiểu ban muốn hỏi; hiện ở đầu trang đọc và trong thư mời."),
    )
    audience = forms.ChoiceField(
        label=gettext_lazy("Lấy ý kiến của"),
        choices=AUDIENCES,
        widget=forms.RadioSelect,
        initial=AudienceKind.MEMBERS.value,
    )
    persons = forms.MultipleChoiceField(
        label=gettext_lazy("Chọn từng người"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("Người ngoài danh sách đảng viên không thuộc đối tượng lấy ý kiến."),
    )
    units = forms.MultipleChoiceField(
        label=gettext_lazy("Đơn vị gửi bản góp ý chung"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    names_shown = forms.BooleanField(
        label=gettext_lazy("Hiện tên người góp ý trong bảng tổng hợp công khai trong chi bộ"),
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, choices: OpeningChoices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices = choices
        self.fields["opens_on"].initial = choices.today
        self._offer("persons", [(str(m.person.pk), _named(m)) for m in choices.members])
        self.fields["persons"].initial = [str(m.person.pk) for m in choices.members if m.asked]
        self._offer("units", [(str(unit.pk), unit.name) for unit in choices.units])
        self.fields["units"].initial = [str(unit.pk) for unit in choices.units]
        for unit in choices.units:
            self.fields[f"sections_{unit.pk}"] = forms.MultipleChoiceField(
                label=unit.name,
                choices=choices.headings,
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )

    def section_fields(self) -> list[forms.BoundField]:
        """One field a unit: the headings that concern it."""
        return [self[name] for name in self.fields if name.startswith("sections_")]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        opens_on, closes_on = cleaned.get("opens_on"), cleaned.get("closes_on")
        if opens_on and closes_on and check_period(opens_on, closes_on):
            self.add_error("closes_on", _("Ngày kết thúc trước ngày bắt đầu; hãy chọn ngày sau."))
        return cleaned

    def opening(self) -> dict[str, Any]:
        """The arguments of `open_round`."""
        data = self.cleaned_data
        sections: dict[UUID, list[int]] = {}
        for unit in self.choices.units:
            for key in data[f"sections_{unit.pk}"]:
                sections.setdefault(UUID(key), []).append(unit.pk)
        return {
            "opens_on": data["opens_on"],
            "closes_on": data["closes_on"],
            "means": [Means(value) for value in data["means"]],
            "request": data["request"],
            "names_shown": data["names_shown"],
            "audience": Audience(
                AudienceKind(data["audience"]),
                persons=frozenset(int(pk) for pk in data["persons"]),
                units=frozenset(int(pk) for pk in data["units"]),
            ),
            "sections": sections,
        }

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = choices


class RoundExtendForm(forms.Form):
    """A later last day, and why."""

    closes_on = day_field(gettext_lazy("Hạn mới: đến hết ngày"))
    reason = forms.CharField(label=gettext_lazy("Lý do"), max_length=300)

    def __init__(self, *args: Any, last_day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.last_day = last_day

    def clean_closes_on(self) -> date:
        day: date = self.cleaned_data["closes_on"]
        if day <= self.last_day:
            raise forms.ValidationError(_("Hạn mới phải sau hạn hiện nay."))
        return day


def _named(member: Any) -> str:
    return f"{member.person.full_name} · {member.status_label}"
