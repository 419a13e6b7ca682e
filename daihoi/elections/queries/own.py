"""What somebody may read of the ballots she stood in: their results, once they were announced."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from daihoi.base.offers import Table
from daihoi.elections.models import TOLD, ListedName
from daihoi.elections.queries.titles import office_of
from daihoi.organizations.models import Person


def _said(name: ListedName) -> str:
    if name.refused_by:
        return _("trúng cử, cấp trên không chuẩn y")
    return _("trúng cử") if name.is_elected else _("không trúng cử")


def own_results(user: Any) -> Iterator[Table]:
    """For who signed in: each announced ballot with her name on it; nothing of others."""
    names = ListedName.objects.filter(
        person__in=Person.objects.filter(user=user), round__state__in=TOLD
    ).select_related("round__election__congress__organization")
    rows = [
        (
            str(each.round.election.congress),
            office_of(each.round),
            each.round.number,
            each.votes,
            _said(each),
            each.round.announced_at,
        )
        for each in names.order_by("-round__announced_at", "pk")
    ]
    if rows:
        columns = (
            _("Đại hội"), _("Chức danh"), _("Lần bầu"), _("Số phiếu"), _("Kết quả"),
            _("Công bố lúc"),
        )  # fmt: skip
        yield Table(_("Kết quả bầu cử của tôi"), columns, rows, order=446)
