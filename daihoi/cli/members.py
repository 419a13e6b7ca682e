"""`import-members`: a list of people from Excel."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from daihoi.cli.speaking import FOUND, hold, or_refuse, say, start
from daihoi.cli.usage import Command, ExistingFile

if TYPE_CHECKING:
    from daihoi.organizations.queries.member_plans import MemberPreview


@click.command(
    "import-members",
    cls=Command,
    help="Nhập danh sách từ tệp Excel: các dòng đúng vào cùng một lúc, dòng có lỗi được nêu ra và bỏ lại (mã 3).",
)
@click.argument("file", metavar="TỆP", type=ExistingFile())
@click.option(
    "--organization",
    required=True,
    metavar="TỔ-CHỨC",
    help="Số, tên ngắn hoặc tên đầy đủ của tổ chức.",
)
@click.option("--as", "username", required=True, metavar="TÀI-KHOẢN", help="Ai nhập.")
@click.option("--dry-run", is_flag=True, help="Chỉ xem trước, không ghi gì.")
@click.option("--json", "as_json", is_flag=True, help="In ra JSON.")
def import_members(
    *, file: Path, organization: str, username: str, dry_run: bool, as_json: bool
) -> None:
    """Import a list of people from an Excel file: clean rows go in together.

    Rows with problems are listed and left out (exit code 3).
    """
    start()
    hold()
    preview = or_refuse(lambda: _imported(file, organization, username, dry_run=dry_run))
    counts = preview.counts
    lines = [str(problem) for problem in preview.problems]
    lines.append(
        "{add} người mới, {change} người thay đổi, {leave} người giữ nguyên, "
        "{skip} dòng bị bỏ lại.".format(**counts)
    )
    lines.append("Chưa ghi gì (--dry-run)." if dry_run else "Đã ghi.")
    say({**preview.to_json(), "written": not dry_run}, lines, as_json=as_json)
    sys.exit(FOUND if counts["skip"] else 0)


def _imported(file: Path, organization: str, username: str, *, dry_run: bool) -> "MemberPreview":
    """The preview, and unless ``dry_run`` its rows written: the way the screens go."""
    from daihoi.accounts.models import User
    from daihoi.accounts.permissions import Permission, require
    from daihoi.base.errors import NotFound
    from daihoi.organizations.actions import imports
    from daihoi.organizations.queries.imports import preview_of
    from daihoi.organizations.queries.member_plans import preview_members
    from daihoi.organizations.queries.organizations import find_organization

    actor = User.objects.filter(username=username).first()
    if actor is None:
        raise NotFound(f"Không có tài khoản “{username}”.", advice="")
    try:
        place = find_organization(organization)
        require(actor, Permission.ORGANIZATIONS_MANAGE, at=place)
    except NotFound as error:
        message = f"“{username}” không quản lý tổ chức nào là “{organization}”."
        advice = "Ghi số, tên ngắn hoặc tên đầy đủ của tổ chức."
        raise NotFound(message, advice=advice) from error
    content = file.read_bytes()
    if dry_run:
        return preview_members(place, content, file.name, viewer=actor)
    upload = imports.start_import(place, content, file.name, actor=actor)
    preview = preview_of(upload, viewer=actor)
    imports.confirm_import(upload, digest=preview.digest, actor=actor)
    return preview
