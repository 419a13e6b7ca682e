"""Templates of plans: those that come with the house, and those that organizations publish."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from daihoi.accounts.permissions import Permission, require
from daihoi.base.errors import NotFound, RuleBroken
from daihoi.congresses.models import PlanTemplate
from daihoi.organizations.models import Organization
from daihoi.rules.editions import EDITIONS, edition_on
from daihoi.rules.plans import Template, TemplateRow, built_in_templates, row_of, templates_of

OWN = "t"  # the key of an organization's own template is "t12"


@dataclass(frozen=True, slots=True)
class TemplateChoice:
    """A template somebody may make a plan from; ``key`` names it in forms and addresses."""

    key: str  # "vn-party-full", or "t12" for one that an organization made
    name: str
    description: str
    owner: str  # the organization's short name; "" for the house's own
    rows: tuple[TemplateRow, ...]

    @property
    def first_day(self) -> int:
        """How many days before day D it begins."""
        return -min(
            (row.offset.days for row in self.rows if not row.offset.counted_from), default=0
        )


def edition_source(code: str) -> str:
    """The paper an edition stands on, to show beside a template."""
    return next((edition.source for edition in EDITIONS if edition.code == code), code)


def templates_for(organization: Organization, day: date, *, viewer: Any) -> list[TemplateChoice]:
    """What a congress of ``organization`` that opens on ``day`` may be planned from.

    Its own first, then those published above it, then the house's; all of the edition in force
    on ``day``.
    """
    require(viewer, Permission.CONGRESSES_VIEW, at=organization)
    edition = edition_on(day, family=organization.family.code).code
    kept = _kept_for(organization).filter(edition=edition)
    return _choices(kept, organization)


def all_templates_of(organization: Organization) -> list[TemplateChoice]:
    """What it may copy, of whatever edition. The caller has checked the viewer."""
    return _choices(_kept_for(organization), organization)


def template_choice(
    key: str, organization: Organization, day: date, *, viewer: Any
) -> TemplateChoice:
    """The template called ``key``; `RuleBroken` if it is for another edition than that of ``day``."""
    require(viewer, Permission.CONGRESSES_VIEW, at=organization)
    if key.startswith(OWN) and key[len(OWN) :].isdecimal():
        kept = _kept_for(organization).filter(pk=int(key[len(OWN) :])).first()
        if kept is None:
            raise NotFound
        require_edition(kept, organization, day)
        return choice_of(kept)
    for choice in _built_in(organization):
        if choice.key == key:
            return choice
    if any(template.key == key for template in built_in_templates()):
        raise RuleBroken(
            _("Mẫu này dành cho loại hình tổ chức khác."),
            code="another_family",
            advice=_("Hãy chọn mẫu trong danh sách."),
        )
    raise NotFound


def require_edition(template: PlanTemplate, organization: Organization, day: date) -> None:
    """`RuleBroken` (``another_edition``) unless the template is of the edition in force on ``day``."""
    edition = edition_on(day, family=organization.family.code)
    if template.edition != edition.code:
        facts = {
            "name": template.name,
            "own": edition_source(template.edition),
            "needed": edition.source,
        }
        raise RuleBroken(
            _("Mẫu “%(name)s” theo %(own)s; đại hội này theo %(needed)s.") % facts,
            code="another_edition",
            advice=_("Hãy chọn mẫu khác, hoặc sao mẫu này thành mẫu theo quy định mới rồi rà lại."),
        )


def choice_of(template: PlanTemplate) -> TemplateChoice:
    return TemplateChoice(
        key=f"{OWN}{template.pk}",
        name=template.name,
        description=template.description,
        owner=template.organization.short_name,
        rows=tuple(row_of(told) for told in template.rows),
    )


def get_template(
    pk: int, *, viewer: Any, to: Permission = Permission.CONGRESSES_TEMPLATES
) -> PlanTemplate:
    """One template, for somebody who keeps templates where it belongs; `NotFound` to others."""
    template = PlanTemplate.objects.select_related("organization", "published_by").filter(pk=pk)
    found = template.first()
    if found is None:
        raise NotFound
    require(viewer, to, at=found)
    return found


def _kept_for(organization: Organization) -> QuerySet[PlanTemplate]:
    """Its own, and the published ones of the organizations above it."""
    numbers = organization.path.strip("/").split("/")
    above = [f"/{'/'.join(numbers[:n])}/" for n in range(1, len(numbers))]
    published = Q(organization__path__in=above, published_at__isnull=False)
    seen = PlanTemplate.objects.filter(Q(organization=organization) | published)
    return seen.select_related("organization")


def _choices(kept: QuerySet[PlanTemplate], organization: Organization) -> list[TemplateChoice]:
    own = sorted(kept, key=lambda each: (each.organization_id != organization.pk, each.name))
    return [choice_of(each) for each in own if each.rows] + _built_in(organization)


def _built_in(organization: Organization) -> list[TemplateChoice]:
    return [_built(each) for each in templates_of(organization.family.code)]


def _built(template: Template) -> TemplateChoice:
    return TemplateChoice(template.key, template.name, template.description, "", template.rows)
