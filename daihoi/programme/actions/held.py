"""A programme held for a change: congress first, then the version; its revision goes up once."""

from typing import Any

from django.utils.translation import gettext as _

from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound
from daihoi.congresses.actions.held import HeldCongress
from daihoi.live.topics import bump
from daihoi.programme.models import Programme, ProgrammeItem
from daihoi.programme.queries.seen import topic_of

COPIED = (
    "key", "code", "position", "session", "title", "minutes", "introduced", "performed",
    "performer", "uses", "votes", "block", "does", "note",
)  # fmt: skip


class HeldProgramme:
    """Locks one version that is worked on; `Conflict` once it is deposited."""

    def __init__(self, programme: Programme) -> None:
        self.congress = HeldCongress.to_change(programme.congress)
        found = Programme.objects.select_for_update(of=("self",)).filter(pk=programme.pk).first()
        if found is None:
            raise NotFound
        found.congress = programme.congress
        found.subcommittee = programme.subcommittee
        self.programme = found
        if not found.is_working:
            raise Conflict(
                _("Bản chương trình này đã chốt nên không sửa được nữa."),
                code="frozen",
                advice=_("Hãy bấm “Lập bản mới” rồi sửa bản mới."),
            )

    def item(self, item: ProgrammeItem) -> ProgrammeItem:
        """One item as it stands now."""
        found = ProgrammeItem.objects.filter(pk=item.pk, programme=self.programme).first()
        if found is None:
            raise NotFound
        found.programme = self.programme
        return found

    def changed(self, *fields: str) -> None:
        """Keep the version's own change, or that one of its items changed; open pages hear of it."""
        self.programme.revision += 1
        self.programme.updated_at = clock.now()
        self.programme.save(update_fields=[*fields, "revision", "updated_at"])
        bump(topic_of(self.congress))

    @staticmethod
    def told(item: ProgrammeItem) -> dict[str, Any]:
        """An item for the record."""
        names = [name for name in COPIED if name not in {"key", "performer"}]
        return {name: getattr(item, name) for name in names} | {"performer": item.performer_id}

    @staticmethod
    def copied_items(old: Programme, new: Programme) -> list[ProgrammeItem]:
        """Unsaved copies of all items, with their keys."""
        return [
            ProgrammeItem(programme=new, **{name: getattr(item, name) for name in COPIED})
            for item in old.items.select_related("performer").order_by("pk")
        ]
