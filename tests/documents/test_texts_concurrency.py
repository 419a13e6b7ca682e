"""Two people at one text at the same moment: one after the other, nobody overwritten."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, connections

from daihoi.accounts.permissions import Role
from daihoi.base.errors import Conflict
from daihoi.documents.actions import drafts, texts
from daihoi.documents.models import Block, Change, Version
from daihoi.papers.outline import Block as Pure
from daihoi.papers.outline import BlockKind, Outline, Run
from daihoi.papers.writing import write_word
from tests.factories import SubcommitteeFactory, VersionFactory, grant

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def many_connections() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite in memory has one connection; run with DATABASE_URL=postgresql://")


def at_once(count: int, act: Callable[[int], object]) -> list[object]:
    """What each of ``count`` threads got from ``act``: its result or the refusal."""
    start, outcome = threading.Barrier(count), []

    def run(number: int) -> None:
        start.wait()
        try:
            outcome.append(act(number))
        except Conflict as refusal:
            outcome.append(refusal)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcome


def test_of_many_editors_of_one_block_one_wins_and_the_rest_are_told() -> None:
    version = VersionFactory.create(blocks=["Một đoạn."], frozen_at=None)
    actor = grant(Role.SUBCOMMITTEE_HEAD, version.document)
    key = version.blocks.get().key

    def edit(number: int) -> Change:
        return texts.change_block(version, key, f"Bản của {number}.", revision=1, actor=actor)

    outcome = at_once(6, edit)

    assert sum(isinstance(each, texts.StaleBlock) for each in outcome) == 5
    change = Change.objects.get()
    assert Block.objects.get().text == change.after["text"]


def test_blocks_added_at_one_place_are_all_there() -> None:
    version = VersionFactory.create(blocks=["Một đoạn."], frozen_at=None)
    actor = grant(Role.SUBCOMMITTEE_HEAD, version.document)
    key = version.blocks.get().key

    at_once(6, lambda n: texts.add_block(version, f"Thêm {n}.", after=key, actor=actor))

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

    outcome = at_once(4, lambda _n: drafts.confirm_draft(draft, base="", actor=actor))

    assert set(outcome) == {Version.objects.get()}
