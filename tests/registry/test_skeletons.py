"""The templates that come with the house: all kinds, all headings, no field that nobody knows."""

import pytest

from daihoi.base import offers
from daihoi.papers.fields import Box, check, field_names, fields_in, fill, paper_of, texts_of
from daihoi.papers.official import OfficialPaper
from daihoi.papers.outline import BlockKind, plain
from daihoi.registry.queries.examples import OWN
from daihoi.registry.queries.templates import known_fields
from daihoi.registry.skeletons import shared_fields, skeletons, typed_fields
from daihoi.rules.papers import CATALOGUE, Issuer

pytestmark = pytest.mark.once

CODES = list(skeletons())
# Sections 6 and 9 of the catalogue of documents: what the text of each kind must hold, in order.
REQUIRED = {
    "KHDH": [
        "Mục đích, yêu cầu", "Nội dung đại hội", "văn kiện", "nhân sự",
        "Thời gian, địa điểm, hình thức, thành phần", "tiểu ban",
        "Tuyên truyền, khánh tiết, hậu cần, kinh phí", "Y tế, an toàn", "Tiến độ",
        "Tổ chức thực hiện",
    ],
    "QDTB": ["Điều 1", "Thành lập", "Điều 2", "Nhiệm vụ", "Điều 3", "làm việc", "kết thúc hoạt động", "Điều 4", "thi hành"],
    "BCKD": [
        "Tình hình chi ủy", "Kết quả lãnh đạo", "thực hiện nghị quyết", "quy chế làm việc",
        "tập trung dân chủ", "tự phê bình và phê bình", "Trách nhiệm cá nhân",
        "Hạn chế, khuyết điểm", "Nguyên nhân", "Trách nhiệm của tập thể, cá nhân", "Bài học",
        "Khắc phục",
    ],
    "DTNQ": [
        "Sau khi nghe và thảo luận", "QUYẾT NGHỊ", "đánh giá", "mục tiêu tổng quát", "chỉ tiêu",
        "Nhiệm vụ, giải pháp", "khâu đột phá", "báo cáo kiểm điểm", "văn kiện đại hội cấp trên",
        "bầu cử", "bí thư", "chương trình hành động", "kêu gọi", "đồng ý", "không đồng ý",
        "ý kiến khác", "%",
    ],
    "CTHD": ["TT", "Nhiệm vụ", "Sản phẩm", "Chủ trì", "Phối hợp", "Bắt đầu", "Hoàn thành", "Nguồn lực", "Theo dõi"],
    "DANS": [
        "ban đương nhiệm", "tiêu chuẩn", "Độ tuổi, cơ cấu", "Số lượng, số dư",
        "các bước giới thiệu", "Danh sách dự kiến", "bí thư, phó bí thư",
        "Đại biểu dự đại hội cấp trên",
    ],
    "QCLV": [
        "Nguyên tắc", "đoàn chủ tịch", "thư ký", "ban kiểm phiếu", "Đăng ký và phát biểu", "phút",
        "Biểu quyết", "thẻ đảng viên", "tài liệu", "Hiệu lực",
    ],
    "NQUY": ["đúng giờ", "phút", "vị trí", "im lặng", "nói chuyện riêng", "đăng ký", "tài liệu", "Trang phục", "vắng mặt"],
    "DVKM": ["Kính thưa", "Ý nghĩa", "Hồ Chí Minh", "Cảm ơn", "Nhiệm vụ của đại hội", "tuyên bố khai mạc"],
    "DVBM": ["Kính thưa", "Kết quả", "Đánh giá", "cảm ơn", "Nhiệm vụ sau đại hội", "tuyên bố bế mạc"],
    "TLUN": ["Người tham luận", "báo cáo chính trị", "phút", "Thực trạng", "Nguyên nhân", "Kinh nghiệm", "Đề xuất"],
    "TTDH": [
        "Văn kiện", "Lấy ý kiến", "Nhân sự", "hậu cần", "Thời gian", "Địa điểm", "Hình thức",
        "Số đảng viên", "kính trình", "Hồ sơ gửi kèm",
    ],
    "CTDH": ["Thời gian", "Phút", "Nội dung", "Người giới thiệu", "Người thực hiện", "Văn bản", "trù bị", "chính thức"],
    "KBDH": ["TT", "Thời gian", "Phút", "Nội dung", "Người điều hành", "Văn bản", "Biểu quyết", "Ghi chú"],
    "BCKQ": [
        "Thời gian, địa điểm, thành phần", "triệu tập", "Chương trình", "Văn kiện", "bầu cử",
        "Góp ý văn kiện cấp trên", "Đánh giá",
    ],
    "TTCY": ["Danh sách đề nghị chuẩn y", "Hồ sơ gửi kèm"],
    "BBSH": [
        "Thời gian, địa điểm", "Khách mời", "Chủ trì", "ghi biên bản", "Có mặt", "Vắng mặt",
        "Nội dung", "Diễn biến", "Kết luận", "biểu quyết", "Phân công", "đọc lại", "kết thúc lúc",
    ],
    "BBDH": [
        "khai mạc lúc", "Có mặt", "Khách mời", "Đoàn chủ tịch", "Thư ký", "Vắng mặt", "Bị bác",
        "Báo cáo chính trị", "thảo luận", "cấp trên", "Số lượng cần bầu", "Ứng cử, đề cử, xin rút",
        "Ban kiểm phiếu", "Kết quả bầu cử", "Bí thư, phó bí thư", "nghị quyết", "bế mạc", "bản",
    ],
    "TINB": ["Chuyên mục", "Công tác chuẩn bị", "Diễn biến", "Kết luận", "sức khỏe", "./.", "Ảnh", "Tin liên quan"],
    "BCCT": [
        "Chủ đề đại hội", "Phần thứ nhất", "I. Đặc điểm tình hình", "1. Thuận lợi", "2. Khó khăn",
        "II. Kết quả thực hiện các chỉ tiêu", "III. Kết quả thực hiện các nhiệm vụ",
        "1. Lãnh đạo thực hiện nhiệm vụ chính trị", "1.1. Thi hành án về việc, về tiền",
        "1.2. Án tín dụng, ngân hàng; thu hồi tài sản", "1.3. Theo dõi thi hành án hành chính",
        "1.4. Tiếp công dân", "1.5. Cải cách hành chính, ứng dụng công nghệ thông tin",
        "1.6. Tổ chức cán bộ, thi đua", "1.7. Phối hợp liên ngành", "2. Công tác xây dựng Đảng",
        "2.1. Tổ chức, đảng viên", "2.2. Kiểm tra, giám sát, kỷ luật",
        "2.3. Bảo vệ chính trị nội bộ, phòng, chống tham nhũng", "3. Lãnh đạo đoàn thể",
        "IV. Hạn chế, khuyết điểm", "V. Nguyên nhân", "khách quan", "chủ quan",
        "VI. Bài học kinh nghiệm", "Phần thứ hai", "I. Dự báo tình hình",
        "II. Phương hướng, mục tiêu tổng quát", "III. Chỉ tiêu chủ yếu", "IV. Nhiệm vụ, giải pháp",
        "V. Nhiệm vụ trọng tâm, khâu đột phá", "VI. Đề xuất, kiến nghị", "Kết luận",
    ],
}  # fmt: skip
REQUIRED["NQDH"] = REQUIRED["DTNQ"]


