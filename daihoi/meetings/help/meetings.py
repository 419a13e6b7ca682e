"""What the pages of meetings, their roll and attendance are for."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

PAGES: Mapping[str, StrOrPromise] = {
    "meetings:meeting_list": _(
        "Trang này liệt kê các cuộc họp đồng chí xem được: sắp tới và đã qua. Cuộc họp mời"
        " đồng chí thì xác nhận dự hay xin vắng ở trang của cuộc họp đó."
    ),
    "meetings:meeting_add": _(
        "Đồng chí lập một cuộc họp tại đây. Loại cuộc họp quyết định ai thuộc diện mời; danh"
        " sách còn thêm, bớt được trước khi khai mạc."
    ),
    "meetings:meeting_detail": _(
        "Trang của một cuộc họp: chương trình, tài liệu, ai được mời, số có mặt và điều kiện"
        " hợp lệ. Người được mời trả lời dự hay vắng ngay tại đây."
    ),
    "meetings:meeting_edit": _(
        "Sửa ngày, giờ, địa điểm hay người chủ trì. Khi đã mời họp, đổi ngày giờ hoặc địa điểm"
        " thì mọi người được báo và được hỏi lại có dự không."
    ),
    "meetings:meeting_recall": _(
        "Rút lời mời đã gửi để chuẩn bị lại. Người được mời nhận thông báo kèm lý do; thông báo"
        " triệu tập đã ban hành thì hủy ở sổ văn bản."
    ),
    "meetings:meeting_cancel": _(
        "Hủy một cuộc họp không họp nữa. Người được mời nhận thông báo kèm lý do."
    ),
    "meetings:item_add": _(
        "Thêm một nội dung vào chương trình họp: mấy phút, ai trình bày, về văn kiện hay văn"
        " bản nào. Đã mời họp thì người được mời nhận thông báo."
    ),
    "meetings:item_edit": _(
        "Sửa một nội dung của chương trình họp. Đã mời họp thì người được mời nhận thông báo."
    ),
    "meetings:roll_detail": _(
        "Danh sách người được mời: đảng viên, công chức, khách. Trước khi khai mạc thêm, bớt"
        " được; sau đó chỉ bổ sung kèm lý do."
    ),
    "meetings:invitee_add": _(
        "Mời thêm người của chi bộ, cơ quan không thuộc diện mời sẵn. Sau khi khai mạc phải ghi"
        " lý do."
    ),
    "meetings:guest_add": _(
        "Thêm một khách mời: họ tên, chức vụ, đơn vị và nhóm khách. Khách không biểu quyết."
    ),
    "meetings:guest_import": _(
        "Thêm nhiều khách một lần: dán từ Excel hoặc tải tệp. Dòng nào sai được chỉ rõ và chưa"
        " ai được thêm cho đến khi sửa xong."
    ),
    "meetings:guest_edit": _("Sửa họ tên, chức vụ, đơn vị của một khách mời."),
    "meetings:invitee_invitation": _(
        "Giấy mời của một người, có chương trình và mã riêng để người điểm danh quét ở cửa. In"
        " được hoặc mở trên điện thoại."
    ),
    "meetings:roll_invitations": _(
        "Giấy mời của mọi người trong danh sách, mỗi người một trang, để in cả tập."
    ),
    "meetings:attendance": _(
        "Điểm danh theo danh sách: gõ hai chữ đầu của tên rồi Enter. Số có mặt và điều kiện hợp"
        " lệ cập nhật ngay, kể cả khi có người tự quét mã ở cửa."
    ),
    "meetings:invitee_mark": _(
        "Ghi hoặc sửa điểm danh của một người: giờ đến, vắng có lý do, về trước. Lần sửa được"
        " ghi vào nhật ký."
    ),
    "meetings:check_in_poster": _(
        "Tờ mã để dán ở cửa phòng họp. Người dự chụp mã bằng điện thoại rồi bấm “Tôi có mặt”."
    ),
    "meetings:check_in": _("Đồng chí tự điểm danh tại đây khi đến phòng họp."),
    "meetings:invitation_scan": _(
        "Trang này mở ra khi người điểm danh quét mã trên giấy mời của một người. Tự quét mã của"
        " mình khi đang mở điểm danh thì đến trang điểm danh."
    ),
    "meetings:attendance_book_list": _(
        "Sổ điểm danh của chi bộ theo năm: ai dự, ai vắng từng cuộc họp. Xuất được ra Excel."
    ),
    "meetings:written_detail": _(
        "Họp bằng cách lấy ý kiến bằng văn bản: đọc tài liệu rồi trả lời đồng ý, không đồng ý"
        " hoặc ý kiến khác về từng nội dung, trước hạn."
    ),
    "meetings:written_record": _(
        "Nhập phiếu giấy của người không trả lời trên mạng: chọn đồng chí, nội dung, ý kiến và"
        " ngày ghi trên phiếu."
    ),
}
