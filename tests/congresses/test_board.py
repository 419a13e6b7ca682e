"""The board of a congress, what waits for each, and what apps are told of it."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from daihoi.accounts.models import User
from daihoi.base import offers
from daihoi.base.offers import Offers, Row
from daihoi.congresses.actions import evidence, tasks
from daihoi.congresses.models import Subcommittee
from daihoi.congresses.queries.board import BoardAsked, board_of
from daihoi.congresses.queries.my_work import my_milestones, my_work, work_page
from daihoi.organizations.models import OfficeKind
from tests.congresses.preparing import TODAY, Post, Preparation, on, user_of
from tests.factories import SubcommitteeFactory, TaskFactory, UserFactory

pytestmark = pytest.mark.django_db
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with on():
        yield


@pytest.fixture
def case() -> Preparation:
    return Preparation()


def given_late(case: Preparation, recipient: str, title: str) -> None:
    case.give(recipient, title=title, given_on=TODAY - timedelta(days=9), due_on=YESTERDAY)


def test_documents_and_personnel_come_first_then_the_others(case: Preparation) -> None:
    first = SubcommitteeFactory.create(
        congress=case.congress, name="Tuyên truyền", purpose="propaganda_logistics"
    )
    Subcommittee.objects.filter(pk=case.body.pk).update(purpose="staff")
    personnel = SubcommitteeFactory.create(
        congress=case.congress, name="Nhân sự", purpose="personnel"
    )
    documents = SubcommitteeFactory.create(congress=case.congress, name="Văn kiện")
    ended = SubcommitteeFactory.create(
        congress=case.congress, name="Cũ", purpose="documents", ends_on=YESTERDAY
    )
    for recipient in ("everyone", "members", f"person:{case.one.pk}", "committee"):
        case.give(recipient)
    case.give(f"unit:{case.unit.pk}")
    board = board_of(case.congress.pk, viewer=user_of(case.secretary))
    assert [section.title for section in board.sections] == [
        documents.name,
        personnel.name,
        case.body.name,
        first.name,
        ended.name,
        "Chi ủy",
        "Các phòng",
        "Từng đồng chí",
        "Toàn thể đảng viên",
        "Toàn thể công chức, người lao động, đảng viên",
    ]
    assert [section.is_over for section in board.sections[:5]] == [False] * 4 + [True]


def test_what_one_of_a_body_is_given_in_it_stands_with_the_body(case: Preparation) -> None:
    case.give(f"person:{case.staff.pk}@{case.body.pk}", title="Gõ dự thảo")
    board = board_of(case.congress.pk, viewer=user_of(case.head))
    assert [(section.title, len(section.rows)) for section in board.sections] == [
        ("Tiểu ban Văn kiện", 1)
    ]
    client = Client()
    client.force_login(user_of(case.head))
    body = reverse("congresses:subcommittee_detail", args=[case.body.pk])
    for address in (reverse("congresses:board", args=[case.congress.pk]), body):
        page = client.get(address).content.decode()
        assert "Phạm Thị Giúp (Tiểu ban Văn kiện)" in page


def test_counts_and_filters(case: Preparation) -> None:
    given_late(case, case.to_body, "Trễ")
    case.give(case.to_body, title="Sắp", due_on=TOMORROW)
    case.give(case.to_body, title="Đang")
    reported = case.give(case.to_body, title="Báo")
    done = case.give(case.to_body, title="Xong")
    dropped = case.give(f"person:{case.two.pk}", title="Thôi")
    secretary = user_of(case.secretary)
    tasks.report_task(reported, actor=secretary)
    tasks.accept_task(done, actor=secretary)
    tasks.drop_task(dropped, "Không cần", actor=secretary)

    def shown(**query: str) -> list[str]:
        asked = BoardAsked.from_query(query)
        board = board_of(case.congress.pk, viewer=secretary, asked=asked)
        return [row.task.title for section in board.sections for row in section.rows]

    board = board_of(case.congress.pk, viewer=secretary)
    assert board.sections[0].counts == board.totals == (1, 1, 1, 1, 1)
    assert sorted(shown()) == sorted(["Trễ", "Sắp", "Đang", "Báo"])
    assert shown()[:2] == ["Trễ", "Sắp"]  # by due date
    assert shown(**{"tinh-trang": "done"}) == ["Xong"]
    assert shown(**{"tinh-trang": "dropped"}) == ["Thôi"]
    assert len(shown(**{"tinh-trang": "tat-ca"})) == 6
    assert shown(**{"dong-chi": str(case.two.pk), "tinh-trang": "tat-ca"}) == ["Thôi"]
    assert len(shown(**{"dong-chi": str(case.staff.pk), "tinh-trang": "tat-ca"})) == 5
    assert shown(**{"dong-chi": "không phải số"}) == shown()
    assert shown(**{"tinh-trang": "la"}) == shown()


def test_what_is_empty_is_short_and_what_is_late_comes_first(case: Preparation) -> None:
    quiet = SubcommitteeFactory.create(congress=case.congress, name="An ninh")
    finished = SubcommitteeFactory.create(congress=case.congress, name="Hậu cần")
    late = SubcommitteeFactory.create(congress=case.congress, name="Tuyên truyền")
    case.give(case.to_body)
    given_late(case, f"subcommittee:{late.pk}", "Băng rôn")
    done = case.give(f"subcommittee:{finished.pk}")
    tasks.accept_task(done, actor=user_of(case.secretary))
    board = board_of(case.congress.pk, viewer=user_of(case.secretary))
    assert [section.title for section in board.summary] == [late.name, case.body.name, "Hậu cần"]
    assert [section.title for section in board.shown] == [case.body.name, late.name]
    assert [section.title for section in board.quiet] == [quiet.name, finished.name]
    client = Client()
    client.force_login(user_of(case.secretary))
    page = client.get(reverse("congresses:board", args=[case.congress.pk])).content.decode()
    assert [page.count(f'id="{section.key}"') for section in board.sections] == [1] * 4
    assert f'href="#subcommittee-{quiet.pk}"' not in page
    assert f"?cho=subcommittee:{quiet.pk}" in page


def test_the_page_says_it_in_words_and_offers_what_one_may(case: Preparation) -> None:
    given_late(case, case.to_body, "Trang trí khánh tiết")
    SubcommitteeFactory.create(
        congress=case.congress, name="An ninh", decision_on=None, decision_number=""
    )
    client = Client()
    door = reverse("congresses:board", args=[case.congress.pk])
    client.force_login(user_of(case.secretary))
    page = client.get(door).content.decode()
    for words in (
        "Trang trí khánh tiết",
        "trễ 1 ngày",
        "Trưởng: Trần Văn Trưởng",
        "chưa có quyết định",
    ):
        assert words in page
    give = reverse("congresses:task_give", args=[case.congress.pk])
    assert give in page
    client.force_login(user_of(case.one))
    assert give not in client.get(door).content.decode()
    client.force_login(UserFactory.create())
    assert client.get(door).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_board_costs_the_same(
    case: Preparation, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        body = SubcommitteeFactory.create(congress=case.congress)
        case.in_body(f"Người {_}", Post.HEAD, body)
        TaskFactory.create(congress=case.congress, assignee="subcommittee", subcommittee=body)
        TaskFactory.create(congress=case.congress, assignee="unit", unit=case.unit)
        TaskFactory.create(congress=case.congress, assignee="person", person=case.one)
        TaskFactory.create(congress=case.congress, assignee="members", is_requirement=True)
    viewer = user_of(case.secretary)
    # The congress, grants, tasks; the bodies, units, people and outside bodies they name; whom
    # requirements ask: people, memberships; bodies, their posts; people to choose from.
    with django_assert_num_queries(11):
        board = board_of(case.congress.pk, viewer=viewer)
    assert len(board.sections) == count + 4
    assert sum(len(section.rows) for section in board.sections) == 4 * count


# My work -----------------------------------------------------------------------------------------


def titles(user: User) -> dict[str, list[str]]:
    work = my_work(viewer=user)
    lists = {
        "late": work.late,
        "to_do": work.to_do,
        "to_accept": work.to_accept,
        "to_acknowledge": work.to_acknowledge,
    }
    return {name: [row.task.title for row in rows] for name, rows in lists.items() if rows}


def test_each_finds_her_own_work(case: Preparation) -> None:
    case.office(case.one, OfficeKind.UNIT_HEAD, unit=case.unit)
    given_late(case, case.to_body, "Việc của tiểu ban")
    case.give(f"unit:{case.unit.pk}", title="Việc của phòng")
    case.give(f"person:{case.two.pk}", title="Việc riêng")
    case.give("committee", title="Việc của chi ủy")
    known = case.give("members", title="Đeo khẩu trang", is_requirement=True)
    reported = case.give(case.to_body, title="Báo cáo")
    tasks.report_task(reported, actor=user_of(case.staff))
    evidence.acknowledge(known, case.two, actor=user_of(case.two))
    everyone = {"to_acknowledge": ["Đeo khẩu trang"]}
    assert titles(user_of(case.staff)) == {"late": ["Việc của tiểu ban"]} | everyone
    assert (
        titles(user_of(case.head))
        == {
            "late": ["Việc của tiểu ban"],
            "to_accept": ["Báo cáo"],
        }
        | everyone
    )
    assert titles(user_of(case.one)) == {"to_do": ["Việc của phòng"]} | everyone
    assert titles(user_of(case.two)) == {"to_do": ["Việc riêng"]}
    assert (
        titles(user_of(case.secretary))
        == {
            "to_do": ["Việc của chi ủy"],
            "to_accept": ["Báo cáo"],
        }
        | everyone
    )
    assert titles(UserFactory.create()) == {}


def test_milestones_of_ones_bodies(case: Preparation) -> None:
    for code, values in {
        "M1": {"subcommittee": case.body},
        "M2": {"responsible": ["secretary"]},
        "M3": {"responsible": ["superior"]},
    }.items():
        case.congress.milestones.create(
            code=code, name=code, days=0, planned_on=YESTERDAY, **values
        )

    def codes(user: User) -> list[str]:
        return [each.milestone.code for each in my_milestones(viewer=user)]

    assert codes(user_of(case.head)) == ["M1"]
    assert codes(user_of(case.secretary)) == ["M2"]
    assert codes(user_of(case.one)) == []


def test_the_first_page_and_my_work_know(case: Preparation) -> None:
    given_late(case, case.to_body, "Trễ")
    case.give(case.to_body, title="Gấp", is_urgent=True, due_on=TOMORROW)
    head = user_of(case.head)
    assert [row.title for row in offers.late(head)] == ["Trễ"]
    leading = offers.late(user_of(case.secretary))  # what is late anywhere, in one look
    assert [(row.title, row.detail) for row in leading] == [
        ("Trễ", "Tiểu ban Văn kiện · hạn 25-3-2020")
    ]
    assert offers.late(user_of(case.one)) == []
    assert [row.title for row in offers.waiting(head)] == ["Gấp"]
    client = Client()
    client.force_login(head)
    page = client.get(reverse("congresses:my_work")).content.decode()
    assert "2 việc đang chờ đồng chí" in page
    client.force_login(user_of(case.one))
    assert (
        "Không có việc nào đang chờ" in client.get(reverse("congresses:my_work")).content.decode()
    )


@pytest.mark.parametrize("count", [1, 3])
def test_my_work_costs_the_same(
    case: Preparation, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        TaskFactory.create(congress=case.congress, assignee="subcommittee", subcommittee=case.body)
        TaskFactory.create(congress=case.congress, assignee="members", is_requirement=True)
        case.congress.milestones.create(
            code=f"M{number}", name="Mốc", days=0, planned_on=TODAY, subcommittee=case.body
        )
    viewer = user_of(case.head)
    # Her organization, grants, its congresses, tasks; her person, posts, offices, membership; what
    # she has acknowledged; milestones.
    with django_assert_num_queries(10):
        work = my_work(viewer=viewer)
        milestones = my_milestones(viewer=viewer)
    assert (len(work.to_do), len(work.to_acknowledge), len(milestones)) == (count,) * 3


def test_my_work_shows_what_the_first_page_counts(
    case: Preparation, monkeypatch: pytest.MonkeyPatch
) -> None:
    given_late(case, case.to_body, "Trễ")
    case.give(case.to_body, title="Đang làm")
    for code, name, day in (("M1", "Mốc trễ", YESTERDAY), ("M2", "Mốc sau", date(2020, 4, 30))):
        case.congress.milestones.create(
            code=code,
            name=name,
            days=0,
            planned_on=day,
            subcommittee=case.body,
            responsible=["documents"],
        )
    other = Offers(
        waiting=lambda _user: [Row("Góp ý lần 4", "Báo cáo chính trị", "/van-kien/1/", "Đọc")]
    )
    below = [each for each in offers._registry.offers if "logistics" not in each.late.__module__]
    monkeypatch.setattr(offers, "_registry", offers._Registry([*below, other]))
    for who, count in ((case.head, 4), (case.secretary, 3), (case.two, 1)):
        viewer = user_of(who)
        client = Client()
        client.force_login(viewer)
        answer = client.get(reverse("congresses:my_work"))
        page = answer.context["page"]
        first = client.get(reverse("home:first_page")).context["page"]
        assert page.count == first.late.count + first.waiting.count == count, who
        assert f"{count} việc đang chờ đồng chí" in answer.content.decode()
        assert [row.title for row in page.waiting_elsewhere] == ["Góp ý lần 4"]
        assert "/van-kien/1/" in answer.content.decode()
    page = work_page(viewer=user_of(case.head))
    assert [row.title for row in page.late_elsewhere] == ["Mốc trễ"]
    assert [each.milestone.name for each in page.milestones] == ["Mốc sau"]


def test_who_may_follow_the_board_and_a_task(case: Preparation) -> None:
    task = case.give(case.to_body)
    topics = [f"congresses.board:{case.congress.pk}", f"congresses.task:{task.pk}"]
    assert all(offers.may_follow(user_of(case.one), topic) for topic in topics)
    assert not any(offers.may_follow(UserFactory.create(), topic) for topic in topics)
    assert not offers.may_follow(user_of(case.one), "congresses.task:x")
