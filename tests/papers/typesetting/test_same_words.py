"""The PDF says what the Word file says, word for word, for papers of every shape."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from daihoi.papers.official import OfficialPaper
from daihoi.papers.outline import Block, BlockKind, ListFormat, ListMark, Run
from daihoi.papers.profiles import PROFILES, get_profile
from tests.papers.typesetting.said import assert_same_words, said_by_pdf
from tests.papers.typesetting.shapes import REPORT, SHAPES, figures, heading, paragraph, words

from daihoi.papers.typesetting import write_pdf  # isort: skip

letters = st.text("aăâđêôơưẾỆữ 1-/.,;:()“”–#*_$@<>[]{}\\`~=+'\"%&", min_size=1, max_size=40)
runs = st.builds(Run, text=letters, bold=st.booleans(), italic=st.booleans(), gap=st.booleans())
lines = st.lists(runs, min_size=1, max_size=4).map(tuple)


@st.composite
def items(draw: st.DrawFn) -> Block:
    level = draw(st.integers(0, 3))
    ways = [(ListFormat.BULLET, "-"), (ListFormat.DECIMAL, "{}."), (ListFormat.LOWER_LETTER, "{})")]
    form, template = draw(st.sampled_from(ways))
    number = 1 if form is ListFormat.BULLET else draw(st.integers(1, 30))
    mark = ListMark(form, template, number, draw(st.sampled_from("ab")))
    return Block(BlockKind.ITEM, draw(lines), level=level, mark=mark)


blocks = st.one_of(
    st.builds(Block, kind=st.just(BlockKind.PARAGRAPH), runs=lines),
    st.builds(Block, kind=st.just(BlockKind.HEADING), runs=lines, level=st.integers(1, 9)),
    items(),
    st.just(Block(BlockKind.TABLE, table=figures(2))),
)


@pytest.mark.parametrize("code", sorted(PROFILES))
@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_in_every_profile(shape: str, code: str) -> None:
    assert_same_words(SHAPES[shape], get_profile(code))


@settings(max_examples=15, deadline=None)
@given(st.lists(blocks, min_size=1, max_size=8))
def test_any_text(text: list[Block]) -> None:
    text = [block for block in text if block.table or block.text.strip()]
    assert_same_words(replace(REPORT, blocks=tuple(text)), get_profile("party-2018"))


def test_the_paper_is_heard_in_the_order_of_its_boxes() -> None:
    paper = OfficialPaper(
        superior=words("Đảng bộ Khối"),
        issuer=words("Chi bộ Cục"),
        number=words("Số 05-NQ/CB"),
        place_and_date=words("Lạng Sơn, ngày 25 tháng 3 năm 2020"),
        type_name=words("Nghị quyết"),
        subject=words("về công tác"),
        blocks=(heading(1, "I. MỞ ĐẦU"), paragraph("Toàn văn.")),
        signatures=REPORT.signatures,
        recipients=(words("Lưu."),),
    )
    said = said_by_pdf(write_pdf(paper, get_profile("party-2018")))
    assert " ".join(said.words) == (
        "ĐẢNG BỘ KHỐI CHI BỘ CỤC * ĐẢNG CỘNG SẢN VIỆT NAM Số 05-NQ/CB "
        "Lạng Sơn, ngày 25 tháng 3 năm 2020 NGHỊ QUYẾT về công tác ----- I. MỞ ĐẦU Toàn văn. "
        "Nơi nhận: - Lưu. T/M CHI ỦY BÍ THƯ Nguyễn Thế Đạt"
    )
