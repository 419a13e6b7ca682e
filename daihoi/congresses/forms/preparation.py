"""The three steps that set up a congress.

Nothing is kept before the last step is sent: each page carries what the other steps hold as
hidden fields. Steps are looked at with GET, so that the browser's own way back works.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from daihoi.base.errors import DomainError
from daihoi.base.numbers import whole_number
from daihoi.congresses.actions.congresses import Preparation
from daihoi.congresses.forms.bases import BasisChoice, BasisRow
from daihoi.congresses.forms.congresses import OrdinalField, ask_about_unusual, refuse_short_term
from daihoi.congresses.forms.days import TargetFields
from daihoi.congresses.models import CongressForm, Subcommittee
from daihoi.congresses.queries.congresses import next_congress, ordinal_taken
from daihoi.congresses.queries.days import check_target
from daihoi.congresses.queries.preparation import PlanPreview, defaults_for, plan_previews
from daihoi.organizations.forms import day_field
from daihoi.organizations.models import Organization
from daihoi.vietnamese.numerals import roman

NEW_BASES = 2  # rows for papers that are not in the register yet
START, PLAN, BODIES = 1, 2, 3
LABELS = (_("Đại hội, căn cứ"), _("Kế hoạch"), _("Tiểu ban, mục tiêu"))


class StartForm(TargetFields):
    """Which congress it is, when it is to be, and what it stands on."""

    ordinal = OrdinalField(
        label=_("Lần thứ"), min_value=1, max_value=100, help_text=_("Số La Mã: III, hoặc 3.")
    )
    term_start = forms.IntegerField(label=_("Nhiệm kỳ từ năm"), min_value=1930, max_value=2100)
    term_end = forms.IntegerField(label=_("Đến năm"), min_value=1930, max_value=2100)
    form = forms.ChoiceField(
        label=_("Hình thức"),
        choices=CongressForm.choices,
        initial=CongressForm.ALL_MEMBERS,
        help_text=_("Chi bộ thường họp toàn thể đảng viên."),
    )
    bases = BasisChoice(label=_("Căn cứ trong sổ"))

    field_order = ["ordinal", "form", "term_start", "term_end", "target_on", "target_precision"]

    def __init__(self, *args: Any, organization: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organization = organization
        bases = self.fields["bases"]
        assert isinstance(bases, BasisChoice)  # noqa: S101 - for the type checker
        bases.offer(organization)

    def clean_ordinal(self) -> int:
        ordinal: int = self.cleaned_data["ordinal"]
        if ordinal_taken(self.organization, ordinal):
            raise forms.ValidationError(
                _("Đã có đại hội lần thứ %(ordinal)s."), params={"ordinal": roman(ordinal)}
            )
        return ordinal

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        refuse_short_term(self)
        day, precision = found.get("target_on"), found.get("target_precision")
        if isinstance(day, date) and precision and "target_on" not in self.errors:
            try:
                check_target(day, precision)
            except DomainError as refusal:
                self.add_error("target_on", refusal.in_full)
        ask_about_unusual(self, day if isinstance(day, date) else None)
        return found


class PlanForm(forms.Form):
    """Which template the plan is made from; "" for no plan yet."""

    template = forms.ChoiceField(
        label=_("Mẫu kế hoạch"),
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Hãy chọn một mẫu trong danh sách.")},
    )

    def __init__(self, *args: Any, previews: Iterable[PlanPreview], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        template = self.fields["template"]
        assert isinstance(template, forms.ChoiceField)  # noqa: S101 - for the type checker
        template.choices = [(each.choice.key, each.choice.name) for each in previews]
        if template.choices:
            self.initial.setdefault("template", template.choices[0][0])
        template.choices = [*template.choices, ("", _("Chưa lập kế hoạch"))]


class BodyRow(forms.Form):
    """A subcommittee to be set up; its decision may follow later."""

    is_wanted = forms.BooleanField(label=_("Thành lập"), required=False)
    purpose = forms.ChoiceField(
        choices=Subcommittee.Purpose.choices,
        initial=Subcommittee.Purpose.OTHER,
        widget=forms.HiddenInput,
    )
    name = forms.CharField(label=_("Tên tiểu ban"), max_length=120, required=False)
    duties = forms.CharField(
        label=_("Nhiệm vụ"), required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    decision_number = forms.CharField(label=_("Số quyết định"), max_length=60, required=False)
    decision_on = day_field(_("Ngày quyết định"), required=False)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not found.get("is_wanted"):
            return found
        if not found.get("name"):
            self.add_error("name", _("Hãy ghi tên tiểu ban."))
        if bool(found.get("decision_number")) != bool(found.get("decision_on")):
            missing = "decision_on" if found.get("decision_number") else "decision_number"
            if missing not in self.errors:
                self.add_error(missing, _("Quyết định cần cả số và ngày; có thể bỏ trống cả hai."))
        return found


class GoalsForm(forms.Form):
    goals = forms.CharField(
        label=_("Mục tiêu, yêu cầu"),
        required=False,
        help_text=_("Mỗi dòng một mục tiêu; được đánh giá khi đóng công tác chuẩn bị."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def clean_goals(self) -> list[str]:
        lines = [" ".join(line.split()) for line in self.cleaned_data["goals"].splitlines()]
        if any(len(line) > 400 for line in lines):
            raise forms.ValidationError(_("Mỗi mục tiêu dài nhất 400 chữ."))
        return list(dict.fromkeys(filter(None, lines)))


BasisRows = forms.formset_factory(BasisRow, extra=NEW_BASES, max_num=NEW_BASES, absolute_max=10)
BodyRows = forms.formset_factory(BodyRow, extra=1, max_num=10, absolute_max=20)
PREFIXES = {"dai-hoi": START, "can-cu": START, "mau": PLAN, "tieu-ban": BODIES, "muc-tieu": BODIES}


class CongressWizard:
    """What was typed so far, which step to show, and at the end the `Preparation`."""

    def __init__(self, data: QueryDict, *, organization: Organization, viewer: Any) -> None:
        self.data = data
        self.organization = organization
        self.viewer = viewer
        sent = whole_number(data.get("at", "")) or 0
        self.sent = min(sent, BODIES)  # the step whose page was sent; 0: nothing yet
        self.step = self._step(data.get("go", ""))
        self.refusal = ""

    @cached_property
    def start(self) -> StartForm:
        initial = next_congress(self.organization)
        kept = self._kept("dai-hoi")
        return StartForm(kept, prefix="dai-hoi", initial=initial, organization=self.organization)

    @cached_property
    def new_bases(self) -> Any:
        return BasisRows(self._kept("can-cu"), prefix="can-cu")

    @cached_property
    def previews(self) -> list[PlanPreview]:
        if not self.start.is_valid():
            return []
        day = self.start.cleaned_data["target_on"]
        return plan_previews(self.organization, day, viewer=self.viewer)

    @cached_property
    def plan(self) -> PlanForm:
        return PlanForm(self._kept("mau"), prefix="mau", previews=self.previews)

    @cached_property
    def bodies(self) -> Any:
        initial = [
            {
                "is_wanted": True,
                "purpose": body.purpose,
                "name": body.name,
                "duties": "\n".join(body.duties),
            }
            for body in defaults_for(self.organization).subcommittees
        ]
        return BodyRows(self._kept("tieu-ban"), prefix="tieu-ban", initial=initial)

    @cached_property
    def goals(self) -> GoalsForm:
        initial = {"goals": "\n".join(defaults_for(self.organization).goals)}
        return GoalsForm(self._kept("muc-tieu"), prefix="muc-tieu", initial=initial)

    @property
    def is_ready(self) -> bool:
        """Whether the last step was sent and everything in it is right."""
        return self.data.get("go") == "finish" and self._first_wrong(BODIES) is None

    @property
    def preparation(self) -> Preparation:
        start = dict(self.start.cleaned_data)
        rows = [row for row in self.new_bases.cleaned_data if row]
        bodies = [dict(row) for row in self.bodies.cleaned_data if row.get("is_wanted")]
        for body in bodies:
            del body["is_wanted"]
        return Preparation(
            bases=list(start.pop("bases")),
            congress=start,
            new_bases=rows,
            template=self.plan.cleaned_data["template"],
            subcommittees=bodies,
            goals=self.goals.cleaned_data["goals"],
        )

    def tell(self, refusal: DomainError) -> None:
        """Show a refusal of the action above the last step."""
        self.refusal = refusal.in_full

    @property
    def carried(self) -> list[tuple[str, str]]:
        """What the steps that are not shown hold, as hidden fields."""
        return [
            (name, value)
            for name, values in self.data.lists()
            if self._step_of(name) not in {0, self.step}
            for value in values
        ]

    @property
    def holds_last(self) -> bool:
        """Whether texts of the last step travel along: too long for an address."""
        return any(self._step_of(name) == BODIES for name in self.data)

    @property
    def steps(self) -> list[tuple[int, Any]]:
        return list(enumerate(LABELS, start=1))

    def _step(self, go: str) -> int:
        if not self.sent:
            return START
        if go == "back":
            return max(START, self.sent - 1)
        wanted = min(self.sent + (go == "next"), BODIES)
        last = BODIES if go == "finish" else wanted - (go == "next")
        return self._first_wrong(last) or wanted

    def _first_wrong(self, last: int) -> int | None:
        """The first step up to ``last`` with something wrong in it."""
        forms_of = {
            START: ("start", "new_bases"),
            PLAN: ("plan",),
            BODIES: ("bodies", "goals"),
        }
        for step in range(START, last + 1):
            if not all(getattr(self, name).is_valid() for name in forms_of[step]):
                return step
        return None

    def _kept(self, prefix: str) -> QueryDict | None:
        """The data of a form that was shown before; None for one that was not."""
        return self.data if any(name.startswith(f"{prefix}-") for name in self.data) else None

    def _step_of(self, name: str) -> int:
        return next((step for prefix, step in PREFIXES.items() if name.startswith(f"{prefix}-")), 0)
