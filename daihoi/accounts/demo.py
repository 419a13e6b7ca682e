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
        "bi-thu", _("Bí thư"), _("Lập văn kiện, mở và đóng đợt góp ý, quản lý danh sách")
    ),
    "subcommittee_head": DemoRole(
        "truong-tieu-ban",
        _("Trưởng Tiểu ban Văn kiện"),
        _("Trả lời từng ý kiến, sửa dự thảo, duyệt bảng tổng hợp"),
    ),
    "department": DemoRole(
        "phong", _("Phụ trách phòng"), _("Gửi một bản góp ý nhiều mục thay mặt phòng")
    ),
    "member": DemoRole(
        "dang-vien", _("Đảng viên"), _("Đọc dự thảo, góp ý, xem ý kiến của mình đi đâu")
    ),
    "clerk": DemoRole(
        "van-thu", _("Văn thư"), _("Cấp số, vào sổ văn bản đi và đến, lập hồ sơ, in tài liệu")
    ),
    "superior": DemoRole("cap-tren", _("Cấp trên"), _("Theo dõi tình hình các chi bộ trực thuộc")),
    "administrator": DemoRole("quan-tri", _("Quản trị"), _("Lập tổ chức, tài khoản và phân quyền")),
}
DEMO_USERS: dict[str, str] = {role: demo.username for role, demo in DEMO_ROLES.items()}
