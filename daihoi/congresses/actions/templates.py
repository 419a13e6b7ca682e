"""Templates of plans as data: copied, changed row by row or by a sheet, published, withdrawn."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, RuleBroken
from daihoi.base.revisions import require_seen
from daihoi.congresses.models import PlanTemplate
from daihoi.congresses.queries.template_rows import problem_text
from daihoi.organizations.models import Organization
from daihoi.rules.plans import TemplateRow, check_rows, row_of, told_of

MAX_ROWS = 300


@transaction.atomic
def add_template(
    organization: Organization,
    values: Mapping[str, Any],
    rows: Sequence[TemplateRow],
    *,
    actor: User,
) -> PlanTemplate:
    """Make a template of one's own from the ``rows`` of another; ``values``: name, description, edition."""
    require(actor, Permission.CONGRESSES_TEMPLATES, at=organization)
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    _refuse_namesake(organization, values["name"], itself=None)
    _refuse_problems(rows)
    made = PlanTemplate.objects.create(
        organization=organization, rows=[told_of(row) for row in rows], **values
    )
    after = {**values, "rows": len(rows)}
    record("congresses.add_template", made, actor=actor, after=after, context=made)
    return made


@transaction.atomic
def edit_template(
    template: PlanTemplate, values: Mapping[str, Any], *, seen: str | None = None, actor: User
) -> PlanTemplate:
    """Change the name, the description or the edition of a template."""
    require(actor, Permission.CONGRESSES_TEMPLATES, at=template)
    locked = _locked(template)
    require_seen(locked, values, seen)
    _refuse_namesake(locked.organization, values["name"], itself=locked)
    before = {name: getattr(locked, name) for name in values}
    changed = {name: value for name, value in values.items() if value != before[name]}
    for name, value in changed.items():
        setattr(locked, name, value)
    if changed:
        locked.save(update_fields=[*changed])
        record(
            "congresses.edit_template",
            locked,
            actor=actor,
            before={name: before[name] for name in changed},
            after=changed,
            context=locked,
        )
    return locked


@transaction.atomic
def put_template_row(
    template: PlanTemplate,
    row: TemplateRow,
    *,
    number: int | None = None,
    revision: int,
    actor: User,
) -> PlanTemplate:
    """Add a row at the end, or put it in the place of row ``number`` (from 0).

    A row that gets another code keeps the rows that name it: they follow.
    """
    require(actor, Permission.CONGRESSES_TEMPLATES, at=template)
    locked = _locked(template, revision)
    rows = [row_of(told) for told in locked.rows]
    if number is None:
        _refuse_too_many(len(rows) + 1)
        before: dict[str, Any] = {}
        rows.append(row)
    else:
        _require_row(rows, number)
        old = rows[number]
        before = told_of(old)
        rows[number] = row
        rows = [_renamed(each, old.code, row.code) for each in rows]
    _refuse_problems(rows)
    _keep(locked, rows)
    record(
        "congresses.put_template_row",
        locked,
        actor=actor,
        before=before,
        after=told_of(row),
        context=locked,
    )
    return locked


@transaction.atomic
def remove_template_row(
    template: PlanTemplate, number: int, *, revision: int, actor: User
) -> PlanTemplate:
    """Take row ``number`` (from 0) out; refused while another row waits for it or counts from it."""
    require(actor, Permission.CONGRESSES_TEMPLATES, at=template)
    locked = _locked(template, revision)
    rows = [row_of(told) for told in locked.rows]
    _require_row(rows, number)
    gone = rows.pop(number)
    named = [
        row.code for row in rows if gone.code in row.after or gone.code == row.offset.counted_from
    ]
    if named:
        facts = {"code": gone.code, "codes": ", ".join(named)}
        raise RuleBroken(
            _("Chưa bỏ được mốc %(code)s: các mốc %(codes)s làm sau hoặc tính ngày từ nó.") % facts,
            code="row_in_use",
            advice=_("Hãy sửa các mốc đó trước."),
        )
    _keep(locked, rows)
    record(
        "congresses.remove_template_row",
        locked,
        actor=actor,
        before=told_of(gone),
        context=locked,
    )
    return locked


