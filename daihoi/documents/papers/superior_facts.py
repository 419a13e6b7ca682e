"""What the report on a superior's drafts (BCGY) is filled with besides its table."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from daihoi.base.offers import Fact
from daihoi.congresses.models import Congress
from daihoi.documents.papers.superior_report import WHOLE, figures, remarkable_blocks
from daihoi.documents.queries.superior import whole_report
from daihoi.papers.outline import Block, BlockKind, Run

HELD, INDIVIDUAL = "việc tổ chức góp ý văn kiện cấp trên", "ý kiến khác về văn kiện cấp trên"
DUE = "hạn gửi báo cáo góp ý"
FACTS = (
    Fact(HELD, "Dự thảo Báo cáo chính trị: lấy ý kiến lần 1, 46 nơi được hỏi, 41 nơi trả lời."),
    Fact(INDIVIDUAL, f"- {WHOLE}: “…”; lý do: “…”"),
    Fact(DUE, "04-5-2020"),
)


def facts_of(thing: Any, _on: date) -> Mapping[str, Any]:
    """Of a congress with recorded comments; each opinion stands word for word (O5)."""
    if not isinstance(thing, Congress):
        return {}
    report = whole_report(thing)
    if not report.sections:
        return {}
    held = tuple(
        Block(BlockKind.PARAGRAPH, (Run(f"{section.document.title}: {line}"),))
        for section in report.sections
        for line in figures(section)
    )
    individual = tuple(block for section in report.sections for block in remarkable_blocks(section))
    found: dict[str, Any] = {HELD: held, DUE: report.due_on}
    return found | ({INDIVIDUAL: individual} if individual else {})
