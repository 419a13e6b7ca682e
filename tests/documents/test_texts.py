"""Changing the working version: the whole effect, refusals, two editors at one block."""

import unicodedata
import uuid
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base.errors import Conflict, NotFound, NotPermitted, RuleBroken
from daihoi.documents.actions import texts
from daihoi.documents.models import Block, Change, Version
from daihoi.papers.outline import Block as Pure
from daihoi.papers.outline import BlockKind, Cell, ListFormat, ListMark, Run, Table
from daihoi.papers.reading import read_word
from tests.factories import DocumentFactory, VersionFactory, grant

pytestmark = pytest.mark.django_db


@pytest.fixture
def version() -> Version:
    return VersionFactory.create(
        blocks=["MỞ ĐẦU", "Câu một. Câu hai dài hơn.", "Đoạn cuối."], frozen_at=None
    )


@pytest.fixture
def editor(version: Version) -> User:
    return grant(Role.SUBCOMMITTEE_MEMBER, version.document)


def block(version: Version, n: int) -> Block:
    return version.blocks.order_by("position", "pk")[n]


def words(version: Version) -> list[str]:
    return list(version.blocks.order_by("position", "pk").values_list("text", flat=True))


def last_entry() -> Entry:
    return Entry.objects.latest("pk")


def test_a_changed_block_keeps_marks_and_is_recorded(version: Version, editor: User) -> None:
    row = block(version, 2)
    row.put(
        Pure(BlockKind.PARAGRAPH, (Run("Đoạn "), Run("cuối", bold=True), Run(".")), key=row.key.hex)
    )
    row.save()

    change = texts.change_block(version, row.key, "Đoạn sau cuối.", revision=1, actor=editor)

    row.refresh_from_db()
    assert row.to_outline().runs == (Run("Đoạn sau "), Run("cuối", bold=True), Run("."))
    assert (row.text, row.folded_text, row.revision) == ("Đoạn sau cuối.", "doan sau cuoi.", 2)
    assert change.before["text"] == "Đoạn cuối."
    assert change.after["text"] == "Đoạn sau cuối."
    assert (change.kind, change.made_by, change.answer) == (Change.Kind.EDITED, editor, None)
    version.refresh_from_db()
    assert version.revision == 1
    entry = last_entry()
    assert entry.action == "documents.change_block"
    assert entry.context == f"documents.document:{version.document_id}"
    assert (entry.before["text"], entry.after["text"]) == ("Đoạn cuối.", "Đoạn sau cuối.")


def test_decomposed_letters_are_no_change(version: Version, editor: User) -> None:
    row = block(version, 2)
    with pytest.raises(texts.Unchanged):
        texts.change_block(
            version, row.key, unicodedata.normalize("NFD", row.text), revision=1, actor=editor
        )
    assert not Change.objects.exists()


def test_the_second_editor_is_told_and_nothing_is_overwritten(
    version: Version, editor: User
) -> None:
    row = block(version, 1)
    texts.change_block(version, row.key, "Người thứ nhất viết.", revision=1, actor=editor)

    with pytest.raises(texts.StaleBlock) as stale:
        texts.change_block(version, row.key, "Người thứ hai viết.", revision=1, actor=editor)

    assert stale.value.block is not None
    assert stale.value.block.text == "Người thứ nhất viết."
    assert words(version)[1] == "Người thứ nhất viết."
    assert Change.objects.count() == 1


def test_a_split_keeps_the_key_with_the_larger_part(version: Version, editor: User) -> None:
    row = block(version, 1)

    change = texts.split_block(version, row.key, 8, revision=1, actor=editor)

    assert words(version) == ["MỞ ĐẦU", "Câu một.", "Câu hai dài hơn.", "Đoạn cuối."]
    assert block(version, 2).key == row.key
    assert change.after["text"] == "Câu một."
    assert change.after["other"]["text"] == "Câu hai dài hơn."
    with pytest.raises(RuleBroken):
        texts.split_block(version, block(version, 3).key, 0, revision=1, actor=editor)


def test_joining_takes_the_block_above(version: Version, editor: User) -> None:
    above, row = block(version, 1), block(version, 2)

    texts.join_block(version, row.key, revision=1, actor=editor)

    assert words(version) == ["MỞ ĐẦU", "Câu một. Câu hai dài hơn. Đoạn cuối."]
    assert block(version, 1).key == above.key
    with pytest.raises(RuleBroken):
        texts.join_block(version, block(version, 0).key, revision=1, actor=editor)


