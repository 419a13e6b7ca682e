"""Sending a dossier and taking it back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from daihoi.approvals.actions.submissions import MOST_PEOPLE, Sending
from daihoi.approvals.queries.dossiers import DossierPage
from daihoi.registry.models import Dossier

NAME_LETTERS = 120
FIRST_POSTS = "Bí thư: \nPhó bí thư: \nChi ủy viên: "


class SendingForm(forms.Form):
    """What goes with the dossier; for results also who was elected."""

    people = forms.IntegerField(
        label=_("Số người dự đại hội"),
        min_value=1,
        max_value=MOST_PEOPLE,
        help_text=_("Cấp trên phê duyệt cho ngày và số người này."),
    )
    posts = forms.CharField(
        label=_("Chức danh đề nghị chuẩn y"),
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_(
            "Mỗi dòng một người: chức danh, dấu hai chấm, họ và tên. Ví dụ: Bí thư: Nguyễn Văn An."
        ),
    )
    sealed = forms.ModelChoiceField(
        Dossier.objects.none(),
        label=_("Gửi kèm hồ sơ đã niêm phong"),
        required=False,
        empty_label=_("không gửi kèm"),
    )
    note = forms.CharField(
        label=_("Lời trình"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    lacks_reason = forms.CharField(
        label=_("Lý do vẫn gửi khi chưa đủ"),
        max_length=400,
        help_text=_("Cấp trên đọc được lý do này cùng những điều còn thiếu."),
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, page: DossierPage, sealed: list[Dossier], **kwargs: Any) -> None:
        first = {"people": page.people, "seen": page.seen, "posts": ""}
        super().__init__(*args, **kwargs)
        self.initial = {**first, **self.initial}
        if page.is_confirmation:
            self.fields["people"].help_text = ""
            self.initial["posts"] = self.initial["posts"] or page.posts or FIRST_POSTS
        else:
            del self.fields["posts"]
        if not page.lacks:
            del self.fields["lacks_reason"]
        if sealed:
            field = self.fields["sealed"]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type checker
            field.queryset = Dossier.objects.filter(pk__in=[each.pk for each in sealed])
        else:
            del self.fields["sealed"]

    def clean_posts(self) -> list[tuple[str, str]]:
        posts = []
        for line in filter(str.strip, self.cleaned_data["posts"].splitlines()):
            post, colon, name = (part.strip() for part in line.partition(":"))
            if not (colon and post and name):
                raise forms.ValidationError(
                    _("Dòng “%(line)s” chưa đủ chức danh và họ tên."), params={"line": line[:60]}
                )
            if max(len(post), len(name)) > NAME_LETTERS:
                raise forms.ValidationError(
                    _("Dòng “%(line)s…” quá dài."), params={"line": line[:40]}
                )
            posts.append((post, name))
        return posts

    @property
    def sending(self) -> Sending:
        """For the action."""
        told = self.cleaned_data
        return Sending(
            people=told["people"],
            note=told["note"],
            sealed=told.get("sealed"),
            posts=told.get("posts", ()),
            lacks_reason=told.get("lacks_reason", ""),
            seen=told["seen"],
        )

    def look_again(self, page: DossierPage) -> None:
        """After a refusal the next press stands on the versions that are shown now."""
        self.data = {**self.data.dict(), "seen": page.seen}  # type: ignore[attr-defined]  # a QueryDict


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Lý do"), max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )
