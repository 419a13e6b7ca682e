"""Who writes which section of a report (S42)."""

from collections.abc import Mapping

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base.errors import Conflict, RuleBroken
from daihoi.documents.models import Document, SectionOwner
from daihoi.documents.queries.skeletons import sections_for
from daihoi.live.topics import bump
from daihoi.notifications.actions import notify
from daihoi.organizations.models import OfficeKind, Person, Unit


@transaction.atomic
def set_owners(
    document: Document, owners: Mapping[str, Unit | Person | None], *, actor: User
) -> list[SectionOwner]:
    """Say who answers for the sections named, None for nobody; others stay. Those new are told."""
    require(actor, Permission.DOCUMENTS_MANAGE, at=document)
    locked = Document.objects.select_for_update(no_key=True).get(pk=document.pk)
    if not locked.is_editable:
        raise Conflict(_("Văn kiện đã là bản cuối nên không giao lại mục."), code="document_state")
    titles = {section.code: section.title for section in sections_for(document)}
    for code, owner in owners.items():
        _check(document, code, owner, titles)
    before = {row.section: row for row in locked.section_owners.select_related("unit", "person")}
    changed: dict[str, str] = {}
    for code, owner in owners.items():
        old = before.get(code)
        if (old.unit or old.person if old else None) == owner:
            continue
        changed[code] = str(owner or "")
        locked.section_owners.filter(section=code).delete()
        if owner is not None:
            _give(document, code, titles[code], owner)
    if changed:
        was = {code: str(before[code].unit or before[code].person) for code in changed if code in before}  # fmt: skip
        record("documents.set_owners", document, actor=actor, before=was, after=changed, context=document)  # fmt: skip
        bump(f"documents.document:{document.pk}")
    return list(locked.section_owners.order_by("section"))


def _check(
    document: Document, code: str, owner: Unit | Person | None, titles: Mapping[str, str]
) -> None:
    if code not in titles:
        raise RuleBroken(_("Khung của văn kiện không có mục này."), code="no_section")
    if owner is not None and owner.organization_id != document.congress.organization_id:
        raise RuleBroken(_("Người, đơn vị này không thuộc tổ chức."), code="elsewhere")


def _give(document: Document, code: str, title: str, owner: Unit | Person) -> None:
    if isinstance(owner, Unit):
        SectionOwner.objects.create(document=document, section=code, unit=owner)
        heads = owner.offices.filter(kind=OfficeKind.UNIT_HEAD, ends_on__isnull=True)
        people = [office.person for office in heads.select_related("person__user")]
    else:
        SectionOwner.objects.create(document=document, section=code, person=owner)
        people = [owner]
    users = [person.user for person in people if person.user]
    if users:
        notify(
            users,
            title=f"Được giao viết mục: {title}"[:200],
            body=document.title,
            url=reverse("documents:document_sections", args=[document.pk]),
            topic=f"documents.sections:{document.pk}",
        )
