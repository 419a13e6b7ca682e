"""Pages of an account; signing in and changing a password are allauth's, with our templates."""

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from daihoi.accounts import actions, queries
from daihoi.accounts.forms import FirstAdministratorForm
from daihoi.accounts.http import UserRequest


@sensitive_post_parameters()
def first_administrator(request: HttpRequest) -> HttpResponse:
    """The first step of setting a place up; gone once somebody has an account."""
    queries.require_empty_place()
    form = FirstAdministratorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = actions.create_first_administrator(
            form.cleaned_data["username"],
            form.cleaned_data["full_name"],
            form.cleaned_data["password"],
        )
        login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
        return redirect(_next_step())
    return render(request, "accounts/first_administrator.html", {"form": form})


@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Become one of the demo's invented people with one click."""
    user = queries.get_demo_user(request.POST.get("role", ""))
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    wish = request.POST.get("next", "")
    inside = url_has_allowed_host_and_scheme(
        wish, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return redirect(wish if inside else settings.LOGIN_REDIRECT_URL)


@login_required
def my_account(request: UserRequest) -> HttpResponse:
    """Name, roles held, password and language."""
    roles = queries.roles_of(request.user, viewer=request.user)
    return render(request, "accounts/my_account.html", {"roles": roles})


def _next_step() -> str:
    """Setting up the organization belongs to an app above; without it, the first page."""
    try:
        return reverse("organizations:set_up")
    except NoReverseMatch:
        return settings.LOGIN_REDIRECT_URL
