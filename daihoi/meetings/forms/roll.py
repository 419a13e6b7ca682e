"""Forms of the roll: people to add, guests, who is there, what is answered."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from daihoi.base import clock
from daihoi.base.errors import BadFile, DomainError
from daihoi.base.revisions import Outdated, fingerprint
from daihoi.files.forms import UploadField
from daihoi.meetings.forms.meetings import ClockField
from daihoi.meetings.models import (
    GUEST_FIELDS,
    MARKED,
    GuestGroup,
    Invitee,
    Meeting,
    Presence,
    Reply,
    WrittenChoice,
)
from daihoi.meetings.queries.guests import GuestList, listed_guests, pasted_guests
from daihoi.meetings.queries.roll import people_to_add
from daihoi.meetings.queries.roll_page import moment_of
from daihoi.organizations.forms import day_field
from daihoi.vietnamese.text import tidy


def _reason(label: Any, *, required: bool = False) -> forms.CharField:
    return forms.CharField(label=label, max_length=300, required=required)


class SeenForm(forms.Form):
    """A form about a thing that others may change too: it carries what its page showed."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    watched: ClassVar[Sequence[str]]

    def show(self, thing: Model) -> None:
        self.initial["seen"] = fingerprint(thing, self.watched)

    @property
    def seen_state(self) -> str | None:
        """For the action; None where no page was shown."""
        return self.cleaned_data["seen"] or None

    def tell(self, refusal: DomainError) -> None:
        """Show a refusal; after `Outdated` the next save stands on what is kept now."""
        self.add_error(None, refusal.in_full)
        if isinstance(refusal, Outdated):
            seen = fingerprint(refusal.current, self.watched)
            self.data = {**self.data.dict(), "seen": seen}  # type: ignore[attr-defined]  # a QueryDict


class InviteeForm(forms.Form):
    """Somebody of the organization; a reason once the meeting has begun."""

    person = forms.TypedChoiceField(label=_("Người được mời"), coerce=int)
    reason = _reason(_("Lý do bổ sung"))

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [("", _("Chọn người")), *people_to_add(meeting)]
        if meeting.is_before_opening:
            del self.fields["reason"]
        else:
            self.fields["reason"].required = True


class GuestForm(SeenForm):
    """A guest by name (P66)."""

    watched = GUEST_FIELDS

    guest_name = forms.CharField(label=_("Họ và tên"), max_length=120)
    guest_post = forms.CharField(label=_("Chức vụ"), max_length=160, required=False)
    guest_unit = forms.CharField(label=_("Đơn vị"), max_length=160, required=False)
    guest_group = forms.ChoiceField(
        label=_("Nhóm khách"),
        choices=[("", _("Không ghi")), *GuestGroup.choices],
        required=False,
        help_text=_("Văn bản xếp khách theo nhóm, cấp trên trước; khách không ghi nhóm đứng sau."),
    )
    reason = _reason(_("Lý do bổ sung"), required=True)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if meeting.is_before_opening or self.initial:
            del self.fields["reason"]

    def clean_guest_name(self) -> str:
        return tidy(self.cleaned_data["guest_name"])

    @property
    def values(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in GUEST_FIELDS}

    @property
    def added_because(self) -> str:
        return str(self.cleaned_data.get("reason", ""))


def of_guest(row: Invitee) -> dict[str, str]:
    """What the form of a guest begins with."""
    return {
        "seen": fingerprint(row, GUEST_FIELDS),
        "guest_name": row.guest_name,
        "guest_post": row.guest_post,
        "guest_unit": row.guest_unit,
        "guest_group": row.guest_group,
    }


class GuestListForm(forms.Form):
    """Many guests: pasted lines or an Excel file; every wrong line is told, none is kept."""

    text = forms.CharField(
        label=_("Dán danh sách"),
        help_text=_(
            "Mỗi dòng một khách: họ và tên, chức vụ, đơn vị. Dán thẳng từ Excel, hoặc ngăn bằng"
            " dấu chấm phẩy."
        ),
        widget=forms.Textarea(attrs={"rows": 8}),
        required=False,
        max_length=100_000,
    )
    file = UploadField(
        label=_("Hoặc tệp Excel (.xlsx)"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        text, file = found.get("text", ""), found.get("file")
        if bool(text.strip()) == bool(file):
            raise forms.ValidationError(_("Hãy dán danh sách hoặc chọn một tệp, một trong hai."))
        try:
            told = listed_guests(file.read(), file.name) if file else pasted_guests(text)
        except BadFile as refusal:
            raise forms.ValidationError(str(refusal.message)) from refusal
        self._refuse(told)
        found["guests"] = told.guests
        return found

    def _refuse(self, told: GuestList) -> None:
        if told.problems:
            raise forms.ValidationError(
                [_("Chưa thêm ai vì danh sách có dòng sai. Hãy sửa rồi gửi lại."), *told.problems]
            )
        if not told.guests:
            raise forms.ValidationError(_("Danh sách không có dòng nào có tên."))


class MarkForm(SeenForm):
    """Put one line of the roll right: who was there, since when, why not."""

    watched = MARKED

    presence = forms.ChoiceField(
        label=_("Điểm danh"), choices=Presence.choices, widget=forms.RadioSelect
    )
    at = ClockField(
        label=_("Giờ đến, hoặc giờ về trước"),
        required=False,
        help_text=_("Để trống là lúc này. Ví dụ: 13:45."),
    )
    reason = _reason(_("Lý do vắng, ghi chú"))

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("presence") == Presence.EXCUSED and not found.get("reason"):
            self.add_error("reason", _("Vắng có lý do thì phải ghi lý do."))
        return found

    def values(self, meeting: Meeting) -> dict[str, Any]:
        """For the action; the hour is of the meeting's day."""
        told = self.cleaned_data
        return {
            "presence": Presence(told["presence"]),
            "reason": told["reason"],
            "at": moment_of(meeting, told["at"]),
            "seen": self.seen_state,
        }


class ReplyForm(forms.Form):
    reply = forms.ChoiceField(choices=[c for c in Reply.choices if c[0]])
    reason = _reason(_("Lý do xin vắng"))


class AnswerForm(forms.Form):
    """One's own answer on one matter."""

    choice = forms.ChoiceField(
        label=_("Ý kiến của tôi"), choices=WrittenChoice.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("Nội dung ý kiến"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=4000,
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("choice") == WrittenChoice.OTHER and not found.get("text", "").strip():
            self.add_error("text", _("Ý kiến khác thì phải ghi nội dung."))
        return found


class PaperAnswerForm(AnswerForm):
    """What somebody answered on paper."""

    item = forms.TypedChoiceField(label=_("Nội dung"), coerce=int)
    invitee = forms.TypedChoiceField(label=_("Đồng chí"), coerce=int)
    answered_on = day_field(_("Ngày ghi trên phiếu"))

    field_order = ["invitee", "item", "choice", "text", "answered_on"]

    def __init__(
        self,
        *args: Any,
        items: list[tuple[int, str]],
        people: list[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("item", items), ("invitee", people)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
            field.choices = choices
        self.fields["choice"].label = _("Ý kiến trên phiếu")
        self.initial.setdefault("answered_on", clock.today())
