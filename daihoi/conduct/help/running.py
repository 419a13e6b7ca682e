from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

PAGES: Mapping[str, StrOrPromise] = {
    "conduct:conductor": _(
        "Trang này chạy kịch bản trong ngày đại hội: mục đang làm với lời dẫn, mục tiếp theo, giờ tính"
        " lại của cả chương trình. Một phím ghi mục này xong và bắt đầu mục sau; người giữ phím hiện ở"
        " đầu trang."
    ),
    "conduct:run_start": _(
        "Đồng chí bắt đầu điều hành đại hội thật tại đây, theo kịch bản đã hoàn thiện. Điều gì chưa sẵn"
        " sàng được nêu kèm chỗ xử lý."
    ),
    "conduct:item_start": _(
        "Đồng chí đưa một mục lên làm ngay, trước các mục đang chờ. Lý do được ghi lại."
    ),
    "conduct:item_move": _(
        "Đoàn chủ tịch đổi chỗ một mục chưa làm. Thứ tự mới được đối chiếu với quy định, kèm căn cứ."
    ),
    "conduct:item_add": _(
        "Đoàn chủ tịch thêm một mục vào chương trình hôm nay, kèm lý do. Chương trình đã duyệt không đổi."
    ),
    "conduct:item_skip": _(
        "Đoàn chủ tịch bỏ một mục chưa làm, kèm lý do. Mục đã bỏ có thể đưa trở lại."
    ),
    "conduct:item_restore": _("Đoàn chủ tịch đưa một mục đã bỏ trở lại chương trình hôm nay."),
    "conduct:item_minutes": _(
        "Đoàn chủ tịch cho một mục thêm hoặc bớt phút. Giờ các mục sau được tính lại ngay."
    ),
    "conduct:item_stamp": _(
        "Đồng chí ghi bằng tay giờ bắt đầu, giờ xong của một mục khi giờ máy ghi không đúng. Giờ cũ và"
        " lý do được giữ lại."
    ),
    "conduct:item_minute": _(
        "Đồng chí ghi một, hai dòng về diễn biến của mục này để đưa vào biên bản đại hội."
    ),
    "conduct:question_open": _(
        "Đồng chí mở một nội dung để đại hội biểu quyết giơ tay ở mục đang làm; màn hình hội trường"
        " chiếu nội dung ấy. Mỗi lúc chỉ mở một nội dung."
    ),
    "conduct:question_count": _(
        "Đoàn thư ký ghi số người đồng ý, không đồng ý, có ý kiến khác. Số không khớp với người có mặt"
        " và mẫu số thì không ghi được."
    ),
    "conduct:question_drop": _(
        "Đồng chí thôi biểu quyết một nội dung đã mở mà chưa đếm, kèm lý do."
    ),
    "conduct:rehearsal": _(
        "Trang này chạy thử cả chương trình trước ngày đại hội, với giờ thật. Không điều gì được ghi"
        " lại."
    ),
}
