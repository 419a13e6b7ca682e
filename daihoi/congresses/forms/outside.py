"""The form of a body outside the organization."""

from daihoi.base.revisions import RevisedForm
from daihoi.congresses.models import OutsideBody
from daihoi.vietnamese.text import tidy


class OutsideForm(RevisedForm[OutsideBody]):
    class Meta:
        model = OutsideBody
        fields = ["name", "contact"]

    def clean_name(self) -> str:
        return tidy(self.cleaned_data["name"])
