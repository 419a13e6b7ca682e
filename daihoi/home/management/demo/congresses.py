"""The congress of a cell and its subcommittees."""

from typing import Any

from daihoi.accounts.models import User
from daihoi.congresses import actions
from daihoi.congresses.models import Congress, Subcommittee, SubcommitteePost
from daihoi.organizations.models import Organization

Post = SubcommitteePost.Post
DECIDED = ("purpose", "name", "duties", "decision_number", "decision_on")


def add_congress(
    cell: Organization, told: dict[str, Any], *, actor: User
) -> tuple[Congress, Subcommittee]:
    """The congress, and of its subcommittees the one that owns the documents."""
    congress = actions.add_congress(cell, told["congress"], actor=actor)
    for body in told["subcommittees"]:
        values = {name: body[name] for name in DECIDED}
        made = actions.add_subcommittee(congress, values, actor=actor)
        posts = [(body["head"], Post.HEAD)]
        posts += [(name, Post.DEPUTY) for name in body["deputies"]]
        posts += [(name, Post.MEMBER) for name in body["members"]]
        posts += [(name, Post.STAFF) for name in body["staff"]]
        for name, post in posts:
            person = cell.people.get(full_name=name)
            actions.add_post(made, person, post, body["decision_on"], actor=actor)
    return congress, congress.subcommittees.get(purpose=Subcommittee.Purpose.DOCUMENTS)
