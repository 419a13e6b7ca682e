"""What papers of the superior set in place of the edition, and the page of all rules in force."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base.errors import Conflict, NotFound, NotPermitted, RuleBroken
from daihoi.congresses.actions.local_rules import set_local_rule, withdraw_local_rule
from daihoi.congresses.forms.local_rules import LocalRuleForm
from daihoi.congresses.models import BasisDocument, Congress, LocalRule, RuleBook
from daihoi.congresses.queries.local_rules import election_rules, overrides_of, personnel_rules
from daihoi.congresses.queries.rule_book import setting_page
from daihoi.rules.elections.values import Share
from tests.factories import CongressFactory, OrganizationFactory, UserFactory, grant

pytestmark = pytest.mark.django_db

PAPER = {
    "number": "15-HD/ĐUK",
    "issued_on": date(2020, 2, 10),
    "issuer": "Đảng ủy Khối",
    "subject": "Hướng dẫn đại hội chi bộ",
}
ELECTIONS, PERSONNEL = RuleBook.ELECTIONS, RuleBook.PERSONNEL


@pytest.fixture
def congress() -> Congress:
    organization = OrganizationFactory.create(path="/7/")
    return CongressFactory.create(organization=organization, target_on=date(2020, 4, 3))


@pytest.fixture
def secretary(congress: Congress) -> User:
    return grant(Role.SECRETARY, congress.organization)


@pytest.fixture
def paper(congress: Congress) -> BasisDocument:
    return congress.organization.basis_documents.create(**PAPER, direction=True)


def majority_of(congress: Congress) -> Share:
    return election_rules(congress, overrides_of(congress, ELECTIONS)).majority.value


def said(congress: Congress, secretary: User, client: Client, **query: str) -> str:
    client.force_login(secretary)
    page = client.get(reverse("congresses:rule_book", args=[congress.pk]), query)
    assert page.status_code == 200
    return " ".join(page.content.decode().split())


def test_a_paper_of_the_superior_sets_a_rule_and_the_rules_follow_it(
    congress: Congress, secretary: User, paper: BasisDocument
) -> None:
    made = set_local_rule(congress, ELECTIONS, "majority", ">= 2/3", basis=paper, actor=secretary)
    assert majority_of(congress) == Share(Fraction(2, 3), is_more_than=False)
    assert (made.basis, made.set_by) == (paper, secretary)
    entry = Entry.objects.get(action="congresses.set_local_rule")
    assert (entry.before, entry.after["said"]) == ({}, "ít nhất 2/3")
    assert entry.after["paper"] == "15-HD/ĐUK (10-2-2020)"
    set_local_rule(congress, ELECTIONS, "majority", "> 2/3", basis=paper, actor=secretary)
    set_local_rule(congress, ELECTIONS, "majority", "> 2/3", basis=paper, actor=secretary)
    assert LocalRule.objects.count() == 1
    entry = Entry.objects.filter(action="congresses.set_local_rule").latest("pk")
    assert (entry.before["value"], entry.after["value"]) == (">= 2/3", "> 2/3")
    assert Entry.objects.filter(action="congresses.set_local_rule").count() == 2


def test_a_new_paper_is_entered_in_the_register_once(congress: Congress, secretary: User) -> None:
    set_local_rule(congress, PERSONNEL, "women.min", "20 %", paper=PAPER, actor=secretary)
    basis = congress.organization.basis_documents.get()
    assert (basis.number, basis.direction) == ("15-HD/ĐUK", True)
    rules = personnel_rules(congress, overrides_of(congress, PERSONNEL))
    assert rules.need("women.min").value == Fraction(1, 5)
    with pytest.raises(Conflict, match="Sổ căn cứ đã có văn bản số 15-HD/ĐUK"):
        set_local_rule(congress, PERSONNEL, "young.min", "20 %", paper=PAPER, actor=secretary)
    assert LocalRule.objects.count() == 1


def test_a_rule_is_withdrawn_and_the_edition_holds_again(
    congress: Congress, secretary: User, paper: BasisDocument
) -> None:
    before = majority_of(congress)
    made = set_local_rule(congress, ELECTIONS, "majority", ">= 2/3", basis=paper, actor=secretary)
    withdraw_local_rule(made, actor=secretary)
    assert majority_of(congress) == before
    assert not LocalRule.objects.exists()
    entry = Entry.objects.get(action="congresses.withdraw_local_rule")
    assert entry.before == {"parameter": "majority", "value": ">= 2/3", "paper": str(paper)}
    with pytest.raises(NotFound):
        withdraw_local_rule(made, actor=secretary)


@pytest.mark.parametrize(
    "case",
    [
        (ELECTIONS, "majority", "> 3/2", "Số phiếu phải đạt: “quá 3/2” không thể đạt"),
        (ELECTIONS, "majority", "> 1/1", "ví dụ quá 1/2"),
        (ELECTIONS, "majority", "> 0/2", "không thể đạt"),
        (ELECTIONS, "majority", "nhiều", "không phải là tỷ lệ"),
        (ELECTIONS, "majority", "> 1/3", "thấp hơn quá nửa"),
        (ELECTIONS, "voters", [], "danh sách không được để trống"),
        (ELECTIONS, "tellers_from", ["ai cũng được"], "không dùng được; chọn trong"),
        (ELECTIONS, "committee_min", 90, "không được lớn hơn"),
        (ELECTIONS, "committee_max", -1, "phải là số nguyên không âm"),
        (PERSONNEL, "women.min", "150 %", "hãy viết như 1/3 hoặc 15 %"),
        (PERSONNEL, "surplus.prepared.min", "90 %", "không được lớn hơn"),
        (PERSONNEL, "ref_month", "14/2025", "không phải một tháng"),
    ],
)
def test_an_edition_edited_to_nonsense_is_refused(
    case: tuple[RuleBook, str, Any, str],
    congress: Congress,
    secretary: User,
    paper: BasisDocument,
) -> None:
    book, parameter, value, message = case
    with pytest.raises(RuleBroken) as raised:
        set_local_rule(congress, book, parameter, value, basis=paper, actor=secretary)
    assert message in raised.value.in_full
    assert not LocalRule.objects.exists()
    assert not Entry.objects.filter(action="congresses.set_local_rule").exists()


def test_a_rule_that_another_leans_on_is_not_withdrawn_alone(
    congress: Congress, secretary: User, paper: BasisDocument
) -> None:
    told = {"basis": paper, "actor": secretary}
    most = set_local_rule(congress, ELECTIONS, "committee_max", 40, **told)
    set_local_rule(congress, ELECTIONS, "committee_min", 39, **told)
    with pytest.raises(RuleBroken, match="không được lớn hơn"):
        withdraw_local_rule(most, actor=secretary)
    assert LocalRule.objects.count() == 2


def test_only_a_paper_of_the_superior_from_before_the_day_sets_a_rule(
    congress: Congress, secretary: User, paper: BasisDocument
) -> None:
    own = congress.organization.basis_documents.create(**PAPER | {"number": "2-KH/CB"})
    with pytest.raises(RuleBroken, match="không ghi là văn bản chỉ đạo"):
        set_local_rule(congress, ELECTIONS, "committee_max", 5, basis=own, actor=secretary)
    late = PAPER | {"number": "16-HD/ĐUK", "issued_on": date(2020, 4, 4)}
    with pytest.raises(RuleBroken, match="ngày 4-4-2020, sau ngày đại hội 3-4-2020"):
        set_local_rule(congress, ELECTIONS, "committee_max", 5, paper=late, actor=secretary)
    assert congress.organization.basis_documents.count() == 2
    foreign = BasisDocument.objects.create(
        organization=OrganizationFactory.create(), **PAPER, direction=True
    )
    with pytest.raises(NotFound):
        set_local_rule(congress, ELECTIONS, "committee_max", 5, basis=foreign, actor=secretary)


def test_a_paper_that_the_day_has_overtaken_is_not_applied_and_said(
    congress: Congress, secretary: User, paper: BasisDocument, client: Client
) -> None:
    set_local_rule(congress, ELECTIONS, "majority", ">= 2/3", basis=paper, actor=secretary)
    congress.target_on = date(2020, 2, 1)
    congress.save()
    assert majority_of(congress) == Share(Fraction(1, 2), is_more_than=True)
    page = said(congress, secretary, client)
    assert "15-HD/ĐUK (10-2-2020) ban hành sau ngày đại hội" in page
    assert "Theo văn bản của cấp trên" not in page


@pytest.mark.parametrize("role", [Role.MEMBER, Role.COMMITTEE_MEMBER])
def test_members_read_the_book_and_only_who_manages_the_congress_sets_rules(
    congress: Congress, secretary: User, paper: BasisDocument, role: Role, client: Client
) -> None:
    reader = grant(role, congress.organization)
    made = set_local_rule(congress, ELECTIONS, "committee_max", 9, basis=paper, actor=secretary)
    with pytest.raises(NotPermitted):
        set_local_rule(congress, ELECTIONS, "committee_max", 5, basis=paper, actor=reader)
    with pytest.raises(NotPermitted):
        withdraw_local_rule(made, actor=reader)
    with pytest.raises(NotFound):
        set_local_rule(
            congress, ELECTIONS, "committee_max", 5, basis=paper, actor=UserFactory.create()
        )
    page = said(congress, reader, client)
    assert "15-HD/ĐUK" in page
    assert "/quy-dinh/elections/" not in page
    assert "/bo/" not in page


def test_the_page_shows_value_article_doubt_and_what_was_replaced(
    congress: Congress, secretary: User, paper: BasisDocument, client: Client
) -> None:
    set_local_rule(congress, ELECTIONS, "majority", ">= 2/3", basis=paper, actor=secretary)
    page = said(congress, secretary, client)
    assert page.index("Theo văn bản của cấp trên") < page.index("Mẫu số, số có mặt")
    assert "15-HD/ĐUK, 10-2-2020 của Đảng ủy Khối · thay cho: quá 1/2" in page
    unsure = said(congress, secretary, client, loc="chua-xac-nhan")
    assert "mặc định:" in unsure
    table = unsure[unsure.index("Lọc quy định") :]
    assert "Tỷ lệ nữ" not in table
    only = said(congress, secretary, client, loc="thay")
    assert only[only.index("Lọc quy định") :].count('<th scope="row">') == 1
    people = said(congress, secretary, client, so="personnel")
    assert "Chỉ thị 35-CT/TW" in people
    assert "Tỷ lệ nữ, ít nhất" in people
    assert said(congress, secretary, client, so="x", loc="y").count('aria-current="page"') >= 2


def test_only_the_party_has_directives_on_personnel_work(client: Client) -> None:
    union = OrganizationFactory.create(path="/8/", kind="union")
    congress = CongressFactory.create(organization=union)
    head = grant(Role.SECRETARY, union)
    assert "Chỉ thị 35-CT/TW" not in said(congress, head, client, so="personnel")
    assert client.get(address(congress, PERSONNEL, "women.min")).status_code == 404
    with pytest.raises(NotFound):
        set_local_rule(congress, PERSONNEL, "women.min", "1/4", paper=PAPER, actor=head)


def address(congress: Congress, book: str, parameter: str) -> str:
    return reverse("congresses:local_rule_set", args=[congress.pk, book, parameter])


def test_the_pages_set_and_withdraw_a_rule(
    congress: Congress, secretary: User, client: Client
) -> None:
    client.force_login(secretary)
    page = address(congress, ELECTIONS, "majority")
    told = {"value_0": ">=", "value_1": "67 %", "number": "15-HD/ĐUK", "issued_on": "10/2/2020"}
    refused = client.post(page, told).content.decode()
    assert "Hãy ghi, hoặc chọn một văn bản đã có." in refused
    assert "15-HD/ĐUK" in refused
    told |= {"issuer": "Đảng ủy Khối", "subject": "Hướng dẫn"}
    nonsense = client.post(page, told | {"value_1": "3/2"}).content.decode()
    assert "không thể đạt" in nonsense
    assert "3/2" in nonsense
    assert not BasisDocument.objects.exists()
    assert client.post(page, told).status_code == 302
    made = LocalRule.objects.get()
    assert made.value == ">= 67/100"
    assert client.get(page).content.decode().count("selected") >= 2
    done = client.post(reverse("congresses:local_rule_withdraw", args=[made.pk]))
    assert done["Location"].endswith("?so=elections")
    assert not LocalRule.objects.exists()


@pytest.mark.parametrize("name", ["majorty", "tuổi", "1"])
def test_a_parameter_that_is_none_is_not_there(
    congress: Congress, secretary: User, paper: BasisDocument, client: Client, name: str
) -> None:
    client.force_login(secretary)
    assert client.get(address(congress, ELECTIONS, name)).status_code == 404
    assert client.get(address(congress, "khác", "majority")).status_code == 404
    with pytest.raises(NotFound):
        set_local_rule(congress, ELECTIONS, name, 5, basis=paper, actor=secretary)


def shown(form: LocalRuleForm) -> dict[str, Any]:
    """What a browser would send back of a form that nobody changed."""
    field, value = form.fields["value"], form["value"].value()
    parts = field.widget.decompress(value) if hasattr(field.widget, "decompress") else None
    if parts is None:
        return {} if value is None else {"value": value}
    return {f"value_{number}": part for number, part in enumerate(parts) if part is not None}


@pytest.mark.parametrize("book", RuleBook)
def test_every_parameter_can_be_written_as_it_stands(
    congress: Congress, secretary: User, paper: BasisDocument, book: RuleBook
) -> None:
    if book == ELECTIONS:
        every = list(election_rules(congress, ()))
    else:
        groups = personnel_rules(congress, ()).groups
        every = [each for group in groups for each in group.parameters if each.value is not None]
    assert len(every) > 15
    page = setting_page(congress.pk, book, every[0].name, viewer=secretary)
    for each in every:
        row = type(page.row)(each, None)
        at = type(page)(congress, book, row)
        sent = {"basis": paper.pk, **shown(LocalRuleForm(None, page=at))}
        form = LocalRuleForm(sent, page=at)
        assert form.is_valid(), (each.name, form.errors)
        assert each.read(form.value) == each.value, each.name


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_whatever_is_set(
    congress: Congress,
    paper: BasisDocument,
    client: Client,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    secretary = grant(Role.SECRETARY, congress.organization)
    for name in ("committee_max", "deputies_max", "report_working_days")[:count]:
        set_local_rule(congress, ELECTIONS, name, 9, basis=paper, actor=secretary)
    client.force_login(secretary)
    url = reverse("congresses:rule_book", args=[congress.pk])
    client.get(url)
    with django_assert_num_queries(15):
        client.get(url)


def test_a_refusal_keeps_what_was_typed(
    congress: Congress, secretary: User, paper: BasisDocument, client: Client
) -> None:
    client.force_login(secretary)
    page = address(congress, ELECTIONS, "voters")
    answer = client.post(page, {"basis": paper.pk})
    assert "danh sách không được để trống" in answer.content.decode()
    assert f'<option value="{paper.pk}" selected>' in answer.content.decode()
