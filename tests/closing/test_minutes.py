"""Congress minutes: what they say by themselves, edits, reading, signatures, additions, the paper."""

from collections.abc import Iterator
from datetime import time

import pytest
from pytest_django import DjangoAssertNumQueries

from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base import clock, offers
from daihoi.base.errors import Conflict, NotFound, NotPermitted, RuleBroken
from daihoi.closing.actions import merging, signing
from daihoi.closing.actions import minutes as actions
from daihoi.closing.models import MinutesSignature, SectionText
from daihoi.closing.papers.minutes import minutes_paper
from daihoi.closing.queries.minutes import minutes_of, minutes_page, minutes_text, wants_of
from daihoi.closing.queries.refusals import SectionChanged
from daihoi.conduct.actions import order, speaking
from daihoi.conduct.models import Run, RunItem
from daihoi.conduct.queries.running import conductor_page
from daihoi.elections.actions.votes import record_vote
from daihoi.elections.models import BodyMember, Election
from daihoi.elections.queries.hands import Hands
from daihoi.meetings.models import Invitee
from daihoi.papers.official import OfficialPaper
from daihoi.registry.queries.filling import official_paper
from daihoi.resolutions.models import ResolutionVote
from tests.closing.held import EVENING, SAID, Held
from tests.conduct.days import at
from tests.factories import PersonFactory, grant
from tests.factories.conduct import TurnFactory
from tests.factories.elections import ElectionFactory
from tests.factories.resolutions import AmendmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def evening() -> Iterator[None]:
    with clock.standing_at(EVENING):
        yield


@pytest.fixture
def held() -> Held:
    return Held().whole()


def signed(held: Held) -> None:
    held.read()
    for user in (held.chair, held.second, held.secretary):
        signing.sign_minutes(held.congress, seen=held.digest(), actor=user)


def test_every_section_says_what_happened(held: Held) -> None:
    assert held.says("opening").startswith(
        "Đại hội khai mạc lúc 8 giờ 00, ngày 03 tháng 4 năm 2020"
    )
    there = held.says("attendance")
    assert "Có mặt 19 trên tổng số 20 đảng viên" in there
    assert "19 đảng viên chính thức" in there
    assert "Phạm Văn Khách" in there
    assert "(ốm)" in there
    assert "Đoàn chủ tịch: Hoàng Văn Chủ, Lý Thị Tọa" in held.says("bodies")
    assert "Thư ký đại hội: Trần Văn Ký" in held.says("bodies")
    course = held.says("course").splitlines()
    assert course[0] == "- 8 giờ 00 – 8 giờ 09: Ổn định tổ chức."
    at_vote = course.index("- 8 giờ 20 – 8 giờ 29: Thông qua chương trình.")
    assert course[at_vote + 1].startswith(
        "Biểu quyết chương trình đại hội: đồng ý 19, không đồng ý 00"
    )
    assert "Đồng chí Bí thư trình bày." in course
    assert "- Không tiến hành: Giải lao (chậm giờ)." in course
    assert not any("Phát biểu chỉ đạo" in line for line in course)
    assert held.says("speeches") == f"- Nông Văn Bình (Phòng 1): {SAID}"
    assert "Phạm Văn Khách: Biểu dương chi bộ." in held.says("address")
    ballots = held.says("ballots")
    assert "số lượng bầu 03, danh sách 04 người." in ballots
    assert "phát ra 19, thu về 19; hợp lệ 19, không hợp lệ 00." in ballots
    assert "- Nguyễn Văn An: 18 phiếu, đạt 90 %" in ballots
    assert "Nguyễn Văn An (18 phiếu), Trần Thị Ánh (16 phiếu)" in held.says("elected")
    assert "18 đồng chí biểu quyết đồng ý" in held.says("resolution")
    assert "bế mạc lúc 10 giờ 30 cùng ngày" in held.says("closing")


