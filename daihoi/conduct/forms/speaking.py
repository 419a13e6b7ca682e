"""Forms of the speakers' list."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from daihoi.conduct.forms.running import SeenForm, reason_field
from daihoi.conduct.models import Turn
from daihoi.rules.programme.speaking import FREE_MINUTES

MOST_MINUTES = 60


def _topic() -> forms.CharField:
    return forms.CharField(
        label=_("Về việc"), max_length=Turn._meta.get_field("topic").max_length, required=False
    )


def _minutes() -> forms.IntegerField:
    return forms.IntegerField(
        label=_("Số phút được nói"), min_value=1, max_value=MOST_MINUTES, initial=FREE_MINUTES
    )


class KeyedForm(forms.Form):
    """Carries a key made with the page: sent twice, it is kept once."""

    client_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"client_key": uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)


class AskForm(KeyedForm):
    topic = _topic()


class PickForm(KeyedForm):
    """Somebody on the congress's roll, found by a few letters."""

    invitee = forms.IntegerField(widget=forms.HiddenInput)


class OtherForm(KeyedForm):
    """Somebody who is on no roll."""

    name = forms.CharField(label=_("Họ và tên"), max_length=160)
    unit = forms.CharField(label=_("Đơn vị"), max_length=200, required=False)
    topic = _topic()
    minutes = _minutes()


class TurnForm(SeenForm):
    topic = _topic()
    minutes = _minutes()


class HoursForm(SeenForm):
    started = forms.TimeField(
        label=_("Giờ bắt đầu"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    ended = forms.TimeField(
        label=_("Giờ kết thúc"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("Để trống khi người ấy còn đang phát biểu."),
    )
    reason = reason_field(_("Lý do ghi bằng tay"))


class SummaryForm(forms.Form):
    """A line or two for the minutes; ``seen``: what the page showed."""

    summary = forms.CharField(
        label=_("Tóm tắt ghi vào biên bản"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Một, hai dòng: ý chính, kiến nghị."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)

    def show_kept(self, kept: str) -> None:
        """The next save stands on what is kept now."""
        self.data = {**self.data.dict(), "seen": kept}  # type: ignore[attr-defined]  # a QueryDict
