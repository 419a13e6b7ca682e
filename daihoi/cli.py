"""The `daihoi` command: the same code as the screens, for the command line.

Exit codes: 0 done, 1 refused (bad file, rule, permission), 2 wrong use, 3 something was found
(a broken audit chain, rows that cannot be imported).
"""

import json
import os
import shutil
import socket
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

import click

if TYPE_CHECKING:
    from daihoi.organizations.queries.member_plans import MemberPreview
    from daihoi.papers.comparison import Change, Words
    from daihoi.papers.outline import Block
    from daihoi.papers.reading.draft import Facts

    Blocks: TypeAlias = Sequence[Block]

ROOT = Path(__file__).resolve().parents[1]
REFUSED, FOUND = 1, 3
DEMO_DAY = "2020-03-26"
DEMO_MARK = "du-lieu-ban-thu"  # a file that says the folder holds nothing but the demo

SHOWN_AROUND = 40  # characters of unchanged words shown beside a change

EXISTING_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
KIND_NAMES = {
    "edited": "sửa",
    "inserted": "thêm",
    "deleted": "bỏ",
    "moved": "chuyển chỗ",
    "moved_and_edited": "chuyển chỗ và sửa",
    "split_off": "tách đoạn",
    "joined": "gộp đoạn",
}


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
    os.environ.update(DAIHOI_DEMO="1", DATABASE_URL="")
    os.environ.setdefault("DAIHOI_TODAY", DEMO_DAY)
    if not no_serve:
        _require_free(host, port)
    if reset:
        _throw_away(folder)
    _prepare()
    from django.core.management import CommandError, call_command

    try:
        call_command("load_demo")
    except CommandError as error:
        _refuse(str(error))
    (folder / DEMO_MARK).touch()
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
@click.argument("file", type=EXISTING_FILE)
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
    preview = _or_refuse(lambda: _imported(file, organization, username, dry_run=dry_run))
    counts = preview.counts
    lines = [str(problem) for problem in preview.problems]
    lines.append(
        "{add} người mới, {change} người thay đổi, {leave} người giữ nguyên, "
        "{skip} dòng bị bỏ lại.".format(**counts)
    )
    lines.append("Chưa ghi gì (--dry-run)." if dry_run else "Đã ghi.")
    _say({**preview.to_json(), "written": not dry_run}, lines, as_json=as_json)
    sys.exit(FOUND if counts["skip"] else 0)


@main.command()
@click.argument("file", type=EXISTING_FILE)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def read(*, file: Path, as_json: bool) -> None:
    """Read a Word draft: what it holds, and what could not be kept."""
    from daihoi.papers.reading import read_word

    draft = _or_refuse(lambda: read_word(file.read_bytes(), name=file.name))
    losses = [
        {"code": loss.code, "count": loss.count, "text": loss.description,
         "places": [str(place) for place in loss.places]}
        for loss in draft.losses
    ]  # fmt: skip
    blocks = [
        {"kind": block.kind, "level": block.level, **block.to_json()}
        for block in draft.outline.blocks
    ]
    lines = _facts_lines(draft.facts)
    lines += [f"Không giữ được: {loss.description}" for loss in draft.losses]
    data = {"facts": asdict(draft.facts), "losses": losses, "blocks": blocks}
    _say(data, lines, as_json=as_json)


@main.command()
@click.argument("old", type=EXISTING_FILE)
@click.argument("new", type=EXISTING_FILE)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def compare(*, old: Path, new: Path, as_json: bool) -> None:
    """Compare two Word files word by word; moved blocks are shown as moved."""
    from daihoi.papers.comparison import compare as compare_blocks
    from daihoi.papers.reading import read_word

    before, after = _or_refuse(
        lambda: [read_word(file.read_bytes(), name=file.name).outline.blocks for file in (old, new)]
    )
    found = compare_blocks(before, after)
    edits = [_edit(change, before, after) for change in found.edits]
    lines = [
        f"{number}. {edit['label']} · {edit['place']}\n   {edit['text']}"
        for number, edit in enumerate(edits, 1)
    ]
    lines.append(
        f"{len(edits)} chỗ khác nhau; {found.inserted_chars} ký tự thêm, "
        f"{found.deleted_chars} ký tự bỏ."
    )
    data = {
        "edits": edits,
        "inserted_chars": found.inserted_chars,
        "deleted_chars": found.deleted_chars,
    }
    _say(data, lines, as_json=as_json)


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


def _throw_away(folder: Path) -> None:
    """Remove the demo's folder; one that may hold anything else is left alone."""
    if folder.exists() and any(folder.iterdir()) and not (folder / DEMO_MARK).exists():
        _refuse(f"Thư mục {folder} không phải dữ liệu bản thử nên không xóa.")
    shutil.rmtree(folder, ignore_errors=True)


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