def test_stamps_are_corrected_until_somebody_signs(held: Held) -> None:
    Run.objects.filter(pk=held.run.pk).update(ended_at=at(150), ended_by=held.boss)

    def correct(minute: int) -> None:
        order.correct_stamp(
            held.item("Báo cáo chính trị"), time(8, 30), time(8, minute), reason="Bấm chậm.",
            revision=held.revision, actor=held.boss,
        )  # fmt: skip

    correct(38)
    assert "- 8 giờ 30 – 8 giờ 38: Báo cáo chính trị." in held.says("course")
    held.read()
    signing.sign_minutes(held.congress, seen=held.digest(), actor=held.chair)
    with pytest.raises(Conflict, match="đã có chữ ký nên giờ đã ghi không sửa được") as refused:
        correct(37)
    assert "mở lại biên bản" in str(refused.value.advice)
    assert not conductor_page(held.congress.pk, viewer=held.boss).can_note
    with pytest.raises(Conflict, match="đã có chữ ký"):
        speaking.correct_turn(
            held.address, time(9, 31), time(9, 34), reason="Bấm chậm.",
            revision=held.address.revision, actor=held.boss,
        )  # fmt: skip
    signing.reopen_minutes(held.congress, reason="Sai giờ.", actor=held.boss)
    correct(37)


def test_an_address_is_known_by_what_its_item_does(held: Held) -> None:
    item = RunItem.objects.filter(title="Phát biểu chỉ đạo của cấp trên")
    item.update(does=[])
    assert held.says("address") == ""
    assert "Phát biểu chỉ đạo của cấp trên" in held.says("course")
    item.update(code="B10")  # of a day begun before items said so
    assert "Phạm Văn Khách: Biểu dương chi bộ." in held.says("address")


def test_a_ballot_that_is_not_told_is_not_in_them(held: Held) -> None:
    told = Election.objects.get(congress=held.congress).rounds.get()
    type(told).objects.filter(pk=told.pk).update(
        state="counted", announced_at=None, announced_by=None
    )
    assert held.says("ballots") == ""
    assert "Nguyễn Văn An (18" not in held.says("elected")


def test_an_amendment_that_was_voted_stands_with_the_resolution(held: Held) -> None:
    resolution = held.congress.resolution
    amendment = AmendmentFactory.create(clause=resolution.clauses.get(), number=3)
    vote = record_vote(
        held.congress, "resolution", "Đề nghị sửa đổi số 3", Hands(6, 13), actor=held.boss
    )
    ResolutionVote.objects.create(
        resolution=resolution, matter="amendment", amendment=amendment, digest="0" * 64, base=20,
        vote=vote,
    )  # fmt: skip
    said = held.says("resolution")
    assert "Biểu quyết đề nghị sửa đổi số 3: đồng ý 06, không đồng ý 13" in said
    assert "không được thông qua." in said
    assert said.count("Nghị quyết được 18 đồng chí") == 1
    assert "toàn văn" not in said


def test_the_action_programme_never_stands_as_voted(held: Held) -> None:
    record_vote(held.congress, "agenda", "Chương trình hành động", Hands(19), actor=held.boss)
    assert "hành động" not in held.says("course")


def test_a_union_is_told_in_its_own_words(held: Held) -> None:
    held.cell.kind = "union"
    held.cell.rule_family = "vn-trade-union"
    held.cell.save()
    held.congress.organization = held.cell
    there = held.says("attendance")
    assert "đoàn viên" in there
    assert "đảng viên" not in there


