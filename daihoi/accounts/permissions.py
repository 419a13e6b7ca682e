"""Every permission, every role, and the two askers: `can` and `require`.

A role is held on a *scope*: the path of an organization ("/1/4/") and, inside it, a path of
a congress, subcommittee or unit ("c3/s7/", "u5/"). A grant covers its scope and everything
within it, in the same organization only; roles marked ``below`` reach the organizations
under it too.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from daihoi.base import clock
from daihoi.base.errors import NotFound, NotPermitted


class Permission(StrEnum):
    ACCOUNTS_MANAGE = "accounts.manage"
    ORGANIZATIONS_VIEW = "organizations.view"
    ORGANIZATIONS_MANAGE = "organizations.manage"
    CONGRESSES_VIEW = "congresses.view"
    CONGRESSES_MANAGE = "congresses.manage"
    CONGRESSES_PLAN = "congresses.plan"
    CONGRESSES_COMPLETE = "congresses.complete"
    CONGRESSES_ASSIGN = "congresses.assign"
    CONGRESSES_WORK = "congresses.work"
    CONGRESSES_TEMPLATES = "congresses.templates"
    CONGRESSES_VIEW_STATES = "congresses.view_states"
    REGISTRY_VIEW = "registry.view"
    REGISTRY_WRITE = "registry.write"
    REGISTRY_DRAFT = "registry.draft"  # papers that the congress itself issues
    REGISTRY_ISSUE = "registry.issue"
    REGISTRY_TEMPLATES = "registry.templates"
    APPROVALS_VIEW = "approvals.view"
    APPROVALS_PREPARE = "approvals.prepare"
    APPROVALS_SUBMIT = "approvals.submit"
    APPROVALS_APPRAISE = "approvals.appraise"
    APPROVALS_DECIDE = "approvals.decide"
    DOCUMENTS_VIEW = "documents.view"
    DOCUMENTS_MANAGE = "documents.manage"
    DOCUMENTS_GIVE_OPINION = "documents.give_opinion"
    DOCUMENTS_GIVE_FOR_UNIT = "documents.give_for_unit"
    DOCUMENTS_RECORD_OPINIONS = "documents.record_opinions"
    DOCUMENTS_VIEW_PARTICIPANTS = "documents.view_participants"
    DOCUMENTS_ANSWER = "documents.answer"
    DOCUMENTS_APPROVE_TABLE = "documents.approve_table"
    DOCUMENTS_VIEW_STATES = "documents.view_states"
    MEETINGS_VIEW = "meetings.view"
    MEETINGS_MANAGE = "meetings.manage"
    MEETINGS_RECORD = "meetings.record"
    PERSONNEL_VIEW = "personnel.view"
    PERSONNEL_WORK = "personnel.work"
    PERSONNEL_DECIDE = "personnel.decide"
    LOGISTICS_VIEW = "logistics.view"
    LOGISTICS_WORK = "logistics.work"
    LOGISTICS_MANAGE = "logistics.manage"
    LOGISTICS_HEALTH = "logistics.health"
    ELECTIONS_VIEW = "elections.view"
    ELECTIONS_PREPARE = "elections.prepare"
    ELECTIONS_CONFIRM = "elections.confirm"
    ELECTIONS_COUNT = "elections.count"
    PROGRAMME_VIEW = "programme.view"
    PROGRAMME_WRITE = "programme.write"
    PROGRAMME_FINALISE = "programme.finalise"
    NEWS_WRITE = "news.write"
    NEWS_CHECK = "news.check"
    NEWS_PUBLISH = "news.publish"
    RESOLUTIONS_VIEW = "resolutions.view"
    RESOLUTIONS_WRITE = "resolutions.write"
    RESOLUTIONS_FOLLOW = "resolutions.follow"
    CONDUCT_VIEW = "conduct.view"
    CONDUCT_RUN = "conduct.run"
    CONDUCT_DIRECT = "conduct.direct"
    CLOSING_VIEW = "closing.view"
    CLOSING_WRITE = "closing.write"
    CLOSING_SIGN = "closing.sign"
    CLOSING_END = "closing.end"
    AUDIT_VIEW = "audit.view"


class Role(StrEnum):
    ADMINISTRATOR = "administrator"  # quản trị
    SECRETARY = "secretary"  # bí thư
    COMMITTEE_MEMBER = "committee_member"  # chi ủy viên
    MEMBER = "member"  # đảng viên
    CLERK = "clerk"  # văn thư
    UNIT_HEAD = "unit_head"  # phụ trách phòng
    SUBCOMMITTEE_HEAD = "subcommittee_head"  # trưởng tiểu ban
    SUBCOMMITTEE_MEMBER = "subcommittee_member"  # thành viên tiểu ban
    SUPPORTING_STAFF = "supporting_staff"  # bộ phận giúp việc
    PRESIDIUM = "presidium"  # đoàn chủ tịch đại hội
    CONGRESS_SECRETARIAT = "congress_secretariat"  # đoàn thư ký đại hội
    TELLER = "teller"  # ban kiểm phiếu
    SUPERIOR = "superior"  # cấp trên


@dataclass(frozen=True, slots=True)
class RoleRule:
    """What a role is called and may do; ``below``: in all organizations under it as well.

    ``at_home``: permissions of a role that reaches below which do not.
    """

    label: StrPromise
    permissions: frozenset[Permission]
    below: bool = False
    at_home: frozenset[Permission] = frozenset()

    def reaches_below(self, permission: Permission) -> bool:
        return self.below and permission not in self.at_home


_READ = {
    Permission.ORGANIZATIONS_VIEW,
    Permission.CONGRESSES_VIEW,
    Permission.REGISTRY_VIEW,
    Permission.DOCUMENTS_VIEW,
    Permission.DOCUMENTS_GIVE_OPINION,
    Permission.MEETINGS_VIEW,
    Permission.LOGISTICS_VIEW,
    Permission.ELECTIONS_VIEW,
    Permission.PROGRAMME_VIEW,
    Permission.RESOLUTIONS_VIEW,
    Permission.CONDUCT_VIEW,
    Permission.CLOSING_VIEW,
}
# Leading the preparation: the committee leads and directs, its members assign and decide (S8).
_LEAD = {
    Permission.CONGRESSES_PLAN,
    Permission.CONGRESSES_COMPLETE,
    Permission.CONGRESSES_ASSIGN,
    Permission.CONGRESSES_WORK,
    Permission.APPROVALS_VIEW,
    Permission.APPROVALS_PREPARE,
    Permission.MEETINGS_MANAGE,
    Permission.MEETINGS_RECORD,
    Permission.PERSONNEL_VIEW,
    Permission.PERSONNEL_WORK,
    Permission.PERSONNEL_DECIDE,
    Permission.LOGISTICS_WORK,
    Permission.LOGISTICS_MANAGE,
    Permission.LOGISTICS_HEALTH,
    Permission.ELECTIONS_PREPARE,
    Permission.ELECTIONS_CONFIRM,
    Permission.PROGRAMME_WRITE,
    Permission.PROGRAMME_FINALISE,
    Permission.NEWS_WRITE,
    Permission.NEWS_CHECK,
    Permission.NEWS_PUBLISH,
    Permission.RESOLUTIONS_WRITE,
    Permission.RESOLUTIONS_FOLLOW,
    # The convening committee runs the congress until its presidium sits.
    Permission.CONDUCT_RUN,
    Permission.CONDUCT_DIRECT,
    Permission.CLOSING_WRITE,
}
# What a body does for the congress besides drafting; supporting staff do it too, and approve nothing.
_SERVE = {
    Permission.APPROVALS_VIEW,
    Permission.APPROVALS_PREPARE,
    Permission.MEETINGS_MANAGE,
    Permission.MEETINGS_RECORD,
    # Held on one's own body only: all but the personnel body's are empty-handed by it (S23).
    Permission.PERSONNEL_VIEW,
    Permission.PERSONNEL_WORK,
    Permission.LOGISTICS_WORK,
    Permission.LOGISTICS_HEALTH,
    Permission.PROGRAMME_WRITE,
    Permission.NEWS_WRITE,
    Permission.RESOLUTIONS_WRITE,
    Permission.CONDUCT_RUN,
}
# Who writes papers at all writes those of the congress too.
_WRITE_PAPERS = {Permission.REGISTRY_WRITE, Permission.REGISTRY_DRAFT}
_DRAFT = _READ | {
    Permission.CONGRESSES_WORK,
    *_WRITE_PAPERS,
    Permission.DOCUMENTS_MANAGE,
    Permission.DOCUMENTS_RECORD_OPINIONS,
    Permission.DOCUMENTS_VIEW_PARTICIPANTS,
    Permission.DOCUMENTS_ANSWER,
}

ROLES: dict[Role, RoleRule] = {
    Role.ADMINISTRATOR: RoleRule(
        _("Quản trị"),
        frozenset(
            {
                Permission.ACCOUNTS_MANAGE,
                Permission.ORGANIZATIONS_VIEW,
                Permission.ORGANIZATIONS_MANAGE,
                Permission.CONGRESSES_VIEW,
                Permission.CONGRESSES_MANAGE,
                Permission.CONGRESSES_TEMPLATES,
                Permission.REGISTRY_TEMPLATES,
            }
        ),
        below=True,
    ),
    Role.SECRETARY: RoleRule(
        _("Bí thư"),
        frozenset(
            _DRAFT
            | _LEAD
            | {
                Permission.ORGANIZATIONS_MANAGE,
                Permission.CONGRESSES_MANAGE,
                Permission.CONGRESSES_TEMPLATES,
                Permission.REGISTRY_ISSUE,
                Permission.REGISTRY_TEMPLATES,
                Permission.APPROVALS_SUBMIT,
                Permission.DOCUMENTS_APPROVE_TABLE,
                Permission.CLOSING_END,
                Permission.AUDIT_VIEW,
            }
        ),
    ),
    Role.COMMITTEE_MEMBER: RoleRule(
        _("Chi ủy viên"),
        frozenset(_READ | _LEAD | _WRITE_PAPERS | {Permission.DOCUMENTS_VIEW_PARTICIPANTS}),
    ),
    Role.MEMBER: RoleRule(_("Đảng viên"), frozenset(_READ)),
    # Keeps the register: gives numbers, enters what comes in. Reads nothing on personnel.
    Role.CLERK: RoleRule(
        _("Văn thư"),
        frozenset(
            {
                Permission.ORGANIZATIONS_VIEW,
                Permission.CONGRESSES_VIEW,
                Permission.REGISTRY_VIEW,
                *_WRITE_PAPERS,
                Permission.REGISTRY_ISSUE,
                Permission.REGISTRY_TEMPLATES,
            }
        ),
    ),
    Role.UNIT_HEAD: RoleRule(
        _("Phụ trách phòng"),
        frozenset({Permission.DOCUMENTS_GIVE_FOR_UNIT, Permission.CONGRESSES_WORK}),
    ),
    Role.SUBCOMMITTEE_HEAD: RoleRule(
        _("Trưởng tiểu ban"),
        frozenset(
            _DRAFT
            | _SERVE
            | {
                Permission.CONGRESSES_COMPLETE,
                Permission.CONGRESSES_ASSIGN,
                Permission.DOCUMENTS_APPROVE_TABLE,
                Permission.LOGISTICS_MANAGE,
                Permission.NEWS_CHECK,
            }
        ),
    ),
    Role.SUBCOMMITTEE_MEMBER: RoleRule(_("Thành viên tiểu ban"), frozenset(_DRAFT | _SERVE)),
    Role.SUPPORTING_STAFF: RoleRule(
        _("Bộ phận giúp việc"),
        frozenset(
            _READ
            | _SERVE
            | {
                Permission.CONGRESSES_WORK,
                *_WRITE_PAPERS,
                Permission.DOCUMENTS_RECORD_OPINIONS,
                Permission.DOCUMENTS_VIEW_PARTICIPANTS,
            }
        ),
    ),
    # Bodies of the congress itself; held on the congress, from being named to being released.
    Role.PRESIDIUM: RoleRule(
        _("Đoàn chủ tịch đại hội"),
        frozenset(
            {
                Permission.ELECTIONS_VIEW,
                Permission.ELECTIONS_PREPARE,
                Permission.RESOLUTIONS_WRITE,
                Permission.CONDUCT_RUN,
                Permission.CONDUCT_DIRECT,
                Permission.CLOSING_SIGN,
            }
        ),
    ),
    Role.CONGRESS_SECRETARIAT: RoleRule(
        _("Đoàn thư ký đại hội"),
        frozenset(
            {
                Permission.REGISTRY_DRAFT,
                Permission.ELECTIONS_VIEW,
                Permission.ELECTIONS_PREPARE,
                Permission.RESOLUTIONS_WRITE,
                Permission.CONDUCT_RUN,
                Permission.CLOSING_WRITE,
                Permission.CLOSING_SIGN,
            }
        ),
    ),
    Role.TELLER: RoleRule(
        _("Ban kiểm phiếu"), frozenset({Permission.ELECTIONS_VIEW, Permission.ELECTIONS_COUNT})
    ),
    Role.SUPERIOR: RoleRule(
        _("Cấp trên"),
        frozenset(
            {
                Permission.CONGRESSES_VIEW_STATES,
                Permission.DOCUMENTS_VIEW_STATES,
                Permission.APPROVALS_APPRAISE,
                Permission.APPROVALS_DECIDE,
                Permission.CONGRESSES_TEMPLATES,
                Permission.REGISTRY_TEMPLATES,
            }
        ),
        below=True,
        # It publishes its own templates to those below; theirs are theirs.
        at_home=frozenset({Permission.CONGRESSES_TEMPLATES, Permission.REGISTRY_TEMPLATES}),
    ),
}


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a thing belongs: an organization's path and a path inside it ("" for all of it)."""

    organization: str
    within: str = ""


