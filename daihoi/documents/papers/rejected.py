"""The rows of a list that were left out, with their reasons, as an .xlsx to be corrected."""

from daihoi.documents.models import OpinionImport
from daihoi.documents.queries.opinion_lists import ListPreview, rejected_table
from daihoi.papers.sheets import Column, write_sheet

WIDE = {"Nội dung góp ý": 60.0, "Lý do không nhập": 60.0}


def rejected_rows(uploaded: OpinionImport, preview: ListPreview) -> bytes:
    """The same columns and one with the reasons; after correcting it can be imported again."""
    titles, rows = rejected_table(preview)
    columns = [Column(title, WIDE.get(title, 22.0)) for title in titles]
    lines = [f"Các dòng chưa nhập từ tệp {uploaded.file_name}", str(uploaded.round)]
    return write_sheet(lines, columns, rows, name="Chưa nhập")
