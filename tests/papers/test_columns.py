"""Widths of the columns of tables: whole words, whole pages, the same in Word and PDF."""

from hypothesis import given
from hypothesis import strategies as st

from daihoi.papers.outline import Cell, Run, Table
from daihoi.papers.profiles.columns import ASIDE_PT, column_widths
from daihoi.papers.profiles.widths import width_pt

UPRIGHT_PT, ACROSS_PT, SIZE_PT = 467.0, 714.0, 13.0
HEAD = ("TT", "Họ và tên", "Ngày sinh", "Chức vụ, đơn vị công tác", "Số phiếu")
ROW = ("1", "Nguyễn Thế Đạt", "02-3-2020", "Bí thư, Cục trưởng Cục Thi hành án dân sự tỉnh", "12")


def table(*rows: tuple[str, ...], widths: tuple[int, ...] = ()) -> Table:
    cells = tuple(tuple(Cell(((Run(text),),)) for text in row) for row in rows)
    return Table(cells, header_rows=1, widths=widths)


def widths_of(drawn: Table, room_pt: float) -> list[float]:
    columns = len(drawn.rows[0])
    return column_widths(drawn, columns, room_pt=room_pt, upright_pt=UPRIGHT_PT, size_pt=SIZE_PT)


def longest_word(texts: tuple[str, ...]) -> float:
    words = " ".join(texts).split()
    return max(width_pt(word, size_pt=SIZE_PT, bold=True) for word in words) + 2 * ASIDE_PT


def test_a_table_made_for_the_page_fills_a_page_on_its_side() -> None:
    drawn = table(HEAD, ROW, widths=(600, 2400, 1200, 4000, 1000))
    found = widths_of(drawn, ACROSS_PT)
    assert round(sum(found), 6) == ACROSS_PT
    assert (round(found[0]), round(found[4])) == (30, 50)  # a few letters gain nothing by room
    assert round(found[3] / found[1], 6) == round(4000 / 2400, 6)


def test_a_small_table_stays_small_and_a_wide_one_is_made_to_fit() -> None:
    small = table(("TT", "Họ và tên"), ("1", "Đạt"), widths=(600, 2400))
    assert [round(width, 6) for width in widths_of(small, ACROSS_PT)] == [30, 120]
    wide = table(HEAD, ROW, widths=(1600, 9400, 3200, 9000, 2000))
    assert round(sum(widths_of(wide, UPRIGHT_PT)), 6) == UPRIGHT_PT


def test_columns_of_unknown_width_share_by_their_words() -> None:
    found = widths_of(table(HEAD, ROW), UPRIGHT_PT)
    assert round(sum(found), 6) == UPRIGHT_PT
    assert found[0] < found[4] < found[2] < found[1] < found[3]


@given(
    st.lists(st.integers(100, 9000), min_size=5, max_size=5).map(tuple) | st.just(()),
    st.sampled_from([UPRIGHT_PT, ACROSS_PT]),
)
def test_words_that_fit_stay_whole_whatever_the_table_says(
    widths: tuple[int, ...], room_pt: float
) -> None:
    found = widths_of(table(HEAD, ROW, widths=widths), room_pt)
    assert sum(found) <= room_pt + 1e-6
    for width, texts in zip(found, zip(HEAD, ROW, strict=True), strict=True):
        assert width >= longest_word(texts)


def test_a_word_longer_than_the_page_leaves_short_columns_whole() -> None:
    found = widths_of(table(("TT", "Ghi chú"), ("1", "y" * 300)), UPRIGHT_PT)
    assert round(sum(found), 6) == UPRIGHT_PT
    assert found[0] >= longest_word(("TT", "1"))
