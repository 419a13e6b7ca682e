"""Forms of the draft: where it comes from, its clauses."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from daihoi.base.errors import DomainError
from daihoi.base.revisions import Outdated, RevisedForm
from daihoi.congresses.forms.targets import YearField
from daihoi.congresses.models import Congress, TargetGroup
from daihoi.documents.models import Version
from daihoi.papers.comparison.words import Words, words_between
from daihoi.resolutions.models import Clause, ClauseKind

TYPED = 0  # from no version
TARGET_FIELDS = ("unit", "amount", "year", "group")


class BeginForm(forms.Form):
    title = forms.CharField(label=_("Tên nghị quyết"), max_length=300)
    source = forms.TypedChoiceField(
        label=_("Lấy nội dung từ"), coerce=int, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, sources: Sequence[Version], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sources = {each.pk: each for each in sources}
        field = self.fields["source"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [
            *((each.pk, f"{each.document.title}, bản {each.number}") for each in sources),
            (TYPED, _("Gõ từng điều khoản; lấy sẵn các chỉ tiêu đã ghi khi chuẩn bị")),
        ]
        self.initial.setdefault("source", sources[0].pk if sources else TYPED)

    @property
    def version(self) -> Version | None:
        return self._sources.get(self.cleaned_data["source"])


class ClauseForm(RevisedForm[Clause]):
    """The words of one clause; unit, amount, year and group of a target."""

    year = YearField(label=_("Năm"), required=False)
    difference: Words = ()

    class Meta:
        model = Clause
        fields = ["text", *TARGET_FIELDS]
        widgets = {"text": forms.Textarea(attrs={"rows": 6})}

    def __init__(self, *args: Any, congress: Congress, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind == ClauseKind.TARGET:
            self.fields["text"].label = _("Chỉ tiêu")
            self.fields["group"].required = True
            year = self.fields["year"]
            assert isinstance(year, YearField)  # noqa: S101 - for the type checker
            year.offer(congress)
            return
        for name in TARGET_FIELDS:
            del self.fields[name]

    def tell(self, refusal: DomainError) -> None:
        """After `Outdated` also where the two texts differ."""
        if isinstance(refusal, Outdated) and isinstance(refusal.current, Clause):
            self.difference = words_between(refusal.current.text, self.cleaned_data["text"])
        super().tell(refusal)


class KindForm(forms.Form):
    """Which kind of clause is typed, behind which."""

    kind = forms.ChoiceField(choices=ClauseKind.choices, initial=ClauseKind.TEXT)
    after = forms.IntegerField(required=False)


class WordsForm(forms.Form):
    """The words of a clause that somebody proposes, or that are taken over."""

    text = forms.CharField(
        label=_("Lời đề nghị"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    unit = forms.CharField(label=_("Đơn vị"), required=False, max_length=60)
    amount = forms.CharField(label=_("Mức"), required=False, max_length=120)
    year = YearField(label=_("Năm"), required=False)
    group = forms.ChoiceField(label=_("Nhóm chỉ tiêu"), choices=TargetGroup.choices, required=False)

    def __init__(self, *args: Any, congress: Congress, is_target: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        year = self.fields["year"]
        assert isinstance(year, YearField)  # noqa: S101 - for the type checker
        year.offer(congress)
        if not is_target:
            for name in TARGET_FIELDS:
                del self.fields[name]

    @property
    def words(self) -> dict[str, Any]:
        """Values of a clause, as far as the form asks for them; a group only if one was chosen."""
        told = self.cleaned_data
        names = [name for name in ("text", *TARGET_FIELDS) if name in told]
        return {name: told[name] for name in names if name != "group" or told[name]}
