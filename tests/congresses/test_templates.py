"""Templates as data: copied, changed by row and by sheet, published to those below."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base.errors import BadFile, Conflict, NotFound, NotPermitted, RuleBroken
from daihoi.congresses.actions import templates as actions
from daihoi.congresses.models import PlanTemplate
from daihoi.congresses.queries.template_rows import rows_from_sheet, rows_sheet
from daihoi.congresses.queries.templates import template_choice, templates_for
from daihoi.organizations.models import Organization
from daihoi.rules.plans import TemplateRow, built_in_templates, row_of, told_of
from tests.factories import OrganizationFactory, PersonFactory, grant

pytestmark = pytest.mark.django_db

FULL = next(each for each in built_in_templates() if each.key == "vn-party-full")
VALUES = {"name": "Mẫu của khối", "description": "", "edition": "vn-party-2014"}
DAY = date(2020, 4, 3)


@pytest.fixture
def bloc() -> Organization:
    return OrganizationFactory.create(path="/1/", kind="bloc_committee")


@pytest.fixture
def cell(bloc: Organization) -> Organization:
    return OrganizationFactory.create(path="/1/7/", parent=bloc)


@pytest.fixture
def superior(bloc: Organization) -> User:
    user = grant(Role.SUPERIOR, bloc)
    PersonFactory.create(organization=bloc, user=user)
    return user


@pytest.fixture
def template(bloc: Organization, superior: User) -> PlanTemplate:
    return actions.add_template(bloc, VALUES, FULL.rows, actor=superior)


@pytest.fixture
def client(superior: User) -> Client:
    client = Client()
    client.force_login(superior)
    return client


def url(name: str, *numbers: int) -> str:
    return reverse(f"congresses:{name}", args=numbers)


def row(**changed: Any) -> TemplateRow:
    return row_of(
        {"code": "M39", "name": "Họp báo", "days": -3, "responsible": ["committee"], **changed}
    )


def told(template: PlanTemplate, code: str) -> dict[str, Any]:
    template.refresh_from_db()
    return next(each for each in template.rows if each["code"] == code)


def form_of(template: PlanTemplate, values: TemplateRow) -> dict[str, Any]:
    data = {name: value for name, value in told_of(values).items() if value is not False}
    return {**data, "revision": template.revision}


def sheet(template: PlanTemplate, *cells: tuple[str, str, object]) -> bytes:
    """Its sheet, with cells changed: code of the row, title of the column, value."""
    book = load_workbook(BytesIO(rows_sheet(template)))
    page = book.active
    assert page is not None
    heads = next(line for line in page.iter_rows() if line[0].value == "Mã")
    columns = {str(head.value): head.column for head in heads}
    lines = {line[0].value: line[0].row for line in page.iter_rows()}
    for code, title, value in cells:
        page.cell(lines[code], columns[title]).value = value  # type: ignore[index]  # numbers
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("built_in", built_in_templates(), ids=lambda each: each.key)
def test_a_sheet_downloaded_and_uploaded_gives_the_same_rows(built_in: Any) -> None:
    kept = PlanTemplate(name="Mẫu", rows=[told_of(each) for each in built_in.rows])
    read = rows_from_sheet(rows_sheet(kept), "mau.xlsx")
    assert read.problems == []
    assert read.rows == list(built_in.rows)


@pytest.mark.parametrize(
    ("cell", "place", "message"),
    [
        (("M02", "Mã", "M01"), "dòng 5, cột Mã", "Mã M01 đã có"),
        (("M02", "Mã", "M 2!"), "dòng 5, cột Mã", "không dấu cách"),
        (("M02", "Mốc công việc", ""), "dòng 5, cột Mốc công việc", "Chưa có tên"),
        (("M02", "Chịu trách nhiệm", ""), "dòng 5, cột Chịu trách nhiệm", "Chưa ghi nơi"),
        (("M02", "Chịu trách nhiệm", "Ban Lạ"), "dòng 5, cột Chịu trách nhiệm", "Ban Lạ"),
        (("M02", "Số ngày so với ngày gốc", "mai"), "dòng 5, cột Số ngày", "-365 đến 365"),
        (("M02", "Số ngày so với ngày gốc", ""), "dòng 5, cột Số ngày", "-365 đến 365"),
        (("M02", "Làm sau các mốc", "M99"), "dòng 5, cột Làm sau", "M99"),
        (("M02", "Ngày gốc (trống là ngày đại hội)", "M99"), "dòng 5, cột Ngày gốc", "M99"),
        (("M01", "Làm sau các mốc", "M02"), "cột Làm sau", "thành vòng"),
    ],
)
def test_a_wrong_sheet_is_refused_by_row_and_column(
    client: Client, template: PlanTemplate, cell: tuple[str, str, str], place: str, message: str
) -> None:
    before = template.rows
    file = SimpleUploadedFile("mau.xlsx", sheet(template, cell))
    data = {"file": file, "revision": template.revision}
    page = client.post(url("template_upload", template.pk), data)
    assert page.status_code == 422
    problem = page.context["problems"][0]
    assert place in problem.place
    assert message in problem.message
    assert problem.message in page.content.decode()
    template.refresh_from_db()
    assert template.rows == before


def test_what_is_no_list_of_milestones_is_refused_whole(
    client: Client, template: PlanTemplate
) -> None:
    with pytest.raises(BadFile):
        rows_from_sheet(b"PK no sheet", "mau.xlsx")
    broken = {"file": SimpleUploadedFile("mau.xlsx", b"x"), "revision": template.revision}
    assert client.post(url("template_upload", template.pk), broken).status_code == 422
    text = {"file": SimpleUploadedFile("mau.txt", b"x"), "revision": template.revision}
    assert client.post(url("template_upload", template.pk), text).status_code == 422


def test_an_uploaded_sheet_takes_the_place_of_all_rows(
    client: Client, template: PlanTemplate
) -> None:
    changed = sheet(template, ("M02", "Mốc công việc", "Mốc đổi tên"))
    data = {"file": SimpleUploadedFile("mau.xlsx", changed), "revision": template.revision}
    answer = client.post(url("template_upload", template.pk), data)
    assert answer.url == url("template_detail", template.pk)  # type: ignore[attr-defined]  # a redirect
    assert told(template, "M02")["name"] == "Mốc đổi tên"
    assert (len(template.rows), template.revision) == (38, 2)
    entry = Entry.objects.get(action="congresses.replace_template_rows")
    assert entry.before["rows"] != entry.after["rows"]
    # the same page again: somebody has changed it since
    data["file"] = SimpleUploadedFile("mau.xlsx", changed)
    stale = client.post(url("template_upload", template.pk), data)
    assert stale.status_code == 422
    assert "Người khác đã sửa" in stale.content.decode()


def test_a_copy_is_made_and_changed_row_by_row(
    client: Client, bloc: Organization, superior: User
) -> None:
    asked = {"source": "vn-party-short", **VALUES}
    client.post(url("template_add", bloc.pk), asked)
    made = PlanTemplate.objects.get(organization=bloc, name="Mẫu của khối")
    short = next(each for each in built_in_templates() if each.key == "vn-party-short")
    assert made.rows == [told_of(each) for each in short.rows]
    count = len(made.rows)

    client.post(url("template_row_add", made.pk), form_of(made, row()))
    assert told(made, "M39")["name"] == "Họp báo"
    assert len(made.rows) == count + 1
    assert told(made, "M39")["responsible"] == ["committee"]

    number = len(made.rows) - 1
    changed = row(name="Họp báo tỉnh", days=2, working_days=True, responsible=["staff"])
    client.post(url("template_row_edit", made.pk, number), form_of(made, changed))
    assert told(made, "M39") == told_of(changed)

    data = {"revision": made.revision}
    client.post(url("template_row_remove", made.pk, number), data)
    made.refresh_from_db()
    assert len(made.rows) == count
    actions_kept = list(Entry.objects.order_by("pk").values_list("action", flat=True))
    assert actions_kept[-4:] == [
        "congresses.add_template",
        "congresses.put_template_row",
        "congresses.put_template_row",
        "congresses.remove_template_row",
    ]


def test_who_stands_first_in_a_row_stays_first(
    client: Client, template: PlanTemplate, superior: User
) -> None:
    shared = row(responsible=["staff", "committee"])
    actions.put_template_row(template, shared, revision=1, actor=superior)
    page = client.get(url("template_row_edit", template.pk, 38))
    offered = [value for value, _label in page.context["form"].fields["responsible"].choices]
    assert offered[:2] == ["staff", "committee"]
    assert len(offered) == 12


def test_a_new_code_takes_along_who_names_the_old_one(
    template: PlanTemplate, superior: User
) -> None:
    number = next(n for n, each in enumerate(template.rows) if each["code"] == "M01")
    renamed = row_of({**template.rows[number], "code": "A01"})
    followers = [each["code"] for each in template.rows if "M01" in each["after"]]
    assert followers
    actions.put_template_row(template, renamed, number=number, revision=1, actor=superior)
    for code in followers:
        assert "A01" in told(template, code)["after"]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"code": "M01"}, "twice"),
        ({"after": ["M99"]}, "unknown_predecessor"),
        ({"counted_from": "M99"}, "unknown_anchor"),
        ({"after": ["M39"]}, "loop"),
        ({"counted_from": "M39"}, "loop"),
        ({"name": ""}, "no_name"),
        ({"responsible": []}, "no_responsible"),
    ],
)
def test_a_row_that_breaks_the_template_is_refused(
    template: PlanTemplate, superior: User, changed: dict[str, Any], code: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        actions.put_template_row(template, row(**changed), revision=1, actor=superior)
    assert refused.value.code == code
    template.refresh_from_db()
    assert (len(template.rows), template.revision) == (38, 1)
    assert not Entry.objects.filter(action="congresses.put_template_row").exists()
    actions.put_template_row(template, row(), revision=1, actor=superior)


def test_a_bad_row_form_keeps_what_was_typed(client: Client, template: PlanTemplate) -> None:
    page = client.post(
        url("template_row_add", template.pk), form_of(template, row(code="M01", name="Tên mới"))
    )
    assert page.status_code == 422
    assert "Mã M01 đã có" in page.content.decode()
    assert 'value="Tên mới"' in page.content.decode()
    spaced = client.post(url("template_row_add", template.pk), form_of(template, row(code="M 3")))
    assert "Mã gồm chữ, số" in spaced.content.decode()


def test_a_row_others_wait_for_is_not_removed(template: PlanTemplate, superior: User) -> None:
    with pytest.raises(RuleBroken, match="M01") as refused:
        actions.remove_template_row(template, 0, revision=1, actor=superior)
    assert refused.value.code == "row_in_use"
    with pytest.raises(NotFound):
        actions.remove_template_row(template, 38, revision=1, actor=superior)
    with pytest.raises(Conflict):
        actions.remove_template_row(template, 37, revision=7, actor=superior)


def test_a_published_template_is_seen_only_below(
    client: Client, bloc: Organization, cell: Organization, template: PlanTemplate
) -> None:
    beside = OrganizationFactory.create(path="/17/")
    secretaries = {each.pk: grant(Role.SECRETARY, each) for each in (cell, beside)}

    def names(organization: Organization) -> list[str]:
        viewer = secretaries[organization.pk]
        return [each.name for each in templates_for(organization, DAY, viewer=viewer)]

    assert "Mẫu của khối" not in names(cell)
    client.post(url("template_publish", template.pk))
    template.refresh_from_db()
    assert template.published_at is not None
    assert Entry.objects.filter(action="congresses.publish_template").count() == 1
    assert names(cell)[0] == "Mẫu của khối"
    assert "Mẫu của khối" not in names(beside)
    key = f"t{template.pk}"
    with pytest.raises(NotFound):
        template_choice(key, beside, DAY, viewer=secretaries[beside.pk])
    assert client.post(url("template_publish", template.pk)).status_code == 409
    client.post(url("template_withdraw", template.pk))
    assert "Mẫu của khối" not in names(cell)
    with pytest.raises(NotFound):
        template_choice(key, cell, DAY, viewer=secretaries[cell.pk])


def test_publishing_asks_and_says_how_many_receive_it(
    client: Client, cell: Organization, template: PlanTemplate
) -> None:
    OrganizationFactory.create(path="/17/")  # beside: begins with the same number
    page = " ".join(client.get(url("template_detail", template.pk)).content.decode().split())
    assert 'data-confirm="Công bố mẫu này cho 1 tổ chức cấp dưới?' in page
    OrganizationFactory.create(path=f"{cell.path}8/", parent=cell)
    page = client.get(url("template_detail", template.pk)).content.decode()
    assert 'data-confirm="Công bố mẫu này cho 2 tổ chức cấp dưới?' in page


def test_another_edition_is_taken_once_the_milestones_were_looked_through(
    client: Client, template: PlanTemplate
) -> None:
    door = url("template_edit", template.pk)
    form = client.get(door).context["form"]
    assert "reviewed" not in form.fields
    data = {**VALUES, "edition": "vn-party-2024", "seen": form["seen"].value()}
    refused = client.post(door, data)
    assert refused.status_code == 422
    [said] = refused.context["form"].errors["reviewed"]
    assert "có thể khác quy định mới" in said
    assert 'name="reviewed"' in refused.content.decode()
    template.refresh_from_db()
    assert template.edition == VALUES["edition"]
    client.post(door, data | {"reviewed": "on"})
    template.refresh_from_db()
    assert template.edition == "vn-party-2024"


def test_a_template_of_another_edition_is_not_offered_and_refused(
    cell: Organization, template: PlanTemplate, superior: User
) -> None:
    actions.publish_template(template, actor=superior)
    secretary = grant(Role.SECRETARY, cell)
    key, later = f"t{template.pk}", date(2025, 4, 3)
    assert template_choice(key, cell, DAY, viewer=secretary).name == "Mẫu của khối"
    assert key not in [each.key for each in templates_for(cell, later, viewer=secretary)]
    with pytest.raises(RuleBroken) as refused:
        template_choice(key, cell, later, viewer=secretary)
    assert refused.value.code == "another_edition"
    values = {**VALUES, "edition": "vn-party-2024"}
    actions.edit_template(template, values, actor=superior)
    assert template_choice(key, cell, later, viewer=secretary).name == "Mẫu của khối"


def test_an_empty_template_is_not_published_and_a_name_serves_once(
    bloc: Organization, template: PlanTemplate, superior: User
) -> None:
    empty = actions.add_template(bloc, {**VALUES, "name": "Trống"}, [], actor=superior)
    with pytest.raises(RuleBroken) as refused:
        actions.publish_template(empty, actor=superior)
    assert refused.value.code == "no_rows"
    with pytest.raises(Conflict) as taken:
        actions.add_template(bloc, VALUES, FULL.rows, actor=superior)
    assert taken.value.code == "name_taken"
    with pytest.raises(Conflict):
        actions.edit_template(empty, VALUES, actor=superior)


def test_only_who_keeps_templates_gets_in(
    bloc: Organization, cell: Organization, template: PlanTemplate
) -> None:
    member, stranger = grant(Role.MEMBER, bloc), grant(Role.SECRETARY, cell)
    with pytest.raises(NotPermitted):
        actions.publish_template(template, actor=member)
    with pytest.raises(NotFound):
        actions.publish_template(template, actor=stranger)
    for user, status in ((member, 403), (stranger, 404)):
        client = Client()
        client.force_login(user)
        assert client.get(url("template_list", bloc.pk)).status_code == status
        assert client.get(url("template_sheet", template.pk)).status_code == status
        assert client.post(url("template_publish", template.pk)).status_code == status


def test_a_superior_keeps_its_own_templates_and_not_those_below(
    client: Client, cell: Organization, superior: User
) -> None:
    own = actions.add_template(
        cell, {**VALUES, "name": "Mẫu của chi bộ"}, FULL.rows, actor=grant(Role.SECRETARY, cell)
    )
    with pytest.raises(NotPermitted):
        actions.publish_template(own, actor=superior)
    with pytest.raises(NotPermitted):
        actions.add_template(cell, VALUES, FULL.rows, actor=superior)
    assert client.get(url("template_list", cell.pk)).status_code == 403
    assert client.get(url("template_detail", own.pk)).status_code == 403


def test_the_pages_open_and_lead_to_each_other(
    client: Client, bloc: Organization, template: PlanTemplate
) -> None:
    assert url("template_list", bloc.pk) in client.get(reverse("home:first_page")).content.decode()
    for name in ("template_list", "template_add"):
        assert client.get(url(name, bloc.pk)).status_code == 200, name
    for name in ("detail", "edit", "row_add", "upload"):
        assert client.get(url(f"template_{name}", template.pk)).status_code == 200, name
    assert client.get(url("template_row_edit", template.pk, 37)).status_code == 200
    assert client.get(url("template_row_edit", template.pk, 38)).status_code == 404
    answer = client.get(url("template_sheet", template.pk))
    assert rows_from_sheet(answer.content, "mau.xlsx").rows == list(FULL.rows)
    page = client.get(url("template_edit", template.pk))
    data = {**VALUES, "name": "Mẫu mới", "seen": page.context["form"]["seen"].value()}
    client.post(url("template_edit", template.pk), data)
    template.refresh_from_db()
    assert template.name == "Mẫu mới"


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_for_one_and_for_three(
    client: Client,
    bloc: Organization,
    superior: User,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(count):
        values = {**VALUES, "name": f"Mẫu {number}"}
        actions.add_template(bloc, values, FULL.rows, actor=superior)
    client.get(url("template_list", bloc.pk))
    with django_assert_num_queries(12):
        client.get(url("template_list", bloc.pk))
