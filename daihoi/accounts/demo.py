"""The people one can be in the demo with one click; the seeding command makes these accounts."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise


@dataclass(frozen=True, slots=True)
class DemoRole:
    """One button of the demo's sign-in page: whose account it opens and what to try there."""

    username: str
    label: StrPromise
    tasks: StrPromise


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
    "superior": DemoRole(
        "cap-tren", _("Cấp trên"), _("Thẩm định, phê duyệt hồ sơ đại hội của các chi bộ")
    ),
    "administrator": DemoRole("quan-tri", _("Quản trị"), _("Lập tổ chức, tài khoản và phân quyền")),
}
DEMO_USERS: dict[str, str] = {role: demo.username for role, demo in DEMO_ROLES.items()}
