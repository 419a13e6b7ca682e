"""`demo` and `serve`: bring the installation up to date, then listen."""

import os
import shutil
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from daihoi.cli import lan
from daihoi.cli.speaking import hold, or_refuse, refuse, start
from daihoi.cli.usage import Command, WholeNumber
from daihoi.config import env

if TYPE_CHECKING:
    from daihoi.installation.hall import HallCertificate

LOCAL = "127.0.0.1"
KEEP_ALIVE_S, HALL_KEEP_ALIVE_S = 5, 30
MOST_LINES = 16_384
ROOT = Path(__file__).resolve().parents[2]
DEMO_DAY = "2020-03-26"
DEMO_MARK = "du-lieu-ban-thu"  # a file that says the folder holds nothing but the demo


@click.command(
    cls=Command,
    help="Nạp dữ liệu thử (người và số liệu đặt ra) và mở bản thử. Chạy lại thì giữ dữ liệu; lịch đứng ở ngày 26-3-2020.",
)
@click.option("--reset", is_flag=True, help="Trước hết xóa dữ liệu của bản thử.")
@click.option("--no-serve", is_flag=True, help="Nạp dữ liệu rồi thôi.")
@click.option("--host", default=LOCAL, show_default=True, help="Địa chỉ mở cho trình duyệt.")
@click.option("--port", default=8000, show_default=True, type=WholeNumber(1, 65535), help="Cổng.")
def demo(*, reset: bool, no_serve: bool, host: str, port: int) -> None:
    """Load the reference case (invented people) on SQLite and serve it.

    Starting again keeps the data. The calendar stands still at 26-3-2020.
    """
    folder = Path(os.environ.setdefault("DAIHOI_DATA", str(ROOT / "var" / "demo")))
    os.environ.update(DAIHOI_DEMO="1", DATABASE_URL="")
    os.environ.setdefault("DAIHOI_TODAY", DEMO_DAY)
    if not no_serve:
        _require_free(host, port)
    if reset:
        _throw_away(folder)
    hold()
    _prepare()
    from django.core.management import CommandError, call_command

    try:
        call_command("load_demo")
    except CommandError as error:
        refuse(str(error))
    (folder / DEMO_MARK).touch()
    _go_on()
    if not no_serve:
        click.echo("Đang chạy bản thử tại " + click.style(f"http://localhost:{port}", bold=True))
        click.echo("Trang đăng nhập có sẵn nút vào thử cho từng vai trò. Dừng: Ctrl+C.")
        _run(host, port, workers=1)


@click.command(
    cls=Command,
    help="Mở máy chủ; nơi còn trống thì dẫn người quản trị đầu tiên qua các bước thiết lập.",
)
@click.option("--host", default=LOCAL, show_default=True, help="Địa chỉ mở cho trình duyệt.")
@click.option("--port", default=8000, show_default=True, type=WholeNumber(1, 65535), help="Cổng.")
@click.option(
    "--workers",
    default=1,
    show_default=True,
    type=WholeNumber(1, 64),
    help="Số tiến trình; hơn một thì cần REDIS_URL.",
)
@click.option(
    "--lan", "in_hall", is_flag=True, help="Mở cho điện thoại, máy khác trong mạng của hội trường."
)
@click.option("--https", is_flag=True, help="Cùng --lan: mã hóa, bằng chứng thư máy này tự cấp.")
@lan.ADDRESS
def serve(
    *, host: str, port: int, workers: int, in_hall: bool, https: bool, addresses: tuple[str, ...]
) -> None:
    """Serve an installation; an empty one leads its first administrator through set-up.

    With ``--lan`` phones in the hall reach it at the addresses it prints, with a QR code.
    """
    if (https or addresses) and not in_hall:
        raise click.UsageError("--https và --address chỉ dùng cùng --lan.")
    if workers > 1 and not os.environ.get("REDIS_URL"):
        raise click.UsageError(
            "--workers lớn hơn 1 cần REDIS_URL: các tiến trình báo tin cho nhau qua Redis."
        )
    if in_hall:
        host = lan.EVERYWHERE if host == LOCAL else host
        urls = lan.open_to(lan.hall_addresses(addresses), port, https=https)
    _require_free(host, port)
    hold()
    _prepare()
    if not in_hall:
        click.echo("Đang chạy tại " + click.style(f"http://{host}:{port}", bold=True))
        _run(host, port, workers=workers)
        return
    kept = lan.make_certificate([urlsplit(each).hostname or "" for each in urls]) if https else None
    lan.tell(urls, https=https, fingerprint=kept.fingerprint if kept else "")
    _run(host, port, workers=workers, kept=kept, in_hall=True)


