"""What an imported file bears around its text stays out of the paper that has its own."""

from pathlib import Path

import pytest

from daihoi.papers.fields import parse_blocks
from daihoi.papers.fields.letterheads import without_letterhead
from daihoi.papers.reading import read_word


def texts(blocks: object) -> list[str]:
    return [block.text for block in blocks]  # type: ignore[attr-defined]  # blocks


def test_head_title_and_signature_of_the_report_are_left_out(samples: Path) -> None:
    blocks = read_word(samples / "bao-cao-chinh-tri-du-thao-1.docx").outline.blocks
    kept, left = without_letterhead(blocks)
    assert len(kept) + len(left) == len(blocks)
    assert kept[0].text.startswith("Chủ đề: “Xây dựng Chi bộ")
    assert kept[1].text == "MỞ ĐẦU"
    said = texts(left)
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in said[0]
    assert said[1:3] == ["DỰ THẢO LẦN 1", "BÁO CÁO CHÍNH TRỊ"]
    assert said[3].startswith("của Chi bộ Cục Thi hành án dân sự")
    assert said[4] == "-----"
    assert "Nơi nhận" in said[5]
    assert len(said) == 6
    assert sum(block.table is not None for block in kept) == sum(
        block.table is not None and block.table.bordered for block in blocks
    )


def test_a_speech_keeps_who_speaks(samples: Path) -> None:
    blocks = read_word(samples / "tham-luan.docx").outline.blocks
    kept, left = without_letterhead(blocks)
    assert kept[0].text.startswith("Người trình bày: ")
    assert len(left) == 4


def test_a_title_set_as_a_heading_goes_with_the_line_under_it() -> None:
    typed = "# ĐỀ CƯƠNG BÁO CÁO CHÍNH TRỊ\nTrình Đại hội lần thứ III.\n# PHẦN THỨ NHẤT\nCủa ta."
    kept, left = without_letterhead(parse_blocks(typed))
    assert texts(left) == ["ĐỀ CƯƠNG BÁO CÁO CHÍNH TRỊ", "Trình Đại hội lần thứ III."]
    assert texts(kept) == ["PHẦN THỨ NHẤT", "Của ta."]


@pytest.mark.parametrize(
    "text",
    [
        "# I. MỞ ĐẦU\nĐoạn",
        "Đoạn thường\n>< ở giữa",
        "|= không kẻ\n| a | b |\nĐoạn",
        ">< CHỈ CÓ TIÊU ĐỀ",
    ],
)
def test_a_text_without_a_head_stays_whole(text: str) -> None:
    blocks = parse_blocks(text)
    assert without_letterhead(blocks) == (blocks, ())
