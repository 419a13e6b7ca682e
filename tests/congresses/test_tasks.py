"""Tasks: given, worked on, reported, accepted, returned, dropped, reopened; who may do what."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from daihoi.accounts.models import Grant, User
from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base.errors import Conflict, DomainError, NotFound, NotPermitted, RuleBroken
from daihoi.base.revisions import Outdated, fingerprint
from daihoi.congresses.actions import evidence, tasks
from daihoi.congresses.actions.subcommittees import end_subcommittee
from daihoi.congresses.models import OutsideBody, Subcommittee, Task, TaskEvidence
from daihoi.congresses.queries.board import board_of
from daihoi.congresses.queries.search import tasks_found
from daihoi.congresses.queries.tasks import get_task, rows_of_body, task_can
from daihoi.files.models import StoredFile
from daihoi.notifications.models import Notice
from daihoi.organizations.models import OfficeKind, Person
from tests.congresses.preparing import TODAY, Post, Preparation, on, user_of
from tests.factories import (
    CongressFactory,
    MembershipFactory,
    OrganizationFactory,
    PersonFactory,
    SubcommitteeFactory,
    UserFactory,
    grant,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with on():
        yield


@pytest.fixture
def case() -> Preparation:
    return Preparation()


def told(task: Task) -> dict[str, str]:
    """Who found a notice of the task in her inbox, and the latest one's title."""
    notices = Notice.objects.filter(topic=f"congresses.task:{task.pk}").order_by("pk")
    return {notice.user.full_name: notice.title for notice in notices.select_related("user")}


def events(task: Task) -> list[tuple[str, str]]:
    """What happened to it, the earliest first, and what was said of it."""
    return list(task.notes.order_by("pk").values_list("event", "text"))


# To whom -----------------------------------------------------------------------------------------


def test_a_task_for_a_body_is_kept_recorded_and_told(case: Preparation) -> None:
    task = case.give(
        case.to_body,
        is_urgent=True,
        due_on=date(2020, 3, 31),
        source="Kết luận sinh hoạt 25-3-2020",
        details="Theo đúng chương trình.",
    )
    task.refresh_from_db()
    assert (task.assignee, task.subcommittee, task.state) == ("subcommittee", case.body, "open")
    assert (task.given_on, task.created_by) == (TODAY, user_of(case.secretary))
    assert told(task) == {
        "Trần Văn Trưởng": "Giao việc: Trang trí khánh tiết",
        "Phạm Thị Giúp": "Giao việc: Trang trí khánh tiết",
    }
    body = Notice.objects.filter(user=user_of(case.head)).get().body
    assert body == "Khẩn trương · Tiểu ban Văn kiện · hạn 31-3-2020"
    entry = Entry.objects.get(action="congresses.give_task")
    assert (entry.after["given_to"], entry.after["due_on"]) == ("Tiểu ban Văn kiện", "2020-03-31")


def test_each_kind_of_recipient_is_told(case: Preparation) -> None:
    case.office(case.one, OfficeKind.UNIT_HEAD, unit=case.unit)
    employee = case.person("Vi Thị Lao Động")  # never was a member
    gone = case.member("Đã Chuyển Đi")
    gone.memberships.update(ends_on=TODAY - timedelta(days=1))
    suspended = case.person("Bị Đình Chỉ")
    MembershipFactory.create(person=suspended, status="suspended")
    outside = OutsideBody.objects.create(organization=case.cell, name="Ban chỉ đạo phòng dịch")
    members = {"Trần Văn Trưởng", "Phạm Thị Giúp", "Hoàng Văn Một", "Nông Thị Hai"}
    expected: dict[str, set[str]] = {
        f"unit:{case.unit.pk}": {"Hoàng Văn Một"},
        f"person:{case.two.pk}": {"Nông Thị Hai"},
        "members": members,
        "everyone": members | {employee.full_name, suspended.full_name},
        f"outside:{outside.pk}": set(),
    }
    found = {recipient: set(told(case.give(recipient))) for recipient in expected}
    assert found == expected
    deputy = case.member("Chi Ủy Viên", Role.COMMITTEE_MEMBER)
    case.office(deputy, OfficeKind.COMMITTEE_MEMBER)
    assert set(told(case.give("committee"))) == {"Chi Ủy Viên"}  # the secretary gave it herself


