"""Pages of one template: as it reads, filled with a congress's data, and what an upload says."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from daihoi.base import clock
from daihoi.base.errors import NotFound, RuleBroken
from daihoi.congresses.queries.congresses import running_congress
from daihoi.organizations.models import Organization
from daihoi.papers.fields import Box, fill, texts_of
from daihoi.papers.fields.word import read_template
from daihoi.papers.intake import Refused
from daihoi.papers.official import OfficialPaper
from daihoi.papers.outline import plain
from daihoi.papers.profiles import Profile, printed, profile_on
from daihoi.registry.models import Paper, PaperTemplate
from daihoi.registry.queries.filling import fields_of, official_paper, sources_of
from daihoi.registry.queries.templates import (
    BOX_LABELS,
    TemplateChoice,
    get_template,
    keeper,
    paper_of_template,
    problem_lines,
    problems_of,
    template_choice,
    templates_for,
)
from daihoi.rules.papers import CATALOGUE, PaperKind


@dataclass(frozen=True, slots=True)
class TemplatePage:
    """A template of an organization, filled as far as its congress's data go."""

    template: PaperTemplate
    kind: PaperKind
    sample: OfficialPaper
    profile: Profile
    problems: list[tuple[str, str]]  # where, and what is wrong
    below: int  # how many organizations receive it once it is published


@dataclass(frozen=True, slots=True)
class Reading:
    """A template that may be copied, fields still in it."""

    organization: Organization
    choice: TemplateChoice
    paper: OfficialPaper
    profile: Profile


@dataclass(frozen=True, slots=True)
class Upload:
    """What an uploaded file says; ``lost`` is what of it or of the old template is not kept.

    ``recognised`` are the boxes known by what they say, each with its words: to be looked at.
    """

    paper: OfficialPaper
    recognised: list[tuple[str, str]]
    lost: list[str]
    problems: list[tuple[str, str]]

    @property
    def needs_review(self) -> bool:
        return bool(self.lost or self.recognised)


def template_page(pk: int, *, viewer: Any) -> TemplatePage:
    template = get_template(pk, viewer=viewer)
    paper = paper_of_template(template)
    path = template.organization.path
    below = Organization.objects.filter(path__startswith=path).exclude(path=path).count()
    profile = layout_of(template.organization)
    return TemplatePage(
        template,
        CATALOGUE[template.kind],
        printed(_sample(paper, template), profile),
        profile,
        problem_lines(problems_of(paper)),
        below,
    )


def reading(pk: int, code: str, key: str, *, viewer: Any) -> Reading:
    organization = keeper(pk, viewer=viewer)
    choice = template_choice(key, code, organization, viewer=viewer)
    profile = layout_of(organization)
    return Reading(organization, choice, printed(choice.paper, profile), profile)


def layout_of(organization: Organization) -> Profile:
    """What its papers look like today: those of some families as the state's do."""
    return profile_on(clock.today(), is_state=organization.family.is_state_layout)


def to_copy(
    pk: int, code: str, *, viewer: Any
) -> tuple[Organization, PaperKind, list[TemplateChoice]]:
    """What a template of a kind may begin as; `NotFound` for a kind without any."""
    organization = keeper(pk, viewer=viewer)
    choices = templates_for(organization, code) if code in CATALOGUE else []
    if not choices:
        raise NotFound
    return organization, CATALOGUE[code], choices


def read_upload(template: PaperTemplate, content: bytes, name: str) -> Upload:
    """A Word file read into boxes; `RuleBroken` for what is no sound .docx."""
    base = paper_of_template(template)
    try:
        read = read_template(content, base, name=name)
    except Refused as refusal:
        raise RuleBroken(str(refusal), code="refused_file") from refusal
    lost = [loss.description for loss in read.losses]
    lost += [_("không còn ô “%(box)s”") % {"box": BOX_LABELS[box]} for box in read.missing]
    lost += [_("không đưa vào mẫu: “%(words)s”") % {"words": words} for words in read.left_out]
    if not read.is_recognised and not read.by_content:
        lost.append(
            _(
                "tệp không mang các kiểu (style) của mẫu tải về: mọi chữ vào ô Nội dung, các ô khác giữ như cũ"
            )
        )
    texts = texts_of(read.paper) | {
        Box.ANNEXES: "\n".join(plain(annex.title) for annex in read.paper.annexes)
    }
    recognised = [(str(BOX_LABELS[box]), texts[box]) for box in read.by_content]
    return Upload(read.paper, recognised, lost, problem_lines(problems_of(read.paper)))


def _sample(paper: OfficialPaper, template: PaperTemplate) -> OfficialPaper:
    """Filled with the data of the congress that runs; without one every field is a gap.

    Names of people who prepare a congress are for its own organization, which keeps the template.
    """
    congress = running_congress(template.organization)
    if congress is None:
        return fill(paper, {})
    begun = Paper(congress=congress, kind=template.kind, content=template.content)
    return official_paper(begun, sources=sources_of(congress, wanted=fields_of([begun])))
