"""The second factor: set up, asked, lost and taken away; and all of it in Vietnamese."""

import json

import pytest
from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.mfa.webauthn.forms import LoginWebAuthnForm
from allauth.mfa.webauthn.internal.auth import begin_registration
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.urls import reverse

from daihoi.accounts.actions.factors import remove_second_factor
from daihoi.accounts.forms import PasskeyAddForm
from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role, Scope
from daihoi.audit.models import Entry
from daihoi.base.errors import Conflict, NotFound, NotPermitted
from daihoi.config.messages import compile_all
from daihoi.notifications.models import Notice
from tests.accounts.allauth_texts import allauth_texts, shown_words
from tests.accounts.slips import CELL, At, handed, is_signed_in
from tests.factories import UserFactory, grant

pytestmark = pytest.mark.django_db(transaction=True)  # allauth speaks once it is committed
PASSWORD = "mat-khau-thu-nghiem"
WRONG = "000000"


@pytest.fixture(autouse=True)
def no_attempts_yet() -> None:
    cache.clear()


def text(response: object) -> str:
    return " ".join(response.content.decode().split())


def code_for(secret: str, later: int = 0) -> str:
    """What the app on a phone shows now, or ``later`` half minutes from now."""
    counter = next(iter(yield_hotp_counters_from_time())) + 1 + later
    return format_hotp_value(hotp_value(secret, counter))


def sign_in(client: Client, user: User) -> object:
    return client.post(
        reverse("account_login"), {"login": user.username, "password": PASSWORD}, follow=True
    )


def again(client: Client) -> object:
    return client.post(reverse("account_reauthenticate"), {"password": PASSWORD}, follow=True)


def with_factor(user: User) -> tuple[Client, str]:
    """Signed in, with a second factor set up through the pages; its secret."""
    client = Client()
    sign_in(client, user)
    assert "Xác nhận lại" in text(client.get(reverse("mfa_activate_totp"), follow=True))
    again(client)
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    assert secret in text(page)
    assert "data:image/svg+xml;base64," in text(page)
    refused = client.post(reverse("mfa_activate_totp"), {"code": WRONG})
    assert "Mã chưa đúng" in text(refused)
    done = client.post(reverse("mfa_activate_totp"), {"code": code_for(secret)}, follow=True)
    assert "Đã bật bước xác nhận thứ hai." in text(done)
    assert done.request["PATH_INFO"] == reverse("mfa_view_recovery_codes")
    return client, secret


def test_a_second_factor_is_asked_after_the_password(client: Client) -> None:
    user = UserFactory.create()
    _first, secret = with_factor(user)
    cache.clear()  # a code is good once; the next sign-in is half a minute later
    page = sign_in(client, user)
    assert page.request["PATH_INFO"] == reverse("mfa_authenticate")
    assert client.get(reverse("notifications:inbox")).status_code == 302
    wrong = client.post(reverse("mfa_authenticate"), {"code": WRONG})
    assert "Mã chưa đúng" in text(wrong)
    assert not is_signed_in(client, user)
    client.post(reverse("mfa_authenticate"), {"code": code_for(secret, later=0)})
    assert is_signed_in(client, user)
    kept = Authenticator.objects.get(type="totp")
    assert secret not in str(kept.data)
    assert Entry.objects.filter(action="accounts.add_own_factor", actor_id=user.pk).exists()


def test_a_recovery_code_is_good_once() -> None:
    user = UserFactory.create()
    first, _secret = with_factor(user)
    codes = first.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    assert len(codes) == 10
    for expected in (True, False):
        client = Client()
        sign_in(client, user)
        client.post(reverse("mfa_authenticate"), {"code": codes[0]})
        assert is_signed_in(client, user) is expected


def test_guessing_codes_is_stopped(client: Client) -> None:
    user = UserFactory.create()
    _first, secret = with_factor(user)
    cache.clear()
    sign_in(client, user)
    for _guess in range(5):
        client.post(reverse("mfa_authenticate"), {"code": WRONG})
    stopped = client.post(reverse("mfa_authenticate"), {"code": code_for(secret)})
    assert "Đã thử sai quá nhiều lần" in text(stopped)
    assert not is_signed_in(client, user)


def test_a_slip_does_not_replace_the_second_factor(client: Client) -> None:
    from daihoi.accounts.actions.slips import issue_slip

    user = grant(Role.MEMBER, At(CELL))
    with_factor(user)
    secretary = grant(Role.SECRETARY, At(CELL))
    issued = issue_slip(user, actor=secretary, at=CELL)
    answer = client.post(reverse("slip_use", args=[issued.code]))
    assert answer["Location"] == reverse("mfa_authenticate")
    assert not is_signed_in(client, user)


def test_who_manages_takes_away_a_lost_factor_and_its_owner_is_told(client: Client) -> None:
    user = grant(Role.MEMBER, At(CELL))
    with_factor(user)
    secretary = grant(Role.SECRETARY, At(CELL))
    with pytest.raises(NotPermitted):
        remove_second_factor(user, actor=grant(Role.MEMBER, At(CELL)), at=CELL)
    remove_second_factor(user, actor=secretary, at=CELL)
    assert not Authenticator.objects.exists()
    entry = Entry.objects.get(action="accounts.remove_second_factor")
    assert (entry.actor_id, entry.before) == (
        secretary.pk,
        {"factors": ["recovery_codes", "totp"]},
    )
    assert "đã được gỡ" in Notice.objects.get(user=user).title
    sign_in(client, user)
    assert is_signed_in(client, user)
    with pytest.raises(Conflict):
        remove_second_factor(user, actor=secretary, at=CELL)