@pytest.mark.parametrize(
    ("decision", "given_on", "code"),
    [
        (None, TODAY, "no_decision"),
        (TODAY + timedelta(days=1), TODAY, "before_decision"),
        (date(2020, 1, 15), date(2020, 1, 14), "before_decision"),
    ],
)
def test_no_task_before_the_decision(
    case: Preparation, decision: date | None, given_on: date, code: str
) -> None:
    number = "06-QĐ/CB" if decision else ""
    body = SubcommitteeFactory.create(
        congress=case.congress, decision_on=decision, decision_number=number
    )
    with pytest.raises(RuleBroken) as refused:
        case.give(f"subcommittee:{body.pk}", given_on=given_on)
    assert refused.value.code == code
    assert refused.value.findings[0].basis.article == "S21"
    assert "quyết định" in str(refused.value.message)
    assert Task.objects.count() == 0


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"due_on": TODAY - timedelta(days=1)}, "due_before_given"),
        ({"given_on": TODAY + timedelta(days=1)}, "given_later"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    case: Preparation, values: dict[str, Any], code: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        case.give(case.to_body, **values)
    assert refused.value.code == code
    assert Task.objects.count() == 0


def test_an_outside_body_is_not_asked_to_acknowledge(case: Preparation) -> None:
    outside = OutsideBody.objects.create(organization=case.cell, name="Ban chỉ đạo")
    with pytest.raises(RuleBroken):
        case.give(f"outside:{outside.pk}", is_requirement=True)


def test_what_belongs_to_another_congress_or_organization_is_not_there(case: Preparation) -> None:
    other = CongressFactory.create()
    stranger = PersonFactory.create()
    body = SubcommitteeFactory.create(congress=other)
    for recipient in (f"subcommittee:{body.pk}", f"person:{stranger.pk}", "nobody", "unit:x"):
        with pytest.raises(NotFound):
            case.give(recipient)
    milestone = other.milestones.create(code="M1", name="Mốc", days=0, planned_on=TODAY)
    with pytest.raises(NotFound):
        case.give(case.to_body, milestone=milestone)


def test_who_may_give_what(case: Preparation) -> None:
    other = SubcommitteeFactory.create(congress=case.congress)
    deputy = case.member("Chi Ủy Viên", Role.COMMITTEE_MEMBER)
    assert case.give("members", actor=user_of(deputy)).pk
    assert case.give(case.to_body, actor=user_of(case.head)).pk
    for person, recipient in (
        (case.head, f"subcommittee:{other.pk}"),
        (case.head, "members"),
        (case.staff, case.to_body),
        (case.one, f"person:{case.one.pk}"),
    ):
        with pytest.raises(NotPermitted):
            case.give(recipient, actor=user_of(person))
    with pytest.raises(NotFound):
        case.give("members", actor=grant(Role.SECRETARY, OrganizationFactory.create(path="/8/")))
    assert Task.objects.count() == 2


# What becomes of it ------------------------------------------------------------------------------


def test_reported_then_accepted(case: Preparation) -> None:
    task = case.give(case.to_body)
    tasks.report_task(task, text="Đã treo xong.", actor=user_of(case.staff))
    task.refresh_from_db()
    assert (task.state, task.reported_by) == ("reported", user_of(case.staff))
    assert events(task) == [("report", "Đã treo xong.")]
    assert told(task)["Lê Thị Bí Thư"] == "Báo xong: Trang trí khánh tiết"
    tasks.accept_task(task, actor=user_of(case.secretary))
    task.refresh_from_db()
    assert (task.state, task.done_by) == ("done", user_of(case.secretary))
    assert told(task)["Phạm Thị Giúp"] == "Đã xác nhận xong: Trang trí khánh tiết"
    states = Entry.objects.filter(subject_type="congresses.task").order_by("pk")
    assert [entry.after["state"] for entry in states] == ["open", "reported", "done"]


def test_supporting_staff_report_and_never_accept(case: Preparation) -> None:
    task = case.give(case.to_body)
    own = case.give(f"person:{case.staff.pk}")
    for each in (task, own):
        tasks.report_task(each, actor=user_of(case.staff))
        flags = task_can(get_task(each.pk, viewer=user_of(case.staff)), viewer=user_of(case.staff))
        assert (flags.work, flags.accept, flags.give_back, flags.drop) == (
            True,
            False,
            False,
            False,
        )
        with pytest.raises(NotPermitted):
            tasks.accept_task(each, actor=user_of(case.staff))
        with pytest.raises(NotPermitted):
            tasks.return_task(each, "Chưa đạt", actor=user_of(case.staff))
        each.refresh_from_db()
        assert each.state == "reported"
    tasks.accept_task(task, actor=user_of(case.head))  # changing one thing: who
    task.refresh_from_db()
    assert task.state == "done"


def test_returned_with_a_reason_it_is_to_be_done_again(case: Preparation) -> None:
    task = case.give(case.to_body)
    tasks.report_task(task, actor=user_of(case.head))
    tasks.return_task(task, "Thiếu băng rôn", actor=user_of(case.secretary))
    task.refresh_from_db()
    assert (task.state, task.reported_at, task.reported_by) == ("open", None, None)
    assert events(task) == [("report", ""), ("return", "Thiếu băng rôn")]
    assert told(task)["Trần Văn Trưởng"] == "Trả lại làm tiếp: Trang trí khánh tiết"
    assert Entry.objects.get(action="congresses.return_task").after["reason"] == "Thiếu băng rôn"


def test_a_list_marks_what_came_back_until_it_is_reported_again(case: Preparation) -> None:
    task = case.give(case.to_body)
    tasks.note_progress(task, "Gần xong", percent=40, actor=user_of(case.head))

    def row() -> tuple[str, bool, int | None]:
        [found] = rows_of_body(case.body, viewer=user_of(case.head))
        return found.standing.value, found.is_returned, found.percent

    assert row() == ("doing", False, 40)
    tasks.report_task(task, actor=user_of(case.head))
    assert row() == ("reported", False, None)
    tasks.return_task(task, "Thiếu băng rôn", actor=user_of(case.secretary))
    assert row() == ("doing", True, 40)
    tasks.report_task(task, actor=user_of(case.head))
    assert row() == ("reported", False, None)
    tasks.accept_task(task, actor=user_of(case.secretary))
    assert row() == ("done", False, None)


def test_dropped_and_taken_up_again(case: Preparation) -> None:
    task = case.give(case.to_body)
    tasks.drop_task(task, "Đã có đơn vị khác làm", actor=user_of(case.secretary))
    task.refresh_from_db()
    assert (task.state, task.drop_reason) == ("dropped", "Đã có đơn vị khác làm")
    assert task.dropped_by == user_of(case.secretary)
    with pytest.raises(Conflict):
        tasks.note_progress(task, "Vẫn làm", actor=user_of(case.head))
    tasks.reopen_task(task, "Đơn vị kia thôi", actor=user_of(case.secretary))
    task.refresh_from_db()
    assert (task.state, task.drop_reason, task.dropped_by) == ("open", "", None)
    assert events(task) == [("reopen", "Đơn vị kia thôi")]


def test_a_task_of_a_body_that_ended_is_not_reopened(case: Preparation) -> None:
    task = case.give(case.to_body)
    tasks.accept_task(task, actor=user_of(case.secretary))
    case.body.ends_on = TODAY - timedelta(days=1)
    case.body.save()
    with pytest.raises(RuleBroken) as refused:
        tasks.reopen_task(task, "Làm lại", actor=user_of(case.secretary))
    assert refused.value.code == "body_ended"


@pytest.mark.parametrize("event", ["report", "accept", "return", "drop", "reopen", "note", "edit"])
@pytest.mark.parametrize("who", ["outsider", "member"])
def test_others_do_nothing_with_it(case: Preparation, event: str, who: str) -> None:
    task = case.give(case.to_body)
    if event == "return":
        tasks.report_task(task, actor=user_of(case.head))
    if event == "reopen":
        tasks.accept_task(task, actor=user_of(case.secretary))
    stranger = grant(Role.SECRETARY, OrganizationFactory.create(path="/8/"))
    actor = user_of(case.one) if who == "member" else stranger
    before = Task.objects.values().get(pk=task.pk)
    with pytest.raises(NotPermitted if who == "member" else NotFound):
        {
            "report": lambda: tasks.report_task(task, actor=actor),
            "accept": lambda: tasks.accept_task(task, actor=actor),
            "return": lambda: tasks.return_task(task, "x", actor=actor),
            "drop": lambda: tasks.drop_task(task, "x", actor=actor),
            "reopen": lambda: tasks.reopen_task(task, "x", actor=actor),
            "note": lambda: tasks.note_progress(task, "x", actor=actor),
            "edit": lambda: tasks.edit_task(task, {"title": "x"}, actor=actor),
        }[event]()
    assert Task.objects.values().get(pk=task.pk) == before


def test_what_has_no_place_in_a_state_is_a_conflict(case: Preparation) -> None:
    task = case.give(case.to_body)
    secretary = user_of(case.secretary)
    with pytest.raises(Conflict):
        tasks.return_task(task, "Chưa báo", actor=secretary)
    with pytest.raises(Conflict):
        tasks.reopen_task(task, "Chưa xong", actor=secretary)
    tasks.report_task(task, actor=secretary)
    with pytest.raises(Conflict):
        tasks.report_task(task, actor=secretary)
    tasks.accept_task(task, actor=secretary)
    with pytest.raises(Conflict):
        tasks.drop_task(task, "Muộn", actor=secretary)
    with pytest.raises(Conflict):
        tasks.edit_task(task, {"title": "Khác"}, actor=secretary)


def test_the_person_herself_works_on_her_task(case: Preparation) -> None:
    task = case.give(f"person:{case.one.pk}")
    note = tasks.note_progress(task, "Đang in", percent=40, actor=user_of(case.one))
    assert (note.percent, note.written_by) == (40, user_of(case.one))
    with pytest.raises(NotPermitted):
        tasks.note_progress(task, "Tôi làm", actor=user_of(case.two))
    tasks.report_task(task, actor=user_of(case.one))
    with pytest.raises(NotPermitted):
        tasks.accept_task(task, actor=user_of(case.one))


def test_who_assigned_works_for_an_outside_body(case: Preparation) -> None:
    outside = OutsideBody.objects.create(organization=case.cell, name="Ban chỉ đạo")
    task = case.give(f"outside:{outside.pk}")
    with pytest.raises(NotPermitted):
        tasks.report_task(task, actor=user_of(case.head))
    tasks.report_task(task, text="Đã gửi công văn.", actor=user_of(case.secretary))
    task.refresh_from_db()
    assert task.state == "reported"


# Terms -------------------------------------------------------------------------------------------


def test_terms_are_changed_and_handed_to_another_body(case: Preparation) -> None:
    task = case.give(case.to_body)
    other = SubcommitteeFactory.create(congress=case.congress, name="Tiểu ban Khánh tiết")
    newcomer = case.in_body("Người Mới", Post.HEAD, other)
    wish = {"recipient": f"subcommittee:{other.pk}", "due_on": date(2020, 3, 30)}
    tasks.edit_task(task, wish, actor=user_of(case.secretary))
    task.refresh_from_db()
    assert (task.subcommittee, task.due_on, task.revision) == (other, date(2020, 3, 30), 2)
    assert told(task)[newcomer.full_name] == "Sửa công việc: Trang trí khánh tiết"
    entry = Entry.objects.get(action="congresses.edit_task")
    assert (entry.before["given_to"], entry.after["given_to"]) == (
        "Tiểu ban Văn kiện",
        "Tiểu ban Khánh tiết",
    )
    with pytest.raises(NotPermitted):  # its new head may not hand it back to a body not hers
        tasks.edit_task(task, {"recipient": case.to_body}, actor=user_of(newcomer))
    with pytest.raises(RuleBroken):
        tasks.edit_task(task, {"due_on": date(2020, 3, 1)}, actor=user_of(case.secretary))


def test_an_edit_from_an_old_page_writes_nothing(case: Preparation) -> None:
    task = case.give(case.to_body)
    seen = fingerprint(task, ["title"])
    tasks.edit_task(task, {"title": "Khánh tiết hội trường"}, actor=user_of(case.secretary))
    with pytest.raises(Outdated):
        tasks.edit_task(task, {"title": "Khánh tiết"}, seen=seen, actor=user_of(case.head))
    task.refresh_from_db()
    assert task.title == "Khánh tiết hội trường"


# General requirements ----------------------------------------------------------------------------


def test_each_acknowledges_and_the_secretary_sees_who_has_not(case: Preparation) -> None:
    task = case.give("members", is_requirement=True, title="Đeo khẩu trang")
    evidence.acknowledge(task, case.one, actor=user_of(case.one))
    evidence.acknowledge(task, case.one, actor=user_of(case.one))  # twice changes nothing
    evidence.acknowledge(task, case.two, actor=user_of(case.secretary))  # on paper
    noted = {a.person.full_name: a.acknowledged_by.full_name for a in task.acknowledgements.all()}
    assert noted == {"Hoàng Văn Một": "Hoàng Văn Một", "Nông Thị Hai": "Lê Thị Bí Thư"}
    assert Entry.objects.filter(action="congresses.acknowledge").count() == 2
    client = Client()
    client.force_login(user_of(case.secretary))
    page = client.get(reverse("congresses:task_detail", args=[task.pk])).context["page"]
    shown = [(row.person.full_name, bool(row.acknowledgement)) for row in page.asked]
    assert [known for _name, known in shown] == [False, False, False, True, True]
    assert ("Phạm Thị Giúp", False) in shown
    client.force_login(user_of(case.one))
    page = client.get(reverse("congresses:task_detail", args=[task.pk])).context["page"]
    assert page.asked == []
    assert page.own is not None


def test_only_who_is_asked_acknowledges_and_only_for_herself(case: Preparation) -> None:
    task = case.give(case.to_body, is_requirement=True)
    with pytest.raises(NotPermitted) as refused:
        evidence.acknowledge(task, case.one, actor=user_of(case.one))
    assert refused.value.code == "not_asked"
    with pytest.raises(NotPermitted):
        evidence.acknowledge(task, case.head, actor=user_of(case.staff))
    evidence.acknowledge(task, case.staff, actor=user_of(case.staff))
    work = case.give(case.to_body)
    with pytest.raises(Conflict):
        evidence.acknowledge(work, case.staff, actor=user_of(case.staff))
    tasks.accept_task(task, actor=user_of(case.secretary))  # ends the requirement
    with pytest.raises(Conflict):
        evidence.acknowledge(task, case.head, actor=user_of(case.head))
    assert task.acknowledgements.count() == 1


def test_nobody_reports_a_requirement(case: Preparation) -> None:
    task = case.give("members", is_requirement=True)
    for act in (tasks.report_task, lambda t, actor: tasks.note_progress(t, "x", actor=actor)):
        with pytest.raises(Conflict) as refused:
            act(task, actor=user_of(case.secretary))
        assert refused.value.code == "requirement"


# Evidence ----------------------------------------------------------------------------------------


JPEG = b"\xff\xd8\xff\xe0 anh \x00\xff"


def upload(client: Client, task: Task, content: bytes, name: str = "Ảnh khánh tiết.jpg") -> Any:
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("congresses:evidence_add", args=[task.pk]), {"file": file})


