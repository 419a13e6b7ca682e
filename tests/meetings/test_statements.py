"""What people say is taken down once, put right, struck out, and goes where it belongs."""

from datetime import date
from uuid import uuid4

import pytest

from daihoi.accounts.permissions import Role
from daihoi.base.errors import Conflict, NotFound, NotPermitted, RuleBroken
from daihoi.base.revisions import Outdated, fingerprint
from daihoi.documents.models import Opinion
from daihoi.documents.queries.places import TEXT_LETTERS
from daihoi.meetings.actions import statements as actions
from daihoi.meetings.models import Minutes, Statement
from tests.factories import UserFactory, grant
from tests.factories.meetings import AgendaItemFactory, InviteeFactory, MeetingFactory
from tests.meetings.taking import OTHER, Sitting, sitting

__all__ = ["sitting"]


def test_a_statement_is_kept_with_its_speaker_and_recorded(sitting: Sitting) -> None:
    made = sitting.say("  Đề nghị chuẩn bị   chỗ ngồi giãn cách. ")
    made.refresh_from_db()
    assert (made.text, made.invitee, made.aim) == (
        "Đề nghị chuẩn bị   chỗ ngồi giãn cách.", sitting.member, "discussion",
    )  # fmt: skip
    assert (made.recorded_by, made.change) == (sitting.taker, 1)
    [entry] = sitting.marks("add_statement")
    assert entry.after["text"] == made.text
    assert Minutes.objects.get(meeting=sitting.meeting).change_count == 1


def test_the_same_key_keeps_one_statement(sitting: Sitting) -> None:
    key = uuid4()
    first = sitting.say("Một lần.", client_key=key)
    again = sitting.say("Một lần.", client_key=key)
    assert first.pk == again.pk
    assert Statement.objects.count() == 1
    assert len(sitting.marks("add_statement")) == 1


def test_a_key_of_another_meeting_is_refused(sitting: Sitting) -> None:
    made = sitting.say()
    item = AgendaItemFactory.create(meeting=MeetingFactory.create(opened=True))
    Statement.objects.filter(pk=made.pk).update(item=item)
    with pytest.raises(Conflict):
        sitting.say(client_key=made.client_key)


def test_who_was_not_called_cannot_be_written_down(sitting: Sitting) -> None:
    with pytest.raises(RuleBroken) as refused:
        sitting.say(invitee=InviteeFactory.create())
    assert refused.value.code == "not_called"
    assert "danh sách dự họp" in refused.value.in_full
    assert not Statement.objects.exists()


