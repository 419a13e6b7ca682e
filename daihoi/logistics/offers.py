"""What the shell, the first page and papers show of logistics."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, can
from daihoi.base import clock
from daihoi.base.errors import DomainError
from daihoi.base.numbers import whole_number
from daihoi.base.offers import (
    Event,
    NavEntry,
    Offers,
    Recheck,
    Reference,
    Row,
    Table,
    register,
)
from daihoi.congresses.models import Congress
from daihoi.logistics.actions import merging as moving
from daihoi.logistics.help import PAGES
from daihoi.logistics.models import Seat
from daihoi.logistics.queries import declarations, door, facts, merging, reports
from daihoi.logistics.queries.checklists import ItemRow, rows_of
from daihoi.logistics.queries.health import HealthCard, health_card
from daihoi.logistics.queries.places import VIEW, congress_of, current_place, place_of
from daihoi.logistics.queries.search import SEARCHES
from daihoi.organizations.queries.people import person_of
from daihoi.rules.checklists import Standing
from daihoi.vietnamese.dates import DateStyle, format_date

SHOWN = 3  # late items on the first page; the checklist has them all


def _navigation(user: User) -> Iterable[NavEntry]:
    if place := current_place(user):
        url = reverse("logistics:overview", args=[place[0].pk])
        yield NavEntry(
            gettext_lazy("Hậu cần, y tế"),
            url,
            order=410,
            group=gettext_lazy("Phục vụ đại hội"),
            pages=("logistics:",),
        )


def _late(user: User) -> Iterable[Row]:
    """What is past its day: her own, and for who works on logistics everybody's."""
    place = current_place(user)
    if place is None or place[0].closed_at:
        return
    rows = _rows_for(user, place[0], place[1], Standing.LATE)
    for row in rows[:SHOWN]:
        yield _item_row(row)
    if others := rows[SHOWN:]:
        title = ngettext(
            "%(n)s mục bảng kiểm trễ khác", "%(n)s mục bảng kiểm trễ khác", len(others)
        )
        url = reverse("logistics:checklist", args=[place[0].pk])
        due = others[0].item.due_on
        yield Row(title % {"n": len(others)}, _("Hậu cần, y tế"), url, _("Mở bảng kiểm"), due)


def _waiting(user: User) -> Iterable[Row]:
    """The health warning, items soon due, her own declaration, what is kept too long."""
    yield from _removals(user)
    place = current_place(user)
    if place is None or place[0].closed_at:
        return
    congress = place[0]
    works = can(user, Permission.LOGISTICS_WORK, at=place[1])
    if works and not congress.is_postponed:
        yield from _health_rows(_card(user, congress))
    for row in _rows_for(user, congress, place[1], Standing.SOON)[:SHOWN]:
        yield _item_row(row)
    yield from _own_declaration(user, congress)


def _removals(user: User) -> Iterable[Row]:
    """Declarations kept too long, of a congress that is over and gone too."""
    for congress in declarations.overdue_removals(user):
        url = reverse("logistics:declaration_list", args=[congress.pk])
        detail = _("Đã quá thời gian giữ khai báo sau đại hội.")
        yield Row(_("Xóa khai báo y tế"), detail, url, _("Mở danh sách"))


def _health_rows(card: HealthCard) -> Iterable[Row]:
    if not (card.is_warning or card.is_watch):
        return
    row = _health_row(card)
    if card.elsewhere:
        papers = ", ".join(f"{each.title} ({each.issuer})" for each in card.elsewhere)
        others = _("Nơi khác đã có quy định: %(papers)s.") % {"papers": papers}
        row = replace(row, detail=f"{row.detail} {others}".strip())
    yield row


def _health_row(card: HealthCard) -> Row:
    wanted = "late" if card.is_warning else "note"
    return Row(
        title=_("Phòng, chống dịch: %(answer)s") % {"answer": str(card.label).lower()},
        detail=" ".join(reason.text for reason in card.reasons if reason.kind == wanted),
        url=reverse("logistics:health_detail", args=[card.congress.pk]),
        action=_("Xem quy định"),
        due_on=card.congress.target_on,
        urgent=card.is_warning,
        alarm=card.is_warning,
    )


def _attached(user: User, thing: Any) -> Iterable[Row]:
    """Why a congress cannot be held on its day, told to all who read of it."""
    if not isinstance(thing, Congress) or thing.is_postponed or thing.closed_at:
        return
    if thing.target_on < clock.today() or not can(user, VIEW, at=place_of(thing)):
        return
    if (card := _card(user, thing)).is_warning:
        yield _health_row(card)


