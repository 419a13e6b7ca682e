"""Incoming papers (văn bản đến): entering them, correcting an entry, citing one as a basis."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, RuleBroken
from daihoi.base.revisions import require_seen
from daihoi.congresses.actions.bases import add_basis
from daihoi.congresses.models import BasisDocument
from daihoi.congresses.queries.bases import paper_called
from daihoi.files.actions import keep
from daihoi.live.topics import bump
from daihoi.organizations.models import Organization
from daihoi.registry.models import IncomingPaper

BASIS_FIELDS = ("number", "issued_on", "issuer", "subject")


@transaction.atomic
def add_incoming(
    organization: Organization,
    values: Mapping[str, Any],
    *,
    content: bytes = b"",
    file_name: str = "",
    basis: BasisDocument | None = None,
    actor: User,
) -> IncomingPaper:
    """Enter a paper under the next arrival number of the year it came in.

    ``content``: the paper or its scan, kept as it came. ``basis``: the paper is in the register
    of bases already and is the same; its file is taken over unless another is given.
    """
    require(actor, Permission.REGISTRY_WRITE, at=organization)
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    _refuse_days(values)
    _refuse_namesake(organization, values)
    year = values["received_on"].year
    last = organization.incoming_papers.filter(year=year).aggregate(last=Max("arrival_number"))
    kept = keep(content) if content else (basis.file if basis else None)
    made = IncomingPaper.objects.create(
        organization=organization,
        **values,
        year=year,
        arrival_number=(last["last"] or 0) + 1,
        file=kept,
        file_name=file_name if content else (basis.file_name if basis else ""),
        basis=basis,
        recorded_at=clock.now(),
        recorded_by=actor,
    )
    after = {**_said(made, values), "arrival_number": made.arrival_number}
    record("registry.add_incoming", made, actor=actor, after=after, context=made.congress)
    bump(f"registry.register:{organization.pk}")
    return made


@transaction.atomic
def edit_incoming(
    incoming: IncomingPaper,
    values: Mapping[str, Any],
    *,
    content: bytes = b"",
    file_name: str = "",
    seen: str | None = None,
    actor: User,
) -> IncomingPaper:
    """Correct an entry; its arrival number and the year of its book stay. ``content``: another file."""
    require(actor, Permission.REGISTRY_WRITE, at=incoming.organization)
    locked = IncomingPaper.objects.select_for_update(no_key=True).get(pk=incoming.pk)
    locked.organization = incoming.organization
    require_seen(locked, values, seen)
    if values["received_on"].year != locked.year:
        raise Conflict(
            _("Số đến %(number)s thuộc sổ năm %(year)s, ngày đến không sang năm khác được.")
            % {"number": locked.arrival_number, "year": locked.year},
            code="other_year",
        )
    _refuse_days(values)
    _refuse_namesake(locked.organization, values, itself=locked)
    wanted = {**values, **({"file_name": file_name} if content else {})}
    changed = {name: value for name, value in wanted.items() if getattr(locked, name) != value}
    before = _said(locked, {name: getattr(locked, name) for name in changed})
    for name, value in changed.items():
        setattr(locked, name, value)
    if content:
        locked.file = keep(content)
    if changed or content:
        locked.save(update_fields=[*changed, "file"])
        after = _said(locked, changed)
        if content and locked.file:
            after["sha256"] = locked.file.sha256
        record("registry.edit_incoming", locked, actor=actor, before=before, after=after)
        bump(f"registry.register:{locked.organization_id}")
    return locked


@transaction.atomic
def cite_incoming(incoming: IncomingPaper, *, actor: User) -> IncomingPaper:
    """Enter the paper into the register of bases, or link it to the entry that is there."""
    require(actor, Permission.CONGRESSES_MANAGE, at=incoming.organization)
    locked = IncomingPaper.objects.select_for_update(no_key=True).get(pk=incoming.pk)
    locked.organization = incoming.organization
    if locked.basis_id is not None:
        raise Conflict(_("Văn bản này đã ở trong sổ căn cứ."), code="cited")
    basis = paper_called(locked.organization, locked.number, locked.issued_on)
    if basis is None:
        values = {name: getattr(locked, name) for name in BASIS_FIELDS}
        basis = add_basis(
            locked.organization,
            {**values, "direction": True},
            content=locked.file.read() if locked.file else b"",
            file_name=locked.file_name,
            actor=actor,
        )
    elif IncomingPaper.objects.filter(basis=basis).exists():
        raise Conflict(_("Một văn bản đến khác đã gắn với căn cứ này."), code="basis_taken")
    locked.basis = basis
    locked.save(update_fields=["basis"])
    after = {"number": locked.number, "basis": basis.pk}
    record("registry.cite_incoming", locked, actor=actor, after=after)
    return locked


def _refuse_days(values: Mapping[str, Any]) -> None:
    """A paper has come in by today, and not before it was written."""
    if values["received_on"] > clock.today():
        raise RuleBroken(
            _("Ngày đến ở sau hôm nay."), advice=_("Hãy ghi ngày đã nhận văn bản."), code="not_yet"
        )
    if values["issued_on"] > values["received_on"]:
        raise RuleBroken(
            _("Ngày văn bản ở sau ngày đến."),
            advice=_("Hãy xem lại hai ngày."),
            code="days_reversed",
        )


def _refuse_namesake(
    organization: Organization, values: Mapping[str, Any], *, itself: IncomingPaper | None = None
) -> None:
    same = organization.incoming_papers.filter(
        number=values["number"], issued_on=values["issued_on"], issuer=values["issuer"]
    )
    found = (same.exclude(pk=itself.pk) if itself else same).first()
    if found is not None:
        raise Conflict(
            _("Văn bản số %(number)s ngày đó đã vào sổ, số đến %(arrival)s.")
            % {"number": found.number, "arrival": f"{found.arrival_number}/{found.year}"},
            code="incoming_taken",
            advice=_("Nếu là bản gửi lại, hãy sửa dòng đã có."),
        )


def _said(incoming: IncomingPaper, values: Mapping[str, Any]) -> dict[str, Any]:
    """For the record: what a restricted paper is about stays out."""
    return {
        name: "" if name in {"subject", "note"} and incoming.is_restricted else _plain(value)
        for name, value in values.items()
    }


def _plain(value: Any) -> Any:
    return value.pk if hasattr(value, "pk") else value