@transaction.atomic
def replace_template_rows(
    template: PlanTemplate, rows: Sequence[TemplateRow], *, revision: int, actor: User
) -> PlanTemplate:
    """Put the rows of an uploaded sheet in the place of all rows."""
    require(actor, Permission.CONGRESSES_TEMPLATES, at=template)
    locked = _locked(template, revision)
    _refuse_too_many(len(rows))
    _refuse_problems(rows)
    before = {"rows": locked.rows}
    _keep(locked, rows)
    record(
        "congresses.replace_template_rows",
        locked,
        actor=actor,
        before=before,
        after={"rows": locked.rows},
        context=locked,
    )
    return locked


@transaction.atomic
def publish_template(template: PlanTemplate, *, actor: User) -> PlanTemplate:
    """Let the organizations below plan from it; what they have planned does not change with it."""
    require(actor, Permission.CONGRESSES_TEMPLATES, at=template)
    locked = _locked(template)
    if locked.published_at is not None:
        raise Conflict(_("Mẫu này đã được công bố."), code="already_published")
    if not locked.rows:
        raise RuleBroken(
            _("Mẫu chưa có mốc nào nên chưa công bố được."),
            code="no_rows",
            advice=_("Hãy thêm mốc hoặc tải bảng Excel lên trước."),
        )
    locked.published_at, locked.published_by = clock.now(), actor
    locked.save(update_fields=["published_at", "published_by"])
    record(
        "congresses.publish_template",
        locked,
        actor=actor,
        after={"rows": len(locked.rows)},
        context=locked,
    )
    return locked


@transaction.atomic
def withdraw_template(template: PlanTemplate, *, actor: User) -> PlanTemplate:
    """Offer it to nobody below any more; plans made from it stay."""
    require(actor, Permission.CONGRESSES_TEMPLATES, at=template)
    locked = _locked(template)
    if locked.published_at is None:
        raise Conflict(_("Mẫu này chưa được công bố."), code="not_published")
    before = {"published_at": locked.published_at}
    locked.published_at = locked.published_by = None
    locked.save(update_fields=["published_at", "published_by"])
    record("congresses.withdraw_template", locked, actor=actor, before=before, context=locked)
    return locked


def _locked(template: PlanTemplate, revision: int | None = None) -> PlanTemplate:
    locked = PlanTemplate.objects.select_for_update().get(pk=template.pk)
    locked.organization = template.organization
    if revision is not None and locked.revision != revision:
        raise Conflict(
            _("Người khác đã sửa mẫu này từ lúc đồng chí mở trang."),
            code="outdated",
            advice=_("Hãy tải lại trang, xem lại rồi sửa."),
        )
    return locked


def _keep(template: PlanTemplate, rows: Sequence[TemplateRow]) -> None:
    template.rows = [told_of(row) for row in rows]
    template.revision += 1
    template.save(update_fields=["rows", "revision"])


def _renamed(row: TemplateRow, old: str, new: str) -> TemplateRow:
    if old == new or (old not in row.after and row.offset.counted_from != old):
        return row
    told = told_of(row)
    told["after"] = [new if code == old else code for code in told["after"]]
    if told["counted_from"] == old:
        told["counted_from"] = new
    return row_of(told)


def _require_row(rows: Sequence[TemplateRow], number: int) -> None:
    if not 0 <= number < len(rows):
        raise NotFound


def _refuse_too_many(count: int) -> None:
    if count > MAX_ROWS:
        raise RuleBroken(
            _("Một mẫu có nhiều nhất %(limit)s mốc.") % {"limit": MAX_ROWS}, code="too_many_rows"
        )


def _refuse_problems(rows: Sequence[TemplateRow]) -> None:
    if problems := check_rows(rows):
        raise RuleBroken(problem_text(problems[0]), code=problems[0].code)


def _refuse_namesake(organization: Organization, name: str, *, itself: PlanTemplate | None) -> None:
    others = organization.plan_templates.filter(name=name)
    if itself is not None:
        others = others.exclude(pk=itself.pk)
    if others.exists():
        raise Conflict(_("Đã có mẫu “%(name)s”.") % {"name": name}, code="name_taken")
