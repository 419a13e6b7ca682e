"""The stage: which rule set is in force, and that the drawing obeys it."""

import re
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from daihoi.logistics.papers.stage import StageWords, basis_words, draw_stage, stage_pdf
from daihoi.rules.certainty import Certainty
from daihoi.rules.stage import Half, Lectern, Part, StageRules, editions, stage_rules_on

pytestmark = pytest.mark.once

WORDS = StageWords(
    organization="CHI BỘ CỤC THI HÀNH ÁN DÂN SỰ TỈNH",
    congress="ĐẠI HỘI LẦN THỨ III",
    term="NHIỆM KỲ 2020-2025",
    top_slogan="ĐẢNG CỘNG SẢN VIỆT NAM QUANG VINH MUÔN NĂM",
    left_slogan="Đoàn kết",
    right_slogan="Kỷ cương <script>alert(1)</script>",
)
SVG = "{http://www.w3.org/2000/svg}"
ALL = pytest.mark.parametrize("rules", editions(), ids=lambda rules: rules.code)


def drawn(rules: StageRules, words: StageWords = WORDS) -> dict[str, ET.Element]:
    """The groups of the drawing by their part."""
    root = ET.fromstring(draw_stage(rules, words))  # noqa: S314 - our own drawing
    return {group.attrib["data-part"]: group for group in root.iter(f"{SVG}g") if "data-part" in group.attrib}  # fmt: skip


def across(group: ET.Element) -> float:
    """The middle of what is drawn of a part: of its cloth, its frame, its panel."""
    box = next(group.iter(f"{SVG}rect"))
    return float(box.attrib["x"]) + float(box.attrib["width"]) / 2


@pytest.mark.parametrize(
    ("day", "family", "code"),
    [
        (date(2020, 4, 3), "vn-party", "vn-party-2006"),
        (date(2022, 12, 31), "vn-party", "vn-party-2006"),
        (date(2023, 1, 1), "vn-party", "vn-party-2023"),
        (date(2000, 1, 1), "vn-party", "vn-party-2006"),
        (date(2020, 4, 3), "general", "general"),
    ],
)
def test_the_edition_of_day_d_is_used(day: date, family: str, code: str) -> None:
    assert stage_rules_on(day, family=family).code == code


@ALL
def test_everything_the_rules_name_is_drawn_where_they_say(rules: StageRules) -> None:
    groups = drawn(rules)
    assert list(groups) == [each.part.value for each in rules.elements]
    for half, low, high in ((Half.LEFT, 0, 600), (Half.RIGHT, 600, 1200)):
        for each in rules.in_half(half):
            assert low < float(groups[each.part.value].attrib["data-x"]) < high


@pytest.mark.parametrize("code", ["vn-party-2006", "vn-party-2023"])
def test_flags_bust_and_portraits_stand_right(code: str) -> None:
    rules = next(each for each in editions() if each.code == code)
    parts = drawn(rules)
    party, nation = across(parts["party_flag"]), across(parts["national_flag"])
    marx, lenin = across(parts["marx"]), across(parts["lenin"])
    bust = float(parts["bust"].attrib["data-x"])
    assert party < bust < nation < 600 < marx < lenin
    assert across(parts["left_slogan"]) < party
    assert lenin < across(parts["right_slogan"])
    flag = next(parts["party_flag"].iter(f"{SVG}rect"))
    below = float(flag.attrib["y"]) + float(flag.attrib["height"])
    figure = next(each for each in parts["bust"].iter(f"{SVG}g") if "transform" in each.attrib)
    head = re.match(r"translate\([\d.]+ ([\d.]+)\)", figure.attrib["transform"])
    assert head is not None
    assert float(head[1]) > below
    frame = next(parts["marx"].iter(f"{SVG}rect"))
    title = [float(line.attrib["y"]) for line in parts["title"].iter(f"{SVG}text")]
    assert min(title) > float(frame.attrib["y"]) + float(frame.attrib["height"])
    assert marx < float(parts["title"].attrib["data-x"]) < lenin
    assert float(parts["presidium"].attrib["data-x"]) == 600


@ALL
def test_flags_are_two_thirds_as_high_as_long(rules: StageRules) -> None:
    parts = drawn(rules)
    for name in {"party_flag", "national_flag"} & set(parts):
        flag = next(parts[name].iter(f"{SVG}rect"))
        assert float(flag.attrib["height"]) / float(flag.attrib["width"]) == pytest.approx(2 / 3)


def test_the_star_stands_in_the_middle_one_point_up() -> None:
    flag = drawn(editions()[0])["national_flag"]
    cloth, star = next(flag.iter(f"{SVG}rect")), next(flag.iter(f"{SVG}polygon"))
    points = [tuple(map(float, pair.split(","))) for pair in star.attrib["points"].split()]
    middle = float(cloth.attrib["x"]) + float(cloth.attrib["width"]) / 2
    assert len(points) == 10
    assert points[0][0] == pytest.approx(middle, abs=0.01)
    assert points[0][1] == min(y for _x, y in points)
    centre = float(cloth.attrib["y"]) + float(cloth.attrib["height"]) / 2
    assert centre - points[0][1] == pytest.approx(float(cloth.attrib["width"]) / 5, abs=0.02)


