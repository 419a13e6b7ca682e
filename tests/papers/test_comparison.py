"""Two versions side by side: the sample edited by hand, examples, and laws for every input."""

import io
import itertools
import unicodedata
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daihoi.papers.comparison import (
    Change,
    ChangeKind,
    Comparison,
    Op,
    alignment,
    carry_keys,
    changed_sentence,
    compare,
    words,
    words_between,
)
from daihoi.papers.outline import Block, BlockKind, Cell, ListFormat, ListMark, Run, Table
from daihoi.papers.reading import read_word

SAME, EDITED, INSERTED, DELETED = (
    ChangeKind.SAME,
    ChangeKind.EDITED,
    ChangeKind.INSERTED,
    ChangeKind.DELETED,
)


def paragraph(text: str, key: str = "", **fields: object) -> Block:
    return replace(Block(BlockKind.PARAGRAPH, (Run(text),), key=key), **fields)


def table(*rows: str) -> Block:
    """Rows as their cells with "|" between."""
    cells = [tuple(Cell(((Run(text),),)) for text in row.split("|")) for row in rows]
    return Block(BlockKind.TABLE, table=Table(tuple(cells)))


def kinds(comparison: Comparison) -> list[tuple[ChangeKind, int | None, int | None]]:
    return [(change.kind, change.old, change.new) for change in comparison.edits]


def changed(pieces: words.Words) -> list[tuple[str, str]]:
    return [(piece.op.value, piece.text) for piece in pieces if piece.op != Op.EQUAL]


# --- the sample -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def draft() -> tuple[Block, ...]:
    return _read("bao-cao-chinh-tri-du-thao-1.docx")


@pytest.fixture(scope="module")
def edits() -> tuple[Change, ...]:
    old = _read("bao-cao-chinh-tri-du-thao-1.docx")
    return compare(old, _read("bao-cao-chinh-tri-gop-y-2.docx")).edits


def _sample(name: str) -> bytes:
    return (Path(__file__).parents[1] / "cases" / "samples" / name).read_bytes()


def _read(name: str) -> tuple[Block, ...]:
    return read_word(_sample(name)).outline.blocks


def test_sample_has_the_eight_edits_and_nothing_else(edits: tuple[Change, ...]) -> None:
    assert [edit.kind for edit in edits] == [
        DELETED,
        EDITED,
        EDITED,
        EDITED,
        ChangeKind.MOVED,
        EDITED,
        EDITED,
        INSERTED,
    ]


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, [("delete", "điều kiện"), ("insert", ", cưỡng chế")]),
        (5, [("delete", "186"), ("insert", "192")]),
        (6, [("insert", " CỦA HẠN CHẾ, KHUYẾT ĐIỂM")]),
    ],
)
def test_sample_words_are_found(
    edits: tuple[Change, ...], number: int, expected: list[tuple[str, str]]
) -> None:
    pieces = changed(edits[number].words)
    assert [(op, text.strip()) for op, text in pieces] == [(op, t.strip()) for op, t in expected]


def test_sample_cell_is_found(edits: tuple[Change, ...]) -> None:
    (row,) = [row for row in edits[2].rows if row.kind != SAME]
    (cell,) = [cell for cell in row.cells if cell.kind != SAME]
    assert row.cells[0].words[0].text == "7"
    assert changed(cell.words) == [("delete", "92,7"), ("insert", "92,4")]


def test_sample_rewritten_sentence_is_found(edits: tuple[Change, ...]) -> None:
    pieces = edits[3].words
    assert pieces[0].op == Op.EQUAL
    assert pieces[0].text.startswith("Nhìn chung, các chỉ tiêu về công tác xây dựng Đảng")
    new = "".join(piece.text for piece in pieces if piece.op != Op.DELETE)
    assert "Riêng chỉ tiêu thi hành xong về tiền chưa ổn định" in new


def test_sample_whole_paragraphs_are_found(edits: tuple[Change, ...]) -> None:
    deleted, moved, inserted = edits[0], edits[4], edits[7]
    assert deleted.words[0].text.startswith("Chi bộ lãnh đạo thực hiện nhiệm vụ của cơ quan Cục")
    assert inserted.words[0].text.startswith("Về nguồn nhân lực, dự kiến trong nhiệm kỳ có 05")
    assert moved.words[0].text.startswith("Chi bộ đã lãnh đạo rà soát, sửa đổi 09 quy chế")
    assert moved.old is not None
    assert moved.new is not None
    assert moved.old > moved.new
    assert [piece.op for piece in moved.words] == [Op.EQUAL]


