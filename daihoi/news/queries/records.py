"""What the records say of a congress, and where a text says something else (S64)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from daihoi.congresses.models import Congress, TargetPrecision
from daihoi.congresses.queries.congresses import target_text
from daihoi.documents.queries.spelling import names_of
from daihoi.meetings.models import Meeting, MeetingKind
from daihoi.news.queries.filling import known
from daihoi.organizations.models import OfficeKind, Organization
from daihoi.organizations.queries.memberships import in_force
from daihoi.papers.fields import field_key
from daihoi.rules.plans import ApproximateDay, approximate_day
from daihoi.vietnamese.dates import DateError, DateStyle, format_date, parse_date, weekday_name
from daihoi.vietnamese.numerals import from_roman, ordinal_words
from daihoi.vietnamese.spelling import CAPITALS
from daihoi.vietnamese.text import fold, nfc

ROUNDS = field_key("số lần lấy ý kiến báo cáo chính trị")
_DATE = r"(\d{1,2}[-/.]\d{1,2}[-/.]\d{4})"
_ROMAN = re.compile(r"lần thứ ([IVXLC]+)\b")
# "nhất", "hai", … "ba mươi": the longer first, or "hai mươi" would read as "hai".
_ORDINALS = {ordinal_words(n).removeprefix("thứ "): n for n in range(30, 0, -1)}
_IN_WORDS = "|".join(sorted(_ORDINALS, key=len, reverse=True))
_WORDED = re.compile(rf"lần thứ ({_IN_WORDS})\b", re.IGNORECASE)
_ELSEWHERE = re.compile(r"toàn quốc|đại biểu|Đảng bộ", re.IGNORECASE)
_TERM = re.compile(r"nhiệm kỳ (\d{4}\s*[-–]\s*\d{4})", re.IGNORECASE)
_ROUND = re.compile(
    rf"ý kiến[^.;\n]{{0,60}}?lần thứ (\d{{1,2}}|{_IN_WORDS})\b"
    r"|ý kiến[^.;\n]{0,30}?\b(\d{1,2}) lần\b"
    r"|\b(\d{1,2}) (?:lần|đợt)[^.;\n]{0,30} ý kiến",
    re.IGNORECASE,
)
_TARGET = re.compile(r"(?:đại hội|tổ chức|hoàn thành|dự kiến|phấn đấu)[^.\n]{0,100}?((đầu|giữa|cuối) tháng (\d{1,2}) ?[-/] ?(\d{4}))", re.IGNORECASE)  # fmt: skip
_CAPITAL = rf"[{CAPITALS}][^\W\d_]*"
_NAME = rf"({_CAPITAL}(?: {_CAPITAL}){{1,4}})"
_POSTED = re.compile(_NAME + r",?(?: [-–])? ((?:Phó )?[Bb]í thư) (?:Chi bộ|chi bộ|Chi ủy|chi ủy)")
_NAMES = re.compile(_NAME)
_WEEKDAY = re.compile(
    rf"(?<!lần )(thứ (?:Hai|Ba|Tư|Năm|Sáu|Bảy)|Chủ nhật),? (?:ngày )?{_DATE}", re.IGNORECASE
)
_TOPIC = re.compile(r"[^.\n]*sinh hoạt chuyên đề[^.\n]*", re.IGNORECASE)
_DAY_SAID = re.compile(
    r"(?:(?:tổ chức|khai mạc|tiến hành|dự kiến)[^.;\n]{0,60}?đại hội"
    r"|đại hội[^.;\n]{0,80}?(?:tổ chức|khai mạc|diễn ra|tiến hành|dự kiến|họp))"
    rf"(?:(?!số |theo )[^.;\n]){{0,40}}?ngày {_DATE}",
    re.IGNORECASE,
)
_PARTS = {"đầu": TargetPrecision.EARLY, "giữa": TargetPrecision.MID, "cuối": TargetPrecision.LATE}


@dataclass(frozen=True, slots=True)
class Records:
    """Values only; ``names`` are of organizations, ``people`` full names by their folded form."""

    names: tuple[str, ...] = ()
    people: Mapping[str, str] = field(default_factory=dict)
    numeral: str = ""
    terms: tuple[str, ...] = ()  # of this congress, of the one before
    rounds: int | None = None
    target: str = ""
    target_month: tuple[int, int] | None = None  # month, year
    target_part: str = ""  # TargetPrecision
    window: tuple[date, date] | None = None  # between which days the congress is to be
    is_postponed: bool = False
    bases: Mapping[str, date] = field(default_factory=dict)
    secretary: str = ""
    deputies: tuple[str, ...] = ()
    meetings: tuple[date, ...] = ()  # on a special topic


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where a text differs from the records: what they say, and what to write there."""

    start: int
    found: str
    suggestion: str | None  # None: somebody has to decide herself
    says: str


