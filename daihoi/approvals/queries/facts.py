"""What papers may name of the superior's approval."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from daihoi.approvals.models import Decision
from daihoi.approvals.queries.approvals import approval_of
from daihoi.base.offers import Fact
from daihoi.congresses.models import Congress
from daihoi.congresses.queries.facts import short_day
from daihoi.rules.approvals import SubmissionState

FACTS = (
    Fact("số, ngày văn bản phê duyệt", "số 12-TB/ĐUK, ngày 20-3-2020"),
    Fact("người ký văn bản phê duyệt", "Nguyễn Văn An"),
    Fact("số, ngày văn bản chuẩn y", "số 30-QĐ/ĐUK, ngày 20-4-2020"),
)


def facts_of(thing: Any, on: date) -> Mapping[str, Any]:
    """Of a congress, as decided by ``on``; what is not decided is left out."""
    if not isinstance(thing, Congress):
        return {}
    found: dict[str, Any] = {}
    approval = approval_of(thing)
    if approval is not None and approval.paper_on <= on:
        found["số, ngày văn bản phê duyệt"] = _named(approval)
        found["người ký văn bản phê duyệt"] = approval.signer
    confirmed = Decision.objects.filter(
        submission__congress=thing, result=SubmissionState.CONFIRMED, paper_on__lte=on
    ).order_by("-pk").first()  # fmt: skip
    if confirmed is not None:
        found["số, ngày văn bản chuẩn y"] = _named(confirmed)
    return found


def _named(decision: Decision) -> str:
    return f"số {decision.paper_number}, ngày {short_day(decision.paper_on)}"