class Scoped(Protocol):
    """Anything that knows where it belongs."""

    @property
    def scope(self) -> Scope: ...


class Grantlike(Protocol):
    role: str

    @property
    def scope(self) -> Scope: ...


def can(user: Any, permission: Permission, *, at: Scoped | Scope) -> bool:
    """Whether one of the user's grants in force today covers ``at`` with ``permission``."""
    scope = at if isinstance(at, Scope) else at.scope
    return any(_gives(grant, permission, scope) for grant in grants_in_force(user))


def require(user: Any, permission: Permission, *, at: Scoped | Scope) -> None:
    """Raise `NotPermitted` unless `can`; `NotFound` if the user has no part in it at all."""
    if can(user, permission, at=at):
        return
    scope = at if isinstance(at, Scope) else at.scope
    if any(
        _covers_organization(grant, scope, below=ROLES[Role(grant.role)].below)
        for grant in grants_in_force(user)
    ):
        raise NotPermitted
    raise NotFound


def grants_in_force(user: Any) -> list[Any]:
    """The user's grants of today."""
    if user is None or not user.is_authenticated or not user.is_active:
        return []
    today = clock.today()
    return [
        grant
        for grant in _held_by(user)
        if grant.starts_on <= today and (grant.ends_on is None or grant.ends_on >= today)
    ]


