"""Forms of the plan: numbers, structure and targets; a cell's own steps; what settles it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from daihoi.base import clock
from daihoi.base.revisions import RevisedForm
from daihoi.organizations.forms.days import day_field
from daihoi.personnel.models import PersonnelPlan
from daihoi.personnel.queries.listing import Listing
from daihoi.personnel.queries.numbers import TARGETS
from daihoi.rules.personnel.directives import Level, Rulebook
from daihoi.rules.personnel.steps import Ballot, CountedOn
from daihoi.vietnamese.text import tidy

MOST = 300
LONGEST = 4000  # letters of a text that stands in the plan
OF_STRUCTURE = (*(f"target_{code}" for code in TARGETS), "standing_women", "structure_reason")
OPEN_PLACES = ("open_places", "open_places_paper", "posts_not_elected", "posts_paper")
OF_TIMETABLE = ("timetable_paper", "steps_by", "congress_from", "congress_by")


def _number(
    label: Any, *, help_text: Any = "", required: bool = False, least: int = 0
) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=required, min_value=least, max_value=MOST, help_text=help_text
    )


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """Fields under one title; open where something was typed or is wrong."""

    title: Any
    fields: list[forms.BoundField]

    @property
    def is_open(self) -> bool:
        return any(field.errors or field.value() for field in self.fields)


class PlanForm(RevisedForm[PersonnelPlan]):
    """``targets`` are typed as numbers of persons, one field each."""

    seats = _number(
        _("Số lượng cấp ủy viên"), help_text=_("Ghi 0 khi không bầu chi ủy mà chỉ bầu bí thư.")
    )
    names = _number(
        _("Số người trong danh sách bầu cấp ủy"),
        help_text=_("Để trống thì lấy số ít nhất có số dư theo quy định."),
        least=1,
    )
    deputies = _number(_("Số phó bí thư"), required=True)
    before = _number(_("Số ủy viên khóa trước"), help_text=_("Dùng cho cấp trên chi bộ."))
    rotated = _number(_("Trong đó luân chuyển đến"), required=True)
    standing_women = _number(_("Số nữ dự kiến trong ban thường vụ"))
    open_places = _number(
        _("Số vị trí để trống, bổ sung sau"),
        help_text=_("Khi một vị trí của cơ cấu chưa có người phù hợp."),
    )
    steps_by = day_field(_("Xong các bước nhân sự trước ngày"), required=False)
    congress_from = day_field(_("Đại hội từ ngày"), required=False)
    congress_by = day_field(_("Đại hội đến ngày"), required=False)

    class Meta:
        model = PersonnelPlan
        fields = [
            "seats", "names", "deputies", "before", "rotated", "is_after_merger", "direction",
            "age_words", "structure", "structure_reason", "standing_women", "open_places",
            "open_places_paper", "posts_not_elected", "posts_paper", "timetable_paper", "steps_by",
            "congress_from", "congress_by",
        ]  # fmt: skip
        help_texts = {
            "direction": _("Mỗi ý một dòng. Không ghi tên người ở đây."),
            "structure": _("Cơ cấu theo vị trí công tác, đơn vị, lĩnh vực."),
            "structure_reason": _("Ghi khi một mục tiêu chưa đạt."),
            "open_places_paper": _("Ghi số, ký hiệu và ngày; chưa có thì để trống."),
            "posts_not_elected": _("Mỗi dòng một chức danh."),
            "posts_paper": _("Ghi số, ký hiệu và ngày; chưa có thì để trống."),
            "timetable_paper": _("Ghi số, ký hiệu và ngày."),
        }
        widgets = {
            "direction": forms.Textarea(attrs={"rows": 5}),
            "structure": forms.Textarea(attrs={"rows": 3}),
            "structure_reason": forms.Textarea(attrs={"rows": 3}),
            "posts_not_elected": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, rules: Rulebook, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if rules.get("procedure.after_merger") is None:
            del self.fields["is_after_merger"]
        if rules.get("women.standing_committee.min") is None:
            del self.fields["standing_women"]
        for name in ("direction", "structure", "structure_reason", "posts_not_elected"):
            said = _("Nhiều nhất %(n)s chữ; hãy viết gọn lại.") % {"n": LONGEST}
            self.fields[name].validators.append(MaxLengthValidator(LONGEST, said))
            self.fields[name].widget.attrs["maxlength"] = LONGEST
        if rules.level is Level.CELL:  # its numbers rest on its members, not on the last term's
            del self.fields["before"], self.fields["rotated"]
        for code, label in TARGETS.items():
            field = _number(_("Mục tiêu, ít nhất: %(what)s") % {"what": label})
            field.initial = self.instance.targets.get(code)
            self.fields[f"target_{code}"] = field

    def clean_open_places(self) -> int:
        return self.cleaned_data["open_places"] or 0

    @property
    def groups(self) -> list[FieldGroup]:
        """Everything but the first fields, folded under what it is about."""
        titles = (
            (_("Mục tiêu cơ cấu"), OF_STRUCTURE),
            (_("Vị trí để trống, chức danh chưa bầu"), OPEN_PLACES),
            (_("Mốc thời gian theo kế hoạch của cấp trên"), OF_TIMETABLE),
        )
        return [
            FieldGroup(title, [self[name] for name in names if name in self.fields])
            for title, names in titles
        ]

    @property
    def first_fields(self) -> list[forms.BoundField]:
        """What every plan says, not folded."""
        folded = {*OF_STRUCTURE, *OPEN_PLACES, *OF_TIMETABLE}
        return [self[name] for name in self.fields if name not in folded]

    @property
    def settings(self) -> dict[str, Any]:
        """For the action: the fields, and the targets as one."""
        targets = {code: self.cleaned_data[f"target_{code}"] for code in TARGETS}
        kept = {code: number for code, number in targets.items() if number}
        return {**self.values, "targets": kept}


class StepRowForm(forms.Form):
    """One step of a cell's own procedure; without a title the row is left out."""

    title = forms.CharField(label=_("Tên bước"), max_length=200, required=False)
    convened = forms.CharField(label=_("Triệu tập ai"), max_length=200, required=False)
    work = forms.CharField(label=_("Việc"), max_length=400, required=False)
    ballot = forms.ChoiceField(
        label=_("Bỏ phiếu"),
        choices=[
            (Ballot.NONE.value, _("không bỏ phiếu")),
            (Ballot.OPEN.value, _("biểu quyết")),
            (Ballot.SECRET.value, _("phiếu kín")),
        ],
    )
    is_meeting = forms.BooleanField(label=_("Là hội nghị phải đếm số dự"), required=False)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("title") and not found.get("convened"):
            self.add_error("convened", _("Hãy ghi bước này triệu tập ai."))
        return found

    @property
    def row(self) -> dict[str, str] | None:
        """As `rules.personnel.steps.configured` takes it."""
        said = self.cleaned_data
        if not said["title"]:
            return None
        counted = CountedOn.CONVENED if said["is_meeting"] else CountedOn.NONE
        return {
            "title": tidy(said["title"]),
            "convened": tidy(said["convened"]),
            "work": tidy(said["work"]),
            "ballot": said["ballot"],
            "counted_on": counted.value,
        }


