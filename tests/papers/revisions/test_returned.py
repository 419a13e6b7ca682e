"""Copies that came back: real ones, and small ones with one thing each."""

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from daihoi.papers.hands import Comment, Hand
from daihoi.papers.intake import Refused
from daihoi.papers.outline import Block, BlockKind, Run
from daihoi.papers.reading import Place, read_word
from daihoi.papers.revisions import (
    BREAK,
    Copy,
    Edit,
    EditKind,
    Returned,
    apply,
    merge,
    read_returned,
)
from tests.papers.revisions.tracked_files import (
    AUTHORS,
    blocks,
    gone,
    ins,
    keyed,
    mark,
    signed,
    texts,
)
from tests.papers.word_files import p, r, tbl, tc, tr, word

SAMPLES = Path(__file__).parents[2] / "cases" / "samples"
OFFICE, CELL, HUONG = AUTHORS
AT = datetime(2020, 2, 11, 10, 15)  # noqa: DTZ001 - Word's clock knows no zone


@pytest.fixture(scope="module")
def base() -> tuple[Block, ...]:
    return keyed(read_word(SAMPLES / "bao-cao-chinh-tri-du-thao-1.docx").outline.blocks)


def told(returned: Returned) -> list[tuple[str, str, str, str]]:
    return [(e.kind.value, e.key, e.old, e.new) for e in returned.edits]


def lost(returned: Returned) -> dict[str, int]:
    return {loss.code: loss.count for loss in returned.losses}


def whole(returned: Returned, base: Sequence[Block]) -> list[str]:
    """What all edits make of the base: what the copy says."""
    made = texts(apply(base, returned.edits))
    assert made == texts(returned.blocks)
    return made


# --- the two returned drafts -------------------------------------------------------------------


def test_tracked_copy_yields_fourteen_changes_and_seven_comments(base: tuple[Block, ...]) -> None:
    returned = read_returned(SAMPLES / "bao-cao-chinh-tri-gop-y-phong.docx", base)
    assert [(e.kind.value, e.old[:24], e.new[:24]) for e in returned.edits] == [
        ("words", "cơ bản ", ""),
        ("words", "", ", có đường biên giới dài"),
        ("words", "quý", "tháng"),
        ("added", "", "Riêng năm 2019, Phòng Ng"),
        ("words", " Việc công khai thông ti", ""),
        ("removed", "Công tác kiểm tra, giám ", ""),
        ("added", "", "Thường xuyên đào tạo tại"),
        ("words", "", " hằng năm"),
        ("words", "40", "38"),
        ("words", "80", "85"),
        ("words", "01 tỷ", "500 triệu"),
        ("words", "", ", án kinh tế"),
        ("words", "10", "12"),
        ("format", "Khâu đột phá:", "Khâu đột phá:"),
    ]
    assert [edit.cell for edit in returned.edits if edit.cell] == [(2, 3), (5, 3)]
    assert {edit.hand.author for edit in returned.edits} == {"Phòng Nghiệp vụ"}
    assert returned.edits[2].hand.at == datetime(2020, 2, 11, 10, 24)  # noqa: DTZ001 - as above
    assert [run.bold for edit in returned.edits[7:8] for run in edit.runs] == [True]
    assert returned.edits[13].runs == (Run("Khâu đột phá:", bold=True),)
    assert [(c.quote, c.cell) for c in returned.comments] == [
        ("Năm 2018 không đạt", (3, 8)),
        ("61,3 tỷ đồng", None),
        ("27 vụ việc", None),
        ("biên chế giảm", None),
        ("từ 80 trở lên", (1, 3)),
        ("tổ theo dõi án tín dụng, ngân hàng", None),
        ("số hóa hồ sơ", None),
    ]
    by_key = {block.key: block for block in base}
    for comment in returned.comments:
        block = by_key[comment.key]
        text = block.text
        if comment.cell and block.table:
            text = block.table.rows[comment.cell[0]][comment.cell[1]].text
        assert text[comment.start : comment.end] == comment.quote
    assert returned.comments[5].text.count("\n") == 1
    assert returned.authors == ("Phòng Nghiệp vụ",)
    assert (returned.has_tracking, returned.unknown_base) == (True, False)
    assert lost(returned) == {"footers": 1}
    whole(returned, base)


