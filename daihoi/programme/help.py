"""What each page of programmes, scripts and speeches is for, in plain words."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

PAGES: Mapping[str, StrOrPromise] = {
    "programme:programme_detail": _(
        "Trang này là chương trình đại hội. Người soạn sửa số phút, đổi thứ tự, giờ tự tính lại; "
        "phần “Cần xem lại” nêu từng điểm chưa ổn kèm căn cứ. Người khác xem bản đang có hiệu lực."
    ),
    "programme:programme_print": _("Trang này là bản in của chương trình."),
    "programme:programme_frame": _(
        "Đồng chí đặt giờ bắt đầu, giờ kết thúc, có phiên trù bị hay không và nội dung nào không có "
        "trong đại hội này. Tắt rồi bật lại không mất mục nào."
    ),
    "programme:programme_deposit": _(
        "Đồng chí chốt bản đang soạn tại đây: bản ấy không sửa được nữa và được đưa vào văn bản "
        "“Chương trình đại hội” để trình duyệt. Sau khi đã duyệt, phải nêu thay đổi có quan trọng không."
    ),
    "programme:item_add": _("Đồng chí thêm một mục vào chương trình, từ 1 đến 240 phút."),
    "programme:item_edit": _(
        "Đồng chí sửa một mục: nội dung, số phút, ai giới thiệu, ai thực hiện, văn bản dùng, biểu quyết."
    ),
    "programme:version_list": _(
        "Trang này liệt kê các bản chương trình, bản nào đã được phê duyệt, bản nào phải duyệt lại."
    ),
    "programme:version_detail": _("Trang này là một bản chương trình như khi nó được chốt."),
    "programme:version_compare": _("Trang này so hai bản chương trình, từng mục khác ở đâu."),
    "programme:conductor_list": _(
        "Trang này ghi dự kiến ai điều hành đại hội. Tên ở đây được điền vào kịch bản và văn bản."
    ),
    "programme:conductor_edit": _("Đồng chí chọn người cho từng nhiệm vụ điều hành đại hội."),
    "programme:script_detail": _(
        "Trang này là kịch bản: từng mục có giờ, lời sẽ nói, người điều hành. Chỗ nào khác chương "
        "trình thì lấy theo chương trình hoặc ghi lý do giữ khác. Chương trình được duyệt rồi mới "
        "hoàn thiện được kịch bản."
    ),
    "programme:script_print": _("Trang này là bản in của kịch bản."),
    "programme:script_cards": _(
        "Trang này cho người dẫn chương trình: mỗi lần một mục, chữ lớn, biết trước mục tiếp theo."
    ),
    "programme:script_finalise": _(
        "Đồng chí hoàn thiện kịch bản tại đây; lời dẫn được giữ nguyên từ lúc ấy."
    ),
    "programme:line_edit": _("Đồng chí sửa lời sẽ nói ở một mục của kịch bản."),
    "programme:difference_keep": _(
        "Đồng chí ghi lý do để kịch bản khác chương trình ở một chỗ. Chương trình đổi thì chỗ ấy được hỏi lại."
    ),
    "programme:speech_list": _(
        "Trang này liệt kê tham luận theo thứ tự phát biểu, số phút và tình trạng duyệt."
    ),
    "programme:speech_print": _("Trang này là bản in danh sách tham luận."),
    "programme:speech_add": _("Đồng chí đăng ký một bài tham luận: chủ đề, người nói, số phút."),
    "programme:speech_detail": _(
        "Trang này là một bài tham luận: bài viết, thời gian đọc ước tính và kết quả xem xét."
    ),
    "programme:speech_edit": _("Đồng chí sửa chủ đề, người nói, số phút của bài tham luận."),
    "programme:speech_write": _(
        "Đồng chí viết bài tham luận hoặc tải tệp Word. Bài đang viết dở được giữ trên máy này."
    ),
}