def test_evidence_comes_back_byte_for_byte_to_who_sees_the_task(case: Preparation) -> None:
    task = case.give(case.to_body)
    client = Client()
    client.force_login(user_of(case.staff))
    assert upload(client, task, JPEG).status_code == 302
    kept = TaskEvidence.objects.get()
    assert (kept.file_name, kept.added_by) == ("Ảnh khánh tiết.jpg", user_of(case.staff))
    door = reverse("congresses:evidence_file", args=[kept.pk])
    answer = client.get(door)
    assert answer.content == JPEG
    assert "attachment" in answer["Content-Disposition"]
    again = upload(client, task, JPEG)
    assert (again.status_code, TaskEvidence.objects.count()) == (409, 1)
    client.force_login(grant(Role.SECRETARY, OrganizationFactory.create(path="/8/")))
    assert client.get(door).status_code == 404
    assert Entry.objects.get(action="congresses.add_evidence").after["file_name"] == kept.file_name


def test_who_attached_a_file_takes_it_off_while_the_task_is_open(case: Preparation) -> None:
    task = case.give(case.to_body)
    kept = evidence.add_evidence(task, b"abc", "a.txt", actor=user_of(case.staff))
    mine = evidence.add_evidence(task, b"def", "b.txt", actor=user_of(case.staff))
    with pytest.raises(NotPermitted):
        evidence.remove_evidence(kept, actor=user_of(case.one))
    evidence.remove_evidence(mine, actor=user_of(case.staff))
    assert list(task.evidence.values_list("file_name", flat=True)) == ["a.txt"]
    tasks.accept_task(task, actor=user_of(case.secretary))
    with pytest.raises(Conflict):
        evidence.remove_evidence(kept, actor=user_of(case.staff))


