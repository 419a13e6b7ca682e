"""A laptop that serves a hall: addresses, its own certificate, and as many phones as a hall holds."""

import asyncio
import os
import re
import socket
import ssl
import stat
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from click.testing import CliRunner
from cryptography import x509
from django.conf import settings

from daihoi.accounts.permissions import Role
from daihoi.base import clock
from daihoi.cli import lan, main
from daihoi.cli.speaking import REFUSED
from daihoi.installation import hall
from tests.factories import UserFactory
from tests.factories.accounts import grant
from tests.factories.meetings import InviteeFactory, MeetingFactory
from tests.serving import Server, signed_in

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
PHONES = 60


def test_only_addresses_of_a_network_of_ones_own_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hall, "_way_out", lambda: "192.168.1.5")
    monkeypatch.setattr(hall, "_interfaces", lambda: ["169.254.3.4", "10.0.0.2", "127.0.0.1", "192.168.1.5"])  # fmt: skip
    monkeypatch.setattr(hall, "_by_name", lambda: ["127.0.1.1", "203.0.113.7"])
    assert hall.hall_addresses() == ["192.168.1.5", "10.0.0.2", "169.254.3.4"]


def test_without_a_network_the_command_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hall, "hall_addresses", list)
    result = CliRunner().invoke(main, ["serve", "--lan"])
    assert result.exit_code == REFUSED
    assert "chưa nối vào mạng nào" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["serve", "--https"], "--https và --address chỉ dùng cùng --lan."),
        (["serve", "--lan", "--address", "8.8.8.8"], "“8.8.8.8” không phải địa chỉ của mạng nội bộ"),
        (["certificate", "--address", "laptop"], "“laptop” không phải địa chỉ của mạng nội bộ"),
    ],
)  # fmt: skip
def test_wrong_use_is_said(arguments: list[str], said: str) -> None:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert said in result.stderr


@pytest.mark.parametrize("https", [False, True])
def test_the_house_answers_the_halls_addresses_only(
    monkeypatch: pytest.MonkeyPatch, *, https: bool
) -> None:
    for name in ("DAIHOI_HOSTS", "DAIHOI_HTTPS", "DAIHOI_LAN"):
        monkeypatch.setenv(name, "")
    urls = lan.open_to(["192.168.1.5", "10.0.0.2"], 8000, https=https)
    scheme = "https" if https else "http"
    assert urls == [f"{scheme}://192.168.1.5:8000", f"{scheme}://10.0.0.2:8000"]
    assert os.environ["DAIHOI_HOSTS"] == "localhost,127.0.0.1,[::1],192.168.1.5,10.0.0.2"
    assert os.environ["DAIHOI_HTTPS"] == ("1" if https else "0")
    assert os.environ["DAIHOI_LAN"] == ",".join(urls)


def test_the_terminal_shows_address_code_and_what_plain_http_cannot_do(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lan.tell(["http://192.168.1.5:8000", "http://10.0.0.2:8000"], https=False)
    told = capsys.readouterr().out
    assert "http://192.168.1.5:8000/cuoc-hop/hoi-truong/" in told
    assert "hoặc http://10.0.0.2:8000" in told
    assert "▀" in told  # the QR code
    assert "không mã hóa" in told
    lan.tell(["https://192.168.1.5:8000"], https=True, fingerprint="AB:CD")
    told = capsys.readouterr().out
    assert "AB:CD" in told
    assert "không mã hóa" not in told


def test_a_certificate_covers_the_addresses_and_is_its_owners_alone(tmp_path: Path) -> None:
    made = hall.hall_certificate(tmp_path, ["192.168.1.5"], now=NOW)
    own = x509.load_pem_x509_certificate(made.certificate.read_bytes())
    names = own.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert {str(each) for each in names.get_values_for_type(x509.IPAddress)} == {
        "192.168.1.5",
        "127.0.0.1",
    }
    assert own.not_valid_after_utc - own.not_valid_before_utc <= timedelta(days=825)
    for key in (made.key, tmp_path / "authority.key"):
        assert stat.S_IMODE(key.stat().st_mode) == 0o600
    authority = x509.load_pem_x509_certificate(made.authority.read_bytes())
    own.verify_directly_issued_by(authority)
    limits = authority.extensions.get_extension_for_class(x509.NameConstraints)
    assert limits.critical
    assert len(limits.value.permitted_subtrees or []) == len(hall.PRIVATE) + 1


def test_a_certificate_is_kept_until_the_address_changes_or_it_ends(tmp_path: Path) -> None:
    def serial(address: str, now: datetime) -> tuple[int, str]:
        made = hall.hall_certificate(tmp_path, [address], now=now)
        own = x509.load_pem_x509_certificate(made.certificate.read_bytes())
        return own.serial_number, made.fingerprint

    first = serial("192.168.1.5", NOW)
    assert serial("192.168.1.5", NOW + timedelta(days=30)) == first
    moved = serial("192.168.1.6", NOW)
    ended = serial("192.168.1.6", NOW + timedelta(days=hall.OWN_DAYS))
    assert len({first[0], moved[0], ended[0]}) == 3
    assert first[1] == moved[1] == ended[1]  # a phone that trusts the authority is asked no more


SHOWN = """
from django.conf import settings as s
print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS,
      s.SECURE_PROXY_SSL_HEADER, "webauthn" in s.MFA_SUPPORTED_TYPES, "*" in s.ALLOWED_HOSTS)
"""


@pytest.mark.parametrize(
    ("variables", "shown"),
    [
        ({"DAIHOI_LAN": "http://192.168.1.5:8000"}, "False False 0 None False False"),
        (
            {"DAIHOI_LAN": "https://192.168.1.5:8000", "DAIHOI_HTTPS": "1"},
            "True True 0 None False False",
        ),
        (
            {"DAIHOI_HTTPS": "1"},
            "True True 31536000 ('HTTP_X_FORWARDED_PROTO', 'https') True False",
        ),
    ],
)
def test_cookies_follow_the_way_of_connecting(
    tmp_path: Path, variables: Mapping[str, str], shown: str
) -> None:
    told = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, str(settings.ROOT / "manage.py"), "shell", "-v0", "-c", SHOWN],
        env={"PATH": os.environ["PATH"], "DAIHOI_DATA": str(tmp_path), **variables},
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert (told.stdout.strip(), told.stderr) == (shown, "")


