"""`read`, `compare` and `check-dossier`: files, without a database."""

import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import click

from daihoi.cli.speaking import FOUND, or_refuse, refuse, say
from daihoi.cli.usage import Command, ExistingFile

if TYPE_CHECKING:
    from daihoi.papers.comparison import Change, Words
    from daihoi.papers.outline import Block
    from daihoi.papers.reading.draft import Facts

    Blocks: TypeAlias = Sequence[Block]

SHOWN_AROUND = 40  # characters of unchanged words shown beside a change
KIND_NAMES = {
    "edited": "sửa",
    "inserted": "thêm",
    "deleted": "bỏ",
    "moved": "chuyển chỗ",
    "moved_and_edited": "chuyển chỗ và sửa",
    "split_off": "tách đoạn",
    "joined": "gộp đoạn",
}


@click.command(cls=Command, help="Đọc một dự thảo Word: trong đó có gì, và điều gì không giữ được.")
@click.argument("file", metavar="TỆP", type=ExistingFile())
@click.option("--json", "as_json", is_flag=True, help="In ra JSON.")
def read(*, file: Path, as_json: bool) -> None:
    """Read a Word draft: what it holds, and what could not be kept."""
    from daihoi.papers.reading import read_word

    draft = or_refuse(lambda: read_word(file.read_bytes(), name=file.name))
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
    say(data, lines, as_json=as_json)


FAULTS = {
    "": "đúng",
    "changed": "ĐÃ BỊ THAY ĐỔI",
    "missing": "THIẾU",
    "unknown": "KHÔNG CÓ TRONG MỤC LỤC NIÊM PHONG",
    "twice": "CÓ HAI TỆP CÙNG TÊN",
}


@click.command(
    "check-dossier",
    cls=Command,
    help="Kiểm tra một hồ sơ đã niêm phong (.zip); mã 3 nếu có tệp không đúng.",
)
@click.argument("file", metavar="TỆP", type=ExistingFile())
@click.option("--json", "as_json", is_flag=True, help="In ra JSON.")
def check_dossier(*, file: Path, as_json: bool) -> None:
    """Check a sealed dossier; exit code 3 if a file is not what was sealed."""
    from daihoi.papers.dossiers import Broken, check

    try:
        report = check(file)
    except Broken as error:
        refuse(error.message)
    manifest = report.manifest
    wrong = sum(1 for checked in report.files if checked.fault)
    lines = [
        f"Hồ sơ: {manifest.name}",
        f"{manifest.organization}, niêm phong lúc {manifest.sealed_at:%H:%M ngày %d-%m-%Y}",
        *(f"{FAULTS[checked.fault]}: {checked.name}" for checked in report.files),
        f"{len(report.files)} tệp, {wrong} tệp không đúng."
        if wrong
        else f"{len(report.files)} tệp, tất cả còn nguyên như lúc niêm phong.",
        f"Mã niêm phong: {report.seal}",
        "Hãy so mã này với mã ở trang hồ sơ của nơi gửi.",
    ]
    data = {
        "name": manifest.name,
        "organization": manifest.organization,
        "sealed_at": manifest.sealed_at.isoformat(),
        "seal": report.seal,
        "is_whole": report.is_whole,
        "files": [{"name": c.name, "fault": c.fault.value} for c in report.files],
    }
    say(data, lines, as_json=as_json)
    sys.exit(0 if report.is_whole else FOUND)


@click.command(
    cls=Command, help="So hai tệp Word từng chữ; đoạn chuyển chỗ được nêu là chuyển chỗ."
)
@click.argument("old", metavar="TỆP-CŨ", type=ExistingFile())
@click.argument("new", metavar="TỆP-MỚI", type=ExistingFile())
@click.option("--json", "as_json", is_flag=True, help="In ra JSON.")
def compare(*, old: Path, new: Path, as_json: bool) -> None:
    """Compare two Word files word by word; moved blocks are shown as moved."""
    from daihoi.papers.comparison import compare as compare_blocks
    from daihoi.papers.reading import read_word

    before, after = or_refuse(
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
    say(data, lines, as_json=as_json)


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
