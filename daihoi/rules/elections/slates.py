"""What is elected and out of whom: bodies, seats, surplus, the list, its order, kinds of vote."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from daihoi.rules.elections.answers import Answer
from daihoi.rules.elections.kinds import (
    Body,
    Continuation,
    Form,
    Level,
    ListOrder,
    Matter,
    Office,
    VoteKind,
    label,
)
from daihoi.rules.elections.parameters import Parameter, RuleSet
from daihoi.rules.wording import listed

_FOR_ONE = frozenset({Office.SECRETARY, Office.INSPECTION_HEAD})


def vote_kind(what: Office | Matter, rules: RuleSet) -> Answer:
    """``secret_ballot`` or ``open_vote`` for an office or a matter (E-011, E-012)."""
    secret: Parameter[Any] = (
        rules.secret_ballot_for if isinstance(what, Office) else rules.secret_ballot_matters
    )
    is_secret = what in secret.value
    kind = VoteKind.SECRET if is_secret else VoteKind.OPEN
    name = rules.title(what) if isinstance(what, Office) else label(what)
    used = (secret,) if is_secret or isinstance(what, Office) else (rules.open_vote_for, secret)
    return Answer(decision=kind.value, words=f"{name.capitalize()}: {label(kind)}.", used=used)


def check_paper(offices: Sequence[Office], rules: RuleSet) -> Answer:
    """Whether one paper may elect these offices (E-013): ``accepted`` or ``refused``."""
    used = (rules.one_office_per_paper,)
    if rules.one_office_per_paper.value and len(set(offices)) > 1:
        names = listed(rules.title(each) for each in offices)
        words = f"Không in chung {names} trên một phiếu; mỗi chức danh bầu riêng."
        return Answer(decision="refused", words=words, used=used)
    return Answer(decision="accepted", words="Phiếu chỉ bầu một loại chức danh.", used=used)


def check_body(body: Body, *, form: Form, rules: RuleSet) -> Answer:
    """``elected_here`` or ``not_elected_here``: a member congress elects no credentials committee (E-021)."""
    members = form is not Form.DELEGATE_CONGRESS
    bodies = rules.bodies_member_congress if members else rules.bodies_delegate_congress
    if body in bodies.value:
        words = f"{label(form).capitalize()} bầu {label(body)}."
        return Answer(decision="elected_here", words=words, used=(bodies,))
    words = f"{label(form).capitalize()} không bầu {label(body)}."
    if body is Body.CREDENTIALS:
        words += " Cấp ủy triệu tập báo cáo tình hình đảng viên dự đại hội."
    return Answer(decision="not_elected_here", words=words, used=(bodies,))


def elects(official_members: int, rules: RuleSet) -> Answer:
    """Which offices a cell's congress elects, in order (E-160, E-162, E-163).

    ``with_committee`` or ``without_committee``; facts ``offices`` and ``optional``, and ``from_among``
    which says out of whom the secretary is elected.
    """
    used: tuple[Parameter[Any], ...] = (
        rules.committee_from_members,
        rules.committee_members_counted,
        rules.secretary_elected_separately,
    )
    least = rules.committee_from_members.value
    secretary, deputy = Office.SECRETARY, Office.DEPUTY_SECRETARY
    among = Office.COMMITTEE.value
    optional: tuple[Office, ...] = ()
    offices: tuple[Office, ...] = (Office.COMMITTEE, secretary, deputy)
    titles = {each: rules.title(each, Level.GRASSROOTS_CELL) for each in Office}
    words = f"Bầu {listed(titles[each] for each in offices)}, mỗi chức danh một cuộc bầu."
    if official_members < least:
        offices, optional, among = (secretary,), (deputy,), "members"
        words = (
            f"Dưới {least} đảng viên chính thức: không bầu {titles[Office.COMMITTEE]}; bầu"
            f" {titles[secretary]}, nếu cần thì bầu {titles[deputy]}."
        )
    return Answer(
        decision="with_committee" if official_members >= least else "without_committee",
        words=words,
        used=used,
        arithmetic=f"{official_members} {'≥' if official_members >= least else '<'} {least}",
        facts={"offices": offices, "optional": optional, "from_among": among},
    )


def check_seats(office: Office, seats: int, level: Level, rules: RuleSet) -> Answer:
    """A plan's number: ``accepted`` or ``refused`` (E-160, E-161, E-166).

    The limits are a cell's; above it the superior sets the number, which no edition holds.
    """
    title = rules.title(office, level)
    if level not in {Level.SUBORDINATE_CELL, Level.GRASSROOTS_CELL}:
        words = f"Số lượng {title} do cấp trên hướng dẫn."
        return Answer(decision="accepted", words=words, used=(rules.committee_max,))
    if office in rules.cell_offices_never.value:
        words = f"Chi bộ không có {title}."
        return Answer(decision="refused", words=words, used=(rules.cell_offices_never,))
    if office in _FOR_ONE and seats > 1:
        words = f"Chỉ bầu một {title}."
        used: tuple[Parameter[Any], ...] = (rules.secretary_elected_separately,)
        return Answer(decision="refused", words=words, used=used, facts={"most": 1})
    most, least = {
        Office.COMMITTEE: (rules.committee_max, rules.committee_min),
        Office.DEPUTY_SECRETARY: (rules.deputies_max, None),
    }.get(office, (None, None))
    if most is not None and most.value and seats > most.value:
        words = f"Không bầu {seats} {title}: nhiều nhất {most.value}."
        return Answer(decision="refused", words=words, used=(most,), facts={"most": most.value})
    if least is not None and seats < least.value:
        words = f"Không bầu {seats} người vào {title}: ít nhất {least.value}."
        return Answer(decision="refused", words=words, used=(least,), facts={"least": least.value})
    limits = [each for each in (most, least) if each is not None]
    used = (rules.cell_offices_never, *limits)
    return Answer(decision="accepted", words=f"Bầu {seats} {title} là được.", used=used)


def seats_voted(office: Office, rules: RuleSet) -> Answer:
    """Whether the congress votes the number: that of delegates is allotted (E-147)."""
    is_delegate = office in {Office.SUPERIOR_DELEGATE, Office.ALTERNATE_DELEGATE}
    if is_delegate and rules.delegates_allotted.value:
        words = "Số đại biểu do cấp trên phân bổ, đại hội không biểu quyết số lượng."
        return Answer(decision="allotted", words=words, used=(rules.delegates_allotted,))
    words = "Đại hội biểu quyết số lượng cần bầu."
    used = (rules.open_vote_for, *((rules.delegates_allotted,) if is_delegate else ()))
    return Answer(decision="voted", words=words, used=used)


def most_surplus(office: Office, seats: int, rules: RuleSet) -> Answer:
    """How many names more than seats a list may hold (E-082, E-084): ``capped`` or ``free``."""
    if office not in rules.surplus_capped_for.value or rules.surplus_max_percent.value is None:
        words = "Quy chế không giới hạn số dư."
        return Answer(
            decision="free", words=words, used=(rules.surplus_capped_for, rules.surplus_max_percent)
        )
    small = rules.small_body_seats
    if small.value is not None and seats in small.value:
        most = rules.small_body_surplus_max.value
        words = f"Bầu {seats} người: số dư nhiều nhất {most} người."
        return Answer(
            decision="capped",
            words=words,
            used=(small, rules.small_body_surplus_max),
            arithmetic=f"{seats} + {most} = {seats + most}",
            facts={"surplus": most, "longest": seats + most},
        )
    percent = rules.surplus_max_percent.value
    most = percent * seats // 100
    words = f"Số dư nhiều nhất {percent}% của {seats} là {most} người."
    used: tuple[Parameter[Any], ...] = (rules.surplus_max_percent,)
    if most < rules.surplus_max_at_least.value:
        most = rules.surplus_max_at_least.value
        words = f"{percent}% của {seats} chưa tới một người: số dư nhiều nhất {most} người."
        used = (*used, rules.surplus_max_at_least)
    return Answer(
        decision="capped",
        words=words,
        used=used,
        arithmetic=f"{seats} + {most} = {seats + most}",
        facts={"surplus": most, "longest": seats + most},
    )


def check_slate(
    office: Office,
    seats: int,
    names: int,
    rules: RuleSet,
    *,
    is_later_ballot: bool = False,
    congress_agrees_equal: bool = False,
) -> Answer:
    """Whether a list of so many names may be voted on: ``accepted``, ``too_short`` or ``too_long``.

    A committee's list is longer than the seats (E-081), up to the cap; one name for a secretary is
    enough (E-085). In a later ballot the list may equal the seats if the congress says so (E-148).
    """
    if seats < 1:
        raise ValueError("Số lượng cần bầu phải từ 1 trở lên.")
    facts = {"seats": seats, "names": names, "surplus": names - seats}
    cap = most_surplus(office, seats, rules)
    used: tuple[Parameter[Any], ...] = (rules.surplus_required_for, *cap.used)
    if names < seats:
        words = f"Danh sách {names} người không đủ để bầu {seats}."
        return Answer(decision="too_short", words=words, used=used, facts=facts)
    if names == seats and office in rules.surplus_required_for.value:
        equal = rules.equal_list_when_congress_agrees
        used = (*used, equal) if is_later_ballot else used
        if not (is_later_ballot and congress_agrees_equal and equal.value):
            words = f"Danh sách bầu {rules.title(office)} phải nhiều hơn {seats} người."
            return Answer(decision="too_short", words=words, used=used, facts=facts)
    if cap.decision == "capped" and names - seats > cap.facts["surplus"]:
        words = f"Danh sách {names} người là quá. {cap.words}"
        return Answer(
            decision="too_long",
            words=words,
            used=used,
            facts={**facts, **cap.facts},
            arithmetic=cap.arithmetic,
        )
    words = f"Danh sách {names} người để bầu {seats} là được."
    return Answer(decision="accepted", words=words, used=used, facts=facts)


def prepared_surplus(seats: int, rules: RuleSet) -> Answer:
    """How long the convening committee's own list should be (E-083): facts ``least``, ``most``."""
    span = rules.prepared_surplus_percent.value
    used: tuple[Parameter[Any], ...] = (
        rules.prepared_surplus_percent,
        rules.prepared_surplus_rounding,
    )
    if span is None:
        return Answer(decision="free", words="Không có quy định về số dư chuẩn bị.", used=used)
    least, most = (max(1, (each * seats + 50) // 100) for each in (span.least, span.most))
    return Answer(
        decision="asked",
        words=f"Cấp ủy triệu tập chuẩn bị số dư {least}–{most} người ({span.least}–{span.most}%).",
        used=used,
        arithmetic=f"{seats} × {span.least}–{span.most}% ≈ {least}–{most}",
        facts={"least": least, "most": most},
    )


def cut_list(
    office: Office, seats: int, prepared: Sequence[str], floor: Mapping[str, int], rules: RuleSet
) -> Answer:
    """A list with names from the floor, cut to the cap by support (E-086, E-087).

    ``fits``, ``cut``, ``prepared_too_long``, or ``level`` where equal support leaves the last places open; facts ``list``,
    ``left_out`` and ``level``. ``ValueError`` for a name that is in both.
    """
    if both := sorted(set(prepared) & set(floor)):
        raise ValueError(f"{both[0]} đã có trong danh sách của cấp ủy triệu tập.")
    cap = most_surplus(office, seats, rules)
    whole = [*prepared, *floor]
    if cap.decision == "free" or len(whole) <= cap.facts["longest"]:
        words = f"Danh sách {len(whole)} người không quá mức; đại hội quyết định danh sách."
        return Answer(decision="fits", words=words, used=cap.used, facts={"list": tuple(whole)})
    room = cap.facts["longest"] - len(prepared)
    used = (*cap.used, rules.list_cut)
    if room < 0:
        words = f"Danh sách {len(prepared)} người của cấp ủy triệu tập đã quá. {cap.words}"
        facts = {"list": tuple(prepared), "longest": cap.facts["longest"]}
        return Answer(decision="prepared_too_long", words=words, used=used, facts=facts)
    by_support = sorted(floor, key=lambda name: -floor[name])
    last = floor[by_support[room - 1]] if room else None
    level = [each for each in by_support if floor[each] == last]
    sure = [each for each in by_support if last is not None and floor[each] > last]
    is_level = last is not None and len(sure) + len(level) > room
    taken = sure if is_level else by_support[:room]
    facts = {
        "list": (*prepared, *taken),
        "left_out": tuple(
            each for each in floor if each not in taken and not (is_level and each in level)
        ),
        "level": tuple(level) if is_level else (),
        "longest": cap.facts["longest"],
    }
    words = (
        f"{cap.words} Danh sách {len(whole)} người là quá: xin ý kiến, lấy người nhiều ủng hộ hơn"
    )
    words += f" đến {cap.facts['longest']} người."
    if is_level:
        words += f" {listed(level)} bằng nhau; đại hội quyết định."
    decision = "level" if is_level else "cut"
    return Answer(decision=decision, words=words, used=used, arithmetic=cap.arithmetic, facts=facts)


def poll_required(office: Office, rules: RuleSet) -> Answer:
    """Whether people from the floor must first pass an opinion poll (E-069): ``required`` or not."""
    used = (rules.floor_poll_required_for, rules.floor_poll_run_by, rules.floor_poll_counted_by)
    if office in rules.floor_poll_required_for.value:
        body = listed(label(each) for each in rules.floor_poll_counted_by.value)
        words = (
            f"Phải xin ý kiến; {label(rules.floor_poll_run_by.value)} tổ chức, {body} kiểm phiếu."
        )
        return Answer(decision="required", words=words, used=used)
    return Answer(decision="optional", words="Không bắt buộc xin ý kiến.", used=used)


def list_order(
    names: Collection[str], *, key: Callable[[str], Any], rules: RuleSet
) -> tuple[str, ...]:
    """Names as the ballot prints them (E-088, E-089).

    ``key`` sorts by given name in Vietnamese order (`vietnamese.names.name_key`). An edition with a
    free order, or one that nobody can sort by (strokes), keeps the order given.
    """
    if rules.list_order.value in {ListOrder.GIVEN_NAME, ListOrder.ALPHABETICAL}:
        return tuple(sorted(names, key=key))
    return tuple(names)


def continuation_of(
    office: Office, rules: RuleSet
) -> tuple[Parameter[Continuation], Parameter[int], Parameter[Continuation]]:
    """What an edition says of seats left open: at first, for how many ballots, and then."""
    kind = "committee"
    if office in {Office.SUPERIOR_DELEGATE, Office.ALTERNATE_DELEGATE}:
        kind = "delegates"
    elif office not in {Office.COMMITTEE, Office.STANDING_COMMITTEE, Office.INSPECTION_COMMITTEE}:
        kind = "single"
    first: Parameter[Continuation] = getattr(rules, f"incomplete_{kind}")
    rounds: Parameter[int] = getattr(rules, f"incomplete_{kind}_rounds")
    then: Parameter[Continuation] = getattr(rules, f"incomplete_{kind}_then")
    return first, rounds, then
