"""A laptop that serves a hall: where phones reach it, and the certificate it issues itself."""

import io
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from daihoi.cli.speaking import refuse, start
from daihoi.cli.usage import Command

if TYPE_CHECKING:  # cryptography takes a while to load
    from daihoi.installation.hall import HallCertificate

EVERYWHERE = "0.0.0.0"  # noqa: S104 - the hall's network is meant; only its addresses are answered
FOLDER = "hall"  # in the data folder
ADDRESS = click.option(
    "--address",
    "addresses",
    multiple=True,
    metavar="ĐỊA-CHỈ",
    help="Địa chỉ của máy này trong mạng, nếu tự tìm không đúng; ghi nhiều lần được.",
)


@click.command(
    cls=Command,
    help="Cấp chứng thư của máy này để mở https trong hội trường. Chạy lại thì giữ, chỉ làm mới khi đổi địa chỉ hoặc sắp hết hạn.",
)
@ADDRESS
def certificate(*, addresses: tuple[str, ...]) -> None:
    """Make the hall's certificate for https, or say that it is there."""
    found = hall_addresses(addresses)
    start()
    kept = make_certificate(found)
    click.echo(f"Địa chỉ: {', '.join(found)}")
    click.echo(f"Chứng thư gốc để cài vào điện thoại: {kept.authority}")
    click.echo(f"Dấu vân tay SHA-256: {kept.fingerprint}")
    click.echo("Mở máy chủ: daihoi serve --lan --https")


def make_certificate(addresses: Sequence[str]) -> "HallCertificate":
    """After Django has started: the data folder is known then."""
    from django.conf import settings
    from django.utils import timezone

    from daihoi.installation.hall import hall_certificate

    return hall_certificate(Path(settings.DATA) / FOLDER, addresses, now=timezone.now())


def hall_addresses(told: Sequence[str]) -> list[str]:
    """Those told, else those found; the command ends where there is none."""
    from daihoi.installation import hall

    for each in told:
        if not hall.is_private(each):
            raise click.UsageError(f"--address: “{each}” không phải địa chỉ của mạng nội bộ, ví dụ 192.168.1.5.")  # fmt: skip
    found = list(told) or hall.hall_addresses()
    if not found:
        refuse("Máy này chưa nối vào mạng nào. Nối vào mạng không dây của hội trường, hoặc ghi --address.")  # fmt: skip
    return found


def open_to(addresses: Sequence[str], port: int, *, https: bool) -> list[str]:
    """Let the settings, not read yet, answer these addresses only; where phones find the house."""
    scheme = "https" if https else "http"
    urls = [f"{scheme}://{each}:{port}" for each in addresses]
    hosts = [os.environ.get("DAIHOI_HOSTS") or "localhost,127.0.0.1,[::1]", *addresses]
    os.environ["DAIHOI_HOSTS"] = ",".join(hosts)
    os.environ["DAIHOI_HTTPS"] = "1" if https else "0"
    os.environ["DAIHOI_LAN"] = ",".join(urls)
    return urls


def tell(urls: Sequence[str], *, https: bool, fingerprint: str = "") -> None:
    """Addresses, a code for phones, and what this way of connecting cannot do."""
    import segno

    click.echo("Điện thoại, máy khác trong mạng của hội trường mở: " + click.style(urls[0], bold=True))  # fmt: skip
    for other in urls[1:]:
        click.echo(f"  hoặc {other}")
    drawn = io.StringIO()
    segno.make_qr(urls[0], error="m").terminal(out=drawn, compact=True)
    click.echo(drawn.getvalue())
    click.echo(f"Trang để in, để chiếu: {urls[0]}/cuoc-hop/hoi-truong/")
    if https:
        click.echo("Điện thoại hỏi có tin chứng thư không: cách trả lời ở docs/guide/hall.md.")
        click.echo(f"Dấu vân tay SHA-256 của chứng thư gốc: {fingerprint}")
        return
    click.echo("Mạng không mã hóa: người cùng mạng có thể đọc được những gì gửi đi, cả mật khẩu.")
    click.echo("Không quét được giấy mời bằng máy ảnh, không dùng được khóa đăng nhập của máy. Muốn có: --https.")  # fmt: skip
