"""The whole reference case, told from beginning to end."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from daihoi.accounts.models import User
from daihoi.base import clock
from daihoi.base.language import in_dialect
from daihoi.congresses.models import Congress, Subcommittee
from daihoi.home.management.demo.approvals import put_approvals, tell_neighbours
from daihoi.home.management.demo.calendar import Calendar
from daihoi.home.management.demo.cast import Cast
from daihoi.home.management.demo.congresses import add_congress, put_subcommittees
from daihoi.home.management.demo.day import put_day
from daihoi.home.management.demo.documents import DocumentStory
from daihoi.home.management.demo.elections import put_elections
from daihoi.home.management.demo.logistics import put_logistics
from daihoi.home.management.demo.meetings import put_meetings
from daihoi.home.management.demo.minutes import put_minutes
from daihoi.home.management.demo.news import NewsStory
from daihoi.home.management.demo.papers import PaperStory
from daihoi.home.management.demo.people import add_administrator, add_cell, add_superior
from daihoi.home.management.demo.personnel import put_personnel
from daihoi.home.management.demo.plans import PlanStory
from daihoi.home.management.demo.programme import put_programme
from daihoi.home.management.demo.returned import put_returned
from daihoi.home.management.demo.sources import read_toml
from daihoi.organizations.models import OfficeKind, Organization


def tell() -> None:
    """Put the house up on its first day, then let every day of each cell come in its turn."""
    told = read_toml("organizations.toml")
    with clock.standing_at(timezone.make_aware(told["began_at"])):
        administrator = add_administrator(told["administrator"])
        superior = add_superior(told["superior"], actor=administrator)
    for cell in told["cells"]:
        _tell_cell(cell, told["began_at"], superior, administrator)
    tell_neighbours(superior, actor=administrator)
    _tell_union(read_toml("union.toml"), told["began_at"], administrator)


def _tell_union(told: dict[str, Any], began_at: datetime, administrator: User) -> None:
    """A trade-union branch on the day of its congress: other rules and words, the same house."""
    with clock.standing_at(timezone.make_aware(began_at)):
        above = add_superior(told["superior"], actor=administrator)
    with in_dialect(above.family.dialect):
        _tell_cell(told["branch"], began_at, above, administrator)


def _tell_cell(
    told: dict[str, Any], began_at: datetime, superior: Organization, actor: User
) -> None:
    with clock.standing_at(timezone.make_aware(began_at)):
        cell = add_cell(told, superior, actor=actor)
        secretary = User.objects.get(
            person__organization=cell, person__offices__kind=OfficeKind.SECRETARY
        )
        plan = read_toml(told["plan"])
        congress = add_congress(cell, told, plan, actor=secretary)
    calendar = Calendar()
    put_subcommittees(calendar, congress, told, actor=secretary)
    calendar.run()
    owner = congress.subcommittees.get(purpose=Subcommittee.Purpose.DOCUMENTS)
    cast = Cast(cell, owner)
    PlanStory(congress, plan, cast, secretary).put_on(calendar)
    for name in told["documents"]:
        DocumentStory(name, congress, owner, cast).put_on(calendar)
    if "meetings" in told:
        put_meetings(calendar, congress, read_toml(told["meetings"]), cast, secretary)
    if "minutes" in told:
        put_minutes(calendar, congress, read_toml(told["minutes"]), cast, secretary)
    _put_people_and_votes(calendar, congress, told, cast)
    if "papers" in told:
        written = read_toml(told["papers"])
        PaperStory(congress, written, cast).put_on(calendar)
        put_returned(calendar, congress, written["returned"], cast)
    if "programme" in told:
        put_programme(calendar, congress, read_toml(told["programme"]), cast)
    if "logistics" in told:
        put_logistics(calendar, congress, read_toml(told["logistics"]), secretary)
    if "news" in told:
        NewsStory(congress, read_toml(told["news"]), cast, secretary).put_on(calendar)
    if "approvals" in told:
        put_approvals(calendar, congress, read_toml(told["approvals"]), secretary)
    calendar.run()


def _put_people_and_votes(
    calendar: Calendar, congress: Congress, told: dict[str, Any], cast: Cast
) -> None:
    if "personnel" in told:
        put_personnel(calendar, congress, read_toml(told["personnel"]), cast)
    if "elections" in told:
        put_elections(calendar, congress, read_toml(told["elections"]), cast)
    if "day" in told:
        put_day(calendar, congress, read_toml(told["day"]), cast)
