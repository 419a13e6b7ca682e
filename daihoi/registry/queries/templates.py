"""Templates of papers: those that come with the house, and those that organizations keep and publish."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from daihoi.accounts.permissions import Permission, can, require
from daihoi.base import offers
from daihoi.base.errors import NotFound
from daihoi.organizations.models import Organization
from daihoi.organizations.queries.organizations import get_organization
from daihoi.papers.fields import Box, Problem, Spot, check, field_key
from daihoi.papers.official import OfficialPaper
from daihoi.registry.models import PaperTemplate
from daihoi.registry.queries.examples import OWN
from daihoi.registry.queries.filling import DEPOSITED
from daihoi.registry.skeletons import skeletons, typed_fields
from daihoi.rules.papers import CATALOGUE, PaperKind

BUILT_IN = "co-san"  # the key of the house's own; an organization's is "t12"
OWN_KEY = "t"
BOX_LABELS = {
    Box.SUPERIOR: gettext_lazy("Cơ quan cấp trên"),
    Box.ISSUER: gettext_lazy("Cơ quan ban hành"),
    Box.NUMBER: gettext_lazy("Số và ký hiệu"),
    Box.PLACE_AND_DATE: gettext_lazy("Địa danh, ngày tháng"),
    Box.TYPE_NAME: gettext_lazy("Tên loại văn bản"),
    Box.SUBJECT: gettext_lazy("Trích yếu"),
    Box.ADDRESSEES: gettext_lazy("Kính gửi"),
    Box.BASES: gettext_lazy("Căn cứ"),
    Box.BLOCKS: gettext_lazy("Nội dung"),
    Box.SIGNATURES: gettext_lazy("Chữ ký"),
    Box.RECIPIENTS: gettext_lazy("Nơi nhận"),
    Box.ANNEXES: gettext_lazy("Phụ lục"),
}


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field that templates may hold."""

    name: str
    example: str
    source: str  # where its value comes from, in words

    @property
    def written(self) -> str:
        return "{{" + self.name + "}}"


@dataclass(frozen=True, slots=True)
class TemplateChoice:
    """A template somebody may make a paper from; ``key`` names it in forms and addresses."""

    key: str
    kind: PaperKind
    name: str
    owner: str  # the organization's short name; "" for the house's own
    paper: OfficialPaper


@dataclass(frozen=True, slots=True)
class TemplateRow:
    template: PaperTemplate
    kind: PaperKind
    problem_count: int


@dataclass(frozen=True, slots=True)
class TemplateList:
    organization: Organization
    own: list[TemplateRow]
    published: list[TemplateChoice]  # of the organizations above
    built_in: list[TemplateChoice]


@cache
def known_fields() -> tuple[str, ...]:
    """Every field that a template may hold."""
    return tuple(row.name for row in _field_rows())


def field_rows() -> list[FieldRow]:
    """The fields with examples, to show beside a template."""
    return list(_field_rows())


def templates_for(organization: Organization, code: str) -> list[TemplateChoice]:
    """What a paper of a kind may be made from: own, published above, the house's.

    The caller has checked the viewer. A template with a broken field is not among them.
    """
    kept = _kept_for(organization).filter(kind=code)
    usable = [choice_of(each) for each in kept if not problems_of(paper_of_template(each))]
    own = [each for each in usable if each.owner == organization.short_name]
    above = [each for each in usable if each.owner != organization.short_name]
    built = [_built_in(code, organization)] if code in skeletons() else []
    return [*own, *above, *built]


def template_list(pk: int, *, viewer: Any) -> TemplateList:
    """The templates an organization keeps, and those it may copy."""
    organization = keeper(pk, viewer=viewer)
    kept = list(_kept_for(organization))
    own = [
        TemplateRow(each, CATALOGUE[each.kind], len(problems_of(paper_of_template(each))))
        for each in kept
        if each.organization_id == organization.pk
    ]
    above = [choice_of(each) for each in kept if each.organization_id != organization.pk]
    return TemplateList(
        organization, own, above, [_built_in(code, organization) for code in skeletons()]
    )