def test_untracked_copy_yields_eight_edits_and_nothing_else(base: tuple[Block, ...]) -> None:
    returned = read_returned(SAMPLES / "bao-cao-chinh-tri-gop-y-2.docx", base)
    assert [(e.kind.value, e.old[:24], e.new[:24]) for e in returned.edits] == [
        ("removed", "Chi bộ lãnh đạo thực hiệ", ""),
        ("words", " điều kiện", ", cưỡng chế"),
        ("words", "92,7", "92,4"),
        ("words", "Chỉ tiêu thi hành xong v", "Riêng chỉ tiêu thi hành "),
        ("moved", "Chi bộ đã lãnh đạo rà so", "Chi bộ đã lãnh đạo rà so"),
        ("words", "186", "192"),
        ("words", "", " CỦA HẠN CHẾ, KHUYẾT ĐIỂM"[:24]),
        ("added", "", "Về nguồn nhân lực, dự ki"),
    ]
    hand = Hand("Bùi Thị Hạnh", datetime(2020, 2, 12, 22, 5))  # noqa: DTZ001 - wall clock, of 15:05 UTC
    assert {edit.hand for edit in returned.edits} == {hand}
    assert (returned.has_tracking, returned.unknown_base) == (False, False)
    assert returned.comments == ()
    whole(returned, base)


def test_item_put_in_belongs_to_the_list_it_stands_in(base: tuple[Block, ...]) -> None:
    lists = [replace(b.mark, group=f"danh sách {b.mark.group}") if b.mark else None for b in base]
    old = tuple(replace(block, mark=mark) for block, mark in zip(base, lists, strict=True))
    returned = read_returned(SAMPLES / "bao-cao-chinh-tri-gop-y-phong.docx", old)
    (item,) = [e.block for e in returned.edits if e.block and e.block.mark]
    before = next(b for b in old if b.text.startswith("Chủ động phối hợp với các cơ quan"))
    assert item.mark is not None
    assert before.mark is not None
    assert (item.mark.group, item.mark.number) == (before.mark.group, before.mark.number + 1)


def test_another_paper_is_said_not_to_come_from_the_base(base: tuple[Block, ...]) -> None:
    returned = read_returned(SAMPLES / "tham-luan.docx", base)
    assert returned.unknown_base
    whole(returned, base)


def test_copy_in_which_nothing_was_done_yields_nothing(base: tuple[Block, ...]) -> None:
    returned = read_returned(SAMPLES / "bao-cao-chinh-tri-du-thao-1.docx", base)
    assert (returned.edits, returned.comments) == ((), ())


# --- words -------------------------------------------------------------------------------------


def test_deletion_and_insertion_side_by_side_by_one_hand_are_one_edit() -> None:
    old = blocks("Họp hằng quý tại trụ sở")
    file = word(
        p(r("Họp hằng ") + gone(r("quý"), day=11) + ins(r("tháng"), day=12) + r(" tại trụ sở"))
    )
    (edit,) = read_returned(file, old).edits
    assert edit == Edit(
        EditKind.WORDS, "k0", 9, 12, (Run("tháng"),), "quý", "tháng",
        hand=Hand(OFFICE, AT.replace(day=12)),
    )  # fmt: skip


def test_hands_side_by_side_stay_apart() -> None:
    old = blocks("Họp hằng quý")
    file = word(p(r("Họp hằng ") + gone(r("quý"), OFFICE) + ins(r("tháng"), CELL)))
    returned = read_returned(file, old)
    assert [(e.old, e.new, e.hand.author) for e in returned.edits] == [
        ("quý", "", OFFICE),
        ("", "tháng", CELL),
    ]
    assert returned.authors == (OFFICE, CELL)
    assert whole(returned, old) == ["Họp hằng tháng"]


def test_words_of_two_hands_at_one_point_are_one_edit_of_both() -> None:
    old = blocks("Họp tại trụ sở")
    file = word(p(r("Họp ") + ins(r("hằng "), OFFICE) + ins(r("tháng "), CELL) + r("tại trụ sở")))
    (edit,) = read_returned(file, old).edits
    assert (edit.new, edit.hand.author) == ("hằng tháng ", f"{OFFICE}, {CELL}")


def test_words_put_in_and_taken_out_again_are_no_edit_and_are_said() -> None:
    old = blocks("Họp hằng quý")
    file = word(p(r("Họp ") + ins(gone(r("đều đặn "), CELL)) + r("hằng quý")))
    returned = read_returned(file, old)
    assert returned.edits == ()
    assert lost(returned) == {"withdrawn": 1}
    assert returned.losses[0].places == (Place("", 1),)


def test_losses_are_told_at_paragraphs_counted_as_on_a_page() -> None:
    heading = Block(BlockKind.HEADING, (Run("Phần thứ nhất"),), level=1, key="h")
    old = (*blocks("Một"), heading, replace(blocks("Họp hằng quý")[0], key="k1"))
    withdrawn = ins(gone(r(" đều đặn"), CELL))
    file = word(
        p(r("Một") + withdrawn)
        + p(r("Phần thứ nhất") + withdrawn)
        + p(r("Họp hằng quý") + withdrawn)
    )
    (loss,) = (loss for loss in read_returned(file, old).losses if loss.code == "withdrawn")
    assert loss.places == (Place("", 1), Place("Phần thứ nhất"), Place("Phần thứ nhất", 2))


