"""Word files that come back: read, kept, confirmed once, merged with those of others."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base.errors import BadFile, Conflict, NotFound, NotPermitted, RuleBroken
from daihoi.base.offers import waiting
from daihoi.documents.actions import merging, returned, texts
from daihoi.documents.models import Document, ReturnedCopy, ReturnedHand, ReturnedPoint
from daihoi.documents.queries.contributors import Contributor
from daihoi.documents.queries.returned_access import get_copy
from daihoi.documents.queries.returned_pages import copy_page
from tests.documents.asking import MONEY, OTHER, Cell, cell
from tests.documents.returning import imported_report, point, sent, word
from tests.factories import PersonFactory, UnitFactory, VersionFactory, grant

pytestmark = pytest.mark.django_db
BETTER = MONEY.replace("cơ bản ", "")
LIST_QUERIES = 15
LATER = OTHER.replace("đều", "chậm")


@pytest.fixture(autouse=True)
def today(settings: LazySettings) -> None:
    settings.DAIHOI_TODAY = date(2020, 2, 20)


@pytest.fixture
def place() -> Cell:
    return cell()


@pytest.fixture
def report(samples: Path) -> Document:
    """The sample report's first draft, frozen as version 1."""
    return imported_report(samples)


def upload(place: Cell, content: bytes, **changed: Any) -> ReturnedCopy:
    said: dict[str, Any] = {
        "contributor": Contributor(unit=place.unit),
        "file_name": "gop-y.docx",
        "actor": place.head,
    } | changed
    base = said.pop("base", None)
    return returned.upload_copy(place.document, base, content, **said)


def test_a_copy_is_shown_first_and_written_when_confirmed(place: Cell) -> None:
    content = word(place.version, {MONEY: BETTER})
    copy = upload(place, content)
    page = copy_page(copy, viewer=place.head)
    assert (page.edits, page.comments, page.opinions, page.is_tracked) == (1, 0, 1, False)
    assert (page.is_base_known, page.can.confirm, page.losses) == (True, True, [])
    assert not ReturnedPoint.objects.exists()

    confirmed = returned.confirm_copy(copy, actor=place.head)
    (found,) = ReturnedPoint.objects.all()
    assert (found.kind, found.said, found.decision) == ("words", " cơ bản", "")
    assert found.block_key == place.block().key
    assert confirmed.file.read() == content
    assert confirmed.sender == "Phòng Nghiệp vụ"
    actions = Entry.objects.filter(action__contains="_copy").order_by("pk")
    assert [entry.action for entry in actions] == [
        "documents.upload_copy",
        "documents.confirm_copy",
    ]
    assert actions.last().after["edits"] == 1  # type: ignore[union-attr]  # there are two


def test_confirming_again_changes_nothing(place: Cell) -> None:
    copy = sent(place, {MONEY: BETTER})
    returned.confirm_copy(copy, actor=place.head)
    assert (ReturnedPoint.objects.count(), ReturnedHand.objects.count()) == (1, 1)
    with pytest.raises(Conflict):
        returned.discard_copy(copy, actor=place.head)


def test_a_discarded_copy_leaves_nothing(place: Cell) -> None:
    copy = upload(place, word(place.version, {MONEY: BETTER}))
    returned.discard_copy(copy, actor=place.head)
    returned.discard_copy(copy, actor=place.head)
    assert not ReturnedCopy.objects.exists()
    with pytest.raises(NotFound):
        returned.confirm_copy(copy, actor=place.head)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"%PDF-1.7 ..."])
def test_what_is_no_word_file_is_refused_and_not_kept(place: Cell, content: bytes) -> None:
    with pytest.raises(BadFile):
        upload(place, content)
    assert not ReturnedCopy.objects.exists()


def test_the_file_tells_its_version_and_a_chosen_one_goes_first(place: Cell) -> None:
    second = VersionFactory.create(document=place.document, number=2, blocks=[MONEY, OTHER])
    content = word(place.version, {MONEY: BETTER})
    assert upload(place, content).base == place.version
    chosen = upload(place, content, base=second)
    assert (chosen.base, chosen.is_base_known) == (second, False)
    silent = upload(place, word(place.version, {}, is_marked=False))
    assert (silent.base, silent.is_base_known) == (second, False)


