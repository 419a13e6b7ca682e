"""A status report of a day says what was known by its end, and says the same for ever after."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.base import clock, offers
from daihoi.base.offers import Table
from daihoi.congresses.actions import (
    congresses,
    days,
    goals,
    milestones,
    plans,
    subcommittees,
    tasks,
)
from daihoi.congresses.actions.days import Grounds
from daihoi.congresses.actions.evidence import acknowledge
from daihoi.congresses.models import Congress, Subcommittee, TargetPrecision, Task
from daihoi.documents.actions import closing, documents, opinions, rounds
from daihoi.documents.actions.answers import Reply, answer_opinions
from daihoi.documents.models import Document, Opinion, OpinionRound
from daihoi.documents.queries.audience import Audience, AudienceKind
from daihoi.documents.queries.places import Saying
from daihoi.organizations.models import Organization
from daihoi.rules.documents import AnswerResult, Means
from daihoi.rules.plans import built_in_templates
from tests.factories import (
    DocumentFactory,
    MembershipFactory,
    OrganizationFactory,
    PersonFactory,
    UserFactory,
    VersionFactory,
    grant,
)

pytestmark = pytest.mark.django_db
FULL = next(each for each in built_in_templates() if each.key == "vn-party-full")
BEGAN, REPORTED, LATER = date(2020, 1, 6), date(2020, 2, 20), date(2020, 2, 25)


@contextmanager
def on(day: date, hour: int = 9) -> Iterator[None]:
    with clock.standing_at(timezone.make_aware(datetime.combine(day, time(hour)))):
        yield


@dataclass
class Cell:
    organization: Organization
    secretary: User
    congress: Congress
    body: Subcommittee

    def member(self, name: str) -> User:
        user = grant(Role.MEMBER, self.organization, UserFactory.create(full_name=name))
        person = PersonFactory.create(organization=self.organization, full_name=name, user=user)
        MembershipFactory.create(person=person)
        return user

    def task(self, title: str, due_on: date, **values: Any) -> Task:
        recipient = {"recipient": f"subcommittee:{self.body.pk}"}
        told = recipient | {"title": title, "due_on": due_on} | values
        return tasks.give_task(self.congress, told, actor=self.secretary)

    def complete(self, code: str, day: date, reason: str = "") -> None:
        milestone = self.congress.milestones.get(code=code)
        milestones.complete_milestone(milestone, day, reason=reason, actor=self.secretary)

    def document(self, title: str = "Báo cáo chính trị") -> Document:
        made: Document = DocumentFactory.create(
            subcommittee=self.body, title=title, created_at=clock.now()
        )
        texts = ["Chi bộ đã hoàn thành nhiệm vụ."]
        VersionFactory.create(document=made, blocks=texts, frozen_at=clock.now())
        return made

    def round(self, document: Document, closes_on: date) -> OpinionRound:
        return rounds.open_round(
            document,
            opens_on=clock.today(),
            closes_on=closes_on,
            means=[Means.ONLINE],
            audience=Audience(AudienceKind.MEMBERS),
            actor=self.secretary,
        )


def a_cell() -> Cell:
    """A cell on the day its congress, its first subcommittee and its plan were made."""
    organization = OrganizationFactory.create()
    secretary = grant(Role.SECRETARY, organization)
    with on(BEGAN):
        told = {"ordinal": 3, "term_start": 2020, "term_end": 2025, "form": "all_members",
                "target_on": date(2020, 4, 3), "target_precision": "early"}  # fmt: skip
        congress = congresses.add_congress(organization, told, actor=secretary)
        decided = {"purpose": "documents", "name": "Tiểu ban Văn kiện", "duties": "",
                   "decision_number": "05-QĐ/CB", "decision_on": BEGAN}  # fmt: skip
        body = subcommittees.add_subcommittee(congress, decided, actor=secretary)
        plans.make_plan(congress, FULL.rows, actor=secretary)
    return Cell(organization, secretary, congress, body)


def said(user: User, text: str, round_: OpinionRound) -> Opinion:
    return opinions.add_opinion(round_, Saying(text=text), actor=user)


def tables_of(day: date, viewer: User) -> dict[str, Table]:
    """What is reported today of ``day``, by title."""
    fresh = User.objects.get(pk=viewer.pk)  # nothing is read once and kept between two reports
    return {str(table.title): table for table in offers.report(fresh, day)}


def general(tables: dict[str, Table]) -> dict[str, Any]:
    return dict(tables["Tình hình chung"].rows)


def test_a_report_of_a_past_day_is_the_same_whatever_is_entered_later() -> None:
    cell = a_cell()
    an, binh, chi = (cell.member(name) for name in ("Lê An", "Lý Bình", "Vi Chi"))
    with on(date(2020, 2, 10)):
        cell.complete("M01", date(2020, 1, 5))
        goals.add_goal(cell.congress, "Đúng kế hoạch.", actor=cell.secretary)
        revise = cell.task("Chỉnh sửa dự thảo", date(2020, 2, 18))
        print_it = cell.task("In tài liệu", date(2020, 3, 1))
        care = cell.task("Nêu cao trách nhiệm", date(2020, 4, 3), is_requirement=True,
                         recipient="members")  # fmt: skip
        document = cell.document()
        first = cell.round(document, date(2020, 2, 20))
        from_an, from_binh = said(an, "Nên bổ sung số liệu.", first), said(binh, "Đồng ý.", first)
    with on(REPORTED):
        answer_opinions(from_an, Reply(AnswerResult.NOTED), actor=cell.secretary)
        acknowledge(care, an.person, actor=an)
    tables = tables_of(REPORTED, cell.secretary)
    assert general(tables)["Mốc đã xong"] == "1 trên 38"
    assert tables["Các đợt lấy ý kiến"].rows == [
        ("Báo cáo chính trị", 1, "đang lấy ý kiến", 3, 2, 2, 1)
    ]

    with on(LATER):
        cell.complete("M02", date(2020, 1, 9))  # done long before, and said only now
        cell.complete("M03", date(2020, 2, 20))
        days.set_day(cell.congress, date(2020, 4, 8), actor=cell.secretary)
        grounds = Grounds(reason="Phòng dịch.", authority="Đảng ủy Khối")
        days.postpone(cell.congress, grounds, actor=cell.secretary)
        milestones.drop_milestone(
            cell.congress.milestones.get(code="M20"), "Không có dự thảo.", actor=cell.secretary
        )
        changed = {"title": "Chỉnh sửa lần cuối", "due_on": date(2020, 3, 9)}
        tasks.edit_task(revise, changed, actor=cell.secretary)
        tasks.accept_task(print_it, actor=cell.secretary)
        acknowledge(care, binh.person, actor=binh)
        goals.remove_goal(cell.congress.goals.get(), actor=cell.secretary)
        cell.task("Việc mới", date(2020, 3, 1), given_on=date(2020, 2, 1))
        named = {"name": "Tiểu ban Nội dung", "decision_number": "09-QĐ/CB"}
        subcommittees.edit_subcommittee(cell.body, named, actor=cell.secretary)
        answer_opinions(from_binh, Reply(AnswerResult.NOTED), actor=cell.secretary)
        closing.close_round(first, actor=cell.secretary)
        documents.complete(Document.objects.get(pk=document.pk), actor=cell.secretary)
        cell.document("Nghị quyết")
        VersionFactory.create(document=document, number=2, frozen_at=clock.now())
        again = cell.round(document, date(2020, 3, 2))
        taken_back = said(chi, "Chưa rõ.", again)
        opinions.withdraw_opinion(taken_back, revision=1, actor=chi)
        assert tables_of(REPORTED, cell.secretary) == tables

    now = tables_of(LATER, cell.secretary)
    undated = {"Mốc trễ", "Mốc đến hạn trong 14 ngày tới"}  # while postponed nothing is due
    assert now.keys() == tables.keys() - undated
    assert general(now)["Ngày đại hội"] == "đang hoãn, trước đó dự kiến 8-4-2020"
    assert general(now)["Mốc đã xong"] == "3 trên 37"
    assert "Mục tiêu" not in general(now)
    same = {title for title in now if now[title] == tables[title]}
    assert same <= {"Quy định phòng, chống dịch đối với ngày đại hội"}, same


def test_what_was_done_is_known_from_the_day_it_was_entered() -> None:
    cell = a_cell()
    with on(date(2020, 2, 10)):
        cell.complete("M01", date(2020, 1, 5))
    assert "Mốc đã hoàn thành" not in tables_of(date(2020, 2, 9), cell.secretary)
    done = tables_of(date(2020, 2, 10), cell.secretary)["Mốc đã hoàn thành"]
    planned = date(2020, 1, 4)
    assert done.rows == [
        ("M01", "Quán triệt chỉ thị, kế hoạch cấp trên", "Chi ủy", planned, date(2020, 1, 5), 1)
    ]
    with on(date(2020, 2, 12)):
        first = cell.congress.milestones.get(code="M01")
        milestones.reopen_milestone(first, "Ghi nhầm.", actor=cell.secretary)
    assert "Mốc đã hoàn thành" not in tables_of(date(2020, 2, 12), cell.secretary)
    assert tables_of(date(2020, 2, 11), cell.secretary)["Mốc đã hoàn thành"] == done


def test_day_d_is_told_as_firm_as_it_was() -> None:
    cell = a_cell()
    first, second, third = date(2020, 2, 1), date(2020, 2, 2), date(2020, 2, 3)
    with on(first):
        days.set_day(cell.congress, date(2020, 4, 3), actor=cell.secretary)
    with on(second):
        approval = cell.congress.milestones.get(code="M17")
        milestones.complete_milestone(approval, second, reason="Sớm.", actor=cell.secretary)
        days.confirm_day(cell.congress, actor=cell.secretary)
    with on(third):
        grounds = Grounds(reason="Phòng dịch.", authority="Đảng ủy Khối")
        days.move_day(
            cell.congress, date(2020, 6, 5), TargetPrecision.MID, grounds, actor=cell.secretary
        )
    told = {
        day: general(tables_of(day, cell.secretary))["Ngày đại hội"]
        for day in (date(2020, 1, 31), first, second, third)
    }
    assert told == {
        date(2020, 1, 31): "đầu tháng 4/2020 (dự kiến, tính theo 3-4-2020), còn 63 ngày",
        first: "3-4-2020 (chưa xác nhận), còn 62 ngày",
        second: "3-4-2020 (đã xác nhận), còn 61 ngày",
        third: "giữa tháng 6/2020 (dự kiến, tính theo 5-6-2020), còn 123 ngày",
    }


def test_documents_and_personnel_stand_first_and_late_ones_are_named() -> None:
    cell = a_cell()
    tables = tables_of(date(2020, 1, 25), cell.secretary)
    bodies = [row[0] for row in tables["Kế hoạch theo đơn vị chịu trách nhiệm"].rows]
    assert bodies[:3] == ["Tiểu ban Văn kiện", "Tiểu ban nhân sự", "Chi ủy"]
    late = [(row[0], row[4]) for row in tables["Mốc trễ"].rows]
    assert late == [("M01", 21), ("M02", 16), ("M03", 11), ("M04", 9), ("M05", 6)]
    soon = [row[0] for row in tables["Mốc đến hạn trong 14 ngày tới"].rows]
    assert soon == ["M06"]


def test_work_on_personnel_is_counted_for_all_and_named_to_few() -> None:
    cell = a_cell()
    an = cell.member("Lê An")
    Subcommittee.objects.filter(pk=cell.body.pk).update(purpose="personnel")
    with on(date(2020, 2, 1)):
        cell.task("Thẩm tra hồ sơ", date(2020, 2, 5))
    for viewer, reads in ((cell.secretary, True), (an, False)):
        tables = tables_of(date(2020, 2, 8), viewer)
        assert ("Công việc" in tables) is reads
        assert general(tables)["Công việc trễ hạn"] == "1"


def test_tasks_tell_how_they_stood() -> None:
    cell = a_cell()
    an = cell.member("Lê An")
    with on(date(2020, 2, 1)):
        late = cell.task("Trang trí", date(2020, 2, 5), is_urgent=True)
        reported = cell.task("Âm thanh", date(2020, 2, 28))
        care = {"is_requirement": True, "recipient": "members"}
        required = cell.task("Nêu cao trách nhiệm", date(2020, 4, 3), **care)
        tasks.note_progress(late, "Đang treo phông.", percent=40, actor=cell.secretary)
        tasks.report_task(reported, actor=cell.secretary)
        acknowledge(required, an.person, actor=an)
    tables = tables_of(date(2020, 2, 8), cell.secretary)
    assert tables["Công việc"].rows == [
        ("Trang trí", "Tiểu ban Văn kiện", date(2020, 2, 5), "đang làm, 40 %, trễ 3 ngày"),
        ("Nêu cao trách nhiệm", "Toàn thể đảng viên", date(2020, 4, 3), "1 đồng chí đã xác nhận"),
        ("Âm thanh", "Tiểu ban Văn kiện", date(2020, 2, 28), "báo xong, chờ xác nhận"),
    ]
    assert general(tables)["Công việc trễ hạn"] == "1"


def test_answers_that_were_taken_back_do_not_count() -> None:
    cell = a_cell()
    an = cell.member("Lê An")
    with on(date(2020, 2, 1)):
        round_ = cell.round(cell.document(), date(2020, 2, 28))
        opinion = said(an, "Nên bổ sung.", round_)
        answer_opinions(opinion, Reply(AnswerResult.NOTED), actor=cell.secretary)
    with on(date(2020, 2, 2)):
        opinion.refresh_from_db()
        opinions.edit_opinion(opinion, Saying(text="Nên bỏ."), revision=1, actor=an)
    with on(date(2020, 2, 3)):
        opinion.refresh_from_db()
        opinions.withdraw_opinion(opinion, revision=2, actor=an)
    counts = {
        day: tables_of(date(2020, 2, day), cell.secretary)["Các đợt lấy ý kiến"].rows[0][4:]
        for day in (1, 2, 3)
    }
    assert counts == {1: (1, 1, 1), 2: (1, 1, 0), 3: (0, 0, 0)}


def test_a_round_that_nobody_ended_has_ended_after_its_last_day() -> None:
    cell = a_cell()
    cell.member("Lê An")
    with on(date(2020, 2, 1)):
        round_ = cell.round(cell.document(), date(2020, 2, 5))
    with on(date(2020, 2, 4)):
        rounds.extend_round(
            round_, closes_on=date(2020, 2, 8), reason="Còn người.", actor=cell.secretary
        )
    states = [
        tables_of(date(2020, 2, day), cell.secretary)["Các đợt lấy ý kiến"].rows[0][2]
        for day in (3, 6, 8, 9)
    ]
    assert states == ["đang lấy ý kiến"] * 3 + ["đã kết thúc, đang tiếp thu"]


@pytest.mark.parametrize("role", [Role.SUPERIOR, Role.ADMINISTRATOR, Role.SUPPORTING_STAFF])
def test_who_may_not_see_the_plan_with_its_documents_gets_no_report(role: Role) -> None:
    cell = a_cell()
    stranger = grant(role, OrganizationFactory.create() if "staff" in role else cell.organization)
    assert tables_of(REPORTED, cell.secretary)
    assert tables_of(REPORTED, stranger) == {}
    client = Client()
    client.force_login(stranger)
    shown = client.get(reverse("home:report"))
    assert (shown.status_code, "Không có gì để báo cáo" in shown.content.decode()) == (200, True)
    assert client.get(reverse("home:report_xlsx")).status_code == 302


def test_a_member_reads_the_same_report() -> None:
    cell = a_cell()
    assert tables_of(REPORTED, cell.member("Lê An")) == tables_of(REPORTED, cell.secretary)


def test_before_the_congress_was_entered_there_is_nothing_to_report() -> None:
    cell = a_cell()
    Congress.objects.filter(pk=cell.congress.pk).update(target_on=date(2020, 5, 5))
    client = Client()
    client.force_login(cell.secretary)
    with on(LATER):
        shown = client.get(reverse("home:report"), {"ngay": "5/1/2020"}).content.decode()
        on_day = client.get(reverse("home:report"), {"ngay": "6/1/2020"}).content.decode()
    assert "Không có gì để báo cáo" in shown
    assert "Tình hình chung" in on_day


def test_what_is_counted_is_said() -> None:
    cell = a_cell()
    cell.member("Lê An")
    client = Client()
    client.force_login(cell.secretary)
    with on(REPORTED):
        cell.round(cell.document(), LATER)
        first_page = client.get(reverse("home:first_page")).content.decode()
        report = tables_of(REPORTED, cell.secretary)["Các đợt lấy ý kiến"]
    assert "0 trên 1 người đã trả lời" in " ".join(first_page.split())
    assert report.columns[3:5] == ("Người, đơn vị được hỏi", "Người, đơn vị đã góp ý")
    assert report.rows[0][3:5] == (1, 0)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("26/2/2020", "Ngày này chưa đến nên chưa có gì để báo cáo"),
        ("31/2/2020", "không phải ngày có thật"),
        ("2/2020", "Cần đủ ngày, tháng, năm"),
    ],
)
def test_a_day_to_come_and_no_day_at_all_are_refused(typed: str, words: str) -> None:
    cell = a_cell()
    client = Client()
    client.force_login(cell.secretary)
    with on(LATER):
        shown = client.get(reverse("home:report"), {"ngay": typed})
        sheet = client.get(reverse("home:report_xlsx"), {"ngay": typed})
    assert shown.status_code == 422
    assert words in shown.content.decode()
    assert "Tình hình chung" not in shown.content.decode()
    assert sheet.status_code == 302


def test_only_todays_report_says_that_it_may_change() -> None:
    cell = a_cell()
    client = Client()
    client.force_login(cell.secretary)
    with on(LATER):
        today = client.get(reverse("home:report")).content.decode()
        past = client.get(reverse("home:report"), {"ngay": "24-2-2020"}).content.decode()
    assert "tính đến hết thứ Ba 25-2-2020" in today
    assert "còn có thể thay đổi đến nửa đêm" in today
    assert "tính đến hết thứ Hai 24-2-2020" in past
    assert "còn có thể thay đổi" not in past


def test_the_sheet_has_a_page_for_each_table() -> None:
    cell = a_cell()
    with on(REPORTED):
        cell.complete("M01", date(2020, 1, 5))
    client = Client()
    client.force_login(cell.secretary)
    with on(LATER):
        answer = client.get(reverse("home:report_xlsx"), {"ngay": "20-2-2020"})
    assert "bao-cao-tien-do-2020-02-20.xlsx" in answer["Content-Disposition"]
    book = load_workbook(BytesIO(answer.content))
    assert book.sheetnames == [
        "Tình hình chung",
        "Kế hoạch theo đơn vị chịu trách",
        "Mốc trễ",
        "Mốc đến hạn trong 14 ngày tới",
        "Mốc đã hoàn thành",
        "Tiểu ban, bộ phận giúp việc",
        "Quy định phòng, chống dịch đối ",  # a name of a sheet has 31 letters
    ]
    rows = list(book["Mốc đã hoàn thành"].iter_rows(values_only=True))
    assert rows[1][0] == "Báo cáo tiến độ, tính đến hết ngày 20-2-2020"
    assert rows[-1][3:] == (datetime(2020, 1, 4), datetime(2020, 1, 5), 1)  # noqa: DTZ001 - a cell


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    cell = a_cell()
    an = cell.member("Lê An")
    with on(date(2020, 2, 1)):
        for number in range(count):
            cell.task(f"Việc {number}", date(2020, 3, 1))
            round_ = cell.round(cell.document(f"Văn kiện {number}"), date(2020, 2, 28))
            opinion = said(an, f"Ý kiến {number}.", round_)
            answer_opinions(opinion, Reply(AnswerResult.NOTED), actor=cell.secretary)
    viewer = User.objects.get(pk=cell.secretary.pk)
    with django_assert_num_queries(37):
        assert len(offers.report(viewer, REPORTED)) == 9
