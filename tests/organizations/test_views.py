"""Pages: who sees what, what is written, and that lists cost the same at any length."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from daihoi.accounts.models import Grant, SignInSlip, User
from daihoi.accounts.permissions import Role
from daihoi.base import clock
from daihoi.organizations.actions.organizations import edit_organization
from daihoi.organizations.models import MemberImport, Organization, Person, Unit
from daihoi.organizations.queries.people import people_of
from tests.factories import (
    GrantFactory,
    MembershipFactory,
    OrganizationFactory,
    PersonFactory,
    UnitFactory,
    UserFactory,
    grant,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cell() -> Organization:
    return OrganizationFactory.create(path="/7/", name="Chi bộ Cục", short_name="CB Cục")


@pytest.fixture
def secretary(cell: Organization) -> User:
    return grant(Role.SECRETARY, cell)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(client: Client, name: str, *args: int, query: str = "") -> str:
    response = client.get(reverse(f"organizations:{name}", args=args) + query)
    assert response.status_code == 200
    return response.content.decode()


def test_an_empty_place_is_set_up_step_by_step(samples: Path) -> None:
    admin = UserFactory.create()
    GrantFactory.create(user=admin, role=Role.ADMINISTRATOR.value, organization_path="/")
    client = signed_in(admin)
    assert "Bước tiếp theo: Tổ chức" in page(client, "set_up")
    superior = {
        "kind": "bloc_committee",
        "name": "Đảng ủy Khối",
        "short_name": "ĐUK",
        "place": "Lạng Sơn",
    }
    client.post(reverse("organizations:organization_add"), superior)
    top = Organization.objects.get()
    cell = {**superior, "kind": "cell", "name": "Chi bộ Cục", "short_name": "CB", "parent": top.pk}
    response = client.post(reverse("organizations:organization_add"), cell)
    made = Organization.objects.get(name="Chi bộ Cục")
    assert made.path == f"/{top.pk}/{made.pk}/"
    assert "Bước tiếp theo: Đơn vị" in client.get(response["Location"]).content.decode()
    client.post(
        reverse("organizations:unit_add", args=[made.pk]), {"names": "Văn phòng\n\n Phòng  A \n"}
    )
    assert list(made.units.order_by("position").values_list("name", flat=True)) == [
        "Văn phòng",
        "Phòng A",
    ]
    assert "Bước tiếp theo: Đảng viên" in page(client, "set_up", query=f"?to-chuc={made.pk}")


def test_a_list_goes_from_upload_to_result(
    cell: Organization, secretary: User, samples: Path
) -> None:
    client = signed_in(secretary)
    data = (samples / "danh-sach-loi.xlsx").read_bytes()
    upload = SimpleUploadedFile("danh-sach-loi.xlsx", data)
    response = client.post(
        reverse("organizations:member_import", args=[cell.pk]), {"file": upload}, follow=True
    )
    text = response.content.decode()
    assert "Dòng 9, Ngày sinh: ngày 31/02/1980 không có thật" in text
    assert Person.objects.count() == 0
    started = MemberImport.objects.get()
    answer = reverse("organizations:member_import_answer", args=[started.pk])
    client.post(answer, {"19:birth:swapped": "swap", "xem": "xem-lai"})
    detail = client.get(reverse("organizations:member_import_detail", args=[started.pk]))
    confirm = reverse("organizations:member_import_confirm", args=[started.pk])
    assert client.post(confirm, {"digest": "of another preview"}).status_code == 409
    assert Person.objects.count() == 0
    digest = detail.context["shown"].digest
    done = client.post(confirm, {"digest": digest}, follow=True).content.decode()
    assert "Đã nhập danh sách" in done
    assert Person.objects.count() == 25  # 6 rows blocked but the units are all new
    rejected = client.get(reverse("organizations:member_import_rejected", args=[started.pk]))
    assert rejected.content.startswith(b"PK")
    assert client.get(reverse("organizations:member_export", args=[cell.pk])).status_code == 200


def test_an_organization_changed_meanwhile_is_shown_before_it_is_written_over(
    cell: Organization, secretary: User
) -> None:
    client = signed_in(secretary)
    edit = reverse("organizations:organization_edit", args=[cell.pk])
    form = client.get(edit).context["form"]
    mine = {name: form[name].value() for name in form.fields} | {"short_name": "CB của tôi"}
    del mine["has_seal"]
    edit_organization(cell, {"name": cell.name, "place": "Cao Bằng"}, actor=secretary)
    stale = client.post(edit, mine).context["form"]
    assert stale.errors["place"] == ["Đang lưu: Cao Bằng"]
    assert Organization.objects.get().short_name == "CB Cục"
    done = client.post(edit, mine | {"seen": stale["seen"].value()})
    assert done.status_code == 302
    assert Organization.objects.get().short_name == "CB của tôi"


def test_choices_made_but_not_kept_are_kept_and_shown_before_anything_is_written(
    cell: Organization, secretary: User, samples: Path
) -> None:
    client = signed_in(secretary)
    upload = SimpleUploadedFile("l.xlsx", (samples / "danh-sach-loi.xlsx").read_bytes())
    shown = client.post(
        reverse("organizations:member_import", args=[cell.pk]), {"file": upload}, follow=True
    )
    started = MemberImport.objects.get()
    confirm = reverse("organizations:member_import_confirm", args=[started.pk])
    chosen = {"19:birth:swapped": "swap", "digest": shown.context["shown"].digest}
    again = client.post(confirm, chosen, follow=True)
    assert "chưa nhập gì: hãy xem lại" in again.content.decode()
    assert Person.objects.count() == 0
    assert MemberImport.objects.get().options == {"19:birth:swapped": "swap"}
    client.post(confirm, {**chosen, "digest": again.context["shown"].digest})
    assert Person.objects.filter(full_name="Phương Thị Loan").exists()
    client.post(confirm, {**chosen, "19:birth:swapped": "skip"})
    assert Person.objects.count() == 25


def test_a_bad_file_is_said_beside_the_field(cell: Organization, secretary: User) -> None:
    response = signed_in(secretary).post(
        reverse("organizations:member_import", args=[cell.pk]),
        {"file": SimpleUploadedFile("a.xlsx", b"%PDF-1.7")},
    )
    assert response.status_code == 422
    assert "đây là tệp PDF" in response.content.decode()
    assert MemberImport.objects.count() == 0


def test_a_list_too_heavy_is_refused(
    cell: Organization, secretary: User, settings: LazySettings
) -> None:
    settings.UPLOAD_LIMIT_MB = 0
    response = signed_in(secretary).post(
        reverse("organizations:member_import", args=[cell.pk]),
        {"file": SimpleUploadedFile("a.xlsx", b"PK")},
    )
    assert response.status_code == 422
    assert "“a.xlsx”: tệp nặng hơn 0 MB" in response.content.decode()
    assert MemberImport.objects.count() == 0


def test_a_member_reads_names_but_not_personal_data(cell: Organization, secretary: User) -> None:
    person = PersonFactory.create(
        organization=cell, full_name="Hoàng Văn Ước", phone="0900000124", notes="ghi chú riêng"
    )
    MembershipFactory.create(person=person)
    member = grant(Role.MEMBER, cell)
    for reader, sees in ((secretary, True), (member, False)):
        client = signed_in(reader)
        listed = page(client, "person_list", cell.pk)
        shown = page(client, "person_detail", person.pk)
        assert "Hoàng Văn Ước" in listed
        assert ("0900000124" in listed, "0900000124" in shown) == (False, sees)
        assert ("19-5-1980" in listed, "19-5-1980" in shown) == (False, sees)
        assert ("ghi chú riêng" in shown) == sees
    person.user = member
    person.save()
    assert "0900000124" in page(signed_in(member), "person_detail", person.pk)
    assert (
        signed_in(member).get(reverse("organizations:person_edit", args=[person.pk])).status_code
        == 403
    )


def test_another_organizations_pages_are_not_there(cell: Organization, secretary: User) -> None:
    person = PersonFactory.create(organization=cell)
    unit = UnitFactory.create(organization=cell)
    stranger = signed_in(grant(Role.SECRETARY, OrganizationFactory.create(path="/8/")))
    doors = [
        *((name, cell.pk) for name in (
            "organization_detail", "organization_edit", "unit_add", "person_list", "person_add",
            "account_list", "member_import", "member_export",
        )),
        *((name, person.pk) for name in (
            "person_detail", "person_edit", "membership_change", "office_add", "account_give",
        )),
        ("unit_edit", unit.pk),
    ]  # fmt: skip
    own = signed_in(secretary)
    for name, pk in doors:
        address = reverse(f"organizations:{name}", args=[pk])
        assert (name, stranger.get(address).status_code) == (name, 404)
        assert (name, own.get(address).status_code) == (name, 200)


@pytest.mark.parametrize("count", [1, 3])
def test_reading_the_list_costs_the_same(
    cell: Organization,
    secretary: User,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    fill(cell, count)
    with django_assert_num_queries(4):  # the reader's grants, people, memberships, offices
        assert len(people_of(cell, viewer=secretary)) == count


def test_the_page_asks_nothing_more_for_more_people(cell: Organization, secretary: User) -> None:
    client = signed_in(secretary)
    asked = []
    for count in (1, 2):
        fill(cell, count)
        page(client, "person_list", cell.pk)
        with CaptureQueriesContext(connection) as queries:
            page(client, "person_list", cell.pk)
        asked.append(len(queries))
    assert asked[0] == asked[1]


def fill(cell: Organization, count: int) -> None:
    for _ in range(count):
        unit = UnitFactory.create(organization=cell)
        MembershipFactory.create(person=PersonFactory.create(organization=cell, unit=unit))


def test_two_writers_see_both_texts(cell: Organization, secretary: User) -> None:
    person = PersonFactory.create(organization=cell, full_name="Lê Văn A", phone="1")
    address = reverse("organizations:person_edit", args=[person.pk])
    form = {"full_name": "Lê Văn A", "birth": "19/5/1980", "revision": "1"}
    client = signed_in(secretary)
    assert client.post(address, {**form, "phone": "222"}).status_code == 302
    second = client.post(address, {**form, "phone": "333"})
    text = second.content.decode()
    assert second.status_code == 409
    assert "222" in text
    assert "333" in text
    person.refresh_from_db()
    assert (person.phone, person.version) == ("222", 2)
    again = {**form, "phone": "333", "revision": str(second.context["form"].data["revision"])}
    assert client.post(address, again).status_code == 302
    person.refresh_from_db()
    assert (person.phone, person.version, person.birth) == ("333", 3, "1980-05-19")


def test_accounts_are_given_once_and_shown_once(cell: Organization, secretary: User) -> None:
    person = PersonFactory.create(organization=cell, full_name="Hoàng Văn Ước")
    MembershipFactory.create(person=person)
    PersonFactory.create(organization=cell, full_name="Không Đảng Viên")
    client = signed_in(secretary)
    listed = page(client, "account_list", cell.pk)
    assert "Hoàng Văn Ước" in listed
    assert "Không Đảng Viên" not in listed
    give = reverse("organizations:account_give_all", args=[cell.pk])
    response = client.post(give, {"person": [person.pk]})
    (slip,) = response.context["slips"]
    assert slip.username == "uoc.hv"
    shown = response.content.decode()
    assert f"{slip.code[:5]}-{slip.code[5:]}" in shown
    assert "no-store" in response["Cache-Control"]
    user = User.objects.get(username="uoc.hv")
    assert not user.has_usable_password()
    roles = Grant.objects.filter(user=user).values_list("role", "organization_path")
    assert list(roles) == [("member", "/7/")]
    assert slip.code not in page(client, "account_list", cell.pk)
    assert slip.code not in str(list(SignInSlip.objects.values()))
    (again,) = client.post(give, {"person": [person.pk]}).context["slips"]
    (other,) = client.post(reverse("organizations:account_reset", args=[person.pk])).context[
        "slips"
    ]
    now = clock.now()
    states = [kept.state(now) for kept in SignInSlip.objects.order_by("pk")]
    assert states == ["revoked", "revoked", "open"]
    assert len({slip.code, again.code, other.code}) == 3
    assert User.objects.filter(person__isnull=False).count() == 1


def test_units_in_use_stay(cell: Organization, secretary: User) -> None:
    used = UnitFactory.create(organization=cell)
    PersonFactory.create(organization=cell, unit=used)
    idle = UnitFactory.create(organization=cell)
    client = signed_in(secretary)
    assert client.post(reverse("organizations:unit_remove", args=[used.pk])).status_code == 422
    assert client.post(reverse("organizations:unit_remove", args=[idle.pk])).status_code == 302
    assert list(Unit.objects.all()) == [used]


def test_an_address_with_nonsense_for_numbers_is_read_as_none(
    cell: Organization, secretary: User
) -> None:
    PersonFactory.create(organization=cell, full_name="Lê Văn An")
    client = signed_in(secretary)
    for unit in ("9" * 30, "9" * 5_000, "²", "-1"):
        page = client.get(reverse("organizations:person_list", args=[cell.pk]), {"don-vi": unit})
        assert page.status_code == 200
        assert "Lê Văn An" in page.content.decode()


def test_what_a_form_says_cannot_leave_the_address_it_leads_to(
    cell: Organization, secretary: User, samples: Path
) -> None:
    client = signed_in(secretary)
    upload = SimpleUploadedFile("x.xlsx", (samples / "danh-sach-loi.xlsx").read_bytes())
    client.post(reverse("organizations:member_import", args=[cell.pk]), {"file": upload})
    started = MemberImport.objects.get()

    answered = client.post(
        reverse("organizations:member_import_answer", args=[started.pk]),
        {"xem": "doi&page=9#\r\nSet-Cookie: a=b", "page": "2"},
    )

    detail = reverse("organizations:member_import_detail", args=[started.pk])
    assert (answered.status_code, answered["Location"]) == (
        302,
        f"{detail}?xem=doi%26page%3D9%23%0D%0ASet-Cookie%3A+a%3Db&page=2",
    )


@pytest.mark.parametrize("birth", ["1980", "19/5/1980"])
def test_one_of_the_same_name_and_birth_is_shown_and_may_be_another(
    cell: Organization, secretary: User, birth: str
) -> None:
    kept = PersonFactory.create(
        organization=cell, full_name="Bùi Thị Hạnh", birth="1980-05-19" if "/" in birth else birth
    )
    client = signed_in(secretary)
    url = reverse("organizations:person_add", args=[cell.pk])
    sent = {"full_name": "Bùi Thị Hạnh", "birth": birth, "status": "none"}
    refused = client.post(url, sent).content.decode()
    assert "Đã có Bùi Thị Hạnh cùng ngày sinh trong danh sách." in refused
    assert reverse("organizations:person_detail", args=[kept.pk]) in refused
    assert 'type="checkbox" name="is_another"' in refused
    assert Person.objects.count() == 1
    assert client.post(url, {**sent, "is_another": "on"}).status_code == 302
    assert Person.objects.filter(full_name="Bùi Thị Hạnh").count() == 2