def test_equal_edits_are_one_with_all_who_sent_them(place: Cell) -> None:
    sent(place, {MONEY: BETTER})
    sent(place, {MONEY: BETTER, OTHER: LATER}, by="Văn phòng")
    agreed = point("cơ bản")
    assert [hand.copy.sender for hand in agreed.hands.order_by("pk")] == [
        "Phòng Nghiệp vụ",
        "Văn phòng",
    ]
    assert ReturnedPoint.objects.count() == 2
    assert agreed.excludes == []


def test_colliding_edits_stand_at_one_place(place: Cell) -> None:
    sent(place, {OTHER: LATER})
    sent(place, {OTHER: OTHER.replace("đều", "mạnh")}, by="Văn phòng")
    slow, strong = point("chậm"), point("mạnh")
    assert slow.place == strong.place
    assert (slow.excludes, strong.excludes) == ([strong.identity], [slow.identity])


def test_a_working_base_is_frozen_when_a_copy_of_it_is_taken_in(place: Cell) -> None:
    working = texts.start_working(place.document, actor=place.head)
    block = working.blocks.get(text=OTHER)
    texts.change_block(working, block.key, LATER, revision=block.revision, actor=place.head)
    working.refresh_from_db()
    content = word(working, {MONEY: BETTER})
    copy = upload(place, content)
    assert copy.base == working
    late = upload(place, content)
    returned.confirm_copy(copy, actor=place.head)
    working.refresh_from_db()
    assert working.frozen_at is not None
    assert point("cơ bản").base == working
    returned.confirm_copy(late, actor=place.head)  # its base stands as it was


def test_a_copy_of_a_working_version_that_moved_on_is_refused(place: Cell) -> None:
    working = texts.start_working(place.document, actor=place.head)
    block = working.blocks.get(text=OTHER)
    texts.change_block(working, block.key, LATER, revision=block.revision, actor=place.head)
    working.refresh_from_db()
    copy = upload(place, word(working, {MONEY: BETTER}))
    block.refresh_from_db()
    texts.change_block(working, block.key, OTHER, revision=block.revision, actor=place.head)
    with pytest.raises(Conflict):
        returned.confirm_copy(copy, actor=place.head)
    assert not ReturnedPoint.objects.exists()


def test_who_takes_copies_in(place: Cell, client: Client) -> None:
    content = word(place.version, {MONEY: BETTER})
    copy = upload(place, content)
    stranger = grant(Role.SUBCOMMITTEE_HEAD, cell().document)
    staff = grant(Role.SUPPORTING_STAFF, place.document)
    member = place.member()
    with pytest.raises(NotFound):
        upload(place, content, actor=stranger)
    for user in (member, place.unit_head):
        with pytest.raises(NotPermitted):
            upload(place, content, actor=user)
        with pytest.raises(NotFound):
            get_copy(copy.pk, viewer=user)
    pages = [
        ("returned_list", place.document.pk),
        ("returned_upload", place.document.pk),
        ("returned_detail", copy.pk),
        ("returned_file", copy.pk),
        ("returned_review", place.version.pk),
    ]
    seen = {}
    for user in (staff, place.secretary, member, stranger):
        client.force_login(user)
        seen[user] = [
            client.get(reverse(f"documents:{name}", args=[pk])).status_code for name, pk in pages
        ]
    assert seen[staff] == seen[place.secretary] == [200] * 5
    assert seen[member] == [403, 403, 404, 404, 404]
    assert seen[stranger] == [404] * 5