def test_who_left_the_body_leaves_its_files(case: Preparation) -> None:
    task = case.give(case.to_body)
    added = evidence.add_evidence(task, b"anh", "anh.jpg", actor=user_of(case.staff))
    Grant.objects.filter(user=case.staff.user, role=Role.SUPPORTING_STAFF).delete()
    with pytest.raises(NotPermitted):
        evidence.remove_evidence(added, actor=user_of(case.staff))
    assert task.evidence.count() == 1


def test_a_file_too_large_or_empty_is_refused_with_words(
    case: Preparation, settings: LazySettings
) -> None:
    settings.UPLOAD_LIMIT_MB = 1
    task = case.give(case.to_body)
    client = Client()
    client.force_login(user_of(case.staff))
    large = upload(client, task, b"x" * (1024 * 1024 + 1))
    assert large.status_code == 422
    assert "Tệp nặng hơn 1 MB" in large.content.decode()
    assert "Tệp này trống" in upload(client, task, b"").content.decode()
    assert (TaskEvidence.objects.count(), StoredFile.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("cài đặt.exe", b"MZ\x90\x00", "“cài đặt.exe”: không nhận loại tệp này. Chỉ nhận tệp PDF"),
        ("không đuôi", b"%PDF-1.4\n%%EOF", "“không đuôi”: không nhận loại tệp này."),
        ("báo cáo.pdf", b"not a pdf....", "“báo cáo.pdf”: nội dung bên trong không phải tệp .pdf."),
        ("báo cáo.docx", b"PK\x03\x04", "“báo cáo.docx”: nội dung bên trong không phải tệp .docx."),
        ("ảnh.jpg", b"MZ\x90\x00", "“ảnh.jpg”: nội dung bên trong không phải tệp .jpg."),
    ],
)
def test_a_file_that_is_no_evidence_is_refused_by_name_and_by_content(
    case: Preparation, name: str, content: bytes, said: str
) -> None:
    task = case.give(case.to_body)
    client = Client()
    client.force_login(user_of(case.staff))
    refused = upload(client, task, content, name)
    assert (refused.status_code, said in refused.content.decode()) == (422, True)
    assert (TaskEvidence.objects.count(), StoredFile.objects.count()) == (0, 0)
    assert upload(client, task, JPEG).status_code == 302  # changing one thing: the file


