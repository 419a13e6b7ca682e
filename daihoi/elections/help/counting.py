from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

PAGES: Mapping[str, StrOrPromise] = {
    "elections:count_round": _(
        "Hai thành viên ban kiểm phiếu kiểm độc lập, mỗi người một bên. Số của hai bên chỉ hiện khi"
        " cả hai đã đóng; khớp từng tên thì ban kiểm phiếu xác nhận kết quả."
    ),
    "elections:count_entry": _(
        "Nhập các phiếu của bên mình: từng phiếu, theo bó giống nhau hoặc số cộng. Mỗi phiếu được"
        " xét hợp lệ hay không kèm lý do; lùi lại được khi tập chưa đóng."
    ),
    "elections:count_take_over": _(
        "Nhận tiếp bên kiểm của người khác khi người ấy không làm tiếp được. Điều đã nhập vẫn giữ,"
        " lý do được ghi lại."
    ),
    "elections:count_mend": _(
        "Mở bản tiếp theo của bên mình để nhập lại tập có sai sót. Bản cũ vẫn xem được."
    ),
    "elections:count_version": _("Một bản kiểm phiếu như lúc đã đóng, không sửa được nữa."),
    "elections:count_aside": _(
        "Để riêng một phiếu chưa rõ ý người bầu. Phiếu này không nhập ở bên nào, ban kiểm phiếu cùng"
        " quyết định."
    ),
    "elections:count_ruling": _(
        "Ghi quyết định của tập thể ban kiểm phiếu về một phiếu để riêng, có lý do và người có mặt."
    ),
    "elections:count_give_back": _(
        "Đưa một phiếu để riêng trở lại để cả hai bên nhập như phiếu thường."
    ),
    "elections:count_recount": _(
        "Kiểm lại toàn bộ số phiếu từ đầu, ghi lý do và ai quyết định. Các bản trước vẫn xem được."
    ),
}