def test_decomposed_copy_is_the_same_text(draft: tuple[Block, ...]) -> None:
    source = io.BytesIO(_sample("bao-cao-chinh-tri-du-thao-1.docx"))
    copy = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(copy, "w") as new:
        for item in old.infolist():
            data = old.read(item)
            if item.filename.endswith(".xml"):
                data = unicodedata.normalize("NFD", data.decode()).encode()
            new.writestr(item, data)
    comparison = compare(draft, read_word(copy.getvalue()).outline.blocks)
    assert {change.kind for change in comparison.changes} == {SAME}


def test_decomposed_blocks_are_the_same_text(draft: tuple[Block, ...]) -> None:
    def decomposed(block: Block) -> Block:
        runs = tuple(
            Run(unicodedata.normalize("NFD", run.text), footnote=run.footnote) for run in block.runs
        )
        return replace(block, runs=runs)

    comparison = compare(draft, [decomposed(block) for block in draft])
    assert comparison.edits == ()
    assert (comparison.inserted_chars, comparison.deleted_chars) == (0, 0)


# --- blocks ---------------------------------------------------------------------------------

A, B, C, D = (
    "Chi ủy duy trì họp định kỳ hằng tháng.",
    "Hồ sơ đảng viên được rà soát, bổ sung.",
    "Công đoàn cơ sở có 52 đoàn viên và quỹ riêng.",
    "Mỗi quý có một buổi sinh hoạt chuyên đề.",
)


def blocks(*texts: str) -> list[Block]:
    return [paragraph(text) for text in texts]


def test_moved_block_appears_once_with_both_places() -> None:
    comparison = compare(blocks(A, B, C, D), blocks(A, D, B, C))
    assert kinds(comparison) == [(ChangeKind.MOVED, 3, 1)]
    assert (comparison.inserted_chars, comparison.deleted_chars) == (0, 0)


def test_short_block_moves_past_the_long_one() -> None:
    assert kinds(compare(blocks("Ngắn.", A), blocks(A, "Ngắn."))) == [(ChangeKind.MOVED, 0, 1)]


def test_moved_block_may_be_edited_too() -> None:
    comparison = compare(blocks(A, B, C, D), blocks(D.replace("một", "hai"), A, B, C))
    assert kinds(comparison) == [(ChangeKind.MOVED_AND_EDITED, 3, 0)]
    assert changed(comparison.edits[0].words) == [("delete", "một"), ("insert", "hai")]


def test_deleted_block_stands_where_it_was_before_its_replacement() -> None:
    comparison = compare(blocks(A, B, C), blocks(A, "Thay mới", C))
    assert [(change.old, change.new) for change in comparison.changes] == [
        (0, 0),
        (1, None),
        (None, 1),
        (2, 2),
    ]


def test_split_paragraph_marks_only_the_words_that_changed() -> None:
    comparison = compare(blocks(f"{A} {B} {C}", D), blocks(f"{A} {B}", C.replace("52", "53"), D))
    assert kinds(comparison) == [(EDITED, 0, 0), (ChangeKind.SPLIT_OFF, None, 1)]
    assert changed(comparison.edits[0].words) == []
    assert changed(comparison.edits[1].words) == [("delete", "52"), ("insert", "53")]


def test_joined_paragraphs_mark_only_the_words_that_changed() -> None:
    comparison = compare(blocks(A, f"{B} {C}", D), blocks(f"{A} {B} {C} Hết.", D))
    assert kinds(comparison) == [(ChangeKind.JOINED, 0, None), (EDITED, 1, 0)]
    assert changed(comparison.edits[1].words) == [("insert", " Hết.")]


def test_footnote_of_a_split_paragraph_is_no_edit_of_it() -> None:
    note = Run(footnote="Số liệu giả định.")
    old = replace(paragraph(A), runs=(Run(f"{A} {B} {C}"), note))
    new = [paragraph(f"{A} {B}"), replace(paragraph(C), runs=(Run(C), note))]
    comparison = compare([old], new)
    assert (comparison.inserted_chars, comparison.deleted_chars) == (0, 0)


def test_block_with_the_same_key_is_the_same_even_rewritten() -> None:
    old = [paragraph(A, "a"), paragraph(B, "b")]
    assert kinds(compare(old, [paragraph(A, "a"), paragraph("Khác hẳn", "b")])) == [(EDITED, 1, 1)]
    swapped = [paragraph(B, "a"), paragraph(A, "b")]
    assert kinds(compare(old, swapped)) == [(EDITED, 0, 0), (EDITED, 1, 1)]


