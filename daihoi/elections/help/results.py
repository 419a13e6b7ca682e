"""What each page of results is for."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

PAGES: Mapping[str, StrOrPromise] = {
    "elections:result_list": _(
        "Kết quả bầu từng chức danh: ai trúng cử, còn thiếu ai, bước tiếp theo. In danh sách trúng"
        " cử, bảng tổng hợp tại đây."
    ),
    "elections:result_detail": _(
        "Kết quả một lượt bầu: người trúng cử xếp theo số phiếu, mẫu số, số phiếu cần, căn cứ và"
        " bước được phép tiếp theo. Trưởng ban kiểm phiếu hoặc đoàn chủ tịch bấm công bố."
    ),
    "elections:hall": _(
        "Màn hình chữ lớn cho máy chiếu: danh sách khi bỏ phiếu, “đang kiểm phiếu”, rồi kết quả khi"
        " đã công bố. Trang tự đổi; mất mạng thì giữ màn hình cuối."
    ),
    "elections:result_void": _(
        "Đoàn chủ tịch ghi việc bỏ một lượt bầu: ai quyết định, lý do. Kết quả đã khớp thì không bỏ"
        " được, chỉ kiểm lại."
    ),
    "elections:result_recount": _(
        "Ghi quyết định kiểm lại phiếu của một kết quả đã công bố: ai quyết định, lý do. Kết quả cũ"
        " giữ nguyên đến khi hai bên kiểm khớp và kết quả mới được công bố."
    ),
    "elections:recount_drop": _(
        "Dừng việc kiểm lại khi hai bên chưa kiểm xong; kết quả đã công bố giữ nguyên."
    ),
    "elections:result_before": _("Kết quả của lần kiểm trước, như khi ấy, để đối chiếu."),
    "elections:result_seal": _(
        "Ghi phiếu được niêm phong thế nào, giao ai giữ; phần mềm tính ngày hết hạn giữ phiếu."
    ),
    "elections:continuation_vote": _(
        "Ghi số tay giơ khi đại hội quyết định có bầu tiếp không, trong số ai."
    ),
    "elections:appointment_add": _(
        "Ghi quyết định chỉ định của cấp trên khi bầu không đủ hoặc khi thật cần thiết."
    ),
}
