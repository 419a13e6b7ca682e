"""Checklists: begun from the template, changed, ticked off with proof."""

import io
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from daihoi.audit.models import Entry
from daihoi.base.errors import BadFile, Conflict, NotPermitted, RuleBroken
from daihoi.base.revisions import Outdated
from daihoi.files.pictures import taken
from daihoi.logistics.actions import checklists, own_rows, photos
from daihoi.logistics.forms.checklists import DoneForm, PhotoForm
from daihoi.logistics.models import ChecklistItem, ItemPhoto
from daihoi.logistics.queries.checklists import checklist_page
from daihoi.notifications.models import Notice
from daihoi.rules.checklists import rows_on
from tests.congresses.preparing import TODAY, on, user_of
from tests.factories.logistics import ChecklistItemFactory
from tests.logistics.serving import Serving, photo

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with on():
        yield


@pytest.fixture
def case() -> Serving:
    return Serving()


def make_item(case: Serving, **values: Any) -> ChecklistItem:
    return ChecklistItemFactory.create(
        congress=case.congress, subcommittee=case.logistics, **values
    )


def last(action: str) -> Entry:
    return Entry.objects.filter(action=action).latest("sequence")


VALUES: dict[str, Any] = {"text": "Treo cờ", "group": "stage", "days": -2}


def test_a_checklist_begins_with_the_template_of_day_d(case: Serving) -> None:
    made = checklists.make_checklist(case.congress, is_health=False, actor=user_of(case.chief))
    rows = rows_on(case.congress.target_on, family="vn-party", known_on=TODAY, is_health=False)
    kept = list(case.congress.checklist_items.order_by("position"))
    assert [(i.code, i.text, i.days) for i in kept] == [(r.code, r.text, r.days) for r in rows]
    assert {item.subcommittee for item in kept} == {case.logistics}
    assert len(made) == len(rows)
    assert Entry.objects.filter(action="logistics.make_checklist").count() == len(rows)
    flags = next(item for item in kept if item.code == "ST03")
    assert (flags.basis, flags.certainty) == ("03-HD/BTCTW, 29-12-2006", "S")


def test_making_it_again_adds_only_what_is_not_there(case: Serving) -> None:
    actor = user_of(case.chief)
    first = checklists.make_checklist(case.congress, is_health=True, actor=actor)
    with pytest.raises(Conflict) as refused:
        checklists.make_checklist(case.congress, is_health=True, actor=actor)
    assert refused.value.code == "made_already"
    ChecklistItem.objects.filter(pk=first[0].pk).delete()
    again = checklists.make_checklist(case.congress, is_health=True, actor=actor)
    assert [item.code for item in again] == [first[0].code]


def test_an_organization_changes_the_template_for_lists_to_come(case: Serving) -> None:
    secretary = user_of(case.secretary)
    own_rows.add_own_row(case.cell, VALUES | {"text": "Lau biển tên"}, actor=secretary)
    own_rows.add_own_row(case.cell, VALUES | {"text": "Cây cảnh"}, code="ST09", actor=secretary)
    left = own_rows.add_own_row(
        case.cell, VALUES | {"text": "Băng rôn", "is_left_out": True}, code="ST11", actor=secretary
    )
    checklists.make_checklist(case.congress, is_health=False, actor=user_of(case.chief))
    texts = dict(case.congress.checklist_items.values_list("code", "text"))
    assert texts["ST09"] == "Cây cảnh"
    assert "ST11" not in texts
    assert "Lau biển tên" in texts.values()
    own_rows.remove_own_row(left, actor=secretary)
    added = checklists.make_checklist(case.congress, is_health=False, actor=user_of(case.chief))
    assert [item.code for item in added] == ["ST11"]


def test_only_who_manages_the_body_s_work_makes_it(case: Serving) -> None:
    for person in (case.hand, case.one, case.head):
        with pytest.raises(NotPermitted):
            checklists.make_checklist(case.congress, is_health=False, actor=user_of(person))
    assert not ChecklistItem.objects.exists()


def test_an_item_is_added_and_its_owner_told(case: Serving) -> None:
    item = checklists.add_item(
        case.congress, VALUES | {"owner": case.hand}, actor=user_of(case.chief)
    )
    assert (item.text, item.due_on) == ("Treo cờ", case.congress.target_on - timedelta(days=2))
    assert item.subcommittee == case.logistics
    assert Notice.objects.get(user=case.hand.user, topic=f"logistics.item:{item.pk}").title == (
        "Đồng chí phụ trách: Treo cờ"
    )
    assert last("logistics.add_item").after["owner"] == "Lộc Văn Sơn"


