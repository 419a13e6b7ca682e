"""What each page of personnel work is for, in plain words."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

PAGES: Mapping[str, StrOrPromise] = {
    "personnel:plan_detail": _(
        "Trang này là đề án nhân sự: việc cần làm đứng đầu, rồi số lượng, cơ cấu, người được xem "
        "xét, các bước giới thiệu. Chỉ chi ủy và tiểu ban nhân sự đọc được cho tới khi trình đại hội."
    ),
    "personnel:plan_edit": _(
        "Đồng chí ghi số lượng, tiêu chuẩn, cơ cấu và mục tiêu. Mục tiêu ghi bằng số người; tỷ lệ "
        "theo quy định của Trung ương và cấp trên tự tính ở trang đề án."
    ),
    "personnel:steps_edit": _(
        "Đồng chí đổi các bước của chi bộ theo văn bản cấp trên: đặt tên, thêm, bớt bước. Quy trình "
        "do Trung ương quy định thì không đổi được."
    ),
    "personnel:plan_settle": _(
        "Cấp ủy thông qua đề án tại đây. Phần mềm kiểm tra số lượng, điều kiện từng người và cơ cấu "
        "trước khi ghi."
    ),
    "personnel:plan_approve": _(
        "Đồng chí ghi số, ngày văn bản phê duyệt của cấp trên khi việc phê duyệt làm trên giấy."
    ),
    "personnel:plan_present": _(
        "Đồng chí ghi giờ trình danh sách ra đại hội; từ giờ ấy đảng viên xem được danh sách."
    ),
    "personnel:plan_reopen": _("Đồng chí mở lại đề án đã thông qua, kèm lý do; lý do được giữ lại."),
    "personnel:file_list": _(
        "Trang này cho biết hồ sơ của từng người còn thiếu gì, giấy tờ nào hết hạn trước đại hội."
    ),
    "personnel:slate_detail": _(
        "Trang này là danh sách cấp ủy giới thiệu, đảng viên xem được sau khi đã trình đại hội."
    ),
    "personnel:candidate_add": _(
        "Đồng chí chọn người trong danh sách đảng viên và chức danh giới thiệu. Người trùng tên được "
        "phân biệt bằng đơn vị, chức vụ, năm sinh."
    ),
    "personnel:candidate_detail": _(
        "Trang này là một người trong đề án: điều kiện kèm cách tính, trích ngang, hồ sơ và kết quả "
        "từng bước."
    ),
    "personnel:candidate_edit": _(
        "Đồng chí ghi chức danh giới thiệu, trường hợp đặc biệt hoặc kéo dài kèm văn bản, ngày nộp hồ sơ."
    ),
    "personnel:candidate_drop": _("Đồng chí ghi không giới thiệu một người, kèm lý do."),
    "personnel:step_detail": _(
        "Trang này là một bước của quy trình: họp khi nào, bao nhiêu người, phiếu giới thiệu, ai đi "
        "tiếp và vì sao. Bước đã kết thúc không sửa được, trừ khi đính chính kèm lý do."
    ),
    "personnel:step_edit": _("Đồng chí ghi ngày, nơi họp, số được triệu tập và số có mặt của bước này."),
    "personnel:assessment_edit": _(
        "Đồng chí ghi từng người tiếp tục hay dừng lại và vì sao; lời ghi ở đây vào biên bản của bước."
    ),
    "personnel:ballot_edit": _(
        "Đồng chí ghi kết quả phiếu giới thiệu bằng con số. Số không khớp nhau thì không lưu được; "
        "ô để trống là người không có trong lần bỏ phiếu này."
    ),
    "personnel:step_correct": _("Đồng chí mở lại một bước đã kết thúc để sửa số liệu, kèm lý do."),
    "personnel:step_report": _(
        "Đồng chí ghi văn bản báo cáo cấp trên khi ban thường vụ và ban chấp hành có ý kiến khác nhau."
    ),
}  # fmt: skip