def _go_on() -> None:
    """The demo's clock goes on from what was noted last: a day that runs is met where it stands."""
    from daihoi.audit.queries import last_moment
    from daihoi.base import clock

    if moment := last_moment():
        clock.go_on_from(moment)


def _prepare() -> None:
    """Bring database, texts and static files up to date; quick when they are."""
    from daihoi.config.messages import compile_all

    compile_all()
    start()
    from django.conf import settings
    from django.core.management import call_command

    from daihoi.installation.tables import bring_up_to_date

    _make_private(settings.DATABASES["default"])
    bring_up_to_date()
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if not manifest.exists() or manifest.stat().st_mtime < newest_static():
        call_command("collectstatic", verbosity=0, interactive=False)


def _make_private(database: dict[str, Any]) -> None:
    """A new SQLite file is for the one who runs the server alone; its log takes after it."""
    if "sqlite3" in database["ENGINE"] and not Path(database["NAME"]).exists():
        Path(database["NAME"]).touch(mode=0o600)


def data_folder() -> Path:
    """The folder of the settings, without reading them: that would make it."""
    return Path(env.text("DAIHOI_DATA") or ROOT / "var").resolve()


def newest_static() -> float:
    """When a static file of the program was last changed, in seconds since 1970."""
    sources = (ROOT / "daihoi").glob("*/static/**/*")
    return max((path.stat().st_mtime for path in sources if path.is_file()), default=0)


def _throw_away(folder: Path) -> None:
    """Remove the demo's folder; one that may hold anything else is left alone."""
    if folder.exists() and any(folder.iterdir()) and not (folder / DEMO_MARK).exists():
        refuse(f"Thư mục {folder} không phải dữ liệu bản thử nên không xóa.")
    if folder.exists():
        or_refuse(lambda: _remove(folder))


def _remove(folder: Path) -> None:
    """Not under a server; before the settings are read, as they make a folder and a key."""
    from daihoi.installation.places import in_use

    with in_use(folder, alone=True):
        shutil.rmtree(folder)


def _run(
    host: str,
    port: int,
    *,
    workers: int,
    kept: "HallCertificate | None" = None,
    in_hall: bool = False,
) -> None:
    """Listen. In a hall no proxy stands before it, and phones keep their line between two touches."""
    import uvicorn

    _allow_many_lines()
    uvicorn.run(
        "daihoi.config.asgi:application",
        host=host,
        port=port,
        workers=workers,
        lifespan="off",
        log_level="warning",
        timeout_graceful_shutdown=3,
        timeout_keep_alive=HALL_KEEP_ALIVE_S if in_hall else KEEP_ALIVE_S,
        proxy_headers=not in_hall,
        ssl_certfile=str(kept.certificate) if kept else None,
        ssl_keyfile=str(kept.key) if kept else None,
    )


def _allow_many_lines() -> None:
    """Each open page is a line for its stream and a few more: systems begin with 1024 in all."""
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = MOST_LINES if hard == resource.RLIM_INFINITY else min(hard, MOST_LINES)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def _require_free(host: str, port: int) -> None:
    """End with advice if something listens there already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            refuse(f"Cổng {port} đang được dùng. Hãy chọn cổng khác: --port {port + 1}")
