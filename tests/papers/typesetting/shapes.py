"""Papers of every shape: a report with all boxes, a letter, minutes that two sign, a bare text."""

from dataclasses import replace

from daihoi.papers.official import Annex, CheckMark, OfficialPaper, Signature
from daihoi.papers.outline import (
    Align,
    Block,
    BlockKind,
    Cell,
    ListFormat,
    ListMark,
    Run,
    Runs,
    Table,
)

SENTENCE = (
    "Chi bộ lãnh đạo thực hiện nhiệm vụ chính trị theo quy định số 36-HD/VPTW của Văn phòng Trung "
    "ương, giai đoạn 2020-2025, với nhiều kết quả quan trọng, được cấp trên ghi nhận qua từng năm. "
)


def words(text: str) -> Runs:
    return (Run(text),)


def heading(level: int, text: str, mark: ListMark | None = None) -> Block:
    return Block(BlockKind.HEADING, words(text), level=level, mark=mark)


def paragraph(text: str, align: Align = Align.NONE) -> Block:
    return Block(BlockKind.PARAGRAPH, words(text), align=align)


def bullet(text: str, level: int = 0) -> Block:
    mark = ListMark(ListFormat.BULLET, "-", group="gạch")
    return Block(BlockKind.ITEM, words(text), level=level, mark=mark)


def item(number: int, text: str, group: str = "số") -> Block:
    mark = ListMark(ListFormat.DECIMAL, "{}.", number, group)
    return Block(BlockKind.ITEM, words(text), mark=mark)


def letter_item(number: int, text: str, group: str) -> Block:
    mark = ListMark(ListFormat.LOWER_LETTER, "{})", number, group)
    return Block(BlockKind.ITEM, words(text), level=1, mark=mark)


def figures(rows: int) -> Table:
    """Two rows of head with spans, then ``rows`` of figures."""
    head = (
        (
            Cell((words("TT"),), rows=2),
            Cell((words("Chỉ tiêu"),), rows=2),
            Cell((words("Kết quả"),), columns=2),
        ),
        (Cell((words("Năm 2018"),)), Cell((words("Năm 2019"),))),
    )
    body = tuple(
        (
            Cell((words(str(number)),), align=Align.CENTER),
            Cell((words(f"Thi hành xong về việc, nhóm {number}"),)),
            Cell((words("92,7 %"),), align=Align.RIGHT),
            Cell((words("80 trở lên"), words("đạt"))),
        )
        for number in range(1, rows + 1)
    )
    return Table(head + body, header_rows=2, widths=(800, 4000, 2000, 2000))


MARKED = Block(
    BlockKind.PARAGRAPH,
    (
        Run("Tính đến hết năm 2019"),
        Run(footnote="Số liệu tính đến ngày 31-12-2019, theo Báo cáo số 12-BC/CB."),
        Run(", chi bộ có "),
        Run("43 đảng viên", bold=True),
        Run(", trong đó "),
        Run("40 chính thức", italic=True),
        Run(", "),
        Run("dự bị 3", underline=True),
        Run("; "),
        Run("điền số đảng viên nữ", gap=True),
        Run(" nữ."),
    ),
)

