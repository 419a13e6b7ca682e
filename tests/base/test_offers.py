"""The one inversion: apps offer, pages that show a bit of every app ask."""

from datetime import date

import pytest

from daihoi.base import offers
from daihoi.base.offers import Heading, Offers, Row


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offers, "_registry", offers._Registry())


def row(title: str, due_on: date | None = None, *, urgent: bool = False) -> Row:
    return Row(title, "", "/", "Xem", due_on=due_on, urgent=urgent)


@pytest.mark.usefixtures("registry")
def test_waiting_rows_come_urgent_first_then_by_due_date() -> None:
    offers.register(Offers(waiting=lambda _user: [row("a"), row("b", date(2020, 4, 1))]))
    offers.register(
        Offers(waiting=lambda _user: [row("c", urgent=True), row("d", date(2020, 3, 1))])
    )
    assert [found.title for found in offers.waiting(None)] == ["c", "d", "b", "a"]


@pytest.mark.usefixtures("registry")
def test_the_highest_app_that_knows_a_heading_gives_it() -> None:
    offers.register(Offers(heading=lambda _user: Heading("thấp")))
    offers.register(Offers(heading=lambda _user: Heading("cao")))
    offers.register(Offers())
    assert offers.heading(None) == Heading("cao")


@pytest.mark.usefixtures("registry")
def test_a_topic_nobody_offers_may_not_be_followed() -> None:
    offers.register(Offers(topics=lambda _user, topic: topic == "a"))
    assert [offers.may_follow(None, topic) for topic in ("a", "b")] == [True, False]