def test_change_without_author_or_date_or_with_a_senseless_one_is_kept() -> None:
    old = blocks("Họp hằng quý")
    for attributes in (
        'w:id="1"',
        'w:author="" w:date=""',
        'w:author="A" w:date="hôm qua"',
        'w:date="0001-01-01T00:00:00Z"',
    ):
        file = word(p(r("Họp hằng quý") + f"<w:ins {attributes}>{r(' này')}</w:ins>"))
        (edit,) = read_returned(file, old).edits
        assert (edit.new, edit.hand.at) == (" này", None)


def test_what_was_not_tracked_beside_what_was_has_no_hand() -> None:
    old = blocks("Họp hằng quý tại trụ sở", "Kinh phí là 186 triệu đồng")
    file = word(
        p(r("Họp hằng ") + gone(r("quý")) + ins(r("tháng")) + r(" ở trụ sở"))
        + p(r("Kinh phí là 192 triệu đồng"))
    )  # fmt: skip
    returned = read_returned(file, old)
    assert [(e.old, e.new, e.hand.author) for e in returned.edits] == [
        ("quý", "tháng", OFFICE),
        ("tại", "ở", ""),
        ("186", "192", ""),
    ]
    assert returned.has_tracking
    assert whole(returned, old) == ["Họp hằng tháng ở trụ sở", "Kinh phí là 192 triệu đồng"]


def test_what_was_not_tracked_at_the_point_of_what_was_goes_with_it() -> None:
    old = blocks("Họp hằng quý")
    returned = read_returned(word(p(r("Họp hằng quý này ") + ins(r("và quý sau")))), old)
    assert [(e.start, e.new, e.hand.author) for e in returned.edits] == [
        (12, " này và quý sau", OFFICE)
    ]
    assert whole(returned, old) == ["Họp hằng quý này và quý sau"]


def test_spaces_and_unicode_composition_are_no_edit() -> None:
    old = blocks("Họp hằng quý tại trụ sở")
    assert read_returned(word(p(r("Họp  hằng quý tại trụ sở"))), old).edits == ()


def test_look_that_changes_a_mark_is_an_edit_and_another_is_a_loss() -> None:
    change = f"<w:rPrChange {signed(OFFICE)}><w:rPr/></w:rPrChange>"
    old = blocks("Họp hằng quý tại trụ sở")
    file = word(
        p(
            r("Họp ")
            + r("hằng quý", f"<w:b/>{change}")
            + r(" tại ")
            + r("trụ sở", f'<w:sz w:val="20"/>{change}')
        )
    )
    returned = read_returned(file, old)
    (edit,) = returned.edits
    assert (edit.kind, edit.start, edit.end, edit.runs) == (
        EditKind.FORMAT, 4, 12, (Run("hằng quý", bold=True),),
    )  # fmt: skip
    assert lost(returned) == {"unkept_looks": 1}
    assert apply(old, [edit])[0].runs == (
        Run("Họp "),
        Run("hằng quý", bold=True),
        Run(" tại trụ sở"),
    )


# --- paragraphs --------------------------------------------------------------------------------


def test_paragraph_taken_out_or_put_in_as_word_and_as_others_mark_it() -> None:
    old = blocks("Một", "Hai", "Ba")
    by_word = word(p(r("Một")) + p(gone(r("Hai")), properties=mark("del")) + p(r("Ba")))
    by_others = word(p(r("Một"), properties=mark("del")) + p(gone(r("Hai"))) + p(r("Ba")))
    for file in (by_word, by_others):
        assert told(read_returned(file, old)) == [("removed", "k1", "Hai", "")]
    by_word = word(
        p(r("Một")) + p(ins(r("Mới")), properties=mark("ins")) + p(r("Hai")) + p(r("Ba"))
    )
    by_others = word(
        p(r("Một"), properties=mark("ins")) + p(ins(r("Mới"))) + p(r("Hai")) + p(r("Ba"))
    )
    for file in (by_word, by_others):
        returned = read_returned(file, old)
        assert told(returned) == [("added", "k0", "", "Mới")]
        assert whole(returned, old) == ["Một", "Mới", "Hai", "Ba"]


