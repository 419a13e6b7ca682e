"""What each page of dossiers and approvals is for, in plain words."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

PAGES: Mapping[str, StrOrPromise] = {
    "approvals:dossier": _(
        "Trang này cho biết hồ sơ xin duyệt đại hội cần những văn bản nào, đã có bản nào, còn thiếu"
        " gì và soạn ở đâu. Khi đủ, bí thư bấm Gửi cấp trên: bản đang có được giữ nguyên và gửi đi."
    ),
    "approvals:confirmation": _(
        "Sau đại hội, đồng chí lập hồ sơ báo cáo kết quả và đề nghị chuẩn y tại đây. Hạn gửi và hạn"
        " trả lời tính theo ngày làm việc, trừ ngày nghỉ lễ."
    ),
    "approvals:dossier_submit": _(
        "Đồng chí gửi hồ sơ tại đây. Từng văn bản được giữ nguyên bản Word, PDF và mã SHA-256; cấp"
        " trên thấy hồ sơ ngay trong danh sách của mình."
    ),
    "approvals:line_edit": _(
        "Đồng chí chọn bản sẽ gửi của một dòng, ghi dòng đó có bắt buộc không và đính kèm tệp, như"
        " hồ sơ cá nhân, biên bản giới thiệu."
    ),
    "approvals:line_attach": _("Đồng chí đính kèm tệp vào một dòng của hồ sơ tại đây."),
    "approvals:submission_detail": _(
        "Trang này là một lần trình: những bản đã gửi, ý kiến của cấp trên về từng văn bản, kết quả"
        " thẩm định và quyết định. Lần trình sau chỉ đánh dấu chỗ khác lần trước."
    ),
    "approvals:submission_withdraw": _(
        "Đồng chí rút hồ sơ tại đây khi cấp trên chưa tiếp nhận, kèm lý do."
    ),
    "approvals:validity_review": _(
        "Khi ngày, hình thức hoặc số người dự đổi sau phê duyệt, đồng chí ghi tại đây phê duyệt còn"
        " hiệu lực không và căn cứ vào đâu. Cấp trên được báo."
    ),
    "approvals:item_compare": _(
        "Trang này chỉ hiện những câu khác với lần trình trước. Tải được bản Word có theo dõi thay"
        " đổi."
    ),
    "approvals:desk": _(
        "Trang này là danh sách tổ chức trực thuộc: ngày đại hội, hồ sơ đang ở bước nào, mốc nào"
        " trễ. Hồ sơ chờ trả lời đứng trên cùng. Chỉ đọc được văn bản đã trình."
    ),
    "approvals:item_judge": _(
        "Đồng chí đọc một văn bản và ghi kết quả: đồng ý, đồng ý nhưng cần sửa, hoặc trả lại. Cần"
        " sửa hay trả lại thì phải ghi rõ sửa gì."
    ),
    "approvals:appraisal_finish": _(
        "Đồng chí kết thúc thẩm định tại đây khi mọi văn bản đã có kết quả: ai thẩm định, ngày nào,"
        " nhận xét chung và yêu cầu sửa đổi."
    ),
    "approvals:submission_return": _(
        "Đồng chí trả hồ sơ lại tại đây để tổ chức hoàn thiện; lần trình sau mang số tiếp theo."
    ),
    "approvals:submission_approve": _(
        "Đồng chí ghi phê duyệt tại đây: số, ngày, người ký văn bản, cho ngày đại hội nào và bao"
        " nhiêu người dự."
    ),
    "approvals:results_confirm": _(
        "Đồng chí ghi chuẩn y kết quả bầu cử tại đây; chức danh nào không chuẩn y thì ghi lý do."
    ),
    "approvals:results_refuse": _(
        "Đồng chí ghi không công nhận kết quả bầu cử tại đây, kèm lý do."
    ),
}
