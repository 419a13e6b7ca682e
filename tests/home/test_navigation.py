"""The navigation says where one is, whatever the address of the page."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from daihoi.accounts.permissions import Role
from tests.factories import CongressFactory, PersonFactory, TaskFactory, grant

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("page", "label"),
    [
        ("home:first_page", "Trang đầu"),
        ("organizations:organization_list", "Tổ chức, đơn vị"),
        ("organizations:person_list", "Đảng viên"),
        ("organizations:person_detail", "Đảng viên"),
        ("congresses:congress_detail", "Đại hội"),
        ("congresses:plan", "Kế hoạch"),
        ("congresses:task_detail", "Bảng tiến độ"),
        ("congresses:my_work", "Việc của tôi"),
        ("congresses:outside_list", "Bảng tiến độ"),
        ("accounts:my_account", ""),
    ],
)
def test_one_entry_is_current(client: Client, page: str, label: str) -> None:
    congress = CongressFactory.create()
    task = TaskFactory.create(congress=congress)
    person = PersonFactory.create(organization=congress.organization)
    arguments = {
        "organizations:person_list": [congress.organization_id],
        "organizations:person_detail": [person.pk],
        "congresses:congress_detail": [congress.pk],
        "congresses:plan": [congress.pk],
        "congresses:task_detail": [task.pk],
        "congresses:outside_list": [congress.pk],
    }
    client.force_login(grant(Role.SECRETARY, congress.organization))
    answer = client.get(reverse(page, args=arguments.get(page, [])))
    current = re.findall(
        r'<a class="navigation-entry"[^>]*aria-current="page">\s*<span>([^<]+)<',
        answer.content.decode(),
    )
    assert set(current) == ({label} if label else set())  # at the side and in the phone's menu
