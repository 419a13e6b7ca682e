"""Whom the superior may appoint (E-164, E-165)."""

from django.db.models import Exists, OuterRef, QuerySet

from daihoi.base import clock
from daihoi.elections.models import Election
from daihoi.elections.queries.eligible import eligible
from daihoi.organizations.models import Membership, Person
from daihoi.organizations.queries.memberships import in_force
from daihoi.rules.members import MembershipStatus


def people_to_appoint(election: Election) -> QuerySet[Person]:
    """People of the new committee, or official members where there is none."""
    people = Person.objects.filter(organization=election.congress.organization_id)
    among = eligible(election).people
    if among is not None:
        people = people.filter(pk__in=among)
    else:
        official = Membership.objects.filter(in_force(clock.today()), person=OuterRef("pk"))
        people = people.filter(Exists(official.filter(status=MembershipStatus.OFFICIAL)))
    return people.order_by("name_key", "pk")
