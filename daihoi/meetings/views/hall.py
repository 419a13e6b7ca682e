"""How phones in the hall reach this laptop."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from daihoi.accounts.http import UserRequest, site_of
from daihoi.base.downloads import download
from daihoi.meetings.queries.hall_address import authority_certificate
from daihoi.meetings.queries.hall_address import hall_address as addresses


@require_GET
@login_required
def hall_address(request: UserRequest) -> HttpResponse:
    return render(request, "meetings/hall_address.html", {"hall": addresses(site_of(request))})


@require_GET
def hall_certificate(_request: HttpRequest) -> HttpResponse:
    return download(authority_certificate(), "daihoi-hoi-truong.crt", "application/x-x509-ca-cert")
