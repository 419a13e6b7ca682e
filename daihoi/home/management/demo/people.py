"""The organizations of the demo, their people, posts and accounts."""

import secrets
from datetime import date
from typing import Any

from daihoi.accounts.actions.accounts import create_first_administrator, create_user
from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.accounts.queries import suggest_username
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.home.management.demo.sources import read_bytes
from daihoi.organizations.actions import imports, offices, organizations, people, roles
from daihoi.organizations.models import OfficeKind, Organization, Person
from daihoi.rules.members import MembershipStatus

NAMES = ("kind", "name", "short_name", "host_agency", "place", "symbol", "has_seal")


def add_administrator(told: dict[str, Any]) -> User:
    """Nobody knows the password: the demo's accounts are opened with one click."""
    return create_first_administrator(told["username"], told["name"], secrets.token_urlsafe(24))


def add_superior(told: dict[str, Any], *, actor: User) -> Organization:
    superior = organizations.add_organization(_named(told), actor=actor)
    for member in told["people"]:
        values = {"full_name": member["name"], "government_post": member["post"]}
        person = people.add_person(superior, values, status=None, actor=actor)
        offices.add_office(
            person,
            OfficeKind.SUPERIOR_OFFICER,
            title=member["office"],
            starts_on=clock.today(),
            actor=actor,
        )
        _open_account(person, member["username"], actor=actor)
    return superior


def add_cell(told: dict[str, Any], superior: Organization, *, actor: User) -> Organization:
    """The cell with its units, its people and an account for each of its members."""
    cell = organizations.add_organization(_named(told), parent=superior, actor=actor)
    add_people(cell, told, actor=actor)
    return cell


def add_people(cell: Organization, told: dict[str, Any], *, actor: User) -> None:
    """Units, members and who answers for what, each with an account; units there already stay."""
    if "members" in told:
        started = imports.start_import(
            cell, read_bytes(told["members"]), told["members"], actor=actor
        )
        imports.confirm_import(started, actor=actor)
    organizations.add_units(cell, told["units"], actor=actor)
    for member in told.get("people", ()):
        _add_member(cell, member, actor=actor)
    for unit in cell.units.filter(name__in=told["units"]):
        offices.add_office(
            cell.people.get(full_name=told["units"][unit.name]),
            OfficeKind.UNIT_HEAD,
            title=told.get("unit_head", ""),
            unit=unit,
            starts_on=clock.today(),
            actor=actor,
        )
    if "clerk" in told:
        clerk = cell.people.get(full_name=told["clerk"])
        offices.add_office(clerk, OfficeKind.CLERK, starts_on=clock.today(), actor=actor)
    usernames = {name: username for username, name in told["accounts"].items()}
    for person in cell.people.filter(memberships__isnull=False).distinct().order_by("pk"):
        _open_account(person, usernames.get(person.full_name, ""), actor=actor)


def _add_member(cell: Organization, told: dict[str, Any], *, actor: User) -> None:
    person = people.add_person(
        cell,
        {
            "full_name": told["name"],
            "unit": cell.units.get(name=told["unit"]),
            "birth": told["birth"],
            "government_post": told["post"],
        },
        status=MembershipStatus.OFFICIAL,
        admitted_on=told["admitted_on"],
        official_on=_a_year_after(told["admitted_on"]),
        actor=actor,
    )
    if "office" in told:
        kind = OfficeKind(told["office"])
        offices.add_office(person, kind, starts_on=clock.today(), actor=actor)


def _open_account(person: Person, username: str, *, actor: User) -> None:
    """An account without a password: nobody can sign in with one, and no time goes into hashing."""
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=person)
    username = username or suggest_username(person.full_name)
    person.user = create_user(username, person.full_name, None, actor=actor, at=person.scope)
    person.save(update_fields=["user"])
    after = {"username": person.user.username}
    record("organizations.give_account", person, actor=actor, after=after, context=person)
    roles.align_roles(person, actor=actor)


def _named(told: dict[str, Any]) -> dict[str, Any]:
    return {name: told[name] for name in NAMES}


def _a_year_after(day: date) -> date:
    return day.replace(year=day.year + 1)
