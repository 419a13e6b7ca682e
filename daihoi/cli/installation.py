"""`backup`, `restore`: the whole installation in one file; `doctor`: what is wrong with it."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

import click

from daihoi.cli.serving import data_folder, newest_static
from daihoi.cli.speaking import FOUND, or_refuse, say, start
from daihoi.cli.usage import Command, ExistingFile, WholeNumber
from daihoi.vietnamese.dates import DateStyle, format_date

OFTEN_S, SELDOM_S = 0.5, 30.0  # between two lines of progress: on a terminal, elsewhere


@click.command(
    cls=Command,
    help="Ghi cơ sở dữ liệu và các tệp vào một tệp sao lưu; máy chủ vẫn chạy được. Tệp thiếu hoặc hỏng được nêu tên và bỏ lại (mã 3).",
)
@click.argument("file", metavar="[TỆP]", required=False, type=click.Path(path_type=Path))
@click.option(
    "--into",
    metavar="THƯ-MỤC",
    type=click.Path(path_type=Path),
    help="Thư mục nhận bản sao lưu mang tên theo ngày giờ.",
)
@click.option("--keep", type=WholeNumber(1), help="Cùng --into: giữ bao nhiêu bản mới nhất.")
@click.option("--force", is_flag=True, help="Ghi đè TỆP.")
@click.option("--json", "as_json", is_flag=True, help="In ra JSON.")
def backup(
    *, file: Path | None, into: Path | None, keep: int | None, force: bool, as_json: bool
) -> None:
    """Write database and files into one archive; the server may run meanwhile.

    Files that are missing or damaged are named and left out (exit code 3).
    """
    if (file is None) == (into is None) or (keep and into is None):
        raise click.UsageError("Hãy ghi TỆP, hoặc --into THƯ-MỤC [--keep N].")
    start()
    from daihoi.installation import backup as making

    with Progress() as tell:
        if into:
            made = or_refuse(lambda: making.back_up_into(into, keep=keep, tell=tell))
        else:
            made = or_refuse(lambda: making.back_up(Path(str(file)), force=force, tell=tell))
    lines = [f"Tệp thiếu hoặc hỏng, không có trong bản sao lưu: {name}" for name in made.missing]
    lines += [f"Đã xóa bản cũ {name}" for name in made.removed]
    lines.append(
        f"Đã sao lưu vào {made.file}: {made.rows} dòng của {made.tables} bảng,"
        f" {made.files} tệp, {_megabytes(made.bytes)}, {made.seconds} giây."
    )
    say(made.to_json(), lines, as_json=as_json)
    sys.exit(FOUND if made.missing else 0)


@click.command(
    cls=Command,
    help="Đưa một bản sao lưu vào chỗ, trên SQLite hoặc PostgreSQL; máy chủ phải dừng. Mọi thứ được kiểm tra trước. Mã 3 nếu bản sao lưu vốn thiếu tệp hoặc nhật ký trong đó không khớp.",
)
@click.argument("file", metavar="TỆP", type=ExistingFile())
@click.option("--replace", is_flag=True, help="Thay dữ liệu đang có; dữ liệu đó được cất sang bên.")
@click.option("--json", "as_json", is_flag=True, help="In ra JSON.")
def restore(*, file: Path, replace: bool, as_json: bool) -> None:
    """Put a backup in place, on SQLite or PostgreSQL; the server must be stopped.

    Everything is checked first. Exit code 3 if the backup itself lacked files or its audit
    record did not hold.
    """
    with Progress() as tell, _leaving_no_folder(unless_done=True):
        start()
        from daihoi.installation import restore as restoring

        done = or_refuse(lambda: restoring.restore(file, replace=replace, tell=tell))
    lines = [f"Tệp đã thiếu từ lúc sao lưu: {name}" for name in done.missing]
    if done.breaks:
        lines.append(f"Nhật ký có {done.breaks} chỗ không khớp: xem daihoi verify-audit.")
    lines.append(
        f"Đã khôi phục bản sao lưu ngày {_day(done.made_at)} (phiên bản {done.version}):"
        f" {done.rows} dòng của {done.tables} bảng, {done.files} tệp, {done.seconds} giây."
    )
    if done.kept:
        lines.append(f"Dữ liệu trước đó được cất ở {done.kept}.")
    lines.append("Mọi người đăng nhập lại từ đầu.")
    say(done.to_json(), lines, as_json=as_json)
    sys.exit(FOUND if done.missing or done.breaks else 0)


@click.command(
    cls=Command,
    help="Nêu những gì không ổn và cách sửa; không thay đổi gì. Mã 3 nếu có điều phải sửa; điều chỉ nên xem thì mã 0.",
)
@click.option("--deep", is_flag=True, help="Đọc từng tệp và từng trang của cơ sở dữ liệu.")
@click.option("--json", "as_json", is_flag=True, help="In ra JSON.")
def doctor(*, deep: bool, as_json: bool) -> None:
    """Say what is wrong with the installation and what to do; changes nothing.

    Exit code 3 if something must be done; what is only advice begins with "Nên" and is 0.
    """
    troubles, advice = [], []
    try:
        with _leaving_no_folder():
            start()
            from daihoi.installation import doctor as asked

            found = list(asked.examine(deep=deep, started=newest_static()))
        troubles = [each.to_json() for each in found if each.trouble]
        advice = [each.to_json() for each in found if not each.trouble]
    except Exception as error:  # noqa: BLE001 - whatever hinders the start is what is wrong
        troubles.append(_hindrance(error))
    lines = [f"{mark}: {each['what']} → {each['advice']}"
             for mark, many in (("LỖI", troubles), ("Nên xem", advice)) for each in many]  # fmt: skip
    lines.append(
        f"{len(troubles)} lỗi, {len(advice)} điều nên xem."
        if troubles or advice
        else "Mọi thứ đều ổn."
    )
    say({"troubles": troubles, "advice": advice}, lines, as_json=as_json)
    sys.exit(FOUND if troubles else 0)


def _hindrance(error: Exception) -> dict[str, object]:
    """What keeps the program from starting: a setting, a folder, a package."""
    if isinstance(error, OSError):
        code, what = "folder", f"Không dùng được {error.filename or 'thư mục dữ liệu'}"
        advice = "Xem DAIHOI_DATA có đúng không và người chạy máy chủ có quyền ghi không."
    elif isinstance(error, ImportError):
        code, what = "packages", "Thiếu một phần của chương trình"
        advice = "Chạy: make setup."
    else:
        code, what = "settings", "Một thiết đặt không đọc được"
        advice = "Sửa biến môi trường đó; bảng các biến ở docs/operations.md."
    reason = error.strerror if isinstance(error, OSError) else error
    return {"code": code, "what": f"{what}: {reason}.", "advice": advice, "trouble": True}


@contextmanager
def _leaving_no_folder(*, unless_done: bool = False) -> Iterator[None]:
    """A data folder that the settings make only for this command goes again."""
    folder, done = data_folder(), False
    made = [each for each in (folder, *folder.parents) if not each.exists()]
    try:
        yield
        done = unless_done
    finally:
        if made and not done:
            for name in ("in-use", "secret-key"):
                (folder / name).unlink(missing_ok=True)
            with suppress(OSError):  # whatever else lies there is not ours to throw away
                for each in made:
                    each.rmdir()


class Progress:
    """One line that changes, on a terminal; elsewhere a line now and then: a log stays short."""

    def __enter__(self) -> Callable[[str], None]:
        self._terminal = sys.stderr.isatty()
        self._last = 0.0 if self._terminal else time.monotonic()
        self._shown = False
        return self._tell

    def __exit__(self, *_error: object) -> None:
        if self._shown:
            click.echo("\r\033[K", nl=False, err=True)

    def _tell(self, text: str) -> None:
        now = time.monotonic()
        if now - self._last < (OFTEN_S if self._terminal else SELDOM_S):
            return
        self._last = now
        if self._terminal:
            click.echo(f"\r\033[K{text}", nl=False, err=True)
            self._shown = True
        else:
            click.echo(text, err=True)


def _day(moment: str) -> str:
    """26-3-2020, of a moment in ISO form."""
    from django.utils import timezone

    return format_date(timezone.localtime(datetime.fromisoformat(moment)), DateStyle.DASHED)


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB".replace(".", ",")
