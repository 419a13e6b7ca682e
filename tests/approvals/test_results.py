"""After the congress: results sent, posts confirmed or refused, deadlines."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from daihoi.approvals.actions import appraisals
from daihoi.approvals.actions import decisions as actions
from daihoi.approvals.models import Submission
from daihoi.approvals.offers import _late, _waiting
from daihoi.approvals.queries.first_page import written_by
from daihoi.approvals.queries.results import result_deadline
from daihoi.approvals.queries.submissions import item_comparison, submission_page
from daihoi.audit.models import Entry
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, RuleBroken
from daihoi.registry.models import Paper, Series
from daihoi.rules.approvals import SubmissionKind
from tests.approvals.sending import APPRAISAL, World, a_world
from tests.congresses.preparing import on
from tests.factories.registry import PaperFactory

pytestmark = pytest.mark.django_db
AFTER = date(2020, 4, 14)
POSTS = (("Bí thư", "Nông Văn Bình"), ("Phó bí thư", "Trần Thị Cúc"))
PAPER = {"paper_number": "30-QĐ/ĐUK", "paper_on": AFTER, "signer": "Lưu Thị Phương", "remarks": ""}


@pytest.fixture
def world() -> Iterator[World]:
    with on(AFTER):
        made = a_world()
        made.congress.target_precision = "day"
        made.congress.save()
        for kind in ("TTCY", "BCKQ", "BBKP", "BBKP"):
            PaperFactory.create(congress=made.congress, kind=kind)
        yield made


def sent(world: World) -> Submission:
    submission = world.take_up(world.send(SubmissionKind.CONFIRMATION, posts=POSTS))
    appraisals.finish_appraisal(
        submission, {**APPRAISAL, "appraised_on": AFTER}, actor=world.reviewer
    )
    return world.fresh(submission)


def test_results_go_with_every_minutes_of_a_vote_and_the_posts(world: World) -> None:
    submission = sent(world)
    assert [item.code for item in submission.items.order_by("position")] == ["TTCY", "BCKQ", "BBKP", "BBKP"]  # fmt: skip
    assert [str(post) for post in submission.posts.order_by("position")] == [
        "Bí thư: Nông Văn Bình",
        "Phó bí thư: Trần Thị Cúc",
    ]
    assert submission.due_on == date(2020, 5, 7)  # fifteen working days, two holidays between


def test_each_minutes_of_a_vote_is_compared_with_itself_only(world: World) -> None:
    """Of many of one kind a new one is new, and one left out is told."""
    first = sent(world)
    old, kept = first.items.filter(code="BBKP").order_by("position")
    actions.return_submission(first, {**PAPER, "paper_number": "", "signer": "", "remarks": "Gửi lại."}, actor=world.reviewer)  # fmt: skip
    Paper.objects.get(pk=old.paper_id).delete()
    added = PaperFactory.create(congress=world.congress, kind="BBKP")
    second = world.send(SubmissionKind.CONFIRMATION, posts=POSTS)

    page = submission_page(second.pk, viewer=world.reviewer)
    changes = {row.item.paper_id: row.change.value for row in page.rows if row.item.code == "BBKP"}
    assert changes == {kept.paper_id: "same", added.pk: "new"}
    assert page.gone == [old.title]
    item = second.items.get(paper=added)
    with pytest.raises(NotFound, match="không có văn bản này"):
        item_comparison(item.pk, viewer=world.reviewer)


def test_days_are_those_of_this_country(world: World) -> None:
    """At six in the morning it is still the day before in UTC."""
    early = datetime(2020, 4, 13, 23, 10, tzinfo=UTC)
    with clock.standing_at(early):
        submission = world.send(SubmissionKind.CONFIRMATION, posts=POSTS)
        with pytest.raises(Conflict, match="gửi ngày 14-4-2020"):
            world.send(SubmissionKind.CONFIRMATION, posts=POSTS)
    assert written_by(world.secretary) == [(AFTER, "sent", str(submission))]


def test_nothing_is_sent_before_the_congress(world: World) -> None:
    with on(date(2020, 4, 2)), pytest.raises(RuleBroken, match="Đại hội chưa họp"):
        world.send(SubmissionKind.CONFIRMATION, posts=POSTS)


def test_posts_are_named(world: World) -> None:
    with pytest.raises(RuleBroken, match="từng chức danh"):
        world.send(SubmissionKind.CONFIRMATION)


def test_single_posts_are_refused_with_their_reason(world: World) -> None:
    submission = sent(world)
    first, second = submission.posts.order_by("position")
    with pytest.raises(RuleBroken, match="lý do không chuẩn y Phó bí thư: Trần Thị Cúc"):
        actions.confirm_results(submission, PAPER, refused={second.pk: " "}, actor=world.reviewer)
    actions.confirm_results(
        submission, PAPER, refused={second.pk: "chưa đủ điều kiện"}, actor=world.reviewer
    )
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.is_confirmed, second.is_confirmed, second.reason) == (True, False, "chưa đủ điều kiện")  # fmt: skip
    assert world.fresh(submission).state == "confirmed"
    entry = Entry.objects.get(action="approvals.confirm_results")
    assert entry.after["refused"] == ["Phó bí thư: Trần Thị Cúc: chưa đủ điều kiện"]


def test_no_post_left_is_no_confirmation(world: World) -> None:
    submission = sent(world)
    refused = {post.pk: "sai thủ tục" for post in submission.posts.all()}
    with pytest.raises(RuleBroken, match="không công nhận kết quả bầu cử") as refusal:
        actions.confirm_results(submission, PAPER, refused=refused, actor=world.reviewer)
    assert refusal.value.code == "none_confirmed"


def test_results_are_not_recognised_with_a_reason(world: World) -> None:
    submission = sent(world)
    with pytest.raises(RuleBroken, match="lý do không công nhận"):
        actions.refuse_results(submission, PAPER, actor=world.reviewer)
    told = {**PAPER, "remarks": "Phiếu bầu không đúng quy chế."}
    actions.refuse_results(submission, told, actor=world.reviewer)
    assert world.fresh(submission).state == "refused"
    assert set(submission.posts.values_list("is_confirmed", flat=True)) == {False}


def test_the_report_is_waited_for_and_then_late(world: World) -> None:
    Series.objects.create(
        organization=world.cell, congress=world.congress, opens_on=date(2020, 4, 3), closes_on=date(2020, 4, 3)
    )  # fmt: skip
    deadline = result_deadline(world.congress)
    assert deadline is not None
    assert (deadline.due_on, deadline.is_late) == (date(2020, 4, 14), False)
    title = "Gửi báo cáo kết quả, đề nghị chuẩn y"

    def forget() -> None:
        vars(world.secretary).pop("approval_matters")
        vars(world.secretary).pop("current_congress_found", None)

    with on(date(2020, 4, 3)):  # it may still be in session
        assert [row.title for row in _waiting(world.secretary)] == []
    forget()
    assert [row.title for row in _waiting(world.secretary)] == [title]
    with on(date(2020, 4, 15)):
        forget()
        assert [row.title for row in _late(world.secretary)] == [title]
