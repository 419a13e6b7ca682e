"""Putting the papers of a congress into the dossiers of its archive."""

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotPermitted
from daihoi.base.language import in_dialect
from daihoi.closing.models import ArchivePart
from daihoi.closing.queries.archive import Loose, loose_papers, open_part
from daihoi.congresses.models import Congress
from daihoi.registry.actions.dossiers import add_items, make_dossier
from daihoi.registry.models import Dossier
from daihoi.registry.queries.register import reads_restricted


@transaction.atomic
def gather_archive(congress: Congress, *, actor: User) -> list[ArchivePart]:
    """Put every issued paper that stands in no dossier yet into that of its body (P76).

    A sealed dossier stays as it is: what came later goes into a supplement. `Conflict` where
    there is nothing to put in.
    """
    require(actor, Permission.CLOSING_WRITE, at=congress)
    if not reads_restricted(actor, congress):
        raise NotPermitted(
            _("Hồ sơ lưu trữ có văn bản nhân sự nên do cấp ủy lập."), code="personnel_papers"
        )
    Congress.objects.select_for_update(no_key=True).get(pk=congress.pk)
    loose = list(loose_papers(congress))
    if not loose:
        raise Conflict(
            _("Mọi văn bản đã ban hành đều có trong hồ sơ lưu trữ."), code="nothing_loose"
        )
    with in_dialect(congress.organization.family.dialect):  # names are kept
        parts = [_gather(congress, each, actor) for each in loose]
    after = {"parts": [str(part) for part in parts], "papers": sum(each.count for each in loose)}
    record("closing.gather_archive", congress, actor=actor, after=after, context=congress)
    return parts


def _gather(congress: Congress, loose: Loose, actor: User) -> ArchivePart:
    papers = [entry.paper for entry in loose.entries if entry.paper is not None]
    part = open_part(congress, loose)
    if part is not None:
        add_items(part.dossier, papers=papers, incoming=loose.incoming, actor=actor)
        return part
    name = _free_name(congress, loose.name)
    dossier = make_dossier(congress, name=name, papers=papers, incoming=loose.incoming, actor=actor)
    return ArchivePart.objects.create(
        congress=congress,
        subcommittee=loose.subcommittee,
        is_restricted=loose.is_restricted,
        dossier=dossier,
        made_at=clock.now(),
        made_by=actor,
    )


def _free_name(congress: Congress, name: str) -> str:
    """The name, with a number where a dossier has it already."""
    taken = set(Dossier.objects.filter(congress=congress).values_list("name", flat=True))
    candidates = (_("%(name)s, bổ sung %(n)s") % {"name": name, "n": n} for n in range(1, 10_000))
    return name if name not in taken else next(each for each in candidates if each not in taken)
