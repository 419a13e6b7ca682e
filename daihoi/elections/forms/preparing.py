"""Forms before the ballot: people on the roll, offices, nominations, papers."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from daihoi.base.errors import DomainError
from daihoi.base.revisions import Outdated, fingerprint
from daihoi.elections.actions.rolls import JUDGED
from daihoi.elections.forms.hands import number_field, set_choices
from daihoi.elections.models import NominationSource, RollEntry, Sheet
from daihoi.organizations.forms.days import day_field
from daihoi.rules.elections.kinds import Attendance, Office, Situation, Standing, label
from daihoi.rules.elections.parameters import RuleSet

ACCEPTED = {"": None, "1": True, "0": False}


class PollForm(forms.Form):
    """Papers of the support poll, and the small group that counted them."""

    given = number_field(_("Số phiếu phát ra"), least=1)
    returned = number_field(_("Số phiếu thu về"))
    invalid = number_field(_("Trong đó không hợp lệ"))
    counters = forms.CharField(
        label=_("Tổ kiểm phiếu xin ý kiến"),
        max_length=300,
        help_text=_("Họ tên từng người, lấy từ đoàn thư ký; cần thì thêm đại biểu chính thức."),
    )
    head = forms.CharField(label=_("Tổ trưởng"), max_length=160)


class EntryForm(forms.Form):
    """What the convening committee says of one person on the roll."""

    absence_accepted = forms.TypedChoiceField(
        label=_("Lý do vắng"),
        choices=[("", _("chưa quyết định")), ("1", _("chấp nhận")), ("0", _("không chấp nhận"))],
        coerce=lambda value: ACCEPTED[value],
        empty_value=None,
        required=False,
    )
    standing = forms.ChoiceField(
        label=_("Tư cách"), choices=[(each.value, label(each)) for each in Standing]
    )
    situation = forms.ChoiceField(
        label=_("Tình trạng"), choices=[(each.value, label(each)) for each in Situation]
    )
    attendance = forms.ChoiceField(
        label=_("Dự đại hội"), choices=[(each.value, label(each)) for each in Attendance]
    )
    is_convener = forms.BooleanField(label=_("Là cấp ủy viên triệu tập đại hội"), required=False)
    has_alternate = forms.BooleanField(label=_("Có đại biểu dự khuyết thay"), required=False)
    note = forms.CharField(
        label=_("Căn cứ, ghi chú"),
        max_length=300,
        required=False,
        help_text=_("Số, ngày văn bản, khi sửa tư cách, tình trạng hoặc việc dự."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, entry: RollEntry, by_delegates: bool, **kwargs: Any) -> None:
        accepted = {True: "1", False: "0", None: ""}[entry.absence_accepted]
        shown = {name: getattr(entry, name) for name in JUDGED} | {"absence_accepted": accepted}
        kwargs["initial"] = shown | {"seen": fingerprint(entry, JUDGED)}
        super().__init__(*args, **kwargs)
        if not by_delegates:
            del self.fields["has_alternate"]

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in JUDGED if name in self.cleaned_data}

    @property
    def seen_state(self) -> str | None:
        return self.cleaned_data["seen"] or None

    def tell(self, refusal: DomainError) -> None:
        """Show a refusal; after `Outdated` the next save stands on what is kept now."""
        self.add_error(None, refusal.in_full)
        if isinstance(refusal, Outdated):
            seen = fingerprint(refusal.current, JUDGED)
            self.data = {**self.data.dict(), "seen": seen}  # type: ignore[attr-defined]  # a QueryDict


class ElectionForm(forms.Form):
    """One more office; several at once are told why not."""

    offices = forms.TypedMultipleChoiceField(
        label=_("Chức danh"), coerce=Office, widget=forms.CheckboxSelectMultiple
    )
    planned_seats = number_field(_("Số lượng đề nghị bầu"), least=1)

    def __init__(self, *args: Any, titles: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self.fields["offices"], titles)


def office_titles(rules: RuleSet, level: Any) -> list[tuple[str, str]]:
    """What can be added, by the organization's own words."""
    return [(each.value, rules.title(each, level)) for each in Office]


class PlannedForm(forms.Form):
    planned_seats = number_field(_("Số lượng đề nghị bầu"), least=1)


class AllotForm(forms.Form):
    seats = number_field(_("Số đại biểu được phân bổ"), least=1)
    paper = forms.CharField(
        label=_("Văn bản phân bổ"),
        max_length=200,
        help_text=_("Số, ngày, cơ quan ban hành."),
    )


class NominationForm(forms.Form):
    """Somebody put forward, nominated, or standing."""

    source = forms.ChoiceField(
        label=_("Hình thức"), choices=NominationSource.choices, widget=forms.RadioSelect
    )
    person = forms.TypedChoiceField(label=_("Người ứng cử, được giới thiệu, đề cử"), coerce=int)
    by = forms.TypedChoiceField(
        label=_("Người đề cử"),
        coerce=int,
        required=False,
        empty_value=None,
        help_text=_("Ghi khi đề cử tại đại hội."),
    )
    has_consent = forms.BooleanField(
        label=_("Có phiếu đề cử kèm ý kiến đồng ý của người được đề cử"), required=False
    )
    filed_on = day_field(
        _("Ngày nộp hồ sơ ứng cử"),
        required=False,
        help_text=_("Của người ứng cử không là đại biểu."),
    )

    def __init__(
        self, *args: Any, people: Sequence[tuple[int, str]], by_delegates: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if not by_delegates:
            del self.fields["filed_on"]
        set_choices(self.fields["person"], [("", _("Chọn người")), *people])
        set_choices(self.fields["by"], [("", "–"), *people])

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("source") == NominationSource.FLOOR and not found.get("by"):
            self.add_error("by", _("Đề cử tại đại hội thì phải ghi ai đề cử."))
        return found


class SupportForm(forms.Form):
    supporters = number_field(_("Số người ủng hộ"))


class PrintForm(forms.Form):
    number = number_field(_("Số phiếu in"), least=1)
    sheet = forms.ChoiceField(label=_("Khổ phiếu"), choices=Sheet.choices)


class DelegationsForm(forms.Form):
    """Of a congress of delegates: who sent somebody who is here."""

    organizations = number_field(_("Số tổ chức trực thuộc"), least=1)
    represented = number_field(_("Trong đó đang có đại biểu dự"))


class NumberForm(forms.Form):
    """How many papers."""

    number = number_field(_("Số phiếu"), least=1)


class ReturnedForm(forms.Form):
    returned = number_field(_("Số phiếu thu về trong hòm"))


class ReturnedAgainForm(ReturnedForm):
    reason = forms.CharField(label=_("Lý do đếm lại"), max_length=300)


class RulesForm(forms.Form):
    """Which rules hold for a ballot whose papers went out before they changed."""

    takes_new = forms.TypedChoiceField(
        label=_("Áp dụng cho lượt bầu này"),
        choices=[("0", _("quy định khi phát phiếu")), ("1", _("quy định mới"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Lý do"), widget=forms.Textarea(attrs={"rows": 3}), max_length=400
    )
