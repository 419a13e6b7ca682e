from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

PAGES: Mapping[str, StrOrPromise] = {
    "elections:overview": _(
        "Mọi cuộc bầu của đại hội: việc cần làm ngay, mẫu số và số phiếu cần, từng chức danh đang"
        " ở bước nào. Mẫu số hiện ở đây từ khi cấp ủy triệu tập xác nhận danh sách cử tri."
    ),
    "elections:roll_detail": _(
        "Danh sách cử tri lập từ điểm danh: mỗi người một dòng với lý do được trừ khỏi mẫu số mà"
        " quy chế cho phép. Cấp ủy triệu tập chấp nhận hoặc không từng lý do vắng rồi xác nhận."
    ),
    "elections:roll_correct": _(
        "Điều chỉnh danh sách đã xác nhận: ghi lý do, xem lại rồi xác nhận. Bản cũ vẫn được giữ."
    ),
    "elections:roll_delegations": _(
        "Đại hội đại biểu: ghi bao nhiêu tổ chức trực thuộc đang có đại biểu dự, vì điều kiện họp tính"
        " cả số này. Ghi lại mỗi khi có đoàn đến thêm."
    ),
    "elections:roll_entry": _(
        "Quyết định về một người trong danh sách cử tri: lý do vắng, tư cách, tình trạng, căn cứ."
        " Việc trừ khỏi mẫu số do quy chế suy ra."
    ),
    "elections:body_detail": _(
        "Đoàn chủ tịch, đoàn thư ký, ban kiểm phiếu và các lần biểu quyết bầu ra họ. Người kiểm"
        " phiếu có tên trong danh sách bầu được báo ở đây để thay."
    ),
    "elections:body_name": _(
        "Chọn người được đề xuất và ghi số người giơ tay. Quy chế không cho ai kiểm phiếu thì"
        " trang nói rõ điều khoản."
    ),
    "elections:body_release": _(
        "Cho một người thôi nhiệm vụ, kèm lý do; vai trò của người ấy hết theo."
    ),
    "elections:election_add": _(
        "Thêm một chức danh đại hội bầu. Mỗi chức danh một cuộc bầu, một loại phiếu."
    ),
    "elections:election_detail": _(
        "Một chức danh theo trình tự: số lượng, giới thiệu và đề cử, xin rút, xin ý kiến, danh sách,"
        " các lượt bầu. Mỗi bước ghi số người giơ tay và điều khoản áp dụng."
    ),
    "elections:election_plan": _("Sửa số lượng đề nghị bầu trước khi đại hội biểu quyết."),
    "elections:election_seats": _("Ghi kết quả đại hội biểu quyết số lượng cần bầu."),
    "elections:election_allot": _(
        "Ghi số đại biểu được cấp trên phân bổ và văn bản phân bổ; số này không biểu quyết."
    ),
    "elections:election_cancel": _("Ghi đại hội không bầu chức danh này, kèm lý do."),
    "elections:nomination_add": _(
        "Ghi người được cấp ủy giới thiệu, được đề cử hoặc ứng cử. Trường hợp không được phép vẫn"
        " được ghi lại kèm điều khoản."
    ),
    "elections:nomination_withdraw": _(
        "Ghi một người xin rút; đại hội quyết định cho rút hay không."
    ),
    "elections:nomination_decide": _(
        "Ghi đề xuất của đoàn chủ tịch và kết quả đại hội biểu quyết việc xin rút."
    ),
    "elections:poll_record": _(
        "Ghi số phiếu xin ý kiến phát ra, thu về, không hợp lệ và tổ kiểm phiếu; các số này vào biên"
        " bản xin ý kiến."
    ),
    "elections:nomination_support": _(
        "Ghi kết quả phiếu xin ý kiến về người ứng cử, được đề cử tại đại hội."
    ),
    "elections:slate_adopt": _(
        "Đại hội biểu quyết danh sách bầu cử theo thứ tự sẽ in. Được thông qua thì danh sách chốt và"
        " in được phiếu."
    ),
    "elections:vote_strike": _("Gạch một kết quả giơ tay đã ghi để đếm lại, kèm lý do."),
    "elections:ballot_detail": _(
        "Phiếu của một lượt bầu: xem trước, in, phát, đổi phiếu hỏng, mở hòm. Phiếu không mang số"
        " hay dấu nào để phân biệt phiếu này với phiếu khác cùng loại."
    ),
    "elections:ballot_print": _("Chọn khổ phiếu, ghi số phiếu in; mỗi lần in lại là một mẫu mới."),
    "elections:ballot_issue": _(
        "Ban kiểm phiếu ghi số phiếu phát ra, không bao giờ nhiều hơn số người có quyền bầu cử đang có mặt."
    ),
    "elections:ballot_exchange": _("Ghi số phiếu hỏng đã thu lại và đổi phiếu mới."),
    "elections:ballot_rules": _(
        "Đoàn chủ tịch chọn quy định được áp dụng cho lượt bầu khi quy định riêng đã đổi sau khi phát"
        " phiếu, kèm lý do; lượt bầu chỉ chốt kết quả sau đó."
    ),
    "elections:box_open": _("Ghi số phiếu đếm được trong hòm; từ đây bắt đầu kiểm phiếu."),
    "elections:box_correct": _("Sửa số phiếu thu về sau khi đếm lại, kèm lý do."),
    "elections:list_reopen": _(
        "Mở lại danh sách đã chốt khi chưa phát phiếu; phiếu đã in phải hủy và biểu quyết lại."
    ),
    "elections:round_take_roll": _(
        "Cho một lượt bầu đã phát phiếu theo danh sách cử tri mới điều chỉnh, kèm lý do."
    ),
}
