"""Versions of a programme: begun, changed, cut short, deposited, approved, changed again."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time

import pytest
from django.urls import reverse
from django.utils import timezone

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base import clock, offers
from daihoi.base.errors import Conflict, NotFound, NotPermitted, RuleBroken
from daihoi.congresses.models import Congress
from daihoi.notifications.models import Notice
from daihoi.programme.actions import items, programmes
from daihoi.programme.actions.scripts import build_script
from daihoi.programme.models import Programme
from daihoi.programme.models.programmes import DOES_LABELS
from daihoi.programme.queries.comparison import compare
from daihoi.programme.queries.programmes import cut_facts, get_programme, items_of, programme_page
from daihoi.registry.models import Paper
from daihoi.rules.programme.items import Does, Session
from tests.factories import OrganizationFactory, SubcommitteeFactory, grant
from tests.factories.logistics import HallFactory
from tests.factories.meetings import MeetingFactory
from tests.factories.programme import deposited, programme_of, reworked
from tests.programme.approving import approve

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with clock.standing_at(timezone.make_aware(datetime(2020, 3, 26, 9))):  # noqa: DTZ001 - made aware
        yield


@pytest.fixture
def congress() -> Congress:
    return SubcommitteeFactory.create(purpose="staff", name="Bộ phận giúp việc").congress


@pytest.fixture
def secretary(congress: Congress) -> User:
    return grant(Role.SECRETARY, congress.organization)


@pytest.fixture
def staff(congress: Congress) -> User:
    return grant(Role.SUPPORTING_STAFF, congress.subcommittees.get())


@pytest.fixture
def member(congress: Congress) -> User:
    return grant(Role.MEMBER, congress.organization)


@pytest.fixture
def programme(congress: Congress, staff: User) -> Programme:
    return programme_of(congress, actor=staff)


def codes(programme: Programme) -> list[str]:
    return [item.code or item.title for item in items_of(programme)]


def test_the_default_comes_in_one_press(congress: Congress, staff: User) -> None:
    made = programme_of(congress, actor=staff)
    page = programme_page(congress.pk, viewer=staff)
    assert page.sheet is not None
    assert (made.number, len(page.sheet.rows), page.sheet.total, page.sheet.over) == (1, 29, 270, 0)
    assert [(p.label, p.minutes) for p in page.sheet.parts] == [
        ("Đón tiếp", 15), ("Phiên trù bị", 45), ("Phiên chính thức", 210),
    ]  # fmt: skip
    assert page.sheet.ends == time(12)
    assert Entry.objects.get().action == "programme.begin_programme"
    with pytest.raises(Conflict):
        programme_of(congress, actor=staff)


def test_a_union_begins_with_its_own_words(congress: Congress, staff: User) -> None:
    congress.organization.kind = "union"
    congress.organization.rule_family = "vn-trade-union"
    congress.organization.save()
    made = {item.code: item for item in programme_of(congress, actor=staff).items.all()}
    assert made["A2"].performed == "Chủ tịch công đoàn"
    assert made["B1"].title == "Chào cờ (Quốc ca)"
    assert made["B10"].does == made["B11"].does == ["address"]
    assert made["B6"].title == "Trình bày báo cáo tổng kết nhiệm kỳ"
    assert made["B17"].title == "Bầu chủ tịch, phó chủ tịch"
    said = " ".join(f"{each.title} {each.introduced} {each.performed}" for each in made.values())
    for word in ("đảng", "bí thư", "chi ủy", "chi bộ", "quốc tế ca"):
        assert word not in said.lower()


def test_the_words_to_say_are_a_union_s_too(congress: Congress, staff: User) -> None:
    congress.organization.kind = "union"
    congress.organization.rule_family = "vn-trade-union"
    congress.organization.save()
    programme_of(congress, actor=staff)
    said = " ".join(build_script(congress, actor=staff).lines.values_list("words", flat=True))
    outside_fields = re.sub(r"\{\{[^{}]*\}\}", "", said).lower()
    for word in ("đảng", "bí thư", "chi ủy", "chi bộ", "quốc tế ca"):
        assert word not in outside_fields


def test_the_form_of_an_item_offers_everything_an_item_may_be_for() -> None:
    assert set(DOES_LABELS) == set(Does)


@pytest.mark.parametrize("minutes", [0, 600, 241])
def test_minutes_beyond_reason_are_refused(programme: Programme, staff: User, minutes: int) -> None:
    item = programme.items.get(code="B6")
    with pytest.raises(RuleBroken) as refused:
        items.edit_item(item, {"minutes": minutes}, actor=staff)
    assert refused.value.code == "minutes"
    assert "từ 1 đến 240 phút" in str(refused.value.message)
    item.refresh_from_db()
    assert item.minutes == 20


def test_the_clock_follows_minutes(congress: Congress, programme: Programme, staff: User) -> None:
    items.edit_item(programme.items.get(code="B6"), {"minutes": 35}, actor=staff)
    sheet = programme_page(congress.pk, viewer=staff).sheet
    assert sheet is not None
    row = next(row for row in sheet.rows if row.item.code == "B7")
    assert (row.starts, sheet.over, sheet.ends) == (time(9, 29), 15, time(12, 15))
    assert "over_run" in [each.code for each in sheet.checks]
    entry = Entry.objects.get(action="programme.edit_item")
    assert (entry.before, entry.after) == ({"minutes": 20}, {"minutes": 35})


def test_items_move_by_steps_and_over_the_edge_of_a_session(
    programme: Programme, staff: User
) -> None:
    item = programme.items.get(code="B1")
    items.move_item(item, by=1, actor=staff)
    assert codes(programme)[7:9] == ["B2", "B1"]
    items.move_item(item, by=-1, actor=staff)
    items.move_item(item, by=-1, actor=staff)
    item.refresh_from_db()
    assert item.session == "preparatory"
    assert codes(programme)[6:9] == ["A6", "B1", "B2"]
    first = programme.items.get(code="0")
    items.move_item(first, by=-1, actor=staff)
    assert codes(programme)[0] == "0"


def test_an_item_is_dropped_before_another_or_at_the_end(programme: Programme, staff: User) -> None:
    item = programme.items.get(code="B4")
    items.move_item(item, before=programme.items.get(code="A2").pk, actor=staff)
    assert codes(programme)[2:4] == ["B4", "A2"]
    items.move_item(item, before=0, actor=staff)
    assert codes(programme)[-1] == "B4"


def test_what_is_to_be_looked_at_is_told_by_kind_and_papers_apart(
    congress: Congress, programme: Programme, staff: User
) -> None:
    items.edit_item(programme.items.get(code="B6"), {"minutes": 35, "performed": ""}, actor=staff)
    items.edit_item(programme.items.get(code="B7"), {"performed": ""}, actor=staff)
    sheet = programme_page(congress.pk, viewer=staff).sheet
    assert sheet is not None
    (group,) = sheet.check_groups
    assert [[row.code for row in line.rows] for line in group.lines] == [
        ["over_run"],
        ["no_performer", "no_performer"],
    ]
    papers = [row.name for row in sheet.papers_not_ready]
    assert any(name.endswith("(chưa có)") for name in papers)
    assert len(papers) == len(set(papers))
    assert len(papers) < len([row for row in sheet.checks if row.code.startswith("paper_")])


def test_a_new_item_stands_before_resolution_and_closing(programme: Programme, staff: User) -> None:
    values = {"session": "official", "title": "Trao quà", "minutes": 5, "performed": "Công đoàn"}
    items.add_item(programme, values, actor=staff)
    assert codes(programme)[-4:] == ["Trao quà", "B20", "B21", "B22"]
    items.remove_item(programme.items.get(title="Trao quà"), actor=staff)
    assert len(codes(programme)) == 29


def test_sessions_and_business_are_switched_and_nothing_is_lost(
    congress: Congress, programme: Programme, staff: User
) -> None:
    off = {"left_out": ["elections"], "has_preparatory": False}
    programmes.set_frame(programme, off, actor=staff)
    sheet = programme_page(congress.pk, viewer=staff).sheet
    assert sheet is not None
    assert [part.label for part in sheet.parts] == ["Đón tiếp", "Phiên chính thức"]
    assert "A1" in [row.item.code for row in sheet.parts[1].rows][:1]
    assert "B15" not in [row.item.code for row in sheet.rows]
    back = {"left_out": [], "has_preparatory": True}
    programmes.set_frame(programme, back, actor=staff)
    programme.refresh_from_db()
    assert len(codes(programme)) == 29
    with pytest.raises(RuleBroken):
        programmes.set_frame(programme, {"ends_at": time(7)}, actor=staff)


def test_the_short_variant_is_one_step_there_and_back(
    congress: Congress, programme: Programme, staff: User
) -> None:
    own = {"session": "official", "title": "Trao quà", "minutes": 6, "performed": "Công đoàn"}
    items.add_item(programme, own, actor=staff)
    promised = cut_facts(programme_page(congress.pk, viewer=staff).sheet, congress)
    short = programmes.cut_short(programme, actor=staff)
    sheet = programme_page(congress.pk, viewer=staff).sheet
    assert sheet is not None
    assert sheet.programme == short
    assert (short.number, short.variant, sheet.total) == (2, "epidemic", promised["total"])
    assert promised["total"] == 155
    assert [part.session for part in sheet.parts] == [Session.PREPARATORY, Session.OFFICIAL]
    assert (short.starts_at, short.ends_at, sheet.spare) == (time(7, 30), time(12), 115)
    programme.refresh_from_db()
    assert not programme.is_working
    assert not programme.is_deposited
    assert len(codes(programme)) == 30
    full = programmes.go_on_from(programme, actor=staff)
    assert (full.number, full.variant, codes(full)) == (3, "standard", codes(programme))
    assert full.ends_at == time(12)
    assert [i.key for i in items_of(full)] == [i.key for i in items_of(programme)]
    assert Programme.objects.filter(frozen_at__isnull=True).get() == full


def test_a_deposited_version_is_fixed_and_lies_in_its_paper(
    congress: Congress, programme: Programme, staff: User
) -> None:
    done = deposited(programme, actor=staff, note="Trình chi ủy.")
    paper = Paper.objects.get(kind="CTDH")
    assert (done.paper, done.paper_revision) == (paper, paper.revision)
    assert paper.source_label == "Chương trình đại hội, bản 1"
    assert offers.source_label(paper.source) == paper.source_label
    assert "08:54" in str(paper.body)
    with pytest.raises(Conflict) as refused:
        items.edit_item(done.items.get(code="B6"), {"minutes": 10}, actor=staff)
    assert refused.value.code == "frozen"
    second = deposited(reworked(done, actor=staff), actor=staff)
    assert second.paper == paper
    assert second.paper_revision > done.paper_revision


def test_a_version_somebody_changed_meanwhile_is_not_deposited(
    programme: Programme, staff: User
) -> None:
    programme.refresh_from_db()
    seen = programme.revision
    items.edit_item(programme.items.get(code="B6"), {"minutes": 21}, actor=staff)
    with pytest.raises(Conflict) as refused:
        programmes.deposit_programme(programme, revision=seen, actor=staff)
    assert refused.value.code == "outdated"


def test_after_the_approval_a_change_says_whether_it_is_material(
    congress: Congress, programme: Programme, staff: User, secretary: User
) -> None:
    first = deposited(programme, actor=staff)
    approve(first, secretary)
    page = programme_page(congress.pk, viewer=staff)
    assert page.approval is not None
    assert (page.is_approved, page.approval.number) == (True, "12-TB/ĐUK")
    second = reworked(first, actor=staff)
    items.edit_item(second.items.get(code="B9"), {"minutes": 30}, actor=staff)
    for values, code in (({}, "no_materiality"), ({"is_material": False}, "needs_reason")):
        with pytest.raises(RuleBroken) as refused:
            deposited(second, actor=staff, **values)
        assert refused.value.code == code
    deposited(second, actor=staff, is_material=True, note="Bớt thời gian thảo luận.")
    page = programme_page(congress.pk, viewer=staff)
    assert page.unapproved == second
    told = Notice.objects.get(user=secretary)
    assert "cần trình duyệt lại" in told.title


def test_members_read_the_approved_version_until_the_next_is_approved(
    congress: Congress, programme: Programme, staff: User, secretary: User, member: User
) -> None:
    assert programme_page(congress.pk, viewer=member).sheet is None
    first = deposited(programme, actor=staff)
    approve(first, secretary)
    second = reworked(first, actor=staff)
    items.edit_item(second.items.get(code="B9"), {"minutes": 30}, actor=staff)
    with pytest.raises(NotFound):
        get_programme(second.pk, viewer=member)
    deposited(second, actor=staff, is_material=True)
    assert programme_page(congress.pk, viewer=member).programme == first
    third = reworked(first, actor=staff)
    items.edit_item(third.items.get(code="B9"), {"note": "Ngắn gọn."}, actor=staff)
    deposited(third, actor=staff, is_material=False)
    assert programme_page(congress.pk, viewer=member).programme == third


def test_versions_are_compared_item_by_item(programme: Programme, staff: User) -> None:
    first = deposited(programme, actor=staff)
    second = reworked(first, actor=staff)
    programmes.set_frame(second, {"starts_at": time(8)}, actor=staff)
    items.edit_item(second.items.get(code="B14"), {"votes": "HH"}, actor=staff)
    found = compare(second.pk, None, viewer=staff)
    assert found.old == first
    assert found.frame[0] == ("Giờ bắt đầu", "07:30", "08:00")
    assert [(r.what, r.old, r.new) for r in found.rows] == [
        ("Biểu quyết", "giơ thẻ", "giơ thẻ 2 lần")
    ]


def test_members_write_nothing(programme: Programme, member: User) -> None:
    with pytest.raises(NotPermitted):
        items.edit_item(programme.items.get(code="B6"), {"minutes": 10}, actor=member)
    with pytest.raises(NotPermitted):
        programmes.cut_short(programme, actor=member)
    stranger = grant(Role.SECRETARY, OrganizationFactory.create(path="/88/"))
    with pytest.raises(NotFound):
        programme_page(programme.congress_id, viewer=stranger)


def test_facts_fill_the_papers_of_the_congress(
    congress: Congress, programme: Programme, staff: User
) -> None:
    facts = offers.facts_of(congress, date(2020, 3, 26))
    assert facts["giờ khai mạc"] == "8 giờ 30 phút"
    assert facts["giờ đón tiếp"] == "7 giờ 30 phút"
    assert facts["các mục phiên trù bị"][0].text.startswith("07:45 | 5 | Ổn định tổ chức")
    assert "đoàn chủ tịch" not in facts


def test_a_moved_day_asks_to_look_at_what_was_deposited(
    congress: Congress, programme: Programme, staff: User
) -> None:
    old, new = congress.target_on, date(2020, 5, 29)
    assert [r for r in offers.rechecks(congress, old, new) if "chuong-trinh" in r.url] == []
    deposited(programme, actor=staff)
    found = [r for r in offers.rechecks(congress, old, new) if "chuong-trinh" in r.url]
    assert [r.title for r in found] == ["Chương trình đại hội, bản 1"]


def test_the_call_that_says_otherwise_is_a_check_with_its_basis_once(
    congress: Congress, staff: User
) -> None:
    programme = programme_of(congress, actor=staff)
    meeting = MeetingFactory.create(
        congress=congress, kind="congress", on=date(2020, 4, 3), starts_at=time(9), place="Nhà A"
    )

    def told() -> list[str]:
        sheet = programme_page(congress.pk, viewer=staff).sheet
        assert sheet is not None
        assert all("mặc định của phần mềm" not in row.certainty for row in sheet.checks)
        return [row.text for row in sheet.checks if row.code.startswith("other_")]

    assert told() == []  # nobody has been called yet
    meeting.state, meeting.convened_at, meeting.convened_by = "convened", clock.now(), staff
    meeting.save()
    starts = f"{programme.starts_at:%H:%M}"
    assert told() == [f"Giấy triệu tập ghi 09:00, chương trình bắt đầu lúc {starts}."]
    HallFactory.create(congress=congress, name="Hội trường B")
    assert told()[1:] == ["Giấy triệu tập ghi địa điểm “Nhà A”, sơ đồ chỗ ngồi là “Hội trường B”."]
    row = programme_page(congress.pk, viewer=staff).sheet.checks[-1]  # type: ignore[union-attr]  # there is one
    assert row.url == reverse("meetings:meeting_detail", args=[meeting.pk])
