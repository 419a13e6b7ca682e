"""What each page of news is for, in plain words."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

PAGES: Mapping[str, StrOrPromise] = {
    "news:article_list": _(
        "Trang này liệt kê tin, bài của tổ chức; bài chờ kiểm tra, chờ đăng đứng đầu. Ba bước "
        "soạn, kiểm tra, đăng do ba người làm."
    ),
    "news:article_add": _(
        "Đồng chí viết một tin mới tại đây. Số liệu ghi bằng tên trường thì bài lấy đúng theo hồ "
        "sơ; dán từ Word được. Lưu xong bài là bản nháp, chưa ai ngoài nhóm soạn thấy."
    ),
    "news:article_import": _(
        "Đồng chí nhập bài đã viết ở nơi khác tại đây. Bản nhập được giữ nguyên từng chữ; lỗi "
        "được chỉ ra để sửa trong bản soạn."
    ),
    "news:article_detail": _(
        "Trang này cho thấy bài như người đọc sẽ thấy, những chỗ cần xem lại và bài đang ở bước "
        "nào. Chỗ nào có gợi ý thì sửa bằng một lần bấm."
    ),
    "news:article_edit": _(
        "Đồng chí sửa bài tại đây. Người khác vừa sửa thì trang báo và cho xem bản đang lưu, "
        "điều đồng chí viết không mất."
    ),
    "news:article_source": _("Trang này là nguyên văn bài đã nhập, không ai sửa được."),
    "news:revision_detail": _("Trang này là một bản của bài, kể cả bản cũ đã đăng."),
    "news:article_submit": _(
        "Bài có chỗ khác hồ sơ thì đồng chí xem các chỗ ấy tại đây trước khi gửi kiểm tra."
    ),
    "news:article_return": _("Đồng chí trả bài lại cho người soạn tại đây, kèm điều cần sửa."),
    "news:article_check": _(
        "Đồng chí kiểm tra bài tại đây: chỗ viết sai, chỗ khác hồ sơ còn lại trong bài. Giữ khác hồ "
        "sơ thì ghi vì sao; lý do được lưu trong nhật ký."
    ),
    "news:article_publish": _(
        "Đồng chí đăng bài đã kiểm tra tại đây, ngay hoặc hẹn giờ. Người soạn và người kiểm tra "
        "không tự đăng."
    ),
    "news:article_correct": _(
        "Đồng chí lập bản đính chính của bài đã đăng tại đây. Bản mới qua đủ ba bước; trang tin "
        "ghi rõ đã sửa lúc nào, sửa điều gì."
    ),
    "news:article_withdraw": _(
        "Đồng chí gỡ bài khỏi trang tin tại đây, kèm lý do. Ai mở địa chỉ cũ thì được báo bài đã gỡ."
    ),
    "news:article_restore": _("Đồng chí đưa bài đã gỡ lên trang tin lại tại đây, kèm lý do."),
    "news:photo_add": _(
        "Đồng chí thêm ảnh tại đây. Ảnh được thu nhỏ, xoay đúng chiều và xóa nơi chụp; cần chú "
        "thích và mô tả."
    ),
    "news:photo_edit": _("Đồng chí sửa chú thích và mô tả của ảnh tại đây."),
    "news:site_edit": _(
        "Đồng chí đặt tên, địa chỉ và mở hoặc đóng trang tin công khai tại đây. Chưa mở thì bài "
        "đã đăng cũng chưa ai ngoài tổ chức đọc được."
    ),
    "news:propaganda_plan": _(
        "Trang này là kế hoạch tuyên truyền: nội dung, kênh, thời hạn, người phụ trách. Mục trễ "
        "hạn, sắp đến hạn đứng đầu."
    ),
    "news:propaganda_add": _("Đồng chí thêm một mục vào kế hoạch tuyên truyền tại đây."),
    "news:propaganda_edit": _("Đồng chí sửa một mục của kế hoạch tuyên truyền tại đây."),
    "news:propaganda_detail": _(
        "Trang này là một mục tuyên truyền: đã làm gì, ngày nào, đường dẫn và ảnh."
    ),
    "news:propaganda_log": _("Đồng chí ghi việc đã làm tại đây, kèm đường dẫn hoặc ảnh nếu có."),
    "news:propaganda_drop": _("Đồng chí ghi không làm một mục tại đây, kèm lý do."),
}