def records_of(organization: Organization, congress: Congress | None, on: date) -> Records:
    """Everything a text is held against on a day. The caller has checked the viewer."""
    people = {fold(name): name for name in organization.people.values_list("full_name", flat=True)}
    posts = _posts(organization, on)
    base = {
        "names": names_of(organization),
        "people": people,
        "secretary": next(iter(posts.get(OfficeKind.SECRETARY, ())), ""),
        "deputies": tuple(posts.get(OfficeKind.DEPUTY_SECRETARY, ())),
    }
    return Records(**base, **_of_congress(congress, on)) if congress else Records(**base)  # type: ignore[arg-type]  # fields by name


def differences(text: str, records: Records) -> list[Difference]:
    """Every place by where it stands; a text is warned about, never changed."""
    found = [
        *_numerals(text, records),
        *_terms(text, records),
        *_rounds(text, records),
        *_targets(text, records),
        *_days(text, records),
        *_bases(text, records),
        *_people(text, records),
        *_weekdays(text),
        *_meetings(text, records),
    ]
    return sorted(found, key=lambda each: each.start)


def _of_congress(congress: Congress, on: date) -> dict[str, object]:
    facts = known(congress, on)
    length = congress.term_end - congress.term_start
    rounds = facts.get(ROUNDS, "")
    topical = Meeting.objects.filter(congress=congress, kind=MeetingKind.SPECIAL_TOPIC)
    return {
        "numeral": congress.numeral,
        "terms": (congress.term, f"{congress.term_start - length}-{congress.term_start}"),
        "rounds": int(rounds) if rounds.isdigit() else None,
        "target": "" if congress.is_postponed else target_text(congress),
        "target_month": (congress.target_on.month, congress.target_on.year),
        "target_part": congress.target_precision,
        "window": _window(congress),
        "is_postponed": congress.is_postponed,
        "bases": dict(congress.bases.values_list("number", "issued_on")),
        "meetings": tuple(topical.order_by("on").values_list("on", flat=True)),
    }


def _window(congress: Congress) -> tuple[date, date] | None:
    if congress.is_postponed:
        return None
    day = congress.target_on
    if congress.target_precision == TargetPrecision.DAY:
        return day, day
    part = approximate_day(day.year, day.month, ApproximateDay(congress.target_precision))
    return part.first, part.last


def _posts(organization: Organization, on: date) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    people = organization.people.filter(offices__kind__in=("secretary", "deputy_secretary"))
    for person in people.prefetch_related("offices").distinct():
        for office in person.offices.filter(in_force(on)):
            found.setdefault(office.kind, []).append(person.full_name)
    return found


def _numerals(text: str, records: Records) -> Iterator[Difference]:
    if not records.numeral:
        return
    says = _("đại hội lần thứ %(numeral)s") % {"numeral": records.numeral}
    for found in _ROMAN.finditer(text):
        before = _clause_before(text, found.start())
        if found[1] != records.numeral and not _ELSEWHERE.search(before):
            yield Difference(found.start(1), found[1], records.numeral, says)
    number = from_roman(records.numeral)
    for found in _WORDED.finditer(text):
        before = _clause_before(text, found.start()).lower()
        # An opinion round is counted in the same words; `_rounds` looks at those.
        of_congress = "đại hội" in before and "ý kiến" not in before
        if _ORDINALS[found[1].lower()] != number and of_congress and not _ELSEWHERE.search(before):
            yield Difference(found.start(1), found[1], _ordinal(number), says)


def _clause_before(text: str, at: int) -> str:
    return re.split(r"[.;\n,]", text[max(0, at - 90) : at])[-1]


def _ordinal(number: int) -> str:
    return ordinal_words(number).removeprefix("thứ ")


def _terms(text: str, records: Records) -> Iterator[Difference]:
    for found in _TERM.finditer(text):
        if records.terms and found[1] not in records.terms:
            alike = re.sub(r"\s|–", lambda x: "-" if x[0] == "–" else "", found[1])
            meant = alike if alike in records.terms else records.terms[0]
            says = _("nhiệm kỳ %(term)s") % {"term": meant}
            yield Difference(found.start(1), found[1], meant, says)


