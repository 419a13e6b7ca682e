"""What results ask of people next, what the search finds of them, and how they stood on a day."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from daihoi.accounts.permissions import Permission, can
from daihoi.base.clock import end_of
from daihoi.base.offers import Check, Table
from daihoi.congresses.models import Congress
from daihoi.congresses.queries.congresses import congresses_of, current_congress
from daihoi.elections.models import (
    AGREED,
    TOLD,
    Body,
    BodyMember,
    ElectionState,
    ListedName,
    Round,
    RoundState,
)
from daihoi.elections.queries.announcing import may_announce
from daihoi.elections.queries.elected import elections_of
from daihoi.elections.queries.law import rules_of, title_of
from daihoi.elections.queries.titles import minutes_label, office_of, source_of
from daihoi.registry.models import Paper
from daihoi.vietnamese.text import fold

COLUMNS = (
    gettext_lazy("Chức danh"),
    gettext_lazy("Lượt bầu"),
    gettext_lazy("Công bố"),
    gettext_lazy("Kết quả"),
)


def to_announce(user: Any) -> list[Round]:
    """Counted ballots that this user may announce."""
    congresses = BodyMember.objects.filter(
        person__user=user.pk,
        released_at__isnull=True,
        body__in=[Body.PRESIDIUM, Body.TELLERS],
    ).values("congress")
    rows = _rounds().filter(election__congress__in=congresses, state__in=AGREED)
    return [each for each in rows if may_announce(each, user)]


def to_seal(user: Any) -> list[Round]:
    """Announced ballots of the congress at hand whose papers nobody has sealed."""
    congress = current_congress(user)
    if congress is None or not any(
        can(user, permission, at=congress)
        for permission in (Permission.ELECTIONS_COUNT, Permission.ELECTIONS_PREPARE)
    ):
        return []
    return list(_announced(congress).filter(sealed_at__isnull=True))


def to_deposit(user: Any) -> list[Round]:
    """Announced ballots whose minutes are in no paper yet."""
    congress = current_congress(user)
    if congress is None or not (
        can(user, Permission.ELECTIONS_PREPARE, at=congress)
        and can(user, Permission.REGISTRY_DRAFT, at=congress)
    ):
        return []
    return without_minutes(congress)


def without_minutes(congress: Congress) -> list[Round]:
    rounds = list(_announced(congress))
    sources = [source_of(each) for each in rounds]
    kept = set(Paper.objects.filter(source__in=sources).values_list("source", "source_label"))
    return [each for each in rounds if (source_of(each), minutes_label(each)) not in kept]


def checks_of(congress: Congress) -> Iterator[Check]:
    """Before the results go to the superior: every office decided, every count minuted."""
    elections = elections_of(congress)
    if not elections:
        return
    rules = rules_of(congress)
    again = recounted_in(congress)
    left = [each for each in elections if each.state != ElectionState.FINISHED or each.pk in again]
    names = ", ".join(
        f"{title_of(each, rules)}{_(' (đang kiểm lại)') if each.pk in again else ''}"
        for each in left
    )
    detail = _("Chưa bầu xong: %(names)s.") % {"names": names} if left else ""
    yield Check(_("Các chức danh đã bầu xong"), not left, detail)
    lacking = ", ".join(office_of(each) for each in without_minutes(congress))
    detail = _("Chưa đưa vào văn bản biên bản kiểm phiếu bầu: %(names)s.") % {"names": lacking}
    yield Check(_("Biên bản kiểm phiếu đã vào văn bản"), not lacking, detail if lacking else "")


def recounted_in(congress: Congress) -> frozenset[int]:
    """Elections of which a told result is being counted anew."""
    again = [RoundState.RECOUNTING, RoundState.RECOUNTED]
    rows = Round.objects.filter(election__congress=congress, state__in=again)
    return frozenset(rows.values_list("election", flat=True))


def found_people(words: str, *, viewer: Any) -> QuerySet[ListedName]:
    """Elected people of announced ballots whose names have all the words."""
    congresses = [
        each for each in congresses_of(viewer) if can(viewer, Permission.ELECTIONS_VIEW, at=each)
    ]
    rows = ListedName.objects.filter(
        round__election__congress__in=congresses,
        round__state__in=TOLD,
        is_elected=True,
    )
    for word in fold(words).split():
        rows = rows.filter(person__folded_name__contains=word)
    rows = rows.select_related("round__election__congress__organization")
    return rows.order_by("-round__announced_at", "rank")


def report_on(viewer: Any, on: date) -> Iterable[Table]:
    """Ballots announced by the end of the day."""
    congress = current_congress(viewer)
    if congress is None or not can(viewer, Permission.ELECTIONS_VIEW, at=congress):
        return
    told = _announced(congress).filter(announced_at__lt=end_of(on))
    rows = [
        (
            office_of(each),
            each.number,
            timezone.localtime(each.announced_at),
            (each.outcome or {})["words"],
        )
        for each in told
    ]
    if rows:
        yield Table(gettext_lazy("Kết quả bầu cử"), COLUMNS, rows, order=65)


def _announced(congress: Congress) -> QuerySet[Round]:
    rows = _rounds().filter(election__congress=congress, state=RoundState.ANNOUNCED)
    return rows.order_by("announced_at", "pk")


def _rounds() -> QuerySet[Round]:
    return Round.objects.select_related("election__congress__organization")
