"""Forms of what somebody decides about a ballot: why, who, by which hands or paper."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from daihoi.elections.forms.hands import MOST
from daihoi.elections.forms.results import TellingForm
from daihoi.elections.models import Decider
from daihoi.elections.queries.decisions import Decision, SuperiorsPaper
from daihoi.elections.queries.hands import Hands
from daihoi.organizations.forms.days import day_field

BY_CONGRESS = _("(khi đại hội quyết định)")
BY_SUPERIOR = _("(khi cấp trên quyết định)")
HANDS = ("votes_for", "votes_against", "votes_other")
PAPER = ("paper_number", "paper_on", "issuer")


class ReasonWhyForm(TellingForm):
    reason = forms.CharField(
        label=_("Lý do"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


class DecisionForm(ReasonWhyForm):
    """Why and who decides; only what the deciders of the day need is asked."""

    decider = forms.TypedChoiceField(
        label=_("Ai quyết định"), coerce=Decider, widget=forms.RadioSelect
    )
    votes_for = forms.IntegerField(
        label=_("Số người đồng ý"), min_value=0, max_value=MOST, required=False
    )
    votes_against = forms.IntegerField(
        label=_("Số người không đồng ý"), min_value=0, max_value=MOST, required=False
    )
    votes_other = forms.IntegerField(
        label=_("Số người có ý kiến khác"), min_value=0, max_value=MOST, required=False
    )
    paper_number = forms.CharField(label=_("Số, ký hiệu văn bản"), max_length=60, required=False)
    paper_on = day_field(_("Ngày văn bản"), required=False)
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=160, required=False)

    def __init__(self, *args: Any, deciders: Sequence[Decider], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["decider"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [(each.value, each.label) for each in deciders]
        if len(deciders) == 1:
            field.initial = deciders[0].value
        self._ask(HANDS, BY_CONGRESS, is_asked=Decider.CONGRESS in deciders)
        self._ask(PAPER, BY_SUPERIOR, is_asked=Decider.SUPERIOR in deciders)

    @property
    def decision(self) -> Decision:
        """For the action, which says what is missing."""
        told = self.cleaned_data
        hands, paper = [told.get(name) for name in HANDS], None
        if told.get("paper_on"):
            paper = SuperiorsPaper(told["paper_number"], told["paper_on"], told["issuer"])
        is_given = any(each is not None for each in hands)
        return Decision(
            told["decider"], Hands(*(each or 0 for each in hands)) if is_given else None, paper
        )

    def _ask(self, names: Sequence[str], note: StrPromise, *, is_asked: bool) -> None:
        for name in names:
            if is_asked:
                self.fields[name].optional_note = note  # type: ignore[attr-defined]  # for the page
            else:
                del self.fields[name]


class VoidForm(DecisionForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Lý do bỏ lượt bầu")
        self.fields["reason"].help_text = _(
            "Lý do và ai quyết định hiện ở trang kết quả, nhật ký và biên bản kiểm phiếu của lượt bầu"
            " lại."
        )


class RecountToldForm(DecisionForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Lý do kiểm lại")
        self.fields["reason"].help_text = _(
            "Hiện ở màn hình hội trường, trang kết quả và biên bản kiểm phiếu."
        )


class DropRecountForm(ReasonWhyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Lý do dừng kiểm lại")
