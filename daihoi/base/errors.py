"""Refusals a user can read. The middleware turns them into a page or a fragment."""

from collections.abc import Sequence

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
