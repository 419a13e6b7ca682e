"""What each page of documents, rounds and opinions is for, in plain words."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

PAGES: Mapping[str, StrOrPromise] = {
    "documents:document_list": _(
        "Trang này liệt kê các văn kiện trình đại hội và cho biết mỗi văn kiện đang ở "
        "bước nào. Chọn một văn kiện để đọc, góp ý hoặc làm việc tiếp."
    ),
    "documents:document_states": _(
        "Trang này cho cấp trên biết tiến độ văn kiện của các tổ chức trực thuộc. Nội "
        "dung văn kiện và ý kiến không hiện ở đây."
    ),
    "documents:document_import": _(
        "Đồng chí đưa dự thảo viết bằng Word vào phần mềm tại đây. Phần mềm cho xem "
        "trước cách chia mục, đoạn rồi mới lưu."
    ),
    "documents:document_detail": _(
        "Trang này cho biết một văn kiện đang ở bước nào, đã có những bản nào và những "
        "đợt lấy ý kiến nào. Các việc có thể làm tiếp nằm ở đầu trang."
    ),
    "documents:document_sections": _(
        "Trang này đặt văn kiện cạnh khung mục của loại văn kiện: mục nào đã có, ai viết, dài bao "
        "nhiêu, cả văn bản khoảng mấy trang và đọc mấy phút."
    ),
    "documents:document_owners": _(
        "Đồng chí giao từng mục của văn kiện cho một đơn vị hoặc một người viết tại đây."
    ),
    "documents:document_history": _(
        "Trang này ghi lại mọi việc đã làm với văn kiện: ai làm, lúc nào. Không ai sửa "
        "hay xóa được phần ghi này."
    ),
    "documents:version_spelling": _(
        "Trang này liệt kê những chỗ trong văn bản có thể viết sai chính tả, thừa thiếu dấu cách "
        "hoặc viết hoa không thống nhất. Bấm vào vị trí để tới đúng đoạn; phần mềm không tự sửa."
    ),
    "documents:version_import": _(
        "Đồng chí đưa một bản mới của văn kiện từ tệp Word vào đây. Phần mềm đối chiếu "
        "với bản trước để thấy chỗ khác nhau."
    ),
    "documents:document_start_last_revision": _(
        "Đồng chí mở bước chỉnh sửa lần cuối tại đây và ghi hạn phải xong. Văn kiện đã "
        "hoàn thành vẫn sửa được trong bước này."
    ),
    "documents:document_finalise": _(
        "Đồng chí chốt bản cuối của văn kiện tại đây. Sau đó văn kiện không sửa được "
        "nữa, trừ khi được mở lại và việc mở lại được ghi rõ."
    ),
    "documents:draft_detail": _(
        "Trang này cho xem trước tệp Word vừa nhập: mục, đoạn, bảng và những chỗ cần "
        "kiểm tra. Đồng chí xem đúng rồi thì xác nhận."
    ),
    "documents:version_detail": _(
        "Trang này để đọc một bản của văn kiện, có đánh số đoạn. Đồng chí có thể tải về"
        " bản Word để in."
    ),
    "documents:returned_list": _(
        "Trang này liệt kê các tệp Word do các nơi sửa rồi gửi lại, xếp theo bản gốc của "
        "văn kiện. Mở trang đối chiếu để nhận hoặc không nhận từng chỗ."
    ),
    "documents:returned_upload": _(
        "Đồng chí tải lên tệp Word người khác đã sửa và gửi lại. Phần mềm đọc các chỗ sửa và "
        "nhận xét, cho xem trước rồi mới ghi."
    ),
    "documents:returned_send": _(
        "Đồng chí góp ý bằng cách sửa thẳng trong Word rồi tải tệp lên đây. Mỗi chỗ sửa và mỗi "
        "nhận xét thành một ý kiến đúng chỗ đó."
    ),
    "documents:returned_detail": _(
        "Trang này cho biết một tệp Word gửi về có những chỗ sửa và nhận xét nào, của ai, và "
        "những gì không giữ được. Tệp gốc luôn tải lại được."
    ),
    "documents:returned_opinions": _(
        "Đồng chí lấy mọi chỗ sửa chữ và nhận xét của một tệp thành ý kiến của đợt lấy ý kiến, "
        "đứng tên nơi gửi."
    ),
    "documents:returned_review": _(
        "Trang này ghép mọi tệp Word sửa trên một bản, theo thứ tự đọc: đề nghị giống nhau chỉ "
        "hiện một lần, đề nghị va nhau đặt cạnh nhau để đồng chí chọn."
    ),
    "documents:version_edit": _(
        "Đồng chí sửa văn kiện theo từng đoạn tại đây. Mỗi lần sửa được ghi lại và có thể hoàn tác."
    ),
    "documents:version_export": _(
        "Đồng chí tải về một tệp Word chỉ ra mọi chỗ khác giữa hai bản bằng theo dõi thay đổi, "
        "có thể kèm ý kiến góp ý thành nhận xét đúng chỗ."
    ),
    "documents:version_compare": _(
        "Trang này đặt hai bản của văn kiện cạnh nhau và chỉ ra chỗ thêm, chỗ bỏ, chỗ chuyển."
    ),
    "documents:version_changes": _(
        "Trang này liệt kê từng chỗ đã sửa trong bản đang soạn, ai sửa và sửa theo ý kiến nào."
    ),
    "documents:version_freeze": _(
        "Đồng chí chốt bản đang soạn thành một bản có số tại đây. Bản đã chốt được giữ "
        "nguyên để đối chiếu về sau."
    ),
    "documents:block_edit": _(
        "Đồng chí sửa một đoạn của văn kiện tại đây. Nếu người khác vừa sửa đoạn này, "
        "phần mềm báo để đồng chí chọn."
    ),
    "documents:block_cell": _("Đồng chí sửa một ô trong bảng của văn kiện tại đây."),
    "documents:block_add": _("Đồng chí thêm một đoạn mới vào văn kiện tại đây."),
    "documents:round_open": _(
        "Đồng chí mở một đợt lấy ý kiến tại đây: hỏi ai, bằng cách nào, từ ngày nào đến"
        " ngày nào. Người được hỏi sẽ nhận thông báo."
    ),
    "documents:round_detail": _(
        "Trang này cho biết đợt lấy ý kiến đang đến đâu: ai đã góp ý, ai chưa, còn bao "
        "nhiêu ý kiến chưa có trả lời."
    ),
    "documents:round_read": _(
        "Đồng chí đọc dự thảo và góp ý ngay tại đoạn cần góp: chạm vào đoạn hoặc chọn "
        "câu chữ rồi ghi ý kiến. Không có ý kiến gì thì bấm đồng ý."
    ),
    "documents:round_extend": _(
        "Đồng chí kéo dài thời hạn của đợt lấy ý kiến tại đây. Người chưa góp ý sẽ được"
        " báo hạn mới."
    ),
    "documents:paragraph_opinions": _(
        "Trang này tập hợp các ý kiến về một đoạn của dự thảo. Đồng chí thêm ý kiến của"
        " mình tại đây."
    ),
    "documents:paper_opinion_add": _(
        "Đồng chí nhập vào đây ý kiến nhận trên giấy hoặc tại cuộc họp, ghi đúng tên người góp ý."
    ),
    "documents:opinion_import": _(
        "Đồng chí nhập nhiều ý kiến cùng lúc từ tệp Excel hoặc Word tại đây. Phần mềm "
        "cho xem trước rồi mới ghi."
    ),
    "documents:opinion_import_detail": _(
        "Trang này cho xem trước các ý kiến trong tệp: dòng nào nhập được, dòng nào cần"
        " sửa. Chỉ khi đồng chí xác nhận mới ghi."
    ),
    "documents:contribution_detail": _(
        "Phòng soạn ý kiến chung của mình tại đây, gom nhiều mục rồi người phụ trách ký"
        " gửi. Sau khi ký thì không sửa nữa."
    ),
    "documents:contribution_item_edit": _(
        "Đồng chí sửa một mục trong bản góp ý của phòng tại đây, trước khi người phụ trách ký gửi."
    ),
    "documents:my_opinions": _(
        "Trang này cho đồng chí biết từng ý kiến của mình đã được trả lời thế nào và "
        "câu chữ trong văn kiện thay đổi ra sao."
    ),
    "documents:opinion_detail": _(
        "Trang này cho biết một ý kiến được tiếp thu hay không, vì sao, và câu văn "
        "trước, sau khi sửa."
    ),
    "documents:opinion_edit": _(
        "Đồng chí sửa ý kiến của mình tại đây khi đợt lấy ý kiến còn mở và ý kiến chưa "
        "được trả lời."
    ),
    "documents:round_answer": _(
        "Tiểu ban trả lời từng ý kiến tại đây: tiếp thu, tiếp thu một phần hay giải "
        "trình. Ý kiến giống nhau được gom để trả lời một lần, câu chữ tiếp thu đi "
        "thẳng vào văn kiện."
    ),
    "documents:round_close": _(
        "Đồng chí đóng đợt lấy ý kiến tại đây, khi mọi ý kiến đã có trả lời. Người góp "
        "ý sẽ được báo kết quả."
    ),
    "documents:superior_report": _(
        "Trang này tập hợp ý kiến góp ý vào dự thảo văn kiện của cấp trên, theo từng văn kiện và "
        "đề mục, ghi nguyên văn và không nhận xét. Đồng chí tải về Word hoặc Excel để đại hội "
        "thông qua và gửi cấp trên."
    ),
    "documents:superior_import": _(
        "Đồng chí đưa dự thảo văn kiện của cấp trên vào đây, từ tệp Word hoặc ghi các câu hỏi gợi "
        "ý. Đảng viên góp ý theo từng đề mục, câu hỏi trong một đợt riêng."
    ),
    "documents:opinion_table": _(
        "Trang này là bảng tổng hợp ý kiến và kết quả tiếp thu, giải trình. Đồng chí có"
        " thể tải về Word hoặc Excel để trình và lưu."
    ),
}
