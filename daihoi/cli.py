"""The `daihoi` command: the same code as the screens, for the command line.

Exit codes: 0 done, 1 refused (bad file, rule, permission), 2 wrong use, 3 something was found
(a broken audit chain, rows that cannot be imported).
"""

import json
import os
import shutil
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import click

ROOT = Path(__file__).resolve().parents[1]
REFUSED, FOUND = 1, 3
DEMO_DAY = "2020-03-26"

WORD_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="daihoi")
def main() -> None:
    """Carry a congress (đại hội) from its first plan to its signed minutes."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "daihoi.config.settings")


@main.command()
@click.option("--reset", is_flag=True, help="Throw the demo's data away first.")
@click.option("--no-serve", is_flag=True, help="Load the data and stop.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
def demo(*, reset: bool, no_serve: bool, host: str, port: int) -> None:
    """Load the reference case (invented people) on SQLite and serve it.

    Starting again keeps the data. The calendar stands still at 26-3-2020.
    """
    folder = Path(os.environ.setdefault("DAIHOI_DATA", str(ROOT / "var" / "demo")))
    os.environ.setdefault("DAIHOI_DEMO", "1")
    os.environ.setdefault("DAIHOI_TODAY", DEMO_DAY)
    if reset:
        shutil.rmtree(folder, ignore_errors=True)
    _require_free(host, port) if not no_serve else None
    _prepare()
    from django.core.management import call_command

    call_command("load_demo")
    if not no_serve:
        click.echo("Đang chạy bản thử tại " + click.style(f"http://localhost:{port}", bold=True))
        click.echo("Trang đăng nhập có sẵn nút vào thử cho từng vai trò. Dừng: Ctrl+C.")
        _run(host, port, workers=1)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option(
    "--workers",
    default=1,
    show_default=True,
    type=click.IntRange(1, 64),
    help="Processes; more than one needs REDIS_URL.",
)
def serve(*, host: str, port: int, workers: int) -> None:
    """Serve an installation; an empty one leads its first administrator through set-up."""
    if workers > 1 and not os.environ.get("REDIS_URL"):
        raise click.UsageError(
            "--workers above 1 needs REDIS_URL: pages of several processes "
            "follow each other through Redis."
        )
    _require_free(host, port)
    _prepare()
    click.echo("Đang chạy tại " + click.style(f"http://{host}:{port}", bold=True))
    _run(host, port, workers=workers)


@main.command("import-members")
@click.argument("file", type=WORD_FILE)
@click.option(
    "--organization",
    required=True,
    metavar="O",
    help="Number, short name or full name of the organization.",
)
@click.option("--as", "username", required=True, metavar="USER", help="Who imports.")
@click.option("--dry-run", is_flag=True, help="Show the preview, write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def import_members(
    *, file: Path, organization: str, username: str, dry_run: bool, as_json: bool
) -> None:
    """Import a list of people from an Excel file: clean rows go in together.

    Rows with problems are listed and left out (exit code 3).
    """
    _start()
    from daihoi.organizations import command_line

    answer = _or_refuse(
        lambda: command_line.import_members(
            file.read_bytes(),
            name=file.name,
            organization=organization,
            username=username,
            dry_run=dry_run,
        )
    )
    _say(answer.to_json(), answer.lines(), as_json=as_json)
    sys.exit(FOUND if answer.blocked else 0)


@main.command()
@click.argument("file", type=WORD_FILE)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def read(*, file: Path, as_json: bool) -> None:
    """Read a Word draft: what it holds, and what could not be kept."""
    from daihoi.papers.reading import read_word

    draft = _or_refuse(lambda: read_word(_checked(file)))
    facts, losses = draft.facts.to_json(), [loss.to_json() for loss in draft.losses]
    blocks = [
        {"kind": block.kind, "level": block.level, **block.to_json()}
        for block in draft.outline.blocks
    ]
    lines = [f"{name}: {value}" for name, value in facts.items()]
    lines += [f"! {loss['text']}" for loss in losses]
    _say({"facts": facts, "losses": losses, "blocks": blocks}, lines, as_json=as_json)


@main.command()
@click.argument("old", type=WORD_FILE)
@click.argument("new", type=WORD_FILE)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def compare(*, old: Path, new: Path, as_json: bool) -> None:
    """Compare two Word files word by word; moved blocks are shown as moved."""
    from daihoi.papers.comparison import compare as compare_blocks
    from daihoi.papers.reading import read_word

    before = _or_refuse(lambda: read_word(_checked(old))).outline.blocks
    after = _or_refuse(lambda: read_word(_checked(new))).outline.blocks
    found = compare_blocks(before, after)
    _say(found.to_json(), found.lines(before, after), as_json=as_json)


@main.command("verify-audit")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def verify_audit(*, as_json: bool) -> None:
    """Walk every audit chain; exit code 3 if one does not hold."""
    _start()
    from daihoi.audit.models import Entry
    from daihoi.audit.queries import breaks

    found = [
        {"chain": place.chain, "sequence": place.sequence, "reason": place.reason}
        for place in breaks()
    ]
    count = Entry.objects.count()
    lines = [f"{p['chain']} #{p['sequence']}: {p['reason']}" for p in found]
    lines.append(f"{count} dòng nhật ký, {len(found)} chỗ không khớp.")
    _say({"entries": count, "breaks": found}, lines, as_json=as_json)
    sys.exit(FOUND if found else 0)


def _start() -> None:
    import django

    django.setup()


def _prepare() -> None:
    """Bring database, texts and static files up to date; quick when they are."""
    from daihoi.config.messages import compile_all

    compile_all()
    _start()
    from django.conf import settings
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    sources = (ROOT / "daihoi").glob("*/static/**/*")
    newest = max((path.stat().st_mtime for path in sources if path.is_file()), default=0)
    if not manifest.exists() or manifest.stat().st_mtime < newest:
        call_command("collectstatic", verbosity=0, interactive=False)


def _run(host: str, port: int, *, workers: int) -> None:
    import uvicorn

    uvicorn.run(
        "daihoi.config.asgi:application",
        host=host,
        port=port,
        workers=workers,
        lifespan="off",
        log_level="warning",
        timeout_graceful_shutdown=3,
    )


def _require_free(host: str, port: int) -> None:
    """End with advice if something listens there already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            _refuse(f"Cổng {port} đang được dùng. Hãy chọn cổng khác: --port {port + 1}")


def _checked(file: Path) -> bytes:
    from daihoi.papers.intake import check_upload

    content = file.read_bytes()
    check_upload(content, expected="docx", name=file.name)
    return content


def _or_refuse(work: Callable[[], Any]) -> Any:
    """The work's answer; a refusal is printed and ends the command."""
    from daihoi.base.errors import DomainError
    from daihoi.papers.intake import Refused

    try:
        return work()
    except (DomainError, Refused) as error:
        _refuse(str(error))


def _refuse(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(REFUSED)


def _say(data: Any, lines: list[str], *, as_json: bool) -> None:
    text = json.dumps(data, ensure_ascii=False, indent=2) if as_json else "\n".join(lines)
    click.echo(text)
