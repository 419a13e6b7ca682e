"""What each page of congress minutes is for, in plain words."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

PAGES: Mapping[str, StrOrPromise] = {
    "closing:minutes_detail": _(
        "Biên bản đại hội tự tổng hợp từ điểm danh, kịch bản đã chạy, biểu quyết, phát biểu và kết "
        "quả bầu cử. Thư ký chỉ sửa phần cần sửa, đọc lại trước đại hội, rồi từng thành viên đoàn "
        "chủ tịch và thư ký ký. Đủ chữ ký thì nội dung cố định; sau đó chỉ ghi bổ sung."
    ),
    "closing:minutes_edit": _(
        "Đồng chí sửa lời của một phần biên bản. Nếu số liệu đổi sau khi sửa, cả hai lời hiện ra để "
        "đồng chí chọn; mọi lần viết đều được giữ."
    ),
    "closing:minutes_read": _(
        "Đồng chí đọc toàn văn biên bản trước đại hội, chữ lớn để chiếu được, rồi xác nhận đã đọc."
    ),
}
