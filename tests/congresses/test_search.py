"""What a search finds of congresses, and for whom."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.base import clock, offers
from daihoi.base.offers import Hit
from daihoi.congresses.models import (
    BasisDocument,
    Congress,
    Goal,
    Milestone,
    Subcommittee,
    Task,
    TaskNote,
)
from tests.factories import (
    CongressFactory,
    OrganizationFactory,
    PersonFactory,
    SubcommitteeFactory,
    UserFactory,
    grant,
)

pytestmark = pytest.mark.django_db
KINDS = ("dai-hoi", "tieu-ban", "moc", "cong-viec", "can-cu", "muc-tieu", "tien-do")


@pytest.fixture
def congress() -> Congress:
    """A congress with one of everything, each with the words "tuyên truyền" in it."""
    place = OrganizationFactory.create(name="Chi bộ tuyên truyền", host_agency="")
    congress = CongressFactory.create(organization=place)
    body = SubcommitteeFactory.create(congress=congress, name="Tiểu ban Tuyên truyền")
    Milestone.objects.create(
        congress=congress, code="M3", name="Kế hoạch tuyên truyền", days=-30,
        planned_on=date(2020, 3, 1),
    )  # fmt: skip
    Goal.objects.create(congress=congress, text="Tuyên truyền sâu rộng")
    BasisDocument.objects.create(
        organization=place, number="35-CT/TW", issued_on=date(2019, 5, 30), issuer="Bộ Chính trị",
        subject="Về đại hội đảng bộ các cấp, công tác tuyên truyền",
    )  # fmt: skip
    note(task(congress, "Treo khẩu hiệu tuyên truyền", subcommittee=body))
    return congress


def task(congress: Congress, title: str, **fields: object) -> Task:
    given: dict[str, object] = {"assignee": "subcommittee"} | fields
    return Task.objects.create(
        congress=congress, title=title, given_on=date(2020, 3, 1), created_at=clock.now(),
        created_by=UserFactory.create(), **given,
    )  # fmt: skip


def note(of: Task) -> TaskNote:
    return TaskNote.objects.create(
        task=of, text="Tuyên truyền xong", written_at=clock.now(), written_by=of.created_by
    )


def hits(key: str, words: str, viewer: User) -> list[Hit]:
    kind = next(each for each in offers.searches() if each.key == key)
    return kind.find(User.objects.get(pk=viewer.pk), words, 0, 20)


@pytest.mark.parametrize("key", KINDS)
@pytest.mark.parametrize(
    "role", [Role.MEMBER, Role.ADMINISTRATOR, Role.SUPERIOR, Role.UNIT_HEAD, None]
)
def test_who_reads_the_congress_finds_what_is_in_it(
    congress: Congress, key: str, role: Role | None
) -> None:
    reads = role in {Role.MEMBER, Role.ADMINISTRATOR}
    viewer = grant(role, congress.organization) if role else UserFactory.create()
    assert len(hits(key, "TRUYEN tuyen", viewer)) == reads
    assert hits(key, "khong co", viewer) == []
    assert hits(key, "tuyen truyen", grant(Role.MEMBER, OrganizationFactory.create())) == []


def test_who_works_in_one_body_finds_its_tasks_and_her_own_only(congress: Congress) -> None:
    body = Subcommittee.objects.get()
    worker = grant(Role.SUPPORTING_STAFF, body)
    person = PersonFactory.create(organization=congress.organization, user=worker)
    task(congress, "Tuyên truyền của tôi", assignee="person", person=person)
    task(congress, "Tuyên truyền của chi ủy", assignee="committee")
    found = [hit.title for hit in hits("cong-viec", "tuyen truyen", worker)]
    assert found == ["Tuyên truyền của tôi", "Treo khẩu hiệu tuyên truyền"]
    assert len(hits("tien-do", "tuyen truyen", worker)) == 1
    assert hits("moc", "tuyen truyen", worker) == []


def test_a_paper_is_found_by_its_number(congress: Congress) -> None:
    BasisDocument.objects.create(
        organization=congress.organization, number="35-CT/TW", issued_on=date(2024, 6, 14),
        issuer="Bộ Chính trị", subject="Khác",
    )  # fmt: skip
    member = grant(Role.MEMBER, congress.organization)
    assert [hit.title for hit in hits("can-cu", "35-ct/tw", member)] == [
        "35-CT/TW (14-6-2024)", "35-CT/TW (30-5-2019)",
    ]  # fmt: skip
    assert hits("can-cu", "35-TW", member) == []


@pytest.mark.parametrize("count", [1, 3])
def test_a_search_for_tasks_asks_as_often_for_three_as_for_one(
    congress: Congress, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        task(congress, f"Tuyên truyền {number}", assignee="committee")
    member = User.objects.get(pk=grant(Role.MEMBER, congress.organization).pk)
    kind = next(each for each in offers.searches() if each.key == "cong-viec")
    with django_assert_max_num_queries(3):
        assert len(kind.find(member, "tuyen truyen", 0, 20)) == count + 1
