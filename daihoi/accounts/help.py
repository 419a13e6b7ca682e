"""What each page of accounts is for, in plain words."""

from collections.abc import Mapping

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

PAGES: Mapping[str, StrOrPromise] = {
    "account_login": _(
        "Đồng chí đăng nhập tại đây bằng tên đăng nhập và mật khẩu của mình. Lần đầu, hoặc khi"
        " quên mật khẩu, đồng chí dùng phiếu đăng nhập do bí thư hay người quản trị cấp."
    ),
    "account_logout": _(
        "Đồng chí xác nhận đăng xuất tại đây. Nên đăng xuất khi dùng chung máy với người khác."
    ),
    "account_change_password": _(
        "Đồng chí đổi mật khẩu của mình tại đây. Lần sau đăng nhập thì dùng mật khẩu mới."
    ),
    "account_set_password": _(
        "Đồng chí đặt mật khẩu riêng cho tài khoản của mình tại đây. Từ lần sau, đồng "
        "chí đăng nhập bằng mật khẩu này."
    ),
    "accounts:my_account": _(
        "Trang này cho biết tài khoản của đồng chí đang giữ những vai trò nào, ở tổ "
        "chức hoặc tiểu ban nào. Vai trò theo chức vụ và nhiệm vụ; thấy chưa đúng, đồng"
        " chí báo bí thư hoặc người quản trị."
    ),
    "slip_enter": _(
        "Đồng chí nhập mã in trên phiếu đăng nhập tại đây. Trang sau cho biết phiếu của ai rồi mới"
        " đăng nhập."
    ),
    "slip_use": _(
        "Trang này cho biết phiếu đăng nhập là của ai. Đúng tên mình thì đồng chí bấm đăng nhập rồi"
        " đặt mật khẩu; phiếu chỉ dùng được một lần."
    ),
    "account_reauthenticate": _(
        "Trước khi thay đổi việc quan trọng, đồng chí nhập lại mật khẩu để chắc chắn không phải"
        " người khác đang dùng máy này."
    ),
    "mfa_reauthenticate": _(
        "Trước khi thay đổi việc quan trọng, đồng chí nhập mã đang hiện trên điện thoại để chắc"
        " chắn không phải người khác đang dùng máy này."
    ),
    "mfa_authenticate": _(
        "Sau mật khẩu, đồng chí nhập mã đang hiện trong ứng dụng xác thực trên điện thoại. Không có"
        " điện thoại thì nhập một mã dự phòng."
    ),
    "mfa_index": _(
        "Đồng chí bật hoặc tắt bước xác nhận thứ hai tại đây. Khi bật, ngoài mật khẩu còn cần mã"
        " trên điện thoại."
    ),
    "mfa_activate_totp": _(
        "Đồng chí nối điện thoại với tài khoản tại đây. Làm xong sẽ có mã dự phòng để cất, phòng"
        " khi mất điện thoại."
    ),
    "mfa_deactivate_totp": _(
        "Đồng chí tắt bước xác nhận thứ hai tại đây. Sau đó chỉ cần mật khẩu để đăng nhập."
    ),
    "mfa_view_recovery_codes": _(
        "Trang này có các mã dự phòng của đồng chí, mỗi mã dùng một lần thay cho điện thoại. Hãy in"
        " và cất ở nơi riêng."
    ),
    "mfa_generate_recovery_codes": _(
        "Đồng chí lập bộ mã dự phòng mới tại đây. Bộ mã cũ không dùng được nữa."
    ),
    "accounts:session_list": _(
        "Trang này cho biết tài khoản của đồng chí đang mở trên những máy nào. Thấy máy lạ thì kết"
        " thúc rồi đổi mật khẩu."
    ),
    "accounts:first_administrator": _(
        "Trang này chỉ dùng một lần, khi phần mềm mới được cài đặt. Người quản trị đầu "
        "tiên tự đặt tên đăng nhập và mật khẩu tại đây."
    ),
    **(
        {
            "mfa_list_webauthn": _(
                "Trang này có các khóa đăng nhập của đồng chí: mỗi khóa nằm trên một điện thoại, máy"
                " tính hoặc thẻ khóa. Máy bị mất thì gỡ khóa của máy đó."
            ),
            "mfa_add_webauthn": _(
                "Đồng chí thêm khóa trên máy đang dùng tại đây. Lần sau, máy hỏi vân tay, khuôn mặt"
                " hoặc mã PIN thay cho việc nhập mã."
            ),
            "mfa_edit_webauthn": _(
                "Đồng chí đặt tên cho khóa tại đây, để sau này biết khóa nào nằm trên máy nào."
            ),
            "mfa_remove_webauthn": _(
                "Đồng chí gỡ một khóa tại đây. Sau đó khóa ấy không đăng nhập được nữa; các khóa khác"
                " vẫn dùng được."
            ),
            "mfa_reauthenticate_webauthn": _(
                "Trước khi thay đổi việc quan trọng, đồng chí dùng khóa của mình để chắc chắn không"
                " phải người khác đang dùng máy này."
            ),
        }
        if "webauthn" in settings.MFA_SUPPORTED_TYPES
        else {}
    ),
}