def test_repeated_text_is_inserted_once() -> None:
    assert kinds(compare(blocks(A, "-", B, "-"), blocks(A, "-", "-", B, "-"))) in (
        [(INSERTED, None, 1)],
        [(INSERTED, None, 2)],
    )


@pytest.mark.parametrize(
    "change",
    [
        {"level": 1},
        {"kind": BlockKind.HEADING},
        {"runs": (Run(A[:5], bold=True), Run(A[5:]))},
        {"mark": ListMark(ListFormat.BULLET, "-")},
    ],
)
def test_other_looks_are_not_an_edit(change: dict[str, object]) -> None:
    comparison = compare(blocks(A), [paragraph(A, **change)])  # type: ignore[arg-type]  # a field each
    assert [change.kind for change in comparison.changes] == [ChangeKind.RESTYLED]
    assert comparison.edits == ()


def test_runs_spaces_and_list_numbers_are_noise() -> None:
    old = paragraph("Chi ủy  họp", mark=ListMark(ListFormat.DECIMAL, "{}.", 1, "x"))
    new = replace(
        old,
        runs=(Run("Chi"), Run(" ủy"), Run("\u00a0họp ")),
        mark=ListMark(ListFormat.DECIMAL, "{}.", 2, "y"),
    )
    assert [change.kind for change in compare([old], [new]).changes] == [SAME]


def test_changed_footnote_is_an_edit() -> None:
    old = replace(paragraph(A), runs=(Run(A), Run(footnote="Số liệu năm 2018.")))
    new = replace(paragraph(A), runs=(Run(A), Run(footnote="Số liệu năm 2019.")))
    (edit,) = compare([old], [new]).edits
    assert edit.kind == EDITED
    assert changed(edit.words) == []
    assert [changed(note) for note in edit.notes] == [[("delete", "2018"), ("insert", "2019")]]
    (gone,) = compare([old], [paragraph(A)]).edits
    assert gone.chars(Op.DELETE) == len("Số liệu năm 2018.")


# --- tables ---------------------------------------------------------------------------------

TARGETS = (
    "TT|Chỉ tiêu|2018|2019",
    "1|Về việc|77,1|78,6",
    "2|Về tiền|32,4|38,7",
    "3|Đúng hạn|99|99",
)


def test_cell_is_compared_word_by_word() -> None:
    (edit,) = compare(
        [table(*TARGETS)], [table(*TARGETS[:2], "2|Về tiền|32,5|38,7", TARGETS[3])]
    ).edits
    found = [(r.old, c.new, changed(c.words)) for r in edit.rows for c in r.cells if c.kind != SAME]
    assert found == [(2, 2, [("delete", "32,4"), ("insert", "32,5")])]


def test_row_is_inserted_and_later_numbers_follow() -> None:
    new = (*TARGETS[:2], "2|Kết nạp đảng viên|2|3", "3|Về tiền|32,4|38,7", "4|Đúng hạn|99|99")
    (edit,) = compare([table(*TARGETS)], [table(*new)]).edits
    assert [(row.kind, row.old, row.new) for row in edit.rows] == [
        (SAME, 0, 0),
        (SAME, 1, 1),
        (INSERTED, None, 2),
        (EDITED, 2, 3),
        (EDITED, 3, 4),
    ]
    assert edit.chars(Op.INSERT) == len("2Kết nạp đảng viên23") + 2
    assert edit.chars(Op.DELETE) == 2


def test_column_is_deleted_in_every_row() -> None:
    new = [row.rsplit("|", 2)[0] + "|" + row.rsplit("|", 1)[1] for row in TARGETS]
    (edit,) = compare([table(*TARGETS)], [table(*new)]).edits
    found = [[(c.kind, c.old, c.new) for c in row.cells if c.kind != SAME] for row in edit.rows]
    assert found == [[(DELETED, 2, None)]] * 4


def test_cells_below_a_span_are_compared_in_their_column() -> None:
    def spanned(year: str) -> Block:
        tall = Cell(((Run("TT"),),), rows=2)
        wide = Cell(((Run("Kết quả"),),), columns=2)
        below = (Cell(((Run("2018"),),)), Cell(((Run(year),),)))
        return Block(BlockKind.TABLE, table=Table(((tall, wide), below)))

    (edit,) = compare([spanned("2019")], [spanned("2020")]).edits
    found = [(r.new, c.new, changed(c.words)) for r in edit.rows for c in r.cells if c.kind != SAME]
    assert found == [(1, 1, [("delete", "2019"), ("insert", "2020")])]