def test_blocks_are_added_where_asked_even_without_room(version: Version, editor: User) -> None:
    first = block(version, 0)
    texts.add_block(version, "Thêm sau đề mục.", after=first.key, actor=editor)
    texts.add_block(version, "TIÊU ĐỀ", after=None, kind=BlockKind.HEADING, level=1, actor=editor)
    texts.add_block(
        version, "gạch đầu dòng", after=block(version, 4).key, kind=BlockKind.ITEM, actor=editor
    )

    assert words(version) == [
        "TIÊU ĐỀ", "MỞ ĐẦU", "Thêm sau đề mục.", "Câu một. Câu hai dài hơn.", "Đoạn cuối.",
        "gạch đầu dòng",
    ]  # fmt: skip
    added = block(version, 0)
    assert (added.kind, added.level) == ("heading", 1)
    mark = block(version, 5).to_outline().mark
    assert mark is not None
    assert mark.template == "-"


def test_a_removed_block_leaves_its_text_in_the_change(version: Version, editor: User) -> None:
    row = block(version, 1)

    change = texts.remove_block(version, row.key, revision=1, actor=editor)

    assert words(version) == ["MỞ ĐẦU", "Đoạn cuối."]
    assert (change.before["text"], change.after) == ("Câu một. Câu hai dài hơn.", None)


def test_the_only_block_stays(editor: User) -> None:
    version = VersionFactory.create(blocks=["Một."], frozen_at=None)
    actor = grant(Role.SUBCOMMITTEE_MEMBER, version.document)
    with pytest.raises(RuleBroken):
        texts.remove_block(version, block(version, 0).key, revision=1, actor=actor)


def test_a_block_moves_up_to_the_very_beginning_and_back(version: Version, editor: User) -> None:
    row = block(version, 2)

    texts.move_block(version, row.key, after=None, revision=1, actor=editor)
    assert words(version) == ["Đoạn cuối.", "MỞ ĐẦU", "Câu một. Câu hai dài hơn."]

    texts.move_block(version, row.key, after=block(version, 1).key, revision=2, actor=editor)
    assert words(version) == ["MỞ ĐẦU", "Đoạn cuối.", "Câu một. Câu hai dài hơn."]
    with pytest.raises(texts.Unchanged):
        texts.move_block(version, row.key, after=block(version, 0).key, revision=3, actor=editor)


def test_style_and_marks(version: Version, editor: User) -> None:
    row = block(version, 2)
    texts.style_block(version, row.key, BlockKind.HEADING, 2, revision=1, actor=editor)
    texts.mark_words(version, row.key, 5, 9, "bold", revision=2, actor=editor)

    row.refresh_from_db()
    assert (row.kind, row.level) == ("heading", 2)
    assert row.to_outline().runs == (Run("Đoạn "), Run("cuối", bold=True), Run("."))
    texts.mark_words(version, row.key, 5, 9, "bold", revision=3, actor=editor)
    row.refresh_from_db()
    assert [run.bold for run in row.to_outline().runs] == [False, False, False]


def test_a_cell_is_changed_and_the_table_is_not_split(version: Version, editor: User) -> None:
    table = Table(rows=((Cell(((Run("2018"),),)), Cell(((Run("92,7", bold=True),),))),))
    row = Block.of(version, Pure(BlockKind.TABLE, table=table, key=uuid.uuid4().hex), position=9999)
    row.save()

    texts.change_cell(version, row.key, 0, 1, "92,4", revision=1, actor=editor)

    row.refresh_from_db()
    assert row.text == "2018\t92,4"
    for refused in (
        lambda: texts.change_cell(version, row.key, 5, 1, "x", revision=2, actor=editor),
        lambda: texts.split_block(version, row.key, 2, revision=2, actor=editor),
        lambda: texts.change_block(version, row.key, "x", revision=2, actor=editor),
        lambda: texts.join_block(version, row.key, revision=2, actor=editor),
    ):
        with pytest.raises((NotFound, RuleBroken)):
            refused()
    assert Change.objects.count() == 1


UNDOABLE: list[Any] = [
    lambda v, e: texts.change_block(v, block(v, 1).key, "Khác hẳn.", revision=1, actor=e),
    lambda v, e: texts.split_block(v, block(v, 1).key, 8, revision=1, actor=e),
    lambda v, e: texts.join_block(v, block(v, 2).key, revision=1, actor=e),
    lambda v, e: texts.add_block(v, "Thêm.", after=block(v, 0).key, actor=e),
    lambda v, e: texts.remove_block(v, block(v, 1).key, revision=1, actor=e),
    lambda v, e: texts.move_block(v, block(v, 2).key, after=None, revision=1, actor=e),
]


