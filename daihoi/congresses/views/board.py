"""Views that answer at a glance: the board of a congress, and what waits for oneself."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from daihoi.accounts.http import UserRequest
from daihoi.congresses.queries import board as queries
from daihoi.congresses.queries import my_work as work


@require_GET
@login_required
def board(request: UserRequest, pk: int) -> HttpResponse:
    asked = queries.BoardAsked.from_query(request.GET)
    found = queries.board_of(pk, viewer=request.user, asked=asked)
    return render(request, "congresses/board.html", {"board": found})


@require_GET
@login_required
def my_work(request: UserRequest) -> HttpResponse:
    page = work.work_page(viewer=request.user)
    return render(request, "congresses/my_work.html", {"page": page})
