"""A report of 300 blocks and two sets of edits as offices make them, for the comparison benchmark.

`edited_by_chance` puts its edits where a seeded generator says, `edited_by_hand` where a clerk
would who reads the report. Both were fixed before any comparison of them was looked at.
"""

import re
from pathlib import Path
from random import Random

from docx import Document
from docx.document import Document as Paper

DRAFT = Path(__file__).parents[1] / "tests/cases/samples/bao-cao-chinh-tri-du-thao-1.docx"
BLOCKS = 300

Lines = list[list[str]]  # paragraphs as [style, text]; a table row as ["row", cell, cell, ...]


def lines() -> Lines:
    """The sample's paragraphs again and again, the figures of each time its own, with tables."""
    sample = Document(str(DRAFT))
    source = [[p.style.name, p.text] for p in sample.paragraphs if p.text and p.style]
    rows = [["row", *(cell.text for cell in row.cells)] for row in sample.tables[2].rows]
    lines: Lines = []
    while sum(line[0] != "row" for line in lines) < BLOCKS - 3:
        year = sum(line[0] != "row" for line in lines) // len(source)
        style, text = source[sum(line[0] != "row" for line in lines) % len(source)]
        if text.startswith("Biểu số 2"):
            lines += [row.copy() for row in rows]
        heading = style if style.startswith("Heading") else "Normal"
        lines.append([heading, text.translate(str.maketrans("13579", f"{year}468{year + 1}"))])
    return lines


def edited_by_chance(lines: Lines) -> Lines:
    """Thirty-one edits as offices make them, always the same ones."""
    random = Random(2020)
    edited = [line.copy() for line in lines]
    long = [n for n, line in enumerate(edited) if line[0] == "Normal" and len(line[1]) > 200]
    chosen = iter(random.sample(long, 29))
    for old, new in EDITS:
        _put(edited[next(chosen)], random, old, new)
    rows = [n for n, line in enumerate(edited) if line[0] == "row" and line[1].isdigit()]
    for n in random.sample(rows, 3):
        edited[n][4] = f"từ {random.randint(30, 70)} trở lên"
    for _ in range(3):
        line = edited[next(chosen)]
        sentence = line[1].split(". ")[0]
        line[1] = line[1].replace(sentence, REWRITTEN, 1)
    split, joined, gone, gone_too, moved, moved_too, target, target_too = (
        next(chosen) for _ in range(8)
    )
    _put(edited[moved_too], random, "", "đồng thời")
    after = {target: edited[moved], target_too: edited[moved_too]}
    result: Lines = []
    for n, line in enumerate(edited):
        if n == split:
            first, second = re.split(r"(?<=[.;]) ", line[1], maxsplit=1)
            result += [["Normal", first], ["Normal", second]]
        elif n == joined:
            result[-1] = [result[-1][0], f"{result[-1][1]} {line[1]}"]
        elif n not in {gone, gone_too, moved, moved_too}:
            result += [line, after[n]] if n in after else [line]
    for n, text in zip((40, 160), NEW_PARAGRAPHS, strict=True):
        result.insert(n, ["Normal", text])
    return result


def _put(line: list[str], random: Random, old: str, new: str) -> None:
    """Replace ``old``; where the line does not hold it, replace or add before a random word."""
    if old and old in line[1]:
        line[1] = line[1].replace(old, new, 1)
        return
    words = line[1].split(" ")
    at = random.randrange(5, len(words) - 5)
    words[at : at + bool(old)] = [new]
    line[1] = " ".join(word for word in words if word)


EDITS = (
    ("hằng năm", "hằng quý"),
    ("Chi bộ", "Chi ủy"),
    ("", "kịp thời"),
    ("", "đúng quy định,"),
    ("các cơ quan", "cơ quan, đơn vị"),
    ("2020", "2021"),
    ("", "và các đoàn thể"),
    ("đảng viên", "đảng viên, công chức"),
    ("thi hành án dân sự", "thi hành án"),
    ("chỉ tiêu", "mục tiêu"),
    ("đã", ""),
    ("trong", ""),
    ("nhiệm vụ", ""),
    ("tỷ đồng", "triệu đồng"),
    ("%", " phần trăm"),
    ("tổ chức", "triển khai"),
    ("", "thường xuyên,"),
    ("", "có trọng tâm, trọng điểm"),
)
REWRITTEN = "Cấp ủy tập trung chỉ đạo quyết liệt, phân công rõ người, rõ việc, rõ thời hạn"
NEW_PARAGRAPHS = (
    "Về nguồn lực, dự kiến trong nhiệm kỳ có 06 công chức nghỉ hưu, cần chuẩn bị sớm người thay.",
    "Mỗi tổ đảng đăng ký một việc mới, khó; kết quả được đánh giá vào kỳ sinh hoạt cuối năm.",
)


