"""Forms of one step: when it was held, the sums of its ballots, why it is corrected."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from daihoi.meetings.forms.meetings import ClockField
from daihoi.meetings.models import Meeting
from daihoi.organizations.forms.days import day_field
from daihoi.personnel.queries.people import Known
from daihoi.personnel.queries.step_page import StepPage
from daihoi.vietnamese.dates import DateStyle, format_date
from daihoi.vietnamese.text import tidy

MOST = 30_000
WORDS = ("place", "paper", "chair", "minute_taker", "counters")
OF_MEETING = (
    "meeting", "starts_at", "ends_at", "place", "convened", "present", "chair", "minute_taker",
    "counters",
)  # fmt: skip


class MeetingField(forms.ModelChoiceField[Meeting]):
    def label_from_instance(self, obj: Any) -> str:
        return f"{format_date(obj.on, DateStyle.DASHED)}: {obj.topic}"


class StepForm(forms.Form):
    meeting = MeetingField(
        Meeting.objects.none(),
        label=_("Cuộc họp trong phần mềm"),
        required=False,
        empty_label=_("Không chọn; ghi ngày, địa điểm bên dưới"),
    )
    on = day_field(_("Ngày"), required=False)
    starts_at = ClockField(label=_("Bắt đầu lúc"), required=False)
    ends_at = ClockField(label=_("Kết thúc lúc"), required=False)
    place = forms.CharField(label=_("Địa điểm"), max_length=200, required=False)
    convened = forms.IntegerField(
        label=_("Số được triệu tập"), required=False, min_value=1, max_value=MOST
    )
    present = forms.IntegerField(label=_("Số có mặt"), required=False, min_value=0, max_value=MOST)
    chair = forms.CharField(label=_("Chủ trì"), max_length=120, required=False)
    minute_taker = forms.CharField(
        label=_("Người ghi biên bản"),
        max_length=120,
        required=False,
        help_text=_("Điều chưa biết thì để trống: biên bản để chỗ vàng, điền sau."),
    )
    counters = forms.CharField(
        label=_("Tổ kiểm phiếu"),
        max_length=300,
        required=False,
        help_text=_("Họ tên tổ trưởng và các tổ viên."),
    )
    paper = forms.CharField(label=_("Văn bản"), max_length=200, required=False)
    note = forms.CharField(
        label=_("Nội dung, kết luận"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, data: Any = None, *, page: StepPage, meetings: Sequence[Meeting]) -> None:
        held = page.line.held
        expected = page.expected
        names = [name for name in self.base_fields if name != "meeting"]
        initial = {name: getattr(held, name) for name in names} if held else {}
        if held:
            initial["meeting"] = held.meeting_id
        if expected is not None and initial.get("convened") is None:
            initial["convened"] = expected.convened
        super().__init__(data, initial=initial)
        if expected is not None:
            told = {"source": expected.source, "n": expected.convened}
            self.fields["convened"].help_text = (
                _("%(source)s: %(n)s người. Số khác thì ghi vì sao ở “Nội dung, kết luận”.") % told
            )
        field = self.fields["meeting"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        field.queryset = Meeting.objects.filter(pk__in=[each.pk for each in meetings])
        if not page.line.is_meeting:
            for name in OF_MEETING:
                del self.fields[name]
        elif not page.line.has_ballot:
            del self.fields["counters"]

    @property
    def values(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        return said | {name: tidy(said[name]) for name in WORDS if name in said}


class BallotForm(forms.Form):
    """One introduction ballot as sums; a field ``v12`` for each person."""

    issued = forms.IntegerField(label=_("Phiếu phát ra"), min_value=0, max_value=MOST)
    returned = forms.IntegerField(label=_("Phiếu thu về"), min_value=0, max_value=MOST)
    invalid = forms.IntegerField(
        label=_("Phiếu không hợp lệ"), min_value=0, max_value=MOST, initial=0
    )

    def __init__(self, data: Any = None, *, page: StepPage, number: int) -> None:
        found = next((each for each in page.ballots if each.ballot.number == number), None)
        initial: dict[str, Any] = {}
        if found:
            ballot = found.ballot
            initial = {name: getattr(ballot, name) for name in ("issued", "returned", "invalid")}
            initial |= {f"v{row.candidate_pk}": row.votes for row in found.rows}
        super().__init__(data, initial=initial)
        self._people = [*page.people, *page.beside]
        first = number == 1
        for known in page.people:
            self.fields[f"v{known.pk}"] = _votes(known, required=first)
        for known in page.beside:
            self.fields[f"v{known.pk}"] = _votes(known, required=False, is_beside=True)

    @property
    def sums(self) -> dict[str, int]:
        return {name: self.cleaned_data[name] for name in ("issued", "returned", "invalid")}

    @property
    def votes(self) -> dict[int, int]:
        """By candidate; who has no number was not on this ballot."""
        found = {each.pk: self.cleaned_data[f"v{each.pk}"] for each in self._people}
        return {pk: votes for pk, votes in found.items() if votes is not None}


def _votes(known: Known, *, required: bool, is_beside: bool = False) -> forms.IntegerField:
    label = _("%(name)s, giới thiệu thêm") if is_beside else "%(name)s"
    return forms.IntegerField(
        label=label % {"name": known.label}, required=required, min_value=0, max_value=MOST
    )


class AssessForm(forms.Form):
    """For each person ``g12``: goes on or not, and ``r12``: why; an empty reason is left for later."""

    def __init__(self, data: Any = None, *, page: StepPage) -> None:
        self._people = page.people
        initial: dict[str, Any] = {}
        for each in page.people:
            row = page.assessments.get(each.pk)
            initial[f"g{each.pk}"] = "no" if row and not row.goes_on else "yes"
            initial[f"r{each.pk}"] = row.reason if row else ""
        super().__init__(data, initial=initial)
        for known in page.people:
            told = {"name": known.label}
            self.fields[f"g{known.pk}"] = forms.ChoiceField(
                label=_("%(name)s: kết quả") % told,
                choices=[("yes", _("tiếp tục")), ("no", _("dừng lại"))],
            )
            self.fields[f"r{known.pk}"] = forms.CharField(
                label=_("%(name)s: vì sao") % told,
                max_length=400,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text=known.said.words,
            )
            self.fields[f"r{known.pk}"].optional_note = _("(trống thì ghi sau)")  # type: ignore[attr-defined]  # for the page

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        for each in self._people:
            if found.get(f"g{each.pk}") == "no" and not tidy(found.get(f"r{each.pk}", "")):
                self.add_error(f"r{each.pk}", _("Hãy ghi vì sao dừng lại."))
        return found

    @property
    def judged(self) -> dict[int, tuple[bool, str]]:
        """By candidate, whoever has a reason."""
        found = {}
        for each in self._people:
            reason = tidy(self.cleaned_data[f"r{each.pk}"])
            if reason:
                found[each.pk] = (self.cleaned_data[f"g{each.pk}"] == "yes", reason)
        return found


class CorrectForm(forms.Form):
    reason = forms.CharField(
        label=_("Lý do đính chính"), widget=forms.Textarea(attrs={"rows": 3}), max_length=400
    )


class ReportForm(forms.Form):
    paper = forms.CharField(
        label=_("Văn bản báo cáo, xin ý kiến cấp có thẩm quyền"),
        max_length=200,
        help_text=_("Ghi số, ký hiệu và ngày."),
    )