def _rounds(text: str, records: Records) -> Iterator[Difference]:
    if not records.rounds:
        return
    for found in _ROUND.finditer(text):
        number = next(n for n in (1, 2, 3) if found[n])
        said = found[number].lower()
        is_worded = said in _ORDINALS
        if (_ORDINALS[said] if is_worded else int(said)) != records.rounds:
            says = _("báo cáo chính trị đã lấy ý kiến %(n)s lần") % {"n": records.rounds}
            width = 1 if number == 1 else len(said)  # "lần thứ 4", but "04 lần"
            meant = _ordinal(records.rounds) if is_worded else str(records.rounds).zfill(width)
            yield Difference(found.start(number), found[number], meant, says)


def _targets(text: str, records: Records) -> Iterator[Difference]:
    for found in _TARGET.finditer(text):
        month = (int(found[3]), int(found[4]))
        part = _PARTS[found[2].lower()]
        firm = records.target_part == TargetPrecision.DAY
        fits = month == records.target_month and (firm or part == records.target_part)
        if records.is_postponed or (records.target and not fits):
            yield _of_target(found.start(1), found[1], records)


def _days(text: str, records: Records) -> Iterator[Difference]:
    """A day said to be that of the congress; days of papers and of other congresses are not."""
    for found in _DAY_SAID.finditer(text):
        day = _day(found[1])
        fits = records.window and day and records.window[0] <= day <= records.window[1]
        known_day = records.is_postponed or records.window
        if day and known_day and not fits and not _ELSEWHERE.search(found[0]):
            yield _of_target(found.start(1), found[1], records)


def _of_target(start: int, found: str, records: Records) -> Difference:
    if records.is_postponed:
        return Difference(start, found, None, _("đại hội đang hoãn, chưa có ngày mới"))
    says = _("thời gian đại hội: %(target)s") % {"target": records.target}
    return Difference(start, found, records.target, says)


def _bases(text: str, records: Records) -> Iterator[Difference]:
    for number, issued_on in records.bases.items():
        for found in re.finditer(rf"{re.escape(number)},? (?:ngày )?{_DATE}", text):
            written = found[1]
            if _day(written) != issued_on:
                style = DateStyle.SLASHED if "/" in written else DateStyle.DASHED
                meant = format_date(issued_on, style)
                says = _("%(number)s ban hành ngày %(day)s") % {"number": number, "day": meant}
                yield Difference(found.start(1), written, meant, says)


def _people(text: str, records: Records) -> Iterator[Difference]:
    """Names in posts, then names that differ from a member's in marks only."""
    taken: set[int] = set()
    for found in _POSTED.finditer(text):
        name, post = found[1], found[2].lower()
        holders = (records.secretary,) if post == "bí thư" else records.deputies
        if not any(holders) or any(name.endswith(holder) for holder in holders):
            continue
        own = re.sub(r"^(?:Ông|Bà) ", "", name)
        start = found.start(1) + len(name) - len(own)
        taken.add(start)
        says = _("%(post)s là đồng chí %(name)s") % {"post": found[2], "name": holders[0]}
        yield Difference(start, own, holders[0], says)
    for found in _NAMES.finditer(text):
        name = re.sub(r"^(?:Ông|Bà) ", "", found[1])
        start = found.start(1) + len(found[1]) - len(name)
        registered = records.people.get(fold(name))
        if registered and nfc(name) != registered and start not in taken:
            says = _("tên trong danh sách: %(name)s") % {"name": registered}
            yield Difference(start, name, registered, says)


def _weekdays(text: str) -> Iterator[Difference]:
    for found in _WEEKDAY.finditer(text):
        day = _day(found[2])
        if day and weekday_name(day).lower() != found[1].lower():
            says = _("%(day)s là %(weekday)s") % {"day": found[2], "weekday": weekday_name(day)}
            yield Difference(found.start(1), found[1], weekday_name(day), says)


def _meetings(text: str, records: Records) -> Iterator[Difference]:
    for sentence in _TOPIC.finditer(text):
        for found in re.finditer(rf"ngày {_DATE}", sentence[0]):
            day = _day(found[1])
            if day and records.meetings and day not in records.meetings:
                nearest = min(records.meetings, key=lambda held: abs(held - day))
                style = DateStyle.SLASHED if "/" in found[1] else DateStyle.DASHED
                meant = format_date(nearest, style)
                says = _("buổi sinh hoạt chuyên đề ghi ngày %(day)s") % {"day": meant}
                yield Difference(sentence.start() + found.start(1), found[1], meant, says)


def _day(written: str) -> date | None:
    try:
        return parse_date(written).first_day()
    except DateError:
        return None
