"""Last term's file of an office, fields typed into it, becomes a template: boxes known by content."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import _Cell

from daihoi.papers.fields import Box, texts_of
from daihoi.papers.fields.word import TemplateRead, read_template
from daihoi.papers.outline import plain
from daihoi.registry.actions import templates as actions
from daihoi.registry.queries import templates as queries
from daihoi.registry.skeletons import skeletons
from daihoi.rules.papers import CATALOGUE
from tests.congresses.preparing import on
from tests.registry.test_templates import upload
from tests.registry.writing import Writing

CENTER = WD_ALIGN_PARAGRAPH.CENTER


@dataclass
class OfficeFile:
    """A plan as clerks lay it out: no styles, two tables without lines, capitals and centring."""

    left: Sequence[str] = (
        "ĐẢNG BỘ KHỐI CÁC CƠ QUAN TỈNH",
        "**CHI BỘ CỤC",
        "**THI HÀNH ÁN DÂN SỰ",
        "*",
        "{{số, ký hiệu}}",
    )
    right: Sequence[str] = ("**ĐẢNG CỘNG SẢN VIỆT NAM", "______", "{{nơi}}, {{ngày văn bản}}")
    title: Sequence[str] = ("**KẾ HOẠCH", "**tổ chức {{đại hội}},", "**nhiệm kỳ 2015-2020", "-----")
    text: Sequence[str] = (
        "- Căn cứ Điều lệ Đảng Cộng sản Việt Nam;",
        "- Căn cứ Chỉ thị số 35-CT/TW,",
        "Chi ủy xây dựng kế hoạch tổ chức đại hội như sau:",
        "I. MỤC ĐÍCH",
        "Đại hội họp tại {{địa điểm đại hội}}.",
    )
    recipients: Sequence[str] = ("Nơi nhận:", "- Đảng ủy Khối (để báo cáo),", "- Lưu Chi bộ.")
    signed: Sequence[str] = ("**T/M CHI ỦY", "**BÍ THƯ", "", "(đã ký)", "", "**{{bí thư}}")
    annex: Sequence[str] = ()
    is_lined: bool = False  # a table with the lines taken off, as "Table Grid" is used

    def made(self) -> bytes:
        file = Document()
        self._table(file, self.left, self.right)
        for line in self.title:
            self._put(file.add_paragraph(), line).alignment = CENTER
        for line in self.text:
            self._put(file.add_paragraph(), line)
        self._table(file, self.recipients, self.signed)
        for line in self.annex:
            self._put(file.add_paragraph(), line)
        made = io.BytesIO()
        file.save(made)
        return made.getvalue()

    def read(self, code: str = "KHDH") -> TemplateRead:
        return read_template(self.made(), skeletons()[code])

    def _table(self, file: Any, left: Sequence[str], right: Sequence[str]) -> None:
        if not left and not right:
            return
        table = file.add_table(1, 2, style="Table Grid" if self.is_lined else None)
        if self.is_lined:
            borders = OxmlElement("w:tblBorders")
            for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
                line = OxmlElement(f"w:{side}")
                line.set(qn("w:val"), "none")
                borders.append(line)
            table._tbl.tblPr.append(borders)
        for cell, lines in zip(table.rows[0].cells, (left, right), strict=True):
            self._fill(cell, lines)

    def _fill(self, cell: _Cell, lines: Sequence[str]) -> None:
        for number, line in enumerate(lines):
            paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            self._put(paragraph, line).alignment = CENTER

    def _put(self, paragraph: Any, line: str) -> Any:
        """``**`` at the beginning: bold. A field comes in two runs, as Word cuts them."""
        words = line.removeprefix("**")
        for part in (words[:4], words[4:]):
            paragraph.add_run(part).bold = line.startswith("**")
        return paragraph


def said(read: TemplateRead) -> dict[str, str]:
    texts = texts_of(read.paper)
    return {box.value: texts[box] for box in read.by_content}


@pytest.mark.parametrize("is_lined", [False, True])
def test_a_file_of_an_office_is_read_box_by_box(is_lined: bool) -> None:
    read = OfficeFile(is_lined=is_lined).read()
    assert said(read) == {
        "superior": "ĐẢNG BỘ KHỐI CÁC CƠ QUAN TỈNH",
        "issuer": "CHI BỘ CỤC THI HÀNH ÁN DÂN SỰ",
        "number": "{{số, ký hiệu}}",
        "place_and_date": "{{nơi}}, {{ngày văn bản}}",
        "type_name": "KẾ HOẠCH",
        "subject": "tổ chức {{đại hội}}, nhiệm kỳ 2015-2020",
        "bases": "Căn cứ Điều lệ Đảng Cộng sản Việt Nam;\nCăn cứ Chỉ thị số 35-CT/TW,",
        "signatures": "T/M CHI ỦY\nBÍ THƯ\n{{bí thư}}",
        "recipients": "Đảng ủy Khối (để báo cáo)\nLưu Chi bộ",
    }
    assert read.left_out == ("(đã ký)",)
    assert [block.text for block in read.paper.blocks] == [
        "Chi ủy xây dựng kế hoạch tổ chức đại hội như sau:",
        "I. MỤC ĐÍCH",
        "Đại hội họp tại {{địa điểm đại hội}}.",
    ]


def test_number_and_day_of_an_old_paper_give_way_to_the_fields() -> None:
    read = OfficeFile(
        left=("ĐẢNG BỘ KHỐI", "CHI BỘ CỤC", "*", "Số 05-KH/CB"),
        right=("ĐẢNG CỘNG SẢN VIỆT NAM", "Lạng Sơn, ngày 05 tháng 02 năm 2015", "DỰ THẢO"),
    ).read()
    base = skeletons()["KHDH"]
    assert (read.paper.number, read.paper.place_and_date) == (base.number, base.place_and_date)
    assert set(read.left_out) == {
        "Số 05-KH/CB",
        "Lạng Sơn, ngày 05 tháng 02 năm 2015",
        "DỰ THẢO",
        "(đã ký)",
    }
    # Without bold type the issuer begins with the last name of a body.
    assert said(read)["superior"] == "ĐẢNG BỘ KHỐI"
    assert said(read)["issuer"] == "CHI BỘ CỤC"


def test_a_state_letter_its_addressees_and_two_who_sign() -> None:
    read = OfficeFile(
        left=("BỘ TƯ PHÁP", "**CỤC THI HÀNH ÁN", "____", "Số:     /CV-CTHA", "V/v mượn hội trường"),
        right=(
            "**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "**Độc lập - Tự do - Hạnh phúc",
            "Lạng Sơn, ngày    tháng    năm 2020",
        ),
        title=(),
        text=("Kính gửi:", "- Sở Nội vụ;", "- Đảng ủy Khối.", "Cục xin mượn hội trường."),
        signed=("**KT. CỤC TRƯỞNG", "**PHÓ CỤC TRƯỞNG"),
    ).read("GMOI")
    assert said(read)["subject"] == "V/v mượn hội trường"
    assert said(read)["addressees"] == "Sở Nội vụ\nĐảng ủy Khối"
    assert said(read)["signatures"] == "KT. CỤC TRƯỞNG\nPHÓ CỤC TRƯỞNG\n(không ghi tên)"
    assert [block.text for block in read.paper.blocks] == ["Cục xin mượn hội trường."]


def test_annexes_after_the_signature_stay_annexes() -> None:
    read = OfficeFile(annex=("PHỤ LỤC 1", "Danh sách", "PHỤ LỤC 2", "Biểu")).read()
    assert [plain(annex.title) for annex in read.paper.annexes] == ["PHỤ LỤC 1", "PHỤ LỤC 2"]
    assert [[b.text for b in a.blocks] for a in read.paper.annexes] == [["Danh sách"], ["Biểu"]]


def test_no_word_of_the_file_is_lost() -> None:
    """Each stands in a box, in the text, or among what is told as left out."""
    file = OfficeFile(annex=("PHỤ LỤC 1", "Danh sách"))
    read = file.read()
    kept = " ".join([*texts_of(read.paper).values(), *read.left_out])
    kept = " ".join(kept.split())
    lines = [*file.left, *file.title, *file.text, *file.recipients, *file.signed, *file.annex]
    printed = {"*", "-----", "", "Nơi nhận:"}
    for line in lines:
        words = line.removeprefix("**")
        if words not in printed:
            assert words.strip("- ,.;") in kept, words


def test_a_text_without_any_such_table_is_all_text() -> None:
    read = replace(OfficeFile(), left=(), right=(), recipients=(), signed=()).read()
    assert (read.is_recognised, read.by_content) == (False, ())
    assert "KẾ HOẠCH" in texts_of(read.paper)[Box.BLOCKS]
    assert read.paper.signatures == skeletons()["KHDH"].signatures


@pytest.mark.django_db
def test_what_was_recognised_is_said_before_it_is_confirmed() -> None:
    with on():
        office = Writing()
        kind = CATALOGUE["KHDH"]
        template = actions.add_paper_template(
            office.cell, kind, "Mẫu nhiệm kỳ trước", skeletons()["KHDH"], actor=office.boss
        )
        file = OfficeFile(title=("**KẾ HOẠCH", "tổ chức {{dai hoi}}")).made()
        answer = upload(office.boss, template, file)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Đã nhận ra theo nội dung" in page
        assert "CHI BỘ CỤC THI HÀNH ÁN DÂN SỰ" in page
        assert "Không đưa vào mẫu: “(đã ký)”" in page
        assert "gần nhất là “đại hội”" in page
        template.refresh_from_db()
        assert queries.paper_of_template(template) == skeletons()["KHDH"]

        file = OfficeFile().made()
        assert upload(office.boss, template, file, reviewed="on").status_code == 302
        template.refresh_from_db()
        kept = queries.paper_of_template(template)
        assert plain(kept.issuer) == "CHI BỘ CỤC THI HÀNH ÁN DÂN SỰ"
        assert template.file is not None
        assert template.file.size_bytes == len(file)


PLAIN_FOOT = (
    "Nơi nhận:",
    "- Đảng ủy Khối (để báo cáo),",
    "- Lưu Chi bộ.",
    "T/M CHI ỦY",
    "BÍ THƯ",
    "(đã ký)",
    "{{bí thư}}",
)


@pytest.mark.parametrize(
    "foot",
    [
        PLAIN_FOOT,
        (*PLAIN_FOOT[3:], *PLAIN_FOOT[:3]),
        (
            "Nơi nhận:\tT/M CHI ỦY",
            "- Đảng ủy Khối (để báo cáo),\tBÍ THƯ",
            "- Lưu Chi bộ.\t(đã ký)",
            "\t{{bí thư}}",
        ),
    ],
)
def test_a_signature_typed_as_plain_lines_is_one_too(foot: Sequence[str]) -> None:
    text = (*OfficeFile().text, *foot)
    read = OfficeFile(text=text, recipients=(), signed=(), annex=("PHỤ LỤC 1", "Số liệu")).read()
    found = said(read)
    assert found["signatures"] == "T/M CHI ỦY\nBÍ THƯ\n{{bí thư}}"
    assert found["recipients"] == "Đảng ủy Khối (để báo cáo)\nLưu Chi bộ"
    assert "(đã ký)" in read.left_out
    assert [plain(annex.title) for annex in read.paper.annexes] == ["PHỤ LỤC 1"]
    assert read.paper.blocks[-1].text == "Đại hội họp tại {{địa điểm đại hội}}."


def test_a_mark_of_authority_within_the_text_is_no_signature() -> None:
    text = (*OfficeFile().text, "T/M CHI ỦY", "Đồng chí bí thư báo cáo. " * 8)
    read = OfficeFile(text=text, recipients=(), signed=()).read()
    assert Box.SIGNATURES not in read.by_content
    assert read.paper.blocks[-2].text == "T/M CHI ỦY"