@pytest.mark.parametrize("name", ["task_note", "task_report", "evidence_add"])
def test_a_refusals_address_opened_again_leads_to_the_task(case: Preparation, name: str) -> None:
    task = case.give(case.to_body)
    client = Client()
    client.force_login(user_of(case.staff))
    door = reverse(f"congresses:{name}", args=[task.pk])
    if name != "task_report":  # whose only field may be empty
        assert client.post(door, {}).status_code == 422
    answer = client.get(door)
    home = reverse("congresses:task_detail", args=[task.pk])
    assert (answer.status_code, answer["Location"]) == (302, home)
    client.force_login(grant(Role.SECRETARY, OrganizationFactory.create(path="/8/")))
    assert client.get(door).status_code == 404


def test_a_full_disk_leaves_nothing_half_done(
    case: Preparation, monkeypatch: pytest.MonkeyPatch, settings: LazySettings
) -> None:
    task = case.give(case.to_body)
    client = Client()
    client.force_login(user_of(case.staff))

    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    answer = upload(client, task, JPEG)
    assert answer.status_code == 507
    assert "hết chỗ trên đĩa" in answer.content.decode()
    assert (TaskEvidence.objects.count(), StoredFile.objects.count()) == (0, 0)
    assert [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()] == []


# Pages -------------------------------------------------------------------------------------------


