"""The pages of an organization's own templates, told who looks."""

from dataclasses import dataclass
from typing import Any

from daihoi.accounts.permissions import Permission, can
from daihoi.base.errors import NotFound
from daihoi.congresses.models import PlanTemplate
from daihoi.congresses.models.plans import CERTAINTY_LABELS, RESPONSIBLE_LABELS
from daihoi.congresses.queries.milestones import offset_words
from daihoi.congresses.queries.template_rows import MEANING_LABELS
from daihoi.congresses.queries.templates import (
    TemplateChoice,
    all_templates_of,
    edition_source,
    get_template,
)
from daihoi.organizations.models import Organization
from daihoi.organizations.queries.organizations import get_organization
from daihoi.rules.findings import told_source
from daihoi.rules.plans import TemplateRow, row_of


@dataclass(frozen=True, slots=True)
class OwnTemplate:
    """A template the organization keeps itself."""

    template: PlanTemplate

    @property
    def row_count(self) -> int:
        return len(self.template.rows)

    @property
    def edition(self) -> str:
        """The paper it stands on."""
        return edition_source(self.template.edition)


@dataclass(frozen=True, slots=True)
class TemplateList:
    organization: Organization
    own: list[OwnTemplate]
    others: list[TemplateChoice]  # published above, and the house's: to copy


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row of a template in words; ``number`` counts from 0."""

    number: int
    row: TemplateRow

    @property
    def offset(self) -> str:
        return offset_words(self.row.offset)

    @property
    def responsible(self) -> str:
        return ", ".join(str(RESPONSIBLE_LABELS[who]) for who in self.row.responsible)

    @property
    def after(self) -> str:
        return ", ".join(self.row.after)

    @property
    def meaning(self) -> str:
        return str(MEANING_LABELS[self.row.meaning]) if self.row.meaning else ""

    @property
    def certainty(self) -> str:
        label = str(CERTAINTY_LABELS[self.row.certainty])
        return f"{label}: {told_source(self.row.basis)}" if self.row.basis else label


@dataclass(frozen=True, slots=True)
class TemplatePage:
    template: PlanTemplate
    edition: str  # the paper it stands on
    rows: list[RowLine]
    below: int  # how many organizations receive it once it is published


@dataclass(frozen=True, slots=True)
class TemplateReading:
    """A template as it is read before a plan is made from it or it is copied."""

    organization: Organization
    choice: TemplateChoice
    rows: list[RowLine]
    can_keep: bool  # copy it among the organization's own


def template_list(pk: int, *, viewer: Any) -> TemplateList:
    """The templates of organization ``pk``, for who keeps them."""
    organization = keeper(pk, viewer=viewer)
    own = [OwnTemplate(each) for each in organization.plan_templates.order_by("name")]
    kept = {f"t{each.template.pk}" for each in own}
    others = [each for each in all_templates_of(organization) if each.key not in kept]
    return TemplateList(organization, own, others)


def template_page(pk: int, *, viewer: Any) -> TemplatePage:
    template = get_template(pk, viewer=viewer)
    rows = [RowLine(number, row_of(told)) for number, told in enumerate(template.rows)]
    path = template.organization.path
    below = Organization.objects.filter(path__startswith=path).exclude(path=path).count()
    return TemplatePage(template, edition_source(template.edition), rows, below)


def template_reading(pk: int, key: str, *, viewer: Any) -> TemplateReading:
    """The template ``key`` of those organization ``pk`` may use or copy, of whatever edition."""
    organization = get_organization(pk, viewer=viewer, to=Permission.CONGRESSES_VIEW)
    for choice in all_templates_of(organization):
        if choice.key == key:
            rows = [RowLine(number, row) for number, row in enumerate(choice.rows)]
            keeps = can(viewer, Permission.CONGRESSES_TEMPLATES, at=organization)
            return TemplateReading(organization, choice, rows, keeps)
    raise NotFound


def template_row(template: PlanTemplate, number: int) -> TemplateRow:
    """Row ``number`` (from 0); `NotFound` where there is none any more."""
    if number >= len(template.rows):
        raise NotFound
    return row_of(template.rows[number])


def keeper(pk: int, *, viewer: Any) -> Organization:
    """The organization, for who keeps its templates."""
    return get_organization(pk, viewer=viewer, to=Permission.CONGRESSES_TEMPLATES)
