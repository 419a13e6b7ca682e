"""What a paper says today: its text with every field filled from data, from people, or left a gap."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import Case, Q, When

from daihoi.base import clock, offers
from daihoi.base.language import in_dialect
from daihoi.congresses.models import Congress, Subcommittee, SubcommitteePost
from daihoi.congresses.queries.facts import short_day
from daihoi.organizations.models import DayStyle
from daihoi.organizations.queries.facts import items
from daihoi.organizations.queries.memberships import in_force
from daihoi.papers.fields import Value, field_key, field_names, fields_in, fill, parse_blocks
from daihoi.papers.official import CheckMark, OfficialPaper, Signature
from daihoi.papers.outline import Block, plain
from daihoi.papers.profiles import (
    Profile,
    get_profile,
    number_and_symbol,
    profile_on,
    signed_for,
)
from daihoi.registry.models import Paper, RegisterEntry
from daihoi.registry.queries.examples import field_examples
from daihoi.registry.queries.terms import congress_days, symbol_of
from daihoi.registry.skeletons import of_presidium, shared_fields
from daihoi.rules.papers import CATALOGUE, TYPES, DossierPart, Issuer, PaperKind, SeriesKind
from daihoi.rules.papers.numbering import CONGRESS, number_line, series_kind
from daihoi.vietnamese.dates import DateError, DateStyle, format_date, parse_date

# What another app deposits stands at one of these, or else is the whole text.
DEPOSITED = (
    "bảng tổng hợp ý kiến",
    "tổng hợp góp ý văn kiện cấp trên",
    "nội dung văn kiện",
    "tình hình công tác chuẩn bị",
)
_CITED = {"số, ngày kế hoạch đại hội": "KHDH", "số, ngày nghị quyết đại hội": "NQDH"}
_RESTRICTED = [code for code, kind in CATALOGUE.items() if kind.is_restricted]


@dataclass(frozen=True, slots=True)
class Sources:
    """What fields of a congress's papers are filled from; read once for all of them.

    ``facts`` hold at least the fields that were asked for.
    """

    congress: Congress
    on: date
    facts: Mapping[str, Value]
    cited: Mapping[str, str]  # of issued papers, by field
    heads: Mapping[int, str]  # head of each subcommittee
    shared: Mapping[str, str] = field(default_factory=dict)  # typed in one open paper, used in all
    personnel: Mapping[str, str] = field(default_factory=dict)  # the same, of restricted ones


def sources_of(
    congress: Congress, on: date | None = None, *, wanted: Collection[str] | None = None
) -> Sources:
    """What is known about a congress on a day; the caller has checked who reads.

    ``wanted`` names the fields to be filled (`fields_of`), None: all that any app knows.
    """
    day = on or clock.today()
    posts = SubcommitteePost.objects.filter(
        in_force(day), subcommittee__congress=congress, post=SubcommitteePost.Post.HEAD
    )
    return Sources(
        congress,
        day,
        facts_for(congress, day, wanted),
        _cited(congress),
        dict(posts.values_list("subcommittee_id", "person__full_name")),
        *_typed_elsewhere(congress),
    )


def facts_for(congress: Congress, on: date, wanted: Collection[str] | None) -> dict[str, Value]:
    """What the apps answer, in the organization's words, by the keys of fields."""
    with in_dialect(congress.organization.family.dialect):
        told = offers.facts_of(congress, on, wanted=wanted)
    return {field_key(name): value for name, value in told.items()}


def fields_of(papers: Iterable[Paper]) -> frozenset[str]:
    """All fields that some of these papers name, by whomever they may be issued."""
    return frozenset(
        name for paper in papers for form in _forms(paper) for name in field_names(form)
    )


def official_paper(
    paper: Paper,
    *,
    number: str = "",
    dated_on: date | None = None,
    check: CheckMark | None = None,
    is_issued: bool = False,
    sources: Sources | None = None,
) -> OfficialPaper:
    """The paper as it stands: a draft with its mark, or with ``number`` ("05-NQ/CB") what is issued.

    ``is_issued`` without a number: a kind that has none.
    """
    day = dated_on or paper.dated_on
    known = sources or sources_of(paper.congress, day, wanted=fields_of([paper]))
    profile = profile_of(paper, day)
    template = _template_on(paper, number, day or known.on)
    numbered = _number(paper, number, profile, day or known.on)
    values = values_for(paper, known) | {
        "số, ký hiệu": numbered,
        "số của văn bản": numbered[:1].lower() + numbered[1:].replace(": ", " ", 1),
        "ngày văn bản": _day(day, known.on),
    }
    if paper.body is not None:
        values |= dict.fromkeys(DEPOSITED, _body(paper))
    filled = fill(template, values)
    is_draft = not (is_issued or number)
    return replace(
        filled,
        signatures=tuple(_signed(each, paper, profile) for each in filled.signatures),
        draft=paper.draft if is_draft else 0,
        check=check,
        number=filled.number if number or is_draft else (),
    )


