"""What each page of the resolution is for, in plain words."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

PAGES: Mapping[str, StrOrPromise] = {
    "resolutions:resolution_detail": _(
        "Trang này là dự thảo nghị quyết đại hội, từng điều khoản, kèm các đề nghị sửa đổi và kết "
        "quả biểu quyết. Khi đại hội thông qua, nội dung được khóa; không ai sửa được nữa."
    ),
    "resolutions:resolution_begin": _(
        "Đồng chí lập bản làm việc tại đại hội: lấy từ bản đã chốt của dự thảo nghị quyết, hoặc gõ "
        "từng điều khoản. Bảng chỉ tiêu được tách thành từng chỉ tiêu."
    ),
    "resolutions:clause_add": _("Đồng chí gõ thêm một đề mục, điều khoản hoặc chỉ tiêu."),
    "resolutions:clause_edit": _(
        "Đồng chí sửa lời một điều khoản. Điều khoản đã biểu quyết mà sửa lời thì phải biểu quyết lại."
    ),
    "resolutions:amendment_add": _(
        "Đồng chí ghi ai đề nghị sửa, thêm hay bỏ một điều khoản và lời họ muốn."
    ),
    "resolutions:amendment_detail": _(
        "Trang này là một đề nghị sửa đổi: lời cũ, lời mới, chỗ khác nhau. Đoàn chủ tịch tiếp thu, "
        "đưa ra biểu quyết, hoặc ghi người đề nghị đã rút. Lời cũ vẫn được giữ."
    ),
    "resolutions:amendment_vote": _(
        "Đồng chí ghi số người giơ tay về một đề nghị. Được thông qua thì lời mới thay lời cũ ngay."
    ),
    "resolutions:target_vote": _("Đồng chí ghi số người giơ tay về một chỉ tiêu."),
    "resolutions:targets_vote": _("Đồng chí ghi số người giơ tay về tất cả chỉ tiêu một lần."),
    "resolutions:whole_vote": _(
        "Đồng chí ghi số người giơ tay về toàn văn nghị quyết. Chương trình hành động không đưa ra "
        "biểu quyết."
    ),
}
