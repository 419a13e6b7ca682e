"""Incoming papers: arrival numbers, files, bases both ways, and who reads them."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, NotPermitted, RuleBroken
from daihoi.base.revisions import Outdated, fingerprint
from daihoi.congresses.models import BasisDocument
from daihoi.registry.actions import incoming as actions
from daihoi.registry.models import IncomingPaper
from daihoi.registry.queries import incoming as queries
from tests.factories.registry import IncomingFactory
from tests.registry.office import Office, an_office

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def office() -> Office:
    return an_office()


def values(**changes: Any) -> dict[str, Any]:
    told = {
        "received_on": date(2020, 3, 20),
        "issuer": "Đảng ủy Khối",
        "number": "125-TB/ĐUK",
        "issued_on": date(2020, 3, 18),
        "kind": "TBKL",
        "subject": "Kết luận duyệt đại hội",
        "congress": None,
        "note": "",
        "is_restricted": False,
    }
    return told | changes


def add(office: Office, by: User | None = None, **changes: Any) -> IncomingPaper:
    return actions.add_incoming(office.cell, values(**changes), actor=by or office.clerk)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_arrival_numbers_run_through_a_year(office: Office) -> None:
    made = [
        add(office),
        add(office, number="126-TB/ĐUK"),
        add(office, number="1-TB/ĐUK", received_on=date(2021, 1, 4)),
    ]
    assert [(each.year, each.arrival_number) for each in made] == [(2020, 1), (2020, 2), (2021, 1)]
    assert Entry.objects.filter(action="registry.add_incoming").count() == 3


def test_the_same_paper_is_entered_once(office: Office) -> None:
    add(office)
    with pytest.raises(Conflict) as refused:
        add(office)
    assert refused.value.code == "incoming_taken"
    assert "1/2020" in str(refused.value.message)


def test_the_page_takes_a_scan_and_gives_it_back_as_it_came(office: Office) -> None:
    client = signed_in(office.clerk)
    sent = {
        "received_on": "20-3-2020",
        "issuer": "Đảng ủy Khối",
        "number": "125-TB/ĐUK",
        "issued_on": "18-3-2020",
        "kind": "TBKL",
        "subject": "Kết luận duyệt đại hội",
        "upload": SimpleUploadedFile("125.pdf", PDF),
    }
    answer = client.post(reverse("registry:incoming_add", args=[office.cell.pk]), sent)
    assert answer.status_code == 302, answer.content.decode()
    made = IncomingPaper.objects.get()
    assert (made.kind, made.file_name, made.recorded_by) == ("TBKL", "125.pdf", office.clerk)
    got = client.get(reverse("registry:incoming_file", args=[made.pk]))
    assert got.content == PDF
    assert 'filename="125.pdf"' in got["Content-Disposition"]


def test_a_file_that_is_not_what_it_says_is_refused(office: Office) -> None:
    url = reverse("registry:incoming_add", args=[office.cell.pk])
    upload = SimpleUploadedFile("125.pdf", b"MZ not a pdf")
    page = signed_in(office.clerk).post(url, {"upload": upload}).content.decode()
    assert "không phải tệp .pdf" in page
    assert not IncomingPaper.objects.exists()


def test_an_entry_is_corrected_under_its_number(office: Office) -> None:
    made = add(office)
    seen = fingerprint(made, values())
    actions.edit_incoming(made, values(subject="Kết luận"), seen=seen, actor=office.clerk)
    made.refresh_from_db()
    assert (made.subject, made.arrival_number) == ("Kết luận", 1)
    said = Entry.objects.get(action="registry.edit_incoming")
    assert (said.before, said.after) == ({"subject": "Kết luận duyệt đại hội"}, {"subject": "Kết luận"})  # fmt: skip
    with pytest.raises(Outdated):
        actions.edit_incoming(made, values(note="Khẩn"), seen=seen, actor=office.clerk)
    moved = values(received_on=date(2021, 1, 4))
    with pytest.raises(Conflict) as refused:
        actions.edit_incoming(made, moved, actor=office.clerk)
    assert refused.value.code == "other_year"


def test_an_incoming_paper_becomes_a_basis_without_typing(office: Office) -> None:
    made = actions.add_incoming(
        office.cell, values(), content=PDF, file_name="125.pdf", actor=office.clerk
    )
    actions.cite_incoming(made, actor=office.secretary)
    made.refresh_from_db()
    basis = BasisDocument.objects.get()
    assert made.basis == basis
    assert (basis.number, basis.issued_on, basis.issuer, basis.subject, basis.direction) == (
        "125-TB/ĐUK",
        date(2020, 3, 18),
        "Đảng ủy Khối",
        "Kết luận duyệt đại hội",
        True,
    )
    assert (basis.file, basis.file_name) == (made.file, "125.pdf")
    with pytest.raises(Conflict):
        actions.cite_incoming(made, actor=office.secretary)


def test_a_basis_that_is_there_is_linked_not_doubled(office: Office) -> None:
    told = {"number": "125-tb/đuk", "issued_on": date(2020, 3, 18), "issuer": "ĐUK", "subject": "x"}
    basis = BasisDocument.objects.create(organization=office.cell, **told)
    made = actions.cite_incoming(add(office), actor=office.secretary)
    assert made.basis == basis
    assert BasisDocument.objects.count() == 1


def test_a_direction_enters_the_book_in_one_step(office: Office) -> None:
    basis = BasisDocument.objects.create(
        organization=office.cell,
        number="35-CT/TW",
        issued_on=date(2019, 5, 30),
        issuer="Bộ Chính trị",
        subject="Đại hội đảng bộ các cấp",
        direction=True,
    )
    client = signed_in(office.clerk)
    assert (
        "35-CT/TW"
        in client.get(reverse("registry:incoming_list", args=[office.cell.pk])).content.decode()
    )
    url = reverse("registry:incoming_basis", args=[basis.pk])
    form = client.get(url).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields if name != "upload"}
    sent |= {"received_on": "2-3-2020"}
    assert client.post(url, sent).status_code == 302
    made = IncomingPaper.objects.get()
    assert (made.basis, made.number, made.subject) == (basis, basis.number, basis.subject)
    assert list(queries.bases_to_enter(office.cell)) == []
    assert client.get(url).status_code == 404


WRITES = {Role.SECRETARY, Role.COMMITTEE_MEMBER, Role.CLERK}


@pytest.mark.parametrize("role", Role)
def test_who_enters(office: Office, role: Role) -> None:
    user = office.person(role)
    if role in WRITES:
        assert add(office, user).arrival_number == 1
    else:
        with pytest.raises((NotPermitted, NotFound)):
            add(office, user)
        assert not IncomingPaper.objects.exists()


@pytest.mark.parametrize("role", Role)
def test_who_reads_what_came_in_on_personnel(office: Office, role: Role) -> None:
    made = actions.add_incoming(
        office.cell,
        values(is_restricted=True, subject="Nhân sự khóa mới"),
        content=PDF,
        file_name="a.pdf",
        actor=office.secretary,
    )
    assert "Nhân sự" not in str(Entry.objects.get(action="registry.add_incoming").after)
    client = signed_in(office.person(role))
    listed = client.get(reverse("registry:incoming_list", args=[office.cell.pk]))
    file = client.get(reverse("registry:incoming_file", args=[made.pk])).status_code
    page = client.get(reverse("registry:incoming_detail", args=[made.pk]))
    assert page.status_code == file
    found = (
        "Nhân sự khóa mới" in listed.content.decode(),
        "125-TB/ĐUK" in listed.content.decode(),
        file,
    )
    if role in {Role.SECRETARY, Role.COMMITTEE_MEMBER}:
        assert found == (True, True, 200)
    elif role is Role.CLERK:
        assert found == (False, True, 403)
    elif role in {Role.ADMINISTRATOR, Role.SUPERIOR}:
        assert found == (False, False, 403)
    else:
        assert found == (False, False, 404)


@pytest.mark.parametrize("count", [1, 3])
def test_the_book_asks_the_same_for_one_line_and_for_three(
    office: Office, count: int, django_assert_num_queries: Any
) -> None:
    for _number in range(count):
        IncomingFactory.create(organization=office.cell)
    client = signed_in(office.person(Role.MEMBER))
    client.get(reverse("registry:term_list", args=[office.cell.pk]))
    with django_assert_num_queries(LIST_QUERIES):
        page = client.get(reverse("registry:incoming_list", args=[office.cell.pk]))
    assert page.content.decode().count("Kết luận về duyệt đại hội") == count


LIST_QUERIES = 21


def test_days_that_cannot_be_are_refused(office: Office) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    for days, said in (
        ({"received_on": tomorrow}, "Ngày đến ở sau hôm nay"),
        ({"issued_on": date(2020, 3, 21)}, "Ngày văn bản ở sau ngày đến"),
    ):
        with pytest.raises(RuleBroken, match=said):
            add(office, **days)
    assert not office.cell.incoming_papers.exists()
    assert add(office).arrival_number == 1
