"""The roll warns of members nobody called, and of people called who are members no more."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from daihoi.congresses.models import CongressForm
from daihoi.elections.queries.called import called_wrongly
from tests.elections.holding import DAY, Holding
from tests.factories import MembershipFactory, PersonFactory

pytestmark = pytest.mark.django_db


def uncalled(case: Holding, name: str, **values: Any) -> None:
    person = PersonFactory.create(organization=case.cell, full_name=name)
    MembershipFactory.create(person=person, **values)


def test_official_members_of_the_day_who_were_never_called_are_named() -> None:
    case = Holding(2)
    uncalled(case, "Lê Thị Sót")
    uncalled(case, "Lê Văn Dự Bị", status="probationary")
    uncalled(case, "Lê Văn Đi", ends_on=date(2020, 4, 2))
    uncalled(case, "Lê Văn Sau", starts_on=date(2020, 4, 4))
    assert called_wrongly(case.congress, case.meeting).missing == ["Lê Thị Sót"]


def test_nobody_is_missed_where_delegates_meet() -> None:
    case = Holding(2)
    uncalled(case, "Lê Thị Sót")
    case.congress.form = CongressForm.DELEGATES
    assert called_wrongly(case.congress, case.meeting).missing == []


def test_who_left_before_the_day_is_named_guests_are_not() -> None:
    case = Holding(2)
    gone = case.call("Phạm Văn Chuyển")
    guest = case.call("Phạm Văn Khách", category="guest")
    gone.memberships.update(ends_on=date(2020, 4, 2))
    MembershipFactory.create(person=guest, ends_on=date(2020, 4, 2))
    found = called_wrongly(case.congress, case.meeting)
    assert (found.missing, found.gone) == ([], ["Phạm Văn Chuyển"])
    gone.memberships.update(ends_on=DAY)
    assert called_wrongly(case.congress, case.meeting).gone == []


@pytest.mark.parametrize("is_proposed", [False, True])
def test_the_page_of_the_roll_says_so_and_links_to_the_list(
    is_proposed: bool, client: Client
) -> None:
    case = Holding(2)
    if is_proposed:
        case.confirmed()
    client.force_login(case.boss)
    page = reverse("elections:roll_detail", args=[case.congress.pk])
    link = reverse("meetings:roll_detail", args=[case.meeting.pk])
    assert link not in client.get(page).content.decode()
    uncalled(case, "Lê Thị Sót")
    said = client.get(page).content.decode()
    assert "chưa có trong danh sách triệu tập: Lê Thị Sót." in " ".join(said.split())
    assert link in said
