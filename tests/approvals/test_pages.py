"""Pages as each walks them: the secretary sends, the superior appraises and decides, the clerk enters."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from daihoi.accounts.models import User
from daihoi.approvals.actions import lines
from daihoi.approvals.models import Decision, Submission
from daihoi.audit.models import Entry
from daihoi.congresses.actions.days import Grounds, postpone
from daihoi.papers.outline import Run
from daihoi.registry.actions import dossiers
from daihoi.rules.approvals import SubmissionKind
from tests.approvals.sending import TODAY, World, a_world
from tests.congresses.preparing import on
from tests.factories.registry import PaperFactory, content

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Iterator[World]:
    with on(TODAY):
        yield a_world()


def door(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def post(user: User, name: str, *args: Any, **data: Any) -> Any:
    return door(user).post(reverse(f"approvals:{name}", args=args), data)


def text_of(user: User, name: str, *args: Any) -> str:
    answer = door(user).get(reverse(f"approvals:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_way_of_a_dossier_through_its_pages(world: World) -> None:
    page = door(world.secretary).get(reverse("approvals:dossier_submit", args=[world.congress.pk, "duyet"]))  # fmt: skip
    seen = page.context["page"].seen
    told = {"people": 2, "note": "Kính trình.", "lacks_reason": "gửi sau", "seen": seen}
    answer = post(world.secretary, "dossier_submit", world.congress.pk, "duyet", **told)
    submission = Submission.objects.get()
    detail = reverse("approvals:submission_detail", args=[submission.pk])
    assert (answer.status_code, answer["Location"]) == (302, detail)

    post(world.reviewer, "submission_take_up", submission.pk)
    items = list(submission.items.order_by("position"))
    for item in items:
        answer = post(world.reviewer, "item_judge", item.pk, result="approved", remark="", next="1")
        assert answer.status_code == 302
    told = {
        "reviewer": "Ban Tổ chức",
        "appraised_on": "11/3/2020",
        "remarks": "Tốt.",
        "changes": "",
    }
    assert post(world.reviewer, "appraisal_finish", submission.pk, **told).status_code == 302
    told = {
        "paper_number": "12-TB/ĐUK", "paper_on": "11/3/2020", "signer": "Lưu Thị Phương",
        "target_on": "4/2020", "target_precision": "early", "valid_form": "all_members",
        "valid_people": 42,
    }  # fmt: skip
    assert post(world.reviewer, "submission_approve", submission.pk, **told).status_code == 302
    decision = Decision.objects.get()
    assert (decision.valid_precision, decision.valid_people) == ("early", 42)
    text = text_of(world.secretary, "submission_detail", submission.pk)
    for word in ("đã phê duyệt", "12-TB/ĐUK", "Ban Tổ chức", "đầu tháng 4/2020, 42 người dự"):
        assert word in text


def test_a_form_that_lacks_something_keeps_what_was_typed(world: World) -> None:
    answer = post(world.secretary, "dossier_submit", world.congress.pk, "duyet", people=2, note="Kính trình.", lacks_reason="", seen="x")  # fmt: skip
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Kính trình." in text
    assert Submission.objects.count() == 0


def test_the_superior_is_led_back_to_its_desk_from_every_page(world: World) -> None:
    """The dossier as it is put together is the cell's: to the superior it is not there."""
    submission = world.returned()
    item = submission.items.first()
    assert item is not None
    pages = [("item_judge", item.pk)] + [
        (name, submission.pk)
        for name in ("appraisal_finish", "submission_approve", "submission_return")
    ]
    home = reverse("approvals:dossier", args=[world.congress.pk])
    for name, key in pages:
        line = text_of(world.reviewer, name, key).partition("breadcrumbs")[2].partition("</nav>")[0]
        assert home not in line
        assert reverse("approvals:desk") in line


OLD_PROPOSAL = "tờ trình vẫn là bản lần trước"
SHORT = "Hạn này là chính ngày gửi"


def test_warnings_stand_on_the_page_before_it_is_sent(world: World) -> None:
    """What the superior would see on the submission, its sender sees first."""
    sending = ("dossier_submit", world.congress.pk, "duyet")
    first = text_of(world.secretary, *sending)
    assert OLD_PROPOSAL not in first
    assert "trả lời trước thứ Sáu 27-3-2020" in first
    assert "Dự thảo nghị quyết đại hội" in first.partition("Hồ sơ chưa sẵn sàng")[2]
    world.returned()
    assert OLD_PROPOSAL not in text_of(world.secretary, *sending)
    report, letter = world.papers["BCCT"], world.papers["TTDH"]
    report.revision += 1
    report.save()
    assert OLD_PROPOSAL in text_of(world.secretary, *sending)
    letter.revision += 1
    letter.save()
    assert OLD_PROPOSAL not in text_of(world.secretary, *sending)