# --- words ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("đạt 92,7 %", "đạt 92,4 %", [("delete", "92,7"), ("insert", "92,4")]),
        ("kiểm tra cơ bản đủ", "kiểm tra đủ", [("delete", " cơ bản")]),
        ("biên giới", "biên giới, rừng núi", [("insert", ", rừng núi")]),
        ("X hằng năm", "hằng năm", [("delete", "X ")]),
        ("hằng quý kiểm tra", "hằng tháng kiểm tra", [("delete", "quý"), ("insert", "tháng")]),
    ],
)
def test_words_are_the_fewest(old: str, new: str, expected: list[tuple[str, str]]) -> None:
    assert changed(words_between(old, new)) == expected


def test_one_short_word_does_not_cut_a_rewritten_sentence() -> None:
    pieces = words_between(
        "Đoàn kết nội bộ thống nhất cao và quyết tâm chính trị lớn lao",
        "Kỷ luật lao động nghiêm minh hơn và trách nhiệm nêu gương hằng ngày",
    )
    assert [piece.op for piece in pieces] == [Op.DELETE, Op.INSERT]


def test_long_paragraphs_are_aligned_without_a_large_table(monkeypatch: pytest.MonkeyPatch) -> None:
    exact = []
    monkeypatch.setattr(words, "TABLE_BITS", 10_000)
    original = words._common_exact
    monkeypatch.setattr(
        words, "_common_exact", lambda a, b: exact.append(len(a) * len(b)) or original(a, b)
    )
    old = [f"từ{n}" for n in range(10_000)]
    new = [word for n, word in enumerate(old) if n % 100] + ["cuối"]
    assert len(words.common(old, new)) == 9_900
    assert max(exact, default=0) <= 10_000


def test_nothing_unique_and_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "TABLE_BITS", 100)
    assert words.common("ab" * 50, "ba" * 50 + "a") == []


def test_twenty_thousand_rewritten_blocks_are_not_all_compared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked_at = []
    original = alignment.likeness
    monkeypatch.setattr(alignment, "likeness", lambda a, b: looked_at.append(1) or original(a, b))
    count = 20_000
    old = [paragraph(f"mục số{n} việc{n % 977} đơn vị{n % 89} cũ") for n in range(count)]
    new = [paragraph(f"mục số{n} việc{n % 977} đơn vị{n % 89} mới") for n in range(count)]
    assert len(compare(old, new).edits) == count
    assert len(looked_at) <= 4 * count


# --- keys -----------------------------------------------------------------------------------


def carried(old: Sequence[Block], new: Sequence[Block]) -> list[str]:
    numbers = itertools.count(1)
    return [block.key for block in carry_keys(old, new, lambda: f"new{next(numbers)}")]


def test_keys_are_carried_to_kept_edited_and_moved_blocks() -> None:
    old = [paragraph(text, key) for text, key in zip((A, B, C, D), "abcd", strict=True)]
    new = blocks(D, A, "Hoàn toàn mới", B.replace("bổ sung", "quản lý"))
    assert carried(old, new) == ["d", "a", "new1", "b"]


def test_larger_part_of_a_split_paragraph_keeps_the_key() -> None:
    old = [paragraph(f"{A} {B} {C}", "x"), paragraph(D, "d")]
    assert carried(old, blocks(A, f"{B} {C}", D)) == ["new1", "x", "d"]


def test_joined_paragraph_gets_the_key_of_the_larger() -> None:
    old = [paragraph(A, "a"), paragraph(f"{B} {C}", "b")]
    assert carried(old, blocks(f"{A} {B} {C}")) == ["b"]


# --- sentences ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "Đại hội họp. Thu 1.234,5 tỷ đồng. Hết.",
            "Đại hội họp. Thu 1.234,6 tỷ đồng. Hết.",
            ("Thu 1.234,5 tỷ đồng.", "Thu 1.234,6 tỷ đồng."),
        ),
        (
            "Đ/c An, TP. Lạng Sơn, báo cáo; hội nghị nghe.",
            "Đ/c Anh, TP. Lạng Sơn, báo cáo; hội nghị nghe.",
            ("Đ/c An, TP. Lạng Sơn, báo cáo;", "Đ/c Anh, TP. Lạng Sơn, báo cáo;"),
        ),
        ("Một. Hai.", "Một. Thêm câu. Hai.", ("", "Thêm câu.")),
        ("Một. Bỏ câu này.", "Một.", ("Bỏ câu này.", "")),
        ("Một. Hai.", "Một. Hai thêm.", ("Hai.", "Hai thêm.")),
        ("1.2. Tên mục cũ", "1.2. Tên mục mới", ("1.2. Tên mục cũ", "1.2. Tên mục mới")),
        ("A một. B hai. C ba.", "A mốt. B hai. C bốn.", ("A một. … C ba.", "A mốt. … C bốn.")),
        ("Giữ nguyên.", "Giữ  nguyên.", ("", "")),
    ],
)
def test_changed_sentences_are_told(old: str, new: str, expected: tuple[str, str]) -> None:
    assert changed_sentence(old, new) == expected


