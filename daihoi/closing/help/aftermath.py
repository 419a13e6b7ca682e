from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

PAGES: Mapping[str, StrOrPromise] = {
    "closing:aftermath_detail": _(
        "Trang này là những việc sau đại hội: việc nào đến hạn ngày nào, đã đến đâu, kèm chỗ làm."
        " Bên dưới là danh sách bàn giao của đoàn thư ký và hồ sơ lưu trữ của đại hội."
    ),
    "closing:aftermath_handover": _(
        "Đồng chí ghi đoàn thư ký giao hồ sơ, tài liệu gì cho cấp ủy khóa mới, ai giao, ai nhận, ngày"
        " nào. Nhiều thứ giao cùng lúc thì ghi một lần."
    ),
    "closing:aftermath_strike": _(
        "Đồng chí gạch bỏ một dòng bàn giao ghi nhầm. Dòng ấy vẫn hiện, kèm lý do và người gạch."
    ),
    "closing:term_end": _(
        "Đồng chí xem chính xác những gì thay đổi khi nhiệm kỳ kết thúc: ai thôi, ai bắt đầu chức vụ,"
        " bộ phận nào thôi nhiệm vụ, số văn bản bắt đầu lại. Còn việc dở dang thì trang nêu rõ và chưa"
        " cho kết thúc."
    ),
}
