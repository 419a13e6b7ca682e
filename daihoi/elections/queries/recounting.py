"""A told result that is counted anew: what rests on it, what stood before, what came of it."""

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from daihoi.accounts.permissions import Permission, can, require
from daihoi.approvals.models import Submission
from daihoi.base.errors import Conflict, NotFound, NotPermitted
from daihoi.congresses.models import Congress
from daihoi.elections.models import (
    Decider,
    Election,
    ElectionState,
    Recount,
    Round,
    RoundState,
)
from daihoi.elections.queries.announcing import is_of_presidium, may_announce
from daihoi.elections.queries.decisions import deciders_of_recount
from daihoi.elections.queries.elected import elected_by_election, elections_of
from daihoi.elections.queries.eligible import OFFICERS
from daihoi.elections.queries.law import rules_of, title_of
from daihoi.elections.queries.name_rows import (
    NameRow,
    elected_first,
    name_rows,
    others_after,
    percent_of,
)
from daihoi.elections.queries.next_steps import standing_votes
from daihoi.elections.queries.tellers import is_teller
from daihoi.elections.queries.titles import office_of, source_of
from daihoi.registry.models import Paper
from daihoi.rules.approvals import SubmissionKind
from daihoi.rules.elections.kinds import Office
from daihoi.vietnamese.dates import DateStyle, format_date

ANEW = ("tally", "outcome", "returned", "tellers", "presidium")
AT_WORK = (
    RoundState.LISTED,
    RoundState.ISSUED,
    RoundState.COUNTING,
    RoundState.COUNTED,
    RoundState.RECOUNTING,
    RoundState.RECOUNTED,
)


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What must be settled before, and where."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Bearing:
    """What rests on a told result: what keeps it from being counted anew, what must be looked at after."""

    obstacles: list[Obstacle]
    notes: list[str]


def bearing_of(round_: Round) -> Bearing:
    return Bearing([*_later(round_), *_officers_at_work(round_)], [*_notes(round_)])


def may_order(round_: Round, viewer: Any) -> bool:
    """Who enters the decision on it: the presidium; the superior's also who prepares elections."""
    if round_.state != RoundState.ANNOUNCED:
        return False
    if not can(viewer, Permission.ELECTIONS_PREPARE, at=round_):
        return False
    return is_of_presidium(round_, viewer) or is_over(round_)


def is_over(round_: Round) -> bool:
    """Whether the congress is over as far as deciding on its ballots goes."""
    return Decider.SUPERIOR in deciders_of_recount(round_)


def get_recount(pk: int, *, viewer: Any) -> Recount:
    """A recount with the result there was before; `NotPermitted` where that was never told."""
    rows = Recount.objects.select_related("round__election__congress__organization__parent")
    found = rows.filter(pk=pk).exclude(settled={}).first()
    if found is None:
        raise NotFound(_("Không tìm thấy kết quả này."))
    require(viewer, Permission.ELECTIONS_VIEW, at=found)
    round_ = found.round
    if not found.was_told and not (is_teller(round_, viewer) or may_announce(round_, viewer)):
        raise NotPermitted(
            _("Kết quả này chưa từng được công bố."),
            code="not_announced",
            advice=_("Chỉ ban kiểm phiếu và đoàn chủ tịch xem được."),
        )
    return found


