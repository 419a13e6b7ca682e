"""Forms of subcommittees and who is in them."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from daihoi.base.revisions import RevisedForm
from daihoi.congresses.models import Subcommittee, SubcommitteePost
from daihoi.congresses.queries.subcommittees import people_for
from daihoi.organizations.forms import day_field
from daihoi.organizations.models import Person
from daihoi.organizations.queries.namesakes import names_apart


class SubcommitteeForm(RevisedForm[Subcommittee]):
    decision_on = day_field(_("Ngày quyết định"), required=False)

    class Meta:
        model = Subcommittee
        fields = ["name", "purpose", "symbol", "decision_number", "decision_on", "duties"]
        help_texts = {
            "name": _("Ví dụ: Tiểu ban Văn kiện."),
            "purpose": _("Tiểu ban văn kiện nhận các văn kiện mới."),
            "symbol": _(
                "Ví dụ: TBVK. In sau số của văn bản do tiểu ban ban hành; hỏi văn thư cấp trên nếu"
                " chưa rõ, để trống cũng được."
            ),
            "decision_number": _(
                "Ví dụ: 05-QĐ/CB. Chưa có thì để trống; khi đó chưa giao việc được."
            ),
        }
        widgets = {"duties": forms.Textarea(attrs={"rows": 4})}

    def clean(self) -> dict[str, Any]:
        """A decision has its number and its day, or is not there yet."""
        found = super().clean() or {}
        number, day = found.get("decision_number"), found.get("decision_on")
        if number and not day and "decision_on" not in self.errors:
            self.add_error("decision_on", _("Hãy ghi ngày của quyết định này."))
        if day and not number:
            self.add_error("decision_number", _("Hãy ghi số của quyết định này."))
        return found


class PersonChoice(forms.ModelChoiceField[Person]):
    """``names`` tell namesakes apart."""

    names: Mapping[int, str] = {}

    def label_from_instance(self, obj: Person) -> str:
        return self.names[obj.pk]


class PostForm(forms.Form):
    person = PersonChoice(Person.objects.none(), label=_("Đồng chí"), empty_label=_("Chọn người"))
    post = forms.ChoiceField(label=_("Nhiệm vụ"), choices=SubcommitteePost.Post.choices)
    starts_on = day_field(_("Từ ngày"))

    def __init__(self, *args: Any, subcommittee: Subcommittee, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person = self.fields["person"]
        assert isinstance(person, PersonChoice)  # noqa: S101 - for the type checker
        person.queryset = people_for(subcommittee)
        person.names = names_apart(person.queryset, viewer=viewer)

    def clean_post(self) -> SubcommitteePost.Post:
        return SubcommitteePost.Post(self.cleaned_data["post"])