def test_an_edited_section_stands_and_both_texts_show_when_the_day_changes(held: Held) -> None:
    row = next(row for row in held.text().rows if row.code == "speeches")
    actions.edit_section(
        held.congress, "speeches", "Đồng chí Bình phát biểu.", seen=0,
        over=row.composed.digest, actor=held.secretary,
    )  # fmt: skip
    assert held.says("speeches") == "Đồng chí Bình phát biểu."
    assert "Đồng chí Bình phát biểu." in str(minutes_paper(held.text()).to_json())
    TurnFactory.create(
        run=held.run, item=held.item("Báo cáo chính trị"), started_at=EVENING, ended_at=EVENING,
        started_by=held.boss, ended_by=held.boss, speaker_name="Lò Thị Sau", summary="Nhất trí.",
    )  # fmt: skip
    row = next(row for row in held.text().rows if row.code == "speeches")
    assert row.is_behind
    assert row.says.text == "Đồng chí Bình phát biểu."
    assert "Lò Thị Sau: Nhất trí." in row.composed.text
    assert "behind" in {want.code for want in wants_of(held.text())}
    kept = {"seen": row.seen, "over": row.composed.digest, "actor": held.secretary}
    actions.keep_section(held.congress, "speeches", **kept)
    row = next(row for row in held.text().rows if row.code == "speeches")
    assert not row.is_behind
    actions.follow_section(held.congress, "speeches", seen=row.seen, actor=held.secretary)
    assert "Lò Thị Sau" in held.says("speeches")
    assert SectionText.objects.filter(text="Đồng chí Bình phát biểu.").count() == 2
    assert Entry.objects.filter(action="closing.follow_section").count() == 1


def test_nobody_writes_over_a_text_she_has_not_seen(held: Held) -> None:
    over = next(row for row in held.text().rows if row.code == "course").composed.digest
    write = {"over": over, "seen": 0}
    actions.edit_section(held.congress, "course", "Một.", **write, actor=held.secretary)
    with pytest.raises(SectionChanged) as refusal:
        actions.edit_section(held.congress, "course", "Hai.", **write, actor=held.boss)
    assert refusal.value.last.text == "Một."
    with pytest.raises(RuleBroken, match="chưa có nội dung"):
        actions.edit_section(held.congress, "opening", " \n ", **write, actor=held.boss)
    with pytest.raises(NotFound):
        actions.edit_section(held.congress, "khac", "Ba.", **write, actor=held.boss)
    with pytest.raises(NotPermitted):
        actions.edit_section(held.congress, "opening", "Ba.", **write, actor=held.chair)
    with pytest.raises(Conflict, match="chưa ai sửa"):
        actions.follow_section(held.congress, "opening", seen=0, actor=held.boss)


def test_reading_is_of_the_text_that_was_shown(held: Held) -> None:
    before = held.text().digest
    Invitee.objects.filter(person=held.people[19]).update(reason="đi công tác")
    with pytest.raises(Conflict):
        actions.confirm_reading(held.congress, before, actor=held.secretary)
    held.read()
    assert held.minutes.read_back_by == held.secretary
    codes = {want.code for want in wants_of(held.text())}
    assert not codes & {"not_read_back", "changed_since_reading"}
    Invitee.objects.filter(person=held.people[19]).update(reason="việc gia đình")
    assert "changed_since_reading" in {want.code for want in wants_of(held.text())}


def test_hours_that_follow_the_reading_do_not_undo_it(held: Held) -> None:
    held.read()
    RunItem.objects.filter(title="Bế mạc").update(minuted="Đại hội hát Quốc tế ca.")
    wants = wants_of(held.text())
    assert not any(want.stops for want in wants)
    assert any("có thêm sau khi đọc lại" in want.text for want in wants)


def test_everybody_named_signs_one_text_and_then_it_stands(held: Held) -> None:
    held.read()
    signing.sign_minutes(held.congress, seen=held.digest(), actor=held.chair)
    first = held.minutes.digest
    assert not held.minutes.is_fixed
    with pytest.raises(Conflict, match="đã có chữ ký"):
        actions.edit_section(held.congress, "course", "Sửa.", seen=0, over="", actor=held.secretary)
    Invitee.objects.filter(person=held.people[19]).update(reason="lý do khác")
    with pytest.raises(Conflict, match="khác với trang"):
        signing.sign_minutes(held.congress, seen="0" * 64, actor=held.second)
    signing.sign_minutes(held.congress, seen=first, actor=held.second)
    signing.sign_minutes(held.congress, seen=first, actor=held.secretary)
    minutes = held.minutes
    assert minutes.is_fixed
    assert minutes.digest == first
    assert "(ốm)" in str(minutes.content)
    assert minutes.signatures.count() == 3
    assert Entry.objects.filter(action="closing.sign_minutes").count() == 3
    with pytest.raises(Conflict, match="đã đủ chữ ký"):
        signing.sign_minutes(held.congress, seen=first, actor=held.chair)


