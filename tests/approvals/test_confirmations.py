"""What the apps above are told of the results that were sent up."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from daihoi.accounts.models import User
from daihoi.approvals.actions import appraisals
from daihoi.approvals.actions import decisions as actions
from daihoi.approvals.actions.submissions import withdraw_submission
from daihoi.approvals.models import Submission
from daihoi.approvals.queries.confirmations import confirmation_of
from daihoi.rules.approvals import SubmissionKind
from tests.approvals.sending import APPRAISAL, World, a_world
from tests.congresses.preparing import on
from tests.factories.registry import PaperFactory

pytestmark = pytest.mark.django_db
SENT, DUE, LATER = date(2020, 4, 14), date(2020, 5, 7), date(2020, 5, 8)
POSTS = (("Bí thư", "Nông Văn Bình"), ("Phó bí thư", "Trần Thị Cúc"))
PAPER = {"paper_number": "30-QĐ/ĐUK", "paper_on": SENT, "signer": "Lưu Thị Phương", "remarks": ""}


@pytest.fixture
def world() -> Iterator[World]:
    with on(SENT):
        made = a_world()
        made.congress.target_precision = "day"
        made.congress.save()
        for kind in ("TTCY", "BCKQ", "BBKP"):
            PaperFactory.create(congress=made.congress, kind=kind)
        yield made


def send(world: World) -> Submission:
    return world.send(SubmissionKind.CONFIRMATION, posts=POSTS)


def appraised(world: World) -> Submission:
    submission = world.take_up(send(world))
    values = {**APPRAISAL, "appraised_on": SENT}
    appraisals.finish_appraisal(submission, values, actor=world.reviewer)
    return world.fresh(submission)


def text_of(user: User, name: str, pk: int) -> str:
    client = Client()
    client.force_login(user)
    answer = client.get(reverse(name, args=[pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_nothing_was_sent_or_it_came_back(world: World) -> None:
    assert confirmation_of(world.congress) is None
    submission = send(world)
    assert confirmation_of(world.congress) is not None
    withdraw_submission(submission, reason="Gửi nhầm bản.", actor=world.secretary)
    assert confirmation_of(world.congress) is None


def test_the_answer_is_late_only_after_its_last_day(world: World) -> None:  # E-181
    submission = send(world)
    for day, is_late in ((DUE, False), (LATER, True)):
        with on(day):
            found = confirmation_of(world.congress)
            assert found is not None
            assert (found.sent_on, found.is_late, found.decision) == (SENT, is_late, None)
            for user in (world.secretary, world.reviewer):
                shown = text_of(user, "approvals:submission_detail", submission.pk)
                assert ("Đã quá hạn." in shown) is is_late
            shown = text_of(world.secretary, "elections:result_list", world.congress.pk)
            assert "Đã gửi cấp trên đề nghị chuẩn y ngày 14-4-2020." in shown
            assert ("Đã quá hạn." in shown) is is_late


def test_a_post_that_was_refused_is_told_where_results_stand(world: World) -> None:  # E-182
    submission = appraised(world)
    deputy = submission.posts.get(post="Phó bí thư")
    actions.confirm_results(
        submission, PAPER, refused={deputy.pk: "chưa đủ điều kiện"}, actor=world.reviewer
    )
    found = confirmation_of(world.congress)
    assert found is not None
    assert (found.refused, found.is_refused, found.is_late) == ([deputy], False, False)
    shown = text_of(world.secretary, "elections:result_list", world.congress.pk)
    assert "phải bầu lại chức danh đó" in shown
    assert "Phó bí thư: Trần Thị Cúc" in shown
    assert "Bí thư: Nông Văn Bình" not in shown
    assert "chưa đủ điều kiện" not in shown
    shown = text_of(world.secretary, "approvals:submission_detail", submission.pk)
    assert "Không chuẩn y 1 chức danh: phải bầu lại." in shown


def test_all_posts_confirmed_and_none_recognised(world: World) -> None:
    submission = appraised(world)
    actions.confirm_results(submission, PAPER, refused={}, actor=world.reviewer)
    shown = text_of(world.secretary, "elections:result_list", world.congress.pk)
    assert "Cấp trên đã chuẩn y kết quả bầu cử." in shown
    assert "30-QĐ/ĐUK" in shown
    shown = text_of(world.secretary, "approvals:submission_detail", submission.pk)
    assert "phải bầu lại" not in shown


def test_results_that_were_not_recognised_as_a_whole(world: World) -> None:
    told = {**PAPER, "remarks": "Phiếu bầu không đúng quy chế."}
    actions.refuse_results(appraised(world), told, actor=world.reviewer)
    shown = text_of(world.secretary, "elections:result_list", world.congress.pk)
    assert "Cấp trên không công nhận kết quả bầu cử." in shown


def test_the_forms_cite_what_the_superior_decides_by(world: World) -> None:  # E-182
    submission = appraised(world)
    for name in ("results_confirm", "results_refuse"):
        shown = text_of(world.reviewer, f"approvals:{name}", submission.pk)
        assert "Căn cứ: Quy định 29-QĐ/TW, 25-7-2016, mục 16.1.3." in shown
