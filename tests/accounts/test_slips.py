"""Sign-in slips: one use, one day too late, taken back, guessed, photographed."""

import logging
from datetime import timedelta
from functools import partial

import pytest
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core import context
from allauth.core.internal import ratelimit
from allauth.socialaccount.models import SocialAccount
from django.conf import LazySettings
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.session import SessionStorage
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.urls import reverse

from daihoi.accounts import queries, views
from daihoi.accounts.actions.slips import issue_slip, revoke_slips, use_slip
from daihoi.accounts.models import SignInSlip, User
from daihoi.accounts.permissions import Role, Scope
from daihoi.audit.models import Entry
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, NotPermitted
from daihoi.notifications.models import Notice
from tests.accounts.slips import CELL, OWN_PASSWORD, At, handed, is_signed_in
from tests.documents.at_once import at_once
from tests.factories import UserFactory, grant

pytestmark = pytest.mark.django_db
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605 Safari/604.1"


@pytest.fixture(autouse=True)
def no_attempts_yet() -> None:
    cache.clear()


def text(response: object) -> str:
    return " ".join(response.content.decode().split())


def test_looking_at_a_slip_uses_nothing_up_and_its_button_does(client: Client) -> None:
    given = handed(full_name="Vi Văn Khải", username="khai.vv")
    for _preview in range(3):
        page = text(client.get(given.page))
        assert "Vi Văn Khải" in page
        assert client.head(given.page).status_code == 200
    assert given.now().used_at is None
    assert "_auth_user_id" not in client.session

    answer = client.post(given.page, HTTP_USER_AGENT=IPHONE, REMOTE_ADDR="10.0.0.7")

    assert answer.status_code == 302
    assert is_signed_in(client, given.owner)
    used = given.now()
    assert (used.state(clock.now()), used.used_from) == ("used", "Safari trên iPhone, 10.0.0.7")
    entry = Entry.objects.get(action="accounts.use_slip")
    assert (entry.actor_id, entry.after["used_from"]) == (given.owner.pk, used.used_from)
    told = Notice.objects.get(user=given.owner)
    assert "đã được dùng lúc" in told.title
    assert "Safari trên iPhone" in told.body
    assert told.url == reverse("accounts:session_list")


def test_a_slip_leads_to_a_password_of_ones_own_and_only_then_to_work(client: Client) -> None:
    given = handed(username="khai.vv", email="")
    client.post(given.page)
    door = reverse("account_set_password")
    inbox = reverse("notifications:inbox")
    assert client.get(inbox)["Location"] == door
    assert "<strong>khai.vv</strong>" in text(client.get(door))
    differs = client.post(door, {"password1": OWN_PASSWORD, "password2": "khac-han-77"})
    assert "Hai lần nhập mật khẩu chưa giống nhau." in text(differs)
    assert client.get(inbox)["Location"] == door
    client.post(door, {"password1": OWN_PASSWORD, "password2": OWN_PASSWORD})
    assert client.get(inbox).status_code == 200
    again = Client()
    again.post(reverse("account_login"), {"login": "khai.vv", "password": OWN_PASSWORD})
    assert is_signed_in(again, given.owner)


def test_a_slip_used_twice_is_refused_with_when_and_what_to_do(client: Client) -> None:
    given = handed()
    Client().post(given.page, HTTP_USER_AGENT=IPHONE, REMOTE_ADDR="10.0.0.7")
    used = given.now()
    for answer in (client.get(given.page), client.post(given.page)):
        assert answer.status_code == 409
        said = text(answer)
        assert "Phiếu này đã được dùng lúc" in said
        assert "Safari trên iPhone" in said
        assert "10.0.0.7" not in said  # of whoever used it
        assert "hãy đăng nhập bằng mật khẩu" in said
    assert "_auth_user_id" not in client.session
    assert given.now().used_at == used.used_at
    assert Entry.objects.filter(action="accounts.use_slip").count() == 1