def test_who_is_not_named_does_not_sign(held: Held) -> None:
    held.read()
    stray = grant(Role.PRESIDIUM, held.congress, grant(Role.MEMBER, held.cell))
    with pytest.raises(NotPermitted, match="Chỉ thành viên đoàn chủ tịch"):
        signing.sign_minutes(held.congress, seen=held.digest(), actor=stray)
    with pytest.raises(NotPermitted):
        signing.sign_minutes(held.congress, seen=held.digest(), actor=held.boss)
    assert not MinutesSignature.objects.exists()


@pytest.mark.parametrize("what", ["not_closed", "election_open", "nobody_signs", "not_read_back"])
def test_what_stands_open_stops_the_signature(held: Held, what: str) -> None:
    if what == "not_closed":
        held.meeting.__class__.objects.update(state="open", ended_at=None, ended_by=None)
    elif what == "election_open":
        ElectionFactory.create(congress=held.congress, office="secretary", state="balloting")
    elif what == "nobody_signs":
        BodyMember.objects.filter(body="secretariat").delete()
    if what != "not_read_back":
        actions.confirm_reading(held.congress, held.text().digest, actor=held.boss)
    with pytest.raises(RuleBroken) as refusal:
        signing.sign_minutes(held.congress, seen=held.digest(), actor=held.chair)
    assert refusal.value.code == what
    page = minutes_page(held.congress.pk, viewer=held.chair)
    assert [want.code for want in page.stops] == [what]


def test_signatures_are_taken_back_with_a_reason_until_all_have_signed(held: Held) -> None:
    held.read()
    signing.sign_minutes(held.congress, seen=held.digest(), actor=held.chair)
    with pytest.raises(RuleBroken, match="lý do"):
        signing.reopen_minutes(held.congress, " ", actor=held.secretary)
    signing.reopen_minutes(held.congress, "Sai tên khách mời", actor=held.secretary)
    assert held.minutes.content is None
    assert held.minutes.signatures.count() == 0
    entry = Entry.objects.get(action="closing.reopen_minutes")
    assert entry.before["signed"] == ["Hoàng Văn Chủ"]
    signed(held)
    with pytest.raises(Conflict):
        signing.reopen_minutes(held.congress, "Muộn", actor=held.secretary)


def test_who_has_no_account_signs_the_printed_copy(held: Held) -> None:
    person = held.person(held.second)
    person.user = None
    person.save(update_fields=["user"])
    held.read()
    with pytest.raises(Conflict):
        signing.note_signature(held.congress, person.pk, actor=held.secretary)
    signing.sign_minutes(held.congress, seen=held.digest(), actor=held.chair)
    with pytest.raises(RuleBroken, match="có tài khoản"):
        signing.note_signature(held.congress, held.person(held.secretary).pk, actor=held.secretary)
    signing.note_signature(held.congress, person.pk, actor=held.secretary)
    signing.sign_minutes(held.congress, seen=held.digest(), actor=held.secretary)
    assert held.minutes.is_fixed
    assert held.minutes.signatures.get(person=person).is_on_paper


def test_later_corrections_are_additions_signed_by_the_same(held: Held) -> None:
    with pytest.raises(Conflict):
        signing.add_addition(held.congress, "Bổ sung.", actor=held.secretary)
    signed(held)
    before = held.minutes.content
    made = signing.add_addition(held.congress, "Khách mời: thêm 01.", actor=held.secretary)
    with pytest.raises(NotPermitted):
        signing.sign_addition(made, actor=held.boss)
    for user in (held.chair, held.second, held.secretary):
        signing.sign_addition(made, actor=user)
        signing.sign_addition(made, actor=user)
    page = minutes_page(held.congress.pk, viewer=held.secretary)
    assert page.additions[0].is_signed
    assert made.signatures.count() == 3
    assert held.minutes.content == before