def test_the_pages_walk_a_task_from_giving_to_accepting(case: Preparation) -> None:
    secretary, head = Client(), Client()
    secretary.force_login(user_of(case.secretary))
    head.force_login(user_of(case.head))
    give = reverse("congresses:task_give", args=[case.congress.pk])
    form = secretary.get(give, {"cho": case.to_body}).context["form"]
    assert form["recipient"].value() == case.to_body
    wish = {
        "title": "  Trang trí   khánh tiết ",
        "recipient": case.to_body,
        "given_on": "26/3/2020",
        "due_on": "25/3/2020",
    }
    refused = secretary.post(give, wish)
    assert refused.context["form"].errors["due_on"] == ["Hạn phải từ ngày giao trở đi."]
    secretary.post(give, wish | {"due_on": "31/3/2020"})
    task = Task.objects.get()
    assert (task.title, task.due_on) == ("Trang trí khánh tiết", date(2020, 3, 31))
    door = reverse("congresses:task_detail", args=[task.pk])
    assert "Báo đã làm xong" in head.get(door).content.decode()
    wrong = head.post(
        reverse("congresses:task_note", args=[task.pk]), {"text": "A", "percent": 130}
    )
    assert wrong.status_code == 422
    head.post(reverse("congresses:task_note", args=[task.pk]), {"text": "Gần xong", "percent": 80})
    head.post(reverse("congresses:task_report", args=[task.pk]), {"text": ""})
    back = reverse("congresses:task_return", args=[task.pk])
    assert secretary.get(back).status_code == 200
    secretary.post(back, {"reason": "Thiếu hoa"})
    page = head.get(door)
    said = " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())
    assert "Trả lại ngày 26-3-2020 Thiếu hoa" in said
    assert "Báo xong ngày 26-3-2020" in said
    assert "đã làm 80 %" in said
    assert page.context["page"].row.is_returned
    head.post(reverse("congresses:task_report", args=[task.pk]), {"text": "Đủ hoa"})
    assert not head.get(door).context["page"].row.is_returned
    secretary.post(reverse("congresses:task_accept", args=[task.pk]))
    task.refresh_from_db()
    assert (task.state, task.notes.count()) == ("done", 4)
    assert "đã làm 80 %" not in " ".join(head.get(door).content.decode().split())
    secretary.post(reverse("congresses:task_reopen", args=[task.pk]), {"reason": "Hoa héo"})
    secretary.post(reverse("congresses:task_drop", args=[task.pk]), {"reason": "Không cần"})
    task.refresh_from_db()
    assert (task.state, task.drop_reason) == ("dropped", "Không cần")


def test_the_head_is_offered_only_her_own_body_and_who_is_in_it(case: Preparation) -> None:
    other = SubcommitteeFactory.create(congress=case.congress, name="Tiểu ban khác")
    case.in_body("Đinh Văn Khác", Post.MEMBER, other)
    left = case.in_body("Vũ Thị Thôi", Post.MEMBER)
    left.posts.update(ends_on=TODAY - timedelta(days=1), starts_on=date(2020, 1, 1))
    client = Client()
    client.force_login(user_of(case.head))
    give = reverse("congresses:task_give", args=[case.congress.pk])
    choices = client.get(give).context["form"].fields["recipient"].choices
    assert list(choices)[1:] == [
        ("Tiểu ban, bộ phận giúp việc", [(case.to_body, case.body.name)]),
        (
            "Đồng chí trong Tiểu ban Văn kiện",
            [
                (f"person:{case.staff.pk}@{case.body.pk}", "Phạm Thị Giúp"),
                (f"person:{case.head.pk}@{case.body.pk}", "Trần Văn Trưởng"),
            ],
        ),
    ]
    client.force_login(user_of(case.one))
    assert client.get(give).status_code == 403


