"""Forms of proposals: who wants what, and the words that are taken over."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from daihoi.base.errors import DomainError
from daihoi.congresses.models import Congress
from daihoi.elections.forms.hands import HandsForm
from daihoi.organizations.models import Person
from daihoi.resolutions.forms.drafts import WordsForm
from daihoi.resolutions.models import AmendmentKind
from daihoi.resolutions.queries.amendments import AmendmentPage


class AmendmentForm(WordsForm):
    kind = forms.ChoiceField(
        label=_("Đề nghị"), choices=AmendmentKind.choices, widget=forms.RadioSelect
    )
    person = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Đảng viên đề nghị"),
        required=False,
        empty_label=_("Không"),
    )
    proposer_name = forms.CharField(
        label=_("Hoặc người ngoài chi bộ"), required=False, max_length=160
    )
    reason = forms.CharField(label=_("Lý do"), required=False, max_length=400)
    field_order = ("kind", "text", "amount", "unit", "year", "group")

    def __init__(self, *args: Any, congress: Congress, **kwargs: Any) -> None:
        super().__init__(*args, congress=congress, **kwargs)
        people = Person.objects.filter(organization=congress.organization)
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        field.queryset = people.order_by("name_key", "pk")
        self.fields["text"].help_text = _(
            "Ghi toàn bộ điều khoản theo lời mới; đề nghị bỏ thì không cần ghi."
        )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not found.get("person") and not found.get("proposer_name", "").strip():
            self.add_error("person", _("Hãy chọn đảng viên hoặc ghi tên người đề nghị."))
        if found.get("person") and found.get("proposer_name", "").strip():
            self.add_error("proposer_name", _("Chỉ ghi ở đây khi người đề nghị ngoài chi bộ."))
        return found

    @property
    def proposal(self) -> dict[str, Any]:
        """For the action."""
        told = self.cleaned_data
        return {
            "kind": AmendmentKind(told["kind"]),
            "person": told["person"],
            "proposer_name": told["proposer_name"],
            "reason": told["reason"],
        }


class FinalForm(WordsForm):
    """The words that go into the resolution; begins with those proposed, on the clause of today."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, page: AmendmentPage, **kwargs: Any) -> None:
        amendment = page.row.amendment
        first = {**page.final, "revision": page.revision}
        super().__init__(
            *args,
            initial={**first, **kwargs.pop("initial", {})},
            congress=amendment.resolution.congress,
            is_target=page.final.get("kind") == "target",
            **kwargs,
        )
        self.fields["text"].label = _("Lời đưa vào nghị quyết")
        self._page = page
        self.fields["text"].required = True
        if amendment.kind == AmendmentKind.REMOVE:
            del self.fields["text"]

    def tell(self, refusal: DomainError) -> None:
        """Show a refusal; a clause that was changed meanwhile is on the page now: the next send stands on it."""
        self.add_error(None, refusal.in_full)
        if refusal.code == "outdated":
            revision = "" if self._page.revision is None else str(self._page.revision)
            self.data = {**self.data.dict(), "revision": revision}  # type: ignore[attr-defined]  # a QueryDict


class AcceptForm(FinalForm):
    note = forms.CharField(label=_("Ý kiến giải trình"), required=False, max_length=400)


class AmendmentVoteForm(HandsForm, FinalForm):
    """Hands on exactly these words."""


class WithdrawForm(forms.Form):
    note = forms.CharField(label=_("Ghi chú"), required=False, max_length=400)


class ReopenForm(forms.Form):
    reason = forms.CharField(label=_("Lý do mở lại"), max_length=400)


class VoteForm(HandsForm):
    """Hands on what the page showed."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
