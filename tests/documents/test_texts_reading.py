"""Reading: the words on the page are the words of the blocks, places have their names."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string
from lxml import html

from daihoi.accounts.permissions import Role
from daihoi.documents.models import Block, Version
from daihoi.documents.queries import texts
from daihoi.papers.outline import Align, BlockKind, Cell, Run, Table
from daihoi.papers.outline import Block as Pure
from daihoi.papers.reading import read_word
from tests.factories import VersionFactory, grant

pytestmark = pytest.mark.django_db


def shown_words(page: str) -> dict[str, str]:
    """What a browser gives as the text of each [data-block], marks that are no text left out."""
    tree = html.fromstring(f"<div>{page}</div>")
    for extra in tree.xpath("//*[@data-not-text]"):
        tail = extra.tail or ""
        previous, parent = extra.getprevious(), extra.getparent()
        if previous is not None:
            previous.tail = (previous.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
        parent.remove(extra)
    return {each.get("data-block"): each.text_content() for each in tree.xpath("//*[@data-block]")}


def version_of(blocks: list[Pure]) -> Version:
    version = VersionFactory.create()
    Block.objects.bulk_create(
        Block.of(version, block, position=n) for n, block in enumerate(blocks)
    )
    return version


def key(n: int) -> str:
    return f"{n:032x}"


def test_shown_words_are_the_blocks_words_character_by_character(samples: Path) -> None:
    read = read_word(samples / "bao-cao-chinh-tri-du-thao-1.docx").outline.blocks
    blocks = [
        Pure(b.kind, b.runs, b.level, b.mark, b.table, b.align, key(n)) for n, b in enumerate(read)
    ]
    reading = texts.read(version_of(blocks))

    page = render_to_string("documents/version_text.html", {"reading": reading})

    assert shown_words(page) == {block.key: block.text for block in blocks}
    assert page.count('<li class="footnote"') == 2


def test_marks_and_footnotes_are_shown_and_letters_escaped() -> None:
    runs = (
        Run("Tỷ lệ "),
        Run("<b>", bold=True, italic=True),
        Run(footnote="Số liệu <năm> 2019"),
        Run(" & thêm"),
    )
    version = version_of([Pure(BlockKind.PARAGRAPH, runs, key=key(1))])

    page = render_to_string("documents/version_text.html", {"reading": texts.read(version)})

    assert "<strong><em>&lt;b&gt;</em></strong>" in page
    assert 'href="#fn-1"' in page
    assert "Số liệu &lt;năm&gt; 2019" in page
    assert " &amp; thêm" in page


def test_a_table_keeps_spans_and_header() -> None:
    table = Table(
        rows=(
            (Cell(((Run("Chỉ tiêu"),),), columns=2, align=Align.CENTER),),
            (Cell(((Run("a"),), (Run("b"),))), Cell(((Run("38,2"),),))),
        ),
        header_rows=1,
    )
    version = version_of([Pure(BlockKind.TABLE, table=table, key=key(1))])

    page = render_to_string("documents/version_text.html", {"reading": texts.read(version)})

    assert '<th colspan="2" class="cell-center">Chỉ tiêu</th>' in page
    assert shown_words(page) == {key(1): "Chỉ tiêu\na\nb\t38,2"}


def heading(n: int, level: int, text: str) -> Pure:
    return Pure(BlockKind.HEADING, (Run(text),), level, key=key(n))


def paragraph(n: int, text: str = "Nội dung.") -> Pure:
    return Pure(BlockKind.PARAGRAPH, (Run(text),), key=key(n))


def test_places_are_named_as_people_name_them() -> None:
    blocks = [
        paragraph(0),
        heading(1, 1, "PHẦN THỨ NHẤT\nKẾT QUẢ NHIỆM KỲ"),
        heading(2, 2, "III. KẾT QUẢ"),
        heading(3, 3, "1. Nhiệm vụ chính trị"),
        heading(4, 4, "1.1. Thi hành án"),
        paragraph(5),
        heading(6, 1, "KẾT LUẬN"),
        paragraph(7),
    ]
    places = texts.Places(blocks)

    assert places.label(key(5)) == "Đoạn 2 · III.1.1"
    assert places[key(5)].heading_path == "PHẦN THỨ NHẤT › III › 1 › 1.1"
    assert places.label(key(4)) == "Mục III.1.1"
    assert places.label(key(6)) == "Mục KẾT LUẬN"
    assert places.label(key(7)) == "Đoạn 3"
    assert places.label(key(99)) == ""


def test_a_section_whose_number_comes_twice_is_told_with_its_part() -> None:
    blocks = [
        heading(0, 1, "PHẦN THỨ NHẤT"),
        heading(1, 2, "V. Hạn chế"),
        heading(2, 1, "PHẦN THỨ HAI"),
        heading(3, 2, "V. Nhiệm vụ"),
        paragraph(4),
        heading(5, 2, "VI. Giải pháp"),
    ]
    places = texts.Places(blocks)
    assert places.label(key(1)) == "Mục V, phần thứ nhất"
    assert places.label(key(3)) == "Mục V, phần thứ hai"
    assert places.label(key(4)) == "Đoạn 1 · V"
    assert places.label(key(5)) == "Mục VI"


def test_a_long_text_is_read_one_part_at_a_time() -> None:
    blocks = [heading(0, 1, "PHẦN THỨ NHẤT"), *(paragraph(n) for n in range(1, 400))]
    blocks += [heading(400, 1, "PHẦN THỨ HAI"), *(paragraph(n) for n in range(401, 1700))]
    version = version_of(blocks)

    first, third = texts.read(version), texts.read(version, part=3)

    assert [part.start for part in first.parts] == [0, 400, 1000, 1600]
    assert len(first.blocks) == 400
    assert third.blocks[0].place.number == 999
    assert texts.read(version, block=key(450)).part == first.parts[1]
    entry = first.contents[1]
    assert (entry.label, entry.part) == ("PHẦN THỨ HAI", 2)


def test_a_reader_opens_a_version_and_a_stranger_does_not(client: Any) -> None:
    version = VersionFactory.create(blocks=["MỞ ĐẦU", "Đoạn một.", "Đoạn hai."])
    member = grant(Role.MEMBER, version.document.congress)
    client.force_login(member)

    page = client.get(f"/van-kien/ban/{version.pk}/")

    assert "Đoạn hai." in page.content.decode()
    assert re.search(r'class="block-number"[^>]*>2<', page.content.decode())
    client.force_login(grant(Role.MEMBER, VersionFactory.create().document.congress))
    assert client.get(f"/van-kien/ban/{version.pk}/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_a_text_is_read_in_one_query(django_assert_num_queries: Any, count: int) -> None:
    version = VersionFactory.create(blocks=["Một đoạn."] * count)
    with django_assert_num_queries(1):
        page = render_to_string("documents/version_text.html", {"reading": texts.read(version)})
    assert page.count("Một đoạn.") == count


def test_the_working_version_is_its_editors_alone(client: Any) -> None:
    version = VersionFactory.create(blocks=["Đang viết dở."], frozen_at=None)
    client.force_login(grant(Role.MEMBER, version.document.congress))
    assert client.get(f"/van-kien/ban/{version.pk}/").status_code == 404
    assert client.get(f"/van-kien/ban/{version.pk}/docx/").status_code == 404

    client.force_login(grant(Role.SUBCOMMITTEE_MEMBER, version.document))
    assert client.get(f"/van-kien/ban/{version.pk}/").status_code == 200
