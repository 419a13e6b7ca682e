"""Dossiers: put together, put in order, sealed."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, RuleBroken
from daihoi.congresses.models import Congress
from daihoi.files.actions import keep
from daihoi.registry.models import Dossier, DossierItem, IncomingPaper, Paper
from daihoi.registry.papers.dossiers import assemble
from daihoi.registry.queries.dossiers import faults_of, items_of, may_read
from daihoi.vietnamese.text import tidy


@transaction.atomic
def make_dossier(
    congress: Congress,
    *,
    name: str,
    papers: Sequence[Paper] = (),
    incoming: Sequence[IncomingPaper] = (),
    actor: User,
) -> Dossier:
    """Begin a dossier with these papers, in this order. `Conflict` if there is one of this name."""
    require(actor, Permission.REGISTRY_WRITE, at=congress)
    Congress.objects.select_for_update().get(pk=congress.pk)  # of two with one name, one
    name = tidy(name)
    _check_name(congress, name)
    now = clock.now()
    dossier = Dossier.objects.create(congress=congress, name=name, created_at=now, updated_at=now)
    _add(dossier, papers, incoming, actor)
    after = {"name": name, "papers": [item.title for item in items_of(dossier)]}
    record("registry.make_dossier", dossier, actor=actor, after=after)
    return dossier


@transaction.atomic
def rename_dossier(dossier: Dossier, *, name: str, actor: User) -> Dossier:
    """Give it another name while it is not sealed."""
    require(actor, Permission.REGISTRY_WRITE, at=dossier)
    held = _hold(dossier)
    name = tidy(name)
    if name != held.name:
        _check_name(held.congress, name)
    before, held.name = {"name": held.name}, name
    held.save(update_fields=["name"])
    record("registry.rename_dossier", held, actor=actor, before=before, after={"name": name})
    return held


@transaction.atomic
def add_items(
    dossier: Dossier,
    *,
    papers: Sequence[Paper] = (),
    incoming: Sequence[IncomingPaper] = (),
    actor: User,
) -> Dossier:
    """Put papers in at the end; one that is in it already stays where it is."""
    require(actor, Permission.REGISTRY_WRITE, at=dossier)
    held = _hold(dossier)
    added = _add(held, papers, incoming, actor)
    record("registry.add_items", held, actor=actor, after={"papers": [i.title for i in added]})
    return held


@transaction.atomic
def remove_item(item: DossierItem, *, actor: User) -> Dossier:
    """Take a paper out; the paper itself stays."""
    require(actor, Permission.REGISTRY_WRITE, at=item.dossier)
    held = _hold(item.dossier)
    found = held.items.filter(pk=item.pk).first()
    if found is None:
        raise NotFound(_("Văn bản này đã được bỏ khỏi hồ sơ."))
    record("registry.remove_item", held, actor=actor, before={"paper": found.title})
    held.items.filter(position__gt=found.position).update(position=F("position") - 1)
    found.delete()
    return held


@transaction.atomic
def move_item(item: DossierItem, *, to: int, actor: User) -> Dossier:
    """Put a paper at place ``to`` (1-based); the others close up."""
    require(actor, Permission.REGISTRY_WRITE, at=item.dossier)
    held = _hold(item.dossier)
    items = list(items_of(held))
    moved = next((each for each in items if each.pk == item.pk), None)
    if moved is None:
        raise NotFound(_("Văn bản này đã được bỏ khỏi hồ sơ."))
    before = moved.position
    items.remove(moved)
    items.insert(min(max(to, 1), len(items) + 1) - 1, moved)
    for position, each in enumerate(items, 1):
        each.position = position
    DossierItem.objects.bulk_update(items, ["position"])
    places = {"paper": moved.title, "position": moved.position}
    record("registry.move_item", held, actor=actor, before={"position": before}, after=places)
    return held


@transaction.atomic
def remove_dossier(dossier: Dossier, *, actor: User) -> None:
    """Give up a dossier that is not sealed; its papers stay."""
    require(actor, Permission.REGISTRY_WRITE, at=dossier)
    held = _hold(dossier)
    before = {"name": held.name, "papers": [item.title for item in items_of(held)]}
    record("registry.remove_dossier", held, actor=actor, before=before)
    held.delete()


@transaction.atomic
def seal_dossier(dossier: Dossier, *, actor: User) -> Dossier:
    """Bind and seal it: from then on list and files stay as they are.

    Papers that are not issued go in as the drafts they are now, marked so. `RuleBroken` if it is
    empty or holds a paper that was cancelled.
    """
    require(actor, Permission.REGISTRY_ISSUE, at=dossier)
    held = _hold(dossier)
    items = list(items_of(held))
    faults = faults_of(items)
    if faults:
        raise RuleBroken(" ".join(faults), advice=_("Hãy sửa danh sách rồi niêm phong lại."))
    now = clock.now()
    made = assemble(held, items, sealed_at=now)
    DossierItem.objects.bulk_update(made.items, ["pages", "first_page", "sha256"])
    held.pdf, held.archive = keep(made.pdf), keep(made.archive)
    held.pages, held.seal = made.pages, made.seal
    held.sealed_at, held.sealed_by, held.updated_at = now, actor, now
    held.save()
    after = {
        "seal": held.seal,
        "pages": held.pages,
        "papers": [{"title": item.title, "sha256": item.sha256} for item in made.items],
    }
    record("registry.seal_dossier", held, actor=actor, after=after)
    return held


def _hold(dossier: Dossier) -> Dossier:
    """Its row, held until the transaction ends; `Conflict` once it is sealed."""
    rows = Dossier.objects.select_related("congress__organization")
    held = rows.select_for_update(of=("self",)).filter(pk=dossier.pk).first()
    if held is None:
        raise NotFound(_("Hồ sơ này đã được bỏ."))
    if held.sealed_at is not None:
        raise Conflict(
            _("Hồ sơ đã niêm phong nên không thay đổi được."),
            code="dossier_sealed",
            advice=_("Cần bổ sung thì hãy lập hồ sơ mới từ hồ sơ này."),
        )
    return held


def _check_name(congress: Congress, name: str) -> None:
    if Dossier.objects.filter(congress=congress, name=name).exists():
        raise Conflict(
            _("Đại hội này đã có hồ sơ tên “%(name)s”.") % {"name": name},
            advice=_("Hãy đặt tên khác."),
        )


def _add(
    dossier: Dossier, papers: Sequence[Paper], incoming: Sequence[IncomingPaper], actor: User
) -> list[DossierItem]:
    """New items at the end, each paper once; `NotFound` for one of elsewhere or not to be read."""
    inside = set(dossier.items.values_list("paper_id", flat=True))
    inside_too = set(dossier.items.values_list("incoming_id", flat=True))
    last = dossier.items.aggregate(last=Max("position"))["last"] or 0
    items = [DossierItem(dossier=dossier, paper=p) for p in papers if p.pk not in inside]
    items += [DossierItem(dossier=dossier, incoming=p) for p in incoming if p.pk not in inside_too]
    for position, item in enumerate(items, last + 1):
        if not may_read(item, dossier.congress, viewer=actor):
            raise NotFound
        item.position = position
    return DossierItem.objects.bulk_create(items)