@pytest.mark.parametrize("change", UNDOABLE)
def test_undo_gives_the_text_back_and_can_be_undone(
    version: Version, editor: User, change: Any
) -> None:
    before = [(row.key, row.text) for row in version.blocks.order_by("position")]
    made = change(version, editor)
    after = [(row.key, row.text) for row in version.blocks.order_by("position")]

    undone = texts.undo_change(made, actor=editor)
    assert [(row.key, row.text) for row in version.blocks.order_by("position")] == before

    texts.undo_change(undone, actor=editor)
    assert [(row.key, row.text) for row in version.blocks.order_by("position")] == after


def test_only_the_last_change_of_ones_own_is_undone(version: Version, editor: User) -> None:
    first = texts.change_block(version, block(version, 1).key, "Một.", revision=1, actor=editor)
    last = texts.change_block(version, block(version, 2).key, "Hai.", revision=1, actor=editor)
    other = grant(Role.SUBCOMMITTEE_HEAD, version.document)

    with pytest.raises(Conflict):
        texts.undo_change(first, actor=editor)
    with pytest.raises(Conflict):
        texts.undo_change(last, actor=other)
    assert words(version)[1:] == ["Một.", "Hai."]


def test_who_may_not(version: Version) -> None:
    key = block(version, 1).key
    member = grant(Role.MEMBER, version.document.congress)
    stranger = grant(Role.SECRETARY, DocumentFactory.create().congress)
    with pytest.raises(NotPermitted):
        texts.change_block(version, key, "Khác.", revision=1, actor=member)
    with pytest.raises(NotFound):
        texts.change_block(version, key, "Khác.", revision=1, actor=stranger)
    assert words(version)[1] == "Câu một. Câu hai dài hơn."


def test_a_frozen_version_and_a_final_document_are_locked(version: Version, editor: User) -> None:
    key = block(version, 1).key
    texts.freeze(version, "Trước đợt 1", actor=editor)
    version.refresh_from_db()
    assert (version.is_working, version.note) == (False, "Trước đợt 1")
    with pytest.raises(Conflict):
        texts.change_block(version, key, "Khác.", revision=1, actor=editor)

    working = texts.start_working(version.document, actor=editor)
    assert (working.number, working.based_on) == (2, version)
    assert words(working) == words(version)
    assert [row.key for row in working.blocks.order_by("position")] == [
        row.key for row in version.blocks.order_by("position")
    ]
    assert texts.start_working(version.document, actor=editor) == working

    type(version.document).objects.update(state="final", final_at=version.frozen_at)
    with pytest.raises(Conflict):
        texts.change_block(working, key, "Khác.", revision=1, actor=editor)


def test_numbers_of_an_imported_list_are_left_as_they_are(
    version: Version, editor: User, samples: Path
) -> None:
    read = read_word(samples / "bao-cao-chinh-tri-du-thao-1.docx").outline.blocks
    Block.objects.bulk_create(
        Block.of(version, replace(pure, key=f"{n:032x}"), position=10_000 + n)
        for n, pure in enumerate(read)
    )
    items = version.blocks.filter(kind="item").order_by("position")
    before = [row.content["mark"] for row in items]

    for row in list(items):
        texts.change_block(version, row.key, f"{row.text} Thêm.", revision=1, actor=editor)

    assert [row.content["mark"] for row in items.all()] == before


def test_numbers_run_on_when_an_item_comes_or_goes(version: Version, editor: User) -> None:
    for n, (level, number) in enumerate([(0, 1), (1, 1), (1, 2), (0, 2), (1, 1), (0, 3)]):
        mark = ListMark(ListFormat.DECIMAL, "{}.", number, "g")
        pure = Pure(BlockKind.ITEM, (Run(f"Mục {n}."),), level, mark, key=f"{n + 1:032x}")
        Block.of(version, pure, position=9000 + n).save()

    def numbers() -> list[int]:
        items = version.blocks.filter(kind="item").order_by("position")
        return [row.content["mark"]["n"] for row in items]

    removed = texts.remove_block(version, uuid.UUID(int=1), revision=1, actor=editor)
    assert numbers() == [1, 2, 1, 1, 2]
    texts.undo_change(removed, actor=editor)
    assert numbers() == [1, 1, 2, 2, 1, 3]
    texts.add_block(
        version, "Mới.", after=uuid.UUID(int=4), kind=BlockKind.ITEM, level=0, actor=editor
    )
    assert numbers() == [1, 1, 2, 2, 3, 1, 4]
