"""What of an organization's people is there at all for a viewer."""

from typing import Any

from daihoi.accounts.permissions import Permission, Scope, Scoped, can
from daihoi.base.errors import NotFound


def require_there(viewer: Any, at: Scoped | Scope) -> None:
    """`NotFound` for who does not read the members' list: also a superior, who sees states only."""
    if not can(viewer, Permission.ORGANIZATIONS_VIEW, at=at):
        raise NotFound
