"""The people one can be in the demo with one click; the seeding command makes these accounts."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

CELL = _("Chi bộ chuẩn bị đại hội ngày 3-4-2020")
UNION = _("Công đoàn đang họp đại hội")
BESIDE = _("Cấp trên, quản trị")


@dataclass(frozen=True, slots=True)
class DemoRole:
    """One button of the demo's sign-in page: whose account it opens and what to try there."""

    username: str
    label: StrPromise
    tasks: StrPromise
    place: StrPromise = CELL  # roles of one place stand together


DEMO_ROLES: dict[str, DemoRole] = {
    "secretary": DemoRole(
        "bi-thu", _("Bí thư"), _("Chủ trì cuộc họp, trình cấp trên duyệt, giao việc, đăng tin")
    ),
    "subcommittee_head": DemoRole(
        "truong-tieu-ban",
        _("Trưởng Tiểu ban Văn kiện"),
        _("Trả lời từng ý kiến, sửa dự thảo, duyệt bảng tổng hợp"),
    ),
    "staff": DemoRole(
        "anh.dtn",
        _("Trưởng bộ phận giúp việc"),
        _("Soạn chương trình, kịch bản, tính thời gian, theo dõi tham luận"),
    ),
    "propaganda": DemoRole(
        "tuyen-truyen",
        _("Bộ phận tuyên truyền"),
        _("Viết tin, thêm ảnh, sửa lỗi chính tả, ghi kế hoạch tuyên truyền"),
    ),
    "department": DemoRole(
        "phong", _("Phụ trách phòng"), _("Gửi một bản góp ý nhiều mục thay mặt phòng")
    ),
    "member": DemoRole(
        "dang-vien", _("Đảng viên"), _("Đọc dự thảo, góp ý, trả lời lời mời họp, khai báo y tế")
    ),
    "clerk": DemoRole(
        "van-thu", _("Văn thư"), _("Cấp số, vào sổ văn bản, ghi biên bản cuộc họp, lập hồ sơ")
    ),
    "union_chair": DemoRole(
        "chu-tich",
        _("Chủ tịch công đoàn"),
        _("Điều hành đại hội đang diễn ra: từng mục, biểu quyết, phát biểu, màn hình, biên bản"),
        UNION,
    ),
    "first_teller": DemoRole(
        "kiem-phieu-1",
        _("Trưởng ban kiểm phiếu công đoàn"),
        _("Bên kiểm thứ nhất đã xong; công bố kết quả"),
        UNION,
    ),
    "second_teller": DemoRole(
        "kiem-phieu-2",
        _("Người kiểm phiếu thứ hai"),
        _("Nhập tiếp những phiếu còn lại, đối chiếu hai bên"),
        UNION,
    ),
    "union_member": DemoRole(
        "doan-vien",
        _("Đoàn viên công đoàn"),
        _("Theo dõi đại hội trên điện thoại, xin phát biểu, xem kết quả bầu cử"),
        UNION,
    ),
    "superior": DemoRole(
        "cap-tren", _("Cấp trên"), _("Thẩm định, phê duyệt hồ sơ đại hội của các chi bộ"), BESIDE
    ),
    "administrator": DemoRole(
        "quan-tri", _("Quản trị"), _("Lập tổ chức, tài khoản và phân quyền"), BESIDE
    ),
}
DEMO_USERS: dict[str, str] = {role: demo.username for role, demo in DEMO_ROLES.items()}