def test_namesakes_are_told_apart_and_a_body_without_decision_is_shown_but_not_to_be_chosen(
    case: Preparation,
) -> None:
    early = SubcommitteeFactory.create(
        congress=case.congress, name="Tiểu ban Hậu cần", decision_on=None, decision_number=""
    )
    first = case.person("Nguyễn Thị Hương", unit=case.unit)
    second = case.person("Nguyễn Thị Hương", birth="1980")
    client = Client()
    client.force_login(user_of(case.secretary))
    give = reverse("congresses:task_give", args=[case.congress.pk])
    page = " ".join(client.get(give).content.decode().split())
    assert f'<option value="subcommittee:{early.pk}" disabled>Tiểu ban Hậu cần (chưa có' in page
    assert f'<option value="{case.to_body}">Tiểu ban Văn kiện</option>' in page
    assert f'<option value="person:{first.pk}">Nguyễn Thị Hương (Văn phòng)</option>' in page
    assert f'<option value="person:{second.pk}">Nguyễn Thị Hương (sinh 1980)</option>' in page
    board = client.get(reverse("congresses:board", args=[case.congress.pk])).context["board"]
    assert (first.pk, "Nguyễn Thị Hương (Văn phòng)") in board.people
    post = client.get(reverse("congresses:post_add", args=[case.body.pk])).content.decode()
    assert f'<option value="{first.pk}">Nguyễn Thị Hương (Văn phòng)</option>' in post


def test_whom_a_task_is_given_to_stays_chosen_when_the_body_takes_no_more(
    case: Preparation,
) -> None:
    task = case.give(case.to_body)
    case.body.decision_on, case.body.decision_number = None, ""
    case.body.save()
    client = Client()
    client.force_login(user_of(case.secretary))
    edit = client.get(reverse("congresses:task_edit", args=[task.pk])).content.decode()
    assert f'<option value="{case.to_body}" selected>' in edit


def test_the_head_gives_work_to_one_of_her_body_and_looks_after_it(case: Preparation) -> None:
    member = case.in_body("Đinh Văn Viết", Post.MEMBER)
    inside = f"person:{case.staff.pk}@{case.body.pk}"
    head, staff = user_of(case.head), user_of(case.staff)
    task = case.give(inside, actor=head)
    assert (task.assignee, task.person, task.subcommittee) == ("person", case.staff, case.body)
    assert (task.recipient, task.given_to) == (inside, "Phạm Thị Giúp (Tiểu ban Văn kiện)")
    assert [notice.user for notice in Notice.objects.filter(title__startswith="Giao việc")] == [
        staff
    ]
    tasks.report_task(task, actor=staff)
    with pytest.raises(NotPermitted):
        tasks.accept_task(task, actor=staff)
    assert tasks.accept_task(task, actor=head).done_by == head

    # moved to another of the body, or to somebody outside it: her limits stay the same
    second = case.give(inside, actor=head)
    moved = tasks.edit_task(
        second, {"recipient": f"person:{member.pk}@{case.body.pk}"}, actor=user_of(case.head)
    )
    assert moved.person == member
    for recipient in (f"person:{case.one.pk}", f"person:{case.staff.pk}"):
        with pytest.raises(NotPermitted):
            tasks.edit_task(second, {"recipient": recipient}, actor=user_of(case.head))
    with pytest.raises(RuleBroken) as refused:
        case.give(f"person:{case.one.pk}@{case.body.pk}", actor=user_of(case.head))
    assert refused.value.code == "not_in_body"
    assert refused.value.message == ("Đồng chí Hoàng Văn Một không ở trong Tiểu ban Văn kiện.")
    elsewhere = SubcommitteeFactory.create(congress=case.congress, name="Tiểu ban khác")
    with pytest.raises(NotPermitted):
        case.give(f"person:{case.staff.pk}@{elsewhere.pk}", actor=user_of(case.head))
    assert Task.objects.count() == 2


def test_a_body_with_work_for_one_of_its_people_does_not_end(case: Preparation) -> None:
    case.give(f"person:{case.staff.pk}@{case.body.pk}")
    with pytest.raises(Conflict) as refused:
        end_subcommittee(case.body, TODAY, actor=user_of(case.secretary))
    assert refused.value.code == "open_tasks"


def test_a_body_that_ended_takes_no_work_of_an_earlier_day(case: Preparation) -> None:
    Subcommittee.objects.filter(pk=case.body.pk).update(ends_on=TODAY - timedelta(days=1))
    with pytest.raises(RuleBroken) as refused:
        case.give(case.to_body, given_on=TODAY - timedelta(days=2))
    assert refused.value.code == "body_ended"


