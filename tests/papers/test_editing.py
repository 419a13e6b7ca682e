"""Laws and examples of changing one block."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daihoi.papers import editing
from daihoi.papers.editing import Proposal
from daihoi.papers.outline import Block, BlockKind, Cell, Run, Runs, Table, plain

NOTE = Run(footnote="Số liệu giả định.")
RUNS = (Run("Trong "), Run("nhiệm kỳ", bold=True), NOTE, Run(" thu hồi 61,3 tỷ đồng."))
TEXT = "Trong nhiệm kỳ thu hồi 61,3 tỷ đồng."

texts = st.text("ab ,.\n", max_size=12)
marks = st.booleans()
some_runs = st.lists(
    st.builds(Run, st.text("ab ,.", min_size=1, max_size=5), bold=marks) | st.just(NOTE), max_size=5
).map(tuple)


def footnotes(runs: Runs) -> list[str]:
    return [run.footnote for run in runs if run.footnote]


def bold_text(runs: Runs) -> str:
    return "".join(run.text for run in runs if run.bold)


@pytest.mark.parametrize(
    ("a", "b", "collides"),
    [
        (Proposal(0, 5, "x"), Proposal(3, 8, "y"), True),
        (Proposal(0, 5, "x"), Proposal(5, 8, "y"), False),
        (Proposal(0, 5, "x"), Proposal(0, 5, "y"), True),
        (Proposal(0, 5, "x"), Proposal(0, 5, "x"), False),
        (Proposal(3, 3, "x"), Proposal(3, 3, "y"), True),
        (Proposal(3, 3, "x"), Proposal(0, 5, "y"), True),
        (Proposal(5, 5, "x"), Proposal(0, 5, "y"), False),
        (Proposal(0, 0, "x"), Proposal(0, 5, "y"), False),
        (Proposal(0, 9, "x"), Proposal(3, 5, "y"), True),
    ],
)
def test_proposals_on_the_same_words_collide(a: Proposal, b: Proposal, collides: bool) -> None:
    assert editing.collide(a, b) is collides
    assert editing.collide(b, a) is collides


def test_proposal_takes_the_marks_of_the_words_it_replaces() -> None:
    start = TEXT.index("nhiệm kỳ")
    runs = editing.apply_proposal(RUNS, start, start + len("nhiệm kỳ"), "năm năm")
    assert runs == (Run("Trong "), Run("năm năm", bold=True), NOTE, Run(" thu hồi 61,3 tỷ đồng."))


def test_footnote_before_the_replaced_words_stays_before_them() -> None:
    start = TEXT.index(" thu hồi")
    runs = editing.apply_proposal(RUNS, start, start + len(" thu hồi"), " thu về")
    assert runs == (*RUNS[:3], Run(" thu về 61,3 tỷ đồng."))


def test_footnote_among_the_replaced_words_follows_the_replacement() -> None:
    runs = editing.apply_proposal(RUNS, 0, TEXT.index(" 61,3"), "Thu hồi")
    assert runs == (Run("Thu hồi"), NOTE, Run(" 61,3 tỷ đồng."))


def test_proposal_outside_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="not in the text"):
        editing.apply_proposal(RUNS, 0, len(TEXT) + 1, "")


@given(some_runs, st.data(), texts)
def test_proposal_changes_only_its_characters(
    runs: Runs, data: st.DataObject, replacement: str
) -> None:
    text = plain(runs)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    changed = editing.apply_proposal(runs, start, end, replacement)
    assert plain(changed) == text[:start] + replacement + text[end:]
    assert footnotes(changed) == footnotes(runs)


@given(some_runs, texts)
def test_rewriting_gives_the_new_text_and_keeps_footnotes(runs: Runs, new_text: str) -> None:
    changed = editing.rewrite(runs, new_text)
    assert plain(changed) == new_text
    assert footnotes(changed) == footnotes(runs)


def test_rewriting_keeps_the_marks_of_kept_words() -> None:
    changed = editing.rewrite(RUNS, "Cả nhiệm kỳ thu hồi được 61,5 tỷ đồng.")
    assert changed == (
        Run("Cả "),
        Run("nhiệm kỳ", bold=True),
        NOTE,
        Run(" thu hồi được 61,5 tỷ đồng."),
    )


def test_rewriting_to_the_same_text_changes_nothing() -> None:
    assert editing.rewrite(RUNS, TEXT) == RUNS


def test_words_are_found_again_after_changes_around_them() -> None:
    new = "Trong cả nhiệm kỳ, đã thu hồi 61,3 tỷ đồng tiền phạt."
    start = TEXT.index("thu hồi")
    found = editing.rebase(TEXT, new, start, start + len("thu hồi 61,3"))
    assert found is not None
    assert new[slice(*found)] == "thu hồi 61,3"


@pytest.mark.parametrize(
    "new",
    [
        "Trong nhiệm kỳ thu hồi 62,0 tỷ đồng.",
        "Trong nhiệm kỳ thu hồi được 61,3 tỷ đồng.",
        "Trong nhiệm kỳ.",
    ],
)
def test_changed_words_are_not_found_again(new: str) -> None:
    start = TEXT.index("thu hồi")
    assert editing.rebase(TEXT, new, start, start + len("thu hồi 61,3")) is None


@given(texts, texts, st.data())
def test_words_found_again_are_the_same_words(old: str, new: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start, len(old)))
    found = editing.rebase(old, new, start, end)
    if found:
        assert new[slice(*found)] == old[start:end]
    if old == new:
        assert found == (start, end)


def paragraph(*runs: Run, key: str = "k") -> Block:
    return Block(BlockKind.PARAGRAPH, runs, key=key)


def test_split_keeps_marks_and_footnotes_and_the_larger_part_the_key() -> None:
    first, second = editing.split(paragraph(*RUNS), TEXT.index(" thu"))
    assert first == paragraph(Run("Trong "), Run("nhiệm kỳ", bold=True), NOTE, key="")
    assert second == paragraph(Run("thu hồi 61,3 tỷ đồng."), key="k")


def test_join_puts_a_space_between_and_keeps_the_key_of_the_larger() -> None:
    first, second = paragraph(Run("Một."), key="a"), paragraph(Run("Hai ba bốn."), key="b")
    assert editing.join(first, second) == paragraph(Run("Một. Hai ba bốn."), key="b")


@given(some_runs, st.data())
def test_split_then_joined_says_the_same(runs: Runs, data: st.DataObject) -> None:
    block = paragraph(*runs)
    at = data.draw(st.integers(0, len(block.text)))
    first, second = editing.split(block, at)
    joined = editing.join(first, second)
    assert joined.text.replace(" ", "") == block.text.replace(" ", "")
    assert footnotes(joined.runs) == footnotes(block.runs)
    assert bold_text(joined.runs).replace(" ", "") == bold_text(block.runs).replace(" ", "")
    assert joined.key == "k"
    assert sorted((first.key, second.key)) == ["", "k"]


def table() -> Block:
    plain_cell = Cell(((Run("92,7"),),))
    two_lines = Cell(((Run("T/M CHI ỦY", bold=True),), (Run("BÍ THƯ"),)))
    return Block(BlockKind.TABLE, table=Table(((plain_cell, two_lines),)), key="t")


def test_cell_is_rewritten_and_the_others_stay() -> None:
    changed = editing.with_cell(table(), 0, 0, "92,4")
    assert changed.text == "92,4\tT/M CHI ỦY\nBÍ THƯ"
    assert changed.table.rows[0][1] == table().table.rows[0][1]
    assert changed.key == "t"


def test_lines_of_a_cell_are_its_paragraphs_and_keep_their_marks() -> None:
    changed = editing.with_cell(table(), 0, 1, "T/M CHI ỦY\nPHÓ BÍ THƯ\nđã ký")
    assert changed.table.rows[0][1].paragraphs == (
        (Run("T/M CHI ỦY", bold=True),),
        (Run("PHÓ BÍ THƯ"),),
        (Run("đã ký"),),
    )


def test_lines_that_share_a_paragraph_of_a_cell_go_on_sharing_it() -> None:
    shared = Cell(((Run("Năm 2018\nkhông đạt", italic=True),), (Run("do dịch"),)))
    block = Block(BlockKind.TABLE, table=Table(((shared,),)))
    changed = editing.with_cell(block, 0, 0, "Năm 2019\nkhông đạt\ndo dịch")
    assert changed.table is not None
    assert changed.table.rows[0][0].paragraphs == (
        (Run("Năm 2019\nkhông đạt", italic=True),),
        (Run("do dịch"),),
    )
    longer = editing.with_cell(block, 0, 0, "Năm 2018\nkhông đạt\nnhiều\ndo dịch")
    assert longer.table is not None
    assert len(longer.table.rows[0][0].paragraphs) == 4


@given(st.lists(some_runs, min_size=1, max_size=3), texts)
def test_cell_says_what_it_was_told(paragraphs: list[Runs], text: str) -> None:
    block = Block(BlockKind.TABLE, table=Table(((Cell(tuple(paragraphs)),),)))
    cell = editing.with_cell(block, 0, 0, text).table.rows[0][0]
    assert cell.text == text
    kept = [note for runs in paragraphs for note in footnotes(runs)]
    assert [note for runs in cell.paragraphs for note in footnotes(runs)] == kept


@pytest.mark.parametrize(("row", "column"), [(1, 0), (0, 2), (-1, 0), (0, -1)])
def test_cell_that_is_not_there_is_refused(row: int, column: int) -> None:
    with pytest.raises(ValueError, match="there is no cell"):
        editing.with_cell(table(), row, column, "x")


def test_tables_are_not_split_or_joined() -> None:
    with pytest.raises(ValueError, match="table"):
        editing.split(table(), 1)
    with pytest.raises(ValueError, match="table"):
        editing.join(paragraph(Run("a")), table())