def test_who_finds_her_slip_used_reports_it_and_those_who_give_slips_are_told_once() -> None:
    given = handed(full_name="Vi Văn Khải")
    other_secretary = grant(Role.SECRETARY, At(CELL))
    elsewhere = grant(Role.SECRETARY, At(Scope("/1/5/")))
    thief, owner = Client(HTTP_USER_AGENT=IPHONE, REMOTE_ADDR="10.6.6.6"), Client()
    thief.post(given.page)
    for _preview in range(2):
        page = text(owner.get(given.page))
        assert "Không phải đồng chí đã dùng?" in page
        assert "Báo: không phải tôi" in page
    assert given.now().disputed_at is None

    for _click in range(2):
        answer = owner.post(given.page, REMOTE_ADDR="10.0.0.9")
        assert answer.status_code == 409
        assert "Đã báo lúc" in text(answer)

    disputed = given.now()
    assert disputed.disputed_from == "Trình duyệt lạ trên thiết bị lạ, 10.0.0.9"
    entry = Entry.objects.get(action="accounts.dispute_slip")
    assert (entry.actor_id, entry.after["user"]) == (None, given.owner.username)
    about = {"title": "Phiếu đăng nhập của Vi Văn Khải có thể đã bị người khác dùng"}
    told = Notice.objects.filter(**about)
    assert {notice.user for notice in told} == {given.secretary, other_secretary}
    assert told.count() == 2
    assert "Safari trên iPhone, 10.6.6.6" in told[0].body
    assert not Notice.objects.filter(user=elsewhere).exists()
    page = text(owner.get(given.page))
    assert "Đã báo lúc" in page
    assert "Báo: không phải tôi" not in page

    assert thief.get(reverse("account_set_password")).status_code == 200
    again = issue_slip(given.owner, actor=given.secretary, at=CELL)
    assert thief.get(reverse("account_set_password")).status_code == 302
    assert use_slip(again.code, used_from="") == given.owner


def test_another_slip_ends_the_links_that_somebody_made_with_the_first() -> None:
    given = handed()
    use_slip(given.code, used_from="")
    SocialAccount.objects.create(user=given.owner, provider="sso", uid="of-the-thief")
    kept = SocialAccount.objects.create(user=given.secretary, provider="sso", uid="her-own")
    issue_slip(given.owner, actor=given.secretary, at=CELL)
    assert list(SocialAccount.objects.all()) == [kept]


def test_a_passkey_alone_opens_nothing_while_a_slip_waits() -> None:
    given = handed()

    def comes_with_passkey() -> str:
        request = RequestFactory().post("/")
        request.session, request.user = Client().session, AnonymousUser()
        request._messages = SessionStorage(request)
        with context.request_context(request):
            proof = {"type": "webauthn", "passwordless": True}
            record_authentication(request, given.owner, "mfa", **proof)
            answer = perform_login(request, Login(user=given.owner))
        assert answer.status_code == 302
        return f"{request.user}: {answer['Location']} {[str(m) for m in request._messages]}"

    stranger = str(AnonymousUser())
    refused = comes_with_passkey()
    assert refused.startswith(f"{stranger}: {reverse('account_login')} ")
    assert "Hãy dùng phiếu đó trước đã." in refused
    use_slip(given.code, used_from="")
    given.owner.set_password(OWN_PASSWORD)
    given.owner.has_temporary_password = False
    given.owner.save()
    assert comes_with_passkey() == f"{given.owner}: / []"