# --- laws -----------------------------------------------------------------------------------

some_words = st.lists(
    st.sampled_from(["chi", "bộ", "họp", "xét", "186", "92,7", ",", ".", ";", "(", "và"]),
    max_size=12,
)
some_text = some_words.map(" ".join)
some_table = st.lists(st.lists(some_text, min_size=1, max_size=3), min_size=1, max_size=3).map(
    lambda rows: table(*["|".join(row) for row in rows])
)
some_key = st.sampled_from(["", "", "a", "b", "c"])
some_block = st.builds(paragraph, some_text, some_key) | some_table
papers = st.lists(some_block, max_size=8)


@given(papers)
def test_paper_is_the_same_as_itself(paper: list[Block]) -> None:
    unkeyed = [replace(block, key="") for block in paper]
    assert {change.kind for change in compare(unkeyed, unkeyed).changes} <= {SAME}


@given(papers, papers)
def test_every_block_appears_once(old: list[Block], new: list[Block]) -> None:
    changes = compare(old, new).changes
    assert sorted(c.old for c in changes if c.old is not None) == list(range(len(old)))
    assert [c.new for c in changes if c.new is not None] == list(range(len(new)))


@given(papers, papers)
def test_pieces_give_back_both_texts(old: list[Block], new: list[Block]) -> None:
    changes = compare(old, new).changes
    recut = any(c.kind in (ChangeKind.SPLIT_OFF, ChangeKind.JOINED) for c in changes)
    for change in changes:
        if change.rows:
            continue
        pieces = change.words
        before = "".join(piece.text for piece in pieces if piece.op != Op.INSERT)
        after = "".join(piece.text for piece in pieces if piece.op != Op.DELETE)
        if change.old is not None and not recut:
            assert "".join(before.split()) == "".join(old[change.old].text.split())
        if change.new is not None:
            assert "".join(after.split()) == "".join(new[change.new].text.split())


@given(st.text("ab1,. ", max_size=40), st.text("ab1,. ", max_size=40))
def test_pieces_of_two_texts_are_exact(old: str, new: str) -> None:
    pieces = words_between(old, new)
    assert "".join(piece.text for piece in pieces if piece.op != Op.INSERT) == old
    assert "".join(piece.text for piece in pieces if piece.op != Op.DELETE) == new
    assert all(a.op != b.op for a, b in itertools.pairwise(pieces))


@given(some_words, some_words)
def test_common_words_are_as_many_as_can_be(a: list[str], b: list[str]) -> None:
    best = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, j in itertools.product(range(len(a)), range(len(b))):
        equal = best[i][j] + 1 if a[i] == b[j] else 0
        best[i + 1][j + 1] = max(equal, best[i][j + 1], best[i + 1][j])
    pairs = words.common(a, b)
    assert len(pairs) == best[-1][-1]
    assert all(a[i] == b[j] for i, j in pairs)
    assert all(i < k and j < m for (i, j), (k, m) in itertools.pairwise(pairs))


@given(papers, papers)
def test_the_way_back_has_as_many_changes(old: list[Block], new: list[Block]) -> None:
    there, back = compare(old, new), compare(new, old)

    def counts(comparison: Comparison, *wanted: ChangeKind) -> int:
        return sum(change.kind in wanted for change in comparison.changes)

    come, gone = (INSERTED, ChangeKind.SPLIT_OFF), (DELETED, ChangeKind.JOINED)
    moved = (ChangeKind.MOVED, ChangeKind.MOVED_AND_EDITED)
    assert counts(there, *come) == counts(back, *gone)
    assert counts(there, *gone) == counts(back, *come)
    assert counts(there, *moved) == counts(back, *moved)


@given(papers, papers)
def test_carried_keys_are_all_different(old: list[Block], new: list[Block]) -> None:
    keys = carried(old, new)
    assert len(set(keys)) == len(new)
    assert "" not in keys
