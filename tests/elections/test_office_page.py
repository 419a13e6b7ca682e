"""The page of one office after a ballot: the next permitted step with its article and its button."""

import pytest
from django.test import Client
from django.urls import reverse

from daihoi.accounts.permissions import Role
from daihoi.elections.actions.results import void_round
from daihoi.elections.models import Round
from tests.elections.counted import BY_PRESIDIUM, announced, counting, presiding
from tests.factories import grant

pytestmark = pytest.mark.django_db


def shown(client: Client, round_: Round, role: Role) -> str:
    client.force_login(grant(role, round_.election.congress.organization))
    url = reverse("elections:election_detail", args=[round_.election_id])
    return client.get(url).content.decode()


def test_a_tie_offers_its_ballot_with_the_article(client: Client) -> None:  # E-142
    tied = announced([26, 20, 20, 12], seats=2)
    button = reverse("elections:next_round_prepare", args=[tied.election_id])
    page = shown(client, tied, Role.SECRETARY)
    assert button in page
    assert "Điều 12" in page
    told = shown(client, tied, Role.MEMBER)
    assert "Bước tiếp theo" in told
    assert button not in told


def test_open_seats_ask_the_congress(client: Client) -> None:  # E-146
    left = announced([26, 20, 14, 12], seats=3)
    page = shown(client, left, Role.SECRETARY)
    assert reverse("elections:continuation_vote", args=[left.election_id]) in page
    assert reverse("elections:next_round_prepare", args=[left.election_id]) not in page


def test_a_void_ballot_is_held_again(client: Client) -> None:
    running = counting([26, 24, 20, 18])
    actor = presiding(running)
    assert "Bước tiếp theo" not in shown(client, running, Role.SECRETARY)
    void_round(running, reason="Hòm phiếu vỡ niêm phong.", decision=BY_PRESIDIUM, actor=actor)
    page = shown(client, running, Role.SECRETARY)
    assert reverse("elections:next_round_prepare", args=[running.election_id]) in page


def test_a_filled_office_has_no_next_step(client: Client) -> None:
    full = announced([26, 24, 20, 18], seats=3)
    assert "Bước tiếp theo" not in shown(client, full, Role.SECRETARY)