def profile_of(paper: Paper, dated_on: date | None = None) -> Profile:
    """The layout chosen for it, or the one in force on its day for its family (D2)."""
    if paper.profile:
        return get_profile(paper.profile)
    day = dated_on or paper.dated_on or clock.today()
    return profile_on(day, is_state=paper.congress.organization.family.is_state_layout)


def template_of(paper: Paper) -> OfficialPaper:
    """What the template gave and people changed, fields still in it."""
    return OfficialPaper.from_json(paper.content)


def values_for(paper: Paper, sources: Sources) -> dict[str, Value]:
    """Values of all fields that have one, those typed into this paper before all others."""
    kind = CATALOGUE[paper.kind]
    typed = dict(sources.shared)
    if is_restricted(paper):
        typed |= sources.personnel
    typed |= paper.values
    values: dict[str, Value] = dict(sources.facts) | dict(sources.cited)
    values |= (on_people := _told_on_people(paper, sources))
    body = paper.subcommittee or _writer(kind, sources.congress)
    if body is not None:
        values["tiểu ban"] = body.name
        values["trưởng tiểu ban"] = sources.heads.get(body.pk, "")
    values["danh mục hồ sơ"] = items(
        sources.congress.organization.family.says(each.name)
        for each in CATALOGUE.values()
        if each.dossier is not DossierPart.NONE and each is not kind
    )
    return values | {
        field_key(name): typed_value(_dated(name, text))
        for name, text in typed.items()
        # What the personnel plan says is not typed over: the paper would say something else.
        if text and not on_people.get(field_key(name))
    }


def typed_fields_left(paper: Paper, sources: Sources) -> list[str]:
    """Fields somebody typed into this paper that still are hers to type; the plan fills the others."""
    on_people = _told_on_people(paper, sources)
    return [name for name in paper.values if not on_people.get(field_key(name))]


def _told_on_people(paper: Paper, sources: Sources) -> dict[str, Value]:
    return _on_people(sources) if is_on_personnel(paper) else {}


def _on_people(sources: Sources) -> dict[str, Value]:
    """What apps tell for papers on personnel only; read once for a congress object."""
    read: dict[date, dict[str, Value]] = sources.congress.__dict__.setdefault("on_people_read", {})
    if sources.on not in read:
        with in_dialect(sources.congress.organization.family.dialect):
            told = offers.restricted_facts_of(sources.congress, sources.on)
        read[sources.on] = {field_key(name): value for name, value in told.items()}
    return read[sources.on]


def typed_value(text: str) -> Value:
    """What somebody typed into a gap: several lines, a list or a table are blocks."""
    stripped = text.strip()
    if "\n" in stripped or stripped.startswith(("- ", "|", "1. ")):
        return parse_blocks(text)
    return stripped


def _dated(name: str, text: str) -> str:
    """A day typed as "26/3/2020" where papers say "ngày 26 tháng 3 năm 2020"."""
    if not field_examples().get(field_key(name), "").startswith("ngày "):
        return text
    try:
        day = parse_date(text.strip())
    except DateError:
        return text
    return format_date(day, DateStyle.LONG)


def missing_fields(paper: Paper, sources: Sources) -> list[str]:
    """Names of fields without a value, in reading order."""
    with_values = {name for name, value in values_for(paper, sources).items() if value}
    with_values |= {"số, ký hiệu", "số của văn bản", "ngày văn bản"}
    if paper.body is not None:
        with_values |= set(DEPOSITED)
    template = _template_on(paper, "", paper.dated_on or sources.on)
    gaps = {gap.strip("[]").lower() for gap in fill(template, {}).gaps}
    return [name for name in field_names(template) if name not in with_values and name in gaps]


def is_on_personnel(paper: Paper) -> bool:
    """For the committee and the personnel body only (S41)."""
    body = paper.subcommittee
    return CATALOGUE[paper.kind].is_restricted or (body is not None and body.is_restricted)


def is_restricted(paper: Paper) -> bool:
    """On personnel, or secret: not for every reader."""
    return is_on_personnel(paper) or bool(paper.content.get("secrecy"))


def on_personnel() -> Q:
    """The condition of `is_on_personnel`."""
    return Q(kind__in=_RESTRICTED) | Q(subcommittee__purpose=Subcommittee.Purpose.PERSONNEL)


def secret() -> Q:
    return Q(content__has_key="secrecy") & ~Q(content__secrecy="")


def kept_blocks(blocks: Iterable[Block], *, left_out: Iterable[Block] = ()) -> dict[str, Any]:
    """Blocks as `Paper.body` keeps them, with the words of what was left out of their text."""
    told = [" · ".join(block.text.split("\n")) for block in left_out]
    return OfficialPaper(issuer=(), blocks=tuple(blocks)).to_json() | {"left_out": told}


def left_out_of(paper: Paper) -> list[str]:
    """What a deposited text bore that the paper has of its own."""
    return list(paper.body.get("left_out", ())) if paper.body else []


def _body(paper: Paper) -> tuple[Block, ...]:
    return OfficialPaper.from_json(paper.body).blocks if paper.body else ()


