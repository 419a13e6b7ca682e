"""Many copies of one version: each change once, collisions side by side."""

import random
import time
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from daihoi.papers.hands import Comment, Hand
from daihoi.papers.outline import Block
from daihoi.papers.revisions import Copy, Edit, EditKind, Review, apply, merge, read_returned
from tests.papers.revisions.tracked_files import (
    AUTHORS,
    blocks,
    gone,
    ins,
    mark,
    signed,
    texts,
)
from tests.papers.word_files import p, r, tbl, tc, tr, word

OFFICE, CELL, HUONG = AUTHORS
BASE = blocks("Họp hằng quý tại trụ sở Cục", "Kinh phí là 186 triệu đồng", "Hai là hai")
REST = p(r("Kinh phí là 186 triệu đồng")) + p(r("Hai là hai"))


def copy(sender: str, file: bytes, base: Sequence[Block] = BASE) -> Copy:
    returned = read_returned(file, base)
    return Copy(sender, returned.edits, returned.comments)


def changed(old: str, new: str, author: str) -> bytes:
    """The base with ``old`` made ``new`` in its first paragraph, tracked."""
    before, after = BASE[0].text.split(old, 1)
    return word(p(r(before) + gone(r(old), author) + ins(r(new), author) + r(after)) + REST)


def shown(review: Review) -> list[list[tuple[str, str, tuple[str, ...]]]]:
    return [
        [(each.edit.old, each.edit.new, each.senders) for each in place.alternatives]
        for place in review.places
    ]


def test_equal_changes_are_one_with_all_who_made_them() -> None:
    untracked = word(p(r("Họp  hằng tháng tại trụ sở Cục")) + REST)
    review = merge(
        BASE,
        [
            copy("Chi bộ 2", changed("quý", "tháng", CELL)),
            copy("Phòng", changed("hằng quý", "hằng tháng", OFFICE)),
            copy("Hương", untracked),
        ],
    )
    (place,) = review.places
    (alternative,) = place.alternatives
    assert alternative.senders == ("Chi bộ 2", "Hương", "Phòng")
    assert [signed.hand.author for signed in alternative.hands] == [CELL, "", OFFICE]
    assert alternative.edit.hand.author == f"{CELL}, {OFFICE}"
    assert not place.is_collision
    made = apply(BASE, review.chosen([alternative.id]))
    assert texts(made)[0] == "Họp hằng tháng tại trụ sở Cục"


def test_colliding_changes_stand_side_by_side_and_exclude_each_other() -> None:
    review = merge(
        BASE,
        [
            copy("A", changed("quý", "tháng", OFFICE)),
            copy("B", changed("hằng quý", "mỗi năm", CELL)),
            copy("C", changed("trụ sở", "hội trường", HUONG)),
        ],
    )
    first, second = review.places
    assert shown(review) == [
        [("hằng quý", "mỗi năm", ("B",)), ("quý", "tháng", ("A",))],
        [("trụ sở", "hội trường", ("C",))],
    ]
    assert (first.key, first.start, first.end, first.old) == ("k0", 4, 12, "hằng quý")
    assert first.is_collision
    one, other = first.alternatives
    assert (one.excludes, other.excludes) == ({other.id}, {one.id})
    with pytest.raises(ValueError, match="excludes"):
        review.chosen([one.id, other.id])
    with pytest.raises(ValueError, match="no alternative"):
        review.chosen(["0" * 16])
    made = apply(BASE, review.chosen([one.id, second.alternatives[0].id]))
    assert texts(made)[0] == "Họp mỗi năm tại hội trường Cục"


def test_block_taken_out_by_one_collides_with_what_others_change_in_it() -> None:
    out = word(p(gone(r(BASE[0].text)), properties=mark("del")) + REST)
    review = merge(
        BASE,
        [
            copy("A", out),
            copy("B", changed("quý", "tháng", CELL)),
            copy("C", changed("trụ sở", "hội trường", HUONG)),
        ],
    )
    (place,) = review.places
    removal, *words = place.alternatives
    assert removal.edit.kind is EditKind.REMOVED
    assert removal.excludes == {each.id for each in words}
    assert all(each.excludes == {removal.id} for each in words)
    assert place.old == BASE[0].text
    made = apply(BASE, review.chosen([each.id for each in words]))
    assert texts(made)[0] == "Họp hằng tháng tại hội trường Cục"


def added(*lines: str, author: str = OFFICE) -> bytes:
    new = "".join(p(ins(r(line), author), properties=mark("ins", author)) for line in lines)
    return word(p(r(BASE[0].text)) + new + REST)


def test_blocks_put_in_at_one_place_stand_together_unless_they_say_the_same() -> None:
    long = "Bố trí kinh phí cho công tác số hóa hồ sơ thi hành án trong năm 2020"
    review = merge(
        BASE,
        [
            copy("A", added("Đoạn của A", "Đoạn sau của A")),
            copy("B", added("Đoạn của B", long, author=CELL)),
            copy("C", added(long + " và 2021", author=HUONG)),
        ],
    )
    alone = [place for place in review.places if not place.is_collision]
    assert {each.alternatives[0].edit.new for each in alone} == {
        "Đoạn của A",
        "Đoạn sau của A",
        "Đoạn của B",
    }
    (clash,) = [place for place in review.places if place.is_collision]
    assert {each.edit.new for each in clash.alternatives} == {long, long + " và 2021"}
    chosen = [each.alternatives[0].id for each in review.places]
    made = texts(apply(BASE, review.chosen(chosen)))
    assert made.index("Đoạn sau của A") == made.index("Đoạn của A") + 1
    assert len(made) == len(BASE) + 4


