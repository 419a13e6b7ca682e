"""Forms of the lines of a dossier."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from daihoi.approvals.queries.lines import LineRow
from daihoi.congresses.forms.kept_files import KeptFileField
from daihoi.registry.models import Paper

FILES = ["pdf", "docx", "doc", "xlsx", "jpg", "jpeg", "png"]
USUAL, REQUIRED, OPTIONAL = "", "yes", "no"
_ASKED: dict[str, bool | None] = {USUAL: None, REQUIRED: True, OPTIONAL: False}


class LineForm(forms.Form):
    """Whether a line is required here, and which paper stands for it."""

    paper = forms.ChoiceField(label=_("Văn bản gửi"), required=False)
    required = forms.ChoiceField(
        label=_("Trong hồ sơ này"),
        choices=[
            (USUAL, _("như hồ sơ thông thường")),
            (REQUIRED, _("bắt buộc")),
            (OPTIONAL, _("không bắt buộc")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    reason = forms.CharField(
        label=_("Lý do khác với thông thường"),
        max_length=400,
        required=False,
        help_text=_("Ví dụ: Đảng ủy Khối không yêu cầu gửi văn bản này."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, row: LineRow, papers: list[Paper], **kwargs: Any) -> None:
        line = row.line
        told = line.is_required if line else None
        first = {
            "paper": str(line.paper_id or "") if line else "",
            "required": next(key for key, value in _ASKED.items() if value is told),
            "reason": line.reason if line else "",
            "revision": line.revision if line else 1,
        }
        super().__init__(*args, **kwargs)
        self.initial = {**first, **self.initial}
        self._papers = {str(paper.pk): paper for paper in papers}
        paper = self.fields["paper"]
        assert isinstance(paper, forms.ChoiceField)  # noqa: S101 - for the type checker
        newest = _("bản mới nhất còn hiệu lực")
        paper.choices = [
            ("", newest),
            *((key, _called(each)) for key, each in self._papers.items()),
        ]

    @property
    def values(self) -> dict[str, Any]:
        """For the action."""
        told = self.cleaned_data
        return {
            "paper": self._papers.get(told["paper"]),
            "is_required": _ASKED[told["required"]],
            "reason": told["reason"],
            "revision": told["revision"],
        }


class AttachmentForm(forms.Form):
    upload = KeptFileField(
        label=_("Tệp kèm theo"),
        kinds=FILES,
        accepted=_("Nhận tệp PDF, Word, Excel hoặc ảnh JPG, PNG."),
        help_text=_("Hồ sơ cá nhân, biên bản giới thiệu, danh sách. Tệp được giữ nguyên."),
        error_messages={"too_large": _("“%(name)s”: tệp nặng hơn %(limit)s MB.")},
    )


def _called(paper: Paper) -> str:
    entry = getattr(paper, "entry", None)
    if entry is None:
        return str(
            _("%(subject)s, dự thảo lần %(n)s") % {"subject": paper.subject, "n": paper.draft}
        )
    symbol = entry.symbol or str(_("đã ban hành"))
    gone = f" ({_('đã hủy')})" if entry.cancelled_at else ""
    return f"{paper.subject}, {symbol}{gone}"
