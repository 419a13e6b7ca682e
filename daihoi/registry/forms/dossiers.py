"""Forms of dossiers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from daihoi.congresses.models import Congress
from daihoi.registry.models import Dossier, IncomingPaper, Paper
from daihoi.registry.queries.dossiers import incoming_to_add, papers_to_add, usual_papers

MOST_SETS = 500
NAME_LETTERS = 120


class PapersForm(forms.Form):
    """Which papers of a congress; drafts and issued ones, and those that came in."""

    papers = forms.ModelMultipleChoiceField(
        Paper.objects.none(),
        label=_("Văn bản của đại hội"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    incoming = forms.ModelMultipleChoiceField(
        IncomingPaper.objects.none(),
        label=_("Văn bản đến"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        congress: Congress,
        viewer: Any,
        dossier: Dossier | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        papers = papers_to_add(congress, viewer=viewer)
        incoming = incoming_to_add(congress, viewer=viewer)
        if dossier:
            inside = dossier.items.values_list("paper_id", "incoming_id")
            papers = papers.exclude(pk__in=[paper for paper, _incoming in inside if paper])
            incoming = incoming.exclude(pk__in=[pk for _paper, pk in inside if pk])
        for name, rows in (("papers", papers), ("incoming", incoming)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101 - for the checker
            field.queryset = rows
            if not rows:
                del self.fields[name]
        self.choices = list(papers)

    @property
    def chosen(self) -> dict[str, list[Any]]:
        """What the actions take."""
        found = self.cleaned_data
        return {name: list(found.get(name, ())) for name in ("papers", "incoming")}

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not any(found.get(name) for name in ("papers", "incoming")):
            raise forms.ValidationError(_("Hãy chọn ít nhất một văn bản."))
        return found


class DossierForm(PapersForm):
    """A new dossier; the papers usually sent for approval are ticked."""

    name = forms.CharField(label=_("Tên hồ sơ"), max_length=200)

    field_order = ("name", "papers", "incoming")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("name", _("Hồ sơ duyệt đại hội"))
        self.initial.setdefault("papers", usual_papers(self.choices))


class NameForm(forms.Form):
    name = forms.CharField(label=_("Tên hồ sơ"), max_length=200)


class PlaceForm(forms.Form):
    """Where a paper is put in the order; checked by the action."""

    to = forms.IntegerField(min_value=1)


class SetsForm(forms.Form):
    """Whose sets are printed: a line a person, and some without a name."""

    names = forms.CharField(
        label=_("Người nhận"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Mỗi dòng một người, mỗi người một bộ có ghi tên. Bỏ bớt hoặc thêm khách mời."),
    )
    blank = forms.IntegerField(
        label=_("Số bộ không ghi tên"), min_value=0, max_value=MOST_SETS, initial=0, required=False
    )
    two_sided = forms.BooleanField(
        label=_("In hai mặt"),
        required=False,
        initial=True,
        help_text=_("Mỗi văn bản bắt đầu ở tờ mới; trang trống được chèn khi cần."),
    )

    @property
    def recipients(self) -> list[str]:
        return [*self.cleaned_data["names"], *[""] * (self.cleaned_data["blank"] or 0)]

    def clean_names(self) -> list[str]:
        names = [" ".join(line.split()) for line in self.cleaned_data["names"].splitlines()]
        long = [name for name in names if len(name) > NAME_LETTERS]
        if long:
            raise forms.ValidationError(
                _("Dòng “%(line)s…” quá dài. Mỗi dòng chỉ ghi một người."),
                params={"line": long[0][:40]},
            )
        return [name for name in names if name]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        count = len(found.get("names") or ()) + (found.get("blank") or 0)
        if not self.errors and not 1 <= count <= MOST_SETS:
            raise forms.ValidationError(
                _("Hãy in từ 1 đến %(most)s bộ; đang chọn %(count)s."),
                params={"most": MOST_SETS, "count": count},
            )
        return found