def test_rows_and_cells_of_one_table() -> None:
    rows = [["TT", "Chỉ tiêu"], ["1", "40"]]
    plain = p(r("Trước")) + tbl(*(tr(*(tc(p(r(t))) for t in row)) for row in rows))
    base = blocks("Trước")
    table = read_returned(word(plain), base).blocks[1]
    base = (*base, Block(table.kind, table=table.table, key="t"))
    out = f"<w:del {signed(OFFICE)}/>"

    def with_row(row: str) -> bytes:
        return word(p(r("Trước")) + tbl(tr(tc(p(r("TT"))), tc(p(r("Chỉ tiêu")))), row))

    review = merge(
        base,
        [
            copy("A", with_row(tr(tc(p(r("1"))), tc(p(r("40"))), properties=out)), base),
            copy("B", with_row(tr(tc(p(r("1"))), tc(p(gone(r("40")) + ins(r("38")))))), base),
            copy("C", with_row(tr(tc(p(r("1"))), tc(p(gone(r("40")) + ins(r("39")))))), base),
            copy("D", with_row(tr(tc(p(r("1"))), tc(p(r("38"))))), base),
        ],
    )
    (place,) = review.places
    assert [(a.edit.kind.value, a.edit.new, a.senders) for a in place.alternatives] == [
        ("row_removed", "", ("A",)),
        ("words", "38", ("B", "D")),
        ("words", "39", ("C",)),
    ]
    assert all(len(each.excludes) == 2 for each in place.alternatives)


def test_id_of_a_change_stays_when_another_copy_comes() -> None:
    first = copy("A", changed("hằng quý", "hằng tháng", OFFICE))
    before = merge(BASE, [first])
    after = merge(
        BASE, [copy("0", changed("quý", "tháng", CELL)), first, copy("B", added("Đoạn mới"))]
    )
    assert before.alternatives.keys() < after.alternatives.keys()


def test_comments_of_all_copies_in_reading_order() -> None:
    late = Comment("k2", 0, 3, "Hai", "Sau", Hand(CELL))
    early = Comment("k0", 0, 3, "Họp", "Trước", Hand(OFFICE))
    lost = Comment("", 0, 0, "", "Không có chỗ", Hand(HUONG))
    review = merge(BASE, [Copy("B", (), (lost, late)), Copy("A", (), (late, early, early))])
    assert [(sent.sender, sent.comment) for sent in review.comments] == [
        ("A", early),
        ("A", late),
        ("B", late),
        ("B", lost),
    ]


_LETTERS = "abcdefghij klm nop"
_edits = st.builds(
    lambda key, start, size, new, turn: (
        Edit(EditKind.WORDS, key, start, min(start + size, 18), blocks(new)[0].runs, "", new)
        if turn < 2
        else Edit(EditKind.REMOVED, key)
        if turn == 2
        else Edit(EditKind.ADDED, key, new=new, block=blocks(new)[0], turn=turn)
    ),
    st.sampled_from(["k0", "k1"]),
    st.integers(0, 18),
    st.integers(0, 5),
    st.sampled_from(["x", "y", "x y", "đoạn mới", "đoạn mới nữa"]),
    st.integers(0, 4),
)


@given(st.lists(st.lists(_edits, max_size=4), max_size=4), st.randoms())
@settings(max_examples=60)
def test_order_of_copies_never_matters(made: list[list[Edit]], randoms: random.Random) -> None:
    base = blocks(_LETTERS, _LETTERS)
    copies = [Copy(f"Phòng {n}", edits) for n, edits in enumerate(made)]
    review = merge(base, copies)
    randoms.shuffle(copies)
    assert merge(base, copies) == review


@given(st.lists(st.lists(_edits, max_size=4), max_size=4), st.randoms())
@settings(max_examples=60)
def test_what_is_chosen_is_what_is_done_by_hand(
    made: list[list[Edit]], randoms: random.Random
) -> None:
    """One alternative of each place: words put in from the end of the text, as a person would."""
    base = blocks(_LETTERS, _LETTERS)
    review = merge(base, [Copy(f"Phòng {n}", edits) for n, edits in enumerate(made)])
    chosen = [randoms.choice(place.alternatives) for place in review.places]
    by_hand: list[str] = []
    for block in base:
        mine = [each.edit for each in chosen if each.edit.key == block.key]
        text = block.text
        on_words = [edit for edit in mine if edit.kind is EditKind.WORDS]
        for edit in sorted(on_words, key=lambda e: (e.start, e.end), reverse=True):
            text = text[: edit.start] + edit.new + text[edit.end :]
        is_removed = any(edit.kind is EditKind.REMOVED for edit in mine)
        by_hand += [text.strip()] if text.strip() and not is_removed else []
        put_in = [edit for edit in mine if edit.kind is EditKind.ADDED]
        by_hand += [edit.new for edit in sorted(put_in, key=lambda e: e.turn)]
    assert texts(apply(base, review.chosen([each.id for each in chosen]))) == by_hand


def test_a_thousand_changes_of_twenty_copies_take_less_than_a_second() -> None:
    base = blocks(*(f"Đoạn {n} " + "thi hành án dân sự " * 20 for n in range(100)))
    copies = [
        Copy(
            f"Phòng {c}",
            [
                Edit(EditKind.WORDS, f"k{n}", c % 7, c % 7 + 3, new=f"chữ {c % 5}",
                     runs=blocks(f"chữ {c % 5}")[0].runs)
                for n in range(0, 100, 2)
            ],
        )
        for c in range(20)
    ]  # fmt: skip
    start = time.perf_counter()
    review = merge(base, copies)
    assert time.perf_counter() - start < 1
    assert len(review.places) == 50
