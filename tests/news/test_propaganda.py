"""The propaganda plan: planned, logged with proof, done, dropped, opened again."""

import io
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base import clock, offers
from daihoi.base.errors import Conflict, NotFound, NotPermitted, RuleBroken
from daihoi.files.pictures import taken
from daihoi.news.actions import merging
from daihoi.news.actions import propaganda as actions
from daihoi.news.models import PropagandaEntry, PropagandaItem
from daihoi.news.papers.propaganda import plan_sheet
from daihoi.news.queries.propaganda import channel_choices, open_items_of, propaganda_plan
from tests.factories import OrganizationFactory, PersonFactory, grant
from tests.factories.news import Newsroom, PropagandaItemFactory, photo_bytes

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Newsroom:
    return Newsroom()


def planned(room: Newsroom, **values: object) -> PropagandaItem:
    said = {"channel": "Bảng tin", "content": "Niêm yết kế hoạch", "due_on": clock.today(), "person": None, **values}  # fmt: skip
    return actions.add_item(room.congress, said, actor=room.writer)


def test_an_item_belongs_to_the_propaganda_body(room: Newsroom) -> None:
    person = PersonFactory.create(organization=room.organization, user=room.checker)
    item = planned(room, person=person)
    assert (item.congress, item.subcommittee, item.person) == (room.congress, room.body, person)
    assert Entry.objects.latest("pk").action == "news.add_item"
    assert room.checker.notices.get().title == "Việc tuyên truyền được giao: Niêm yết kế hoạch"


def test_who_is_responsible_belongs_to_the_organization(room: Newsroom) -> None:
    with pytest.raises(RuleBroken):
        planned(room, person=PersonFactory.create())
    assert not PropagandaItem.objects.exists()


def test_a_member_reads_the_plan_and_changes_nothing(room: Newsroom) -> None:
    planned(room)
    member = grant(Role.MEMBER, room.organization)
    plan = propaganda_plan(room.congress.pk, viewer=member)
    assert (len(plan.rows), plan.can_write) == (1, False)
    with pytest.raises(NotPermitted):
        actions.drop_item(plan.rows[0].item, "Không cần.", actor=member)
    with pytest.raises(NotFound):
        propaganda_plan(room.congress.pk, viewer=grant(Role.MEMBER, OrganizationFactory.create()))


def test_what_was_done_is_written_down_with_a_photo(room: Newsroom) -> None:
    item, content = planned(room), photo_bytes((60, 40))
    entry = actions.log_item(
        item, clock.today(), "Đã dán.", link="https://tin.example", photo=taken(content, "../b.jpg"),
        is_done=True, actor=room.writer,
    )  # fmt: skip
    item.refresh_from_db()
    assert (item.done_on, item.done_by) == (clock.today(), room.writer)
    assert entry.original is not None
    assert entry.original.read() == content
    assert (entry.file_name, entry.link) == ("b.jpg", "https://tin.example")
    with pytest.raises(Conflict):
        actions.log_item(item, clock.today(), "Lần nữa.", actor=room.writer)


def test_a_photo_that_is_none_leaves_nothing(room: Newsroom) -> None:
    item = planned(room)
    client = Client()
    client.force_login(room.writer)
    sent = {"on": f"{clock.today():%d/%m/%Y}", "text": "Dán.", "is_done": "on", "photo": SimpleUploadedFile("a.svg", b"<svg/>")}  # fmt: skip
    page = client.post(reverse("news:propaganda_log", args=[item.pk]), sent)
    assert "SVG" in page.content.decode()
    assert "Dán." in page.content.decode()
    item.refresh_from_db()
    assert item.done_on is None
    assert not PropagandaEntry.objects.exists()


def test_nothing_was_done_tomorrow(room: Newsroom) -> None:
    with pytest.raises(RuleBroken):
        actions.log_item(planned(room), clock.today() + timedelta(1), "Dán.", actor=room.writer)


def test_an_item_is_dropped_with_a_reason_and_opened_again(room: Newsroom) -> None:
    item = planned(room)
    with pytest.raises(RuleBroken):
        actions.drop_item(item, " ", actor=room.writer)
    dropped = actions.drop_item(item, "Trùng với bảng tin.", actor=room.writer)
    assert (dropped.dropped_reason, dropped.is_open) == ("Trùng với bảng tin.", False)
    opened = actions.reopen_item(item, actor=room.writer)
    assert (opened.dropped_reason, opened.is_open) == ("", True)
    with pytest.raises(Conflict):
        actions.reopen_item(item, actor=room.writer)


def test_what_is_late_and_soon_is_said_to_who_answers_for_it(room: Newsroom) -> None:
    today = clock.today()
    person = PersonFactory.create(organization=room.organization, user=grant(Role.MEMBER, room.organization))  # fmt: skip
    late = planned(room, due_on=today - timedelta(1), person=person)
    soon = planned(room, due_on=today + timedelta(3))
    planned(room, due_on=today + timedelta(4))
    assert [row.item for row in open_items_of(person.user, room.congress)] == [late]
    assert [row.item for row in open_items_of(room.writer, room.congress)] == [late, soon]


def test_the_plan_as_a_sheet(room: Newsroom) -> None:
    item = planned(room, due_on=date(2020, 3, 30))
    actions.log_item(item, clock.today(), "=1+1", is_done=True, actor=room.writer)
    plan = propaganda_plan(room.congress.pk, viewer=room.writer)
    sheet = load_workbook(io.BytesIO(plan_sheet(plan))).active
    rows = [row for row in sheet.iter_rows(values_only=True) if row[0] == 1]
    assert rows[0][1:3] == ("Bảng tin", "Niêm yết kế hoạch")
    assert rows[0][3].date() == date(2020, 3, 30)
    assert rows[0][5] == "Đã xong"
    assert rows[0][7].endswith("=1+1")
    assert not rows[0][7].startswith("=")


@pytest.mark.parametrize("count", [1, 3])
def test_the_plan_takes_as_many_queries_for_one_as_for_three(room: Newsroom, count: int) -> None:
    for _ in range(count):
        planned(room)
    viewer = grant(Role.MEMBER, room.organization)
    with CaptureQueriesContext(connection) as captured:
        propaganda_plan(room.congress.pk, viewer=viewer)
    assert len(captured) == 4


def test_channels_in_use_come_first_and_any_may_be_typed(room: Newsroom) -> None:
    planned(room, channel="Cổng chợ phiên")
    names = channel_choices(room.congress)
    assert names[0] == "Cổng chợ phiên"
    assert "Bảng tin" in names


def test_items_move_with_a_person(room: Newsroom) -> None:
    old, new = (PersonFactory.create(organization=room.organization) for _ in range(2))
    item = PropagandaItemFactory.create(congress=room.congress, person=old)
    assert merging.move_items(old, new, actor=room.publisher) == 1
    item.refresh_from_db()
    assert item.person == new


@pytest.mark.django_db(transaction=True)
def test_who_merges_two_people_waits_for_who_changes_their_items() -> None:
    room = Newsroom()
    old, new = PersonFactory.create_batch(2, organization=room.organization)
    PropagandaItemFactory.create(congress=room.congress, person=old)
    reference = next(each for each in offers.references() if "news.PropagandaItem.person" in each.fields)  # fmt: skip
    with transaction.atomic(), CaptureQueriesContext(connection) as captured:
        reference.hold(old, new)
    assert len(captured) >= 1
    assert "news_propagandaitem" in captured[-1]["sql"]
    if connection.features.has_select_for_update:
        assert "FOR UPDATE" in captured[-1]["sql"]