class StepsPaperForm(forms.Form):
    paper = forms.CharField(
        label=_("Văn bản cấp trên quy định quy trình"),
        max_length=200,
        required=False,
        help_text=_("Ví dụ: Hướng dẫn 05-HD/ĐUK ngày 10-01-2020. Xóa hết các bước để dùng lại quy trình mặc định."),
    )  # fmt: skip


StepRows = forms.formset_factory(StepRowForm, extra=2, max_num=12, validate_max=True)


class SettleListForm(forms.Form):
    """Why the list is settled though the superior's limit of age is not recorded."""

    reason = forms.CharField(
        label=_("Lý do vẫn chốt khi chưa ghi giới hạn độ tuổi của cấp trên"),
        max_length=400,
        required=False,
    )


class SettleForm(forms.Form):
    on = day_field(_("Ngày cấp ủy thông qua"))


class ApproveForm(forms.Form):
    number = forms.CharField(label=_("Số, ký hiệu văn bản phê duyệt"), max_length=60)
    on = day_field(_("Ngày văn bản"))


class HeadChoiceForm(forms.Form):
    """Whom the head of the committee takes of those level on the last place, when and why (P-054)."""

    chosen = forms.MultipleChoiceField(
        label=_("Người được chọn"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Hãy chọn người trong số bằng phiếu.")},
    )
    on = day_field(_("Ngày chọn"))
    reason = forms.CharField(label=_("Lý do chọn"), max_length=400)

    def __init__(self, data: Any = None, *, listing: Listing) -> None:
        chosen = [each for each in listing.tied if hasattr(each.candidate, "head_choice")]
        initial: dict[str, Any] = {"chosen": [str(each.pk) for each in chosen]}
        if chosen:
            made = chosen[0].candidate.head_choice
            initial |= {"on": made.on, "reason": made.reason}
        super().__init__(data, initial=initial)
        field = self.fields["chosen"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - for the type checker
        field.choices = [(str(each.pk), each.label) for each in listing.tied]

    @property
    def picked(self) -> set[int]:
        return {int(pk) for pk in self.cleaned_data["chosen"]}


class PresentForm(forms.Form):
    on = day_field(_("Ngày trình đại hội"))
    time = forms.TimeField(
        label=_("Giờ"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = timezone.localtime(clock.now())
        self.initial = {"on": now.date(), "time": now.time(), **self.initial}

    @property
    def at(self) -> datetime:
        """The moment, aware."""
        day, time = self.cleaned_data["on"], self.cleaned_data["time"]
        return timezone.make_aware(datetime.combine(day, time))
