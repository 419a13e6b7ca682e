"""What the first page says first: how long until the congress."""

from datetime import date

import pytest
from django.conf import LazySettings
from django.test import Client

from daihoi.accounts.permissions import Role
from daihoi.base import offers
from daihoi.congresses.models import Congress, TargetPrecision
from tests.factories import CongressFactory, UserFactory, grant

pytestmark = pytest.mark.django_db


@pytest.fixture
def congress() -> Congress:
    return CongressFactory.create(ordinal=3, target_on=date(2020, 4, 3))


@pytest.mark.parametrize(
    ("today", "title"),
    [
        (date(2020, 3, 26), "Còn 8 ngày đến đại hội"),
        (date(2020, 4, 2), "Còn 1 ngày đến đại hội"),
        (date(2020, 4, 3), "Hôm nay là ngày đại hội"),
        (date(2020, 4, 5), "Đã qua ngày dự kiến đại hội 2 ngày"),
    ],
)
def test_the_headline_counts_the_days(
    congress: Congress, settings: LazySettings, today: date, title: str
) -> None:
    settings.DAIHOI_TODAY = today
    said = offers.headline(grant(Role.MEMBER, congress.organization))
    assert said is not None
    assert said.title == title


@pytest.mark.parametrize(
    ("precision", "when"), [("early", "đầu tháng 4/2020"), ("day", "3-4-2020")]
)
def test_the_headline_says_how_firm_the_day_is(
    congress: Congress, settings: LazySettings, precision: str, when: str
) -> None:
    settings.DAIHOI_TODAY = date(2020, 3, 26)
    congress.target_precision = TargetPrecision(precision)
    congress.save()
    said = offers.headline(grant(Role.MEMBER, congress.organization))
    assert said is not None
    assert said.detail == f"Dự kiến {when} · Đại hội lần thứ III, nhiệm kỳ 2020-2025"


def test_who_has_no_congress_is_greeted_by_name(congress: Congress, client: Client) -> None:
    stranger = UserFactory.create(full_name="Vi Thị Hoa")
    assert offers.headline(stranger) is None
    client.force_login(stranger)
    page = client.get("/").content.decode()
    assert "Chào đồng chí Vi Thị Hoa" in page
    assert "ngày đến đại hội" not in page