@pytest.mark.parametrize(("side", "low", "high"), [(Lectern.LEFT, 0, 450), (Lectern.RIGHT, 750, 1200)])  # fmt: skip
def test_the_lectern_stands_where_it_is_chosen_and_says_so(
    side: Lectern, low: int, high: int
) -> None:
    words = StageWords(**{name: getattr(WORDS, name) for name in WORDS.__slots__} | {"lectern": side})  # fmt: skip
    group = drawn(editions()[0], words)["lectern"]
    assert low < float(group.attrib["data-x"]) < high
    assert "chưa có nguồn xác nhận" in "".join(group.itertext())


@ALL
def test_a_drawing_holds_no_style_and_no_script_of_people(rules: StageRules) -> None:
    drawing = draw_stage(rules, WORDS)
    assert "style=" not in drawing
    assert "<script" not in drawing
    said = "".join("".join(each.itertext()) for each in drawn(rules).values())
    assert "ĐẠI HỘI LẦN THỨ III" in said


@ALL
def test_each_part_has_its_basis_and_the_lectern_none(rules: StageRules) -> None:
    assert all(str(each.basis) for each in rules.elements)
    assert rules.element(Part.LECTERN).certainty is Certainty.UNCONFIRMED


@pytest.mark.parametrize("code", ["vn-party-2006", "vn-party-2023"])
def test_words_of_side_slogans_are_said_to_be_the_house_s(code: str) -> None:
    rules = next(each for each in editions() if each.code == code)
    own = {each.part for each in rules.elements if each.is_text_default}
    assert own == {Part.LEFT_SLOGAN, Part.RIGHT_SLOGAN}
    said = basis_words(rules.element(Part.LEFT_SLOGAN))
    assert "03-HD/BTCTW" in said
    assert said.endswith("lời khẩu hiệu: mặc định của phần mềm")
    top = rules.element(Part.TOP_SLOGAN)
    assert (basis_words(top), top.certainty) == (str(top.basis), Certainty.SECONDARY)


def test_the_measure_of_flags_rests_on_a_paper_from_2023_only() -> None:
    old, new = (stage_rules_on(date(year, 4, 3), family="vn-party") for year in (2020, 2023))
    (before,) = old.measures
    assert before.certainty is Certainty.DEFAULT
    assert str(before.basis).startswith("Mặc định của phần mềm; về sau có")
    assert {each.certainty for each in new.measures} == {Certainty.SECONDARY}
    assert all("99-QĐ/TW" in str(each.basis) for each in new.measures)


def test_the_sheet_is_one_page_lying_down() -> None:
    import io

    import pikepdf

    with pikepdf.open(io.BytesIO(stage_pdf(editions()[0], WORDS, "Sân khấu"))) as sheet:
        assert len(sheet.pages) == 1
        box = sheet.pages[0].mediabox
        assert float(box[2]) > float(box[3])


def extent(group: ET.Element) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of the boxes and of the closed figures of a part, where they begin."""
    xs: list[float] = []
    ys: list[float] = []
    for box in group.iter(f"{SVG}rect"):
        x, y, width, height = (float(box.attrib[each]) for each in ("x", "y", "width", "height"))
        xs += [x, x + width]
        ys += [y, y + height]
    return min(xs), min(ys), max(xs), max(ys)


@ALL
def test_flowers_bust_and_table_do_not_lie_on_each_other(rules: StageRules) -> None:
    parts = drawn(rules)
    table_left, *_ = extent(parts["presidium"])
    _left, _top, bust_right, bust_foot = extent(parts["bust"])
    assert bust_right < table_left
    basket = [path.attrib["d"] for path in parts["flowers"].iter(f"{SVG}path")][-1]
    found = re.match(r"M ([\d.]+) ([\d.]+) q [\d.]+ -26 ([\d.]+) -30", basket)
    assert found is not None
    left, foot, half = map(float, found.groups())
    assert left + 2 * half < table_left
    assert foot - 45 > bust_foot


def lines_of(group: ET.Element) -> list[str]:
    return ["".join(line.itertext()) for line in group.iter(f"{SVG}text")]


def test_slogans_break_where_phrases_end() -> None:
    rules = editions()[0]
    said = replace(
        WORDS,
        left_slogan=rules.element(Part.LEFT_SLOGAN).text,
        right_slogan="Đoàn kết, hoàn thành xuất sắc nhiệm vụ",
    )
    parts = drawn(rules, said)
    assert lines_of(parts["left_slogan"])[:4] == ["ĐẢNG CỘNG SẢN", "VIỆT NAM", "LÃNH ĐẠO", "LÀ NHÂN TỐ"]  # fmt: skip
    assert lines_of(parts["right_slogan"]) == ["ĐOÀN KẾT,", "HOÀN THÀNH", "XUẤT SẮC", "NHIỆM VỤ"]


def test_each_portrait_is_another_figure() -> None:
    parts = drawn(editions()[0])
    marx, lenin = ([path.attrib["d"] for path in parts[name].iter(f"{SVG}path")] for name in ("marx", "lenin"))  # fmt: skip
    assert not set(marx) & set(lenin)


@ALL
def test_the_sheet_tells_the_measures_of_flags_too(rules: StageRules) -> None:
    import io

    import pdfplumber

    with pdfplumber.open(io.BytesIO(stage_pdf(rules, WORDS, "Sân khấu"))) as sheet:
        assert len(sheet.pages) == 1
        words = " ".join(sheet.pages[0].extract_text().split())
    assert words.count("Kích thước cờ") == len(rules.measures)
