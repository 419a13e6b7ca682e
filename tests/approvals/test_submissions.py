"""Sending a dossier: frozen versions, who is told, what is refused."""

from collections.abc import Iterator

import pytest

from daihoi.approvals.actions import lines as line_actions
from daihoi.approvals.actions import submissions as actions
from daihoi.approvals.models import FrozenFile, Submission
from daihoi.approvals.queries.dossiers import dossier_page
from daihoi.approvals.queries.lines import lines_of
from daihoi.approvals.queries.submissions import get_submission, submission_page
from daihoi.audit.models import Entry
from daihoi.base.errors import Conflict, NotFound, NotPermitted, RuleBroken
from daihoi.congresses.actions.days import Grounds, postpone
from daihoi.notifications.models import Notice
from daihoi.rules.approvals import SubmissionKind
from tests.approvals.sending import TODAY, World, a_world
from tests.congresses.preparing import on
from tests.factories import UserFactory
from tests.factories.registry import PaperFactory

pytestmark = pytest.mark.django_db
APPROVAL = SubmissionKind.APPROVAL


@pytest.fixture
def world() -> Iterator[World]:
    with on(TODAY):
        yield a_world()


def test_sending_freezes_every_version_and_tells_the_superior(
    world: World, real_files: None
) -> None:
    submission = world.send(note="Kính trình.")
    items = list(submission.items.order_by("position"))
    paper = world.papers["BCCT"]
    paper.subject, paper.revision = "Báo cáo đã sửa", 2
    paper.save()

    assert [item.code for item in items] == ["TTDH", "KHDH", "BCCT", "DANS", "CTDH"]
    assert (submission.number, submission.state, submission.people) == (1, "submitted", 2)
    kept = items[2]
    assert (kept.paper_revision, kept.title) == (1, kept.title)
    assert kept.title != paper.subject
    assert [file.ending for file in kept.files.order_by("pk")] == ["pdf", "docx"]
    pdf = kept.files.get(file_name__endswith=".pdf").file
    assert pdf.read().startswith(b"%PDF-")
    entry = Entry.objects.get(action="approvals.submit_dossier")
    assert entry.after["papers"][2]["sha256"][0] == pdf.sha256
    assert entry.after["papers"][3]["title"] == ""  # on personnel
    notice = Notice.objects.get(user=world.reviewer)
    assert notice.title == "Chi bộ Cục: Hồ sơ xin duyệt đại hội, lần 1: chờ tiếp nhận"


def test_what_is_not_ready_goes_with_a_reason_only(world: World) -> None:
    with pytest.raises(RuleBroken, match=r"Hồ sơ chưa sẵn sàng.*Dự thảo nghị quyết") as refusal:
        world.send(lacks_reason="")
    assert refusal.value.code == "not_ready"
    assert Submission.objects.count() == 0
    submission = world.send(lacks_reason="Đảng ủy Khối cho gửi sau")
    assert submission.lacks_reason == "Đảng ủy Khối cho gửi sau"
    assert "Dự thảo nghị quyết đại hội" in submission.lacks


def test_a_cancelled_paper_is_refused(world: World) -> None:
    world.issue(
        world.papers["KHDH"], symbol="04-KH/CB", cancelled_at="2020-03-10T08:00:00+07:00",
        cancelled_by=world.clerk, cancelled_reason="sai ngày",
    )  # fmt: skip
    with pytest.raises(RuleBroken, match=r"đã hủy trong sổ văn bản \(04-KH/CB\)") as refusal:
        world.send()
    assert refusal.value.code == "dossier_faults"


def test_a_newer_version_of_the_text_is_told(world: World) -> None:
    paper = world.papers["BCCT"]
    world.issue(paper, symbol="09-BC/CB")
    newer = PaperFactory.create(congress=world.congress, kind="BCCT", subject="Báo cáo dự thảo 2")
    rows = {row.code: row for row in lines_of(world.congress, APPROVAL, viewer=world.secretary)}
    assert [each.paper for each in rows["BCCT"].chosen] == [paper]
    assert rows["BCCT"].others == 1
    line_actions.set_line(
        world.congress, APPROVAL, "BCCT", is_required=None, paper=newer, actor=world.staff
    )
    rows = {row.code: row for row in lines_of(world.congress, APPROVAL, viewer=world.secretary)}
    assert [each.paper for each in rows["BCCT"].chosen] == [newer]


def test_one_is_open_at_a_time(world: World) -> None:
    world.send()
    with pytest.raises(Conflict, match="Hồ sơ lần 1 gửi ngày 11-3-2020 đang ở cấp trên") as refusal:
        world.send()
    assert refusal.value.code == "open_submission"


