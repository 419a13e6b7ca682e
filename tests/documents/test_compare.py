"""Comparing two versions of a document on a page."""

import unicodedata
from typing import Any

import pytest

from daihoi.accounts.permissions import Role
from daihoi.documents.models import Block, Version
from daihoi.documents.queries.comparison import compare_versions
from daihoi.papers.outline import Block as Pure
from daihoi.papers.outline import BlockKind, Cell, Run, Table
from tests.factories import DocumentFactory, VersionFactory, grant

pytestmark = pytest.mark.django_db

TEXTS = [f"Đoạn thứ {n} nói về việc số {n}." for n in range(12)]


def copy_of(version: Version, texts: dict[int, str], order: list[int]) -> Version:
    """The next version: blocks in another order, some with other words, keys as they were."""
    rows = list(version.blocks.order_by("position"))
    number = version.number + 1
    new = VersionFactory.create(document=version.document, number=number, based_on=version)
    for position, n in enumerate(order):
        text = texts.get(n, rows[n].text)
        block = Pure(BlockKind.PARAGRAPH, (Run(text),), key=rows[n].key.hex)
        Block.of(new, block, position=position).save()
    return new


def test_edits_moves_and_deletions_are_told_apart() -> None:
    old = VersionFactory.create(blocks=TEXTS)
    order = [0, 1, 9, 2, 3, 4, 5, 6, 7, 8, 11]  # 9 moved up, 10 gone
    new = copy_of(old, {4: TEXTS[4].replace("việc", "kết quả")}, order)

    page = compare_versions(old, new)

    assert (page.edited, page.inserted, page.deleted, page.moved) == (1, 0, 1, 1)
    kinds = [row.kind for row in page.rows if row.is_changed]
    assert kinds == ["moved", "edited", "left", "deleted"]
    left = next(row for row in page.rows if row.kind == "left")
    assert left.other is not None
    assert left.other.place.label == "đoạn 3"
    assert [row.hidden for row in page.changed_rows if row.kind == "gap"] == [1, 2]


def test_two_edits_far_apart_hide_what_lies_between() -> None:
    old = VersionFactory.create(blocks=TEXTS)
    new = copy_of(old, {0: "Mở đầu khác hẳn.", 11: "Kết thúc khác hẳn."}, list(range(12)))

    rows = compare_versions(old, new).changed_rows

    assert [row.kind for row in rows] == ["edited", "same", "gap", "same", "edited"]
    assert rows[2].hidden == 8


def test_decomposed_text_is_the_same_text() -> None:
    old = VersionFactory.create(blocks=TEXTS)
    decomposed = {n: unicodedata.normalize("NFD", text) for n, text in enumerate(TEXTS)}
    new = copy_of(old, decomposed, list(range(12)))
    assert compare_versions(old, new).edits == 0


def test_the_page_shows_words_put_in_and_taken_out(client: Any) -> None:
    old = VersionFactory.create(blocks=TEXTS)
    new = copy_of(old, {2: TEXTS[2].replace("nói về", "báo cáo")}, list(range(12)))
    client.force_login(grant(Role.MEMBER, old.document.congress))

    page = client.get(f"/van-kien/{old.document_id}/so-sanh/?old=1&new=2")
    whole = client.get(f"/van-kien/{old.document_id}/so-sanh/?old=1&new=2&view=all")

    said = page.content.decode()
    assert "<del>nói về</del><ins>báo cáo</ins>" in said
    assert TEXTS[9] not in said
    assert TEXTS[9] in whole.content.decode()
    assert new.number == 2


def test_changed_cells_are_shown_in_their_table(client: Any) -> None:
    old, new = VersionFactory.create(), None
    new = VersionFactory.create(document=old.document, number=2)
    for version, value in ((old, "92,7"), (new, "92,4")):
        rows = tuple(
            (Cell(((Run(str(year)),),)), Cell(((Run(figure),),)))
            for year, figure in ((2017, "90,1"), (2018, value), (2019, "95,0"))
        )
        block = Pure(BlockKind.TABLE, table=Table(rows=rows), key="b" * 32)
        Block.of(version, block, position=1).save()
    client.force_login(grant(Role.MEMBER, old.document.congress))

    said = client.get(f"/van-kien/{old.document_id}/so-sanh/").content.decode()

    assert "<td><del>92,7</del><ins>92,4</ins></td>" in said
    assert "1 đoạn sửa" in said


def test_versions_of_other_documents_are_not_compared(client: Any) -> None:
    old = VersionFactory.create(blocks=["Một."])
    client.force_login(grant(Role.MEMBER, old.document.congress))
    assert client.get(f"/van-kien/{old.document_id}/so-sanh/?old=1&new=7").status_code == 404
    empty = DocumentFactory.create(subcommittee=old.document.subcommittee)
    assert client.get(f"/van-kien/{empty.pk}/so-sanh/").status_code == 404


def test_readers_do_not_compare_with_the_working_version(client: Any) -> None:
    old = VersionFactory.create(blocks=["Một."])
    VersionFactory.create(document=old.document, number=2, blocks=["Hai."], frozen_at=None)
    address = f"/van-kien/{old.document_id}/so-sanh/?old=1&new=2"
    client.force_login(grant(Role.MEMBER, old.document.congress))
    assert client.get(address).status_code == 404
    client.force_login(grant(Role.SUBCOMMITTEE_HEAD, old.document))
    assert client.get(address).status_code == 200
