"""What each page of congresses, plans, subcommittees and tasks is for, in plain words."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

PAGES: Mapping[str, StrOrPromise] = {
    "congresses:congress_list": _(
        "Trang này liệt kê các kỳ đại hội đồng chí được xem. Chọn một kỳ để xem việc chuẩn bị."
    ),
    "congresses:congress_detail": _(
        "Trang này cho biết những điều chính của một kỳ đại hội: việc nào trễ, việc nào sắp tới, "
        "ngày đại hội, mục tiêu, căn cứ và các tiểu ban."
    ),
    "congresses:congress_add": _(
        "Đồng chí lập một kỳ đại hội mới tại đây qua ba bước: đại hội và căn cứ, kế hoạch, tiểu "
        "ban và mục tiêu. Bước cuối mới lưu; quay lại bước trước không mất gì."
    ),
    "congresses:congress_edit": _(
        "Đồng chí sửa thông tin của kỳ đại hội tại đây. Kỳ đại hội lập nhầm, chưa ghi việc gì, thì "
        "xóa được. Ai sửa, sửa gì đều được ghi lại."
    ),
    "congresses:congress_close": _(
        "Đồng chí đóng công tác chuẩn bị tại đây: đánh giá từng mục tiêu đạt hay chưa. Mốc nào "
        "đến ngày đại hội còn chưa xong thì trang này nêu rõ."
    ),
    "congresses:congress_reopen": _(
        "Đồng chí mở lại công tác chuẩn bị đã đóng tại đây, kèm lý do."
    ),
    "congresses:day_set": _(
        "Đồng chí ghi ngày đại hội cụ thể tại đây khi trước đó mới biết đầu, giữa hay cuối tháng. "
        "Kế hoạch được tính lại theo ngày này."
    ),
    "congresses:day_move": _(
        "Đồng chí dời ngày đại hội tại đây, kèm lý do và cấp quyết định. Các mốc chưa xong được "
        "tính lại, việc đã làm giữ nguyên."
    ),
    "congresses:day_postpone": _(
        "Đồng chí ghi hoãn đại hội tại đây khi chưa có ngày mới. Công tác chuẩn bị vẫn tiếp tục "
        "và mọi thứ được giữ nguyên."
    ),
    "congresses:recheck_list": _(
        "Trang này nêu những điều có thể không còn đúng sau khi ngày đại hội đổi. Xem từng việc "
        "rồi ghi kết quả."
    ),
    "congresses:recheck_settle": _("Đồng chí ghi tại đây đã xem lại một việc và kết quả ra sao."),
    "congresses:goal_add": _(
        "Đồng chí ghi thêm một mục tiêu, yêu cầu của công tác chuẩn bị tại đây. Mục tiêu được "
        "đánh giá khi đóng công tác chuẩn bị."
    ),
    "congresses:goal_edit": _(
        "Đồng chí sửa hoặc bỏ một mục tiêu tại đây. Sửa lời thì đánh giá cũ không còn."
    ),
    "congresses:target_list": _(
        "Trang này ghi các chỉ tiêu của nhiệm kỳ mới theo nhóm, mỗi chỉ tiêu cho một năm hoặc cả "
        "nhiệm kỳ. Khi nghị quyết được thông qua, chỉ tiêu trong nghị quyết thay vào đây; kết quả "
        "từng năm được ghi tiếp, năm nào còn thiếu thì thấy ngay."
    ),
    "congresses:target_add": _(
        "Đồng chí thêm một chỉ tiêu của nhiệm kỳ mới tại đây: thuộc nhóm nào, cho năm nào."
    ),
    "congresses:target_edit": _(
        "Đồng chí sửa hoặc bỏ một chỉ tiêu tại đây. Chỉ tiêu đã ghi kết quả thì giữ nguyên lời."
    ),
    "congresses:target_follow": _(
        "Đồng chí ghi tại đây kết quả thực hiện một chỉ tiêu của từng năm, kể cả sau đại hội."
    ),
    "congresses:higher_list": _(
        "Trang này cho thấy các đại hội cấp trên mà đại hội này hướng tới: của cấp trên trực tiếp, "
        "của tỉnh, toàn quốc; góp ý dự thảo văn kiện của từng cấp và số đại biểu được bầu."
    ),
    "congresses:higher_add": _(
        "Đồng chí ghi một đại hội cấp trên tại đây. Chưa rõ ngày thì chỉ ghi tháng, năm."
    ),
    "congresses:higher_edit": _(
        "Đồng chí sửa một đại hội cấp trên tại đây, hoặc ghi số đại biểu khi được phân bổ."
    ),
    "congresses:rule_book": _(
        "Trang này nêu mọi quy định phần mềm dùng cho đại hội này: giá trị, điều khoản và mức chắc "
        "chắn. Quy định nào văn bản cấp trên đã thay thì đứng trước, kèm giá trị cũ."
    ),
    "congresses:local_rule_set": _(
        "Đồng chí ghi tại đây một quy định mà văn bản của cấp trên đặt riêng cho đại hội này. "
        "Số và ngày của văn bản hiện ở mọi nơi quy định ấy được dùng."
    ),
    "congresses:basis_list": _(
        "Trang này là sổ căn cứ: các văn bản mà kế hoạch và văn kiện viện dẫn, ghi cả số và ngày."
    ),
    "congresses:basis_add": _(
        "Đồng chí ghi một văn bản vào sổ căn cứ tại đây: số, ngày, cơ quan ban hành, trích yếu. "
        "Có thể kèm tệp văn bản."
    ),
    "congresses:basis_edit": _(
        "Đồng chí sửa một văn bản trong sổ căn cứ tại đây, hoặc thay tệp kèm theo."
    ),
    "congresses:basis_cite": _(
        "Đồng chí chọn tại đây những văn bản mà kỳ đại hội này lấy làm căn cứ."
    ),
    "congresses:plan": _(
        "Trang này cho thấy toàn bộ kế hoạch đại hội: việc nào trễ, việc nào sắp đến, việc "
        "nào đã xong, vẽ thành hình và ghi thành bảng. Chưa có kế hoạch thì lập từ một mẫu "
        "ngay tại đây."
    ),
    "congresses:milestone_detail": _(
        "Trang này cho biết một mốc của kế hoạch: hạn nào, ai chịu trách nhiệm, phải xong "
        "mốc nào trước và căn cứ của thời hạn. Xong việc thì ghi tại đây."
    ),
    "congresses:milestone_complete": _(
        "Đồng chí ghi ngày mốc này hoàn thành tại đây. Mốc phải làm trước chưa xong thì chỉ"
        " bí thư, chi ủy được ghi, kèm lý do."
    ),
    "congresses:milestone_reopen": _(
        "Đồng chí bỏ ghi xong một mốc tại đây, kèm lý do, khi đã ghi nhầm hoặc phải làm lại."
    ),
    "congresses:milestone_drop": _(
        "Đồng chí ghi một mốc không thực hiện trong kỳ đại hội này tại đây, kèm lý do. Mốc "
        "vẫn được giữ và có thể đưa trở lại."
    ),
    "congresses:milestone_add": _(
        "Đồng chí thêm một mốc riêng vào kế hoạch tại đây. Khi ngày đại hội đổi, mốc này "
        "được tính lại như các mốc khác."
    ),
    "congresses:milestone_edit": _(
        "Đồng chí sửa tên, ngày, nơi chịu trách nhiệm hoặc thứ tự của một mốc tại đây. Mốc "
        "đã xong thì giữ nguyên ngày."
    ),
    "congresses:template_list": _(
        "Trang này liệt kê các mẫu kế hoạch: mẫu của tổ chức, mẫu cấp trên công bố và mẫu có sẵn. "
        "Muốn sửa mẫu có sẵn thì sao thành mẫu riêng."
    ),
    "congresses:template_add": _(
        "Đồng chí lập một mẫu kế hoạch riêng tại đây bằng cách sao một mẫu đã có, rồi sửa từng mốc."
    ),
    "congresses:template_detail": _(
        "Trang này ghi các mốc của một mẫu. Sửa từng mốc tại đây hoặc bằng bảng Excel; công bố thì "
        "các tổ chức cấp dưới lập kế hoạch từ mẫu này được."
    ),
    "congresses:template_read": _(
        "Trang này ghi đủ các mốc của một mẫu để đồng chí đọc trước khi lập kế hoạch hoặc sao thành mẫu "
        "riêng."
    ),
    "congresses:template_edit": _(
        "Đồng chí sửa tên mẫu, khi nào dùng và mẫu theo quy định nào tại đây."
    ),
    "congresses:template_row_add": _(
        "Đồng chí thêm một mốc vào mẫu tại đây. Kế hoạch đã lập từ mẫu này không đổi."
    ),
    "congresses:template_row_edit": _(
        "Đồng chí sửa một mốc của mẫu tại đây: tên, cách tính ngày, nơi chịu trách nhiệm, thứ tự."
    ),
    "congresses:template_upload": _(
        "Đồng chí tải lên bảng Excel các mốc tại đây. Có chỗ sai thì trang này nêu dòng và cột, và "
        "chưa thay mốc nào."
    ),
    "congresses:subcommittee_add": _(
        "Đồng chí lập một tiểu ban tại đây, kèm nhiệm vụ, số và ngày quyết định thành "
        "lập. Tiểu ban chỉ nhận việc từ ngày có quyết định."
    ),
    "congresses:subcommittee_edit": _(
        "Đồng chí sửa tên, nhiệm vụ và quyết định thành lập của tiểu ban tại đây."
    ),
    "congresses:post_add": _(
        "Đồng chí phân công một người vào tiểu ban tại đây: trưởng, phó, thành viên hay"
        " giúp việc. Quyền làm việc của người đó theo phân công này."
    ),
    "congresses:post_end": _(
        "Đồng chí ghi ngày một người thôi tham gia tiểu ban tại đây. Những gì người đó "
        "đã làm vẫn được giữ."
    ),
    "congresses:subcommittee_detail": _(
        "Trang này cho biết tiểu ban gồm những ai, quyết định nào lập ra, đang làm việc gì và chịu"
        " trách nhiệm mốc nào."
    ),
    "congresses:subcommittee_end": _(
        "Đồng chí ghi ngày tiểu ban kết thúc nhiệm vụ tại đây. Nhiệm vụ của mọi người trong tiểu ban"
        " và quyền theo nhiệm vụ đó cũng thôi từ ngày ấy."
    ),
    "congresses:board": _(
        "Trang này cho thấy công việc của từng tiểu ban và từng nơi: việc nào trễ, sắp đến hạn, đang"
        " làm, đã xong. Văn kiện và nhân sự đứng trước."
    ),
    "congresses:my_work": _(
        "Trang này gom mọi việc của đồng chí: việc trễ, việc đang làm, việc chờ đồng chí xác nhận và"
        " yêu cầu cần biết."
    ),
    "congresses:task_give": _(
        "Đồng chí giao một việc tại đây cho tiểu ban, phòng, một người, mọi người hoặc cơ quan bên"
        " ngoài. Ai có tài khoản sẽ nhận được thông báo."
    ),
    "congresses:task_detail": _(
        "Trang này cho biết một công việc: giao cho ai, hạn nào, đã làm đến đâu. Người được giao ghi"
        " tiến độ, đính kèm minh chứng và báo xong tại đây."
    ),
    "congresses:task_edit": _(
        "Đồng chí sửa nội dung, hạn hoặc nơi nhận của công việc tại đây. Người đang nhận việc được báo"
        " lại."
    ),
    "congresses:task_return": _(
        "Đồng chí trả lại việc đã báo xong để làm tiếp tại đây, kèm lý do."
    ),
    "congresses:task_drop": _(
        "Đồng chí ghi một việc không làm nữa tại đây, kèm lý do. Việc vẫn được giữ lại để tra cứu."
    ),
    "congresses:task_reopen": _(
        "Đồng chí mở lại một việc đã xong hoặc đã thôi tại đây, kèm lý do."
    ),
    "congresses:outside_list": _(
        "Trang này ghi các ban, cơ quan ngoài tổ chức được giao việc, cùng đầu mối liên hệ."
    ),
    "congresses:outside_add": _(
        "Đồng chí thêm một ban, cơ quan bên ngoài tại đây để giao việc được cho họ."
    ),
    "congresses:outside_edit": _(
        "Đồng chí sửa tên hoặc đầu mối của ban, cơ quan bên ngoài tại đây."
    ),
}