def within_reach(user: Any, permission: Permission, *, field: str, whole: bool = False) -> Q:
    """Condition on ``field`` (a path of an organization) for lists a viewer may see.

    ``whole``: only where all of the organization is granted, not one subcommittee or unit of it.
    """
    condition = Q(pk__in=[])
    for grant in grants_in_force(user):
        rule = ROLES[Role(grant.role)]
        if permission in rule.permissions and not (whole and grant.within):
            lookup = f"{field}__startswith" if rule.reaches_below(permission) else field
            condition |= Q(**{lookup: grant.organization_path})
    return condition


def _gives(grant: Grantlike, permission: Permission, scope: Scope) -> bool:
    rule = ROLES[Role(grant.role)]
    return (
        permission in rule.permissions
        and _covers_organization(grant, scope, below=rule.reaches_below(permission))
        and scope.within.startswith(grant.scope.within)
    )


def _covers_organization(grant: Grantlike, scope: Scope, *, below: bool) -> bool:
    if below:
        return scope.organization.startswith(grant.scope.organization)
    return scope.organization == grant.scope.organization


def _held_by(user: Any) -> list[Any]:
    """All grants of a user, read once: they hang on the user object for one request."""
    if not hasattr(user, "held_grants"):
        user.held_grants = list(user.grants.all())
    held: list[Any] = user.held_grants
    return held
