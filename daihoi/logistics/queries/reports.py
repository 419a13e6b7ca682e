"""How checklists and the health answer stood at the end of a day, as the record knew it (S40)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from daihoi.accounts.permissions import Permission, can
from daihoi.audit.queries import standing_at
from daihoi.base import clock
from daihoi.base.offers import Table
from daihoi.congresses.queries.reports import congress_on
from daihoi.logistics.models import ChecklistItem
from daihoi.logistics.queries.health import ANSWER_LABELS, health_card
from daihoi.logistics.queries.places import place_of
from daihoi.rules.checklists import groups


def report_on(viewer: Any, day: date) -> Iterable[Table]:
    """Each group with its items, done and dropped; and which health papers were known."""
    congress = congress_on(day, viewer=viewer)
    if congress is None or not can(viewer, Permission.LOGISTICS_VIEW, at=place_of(congress)):
        return
    known = standing_at(clock.end_of(day), ChecklistItem, contexts=[congress])[ChecklistItem]
    facts = [each.facts for each in known]
    rows = []
    for group in groups():
        own = [each for each in facts if each.get("group") == group.code]
        if own:
            done, dropped = (sum(bool(each.get(k)) for each in own) for k in ("done", "dropped"))
            rows.append((group.name, len(own), done, dropped))
    if rows:
        columns = (_("Nhóm"), _("Số mục"), _("Đã xong"), _("Không làm"))
        yield Table(_("Khánh tiết, hậu cần, y tế"), columns, rows, order=60)
    card = health_card(congress, day)
    if card.measures:
        yield Table(
            _("Quy định phòng, chống dịch đối với ngày đại hội"),
            (_("Văn bản"), _("Cơ quan"), _("Nội dung")),
            [(each.title, each.issuer, each.summary) for each in card.measures],
            note=_("Những văn bản biết đến ngày báo cáo. Kết quả: %(answer)s.")
            % {"answer": card.label if card.postponed else ANSWER_LABELS[card.judgement.answer][0]},
            order=61,
        )
