"""The register of basis documents (căn cứ), and which of them a congress cites."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base.errors import Conflict, NotFound
from daihoi.base.revisions import require_seen
from daihoi.congresses.actions.held import HeldCongress
from daihoi.congresses.models import BasisDocument, Congress
from daihoi.congresses.queries.bases import paper_called
from daihoi.files.actions import keep
from daihoi.organizations.models import Organization
from daihoi.vietnamese.dates import DateStyle, format_date


@transaction.atomic
def add_basis(
    organization: Organization,
    values: Mapping[str, Any],
    *,
    content: bytes = b"",
    file_name: str = "",
    actor: User,
) -> BasisDocument:
    """Enter a paper: number, issued_on, issuer, subject, direction; number and date name it.

    ``content``: the paper itself, kept as it came.
    """
    require(actor, Permission.CONGRESSES_MANAGE, at=organization)
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    _refuse_namesake(organization, values)
    made = BasisDocument.objects.create(
        organization=organization,
        **values,
        file=keep(content) if content else None,
        file_name=file_name if content else "",
    )
    after = {**values, "file_name": made.file_name}
    record("congresses.add_basis", made, actor=actor, after=after)
    return made


@transaction.atomic
def edit_basis(
    basis: BasisDocument,
    values: Mapping[str, Any],
    *,
    content: bytes = b"",
    file_name: str = "",
    seen: str | None = None,
    actor: User,
) -> BasisDocument:
    """Change an entry; ``content`` puts another file in the place of the one before."""
    require(actor, Permission.CONGRESSES_MANAGE, at=basis)
    Organization.objects.select_for_update(no_key=True).get(pk=basis.organization_id)
    locked = BasisDocument.objects.select_for_update().get(pk=basis.pk)
    require_seen(locked, values, seen)
    _refuse_namesake(locked.organization, values, itself=locked)
    wanted = {**values, **({"file_name": file_name} if content else {})}
    changed = {name: value for name, value in wanted.items() if getattr(locked, name) != value}
    before = {name: getattr(locked, name) for name in changed}
    for name, value in changed.items():
        setattr(locked, name, value)
    if content:
        locked.file = keep(content)
    if changed or content:
        locked.save(update_fields=[*changed, "file"])
        after = {**changed, **({"sha256": locked.file.sha256} if content and locked.file else {})}
        record("congresses.edit_basis", locked, actor=actor, before=before, after=after)
    return locked


@transaction.atomic
def cite_bases(congress: Congress, bases: Iterable[BasisDocument], *, actor: User) -> Congress:
    """Let the congress stand on exactly these papers of its organization's register."""
    require(actor, Permission.CONGRESSES_MANAGE, at=congress)
    locked = HeldCongress(congress).congress
    wanted = list(bases)
    if any(basis.organization_id != locked.organization_id for basis in wanted):
        raise NotFound
    before = {"bases": [str(basis) for basis in locked.bases.order_by("issued_on", "pk")]}
    locked.bases.set(wanted)
    after = {"bases": [str(basis) for basis in locked.bases.order_by("issued_on", "pk")]}
    if before != after:
        record(
            "congresses.cite_bases", locked, actor=actor, before=before, after=after, context=locked
        )
    return locked


def _refuse_namesake(
    organization: Organization, values: Mapping[str, Any], *, itself: BasisDocument | None = None
) -> None:
    found = paper_called(organization, values["number"], values["issued_on"], besides=itself)
    if found is not None:
        facts = {
            "number": found.number,
            "day": format_date(found.issued_on, DateStyle.DASHED),
            "subject": found.subject,
        }
        raise Conflict(
            _("Sổ căn cứ đã có văn bản số %(number)s ngày %(day)s: %(subject)s.") % facts,
            code="basis_taken",
            advice=_("Cùng số nhưng khác ngày là văn bản khác; hãy xem lại ngày."),
        )