def test_versions_that_changed_since_the_page_are_not_sent(world: World) -> None:
    seen = dossier_page(world.congress.pk, APPROVAL, viewer=world.secretary).seen
    paper = world.papers["CTDH"]
    paper.revision += 1
    paper.save()
    with pytest.raises(Conflict, match="đã đổi từ lúc đồng chí mở trang"):
        world.send(seen=seen)
    fresh = dossier_page(world.congress.pk, APPROVAL, viewer=world.secretary).seen
    assert world.send(seen=fresh).number == 1


def test_while_the_congress_is_postponed_no_day_is_named(world: World) -> None:
    seen = dossier_page(world.congress.pk, APPROVAL, viewer=world.secretary).seen
    postpone(
        world.congress, Grounds(reason="dịch", authority="Đảng ủy Khối"), actor=world.secretary
    )
    world.congress.refresh_from_db()
    with pytest.raises(Conflict, match="Ngày đại hội hoặc văn bản trong hồ sơ đã đổi"):
        world.send(seen=seen)
    submission = world.send()
    assert (submission.target_on, submission.due_on) == (None, None)
    page = submission_page(submission.pk, viewer=world.reviewer)
    assert (page.target, page.is_postponed) == ("chưa có ngày (đang hoãn)", True)
    assert (page.is_late, page.is_short) == (False, False)
    notice = Notice.objects.get(user=world.reviewer, title__contains="chờ tiếp nhận")
    assert notice.body == "Đại hội đang hoãn, chưa có ngày nên chưa hẹn ngày trả lời."


def test_only_the_secretary_sends(world: World) -> None:
    for actor, refusal in [(world.staff, NotPermitted), (world.clerk, NotPermitted), (world.reviewer, NotPermitted), (UserFactory.create(), NotFound)]:  # fmt: skip
        with pytest.raises(refusal):
            actions.submit_dossier(world.congress, APPROVAL, actions.Sending(people=42, lacks_reason="x"), actor=actor)  # fmt: skip


def test_it_is_withdrawn_until_it_is_taken_up(world: World) -> None:
    first = world.send()
    with pytest.raises(RuleBroken, match="lý do rút"):
        actions.withdraw_submission(first, " ", actor=world.secretary)
    actions.withdraw_submission(first, "thiếu phụ lục", actor=world.secretary)
    assert world.fresh(first).state == "withdrawn"
    assert Notice.objects.filter(user=world.reviewer, title__startswith="Đã rút").count() == 1
    second = world.take_up(world.send())
    assert second.number == 2
    with pytest.raises(Conflict, match="đang thẩm định"):
        actions.withdraw_submission(second, "thiếu phụ lục", actor=world.secretary)


def test_personnel_papers_are_for_the_committee_and_the_superior(world: World) -> None:
    submission = world.send()
    hidden = {
        viewer: [row.title for row in submission_page(submission.pk, viewer=viewer).rows if row.is_hidden]
        for viewer in (world.secretary, world.clerk, world.staff, world.reviewer)
    }  # fmt: skip
    assert hidden == {
        world.secretary: [],
        world.clerk: ["Đề án nhân sự cấp ủy"],
        world.staff: ["Đề án nhân sự cấp ủy"],
        world.reviewer: [],
    }


def test_a_line_may_be_required_otherwise_with_a_reason(world: World) -> None:
    with pytest.raises(RuleBroken, match="Hãy ghi lý do"):
        line_actions.set_line(
            world.congress, APPROVAL, "DTNQ", is_required=False, actor=world.staff
        )
    line_actions.set_line(
        world.congress,
        APPROVAL,
        "DTNQ",
        is_required=False,
        reason="không yêu cầu",
        actor=world.staff,
    )
    page = dossier_page(world.congress.pk, APPROVAL, viewer=world.staff)
    row = next(row for row in page.rows if row.code == "DTNQ")
    assert (row.is_required, row.is_overridden, row.state) == (False, True, "không có")
    with pytest.raises(Conflict, match="đã sửa dòng này"):
        line_actions.set_line(world.congress, APPROVAL, "DTNQ", is_required=None, revision=1, actor=world.staff)  # fmt: skip


def test_files_go_along_with_a_line(world: World) -> None:
    line_actions.add_attachment(
        world.congress, APPROVAL, "BCCB", b"%PDF-1.4 bao cao", "chuan-bi.pdf", actor=world.staff
    )
    with pytest.raises(Conflict, match="đã có ở dòng này"):
        line_actions.add_attachment(world.congress, APPROVAL, "BCCB", b"%PDF-1.4 bao cao", "b.pdf", actor=world.staff)  # fmt: skip
    submission = world.send()
    item = submission.items.get(code="BCCB")
    assert list(FrozenFile.objects.filter(item=item).values_list("file_name", "is_attachment")) == [
        ("chuan-bi.pdf", True)
    ]


def test_nobody_else_finds_it(world: World) -> None:
    submission = world.send()
    for viewer in (UserFactory.create(),):
        with pytest.raises(NotFound):
            get_submission(submission.pk, viewer=viewer)
