"""Letters: only to a confirmed address, once, without what is confidential, and easy to stop."""

import re
import socketserver
import threading
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest
from click.testing import CliRunner
from django.conf import LazySettings
from django.core import mail as outbox
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base import clock, offers
from daihoi.base.errors import RuleBroken
from daihoi.base.offers import Offers, Row
from daihoi.cli import main
from daihoi.config import env
from daihoi.notifications import actions, mail, queries, tasks
from daihoi.notifications.actions import notify
from daihoi.notifications.models import Frequency, MailSetting
from tests.factories import OrganizationFactory, UserFactory, grant

pytestmark = pytest.mark.django_db
SITE = "https://daihoi.example"
EDIT = "/hop-thu/thu-dien-tu/"


@pytest.fixture(autouse=True)
def site(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.EMAIL_URL = "smtp://localhost"
    settings.DAIHOI_URL = SITE
    monkeypatch.setattr(offers, "_registry", offers._Registry())  # only what a test offers


@pytest.fixture
def user() -> User:
    return UserFactory.create(full_name="Hoàng Văn Ước")


@pytest.fixture
def setting(user: User) -> MailSetting:
    """Daily letters to a confirmed address."""
    return MailSetting.objects.create(
        user=user, frequency=Frequency.DAILY, address="uoc@example.vn", confirmed_at=clock.now()
    )


def at(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: now)


def letter() -> EmailMultiAlternatives:
    (found,) = outbox.outbox
    assert isinstance(found, EmailMultiAlternatives)
    return found


def link(text: object) -> str:
    found = re.search(rf"{SITE}(\S+)", str(text))
    assert found
    return found.group(1)


def run() -> tuple[int, int, int]:
    done = tasks.send_digests()
    return done.sent, done.quiet, done.failed


def test_an_address_is_confirmed_by_its_owner_before_anything_is_sent(
    client: Client, user: User, django_capture_on_commit_callbacks: Any
) -> None:
    client.force_login(user)
    notify([user], title="Trả lời ý kiến", url="/x/", topic="t")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(EDIT, {"frequency": "daily", "address": "uoc@example.vn"})
    asked = letter()
    assert asked.to == ["uoc@example.vn"]
    assert "Ước" not in asked.body
    assert "Trả lời ý kiến" not in asked.body
    assert run() == (0, 0, 0)
    door = link(asked.body)
    stranger = Client()
    assert stranger.get(door).status_code == 302  # to sign in
    stranger.force_login(UserFactory.create())
    assert stranger.post(door).status_code == 404
    assert client.get(door).status_code == 200
    assert MailSetting.objects.get().confirmed_at is None, "programs open links by themselves"
    client.post(door)
    assert MailSetting.objects.get().confirmed_at is not None
    assert run() == (1, 0, 0)
    assert [entry.action for entry in Entry.objects.order_by("pk")] == [
        "notifications.choose_mail", "notifications.confirm_mail",
    ]  # fmt: skip
    assert "uoc@example.vn" not in str(list(Entry.objects.values("before", "after")))


def test_another_address_is_asked_again_and_gets_nothing_before(
    client: Client, user: User, setting: MailSetting, django_capture_on_commit_callbacks: Any
) -> None:
    client.force_login(user)
    notify([user], title="Mới", url="/x/", topic="t")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(EDIT, {"frequency": "daily", "address": "khac@example.vn"})
    old = mail.stop_link(setting).removeprefix(SITE)
    assert run() == (0, 0, 0)
    assert Client().get(old).status_code == 404
    with pytest.raises(RuleBroken):
        actions.choose_mail(Frequency.DAILY, "nua@example.vn", actor=user)
    assert MailSetting.objects.get().address == "khac@example.vn"


def test_an_old_or_foreign_link_confirms_nothing(
    client: Client, user: User, setting: MailSetting, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(user)
    MailSetting.objects.update(confirmed_at=None)
    stop = mail.stop_link(setting).rsplit("/", 2)[1]
    for token in ("x", stop):
        assert client.post(reverse("notifications:mail_confirm", args=[token])).status_code == 404
    mail.send_confirmation(setting)
    monkeypatch.setattr(mail, "CONFIRMATION_LASTS", timedelta(0))
    assert client.post(link(letter().body)).status_code == 404
    assert MailSetting.objects.get().confirmed_at is None


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"frequency": "daily", "address": ""}, "Hãy ghi địa chỉ nhận thư."),
        ({"frequency": "daily", "address": "không phải"}, "address"),
        ({"frequency": "hourly", "address": "a@example.vn"}, "frequency"),
    ],
)
def test_a_bad_choice_is_refused_beside_its_field(
    client: Client, user: User, sent: dict[str, str], says: str
) -> None:
    client.force_login(user)
    page = client.post(EDIT, sent)
    assert page.status_code == 422
    assert says in page.content.decode()
    assert not MailSetting.objects.exists()


