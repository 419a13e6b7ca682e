"""The congress of a cell: its plan on the first day, each subcommittee on the day of its decision."""

from datetime import datetime, time
from functools import partial
from typing import Any

from daihoi.accounts.models import User
from daihoi.congresses.actions import bases, congresses, subcommittees
from daihoi.congresses.actions.congresses import Preparation
from daihoi.congresses.models import Congress, SubcommitteePost
from daihoi.home.management.demo.calendar import Calendar
from daihoi.organizations.models import Organization

Post = SubcommitteePost.Post
DECIDED = ("purpose", "name", "symbol", "duties", "decision_number", "decision_on")
SIGNED_AT = time(9)


def add_congress(
    cell: Organization, told: dict[str, Any], plan: dict[str, Any], *, actor: User
) -> Congress:
    """The congress as the three steps of its set-up make it, the subcommittees still to come.

    Its cell keeps other papers as well.
    """
    for paper in plan.get("papers", ()):
        bases.add_basis(cell, paper, actor=actor)
    preparation = Preparation(
        congress=told["congress"],
        new_bases=plan.get("bases", ()),
        template=plan["template"],
        goals=plan.get("goals", ()),
    )
    return congresses.prepare_congress(cell, preparation, actor=actor)


def put_subcommittees(
    calendar: Calendar, congress: Congress, told: dict[str, Any], *, actor: User
) -> None:
    for body in told["subcommittees"]:
        moment = datetime.combine(body["decision_on"], SIGNED_AT)
        calendar.add(moment, partial(_add_subcommittee, congress, body, actor))


def _add_subcommittee(congress: Congress, told: dict[str, Any], actor: User) -> None:
    """With its people; it answers for the milestones of its purpose from now on."""
    values = {name: told[name] for name in DECIDED}
    made = subcommittees.add_subcommittee(congress, values, actor=actor)
    posts = [(told["head"], Post.HEAD)]
    posts += [(name, Post.DEPUTY) for name in told["deputies"]]
    posts += [(name, Post.MEMBER) for name in told["members"]]
    posts += [(name, Post.STAFF) for name in told["staff"]]
    for name, post in posts:
        person = congress.organization.people.get(full_name=name)
        subcommittees.add_post(made, person, post, told["decision_on"], actor=actor)
