"""`daihoi decide` and `daihoi editions`: the law answers on the command line."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from daihoi.cli import main
from daihoi.cli.speaking import REFUSED
from daihoi.rules.editions import EDITIONS
from daihoi.rules.personnel.directives import Level, rulebook_on

pytestmark = pytest.mark.once

ROLL = """
tên: Bốn mươi đảng viên chính thức
hỏi: mẫu số
cho: {triệu tập: 40, tạm thời đi: 2, miễn sinh hoạt: 4, miễn sinh hoạt có dự: 1, bị đình chỉ: 1, vắng có lý do: 2}
"""


def asked(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments])


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return tmp_path / "tinh-huong.yaml"


def test_a_case_is_answered_with_arithmetic_and_article(case: Path) -> None:
    case.write_text(ROLL, encoding="utf-8")
    found = asked("decide", case)
    assert found.exit_code == 0, found.output
    assert "32 = 40 − 2 − 3 − 1 − 2; cần 17" in found.output
    assert "Điều" in found.output
    data = json.loads(asked("decide", case, "--json").output)
    assert [(each["base"], each["need"]) for each in data] == [(32, 17)]


def test_cases_of_elections_and_of_personnel_stand_in_one_file(case: Path) -> None:
    cases = Path(__file__).parent / "cases" / "rules"
    whole = [cases / "elections" / "outcome.yaml", cases / "personnel" / "age.yaml"]
    case.write_text("\n".join(each.read_text(encoding="utf-8") for each in whole), encoding="utf-8")
    found = asked("decide", case, "--json")
    assert found.exit_code == 0, found.output
    names = [each["name"] for each in json.loads(found.output)]
    assert any(name.startswith("T20") for name in names)
    assert any(name.startswith("V01") for name in names)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("hỏi: mẫu số\ncho: {triệu tập: 3, triệu tập: 4}", "dòng 2: “triệu tập” ghi hai lần"),
        ("hỏi: [mẫu số", "sai cách ghi YAML"),
        ("hỏi: ai thắng\ncho: {}", "không hiểu câu hỏi “ai thắng”"),
        ("ba con mèo", "Tình huống"),
    ],
)
def test_what_is_not_understood_is_refused_with_its_place(case: Path, text: str, said: str) -> None:
    case.write_text(text, encoding="utf-8")
    found = asked("decide", case)
    assert (found.exit_code, said in found.output) == (REFUSED, True), found.output


def test_a_file_that_is_no_text_is_refused(case: Path) -> None:
    case.write_bytes(b"\xff\xfe\x00PK\x03\x04")
    found = asked("decide", case)
    assert (found.exit_code, "YAML" in found.output) == (REFUSED, True)


def test_every_edition_tells_every_parameter_with_source_and_certainty() -> None:
    found = json.loads(asked("editions", "--json").output)
    directives = ["35-ct-tw-2019", "35-ct-tw-2024", "45-ct-tw-2025"]
    assert [each["code"] for each in found] == [*(each.code for each in EDITIONS), *directives]
    for edition in found[: len(EDITIONS)]:
        names = [each["name"] for each in edition["parameters"]]
        assert len(names) == len(set(names)) > 60
        assert all(each["source"] and each["certainty"] in "CSDU" for each in edition["parameters"])


def test_one_edition_is_told_in_words_and_a_wrong_code_refused() -> None:
    told = asked("editions", "vn-party-2014")
    assert told.output.startswith("vn-party-2014: ")
    assert "chưa có nguồn xác nhận" in told.output
    wrong = asked("editions", "vn-party-1999")
    assert (wrong.exit_code, "vn-party-2024" in wrong.output) == (REFUSED, True)


def test_a_directive_on_personnel_tells_every_parameter_once_for_its_levels() -> None:
    told = asked("editions", "35-ct-tw-2019")
    assert told.output.startswith("35-ct-tw-2019: Chỉ thị 35-CT/TW, 30-5-2019")
    assert "[C] Thời gian công tác còn lại, tái cử: 30 tháng (Hướng dẫn 26-HD/BTCTW" in told.output
    assert "[U] Tháng mốc tính tuổi: 4/2020" in told.output
    (directive,) = json.loads(asked("editions", "35-ct-tw-2019", "--json").output)
    set_by_it = {each["name"] for each in directive["parameters"]}
    for level in Level:
        found = rulebook_on(date(2020, 4, 3), level=level).parameters
        assert found.keys() <= set_by_it
    assert all(each["certainty"] in "CSDU" for each in directive["parameters"])


@pytest.mark.parametrize("text", ["hỏi: linh tinh", "tên: không hỏi gì"])
def test_a_wrong_or_missing_question_names_those_on_personnel_too(case: Path, text: str) -> None:
    case.write_text(text, encoding="utf-8")
    found = asked("decide", case)
    assert found.exit_code == REFUSED
    assert all(each in found.output for each in ("kết quả bầu cử", "độ tuổi", "cơ cấu"))


def test_the_help_of_both_names_personnel() -> None:
    assert "nhân sự" in asked("decide", "--help").output
    assert "nhân sự" in asked("editions", "--help").output
