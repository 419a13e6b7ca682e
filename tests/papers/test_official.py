"""An official paper kept as plain values is the same paper."""

import json

from hypothesis import given
from hypothesis import strategies as st

from daihoi.papers.official import Annex, CheckMark, OfficialPaper, Signature
from daihoi.papers.outline import (
    Align,
    Block,
    BlockKind,
    Cell,
    ListFormat,
    ListMark,
    Run,
    Table,
)

TEXT = st.text("Ấđơ {}\n\t-", max_size=8)
FLAG = st.booleans()
RUNS = st.lists(st.builds(Run, TEXT, FLAG, FLAG, FLAG, TEXT, FLAG), max_size=3).map(tuple)
LINES = st.lists(RUNS, max_size=3).map(tuple)
CELLS = st.builds(
    Cell, st.lists(RUNS, min_size=1, max_size=2).map(tuple), st.integers(1, 3), st.integers(1, 3)
)
TABLES = st.builds(
    Table,
    st.lists(st.lists(CELLS, max_size=3).map(tuple), max_size=3).map(tuple),
    st.integers(0, 2),
    FLAG,
    st.lists(st.integers(1, 9000), max_size=3).map(tuple),
)
MARKS = st.builds(
    ListMark, st.sampled_from(ListFormat), TEXT, st.integers(1, 9), st.sampled_from("ab")
)
BLOCKS = st.lists(
    st.builds(
        Block,
        st.sampled_from(BlockKind),
        RUNS,
        st.integers(0, 9),
        st.none() | MARKS,
        st.none() | TABLES,
        st.sampled_from(Align),
        st.sampled_from(["", "f" * 32]),
    ),
    max_size=3,
).map(tuple)
PAPERS = st.builds(
    OfficialPaper,
    issuer=RUNS, superior=RUNS, number=RUNS, place_and_date=RUNS, type_name=RUNS, subject=RUNS,
    salutation=TEXT, addressees=LINES, bases=LINES, blocks=BLOCKS,
    signatures=st.lists(st.builds(Signature, LINES, RUNS, RUNS, FLAG), max_size=2).map(tuple),
    recipients=LINES,
    annexes=st.lists(st.builds(Annex, RUNS, BLOCKS, FLAG), max_size=2).map(tuple),
    draft=st.integers(0, 9), secrecy=TEXT, urgency=TEXT, circulation=TEXT, typist=TEXT,
    contact=TEXT, check=st.none() | st.builds(CheckMark, TEXT, TEXT), landscape=FLAG, title=TEXT,
    language=st.sampled_from(["vi-VN", "en", ""]),
)  # fmt: skip


@given(PAPERS)
def test_plain_values_bring_the_paper_back(paper):
    assert OfficialPaper.from_json(json.loads(json.dumps(paper.to_json()))) == paper


def test_empty_boxes_take_no_room():
    assert OfficialPaper(issuer=(Run("Chi bộ"),)).to_json() == {
        "issuer": [{"t": "Chi bộ"}],
        "language": "vi-VN",
    }


def test_gaps_are_named_once_in_reading_order():
    gap = Run("họ tên bí thư", gap=True)
    paper = OfficialPaper(
        issuer=(Run("Chi bộ"),),
        place_and_date=(Run("ngày", gap=True),),
        blocks=(Block(BlockKind.PARAGRAPH, (gap,)),),
        signatures=(Signature(name=(gap,)),),
        annexes=(Annex((Run("tên", gap=True),), ()),),
    )
    assert paper.gaps == ("ngày", "họ tên bí thư", "tên")


def test_a_file_is_called_by_type_and_subject_unless_it_has_a_title():
    paper = OfficialPaper(issuer=(), type_name=(Run("BÁO CÁO"),), subject=(Run("chính\ntrị"),))
    assert paper.file_title == "BÁO CÁO chính trị"
    assert OfficialPaper(issuer=(), title="Thư").file_title == "Thư"