def test_a_mail_server_that_refuses_is_said_and_asked_again_at_once(
    client: Client,
    user: User,
    settings: LazySettings,
    django_capture_on_commit_callbacks: Any,
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    client.force_login(user)
    with django_capture_on_commit_callbacks() as waiting:
        client.post(EDIT, {"frequency": "daily", "address": "uoc@example.vn"})
    with pytest.raises(Exception, match="Chưa gửi được thư xác nhận"):
        waiting[0]()
    assert MailSetting.objects.get().asked_at is None


@pytest.mark.parametrize("lacking", ["EMAIL_URL", "DAIHOI_URL"])
def test_without_settings_nothing_is_sent_and_that_is_said(
    client: Client, user: User, setting: MailSetting, settings: LazySettings, lacking: str
) -> None:
    setattr(settings, lacking, "")
    notify([user], title="Mới", url="/x/", topic="t")
    done = CliRunner().invoke(main, ["send-digests"])
    assert (done.exit_code, lacking in done.output) == (1, True)
    client.force_login(user)
    shown = client.get(EDIT).content.decode()
    assert "Máy chủ chưa gửi được thư; hãy báo người quản trị." in shown
    assert lacking not in shown
    assert client.post(EDIT, {"frequency": "weekly", "address": "a@example.vn"}).status_code == 422
    assert MailSetting.objects.get().frequency == Frequency.DAILY
    assert outbox.outbox == []


def test_an_administrator_reads_what_the_server_lacks(
    client: Client, settings: LazySettings
) -> None:
    settings.EMAIL_URL = ""
    administrator = grant(Role.ADMINISTRATOR, OrganizationFactory.create())
    client.force_login(administrator)
    shown = client.get(EDIT).content.decode()
    assert "EMAIL_URL: máy chủ thư đi" in shown
    assert "hãy báo người quản trị" not in shown


def test_a_letter_tells_what_is_late_what_waits_and_what_is_new(
    user: User, setting: MailSetting
) -> None:
    today = date(2020, 3, 26)
    late = Row("Trả lời 5 ý kiến & <hỏi>", "Báo cáo", "/van-kien/1/", "Trả lời", today)
    offers.register(Offers(late=lambda _: [late], waiting=lambda _: [Row("Góp ý", "", "/g/", "")]))
    notify([user], title="Đã đóng đợt", body="Nguyên văn ý kiến", url="/x/", topic="t")
    notify([user], title="Kỷ luật A", body="Chi tiết", url="/y/", topic="t", confidential=True)
    assert run() == (1, 0, 0)
    sent = letter()
    html = str(sent.alternatives[0][0])
    assert sent.subject == "Chuẩn bị đại hội: 1 việc trễ, 1 việc đang chờ"
    assert "- Trả lời 5 ý kiến & <hỏi> (hạn 26-3-2020)" in sent.body
    assert "Trả lời 5 ý kiến &amp; &lt;hỏi&gt;" in html
    assert f"- Góp ý\n  {SITE}/g/" in sent.body, "nothing stands where there is nothing to say"
    for text in (sent.body, html):
        assert f"{SITE}/van-kien/1/" in text
        assert "Đã đóng đợt" in text
        assert "Có một thông báo cần mở trong hệ thống" in text
        assert "Kỷ luật" not in text
        assert "Chi tiết" not in text
        assert "Nguyên văn" not in text
    assert "style=" not in html


def test_each_letter_is_sent_once_a_day_and_only_with_something_new(
    user: User, setting: MailSetting, monkeypatch: pytest.MonkeyPatch
) -> None:
    morning = datetime(2020, 3, 26, 6, 30, tzinfo=timezone.get_default_timezone())
    at(monkeypatch, morning)
    assert run() == (0, 1, 0)
    at(monkeypatch, morning + timedelta(minutes=1))
    notify([user], title="Một", url="/x/", topic="t")
    assert run() == (0, 0, 0), "today's was looked at already"
    at(monkeypatch, morning + timedelta(days=1))
    assert (run(), run()) == ((1, 0, 0), (0, 0, 0))
    assert "Một" in letter().body
    at(monkeypatch, morning + timedelta(days=2))
    assert run() == (0, 1, 0), "what was told once is not told again"
    MailSetting.objects.update(frequency=Frequency.WEEKLY)
    at(monkeypatch, morning + timedelta(days=2, minutes=1))
    notify([user], title="Hai", url="/x/", topic="t")
    at(monkeypatch, morning + timedelta(days=8))
    assert run() == (0, 0, 0)
    at(monkeypatch, morning + timedelta(days=9))
    assert run() == (1, 0, 0)
    assert "Ngoài ra còn 1 thông báo cũ chưa đọc." in str(outbox.outbox[1].body)


def test_a_letter_claimed_by_another_run_is_left_to_it_until_that_has_died(
    user: User, setting: MailSetting, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = clock.now()
    notify([user], title="Một", url="/x/", topic="t")
    taken = actions.claim_digest(setting.pk)
    assert taken is not None
    assert actions.claim_digest(setting.pk) is None
    assert run() == (0, 0, 0)
    at(monkeypatch, now + timedelta(minutes=16))
    assert run() == (1, 0, 0)
    actions.settle_digest(taken, sent=False)  # it was not dead after all
    assert run() == (0, 0, 0)
    assert MailSetting.objects.get().claimed_at is None


def test_one_bad_address_does_not_keep_the_others_from_their_letters(
    user: User, setting: MailSetting, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = UserFactory.create()
    MailSetting.objects.create(
        user=other, frequency="daily", address="b@example.vn", confirmed_at=clock.now()
    )
    notify([user, other], title="Một", url="/x/", topic="t")
    send = EmailMultiAlternatives.send

    def refuse(message: EmailMultiAlternatives, *given: Any) -> int:
        if message.to == ["uoc@example.vn"]:
            raise OSError("550")
        return send(message, *given)

    monkeypatch.setattr(EmailMultiAlternatives, "send", refuse)
    done = CliRunner().invoke(main, ["send-digests", "--json"])
    assert (done.exit_code, '"sent": 1' in done.output, '"failed": 1' in done.output) == (
        3,
        True,
        True,
    )
    monkeypatch.undo()
    assert MailSetting.objects.get(user=user).claimed_at is None


def test_a_link_in_the_letter_stops_it_without_signing_in(
    user: User, setting: MailSetting, client: Client
) -> None:
    notify([user], title="Một", url="/x/", topic="t")
    run()
    sent = letter()
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop = link(sent.extra_headers["List-Unsubscribe"].strip("<>"))
    assert stop in sent.body
    strict = Client(enforce_csrf_checks=True)
    assert strict.get(stop).status_code == 200
    assert MailSetting.objects.get().frequency == Frequency.DAILY
    assert strict.post(stop, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert strict.post(stop).status_code == 200
    assert MailSetting.objects.get().frequency == Frequency.NONE
    assert Entry.objects.filter(action="notifications.stop_mail").count() == 1
    assert strict.post(stop[:-3] + "x/").status_code == 404


@pytest.mark.parametrize("change", [{"is_active": False}])
def test_a_closed_account_gets_no_letter(
    user: User, setting: MailSetting, change: dict[str, bool]
) -> None:
    notify([user], title="Một", url="/x/", topic="t")
    User.objects.filter(pk=user.pk).update(**change)
    assert run() == (0, 0, 0)


def test_the_page_offers_an_address_that_is_known(user: User) -> None:
    offers.register(Offers(addresses=lambda _: ["", "a@example.vn"]))
    offers.register(Offers(addresses=lambda _: ["b@example.vn"]))
    assert queries.mail_setting_of(user).address == "a@example.vn"


class _Smtp(socketserver.StreamRequestHandler):
    """As much of a mail server as it takes to be given a letter."""

    letters: list[bytes] = []

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                lines = iter(self.rfile.readline, b".\r\n")
                self.letters.append(b"".join(lines))
            if word == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            self.wfile.write(b"250 yes\r\n")


@pytest.fixture
def server() -> Iterator[tuple[str, int]]:
    _Smtp.letters.clear()
    with socketserver.TCPServer(("127.0.0.1", 0), _Smtp) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield ("127.0.0.1", int(server.server_address[1]))
        server.shutdown()


def test_a_letter_goes_through_a_mail_server(
    user: User, setting: MailSetting, settings: LazySettings, server: tuple[str, int]
) -> None:
    for name, value in env.email(f"smtp://{server[0]}:{server[1]}").items():
        setattr(settings, name, value)
    notify([user], title="Đã đóng đợt", url="/x/", topic="t")
    assert run() == (1, 0, 0)
    (raw,) = _Smtp.letters
    got = message_from_bytes(raw, policy=default)
    assert got["To"] == "uoc@example.vn"
    assert got["List-Unsubscribe"].strip() == f"<{mail.stop_link(setting)}>"
    body = got.get_body(("plain",))
    assert body is not None
    assert "Đã đóng đợt" in body.get_content()


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtp://mail", 25, False, False),
        ("smtp+tls://a%40b:p%2Fw@mail", 587, True, False),
        ("smtps://a:b@mail:4650", 4650, False, True),
    ],
)
def test_the_mail_server_is_one_address(url: str, port: int, *, tls: bool, ssl: bool) -> None:
    read = env.email(url)
    found = (read["EMAIL_PORT"], read["EMAIL_USE_TLS"], read["EMAIL_USE_SSL"])
    assert found == (port, tls, ssl)
    if "%40" in url:
        assert (read["EMAIL_HOST_USER"], read["EMAIL_HOST_PASSWORD"]) == ("a@b", "p/w")


@pytest.mark.parametrize("url", ["mail.example", "http://mail", "smtp://"])
def test_a_wrong_mail_server_stops_the_start(url: str) -> None:
    with pytest.raises(ImproperlyConfigured):
        env.email(url)
