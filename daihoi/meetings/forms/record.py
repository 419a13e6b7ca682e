"""Forms of the record: what is said, votes, conclusions; each entry has its key from the page."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from daihoi.base.revisions import RevisedForm
from daihoi.congresses.forms.tasks import RecipientSelect
from daihoi.congresses.queries.recipients import Choices
from daihoi.documents.forms.opinions import KINDS
from daihoi.documents.models import Document
from daihoi.documents.queries.places import TEXT_LETTERS
from daihoi.meetings.actions.conclusions import TEXT_LETTERS as CONCLUSION_LETTERS
from daihoi.meetings.forms.roll import SeenForm
from daihoi.meetings.models import (
    HANDLED,
    AgendaItem,
    Aim,
    Conclusion,
    ConclusionKind,
    Handling,
    Invitee,
    Meeting,
    Statement,
)
from daihoi.organizations.forms import day_field

MOST_HANDS = 9_999
LATEST_MS = 10**14
NOT_CALLED = _(
    "Người này không có trong danh sách dự họp. Hãy thêm ở trang điểm danh rồi gửi lại;"
    " điều đã viết vẫn được giữ."
)
NO_ITEM = _("Nội dung này không còn trong chương trình họp. Hãy chọn nội dung khác.")


class EntryForm(forms.Form):
    """What every entry carries: its key, when it was typed, on which matter."""

    client_key = forms.UUIDField(widget=forms.HiddenInput)
    typed_at = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=0, max_value=LATEST_MS
    )
    item = forms.ModelChoiceField(
        AgendaItem.objects.none(),
        widget=forms.HiddenInput,
        error_messages={"required": NO_ITEM, "invalid_choice": NO_ITEM},
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("client_key", uuid4())
        super().__init__(*args, **kwargs)
        _from(self, "item", meeting.items.all())

    @property
    def key(self) -> dict[str, Any]:
        """Who it is: for the action."""
        key: UUID = self.cleaned_data["client_key"]
        return {"client_key": key, "typed_at": self.cleaned_data["typed_at"]}


def _text_field(label: Any, limit: int) -> forms.CharField:
    return forms.CharField(
        label=label,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=limit,
        error_messages={
            "required": _("Hãy ghi nội dung."),
            "max_length": _(
                "Nội dung dài %(show_value)d chữ cái, quá %(limit_value)d. Hãy chia thành nhiều dòng."
            ),
        },
    )


class StatementForm(EntryForm):
    invitee = forms.ModelChoiceField(
        Invitee.objects.none(),
        label=_("Người phát biểu"),
        empty_label=_("Chọn người phát biểu"),
        error_messages={
            "required": _("Hãy chọn người phát biểu."),
            "invalid_choice": NOT_CALLED,
        },
    )
    aim = forms.ChoiceField(
        label=_("Ghi vào"),
        choices=Aim.choices,
        widget=forms.RadioSelect,
        initial=Aim.DISCUSSION.value,
    )
    document = forms.ModelChoiceField(
        Document.objects.none(), label=_("Văn kiện"), required=False, empty_label=_("Chọn văn kiện")
    )
    place_text = forms.CharField(
        label=_("Ở mục, đoạn nào"),
        max_length=300,
        required=False,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "placeholder": _("Ví dụ: đoạn 41; mục 3.1; chỉ tiêu 5")}
        ),
    )
    place_block = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label=_("Loại ý kiến"), choices=[("", _("Chưa ghi loại")), *KINDS], required=False
    )
    text = _text_field(_("Nội dung"), TEXT_LETTERS)

    def __init__(
        self, *args: Any, meeting: Meeting, documents: list[Document], **kwargs: Any
    ) -> None:
        super().__init__(*args, meeting=meeting, **kwargs)
        _from(self, "invitee", _roll(meeting))
        _from(self, "document", _among(documents))

    @property
    def values(self) -> dict[str, Any]:
        names = ("item", "invitee", "text", "aim", "kind", "document", "place_text", "place_block")
        return {name: self.cleaned_data[name] for name in names}


class VoteForm(EntryForm):
    subject = forms.CharField(
        label=_("Biểu quyết về"),
        max_length=300,
        error_messages={"required": _("Hãy ghi biểu quyết về việc gì.")},
    )
    votes_for = forms.IntegerField(label=_("Đồng ý"), min_value=0, max_value=MOST_HANDS)
    votes_against = forms.IntegerField(
        label=_("Không đồng ý"), min_value=0, max_value=MOST_HANDS, required=False
    )
    votes_other = forms.IntegerField(
        label=_("Ý kiến khác"), min_value=0, max_value=MOST_HANDS, required=False
    )

    @property
    def counted(self) -> tuple[int, int, int]:
        """For, against, other; what was left empty is nobody."""
        data = self.cleaned_data
        return data["votes_for"], data["votes_against"] or 0, data["votes_other"] or 0


class ConclusionForm(EntryForm):
    text = _text_field(_("Chủ trì kết luận"), CONCLUSION_LETTERS)
    kind = forms.ChoiceField(
        label=_("Thành"),
        choices=ConclusionKind.choices,
        widget=forms.RadioSelect,
        initial=ConclusionKind.NOTE.value,
    )
    recipient = forms.ChoiceField(label=_("Giao cho"), required=False, widget=RecipientSelect)
    recipient_name = forms.CharField(label=_("Nhắc ai"), max_length=200, required=False)
    due_on = day_field(_("Hạn"), required=False)
    is_urgent = forms.BooleanField(label=_("Khẩn trương"), required=False)

    def __init__(self, *args: Any, meeting: Meeting, recipients: Choices, **kwargs: Any) -> None:
        super().__init__(*args, meeting=meeting, **kwargs)
        _offer(self, recipients, with_name=meeting.congress_id is None)

    @property
    def values(self) -> dict[str, Any]:
        names = ("item", "text", "kind", "recipient", "recipient_name", "due_on", "is_urgent")
        return {name: self.cleaned_data.get(name) for name in names}


class StatementEditForm(RevisedForm[Statement]):
    class Meta:
        model = Statement
        fields = ["invitee", "aim", "document", "place_text", "kind", "text"]
        widgets = {"aim": forms.RadioSelect, "text": forms.Textarea(attrs={"rows": 4})}
        labels = {"invitee": _("Người phát biểu"), "document": _("Văn kiện")}

    def __init__(self, *args: Any, documents: list[Document], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _from(self, "invitee", _roll(self.instance.item.meeting))
        _from(self, "document", _among(documents))
        self.fields["document"].required = False
        self.fields["aim"].choices = Aim.choices  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["kind"].choices = [("", _("Chưa ghi loại")), *KINDS]  # type: ignore[attr-defined]  # the same


class ConclusionEditForm(RevisedForm[Conclusion]):
    recipient = forms.ChoiceField(label=_("Giao cho"), required=False, widget=RecipientSelect)
    due_on = day_field(_("Hạn"), required=False)

    class Meta:
        model = Conclusion
        fields = ["text", "kind", "recipient", "recipient_name", "due_on", "is_urgent"]
        widgets = {"kind": forms.RadioSelect, "text": forms.Textarea(attrs={"rows": 4})}
        labels = {"recipient_name": _("Nhắc ai")}

    def __init__(self, *args: Any, recipients: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meeting = self.instance.item.meeting
        self.fields["kind"].choices = ConclusionKind.choices  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["recipient_name"].required = False
        _offer(self, recipients, with_name=meeting.congress_id is None)


class HandlingForm(SeenForm):
    """What becomes of an opinion on preparation."""

    watched = HANDLED

    result = forms.ChoiceField(
        label=_("Cách xử lý"), choices=Handling.Result.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("Nội dung trả lời, ghi chú"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4_000,
        required=False,
    )
    recipient = forms.ChoiceField(label=_("Giao cho"), required=False, widget=RecipientSelect)
    due_on = day_field(_("Hạn"), required=False)
    is_urgent = forms.BooleanField(label=_("Khẩn trương"), required=False)

    def __init__(self, *args: Any, recipients: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, recipients, with_name=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        result = cleaned.get("result")
        if result == Handling.Result.TASK and not cleaned.get("recipient"):
            self.add_error("recipient", _("Hãy chọn giao cho ai."))
        if result == Handling.Result.ANSWERED and not cleaned.get("text"):
            self.add_error("text", _("Hãy viết nội dung trả lời."))
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """For the action."""
        told = self.cleaned_data
        task = {name: told[name] for name in ("recipient", "due_on", "is_urgent")}
        return {
            "result": told["result"], "text": told["text"], "task": task, "seen": self.seen_state
        }  # fmt: skip


class AdditionForm(forms.Form):
    text = forms.CharField(
        label=_("Nội dung bổ sung, đính chính"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4_000,
        error_messages={"required": _("Hãy viết nội dung bổ sung.")},
    )


class ReopenForm(forms.Form):
    reason = forms.CharField(
        label=_("Lý do mở lại để sửa"),
        max_length=300,
        error_messages={"required": _("Hãy ghi lý do mở lại.")},
    )


def _from(form: forms.BaseForm, name: str, rows: Any) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type checker
    field.queryset = rows


def _roll(meeting: Meeting) -> Any:
    return meeting.invitees.select_related("person").order_by("name_key", "pk")


def _among(documents: list[Document]) -> Any:
    return Document.objects.filter(pk__in=[each.pk for each in documents]).order_by("pk")


def _offer(form: forms.BaseForm, recipients: Choices, *, with_name: bool) -> None:
    """Whom it may be given to; without a congress a name is written instead."""
    field = form.fields["recipient"]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
    assert isinstance(field.widget, RecipientSelect)  # noqa: S101 - for the type checker
    groups = [(title, [(each.value, each.name) for each in of]) for title, of in recipients]
    field.choices = [("", _("Chọn nơi nhận")), *groups]
    field.widget.refused = frozenset(
        each.value for _title, of in recipients for each in of if each.refusal
    )
    if "recipient_name" in form.fields:
        unused = "recipient" if with_name else "recipient_name"
        del form.fields[unused]
