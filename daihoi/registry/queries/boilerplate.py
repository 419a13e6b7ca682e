"""Boilerplate passages (câu mẫu): which ones an organization may use, and what they say filled."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from daihoi.accounts.permissions import Permission, can, require
from daihoi.base.errors import NotFound
from daihoi.congresses.models import Congress, TargetGroup
from daihoi.congresses.queries.congresses import running_congress
from daihoi.organizations.models import Organization
from daihoi.organizations.queries.organizations import get_organization
from daihoi.papers.fields import Problem, Value, check, field_key, field_names, fill, parse_blocks
from daihoi.papers.official import OfficialPaper
from daihoi.papers.outline import Block
from daihoi.registry.models import Passage, Purpose
from daihoi.registry.queries.filling import Sources, sources_of, typed_value
from daihoi.registry.queries.templates import known_fields
from daihoi.registry.skeletons.boilerplate import (
    HousePassage,
    house_passages,
    item_fields,
)
from daihoi.registry.skeletons.families import written_by
from daihoi.rules.families import Family

KEPT_KEY = "c"  # an organization's passage is "c12"; the house's have words


@dataclass(frozen=True, slots=True)
class PassageChoice:
    """A passage somebody may use; ``key`` names it in forms and addresses.

    ``owner`` is the organization's short name, "" for the house's own; ``kept`` its row, if any.
    """

    key: str
    purpose: Purpose
    title: str
    text: str
    owner: str = ""
    item: str = ""
    outcomes: tuple[TargetGroup, ...] = ()
    kept: Passage | None = None


@dataclass(frozen=True, slots=True)
class FilledText:
    """A passage filled from data; ``gaps`` are the fields without a value, as "[tên trường]"."""

    blocks: tuple[Block, ...]
    gaps: tuple[str, ...]

    @property
    def text(self) -> str:
        """Plain words, a line for each block."""
        return "\n".join(block.text for block in self.blocks)


@dataclass(frozen=True, slots=True)
class PassageRow:
    choice: PassageChoice
    blocks: tuple[Block, ...]  # filled as far as the congress's data go
    can_edit: bool
    can_take: bool


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """A group of targets, those set for the term, and the closing words that speak of it (S65)."""

    group: TargetGroup
    targets: list[str]
    named_in: list[str]


@dataclass(frozen=True, slots=True)
class Library:
    """The passages of one purpose that an organization may use."""

    organization: Organization
    purpose: Purpose
    counts: list[tuple[Purpose, int]]
    rows: list[PassageRow]
    outcomes: list[OutcomeRow]
    can_keep: bool
    is_filled: bool


def passages(organization: Organization, purpose: str = "", item: str = "") -> list[PassageChoice]:
    """What an organization may use: own, published above, the house's; of all purposes if "".

    One that was taken from another stands in its place. The caller has checked the viewer.
    """
    kept = list(_kept_for(organization))
    own = [each for each in kept if each.organization_id == organization.pk]
    above = [each for each in kept if each.organization_id != organization.pk]
    replaced = {each.source for each in own}
    below = {each.source for each in above} | replaced
    found = [_choice(each) for each in own]
    found += [each for each in map(_choice, above) if each.key not in replaced]
    family = organization.family
    found += [_house(each, family) for key, each in house_passages().items() if key not in below]
    return [
        each
        for each in found
        if (not purpose or each.purpose == purpose) and (not item or each.item == item)
    ]


def script_words(organization: Organization) -> dict[str, str]:
    """The words to say of every programme item that has some, by the item's code."""
    words: dict[str, str] = {}
    for each in passages(organization, Purpose.SCRIPT):
        if each.item:
            words.setdefault(each.item, each.text)
    return words


def passage(organization: Organization, key: str) -> PassageChoice:
    """The passage called ``key`` that the organization may use; `NotFound` else."""
    found = {each.key: each for each in passages(organization)}
    if key not in found:
        raise NotFound
    return found[key]


def filled(
    text: str,
    congress: Congress,
    on: date | None = None,
    *,
    values: Mapping[str, str] | None = None,
    sources: Sources | None = None,
) -> FilledText:
    """What a passage says of a congress on a day; what nobody knows stays a visible gap.

    ``values`` are further fields by name, before all data; ``sources`` spare reading the data
    again for many passages. The caller has checked the viewer.
    """
    paper = _as_paper(text)
    known = sources or sources_of(congress, on, wanted=field_names(paper))
    data: dict[str, Value] = {**known.facts, **known.cited}
    typed = {**known.shared, **{field_key(k): v for k, v in (values or {}).items()}}
    data |= {name: typed_value(said) for name, said in typed.items() if said}
    made = fill(paper, data)
    return FilledText(made.blocks, made.gaps)