@pytest.mark.once
def test_a_phone_that_trusts_the_authority_opens_the_sign_in_page(tmp_path: Path) -> None:
    """The command as it is started, with https; the phone's part is played by OpenSSL."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [Path(sys.executable).with_name("daihoi"), "serve", "--lan", "--https"]
    command += ["--address", "192.168.77.5", "--host", "127.0.0.1", "--port", str(port)]
    environment = {**os.environ, "DATABASE_URL": "", "DAIHOI_DATA": str(tmp_path)}
    with running(command, environment, port):
        trusting = ssl.create_default_context(cafile=str(tmp_path / "hall" / "authority.crt"))
        assert re.match("HTTP/1.1 302", asked(trusting, port, "192.168.77.5"))
        assert asked(trusting, port, "192.168.77.6").startswith("HTTP/1.1 400")


def asked(trusting: ssl.SSLContext, port: int, host: str) -> str:
    """The beginning of the first page's answer."""
    with (
        socket.create_connection(("127.0.0.1", port), timeout=20) as plain,
        trusting.wrap_socket(plain, server_hostname="127.0.0.1") as line,
    ):
        line.sendall(f"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        return line.recv(4096).decode()


@contextmanager
def running(command: list[object], environment: Mapping[str, str], port: int) -> Iterator[None]:
    """Wait until it listens; end it afterwards."""
    process = subprocess.Popen(  # noqa: S603 - our own command
        list(map(str, command)), env=environment, stdout=subprocess.DEVNULL, cwd=settings.ROOT
    )
    try:
        ends_at = time.monotonic() + 90
        while time.monotonic() < ends_at and process.poll() is None:
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.1)
        assert process.poll() is None
        yield
    finally:
        process.terminate()
        process.wait()


@pytest.mark.django_db(transaction=True)
def test_a_hall_full_of_phones_hears_of_one_press() -> None:
    """50 phones, projectors, clerks and tellers hold their streams; all hear within two seconds."""
    meeting = MeetingFactory.create(convened=True, on=clock.today())
    clerk = UserFactory.create()
    grant(Role.SECRETARY, meeting.organization, clerk)
    rows = [InviteeFactory.create(meeting=meeting) for _phone in range(PHONES)]
    phones = []
    for row in rows:
        row.person.user = UserFactory.create()
        row.person.save(update_fields=["user"])
        phones.append(signed_in(row.person.user)[0])
    with Server() as server:
        heard = asyncio.run(listen(server.port, phones, meeting.pk, signed_in(clerk), rows[0].pk))
    assert len(heard) == PHONES
    assert max(heard) < 2


async def listen(
    port: int, phones: list[str], meeting: int, clerk: tuple[str, str], row: int
) -> list[float]:
    """Seconds from the clerk's press until each phone heard of it."""
    lines = [await stream(port, cookie, meeting) for cookie in phones]
    waiting = [asyncio.create_task(next_event(line)) for line in lines]
    cookie, token = clerk
    began = time.monotonic()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    body = f"row={row}&key={uuid4()}&door=A".encode()
    head = (
        f"POST /cuoc-hop/{meeting}/ban-don/gui/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
        f"Cookie: {cookie}\r\nX-CSRFToken: {token}\r\nConnection: close\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    writer.write(head.encode() + body)
    assert (await reader.readline()).startswith(b"HTTP/1.1 302")
    heard = [await asyncio.wait_for(each, 20) - began for each in waiting]
    for each in (writer, *(line[1] for line in lines)):
        each.close()
        with suppress(OSError):
            await each.wait_closed()
    return heard


Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def stream(port: int, cookie: str, meeting: int) -> Line:
    """One open page: its stream has said the version it begins with."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    address = f"/truc-tiep/?topic=meetings.meeting:{meeting}"
    writer.write(f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\n\r\n".encode())  # fmt: skip
    assert (await reader.readline()).startswith(b"HTTP/1.1 200")
    await asyncio.wait_for(reader.readuntil(b"data: "), 20)
    await reader.readline()
    return reader, writer


async def next_event(line: Line) -> float:
    await line[0].readuntil(b"data: ")
    return time.monotonic()
