"""Refusals a user can read. The middleware turns them into a page or a fragment."""

import errno
from collections.abc import Sequence

from django.db import OperationalError
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from daihoi.rules.findings import Finding


class DomainError(Exception):
    """A refusal: ``message`` is for the user (Vietnamese), ``code`` is stable, ``advice`` helps."""

    status = 422
    code = "refused"

    def __init__(self, message: StrOrPromise, *, code: str = "", advice: StrOrPromise = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice
        self.code = code or self.code

    @property
    def in_full(self) -> str:
        """What is refused and what to do instead, for the top of a form."""
        return " ".join(str(part) for part in (self.message, self.advice) if part)


class NotPermitted(DomainError):
    """The actor may see the thing but lacks the permission to do this."""

    status = 403
    code = "not_permitted"

    def __init__(
        self,
        message: StrOrPromise = _("Đồng chí không có quyền làm việc này."),
        *,
        code: str = "",
        advice: StrOrPromise = _("Hãy nhờ bí thư hoặc người được phân công thực hiện."),
    ) -> None:
        super().__init__(message, code=code, advice=advice)


class NotFound(DomainError):
    """Absent, or another's: the same answer for both."""

    status = 404
    code = "not_found"

    def __init__(
        self,
        message: StrOrPromise = _("Không tìm thấy nội dung này."),
        *,
        code: str = "",
        advice: StrOrPromise = _("Có thể đường dẫn đã cũ. Hãy quay lại trang đầu."),
    ) -> None:
        super().__init__(message, code=code, advice=advice)


class Conflict(DomainError):
    """Changed since the page was loaded, or in a state that does not allow this."""

    status = 409
    code = "conflict"


class RuleBroken(DomainError):
    """A rule forbids it; ``findings`` say which, each with its source."""

    code = "rule_broken"

    def __init__(
        self,
        message: StrOrPromise,
        findings: Sequence[Finding] = (),
        *,
        code: str = "",
        advice: StrOrPromise = "",
    ) -> None:
        super().__init__(message, code=code, advice=advice)
        self.findings = tuple(findings)


class BadFile(DomainError):
    """An uploaded file that cannot be used: what, where, and what to do."""

    code = "bad_file"


class DiskFull(DomainError):
    """The server has no room for what should be written; nothing of it is kept."""

    status = 507
    code = "disk_full"

    def __init__(self) -> None:
        super().__init__(
            _("Máy chủ hết chỗ trên đĩa nên chưa lưu được gì."),
            advice=_("Hãy báo người quản trị dọn đĩa, rồi gửi lại."),
        )


def means_full_disk(error: Exception) -> bool:
    """Whether the operating system or the database said so."""
    if isinstance(error, OSError):
        return error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
    if isinstance(error, OperationalError):
        state = getattr(error.__cause__, "sqlstate", "")  # PostgreSQL's
        return state == "53100" or "disk is full" in str(error)
    return False
