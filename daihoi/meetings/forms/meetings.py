"""Forms of a meeting and of its agenda."""

import re
from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Permission, can
from daihoi.base import clock
from daihoi.base.revisions import RevisedForm
from daihoi.congresses.models import Subcommittee
from daihoi.meetings.models import AgendaItem, HalfDay, Meeting, MeetingKind
from daihoi.meetings.queries.agenda import documents_for, papers_for, presenters_for
from daihoi.meetings.queries.meetings import congresses_of
from daihoi.meetings.queries.seen import managing_places
from daihoi.organizations.forms import day_field
from daihoi.organizations.models import Organization
from daihoi.vietnamese.text import tidy

_TIME = re.compile(r"(\d{1,2})\s*(?:[:hg.]|giờ)?\s*(\d{2})?\s*(?:phút|p)?", re.IGNORECASE)


class ClockField(forms.TimeField):
    """An hour typed as people write it: 13:30, 13h30, 13 giờ 30, 7h."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> time | None:
        if value in self.empty_values or isinstance(value, time):
            return value or None
        found = _TIME.fullmatch(tidy(str(value)))
        hour, minute = (int(part or 0) for part in found.groups()) if found else (99, 0)
        if hour > 23 or minute > 59:
            raise forms.ValidationError(
                _("“%(value)s” không phải giờ; viết như 13:30."), params={"value": value}
            )
        return time(hour, minute)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H:%M}" if isinstance(value, time) else value


class MeetingForm(RevisedForm[Meeting]):
    """A meeting; congress and kind are chosen once people are not called yet."""

    on = day_field(_("Ngày họp"))
    starts_at = ClockField(label=_("Giờ bắt đầu"), required=False, help_text=_("Ví dụ: 13:30."))
    ends_at = ClockField(label=_("Giờ kết thúc"), required=False)
    answers_due_on = day_field(_("Hạn gửi ý kiến"), required=False)
    quorum_numerator = forms.IntegerField(
        label=_("Tỷ lệ phải có mặt: tử số"), min_value=1, max_value=100, required=False
    )
    quorum_denominator = forms.IntegerField(
        label=_("Mẫu số"), min_value=1, max_value=100, required=False
    )

    class Meta:
        model = Meeting
        fields = [
            "kind", "form", "topic", "on", "half_day", "starts_at", "ends_at", "place", "congress",
            "subcommittee", "chair", "minute_taker", "answers_due_on", "dress", "duties",
            "quorum_numerator", "quorum_denominator", "quorum_source",
        ]  # fmt: skip
        labels = {
            "subcommittee": _("Nơi chuẩn bị"),
            "congress": _("Đại hội"),
            "chair": _("Chủ trì"),
            "minute_taker": _("Người ghi biên bản"),
        }
        help_texts = {
            "subcommittee": _("Họp tiểu ban thì chọn tiểu ban đó."),
            "minute_taker": _("Phải có trước khi khai mạc."),
            "quorum_source": _("Chỉ ghi khi chi bộ có quy định riêng; để trống là theo mặc định."),
        }

    main = ("kind", "topic", "on", "half_day", "starts_at", "ends_at", "place", "chair", "minute_taker")  # fmt: skip

    def __init__(self, *args: Any, organization: Organization, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["half_day"].choices = [("", _("Không ghi buổi")), *HalfDay.choices]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["kind"].choices = [("", _("Chọn loại")), *MeetingKind.choices]  # type: ignore[attr-defined]  # a ChoiceField
        people = presenters_for(self.instance if self.instance.pk else Meeting(organization=organization))  # fmt: skip
        whole = can(viewer, Permission.MEETINGS_MANAGE, at=organization)
        bodies = [body.pk for body in managing_places(organization, viewer)]
        offered = Subcommittee.objects.filter(pk__in=bodies).select_related("congress")
        for name, found, nothing in (
            ("chair", people, _("Chưa chọn")),
            ("minute_taker", people, _("Chưa chọn")),
            ("congress", congresses_of(organization), _("Không")),
            ("subcommittee", offered.order_by("pk"), _("Chi ủy") if whole else None),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type checker
            field.queryset, field.required, field.empty_label = found, False, nothing
        self.initial.setdefault("on", clock.today())

    def clean_topic(self) -> str:
        return tidy(self.cleaned_data["topic"])

    def clean_place(self) -> str:
        return tidy(self.cleaned_data["place"])

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        starts, ends = found.get("starts_at"), found.get("ends_at")
        if ends and (starts is None or ends <= starts):
            self.add_error("ends_at", _("Giờ kết thúc phải sau giờ bắt đầu."))
        if found.get("kind") == MeetingKind.SUBCOMMITTEE and not found.get("subcommittee"):
            self.add_error("subcommittee", _("Họp tiểu ban thì phải chọn tiểu ban."))
        body = found.get("subcommittee")
        if body and not found.get("congress"):
            found["congress"] = body.congress
        if found.get("kind") == MeetingKind.CONGRESS and not found.get("congress"):
            self.add_error("congress", _("Hãy chọn đại hội mà cuộc họp này là."))
        return found


class ItemForm(RevisedForm[AgendaItem]):
    """A matter of the agenda: its title, minutes, presenter, and what it is about."""

    minutes = forms.IntegerField(
        label=_("Số phút"),
        min_value=1,
        max_value=480,
        required=False,
        error_messages={
            "min_value": _("Một nội dung ít nhất 1 phút."),
            "max_value": _("Một nội dung không quá 480 phút; hãy chia thành nhiều nội dung."),
        },
    )

    class Meta:
        model = AgendaItem
        fields = ["title", "minutes", "presenter", "presenter_name", "document", "paper"]
        labels = {
            "presenter": _("Người trình bày"),
            "presenter_name": _("Hoặc tên người ngoài chi bộ"),
            "document": _("Văn kiện"),
            "paper": _("Văn bản kèm theo"),
        }

    def __init__(self, *args: Any, meeting: Meeting, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, found in (
            ("presenter", presenters_for(meeting)),
            ("document", documents_for(meeting)),
            ("paper", papers_for(meeting, viewer=viewer)),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type checker
            field.queryset, field.required, field.empty_label = found, False, _("Không")

    def clean_title(self) -> str:
        return tidy(self.cleaned_data["title"])
