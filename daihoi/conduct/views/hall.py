"""A member's phone in the hall: one part for everybody, one of her own."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from daihoi.accounts.http import UserRequest
from daihoi.base import clock
from daihoi.conduct.queries import hall as queries
from daihoi.live.parts import answered, current


@require_safe
@login_required
def hall_follow(request: UserRequest, pk: int) -> HttpResponseBase:
    congress = queries.get_congress_in_hall(pk, viewer=request.user)
    topic, part = queries.phone_topic(congress), queries.phone_part(congress)
    if request.htmx:
        return answered(request, topic, part)
    context = {
        "congress": congress,
        "topic": topic,
        "at": timezone.localtime(clock.now()),
        "shown": current(topic, part),
        "own": queries.own_part(congress, viewer=request.user),
    }
    return render(request, "conduct/hall_follow.html", context)


@require_safe
@login_required
def hall_own(request: UserRequest, pk: int) -> HttpResponse:
    congress = queries.get_congress_in_hall(pk, viewer=request.user)
    own = queries.own_part(congress, viewer=request.user)
    return render(request, "conduct/hall_own.html", {"own": own})
