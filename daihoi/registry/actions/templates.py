"""Templates of papers as data: copied, changed on the page or in Word, published, withdrawn."""

from collections.abc import Mapping
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, RuleBroken
from daihoi.files.actions import keep
from daihoi.organizations.models import Organization
from daihoi.papers.fields import Box, paper_of, texts_of
from daihoi.papers.official import OfficialPaper
from daihoi.registry.models import PaperTemplate
from daihoi.registry.queries.templates import paper_of_template, problem_lines, problems_of
from daihoi.rules.papers import PaperKind


@transaction.atomic
def add_paper_template(
    organization: Organization, kind: PaperKind, name: str, paper: OfficialPaper, *, actor: User
) -> PaperTemplate:
    """Make a template of one's own, a copy of ``paper``."""
    require(actor, Permission.REGISTRY_TEMPLATES, at=organization)
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    if organization.paper_templates.filter(kind=kind.code, name=name).exists():
        raise Conflict(_("Đã có mẫu “%(name)s”.") % {"name": name}, code="name_taken")
    made = PaperTemplate.objects.create(
        organization=organization, kind=kind.code, name=name, content=paper.to_json()
    )
    after = {"kind": kind.code, "name": name}
    record("registry.add_paper_template", made, actor=actor, after=after, context=made)
    return made


@transaction.atomic
def edit_paper_template(
    template: PaperTemplate, texts: Mapping[Box, str], *, revision: int, actor: User
) -> PaperTemplate:
    """Change boxes of a template as typed texts; a wrong field is kept too, and told on its page."""
    require(actor, Permission.REGISTRY_TEMPLATES, at=template)
    locked = _locked(template, revision)
    old = paper_of_template(locked)
    before = texts_of(old)
    changed = {box: text for box, text in texts.items() if text.strip() != before[box].strip()}
    _keep(locked, paper_of(changed, old))
    record(
        "registry.edit_paper_template",
        locked,
        actor=actor,
        before={box.value: before[box] for box in changed},
        after={box.value: text for box, text in changed.items()},
        context=locked,
    )
    return locked


@transaction.atomic
def replace_paper_template(
    template: PaperTemplate,
    paper: OfficialPaper,
    file: bytes,
    file_name: str,
    *,
    revision: int,
    actor: User,
) -> PaperTemplate:
    """Put what an uploaded Word file says in the place of the template; the file is kept as it came."""
    require(actor, Permission.REGISTRY_TEMPLATES, at=template)
    locked = _locked(template, revision)
    before = {"content": locked.content, "file_name": locked.file_name}
    locked.file, locked.file_name = keep(file), file_name[:200]
    _keep(locked, paper, "file", "file_name")
    record(
        "registry.replace_paper_template",
        locked,
        actor=actor,
        before=before,
        after={"file_name": locked.file_name, "sha256": locked.file.sha256},
        context=locked,
    )
    return locked


@transaction.atomic
def publish_paper_template(template: PaperTemplate, *, actor: User) -> PaperTemplate:
    """Let the organizations below write from it; papers they have begun do not change with it."""
    require(actor, Permission.REGISTRY_TEMPLATES, at=template)
    locked = _locked(template)
    if locked.published_at is not None:
        raise Conflict(_("Mẫu này đã được công bố."), code="already_published")
    if problems := problem_lines(problems_of(paper_of_template(locked))):
        where, said = problems[0]
        raise RuleBroken(
            f"{where}: {said}", code="broken_template", advice=_("Hãy sửa mẫu rồi công bố.")
        )
    locked.published_at, locked.published_by = clock.now(), actor
    locked.save(update_fields=["published_at", "published_by"])
    after = {"name": locked.name}
    record("registry.publish_paper_template", locked, actor=actor, after=after, context=locked)
    return locked


@transaction.atomic
def withdraw_paper_template(template: PaperTemplate, *, actor: User) -> PaperTemplate:
    """Offer it to nobody below any more; papers made from it stay."""
    require(actor, Permission.REGISTRY_TEMPLATES, at=template)
    locked = _locked(template)
    if locked.published_at is None:
        raise Conflict(_("Mẫu này chưa được công bố."), code="not_published")
    before = {"published_at": locked.published_at}
    locked.published_at = locked.published_by = None
    locked.save(update_fields=["published_at", "published_by"])
    record("registry.withdraw_paper_template", locked, actor=actor, before=before, context=locked)
    return locked


@transaction.atomic
def remove_paper_template(template: PaperTemplate, *, actor: User) -> None:
    """Delete a template nobody below is offered; papers made from it stay."""
    require(actor, Permission.REGISTRY_TEMPLATES, at=template)
    locked = _locked(template)
    if locked.published_at is not None:
        raise Conflict(_("Hãy thu hồi mẫu trước khi xóa."), code="published")
    before = {"kind": locked.kind, "name": locked.name, "content": locked.content}
    record("registry.remove_paper_template", locked, actor=actor, before=before, context=locked)
    locked.delete()


def _locked(template: PaperTemplate, revision: int | None = None) -> PaperTemplate:
    locked = PaperTemplate.objects.select_for_update().get(pk=template.pk)
    locked.organization = template.organization
    if revision is not None and locked.revision != revision:
        raise Conflict(
            _("Người khác đã sửa mẫu này từ lúc đồng chí mở trang."),
            code="outdated",
            advice=_("Hãy so với điều đang lưu, rồi lưu lần nữa nếu vẫn muốn thay."),
        )
    return locked


def _keep(template: PaperTemplate, paper: OfficialPaper, *fields: str) -> None:
    template.content = replace(paper, draft=0).to_json()
    template.revision += 1
    template.save(update_fields=["content", "revision", *fields])
