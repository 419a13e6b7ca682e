"""A script held for a change: its lines, and how one difference is taken over into them."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from types import MappingProxyType

from django.utils.translation import gettext as _

from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound
from daihoi.congresses.actions.held import HeldCongress
from daihoi.live.topics import bump
from daihoi.programme.models import Programme, Script, ScriptLine
from daihoi.programme.queries.approval import ApprovedProgramme, approved_programme
from daihoi.programme.queries.scripts import differences_of, followed, lines_of
from daihoi.programme.queries.seen import programmes_of, topic_of
from daihoi.programme.queries.words import NOTHING_SAID, default_words
from daihoi.rules.programme.differences import Change, Difference
from daihoi.rules.programme.items import Item

# A field of an item, and the column of a line that holds it.
COLUMNS = {"performed": "conducted"}


class HeldScript:
    """Locks one script that is worked on; `Conflict` once it is final."""

    def __init__(self, script: Script) -> None:
        HeldCongress.to_change(script.congress)
        found = Script.objects.select_for_update(of=("self",)).filter(pk=script.pk).first()
        if found is None:
            raise NotFound
        found.congress, found.subcommittee = script.congress, script.subcommittee
        self.script = found
        if found.is_final:
            raise Conflict(
                _("Kịch bản đã hoàn thiện nên không sửa được nữa."),
                code="final",
                advice=_("Cần sửa thì lập kịch bản bản mới; bản này vẫn giữ nguyên."),
            )

    @cached_property
    def _versions(self) -> list[Programme]:
        return programmes_of(self.script.congress)

    @cached_property
    def approval(self) -> ApprovedProgramme | None:
        return approved_programme(self.script.congress, self._versions)

    @cached_property
    def followed(self) -> Programme:
        """The version of the programme it must be in line with."""
        found = followed(self._versions, self.approval)
        if found is None:
            raise NotFound
        return found

    def changed(self, *fields: str) -> None:
        self.script.revision += 1
        self.script.updated_at = clock.now()
        self.script.save(update_fields=[*fields, "revision", "updated_at"])
        bump(topic_of(self.script.congress))

    def line(self, key: str) -> ScriptLine:
        """One line as it stands now."""
        found = ScriptLine.objects.filter(script=self.script, key=key).first()
        if found is None:
            raise NotFound
        found.script = self.script
        return found

    def difference(self, key: str, change: str, field: str) -> Difference:
        """A difference from the programme as it stands now; `Conflict` if it is gone."""
        for each in differences_of(self.script, self.followed):
            if (each.key, each.change.value, each.field) == (key, change, field):
                return each
        raise Conflict(
            _("Chỗ này không còn khác chương trình."),
            code="no_difference",
            advice=_("Hãy tải lại trang để xem kịch bản mới nhất."),
        )

    def new_line(
        self, item: Item, position: int, known: Mapping[str, ScriptLine] = MappingProxyType({})
    ) -> ScriptLine:
        """An unsaved line: with words of an earlier script, of the library, or a plain sentence."""
        before = known.get(item.key)
        words = before.words if before else self._defaults.get(item.code, "") or NOTHING_SAID
        return ScriptLine(
            script=self.script,
            key=item.key,
            code=item.code,
            position=position,
            session=item.session.value,
            title=item.title,
            minutes=item.minutes,
            introduced=item.introduced,
            conducted=item.performed,
            uses=list(item.uses),
            votes=item.votes,
            words=words,
            note=before.note if before else item.note,
        )

    def put(self, found: Difference, values: Sequence[Item]) -> dict[str, str]:
        """Make the script as the programme has it, in this one point; what was typed and goes with it."""
        if found.change is Change.REMOVED:
            line = self.line(found.key)
            line.delete()
            return {"title": line.title, "words": line.words, "note": line.note}
        item = next(each for each in values if each.key == found.key)
        if found.change is Change.FIELD:
            self._put_field(found.field, item)
            return {}
        lines = lines_of(self.script)
        if found.change is Change.ADDED:
            line = self.new_line(item, 0)
            line.save()
        else:
            line = next(each for each in lines if str(each.key) == found.key)
            lines.remove(line)
        lines.insert(_place(lines, found.key, values), line)
        for position, each in enumerate(lines):
            each.position = position
        ScriptLine.objects.bulk_update(lines, ["position"])
        return {}

    @cached_property
    def _defaults(self) -> Mapping[str, str]:
        return default_words(self.script.congress)

    def _put_field(self, field: str, item: Item) -> None:
        line = self.line(item.key)
        column = COLUMNS.get(field, field)
        value = getattr(item, field)
        setattr(line, column, list(value) if field == "uses" else value)
        line.revision += 1
        line.save(update_fields=[column, "revision"])


def _place(lines: Sequence[ScriptLine], key: str, values: Sequence[Item]) -> int:
    """Behind the nearest item before it that the script has too."""
    keys = [item.key for item in values]
    before = keys[: keys.index(key)]
    there = [str(line.key) for line in lines]
    for each in reversed(before):
        if each in there:
            return there.index(each) + 1
    return 0
