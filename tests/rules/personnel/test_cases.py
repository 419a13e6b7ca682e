"""Cases a secretary can read, and what a case that cannot be understood is told."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from daihoi.rules.cases import CaseError
from daihoi.rules.personnel.cases import decide, is_personnel
from daihoi.rules.personnel.cases.questions import QUESTIONS
from daihoi.rules.personnel.cases.reader import words

FOLDER = Path(__file__).parents[2] / "cases" / "rules" / "personnel"
TOLD = yaml.safe_load((FOLDER / "statements.yaml").read_text(encoding="utf-8"))
CASES = [
    case
    for path in sorted(FOLDER.glob("*.yaml"))
    if path.name != "statements.yaml"
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]
SERVICE: dict[str, Any] = {
    "hỏi": "độ tuổi",
    "ngày khai mạc": "5-4-2020",
    "cấp": "chi bộ",
    "cho": {"tư cách": "tái cử", "còn lại (tháng)": 36},
}


@pytest.mark.parametrize("case", CASES, ids=[case["tên"] for case in CASES])
def test_cases(case: dict[str, Any]) -> None:
    found = decide(case)
    expected = {words().english(key): value for key, value in case["phải ra"].items()}
    says = expected.pop("says", [])
    lines = "\n".join(found.lines())
    assert {key: found.results.get(key) for key in expected} == expected
    assert [text for text in ([says] if isinstance(says, str) else says) if text not in lines] == []


@pytest.mark.parametrize("case", CASES, ids=[case["tên"] for case in CASES])
def test_an_answer_names_its_article_and_says_what_is_not_confirmed(case: dict[str, Any]) -> None:
    answer = decide(case).answer
    assert answer.bases
    assert answer.reason.endswith(".")
    doubtful = [each for each in answer.all_used if each.is_unconfirmed]
    assert len([note for note in answer.notes if "chưa có nguồn xác nhận" in note]) == len(
        {each.name for each in doubtful}
    )


def test_every_confirmed_statement_has_a_case_or_a_reason() -> None:
    rested_on = {number for case in CASES for number in case["dựa vào"]}
    sure = {number for number, marks in TOLD["statements"].items() if {"C", "S"} & set(marks)}
    assert sorted(sure - rested_on - set(TOLD["not_shown"])) == []
    assert sorted(rested_on - set(TOLD["statements"])) == []
    assert all(len(reason) > 20 for reason in TOLD["not_shown"].values())


def test_only_what_nobody_has_read_is_without_a_case() -> None:
    rested_on = {number for case in CASES for number in case["dựa vào"]}
    assert sorted(set(TOLD["statements"]) - rested_on) == ["P-062"]


def test_every_vector_has_a_case() -> None:
    named = {case["tên"].split(".")[0] for case in CASES}
    assert [vector for vector in TOLD["vectors"] if vector not in named] == []


def test_every_question_has_a_case_and_words() -> None:
    known = words().questions
    assert set(QUESTIONS) == set(known)
    assert {case["hỏi"] for case in CASES} == set(known.values())
    assert is_personnel("độ tuổi")
    assert not is_personnel("mẫu số")


def test_no_two_keys_and_no_two_questions_share_a_word() -> None:
    for group in (words().keys, words().questions):
        said = list(group.values())
        assert len(said) == len(set(said))


def test_every_fact_that_is_shown_has_a_vietnamese_word() -> None:
    shown = {key for case in CASES for key in decide(case).results}
    assert sorted(shown - set(words().keys)) == []


def test_lines_read_like_a_page() -> None:
    found = decide(
        {
            **SERVICE,
            "tên": "Thử",
            "văn bản cấp trên": [
                {
                    "tham số": "min_months.re_elected",
                    "giá trị": 40,
                    "số văn bản": "9-HD/ĐU",
                    "ngày văn bản": "1-2-2020",
                }
            ],
        }
    )
    assert found.lines() == [
        "Thử",
        "Không được. Không đủ thời gian công tác để tái cử: còn 36 tháng, cần ít nhất 40.",
        "Cách tính: còn 36 tháng công tác; cần 40",
        "Căn cứ: 9-HD/ĐU, 1-2-2020",
        "Căn cứ: Tham chiếu nghiệp vụ, nhân sự, P-014",
        "Theo văn bản cấp trên: 9-HD/ĐU, 1-2-2020",
        "Lưu ý: Thời gian công tác còn lại, tái cử: 40 tháng theo 9-HD/ĐU, 1-2-2020, thay cho 30 tháng",
    ]


def override(**changed: Any) -> list[dict[str, Any]]:
    told = {
        "parameter": "women.min",
        "value": "20 %",
        "number": "9-HD/ĐU",
        "issued_on": "1-2-2020",
    }
    return [{**told, **changed}]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"hỏi": "bầu ai"}, "không hiểu câu hỏi “bầu ai”"),
        ({"cấp": "huyện"}, "“huyện” không dùng được; chọn trong: “chi bộ”"),
        ({"ngày khai mạc": "31-2-2020"}, "không có trong lịch"),
        ({"ngày khai mạc": "đầu tháng 4"}, "phải là ngày, viết như 5-4-2020"),
        ({"cho": {"tư cách": "tái cử"}}, "cần “sinh” và “giới tính”"),
        ({"cho": {"tư cách": "tái cử", "còn lại (tháng)": -1}}, "số nguyên không âm"),
        (
            {"cho": {**SERVICE["cho"], "tuoi": 40}},
            "không hiểu mục “tuoi”; dùng được: “tuổi nghỉ hưu (tháng)”, “giới tính”",
        ),
        ({"cho": ["36"]}, "phải là các dòng “mục: giá trị”"),
        ({"cho": {"tư cách": "tái cử", "giới tính": "nam", "sinh": "13/1965"}}, "phải viết như"),
        ({"cho": {"tư cách": "tái cử", "candidacy": "tái cử"}}, "ghi hai lần"),
        ({"ghi chú": "x"}, "không hiểu mục “ghi chú”"),
        ({"văn bản cấp trên": override(parameter="tuổi")}, "không có tham số này"),
        ({"văn bản cấp trên": override(number=" ")}, "hãy ghi số và ngày"),
        ({"văn bản cấp trên": override(value="3/2")}, "không phải một phần của cả số"),
        ({"văn bản cấp trên": override(value="nhiều")}, "phải viết như"),
        ({"văn bản cấp trên": override(issued_on="6-4-2020")}, "ra sau ngày khai mạc 5-4-2020"),
        ({"văn bản cấp trên": override() * 2}, "đã do văn bản khác quy định"),
        (
            {"văn bản cấp trên": override(parameter="procedure", value="tùy ý")},
            "“tùy ý” không dùng được; chọn trong: “quy trình năm bước”",
        ),
        ({"hỏi": "cơ cấu", "cho": {"số lượng": 3, "nữ": 4}}, "không phần nào lớn hơn tổng số"),
        ({"hỏi": "cơ cấu", "cho": {"số lượng": 3}}, "Chưa có số liệu cơ cấu nào"),
        (
            {"hỏi": "số lượng cấp ủy", "cho": {"dự kiến": 7, "khóa trước": 7}},
            "cấp này không có quy định để trả lời",
        ),
        ({"hỏi": "bước nhân sự", "cho": {"bước": 6}}, "chỉ có bước 1 đến 5"),
        ({"hỏi": "bước nhân sự", "cho": {"bước": 1, "vòng": "tái cử"}}, "không có vòng này"),
        (
            {"hỏi": "phiếu giới thiệu", "cho": {"bước": 1}},
            "Hội nghị chi ủy không bỏ phiếu",
        ),
        (
            {
                "hỏi": "ý kiến khác nhau",
                "cho": {"danh sách ban thường vụ": ["An", "An"], "triệu tập": 9, "số phiếu": {}},
            },
            "“An” ghi hai lần",
        ),
        (
            {
                "hỏi": "đại biểu dự khuyết",
                "cho": {"triệu tập": 5, "vắng": 1, "có dự khuyết thay": 2},
            },
            "Số được thay phải không quá số vắng",
        ),
        ({"hỏi": "tham số nào", "cho": {"tham số": "tuổi"}}, "không có tham số “tuổi”"),
        (
            {
                "hỏi": "bước nhân sự",
                "cho": {"bước": 1, "quy trình riêng": [{"tên gọi": "Họp", "triệu tập": "chi bộ"}]},
            },
            "Quy trình riêng phải ghi văn bản",
        ),
    ],
)
def test_what_is_not_understood_is_told_in_vietnamese(
    changed: dict[str, Any], message: str
) -> None:
    with pytest.raises(CaseError, match=re.escape(message)):
        decide({**SERVICE, **changed})


def test_a_case_is_a_mapping() -> None:
    with pytest.raises(CaseError, match="phải là các dòng"):
        decide(["36"])