def test_an_answer_asked_for_on_the_same_day_is_told_before_sending(world: World) -> None:
    sending = ("dossier_submit", world.congress.pk, "duyet")
    assert SHORT not in text_of(world.secretary, *sending)
    with on(date(2020, 3, 30)):
        assert SHORT in text_of(world.secretary, *sending)


def test_sending_while_postponed_is_warned_of_and_told_to_the_superior(world: World) -> None:
    postpone(
        world.congress, Grounds(reason="dịch", authority="Đảng ủy Khối"), actor=world.secretary
    )
    text = text_of(world.secretary, "dossier_submit", world.congress.pk, "duyet")
    assert "Đại hội đang hoãn, chưa có ngày." in text
    assert "được đề nghị trả lời trước" not in text
    world.congress.refresh_from_db()
    submission = world.send()
    told = text_of(world.reviewer, "submission_detail", submission.pk)
    assert "hồ sơ này không hẹn ngày trả lời" in told
    assert "Cần trả lời trước" not in told
    assert "chưa hẹn ngày trả lời" in text_of(world.reviewer, "desk")
    assert "chưa hẹn ngày trả lời" in door(world.reviewer).get("/").content.decode()


def test_a_congress_postponed_after_sending_is_told_to_the_superior(world: World) -> None:
    submission = world.send()
    postpone(
        world.congress, Grounds(reason="dịch", authority="Đảng ủy Khối"), actor=world.secretary
    )
    told = text_of(world.reviewer, "submission_detail", submission.pk)
    assert (
        "Đại hội đang hoãn, chưa có ngày mới; hồ sơ này trình cho đại hội đầu tháng 4/2020." in told
    )


@pytest.mark.parametrize(("day", "warned"), [("2020-03-10", True), ("2020-03-11", False)])
def test_a_report_of_an_earlier_day_is_pointed_out(world: World, day: str, *, warned: bool) -> None:
    source = f"home.report:{world.congress.pk}:{day}"
    PaperFactory.create(congress=world.congress, kind="BCCB", source=source)
    for name, *args in (("dossier",), ("dossier_submit", "duyet")):
        text = text_of(world.secretary, name, world.congress.pk, *args)
        assert ("tình hình đến hết ngày 10-3-2020" in text) is warned


def test_two_who_decide_at_once_see_both(world: World) -> None:
    submission = world.appraised()
    told = {"paper_on": "11/3/2020", "remarks": "Sửa văn kiện."}
    assert post(world.reviewer, "submission_return", submission.pk, **told).status_code == 302
    told = {
        "paper_number": "13-TB/ĐUK", "paper_on": "11/3/2020", "signer": "Lưu Thị Phương",
        "target_on": "3/4/2020", "target_precision": "day", "valid_form": "all_members",
        "valid_people": 42, "remarks": "Đồng ý.",
    }  # fmt: skip
    answer = post(world.reviewer, "submission_approve", submission.pk, **told)
    text = answer.content.decode()
    assert answer.status_code == 409
    for word in ("Quyết định đã ghi", "Sửa văn kiện.", "Điều đồng chí vừa ghi", "13-TB/ĐUK"):
        assert word in text
    assert Decision.objects.get().result == "returned"


def test_a_file_is_read_in_the_browser_or_saved_and_recorded(world: World) -> None:
    submission = world.send()
    file = submission.items.get(code="BCCT").files.get(file_name__endswith=".pdf")
    url = reverse("approvals:file_open", args=[file.pk])
    answer = door(world.reviewer).get(url)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("inline")
    assert answer.content == file.file.read()
    saved = door(world.reviewer).get(url, {"tai": "1"})
    assert saved["Content-Disposition"].startswith("attachment")
    entry = Entry.objects.filter(action="approvals.open_file").latest("pk")
    assert (entry.actor_id, entry.after["sha256"]) == (world.reviewer.pk, file.file.sha256)
    hidden = submission.items.get(code="DANS").files.first()
    assert hidden is not None
    assert (
        door(world.clerk).get(reverse("approvals:file_open", args=[hidden.pk])).status_code == 404
    )


