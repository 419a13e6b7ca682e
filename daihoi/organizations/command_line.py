"""What `daihoi import-members` does: the same queries and actions as the pages."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.base.errors import NotFound
from daihoi.organizations.actions import imports
from daihoi.organizations.queries.member_plans import MemberPreview, preview_members
from daihoi.organizations.queries.organizations import find_organization


@dataclass(frozen=True, slots=True)
class Answer:
    """The preview of a list and whether it was written."""

    preview: MemberPreview
    written: bool

    @property
    def blocked(self) -> int:
        return self.preview.counts["skip"]

    def to_json(self) -> dict[str, Any]:
        return {**self.preview.to_json(), "written": self.written}

    def lines(self) -> list[str]:
        counts = _(
            "Thêm %(add)s, thay đổi %(change)s, không đổi %(leave)s, bỏ qua %(skip)s dòng;"
            " %(units)s đơn vị mới, %(warned)s dòng cần xem lại."
        )
        done = _("Đã nhập.") if self.written else _("Chưa ghi gì (xem trước).")
        problems = [f"  {problem}" for problem in self.preview.problems]
        return [counts % self.preview.counts, *problems, done]


def import_members(
    data: bytes, *, name: str, organization: str, username: str, dry_run: bool
) -> Answer:
    """Preview a list and, unless ``dry_run``, write its clean rows; nothing changed, nothing kept."""
    user = User.objects.filter(username=username).first()
    if user is None:
        raise NotFound(_("Không có tài khoản “%(name)s”.") % {"name": username}, advice="")
    place = find_organization(organization)
    preview = preview_members(place, data, name, viewer=user)
    written = not dry_run and preview.writes
    if written:
        with transaction.atomic():
            started = imports.start_import(place, data, name, actor=user)
            imports.confirm_import(started, digest=preview.digest, actor=user)
    return Answer(preview, written=written)