def _imported(file: Path, organization: str, username: str, *, dry_run: bool) -> "MemberPreview":
    """The preview, and unless ``dry_run`` its rows written: the way the screens go."""
    from daihoi.accounts.models import User
    from daihoi.accounts.permissions import Permission, require
    from daihoi.base.errors import NotFound
    from daihoi.organizations.actions import imports
    from daihoi.organizations.queries.imports import preview_of
    from daihoi.organizations.queries.member_plans import preview_members
    from daihoi.organizations.queries.organizations import find_organization

    actor = User.objects.filter(username=username).first()
    if actor is None:
        raise NotFound(f"Không có tài khoản “{username}”.", advice="")
    try:
        place = find_organization(organization)
        require(actor, Permission.ORGANIZATIONS_MANAGE, at=place)
    except NotFound as error:
        message = f"“{username}” không quản lý tổ chức nào là “{organization}”."
        advice = "Ghi số, tên ngắn hoặc tên đầy đủ của tổ chức."
        raise NotFound(message, advice=advice) from error
    content = file.read_bytes()
    if dry_run:
        return preview_members(place, content, file.name, viewer=actor)
    upload = imports.start_import(place, content, file.name, actor=actor)
    preview = preview_of(upload, viewer=actor)
    imports.confirm_import(upload, digest=preview.digest, actor=actor)
    return preview


def _facts_lines(facts: "Facts") -> list[str]:
    headings = ", ".join(f"cấp {level}: {count}" for level, count in facts.headings.items())
    return [
        f"Đề mục: {sum(facts.headings.values())} ({headings})" if headings else "Đề mục: 0",
        f"Đoạn: {facts.paragraphs}",
        f"Mục liệt kê: {sum(facts.items.values())}",
        f"Bảng: {facts.tables}",
        f"Chú thích: {facts.footnotes}",
        f"Chữ đậm, nghiêng, gạch chân: {facts.bold}, {facts.italic}, {facts.underline}",
        f"Số từ: {facts.words}",
    ]


def _edit(change: "Change", old: "Blocks", new: "Blocks") -> dict[str, str]:
    """One edit for a reader: its kind, the heading it stands under, the words around it."""
    place = _heading(new, change.new) if change.new is not None else _heading(old, change.old)
    if change.kind.startswith("moved"):
        place = f"{_heading(old, change.old)} → {place}"
    block = new[change.new] if change.new is not None else old[change.old or 0]
    parts = [_marked(words) for words in (change.words, *change.notes) if _differs(words)]
    parts += [
        f"dòng {(row.new if row.new is not None else row.old or 0) + 1}: {_marked(cell.words)}"
        for row in change.rows
        for cell in row.cells
        if _differs(cell.words)
    ]
    return {
        "kind": change.kind.value,
        "label": KIND_NAMES[change.kind],
        "place": place,
        "text": "; ".join(parts) or _shortened(block.text),
    }


def _differs(words: "Words") -> bool:
    from daihoi.papers.comparison import Op

    return any(piece.op != Op.EQUAL for piece in words)


def _heading(blocks: "Blocks", at: int | None) -> str:
    """The heading at or above a block, on one line."""
    above = [block.text for block in blocks[: (at or 0) + 1] if block.kind == "heading"]
    return " ".join(above[-1].split()) if above else "Đầu văn bản"


def _marked(words: "Words") -> str:
    """Changed words in [-…-] and {+…+}, with a little of what stands around them."""
    from daihoi.papers.comparison import Op

    shown = []
    for number, piece in enumerate(words):
        text = piece.text
        if piece.op == Op.INSERT:
            shown.append(f"{{+{text}+}}")
        elif piece.op == Op.DELETE:
            shown.append(f"[-{text}-]")
        elif len(text) <= 2 * SHOWN_AROUND:
            shown.append(text)
        else:
            head = text[:SHOWN_AROUND] if number else ""
            tail = text[-SHOWN_AROUND:] if number + 1 < len(words) else ""
            shown.append(f"{head}…{tail}")
    return " ".join("".join(shown).split())


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 2 * SHOWN_AROUND else line[: 2 * SHOWN_AROUND] + "…"


def _or_refuse(work: Callable[[], Any]) -> Any:
    """The work's answer; a refusal is printed and ends the command."""
    from daihoi.base.errors import DomainError
    from daihoi.papers.intake import Refused

    try:
        return work()
    except Refused as error:
        _refuse(error.message)
    except DomainError as error:
        _refuse(" ".join(filter(None, [str(error.message), str(error.advice)])))


def _refuse(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(REFUSED)


def _say(data: Any, lines: list[str], *, as_json: bool) -> None:
    text = json.dumps(data, ensure_ascii=False, indent=2) if as_json else "\n".join(lines)
    click.echo(text)
