"""Tracked changes read as accepted and as rejected."""

from dataclasses import replace
from pathlib import Path

import pytest

from daihoi.papers.outline import Align, Block, BlockKind, ListFormat, ListMark, Run
from daihoi.papers.reading import Changes, read_word
from tests.papers.word_files import p, r, tbl, tc, tr, word

SAMPLES = Path(__file__).parents[1] / "cases" / "samples"
BY = 'w:author="Phòng Nghiệp vụ" w:date="2020-02-11T09:00:00Z"'
MARK = "<w:rPr><w:{}/></w:rPr>"


def came(content: str, tag: str = "ins") -> str:
    return f"<w:{tag} {BY}>{content}</w:{tag}>"


def went(text: str, tag: str = "del") -> str:
    return f"<w:{tag} {BY}><w:r><w:delText xml:space='preserve'>{text}</w:delText></w:r></w:{tag}>"


def both(body: str, **parts: str) -> tuple[list[Block], list[Block]]:
    """The blocks with every change accepted, and with every change rejected."""
    file = word(body, **parts)
    accepted, rejected = (read_word(file, changes=changes) for changes in Changes)
    return list(accepted.outline.blocks), list(rejected.outline.blocks)


def said(body: str, **parts: str) -> tuple[list[str], list[str]]:
    accepted, rejected = both(body, **parts)
    return [block.text for block in accepted], [block.text for block in rejected]


@pytest.mark.parametrize(
    ("content", "accepted", "rejected"),
    [
        (r("a ") + came(r("b ")) + r("c"), "a b c", "a c"),
        (r("a ") + went("b ") + r("c"), "a c", "a b c"),
        (r("a ") + came(r("b ") + went("x ")) + r("c"), "a b c", "a c"),
        (went("cũ") + came(r("mới")), "mới", "cũ"),
        (came(r("đến "), "moveTo") + r("ở"), "đến ở", "ở"),
        (came(r("đi "), "moveFrom") + r("ở"), "ở", "đi ở"),
        (f"<w:hyperlink>{came(r('b'))}{went('c')}</w:hyperlink>", "b", "c"),
        (f"<w:sdt><w:sdtContent>{came(r('b'))}{went('c')}</w:sdtContent></w:sdt>", "b", "c"),
    ],
    ids=["ins", "del", "del in ins", "replaced", "moved to", "moved from", "link", "control"],
)
def test_words(content: str, accepted: str, rejected: str) -> None:
    assert said(p(content)) == ([accepted], [rejected])


@pytest.mark.parametrize(
    ("sign", "joined"), [("del", 0), ("moveFrom", 0), ("ins", 1), ("moveTo", 1)]
)
def test_a_mark_that_goes_joins_its_paragraph_to_the_next(sign: str, joined: int) -> None:
    body = p(r("một "), properties=MARK.format(sign)) + p(r("hai"), style="u1") + p(r("ba"))
    apart = [(0, "một"), (1, "hai"), (0, "ba")]
    together = [(1, "một hai"), (0, "ba")]
    found = [[(b.level, b.text) for b in blocks] for blocks in both(body)]
    assert found == ([apart, together] if joined else [together, apart])


def test_a_mark_put_in_and_taken_out_again_is_in_neither() -> None:
    body = p(r("một "), properties="<w:rPr><w:ins/><w:del/></w:rPr>") + p(r("hai"))
    assert said(body) == (["một hai"], ["một hai"])


def test_joined_words_look_as_the_paragraph_they_end_in_asks() -> None:
    """A heading is bold by itself: of words joined to it only a look beyond that is meant."""
    body = p(r("một ", "<w:b/>"), properties=MARK.format("del")) + p(r("hai"), style="u1")
    accepted, rejected = both(body)
    assert accepted[0].runs == (Run("một hai"),)
    assert [block.runs for block in rejected] == [(Run("một", bold=True),), (Run("hai"),)]


