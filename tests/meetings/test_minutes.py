"""Minutes: fields of the catalogue, read back, signed by two, fixed, corrected by additions."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from daihoi.accounts.permissions import Role
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotPermitted, RuleBroken
from daihoi.documents.models import Opinion, OpinionRound
from daihoi.meetings.actions import attendance
from daihoi.meetings.actions import minutes as actions
from daihoi.meetings.actions.conclusions import give_conclusions, settle_reminder
from daihoi.meetings.actions.meetings import edit_meeting, end_meeting
from daihoi.meetings.actions.preparation import handle_preparation
from daihoi.meetings.actions.roll import edit_guest
from daihoi.meetings.actions.votes import record_vote
from daihoi.meetings.models import Invitee, Meeting, Minutes, MinutesAddition, Presence, Statement
from daihoi.meetings.papers.minutes import minutes_paper, profile_of, shown_paper
from daihoi.meetings.queries.minutes import minutes_page, minutes_text, text_digest
from daihoi.meetings.queries.record import places_in, record_of
from daihoi.meetings.queries.roll_page import roll_page
from daihoi.meetings.queries.wording import place_words
from daihoi.papers.official import OfficialPaper
from daihoi.papers.outline import plain
from daihoi.registry.models import Paper
from daihoi.registry.queries.filling import official_paper
from tests.factories import (
    BlockFactory,
    OpinionRoundFactory,
    PersonFactory,
    UnitFactory,
    VersionFactory,
    grant,
)
from tests.factories.meetings import InviteeFactory
from tests.meetings.taking import MOMENT, Sitting, sitting

__all__ = ["sitting"]


def seen(sitting: Sitting) -> str:
    """The digest of the text a page shows now."""
    record = record_of(Meeting.objects.get(pk=sitting.meeting.pk), viewer=sitting.chair)
    return text_digest(shown_paper(minutes_text(record)).to_json())


def sign(sitting: Sitting, *users: str) -> Minutes:
    for name in users or ("chair", "taker"):
        actor = getattr(sitting, name)
        made = actions.sign_minutes(sitting.meeting, seen=seen(sitting), actor=actor)
    return made


def words(paper: OfficialPaper) -> list[str]:
    return [block.text for block in paper.blocks]


def filled(sitting: Sitting) -> OfficialPaper:
    return minutes_paper(minutes_text(record_of(sitting.meeting, viewer=sitting.chair)))


def test_minutes_of_a_union_are_laid_out_as_those_of_the_state(sitting: Sitting) -> None:
    assert not profile_of(sitting.meeting).is_state
    sitting.meeting.organization.kind = "union"
    assert profile_of(sitting.meeting).is_state


def test_minutes_tell_namesakes_apart_by_their_units(sitting: Sitting) -> None:
    cell = sitting.meeting.organization
    for unit, presence in (("Văn phòng", "unknown"), ("Phòng Nghiệp vụ", "present")):
        person = PersonFactory.create(
            organization=cell,
            full_name="Nguyễn Thị Hương",
            unit=UnitFactory.create(organization=cell, name=unit),
        )
        there = {"presence": "present", "arrived_at": MOMENT, "marked_at": MOMENT,
                 "marked_by": sitting.taker} if presence == "present" else {}  # fmt: skip
        row = InviteeFactory.create(meeting=sitting.meeting, person=person, **there)
    sitting.say("Tôi nhất trí.", invitee=row)
    lines = words(filled(sitting))
    assert "- Đồng chí Nguyễn Thị Hương, Phòng Nghiệp vụ: Tôi nhất trí." in lines
    assert any("Nguyễn Thị Hương, Văn phòng (chưa rõ lý do)" in line for line in lines)
    page = roll_page(sitting.meeting.pk, viewer=sitting.taker)
    assert {line.name for line in page.lines if line.row.name.endswith("Hương")} == {
        "Nguyễn Thị Hương, Văn phòng",
        "Nguyễn Thị Hương, Phòng Nghiệp vụ",
    }


def test_the_minutes_hold_every_field_of_the_catalogue(sitting: Sitting) -> None:
    sitting.say("Bổ sung số liệu.\nVà nguồn.", item=sitting.on_report, aim="document",
                place_text="đoạn 2")  # fmt: skip
    sitting.say("Cảm ơn đã mời.", invitee=sitting.guest)
    sitting.conclude("Tiếp thu đầy đủ.", kind="task", recipient="committee",
                     due_on=sitting.meeting.on)  # fmt: skip
    record_vote(sitting.on_report, "Thông qua", (2, 0, 1), client_key=uuid4(), actor=sitting.taker)
    sitting.end()
    paper = filled(sitting)
    assert plain(paper.type_name) == "BIÊN BẢN"
    assert plain(paper.subject) == "sinh hoạt chuyên đề: chuẩn bị đại hội"
    lines = words(paper)
    for line in (
        "Bắt đầu lúc 15 giờ 00, ngày 25 tháng 3 năm 2020, tại Hội trường tầng 2.",
        "- Khách mời: Vy Văn Khách, Phó Bí thư Đảng ủy Khối.",
        "- Chủ trì: Nông Đức Hằng. Người ghi biên bản: Hứa Thị Liên.",
        "- Có mặt 3 trên tổng số 4 đảng viên.",
        "- Vắng mặt 1 đồng chí: Âu Văn Phúc (đi công tác).",
        "1. Góp ý báo cáo chính trị.",
        "Kết luận của chủ trì (đồng chí Nông Đức Hằng):",
        "- Tiếp thu đầy đủ.",
        "- Thông qua: đồng ý 2/3, không đồng ý 0, ý kiến khác 1; được thông qua.",
        "- Chi ủy: tiếp thu đầy đủ; hạn 25-3-2020.",
        "- Đại biểu Vy Văn Khách (Phó Bí thư): Cảm ơn đã mời.",
        "Và nguồn.",
    ):
        assert line in lines
    assert lines[-1] == (
        "Biên bản được đọc lại cho cuộc họp nghe lúc 16 giờ 00 và thống nhất."
        " Cuộc họp kết thúc lúc 16 giờ 00 cùng ngày."
    )
    said = next(line for line in lines if "Lê Minh Đức" in line)
    assert said.endswith(": Bổ sung số liệu.")
    assert ", đoạn 2]" in said
    assert [plain(each.name) for each in paper.signatures] == ["Hứa Thị Liên", "Nông Đức Hằng"]


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("Đoạn 17 · II", "đoạn 17, mục II"),
        ("Mục III.1.1", "mục III.1.1"),
        ("Đoạn 4", "đoạn 4"),
    ],
)
@pytest.mark.django_db
def test_a_place_is_written_as_people_say_it(label: str, words: str) -> None:
    opinion = Opinion(place_label=label, block_key=uuid4(), round=OpinionRoundFactory.create())
    assert place_words(Statement(opinion=opinion)) == words
    assert place_words(Statement(place_text="mục II · bảng")) == "mục II · bảng"


def test_a_section_that_is_not_alone_is_told_with_its_part(sitting: Sitting) -> None:
    version = VersionFactory.create(document=sitting.on_report.document, number=2)
    headings = (("PHẦN THỨ NHẤT", 1), ("V. Hạn chế", 2), ("PHẦN THỨ HAI", 1), ("V. Nhiệm vụ", 2),
                ("VI. Kiến nghị", 2), ("VI. Đề xuất", 2), ("VII. Tổ chức", 2))  # fmt: skip
    rows = [
        BlockFactory.create(version=version, position=n, text=text, kind="heading", level=level)
        for n, (text, level) in enumerate(headings)
    ]
    OpinionRound.objects.filter(pk=sitting.round.pk).update(base_version=version)
    choices = places_in(sitting.meeting.pk, version.document_id, viewer=sitting.taker)
    labels = [each.label for each in choices]
    assert "Mục V, phần thứ nhất" in labels
    assert labels[-4:] == [
        "Mục V, phần thứ hai",
        "Mục VI, VI. Kiến nghị",
        "Mục VI, VI. Đề xuất",
        "Mục VII",
    ]
    said = sitting.say("Rõ hơn.", item=sitting.on_report, aim="document",
                       document=version.document, place_text=labels[-4],
                       place_block=rows[3].key)  # fmt: skip
    assert place_words(said) == "mục V, phần thứ hai"
    assert any("mục V, phần thứ hai]" in line for line in words(filled(sitting)))


def test_words_are_never_read_as_marks(sitting: Sitting) -> None:
    sitting.say("| a | b |\n## Không phải đề mục {{bí thư}} **đậm**")
    lines = words(filled(sitting))
    assert "- Đồng chí Lê Minh Đức: | a | b |" in lines
    assert "## Không phải đề mục {{bí thư}} **đậm**" in lines


def test_two_signatures_fix_the_text(sitting: Sitting) -> None:
    said = sitting.say()
    sitting.conclude()
    sitting.end()
    first = sign(sitting, "taker")
    assert (first.taker_signed_by, first.chair_signed_by) == (sitting.taker, None)
    sitting.meeting.refresh_from_db()
    assert sitting.meeting.state == "ended"
    signed = sign(sitting, "chair")
    sitting.meeting.refresh_from_db()
    assert sitting.meeting.state == "signed"
    assert signed.digest == first.digest == text_digest(signed.content)
    assert [entry.after["as"] for entry in sitting.marks("sign_minutes")] == [["taker"], ["chair"]]
    with pytest.raises(Conflict):
        sitting.say("Thêm một câu.")
    type(said).objects.filter(pk=said.pk).update(text="Đổi trong bảng.")
    assert "Đổi trong bảng." not in " ".join(words(shown_paper(minutes_page(sitting.meeting.pk, viewer=sitting.chair).text)))  # fmt: skip


def test_nobody_else_signs_and_not_before_the_end(sitting: Sitting) -> None:
    sitting.say()
    with pytest.raises(RuleBroken) as refused:
        sign(sitting, "chair")
    assert refused.value.code == "not_ended"
    sitting.end()
    other = grant(Role.SECRETARY, sitting.meeting.organization)
    with pytest.raises(NotPermitted) as stopped:
        actions.sign_minutes(sitting.meeting, seen=seen(sitting), actor=other)
    assert "Nông Đức Hằng" in str(stopped.value.message)
    assert not Minutes.objects.get().is_begun


def test_what_changed_since_reading_back_must_be_read_again(sitting: Sitting) -> None:
    sitting.say()
    sitting.end()
    sitting.say("Câu ghi sau khi đọc.")
    with pytest.raises(RuleBroken) as refused:
        sign(sitting, "chair")
    assert refused.value.code == "changed_since_reading"


def test_reading_back_needs_the_state_that_was_read(sitting: Sitting) -> None:
    sitting.say()
    with pytest.raises(Conflict):
        actions.confirm_reading(sitting.meeting, 0, actor=sitting.taker)
    assert actions.confirm_reading(sitting.meeting, 1, actor=sitting.taker).read_back_change == 1


def test_without_reading_back_it_is_not_signed(sitting: Sitting) -> None:
    sitting.say()
    end_meeting(sitting.meeting, actor=sitting.chair)
    with pytest.raises(RuleBroken) as refused:
        sign(sitting, "taker")
    assert refused.value.code == "not_read_back"


def test_a_text_other_than_the_one_read_is_not_signed(sitting: Sitting) -> None:
    sitting.say()
    sitting.end()
    old = seen(sitting)
    Invitee.objects.filter(pk=sitting.absent.pk).update(reason="ốm")
    with pytest.raises(Conflict) as refused:
        actions.sign_minutes(sitting.meeting, seen=old, actor=sitting.chair)
    assert refused.value.code == "text_differs"


def test_one_signature_is_taken_back_with_a_reason(sitting: Sitting) -> None:
    sitting.say()
    sitting.end()
    sign(sitting, "taker")
    with pytest.raises(Conflict):
        sitting.say("Không ghi được nữa.")
    with pytest.raises(RuleBroken):
        actions.reopen_minutes(sitting.meeting, " ", actor=sitting.chair)
    opened = actions.reopen_minutes(sitting.meeting, "Sai tên", actor=sitting.chair)
    assert (opened.content, opened.digest, opened.is_begun) == (None, "", False)
    assert sitting.marks("reopen_minutes")[0].after == {"reason": "Sai tên"}
    sitting.say("Ghi được lại.")


def test_signed_minutes_are_corrected_by_additions_signed_by_both(sitting: Sitting) -> None:
    sitting.say()
    sitting.end()
    with pytest.raises(Conflict):
        actions.add_addition(sitting.meeting, "Sớm quá.", actor=sitting.taker)
    sign(sitting)
    with pytest.raises(Conflict):
        actions.reopen_minutes(sitting.meeting, "Muộn rồi", actor=sitting.chair)
    made = actions.add_addition(sitting.meeting, "Họ tên đúng là Lê Minh Đức.", actor=sitting.taker)
    assert not made.is_signed
    actions.sign_addition(made, actor=sitting.taker)
    actions.sign_addition(made, actor=sitting.chair)
    assert MinutesAddition.objects.get().is_signed
    assert len(sitting.marks("sign_addition")) == 2


def test_signed_minutes_become_a_paper_of_the_congress(sitting: Sitting) -> None:
    sitting.say()
    sitting.end()
    with pytest.raises(Conflict):
        actions.deposit_minutes(sitting.meeting, actor=sitting.chair)
    signed = sign(sitting)
    paper = actions.deposit_minutes(sitting.meeting, actor=sitting.chair)
    assert (paper.kind, paper.source, paper.dated_on) == (
        "BBSH", f"meetings.minutes:{sitting.meeting.pk}", sitting.meeting.on,
    )  # fmt: skip
    assert paper.body is not None
    kept = OfficialPaper.from_json(paper.body).blocks
    assert signed.content is not None
    assert kept == OfficialPaper.from_json(signed.content).blocks
    assert actions.deposit_minutes(sitting.meeting, actor=sitting.chair) == paper
    assert Paper.objects.count() == 1


def test_minutes_of_the_congress_are_issued_from_their_own_page(sitting: Sitting) -> None:
    sitting.say()
    sitting.end()
    sign(sitting)
    sitting.meeting.kind = "congress"
    sitting.meeting.save()
    with pytest.raises(RuleBroken) as refused:
        actions.deposit_minutes(sitting.meeting, actor=sitting.chair)
    assert refused.value.code == "congress_minutes"
    assert not minutes_page(sitting.meeting.pk, viewer=sitting.chair).can.deposit
    assert Paper.objects.count() == 0


def test_minutes_of_a_committee_conference_are_of_their_own_kind(sitting: Sitting) -> None:
    sitting.meeting.kind = "committee"
    sitting.meeting.save()
    paper = filled(sitting)
    assert plain(paper.type_name) == "BIÊN BẢN HỘI NGHỊ CHI ỦY"
    assert "- Có mặt 3 trên tổng số 4 chi ủy viên." in words(paper)


def test_a_topic_that_begins_with_its_kind_is_said_once(sitting: Sitting) -> None:
    sitting.meeting.topic = "Sinh hoạt chuyên đề tháng 3"
    sitting.meeting.save()
    assert str(sitting.meeting) == "Sinh hoạt chuyên đề tháng 3"
    assert plain(filled(sitting).subject) == "sinh hoạt chuyên đề tháng 3"


def test_the_page_says_what_wants_before_signing(sitting: Sitting) -> None:
    sitting.say(invitee=sitting.absent)
    sitting.conclude("Giao việc.", kind="task", recipient="committee", due_on=sitting.meeting.on)
    wants = [want.text for want in minutes_page(sitting.meeting.pk, viewer=sitting.chair).wants]
    assert wants == [
        "Cuộc họp chưa kết thúc nên chưa ký biên bản được. Hãy bấm kết thúc ở trang cuộc họp.",
        "Mục 2 chưa có kết luận của chủ trì.",
        "Có phát biểu nhưng chưa điểm danh có mặt: Âu Văn Phúc.",
        "1 kết luận chưa giao việc.",
    ]


def test_who_neither_signs_nor_writes_is_told_of_no_wants(sitting: Sitting) -> None:
    member = grant(Role.MEMBER, sitting.meeting.organization)
    assert minutes_page(sitting.meeting.pk, viewer=sitting.chair).wants
    assert minutes_page(sitting.meeting.pk, viewer=member).wants == []


def test_a_chair_whom_nobody_marked_there_is_told_of(sitting: Sitting) -> None:
    away = {"presence": "absent", "arrived_at": None}
    sitting.meeting.invitees.filter(person=sitting.meeting.chair).update(**away)
    wants = minutes_page(sitting.meeting.pk, viewer=sitting.chair).wants
    [want] = [each for each in wants if "chưa điểm danh có mặt: Nông Đức Hằng" in each.text]
    assert want.url == reverse("meetings:attendance", args=[sitting.meeting.pk])
    sitting.end()
    sign(sitting, "taker")
    wants = minutes_page(sitting.meeting.pk, viewer=sitting.chair).wants
    assert {each.url for each in wants} == {""}  # nothing can be put right under a signature


def test_a_notice_and_a_resolution_are_begun_from_the_meeting(sitting: Sitting) -> None:
    sitting.conclude("Tiếp thu đầy đủ.", kind="task", recipient="committee",
                     due_on=sitting.meeting.on)  # fmt: skip
    values = {"kết luận của chủ trì": "- Tiếp thu đầy đủ."}
    with pytest.raises(Conflict):
        actions.make_meeting_paper(sitting.meeting, "KLSH", values, actor=sitting.chair)
    sitting.end()
    paper = actions.make_meeting_paper(sitting.meeting, "KLSH", values, actor=sitting.chair)
    paper.refresh_from_db()
    assert (paper.kind, paper.values["kết luận của chủ trì"]) == ("KLSH", "- Tiếp thu đầy đủ.")


def test_giving_work_leaves_a_reading_and_a_signature_as_they_are(sitting: Sitting) -> None:
    said = sitting.say(aim="preparation")
    sitting.conclude("Việc một.", kind="task", recipient="committee", due_on=sitting.meeting.on)
    reminder = sitting.conclude("Mang thẻ.", kind="reminder", recipient="members")
    sitting.end()
    give_conclusions(sitting.meeting, actor=sitting.chair)
    sign(sitting, "taker")
    handle_preparation(said, "noted", actor=sitting.chair)
    settle_reminder(reminder, actor=sitting.taker)
    assert sign(sitting, "chair").is_signed


def test_presence_and_the_chair_stand_once_somebody_signed(sitting: Sitting) -> None:
    sitting.say()
    sitting.end()
    attendance.mark(sitting.absent, Presence.EXCUSED, reason="ốm", actor=sitting.taker)
    with pytest.raises(RuleBroken) as refused:
        sign(sitting, "taker")
    assert refused.value.code == "changed_since_reading"
    change = Minutes.objects.get().change_count
    actions.confirm_reading(sitting.meeting, change, actor=sitting.taker)
    sign(sitting, "taker")
    other = sitting.member.person
    for act in (
        lambda: attendance.mark(sitting.absent, Presence.ABSENT, actor=sitting.taker),
        lambda: edit_meeting(sitting.meeting, {"chair": other}, actor=sitting.chair),
        lambda: edit_guest(sitting.guest, {"guest_name": "Khác"}, actor=sitting.chair),
    ):
        with pytest.raises(Conflict) as stopped:
            act()
        assert stopped.value.code == "minutes_fixed"
    sitting.absent.refresh_from_db()
    assert (sitting.absent.reason, sitting.meeting.chair) == ("ốm", Meeting.objects.get().chair)
    assert sign(sitting, "chair").is_signed


def test_pressing_twice_signs_once(sitting: Sitting) -> None:
    sitting.say()
    sitting.end()
    first = sign(sitting, "taker")
    with clock.standing_at(timezone.localtime(MOMENT + timedelta(hours=3))):
        again = sign(sitting, "taker")
    assert again.taker_signed_at == first.taker_signed_at
    assert len(sitting.marks("sign_minutes")) == 1


def test_a_notice_is_begun_once_and_keeps_what_was_typed(sitting: Sitting) -> None:
    sitting.end()
    name = "kết luận của chủ trì"
    first = actions.make_meeting_paper(sitting.meeting, "KLSH", {name: "Một"}, actor=sitting.chair)
    again = actions.make_meeting_paper(sitting.meeting, "KLSH", {name: "Hai"}, actor=sitting.chair)
    assert again == first
    assert Paper.objects.get().values[name] == "Một"


def test_what_looks_like_a_field_is_not_filled_in_the_paper(sitting: Sitting) -> None:
    sitting.say("Đề nghị ghi {{bí thư}} vào mẫu.")
    sitting.end()
    sign(sitting)
    paper = actions.deposit_minutes(sitting.meeting, actor=sitting.chair)
    shown = official_paper(paper)
    line = next(text for text in words(shown) if "Đề nghị ghi" in text)
    assert line.endswith("Đề nghị ghi { {bí thư}} vào mẫu.")
