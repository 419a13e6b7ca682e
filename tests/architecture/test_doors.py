"""Knocking on every door: a stranger gets in nowhere but at the sign-in page."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.factories import UserFactory

PUBLIC = {
    "account_login",
    "accounts:demo_sign_in",
    "accounts:first_administrator",
    "accounts:set_language",
    "check_enter",
    "check_paper",  # says that a paper exists, never what it says
    "conduct:screen_show",  # a projector knows its code only; what all in the hall see
    "meetings:hall_certificate",  # what a phone is asked to trust before anybody signs in
    "meetings:seat_find",  # the code at the door is the key, on the day only
    "news:public_sites",  # which pages are open to everybody
    "notifications:mail_stop",  # the link in a letter is the proof
    "robots",  # what search engines may read
    "slip_enter",
}
SAMPLE = {
    "int": 1,
    "uuid": "00000000-0000-0000-0000-000000000001",
    "blockkey": "0" * 31 + "1",
    "str": "x",
    "string": "x",
    "slug": "x",
}


def doors(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every named address with arguments that fit it."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            below = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from doors(pattern, below)
        elif isinstance(pattern, URLPattern) and pattern.name:
            converters = pattern.pattern.converters
            kinds = {n: type(c).__name__.removesuffix("Converter") for n, c in converters.items()}
            yield f"{namespace}{pattern.name}", {n: SAMPLE[k.lower()] for n, k in kinds.items()}


# Who is let in does not depend on the database; the SQL behind it is asked in tests of the queries.
pytestmark = pytest.mark.once

ALL = sorted(doors(get_resolver()), key=lambda door: door[0])
DEEP = [door for door in ALL if door[1]]


def test_there_are_doors() -> None:
    assert len(ALL) > 40


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "kwargs"), ALL, ids=[name for name, _ in ALL])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_turned_away(name: str, kwargs: dict[str, Any], method: str) -> None:
    if name in PUBLIC:
        return
    UserFactory.create()  # an empty place would lead to its set-up
    response = getattr(Client(), method)(reverse(name, kwargs=kwargs))
    assert response.status_code in {302, 403, 404, 405}
    if response.status_code == 302:
        assert response["Location"].startswith(reverse("account_login"))


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "kwargs"), DEEP, ids=[name for name, _ in DEEP])
def test_a_user_without_any_role_finds_nothing_by_guessing(
    name: str, kwargs: dict[str, Any]
) -> None:
    client = Client()
    client.force_login(UserFactory.create())
    assert client.get(reverse(name, kwargs=kwargs)).status_code in {302, 403, 404, 405}
