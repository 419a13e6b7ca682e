"""The register of issued papers (sổ văn bản đi): who reads which line."""

from dataclasses import dataclass
from textwrap import shorten
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from daihoi.accounts.models import Grant, User
from daihoi.accounts.permissions import (
    ROLES,
    Permission,
    Role,
    can,
    grants_in_force,
    require,
    within_reach,
)
from daihoi.base import clock
from daihoi.base.errors import NotFound, NotPermitted
from daihoi.base.word_index import with_words
from daihoi.congresses.models import Congress, Subcommittee
from daihoi.organizations.models import Organization
from daihoi.organizations.queries.organizations import get_organization
from daihoi.registry.models import RegisterEntry
from daihoi.registry.queries.checking import spaced
from daihoi.rules.papers import CATALOGUE, TYPES

NAME_LETTERS = 80
RELATED = ("congress__organization", "series__subcommittee", "word", "pdf", "issued_by", "paper")


def reads_restricted(viewer: Any, congress: Congress) -> bool:
    """Whether papers on personnel and secret ones may be read: the committee, the body itself."""
    bodies = congress.subcommittees.filter(purpose=Subcommittee.Purpose.PERSONNEL)
    if can(viewer, Permission.CONGRESSES_WORK, at=congress):
        return True
    return any(
        can(viewer, Permission.CONGRESSES_WORK, at=body.scope)
        for body in bodies.select_related("congress__organization")
    )


def entries_seen(viewer: Any) -> QuerySet[RegisterEntry]:
    """The lines whose subject the viewer reads."""
    reach = within_reach(
        viewer, Permission.REGISTRY_VIEW, field="congress__organization__path", whole=True
    )
    return RegisterEntry.objects.filter(reach & (Q(is_restricted=False) | _restricted(viewer)))


def entries_listed(organization: Organization, *, viewer: Any) -> QuerySet[RegisterEntry]:
    """Lines of one organization's register; who keeps it sees also those he may not read."""
    lines = RegisterEntry.objects.filter(congress__organization=organization)
    if not can(viewer, Permission.REGISTRY_ISSUE, at=organization):
        lines = lines.filter(pk__in=entries_seen(viewer).values("pk"))
    return lines.select_related(*RELATED).order_by("-issued_on", "-issued_at", "-pk")


@dataclass(frozen=True, slots=True)
class EntryLine:
    """A line as this viewer reads it; ``subject`` says only so much as she may know."""

    entry: RegisterEntry
    subject: str
    kind: str  # "Báo cáo chính trị"
    is_open: bool  # she may read the paper

    @property
    def about(self) -> str:
        """Type and subject as a register writes them: "Kế hoạch tổ chức đại hội"."""
        type_ = TYPES[self.entry.type].name if self.entry.type in TYPES else ""
        if not self.is_open:
            return f"{type_ or self.kind}: {self.subject.lower()}"
        if not type_ or self.subject.casefold().startswith(type_.casefold()):
            return self.subject
        # As on paper: a subject that begins small goes on after the name of the type.
        joint = " " if self.subject[:1].islower() else ": "
        return f"{type_}{joint}{self.subject}"

    @property
    def signer(self) -> str:
        return self.entry.signer if self.is_open else ""

    @property
    def recipients(self) -> str:
        return self.entry.recipients if self.is_open else ""

    @property
    def note(self) -> str:
        return self.entry.note if self.is_open else ""

    @property
    def is_cancelled(self) -> bool:
        return self.entry.cancelled_at is not None


def lines_for(entries: list[RegisterEntry], *, viewer: Any) -> list[EntryLine]:
    """The entries as lines; each congress is asked about once."""
    reads: dict[int, bool] = {}
    lines = []
    for entry in entries:
        is_open = True
        if entry.is_restricted:
            if entry.congress_id not in reads:
                reads[entry.congress_id] = reads_restricted(viewer, entry.congress)
            is_open = reads[entry.congress_id]
        subject = entry.subject if is_open else _("Nội dung hạn chế")
        lines.append(EntryLine(entry, subject, kind_name(entry), is_open))
    return lines