HEADLESS = {"TINB"}  # a news item is no official paper


def words_of(paper: OfficialPaper) -> str:
    return "\n".join(block.text for block in paper.blocks).lower()


def test_every_kind_that_is_not_incoming_has_one() -> None:
    assert [code for code, kind in CATALOGUE.items() if not kind.is_incoming] == CODES
    assert len(CODES) == 46


@pytest.mark.parametrize("code", CODES)
def test_every_field_is_known_and_none_is_broken(code: str) -> None:
    assert check(skeletons()[code], list(known_fields())) == []


def test_every_field_that_people_type_is_used() -> None:
    used = {name for paper in skeletons().values() for name in field_names(paper)}
    assert set(typed_fields()) <= used
    assert shared_fields() <= set(typed_fields())
    answered = {fact.name for fact in offers.facts()} | set(OWN)
    assert not answered & set(typed_fields())


@pytest.mark.parametrize("code", CODES)
def test_every_skeleton_is_a_whole_paper(code: str) -> None:
    """Head, type, subject, text; a filled one has no braces left; a table repeats its head."""
    paper = skeletons()[code]
    assert paper.has_header is (code not in HEADLESS)
    assert plain(paper.type_name) == plain(paper.type_name).upper() != ""
    assert plain(paper.subject)
    is_one_field = words_of(paper).startswith("{{")
    assert len(words_of(paper)) > 100 or is_one_field
    kind = CATALOGUE[code]
    assert bool(paper.number) is (kind.is_numbered and bool(kind.type))
    empty = fill(paper, {})
    assert not any("{{" in run.text or "}}" in run.text for run in empty.runs)
    assert empty.gaps
    annexed = [block for annex in paper.annexes for block in annex.blocks]
    for block in (*paper.blocks, *annexed):
        if block.table is not None:
            assert block.table.header_rows == 1
            assert 0.98 < sum(block.table.widths) / 9354 <= 1
    assert paper_of(texts_of(paper), paper) == paper