REPORT = OfficialPaper(
    superior=words("Đảng bộ Khối các cơ quan tỉnh Lạng Sơn"),
    issuer=words("Chi bộ Cục Thi hành án dân sự tỉnh Lạng Sơn"),
    number=words("Số      -BC/CB"),
    place_and_date=(Run("Lạng Sơn, "), Run("ngày", gap=True), Run(" tháng 02 năm 2020")),
    type_name=words("Báo cáo chính trị"),
    subject=words("trình Đại hội Chi bộ lần thứ III, nhiệm kỳ 2020-2025"),
    bases=(
        words("Căn cứ Điều lệ Đảng Cộng sản Việt Nam;"),
        words("Căn cứ Chỉ thị số 35-CT/TW ngày 30-5-2019 của Bộ Chính trị,"),
    ),
    blocks=(
        heading(1, "PHẦN THỨ NHẤT\nTình hình thực hiện nghị quyết nhiệm kỳ 2015-2020"),
        heading(2, "I. ĐẶC ĐIỂM TÌNH HÌNH"),
        heading(4, "a) Thuận lợi"),
        paragraph(SENTENCE * 3),
        MARKED,
        bullet("Công tác tổ chức: " + SENTENCE),
        bullet("Công tác kiểm tra."),
        item(1, "Nhiệm vụ thứ nhất: " + SENTENCE),
        letter_item(1, "Việc một: " + SENTENCE, "chữ một"),
        letter_item(2, "Việc hai.", "chữ một"),
        Block(BlockKind.ITEM, words("Nói thêm về việc hai."), level=1),
        item(2, "Nhiệm vụ thứ hai."),
        letter_item(1, "Việc ba.", "chữ hai"),
        paragraph("Đứng giữa dòng", Align.CENTER),
        heading(2, "II. KẾT QUẢ"),
        Block(BlockKind.TABLE, table=figures(40)),
        paragraph(SENTENCE * 8),
        heading(1, "PHẦN THỨ HAI\nPhương hướng"),
        paragraph(SENTENCE * 2),
    ),
    signatures=(
        Signature((words("T/M chi ủy"),), words("Bí thư"), words("Nguyễn Thế Đạt"), has_seal=True),
    ),
    recipients=(
        words("Đảng ủy Khối các cơ quan tỉnh (để báo cáo),"),
        words("Các đồng chí chi ủy viên,"),
        words("Lưu Văn phòng."),
    ),
    annexes=(
        Annex(
            words("Phụ lục 1\nSố liệu các năm"),
            (heading(1, "Biểu số 1"), Block(BlockKind.TABLE, table=figures(12))),
            landscape=True,
        ),
        Annex(words("Phụ lục 2"), (paragraph(SENTENCE),)),
    ),
    draft=2,
    secrecy="MẬT",
    urgency="HỎA TỐC",
    circulation="Thu hồi sau đại hội",
    typist="LTH - 05 bản",
    contact="Liên hệ: đồng chí Hạnh, điện thoại 0900 000 104",
    check=CheckMark(
        "https://daihoi.example/kiem-tra/ABCD-EF12",
        "Kiểm tra văn bản: daihoi.example/kiem-tra, mã ABCD-EF12",
    ),
)

LETTER = OfficialPaper(
    superior=REPORT.superior,
    issuer=REPORT.issuer,
    number=words("Số 05-CV/CB"),
    place_and_date=words("Lạng Sơn, ngày 05 tháng 3 năm 2020"),
    subject=words("đề nghị duyệt đại hội chi bộ lần thứ III"),
    addressees=(
        words("Ban Thường vụ Đảng ủy Khối các cơ quan tỉnh,"),
        words("Ban Tổ chức Đảng ủy Khối."),
    ),
    blocks=(paragraph(SENTENCE * 2), paragraph(SENTENCE)),
    signatures=REPORT.signatures,
    recipients=REPORT.recipients,
)

MINUTES = replace(
    REPORT,
    type_name=words("Biên bản"),
    subject=words("Đại hội Chi bộ lần thứ III"),
    blocks=REPORT.blocks[:6],
    signatures=(
        Signature((), words("Thư ký"), words("Hà Văn Ất")),
        Signature((words("T/M đoàn chủ tịch"),), words("Chủ tọa"), words("Nguyễn Thế Đạt")),
    ),
    recipients=(),
    annexes=(),
    draft=0,
    secrecy="",
    urgency="",
    circulation="",
    contact="",
    check=None,
)

THREE_SIGN = replace(
    MINUTES,
    signatures=(*MINUTES.signatures, Signature((), words("Tổ trưởng"), words("Tô Hải Yến"))),
    recipients=REPORT.recipients,
    check=REPORT.check,
)

ONE_ADDRESSEE = replace(LETTER, addressees=LETTER.addressees[:1])

TABLE_ACROSS = replace(
    REPORT, blocks=(Block(BlockKind.TABLE, table=figures(30)),), annexes=(), landscape=True
)

BARE = OfficialPaper(issuer=REPORT.issuer, type_name=words("Diễn văn"), blocks=REPORT.blocks[3:5])

SHAPES = {
    "report": REPORT,
    "letter": LETTER,
    "one addressee": ONE_ADDRESSEE,
    "minutes": MINUTES,
    "three sign": THREE_SIGN,
    "across": TABLE_ACROSS,
    "bare": BARE,
}
