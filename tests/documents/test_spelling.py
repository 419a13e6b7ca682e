"""Slips of spelling in a version: where they stand, who looks, and where the links lead."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from daihoi.base.errors import NotFound
from daihoi.documents.models import Version
from daihoi.documents.queries.spelling import spelling_page
from tests.documents.asking import Cell, cell
from tests.factories import UserFactory, VersionFactory

pytestmark = pytest.mark.django_db
SLIPS = ["I. MỞ ĐẦU", "Chi bộ đã tiếp thủ ý kiến , bổ sung  số liệu."]


@pytest.fixture
def place() -> Cell:
    return cell()


def version(place: Cell, texts: list[str], *, is_working: bool = False) -> Version:
    made = VersionFactory.create(document=place.document, number=2, blocks=texts)
    if is_working:
        made.frozen_at = None
        made.save(update_fields=["frozen_at"])
    return made


def test_every_slip_stands_with_its_place_in_reading_order(place: Cell) -> None:
    made = version(place, SLIPS)
    rows = spelling_page(made.pk, viewer=place.head).rows
    assert [(row.slip.found, row.instead) for row in rows] == [
        ("thủ", "thu"),
        (" ", "(bỏ đi)"),
        ("  ", " "),
    ]
    assert {row.place for row in rows} == {"Đoạn 1 · I"}
    assert (rows[0].before, rows[0].after[:8]) == ("Chi bộ đã tiếp ", " ý kiến ")
    assert rows[1].shown == "␣"
    assert rows[0].says == "Có thể viết sai dấu"


def test_the_links_lead_to_the_paragraph_where_it_is_changed(place: Cell, client: Client) -> None:
    frozen = version(place, SLIPS)
    block = frozen.blocks.get(text=SLIPS[1]).key.hex
    (first, *_others) = spelling_page(frozen.pk, viewer=place.member()).rows
    assert (
        first.url
        == reverse("documents:version_detail", args=[frozen.pk]) + f"?block={block}#b-{block}"
    )
    Version.objects.filter(pk=frozen.pk).update(frozen_at=None)
    (first, *_others) = spelling_page(frozen.pk, viewer=place.head).rows
    client.force_login(place.head)
    assert first.url.startswith(reverse("documents:version_edit", args=[frozen.pk]))
    assert f'id="b-{block}"' in client.get(first.url.partition("#")[0]).content.decode()


def test_the_working_version_is_its_editors_alone(place: Cell) -> None:
    made = version(place, SLIPS, is_working=True)
    for viewer in (place.member(), UserFactory.create()):
        with pytest.raises(NotFound):
            spelling_page(made.pk, viewer=viewer)


def test_it_is_offered_where_one_writes(place: Cell, client: Client) -> None:
    made = version(place, SLIPS, is_working=True)
    url = reverse("documents:version_spelling", args=[made.pk])
    client.force_login(place.head)
    detail = reverse("documents:document_detail", args=[place.document.pk])
    for address in (detail, reverse("documents:version_edit", args=[made.pk])):
        assert url in client.get(address).content.decode()
    page = client.get(url).content.decode()
    assert "3 chỗ nên xem lại" in page
    assert "tiếp <mark>thủ</mark>" in page
    client.force_login(place.member())
    assert "chinh-ta" not in client.get(detail).content.decode()


def test_a_text_without_slips_says_so(place: Cell, client: Client) -> None:
    made = version(place, ["I. MỞ ĐẦU", "Chi bộ đã tiếp thu ý kiến."])
    client.force_login(place.head)
    url = reverse("documents:version_spelling", args=[made.pk])
    assert "Không thấy chỗ nào viết sai." in client.get(url).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_for_one_and_for_three(
    count: int, place: Cell, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = version(place, [SLIPS[0], *([SLIPS[1]] * count)])
    client.force_login(place.head)
    url = reverse("documents:version_spelling", args=[made.pk])
    client.get(url)
    with django_assert_num_queries(15):
        client.get(url)
