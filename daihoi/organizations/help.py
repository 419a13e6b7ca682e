"""What each page of organizations and people is for, in plain words."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

PAGES: Mapping[str, StrOrPromise] = {
    "organizations:organization_list": _(
        "Trang này liệt kê các tổ chức đảng đồng chí được xem. Chọn một tổ chức để xem "
        "các phòng, đảng viên và tài khoản của tổ chức đó."
    ),
    "organizations:set_up": _(
        "Trang này dẫn đồng chí qua từng bước để bắt đầu dùng phần mềm: lập tổ chức, "
        "nhập danh sách đảng viên, cấp tài khoản. Có thể dừng giữa chừng và làm tiếp "
        "sau."
    ),
    "organizations:organization_add": _(
        "Đồng chí thêm một tổ chức đảng tại đây. Chọn đúng cấp trên trực tiếp, vì cấp "
        "trên chỉ xem được tiến độ của các tổ chức trực thuộc."
    ),
    "organizations:organization_detail": _(
        "Trang này tập hợp thông tin của một tổ chức: các phòng, số đảng viên và những "
        "việc quản lý danh sách."
    ),
    "organizations:organization_edit": _(
        "Đồng chí sửa tên gọi và thông tin của tổ chức tại đây. Tên này được in trên văn bản."
    ),
    "organizations:unit_add": _(
        "Đồng chí thêm một phòng hoặc đơn vị của tổ chức tại đây, để sau này lấy ý kiến theo phòng."
    ),
    "organizations:unit_edit": _(
        "Đồng chí sửa tên một phòng hoặc đơn vị tại đây. Đảng viên của phòng vẫn giữ nguyên."
    ),
    "organizations:person_list": _(
        "Trang này là danh sách đảng viên và cán bộ của tổ chức, xếp theo tên. Đồng chí"
        " có thể lọc, mở từng người để xem hoặc sửa. Ngày sinh, điện thoại chỉ hiện khi người"
        " quản lý chọn; lần xem đó được ghi lại và báo cho người trong danh sách ở hồ sơ của họ."
    ),
    "organizations:person_detail": _(
        "Trang này cho biết thông tin của một người: tư cách đảng viên, chức vụ và tài "
        "khoản, mỗi mục kèm ngày bắt đầu và kết thúc."
    ),
    "organizations:person_add": _(
        "Đồng chí thêm một người vào danh sách của tổ chức tại đây. Trước khi thêm, nên"
        " tìm xem người đó đã có trong danh sách chưa."
    ),
    "organizations:person_edit": _(
        "Đồng chí sửa thông tin của một người tại đây. Việc thay đổi tư cách đảng viên "
        "và chức vụ làm ở trang riêng vì cần ngày hiệu lực."
    ),
    "organizations:membership_change": _(
        "Đồng chí ghi một thay đổi về tư cách đảng viên tại đây, kèm ngày bắt đầu. "
        "Những gì ghi trước đây vẫn được giữ lại."
    ),
    "organizations:membership_add": _(
        "Đồng chí thêm một giai đoạn đã qua mà trước đây chưa ghi, với đủ ngày đầu và ngày cuối."
        " Các giai đoạn của một người không được trùng ngày."
    ),
    "organizations:membership_edit": _(
        "Đồng chí sửa điều đã ghi nhầm của một giai đoạn: tư cách, ngày, nơi, số quyết định."
        " Việc mới xảy ra thì dùng “Ghi thay đổi”."
    ),
    "organizations:member_roll": _(
        "Trang này trả lời: vào một ngày bất kỳ, ai là đảng viên chính thức của tổ chức, và những"
        " người khác vì sao không tính. Chọn ngày rồi bấm Xem."
    ),
    "organizations:office_edit": _(
        "Đồng chí sửa ngày giữ chức vụ hoặc cách ghi chức vụ tại đây. Mỗi thời gian chỉ có một bí"
        " thư."
    ),
    "organizations:person_merge": _(
        "Khi một người bị ghi hai lần, đồng chí gộp hai bản ghi tại đây. Xem cạnh nhau, chọn giá trị"
        " giữ lại; ý kiến, nhiệm vụ, chức vụ của cả hai về một bản ghi."
    ),
    "organizations:people_change": _(
        "Đồng chí sửa một điều cho nhiều người cùng lúc: chuyển đơn vị, đổi tư cách, thôi chức vụ,"
        " thêm ghi chú. Xem trước từng người rồi mới ghi."
    ),
    "organizations:office_add": _(
        "Đồng chí ghi một chức vụ mới tại đây, kèm ngày bắt đầu. Quyền làm việc trên "
        "phần mềm theo chức vụ này từ ngày đó."
    ),
    "organizations:office_end": _(
        "Đồng chí ghi ngày thôi giữ chức vụ tại đây. Quyền đi kèm chức vụ sẽ hết theo ngày đó."
    ),
    "organizations:account_list": _(
        "Trang này cho biết ai đã tự đặt mật khẩu, phiếu đăng nhập của ai chưa dùng, hết hạn hay đã"
        " thu hồi. Đồng chí cấp, in lại hoặc thu hồi phiếu cho nhiều người cùng lúc."
    ),
    "organizations:account_give": _(
        "Đồng chí cấp tài khoản cho một người tại đây. Sau đó in phiếu đăng nhập và đưa tận tay"
        " người đó."
    ),
    "organizations:member_import": _(
        "Đồng chí nhập danh sách đảng viên từ tệp Excel tại đây. Phần mềm cho xem trước"
        " kết quả, chưa ghi gì cho đến khi đồng chí xác nhận. Ai có ngày vào Đảng và ngày chính"
        " thức được ghi là dự bị ở giữa hai ngày đó; ghi chú như “miễn sinh hoạt từ 01/2019” cho"
        " biết từ ngày nào."
    ),
    "organizations:member_import_detail": _(
        "Trang này cho xem trước những gì sẽ thêm, sẽ sửa và những dòng có vấn đề trong"
        " danh sách. Chỉ khi đồng chí xác nhận, danh sách mới được ghi."
    ),
}
