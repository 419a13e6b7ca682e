"""What each page of the speakers' list is for, in plain words."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

PAGES: Mapping[str, StrOrPromise] = {
    "conduct:turn_list": _(
        "Trang này cho biết ai đang phát biểu, còn bao nhiêu phút, ai đang chờ và ai đã nói bao lâu."
        " Đồng chí xin phát biểu và rút tên tại đây; thư ký đưa tham luận, ghi tên người giơ tay, mời"
        " và ghi kết thúc từng lượt."
    ),
    "conduct:turn_ask": _(
        "Đồng chí ghi tên mình vào danh sách chờ phát biểu, có thể nêu định nói về việc gì. Mỗi người"
        " chờ một lượt; rút tên ở trang Phát biểu."
    ),
    "conduct:turn_add": _(
        "Thư ký ghi tên người giơ tay: gõ hai chữ cái của tên, không cần dấu, rồi chọn. Người ngoài danh"
        " sách dự đại hội thì ghi họ tên và đơn vị."
    ),
    "conduct:turn_edit": _(
        "Đồng chí đổi việc sẽ nói đến hoặc số phút của một lượt, cả khi người ấy đang phát biểu."
    ),
    "conduct:turn_minute": _(
        "Đồng chí ghi một, hai dòng tóm tắt lượt phát biểu này để đưa vào biên bản đại hội."
    ),
    "conduct:turn_correct": _(
        "Đồng chí ghi bằng tay giờ bắt đầu, giờ kết thúc của một lượt khi giờ máy ghi không đúng. Giờ cũ"
        " và lý do được giữ lại."
    ),
}