def test_paragraphs_put_in_one_after_another_keep_their_order() -> None:
    old = blocks("Một", "Hai")
    added = "".join(p(ins(r(f"Mới {n}")), properties=mark("ins")) for n in range(3))
    returned = read_returned(word(p(r("Một")) + added + p(r("Hai"))), old)
    assert [(e.key, e.turn, e.new) for e in returned.edits] == [
        ("k0", 0, "Mới 0"), ("k0", 1, "Mới 1"), ("k0", 2, "Mới 2"),
    ]  # fmt: skip
    assert texts(apply(old, returned.edits[2:])) == ["Một", "Mới 2", "Hai"]


def moved_from(name: str, content: str) -> str:
    return (
        f'<w:moveFromRangeStart w:id="90" w:name="{name}" w:author="{OFFICE}"/>'
        f'<w:moveFrom {signed(OFFICE)}>{content}</w:moveFrom><w:moveFromRangeEnd w:id="90"/>'
    )


def moved_to(name: str, content: str) -> str:
    return (
        f'<w:moveToRangeStart w:id="91" w:name="{name}" w:author="{OFFICE}"/>'
        f'<w:moveTo {signed(OFFICE)}>{content}</w:moveTo><w:moveToRangeEnd w:id="91"/>'
    )


def test_moved_paragraph_is_one_edit_however_it_is_marked() -> None:
    old = blocks("Một là một", "Hai là hai", "Ba là ba")
    by_word = word(
        p(moved_from("move1", r("Một là một")), properties=mark("moveFrom"))
        + p(r("Hai là hai"))
        + p(moved_to("move1", r("Một là một")), properties=mark("moveTo"))
        + p(r("Ba là ba"))
    )
    by_others = word(
        p(gone(r("Một là một")), properties=mark("del")) + p(r("Hai là hai"))
        + p(ins(r("Một là một")), properties=mark("ins")) + p(r("Ba là ba"))
    )  # fmt: skip
    untracked = word(p(r("Hai là hai")) + p(r("Một là một")) + p(r("Ba là ba")))
    for file, author in ((by_word, OFFICE), (by_others, OFFICE), (untracked, "")):
        returned = read_returned(file, old)
        (edit,) = returned.edits
        assert (edit.kind, edit.moved, edit.hand.author) in [
            (EditKind.MOVED, "k0", author),
            (EditKind.MOVED, "k1", author),
        ]
        assert whole(returned, old) == ["Hai là hai", "Một là một", "Ba là ba"]
        assert {block.key for block in apply(old, returned.edits)} == {"k0", "k1", "k2"}


def test_paragraph_changed_after_it_moved_is_a_move_and_an_edit() -> None:
    old = blocks("Phòng họp tại trụ sở Cục vào sáng thứ hai", "Hai là hai", "Ba là ba")
    file = word(
        p(moved_from("move1", r("Phòng họp tại trụ sở Cục vào sáng thứ hai")), properties=mark("moveFrom"))
        + p(r("Hai là hai"))
        + p(moved_to("move1", r("Phòng họp tại trụ sở Cục vào ")) + ins(r("chiều"), CELL)
            + moved_to("move1", r(" thứ hai")), properties=mark("moveTo"))
        + p(r("Ba là ba"))
    )  # fmt: skip
    returned = read_returned(file, old)
    assert [
        (e.kind.value, e.moved or e.key, e.old, e.new)
        for e in returned.edits
        if e.kind is EditKind.WORDS
    ] == [("words", "k0", "sáng", "chiều")]
    assert [e.moved for e in returned.edits if e.kind is EditKind.MOVED] == ["k0"]
    assert whole(returned, old)[1] == "Phòng họp tại trụ sở Cục vào chiều thứ hai"


def test_paragraph_cut_in_two_is_one_edit() -> None:
    old = blocks("Một câu. Hai câu dài hơn.", "Ba")
    file = word(
        p(r("Một câu."), properties=mark("ins", CELL)) + p(r(" Hai câu dài hơn.")) + p(r("Ba"))
    )
    returned = read_returned(file, old)
    (edit,) = returned.edits
    assert (edit.kind, edit.key, edit.start, edit.end) == (EditKind.WORDS, "k0", 8, 9)
    assert (edit.new, edit.hand.author) == (BREAK, CELL)
    assert whole(returned, old) == ["Một câu.", "Hai câu dài hơn.", "Ba"]
    keys = [block.key for block in apply(old, returned.edits, make_key=lambda: "new")]
    assert keys == ["new", "k0", "k1"]