def test_reading_a_file_of_a_line_and_a_comparison_is_recorded(world: World) -> None:
    kept = lines.add_attachment(
        world.congress, SubmissionKind.APPROVAL, "BCCT", b"%PDF-1.4 phu luc", "phu-luc.pdf", actor=world.staff
    )  # fmt: skip
    answer = door(world.secretary).get(reverse("approvals:attachment_file", args=[kept.pk]))
    assert answer.content == b"%PDF-1.4 phu luc"
    entry = Entry.objects.get(action="approvals.open_attachment")
    assert (entry.actor_id, entry.after["file_name"], entry.after["code"]) == (world.secretary.pk, "phu-luc.pdf", "BCCT")  # fmt: skip

    world.returned()
    paper = world.papers["BCCT"]
    paper.content, paper.revision = content(subject=(Run("tình hình khác"),)), 2
    paper.save()
    item = world.send().items.get(code="BCCT")
    text_of(world.reviewer, "item_compare", item.pk)
    saved = door(world.reviewer).get(reverse("approvals:item_redline", args=[item.pk]))
    assert saved.content.startswith(b"PK")
    told = Entry.objects.filter(action="approvals.open_comparison").order_by("pk")
    assert [
        (e.actor_id, e.after["as_file"], e.after["before"], e.after["number"]) for e in told
    ] == [
        (world.reviewer.pk, False, 1, 2),
        (world.reviewer.pk, True, 1, 2),
    ]


def test_the_superior_opens_the_sealed_dossier_that_went_along(world: World) -> None:
    made = dossiers.make_dossier(
        world.congress, name="Hồ sơ duyệt", papers=[world.papers["KHDH"]], actor=world.secretary
    )
    sealed = dossiers.seal_dossier(made, actor=world.secretary)
    submission = world.send(sealed=sealed)
    other = world.fresh(submission)
    answer = door(world.reviewer).get(reverse("approvals:sealed_archive", args=[other.pk]))
    assert sealed.archive is not None
    assert answer.content == sealed.archive.read()
    assert Entry.objects.filter(action="approvals.open_sealed").count() == 1
    assert door(world.secretary).get(reverse("approvals:sealed_pdf", args=[other.pk])).status_code == 404  # fmt: skip


def test_the_clerk_walks_a_paper_answer(world: World) -> None:
    submission = world.send()
    post(world.clerk, "submission_on_paper", submission.pk)
    hidden = submission.items.get(code="DANS")
    for item in submission.items.exclude(pk=hidden.pk):
        post(world.clerk, "item_judge", item.pk, result="approved", remark="")
    assert post(world.clerk, "item_judge", hidden.pk, result="approved").status_code == 404
    post(world.secretary, "item_judge", hidden.pk, result="approved", remark="")
    told = {"reviewer": "Ban Thường vụ", "appraised_on": "11/3/2020"}
    post(world.clerk, "appraisal_finish", submission.pk, **told)
    came_in = world.incoming()
    told = {
        "incoming": came_in.pk, "signer": "Lưu Thị Phương", "target_on": "3/4/2020",
        "target_precision": "day", "valid_form": "all_members", "valid_people": 42,
    }  # fmt: skip
    assert post(world.clerk, "submission_approve", submission.pk, **told).status_code == 302
    decision = Decision.objects.get()
    assert (decision.paper_number, decision.paper_on) == ("12-TB/ĐUK", TODAY)


def test_a_file_that_is_not_what_it_says_is_refused(world: World) -> None:
    bad = SimpleUploadedFile("../../ho-so.pdf", b"<svg onload=alert(1)>")
    answer = post(world.staff, "line_attach", world.congress.pk, "duyet", "BCCB", upload=bad)
    assert answer.status_code == 422
    assert "nội dung bên trong không phải tệp .pdf" in answer.content.decode()


def test_pages_at_home_say_what_is_missing(world: World) -> None:
    text = text_of(world.staff, "dossier", world.congress.pk)
    for word in ("còn thiếu 7 văn bản", "Dự thảo nghị quyết đại hội", "chưa có nguồn xác nhận"):
        assert word.lower() in text.lower()
    assert "Chi ủy đã thông qua đề án nhân sự" in text
    assert door(world.staff).get(reverse("approvals:dossier", args=[world.congress.pk + 1])).status_code == 404  # fmt: skip
    unknown = reverse("approvals:line_edit", args=[world.congress.pk, "khac", "BCCT"])
    assert door(world.staff).get(unknown).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_of_a_dossier_ask_the_same(world: World, count: int) -> None:
    for _number in range(count + 1):
        PaperFactory.create(congress=world.congress, kind="BCCT")
        submission = world.returned()
    client = door(world.reviewer)
    url = reverse("approvals:submission_detail", args=[submission.pk])
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        client.get(url)
    assert len(asked) == 14
