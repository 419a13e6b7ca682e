"""Two people at one text at the same moment: one after the other, nobody overwritten."""

from functools import partial

import pytest

from daihoi.accounts.permissions import Role
from daihoi.base.errors import Conflict
from daihoi.documents.actions import drafts, texts
from daihoi.documents.models import Block, Change, Version
from daihoi.papers.outline import Block as Pure
from daihoi.papers.outline import BlockKind, Outline, Run
from daihoi.papers.writing import write_word
from tests.documents.at_once import at_once
from tests.factories import SubcommitteeFactory, VersionFactory, grant

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_many_editors_of_one_block_one_wins_and_the_rest_are_told() -> None:
    version = VersionFactory.create(blocks=["Một đoạn."], frozen_at=None)
    actor = grant(Role.SUBCOMMITTEE_HEAD, version.document)
    key = version.blocks.get().key

    def edit(number: int) -> Change:
        return texts.change_block(version, key, f"Bản của {number}.", revision=1, actor=actor)

    outcome = at_once(*(partial(edit, number) for number in range(6)))

    assert sum(isinstance(each, texts.StaleBlock) for each in outcome) == 5
    change = Change.objects.get()
    assert Block.objects.get().text == change.after["text"]


def test_blocks_added_at_one_place_are_all_there() -> None:
    version = VersionFactory.create(blocks=["Một đoạn."], frozen_at=None)
    actor = grant(Role.SUBCOMMITTEE_HEAD, version.document)
    key = version.blocks.get().key

    add = partial(texts.add_block, version, after=key, actor=actor)
    at_once(*(partial(add, f"Thêm {number}.") for number in range(6)))

    rows = Block.objects.order_by("position")
    assert sorted(row.text for row in rows)[1:] == [f"Thêm {n}." for n in range(6)]
    assert len({row.position for row in rows}) == 7
    version.refresh_from_db()
    assert version.revision == 6


def test_confirming_twice_at_once_makes_one_version() -> None:
    owner = SubcommitteeFactory.create()
    actor = grant(Role.SUBCOMMITTEE_HEAD, owner)
    content = write_word(Outline((Pure(BlockKind.PARAGRAPH, (Run("Một đoạn."),)),)))
    draft = drafts.import_document(
        owner.congress,
        subcommittee=owner,
        kind="BCCT",
        title="Báo cáo",
        content=content,
        file_name="a.docx",
        actor=actor,
    )

    confirm = partial(drafts.confirm_draft, draft, base="", actor=actor)
    outcome = at_once(*[confirm] * 4)

    assert set(outcome) == {Version.objects.get()}


def test_of_two_new_documents_with_one_title_one_is_made() -> None:
    owner = SubcommitteeFactory.create()
    actor = grant(Role.SUBCOMMITTEE_HEAD, owner)
    content = write_word(Outline((Pure(BlockKind.PARAGRAPH, (Run("Một đoạn."),)),)))
    waiting = [
        drafts.import_document(
            owner.congress,
            subcommittee=owner,
            kind="BCCT",
            title="Báo cáo chính trị",
            content=content,
            file_name="bao-cao.docx",
            actor=actor,
        )
        for _upload in range(2)
    ]

    outcome = at_once(
        *(partial(drafts.confirm_draft, each, base="", actor=actor) for each in waiting)
    )

    assert {type(each) for each in outcome} == {Conflict, Version}
    assert Version.objects.count() == 1