def test_a_feast_is_refused_unless_a_reason_is_given(case: Serving) -> None:
    feast = VALUES | {"text": "Tiệc chào mừng đại hội"}
    with pytest.raises(RuleBroken) as refused:
        checklists.add_item(case.congress, feast, actor=user_of(case.chief))
    assert refused.value.code == "luxury"
    assert "“tiệc”" in str(refused.value)
    assert not ChecklistItem.objects.exists()
    reason = {"reason": "Đại biểu ở xa, ăn trưa tại chỗ theo định mức"}
    item = checklists.add_item(case.congress, feast | reason, actor=user_of(case.chief))
    assert item.reason == reason["reason"]


def test_an_item_is_edited_on_what_was_seen(case: Serving) -> None:
    item = make_item(case)
    with pytest.raises(Outdated):
        checklists.edit_item(item, VALUES, seen="x", actor=user_of(case.chief))
    edited = checklists.edit_item(item, {"days": -5}, actor=user_of(case.chief))
    assert (edited.days, edited.revision) == (-5, 2)
    assert last("logistics.edit_item").before["days"] == -2


def test_staff_tick_an_item_off_once(case: Serving) -> None:
    item = make_item(case)
    done = checklists.complete_item(item, note="Đã thử", actor=user_of(case.hand))
    assert (done.done_by, done.note, done.is_open) == (user_of(case.hand), "Đã thử", False)
    assert last("logistics.complete_item").after["done"] is True
    with pytest.raises(Conflict) as refused:
        checklists.complete_item(item, actor=user_of(case.chief))
    assert refused.value.code == "done_already"
    opened = checklists.reopen_item(item, actor=user_of(case.hand))
    assert (opened.done_at, opened.note) == (None, "Đã thử")


def test_who_answers_for_it_ticks_it_off_and_another_member_does_not(case: Serving) -> None:
    item = make_item(case, owner=case.one)
    with pytest.raises(NotPermitted):
        checklists.complete_item(item, actor=user_of(case.two))
    assert checklists.complete_item(item, actor=user_of(case.one)).done_at is not None


def test_one_that_asks_for_a_photo_is_done_with_one_only(case: Serving) -> None:
    item = make_item(case, needs_photo=True)
    with pytest.raises(RuleBroken) as refused:
        checklists.complete_item(item, actor=user_of(case.hand))
    assert refused.value.code == "needs_photo"
    done = checklists.complete_item(
        item, photo=taken(photo(exif=True), "../../etc/co dang.jpg"), actor=user_of(case.hand)
    )
    kept = done.photos.get()
    assert kept.file_name == "co dang.jpg"
    shown = Image.open(io.BytesIO(kept.large.read()))
    assert shown.format == "JPEG"
    assert dict(shown.getexif()) == {}
    assert b"M\xc3\xa1y" not in kept.large.read()


def test_an_item_that_is_not_needed_says_why(case: Serving) -> None:
    item = make_item(case)
    with pytest.raises(RuleBroken):
        checklists.drop_item(item, " ", actor=user_of(case.chief))
    dropped = checklists.drop_item(item, "Tiết kiệm", actor=user_of(case.chief))
    assert (dropped.drop_reason, dropped.is_open) == ("Tiết kiệm", False)
    with pytest.raises(NotPermitted):
        checklists.reopen_item(item, actor=user_of(case.hand))
    assert checklists.reopen_item(item, actor=user_of(case.chief)).drop_reason == ""


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def huge() -> bytes:
    """A PNG of 100 megapixels as its first bytes say; there is hardly anything in it."""
    kept = io.BytesIO()
    Image.new("1", (10_000, 10_000)).save(kept, "PNG")
    return kept.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [(SVG, "picture_markup"), (b"PK\x03\x04", "not_a_picture"), (None, "picture_too_large")],
)
def test_a_file_that_is_no_photo_is_refused_and_nothing_kept(
    case: Serving, content: bytes | None, code: str
) -> None:
    item = make_item(case, needs_photo=True)
    sent = SimpleUploadedFile("anh.png", huge() if content is None else content)
    form = DoneForm({}, {"photo": sent}, lacks_photo=True)
    assert form.is_valid()
    with pytest.raises(BadFile) as refused:
        checklists.complete_item(item, photo=form.upload, actor=user_of(case.hand))
    assert refused.value.code == code
    assert not ItemPhoto.objects.exists()
    item.refresh_from_db()
    assert item.is_open