@pytest.mark.parametrize("code", CODES)
def test_the_signed_papers_are_signed_as_the_catalogue_says(code: str) -> None:
    kind, paper = CATALOGUE[code], skeletons()[code]
    lines = [plain(line) for each in paper.signatures for line in (*each.authority, each.position)]
    signed_by = kind.signed_by.lower()
    if not signed_by:
        assert not paper.signatures
    if signed_by.startswith("t/m chi ủy"):
        assert lines == ["T/M CHI ỦY", "BÍ THƯ"]
        assert plain(paper.signatures[0].name) in {"{{bí thư}}", "{{bí thư khóa mới}}"}
    if "t/m đoàn chủ tịch" in signed_by:
        assert any("ĐOÀN CHỦ TỊCH" in line for line in lines)
    if "," in signed_by and signed_by.startswith(("người chủ trì", "t/m đoàn", "ban kiểm phiếu")):
        assert len(paper.signatures) == 2


HEADS = {
    Issuer.COMMITTEE: ("{{ĐẢNG BỘ CẤP TRÊN}}", "{{CHI BỘ}}"),
    Issuer.SUBCOMMITTEE: ("{{CHI BỘ}}", "{{TIỂU BAN}}"),
    Issuer.CONGRESS: ("{{CHI BỘ}}", "{{TÊN ĐẠI HỘI}}"),
    Issuer.PRESIDIUM: ("{{ĐẠI HỘI}}", "ĐOÀN CHỦ TỊCH"),
    Issuer.TELLERS: ("{{ĐẠI HỘI}}", "BAN KIỂM PHIẾU"),
    Issuer.CREDENTIALS: ("{{ĐẠI HỘI}}", "BAN THẨM TRA TƯ CÁCH ĐẠI BIỂU"),
    Issuer.SUPERIOR: ("", "{{CẤP ỦY CẤP TRÊN}}"),
}


@pytest.mark.parametrize("code", CODES)
def test_the_head_is_that_of_a_body_that_issues_the_kind(code: str) -> None:
    paper = skeletons()[code]
    if code in HEADLESS:
        return
    head = (plain(paper.superior), plain(paper.issuer))
    assert head in [HEADS[issuer] for issuer in CATALOGUE[code].issuers]


@pytest.mark.parametrize("code", list(REQUIRED))
def test_the_text_holds_what_its_kind_must_in_order(code: str) -> None:
    text = words_of(skeletons()[code])
    at = 0
    for words in REQUIRED[code]:
        found = text.find(words.lower(), at)
        assert found >= 0, f"{code}: “{words}” is missing after “{text[max(0, at - 40) : at]}”"
        at = found


def test_the_political_report_has_its_tables_and_annexes() -> None:
    paper = skeletons()["BCCT"]
    tables = [block.table for block in paper.blocks if block.kind is BlockKind.TABLE]
    heads = [[cell.text for cell in table.rows[0]] for table in tables if table]
    assert heads == [
        ["TT", "Chỉ tiêu", "Đơn vị", "Nghị quyết", "Thực hiện", "Năm cao nhất", "Đánh giá"],
        ["TT", "Chỉ tiêu", "Đơn vị", "Cả nhiệm kỳ", "Năm đầu", "Giữa nhiệm kỳ", "Năm cuối"],
    ]
    assert [plain(annex.title).partition(":")[0] for annex in paper.annexes] == [
        "Phụ lục 1",
        "Phụ lục 2",
        "Phụ lục 3",
    ]


def test_a_decision_has_the_list_of_members_as_its_annex() -> None:
    annex = skeletons()["QDTB"].annexes[0]
    assert next(name for *_at, name in fields_in(annex.blocks[1].text)).name == "danh sách tiểu ban"


def test_boxes_of_a_skeleton_are_typed_texts() -> None:
    texts = texts_of(skeletons()["KHDH"])
    assert texts[Box.SIGNATURES] == "T/M CHI ỦY\nBÍ THƯ\n{{bí thư}}"
    assert texts[Box.NUMBER] == "{{số, ký hiệu}}"
