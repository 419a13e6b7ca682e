"""The script of a congress: lines with clock times, words with names, differences (S47-S49)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from daihoi.accounts.permissions import Permission, can, require
from daihoi.approvals.queries.dossiers import congress_to_read
from daihoi.base.errors import DomainError, NotFound
from daihoi.congresses.models import Congress
from daihoi.papers.outline import Block
from daihoi.programme.models import Programme, Script, ScriptLine
from daihoi.programme.models.programmes import SESSION_LABELS
from daihoi.programme.queries.approval import (
    ApprovedProgramme,
    approved_programme,
    version_in_force,
)
from daihoi.programme.queries.comparison import DifferenceRow, rows_of
from daihoi.programme.queries.programmes import values_of, votes_words
from daihoi.programme.queries.rolls import OtherNumber, other_numbers, roll_numbers
from daihoi.programme.queries.seen import (
    ProgrammeCan,
    allowed,
    get_congress_to_write,
    programmes_of,
)
from daihoi.programme.queries.texts import UsedTexts
from daihoi.programme.queries.words import fields_said, fill_words
from daihoi.registry.queries.filling import sources_of
from daihoi.rules.findings import Finding
from daihoi.rules.programme.differences import FIELDS, Difference, differences
from daihoi.rules.programme.finalising import may_finalise
from daihoi.rules.programme.items import Session, clock_times, length_between, shown_session

COMPARED = tuple(name for name in FIELDS if name != "note")


@dataclass(frozen=True, slots=True)
class LineRow:
    """One item of the script: its clock time, its words filled, what is missing in them."""

    line: ScriptLine
    number: int
    starts: time
    blocks: tuple[Block, ...]
    text: str
    gaps: tuple[str, ...]
    papers: str
    session: str  # a heading where a session begins, else ""
    differences: list["OpenDifference"]

    @property
    def votes(self) -> str:
        return votes_words(self.line.votes)


@dataclass(frozen=True, slots=True)
class OpenDifference:
    """A difference from the programme; ``reason`` says why it is meant, "" while nobody has."""

    row: DifferenceRow
    reason: str

    @property
    def is_open(self) -> bool:
        return not self.reason


@dataclass(frozen=True, slots=True)
class Against:
    """What keeps a script from being final, and where it is put right."""

    text: str
    url: str
    action: str


@dataclass(frozen=True, slots=True)
class ScriptPage:
    congress: Congress
    script: Script | None
    rows: list[LineRow]
    total: int
    planned: int
    ends: time | None
    differences: list[OpenDifference]
    numbers: list[OtherNumber]  # of members, where roll and records differ
    roll: Mapping[str, str]
    follows: Programme | None  # the version it must be in line with
    approval: ApprovedProgramme | None
    against: list["Against"]  # what stands against its being final
    gaps: list[str]
    scripts: list[Script]
    can: ProgrammeCan
    can_override: bool

    @property
    def open_differences(self) -> list[OpenDifference]:
        return [each for each in self.differences if each.is_open]

    @property
    def kept(self) -> list[OpenDifference]:
        return [each for each in self.differences if not each.is_open]

    @property
    def over(self) -> int:
        return self.total - self.planned

    @property
    def spare(self) -> int:
        return -self.over

    @property
    def asks_reason(self) -> bool:
        """Whether only a reason lets it be final: the approval is missing or doubtful."""
        holds = self.approval is not None and self.approval.still_holds is True
        return self.can_override and not holds

    @property
    def may_finalise(self) -> bool:
        """Whether pressing the button could do it: differences bar everybody, an approval most."""
        if self.open_differences or not self.can.finalise:
            return False
        return not self.against or self.asks_reason

    @property
    def is_editable(self) -> bool:
        return self.can.write and self.script is not None and not self.script.is_final


def script_page(pk: int, *, viewer: Any, number: int | None = None) -> ScriptPage:
    """The newest script of a congress, or the one of a number; only for those who write it."""
    congress = get_congress_to_write(pk, viewer=viewer)
    scripts = list(
        Script.objects.filter(congress=congress)
        .select_related("programme__congress", "subcommittee__congress__organization", "final_by")
        .order_by("-number")
    )
    chosen = [each for each in scripts if number is None or each.number == number]
    if number is not None and not chosen:
        raise NotFound
    script = chosen[0] if chosen else None
    versions = programmes_of(congress)
    approval = approved_programme(congress, versions)
    follows = followed(versions, approval)
    if script is not None and script.is_final:
        follows = script.programme
    found = open_differences(script, follows) if script and follows else []
    roll = roll_numbers(congress)
    rows, numbers = _rows(script, found, roll) if script else ([], [])
    still = [each for each in found if each.is_open]
    frame = script.programme if script else None
    is_open = script is not None and not script.is_final
    against = against_final(approval, len(still)) if is_open else []
    return ScriptPage(
        congress=congress,
        script=script,
        rows=rows,
        total=sum(row.line.minutes for row in rows),
        planned=length_between(frame.starts_at, frame.ends_at) if frame else 0,
        ends=_ends(frame, rows),
        differences=found,
        numbers=numbers,
        roll=roll,
        follows=follows,
        approval=approval,
        against=_told_against(congress, against, viewer=viewer),
        gaps=list(dict.fromkeys(gap for row in rows for gap in row.gaps)),
        scripts=scripts,
        can=allowed(congress, viewer=viewer),
        can_override=can(viewer, Permission.CONGRESSES_MANAGE, at=congress),
    )


def followed(versions: Sequence[Programme], approval: ApprovedProgramme | None) -> Programme | None:
    """The version in force, or the newest there is while none has been deposited."""
    return version_in_force(versions, approval) or (versions[0] if versions else None)


def against_final(approval: ApprovedProgramme | None, differences_left: int) -> list[Finding]:
    """What `rules` say of a script becoming final."""
    holds = approval is not None and approval.still_holds is True
    return may_finalise(
        is_approved=approval is not None, still_holds=holds, differences=differences_left
    )


def _told_against(congress: Congress, found: Sequence[Finding], *, viewer: Any) -> list[Against]:
    return [
        Against(finding_words(each), *_where_mended(congress, each.code, viewer=viewer))
        for each in found
    ]


def _where_mended(congress: Congress, code: str, *, viewer: Any) -> tuple[str, str]:
    if code == "differences":
        script = reverse("programme:script_detail", args=[congress.pk])
        return f"{script}#differences-title", _("Xử lý từng chỗ")
    try:
        congress_to_read(congress.pk, viewer=viewer)
    except DomainError:
        return reverse("programme:programme_detail", args=[congress.pk]), _("Xem chương trình")
    return reverse("approvals:dossier", args=[congress.pk]), _("Mở hồ sơ trình duyệt")


def finding_words(finding: Finding) -> str:
    words = {
        "not_approved": _("Chương trình chưa được cấp trên phê duyệt."),
        "not_holding": _("Chưa chắc phê duyệt của cấp trên còn hiệu lực sau khi đại hội thay đổi."),
        "differences": _("Còn %(n)s chỗ kịch bản khác chương trình chưa xử lý."),
    }
    return words[finding.code] % finding.facts


def get_script(pk: int, *, viewer: Any) -> Script:
    """One script, for who writes it."""
    related = ("congress__organization__parent", "subcommittee__congress__organization")
    script = Script.objects.select_related(*related, "programme").filter(pk=pk).first()
    if script is None:
        raise NotFound
    require(viewer, Permission.PROGRAMME_WRITE, at=script)
    return script


def get_line(pk: int, *, viewer: Any) -> ScriptLine:
    """One line, for who writes the script."""
    related = (
        "script__congress__organization__parent",
        "script__subcommittee__congress__organization",
        "script__programme",
    )
    line = ScriptLine.objects.select_related(*related).filter(pk=pk).first()
    if line is None:
        raise NotFound
    require(viewer, Permission.PROGRAMME_WRITE, at=line)
    return line


def lines_of(script: Script) -> list[ScriptLine]:
    return list(script.lines.order_by("position", "pk"))


def differences_of(script: Script, programme: Programme) -> list[Difference]:
    """What the programme has otherwise: ``old`` is the script's, ``new`` the programme's."""
    own = [line.as_value() for line in lines_of(script)]
    return differences(own, values_of(programme), fields=COMPARED)


def open_differences(script: Script, programme: Programme) -> list[OpenDifference]:
    """Every difference, with the reason of those that are meant: it holds for that value only."""
    found = differences_of(script, programme)
    kept = {(str(k.key), k.change, k.field): k for k in script.kept.all()}
    rows = rows_of(found, UsedTexts(programme.congress))
    result = []
    for difference, row in zip(found, rows, strict=True):
        known = kept.get((difference.key, difference.change.value, difference.field))
        holds = known is not None and known.value == difference.new[:600]
        result.append(OpenDifference(row, known.reason if known and holds else ""))
    return result


def _rows(
    script: Script, found: Sequence[OpenDifference], roll: Mapping[str, str]
) -> tuple[list[LineRow], list[OtherNumber]]:
    """The lines, and the numbers they name that the records of members have otherwise."""
    lines = lines_of(script)
    named = fields_said(lines)
    sources = sources_of(script.congress, wanted=named)
    texts = UsedTexts(script.congress)
    used = texts.of({ref for line in lines for ref in line.uses})
    times = clock_times(script.programme.starts_at, [line.minutes for line in lines])
    by_key: dict[str, list[OpenDifference]] = {}
    for each in found:
        by_key.setdefault(each.row.key, []).append(each)
    rows: list[LineRow] = []
    last = ""
    for number, line in enumerate(lines, 1):
        said = fill_words(line, sources, roll)
        held = script.programme.has_preparatory
        session = str(SESSION_LABELS[shown_session(Session(line.session), has_preparatory=held)])
        rows.append(
            LineRow(
                line,
                number,
                times[number - 1],
                said.blocks,
                line.said or said.text,
                tuple(gap.strip("[]") for gap in said.gaps) if not script.is_final else (),
                "; ".join(used[ref].name for ref in line.uses),
                session if session != last else "",
                by_key.get(str(line.key), []),
            )
        )
        last = session
    numbers = other_numbers(roll, sources.facts)
    return rows, [each for each in numbers if each.name in named and not script.is_final]


def _ends(frame: Programme | None, rows: Sequence[LineRow]) -> time | None:
    if frame is None:
        return None
    return clock_times(frame.starts_at, [row.line.minutes for row in rows])[-1]


@dataclass(frozen=True, slots=True)
class Card:
    """One item in large letters, with what comes before and after."""

    row: LineRow
    before: LineRow | None
    after: LineRow | None


def card_of(page: ScriptPage, wanted: int) -> Card | None:
    """The item of a number, the nearest there is; None of an empty script."""
    if not page.rows:
        return None
    place = min(max(wanted, 1), len(page.rows)) - 1
    rows = page.rows
    before = rows[place - 1] if place else None
    after = rows[place + 1] if place + 1 < len(rows) else None
    return Card(rows[place], before, after)


def difference_row(
    script: Script, key: str, change: str, field: str, *, viewer: Any
) -> DifferenceRow:
    """One difference as it stands now; `NotFound` if there is none."""
    page = script_page(script.congress_id, viewer=viewer, number=script.number)
    for each in page.differences:
        if (each.row.key, each.row.change, each.row.field) == (key, change, field):
            return each.row
    raise NotFound(_("Chỗ này không còn khác chương trình."))
