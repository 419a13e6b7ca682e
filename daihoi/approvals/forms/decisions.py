"""What the superior says: of each paper, of the whole, and its decision."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from daihoi.approvals.models import ConfirmedPost, Submission, SubmissionItem
from daihoi.approvals.queries.items import seen_of
from daihoi.approvals.queries.submissions import conclusions_for
from daihoi.base import clock
from daihoi.congresses.forms.days import TargetFields
from daihoi.congresses.models.congresses import CongressForm
from daihoi.organizations.forms import day_field
from daihoi.registry.models import IncomingPaper
from daihoi.rules.approvals import ItemResult

RESULTS = [
    (ItemResult.APPROVED.value, _("Đồng ý")),
    (ItemResult.WITH_CHANGES.value, _("Đồng ý, cần sửa")),
    (ItemResult.RETURNED.value, _("Trả lại")),
]


class JudgingForm(forms.Form):
    """What is said of one paper."""

    result = forms.ChoiceField(label=_("Kết quả"), choices=RESULTS, widget=forms.RadioSelect)
    remark = forms.CharField(
        label=_("Nhận xét, yêu cầu sửa"), widget=forms.Textarea(attrs={"rows": 5}), required=False
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, item: SubmissionItem, **kwargs: Any) -> None:
        first = {"result": item.result, "remark": item.remark, "seen": seen_of(item)}
        super().__init__(*args, **kwargs)
        self.initial = {**first, **self.initial}

    @property
    def values(self) -> dict[str, Any]:
        told = self.cleaned_data
        return {
            "result": ItemResult(told["result"]),
            "remark": told["remark"],
            "seen": told["seen"] or None,
        }

    def look_again(self, item: SubmissionItem) -> None:
        """After a refusal the next press stands on what is kept now."""
        self.data = {**self.data.dict(), "seen": seen_of(item)}  # type: ignore[attr-defined]  # a QueryDict


class AppraisalForm(forms.Form):
    """The appraisal as a whole (S50)."""

    reviewer = forms.CharField(
        label=_("Người hoặc bộ phận thẩm định"),
        max_length=160,
        help_text=_("Ví dụ: Ban Tổ chức Đảng ủy Khối, đồng chí Nguyễn Văn An."),
    )
    appraised_on = day_field(_("Ngày thẩm định"))
    remarks = forms.CharField(
        label=_("Nhận xét chung"), widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    changes = forms.CharField(
        label=_("Yêu cầu sửa đổi, bổ sung"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )

    def __init__(self, *args: Any, submission: Submission, reviewer: str, **kwargs: Any) -> None:
        kept = getattr(submission, "appraisal", None)
        names = ("reviewer", "appraised_on", "remarks", "changes")
        first = {"reviewer": reviewer, "appraised_on": clock.today()}
        if kept is not None:
            first = {name: getattr(kept, name) for name in names}
        super().__init__(*args, **kwargs)
        self.initial = {**first, **self.initial}


class PaperFields(forms.Form):
    """The superior's paper; entered at home it is one of the register of incoming papers."""

    incoming = forms.ModelChoiceField(
        IncomingPaper.objects.none(),
        label=_("Văn bản của cấp trên trong sổ văn bản đến"),
        empty_label=_("chọn văn bản"),
    )
    paper_number = forms.CharField(
        label=_("Số, ký hiệu văn bản"), max_length=60, help_text=_("Ví dụ: 125-TB/ĐUK.")
    )
    paper_on = day_field(_("Ngày văn bản"))
    signer = forms.CharField(label=_("Người ký"), max_length=160)
    remarks = forms.CharField(
        label=_("Ý kiến"), widget=forms.Textarea(attrs={"rows": 4}), required=False
    )

    agrees = False  # what it says: yes, or that the dossier goes back

    def __init__(self, *args: Any, submission: Submission, on_paper: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"paper_on": clock.today(), **self.initial}
        if not on_paper:
            del self.fields["incoming"]
            return
        field = self.fields["incoming"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        field.queryset = conclusions_for(submission, agrees=self.agrees)
        field.help_text = _("Chưa thấy thì vào sổ văn bản đến trước; số và ngày lấy từ sổ.")
        for name in ("paper_number", "paper_on"):
            del self.fields[name]

    @property
    def came_in(self) -> IncomingPaper | None:
        return self.cleaned_data.get("incoming")

    @property
    def values(self) -> dict[str, Any]:
        """For the action; number and day of a paper that came in are those of the register."""
        told = {k: v for k, v in self.cleaned_data.items() if k != "incoming"}
        if self.came_in is not None:
            told |= {"paper_number": self.came_in.number, "paper_on": self.came_in.issued_on}
        return told


class ReturnForm(PaperFields):
    """A dossier goes back; it may be without a paper of its own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("paper_number", "signer"):
            if name in self.fields:
                self.fields[name].required = False
        self.fields["remarks"].label = _("Tổ chức phải sửa, bổ sung gì")


class ApprovalForm(PaperFields, TargetFields):
    """Approval, and for what it is given (P47)."""

    agrees = True
    valid_form = forms.ChoiceField(label=_("Hình thức đại hội"), choices=CongressForm.choices)
    valid_people = forms.IntegerField(label=_("Số người dự"), min_value=1, max_value=100_000)

    field_order = (
        "incoming", "paper_number", "paper_on", "signer", "target_on", "target_precision",
        "valid_form", "valid_people", "remarks",
    )  # fmt: skip

    def __init__(self, *args: Any, submission: Submission, **kwargs: Any) -> None:
        first = {
            "target_on": submission.target_on,
            "target_precision": submission.target_precision,
            "valid_form": submission.form,
            "valid_people": submission.people,
        }
        super().__init__(*args, submission=submission, **kwargs)
        self.initial = {**self.initial, **first}
        self.fields["target_on"].label = _("Phê duyệt cho đại hội ngày")

    @property
    def values(self) -> dict[str, Any]:
        told = super().values
        told["valid_on"] = told.pop("target_on")
        told["valid_precision"] = told.pop("target_precision")
        return told


class ConfirmForm(PaperFields):
    """Confirmation of results: a post that is refused is ticked and has its reason."""

    agrees = True

    def __init__(self, *args: Any, posts: list[ConfirmedPost], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._posts = posts
        for post in posts:
            self.fields[f"refused_{post.pk}"] = forms.BooleanField(
                label=_("Không chuẩn y: %(post)s") % {"post": post}, required=False
            )
            self.fields[f"reason_{post.pk}"] = forms.CharField(
                label=_("Lý do không chuẩn y %(post)s") % {"post": post},
                max_length=400,
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        for post in self._posts:
            if found.get(f"refused_{post.pk}") and not found.get(f"reason_{post.pk}"):
                self.add_error(f"reason_{post.pk}", _("Hãy ghi lý do không chuẩn y."))
        return found

    @property
    def refused(self) -> dict[int, str]:
        told = self.cleaned_data
        return {
            post.pk: told[f"reason_{post.pk}"] for post in self._posts if told[f"refused_{post.pk}"]
        }

    @property
    def values(self) -> dict[str, Any]:
        return {
            name: value
            for name, value in super().values.items()
            if not name.startswith(("refused_", "reason_"))
        }


class RefusalForm(PaperFields):
    """Results are not recognised."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["remarks"].required = True
        self.fields["remarks"].label = _("Lý do không công nhận")


class ValidityForm(forms.Form):
    """Whether an approval still holds."""

    holds = forms.ChoiceField(
        label=_("Phê duyệt"),
        choices=[("yes", _("vẫn còn hiệu lực")), ("no", _("không còn, phải trình lại"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Vì sao"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ghi ý kiến của cấp trên: ai trả lời, ngày nào, bằng văn bản nào."),
    )

    @property
    def values(self) -> dict[str, Any]:
        told = self.cleaned_data
        return {"holds": told["holds"] == "yes", "reason": told["reason"]}