def kind_name(entry: RegisterEntry) -> str:
    kind = CATALOGUE.get(entry.kind)
    return kind.name if kind else entry.type


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; "" for all."""

    year: str = ""
    type: str = ""
    series: str = ""  # "dai-hoi", "cap-uy", "tieu-ban"
    words: str = ""

    @classmethod
    def of(cls, query: Any) -> "Filters":
        year = query.get("nam", "")
        return cls(
            year if year.isdecimal() and len(year) == 4 else "",
            query.get("loai", "")[:10],
            query.get("day", "")[:10],
            query.get("tim", "")[:200],
        )


SERIES_FILTERS = {
    "cap-uy": Q(series__term__isnull=False),
    "dai-hoi": Q(series__congress__isnull=False),
    "tieu-ban": Q(series__subcommittee__isnull=False),
}


def narrowed(
    entries: QuerySet[RegisterEntry], filters: Filters, *, viewer: Any
) -> QuerySet[RegisterEntry]:
    """Words are sought only where the viewer reads the subject."""
    if filters.words:
        entries = entries.filter(
            pk__in=with_words(entries_seen(viewer), filters.words).values("pk")
        )
    if filters.year:
        entries = entries.filter(issued_on__year=int(filters.year))
    if filters.type:
        entries = entries.filter(type=filters.type)
    return entries.filter(SERIES_FILTERS.get(filters.series, Q()))


@dataclass(frozen=True, slots=True)
class RegisterPage:
    organization: Organization
    entries: QuerySet[RegisterEntry]
    types: list[str]
    years: list[int]
    filters: Filters
    can_issue: bool
    congress: Congress | None  # to which a paper made elsewhere would be entered
    viewer: Any

    def lines(self, entries: list[RegisterEntry]) -> list[EntryLine]:
        return lines_for(entries, viewer=self.viewer)


def register_page(pk: int, filters: Filters, *, viewer: Any) -> RegisterPage:
    organization = get_organization(pk, viewer=viewer, to=Permission.REGISTRY_VIEW)
    entries = entries_listed(organization, viewer=viewer)
    found = entries.order_by().values_list("type", "issued_on__year").distinct()
    pairs = list(found)
    shown = narrowed(entries, filters, viewer=viewer)
    return RegisterPage(
        organization=organization,
        entries=shown,
        types=sorted({type_ for type_, _year in pairs if type_}),
        years=sorted({year for _type, year in pairs}, reverse=True),
        filters=filters,
        can_issue=can(viewer, Permission.REGISTRY_ISSUE, at=organization),
        congress=organization.congresses.order_by("-ordinal").first(),
        viewer=viewer,
    )


@dataclass(frozen=True, slots=True)
class EntryPage:
    """One issued paper, with what it replaces and what replaces it."""

    entry: RegisterEntry
    line: EntryLine
    replaced_by: list[RegisterEntry]
    can_cancel: bool

    @property
    def code(self) -> str:
        """Its check code as it is printed."""
        return spaced(self.entry.check_code)


def entry_page(pk: int, *, viewer: Any) -> EntryPage:
    """`NotFound` for who does not see the line, and for a restricted one, `NotPermitted` for its keeper."""
    entry = get_entry(pk, viewer=viewer)
    replaced_by = list(entry.replaced_by.order_by("pk"))
    cancels = can(viewer, Permission.REGISTRY_ISSUE, at=entry.congress.organization)
    [line] = lines_for([entry], viewer=viewer)
    return EntryPage(entry, line, replaced_by, cancels and entry.cancelled_at is None)


def get_entry(pk: int, *, viewer: Any, to: Permission = Permission.REGISTRY_VIEW) -> RegisterEntry:
    """One line the viewer may read. ``to``: what she is about to do with it."""
    entry = (
        RegisterEntry.objects.select_related(*RELATED, "replaces", "cancelled_by")
        .filter(pk=pk)
        .first()
    )
    if entry is None:
        raise NotFound
    organization = entry.congress.organization
    require(viewer, to, at=organization)
    if entry.is_restricted and not reads_restricted(viewer, entry.congress):
        if not can(viewer, Permission.REGISTRY_ISSUE, at=organization):
            raise NotFound
        raise NotPermitted(
            _("Văn bản này có nội dung hạn chế: chỉ chi ủy và tiểu ban nhân sự đọc được."),
            code="restricted",
            advice=_("Sổ chỉ ghi số, ký hiệu và loại văn bản."),
        )
    return entry


def entry_file(pk: int, which: str, *, viewer: Any) -> tuple[bytes, str]:
    """The kept ``word`` or ``pdf`` of a paper and its name; `NotFound` where there is none."""
    entry = get_entry(pk, viewer=viewer)
    file = entry.word if which == "word" else entry.pdf
    if file is None:
        raise NotFound(_("Văn bản này không có tệp loại đó trong sổ."))
    return file.read(), f"{file_stem(entry)}.{'docx' if which == 'word' else 'pdf'}"


def file_stem(entry: RegisterEntry) -> str:
    """What a kept file is called: "05-QĐ-CB Thành lập các tiểu ban"."""
    said = f"{entry.symbol} {entry.subject}".replace("/", "-")
    plain = " ".join("".join(c for c in said if c not in '\\:*?"<>|').split())
    return shorten(plain, NAME_LETTERS, placeholder="")


def register_keepers(organization: Organization) -> list[User]:
    """Who gives numbers in this organization's register."""
    issuing = [r for r, rule in ROLES.items() if Permission.REGISTRY_ISSUE in rule.permissions]
    today = clock.today()
    held = Grant.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=today),
        starts_on__lte=today,
        role__in=issuing,
        organization_path=organization.path,
        within="",
        user__is_active=True,
    )
    return list(User.objects.filter(pk__in=held.values("user")).order_by("pk"))


def given_by(user: Any) -> list[tuple[Any, ...]]:
    """Day, symbol and what the user did with it, the latest first: numbers given, papers cancelled."""
    entries = RegisterEntry.objects.filter(Q(issued_by=user) | Q(cancelled_by=user))
    rows: list[tuple[Any, ...]] = []
    for entry in entries.order_by("-pk"):
        if entry.issued_by_id == user.pk:
            rows.append((entry.issued_on, entry.symbol, _("cấp số")))
        if entry.cancelled_by_id == user.pk and entry.cancelled_at is not None:
            day = timezone.localdate(entry.cancelled_at)
            rows.append((day, entry.symbol, _("hủy")))
    return rows


def _restricted(viewer: Any) -> Q:
    """Condition on entries: congresses in which the viewer reads what is restricted."""
    if not grants_in_force(viewer):
        return Q(pk__in=[])
    whole = within_reach(
        viewer, Permission.CONGRESSES_WORK, field="congress__organization__path", whole=True
    )
    bodies = []
    for grant in grants_in_force(viewer):
        part = grant.within.rstrip("/").rpartition("/")[2]
        works = Permission.CONGRESSES_WORK in ROLES[Role(grant.role)].permissions
        if works and part[:1] == "s" and part[1:].isdecimal():
            bodies.append(int(part[1:]))
    personnel = Subcommittee.objects.filter(pk__in=bodies, purpose=Subcommittee.Purpose.PERSONNEL)
    return whole | Q(congress__in=personnel.values("congress"))