@dataclass(frozen=True, slots=True)
class BeforePage:
    """A result as it stood before its papers were counted anew."""

    recount: Recount
    title: str
    elected: Sequence[NameRow]
    others: Sequence[NameRow]

    @property
    def outcome(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.recount.settled["outcome"]
        return found

    @property
    def percent_of(self) -> str:
        return percent_of(self.outcome)

    @property
    def facts(self) -> list[tuple[str, str]]:
        tally, settled = self.recount.settled["tally"], self.recount.settled
        invalid = sum(tally["invalid"].values())
        return [
            (_("Phiếu thu về"), f"{settled['returned']}"),
            (_("Hợp lệ"), f"{tally['valid']}"),
            (_("Không hợp lệ"), f"{invalid}"),
            (_("Ban kiểm phiếu"), ", ".join(each["name"] for each in settled["tellers"])),
        ]

    @property
    def announced_at(self) -> datetime | None:
        return parse_datetime(self.recount.settled["announced_at"] or "")


def result_before_page(pk: int, *, viewer: Any) -> BeforePage:
    """The result that a recount replaced, or was to replace; see `get_recount`."""
    found = get_recount(pk, viewer=viewer)
    rows = name_rows(found.settled["outcome"])
    return BeforePage(found, office_of(found.round), elected_first(rows), others_after(rows))


def get_recounted(round_: Round, *, viewer: Any) -> Round:
    """The ballot as the recount has it, for who counts or announces; `Conflict` before both sides agree."""
    if not knows_anew(round_, viewer):
        raise NotPermitted(
            _("Kết quả kiểm lại chưa được công bố."),
            code="not_announced",
            advice=_("Hãy chờ trưởng ban kiểm phiếu hoặc đoàn chủ tịch công bố."),
        )
    if round_.state != RoundState.RECOUNTED:
        raise Conflict(_("Chưa có kết quả kiểm lại."), code="round_state")
    return as_recounted(round_)


def knows_anew(round_: Round, viewer: Any) -> bool:
    return is_teller(round_, viewer) or may_announce(round_, viewer)


def as_recounted(round_: Round) -> Round:
    """A copy that reads as if the recount had been told already, but for its hour; never saved."""
    made, anew = copy(round_), round_.anew
    for name in ANEW:
        setattr(made, name, anew[name])
    made.counted_at = parse_datetime(anew["counted_at"])
    made.state, made.anew = RoundState.COUNTED, {}
    made.announced_at = made.sealed_at = made.keep_until = None
    made.seal_note = ""
    return made


def settled_of(round_: Round) -> dict[str, Any]:
    """What a recount keeps of the result there is."""
    hours = {name: getattr(round_, name) for name in ("counted_at", "announced_at", "sealed_at")}
    return {
        **{name: getattr(round_, name) for name in ("attempt", *ANEW)},
        **{name: at.isoformat() if at else None for name, at in hours.items()},
        "seal_note": round_.seal_note,
    }


def running_recount(round_: Round) -> Recount | None:
    """The decision under which a told result is counted anew now."""
    if not round_.is_recounted:
        return None
    rows = round_.recounts.filter(dropped_at__isnull=True, attempt__gt=round_.told_attempt)
    return rows.order_by("attempt").first()


def recount_told(round_: Round) -> Recount | None:
    """The same; or the newest out of which what is told now came."""
    if round_.is_recounted:
        return running_recount(round_)
    if round_.state != RoundState.ANNOUNCED or round_.attempt == 1:
        return None
    rows = round_.recounts.filter(dropped_at__isnull=True, attempt__lte=round_.attempt)
    return next((each for each in rows.order_by("-attempt") if each.was_told), None)


def officers_unseated(congress: Congress) -> list[str]:
    """Officers elected out of a committee that, by its newest result, they are not in: "bí thư: …"."""
    rules = rules_of(congress)
    if not rules.officers_from_committee.value:
        return []
    elections = elections_of(congress)
    if not any(each.office == Office.COMMITTEE for each in elections):
        return []
    elected = elected_by_election(elections)
    seated = {
        row.person.pk
        for each in elections
        if each.office == Office.COMMITTEE
        for row in elected[each.pk]
    }
    return [
        f"{title_of(each, rules)}: {row.name}"
        for each in elections
        if each.office in OFFICERS and seated
        for row in elected[each.pk]
        if row.person.pk not in seated
    ]


def _later(round_: Round) -> Iterator[Obstacle]:
    """A next ballot was made out of this result: it is given up first."""
    later = round_.election.rounds.filter(number__gt=round_.number)
    for each in later.exclude(state=RoundState.VOID).order_by("number"):
        words = _("Lượt bầu %(number)s (%(state)s) đã lập theo kết quả này; phải bỏ lượt ấy trước.")
        if each.state == RoundState.ANNOUNCED:
            words = _("Lượt bầu %(number)s (%(state)s) đã bầu theo kết quả này, nên kết quả này không kiểm lại riêng được.")  # fmt: skip
        facts = {"number": each.number, "state": each.get_state_display()}
        yield Obstacle(words % facts, reverse("elections:result_detail", args=[each.pk]))


def _officers_at_work(round_: Round) -> Iterator[Obstacle]:
    for election in _of_officers(round_):
        for each in election.rounds.filter(state__in=AT_WORK):
            title = title_of(election, rules_of(election.congress))
            words = _("Lượt bầu %(title)s (%(state)s) đang tiến hành trong số người trúng cử; phải làm xong hoặc bỏ lượt ấy trước.")  # fmt: skip
            facts = {"title": title, "state": each.get_state_display()}
            yield Obstacle(words % facts, reverse("elections:result_detail", args=[each.pk]))


def _of_officers(round_: Round) -> list[Election]:
    """Elections out of the committee that this ballot elects."""
    election = round_.election
    if election.office != Office.COMMITTEE:
        return []
    if not rules_of(election.congress).officers_from_committee.value:
        return []
    held = election.congress.elections.exclude(state=ElectionState.CANCELLED)
    return list(held.filter(office__in=OFFICERS).select_related("congress__organization"))


def _notes(round_: Round) -> Iterator[str]:
    """What was made of the result, to be looked at once another is told."""
    election = round_.election
    rules = rules_of(election.congress)
    for paper in Paper.objects.filter(source=source_of(round_)).order_by("pk"):
        entry = getattr(paper, "entry", None)
        if entry is None:
            yield _("Biên bản kiểm phiếu đã đưa vào văn bản, chưa ban hành: đưa lại bản mới.")
        elif entry.cancelled_at is None:
            said = _("Biên bản kiểm phiếu số %(symbol)s đã ban hành: hủy trong sổ và ban hành biên bản mới.")  # fmt: skip
            yield said % {"symbol": entry.symbol}
    for vote in standing_votes(round_):
        said = _("Biểu quyết “%(subject)s” theo kết quả này: kết quả đổi thì phải biểu quyết lại.")
        yield said % {"subject": vote.subject}
    officers = _of_officers(round_)
    elected = elected_by_election(officers)
    for office in officers:
        for row in elected[office.pk]:
            said = _("%(title)s %(name)s được bầu trong số người trúng cử: nếu không còn trúng cử thì phải bầu lại.")  # fmt: skip
            title = title_of(office, rules)
            yield said % {"title": title[:1].upper() + title[1:], "name": row.name}
    for appointment in election.appointments.select_related("person"):
        said = _("Cấp trên đã chỉ định %(appointment)s theo kết quả này: kết quả đổi thì báo cáo cấp trên.")  # fmt: skip
        yield said % {"appointment": appointment}
    sent = Submission.objects.filter(
        congress=election.congress, kind=SubmissionKind.CONFIRMATION.value
    )
    for dossier in sent.order_by("number"):
        said = _("Hồ sơ đề nghị chuẩn y đã gửi cấp trên ngày %(day)s (%(state)s): báo cáo cấp trên kết quả mới.")  # fmt: skip
        day = format_date(timezone.localdate(dossier.submitted_at), DateStyle.DASHED)
        yield said % {"day": day, "state": dossier.get_state_display()}
