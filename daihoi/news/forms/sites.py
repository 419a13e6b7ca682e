"""The form of the public page."""

from django import forms
from django.core.validators import validate_slug
from django.utils.translation import gettext_lazy as _

from daihoi.base.revisions import RevisedForm
from daihoi.news.models import NewsSite


class SiteForm(RevisedForm[NewsSite]):
    slug = forms.CharField(
        label=_("Địa chỉ"),
        max_length=60,
        validators=[validate_slug],
        help_text=_("Chữ không dấu, số và gạch nối; đứng sau /tin-tuc/ trong địa chỉ trang."),
        error_messages={"invalid": _("Chỉ dùng chữ không dấu, số và gạch nối.")},
    )

    class Meta:
        model = NewsSite
        fields = ["slug", "title", "introduction", "section", "date_style"]
