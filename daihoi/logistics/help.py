"""What each page of logistics is for, in plain words."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

PAGES: Mapping[str, StrOrPromise] = {
    "logistics:overview": _(
        "Trang này cho biết việc hậu cần nào trễ, đại hội có tổ chức được theo quy định phòng, chống "
        "dịch đang biết hay không, và từng nhóm việc đã xong bao nhiêu."
    ),
    "logistics:checklist": _(
        "Bảng kiểm dùng được ngay trong hội trường bằng điện thoại: chạm vào một mục để chụp ảnh, ghi "
        "chú và ghi xong. Hạn của mỗi mục tính từ ngày đại hội nên tự đổi khi ngày đại hội đổi."
    ),
    "logistics:item_add": _(
        "Đồng chí thêm một mục vào bảng kiểm tại đây. Tiệc, văn nghệ, quà tặng không được nhận nếu "
        "không ghi lý do."
    ),
    "logistics:item_detail": _(
        "Trang này nói rõ một mục: ai phụ trách, hạn nào, căn cứ gì. Chụp ảnh rồi bấm ghi xong; thông "
        "tin nơi chụp trong ảnh được bỏ trước khi lưu."
    ),
    "logistics:item_edit": _("Đồng chí sửa nội dung, người phụ trách và hạn của một mục tại đây."),
    "logistics:item_drop": _(
        "Mục không cần làm thì ghi lý do tại đây; mục vẫn còn trên bảng kiểm và mở lại được."
    ),
    "logistics:own_row_list": _(
        "Mẫu bảng kiểm của tổ chức: các mục ghi sẵn theo ngày đại hội, mục tổ chức sửa lại và mục tổ "
        "chức thêm. Bảng kiểm đã lập không đổi theo."
    ),
    "logistics:own_row_add": _("Đồng chí thêm một mục vào mẫu bảng kiểm của tổ chức tại đây."),
    "logistics:own_row_change": _(
        "Đồng chí ghi lại một mục ghi sẵn theo cách làm của tổ chức, hoặc bỏ mục ấy khỏi mẫu, tại đây."
    ),
    "logistics:own_row_edit": _("Đồng chí sửa một mục trong mẫu của tổ chức tại đây."),
    "logistics:stage_detail": _(
        "Bản vẽ sân khấu nhìn từ hội trường lên, theo bộ quy định có hiệu lực vào ngày đại hội. Cạnh "
        "bản vẽ ghi căn cứ của từng phần; phần nào chưa có nguồn xác nhận thì ghi rõ."
    ),
    "logistics:stage_edit": _(
        "Đồng chí sửa khẩu hiệu và chọn bên đặt bục phát biểu tại đây. Để trống khẩu hiệu là theo bộ "
        "quy định."
    ),
    "logistics:hall_detail": _(
        "Sơ đồ chỗ ngồi có tên từng người: khách và cấp trên ngồi hàng đầu, rồi đến đảng viên theo "
        "phòng. Chạm vào một ghế để đổi chỗ. Mỗi người thấy chỗ của mình trên cùng."
    ),
    "logistics:hall_edit": _(
        "Đồng chí ghi số hàng, số ghế, lối đi và khoảng cách tại đây. Khoảng cách để trống thì theo "
        "quy định phòng, chống dịch đang áp dụng."
    ),
    "logistics:hall_place": _(
        "Chọn người ngồi ghế này. Nếu ghế đã có người thì hai người đổi chỗ cho nhau."
    ),
    "logistics:hall_cards": _(
        "Biển tên để in, cắt và gấp đặt trên bàn: mỗi người một biển có số hàng, số ghế."
    ),
    "logistics:health_detail": _(
        "Trang này so số người dự kiến với quy định phòng, chống dịch áp dụng vào ngày đại hội, chỉ "
        "tính văn bản đã ban hành đến hôm nay. Mỗi cảnh báo nêu tên văn bản."
    ),
    "logistics:health_attendance": _(
        "Đồng chí ghi địa bàn, số phòng và số người dự kiến tại đây. Khi đã có danh sách người dự đại "
        "hội thì số người lấy từ danh sách."
    ),
    "logistics:measure_add": _(
        "Văn bản của địa phương hoặc cơ quan mà phần mềm chưa có thì ghi tại đây, kèm số và ngày."
    ),
    "logistics:declaration_list": _(
        "Danh sách khai báo y tế của mọi người dự: đảng viên, công chức, người lao động, khách. Chỉ "
        "người phụ trách y tế xem được. Sau đại hội thì xóa."
    ),
    "logistics:declaration_give": _(
        "Đồng chí khai báo y tế tại đây trước khi đến dự. Chỉ đồng chí và người phụ trách y tế xem được."
    ),
}