def template_choice(
    key: str, code: str, organization: Organization, *, viewer: Any
) -> TemplateChoice:
    """The template of a kind called ``key``, with its problems if it has any; `NotFound` else."""
    if not can(viewer, Permission.REGISTRY_TEMPLATES, at=organization):
        require(viewer, Permission.REGISTRY_VIEW, at=organization)
    if key == BUILT_IN and code in skeletons():
        return _built_in(code, organization)
    if key.startswith(OWN_KEY) and key[len(OWN_KEY) :].isdecimal():
        found = _kept_for(organization).filter(pk=int(key[len(OWN_KEY) :]), kind=code).first()
        if found is not None:
            return choice_of(found)
    raise NotFound


def get_template(pk: int, *, viewer: Any) -> PaperTemplate:
    """One template, for somebody who keeps templates where it belongs; `NotFound` to others."""
    found = PaperTemplate.objects.select_related("organization", "published_by").filter(pk=pk)
    template = found.first()
    if template is None:
        raise NotFound
    require(viewer, Permission.REGISTRY_TEMPLATES, at=template)
    return template


def keeper(pk: int, *, viewer: Any) -> Organization:
    """An organization whose templates the viewer keeps."""
    return get_organization(pk, viewer=viewer, to=Permission.REGISTRY_TEMPLATES)


def paper_of_template(template: PaperTemplate) -> OfficialPaper:
    return OfficialPaper.from_json(template.content)


def problems_of(paper: OfficialPaper) -> list[Problem]:
    return check(paper, known_fields())


def problem_lines(problems: list[Problem]) -> list[tuple[str, str]]:
    """Each problem as where it is, and what is wrong with what to do."""
    return [(place_words(each.spot), problem_words(each)) for each in problems]


def place_words(spot: Spot) -> str:
    """Such as "Nội dung, mục “I. MỞ ĐẦU”, bảng ở khối 3, dòng 1, cột 2"."""
    parts = [str(BOX_LABELS[spot.box])]
    if spot.part:
        parts[0] += f" {spot.part}"
    if spot.heading and spot.heading != spot.words:
        parts.append(_("mục “%(heading)s”") % {"heading": spot.heading[:60]})
    if spot.row:
        facts = {"n": spot.block, "row": spot.row, "column": spot.column}
        parts.append(_("bảng ở khối %(n)s, dòng %(row)s, cột %(column)s") % facts)
    elif spot.block:
        said = _("đoạn %(n)s") if spot.box in {Box.BLOCKS, Box.ANNEXES} else _("dòng %(n)s")
        parts.append(said % {"n": spot.block})
    return ", ".join(parts)


def choice_of(template: PaperTemplate) -> TemplateChoice:
    return TemplateChoice(
        f"{OWN_KEY}{template.pk}",
        CATALOGUE[template.kind],
        template.name,
        template.organization.short_name,
        paper_of_template(template),
    )


def problem_words(problem: Problem) -> str:
    """What is wrong with a field, and what to do."""
    facts = {"field": problem.field, "nearest": problem.nearest}
    if problem.is_broken:
        said = _("“%(field)s”: dấu ngoặc của trường bị hỏng; trường viết là {{tên trường}}.")
    elif problem.nearest:
        said = _("Không có trường “%(field)s”; gần nhất là “%(nearest)s”.")
    else:
        said = _("Không có trường “%(field)s”; xem bảng các trường.")
    return said % facts


def _built_in(code: str, organization: Organization) -> TemplateChoice:
    kind = CATALOGUE[code]
    return TemplateChoice(BUILT_IN, kind, kind.name, "", skeletons(organization.family)[code])


def _field_rows() -> list[FieldRow]:
    rows = [FieldRow(field_key(f.name), f.example, _("dữ liệu")) for f in offers.facts()]
    rows += [FieldRow(name, example, _("văn bản")) for name, example in OWN.items()]
    rows += [FieldRow(name, _("văn bản gửi sang"), _("văn kiện")) for name in DEPOSITED]
    rows += [FieldRow(name, each, _("người soạn nhập")) for name, each in typed_fields().items()]
    return rows


def _kept_for(organization: Organization) -> QuerySet[PaperTemplate]:
    """Its own, and the published ones of the organizations above it."""
    numbers = organization.path.strip("/").split("/")
    above = [f"/{'/'.join(numbers[:n])}/" for n in range(1, len(numbers))]
    published = Q(organization__path__in=above, published_at__isnull=False)
    seen = PaperTemplate.objects.filter(Q(organization=organization) | published)
    return seen.select_related("organization").order_by("kind", "name", "pk")