def test_the_list_asks_as_little_for_three_copies_as_for_one(
    place: Cell, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(place.head)
    url = reverse("documents:returned_list", args=[place.document.pk])
    sent(place, {MONEY: BETTER})
    client.get(url)
    with django_assert_num_queries(LIST_QUERIES):
        one = client.get(url).content.decode()
    sent(place, {OTHER: LATER}, by="Văn phòng")
    sent(place, {OTHER: LATER, MONEY: BETTER}, by="Phòng Tổ chức")
    with django_assert_num_queries(LIST_QUERIES):
        three = client.get(url).content.decode()
    assert "còn 1 trên 1 chỗ" in one
    assert "2 chỗ, còn 2 chưa quyết định" in three


def test_a_bad_file_is_told_beside_its_field(place: Cell, client: Client) -> None:
    client.force_login(place.head)
    url = reverse("documents:returned_upload", args=[place.document.pk])
    data = {"file": SimpleUploadedFile("a.docx", b"khong phai"), "source": "unit"}
    page = client.post(url, data | {"unit": place.unit.pk}).content.decode()
    assert "đây không phải tệp Word (.docx)" in page
    nobody = client.post(url, {"file": SimpleUploadedFile("a.docx", b"x"), "source": "person"})
    assert "Hãy cho biết ai gửi" in nobody.content.decode()


def test_a_copy_goes_through_the_browser(place: Cell, client: Client) -> None:
    client.force_login(place.head)
    content = word(place.version, {MONEY: BETTER})
    url = reverse("documents:returned_upload", args=[place.document.pk])
    data = {"file": SimpleUploadedFile("a.docx", content), "source": "unit", "unit": place.unit.pk}
    page = client.post(url, data)["Location"]
    assert "<del> cơ bản</del>" in client.get(page).content.decode()
    copy = ReturnedCopy.objects.get()
    review = client.post(reverse("documents:returned_confirm", args=[copy.pk]))["Location"]
    assert "Đã quyết định 0 trên 1" in client.get(review).content.decode()
    kept = client.get(reverse("documents:returned_file", args=[copy.pk]))
    assert kept.content == content
    assert "1 chỗ sửa" in client.get(page).content.decode()


def test_undecided_copies_wait_for_who_decides_them(place: Cell) -> None:
    titles = [row.title for row in waiting(place.head)]
    sent(place, {MONEY: BETTER})
    now = [row.title for row in waiting(place.head)]
    assert [title for title in now if title not in titles] == ["1 bản Word gửi về chờ xem"]
    member = place.member()
    assert not [row for row in waiting(member) if "Word" in row.title]


def test_a_persons_copies_go_with_her_record(place: Cell) -> None:
    old, new = (PersonFactory.create(organization=place.organization) for _ in range(2))
    copy = upload(place, word(place.version, {}), contributor=Contributor(person=old))
    assert merging.move_copies(old, new, actor=place.secretary) == 1
    copy.refresh_from_db()
    assert (copy.person, copy.sender) == (new, str(old))


def test_nobody_named_is_refused(place: Cell) -> None:
    with pytest.raises(RuleBroken):
        upload(place, word(place.version, {}), contributor=Contributor())


def test_the_sample_of_a_department_comes_in_whole(report: Document, samples: Path) -> None:
    unit = UnitFactory.create(organization=report.congress.organization, name="Phòng Nghiệp vụ")
    head = grant(Role.SUBCOMMITTEE_HEAD, report)
    content = (samples / "bao-cao-chinh-tri-gop-y-phong.docx").read_bytes()
    copy = returned.upload_copy(
        report, None, content, contributor=Contributor(unit=unit), file_name="a.docx", actor=head
    )
    page = copy_page(copy, viewer=head)
    assert (page.edits, page.comments, page.opinions, page.is_tracked) == (14, 7, 20, True)
    assert [(each.author, each.edits, each.comments) for each in page.authors] == [
        ("Phòng Nghiệp vụ", 14, 7)
    ]
    returned.confirm_copy(copy, actor=head)
    kinds = list(ReturnedPoint.objects.order_by("place").values_list("kind", flat=True))
    assert sorted(kinds) == ["added"] * 2 + ["comment"] * 7 + ["format", "removed"] + ["words"] * 10
    assert {hand.made_at and hand.made_at.date() for hand in copy.hands.all()} == {
        date(2020, 2, 11)
    }


def test_the_sample_edited_without_tracking_gives_eight_places(
    report: Document, samples: Path
) -> None:
    head = grant(Role.SUBCOMMITTEE_HEAD, report)
    office = unit_of_document(report)
    content = (samples / "bao-cao-chinh-tri-gop-y-2.docx").read_bytes()
    copy = returned.upload_copy(
        report, None, content, contributor=Contributor(unit=office), file_name="b.docx", actor=head
    )
    returned.confirm_copy(copy, actor=head)
    kinds = list(ReturnedPoint.objects.order_by("place").values_list("kind", flat=True))
    assert sorted(kinds) == ["added", "moved", "removed"] + ["words"] * 5
    assert {hand.author for hand in copy.hands.all()} == {"Bùi Thị Hạnh"}


def unit_of_document(document: Document) -> Any:
    return UnitFactory.create(organization=document.congress.organization, name="Văn phòng")
