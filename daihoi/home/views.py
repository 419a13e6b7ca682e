"""The first page and the search."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from daihoi.accounts.http import UserRequest
from daihoi.home import queries


@require_GET
@login_required
def first_page(request: UserRequest) -> HttpResponse:
    page = queries.first_page(viewer=request.user)
    return render(request, "home/first_page.html", {"page": page})


@require_GET
@login_required
def search(request: UserRequest) -> HttpResponse:
    found = queries.search(request.GET.get("q", ""), viewer=request.user)
    return render(request, "home/search.html", {"found": found, "search_words": found.words})
