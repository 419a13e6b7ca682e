"""Forms of the stage and the hall."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from daihoi.base.revisions import RevisedForm
from daihoi.logistics.models import Hall, Stage
from daihoi.logistics.models.halls import MOST_ROWS, MOST_SEATS
from daihoi.logistics.queries.halls import Sitting


class StageForm(RevisedForm[Stage]):
    class Meta:
        model = Stage
        fields = ("top_slogan", "left_slogan", "right_slogan", "round_line", "lectern")
        help_texts = {
            "top_slogan": _("Để trống là theo bộ quy định đang dùng."),
            "left_slogan": _(
                "Để trống là theo bộ quy định đang dùng. Xuống dòng ở đâu thì bản vẽ ngắt dòng ở đó."
            ),
            "right_slogan": _(
                "Khẩu hiệu hành động, chủ đề gắn với nhiệm vụ của đơn vị. Xuống dòng ở đâu thì bản vẽ"
                " ngắt dòng ở đó."
            ),
            "round_line": _("Ví dụ: Vòng 1. Để trống nếu không có."),
            "lectern": _("Chưa có nguồn xác nhận bục đặt bên nào; do đơn vị chọn."),
        }
        widgets = {
            "left_slogan": forms.Textarea({"rows": 4}),
            "right_slogan": forms.Textarea({"rows": 4}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("top_slogan", "left_slogan", "right_slogan", "round_line"):
            self.fields[name].required = False


class HallForm(RevisedForm[Hall]):
    class Meta:
        model = Hall
        fields = (
            "name",
            "rows",
            "seats",
            "aisles",
            "front_rows",
            "group_by",
            "min_distance_cm",
            "seat_pitch_cm",
            "row_pitch_cm",
        )
        help_texts = {
            "min_distance_cm": _(
                "Để trống là theo quy định phòng, chống dịch đang áp dụng; không có thì ngồi liền."
            ),
            "front_rows": _("Khách và cấp trên ngồi trước, sau đó đến đảng viên."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limits = {"rows": (1, MOST_ROWS), "seats": (1, MOST_SEATS), "front_rows": (0, MOST_ROWS)}
        for name, (low, high) in limits.items():
            self.fields[name] = forms.IntegerField(
                label=self.fields[name].label,
                min_value=low,
                max_value=high,
                help_text=self.fields[name].help_text,
            )
        for name in ("seat_pitch_cm", "row_pitch_cm"):
            self.fields[name] = forms.IntegerField(
                label=self.fields[name].label,
                min_value=30,
                max_value=300,
                help_text=_("Mặc định của phần mềm."),
            )
        self.fields["min_distance_cm"] = forms.IntegerField(
            label=self.fields["min_distance_cm"].label,
            min_value=50,
            max_value=500,
            required=False,
            help_text=self.fields["min_distance_cm"].help_text,
        )
        self.fields["aisles"] = forms.CharField(
            label=_("Lối đi sau ghế số"),
            required=False,
            help_text=_("Ví dụ: 4 là lối đi giữa ghế 4 và ghế 5; nhiều lối thì viết 3, 6."),
        )
        self.fields["name"].required = False
        self.initial["aisles"] = ", ".join(map(str, self.instance.aisles))

    def clean_aisles(self) -> list[int]:
        words = self.cleaned_data["aisles"].replace(",", " ").split()
        if not all(word.isdecimal() for word in words):
            raise forms.ValidationError(
                _("Hãy ghi số ghế, cách nhau bằng dấu phẩy, ví dụ: 4 hoặc 3, 6.")
            )
        numbers = sorted({int(word) for word in words})
        seats = self.cleaned_data.get("seats")
        if seats and any(not 1 <= number < seats for number in numbers):
            raise forms.ValidationError(
                _("Lối đi nằm giữa hai ghế: số từ 1 đến %(last)s.") % {"last": seats - 1}
            )
        return numbers


class PlaceForm(forms.Form):
    """Who sits on a seat that was chosen."""

    invitee = forms.TypedChoiceField(label=_("Người ngồi"), coerce=int)

    def __init__(self, *args: Any, people: list[Sitting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["invitee"]
        field.choices = [(each.invitee.pk, said(each)) for each in people]  # type: ignore[attr-defined]  # a choice field


def said(sitting: Sitting) -> str:
    """Name with where she sits now: "Hoàng Văn Ước (hàng 2, ghế 3)"."""
    if sitting.seat is None:
        return str(_("%(name)s (chưa có chỗ)") % {"name": sitting.name})
    facts = {"name": sitting.name, "row": sitting.seat.row, "number": sitting.seat.number}
    return str(_("%(name)s (hàng %(row)s, ghế %(number)s)") % facts)
