"""Files that no Word would write: refused in words, or read without losing any."""

from hypothesis import given, settings
from hypothesis import strategies as st

from daihoi.papers.intake import Refused
from daihoi.papers.reading import read_word
from daihoi.papers.revisions import apply, read_returned
from tests.papers.revisions.tracked_files import keyed, texts
from tests.papers.word_files import p, r, tbl, tc, tr, word

_WRAPPERS = [
    '<w:ins w:id="1" w:author="A">{}</w:ins>',
    "<w:ins>{}</w:ins>",
    '<w:del w:id="1" w:author="B">{}</w:del>',
    '<w:moveFrom w:id="2" w:author="A">{}</w:moveFrom>',
    '<w:moveTo w:id="2" w:author="C">{}</w:moveTo>',
    "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
    "<w:hyperlink>{}</w:hyperlink>",
    '<w:commentRangeStart w:id="0"/>{}',
    '{}<w:commentRangeEnd w:id="0"/>',
    '<w:moveFromRangeStart w:id="3" w:name="m"/>{}',
    '{}<w:moveToRangeEnd w:id="3"/>',
    '<w:bookmarkStart w:id="1" w:name="_dh_k1"/>{}',
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>{}',
    '{}<w:r><w:fldChar w:fldCharType="end"/></w:r>',
]
_MARKS = ["", "<w:rPr><w:ins/></w:rPr>", "<w:rPr><w:del/></w:rPr>", "<w:rPr><w:ins/><w:del/></w:rPr>",
          '<w:rPr><w:moveFrom w:author="A"/></w:rPr>', "<w:pPrChange><w:pPr/></w:pPrChange>"]  # fmt: skip
_ROWS = ["", "<w:ins/>", '<w:del w:author="B"/>', "<w:ins/><w:del/>"]
_CELLS = [
    "",
    "<w:cellIns/>",
    "<w:cellDel/>",
    '<w:gridSpan w:val="2"/>',
    '<w:vMerge w:val="restart"/>',
    "<w:vMerge/>",
]

wrapped = st.recursive(
    st.sampled_from(["một", "hai ", " ba", "  ", ""]).map(r),
    lambda inner: st.builds(
        lambda wrapper, parts: wrapper.format("".join(parts)),
        st.sampled_from(_WRAPPERS),
        st.lists(inner, max_size=3),
    ),
    max_leaves=6,
)
paragraphs = st.builds(
    lambda parts, mark: p("".join(parts), properties=mark),
    st.lists(wrapped, max_size=4),
    st.sampled_from(_MARKS),
)
cells = st.builds(
    lambda content, properties: tc(*content, properties=properties),
    st.lists(paragraphs, min_size=1, max_size=2),
    st.sampled_from(_CELLS),
)
tables = st.lists(
    st.builds(
        lambda content, properties: tr(*content, properties=properties),
        st.lists(cells, min_size=1, max_size=3),
        st.sampled_from(_ROWS),
    ),
    min_size=1,
    max_size=3,
).map(lambda rows: tbl(*rows))
bodies = st.lists(paragraphs | paragraphs | tables, min_size=1, max_size=5).map("".join)


@given(bodies, bodies)
@settings(max_examples=80, deadline=None)
def test_any_nesting_is_refused_or_read_whole(one: str, other: str) -> None:
    """All edits give what the copy says, whether it comes from the base or from anywhere."""
    for body in (one, other):
        try:
            base = keyed(read_word(word(one)).outline.blocks)
            returned = read_returned(word(body), base)
        except Refused:
            continue
        made = texts(apply(base, returned.edits))
        said = texts(returned.blocks)
        assert ["".join(text.split()) for text in made] == ["".join(t.split()) for t in said]