def test_paragraph_put_in_where_another_was_cut_and_empty_ones_beside_it() -> None:
    old = blocks("Một câu. Hai câu dài hơn.")
    file = word(
        p(r("Một câu."), properties=mark("ins"))
        + p(properties=mark("ins"))
        + p(ins(r("Mới")), properties=mark("ins"))
        + p(r(" Hai câu dài hơn."))
    )
    returned = read_returned(file, old)
    assert [(e.old, e.new) for e in returned.edits] == [(" ", f"{BREAK}Mới{BREAK}")]
    assert whole(returned, old) == ["Một câu.", "Mới", "Hai câu dài hơn."]


def test_paragraphs_joined_are_one_edit_and_words_between_are_kept() -> None:
    old = blocks("Một câu", "hai câu dài hơn", "Ba")
    file = word(
        p(r("Một câu") + ins(r(", "), CELL), properties=mark("del", OFFICE))
        + p(r("hai câu dài hơn"))
        + p(r("Ba"))
    )
    returned = read_returned(file, old)
    assert [(e.kind, e.key, e.start, e.new, e.hand.author) for e in returned.edits] == [
        (EditKind.WORDS, "k0", 7, ", ", CELL),
        (EditKind.JOINED, "k1", 0, "", OFFICE),
    ]
    assert whole(returned, old) == ["Một câu, hai câu dài hơn", "Ba"]
    assert [block.key for block in apply(old, returned.edits)] == ["k1", "k2"]
    assert texts(apply(old, returned.edits[1:])) == ["Một câuhai câu dài hơn", "Ba"]
    taken_out = Edit(EditKind.REMOVED, "k0")
    assert texts(apply(old, [*returned.edits[1:], taken_out])) == ["hai câu dài hơn", "Ba"]


def test_paragraph_cut_without_tracking_is_one_edit_and_words_changed_beside_it_another() -> None:
    old = blocks("Một câu ngắn.  Hai câu dài hơn nhiều.", "Ba")
    file = word(p(r("Một câu ngắn.")) + p(on(0, r("Hai câu"))  + r(" dài hơn rất nhiều.")) + p(r("Ba")),
        comments=comment(0, "Tách ra"))  # fmt: skip
    returned = read_returned(file, old)
    assert told(returned) == [
        ("words", "k0", "  ", BREAK),
        ("words", "k0", "", " rất"),
    ]
    assert whole(returned, old) == ["Một câu ngắn.", "Hai câu dài hơn rất nhiều.", "Ba"]
    assert texts(apply(old, returned.edits[1:])) == [
        "Một câu ngắn.  Hai câu dài hơn rất nhiều.",
        "Ba",
    ]
    (remark,) = returned.comments
    assert (remark.key, remark.start, remark.end) == ("k0", 15, 22)
    assert [block.key for block in returned.blocks] == ["", "k0", "k1"]


def test_paragraphs_joined_without_tracking_are_one_edit() -> None:
    old = blocks("Một câu ngắn.", "Hai câu dài hơn nhiều.", "Ba")
    file = word(p(r("Một câu ngắn. Hai câu dài hơn nhiều.")) + p(r("Ba")))
    returned = read_returned(file, old)
    (edit,) = returned.edits
    assert (edit.kind, edit.key, edit.runs) == (EditKind.JOINED, "k1", (Run(" "),))
    assert Edit.from_json(edit.to_json()) == edit
    assert whole(returned, old) == ["Một câu ngắn. Hai câu dài hơn nhiều.", "Ba"]


def test_item_or_other_words_beside_a_shortened_paragraph_are_put_in() -> None:
    """Only what goes on as the same kind of paragraph was cut off."""
    old = blocks("Một câu ngắn. Hai câu dài hơn nhiều.")
    as_heading = word(p(r("Một câu ngắn."), style="u1") + p(r("Hai câu dài hơn nhiều.")))
    others = word(p(r("Hoàn toàn khác hẳn về nội dung.")) + p(r("Hai câu dài hơn nhiều.")))
    for file in (as_heading, others):
        returned = read_returned(file, old)
        assert {edit.kind for edit in returned.edits} == {EditKind.ADDED, EditKind.WORDS}
        whole(returned, old)


# --- tables and footnotes ----------------------------------------------------------------------


def table_base(*rows: Sequence[str]) -> tuple[Block, ...]:
    file = word(
        p(r("Trước")) + tbl(*(tr(*(tc(p(r(t))) for t in row)) for row in rows)) + p(r("Sau"))
    )
    return keyed(read_word(file).outline.blocks)


