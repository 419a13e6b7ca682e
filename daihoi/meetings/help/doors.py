"""What the pages of the doors, of seats and groups, and of the hall's own network are for."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

PAGES: Mapping[str, StrOrPromise] = {
    "meetings:station": _(
        "Bàn đón ở một cửa: gõ hai chữ của tên hoặc quét giấy mời là ghi có mặt. Mất mạng vẫn"
        " bấm tiếp, lượt bấm chờ trên máy này và tự gửi khi có mạng lại; một người bấm ở hai"
        " cửa thì giữ giờ đến trước."
    ),
    "meetings:group_edit": _(
        "Chia người dự vào các tổ thảo luận: chia đều theo đơn vị rồi sửa từng người. Tổ hiện ở"
        " bàn đón và khi người dự tìm chỗ ngồi."
    ),
    "meetings:seat_find": _(
        "Tìm chỗ ngồi của đồng chí: gõ ít nhất hai chữ của tên. Chỉ mở trong lúc điểm danh ngày"
        " họp."
    ),
    "meetings:hall_address": _(
        "Địa chỉ để điện thoại trong mạng của hội trường mở được phần mềm này. In ra dán ở cửa"
        " hoặc chiếu lên màn hình."
    ),
}