def test_marks_of_words() -> None:
    change = "<w:rPrChange><w:rPr><w:i/></w:rPr></w:rPrChange>"
    accepted, rejected = both(
        p(r("a", f"<w:b/>{change}") + r("b", "<w:rPrChange/><w:u w:val='single'/>"))
    )
    assert accepted[0].runs == (Run("a", bold=True), Run("b", underline=True))
    assert rejected[0].runs == (Run("a", italic=True), Run("b"))


def test_style_list_and_alignment_of_a_paragraph() -> None:
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    was = f"<w:pPrChange><w:pPr>{number}<w:jc w:val='right'/></w:pPr></w:pPrChange>"
    signed = f"<w:rPr><w:ins/></w:rPr>{was}"
    body = (
        p(r("a"), style="u1", properties=was)
        + p(r("b "), style="u1", properties=signed)
        + p(r("c"))
    )
    accepted, rejected = both(body)
    assert [(b.kind, b.level, b.align, b.text) for b in accepted] == [
        (BlockKind.HEADING, 1, Align.NONE, "a"),
        (BlockKind.HEADING, 1, Align.NONE, "b"),
        (BlockKind.PARAGRAPH, 0, Align.NONE, "c"),
    ]
    mark = ListMark(ListFormat.DECIMAL, "{}.", 1, "1")
    item = Block(BlockKind.ITEM, (Run("a"),), mark=mark, align=Align.RIGHT)
    assert rejected == [item, Block(BlockKind.PARAGRAPH, (Run("b c"),))]


@pytest.mark.parametrize(
    ("sign", "stays"),
    [("<w:ins/>", False), ('<w:numberingChange w:original=""/>', False), ('<w:numberingChange w:original="%1:1:0:."/>', True)],
)  # fmt: skip
def test_a_number_that_was_put_on_comes_off(sign: str, stays: bool) -> None:  # a case
    number = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/>{sign}</w:numPr>'
    accepted, rejected = both(p(r("a"), properties=number))
    assert accepted[0].mark is not None
    assert (rejected[0].mark is not None) is stays


def test_numbers_count_what_is_there() -> None:
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    gone = p(went("a"), properties=number + MARK.format("del"))
    new = p(came(r("b")), properties=number + MARK.format("ins"))
    accepted, rejected = both(gone + new + new + p(r("c"), properties=number))
    assert [(b.text, b.mark and b.mark.number) for b in accepted] == [("b", 1), ("b", 2), ("c", 3)]
    assert [(b.text, b.mark and b.mark.number) for b in rejected] == [("a", 1), ("c", 2)]


def test_rows_and_cells() -> None:
    sign = "<w:{}/>".format
    table = tbl(
        tr(tc(p(r("a"))), tc(p(came(r("b"))), properties=sign("cellIns")), tc(p(r("c")))),
        tr(tc(p(came(r("mới")))), properties=sign("ins")),
        tr(tc(p(went("cũ"))), properties=sign("del")),
        tr(tc(p(went("d")), properties=sign("cellDel")), tc(p(r("e") + went("x") + came(r("y"))))),
        tr(tc(p(r("z")), properties=sign("cellDel"))),
    )
    gone = tbl(tr(tc(p(went("bảng cũ"))), properties=sign("del")))
    assert said(table + p() + gone) == (
        ["a\tb\tc\nmới\ney"],
        ["a\tc\ncũ\nd\tex\nz", "bảng cũ"],
    )