@pytest.mark.parametrize(
    ("text", "code"), [(" ", "no_text"), ("x" * (TEXT_LETTERS + 1), "too_long")]
)
def test_nothing_and_too_much_are_refused(sitting: Sitting, text: str, code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        sitting.say(text)
    assert refused.value.code == code


def test_a_guest_speaks_too(sitting: Sitting) -> None:
    assert sitting.say(invitee=sitting.guest).invitee.name == "Vy Văn Khách"


def test_before_the_opening_nothing_is_taken_down(sitting: Sitting) -> None:
    sitting.meeting.state = "convened"
    sitting.meeting.opened_at = sitting.meeting.opened_by = None
    sitting.meeting.save()
    with pytest.raises(Conflict) as refused:
        sitting.say()
    assert refused.value.code == "not_opened"


def test_a_member_does_not_write_and_a_stranger_finds_nothing(sitting: Sitting) -> None:
    member = grant(Role.MEMBER, sitting.meeting.organization)
    with pytest.raises(NotPermitted):
        sitting.say(actor=member)
    with pytest.raises(NotFound):
        sitting.say(actor=UserFactory.create())


def test_the_minute_taker_needs_no_other_permission(sitting: Sitting) -> None:
    member = grant(Role.MEMBER, sitting.meeting.organization)
    sitting.meeting.minute_taker = sitting.member.person
    sitting.meeting.save()
    assert sitting.member.person is not None
    sitting.member.person.user = member
    sitting.member.person.save()
    assert sitting.say(actor=member).recorded_by == member


def test_an_opinion_on_a_document_lands_in_its_round_at_the_place(sitting: Sitting) -> None:
    made = sitting.say(
        "Nên bổ sung số cuộc kiểm tra.", item=sitting.on_report, aim="document",
        kind="add", place_text="đoạn 2",
    )  # fmt: skip
    opinion = made.opinion
    assert opinion is not None
    assert made.held_back == ""
    block = sitting.round.base_version.blocks.get(text=OTHER)
    assert (opinion.round, opinion.block_key, opinion.person) == (
        sitting.round, block.key, sitting.member.person,
    )  # fmt: skip
    assert (opinion.means, opinion.given_on, opinion.kind) == ("meeting", date(2020, 3, 25), "add")
    sitting.round.refresh_from_db()
    assert sitting.round.opinions_count == 1


def test_a_chosen_place_counts_before_what_is_typed(sitting: Sitting) -> None:
    block = sitting.round.base_version.blocks.get(text=OTHER)
    made = sitting.say(
        item=sitting.on_report, aim="document", place_text="Đoạn nào đó", place_block=block.key
    )
    assert made.opinion is not None
    assert made.opinion.block_key == block.key


def test_a_guests_opinion_is_given_by_name(sitting: Sitting) -> None:
    made = sitting.say(item=sitting.on_report, aim="document", invitee=sitting.guest)
    assert made.opinion is not None
    assert made.opinion.person is None
    assert made.opinion.contributor.startswith("Vy Văn Khách")


def test_without_a_round_it_is_kept_and_brought_in_later(sitting: Sitting) -> None:
    sitting.round.state, sitting.round.closed_at = "closed", sitting.meeting.opened_at
    sitting.round.result_version = sitting.round.base_version
    sitting.round.save()
    made = sitting.say(item=sitting.on_report, aim="document", place_text="đoạn 2")
    assert made.opinion is None
    assert "không có đợt lấy ý kiến" in made.held_back
    with pytest.raises(RuleBroken):
        actions.send_statement(made, actor=sitting.taker)
    sitting.round.state, sitting.round.closed_at = "open", None
    sitting.round.result_version = None
    sitting.round.save()
    sent = actions.send_statement(made, actor=sitting.taker)
    assert sent.opinion is not None
    assert sent.opinion.block_key is not None
    assert sent.held_back == ""
    assert actions.send_statement(sent, actor=sitting.taker).opinion == sent.opinion
    assert Opinion.objects.count() == 1


def test_outside_the_days_of_the_round_it_waits_and_says_why(sitting: Sitting) -> None:
    sitting.round.opens_on = date(2020, 3, 26)
    sitting.round.save()
    made = sitting.say(item=sitting.on_report, aim="document")
    assert made.opinion is None
    assert "26-3-2020" in made.held_back


def test_editing_follows_into_the_round(sitting: Sitting) -> None:
    made = sitting.say(item=sitting.on_report, aim="document", place_text="đoạn 2")
    edited = actions.edit_statement(made, {"text": "Nói lại cho rõ."}, actor=sitting.taker)
    assert edited.text == "Nói lại cho rõ."
    assert Opinion.objects.get().text == "Nói lại cho rõ."
    [entry] = sitting.marks("edit_statement")
    assert entry.before["text"] == "Đề nghị nêu rõ số liệu."


def test_moved_to_discussion_its_opinion_is_taken_back(sitting: Sitting) -> None:
    made = sitting.say(item=sitting.on_report, aim="document")
    edited = actions.edit_statement(made, {"aim": "discussion"}, actor=sitting.taker)
    assert (edited.opinion, edited.document) == (None, None)
    assert Opinion.objects.get().withdrawn_at is not None
    sitting.round.refresh_from_db()
    assert sitting.round.opinions_count == 0


def test_two_who_edit_the_same_statement_collide(sitting: Sitting) -> None:
    made = sitting.say()
    seen = fingerprint(made, ["text"])
    actions.edit_statement(made, {"text": "Của người thứ nhất."}, seen=seen, actor=sitting.taker)
    with pytest.raises(Outdated) as refused:
        actions.edit_statement(made, {"text": "Của người thứ hai."}, seen=seen, actor=sitting.chair)
    assert refused.value.current.text == "Của người thứ nhất."  # type: ignore[attr-defined]  # a statement
    made.refresh_from_db()
    assert made.text == "Của người thứ nhất."


def test_a_withdrawn_statement_stays_in_the_record_and_leaves_the_round(sitting: Sitting) -> None:
    made = sitting.say(item=sitting.on_report, aim="document")
    actions.withdraw_statement(made, actor=sitting.taker)
    made.refresh_from_db()
    assert (made.removed_by, made.opinion) == (sitting.taker, None)
    assert Opinion.objects.get().withdrawn_at is not None
    with pytest.raises(Conflict):
        actions.edit_statement(made, {"text": "Nữa."}, actor=sitting.taker)
    assert sitting.marks("withdraw_statement")[0].before["text"] == "Đề nghị nêu rõ số liệu."


def test_statements_change_places(sitting: Sitting) -> None:
    first, second, third = (sitting.say(f"Câu {n}.") for n in range(3))
    actions.move_statement(third, later=False, actor=sitting.taker)
    rows = list(Statement.objects.filter(item=sitting.on_preparation))
    assert rows == [first, third, second]
    actions.move_statement(first, later=False, actor=sitting.taker)  # already the first
    assert list(Statement.objects.filter(item=sitting.on_preparation)) == rows


def test_what_was_typed_offline_stands_at_its_moment(sitting: Sitting) -> None:
    now = sitting.say("Câu sau.")
    assert sitting.meeting.opened_at is not None
    typed = int(sitting.meeting.opened_at.timestamp() * 1000) + 60_000
    said = {"item": sitting.on_preparation, "invitee": sitting.member, "text": "Câu trước."}
    late = actions.add_statement(
        sitting.meeting, said, client_key=uuid4(), typed_at=typed, actor=sitting.taker
    )
    assert list(Statement.objects.filter(item=sitting.on_preparation)) == [late, now]


def test_a_moment_outside_the_meeting_is_not_believed(sitting: Sitting) -> None:
    said = {"item": sitting.on_preparation, "invitee": sitting.member, "text": "Câu."}
    made = actions.add_statement(
        sitting.meeting, said, client_key=uuid4(), typed_at=1, actor=sitting.taker
    )
    assert made.order > 1
