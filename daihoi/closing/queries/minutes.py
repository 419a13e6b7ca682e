"""Congress minutes as pages show them: the text, what it wants, who signs, what was added."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from daihoi.accounts.permissions import Permission, can, require
from daihoi.base.errors import NotFound
from daihoi.closing.models import (
    CongressMinutes,
    MinutesAddition,
    MinutesSignature,
    Part,
    SectionText,
)
from daihoi.closing.queries.composed import closed_at, composed
from daihoi.closing.queries.day import NEVER_VOTED, TheDay, the_day
from daihoi.closing.queries.sections import (
    CLOSING,
    COURSE,
    SECTIONS,
    Section,
    digest_of_all,
    lines_of,
)
from daihoi.congresses.models import Congress
from daihoi.elections.models import BodyMember, ElectionState
from daihoi.elections.queries.law import title_of
from daihoi.organizations.models import Person
from daihoi.papers.comparison.words import Words, words_between
from daihoi.registry.queries.papers import writing
from daihoi.rules.papers import CATALOGUE
from daihoi.vietnamese.text import fold

KIND = "BBDH"
GOES_ON = frozenset({COURSE, CLOSING})  # hours that are only known after the reading


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section: what the day composes, and what the secretary wrote instead, if she did."""

    composed: Section
    last: SectionText | None = None

    @property
    def written(self) -> SectionText | None:
        return None if self.last is None or self.last.is_composed else self.last

    @property
    def code(self) -> str:
        return self.composed.code

    @property
    def heading(self) -> str:
        return self.composed.heading

    @property
    def says(self) -> Section:
        """What the minutes say: her text where she wrote one."""
        if self.written is None:
            return self.composed
        return Section(self.code, lines_of(self.written.text))

    @property
    def is_behind(self) -> bool:
        """The day says something else than when she wrote: she has to choose."""
        return self.written is not None and self.written.over != self.composed.digest

    @property
    def seen(self) -> int:
        """For the next change: the last one this page knows."""
        return self.last.pk if self.last else 0

    @property
    def difference(self) -> Words:
        """From the composed text to hers."""
        return words_between(self.composed.text, self.says.text)


@dataclass(frozen=True, slots=True)
class MinutesText:
    """All that the minutes say now; ``minutes`` None: nobody has pressed anything yet."""

    day: TheDay
    minutes: CongressMinutes | None
    rows: Sequence[SectionRow]

    @property
    def congress(self) -> Congress:
        return self.day.congress

    @property
    def sections(self) -> list[Section]:
        return [row.says for row in self.rows]

    @property
    def digest(self) -> str:
        return digest_of_all(self.sections)

    @property
    def is_read_back(self) -> bool:
        return self.minutes is not None and self.minutes.read_back_at is not None

    @property
    def changed_since_reading(self) -> list[Section]:
        read = self.minutes.read_back if self.minutes else {}
        if not read:
            return []
        return [each for each in self.sections if read.get(each.code) != each.digest]


