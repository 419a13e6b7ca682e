"""The register of basis documents: number and date together name a paper."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base.errors import Conflict, NotFound, NotPermitted
from daihoi.base.revisions import Outdated
from daihoi.congresses.actions import bases as actions
from daihoi.congresses.actions.tasks import give_task
from daihoi.congresses.models import BasisDocument
from daihoi.congresses.queries import bases as queries
from daihoi.organizations.models import Organization
from tests.factories import CongressFactory, OrganizationFactory, grant

pytestmark = pytest.mark.django_db

VALUES = {
    "number": "35-CT/TW",
    "issued_on": date(2019, 5, 30),
    "issuer": "Bộ Chính trị",
    "subject": "Về đại hội đảng bộ các cấp",
    "direction": True,
}
OLDER = {**VALUES, "issued_on": date(2009, 8, 4)}


@pytest.fixture
def cell() -> Organization:
    return OrganizationFactory.create(path="/7/")


@pytest.fixture
def secretary(cell: Organization) -> User:
    return grant(Role.SECRETARY, cell)


@pytest.fixture
def client(secretary: User) -> Client:
    client = Client()
    client.force_login(secretary)
    return client


def test_one_number_may_stand_twice_with_two_dates_never_with_one(
    cell: Organization, secretary: User
) -> None:
    paper = actions.add_basis(cell, VALUES, actor=secretary)
    older = actions.add_basis(cell, OLDER, actor=secretary)
    with pytest.raises(Conflict) as refusal:
        actions.add_basis(cell, VALUES, actor=secretary)
    assert refusal.value.message == (
        "Sổ căn cứ đã có văn bản số 35-CT/TW ngày 30-5-2019: Về đại hội đảng bộ các cấp."
    )
    with pytest.raises(Conflict):
        actions.edit_basis(older, VALUES, actor=secretary)
    assert {str(paper), str(older)} == {"35-CT/TW (30-5-2019)", "35-CT/TW (4-8-2009)"}
    assert BasisDocument.objects.count() == 2
    with pytest.raises(NotPermitted):
        actions.add_basis(cell, {**VALUES, "number": "1"}, actor=grant(Role.MEMBER, cell))
    other = OrganizationFactory.create(path="/8/")
    actions.add_basis(other, VALUES, actor=grant(Role.SECRETARY, other))


@pytest.mark.parametrize("number", ["35-ct/tw", "35 - CT/TW", " 35-Ct/TW  "])
def test_case_and_spaces_make_no_other_paper(
    cell: Organization, secretary: User, number: str
) -> None:
    paper = actions.add_basis(cell, VALUES, actor=secretary)
    with pytest.raises(Conflict) as refusal:
        actions.add_basis(cell, {**VALUES, "number": number}, actor=secretary)
    assert "35-CT/TW ngày 30-5-2019" in refusal.value.message
    assert BasisDocument.objects.get() == paper
    actions.add_basis(cell, {**OLDER, "number": number}, actor=secretary)  # another date
    actions.edit_basis(paper, {**VALUES, "number": number}, actor=secretary)  # the paper itself
    assert BasisDocument.objects.count() == 2


def test_an_entry_is_changed_not_over_anothers_change(cell: Organization, secretary: User) -> None:
    paper = actions.add_basis(cell, VALUES, actor=secretary)
    actions.edit_basis(paper, {**VALUES, "issuer": "Ban Bí thư"}, actor=secretary)
    entry = Entry.objects.get(action="congresses.edit_basis")
    assert (entry.before, entry.after) == ({"issuer": "Bộ Chính trị"}, {"issuer": "Ban Bí thư"})
    with pytest.raises(Outdated):
        actions.edit_basis(paper, VALUES, seen="stale", actor=secretary)
    paper.refresh_from_db()
    assert paper.issuer == "Ban Bí thư"


def test_a_congress_cites_papers_of_its_own_register(cell: Organization, secretary: User) -> None:
    congress = CongressFactory.create(organization=cell)
    paper = actions.add_basis(cell, VALUES, actor=secretary)
    foreign = OrganizationFactory.create(path="/8/")
    theirs = actions.add_basis(foreign, OLDER, actor=grant(Role.SECRETARY, foreign))
    with pytest.raises(NotFound):
        actions.cite_bases(congress, [paper, theirs], actor=secretary)
    assert not congress.bases.exists()
    actions.cite_bases(congress, [paper], actor=secretary)
    actions.cite_bases(congress, [paper], actor=secretary)  # changes nothing, records nothing
    assert list(congress.bases.all()) == [paper]
    entry = Entry.objects.get(action="congresses.cite_bases")
    assert (entry.before, entry.after) == ({"bases": []}, {"bases": ["35-CT/TW (30-5-2019)"]})


@pytest.mark.parametrize("typed", ["30-5-2019", "30/5/2019", "30.05.2019", "2019-05-30"])
def test_a_date_is_taken_in_every_style(client: Client, cell: Organization, typed: str) -> None:
    add = reverse("congresses:basis_add", args=[cell.pk])
    client.post(add, {**VALUES, "issued_on": typed})
    assert BasisDocument.objects.get().issued_on == date(2019, 5, 30)


@pytest.mark.parametrize("missing", ["issued_on", "issuer"])
def test_a_paper_without_its_date_or_its_issuer_is_refused(
    client: Client, cell: Organization, missing: str
) -> None:
    add = reverse("congresses:basis_add", args=[cell.pk])
    refused = client.post(add, {**VALUES, "issued_on": "30-5-2019", missing: ""})
    assert list(refused.context["form"].errors) == [missing]
    assert not BasisDocument.objects.exists()


def test_milestones_and_tasks_answer_to_a_direction(
    client: Client, cell: Organization, secretary: User
) -> None:
    congress = CongressFactory.create(organization=cell)
    paper = actions.add_basis(cell, VALUES, actor=secretary)
    actions.cite_bases(congress, [paper], actor=secretary)
    milestone = congress.milestones.create(
        code="M12", name="Lấy ý kiến", days=-32, responsible=["committee"], planned_on="2020-03-02"
    )
    edit = reverse("congresses:milestone_edit", args=[milestone.pk])
    form = client.get(edit).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields if form[name].value() != []}
    assert client.post(edit, typed | {"direction": paper.pk}).status_code == 302
    milestone.refresh_from_db()
    assert milestone.direction == paper
    terms = {"recipient": "members", "title": "Quán triệt văn bản", "basis": paper}
    give_task(congress, terms, actor=secretary)
    listed = client.get(reverse("congresses:basis_list", args=[cell.pk])).content.decode()
    assert "1 mốc" in listed
    assert "1 công việc theo văn bản này" in " ".join(listed.split())


def test_the_pages_keep_a_paper_with_its_file(client: Client, cell: Organization) -> None:
    add = reverse("congresses:basis_add", args=[cell.pk])
    wish = {**VALUES, "issued_on": "30-5-2019"}
    bad = client.post(add, {**wish, "upload": SimpleUploadedFile("chi-thi.exe", b"MZ")})
    accepted = "Chỉ nhận tệp PDF, Word hoặc ảnh JPG, PNG."
    assert bad.context["form"].errors == {
        "upload": [f"“chi-thi.exe”: không nhận loại tệp này. {accepted}"]
    }
    fake = client.post(add, {**wish, "upload": SimpleUploadedFile("chi-thi.pdf", b"MZ")})
    assert fake.context["form"].errors == {
        "upload": [f"“chi-thi.pdf”: nội dung bên trong không phải tệp .pdf. {accepted}"]
    }
    assert not BasisDocument.objects.exists()
    client.post(add, {**wish, "upload": SimpleUploadedFile("Chỉ thị 35.pdf", b"%PDF-1.4 %%EOF")})
    paper = BasisDocument.objects.get()
    assert (paper.file_name, paper.direction) == ("Chỉ thị 35.pdf", True)
    again = client.post(add, wish)
    assert "Sổ căn cứ đã có văn bản số 35-CT/TW" in again.content.decode()
    listed = client.get(reverse("congresses:basis_list", args=[cell.pk])).content.decode()
    for words in ("35-CT/TW", "30-5-2019", "Bộ Chính trị", "văn bản chỉ đạo"):
        assert words in listed
    file = reverse("congresses:basis_file", args=[paper.pk])
    answer = client.get(file)
    assert answer.content == b"%PDF-1.4 %%EOF"
    assert answer["Content-Disposition"].startswith("attachment;")
    edit = reverse("congresses:basis_edit", args=[paper.pk])
    seen = client.get(edit).context["form"]["seen"].value()
    changed = {**wish, "subject": "Khác", "seen": seen}
    client.post(edit, {**changed, "upload": SimpleUploadedFile("moi.pdf", b"%PDF-2 %%EOF")})
    paper.refresh_from_db()
    assert (paper.subject, paper.file_name, client.get(file).content) == (
        "Khác",
        "moi.pdf",
        b"%PDF-2 %%EOF",
    )
    congress = CongressFactory.create(organization=cell)
    cite = reverse("congresses:basis_cite", args=[congress.pk])
    assert "35-CT/TW, 30-5-2019, Bộ Chính trị" in client.get(cite).content.decode()
    client.post(cite, {"bases": [paper.pk]})
    assert list(congress.bases.all()) == [paper]
    client.post(cite, {})
    assert list(congress.bases.all()) == []


def test_what_another_organization_keeps_is_not_there(cell: Organization, secretary: User) -> None:
    paper = actions.add_basis(cell, VALUES, content=b"%PDF", file_name="a.pdf", actor=secretary)
    bare = actions.add_basis(cell, OLDER, actor=secretary)
    stranger = Client()
    stranger.force_login(grant(Role.SECRETARY, OrganizationFactory.create(path="/8/")))
    doors = [("basis_list", cell.pk), ("basis_add", cell.pk)]
    doors += [("basis_edit", paper.pk), ("basis_file", paper.pk)]
    for name, pk in doors:
        found = stranger.get(reverse(f"congresses:{name}", args=[pk])).status_code
        assert (name, found) == (name, 404)
    member = Client()
    member.force_login(grant(Role.MEMBER, cell))
    for name, pk, status in [
        ("basis_list", cell.pk, 200),
        ("basis_file", paper.pk, 200),
        ("basis_file", bare.pk, 404),
        ("basis_edit", paper.pk, 403),
        ("basis_add", cell.pk, 403),
    ]:
        found = member.get(reverse(f"congresses:{name}", args=[pk])).status_code
        assert (name, pk, found) == (name, pk, status)


@pytest.mark.parametrize("count", [1, 3])
def test_the_register_costs_the_same(
    cell: Organization,
    secretary: User,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(count):
        paper = actions.add_basis(cell, {**VALUES, "number": str(number)}, actor=secretary)
        CongressFactory.create(organization=cell).bases.add(paper)
    with django_assert_num_queries(4):  # the user, grants, the organization, its papers
        page = queries.register_page(cell.pk, viewer=User.objects.get(pk=secretary.pk))
    assert [paper.congress_count for paper in page.papers] == [1] * count  # type: ignore[attr-defined]  # counted