def test_a_refused_decision_says_what_to_do(case: Preparation) -> None:
    body = SubcommitteeFactory.create(
        congress=case.congress, name="Tiểu ban An ninh", decision_on=None, decision_number=""
    )
    client = Client()
    client.force_login(user_of(case.secretary))
    wish = {"title": "Gác cổng", "recipient": f"subcommittee:{body.pk}", "given_on": "26/3/2020"}
    page = client.post(reverse("congresses:task_give", args=[case.congress.pk]), wish)
    assert page.context["form"].non_field_errors() == [
        (
            "Tiểu ban An ninh chưa có quyết định thành lập nên chưa nhận việc được."
            " Hãy ghi số và ngày quyết định ở trang sửa tiểu ban trước."
        )
    ]


def test_a_stale_edit_page_shows_what_is_kept(case: Preparation) -> None:
    task = case.give(case.to_body)
    client = Client()
    client.force_login(user_of(case.secretary))
    door = reverse("congresses:task_edit", args=[task.pk])
    form = client.get(door).context["form"]
    mine = {name: form[name].value() or "" for name in form.fields} | {
        "recipient": "members",
        "given_on": "26/3/2020",
        "is_urgent": "",
        "is_requirement": "",
    }
    tasks.edit_task(task, {"recipient": "committee"}, actor=user_of(case.secretary))
    stale = client.post(door, mine).context["form"]
    assert stale.errors["recipient"] == ["Đang lưu: Chi ủy"]
    client.post(door, mine | {"seen": stale["seen"].value()})
    task.refresh_from_db()
    assert task.assignee == "members"


def test_work_on_personnel_is_read_by_its_body_and_who_leads(case: Preparation) -> None:
    Subcommittee.objects.filter(pk=case.body.pk).update(purpose="personnel")
    task = case.give(case.to_body, title="Lập danh sách giới thiệu")
    added = evidence.add_evidence(task, b"danh sach", "ds.docx", actor=user_of(case.head))
    deputy = case.member("Chi Ủy Viên", Role.COMMITTEE_MEMBER)
    readers = [case.secretary, deputy, case.head, case.staff]
    for user, status in [
        *((user_of(each), 200) for each in readers),
        (user_of(case.one), 403),
        (grant(Role.ADMINISTRATOR, case.cell), 403),
    ]:
        client = Client()
        client.force_login(user)
        page = reverse("congresses:task_detail", args=[task.pk])
        file = reverse("congresses:evidence_file", args=[added.pk])
        assert [client.get(url).status_code for url in (page, file)] == [status, status]
        found = tasks_found("danh sach", viewer=user, start=0, stop=5)
        assert found == ([task] if status == 200 else [])


def test_lists_name_work_on_personnel_to_those_only(case: Preparation) -> None:
    """Everybody sees how much of it there is."""
    Subcommittee.objects.filter(pk=case.body.pk).update(purpose="personnel")
    milestone = case.congress.milestones.create(
        code="M8", name="Nhân sự", days=0, planned_on=TODAY, responsible=["personnel"]
    )
    title = "Thẩm tra hồ sơ"
    case.give(case.to_body, title=title, milestone=milestone)
    pages = {
        "board": reverse("congresses:board", args=[case.congress.pk]),
        "body": reverse("congresses:subcommittee_detail", args=[case.body.pk]),
        "milestone": reverse("congresses:milestone_detail", args=[milestone.pk]),
    }
    for who, reads in ((case.head, True), (case.secretary, True), (case.one, False)):
        client = Client()
        client.force_login(user_of(who))
        said = {name: client.get(url).content.decode() for name, url in pages.items()}
        assert {name for name in said if title in said[name]} == (set(pages) if reads else set())
        assert ("chỉ tiểu ban nhân sự và chi ủy xem được" in said["board"]) is not reads
        board = board_of(case.congress.pk, viewer=user_of(who))
        [section] = [each for each in board.sections if each.title == case.body.name]
        assert sum(section.counts) == 1


def test_a_task_somebody_has_begun_does_not_become_a_requirement(case: Preparation) -> None:
    begun, known = case.give(case.to_body), case.give("members", is_requirement=True)
    tasks.note_progress(begun, "Đã chọn hoa.", percent=40, actor=user_of(case.staff))
    evidence.acknowledge(known, case.one, actor=user_of(case.one))
    for task in (begun, known):
        with pytest.raises(Conflict) as refused:
            tasks.edit_task(
                task, {"is_requirement": not task.is_requirement}, actor=user_of(case.secretary)
            )
        assert refused.value.code == "task_begun"


def test_who_has_no_part_finds_no_task(case: Preparation) -> None:
    task = case.give(f"person:{case.one.pk}")
    employee = case.person("Vi Thị Lao Động")
    everyone = case.give("everyone", is_requirement=True)
    stranger: User = UserFactory.create()
    for viewer in (stranger, user_of(employee)):
        with pytest.raises(DomainError):
            get_task(task.pk, viewer=viewer)
    assert get_task(everyone.pk, viewer=user_of(employee)) == everyone  # it asks her
    evidence.acknowledge(everyone, Person.objects.get(pk=employee.pk), actor=user_of(employee))
    assert everyone.acknowledgements.count() == 1