@dataclass(frozen=True, slots=True)
class Want:
    """Something to look at before signing; ``stops``: it cannot be signed so."""

    text: str
    url: str = ""
    stops: bool = False
    code: str = ""


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody named to sign, and her signature once it is there."""

    person: Person
    part: Part
    signature: MinutesSignature | None
    is_viewer: bool
    may_be_noted: bool  # has no account: signs the printed copy, a writer notes it

    @property
    def wants(self) -> bool:
        return self.signature is None


@dataclass(frozen=True, slots=True)
class Added:
    """An addition with those who sign it."""

    addition: MinutesAddition
    signers: Sequence[Signer]

    @property
    def is_signed(self) -> bool:
        return not any(each.wants for each in self.signers)

    @property
    def may_sign(self) -> bool:
        return any(each.is_viewer and each.wants for each in self.signers)


@dataclass(frozen=True, slots=True)
class MinutesCan:
    """What the viewer may do with the minutes now."""

    write: bool = False
    read_back: bool = False
    sign: bool = False
    note: bool = False  # signatures on paper
    reopen: bool = False
    deposit: bool = False
    add: bool = False


@dataclass(frozen=True, slots=True)
class MinutesPage:
    """``text`` None: fixed, or not for this viewer before it is."""

    congress: Congress
    minutes: CongressMinutes | None
    can: MinutesCan
    text: MinutesText | None = None
    wants: Sequence[Want] = ()
    signers: Sequence[Signer] = ()
    additions: Sequence[Added] = field(default_factory=list)

    @property
    def is_readable(self) -> bool:
        return self.text is not None or self.is_fixed

    @property
    def is_fixed(self) -> bool:
        return self.minutes is not None and self.minutes.is_fixed

    @property
    def stops(self) -> list[Want]:
        return [want for want in self.wants if want.stops]


def get_congress(pk: int, *, viewer: Any) -> Congress:
    """The congress, for who may hear of its minutes."""
    found = Congress.objects.select_related("organization__parent").filter(pk=pk).first()
    if found is None:
        raise NotFound
    require(viewer, Permission.CLOSING_VIEW, at=found)
    return found


def get_congress_to_write(pk: int, *, viewer: Any) -> Congress:
    congress = get_congress(pk, viewer=viewer)
    require(viewer, Permission.CLOSING_WRITE, at=congress)
    return congress


def minutes_of(congress: Congress) -> CongressMinutes | None:
    """The minutes that were begun; the caller has checked the viewer."""
    found = (
        CongressMinutes.objects.select_related("read_back_by", "fixed_by", "paper")
        .filter(congress=congress)
        .first()
    )
    if found is not None:
        found.congress = congress
    return found


def minutes_text(congress: Congress, minutes: CongressMinutes | None) -> MinutesText:
    """What the minutes of a congress say now, whoever asks."""
    day = the_day(congress)
    last = {each.section: each for each in minutes.texts.all()} if minutes else {}
    rows = [SectionRow(each, last.get(each.code)) for each in composed(day)]
    return MinutesText(day, minutes, rows)


def minutes_page(pk: int, *, viewer: Any) -> MinutesPage:
    """The minutes: as they grow for who writes or signs, for all others once they are fixed."""
    congress = get_congress(pk, viewer=viewer)
    minutes = minutes_of(congress)
    writes = can(viewer, Permission.CLOSING_WRITE, at=congress)
    may_sign = can(viewer, Permission.CLOSING_SIGN, at=congress)
    fixed = minutes is not None and minutes.is_fixed
    if not (fixed or writes or may_sign):
        return MinutesPage(congress, minutes, MinutesCan())
    signers = signers_of(congress, minutes, viewer=viewer)
    begun = minutes is not None and minutes.is_begun
    text = None if fixed else minutes_text(congress, minutes)
    named = any(each.is_viewer for each in signers)
    own = any(each.is_viewer and each.wants for each in signers)
    left = any(each.wants for each in signers)
    allowed = MinutesCan(
        write=writes and not begun,
        read_back=writes and not begun,
        sign=may_sign and named and not fixed and (own or (begun and not left)),
        note=writes and begun,
        reopen=writes and begun and not fixed,
        deposit=fixed and can(viewer, writing(CATALOGUE[KIND]), at=congress),
        add=fixed and writes,
    )
    return MinutesPage(
        congress,
        minutes,
        allowed,
        text,
        wants_of(text) if text is not None else (),
        signers,
        additions_of(minutes, viewer=viewer) if fixed and minutes else (),
    )


def section_row(congress: Congress, code: str) -> SectionRow:
    """One section as it stands; `NotFound` for a code there is not."""
    if code not in SECTIONS:
        raise NotFound
    text = minutes_text(congress, minutes_of(congress))
    return next(row for row in text.rows if row.code == code)


def earlier_texts(congress: Congress, code: str) -> list[SectionText]:
    """Everything anybody wrote for a section, the latest first."""
    found = SectionText.objects.filter(minutes__congress=congress, section=code)
    return list(found.select_related("written_by").order_by("-pk"))


def named_to_sign(congress: Congress) -> dict[int, BodyMember]:
    """Who signs, by person: presidium, then secretariat, as they serve now."""
    rows = congress.body_members.filter(body__in=Part.values, released_at__isnull=True)
    ordered = rows.select_related("person__user").order_by("body", "-is_head", "person__name_key")
    found: dict[int, BodyMember] = {}
    for row in ordered:
        found.setdefault(row.person_id, row)
    return found


def signers_of(congress: Congress, minutes: CongressMinutes | None, *, viewer: Any) -> list[Signer]:
    """Those named, with what they signed; once it is fixed those who did sign."""
    signed: dict[int, MinutesSignature] = {}
    if minutes is not None:
        rows = minutes.signatures.filter(addition__isnull=True)
        signed = {each.person_id: each for each in rows.select_related("person__user", "signed_by")}
    if minutes is not None and minutes.is_fixed:
        return [_signer(each.person, Part(each.part), each, viewer) for each in signed.values()]
    return [
        _signer(row.person, Part(row.body), signed.get(pk), viewer)
        for pk, row in named_to_sign(congress).items()
    ]


def additions_of(minutes: CongressMinutes, *, viewer: Any) -> list[Added]:
    """Additions, each to be signed by everybody who signed the minutes."""
    rows = minutes.signatures.select_related("person__user", "signed_by")
    signatures = list(rows)
    named = [each for each in signatures if each.addition_id is None]
    signed = {(each.addition_id, each.person_id): each for each in signatures}
    return [
        Added(
            addition,
            [
                _signer(each.person, Part(each.part), signed.get((addition.pk, each.person_id)), viewer)
                for each in named
            ],
        )
        for addition in minutes.additions.select_related("written_by")
    ]  # fmt: skip


def _signer(person: Person, part: Part, signature: MinutesSignature | None, viewer: Any) -> Signer:
    mine = person.user_id is not None and person.user_id == viewer.pk
    return Signer(person, part, signature, mine, person.user_id is None and signature is None)


def get_addition(pk: int, *, viewer: Any) -> MinutesAddition:
    rows = MinutesAddition.objects.select_related("minutes__congress__organization__parent")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound
    require(viewer, Permission.CLOSING_VIEW, at=found)
    return found


def wants_of(text: MinutesText) -> list[Want]:
    """What stops a signature, then what one should look at."""
    congress, day = text.congress, text.day
    found = [*_stops(text)]
    if day.resolution is None or not day.resolution.is_adopted:
        url = reverse("resolutions:resolution_detail", args=[congress.pk])
        found.append(Want(_("Nghị quyết chưa được ghi là đã thông qua."), url))
    unsaid = [turn for turn in day.turns if not turn.summary.strip()]
    if unsaid:
        said = _("%(n)s lượt phát biểu chưa có tóm tắt.") % {"n": len(unsaid)}
        found.append(Want(said, _edit(congress, "speeches")))
    for section in text.changed_since_reading:
        if section.code in GOES_ON:
            said = _("Phần “%(section)s” có thêm sau khi đọc lại.") % {"section": section.heading}
            found.append(Want(said))
    for section in text.sections:
        if any("bieu quyet" in line and NEVER_VOTED in line for line in map(fold, section.lines)):
            said = _(
                "Phần “%(section)s” nhắc biểu quyết cùng chương trình hành động: chương trình này"
                " không đưa ra đại hội biểu quyết."
            ) % {"section": section.heading}  # fmt: skip
            found.append(Want(said, _edit(congress, section.code)))
    return found


def _stops(text: MinutesText) -> list[Want]:
    congress, day = text.congress, text.day
    found = []
    if closed_at(day) is None:
        said = _("Đại hội chưa ghi giờ bế mạc.")
        found.append(Want(said, stops=True, code="not_closed"))
    overview = reverse("elections:overview", args=[congress.pk])
    for election in day.elections:
        if election.state in {ElectionState.FINISHED, ElectionState.CANCELLED}:
            continue
        said = _("Cuộc bầu %(office)s chưa xong.") % {"office": title_of(election, day.rules)}
        found.append(Want(said, overview, stops=True, code="election_open"))
    if any(round_.is_recounted for round_ in day.rounds):
        found.append(Want(_("Có kết quả đang kiểm lại."), overview, stops=True, code="recounting"))
    bodies = {row.body for row in day.bodies if row.released_at is None}
    if not set(Part.values) <= bodies:
        said = _("Chưa ghi đủ đoàn chủ tịch và thư ký đại hội, là những người ký.")
        url = reverse("elections:body_detail", args=[congress.pk])
        found.append(Want(said, url, stops=True, code="nobody_signs"))
    for row in text.rows:
        if row.is_behind:
            said = _("Phần “%(section)s”: số liệu đã đổi sau khi sửa, hãy chọn lời nào.")
            url = _edit(congress, row.code)
            found.append(Want(said % {"section": row.heading}, url, stops=True, code="behind"))
    return [*found, *_reading(text)]


def _reading(text: MinutesText) -> list[Want]:
    url = reverse("closing:minutes_read", args=[text.congress.pk])
    if not text.is_read_back:
        said = _("Biên bản chưa được đọc lại trước đại hội.")
        return [Want(said, url, stops=True, code="not_read_back")]
    changed = [each for each in text.changed_since_reading if each.code not in GOES_ON]
    if not changed:
        return []
    names = "; ".join(each.heading for each in changed)
    said = _("Đã đổi sau khi đọc lại: %(sections)s. Hãy đọc lại phần ấy rồi xác nhận.")
    return [Want(said % {"sections": names}, url, stops=True, code="changed_since_reading")]


def _edit(congress: Congress, code: str) -> str:
    return reverse("closing:minutes_edit", args=[congress.pk, code])
