"""Editing in the browser: as full pages, as fragments, and when two people edit one block."""

from typing import Any

import pytest
from django.test import Client

from daihoi.accounts.permissions import Role
from daihoi.documents.actions import texts
from daihoi.documents.models import Block, Version
from daihoi.papers.outline import Block as Pure
from daihoi.papers.outline import BlockKind, Cell, Run, Table
from tests.factories import VersionFactory, grant

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.fixture
def version() -> Version:
    return VersionFactory.create(
        blocks=["MỞ ĐẦU", "Câu một. Câu hai dài hơn.", "Đoạn cuối."], frozen_at=None
    )


@pytest.fixture
def browser(client: Client, version: Version) -> Client:
    client.force_login(grant(Role.SUBCOMMITTEE_MEMBER, version.document))
    return client


def block(version: Version, n: int) -> Block:
    return version.blocks.order_by("position", "pk")[n]


def words(version: Version) -> list[str]:
    return list(version.blocks.order_by("position", "pk").values_list("text", flat=True))


def address(version: Version, n: int, name: str) -> str:
    return f"/van-kien/ban/{version.pk}/doan/{block(version, n).key}/{name}/"


def test_a_block_is_edited_on_its_own_page(browser: Client, version: Version) -> None:
    where = address(version, 2, "sua")
    page = browser.get(where)
    assert "Đoạn cuối.</textarea>" in page.content.decode()

    sent = browser.post(where, {"text": "Đoạn sau\r\ncùng.", "revision": 1})

    key = block(version, 2).key.hex
    assert sent.status_code == 302
    assert sent["Location"] == f"/van-kien/ban/{version.pk}/sua/?block={key}#b-{key}"
    assert words(version)[2] == "Đoạn sau\ncùng."


def test_a_block_is_edited_in_place(browser: Client, version: Version) -> None:
    where = address(version, 2, "sua")
    form = browser.get(where, headers=HTMX).content.decode()
    assert "<textarea" in form
    assert "<html" not in form

    shown = browser.post(where, {"text": "Đã sửa.", "revision": 1}, headers=HTMX)

    said = shown.content.decode()
    assert shown.status_code == 200
    assert "Đã sửa.</span>" in said
    assert f'id="b-{block(version, 2).key.hex}"' in said
    assert "<textarea" not in said


@pytest.mark.parametrize(("headers", "status"), [({}, 409), (HTMX, 422)])
def test_the_second_editor_sees_both_texts_and_keeps_hers(
    browser: Client, version: Version, headers: Any, status: int
) -> None:
    where = address(version, 2, "sua")
    browser.post(where, {"text": "Đoạn của người kia.", "revision": 1})

    conflict = browser.post(where, {"text": "Đoạn của tôi.", "revision": 1}, headers=headers)

    said = conflict.content.decode()
    assert conflict.status_code == status
    assert "Đoạn của người kia." in said
    assert "Đoạn của tôi.</textarea>" in said
    assert "<del>người kia</del><ins>tôi</ins>" in said
    assert words(version)[2] == "Đoạn của người kia."
    merged = {"text": "Đoạn của chúng ta.", "revision": block(version, 2).revision}
    assert browser.post(where, merged).status_code == 302
    assert words(version)[2] == "Đoạn của chúng ta."


def test_words_for_a_block_that_is_gone_are_not_lost(browser: Client, version: Version) -> None:
    where = address(version, 1, "sua")
    browser.post(address(version, 1, "bo"), {"revision": 1})

    conflict = browser.post(where, {"text": "Tôi đang viết.", "revision": 1})

    assert conflict.status_code == 409
    page = conflict.context["page"]
    assert (page.revision, page.mine, page.after) == (None, "Tôi đang viết.", block(version, 0).key)
    browser.post(
        f"/van-kien/ban/{version.pk}/them-doan/",
        {"after": page.after, "style": "paragraph-0", "text": page.mine},
    )
    assert words(version) == ["MỞ ĐẦU", "Tôi đang viết.", "Đoạn cuối."]


