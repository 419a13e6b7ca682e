"""Forms of the running script: beginning, changed order, stamps by hand, matters put to the vote."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from daihoi.base.errors import DomainError, RuleBroken
from daihoi.conduct.queries.matters import LABELS
from daihoi.elections.models import Vote
from daihoi.programme.models.programmes import LEAST, MOST, VOTE_CHOICES

HANDS_ONLY = [choice for choice in VOTE_CHOICES if "S" not in choice[0]]
MOST_PEOPLE = 200


def reason_field(label: Any = gettext_lazy("Lý do")) -> forms.CharField:
    return forms.CharField(label=label, max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class SeenForm(forms.Form):
    """Carries the revision its page showed; a refusal is told on top, with its source."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def tell(self, refusal: DomainError, revision: int) -> None:
        """Say why; the next press stands on what is told here."""
        words = [refusal.in_full]
        if isinstance(refusal, RuleBroken) and refusal.findings:
            bases = "; ".join(dict.fromkeys(str(each.basis) for each in refusal.findings))
            words.append(_("Căn cứ: %(bases)s.") % {"bases": bases})
        kept = {**self.data.dict(), "revision": str(revision)}  # type: ignore[attr-defined]  # a QueryDict
        if isinstance(refusal, RuleBroken) and refusal.code == "to_accept":
            kept["accepts"] = ",".join(each.code for each in refusal.findings)
            words.append(_("Nếu đoàn chủ tịch vẫn quyết định như vậy, hãy bấm lần nữa."))
        self.add_error(None, " ".join(words))
        self.data = kept


class OrderForm(SeenForm):
    """A change of the order for a reason; ``accepts``: what was told and is done all the same."""

    accepts = forms.CharField(widget=forms.HiddenInput, required=False)
    reason = reason_field()

    @property
    def values(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class StartForm(forms.Form):
    reason = reason_field(gettext_lazy("Lý do vẫn bắt đầu"))

    def __init__(self, *args: Any, asks_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_reason:
            del self.fields["reason"]


class PlaceForm(OrderForm):
    """``before``: the item it comes before; "" is last."""

    before = forms.TypedChoiceField(
        label=gettext_lazy("Đặt trước mục"), coerce=int, required=False, empty_value=None
    )

    def __init__(self, *args: Any, ahead: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["before"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [*ahead, ("", gettext_lazy("(cuối chương trình)"))]
        self.order_fields(
            ["title", "minutes", "introduced", "conducted", "votes", "words", "before"]
        )


class AddForm(PlaceForm):
    title = forms.CharField(label=gettext_lazy("Nội dung"), max_length=300)
    minutes = forms.IntegerField(label=gettext_lazy("Số phút"), min_value=LEAST, max_value=MOST)
    introduced = forms.CharField(
        label=gettext_lazy("Người giới thiệu"), max_length=200, required=False
    )
    conducted = forms.CharField(label=gettext_lazy("Người thực hiện"), max_length=400)
    votes = forms.ChoiceField(label=gettext_lazy("Biểu quyết"), choices=HANDS_ONLY, required=False)
    words = forms.CharField(
        label=gettext_lazy("Lời dẫn"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class MinutesForm(SeenForm):
    minutes = forms.IntegerField(
        label=gettext_lazy("Số phút dành cho mục này"), min_value=LEAST, max_value=MOST
    )
    reason = reason_field()


class StampForm(SeenForm):
    started = forms.TimeField(
        label=gettext_lazy("Giờ bắt đầu"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    ended = forms.TimeField(
        label=gettext_lazy("Giờ xong"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=gettext_lazy("Để trống khi mục còn đang làm."),
    )
    reason = reason_field(gettext_lazy("Lý do ghi bằng tay"))


class MinuteForm(forms.Form):
    """A line or two for the minutes; ``seen``: what the page showed."""

    minuted = forms.CharField(
        label=gettext_lazy("Ghi vào biên bản"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Một, hai dòng: diễn biến, ý kiến đáng ghi."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)

    def show_kept(self, kept: str) -> None:
        """The next save stands on what is kept now."""
        self.data = {**self.data.dict(), "seen": kept}  # type: ignore[attr-defined]  # a QueryDict


class QuestionForm(SeenForm):
    matter = forms.ChoiceField(label=gettext_lazy("Loại biểu quyết"), choices=list(LABELS.items()))
    subject = forms.CharField(
        label=gettext_lazy("Biểu quyết về"),
        max_length=Vote._meta.get_field("subject").max_length,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    number = forms.IntegerField(
        label=gettext_lazy("Số lượng"),
        min_value=1,
        max_value=MOST_PEOPLE,
        required=False,
        help_text=gettext_lazy("Chỉ khi biểu quyết số lượng: bao nhiêu người."),
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if str(told.get("matter", "")).endswith("_number") and not told.get("number"):
            self.add_error("number", _("Hãy ghi số người."))
        return told
