"""Forms of plans and their milestones."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from daihoi.base.revisions import RevisedForm
from daihoi.congresses.models import BasisDocument, Congress, Milestone
from daihoi.congresses.models.plans import RESPONSIBLE_LABELS
from daihoi.organizations.forms import day_field
from daihoi.rules.plans import Offset
from daihoi.vietnamese.text import tidy

FARTHEST = 365  # days from day D: the calendar of holidays is read for the years beside it
VALUES = ["name", "responsible", "subcommittee", "output", "direction"]
DAY = ["planned_on", "days", "working_days", "counted_from"]


def responsible_choices(chosen: Sequence[str]) -> list[tuple[str, StrOrPromise]]:
    """Those chosen come first, in their order: the first one has the milestone's lane."""
    labels = {who.value: label for who, label in RESPONSIBLE_LABELS.items()}
    return [(who, labels[who]) for who in dict.fromkeys([*chosen, *labels])]


class CompleteForm(forms.Form):
    """``asks_why``: what should be done before is open, and the actor may let it through."""

    use_required_attribute = False  # the refusal names what is to be written, a browser's does not

    on = day_field(_("Ngày hoàn thành"))
    reason = forms.CharField(
        label=_("Lý do cho làm trước"),
        max_length=400,
        error_messages={
            "required": _("Mốc phải làm trước chưa xong: hãy ghi lý do cho làm trước.")
        },
        help_text=_("Mốc phải làm trước chưa xong: lý do này hiện mãi trên kế hoạch."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, asks_why: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_why:
            del self.fields["reason"]


class MilestoneFields(RevisedForm[Milestone]):
    """What a milestone is; its day and its order are told apart from its other values."""

    responsible = forms.MultipleChoiceField(
        label=_("Chịu trách nhiệm"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Mốc đứng ở hàng của nơi đầu tiên được chọn."),
    )
    planned_on = day_field(
        _("Ngày theo kế hoạch"),
        help_text=_("Khi dời ngày đại hội, mốc dời theo."),
    )
    after = forms.ModelMultipleChoiceField(
        Milestone.objects.none(),
        label=_("Chỉ làm được sau khi xong"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Milestone
        fields = VALUES

    def __init__(self, *args: Any, congress: Congress, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._narrow("subcommittee", congress.subcommittees.order_by("pk"), _("Chưa giao"))
        papers = BasisDocument.objects.filter(
            organization_id=congress.organization_id, direction=True
        )
        self._narrow("direction", papers.order_by("-issued_on"), _("Không"))
        others = congress.milestones.exclude(pk=self.instance.pk).order_by("position", "pk")
        self._narrow("after", others)
        self.fields["subcommittee"].label = _("Tiểu ban làm")
        self.fields["direction"].label = _("Theo văn bản chỉ đạo của cấp trên")
        self.fields["responsible"].choices = responsible_choices(self.instance.responsible)  # type: ignore[attr-defined]  # a MultipleChoiceField

    def clean_name(self) -> str:
        return tidy(self.cleaned_data["name"])

    @property
    def milestone_values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields if name in VALUES}

    def _narrow(self, name: str, rows: Any, empty: Any = None) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        field.queryset, field.required = rows, False
        if empty is not None:
            field.empty_label = empty


class NewMilestoneForm(MilestoneFields):
    code = forms.CharField(label=_("Mã"), max_length=12, help_text=_("Ngắn, ví dụ: M39."))

    field_order = ["code", "name", "planned_on", "responsible", "subcommittee", "output"]

    def clean_code(self) -> str:
        return tidy(self.cleaned_data["code"]).upper()

    @property
    def milestone_values(self) -> dict[str, Any]:
        return {"code": self.cleaned_data["code"], **super().milestone_values}


class MilestoneForm(MilestoneFields):
    """A milestone being changed; its day either by the calendar or by how it is counted."""

    days = forms.IntegerField(
        label=_("Hoặc tính: số ngày"),
        min_value=-FARTHEST,
        max_value=FARTHEST,
        localize=False,
        help_text=_("Trước ngày gốc thì ghi số âm, ví dụ: -14."),
    )
    counted_from = forms.ChoiceField(label=_("Ngày gốc"), required=False)

    class Meta(MilestoneFields.Meta):
        fields = [*VALUES, *DAY]

    field_order = [
        "name", "planned_on", "days", "working_days", "counted_from",
        "responsible", "subcommittee", "output", "direction", "after",
    ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = self.fields["after"].queryset  # type: ignore[attr-defined]  # a ModelMultipleChoiceField
        anchors = [(each.code, str(each)) for each in others]
        self.fields["counted_from"].choices = [("", _("Ngày đại hội")), *anchors]  # type: ignore[attr-defined]  # a ChoiceField
        self.initial["after"] = [each.pk for each in self.instance.after.all()]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        counted = any(
            name in found and found[name] != getattr(self.instance, name) for name in DAY[1:]
        )
        chosen = "planned_on" in found and found["planned_on"] != self.instance.planned_on
        if counted and chosen:
            self.add_error("planned_on", _("Chỉ sửa một trong hai: ngày, hoặc cách tính ngày."))
        return found

    @property
    def offset(self) -> Offset:
        data = self.cleaned_data
        return Offset(data["days"], data["working_days"], data["counted_from"])
