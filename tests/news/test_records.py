"""A text is held against the records: ordinals, terms, rounds, days, papers, people."""

from datetime import date

import pytest

from daihoi.congresses.models import TargetPrecision
from daihoi.news.queries.findings import findings_of
from daihoi.news.queries.records import Records, differences
from daihoi.news.queries.sites import site_of
from tests.factories import PersonFactory
from tests.factories.news import Newsroom

RECORDS = Records(
    people={"hoang duc thien": "Hoàng Đức Thiện"},
    numeral="III",
    terms=("2020-2025", "2015-2020"),
    rounds=4,
    target="đầu tháng 4/2020",
    target_month=(4, 2020),
    target_part=TargetPrecision.EARLY,
    window=(date(2020, 4, 1), date(2020, 4, 10)),
    bases={"35-CT/TW": date(2019, 5, 30)},
    secretary="Hoàng Đức Thiện",
    deputies=("Nông Thị Bích Hằng",),
    meetings=(date(2020, 3, 25),),
)


@pytest.mark.parametrize(
    ("text", "found", "suggestion"),
    [
        ("Đại hội Chi bộ lần thứ II, nhiệm kỳ", "II", "III"),
        ("nhiệm kỳ 2020-2024", "2020-2024", "2020-2025"),
        ("nhiệm kỳ 2020 - 2025", "2020 - 2025", "2020-2025"),
        ("lấy ý kiến đảng viên lần thứ 3", "3", "4"),
        ("lấy ý kiến đảng viên lần thứ 03", "03", "4"),
        ("lấy ý kiến đảng viên lần thứ ba", "ba", "tư"),
        ("lấy ý kiến lần thứ Nhất", "Nhất", "tư"),
        ("Đại hội Chi bộ lần thứ tư, nhiệm kỳ", "tư", "ba"),
        ("Đại hội Chi bộ lần thứ hai mươi ba", "hai mươi ba", "ba"),
        ("đã lấy ý kiến 05 lần", "05", "04"),
        ("qua 3 lần góp ý, lấy ý kiến", "3", "4"),
        ("phấn đấu tổ chức vào cuối tháng 4/2020", "cuối tháng 4/2020", "đầu tháng 4/2020"),
        ("Chỉ thị số 35-CT/TW ngày 30/6/2019", "30/6/2019", "30/5/2019"),
        ("Chỉ thị số 35-CT/TW, ngày 3-5-2019", "3-5-2019", "30-5-2019"),
        ("đồng chí Nguyễn Văn Bình, Bí thư Chi bộ", "Nguyễn Văn Bình", "Hoàng Đức Thiện"),
        ("Trần Thị Ba, Phó Bí thư Chi bộ", "Trần Thị Ba", "Nông Thị Bích Hằng"),
        ("đồng chí Hoàng Đức Thiên phát biểu", "Hoàng Đức Thiên", "Hoàng Đức Thiện"),
        ("chiều thứ Năm, ngày 25/3/2020", "thứ Năm", "thứ Tư"),
        ("buổi sinh hoạt chuyên đề ngày 24/3/2020", "24/3/2020", "25/3/2020"),
        ("Đại hội Chi bộ diễn ra vào ngày 17-4-2020", "17-4-2020", "đầu tháng 4/2020"),
        (
            "Chi bộ dự kiến tổ chức Đại hội lần thứ III ngày 24/4/2020",
            "24/4/2020",
            "đầu tháng 4/2020",
        ),
    ],
)
def test_what_differs_is_found_with_what_the_records_say(
    text: str, found: str, suggestion: str
) -> None:
    [difference] = differences(text, RECORDS)
    assert (difference.found, difference.suggestion) == (found, suggestion)
    assert text[difference.start : difference.start + len(found)] == found
    assert difference.says


@pytest.mark.parametrize(
    "text",
    [
        "Đại hội Chi bộ lần thứ III, nhiệm kỳ 2020-2025; nhiệm kỳ 2015-2020",
        "Đại hội đại biểu toàn quốc lần thứ XIII",
        "lấy ý kiến lần thứ 4",
        "lấy ý kiến lần thứ tư, ngày 25/3/2020",
        "Đại hội Chi bộ lần thứ ba; Đại hội đại biểu toàn quốc lần thứ mười ba",
        "nhắc lại lần thứ hai",
        "góp ý kiến cho đại hội lần thứ tư",
        "dự kiến đại hội vào đầu tháng 4/2020",
        "Chỉ thị số 35-CT/TW ngày 30-5-2019",
        "đồng chí Hoàng Đức Thiện, Bí thư Chi bộ; Nông Thị Bích Hằng, Phó Bí thư Chi bộ",
        "sinh hoạt chuyên đề chiều ngày 25/3/2020, thứ Tư, 25/3/2020",
        "dự kiến tổ chức đại hội ngày 3-4-2020",
        "tổ chức đại hội theo Kế hoạch số 02-KH/CB ngày 15-1-2020",
        "Đại hội đại biểu Đảng bộ Khối tổ chức ngày 10-6-2020",
    ],
)
def test_what_agrees_is_left_alone(text: str) -> None:
    assert differences(text, RECORDS) == []


@pytest.mark.parametrize(
    "text", ["dự kiến đại hội vào đầu tháng 4/2020", "tổ chức đại hội ngày 3-4-2020"]
)
def test_while_the_congress_is_postponed_no_day_holds(text: str) -> None:
    [found] = differences(text, Records(is_postponed=True))
    assert (found.suggestion, found.says) == (None, "đại hội đang hoãn, chưa có ngày mới")


def test_nothing_is_held_against_records_that_are_not_there() -> None:
    text = "lần thứ II, lấy ý kiến lần thứ 3, đồng chí An Bình, Bí thư Chi bộ"
    assert differences(text, Records()) == []


@pytest.mark.django_db
def test_findings_of_a_text_tell_facts_first() -> None:
    room = Newsroom()
    PersonFactory.create(organization=room.organization, full_name="Hoàng Đức Thiện")
    article = room.draft(
        lead="Đồng chí Hoàng Đức Thiên dự đại hội lần thứ IV.", body="Đã tiếp thủ  ý kiến."
    )
    revision = article.revisions.get()
    revision.article = article
    found = findings_of(revision, site_of(room.organization))
    assert [(f.field, f.found, f.suggestion, f.is_fact) for f in found] == [
        ("lead", "Hoàng Đức Thiên", "Hoàng Đức Thiện", True),
        ("lead", "IV", "III", True),
        ("body", "thủ", "thu", False),
        ("body", "  ", " ", False),
    ]
    assert found[3].shown == "␣␣"
    assert found[1].says == "Hồ sơ ghi: đại hội lần thứ III"
