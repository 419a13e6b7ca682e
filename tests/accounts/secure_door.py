"""The https door that a proxy is in front of the product: browsers know passkeys only behind one."""

import asyncio
import ssl
import threading
from asyncio import StreamReader, StreamWriter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

# What a visitor's browser sends along: the proxy of docs/operations.md would.
VISIT: dict[str, Any] = {
    "ignore_https_errors": True,
    "extra_http_headers": {"X-Forwarded-Proto": "https"},
}


@dataclass(frozen=True)
class SecureDoor:
    url: str


@contextmanager
def secure_door(url: str, folder: Path) -> Iterator[SecureDoor]:
    """Serve what listens at ``url`` on https://localhost too, with a certificate of its own."""
    loop = asyncio.new_event_loop()
    inside = int(url.rsplit(":", 1)[1])

    async def enter(reader: StreamReader, writer: StreamWriter) -> None:
        there = await asyncio.open_connection("127.0.0.1", inside)
        try:
            await asyncio.gather(_pass_on(reader, there[1]), _pass_on(there[0], writer))
        finally:
            for each in (writer, there[1]):
                each.transport.abort()  # a farewell over TLS may be waited for in vain

    # In a thread of its own: the browser's loop is running in this one.
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    opening = asyncio.start_server(enter, "127.0.0.1", 0, ssl=_certified(folder))
    server = asyncio.run_coroutine_threadsafe(opening, loop).result()
    try:
        yield SecureDoor(f"https://localhost:{server.sockets[0].getsockname()[1]}")
    finally:
        asyncio.run_coroutine_threadsafe(_close(server), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _pass_on(reader: StreamReader, writer: StreamWriter) -> None:
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except OSError:
        pass  # a browser leaves when it likes
    finally:
        writer.close()


async def _close(server: asyncio.Server) -> None:
    server.close()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    for _turn in range(3):  # what was aborted is closed in the loop's next turns
        await asyncio.sleep(0)


def _certified(folder: Path) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)  # noqa: TID251 - the browser's calendar, not the house's
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "localhost.pem"
    plain = (
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    file.write_bytes(
        key.private_bytes(*plain) + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context
