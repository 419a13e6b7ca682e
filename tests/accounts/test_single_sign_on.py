"""Single sign-on against a provider that really signs: it opens accounts and makes none."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from daihoi.accounts.models import User
from daihoi.audit.models import Entry
from tests.accounts.provider import CLIENT, SECRET, Provider, running
from tests.accounts.slips import is_signed_in
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "mat-khau-thu-nghiem"


@pytest.fixture
def provider(settings: LazySettings) -> Iterator[Provider]:
    cache.clear()
    with running() as provider:
        settings.DAIHOI_OIDC_URL = provider.url
        settings.DAIHOI_OIDC_NAME = "Cổng của tỉnh"
        settings.DAIHOI_OIDC_CLAIM = "preferred_username"
        settings.SOCIALACCOUNT_PROVIDERS = {
            "openid_connect": {
                **settings.SOCIALACCOUNT_PROVIDERS["openid_connect"],
                "APPS": [
                    {
                        "provider_id": "sso",
                        "name": settings.DAIHOI_OIDC_NAME,
                        "client_id": CLIENT,
                        "secret": SECRET,
                        "settings": {"server_url": provider.url},
                    }
                ],
            }
        }
        yield provider


def go(client: Client, query: str = "") -> object:
    """From our button to the provider and back: the answer to the way back, redirects followed."""
    away = client.get(reverse("openid_connect_login", args=["sso"]) + query)
    assert away.status_code == 302
    back = requests.get(away["Location"], allow_redirects=False, timeout=10).headers["Location"]
    url = urlsplit(back)
    assert url.path == reverse("openid_connect_callback", args=["sso"])
    return client.get(f"{url.path}?{url.query}", follow=True)


def text(response: object) -> str:
    return " ".join(response.content.decode().split())


def test_the_button_is_there_only_with_a_provider(
    client: Client, settings: LazySettings, provider: Provider
) -> None:
    UserFactory.create()
    assert "Đăng nhập bằng Cổng của tỉnh" in text(client.get(reverse("account_login")))
    settings.DAIHOI_OIDC_URL = ""
    assert "Cổng của tỉnh" not in text(client.get(reverse("account_login")))
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": []}}
    assert client.get(reverse("openid_connect_login", args=["sso"])).status_code == 404


def test_the_trusted_claim_opens_the_account_of_that_name(
    client: Client, provider: Provider
) -> None:
    user = UserFactory.create(username="khai.vv")
    go(client)
    assert is_signed_in(client, user)
    assert provider.asked[-2:] == ["/token", "/userinfo"]
    link = SocialAccount.objects.get()
    assert (link.user, link.uid) == (user, "u-1")
    assert not SocialToken.objects.exists()
    assert Entry.objects.get(action="accounts.link_single_sign_on").actor_id == user.pk
    provider.claims["preferred_username"] = "khac"  # renamed over there: the link still holds
    again = Client()
    go(again)
    assert is_signed_in(again, user)


def test_nobody_gets_an_account_by_it(client: Client, provider: Provider) -> None:
    UserFactory.create(username="ai.do")
    answer = go(client)
    assert answer.status_code == 403
    assert "ở đây chưa có tài khoản nào liên kết" in text(answer)
    assert "Cổng của tỉnh" in text(answer)
    assert "_auth_user_id" not in client.session
    assert (User.objects.count(), SocialAccount.objects.count()) == (1, 0)


def test_without_a_trusted_claim_a_name_opens_nothing(
    client: Client, provider: Provider, settings: LazySettings
) -> None:
    settings.DAIHOI_OIDC_CLAIM = ""
    UserFactory.create(username="khai.vv")
    assert go(client).status_code == 403
    assert not SocialAccount.objects.exists()


def test_an_account_is_linked_by_its_owner_who_types_her_password(
    client: Client, provider: Provider, settings: LazySettings
) -> None:
    settings.DAIHOI_OIDC_CLAIM = ""
    user = UserFactory.create(username="lan.ht")
    client.post(reverse("account_login"), {"login": "lan.ht", "password": PASSWORD})
    account = reverse("accounts:my_account")
    assert "chưa liên kết" in text(client.get(account))
    asked = go(client, "?process=connect")
    assert asked.request["PATH_INFO"] == reverse("account_reauthenticate")
    assert not SocialAccount.objects.exists()
    done = client.post(reverse("account_reauthenticate"), {"password": PASSWORD}, follow=True)
    assert "Đã liên kết." in text(done)
    again = Client()
    go(again)
    assert is_signed_in(again, user)
    link = SocialAccount.objects.get()
    done = client.post(reverse("socialaccount_connections"), {"account": link.pk}, follow=True)
    assert "Đã bỏ liên kết." in text(done)
    assert go(Client()).status_code == 403


def test_what_somebody_else_linked_is_not_linked_twice(client: Client, provider: Provider) -> None:
    owner = UserFactory.create(username="khai.vv")
    go(Client())
    UserFactory.create(username="lan.ht")
    client.post(reverse("account_login"), {"login": "lan.ht", "password": PASSWORD})
    go(client, "?process=connect")
    done = client.post(reverse("account_reauthenticate"), {"password": PASSWORD}, follow=True)
    assert "đã liên kết với một người khác" in text(done)
    assert SocialAccount.objects.get().user == owner


@pytest.mark.parametrize("wrong", ["issuer", "audience", "secret", "code"])
def test_a_token_that_is_not_for_us_opens_nothing(
    client: Client, provider: Provider, wrong: str, settings: LazySettings
) -> None:
    UserFactory.create(username="khai.vv")
    if wrong in {"issuer", "audience"}:
        setattr(provider, wrong, "https://khac.example")
    elif wrong == "secret":
        app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
        app["secret"] = "sai"
    else:
        provider.token = lambda _sent: (400, {"error": "invalid_grant"})  # type: ignore[method-assign]
    answer = go(client)
    assert "Chưa đăng nhập được bằng Cổng của tỉnh." in text(answer)
    assert answer.request["PATH_INFO"] == reverse("account_login")
    assert "_auth_user_id" not in client.session


def test_who_turns_back_at_the_provider_is_back_at_the_sign_in_page(
    client: Client, provider: Provider
) -> None:
    UserFactory.create(username="khai.vv")
    provider.denies = True
    assert "Đã thôi đăng nhập bằng Cổng của tỉnh." in text(go(client))


def test_a_way_back_that_was_not_asked_for_opens_nothing(
    client: Client, provider: Provider
) -> None:
    UserFactory.create(username="khai.vv")
    back = reverse("openid_connect_callback", args=["sso"])
    answer = client.get(f"{back}?code=abc&state=cua-ke-khac", follow=True)
    assert "Chưa đăng nhập được" in text(answer)
    assert "/token" not in provider.asked


def test_an_account_out_of_use_stays_so(client: Client, provider: Provider) -> None:
    UserFactory.create(username="khai.vv", is_active=False)
    UserFactory.create()
    answer = go(client)
    assert "Tài khoản này đã ngừng dùng. Hãy hỏi người quản trị." in text(answer)
    assert answer.request["PATH_INFO"] == reverse("account_login")
    assert "_auth_user_id" not in client.session
    assert not SocialAccount.objects.exists()


def test_an_account_that_was_linked_and_then_retired_stays_closed(
    client: Client, provider: Provider
) -> None:
    user = UserFactory.create(username="khai.vv")
    go(Client())
    user.is_active = False
    user.save()
    assert "Tài khoản này đã ngừng dùng." in text(go(client))
    assert "_auth_user_id" not in client.session


def test_an_address_of_two_people_opens_neither_account(
    client: Client, provider: Provider, settings: LazySettings
) -> None:
    settings.DAIHOI_OIDC_CLAIM = "email"
    provider.claims |= {"email": "van.phong@example.vn", "email_verified": True}
    for name in ("khai.vv", "lan.ht"):
        UserFactory.create(username=name, email="van.phong@example.vn")
    answer = go(client)
    assert answer.status_code == 403
    assert "ở đây chưa có tài khoản nào liên kết" in text(answer)
    assert "hãy đăng nhập bằng mật khẩu hoặc phiếu" in text(answer)
    assert "_auth_user_id" not in client.session
    assert not SocialAccount.objects.exists()


def test_who_was_given_anothers_name_at_the_provider_is_not_that_person(
    client: Client, provider: Provider
) -> None:
    owner = UserFactory.create(username="khai.vv")
    go(Client())
    provider.claims["sub"] = "u-2"
    answer = go(client)
    assert "Tài khoản khai.vv ở đây đã liên kết với một người khác" in text(answer)
    assert "_auth_user_id" not in client.session
    assert SocialAccount.objects.get().user == owner


def test_a_provider_that_is_out_of_reach_is_said_and_other_ways_stay_open(
    client: Client, provider: Provider, settings: LazySettings
) -> None:
    UserFactory.create()
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app["settings"] = {"server_url": "http://127.0.0.1:9"}
    answer = client.get(reverse("openid_connect_login", args=["sso"]), follow=True)
    assert "Chưa đăng nhập được bằng Cổng của tỉnh." in text(answer)
    assert answer.request["PATH_INFO"] == reverse("account_login")
