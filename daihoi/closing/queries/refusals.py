"""What closing refuses with more than words."""

from django.utils.translation import gettext as _

from daihoi.base.errors import Conflict
from daihoi.closing.models import CongressMinutes, SectionText
from daihoi.congresses.models import Congress


def signed_stamps(congress: Congress) -> Conflict | None:
    """Against correcting what was stamped on the day: it stands in minutes that somebody signed."""
    minutes = CongressMinutes.objects.filter(congress=congress).first()
    if minutes is None or not minutes.is_begun:
        return None
    advice = _("Hãy mở lại biên bản, nêu lý do, rồi sửa giờ.")
    if minutes.is_fixed:
        advice = _("Điều cần sửa hãy ghi thành bổ sung của biên bản.")
    return Conflict(
        _("Biên bản đại hội đã có chữ ký nên giờ đã ghi không sửa được nữa."),
        code="signed",
        advice=advice,
    )


class SectionChanged(Conflict):
    """Another wrote this section since the page was opened; ``last`` is her text."""

    code = "outdated"

    def __init__(self, last: SectionText) -> None:
        super().__init__(
            _("Người khác đã sửa phần này từ lúc đồng chí mở trang; chỗ khác nhau ghi ở trên."),
            advice=_("Lưu lần nữa là thay bằng lời đồng chí viết; lời kia vẫn được giữ."),
        )
        self.last = last
