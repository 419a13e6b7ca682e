"""What each page of the inbox is for, in plain words."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

PAGES: Mapping[str, StrOrPromise] = {
    "notifications:inbox": _(
        "Mọi thông báo gửi đến đồng chí được giữ ở đây, mới nhất ở trên. Mở một thông "
        "báo để đến đúng nơi cần làm việc."
    ),
    "notifications:mail_edit": _(
        "Chọn có nhận thư tóm tắt hay không, mỗi ngày hay mỗi tuần, và nhận ở địa chỉ nào. Địa chỉ "
        "mới phải được xác nhận bằng liên kết trong thư gửi đến đó. Thư chỉ có tên việc và liên "
        "kết, không có nội dung ý kiến."
    ),
    "notifications:mail_confirm": _(
        "Bấm nút nếu địa chỉ này đúng là của đồng chí. Nếu không phải, chỉ cần đóng trang."
    ),
    "notifications:mail_stop": _(
        "Ai có thư trong tay đều thôi nhận được, không cần đăng nhập. Muốn nhận lại, hãy đăng nhập "
        "và chọn trong Hộp thư."
    ),
}
