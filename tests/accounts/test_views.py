"""The doors of the house: signing in and out, the first administrator, the demo's one click."""

import re

import pytest
from django.conf import LazySettings, settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from daihoi.accounts.demo import DEMO_USERS
from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from tests.factories import OrganizationFactory, UserFactory, grant

pytestmark = pytest.mark.django_db
PASSWORD = "mat-khau-thu-nghiem"
FIRST = {
    "full_name": "Nguyễn Văn Út",
    "username": "ut.nv",
    "password": "toi-tu-chon-88",
    "password_again": "toi-tu-chon-88",
}


@pytest.fixture(autouse=True)
def no_attempts_yet() -> None:
    cache.clear()


def sign_in(client: Client, username: str, password: str = PASSWORD) -> object:
    return client.post(reverse("account_login"), {"login": username, "password": password})


def test_signing_in_needs_the_right_password_whatever_the_case_of_the_name(client: Client) -> None:
    user = UserFactory.create(username="ut.nv")
    wrong = sign_in(client, "ut.nv", "sai")
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng." in wrong.content.decode()
    assert "_auth_user_id" not in client.session
    assert sign_in(client, "Ut.nv").status_code == 302
    assert client.session["_auth_user_id"] == str(user.pk)


def test_guessing_a_password_is_stopped_and_said_in_vietnamese(client: Client) -> None:
    UserFactory.create(username="ut.nv")
    for _ in range(5):
        sign_in(client, "ut.nv", "sai")
    assert "Đã thử sai quá nhiều lần" in sign_in(client, "ut.nv").content.decode()
    assert "_auth_user_id" not in client.session


def test_too_many_sign_ins_from_one_address_get_the_page_that_says_so(
    client: Client, settings: LazySettings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    UserFactory.create(username="ut.nv")
    sign_in(client, "ut.nv", "sai")
    response = sign_in(client, "ut.nv")
    assert response.status_code == 429
    assert "Hãy đợi một phút" in response.content.decode()


def test_an_account_out_of_use_does_not_sign_in(client: Client) -> None:
    UserFactory.create(username="ut.nv", is_active=False)
    response = client.post(
        reverse("account_login"), {"login": "ut.nv", "password": PASSWORD}, follow=True
    )
    assert "Tài khoản này đã ngừng dùng" in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_signing_out_needs_a_post_and_pages_are_kept_by_no_browser(client: Client) -> None:
    client.force_login(UserFactory.create())
    page = client.get(reverse("accounts:my_account"))
    assert "no-store" in page["Cache-Control"]
    assert client.get(reverse("account_logout")).status_code == 200
    assert "_auth_user_id" in client.session
    assert client.post(reverse("account_logout"))["Location"] == reverse("account_login")
    assert "_auth_user_id" not in client.session


def test_an_empty_place_leads_to_its_first_administrator(client: Client) -> None:
    door = reverse("accounts:first_administrator")
    for name in ("account_login", "accounts:my_account", "notifications:inbox"):
        assert client.get(reverse(name))["Location"] == door
    assert "Lập tài khoản quản trị đầu tiên" in client.get(door).content.decode()
    assert client.post(door, FIRST).status_code == 302
    user = User.objects.get()
    assert client.session["_auth_user_id"] == str(user.pk)
    assert client.get(door).status_code == 404
    assert Client().post(door, FIRST | {"username": "ba"}).status_code == 404
    assert Client().get(reverse("account_login")).status_code == 200
    assert User.objects.get() == user


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"password_again": "khac"}, "password_again"),
        ({"password": "12345678", "password_again": "12345678"}, "password"),
        ({"username": "út"}, "username"),
        ({"full_name": " "}, "full_name"),
    ],
)
def test_a_wrong_first_administrator_makes_nobody(
    client: Client, changed: dict[str, str], wrong: str
) -> None:
    response = client.post(reverse("accounts:first_administrator"), FIRST | changed)
    assert set(response.context["form"].errors) == {wrong}
    assert not User.objects.exists()


def test_a_temporary_password_leads_to_a_new_one_before_anything_else(client: Client) -> None:
    user = UserFactory.create(has_temporary_password=True)
    client.force_login(user)
    door = reverse("account_change_password")
    assert client.get(reverse("notifications:inbox"))["Location"] == door
    new = {"oldpassword": PASSWORD, "password1": FIRST["password"], "password2": FIRST["password"]}
    assert client.post(door, new | {"oldpassword": "sai"}).status_code == 200
    assert client.get(reverse("notifications:inbox"))["Location"] == door
    assert client.post(door, new)["Location"] == "/"
    user.refresh_from_db()
    assert user.check_password(FIRST["password"])
    assert client.get(reverse("notifications:inbox")).status_code == 200


@pytest.mark.parametrize("role", sorted(DEMO_USERS))
def test_one_click_signs_in_as_each_role_of_the_demo(
    client: Client, settings: LazySettings, role: str
) -> None:
    settings.DAIHOI_DEMO = True
    user = UserFactory.create(username=DEMO_USERS[role], full_name="Hoàng Đặt Ra")
    page = client.get(reverse("account_login")).content.decode()
    assert f'value="{role}"' in page
    assert page.count('name="role"') == 1
    response = client.post(reverse("accounts:demo_sign_in"), {"role": role, "next": "//evil.vn/"})
    assert response.status_code == 302
    assert "evil" not in response["Location"]
    assert client.session["_auth_user_id"] == str(user.pk)


def test_outside_the_demo_nobody_gets_in_with_one_click(client: Client) -> None:
    UserFactory.create(username="bi-thu")
    assert 'name="role"' not in client.get(reverse("account_login")).content.decode()
    response = client.post(reverse("accounts:demo_sign_in"), {"role": "secretary"})
    assert response.status_code == 404
    assert "_auth_user_id" not in client.session


def test_my_account_shows_my_roles_and_nobody_elses(client: Client) -> None:
    organization = OrganizationFactory.create()
    client.force_login(grant(Role.MEMBER, organization))
    grant(Role.SECRETARY, organization)
    page = client.get(reverse("accounts:my_account")).content.decode()
    assert "Đảng viên" in page
    assert "từ 1-1-2015 đến nay" in page
    assert ">Bí thư<" not in page


def test_english_is_shown_to_who_chose_it_and_not_to_who_has_an_english_browser(
    client: Client,
) -> None:
    client.force_login(UserFactory.create())
    account = reverse("accounts:my_account")
    page = client.get(account, HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert '<html lang="vi"' in page
    assert 'name="language" value="en"' in " ".join(page.split())
    client.post(reverse("accounts:set_language"), {"language": "en", "next": account})
    assert '<html lang="en"' in client.get(account).content.decode()


def test_the_other_language_is_offered_before_and_after_signing_in(client: Client) -> None:
    user = UserFactory.create()
    door = reverse("account_login")
    for code, other, name in (("vi", "en", "English"), ("en", "vi", "Tiếng Việt")):
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = code
        for page in (client.get(door), signed_in(user, code).get(reverse("accounts:my_account"))):
            shown = " ".join(page.content.decode().split())
            assert re.search(rf'value="{other}" lang="{other}" ?> ?{name} ?</button>', shown)
    chosen = client.post(
        reverse("accounts:set_language"), {"language": "en", "next": door}, follow=True
    )
    assert '<html lang="en"' in chosen.content.decode()


def signed_in(user: User, code: str) -> Client:
    client = Client()
    client.force_login(user)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = code
    return client
