"""How dates, numbers, names and states are written."""

import datetime as dt

import pytest
from django.http import QueryDict
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from daihoi.ui.templatetags import ui
from daihoi.vietnamese.dates import PartialDate
from daihoi.vietnamese.text import nfc

TODAY = dt.date(2020, 3, 26)


def rendered(source: str, **context: object) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (dt.date(2020, 3, 5), "5-3-2020"),
        (PartialDate(1976), "1976"),
        (dt.datetime(2020, 3, 25, 18, 30, tzinfo=dt.UTC), "26-3-2020"),  # past midnight in Hà Nội
        (None, ""),
    ],
)
def test_dates_are_day_month_year(value: dt.date | PartialDate | None, written: str) -> None:
    assert ui.vn_date(value) == written


def test_a_moment_is_written_in_the_houses_time_zone() -> None:
    assert ui.vn_datetime(dt.datetime(2020, 3, 25, 18, 5, tzinfo=dt.UTC)) == "01:05, 26-3-2020"


def test_a_weekday_is_named_in_the_readers_language() -> None:
    assert ui.vn_weekday(TODAY) == "thứ Năm 26-3-2020"
    with translation.override("en"):
        assert ui.vn_weekday(TODAY) == "Thursday 26-3-2020"
    assert ui.vn_weekday(None) == ""


def test_a_value_missing_from_the_page_is_written_as_nothing() -> None:
    assert rendered("[{{ gone|vn_date }}{{ gone|vn_number }}{{ gone|vn_datetime }}]") == "[]"


def test_what_must_stay_on_one_line_is_wrapped_and_escaped() -> None:
    assert rendered("{{ day|vn_date|unbroken }}", day=TODAY) == (
        '<span class="nowrap">26-3-2020</span>'
    )
    assert ui.unbroken("<b>") == '<span class="nowrap">&lt;b&gt;</span>'
    assert ui.whole_dates("<Chi ủy> · hạn 22-3-2020") == (
        '&lt;Chi ủy&gt; · hạn <span class="nowrap">22-3-2020</span>'
    )


@pytest.mark.parametrize(
    ("due", "words", "kind"),
    [
        (dt.date(2020, 3, 24), "trễ 2 ngày", "late"),
        (TODAY, "hôm nay", "waiting"),
        (dt.date(2020, 3, 29), "còn 3 ngày", "waiting"),
        (dt.date(2020, 3, 30), "còn 4 ngày", "neutral"),
        (None, "", "neutral"),
    ],
)
def test_how_far_a_due_date_is(due: dt.date | None, words: str, kind: str) -> None:
    assert (ui.days_left(due, TODAY), ui.days_kind(due, TODAY)) == (words, kind)


def test_numbers_and_shares_have_vietnamese_marks() -> None:
    assert ui.vn_number(12345.5) == "12.345,5"
    assert ui.vn_number(0) == "0"
    assert ui.percent(41, 46) == "89,1 %"
    assert ui.percent(46, 46) == "100 %"
    assert ui.percent(0, 0) == "–"


def test_search_words_are_marked_marks_and_case_apart() -> None:
    assert ui.highlight("Ông Nguyễn Đức Anh", "nguyen duc") == "Ông <mark>Nguyễn Đức</mark> Anh"
    assert ui.highlight("Đức và Nguyễn", "nguyen duc") == "<mark>Đức</mark> và <mark>Nguyễn</mark>"
    assert (
        ui.highlight("Đại hội, khoảng hồ sơ", "so ho hoa")
        == "Đại hội, khoảng <mark>hồ</mark> <mark>sơ</mark>"
    )


def test_nothing_in_a_search_hit_becomes_markup() -> None:
    marked = ui.highlight("<b>Đức</b> & <script>", "duc script")
    assert marked == (
        "&lt;b&gt;<mark>Đức</mark>&lt;/b&gt; &amp; &lt;<mark>script</mark>&gt;"
    )  # fmt: skip


@given(st.text(alphabet="aăđD <b>&", max_size=30), st.text(alphabet="ad ", max_size=6))
def test_marking_never_loses_a_letter(text: str, words: str) -> None:
    plain = str(ui.highlight(text, words)).replace("<mark>", "").replace("</mark>", "")
    unescaped = plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert unescaped == nfc(text)


def test_another_page_keeps_the_filters() -> None:
    query = QueryDict("don_vi=3&page=2&q=%C4%91%E1%BB%A9c")
    assert QueryDict(ui.page_query(query, 5)).dict() == {"don_vi": "3", "page": "5", "q": "đức"}
    assert ui.page_query(None, 2) == "page=2"


def test_a_badge_escapes_its_word() -> None:
    assert rendered("{% badge 'late' words %}", words="<trễ>") == (
        '<span class="badge badge-late">&lt;trễ&gt;</span>'
    )


def test_a_table_writes_values_as_pages_do_and_a_row_is_named_by_its_first_cell() -> None:
    rows = [("M01", dt.date(2020, 4, 3), 1234, None), ("M02 <b>", None, 0, "trễ")]
    shown = rendered("{% table columns rows %}", columns=("Mã", "Ngày", "Số", "Ghi chú"), rows=rows)
    assert '<th scope="row">M02 &lt;b&gt;</th>' in shown
    assert '<td class="nowrap" data-label="Ngày">3-4-2020</td>' in shown
    assert '<td class="number" data-label="Số">1.234</td>' in shown
    assert '<th class="number" scope="col">Số</th>' in shown
    assert '<td class="" data-label="Ghi chú"></td>' in shown