@pytest.mark.parametrize(
    ("merge", "accepted", "rejected"),
    [
        ('w:vMerge="cont" w:vMergeOrig="rest"', [2, 1], [1, 1, 1, 1]),
        ('w:vMerge="cont"', [2, 1], [1, 1, 1, 1]),
        ('w:vMerge="rest" w:vMergeOrig="cont"', [1, 1, 1, 1], [2, 1]),
    ],
)
def test_merged_cells(merge: str, accepted: list[int], rejected: list[int]) -> None:
    table = tbl(
        tr(tc(p(r("a")), properties='<w:vMerge w:val="restart"/>'), tc(p(r("b")))),
        tr(tc(p(), properties=f"<w:cellMerge {merge}/>"), tc(p(r("d")))),
    )
    spans = [
        [cell.rows for row in block.table.rows for cell in row]
        for (block,) in both(table)
        if block.table is not None
    ]
    assert [each[: len(want)] for each, want in zip(spans, (accepted, rejected), strict=True)] == [
        accepted,
        rejected,
    ]


def test_looks_of_tables() -> None:
    table = (
        '<w:tbl><w:tblPr><w:tblPrChange><w:tblPr><w:tblStyle w:val="Ke"/></w:tblPr></w:tblPrChange>'
        '</w:tblPr><w:tblGrid><w:gridCol w:w="900"/><w:tblGridChange><w:tblGrid>'
        '<w:gridCol w:w="700"/></w:tblGrid></w:tblGridChange></w:tblGrid>'
        + tr(
            tc(
                p(r("a")),
                properties='<w:tcPrChange><w:tcPr><w:gridSpan w:val="2"/></w:tcPr></w:tcPrChange>',
            ),
            properties="<w:trPrChange><w:trPr><w:tblHeader/></w:trPr></w:trPrChange>",
        )
        + "</w:tbl>"
    )
    looks = [
        (t.bordered, t.widths, t.header_rows, t.rows[0][0].columns)
        for blocks in both(table)
        if (t := blocks[0].table) is not None
    ]
    assert looks == [(False, (900,), 0, 1), (True, (700,), 1, 2)]


def test_footnotes() -> None:
    note = '<w:footnote w:id="{}">{}</w:footnote>'.format
    reference = '<w:r><w:footnoteReference w:id="{}"/></w:r>'.format
    notes = (
        note(1, p(r("Số liệu ") + went("cũ") + came(r("mới"))))
        + note(2, p(r("bỏ")))
        + note(3, p(r("một "), properties=MARK.format("del")) + p(r("hai")))
    )
    gone = f"<w:del>{reference(2)}</w:del>"
    accepted, rejected = both(p(r("a") + reference(1) + gone + reference(3)), footnotes=notes)
    assert [run.footnote for run in accepted[0].runs[1:]] == ["Số liệu mới", "một hai"]
    assert [run.footnote for run in rejected[0].runs[1:]] == ["Số liệu cũ", "bỏ", "một\nhai"]


def test_keys_of_one_version_alone() -> None:
    def named(name: str) -> str:
        return f'<w:bookmarkStart w:id="1" w:name="_dh_{name}"/>'

    body = p(named("cu_o") + named("moi_n") + r("a") + came(r(" và b"))) + p(
        named("chung") + named("moi2_n") + r("b")
    )
    accepted, rejected = both(body)
    assert [block.key for block in accepted] == ["moi", "chung"]
    assert [block.key for block in rejected] == ["cu", "chung"]


def test_the_sample_of_a_department_rejected_is_the_draft_word_for_word() -> None:
    returned = (SAMPLES / "bao-cao-chinh-tri-gop-y-phong.docx").read_bytes()
    draft = read_word(SAMPLES / "bao-cao-chinh-tri-du-thao-1.docx").outline.blocks
    before = read_word(returned, changes=Changes.REJECTED)
    assert [(b.kind, b.level, b.lines) for b in before.outline.blocks] == [
        (b.kind, b.level, b.lines) for b in draft
    ]
    assert [replace(b.mark, group="") if b.mark else None for b in before.outline.blocks] == [
        replace(b.mark, group="") if b.mark else None for b in draft
    ]
    told = {loss.code: loss.count for loss in before.losses}
    assert told["refused_changes"] == 22
    assert "tracked_changes" not in told
