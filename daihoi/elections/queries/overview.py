"""The elections of a congress on one page: what to do first, the base, each office with its state."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from daihoi.accounts.permissions import Permission, can
from daihoi.congresses.models import Congress
from daihoi.congresses.queries.congresses import congress_of
from daihoi.elections.models import (
    Body,
    BodyMember,
    Election,
    ElectionState,
    Roll,
    Round,
    RoundState,
)
from daihoi.elections.queries.bodies import LEAST_TELLERS, excluded_from, running, serving
from daihoi.elections.queries.issued_rules import changed_rules, waiting_words
from daihoi.elections.queries.law import kept, level_of, rules_of, title_of
from daihoi.elections.queries.open_places import OpenPlace, open_places
from daihoi.elections.queries.ordered_anew import ordered_anew
from daihoi.elections.queries.planning import Allotted, allotted, offices_elected, offices_missing
from daihoi.elections.queries.rolls import (
    Difference,
    Reckoned,
    asks_delegations,
    differences,
    differs,
    proposed_roll,
    reckoned_now,
    roll_in_force,
)
from daihoi.elections.queries.teller_work import WORK, ballots_to_count, names_of_tellers
from daihoi.rules.elections.parameters import RuleSet
from daihoi.rules.elections.roll import is_told_by_papers

KINDS = {
    RoundState.PREPARING: "neutral",
    RoundState.LISTED: "waiting",
    RoundState.ISSUED: "waiting",
    RoundState.COUNTING: "waiting",
    RoundState.COUNTED: "note",
    RoundState.ANNOUNCED: "done",
    RoundState.RECOUNTING: "late",
    RoundState.RECOUNTED: "note",
    RoundState.VOID: "neutral",
}
OVER = (ElectionState.FINISHED, ElectionState.CANCELLED)


@dataclass(frozen=True, slots=True)
class ToDo:
    """What waits, and where it is done."""

    title: str
    note: str
    url: str
    action: str


@dataclass(frozen=True, slots=True)
class ElectionRow:
    """One office in the order of the congress."""

    election: Election
    title: str
    round: Round | None
    note: str

    @property
    def kind(self) -> str:
        if self.election.state == ElectionState.FINISHED:
            return "done"
        if self.round is None or self.election.state == ElectionState.CANCELLED:
            return "neutral"
        return KINDS[RoundState(self.round.state)]

    @property
    def state(self) -> str:
        if self.election.state in OVER or self.round is None:
            return str(self.election.get_state_display())
        return str(self.round.get_state_display())


@dataclass(frozen=True, slots=True)
class Overview:
    congress: Congress
    edition: str
    rule_book_url: str
    overridden: list[str]
    todo: list[ToDo]
    roll: Roll | None
    is_expected: bool  # the base: papers in the box will tell it
    now: Reckoned | None
    quorum: dict[str, Any] | None
    proposed: Roll | None
    differences: list[Difference]
    rows: list[ElectionRow]
    open_places: list[OpenPlace]
    offices: dict[str, Any] | None  # what the rule says this organization elects
    missing: list[str]
    allotted: Allotted | None
    bodies: list[tuple[str, str]]
    can_prepare: bool
    can_confirm: bool


def overview(pk: int, *, viewer: Any) -> Overview:
    """In a bounded number of queries, however many offices are elected."""
    congress = congress_of(pk, viewer=viewer, to=Permission.ELECTIONS_VIEW)
    rules = rules_of(congress)
    prepares = can(viewer, Permission.ELECTIONS_PREPARE, at=congress)
    confirms = can(viewer, Permission.ELECTIONS_CONFIRM, at=congress)
    roll, waiting = roll_in_force(congress), proposed_roll(congress)
    now = reckoned_now(congress, roll, rules) if roll else None
    missing = offices_missing(congress, rules)
    members = list(
        congress.body_members.filter(released_at__isnull=True).select_related("person__unit")
    )
    elections = _elections(congress)
    answer = offices_elected(congress, rules)
    seen = _Seen(congress, rules, roll, waiting, now, elections, members, bool(missing))
    return Overview(
        congress,
        f"{rules.edition.name} ({rules.edition.code})",
        url_of("congresses:rule_book", congress.pk),
        [str(each) for each in rules.overridden],
        [
            *_anew(congress, rules, works=prepares),
            *_todo_for(viewer, seen, works=prepares or confirms),
        ],
        roll,
        is_told_by_papers(rules),
        now,
        kept(now.quorum) if now else None,
        waiting,
        differences(congress, roll) if roll and (prepares or confirms) else [],
        [_row(each, rules) for each in elections],
        open_places(congress, rules=rules, elections=elections, may_prepare=prepares),
        kept(answer) if answer else None,
        [rules.title(each, level_of(congress.organization)) for each in missing],
        allotted(congress),
        _bodies(members),
        prepares,
        confirms,
    )


def url_of(name: str, *arguments: object) -> str:
    """An address, or "" while nobody serves it."""
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""


@dataclass(frozen=True, slots=True)
class _Seen:
    congress: Congress
    rules: RuleSet
    roll: Roll | None
    proposed: Roll | None
    now: Reckoned | None
    elections: list[Election]
    members: list[BodyMember]
    lacks_offices: bool

    @property
    def tellers(self) -> list[BodyMember]:
        return [each for each in self.members if each.body == Body.TELLERS]


def _todo_for(viewer: Any, seen: _Seen, *, works: bool) -> list[ToDo]:
    """Ballots she counts first, then what waits for who prepares; each ballot once."""
    own = list(ballots_to_count(seen.elections, seen.members, viewer))
    counted = {each.election_id for each in own}
    others = replace(seen, elections=[each for each in seen.elections if each.pk not in counted])
    titles = {each.pk: title_of(each, seen.rules) for each in seen.elections}
    found = [_for_teller(each, titles[each.election_id]) for each in own]
    return [*found, *_todo(others)] if works else found


def _anew(congress: Congress, rules: RuleSet, *, works: bool) -> list[ToDo]:
    """Offices that the superior wants elected anew."""
    found = ordered_anew(congress, rules=rules).values() if works else ()
    return [
        ToDo(
            each.words,
            "; ".join(each.reasons),
            url_of("elections:election_detail", each.election.pk),
            _("Mở"),
        )
        for each in found
    ]


def _for_teller(round_: Round, office: str) -> ToDo:
    title, page, action = WORK[RoundState(round_.state)]
    url = url_of(f"elections:{page}", round_.pk)
    return ToDo(str(title) % {"office": office}, "", url, str(action))


def _todo(seen: _Seen) -> Iterator[ToDo]:
    pk = seen.congress.pk
    yield from _of_roll(seen)
    if seen.lacks_offices:
        note = _("Mỗi chức danh một cuộc bầu, theo thứ tự.")
        yield ToDo(_("Lập các cuộc bầu"), note, "#elections", _("Xem"))
    tellers = seen.tellers
    if seen.roll is not None and len(tellers) < LEAST_TELLERS:
        url = url_of("elections:body_name", pk, Body.TELLERS.value)
        note = _("Cần ít nhất %(n)s người để kiểm hai lần độc lập.") % {"n": LEAST_TELLERS}
        yield ToDo(_("Bầu ban kiểm phiếu"), note, url, _("Đề xuất"))
    for election in seen.elections:
        if election.state in OVER:
            continue
        for excluded in excluded_from(election, seen.rules, tellers):
            title = _("Thay %(name)s trong ban kiểm phiếu") % {"name": excluded.member.person}
            url = url_of("elections:body_detail", pk)
            yield ToDo(title, excluded.answer["words"], url, _("Mở"))
        if seen.roll is not None:
            yield from _of_election(election, seen, seen.roll)


def _of_roll(seen: _Seen) -> Iterator[ToDo]:
    """What the roll and the quorum wait for."""
    pk = seen.congress.pk
    roll_url = url_of("elections:roll_detail", pk)
    if seen.proposed is not None:
        note = _("Cấp ủy triệu tập quyết định lý do vắng của từng người rồi xác nhận mẫu số.")
        yield ToDo(_("Xác nhận danh sách cử tri"), note, roll_url, _("Mở danh sách"))
    elif seen.roll is None:
        note = _("Lập từ điểm danh của cuộc họp đại hội; chưa có mẫu số thì chưa bầu được.")
        yield ToDo(_("Lập danh sách cử tri"), note, roll_url, _("Mở"))
    if seen.now is not None and not seen.now.has_quorum:
        yield ToDo(_("Chưa đủ số người dự đại hội"), seen.now.quorum.words, roll_url, _("Xem"))
    waits = seen.roll is not None and seen.roll.delegations is None
    if waits and asks_delegations(seen.congress, seen.rules):
        note = _("Điều kiện họp tính cả số tổ chức trực thuộc có đại biểu dự.")
        url = url_of("elections:roll_delegations", pk)
        yield ToDo(_("Ghi số tổ chức có đại biểu dự"), note, url, _("Ghi"))


def _of_election(election: Election, seen: _Seen, roll: Roll) -> Iterator[ToDo]:
    """The one next thing of an election; what tellers do is said with their names."""
    rules = seen.rules
    title, round_ = capfirst(title_of(election, rules)), last_round(election)
    own = url_of("elections:election_detail", election.pk)
    if election.seats is None:
        yield ToDo(_("%(title)s: quyết định số lượng bầu") % {"title": title}, "", own, _("Mở"))
        return
    if round_ is None or round_.state == RoundState.PREPARING:
        yield ToDo(_("%(title)s: lập danh sách bầu cử") % {"title": title}, "", own, _("Mở"))
        return
    papers = url_of("elections:ballot_detail", round_.pk)
    said = {
        RoundState.LISTED: _("in phiếu") if round_.printed is None else _("phát phiếu"),
        RoundState.ISSUED: _("đang bỏ phiếu, chờ mở hòm phiếu"),
        RoundState.COUNTING: _("đang kiểm phiếu"),
        RoundState.COUNTED: _("kết quả chờ công bố"),
        RoundState.ANNOUNCED: _("đã công bố, xem bước tiếp theo"),
        RoundState.RECOUNTING: _("kết quả đã công bố đang được kiểm lại"),
        RoundState.RECOUNTED: _("kết quả kiểm lại chờ công bố"),
        RoundState.VOID: _("lượt bầu đã bỏ, chuẩn bị bầu lại"),
    }[RoundState(round_.state)]
    url = {
        RoundState.COUNTING: url_of("elections:hall", seen.congress.pk),
        RoundState.COUNTED: url_of("elections:result_detail", round_.pk),
        RoundState.ANNOUNCED: url_of("elections:result_detail", round_.pk),
        RoundState.RECOUNTING: url_of("elections:hall", seen.congress.pk),
        RoundState.RECOUNTED: url_of("elections:result_detail", round_.pk),
        RoundState.VOID: url_of("elections:result_detail", round_.pk),
    }.get(RoundState(round_.state), papers)
    is_theirs = round_.state in WORK and round_.printed is not None
    who = names_of_tellers(round_, seen.members) if is_theirs else ""
    note = _("Việc của ban kiểm phiếu: %(names)s.") % {"names": who} if who else ""
    yield ToDo(f"{title}: {said}", note, url or papers, _("Xem") if who else _("Mở"))
    is_out = round_.state in {RoundState.ISSUED, RoundState.COUNTING, RoundState.COUNTED}
    if is_out and round_.roll is not None and differs(round_.roll, roll):
        note = _("Danh sách cử tri đã điều chỉnh sau khi phát phiếu.")
        yield ToDo(_("%(title)s: mẫu số đã đổi") % {"title": title}, note, papers, _("Mở"))
    if changed := changed_rules(round_, rules):
        heading = _("%(title)s: quy định đã đổi sau khi phát phiếu") % {"title": title}
        yield ToDo(heading, waiting_words(changed), papers, _("Mở"))


def last_round(election: Election) -> Round | None:
    """Its latest ballot; asks nothing where rounds were read with it."""
    return max(election.rounds.all(), key=lambda each: each.number, default=None)


def _elections(congress: Congress) -> list[Election]:
    rows = congress.elections.select_related("congress__organization")
    rows = rows.prefetch_related("rounds__names", "rounds__roll", "nominations")
    return list(rows.order_by("position", "pk"))


def _row(election: Election, rules: RuleSet) -> ElectionRow:
    round_ = last_round(election)
    parts = []
    if election.outcome:
        parts.append(election.outcome)
    elif election.seats is not None:
        parts.append(_("bầu %(n)s người") % {"n": election.seats})
        if round_ is not None and (names := len(round_.names.all())):
            parts.append(_("danh sách %(n)s người") % {"n": names})
    else:
        parts.append(_("đề nghị bầu %(n)s người") % {"n": election.planned_seats})
    if round_ is not None and round_.number > 1:
        parts.append(_("lượt %(n)s") % {"n": round_.number})
    return ElectionRow(election, capfirst(title_of(election, rules)), round_, " · ".join(parts))


def _bodies(members: list[BodyMember]) -> list[tuple[str, str]]:
    found = []
    for body in Body:
        names = [
            f"{each.person} ({_('trưởng')})" if each.is_head else str(each.person)
            for each in sorted(members, key=lambda row: (not row.is_head, row.person.name_key))
            if each.body == body
        ]
        found.append((str(body.label), ", ".join(names) or _("chưa có")))
    return found


def next_thing(congress: Congress) -> ToDo | None:
    """What the first page says of the elections of a congress; None where nothing waits."""
    roll, waiting = roll_in_force(congress), proposed_roll(congress)
    if roll is None and waiting is None:
        return None
    rules = rules_of(congress)
    now = reckoned_now(congress, roll, rules) if roll else None
    tellers = list(serving(congress, Body.TELLERS))
    seen = _Seen(
        congress, rules, roll, waiting, now, running(congress), tellers, lacks_offices=False
    )
    return next(_todo(seen), None)
