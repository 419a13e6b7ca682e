"""The status report of a day becomes the text of an official paper (S40)."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import RuleBroken
from daihoi.base.language import in_vietnamese
from daihoi.congresses.queries.reports import congress_on
from daihoi.home.papers import report_blocks
from daihoi.home.queries import report
from daihoi.registry.actions.papers import deposit
from daihoi.registry.models import Paper
from daihoi.rules.papers import CATALOGUE
from daihoi.vietnamese.dates import DateStyle, format_date

KIND = "BCCB"
SOURCE = "home.report"


@transaction.atomic
def deposit_report(on: date, *, actor: User) -> Paper:
    """Make the report of a day a paper; made again before it is issued, it takes the place of the first.

    Each day has a paper of its own. What only the personnel body reads is counted, not told.
    """
    if on > clock.today():
        raise RuleBroken(_("Ngày này chưa đến nên chưa có gì để báo cáo."), code="future")
    congress = congress_on(on, viewer=actor)
    if congress is None:
        raise RuleBroken(
            _("Đến hết ngày này chưa có kỳ đại hội nào để báo cáo."),
            code="no_congress",
            advice=_("Hãy chọn một ngày muộn hơn."),
        )
    require(actor, Permission.REGISTRY_WRITE, at=congress)
    with in_vietnamese():
        blocks = report_blocks(report(on, viewer=actor))
    day = format_date(on, DateStyle.DASHED)
    paper = deposit(
        congress,
        CATALOGUE[KIND],
        blocks,
        source=f"{SOURCE}:{congress.pk}:{on.isoformat()}",
        source_label=f"Báo cáo tiến độ, tính đến hết ngày {day}",
        values={"ngày báo cáo": format_date(on, DateStyle.LONG)},
        actor=actor,
    )
    after = {"paper": paper.pk, "on": on}
    record("home.deposit_report", congress, actor=actor, after=after, context=congress)
    return paper
