"""The summary list (danh sách trích ngang) as .xlsx."""

from daihoi.base.language import in_vietnamese
from daihoi.papers.sheets import Column, Value, write_sheet
from daihoi.personnel.queries.facts import summary_columns
from daihoi.personnel.queries.law import rules_of
from daihoi.personnel.queries.plan_page import PlanPage
from daihoi.rules.personnel.directives import Level

COLUMNS = [
    Column("TT", 6),
    Column("Họ và tên", 26),
    Column("Ngày sinh", 13),
    Column("Nam, nữ", 9),
    Column("Dân tộc", 10),
    Column("Quê quán", 24),
    Column("Chức vụ, đơn vị", 30),
    Column("Ngày vào Đảng, chính thức", 24),
    Column("Trình độ", 26),
    Column("Lý luận chính trị", 16),
    Column("Ghi chú", 24),
]
FILE_NAME = "Danh sách trích ngang.xlsx"  # no name of a person: file names are seen by others


def summary_sheet(page: PlanPage) -> bytes:
    """Everybody on the list, by given name."""
    with in_vietnamese():
        rows: list[list[Value]] = [
            [number, *summary_columns(known)] for number, known in enumerate(page.listed, 1)
        ]
        congress = page.plan.congress
        is_cell = rules_of(congress).level is Level.CELL
        body = "chi ủy" if is_cell else "cấp ủy"
        heads = [
            congress.organization.name,
            "DANH SÁCH TRÍCH NGANG",
            f"nhân sự giới thiệu bầu vào {body} nhiệm kỳ {congress.term}",
        ]
        return write_sheet(heads, COLUMNS, rows)