def test_cells_and_rows_of_a_table() -> None:
    old = table_base(["TT", "Chỉ tiêu"], ["1", "40"], ["2", "80"])
    row_out, row_in = f"<w:del {signed(CELL)}/>", f"<w:ins {signed(HUONG)}/>"
    file = word(
        p(r("Trước"))
        + tbl(
            tr(tc(p(r("TT"))), tc(p(r("Chỉ tiêu")))),
            tr(tc(p(gone(r("1"), CELL))), tc(p(gone(r("40"), CELL))), properties=row_out),
            tr(tc(p(r("2"))), tc(p(gone(r("80")) + ins(r("85"))))),
            tr(tc(p(ins(r("3"), HUONG))), tc(p(ins(r("90"), HUONG))), properties=row_in),
        )
        + p(r("Sau"))
    )
    returned = read_returned(file, old)
    assert [(e.kind.value, e.cell, e.old, e.new, e.hand.author) for e in returned.edits] == [
        ("row_removed", (1, 0), "1\t40", "", CELL),
        ("words", (2, 1), "80", "85", OFFICE),
        ("row_added", (2, 0), "", "3\t90", HUONG),
    ]
    assert whole(returned, old) == ["Trước", "TT\tChỉ tiêu\n2\t85\n3\t90", "Sau"]
    assert texts(apply(old, returned.edits[:1]))[1] == "TT\tChỉ tiêu\n2\t80"


def test_table_changed_without_tracking() -> None:
    old = table_base(["TT", "Chỉ tiêu"], ["1", "Tỷ lệ thi hành xong 40"], ["2", "Số hồ sơ 80"])
    rows = [
        ["TT", "Chỉ tiêu"],
        ["1", "Tỷ lệ thi hành xong 38"],
        ["2", "Số hồ sơ 80"],
        ["3", "Kết nạp mới"],
    ]
    file = word(
        p(r("Trước")) + tbl(*(tr(*(tc(p(r(t))) for t in row)) for row in rows)) + p(r("Sau"))
    )
    returned = read_returned(file, old)
    assert [(e.kind.value, e.cell, e.old, e.new) for e in returned.edits] == [
        ("words", (1, 1), "40", "38"),
        ("row_added", (2, 0), "", "3\tKết nạp mới"),
    ]
    whole(returned, old)


def test_column_put_in_replaces_the_whole_table() -> None:
    old = table_base(["TT", "Chỉ tiêu"], ["1", "40"])
    new = f"<w:cellIns {signed(CELL)}/>"
    file = word(
        p(r("Trước"))
        + tbl(
            tr(
                tc(p(r("TT"))), tc(p(r("Chỉ tiêu"))), tc(p(ins(r("Ghi chú"), CELL)), properties=new)
            ),
            tr(tc(p(r("1"))), tc(p(r("40"))), tc(p(), properties=new)),
        )
        + p(r("Sau"))
    )
    returned = read_returned(file, old)
    assert [(e.kind.value, e.hand.author) for e in returned.edits] == [("table", CELL)]
    assert whole(returned, old)[1] == "TT\tChỉ tiêu\tGhi chú\n1\t40\t"


def test_mark_taken_out_at_the_end_of_a_cell_joins_nothing() -> None:
    old = table_base(["Một", "Hai"])
    file = word(
        p(r("Trước"))
        + tbl(tr(tc(p(r("Một"), properties=mark("del"))), tc(p(r("Hai")))))
        + p(r("Sau"))
    )
    returned = read_returned(file, old)
    assert returned.edits == ()
    whole(returned, old)


def note(number: int) -> str:
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def footnotes(*notes: str) -> str:
    return "".join(
        f'<w:footnote w:id="{n}">{p(text)}</w:footnote>' for n, text in enumerate(notes, 1)
    )


def test_footnotes_changed_put_in_and_taken_out() -> None:
    old = keyed(
        read_word(
            word(
                p(r("Kết quả năm 2019") + note(1) + r(" và năm 2018") + note(2) + r(".")),
                footnotes=footnotes(r("Theo báo cáo quý"), r("Theo báo cáo năm")),
            )
        ).outline.blocks
    )
    file = word(
        p(
            r("Kết quả năm 2019")
            + note(1)
            + gone(r(" và năm 2018") + note(2))
            + r(".")
            + ins(note(3), CELL)
        ),
        footnotes=footnotes(
            r("Theo báo cáo ") + gone(r("quý")) + ins(r("tháng")),
            r("Theo báo cáo năm"),
            ins(r("Chú thích mới"), CELL),
        ),
    )
    returned = read_returned(file, old)
    assert [(e.old, e.new, e.note, e.notes_gone, e.hand.author) for e in returned.edits] == [
        (" và năm 2018", "", None, 1, OFFICE),
        ("", "", None, 0, CELL),
        ("quý", "tháng", 0, 0, OFFICE),
    ]
    (made,) = apply(old, returned.edits)
    assert made.runs == returned.blocks[0].runs
    assert [run.footnote for run in made.runs if run.footnote] == [
        "Theo báo cáo tháng",
        "Chú thích mới",
    ]


