"""What each page of papers, the register, incoming papers and books is for, in plain words."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

_REGISTER: Mapping[str, StrOrPromise] = {
    "registry:paper_issue": _(
        "Đồng chí ban hành văn bản tại đây. Trang cho biết trước số sẽ cấp, người ký, chỗ còn trống"
        " và điều cần xem lại; bấm Ban hành thì số được cấp, bản Word và PDF được giữ nguyên."
    ),
    "registry:register_list": _(
        "Trang này là sổ văn bản đi: mọi văn bản đã cấp số, kể cả văn bản đã hủy. Văn bản về nhân"
        " sự và văn bản mật chỉ chi ủy, tiểu ban nhân sự đọc được."
    ),
    "registry:register_detail": _(
        "Trang này cho biết một văn bản đã ban hành: dòng trong sổ, hai bản giữ nguyên và mã để ai"
        " cầm văn bản cũng kiểm tra được."
    ),
    "registry:register_cancel": _(
        "Đồng chí hủy một văn bản đã ban hành tại đây, kèm lý do. Số đã hủy ở lại trong sổ và"
        " không cấp lại; bản sửa được ban hành với số mới và ghi thay thế văn bản nào."
    ),
    "registry:register_add": _(
        "Đồng chí cấp số cho văn bản soạn ở ngoài tại đây. Văn bản nhận số kế tiếp của dãy, nên sổ"
        " không bỏ số nào."
    ),
    "registry:term_list": _(
        "Trang này cho biết các dãy số đang chạy đến đâu. Văn bản của cấp ủy lấy số theo loại trong"
        " suốt nhiệm kỳ, không bắt đầu lại vào tháng Giêng; văn bản của đại hội chung một dãy."
    ),
    "registry:term_start": _(
        "Đồng chí mở nhiệm kỳ mới của cấp ủy tại đây sau khi đại hội bế mạc. Các dãy số của cấp ủy"
        " bắt đầu lại từ 01."
    ),
    "registry:term_days": _(
        "Đồng chí ghi ngày khai mạc (kể từ phiên trù bị) và ngày bế mạc tại đây. Trong những ngày"
        " này văn bản của đại hội lấy chung một dãy số."
    ),
    "registry:term_begin": _(
        "Đồng chí ghi số đã dùng trên sổ giấy tại đây khi bắt đầu ghi sổ giữa nhiệm kỳ. Mỗi loại"
        " chỉ ghi được một lần, trước khi cấp số đầu tiên."
    ),
    "registry:incoming_list": _(
        "Trang này là sổ văn bản đến, số đến chạy theo từng năm. Văn bản đến đưa vào sổ căn cứ"
        " được bằng một lần bấm, và ngược lại."
    ),
    "registry:incoming_add": _(
        "Đồng chí ghi văn bản đến tại đây, kèm tệp hoặc bản quét. Số đến được cấp khi ghi."
    ),
    "registry:incoming_detail": _(
        "Trang này cho biết một văn bản đến: số đến, nơi gửi, tệp giữ nguyên như khi nhận."
    ),
    "registry:incoming_basis": _(
        "Văn bản chỉ đạo trong sổ căn cứ vào sổ đến tại đây, không phải gõ lại."
    ),
    "registry:incoming_edit": _(
        "Đồng chí sửa dòng đã ghi tại đây; số đến giữ nguyên. Ai sửa, sửa gì đều được ghi lại."
    ),
    "registry:book_list": _(
        "Trang này liệt kê các sổ của văn thư. Sổ lấy từ dữ liệu đã có, không phải chép lại."
    ),
    "registry:book_detail": _(
        "Trang này là một sổ, đúng các cột văn thư quen dùng. Đồng chí lọc theo năm, in, hoặc tải"
        " về Word, Excel."
    ),
    "check_enter": _(
        "Ai cầm văn bản cũng kiểm tra được tại đây, không cần đăng nhập: nhập mã in dưới mã QR."
    ),
    "check_paper": _(
        "Trang này cho biết văn bản có thật và còn hiệu lực hay đã hủy, không cho xem nội dung. Tệp"
        " đồng chí đang có so được với bản gốc."
    ),
}
_PAPERS: Mapping[str, StrOrPromise] = {
    "registry:paper_list": _(
        "Trang này là bộ văn bản mà kỳ đại hội cần có, theo từng giai đoạn: loại nào bắt buộc, ai"
        " soạn, hạn nào, đã đến đâu. Bấm Lập để bắt đầu từ mẫu."
    ),
    "registry:paper_make": _(
        "Đồng chí lập văn bản từ mẫu tại đây. Tên, ngày, số liệu đã có trong phần mềm tự điền; mẫu"
        " sửa sau này không làm đổi văn bản đã lập."
    ),
    "registry:paper_detail": _(
        "Trang này cho thấy văn bản như khi in. Chỗ tô vàng là điều còn thiếu: còn chỗ vàng thì in"
        " làm dự thảo được, chưa ban hành được."
    ),
    "registry:paper_fill": _(
        "Đồng chí điền chỗ còn thiếu tại đây. Điều dùng chung cho cả kỳ đại hội chỉ điền một lần,"
        " các văn bản khác lấy theo."
    ),
    "registry:paper_edit": _(
        "Đồng chí sửa từng ô của văn bản tại đây. Chữ trong {{ }} là trường tự điền; nếu người khác"
        " vừa sửa, trang cho xem cả hai bản trước khi lưu."
    ),
    "registry:paper_layout": _(
        "Đồng chí chọn thể thức, ngày ghi trên văn bản, độ mật, độ khẩn tại đây. Để trống thì phần"
        " mềm chọn thể thức theo ngày và cơ quan ban hành."
    ),
    "registry:template_list": _(
        "Trang này liệt kê mẫu văn bản: của tổ chức, của cấp trên công bố và có sẵn. Sao một mẫu"
        " rồi sửa trên trang, hoặc tải về Word, sửa và tải lên."
    ),
    "registry:template_add": _("Đồng chí sao một mẫu thành mẫu của tổ chức mình tại đây."),
    "registry:template_read": _(
        "Trang này cho xem một mẫu với các trường {{ }} chưa điền, trước khi sao hay dùng."
    ),
    "registry:template_detail": _(
        "Trang này cho xem mẫu của tổ chức, điền thử bằng dữ liệu đại hội. Mẫu có trường sai thì"
        " trang nêu rõ trường nào, ở đâu; sửa xong mới công bố hay dùng được."
    ),
    "registry:template_edit": _("Đồng chí sửa từng ô của mẫu tại đây."),
    "registry:template_upload": _(
        "Đồng chí tải tệp Word đã sửa lên tại đây. Phần mềm nhận ra từng ô, cho xem trước và nêu"
        " chỗ chưa đúng; tệp gốc được giữ nguyên."
    ),
    "registry:field_list": _(
        "Trang này là bảng các trường dùng được trong mẫu, mỗi trường một ví dụ."
    ),
    "registry:passage_list": _(
        "Trang này là các câu mẫu dùng lại nhiều lần: ý nghĩa, yêu cầu, mở đầu, câu kết, lời mời, lời"
        " dẫn … Câu có sẵn lấy về sửa thành của tổ chức; khi soạn văn bản thì chọn và chèn vào."
    ),
    "registry:passage_add": _(
        "Đồng chí thêm câu mẫu của tổ chức tại đây. Chữ trong {{ }} là trường, tự điền bằng dữ liệu"
        " đại hội khi câu được dùng."
    ),
    "registry:passage_edit": _(
        "Đồng chí sửa câu mẫu của tổ chức tại đây; văn bản đã dùng câu cũ không đổi theo."
    ),
}
_DOSSIERS: Mapping[str, StrOrPromise] = {
    "registry:dossier_list": _(
        "Trang này liệt kê các hồ sơ của kỳ đại hội. Một hồ sơ gom nhiều văn bản theo thứ tự, có mục"
        " lục, số trang và mã của từng tệp."
    ),
    "registry:dossier_add": _(
        "Đồng chí lập hồ sơ mới tại đây: đặt tên, chọn văn bản. Những văn bản thường có trong hồ sơ"
        " trình duyệt đã được đánh dấu sẵn."
    ),
    "registry:dossier_detail": _(
        "Trang này là một hồ sơ: thêm, bỏ, xếp thứ tự văn bản cho đến khi niêm phong. Hồ sơ đã niêm"
        " phong thì danh sách và tệp giữ nguyên, ai cũng kiểm tra được."
    ),
    "registry:dossier_rename": _("Đồng chí đổi tên hồ sơ chưa niêm phong tại đây."),
    "registry:dossier_extend": _("Đồng chí thêm văn bản vào hồ sơ chưa niêm phong tại đây."),
    "registry:dossier_seal": _(
        "Đồng chí niêm phong hồ sơ tại đây. Các văn bản được ghép thành một tệp PDF có mục lục và"
        " một tệp nén có mã kiểm tra; sau đó không thêm bớt được nữa."
    ),
    "registry:dossier_print": _(
        "Đồng chí in bộ tài liệu cho hội trường tại đây: mỗi đồng chí một bộ có tờ bìa ghi tên, in"
        " hai mặt thì mỗi văn bản bắt đầu ở tờ mới."
    ),
}
PAGES: Mapping[str, StrOrPromise] = {**_PAPERS, **_REGISTER, **_DOSSIERS}