def _own_declaration(user: User, congress: Congress) -> Iterable[Row]:
    """Asked of everybody on the roll while a measure binds on day D (S62); advice asks nobody."""
    own = declarations.own_invitation(congress, viewer=user)
    if own is None or congress.is_postponed or declarations.row_of(own).has_declared:
        return
    if any(measure.binds for measure in _card(user, congress).measures):
        yield Row(
            title=_("Khai báo y tế trước đại hội"),
            detail=_("Đảng viên, công chức, người lao động và khách đều khai báo."),
            url=reverse("logistics:declaration_give", args=[own.pk]),
            action=_("Khai báo"),
            due_on=congress.target_on,
        )


def _card(user: Any, congress: Congress) -> HealthCard:
    """Read once a request, for who works on logistics and for her own declaration."""
    if not hasattr(user, "health_cards_found"):
        user.health_cards_found = {}
    found: dict[int, HealthCard] = user.health_cards_found
    if congress.pk not in found:
        found[congress.pk] = health_card(congress)
    return found[congress.pk]


def _rows_for(user: Any, congress: Congress, place: Any, wanted: Standing) -> list[ItemRow]:
    """The checklist is read once a request, for what is late and for what is soon due."""
    if not hasattr(user, "checklist_rows_found"):
        user.checklist_rows_found = rows_of(congress, viewer=user)
    rows = [row for row in user.checklist_rows_found if row.standing is wanted]
    if not can(user, Permission.LOGISTICS_WORK, at=place):
        rows = [row for row in rows if row.is_mine]
    return sorted(rows, key=lambda row: row.item.due_on or date.max)


def _item_row(row: ItemRow) -> Row:
    item = row.item
    due = _("hạn %(day)s") % {"day": format_date(item.due_on, DateStyle.DASHED)} if item.due_on else ""  # fmt: skip
    detail = " · ".join(filter(None, [item.owned_by or _("chưa giao ai"), due]))
    url = reverse("logistics:item_detail", args=[item.pk])
    return Row(item.text, detail, url, _("Mở"), item.due_on)


def _rechecks(thing: Any, _old: date, new: date | None) -> Iterable[Recheck]:
    """After day D moved: the days of the checklist, the measures of the new day, seats."""
    if not isinstance(thing, Congress) or new is None:
        return
    if open_items := [row for row in rows_of(thing, viewer=None) if row.item.is_open]:
        yield Recheck(
            title="Bảng kiểm khánh tiết, hậu cần",
            reason=f"{len(open_items)} mục chưa xong đã có hạn mới theo ngày đại hội.",
            url=reverse("logistics:checklist", args=[thing.pk]),
        )
    card = health_card(thing)
    if card.measures:
        papers = ", ".join(measure.title for measure in card.measures)
        yield Recheck(
            title="Quy định phòng, chống dịch của ngày mới",
            reason=f"{card.label}: {papers}"[:400],
            url=reverse("logistics:health_detail", args=[thing.pk]),
        )
    if Seat.objects.filter(hall__congress=thing).exists():
        yield Recheck(
            title="Sơ đồ chỗ ngồi",
            reason="Khoảng cách và người dự có thể khác vào ngày mới.",
            url=reverse("logistics:hall_detail", args=[thing.pk]),
        )


def _events(user: User) -> Iterable[Event]:
    """Days of the items she answers for."""
    place = current_place(user)
    if place is None or place[0].closed_at:
        return
    for row in rows_of(place[0], viewer=user):
        due = row.item.due_on
        if row.is_mine and row.item.is_open and due:
            url = reverse("logistics:item_detail", args=[row.item.pk])
            title = _("Hậu cần: %(item)s") % {"item": row.item.text}
            yield Event(f"logistics.item:{row.item.pk}", due, title, url=url)


def _topics(user: User, topic: str) -> bool:
    """Who may follow ``logistics.checklist:3`` and ``logistics.hall:3``."""
    name, _separator, number = topic.partition(":")
    pk = whole_number(number)
    if pk is None or name not in {"logistics.checklist", "logistics.hall"}:
        return False
    try:
        congress_of(pk, viewer=user)
    except DomainError:
        return False
    return True


def _about(user: User) -> Iterable[Table]:
    person = person_of(user)
    return merging.about(person) if person else ()


register(
    Offers(
        navigation=_navigation,
        late=_late,
        waiting=_waiting,
        searches=SEARCHES,
        topics=_topics,
        rechecks=_rechecks,
        events=_events,
        report=reports.report_on,
        attached=_attached,
        at_the_door=door.at_the_door,
        seats=door.seats_of,
        about=_about,
        help=PAGES,
        facts=facts.FACTS,
        facts_of=facts.facts_of,
        references=(
            Reference(
                gettext_lazy("Mục bảng kiểm phụ trách"),
                ("logistics.ChecklistItem.owner",),
                moving.move_items,
                hold=moving.HeldItems,
            ),
        ),
    )
)
