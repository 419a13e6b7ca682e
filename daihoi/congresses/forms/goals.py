"""Forms of goals, and of closing the preparation."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from daihoi.congresses.models import Goal

MET = [("yes", _("Đạt")), ("no", _("Chưa đạt"))]


class GoalForm(forms.Form):
    text = forms.CharField(
        label=_("Mục tiêu, yêu cầu"), max_length=400, widget=forms.Textarea(attrs={"rows": 2})
    )


class ClosingForm(forms.Form):
    """Each goal with whether it is met and a note."""

    def __init__(self, *args: Any, goals: Iterable[Goal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goals = list(goals)
        for goal in self.goals:
            judged = {True: "yes", False: "no", None: ""}[goal.is_met]
            self.fields[f"met_{goal.pk}"] = forms.ChoiceField(
                label=goal.text,
                choices=MET,
                initial=judged,
                widget=forms.RadioSelect,
                error_messages={"required": _("Hãy đánh giá mục tiêu này.")},
            )
            self.fields[f"note_{goal.pk}"] = forms.CharField(
                label=_("Ghi chú"), max_length=400, required=False, initial=goal.note
            )

    @property
    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"met_{goal.pk}"], self[f"note_{goal.pk}"]) for goal in self.goals]

    @property
    def judgements(self) -> dict[int, tuple[bool, str]]:
        """By the numbers of the goals."""
        said = self.cleaned_data
        return {
            goal.pk: (said[f"met_{goal.pk}"] == "yes", said[f"note_{goal.pk}"])
            for goal in self.goals
        }
