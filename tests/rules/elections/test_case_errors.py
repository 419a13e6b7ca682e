"""What a case cannot say is answered in Vietnamese, with the line to mend."""

from datetime import date
from typing import Any

import pytest

from daihoi.rules.cases import CaseError
from daihoi.rules.elections.cases import decide

BASE: dict[str, Any] = {"tên": "Thử", "hỏi": "mẫu số", "cho": {"triệu tập": 20}}
PAPER: dict[str, Any] = {
    "tên": "Thử",
    "hỏi": "phiếu hợp lệ không",
    "cho": {"danh sách bầu": ["A", "B"], "số lượng cần bầu": 1, "phiếu": [{"gạch": ["A"]}]},
}
OUTCOME: dict[str, Any] = {
    "tên": "Thử",
    "hỏi": "kết quả bầu cử",
    "cho": {"mẫu số": 20, "số lượng cần bầu": 1, "số phiếu": {"A": 12}},
}


def without(case: dict[str, Any], key: str) -> dict[str, Any]:
    return {**case, "cho": {name: value for name, value in case["cho"].items() if name != key}}


def given(case: dict[str, Any], **changed: Any) -> dict[str, Any]:
    said = {key.replace("_", " "): value for key, value in changed.items()}
    return {**case, "cho": {**case["cho"], **said}}


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ([], "phải là các dòng"),
        ({"cho": {}}, "thiếu câu hỏi (“hỏi: …”)"),
        ({**BASE, "hỏi": "thời tiết"}, "không hiểu câu hỏi “thời tiết”; hỏi được: quy định nào;"),
        ({**BASE, "quy định": "vn-2030"}, "Không có bộ quy định “vn-2030”"),
        ({**BASE, "họ quy định": "vn-party"}, "thiếu mục “ngày khai mạc”"),
        ({**BASE, "họ quy định": "x", "ngày khai mạc": "3-4"}, "phải là ngày, viết như"),
        ({**BASE, "lạ": 1}, "không hiểu mục “lạ”; dùng được: “tên”"),
        ({**BASE, "cho": [1]}, "phải là các dòng"),
        (without(BASE, "triệu tập"), "Thử, mục “cho”: thiếu mục “triệu tập”."),
        (given(BASE, triệu_tập="hai mươi"), "“hai mươi” phải là số nguyên"),
        (given(BASE, triệu_tập=-1), "“-1” phải là số nguyên không âm"),
        (given(BASE, triệu_tập=True), "phải là số nguyên"),
        (given(BASE, convened=3), "“convened” ghi hai lần"),
        (given(BASE, vắng_có_lí_do=2), "không hiểu mục “vắng có lí do”"),
        (given(BASE, vắng_có_lý_do=21), "21 người vắng, chỉ triệu tập 20"),
        (given(BASE, hình_thức="họp kín"), "“họp kín” không dùng được; chọn trong: “đại hội đảng viên”"),
        (given(BASE, tạm_thời_đi_có_dự=2), "không thể nhiều hơn"),
        (given(BASE, danh_sách=[{"tên": "A"}, {"tên": "A"}]), "“A” có hai lần"),
        ({**BASE, "văn bản cấp trên": [{"tham số": "majority", "giá trị": "> 3/2", "số văn bản": "1-HD", "ngày văn bản": None}]}, "phải là ngày, viết như"),
        (given(PAPER, phiếu=[{"gạch": ["C"]}]), "“C” không có trong danh sách bầu"),
        (given(PAPER, phiếu=[{"đồng ý với": ["A"]}]), "không hiểu mục “đồng ý với”"),
        (given(PAPER, phiếu="A"), "phải là một danh sách"),
        (given(PAPER, danh_sách_bầu=["A", "A"]), "trùng tên"),
        (given(PAPER, số_lượng_cần_bầu=0), "từ 1 trở lên"),
        (given(PAPER, cách_bầu="ký hiệu o, x"), "không dùng cách bầu"),
        (given(PAPER, phiếu=[{"gạch": ["A"], "ban kiểm phiếu quyết định": "hợp lệ", "lý do": "rõ"}]), "không có gì chưa rõ"),
        (given(PAPER, phiếu=[{"lỗi": ["phiếu có ký tên"], "ban kiểm phiếu quyết định": "hợp lệ", "lý do": "rõ"}]), "đã rõ"),
        (given(PAPER, phiếu=[{"lỗi": ["phiếu không rõ ý người bầu"], "ban kiểm phiếu quyết định": "hợp lệ"}]), "thiếu mục “lý do”"),
        (given(OUTCOME, số_phiếu={"A": "mười"}), "“A: mười” phải có số nguyên"),
        (without(OUTCOME, "số phiếu"), "hãy ghi danh sách bầu, hoặc số phiếu"),
        ({**OUTCOME, "quy định": "vn-state-2015", "cho": {"số lượng cần bầu": 1, "hợp lệ": 9, "số phiếu": {"A": 6, "B": 6}}}, "Cần ngày sinh của A và B"),
        ({**OUTCOME, "quy định": "vn-trade-union", "cho": {"mẫu số": 28, "số lượng cần bầu": 1, "số phiếu": {"A": 20, "B": 9}}}, "mục “hợp lệ”: phải ghi; quy định này tính trên số phiếu"),
        (given(OUTCOME, phát_ra=5, hỏng_đổi_lại=6, thu_về=0), "không thể âm"),
        ({"hỏi": "số phiếu khớp không", "cho": {"đã phát": 5, "hỏng đổi lại": 6, "thu về": 0}}, "không thể âm"),
        ({"hỏi": "danh sách được không", "cho": {"chức danh": "cấp ủy", "số lượng cần bầu": 0, "số người trong danh sách": 3}}, "từ 1 trở lên"),
        ({"hỏi": "danh sách quá dài", "cho": {"chức danh": "cấp ủy", "số lượng cần bầu": 7, "danh sách cấp ủy": ["A"], "giới thiệu tại đại hội": {"A": 3}}}, "A đã có trong danh sách"),
        ({"hỏi": "tham số quy định thế nào", "cho": {"tham số": "majorty"}}, "không có tham số “majorty”"),
        ({"hỏi": "biên bản đủ không", "cho": {"đã có": [1]}}, "phải là một danh sách tên"),
        ({"hỏi": "ai mở phiên đầu", "cho": {"bí thư được bầu lại": "chắc có"}}, "phải là có hoặc không"),
        ({"hỏi": "ai mở phiên đầu", "cho": {"bí thư được bầu lại": ["có"]}}, "phải là có hoặc không"),
        ({"hỏi": "thời hạn sau đại hội", "cho": {"ngày bế mạc": "3-4-20"}}, "phải là ngày"),
        ({"hỏi": "thông báo khi nào", "cho": {"ngày khai mạc": date(2020, 4, 3), "ngày nghỉ": "30-4"}}, "danh sách ngày"),
        ({"hỏi": "đại hội có bầu không", "cho": {"cơ quan": ["đoàn chủ tịch"]}}, "không dùng được"),
        ({"hỏi": "ban kiểm phiếu", "cho": {"danh sách": []}}, "chưa có người nào"),
        ({"hỏi": ["mẫu số"]}, "phải là chữ"),
        ({"hỏi": "biểu quyết", "cho": {"mẫu số": 20, "đồng ý": 21}}, "21 người giơ tay, chỉ 20"),
        ({"hỏi": "đủ người ủng hộ không", "cho": {"số người dự": 5, "số người ủng hộ": {"A": 6}}}, "6 người ủng hộ"),
    ],
)  # fmt: skip
def test_a_case_that_makes_no_sense_is_refused(case: Any, said: str) -> None:
    with pytest.raises(CaseError) as raised:
        decide(case, name_key=str)
    assert said in str(raised.value)


def test_the_opening_day_alone_chooses_the_edition_of_the_party() -> None:
    plain = {"hỏi": "mẫu số", "cho": {"triệu tập": 20}}
    for day, edition in ((date(2020, 4, 3), "vn-party-2014"), (date(2025, 4, 3), "vn-party-2024")):
        assert decide({**plain, "ngày khai mạc": day}, name_key=str).rules.edition.code == edition


def test_english_names_say_the_same() -> None:
    vietnamese = decide(BASE, name_key=str)
    english = decide(
        {"name": "Thử", "question": "base", "rule_set": "vn-party-2014", "given": {"convened": 20}},
        name_key=str,
    )
    assert english == vietnamese
    assert vietnamese.lines()[:3] == [
        "Thử",
        "Mẫu số là 20 (số chính thức được triệu tập, trừ người được trừ); cần 11 phiếu (quá 1/2).",
        "Cách tính: 20; cần 11",
    ]
