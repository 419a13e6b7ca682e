"""Which working body does a kind of work for a congress: asked by every app that gives it work."""

from django.db.models import F, Q

from daihoi.base import clock
from daihoi.congresses.models import Congress, Subcommittee


def body_at_work(congress: Congress, purpose: str) -> Subcommittee | None:
    """The body of this purpose that was decided on and whose work is not over; None without one.

    Of several the one without a last day, then the oldest. The caller has checked the viewer.
    """
    bodies = congress.subcommittees.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=clock.today()),
        purpose=purpose,
        decision_on__isnull=False,
    )
    found = bodies.order_by(F("ends_on").desc(nulls_first=True), "pk").first()
    if found is not None:
        found.congress = congress
    return found