def test_a_photo_is_kept_once_and_not_taken_from_what_it_proves(case: Serving) -> None:
    item = make_item(case, needs_photo=True)
    actor = user_of(case.hand)
    first = photos.add_photo(item, taken(photo(), "a.jpg"), actor=actor)
    with pytest.raises(Conflict) as refused:
        photos.add_photo(item, taken(photo(), "b.jpg"), actor=actor)
    assert refused.value.code == "photo_twice"
    checklists.complete_item(item, actor=actor)
    with pytest.raises(Conflict) as refused:
        photos.remove_photo(first, actor=actor)
    assert refused.value.code == "photo_needed"
    checklists.reopen_item(item, actor=actor)
    photos.remove_photo(first, actor=actor)
    assert not item.photos.exists()
    assert last("logistics.remove_photo").before == {"file_name": "a.jpg"}


def test_days_follow_day_d_and_nothing_is_late_while_postponed(case: Serving) -> None:
    make_item(case, days=-10)
    assert len(checklist_page(case.congress.pk, viewer=user_of(case.one)).late) == 1
    case.congress.target_on = date(2020, 5, 8)
    case.congress.save()
    assert checklist_page(case.congress.pk, viewer=user_of(case.one)).late == []
    case.congress.target_on, case.congress.is_postponed = TODAY, True
    case.congress.save()
    page = checklist_page(case.congress.pk, viewer=user_of(case.one))
    assert (page.late, page.groups[0].rows[0].item.due_on) == ([], None)


@pytest.mark.parametrize("count", [1, 3])
def test_the_checklist_takes_as_many_queries_for_any_number(
    case: Serving, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        make_item(case, text=f"Việc {number}", owner=case.one)
    viewer = user_of(case.secretary)
    with django_assert_num_queries(7):
        page = checklist_page(case.congress.pk, viewer=viewer)
    assert sum(len(group.rows) for group in page.groups) == count


@pytest.fixture
def client(case: Serving) -> Client:
    browser = Client()
    browser.force_login(user_of(case.chief))
    return browser


def test_an_item_is_ticked_off_in_the_browser_with_a_photo(case: Serving, client: Client) -> None:
    item = make_item(case, needs_photo=True)
    address = reverse("logistics:item_complete", args=[item.pk])
    refused = client.post(address, {"note": "Đã treo"})
    assert refused.status_code == 422
    assert "cần ảnh chứng minh" in refused.content.decode()
    assert "Đã treo" in refused.content.decode()
    bad = client.post(address, {"photo": SimpleUploadedFile("x.svg", SVG, "image/svg+xml")})
    assert "SVG" in bad.content.decode()
    taken = SimpleUploadedFile("co.jpg", photo(), "image/jpeg")
    assert client.post(address, {"photo": taken, "note": "Đã treo"}).status_code == 302
    item.refresh_from_db()
    assert item.note == "Đã treo"
    shown = client.get(reverse("logistics:photo_small", args=[item.photos.get().pk]))
    assert shown["Content-Type"] == "image/jpeg"


def test_the_pages_of_checklists_open_and_keep_what_was_typed(
    case: Serving, client: Client
) -> None:
    made = client.post(
        reverse("logistics:checklist_make", args=[case.congress.pk]), {"phan": "y-te"}
    )
    assert made.status_code == 302
    page = client.get(reverse("logistics:checklist", args=[case.congress.pk])).content.decode()
    assert "Y tế: ở cửa hội trường" in page
    hall = len(rows_on(case.congress.target_on, family="vn-party", known_on=TODAY, is_health=False))
    assert f"Thêm {hall} mục khánh tiết, hậu cần" in page
    address = reverse("logistics:item_add", args=[case.congress.pk])
    refused = client.post(address, VALUES | {"text": "Văn nghệ chào mừng", "days": "-1"})
    assert "không hợp với yêu cầu tiết kiệm" in refused.content.decode()
    assert "Văn nghệ chào mừng" in refused.content.decode()
    many = client.post(address, VALUES | {"days": "4000"})
    assert not case.congress.checklist_items.filter(days=4000).exists()
    assert many.status_code == 200
    added = client.post(address, VALUES | {"owner": case.one.pk})
    item = case.congress.checklist_items.get(text="Treo cờ")
    assert added.headers["Location"] == reverse("logistics:item_detail", args=[item.pk])
    unconfirmed = case.congress.checklist_items.get(code="HE01")
    shown = client.get(reverse("logistics:item_detail", args=[unconfirmed.pk])).content.decode()
    assert "chưa có nguồn xác nhận" in shown


def test_a_phone_offers_its_camera_and_its_gallery() -> None:
    for form in (DoneForm(), PhotoForm()):
        field = form["photo"]
        assert field.label == "Chụp hoặc chọn ảnh"
        assert "image/jpeg" in str(field)
        assert "capture" not in str(field)  # it would leave the camera alone