# --- comments ----------------------------------------------------------------------------------


def comment(number: int, *lines: str) -> str:
    told = "".join(p(r(line)) for line in lines)
    return (
        f'<w:comment w:id="{number}" w:author="{HUONG}" w:date="2020-02-11T10:15:00Z">{told}'
        "</w:comment>"
    )


def on(number: int, content: str) -> str:
    return (
        f'<w:commentRangeStart w:id="{number}"/>{content}<w:commentRangeEnd w:id="{number}"/>'
        f'<w:r><w:commentReference w:id="{number}"/></w:r>'
    )


def test_comments_stand_at_their_words() -> None:
    old = blocks("Kết nạp 12 đảng viên mới trong nhiệm kỳ", "Hai là hai")
    file = word(
        p(r("Kết nạp ") + ins(r("khoảng ")) + on(0, r("12 đảng viên")) + on(1, gone(r(" mới"))) + r(" trong nhiệm kỳ"))
        + p(ins(on(2, r("Đoạn mới"))), properties=mark("ins"))
        + p(r("Hai là hai")),
        comments=comment(0, "Đề nghị kiểm tra", "Theo sổ là 11") + comment(1, "Vì sao bỏ?")
        + comment(2, "Rất hay") + comment(3, "Không có chỗ"),
    )  # fmt: skip
    hand = Hand(HUONG, AT)
    returned = read_returned(file, old)
    assert returned.comments == (
        Comment("k0", 8, 20, "12 đảng viên", "Đề nghị kiểm tra\nTheo sổ là 11", hand),
        Comment("k0", 20, 24, "mới", "Vì sao bỏ?", hand, on_deleted=True),
        Comment("k0", 39, 39, "Đoạn mới", "Rất hay", hand),
        Comment("", 0, 0, "", "Không có chỗ", hand),
    )
    assert [Comment.from_json(c.to_json()) for c in returned.comments] == list(returned.comments)


def test_replies_follow_what_they_reply_to_and_resolved_threads_are_told() -> None:
    old = blocks("Kết nạp 12 đảng viên", "Hai là hai")
    ids = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" w14:paraId'
    said = "".join(
        comment(n, words).replace("<w:p>", f'<w:p {ids}="A{n}">')
        for n, words in enumerate(["Sau", "Có đúng không?", "Đúng, theo sổ", "Đã rõ", "Tự trả lời"])
    )
    space = 'xmlns:e="http://schemas.microsoft.com/office/word/2012/wordml"'
    threads = "".join(
        f"<e:commentEx {space} {told}/>"
        for told in (
            'e:paraId="A1" e:done="1"',
            'e:paraId="A3" e:paraIdParent="A1" e:done="1"',
            'e:paraId="A2" e:paraIdParent="A3" e:done="1"',
            'e:paraId="A4" e:paraIdParent="A4" e:done="0"',
            'e:paraId="A1" e:paraIdParent="A2" e:done="0"',
            'e:paraId="khác"',
        )
    )
    file = word(
        p(r("Kết nạp ") + on(1, r("12 đảng viên"))) + p(on(0, r("Hai là hai"))),
        comments=said,
        commentsExtended=threads,
    )
    found = read_returned(file, old).comments
    assert [(c.key, c.start, c.text, c.is_reply, c.is_done) for c in found] == [
        ("k0", 8, "Có đúng không?", False, True),
        ("k0", 8, "Đúng, theo sổ", True, True),
        ("k0", 8, "Đã rõ", True, True),
        ("k1", 0, "Sau", False, False),
        ("", 0, "Tự trả lời", False, False),
    ]
    assert [Comment.from_json(c.to_json()) for c in found] == list(found)
    review = merge(old, [Copy("B", (), found), Copy("A", (), found[:1])])
    assert [(c.sender, c.comment.text) for c in review.comments] == [
        ("A", "Có đúng không?"),
        *(("B", c.text) for c in found),
    ]


def test_comment_over_two_paragraphs_and_one_in_a_cell() -> None:
    old = (
        *table_base(["Một", "Hai"]),
        *(replace(b, key=f"x{n}") for n, b in enumerate(blocks("Ba", "Bốn"))),
    )
    file = word(
        p(r("Trước")) + tbl(tr(tc(p(r("Một"))), tc(p(on(0, r("Hai")))))) + p(r("Sau"))
        + p(r("Ba"), properties="").replace("<w:r>", '<w:commentRangeStart w:id="1"/><w:r>', 1)
        + p(r("Bốn") + '<w:commentRangeEnd w:id="1"/>'),
        comments=comment(0, "Ô này") + comment(1, "Hai đoạn"),
    )  # fmt: skip
    first, second = read_returned(file, old).comments
    assert (first.key, first.cell, first.start, first.end, first.quote) == (
        "k1",
        (0, 1),
        0,
        3,
        "Hai",
    )
    assert (second.key, second.start, second.end, second.quote) == ("x0", 0, 2, "Ba\nBốn")


