"""Appraising, deciding, and what is refused."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from daihoi.accounts.permissions import Role
from daihoi.approvals.actions import appraisals
from daihoi.approvals.actions import decisions as actions
from daihoi.approvals.actions import submissions as sending
from daihoi.approvals.actions.appraisals import keep_results
from daihoi.approvals.actions.held import Decided
from daihoi.approvals.actions.validity import review_validity
from daihoi.approvals.models import Decision, Submission, ValidityReview
from daihoi.approvals.queries.approvals import approval_of, approved, validity_of
from daihoi.approvals.queries.items import seen_of
from daihoi.approvals.queries.submissions import (
    conclusions_for,
    item_comparison,
    page_to_review,
    submission_page,
)
from daihoi.audit.models import Entry
from daihoi.audit.models import Entry as AuditEntry
from daihoi.base import clock, offers
from daihoi.base.errors import Conflict, NotFound, NotPermitted, RuleBroken
from daihoi.congresses.actions.days import Grounds, move_day, postpone
from daihoi.congresses.models import Recheck, TargetPrecision
from daihoi.notifications.models import Notice
from daihoi.papers.outline import Block, BlockKind, Run
from daihoi.registry.actions import papers
from daihoi.rules.approvals import ItemResult
from daihoi.rules.plans import Meaning
from tests.approvals.sending import APPRAISAL, APPROVAL, TODAY, World, a_world
from tests.congresses.preparing import on
from tests.factories import CongressFactory, grant
from tests.factories.approvals import SubmissionFactory
from tests.factories.registry import IncomingFactory, content

pytestmark = pytest.mark.django_db
PLAIN = {"paper_number": "", "paper_on": TODAY, "signer": "", "remarks": "Sửa rồi trình lại."}


@pytest.fixture
def world() -> Iterator[World]:
    with on(TODAY):
        yield a_world()


def test_the_superior_appraises_line_by_line_then_approves(world: World) -> None:
    submission = world.appraised(BCCT=("with_changes", "Làm rõ trách nhiệm của chi ủy."))
    assert (submission.state, submission.appraisal.reviewer) == ("appraised", "Ban Tổ chức")
    decision = actions.approve_submission(submission, APPROVAL, actor=world.reviewer)

    assert world.fresh(submission).state == "approved"
    assert (decision.paper_number, decision.signer) == ("12-TB/ĐUK", "Lưu Thị Phương")
    found = approved(world.congress, "BCCT")
    assert found is not None
    assert (found.result, found.remark) == ("with_changes", "Làm rõ trách nhiệm của chi ủy.")
    assert (found.paper_id, found.paper_revision) == (world.papers["BCCT"].pk, 1)
    assert (found.number, found.decided_on, found.still_holds) == ("12-TB/ĐUK", TODAY, True)
    assert approved(world.congress, "KBDH") is None
    said = list(
        Entry.objects.filter(action__startswith="approvals.").values_list("action", flat=True)
    )
    assert said[:2] == ["approvals.submit_dossier", "approvals.take_up_submission"]
    assert said[-2:] == ["approvals.finish_appraisal", "approvals.approve_submission"]
    assert Notice.objects.filter(user=world.secretary, title__startswith="Cấp trên đã phê duyệt").exists()  # fmt: skip


def test_every_line_is_judged_and_says_what_to_change(world: World) -> None:
    submission = world.take_up(world.send())
    item = submission.items.get(code="BCCT")
    with pytest.raises(RuleBroken, match="ghi rõ phải sửa gì"):
        appraisals.judge_item(item, ItemResult.RETURNED, " ", actor=world.reviewer)
    appraisals.judge_item(item, ItemResult.APPROVED, "", actor=world.reviewer)
    with pytest.raises(RuleBroken, match="Chưa ghi kết quả:") as refusal:
        appraisals.finish_appraisal(submission, APPRAISAL, actor=world.reviewer)
    assert refusal.value.code == "not_judged"
    with pytest.raises(Conflict, match="đang thẩm định"):
        actions.approve_submission(submission, APPROVAL, actor=world.reviewer)
    assert not Decision.objects.exists()


def test_two_reviewers_do_not_write_over_each_other(world: World) -> None:
    submission = world.take_up(world.send())
    item = submission.items.get(code="BCCT")
    seen = seen_of(item)
    appraisals.judge_item(
        item, ItemResult.RETURNED, "Thiếu số liệu.", seen=seen, actor=world.reviewer
    )
    with pytest.raises(Conflict, match=r"vừa ghi: trả lại. Thiếu số liệu\."):
        appraisals.judge_item(item, ItemResult.APPROVED, "", seen=seen, actor=world.reviewer)
    item.refresh_from_db()
    assert (item.result, item.remark) == ("returned", "Thiếu số liệu.")


def test_a_dossier_with_a_line_that_goes_back_is_not_approved(world: World) -> None:
    submission = world.appraised(CTDH=("returned", "Rút ngắn còn nửa ngày."))
    with pytest.raises(RuleBroken, match="Còn văn bản phải trả lại") as refusal:
        actions.approve_submission(submission, APPROVAL, actor=world.reviewer)
    assert refusal.value.code == "line_returned"
    actions.return_submission(submission, PLAIN, actor=world.reviewer)
    assert world.fresh(submission).state == "returned"


def test_a_paper_cancelled_after_sending_stops_the_approval(world: World) -> None:
    entry = world.issue(world.papers["KHDH"], symbol="04-KH/CB")
    submission = world.appraised()
    entry.cancelled_at, entry.cancelled_by, entry.cancelled_reason = "2020-03-11T12:00+07:00", world.clerk, "sai"  # fmt: skip
    entry.save()
    page = submission_page(submission.pk, viewer=world.reviewer)
    assert [row.stale for row in page.stale] == ["đã hủy trong sổ văn bản sau khi trình"]
    with pytest.raises(RuleBroken, match="Hồ sơ có văn bản đã bị hủy sau khi trình"):
        actions.approve_submission(submission, APPROVAL, actor=world.reviewer)


def test_an_older_submission_is_not_approved(world: World) -> None:
    first = world.returned()
    world.send()
    with pytest.raises(Conflict, match="Đây là hồ sơ lần 1; tổ chức đã trình lần 2") as refusal:
        actions.approve_submission(first, APPROVAL, actor=world.reviewer)
    assert refusal.value.code == "older_submission"


def test_the_second_decision_is_refused_and_shows_the_first(world: World) -> None:
    submission = world.appraised()
    actions.approve_submission(submission, APPROVAL, actor=world.reviewer)
    with pytest.raises(
        Decided, match="đã ghi quyết định: đã phê duyệt, văn bản số 12-TB/ĐUK"
    ) as refusal:
        actions.return_submission(submission, PLAIN, actor=world.reviewer)
    assert refusal.value.decision.paper_number == "12-TB/ĐUK"
    assert Decision.objects.count() == 1


def test_nobody_decides_on_his_own_dossier(world: World) -> None:
    submission = world.appraised()
    for actor, refusal in [(world.secretary, NotPermitted), (world.clerk, NotPermitted), (world.staff, NotFound)]:  # fmt: skip
        with pytest.raises(refusal):
            actions.approve_submission(submission, APPROVAL, actor=actor)
    assert not Decision.objects.exists()


def test_a_superior_officer_of_the_cell_itself_decides_nothing(world: World) -> None:
    own = grant(Role.SUPERIOR, world.cell)
    submission = world.send()
    with pytest.raises(NotFound):
        sending.take_up_submission(submission, actor=own)


def test_the_clerk_enters_what_the_superior_says_on_paper(world: World) -> None:
    submission = sending.answer_on_paper(world.send(), actor=world.clerk)
    for item in submission.items.all():
        appraisals.judge_item(item, ItemResult.APPROVED, "", actor=world.clerk)
    appraisals.finish_appraisal(submission, APPRAISAL, actor=world.clerk)
    with pytest.raises(RuleBroken, match="chỉ văn bản của cấp trên trong sổ văn bản đến"):
        actions.approve_submission(submission, APPROVAL, actor=world.clerk)
    came_in = world.incoming()
    decision = actions.approve_submission(submission, APPROVAL, incoming=came_in, actor=world.clerk)
    assert (decision.incoming, world.fresh(submission).is_on_paper) == (came_in, True)
    assert Notice.objects.filter(user=world.reviewer, title__startswith="Ghi ý kiến cấp trên theo văn bản giấy").exists()  # fmt: skip


def written_down(world: World) -> Submission:
    """A dossier whose answer came on paper, appraised."""
    submission = sending.answer_on_paper(world.send(), actor=world.clerk)
    for item in submission.items.all():
        appraisals.judge_item(item, ItemResult.APPROVED, "", actor=world.clerk)
    appraisals.finish_appraisal(submission, APPRAISAL, actor=world.clerk)
    return submission


@pytest.mark.parametrize(
    "fields",
    [{"kind": "QDCY"}, {"kind": ""}, {"issued_on": date(2020, 3, 10)}],
    ids=["of another kind", "without a kind", "older than the dossier"],
)
def test_another_paper_is_no_approval(world: World, fields: dict[str, Any]) -> None:
    submission = written_down(world)
    other = world.incoming(**{"number": "13-CV/ĐUK", **fields})
    with pytest.raises(NotFound):
        actions.approve_submission(submission, APPROVAL, incoming=other, actor=world.clerk)
    assert not Decision.objects.exists()
    came_in = world.incoming()
    assert list(conclusions_for(submission, agrees=True)) == [came_in]
    actions.approve_submission(submission, APPROVAL, incoming=came_in, actor=world.clerk)


def test_a_paper_on_another_congress_is_no_approval(world: World) -> None:
    submission = written_down(world)
    other = CongressFactory.create(organization=world.cell, ordinal=2)
    earlier = world.incoming(congress=other)
    assert list(conclusions_for(submission, agrees=True)) == []
    with pytest.raises(NotFound):
        actions.approve_submission(submission, APPROVAL, incoming=earlier, actor=world.clerk)


def test_any_letter_sends_a_dossier_back_and_none_is_used_twice(world: World) -> None:
    submission = written_down(world)
    letter = world.incoming()
    actions.return_submission(submission, PLAIN, incoming=letter, actor=world.clerk)
    second = written_down(world)
    plain = IncomingFactory.create(organization=world.cell, number="77-CV/ĐUK", issued_on=TODAY)
    assert list(conclusions_for(second, agrees=True)) == []
    assert list(conclusions_for(second, agrees=False)) == [plain]
    with pytest.raises(NotFound):
        actions.approve_submission(second, APPROVAL, incoming=letter, actor=world.clerk)
    actions.return_submission(second, PLAIN, incoming=plain, actor=world.clerk)
    assert [d.incoming for d in Decision.objects.order_by("pk")] == [letter, plain]


def test_the_superior_takes_over_from_paper(world: World) -> None:
    submission = sending.answer_on_paper(world.send(), actor=world.clerk)
    item = submission.items.first()
    with pytest.raises(Conflict, match="đang được ghi theo văn bản giấy"):
        appraisals.judge_item(item, ItemResult.APPROVED, "", actor=world.reviewer)
    sending.take_up_submission(submission, actor=world.reviewer)
    appraisals.judge_item(item, ItemResult.APPROVED, "", actor=world.reviewer)
    with pytest.raises(NotPermitted, match="thẩm định ngay trong phần mềm"):
        appraisals.judge_item(item, ItemResult.RETURNED, "x", actor=world.clerk)


def test_the_next_submission_shows_only_what_changed(world: World) -> None:
    world.returned(BCCT=("returned", "Làm rõ chỉ tiêu."))
    paper = world.papers["BCCT"]
    words = Block(BlockKind.PARAGRAPH, runs=(Run("Chi bộ báo cáo rõ hơn như sau."),))
    paper.content = content(blocks=(words,))
    paper.revision += 1
    paper.save()
    second = world.send()
    page = submission_page(second.pk, viewer=world.reviewer)
    assert {row.item.code: row.change.value for row in page.rows} == {
        "TTDH": "same", "KHDH": "same", "BCCT": "changed", "DANS": "same", "CTDH": "same",
    }  # fmt: skip
    assert page.changed == 1
    item = second.items.get(code="BCCT")
    found = item_comparison(item.pk, viewer=world.reviewer)
    [block] = found.blocks
    assert [(p.op.value, p.text) for p in block.words[0] if p.op.value != "equal"] == [("insert", " rõ hơn")]  # fmt: skip
    assert found.old.remark == "Làm rõ chỉ tiêu."


def test_a_moved_day_asks_whether_the_approval_holds(world: World) -> None:
    decision = world.approved()
    grounds = Grounds(reason="dịch", authority="Đảng ủy Khối")
    postpone(world.congress, grounds, actor=world.secretary)
    world.congress.refresh_from_db()
    found = approved(world.congress, "CTDH")
    assert found is not None
    assert found.still_holds is None
    assert Recheck.objects.filter(title="Phê duyệt 12-TB/ĐUK của cấp trên").exists()
    decision = Decision.objects.get(pk=decision.pk)
    with pytest.raises(RuleBroken, match="Hãy ghi vì sao"):
        review_validity(decision, holds=True, reason="", actor=world.secretary)
    review_validity(decision, holds=False, reason="phải trình lại", actor=world.secretary)
    assert ValidityReview.objects.get().target_on is None
    again = approved(world.congress, "CTDH")
    assert again is not None
    assert again.still_holds is False


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"target_on": date(2020, 4, 24), "target_precision": "day"}, "nay dự kiến 24-4-2020"),
        ({"form": "delegates"}, "nay là Đại hội đại biểu"),
    ],
)  # fmt: skip
def test_day_and_form_are_compared(world: World, change: dict[str, object], words: str) -> None:
    world.approved(valid_people=None)
    for name, value in change.items():
        setattr(world.congress, name, value)
    world.congress.save()
    decision = approval_of(world.congress)
    assert decision is not None
    [said] = validity_of(decision).words
    assert said.endswith(f"{words}.")


def test_more_people_than_approved_are_told(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    decision = world.approved(valid_people=42)
    monkeypatch.setattr(offers, "attending", lambda congresses: dict.fromkeys(congresses, 44))
    assert validity_of(decision).words == ["Phê duyệt cho 42 người dự, nay là 44."]
    monkeypatch.setattr(offers, "attending", lambda congresses: dict.fromkeys(congresses, 40))
    assert validity_of(decision).words == []


def test_an_exact_day_within_the_approved_part_of_the_month_holds(world: World) -> None:
    decision = world.approved(valid_people=None)
    world.congress.target_precision = "day"
    world.congress.save()
    decision = Decision.objects.get(pk=decision.pk)
    assert validity_of(decision).still_holds is True


def test_a_paper_sent_may_still_be_taken_back(world: World) -> None:
    """What was sent stays with its files when the draft itself is removed."""
    submission = world.send()
    papers.remove_paper(world.papers["CTDH"], actor=world.secretary)
    item = submission.items.get(code="CTDH")
    assert (item.paper, item.files.count()) == (None, 2)


def test_what_did_not_change_is_folded_and_keeps_its_result_in_one_press(world: World) -> None:
    world.returned(BCCT=("returned", "Làm rõ."), KHDH=("with_changes", "Sửa ngày."))
    paper = world.papers["BCCT"]
    words = Block(BlockKind.PARAGRAPH, runs=(Run("Chi bộ báo cáo rõ hơn."),))
    paper.content, paper.revision = content(blocks=(words,)), 2
    paper.save()
    second = world.take_up(world.send())
    page = submission_page(second.pk, viewer=world.reviewer)
    assert [row.item.code for row in page.foremost] == ["BCCT"]
    assert [row.item.code for row in page.folded] == ["TTDH", "KHDH", "DANS", "CTDH"]
    assert (page.keepable, page.has_old_proposal) == (4, True)
    with pytest.raises(NotPermitted):
        keep_results(second, actor=world.secretary)
    keep_results(second, actor=world.reviewer)
    kept = {i.code: (i.result, i.remark, i.judged_by_id) for i in second.items.all()}
    assert kept["KHDH"] == ("with_changes", "Sửa ngày.", world.reviewer.pk)
    assert kept["BCCT"] == ("", "", None)
    entry = AuditEntry.objects.get(action="approvals.keep_results")
    assert [each["code"] for each in entry.after["kept"]] == ["TTDH", "KHDH", "DANS", "CTDH"]
    with pytest.raises(RuleBroken, match="Không có văn bản nào"):
        keep_results(second, actor=world.reviewer)


def test_an_approval_is_reviewed_after_another_was_sent_and_settles_the_recheck(
    world: World,
) -> None:
    decision = world.approved()
    step = {"code": "M17", "name": "Cấp trên phê duyệt", "days": 0, "planned_on": TODAY}
    done = {"actual_on": TODAY, "completed_at": clock.now(), "completed_by": world.secretary}
    world.congress.milestones.create(**step, **done, meaning=Meaning.APPROVAL)
    grounds = Grounds(reason="dịch", authority="Đảng ủy Khối")
    postpone(world.congress, grounds, actor=world.secretary)
    asked = Recheck.objects.get(title="Phê duyệt 12-TB/ĐUK của cấp trên")
    assert not Recheck.objects.filter(reason__contains="phê duyệt ấy còn hiệu lực").exists()
    assert asked.url == f"/phe-duyet/{decision.submission_id}/hieu-luc/"
    SubmissionFactory.create(congress=world.congress, number=2)
    page = page_to_review(decision.submission_id, viewer=world.secretary)
    assert page.newer is not None
    decision = Decision.objects.get(pk=decision.pk)
    review_validity(decision, holds=True, reason="vẫn đúng", actor=world.secretary)
    asked.refresh_from_db()
    assert (asked.note, asked.settled_by_id) == ("vẫn đúng", world.secretary.pk)


def test_an_approval_that_fits_again_asks_nothing(world: World) -> None:
    """A recheck of an earlier move leads to its page; the page says that nothing is to be judged."""
    decision = world.approved(valid_people=None)
    client = Client()
    client.force_login(world.secretary)
    url = reverse("approvals:validity_review", args=[decision.submission_id])
    text = client.get(url).content.decode()
    assert "Phê duyệt vẫn đúng với ngày, hình thức và số người dự hiện nay." in text
    assert 'name="holds"' not in text
    answer = client.post(url, {"holds": "no", "reason": "nhầm"})
    assert answer.status_code == 200
    assert not ValidityReview.objects.exists()
    move_day(world.congress, date(2020, 4, 5), TargetPrecision.DAY, Grounds(reason="định ngày", authority="chi ủy"), actor=world.secretary)  # fmt: skip
    assert not Recheck.objects.filter(url=url).exists()
    move_day(world.congress, date(2020, 4, 25), TargetPrecision.DAY, Grounds(reason="lùi", authority="Đảng ủy Khối"), actor=world.secretary)  # fmt: skip
    assert Recheck.objects.filter(url=url).count() == 1
    text = client.get(url).content.decode()
    assert text.index("đầu tháng 4/2020</td>") < text.index("25-4-2020</td>")
    answer = client.post(url, {"holds": "no", "reason": "Đảng ủy Khối yêu cầu trình lại"})
    assert answer["Location"] == reverse("approvals:dossier", args=[world.congress.pk])


def test_a_decision_before_the_appraisal_is_told_what_comes_first(world: World) -> None:
    submission = world.take_up(world.send())
    client = Client()
    client.force_login(world.reviewer)
    for name in ("submission_return", "submission_approve"):
        text = client.get(reverse(f"approvals:{name}", args=[submission.pk])).content.decode()
        assert "Chưa kết thúc thẩm định" in text
        assert f'href="/phe-duyet/{submission.pk}/tham-dinh/"' in text
        assert 'name="remarks"' not in text


def test_pages_of_an_older_or_answered_submission_show_no_form(world: World) -> None:
    """The reason and the way to what can be done stand there instead; a press is still refused."""
    first = world.returned()
    item = first.items.order_by("position")[0]
    client = Client()
    client.force_login(world.reviewer)
    pages = [
        reverse(f"approvals:{name}", args=[pk])
        for name, pk in (
            ("submission_approve", first.pk),
            ("submission_return", first.pk),
            ("appraisal_finish", first.pk),
            ("item_judge", item.pk),
        )
    ]
    for url in pages:
        text = client.get(url).content.decode()
        assert "Hồ sơ lần 1: cấp trên trả lại, nên không làm được việc này." in text
        assert 'name="remark' not in text
    second = world.send()
    for url in pages:
        text = client.get(url).content.decode()
        assert "Đây là hồ sơ lần 1; tổ chức đã trình lần 2." in text
        assert f'href="/phe-duyet/{second.pk}/"' in text
    withdraw = reverse("approvals:submission_withdraw", args=[world.take_up(second).pk])
    client.force_login(world.secretary)
    text = client.get(withdraw).content.decode()
    assert "Cấp trên đã tiếp nhận hồ sơ nên không rút được nữa." in text
    assert 'name="reason"' not in text
