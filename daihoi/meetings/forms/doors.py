"""What a door sends, and how people are put into discussion groups."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from daihoi.meetings.models import DOOR_LETTERS, Invitee, Means
from daihoi.meetings.queries.groups import GROUP_LETTERS
from daihoi.meetings.queries.station import Press
from daihoi.vietnamese.text import tidy

MOST_PRESSES = 100
LONGEST_WAIT_MS = 48 * 3600 * 1000
_BY_HAND = (Means.LIST, Means.CLERK)


class PressesForm(forms.Form):
    """Presses as the page's script queues them (``presses``, JSON), or one of a plain form."""

    presses = forms.CharField(required=False)
    key = forms.UUIDField(required=False)
    row = forms.IntegerField(required=False, min_value=1)
    door = forms.CharField(required=False, max_length=DOOR_LETTERS)
    means = forms.ChoiceField(required=False, choices=[(each.value, each.label) for each in _BY_HAND])  # fmt: skip

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        try:
            rows = json.loads(said["presses"]) if said.get("presses") else [said]
            found = [_press(each) for each in rows]
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise forms.ValidationError(_UNREADABLE, code="unreadable") from error
        if not 0 < len(found) <= MOST_PRESSES:
            raise forms.ValidationError(_UNREADABLE, code="unreadable")
        said["found"] = found
        return said

    @property
    def values(self) -> list[Press]:
        found: list[Press] = self.cleaned_data["found"]
        return found

    @property
    def refusal(self) -> str:
        """What is wrong, in one sentence."""
        return " ".join(str(each) for errors in self.errors.values() for each in errors)


class GroupsForm(forms.Form):
    """A field for everybody on the roll, by the key of her line."""

    def __init__(self, rows: list[Invitee], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in rows:
            self.fields[f"g{row.pk}"] = forms.CharField(
                label=row.name,
                required=False,
                max_length=GROUP_LETTERS,
                initial=row.discussion_group,
                widget=forms.TextInput(attrs={"list": "groups", "autocomplete": "off"}),
            )

    @property
    def values(self) -> dict[int, str]:
        return {int(name[1:]): tidy(value) for name, value in self.cleaned_data.items()}


class SpreadForm(forms.Form):
    count = forms.IntegerField(label=_("Số tổ"), min_value=1, max_value=50)


_UNREADABLE = _("Máy chủ không đọc được lượt điểm danh gửi lên. Hãy tải lại trang rồi bấm lại.")


def _press(told: Mapping[str, Any]) -> Press:
    """Raises `ValueError`, `TypeError` or `KeyError` for what no page of ours sends."""
    waited = int(told.get("waited") or 0)
    row = told["row"]
    if not isinstance(row, int) or isinstance(row, bool) or not 0 < row < 2**63:
        raise TypeError
    return Press(
        key=told["key"] if isinstance(told["key"], UUID) else UUID(str(told["key"])),
        row=row,
        means=Means.CLERK if told.get("means") == Means.CLERK else Means.LIST,
        door=tidy(str(told.get("door") or ""))[:DOOR_LETTERS],
        waited_ms=waited if 0 <= waited <= LONGEST_WAIT_MS else 0,
    )