def test_nobody_takes_a_factor_from_an_account_that_reaches_beyond_her_own() -> None:
    user = grant(Role.MEMBER, At(Scope("/1/5/")))
    with_factor(user)
    with pytest.raises((NotPermitted, NotFound)):
        remove_second_factor(user, actor=grant(Role.SECRETARY, At(CELL)), at=CELL)
    assert Authenticator.objects.filter(user=user).count() == 2


NO_KEY = {
    "id": "YWJj",
    "rawId": "YWJj",
    "type": "public-key",
    "clientExtensionResults": {},
    "response": {
        "clientDataJSON": "e30",
        "authenticatorData": "YWJj",
        "attestationObject": "YWJj",
        "signature": "YWJj",
    },
}
BAD_ANSWERS = [
    1,
    "khóa",
    {"response": {}},
    NO_KEY,
    *(
        {**NO_KEY, "response": {**NO_KEY["response"], name: value}}
        for name in ("clientDataJSON", "attestationObject", "authenticatorData", "userHandle")
        for value in (5, None, "//8", "MQ", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5")
    ),
]


@pytest.mark.parametrize("answer", BAD_ANSWERS, ids=str)
def test_what_no_device_answers_is_refused_in_words(answer: object) -> None:
    user = UserFactory.create()
    sent = {"credential": json.dumps(answer), "name": "Máy của tôi"}
    request = RequestFactory().post("/", sent)
    request.session, request.user = {}, user
    with context.request_context(request):
        begin_registration(user, passwordless=False)
        for form in (PasskeyAddForm(sent, user=user), LoginWebAuthnForm(sent)):
            errors = [said for field in form.errors.values() for said in field]
            assert [said[:31] for said in errors] == ["Khóa này chưa dùng được ở đây: "]
    assert not Authenticator.objects.exists()


def test_typing_the_password_again_is_limited(settings: LazySettings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"reauthenticate": "2/m/user"}
    client = Client()
    user = UserFactory.create()
    sign_in(client, user)
    door = reverse("account_reauthenticate")
    wrong = [client.post(door, {"password": "sai"}) for _guess in range(3)]
    assert "Mật khẩu chưa đúng." in text(wrong[0])
    assert [answer.status_code for answer in wrong] == [200, 200, 429]
    assert "Hãy đợi một phút" in text(wrong[2])


def test_no_page_of_signing_in_says_a_word_of_allauths_english() -> None:
    """Every page one meets, right and wrong, against every text that allauth can say."""
    compile_all()
    english = allauth_texts()
    assert "Incorrect code." in english
    user = UserFactory.create(full_name="Vi Văn Khải")
    given = handed()
    stranger, mine = Client(), Client()
    mine_again, _secret = with_factor(user)
    pages = [
        stranger.get(reverse("account_login")),
        stranger.post(reverse("account_login"), {"login": "ai", "password": "sai"}),
        stranger.post(reverse("account_login"), {}),
        stranger.get(reverse("slip_enter")),
        stranger.post(reverse("slip_enter"), {}),
        stranger.get(given.page),
        stranger.get(reverse("slip_use", args=["ACDEFHKMNP"])),
        sign_in(mine, user),
        mine.post(reverse("mfa_authenticate"), {"code": WRONG}),
        mine.post(reverse("mfa_authenticate"), {"code": ""}),
        *(mine.post(reverse("mfa_authenticate"), {"code": WRONG}) for _guess in range(6)),
    ]
    cache.clear()
    own = mine_again
    pages += [
        own.get(reverse(name))
        for name in (
            "accounts:my_account",
            "accounts:session_list",
            "account_change_password",
            "account_logout",
            "account_reauthenticate",
            "mfa_reauthenticate",
            "mfa_index",
            "mfa_view_recovery_codes",
            "mfa_generate_recovery_codes",
            "mfa_deactivate_totp",
            "socialaccount_connections",
        )
    ]
    pages += [
        own.post(reverse("account_reauthenticate"), {"password": "sai"}),
        own.post(reverse("mfa_reauthenticate"), {"code": WRONG}),
        own.post(
            reverse("account_change_password"),
            {"oldpassword": "sai", "password1": "12345678", "password2": "khac"},
        ),
        own.post(reverse("socialaccount_connections"), {"account": "77"}),
        own.post(reverse("mfa_generate_recovery_codes"), follow=True),
        own.post(reverse("mfa_deactivate_totp"), follow=True),
        own.get(reverse("mfa_activate_totp")),
        own.post(reverse("mfa_activate_totp"), {"code": ""}),
        own.post(reverse("mfa_activate_totp"), {"code": WRONG}),
        own.post(reverse("account_logout"), follow=True),
    ]
    wrong = [
        (page.request["PATH_INFO"], said)
        for page in pages
        for said in english
        if said in shown_words(page.content.decode())
    ]
    assert wrong == []
    assert {page.status_code for page in pages} <= {200, 404, 429}
