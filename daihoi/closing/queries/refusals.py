"""What closing refuses with more than words."""

from django.utils.translation import gettext as _

from daihoi.base.errors import Conflict
from daihoi.closing.models import SectionText


class SectionChanged(Conflict):
    """Another wrote this section since the page was opened; ``last`` is her text."""

    code = "outdated"

    def __init__(self, last: SectionText) -> None:
        super().__init__(
            _("Người khác đã sửa phần này từ lúc đồng chí mở trang; chỗ khác nhau ghi ở trên."),
            advice=_("Lưu lần nữa là thay bằng lời đồng chí viết; lời kia vẫn được giữ."),
        )
        self.last = last