def edited_by_hand(lines: Lines) -> Lines:
    """Thirty-two edits of a clerk, each where it belongs."""
    edited = [line.copy() for line in lines]
    for n, old, new in HAND_EDITS:
        before = edited[n][-1]
        edited[n][-1] = before.replace(old, new, 1)
        if edited[n][-1] == before:
            raise ValueError(f"line {n} does not say {old!r}")
    row = edited[HAND_ROW]
    row[4:] = ["từ 85 trở lên", "Đến năm 2024"]
    first, second = edited[HAND_SPLIT][1].split("; ", maxsplit=1)
    moved = [edited[n] for n in HAND_MOVED]
    result: Lines = []
    for n, line in enumerate(edited):
        if n == HAND_SPLIT:
            result += [["Normal", f"{first}."], ["Normal", second[:1].upper() + second[1:]]]
        elif n == HAND_JOINED:
            result[-1] = [result[-1][0], f"{result[-1][1]} {line[1]}"]
        elif n == HAND_TARGET:
            result += [line, *moved]
        elif n not in HAND_GONE and n not in HAND_MOVED:
            result.append(line)
        if n == HAND_AFTER:
            result.append(["Normal", HAND_NEW])
    return result


HAND_EDITS = (
    (10, "toàn hệ thống có 00 Chi cục", "toàn hệ thống hiện có 10 Chi cục"),
    (13, "chỉ đạo về chuyên môn", "chỉ đạo sâu sát về chuyên môn, nghiệp vụ"),
    (21, "đạt và vượt", "hoàn thành và hoàn thành vượt mức"),
    (21, " Kết quả cụ thể tại Biểu số 0.", ""),
    (28, "hằng quý kiểm tra", "mỗi quý ít nhất một lần kiểm tra"),
    (32, "40 văn bản", "41 văn bản"),
    (32, "22 cuộc", "25 cuộc"),
    (32, "đang tiếp tục được theo dõi", "còn được theo dõi đến hết quý II"),
    (38, "quy hoạch, bổ nhiệm, luân chuyển, điều động", "quy hoạch, luân chuyển, bổ nhiệm"),
    (43, "trước ít nhất 04 ngày", "chậm nhất 05 ngày trước ngày họp"),
    (49, "Việc kê khai tài sản, thu nhập, ", "Việc kê khai, công khai tài sản, thu nhập và "),
    (56, "còn đơn điệu, số ý kiến phát biểu ít", "chưa phong phú, ít ý kiến phát biểu"),
    (71, "phấn đấu hoàn thành", "quyết tâm hoàn thành"),
    (71, "của địa phương", "trên địa bàn tỉnh Lạng Sơn"),
    (130, "ĐẶC ĐIỂM TÌNH HÌNH", "ĐẶC ĐIỂM, TÌNH HÌNH CHUNG"),
    (
        149,
        "Các vụ việc phức tạp, kéo dài được lập danh sách theo dõi riêng và giao lãnh đạo Cục phụ trách.",
        "Mỗi vụ việc phức tạp có một lãnh đạo Cục phụ trách, báo cáo kết quả tại giao ban tháng.",
    ),
    (151, "214 việc, thu hồi 61,4 tỷ đồng", "219 việc, thu hồi 63,1 tỷ đồng"),
    (151, "bình quân ", ""),
    (157, "100% đơn vị", "tất cả các đơn vị"),
    (163, "mỗi quý có một buổi sinh hoạt chuyên đề", "mỗi năm có bốn buổi sinh hoạt chuyên đề"),
    (166, "không có đảng viên không hoàn thành nhiệm vụ", "không có đảng viên bị kỷ luật"),
    (171, "trong thời hạn 16 ngày", "trong thời hạn 15 ngày làm việc"),
    (190, "án tín dụng, ngân hàng, án kinh tế", "án kinh tế, án tín dụng, ngân hàng"),
    (214, "của người đứng đầu", "của cấp ủy và người đứng đầu cơ quan"),
    (218, "khen thưởng kịp thời", "động viên, khen thưởng kịp thời"),
)
HAND_ROW = 78  # of the targets: figure and year
HAND_SPLIT, HAND_JOINED = 182, 260
HAND_GONE = {176}
HAND_MOVED, HAND_TARGET = (223, 236), 275
HAND_AFTER = 300
HAND_NEW = (
    "Một số tổ đảng chưa sơ kết việc thực hiện nghị quyết chuyên đề theo đúng thời gian quy định."
)


def write(lines: Lines, path: Path) -> None:
    paper = Document()
    rows: Lines = []
    for line in [*lines, ["end", ""]]:
        if line[0] == "row":
            rows.append(line[1:])
            continue
        if rows:
            _write_table(paper, rows)
            rows = []
        if line[0] != "end":
            paper.add_paragraph(line[1], style=line[0])
    paper.save(str(path))


def _write_table(paper: Paper, rows: Lines) -> None:
    table = paper.add_table(len(rows), len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
