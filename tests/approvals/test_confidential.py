"""Papers on personnel: who does not read them learns no title, not in a list, a refusal or the record."""

from collections.abc import Iterator

import pytest

from daihoi.approvals.actions import appraisals, decisions
from daihoi.approvals.actions import submissions as sending
from daihoi.approvals.models import SubmissionItem
from daihoi.approvals.queries.items import title_for
from daihoi.approvals.queries.submissions import item_comparison, submission_page
from daihoi.audit.models import Entry
from daihoi.base import offers
from daihoi.base.errors import NotFound, RuleBroken
from daihoi.papers.outline import Block, BlockKind, Run
from daihoi.rules.approvals import ItemResult
from tests.approvals.sending import APPRAISAL, APPROVAL, TODAY, World, a_world
from tests.congresses.preparing import on
from tests.factories.registry import content

pytestmark = pytest.mark.django_db
KIND = "Đề án nhân sự cấp ủy"
SECRET = "Giới thiệu đồng chí Nông Thị Kín làm bí thư"


@pytest.fixture
def world() -> Iterator[World]:
    """A personnel plan whose title says more than its kind, with a gap in it."""
    with on(TODAY):
        made = a_world()
        gap = Block(
            BlockKind.PARAGRAPH, runs=(Run("Nhân sự gồm {{số người giới thiệu}} đồng chí."),)
        )
        paper = made.papers["DANS"]
        paper.subject, paper.content = SECRET, content(blocks=(gap,))
        paper.save()
        yield made


def hidden_item(world: World) -> SubmissionItem:
    found = SubmissionItem.objects.select_related("submission__congress__organization")
    return found.filter(code="DANS").latest("pk")


def test_the_title_is_for_who_reads_the_paper(world: World) -> None:
    world.send()
    item = hidden_item(world)
    told = [
        title_for(item, viewer=u)
        for u in (world.secretary, world.reviewer, world.clerk, world.staff)
    ]
    assert told == [SECRET, SECRET, KIND, KIND]


def test_what_is_not_ready_names_the_line(world: World) -> None:
    with pytest.raises(RuleBroken, match="Hồ sơ chưa sẵn sàng") as refusal:
        world.send(lacks_reason="")
    assert SECRET not in str(refusal.value)
    submission = world.send()
    assert f"Chỗ trống trong: {KIND} (1)." in submission.lacks
    assert SECRET not in submission.lacks
    entry = Entry.objects.get(action="approvals.submit_dossier")
    assert SECRET not in str(entry.after)
    assert KIND in str(entry.after["lacks"])


def test_a_newer_text_of_it_is_told_without_its_name(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = world.papers["DANS"]
    paper.source, paper.source_label = "documents.document:7", f"{SECRET}, bản 1"
    paper.save()
    monkeypatch.setattr(offers, "source_label", lambda source: f"{SECRET}, bản 2" if source else "")
    submission = world.send()
    assert f"“{KIND}” đã có bản mới hơn." in submission.lacks.splitlines()
    assert SECRET not in submission.lacks


def test_what_is_not_sent_again_is_named_by_its_kind(world: World) -> None:
    world.returned()
    world.papers["DANS"].delete()
    second = world.send()
    gone = {
        viewer: submission_page(second.pk, viewer=viewer).gone
        for viewer in (world.secretary, world.reviewer, world.clerk, world.staff)
    }
    assert gone == {
        world.secretary: [SECRET],
        world.reviewer: [SECRET],
        world.clerk: [KIND],
        world.staff: [KIND],
    }


def test_refusals_name_it_by_its_kind_to_the_clerk(world: World) -> None:
    submission = sending.answer_on_paper(world.send(), actor=world.clerk)
    for item in submission.items.exclude(code="DANS"):
        appraisals.judge_item(item, ItemResult.APPROVED, "", actor=world.clerk)
    with pytest.raises(RuleBroken, match=f"Chưa ghi kết quả: {KIND}") as refusal:
        appraisals.finish_appraisal(submission, APPRAISAL, actor=world.clerk)
    assert SECRET not in str(refusal.value)

    item = hidden_item(world)
    appraisals.judge_item(item, ItemResult.RETURNED, "Ghi rõ cơ cấu.", actor=world.secretary)
    appraisals.finish_appraisal(submission, APPRAISAL, actor=world.clerk)
    came_in = world.incoming()
    with pytest.raises(RuleBroken, match=f"phải trả lại .*: {KIND}") as refusal:
        decisions.approve_submission(submission, APPROVAL, incoming=came_in, actor=world.clerk)
    assert (refusal.value.code, SECRET in str(refusal.value)) == ("line_returned", False)


def test_a_cancelled_one_is_named_by_its_kind_to_the_clerk(world: World) -> None:
    world.papers["DANS"].content = content()
    world.papers["DANS"].save()
    entry = world.issue(world.papers["DANS"], symbol="05-ĐA/CB", is_restricted=True)
    submission = sending.answer_on_paper(world.send(), actor=world.clerk)
    for item in submission.items.all():
        appraisals.judge_item(item, ItemResult.APPROVED, "", actor=world.clerk)
    appraisals.finish_appraisal(submission, APPRAISAL, actor=world.clerk)
    entry.cancelled_at, entry.cancelled_by, entry.cancelled_reason = "2020-03-11T12:00+07:00", world.clerk, "sai"  # fmt: skip
    entry.save()
    came_in = world.incoming()
    with pytest.raises(RuleBroken, match=f"đã bị hủy sau khi trình: {KIND}") as refusal:
        decisions.approve_submission(submission, APPROVAL, incoming=came_in, actor=world.clerk)
    assert SECRET not in str(refusal.value)


def test_what_was_restricted_the_time_before_is_not_compared(world: World) -> None:
    """The paper sent now is open, the one before was not: its words stay with who may read them."""
    world.returned()
    paper = world.papers["BCCT"]
    paper.content = content(subject=(Run("tình hình khác"),))
    paper.revision += 1
    paper.save()
    SubmissionItem.objects.filter(code="BCCT").update(is_restricted=True)
    item = world.send().items.get(code="BCCT")
    assert item_comparison(item.pk, viewer=world.secretary).old.is_restricted
    with pytest.raises(NotFound):
        item_comparison(item.pk, viewer=world.staff)
    rows = submission_page(item.submission_id, viewer=world.staff).rows
    assert [row.can_compare for row in rows if row.item.code == "BCCT"] == [False]
