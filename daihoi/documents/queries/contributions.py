"""A unit's contribution as the person responsible sees it."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, can
from daihoi.base.errors import NotFound
from daihoi.documents.models import Contribution, ContributionItem, Opinion
from daihoi.documents.queries import texts
from daihoi.documents.queries.places import text_of
from daihoi.documents.queries.rounds import SCOPE, RoundPage
from daihoi.organizations.models import Person, Unit
from daihoi.papers.outline import BlockKind


@dataclass(frozen=True, slots=True)
class ItemRow:
    item: ContributionItem
    place: str


@dataclass(frozen=True, slots=True)
class ContributionPage:
    """Items while unsigned; once signed, the opinions they became."""

    unit: Unit
    contribution: Contribution | None
    items: list[ItemRow]
    opinions: list[Opinion]
    mine: list[texts.Entry]  # headings that concern the unit
    can_change: bool

    @property
    def is_signed(self) -> bool:
        return self.contribution is not None and self.contribution.signed_at is not None


def get_unit(page: RoundPage, pk: int, *, viewer: User) -> Unit:
    """A unit the round asks and the viewer is responsible for; another's is absent."""
    asked = page.round.participants.filter(person__isnull=True, unit=pk)
    row = asked.select_related("unit__organization").first()
    if row is None or row.unit is None:
        raise NotFound(_("Đợt này không lấy ý kiến của đơn vị đó."))
    if not can(viewer, Permission.DOCUMENTS_GIVE_FOR_UNIT, at=row.unit):
        raise NotFound
    return row.unit


def headings_to_choose(page: RoundPage) -> list[tuple[str, str]] | None:
    """Keys and words of a superior draft's headings or questions; None for a text of our own."""
    if not page.document.is_superior:
        return None
    rows = page.round.base_version.blocks.filter(kind=BlockKind.HEADING.value).order_by("position")
    return [(key.hex, " ".join(text.split())) for key, text in rows.values_list("key", "text")]


def contribution_page(page: RoundPage, unit: Unit) -> ContributionPage:
    """What the unit has gathered or signed in a round; the caller got the unit by `get_unit`."""
    contribution = (
        page.round.contributions.filter(unit=unit)
        .select_related("responsible", "signed_by")
        .first()
    )
    version = page.round.base_version
    places = text_of(version).places
    items = contribution.items.order_by("pk") if contribution else []
    opinions = contribution.opinions.order_by("place_order", "pk") if contribution else []
    keys = page.round.sections.filter(unit=unit).values_list("key", flat=True)
    sections = {f"b-{key.hex}" for key in keys}
    contents = texts.read(version).contents if sections else []
    signed = contribution is not None and contribution.signed_at is not None
    return ContributionPage(
        unit=unit,
        contribution=contribution,
        items=[ItemRow(each, _place(each, places)) for each in items],
        opinions=list(opinions),
        mine=[entry for entry in contents if entry.anchor in sections],
        can_change=page.is_open and page.today >= page.round.opens_on and not signed,
    )


def get_item(pk: int, *, viewer: User) -> ContributionItem:
    """An item of a contribution the viewer is responsible for."""
    found = (
        ContributionItem.objects.select_related(
            "contribution__unit__organization", f"contribution__round__{SCOPE}"
        )
        .filter(pk=pk)
        .first()
    )
    if found is None or not can(viewer, Permission.DOCUMENTS_GIVE_FOR_UNIT, at=found.contribution):
        raise NotFound(_("Không tìm thấy mục này."))
    return found


def get_contribution(pk: int, *, viewer: User) -> Contribution:
    """A contribution the viewer is responsible for."""
    found = (
        Contribution.objects.select_related("unit__organization", f"round__{SCOPE}")
        .filter(pk=pk)
        .first()
    )
    if found is None or not can(viewer, Permission.DOCUMENTS_GIVE_FOR_UNIT, at=found):
        raise NotFound
    return found


def people_of(page: RoundPage) -> QuerySet[Person]:
    """Whose opinion may be typed in: the organization's people, by given name."""
    organization = page.document.congress.organization
    return Person.objects.filter(organization=organization).order_by("name_key", "pk")


def organization_units(page: RoundPage) -> QuerySet[Unit]:
    organization = page.document.congress.organization
    return Unit.objects.filter(organization=organization).order_by("position", "name")


def _place(item: ContributionItem, places: texts.Places) -> str:
    label = places.label(item.block_key) if item.block_key else ""
    return label or item.get_place_kind_display()