def test_fixed_minutes_become_a_paper_of_the_congress(held: Held) -> None:
    with pytest.raises(Conflict):
        actions.deposit_minutes(held.congress, actor=held.secretary)
    row = next(row for row in held.text().rows if row.code == "speeches")
    actions.edit_section(
        held.congress, "speeches", "Đồng chí hỏi về {{chi bộ}}.", seen=0,
        over=row.composed.digest, actor=held.secretary,
    )  # fmt: skip
    signed(held)
    paper = actions.deposit_minutes(held.congress, actor=held.secretary)
    assert paper.kind == "BBDH"
    assert held.minutes.paper == paper
    said = str(official_paper(paper).to_json())
    assert "Đồng chí hỏi về { {chi bộ}}." in said
    assert "Trần Văn Ký" in said
    assert "Hoàng Văn Chủ" in said
    with pytest.raises(Conflict):
        actions.deposit_minutes(held.congress, actor=held.secretary)


def test_the_paper_has_head_and_foot_and_no_field_in_what_was_said(held: Held) -> None:
    paper = minutes_paper(held.text())
    heads = [block.text for block in paper.blocks if block.level == 2]
    assert heads[0] == "I. THỜI GIAN, ĐỊA ĐIỂM, THÀNH PHẦN"
    assert heads[-1] == "VII. BẾ MẠC"
    names = ["".join(run.text for run in each.name) for each in paper.signatures]
    assert names == ["Trần Văn Ký", "Hoàng Văn Chủ"]
    assert OfficialPaper.from_json(paper.to_json()) == paper
    assert "Chưa có." not in str(paper.to_json())  # it is closed: what is not there did not happen


def test_members_read_them_once_they_are_fixed(held: Held) -> None:
    member = grant(Role.MEMBER, held.cell)
    assert not minutes_page(held.congress.pk, viewer=member).is_readable
    signed(held)
    page = minutes_page(held.congress.pk, viewer=member)
    assert page.is_readable
    assert not page.can.add
    with pytest.raises(NotFound):
        minutes_page(
            held.congress.pk, viewer=grant(Role.MEMBER, PersonFactory.create().organization)
        )


def test_what_waits_for_whom(held: Held) -> None:
    def rows(user: object) -> list[str]:
        found = offers.waiting(type(user).objects.get(pk=user.pk))  # type: ignore[attr-defined]
        return [str(row.title) for row in found if "iên bản đại hội" in str(row.title)]

    assert rows(held.boss) == ["Xem, đọc lại biên bản đại hội"]
    assert rows(held.chair) == []
    held.read()
    assert rows(held.chair) == ["Ký biên bản đại hội"]
    signed(held)
    assert rows(held.chair) == []
    assert rows(held.boss) == ["Đưa biên bản đại hội vào văn bản để phát hành"]


def test_reading_the_day_costs_the_same_however_long_it_was(
    held: Held, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    held.read()
    minutes = minutes_of(held.congress)
    with django_assert_num_queries(22):
        minutes_text(held.congress, minutes)
    for number in range(5):
        held.call(f"Đỗ Văn {number}", presence="excused", reason="ốm")
        TurnFactory.create(
            run=held.run, item=held.item("Báo cáo chính trị"), started_at=EVENING,
            ended_at=EVENING, started_by=held.boss, ended_by=held.boss, summary="Nhất trí.",
        )  # fmt: skip
    with django_assert_num_queries(22):
        minutes_text(held.congress, minutes)


def test_signatures_follow_a_person_who_becomes_another(held: Held) -> None:
    signed(held)
    old, new = held.person(held.chair), PersonFactory.create(organization=held.cell)
    moved = merging.move_signatures(old, new, actor=held.boss)
    assert moved == 1
    assert held.minutes.signatures.filter(person=new).exists()
    twin = held.person(held.second)
    merging.move_signatures(twin, new, actor=held.boss)
    assert held.minutes.signatures.filter(person=new).count() == 1
