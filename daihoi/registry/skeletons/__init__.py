"""Templates that come with the house, one readable file for each kind of paper beside this one.

A file begins with its boxes, "tên ô: nội dung", ``ban hành`` first, a box of several lines by repeating its name; below
a line ``---`` stands the text as `papers.fields` reads it, and below ``===`` each annex. ``ban
hành`` names the body whose head the paper bears (3.2); lines of a signature stand between " / ".
``fields.toml`` lists the fields that no other part of the software knows, each with an example.
The files speak the words of a cell; another family's are made of them (`families.py`).
"""

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from daihoi.papers.fields import Box, field_key, paper_of
from daihoi.papers.official import OfficialPaper
from daihoi.registry.skeletons.families import written_by
from daihoi.rules.families import Family, families
from daihoi.rules.papers import CATALOGUE, PaperKind

FOLDER = Path(__file__).parent
# Superior and issuer, by the body (3.2 of the catalogue of documents).
HEADS = {
    "chi ủy": ("{{ĐẢNG BỘ CẤP TRÊN}}", "{{CHI BỘ}}"),
    "tiểu ban": ("{{CHI BỘ}}", "{{TIỂU BAN}}"),
    "đại hội": ("{{CHI BỘ}}", "{{TÊN ĐẠI HỘI}}"),
    "đoàn chủ tịch": ("{{ĐẠI HỘI}}", "ĐOÀN CHỦ TỊCH"),
    "ban thẩm tra": ("{{ĐẠI HỘI}}", "BAN THẨM TRA TƯ CÁCH ĐẠI BIỂU"),
    "ban kiểm phiếu": ("{{ĐẠI HỘI}}", "BAN KIỂM PHIẾU"),
    "cấp trên": ("", "{{CẤP ỦY CẤP TRÊN}}"),
    "không": ("", ""),  # a text without a header
}
NUMBER = "{{số, ký hiệu}}"
PLACE_AND_DATE = "{{địa danh}}, {{ngày văn bản}}"
_BOXES = {
    "trích yếu": Box.SUBJECT,
    "kính gửi": Box.ADDRESSEES,
    "căn cứ": Box.BASES,
    "nơi nhận": Box.RECIPIENTS,
}


def skeletons(family: Family | None = None) -> Mapping[str, OfficialPaper]:
    """A template for every kind that is written here, by its code, in the catalogue's order.

    In the words of a family; None: in those of the house.
    """
    return _skeletons(family.code if family else "")


@cache
def _skeletons(family: str) -> Mapping[str, OfficialPaper]:
    made = {
        code: _skeleton(kind, (FOLDER / f"{code}.txt").read_text(encoding="utf-8"), family)
        for code, kind in CATALOGUE.items()
        if not kind.is_incoming
    }
    return MappingProxyType(made)


def of_presidium(paper: OfficialPaper) -> OfficialPaper:
    """The paper as the presidium of a congress issues it: its head, and its one signature."""
    superior, issuer = HEADS["đoàn chủ tịch"]
    head = {Box.SUPERIOR: superior, Box.ISSUER: issuer}
    if len(paper.signatures) == 1:
        head[Box.SIGNATURES] = "T/M ĐOÀN CHỦ TỊCH\n{{chủ tịch đoàn}}"
    return paper_of(head, paper)


@cache
def typed_fields() -> Mapping[str, str]:
    """Fields that people type in, each with an example."""
    return MappingProxyType(_told("shared") | _told("own"))


@cache
def shared_fields() -> frozenset[str]:
    """Those that are typed into one paper of a congress and fill all of them."""
    return frozenset(_told("shared"))


def _told(part: str) -> dict[str, str]:
    told = tomllib.loads((FOLDER / "fields.toml").read_text(encoding="utf-8"))[part]
    return {field_key(name): example for name, example in told.items()}


def _skeleton(kind: PaperKind, text: str, family: str) -> OfficialPaper:
    issued_by, _line, text = text.partition("\n")
    superior, issuer = HEADS[issued_by.removeprefix("ban hành: ")]
    if own := families().get(family):
        text = written_by(own, text)
    head, _line, body = text.partition("\n---\n")
    told: dict[str, list[str]] = defaultdict(list)
    for line in head.splitlines():
        name, _colon, words = line.partition(":")
        told[name.strip()].append(words.strip())
    body, mark, annexes = body.partition("\n===")
    texts = {
        Box.SUPERIOR: superior,
        Box.ISSUER: issuer,
        Box.NUMBER: NUMBER if kind.is_numbered and kind.type else "",
        Box.PLACE_AND_DATE: "" if told.get("địa danh") else PLACE_AND_DATE,
        Box.TYPE_NAME: told["loại"][0] if told["loại"] else kind.type_name.upper(),
        Box.BLOCKS: body,
        Box.SIGNATURES: "\n\n".join(line.replace(" / ", "\n") for line in told["ký"]),
        Box.ANNEXES: mark + annexes,
    }
    texts |= {box: "\n".join(told[name]) for name, box in _BOXES.items()}
    return paper_of(texts, OfficialPaper(issuer=(), landscape=kind.is_landscape))
