"""What the pages of minute-taking are for."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

PAGES: Mapping[str, StrOrPromise] = {
    "meetings:minutes_take": _(
        "Ghi ngay khi họp: ai nói, nói gì, góp vào văn kiện nào hay việc chuẩn bị; kết luận và biểu"
        " quyết của từng nội dung. Gõ hai chữ của tên rồi Enter; ghi xong câu nào lưu câu ấy. Mất mạng"
        " cứ ghi tiếp, đừng tải lại trang: có mạng sẽ tự gửi."
    ),
    "meetings:minutes_detail": _(
        "Biên bản lập từ những gì đã ghi. Họp xong, chủ trì và người ghi mỗi người ký bằng tài khoản"
        " của mình; đủ hai chữ ký thì nội dung cố định, sau đó chỉ ghi bổ sung."
    ),
    "meetings:minutes_read": _(
        "Chữ lớn để đọc lại trước cuộc họp. Đọc xong, cuộc họp thống nhất thì bấm xác nhận; sửa thêm"
        " dòng nào thì phải đọc lại và xác nhận lần nữa."
    ),
    "meetings:minute_book": _(
        "Biên bản của mọi cuộc họp đã kết thúc, đánh số theo năm, lưu lâu dài."
    ),
    "meetings:statement_edit": _(
        "Sửa người nói, nội dung, nơi ghi của một ý kiến. Ý kiến đã vào đợt góp ý văn kiện được sửa"
        " theo; người khác vừa sửa thì trang cho xem cả hai."
    ),
    "meetings:conclusion_edit": _(
        "Sửa một kết luận: nội dung, giao cho ai, hạn. Việc đã giao được sửa theo."
    ),
    "meetings:preparation_list": _(
        "Ý kiến về việc chuẩn bị đại hội nêu trong mọi cuộc họp. Ý kiến nào cũng phải được ghi nhận,"
        " trả lời hoặc giao việc; chưa xử lý xếp lên đầu."
    ),
    "meetings:preparation_handle": _(
        "Chọn ghi nhận, trả lời bằng lời, hoặc giao thành công việc có nơi nhận và hạn."
    ),
}