# --- what cannot be expressed, and files nobody meant well ------------------------------------


def test_changes_where_no_text_is_read_are_said() -> None:
    old = blocks("Một")
    file = word(p(r("Một")), header=p(r("Đầu trang ") + ins(r("mới"))))
    returned = read_returned(file, old)
    assert returned.edits == ()
    assert lost(returned) == {"headers": 1, "changes_elsewhere": 1}


def test_unclosed_and_repeated_ranges_harm_nothing() -> None:
    old = blocks("Một là một", "Hai là hai")
    file = word(
        p('<w:moveFromRangeStart w:id="1" w:name="a"/><w:moveToRangeStart w:id="1" w:name="b"/>'
          '<w:commentRangeStart w:id="5"/><w:commentRangeEnd w:id="6"/><w:moveToRangeEnd w:id="77"/>'
          + r("Một là ") + f'<w:moveFrom w:id="1" w:author="A">{r("một")}</w:moveFrom>')
        + p(f'<w:moveTo w:id="1" w:author="A">{r("Rồi ")}</w:moveTo>' + r("Hai là hai")),
        comments=comment(5, "Mở không đóng") + comment(5, "Số đã dùng") + comment(6, "Đóng không mở"),
    )  # fmt: skip
    returned = read_returned(file, old)
    assert whole(returned, old) == ["Một là", "Rồi Hai là hai"]
    assert sorted(c.text for c in returned.comments) == [
        "Mở không đóng",
        "Số đã dùng",
        "Đóng không mở",
    ]


def test_changes_nested_without_end_are_refused() -> None:
    deep = "<w:ins>" * 3000 + r("x") + "</w:ins>" * 3000
    with pytest.raises(Refused):
        read_returned(word(p(deep)), blocks("Một"))


def test_paragraphs_joined_before_a_table_and_at_the_end_keep_their_words() -> None:
    old = table_base(["Một", "Hai"])
    file = word(
        p(r("Trước"), properties=mark("del")) + tbl(tr(tc(p(r("Một"))), tc(p(r("Hai")))))
        + p(r("Sau"), properties=mark("del"))
    )  # fmt: skip
    returned = read_returned(file, old)
    assert whole(returned, old) == ["Trước", "Một\tHai", "Sau"]


def test_everything_taken_out() -> None:
    old = table_base(["Một", "Hai"])
    out = f"<w:del {signed(CELL)}/>"
    file = word(
        p(gone(r("Trước")), properties=mark("del"))
        + tbl(tr(tc(p(gone(r("Một")))), tc(p(gone(r("Hai")))), properties=out))
        + p(gone(r("Sau")))
    )
    returned = read_returned(file, old)
    assert [e.kind for e in returned.edits] == [EditKind.REMOVED] * 3
    assert whole(returned, old) == []


def test_keys_find_a_block_that_was_rewritten_and_words_one_that_lost_its_key() -> None:
    old = blocks("Một là một", "Hai là hai", "Ba là ba")

    def marked(key: str, text: str) -> str:
        return p(
            f'<w:bookmarkStart w:id="1" w:name="_dh_{key}"/>{r(text)}<w:bookmarkEnd w:id="1"/>'
        )

    file = word(marked("k0", "Viết lại hết") + p(r("Hai là hai")) + marked("k2", "Ba là bốn"))
    returned = read_returned(file, old)
    assert [(e.key, e.kind.value) for e in returned.edits] == [("k0", "words"), ("k2", "words")]
    assert [block.key for block in returned.blocks] == ["k0", "k1", "k2"]


def test_a_thousand_changes_by_twenty_people_take_less_than_a_second() -> None:
    lines, words = [], []
    for n in range(250):
        line, said = "", ""
        for m in range(4):
            author = f"Đồng chí {(4 * n + m) % 20}"
            line += (
                r(f"câu {n} phần {m} ") + gone(r("cũ"), author) + ins(r("mới"), author) + r(" rồi ")
            )
            said += f"câu {n} phần {m} cũ rồi "
        lines.append(p(line))
        words.append(said.strip())
    file, old = word("".join(lines)), blocks(*words)
    start = time.perf_counter()
    returned = read_returned(file, old)
    assert time.perf_counter() - start < 1
    assert (len(returned.edits), len(returned.authors)) == (1000, 20)
    whole(returned, old)