def test_a_block_is_removed_whatever_was_being_written(browser: Client, version: Version) -> None:
    asked = {"revision": 1, "text": "Đang viết dở."}
    assert browser.post(address(version, 1, "bo"), asked).status_code == 302
    assert words(version) == ["MỞ ĐẦU", "Đoạn cuối."]


@pytest.mark.parametrize("name", ["bo", "gop", "chuyen"])
def test_a_stale_button_changes_nothing(browser: Client, version: Version, name: str) -> None:
    browser.post(address(version, 1, "sua"), {"text": "Người kia đã sửa.", "revision": 1})
    asked = {"revision": 1, "where": "up"}
    assert browser.post(address(version, 1, name), asked).status_code == 409
    assert words(version) == ["MỞ ĐẦU", "Người kia đã sửa.", "Đoạn cuối."]


def test_other_buttons_save_the_words_first(browser: Client, version: Version) -> None:
    text = "Câu một. Câu hai dài hơn nữa."
    browser.post(address(version, 1, "tach"), {"text": text, "revision": 1, "at": 8})
    assert words(version) == ["MỞ ĐẦU", "Câu một.", "Câu hai dài hơn nữa.", "Đoạn cuối."]

    revision = block(version, 2).revision
    browser.post(address(version, 2, "gop"), {"revision": revision})
    assert words(version) == ["MỞ ĐẦU", text, "Đoạn cuối."]

    browser.post(address(version, 2, "chuyen"), {"text": "Lên đầu.", "revision": 1, "where": "up"})
    assert words(version) == ["MỞ ĐẦU", "Lên đầu.", text]


@pytest.mark.parametrize(
    ("n", "asked", "order"),
    [
        (1, {"where": "up"}, [1, 0, 2]),
        (1, {"where": "down"}, [0, 2, 1]),
        (2, {"where": "down"}, [0, 1, 2]),
        (0, {"where": "up"}, [0, 1, 2]),
        (2, {"where": "place", "place": "0"}, [2, 0, 1]),
        (0, {"where": "place", "place": "2"}, [1, 2, 0]),
    ],
)
def test_a_block_goes_where_it_is_sent(
    browser: Client, version: Version, n: int, asked: dict[str, str], order: list[int]
) -> None:
    keys = [block(version, each).key for each in range(3)]
    sent = browser.post(address(version, n, "chuyen"), {"revision": 1, **asked})
    assert sent.status_code == 302
    assert [block(version, each).key for each in range(3)] == [keys[each] for each in order]


def test_style_and_marks_from_the_form(browser: Client, version: Version) -> None:
    browser.post(address(version, 2, "kieu"), {"revision": 1, "style": "heading-2"})
    browser.post(
        address(version, 2, "chu"), {"revision": 2, "start": 5, "end": 9, "mark": "italic"}
    )
    made = block(version, 2).to_outline()
    assert (made.kind, made.level) == (BlockKind.HEADING, 2)
    assert made.runs[1] == Run("cuối", italic=True)


def test_a_cell_is_edited_and_a_collision_shown(browser: Client, version: Version) -> None:
    table = Table(rows=((Cell(((Run("2018"),),)), Cell(((Run("92,7"),),))),))
    row = Block.of(version, Pure(BlockKind.TABLE, table=table, key="a" * 32), position=9999)
    row.save()
    where = f"/van-kien/ban/{version.pk}/doan/{row.key}/o/0/1/"
    assert "92,7" in browser.get(where).content.decode()
    assert browser.get(address(version, 3, "sua")).status_code == 200

    browser.post(where, {"text": "92,4", "revision": 1})
    conflict = browser.post(where, {"text": "95", "revision": 1})

    assert conflict.status_code == 409
    assert (conflict.context["page"].theirs, conflict.context["page"].mine) == ("92,4", "95")
    row.refresh_from_db()
    assert row.text == "2018\t92,4"
    assert browser.get(where.replace("/o/0/1/", "/o/7/7/")).status_code == 404


