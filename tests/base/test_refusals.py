"""Addresses that are no page say so, with the menu where somebody is signed in."""

import pytest
from asgiref.sync import async_to_sync
from django import forms
from django.test import AsyncClient, Client
from django.urls import reverse

from daihoi.accounts.permissions import Role
from tests.factories import CongressFactory, OrganizationFactory, grant

pytestmark = pytest.mark.django_db
MENU = 'class="sidebar navigation"'


def test_an_address_that_only_takes_what_a_button_sends_has_words(client: Client) -> None:
    congress = CongressFactory.create()
    client.force_login(grant(Role.SECRETARY, congress.organization))
    answer = client.get(reverse("congresses:plan_make", args=[congress.pk]))
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    page = answer.content.decode()
    assert "Địa chỉ này không phải một trang" in page
    assert MENU in page


@pytest.mark.django_db(transaction=True)
def test_it_has_them_behind_an_asynchronous_server(async_client: AsyncClient) -> None:
    grant(Role.ADMINISTRATOR, OrganizationFactory.create())  # an empty place leads elsewhere
    answer = async_to_sync(async_client.get)(reverse("accounts:session_end_others"))
    assert answer.status_code == 405
    page = answer.content.decode()
    assert "Địa chỉ này không phải một trang" in page
    assert MENU not in page


def test_what_is_not_there_keeps_the_menu(client: Client) -> None:
    client.force_login(grant(Role.MEMBER, CongressFactory.create().organization))
    page = client.get("/khong-co/").content.decode()
    assert "Không tìm thấy trang này" in page
    assert MENU in page


def test_forms_ask_in_plain_words() -> None:
    class Progress(forms.Form):
        said = forms.CharField(max_length=5)
        percent = forms.IntegerField(max_value=100)

    asked = Progress({"said": "", "percent": "150"}).errors
    assert asked["said"] == ["Hãy điền mục này."]
    assert asked["percent"] == ["Số lớn nhất được ghi là 100."]
    assert Progress({"said": "Đại hội", "percent": "1"}).errors["said"] == [
        "Dài nhất 5 chữ; đang có 7."
    ]
