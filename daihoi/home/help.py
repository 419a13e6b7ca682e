"""What each page of the house itself is for, in plain words."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

PAGES: Mapping[str, StrOrPromise] = {
    "home:report": _(
        "Trang này cho biết việc chuẩn bị đại hội đến đâu vào cuối một ngày đồng chí chọn, theo đúng "
        "những gì đã ghi đến ngày đó. Ghi thêm hay sửa về sau không làm thay đổi báo cáo của ngày cũ."
    ),
    "home:first_page": _(
        "Trang này cho biết ngay việc nào đã trễ và việc nào đang chờ đồng chí. Bấm vào"
        " một việc để đến đúng nơi cần làm."
    ),
    "home:search": _(
        "Đồng chí tìm người, văn kiện và ý kiến tại đây, gõ không dấu cũng được. Chỉ "
        "những gì đồng chí được xem mới hiện ra."
    ),
    "home:calendar_link": _(
        "Đồng chí tạo, thay hoặc hủy đường dẫn riêng tại đây để đưa hạn việc và mốc kế hoạch vào lịch"
        " của điện thoại, máy tính."
    ),
    "home:my_data": _(
        "Trang này cho đồng chí thấy tất cả những gì nơi này giữ về mình và ai đã xem hồ sơ. Có thể"
        " tải về để lưu."
    ),
}
