"""What a screen reader and a library find in a PDF: tags, title, language, order of headings."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from typing import Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from daihoi.papers.outline import Block, BlockKind, Cell, Run, Table
from daihoi.papers.profiles import get_profile
from daihoi.papers.typesetting import page_count, write_pdf
from tests.papers.typesetting.said import said_by_pdf, tags, untagged
from tests.papers.typesetting.shapes import (
    BARE,
    LETTER,
    REPORT,
    SENTENCE,
    SHAPES,
    heading,
    paragraph,
    words,
)

PARTY = get_profile("party-2018")


def test_the_file_says_what_it_is() -> None:
    with pikepdf.open(BytesIO(write_pdf(REPORT, PARTY))) as pdf:
        title = "BÁO CÁO CHÍNH TRỊ trình Đại hội Chi bộ lần thứ III, nhiệm kỳ 2020-2025"
        assert str(pdf.docinfo.Title) == title
        assert str(pdf.docinfo.Author) == "CHI BỘ CỤC THI HÀNH ÁN DÂN SỰ TỈNH LẠNG SƠN"
        assert "/CreationDate" not in pdf.docinfo
        assert str(pdf.Root.Lang) == "vi-VN"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
        with pdf.open_outline() as outline:
            (top,) = outline.root
            assert top.title == title
            assert [each.title for each in top.children] == [
                "PHẦN THỨ NHẤT TÌNH HÌNH THỰC HIỆN NGHỊ QUYẾT NHIỆM KỲ 2015-2020",
                "PHẦN THỨ HAI PHƯƠNG HƯỚNG",
                "Phụ lục 1 Số liệu các năm",
                "Phụ lục 2",
            ]


def test_a_paper_of_no_name_still_has_a_title() -> None:
    with pikepdf.open(BytesIO(write_pdf(replace(BARE, type_name=()), PARTY))) as pdf:
        assert str(pdf.docinfo.Title) == "Văn bản"


def test_headings_lists_tables_notes_and_pictures_have_their_tags() -> None:
    found = tags(write_pdf(REPORT, PARTY))
    # the head of the annex's table counts too
    assert found.count("TH") == 2 * 5
    assert found.count("TD") == 4 * (40 + 12)
    assert found.count("LI") == found.count("LBody") == 7
    assert found.count("L") == 4
    assert (found.count("Note"), found.count("Figure")) == (1, 1)
    headings = [each for each in found if each[0] == "H"]
    assert headings == ["H1", "H2", "H3", "H4", "H3", "H2", "H2", "H3", "H2"]


def test_who_cannot_see_the_code_hears_where_it_leads() -> None:
    with pikepdf.open(BytesIO(write_pdf(REPORT, PARTY))) as pdf:
        told = [
            str(each.Alt)
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure"
        ]
    assert told == ["Mã QR: https://daihoi.example/kiem-tra/ABCD-EF12"]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(1, 9), max_size=12), st.booleans())
def test_levels_of_headings_never_jump(levels: list[int], is_letter: bool) -> None:
    blocks = tuple(heading(level, f"Mục {number}") for number, level in enumerate(levels))
    paper = replace(LETTER if is_letter else BARE, blocks=blocks)
    found = [int(tag[1]) for tag in tags(write_pdf(paper, PARTY)) if tag[0] == "H"]
    assert len(found) == len(levels) + (not is_letter)
    assert all(after <= before + 1 for before, after in pairwise([0, *found]))


def test_page_numbers_and_repeated_heads_are_decor() -> None:
    first, *others = untagged(write_pdf(REPORT, PARTY))
    assert first == ""
    assert all(other.startswith(str(number)) for number, other in enumerate(others, 2))
    head = sorted("TTChỉ tiêuKết quảNăm 2018Năm 2019")
    assert sum(sorted(other[1:]) == head for other in others) == 3


def test_the_same_paper_gives_the_same_bytes_in_every_thread() -> None:
    papers = [*SHAPES.values()] * 2
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda paper: write_pdf(paper, PARTY), papers))
    assert found[: len(SHAPES)] == found[len(SHAPES) :]
    assert found[0] == write_pdf(REPORT, PARTY)


def test_pages_are_counted() -> None:
    assert page_count(write_pdf(LETTER, PARTY)) == 1
    assert page_count(write_pdf(REPORT, PARTY)) == 8


SPECIAL = st.text("#$*_`@<>[]{}()\\/~=+-'\"%&^|:;,.!? aếĐ1\n", min_size=1, max_size=60)


@settings(max_examples=40, deadline=None)
@given(SPECIAL, SPECIAL, SPECIAL)
def test_any_text_of_people_is_words_never_markup(text: str, name: str, note: str) -> None:
    def glued(said: str) -> str:
        return "".join(said.split())

    runs = (Run(f"x{text}x"), Run(footnote=f"n{note}n"))
    cell = Table(((Cell((words(f"c{name}c"),)),),))
    paper = replace(
        BARE,
        blocks=(
            Block(BlockKind.PARAGRAPH, runs),
            Block(BlockKind.TABLE, table=cell),
            heading(1, f"h{name}h"),
        ),
        signatures=(replace(REPORT.signatures[0], name=words(name + "s")),),
    )
    said = said_by_pdf(write_pdf(paper, PARTY))
    whole = glued(" ".join(said.words))
    assert glued(f"x{text}x") in whole
    assert glued(f"c{name}c") in whole
    assert glued(f"{name}s") in whole
    assert [glued(" ".join(each)) for each in said.notes] == [glued(f"n{note}n")]


HOSTILE = [
    '#import "/etc/passwd"',
    '#read("/etc/passwd")',
    "#sys.inputs",
    '"); #panic("x',
    "\\u{41}",
    "$x^2$",
    "// không phải chú thích",
    "= Không phải đề mục",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_commands_are_only_words(text: str) -> None:
    said = said_by_pdf(write_pdf(replace(BARE, blocks=(paragraph(text),)), PARTY))
    assert text in " ".join(said.words)


def ragged(rows: tuple[tuple[Cell, ...], ...], **other: Any) -> Block:
    return Block(BlockKind.TABLE, table=Table(rows, **other))


@pytest.mark.parametrize(
    "table",
    [
        ragged(()),
        ragged(((),)),
        ragged(((Cell(columns=3),), (Cell(), Cell()), ())),
        ragged(((Cell((words("a"),), rows=9),), (Cell((words("b"),)),)), header_rows=1),
        ragged(((Cell((words("a"),)),),), header_rows=5),
        ragged(((Cell((words("a"),)), Cell(rows=2)), (Cell(columns=2),)), widths=(0, 0)),
        ragged(((Cell((words("rất " * 3000),)),),)),
        ragged(((Cell((words("đầu " * 2000),)),), (Cell((words("b"),)),)), header_rows=1),
        ragged(((Cell((words("x" * 900),)), Cell((words("y" * 300),))),)),
        ragged(((Cell((words("a"),)), Cell((words("b"),))),), bordered=False),
        ragged(tuple((Cell((words(f"o{n}"),)),) for n in range(500)), header_rows=1),
    ],
)
def test_strange_tables_are_drawn_whole(table: Block) -> None:
    said = said_by_pdf(write_pdf(replace(BARE, blocks=(table, paragraph("Hết."))), PARTY))
    wanted = "".join(table.text.split()) + "Hết."
    assert "".join(said.words).endswith(wanted)


@pytest.mark.parametrize("text", ["x" * 2000, SENTENCE * 120, "a\tb\nc", " ", "-" * 300])
def test_strange_paragraphs_are_drawn_whole(text: str) -> None:
    said = said_by_pdf(write_pdf(replace(BARE, blocks=(paragraph(text),)), PARTY))
    assert "".join(text.split()) in "".join(said.words)


def test_empty_paragraphs_keep_their_line_and_empty_headings_are_no_headings() -> None:
    blocks = (heading(1, " "), paragraph(""), heading(1, "MỤC"), Block(BlockKind.ITEM, words("lẻ")))
    data = write_pdf(replace(BARE, blocks=blocks), PARTY)
    assert [tag for tag in tags(data) if tag[0] == "H"] == ["H1", "H2"]