def test_what_was_done_is_listed_and_undone(browser: Client, version: Version) -> None:
    browser.post(address(version, 2, "sua"), {"text": "Khác hẳn.", "revision": 1})
    page = browser.get(f"/van-kien/ban/{version.pk}/sua/")
    change = page.context["page"].last
    assert f"/van-kien/thay-doi/{change.pk}/hoan-tac/" in page.content.decode()
    listed = browser.get(f"/van-kien/ban/{version.pk}/thay-doi/").content.decode()
    assert "<ins>Khác hẳn</ins>" in listed

    browser.post(f"/van-kien/thay-doi/{change.pk}/hoan-tac/")

    assert words(version)[2] == "Đoạn cuối."


def test_an_open_page_hears_of_others_changes_and_not_of_its_own(
    browser: Client, version: Version
) -> None:
    where = f"/van-kien/ban/{version.pk}/tin/"
    browser.post(address(version, 2, "sua"), {"text": "Của tôi.", "revision": 1})
    assert "vừa" not in browser.get(where).content.decode()

    other = grant(Role.SUBCOMMITTEE_HEAD, version.document)
    change = texts.change_block(version, block(version, 1).key, "Khác.", revision=1, actor=other)

    assert f"{other} vừa sửa một đoạn" in browser.get(where).content.decode()
    assert "vừa" not in browser.get(f"{where}?since={change.pk}").content.decode()


def test_freezing_locks_and_the_next_edit_makes_a_copy(browser: Client, version: Version) -> None:
    browser.post(f"/van-kien/ban/{version.pk}/chot/", {"note": "Trước đợt 1"})
    assert browser.get(f"/van-kien/ban/{version.pk}/sua/").status_code == 409
    assert browser.post(address(version, 2, "sua"), {"text": "x", "revision": 1}).status_code == 409

    started = browser.post(f"/van-kien/{version.document_id}/sua/")

    working = Version.objects.get(number=2)
    assert started["Location"] == f"/van-kien/ban/{working.pk}/sua/"
    assert words(working) == words(version)


@pytest.mark.parametrize("name", ["sua", "tach", "gop", "kieu", "chu", "chuyen", "bo"])
def test_readers_cannot_edit_and_strangers_find_nothing(
    client: Client, version: Version, name: str
) -> None:
    where = address(version, 1, name)
    asked = {"revision": 1, "text": "Lén sửa.", "at": 3, "where": "up", "style": "heading-1"}
    client.force_login(grant(Role.MEMBER, version.document.congress))
    assert client.post(where, asked).status_code == 404  # the working version is not theirs
    client.force_login(grant(Role.SECRETARY, VersionFactory.create().document.congress))
    assert client.post(where, asked).status_code == 404
    assert words(version)[1] == "Câu một. Câu hai dài hơn."


@pytest.mark.parametrize("count", [1, 3])
def test_the_editing_page_asks_as_often_for_three_blocks_as_for_one(
    django_assert_num_queries: Any, count: int
) -> None:
    from django.template.loader import render_to_string

    from daihoi.documents.queries import documents, editing

    version = VersionFactory.create(blocks=["Một đoạn."] * count, frozen_at=None)
    actor = grant(Role.SUBCOMMITTEE_HEAD, version.document)
    texts.change_block(version, block(version, 0).key, "Đã sửa.", revision=1, actor=actor)
    vars(actor).pop("held_grants", None)

    with django_assert_num_queries(5):  # version, grants, last change, blocks, count
        working = documents.get_working(version.pk, viewer=actor)
        page = editing.edit_page(working, viewer=actor)
        said = render_to_string(
            "documents/version_text.html",
            {
                "reading": page.reading,
                "version": working,
                "extra_template": "documents/block_tools.html",
            },
        )
    assert said.count("block-tools") == count
