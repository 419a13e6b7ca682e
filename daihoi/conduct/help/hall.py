"""What the screens and a member's page in the hall are for, in plain words."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

PAGES: Mapping[str, StrOrPromise] = {
    "conduct:screen_list": _(
        "Đồng chí mở màn hình của hội trường và chọn nội dung chiếu ở từng màn hình. Máy chiếu mở địa"
        " chỉ có mã riêng, không cần đăng nhập, nên chỉ hiện được điều cả hội trường được xem; đóng màn"
        " hình thì mã hết dùng."
    ),
    "conduct:screen_show": _(
        "Trang của máy chiếu trong hội trường. Nội dung do người điều hành chọn và tự đổi theo diễn"
        " biến; mất mạng thì giữ nội dung cuối cùng rồi tự nối lại."
    ),
    "conduct:hall_follow": _(
        "Trang này dành cho điện thoại của đồng chí trong hội trường: mục đang làm và sắp tới, văn bản"
        " cần đọc, người phát biểu, kết quả biểu quyết gần nhất, chỗ ngồi và tổ thảo luận của đồng chí."
    ),
}
