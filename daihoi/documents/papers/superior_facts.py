"""What the report on a superior's drafts (BCGY) is filled with besides its text."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from daihoi.base.offers import Fact
from daihoi.congresses.models import Congress
from daihoi.congresses.models.congresses import TargetPrecision
from daihoi.congresses.queries.facts import short_day
from daihoi.documents.queries.superior import whole_report

DUE = "hạn gửi báo cáo góp ý"
FACTS = (Fact(DUE, "04-5-2020"),)


def facts_of(thing: Any, _on: date) -> Mapping[str, Any]:
    """Of a congress with recorded comments; a day counted from a vague one is none."""
    if not isinstance(thing, Congress) or thing.target_precision != TargetPrecision.DAY:
        return {}
    report = whole_report(thing)
    return {DUE: short_day(report.due_on)} if report.sections else {}