def problems_of_passage(text: str) -> list[Problem]:
    """Fields of a passage that nobody knows, and broken braces."""
    return check(_as_paper(text), (*known_fields(), *item_fields()))


def passages_for_papers(organization: Organization) -> list[PassageChoice]:
    """Those whose fields every paper can fill: none of an item of the programme only."""
    known = known_fields()
    return [each for each in passages(organization) if not check(_as_paper(each.text), known)]


def library(pk: int, purpose: str, *, viewer: Any) -> Library:
    """The page of the passages of one purpose, filled with the congress's data where she reads it."""
    organization = _organization(pk, viewer)
    shown = Purpose(purpose) if purpose in Purpose.values else Purpose.SIGNIFICANCE
    everything = passages(organization)
    keeps = can(viewer, Permission.REGISTRY_TEMPLATES, at=organization)
    congress = running_congress(organization)
    reads = congress is not None and can(viewer, Permission.REGISTRY_VIEW, at=congress)
    sources = sources_of(congress) if congress and reads else None
    rows = [
        PassageRow(each, _shown(each.text, sources), _is_own(each, organization) and keeps, keeps)
        for each in everything
        if each.purpose == shown
    ]
    return Library(
        organization,
        shown,
        [(each, sum(one.purpose == each for one in everything)) for each in Purpose],
        rows,
        _outcome_rows(rows, congress if reads else None) if shown == Purpose.CLOSING else [],
        keeps,
        sources is not None,
    )


def get_passage(pk: int, *, viewer: Any) -> Passage:
    """One passage, for somebody who keeps them where it belongs; `NotFound` to others."""
    found = Passage.objects.select_related("organization", "published_by").filter(pk=pk).first()
    if found is None:
        raise NotFound
    require(viewer, Permission.REGISTRY_TEMPLATES, at=found)
    return found


def keeper(pk: int, *, viewer: Any) -> Organization:
    """An organization whose passages the viewer keeps."""
    return get_organization(pk, viewer=viewer, to=Permission.REGISTRY_TEMPLATES)


def _organization(pk: int, viewer: Any) -> Organization:
    """For who keeps its passages, and for who reads its papers."""
    organization = Organization.objects.select_related("parent").filter(pk=pk).first()
    if organization is None:
        raise NotFound
    if not can(viewer, Permission.REGISTRY_TEMPLATES, at=organization):
        require(viewer, Permission.REGISTRY_VIEW, at=organization)
    return organization


def _outcome_rows(rows: list[PassageRow], congress: Congress | None) -> list[OutcomeRow]:
    targets: dict[str, list[str]] = {}
    kept = congress.targets.order_by("position", "pk") if congress else ()
    for each in kept:
        when = str(each.year) if each.year else _("cả nhiệm kỳ")
        targets.setdefault(each.group, []).append(f"{each.text} ({when})")
    return [
        OutcomeRow(
            group,
            targets.get(group, []),
            [row.choice.title for row in rows if group in row.choice.outcomes],
        )
        for group in TargetGroup
    ]


def _shown(text: str, sources: Sources | None) -> tuple[Block, ...]:
    if sources is None:
        return parse_blocks(text)
    return filled(text, sources.congress, sources=sources).blocks


def _as_paper(text: str) -> OfficialPaper:
    return OfficialPaper(issuer=(), blocks=parse_blocks(text))


def _is_own(choice: PassageChoice, organization: Organization) -> bool:
    return choice.kept is not None and choice.kept.organization_id == organization.pk


def _choice(kept: Passage) -> PassageChoice:
    return PassageChoice(
        f"{KEPT_KEY}{kept.pk}",
        Purpose(kept.purpose),
        kept.title,
        kept.text,
        kept.organization.short_name,
        kept.item,
        tuple(map(TargetGroup, kept.outcomes)),
        kept,
    )


def _house(each: HousePassage, family: Family) -> PassageChoice:
    named = tuple(map(TargetGroup, each.outcomes))
    title, text = written_by(family, each.title), written_by(family, each.text)
    return PassageChoice(each.key, Purpose(each.purpose), title, text, "", each.item, named)


def _kept_for(organization: Organization) -> QuerySet[Passage]:
    """Its own, and the published ones of the organizations above it, the nearest first."""
    numbers = organization.path.strip("/").split("/")
    above = [f"/{'/'.join(numbers[:n])}/" for n in range(1, len(numbers))]
    published = Q(organization__path__in=above, published_at__isnull=False)
    seen = Passage.objects.filter(Q(organization=organization) | published)
    return seen.select_related("organization").order_by("-organization__path", "title", "pk")
