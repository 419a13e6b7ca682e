"""What logistics keeps about a person."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from daihoi.base.offers import Table
from daihoi.logistics.models import ChecklistItem, Declaration, Seat
from daihoi.organizations.models import Person


def about(person: Person) -> Iterator[Table]:
    """Items she answers for, her seat, and that she declared her health: what she said is on her page."""
    items = ChecklistItem.objects.filter(owner=person).select_related("congress").order_by("pk")
    yield Table(
        _("Mục bảng kiểm phụ trách"),
        (_("Việc"), _("Hạn"), _("Xong lúc")),
        [(item.text, item.due_on, item.done_at) for item in items],
        order=340,
    )
    seats = Seat.objects.filter(invitee__person=person).select_related("hall__congress")
    yield Table(
        _("Chỗ ngồi ở đại hội"),
        (_("Đại hội"), _("Hàng"), _("Ghế")),
        [(str(seat.hall.congress), seat.row, seat.number) for seat in seats],
        order=342,
    )
    declared = Declaration.objects.filter(invitee__person=person).order_by("pk")
    yield Table(
        _("Khai báo y tế"),
        (
            _("Khai lúc"),
            _("Đo thân nhiệt lúc"),
            _("Sốt, ho, khó thở, cách ly"),
            _("Thân nhiệt"),
            _("Điều cần nói thêm"),
        ),
        [(d.declared_at, d.measured_at, _symptoms(d), _degrees(d), d.note) for d in declared],
        note=_("Chỉ đồng chí và người phụ trách y tế xem được; xóa sau đại hội."),
        order=344,
    )


def _symptoms(declaration: Declaration) -> str:
    told = [
        (declaration.has_fever, _("sốt")),
        (declaration.has_cough, _("ho")),
        (declaration.has_short_breath, _("khó thở")),
        (declaration.is_isolated, _("đang cách ly")),
    ]
    return ", ".join(words for said, words in told if said) or _("không")


def _degrees(declaration: Declaration) -> Any:
    degrees = declaration.temperature
    return "" if degrees is None else str(degrees).replace(".", ",")
