"""Typed text becomes safe HTML; pasted HTML becomes typed text with every word."""

import re
import time
from contextlib import suppress
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from daihoi.base.errors import RuleBroken
from daihoi.news.markup import body_html, body_words
from daihoi.news.pasting import LONGEST, looks_like_html, read_pasted

pytestmark = pytest.mark.once

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator
content="Microsoft Word 15"><style>p.MsoNormal{margin:0}</style><title>Tin</title></head><body>
<!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]-->
<h2 style="color:red">KẾT QUẢ</h2>
<p class=MsoNormal style='mso-line:1'><b><span style="font-size:14pt">Chi bộ</span></b> đã
họp <i>chiều</i> 25-3.<o:p></o:p></p>
<p class=MsoListParagraph>·&nbsp;&nbsp;&nbsp;Một việc</p>
<ol><li>Thứ nhất</li><li>Thứ hai <a href="https://a.example/b">tại đây</a></li></ol>
<script>alert(1)</script><img src="file:///c:/anh.png"><p onclick="x()">Dòng 5 * 3</p>
<a href="javascript:alert(1)">bấm</a>
<table><tr><td>TT</td><td>Việc</td></tr><tr><td>1</td></tr></table></body></html>"""


def test_what_is_pasted_from_word_keeps_every_word() -> None:
    pasted = read_pasted(WORD)
    assert pasted.text.split("\n") == [
        "## KẾT QUẢ",
        "**Chi bộ** đã họp *chiều* 25-3.",
        "- Một việc",
        "1. Thứ nhất",
        "2. Thứ hai [tại đây](https://a.example/b)",
        "Dòng 5 \\* 3",
        "bấm",
        "| TT | Việc |",
        "| 1 |  |",
    ]
    assert " ".join(pasted.dropped) == (
        "1 ảnh (hãy tải ảnh lên ở mục Ảnh) mã lệnh kiểu chữ, màu chữ, cỡ chữ ghi chú ẩn của Word"
    )


def test_typed_text_becomes_a_page() -> None:
    made = body_html(
        "Một **đậm** và *nghiêng*.\n\n## Tít\n\n- a\n- b\n\n1. x\n2. y\n\n"
        "[Trang](https://a.example/?b=1&c=2) hết./.",
        end_mark=True,
    )
    assert made == (
        "<p>Một <strong>đậm</strong> và <em>nghiêng</em>.</p><h2>Tít</h2>"
        "<ul><li>a</li><li>b</li></ul><ol><li>x</li><li>y</li></ol>"
        '<p><a href="https://a.example/?b=1&amp;c=2" rel="noopener noreferrer">Trang</a> hết./.</p>'
    )


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        '[x](https://a.example/" onclick="x)',
        "<img src=x onerror=alert(1)>",
        "**<b onclick=x>**",
    ],
)
def test_nothing_typed_becomes_a_tag_of_its_own(typed: str) -> None:
    made = body_html(typed)
    assert not re.search(r"<(?!/?(?:p|strong|a)[ >])|<a(?! href=\"https?:)|<[^>]*\bon\w+=", made)


def test_the_end_mark_stands_once() -> None:
    assert body_html("Hết./.", end_mark=True) == body_html("Hết.", end_mark=True) == "<p>Hết./.</p>"
    assert body_html("- Hết;", end_mark=True) == "<ul><li>Hết;./.</li></ul>"
    assert body_html("", end_mark=True) == ""


@pytest.mark.parametrize(
    ("text", "is_html"),
    [("a < b và c > d", False), ("<p>x</p>", True), ("<!-- x -->", True), ("**đậm**", False)],
)
def test_html_is_told_from_typed_text(text: str, is_html: bool) -> None:
    assert looks_like_html(text) is is_html


def test_words_alone() -> None:
    assert body_words("## Tít\n\n[Trang](https://a.example) **đậm**") == "Tít\nTrang đậm"


BARE = re.compile(
    r"\s*(?:[a-z]|\d{1,3})[.)]\s*"
)  # a number or letter of a list with nothing behind
PARAGRAPHS = st.text(alphabet="aăâđêôơư bcd.,*_[]<>&1-", min_size=1, max_size=20).filter(
    lambda text: not BARE.fullmatch(text)
)


@settings(max_examples=25, deadline=None)
@given(st.lists(PARAGRAPHS, min_size=1, max_size=4))
def test_every_word_in_paragraphs_survives_the_paste(paragraphs: list[str]) -> None:
    html = "".join(f"<p>{escape(each)}</p>" for each in paragraphs)
    words = re.findall(r"[aăâđêôơưbcd1]+", " ".join(paragraphs))
    assert re.findall(r"[aăâđêôơưbcd1]+", body_words(read_pasted(html).text)) == words


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<table><tr><td>a<table><tr><td>b</td><td>c</td></tr></table>d</td><td>e</td></tr></table>f", "| a b c d | e |\nf"),
        ("<table><caption>Bảng 1</caption><tr><td>a</td></tr></table>", "| Bảng 1 a |"),
        ('<p>trước <a href="https://x.example/"><img src=y></a> sau</p>', "trước sau"),
        ('<p>trước <a href="https://x.example/">một <b>hai</b></a> sau</p>', "trước [một hai](https://x.example/) sau"),
        ('<a href="https://x.example/"><p>m</p><p>n</p></a>z', "[m](https://x.example/)\n[n](https://x.example/)\nz"),
    ],
)  # fmt: skip
def test_no_word_of_tables_and_links_is_lost_or_linked_by_mistake(html: str, text: str) -> None:
    assert read_pasted(html).text == text


def test_an_underline_is_told() -> None:
    assert read_pasted("<p>a <u>b</u></p>").dropped == ("kiểu chữ, màu chữ, cỡ chữ",)


@pytest.mark.parametrize(
    ("html", "code"), [("a" * (LONGEST + 1), "too_long"), ("<div>" * 501 + "a", "too_deep")]
)
def test_what_is_too_much_is_refused_and_never_cut(html: str, code: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        read_pasted(html)
    assert refusal.value.code == code


@pytest.mark.parametrize("part", ["<a ", "<p x=", "<x on", "a<br>", "<a href=http://x>y</a>"])
def test_a_long_paste_of_one_part_takes_no_more_than_a_moment(part: str) -> None:
    began = time.process_time()
    with suppress(RuleBroken):  # tags that never end stand within one another
        read_pasted("<p>" + part * ((LONGEST - 3) // len(part)))
    assert time.process_time() - began < 10  # minutes where the time grew with the square