def _with_body(paper: Paper) -> OfficialPaper:
    """The text that was deposited in the place of the template's, unless that has a field for it."""
    template = template_of(paper)
    if paper.body is None or set(DEPOSITED) & set(field_names(template)):
        return template
    return replace(template, blocks=_body(paper))


def _template_on(paper: Paper, number: str, on: date) -> OfficialPaper:
    """Head and signature as the series wants them: what the congress numbers, its presidium issues.

    Only the house's own head of the committee gives way; one that somebody typed stays.
    """
    template, *of_congress = _forms(paper)
    if not of_congress:
        return template
    if number:
        is_numbered_so = number.endswith(f"/{CONGRESS}")
    else:
        is_numbered_so = _series(paper, CATALOGUE[paper.kind], on) is SeriesKind.CONGRESS
    return of_congress[0] if is_numbered_so else template


def _forms(paper: Paper) -> tuple[OfficialPaper, ...]:
    """Its own form; behind it that of the presidium for what a congress may number."""
    template = _with_body(paper)
    kind = CATALOGUE[paper.kind]
    own = tuple(field.name for *_at, field in fields_in(plain(template.issuer))) == ("chi bộ",)
    if not own or SeriesKind.CONGRESS not in kind.series:
        return (template,)
    return template, of_presidium(template)


def _series(paper: Paper, kind: PaperKind, on: date) -> SeriesKind | None:
    """Whose number it would take if it were issued on a day."""
    offered = kind.series
    both = SeriesKind.CONGRESS in offered and len(offered) > 1
    days = congress_days(paper.congress) if both else None
    by_body = paper.subcommittee is not None
    return series_kind(
        offered,
        on=on,
        congress=days,
        from_subcommittee=by_body,
        of_congress=kind.is_of_congress,
    )


def _number(paper: Paper, number: str, profile: Profile, on: date) -> str:
    if number:
        return number_line(number, is_state=profile.is_state)
    kind = CATALOGUE[paper.kind]
    if not kind.type:
        return ""
    series = SeriesKind.STATE if kind.series and profile.is_state else _series(paper, kind, on)
    body = symbol_of(paper.congress, series, paper.subcommittee)
    abbreviation = TYPES[kind.type].abbreviation
    return number_and_symbol(profile, number=None, abbreviation=abbreviation, body=body)


def _day(day: date | None, on: date) -> str:
    """As papers are dated; a draft leaves day and month free."""
    if day is None:
        return f"ngày      tháng      năm {on.year}"
    number = f"{day.day:02}" if day.day < 10 else str(day.day)
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {number} tháng {month} năm {day.year}"


def _signed(signature: Signature, paper: Paper, profile: Profile) -> Signature:
    """Authority marks as the profile writes them; room for a seal where the committee has one."""
    kind = CATALOGUE[paper.kind]
    sealed = paper.congress.organization.has_seal and kind.issuers[0] is Issuer.COMMITTEE
    return replace(
        signature,
        authority=tuple(signed_for(line, profile) for line in signature.authority),
        position=signed_for(signature.position, profile),
        has_seal=sealed and bool(signature.authority),
    )


def _writer(kind: PaperKind, congress: Congress) -> Subcommittee | None:
    """The body that usually writes this kind."""
    bodies = _bodies(congress)
    return next((body for body in bodies if body.purpose == kind.writer), None)


def _bodies(congress: Congress) -> list[Subcommittee]:
    """All subcommittees, read once for a congress object."""
    found: list[Subcommittee] | None = congress.__dict__.get("bodies_read")
    if found is None:
        found = list(congress.subcommittees.order_by("pk"))
        congress.__dict__["bodies_read"] = found
    return found


def _cited(congress: Congress) -> dict[str, str]:
    """Number and day of issued papers that others cite, as far as they are issued."""
    entries = RegisterEntry.objects.filter(
        congress=congress, kind__in=_CITED.values(), cancelled_at__isnull=True
    ).exclude(symbol="")
    by_kind = {entry.kind: entry for entry in entries.order_by("issued_on", "pk")}
    style = DayStyle(congress.organization.day_style)
    return {
        name: f"số {by_kind[code].symbol}, ngày {short_day(by_kind[code].issued_on, style=style)}"
        for name, code in _CITED.items()
        if code in by_kind
    }


def _typed_elsewhere(congress: Congress) -> tuple[dict[str, str], dict[str, str]]:
    """Shared fields somebody typed into papers of the congress, the latest change first.

    What was typed into restricted papers fills restricted ones only.
    """
    shared = shared_fields()
    found: tuple[dict[str, str], dict[str, str]] = ({}, {})
    papers = Paper.objects.filter(congress=congress).exclude(values={}).order_by("updated_at", "pk")
    told = papers.annotate(
        restricted=Case(When(on_personnel() | secret(), then=True), default=False)
    )
    for values, restricted in told.values_list("values", "restricted"):
        place = found[1] if restricted else found[0]
        place.update({name: text for name, text in values.items() if name in shared and text})
    return found