def test_no_log_keeps_a_code(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    given = handed()
    Client(enforce_csrf_checks=True).post(given.page)
    revoke_slips([given.owner], actor=given.secretary, at=CELL)
    client.get(given.page)
    said = ("10.0.0.7:51234", "GET", f"{given.page}?a=b", "1.1", 200)
    logging.getLogger("uvicorn.access").warning('%s - "%s %s HTTP/%s" %d', *said)
    assert len(caplog.messages) == 3
    assert all("/vao/…" in line for line in caplog.messages)
    assert given.code not in caplog.text


@pytest.mark.django_db(transaction=True)
def test_of_two_uses_at_once_one_lets_in() -> None:
    given = handed()
    outcome = at_once(*(partial(use_slip, given.code, used_from=place) for place in ("A", "B")))
    assert {type(each) for each in outcome} == {User, Conflict}
    assert given.now().used_from in {"A", "B"}
    assert Notice.objects.filter(user=given.owner).count() == 1


def test_a_slip_ends_on_its_day(client: Client, settings: LazySettings) -> None:
    settings.DAIHOI_SLIP_DAYS = 3
    given = handed()
    assert given.slip.expires_at - given.slip.created_at == timedelta(days=3)
    with clock.standing_at(given.slip.expires_at - timedelta(seconds=1)):
        assert client.get(given.page).status_code == 200
    with clock.standing_at(given.slip.expires_at):
        for answer in (client.get(given.page), client.post(given.page)):
            assert answer.status_code == 409
            assert "Phiếu này đã hết hạn lúc" in text(answer)
    assert given.now().used_at is None


def test_a_slip_taken_back_lets_nobody_in(client: Client) -> None:
    given = handed()
    other = handed()
    assert revoke_slips([given.owner], actor=given.secretary, at=CELL) == 1
    assert revoke_slips([given.owner], actor=given.secretary, at=CELL) == 0
    assert given.now().revoked_by == given.secretary
    answer = client.post(given.page)
    assert answer.status_code == 409
    assert "Phiếu này đã bị thu hồi lúc" in text(answer)
    assert client.post(other.page).status_code == 302
    assert Entry.objects.filter(action="accounts.revoke_slip").count() == 1


def test_another_slip_ends_password_sessions_and_slip_of_before() -> None:
    given = handed()
    client = Client()
    client.post(given.page)
    client.post(
        reverse("account_set_password"), {"password1": OWN_PASSWORD, "password2": OWN_PASSWORD}
    )
    assert client.get(reverse("notifications:inbox")).status_code == 200
    first = issue_slip(given.owner, actor=given.secretary, at=CELL)
    second = issue_slip(given.owner, actor=given.secretary, at=CELL)
    assert client.get(reverse("notifications:inbox")).status_code == 302
    kept = User.objects.get(pk=given.owner.pk)
    assert (kept.has_usable_password(), kept.has_temporary_password) == (False, True)
    with pytest.raises(Conflict, match="thu hồi"):
        use_slip(first.code, used_from="")
    assert use_slip(second.code, used_from="") == given.owner


@pytest.mark.parametrize(
    ("role", "place"), [(Role.ADMINISTRATOR, Scope("/")), (Role.MEMBER, Scope("/1/5/"))]
)
def test_nobody_gives_a_slip_for_an_account_that_reaches_beyond_her_own(
    role: Role, place: Scope
) -> None:
    secretary = grant(Role.SECRETARY, At(CELL))
    user = grant(role, At(place))
    with pytest.raises((NotPermitted, NotFound)):
        issue_slip(user, actor=secretary, at=CELL)
    user.refresh_from_db()
    assert user.has_usable_password()
    assert not SignInSlip.objects.exists()
    with pytest.raises(NotPermitted):
        issue_slip(UserFactory.create(), actor=grant(Role.MEMBER, At(CELL)), at=CELL)


def test_an_account_out_of_use_stays_out_of_use(client: Client) -> None:
    given = handed(is_active=False)
    answer = client.post(given.page)
    assert (answer.status_code, given.now().used_at) == (409, None)
    assert "Tài khoản này đã ngừng dùng." in text(answer)


def test_a_code_is_long_and_has_no_signs_that_look_alike() -> None:
    codes = [queries.suggest_code() for _code in range(300)]
    signs = set("".join(codes))
    assert not signs & set("0O1IL5S8B2Z6GUV") - set("5862U")
    assert len(signs) ** 10 > 2**45
    assert len(set(codes)) == 300
    assert {len(code) for code in codes} == {10}


def test_a_code_is_typed_in_any_hand(client: Client) -> None:
    given = handed(full_name="Vi Văn Khải")
    door = reverse("slip_enter")
    misread = given.code.translate(str.maketrans("8562U", "BSGZV")).lower()
    for typed in (given.code, f" {misread[:5]} - {misread[5:]} "):
        answer = client.post(door, {"code": typed})
        assert answer["Location"] == given.page
    assert "Mã chỉ gồm chữ và số" in text(client.post(door, {"code": "---"}))
    assert "Không có phiếu nào mang mã này." in text(
        client.post(door, {"code": "ACDEF-HKMNP"}, follow=True)
    )


def test_guessing_codes_is_stopped_and_a_hall_behind_one_address_is_not(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    rates(monkeypatch, "3/m/ip")
    slips = [handed() for _person in range(5)]
    for given in slips[:4]:
        assert Client().post(given.page).status_code == 302
    wrong = reverse("slip_use", args=["ACDEFHKMNP"])
    assert [client.get(wrong).status_code for _guess in range(4)] == [404, 404, 404, 429]
    stopped = client.post(slips[4].page)
    assert stopped.status_code == 429
    assert "Hãy đợi 1 phút" in text(stopped)
    assert 1 <= int(stopped["Retry-After"]) <= 60
    assert slips[4].now().used_at is None
    elsewhere = client.post(slips[4].page, REMOTE_ADDR="10.9.9.9")
    assert elsewhere.status_code == 302


def test_guessing_from_many_addresses_is_stopped_too_and_how_long_is_said(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    rates(monkeypatch, "2/m/ip,6/h/key")
    given = handed()
    wrong = reverse("slip_use", args=["ACDEFHKMNP"])
    addresses = [f"10.9.9.{number}" for number in (1, 2, 3, 4)]
    answers = [
        [client.get(wrong, REMOTE_ADDR=address).status_code for _guess in range(3)]
        for address in addresses
    ]
    assert answers == [[404, 404, 429]] * 3 + [[429] * 3]
    stopped = client.get(given.page, REMOTE_ADDR="10.9.9.99")
    assert stopped.status_code == 429
    assert "Hãy đợi 60 phút" in text(stopped)
    assert 3590 <= int(stopped["Retry-After"]) <= 3600
    assert "no-store" in stopped["Cache-Control"]


def test_one_address_alone_cannot_close_the_door_for_all() -> None:
    limits = ratelimit.get_rates(app="", action="slip", config=views._WRONG_CODES["config"])
    most = {rate.per: rate.amount for rate in limits if rate.duration == 3600}
    assert most["ip"] * 10 <= most["key"]


def rates(monkeypatch: pytest.MonkeyPatch, limits: str) -> None:
    monkeypatch.setitem(views._WRONG_CODES, "config", {"slip": limits})


def test_a_slip_on_a_shared_machine_ends_the_session_of_before(client: Client) -> None:
    given = handed()
    before = UserFactory.create(full_name="Hoàng Thị Lan")
    client.force_login(before)
    assert "Máy này đang đăng nhập với tên Hoàng Thị Lan" in text(client.get(given.page))
    key = client.session.session_key
    client.post(given.page)
    assert is_signed_in(client, given.owner)
    assert client.session.session_key != key


def test_the_database_alone_opens_nothing() -> None:
    given = handed()
    kept = str(SignInSlip.objects.values().get(pk=given.slip.pk))
    assert given.code not in kept
    assert given.code not in str(list(Entry.objects.values()))
    from django.test import override_settings

    with override_settings(SECRET_KEY="another-house"), pytest.raises(NotFound):
        use_slip(given.code, used_from="")
