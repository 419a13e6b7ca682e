"""A congress is set up in three steps, and nothing of it is there before the last one."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base import clock
from daihoi.base.errors import Conflict, DomainError, NotFound, NotPermitted, RuleBroken
from daihoi.congresses.actions.bases import add_basis
from daihoi.congresses.actions.congresses import Preparation, prepare_congress
from daihoi.congresses.models import BasisDocument, Congress, Goal, PlanTemplate, Subcommittee
from daihoi.congresses.queries.templates import templates_for
from daihoi.organizations.models import Organization
from daihoi.rules.plans import built_in_templates, told_of
from tests.factories import CongressFactory, OrganizationFactory, UserFactory, grant

pytestmark = pytest.mark.django_db

SHORT = next(each for each in built_in_templates() if each.key == "vn-party-short")
DIRECTIVE = {
    "number": "35-CT/TW",
    "issued_on": date(2019, 5, 30),
    "issuer": "Bộ Chính trị",
    "subject": "Về đại hội đảng bộ các cấp tiến tới Đại hội XIII",
}
VALUES = {
    "ordinal": 3,
    "term_start": 2020,
    "term_end": 2025,
    "form": "all_members",
    "target_on": date(2020, 4, 3),
    "target_precision": "early",
}
BODY = {"name": "Tiểu ban văn kiện", "purpose": "documents", "duties": "Dự thảo"}


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    moment = timezone.make_aware(datetime(2020, 2, 20, 9))  # noqa: DTZ001 - made aware
    with clock.standing_at(moment):
        yield


@pytest.fixture
def cell() -> Organization:
    parent = OrganizationFactory.create(path="/7/", kind="bloc_committee")
    return OrganizationFactory.create(path="/7/8/", parent=parent, kind="grassroots_cell")


@pytest.fixture
def secretary(cell: Organization) -> User:
    return grant(Role.SECRETARY, cell)


@pytest.fixture
def client(secretary: User) -> Client:
    client = Client()
    client.force_login(secretary)
    return client


def told(**changes: Any) -> Preparation:
    values: dict[str, Any] = {
        "congress": VALUES,
        "new_bases": [DIRECTIVE],
        "template": "vn-party-short",
        "subcommittees": [{**BODY, "decision_number": "", "decision_on": None}],
        "goals": ["Đúng tiến độ."],
    }
    return Preparation(**{**values, **changes})


def nothing_is_there() -> bool:
    tables = (Congress, BasisDocument, Subcommittee, Goal, Entry)
    return not any(table.objects.exists() for table in tables)


def test_all_of_it_is_put_up_at_once(cell: Organization, secretary: User) -> None:
    congress = prepare_congress(cell, told(), actor=secretary)
    assert [str(basis) for basis in congress.bases.all()] == ["35-CT/TW (30-5-2019)"]
    assert [goal.text for goal in congress.goals.all()] == ["Đúng tiến độ."]
    body = congress.subcommittees.get()
    assert (body.name, body.decision_on) == ("Tiểu ban văn kiện", None)
    plan = {each.code: each for each in congress.milestones.all()}
    assert len(plan) == len(SHORT.rows)
    assert (plan["M17"].planned_on, plan["M06"].subcommittee) == (date(2020, 3, 25), body)
    recorded = Entry.objects.order_by("sequence").values_list("action", flat=True)
    assert [action.removeprefix("congresses.") for action in dict.fromkeys(recorded)] == [
        "add_congress",
        "add_basis",
        "cite_bases",
        "add_subcommittee",
        "make_plan",
        "add_milestone",
        "add_goal",
        "prepare_congress",
    ]


def test_a_paper_of_the_register_is_cited_not_entered_twice(
    cell: Organization, secretary: User
) -> None:
    kept = add_basis(cell, DIRECTIVE, actor=secretary)
    older = add_basis(cell, {**DIRECTIVE, "issued_on": date(2009, 8, 4)}, actor=secretary)
    typed = {**DIRECTIVE, "number": "35-ct/tw"}
    congress = prepare_congress(cell, told(bases=[older], new_bases=[typed]), actor=secretary)
    assert set(congress.bases.all()) == {kept, older}
    assert BasisDocument.objects.count() == 2


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"target_on": date(2020, 2, 19), "target_precision": "day"}, "day_passed"),
        ({"target_on": date(2020, 4, 2), "target_precision": "day"}, "holiday"),
        ({"term_end": 2019}, "term_ends_before_start"),
        ({"term_end": 2020}, "term_ends_before_start"),
    ],
)
def test_a_day_or_a_term_that_cannot_be_leaves_nothing_behind(
    cell: Organization, secretary: User, change: dict[str, Any], code: str
) -> None:
    with pytest.raises(RuleBroken) as refusal:
        prepare_congress(cell, told(congress={**VALUES, **change}), actor=secretary)
    assert refusal.value.code == code
    assert nothing_is_there()


def test_a_second_congress_of_the_same_number_is_refused(
    cell: Organization, secretary: User
) -> None:
    CongressFactory.create(organization=cell, ordinal=3)
    with pytest.raises(Conflict) as refusal:
        prepare_congress(cell, told(), actor=secretary)
    assert refusal.value.message == "Đã có đại hội lần thứ III."
    assert not Goal.objects.exists()
    prepare_congress(cell, told(congress={**VALUES, "ordinal": 4}), actor=secretary)


def test_a_template_of_another_edition_is_refused_by_name(
    cell: Organization, secretary: User
) -> None:
    assert cell.parent is not None
    template = PlanTemplate.objects.create(
        organization=cell.parent,
        name="Mẫu của Khối",
        edition="vn-party-2024",
        rows=[told_of(row) for row in SHORT.rows],
        published_at=clock.now(),
        published_by=secretary,
    )
    for key, words in [
        (f"t{template.pk}", ("190-QĐ/TW", "244-QĐ/TW")),
        ("general", ()),
    ]:
        with pytest.raises(DomainError) as refusal:
            prepare_congress(cell, told(template=key), actor=secretary)
        assert all(word in refusal.value.in_full for word in words)
        assert nothing_is_there()
    later = {**VALUES, "target_on": date(2025, 4, 3)}
    prepare_congress(cell, told(congress=later, template=f"t{template.pk}"), actor=secretary)


def test_two_bodies_of_one_name_leave_nothing_behind(cell: Organization, secretary: User) -> None:
    twice = [{**BODY, "decision_number": "", "decision_on": None}] * 2
    with pytest.raises(Conflict):
        prepare_congress(cell, told(subcommittees=twice), actor=secretary)
    assert nothing_is_there()


def test_only_who_manages_congresses_here_sets_one_up(cell: Organization) -> None:
    with pytest.raises(NotPermitted):
        prepare_congress(cell, told(), actor=grant(Role.MEMBER, cell))
    with pytest.raises(NotFound):
        prepare_congress(cell, told(), actor=UserFactory.create())
    assert nothing_is_there()


# The steps as a browser walks them: the fields of the page it was shown, with what was typed.


def form_of(page: HttpResponse) -> html.FormElement:
    (form,) = html.fromstring(page.content.decode()).xpath("//main//form[@class='form']")
    assert isinstance(form, html.FormElement)
    return form


def fields_of(page: HttpResponse) -> dict[str, list[str]]:
    """What a browser would send of the page's main form if nothing was typed."""
    found: dict[str, list[str]] = {}
    for name, value in form_of(page).form_values():
        found.setdefault(name, []).append(value.removeprefix("\n"))
    for radio in form_of(page).xpath(".//input[@type='radio'][@checked][@value='']"):
        found[radio.name] = [""]  # lxml says "on"
    return found


def method_of(page: HttpResponse) -> str:
    return form_of(page).method.lower()


def send(client: Client, cell: Organization, page: HttpResponse, go: str, **typed: Any) -> Any:
    """Press a button of the page, with what was typed (``dai_hoi__ordinal`` is dai-hoi-ordinal)."""
    data = {**fields_of(page), "go": [go]}
    for name, value in typed.items():
        prefix, _, field = name.partition("__")
        data[f"{prefix.replace('_', '-')}-{field.replace('__', '-')}"] = (
            value if isinstance(value, list) else [value]
        )
    add = reverse("congresses:congress_add", args=[cell.pk])
    if method_of(page) == "get":
        return client.get(f"{add}?{urlencode(data, doseq=True)}")
    return client.post(add, data)


START = {
    "dai_hoi__ordinal": "III",
    "dai_hoi__term_start": "2020",
    "dai_hoi__term_end": "2025",
    "dai_hoi__target_on": "4/2020",
    "dai_hoi__target_precision": "early",
}


def current_step(page: HttpResponse) -> str:
    (step,) = (
        html.fromstring(page.content.decode())
        .find_class("wizard-steps")[0]
        .xpath("li[@aria-current]")
    )
    return str(step.text_content().strip())


def test_the_three_steps_put_up_a_congress(
    client: Client, cell: Organization, secretary: User
) -> None:
    older = add_basis(cell, {**DIRECTIVE, "issued_on": date(2009, 8, 4)}, actor=secretary)
    page = client.get(reverse("congresses:congress_add", args=[cell.pk]))
    assert "35-CT/TW, 4-8-2009, Bộ Chính trị" in page.content.decode()
    page = send(
        client,
        cell,
        page,
        "next",
        **START,
        dai_hoi__bases=[str(older.pk)],
        can_cu__0__number="35-CT/TW",
        can_cu__0__issued_on="30-5-2019",
        can_cu__0__issuer="Bộ Chính trị",
        can_cu__0__subject="Về đại hội đảng bộ các cấp",
    )
    assert current_step(page) == "Kế hoạch"
    shown = page.content.decode()
    # counted from the first working day of early April, which is no holiday
    assert "thứ Tư 1-4-2020" in shown
    assert "mốc đã qua ngày" in shown
    assert "02-4-2020" not in shown
    page = send(client, cell, page, "next", mau__template="vn-party-short")
    assert current_step(page) == "Tiểu ban, mục tiêu"
    page = send(
        client,
        cell,
        page,
        "finish",
        tieu_ban__0__name="Tiểu ban Văn kiện",
        tieu_ban__0__decision_number="05-QĐ/CB",
        tieu_ban__0__decision_on="8/1/2020",
        muc_tieu__goals="Đúng kế hoạch.\n\n  Đúng   quy trình. \nĐúng kế hoạch.",
    )
    congress = Congress.objects.get()
    assert page["Location"] == reverse("congresses:congress_detail", args=[congress.pk])
    assert (congress.ordinal, congress.target_on, congress.target_precision) == (
        3,
        date(2020, 4, 1),
        "early",
    )
    assert {str(basis) for basis in congress.bases.all()} == {
        "35-CT/TW (4-8-2009)",
        "35-CT/TW (30-5-2019)",
    }
    assert [
        (body.name, body.decision_number) for body in congress.subcommittees.order_by("pk")
    ] == [
        ("Tiểu ban Văn kiện", "05-QĐ/CB"),
        ("Tiểu ban nhân sự", ""),
        ("Tiểu ban tuyên truyền, hậu cần", ""),
        ("Bộ phận giúp việc", ""),
    ]
    assert [goal.text for goal in congress.goals.order_by("position")] == [
        "Đúng kế hoạch.",
        "Đúng quy trình.",
    ]
    assert congress.milestones.count() == len(SHORT.rows)


def test_going_back_keeps_what_was_typed_and_writes_nothing(
    client: Client, cell: Organization
) -> None:
    page = client.get(reverse("congresses:congress_add", args=[cell.pk]))
    page = send(client, cell, page, "next", **START)
    page = send(client, cell, page, "next", mau__template="")
    page = send(client, cell, page, "back", muc_tieu__goals="Của tôi.", tieu_ban__0__name="Tên tôi")
    assert (current_step(page), method_of(page)) == ("Kế hoạch", "post")
    assert fields_of(page)["mau-template"] == [""]
    page = send(client, cell, page, "back")
    assert current_step(page) == "Đại hội, căn cứ"
    assert fields_of(page)["dai-hoi-ordinal"] == ["III"]
    assert fields_of(page)["dai-hoi-target_on"] == ["4/2020"]
    page = send(client, cell, page, "next", dai_hoi__ordinal="IV")
    page = send(client, cell, page, "next")
    held = fields_of(page)
    assert (held["muc-tieu-goals"], held["tieu-ban-0-name"]) == (["Của tôi."], ["Tên tôi"])
    assert not Congress.objects.exists()
    send(client, cell, page, "finish")
    congress = Congress.objects.get()
    assert (congress.ordinal, congress.milestones.count()) == (4, 0)


@pytest.mark.parametrize(
    ("change", "field", "error"),
    [
        (
            {"dai_hoi__target_on": "19/2/2020", "dai_hoi__target_precision": "day"},
            "target_on",
            "Ngày 19-2-2020 đã qua; hôm nay là 20-2-2020. Hãy chọn ngày khác.",
        ),
        (
            {"dai_hoi__target_on": "30/4/2020", "dai_hoi__target_precision": "day"},
            "target_on",
            "Ngày 30-4-2020 là ngày nghỉ lễ: Ngày Chiến thắng. Hãy chọn ngày khác.",
        ),
        ({"dai_hoi__term_end": "2019"}, "term_end", "Năm cuối nhiệm kỳ phải sau năm đầu."),
        ({"dai_hoi__ordinal": "II"}, "ordinal", "Đã có đại hội lần thứ II."),
        ({"dai_hoi__ordinal": "ba"}, "ordinal", "Viết số La Mã như III, hoặc số như 3."),
    ],
)
def test_the_first_step_refuses_what_cannot_be(
    client: Client, cell: Organization, change: dict[str, str], field: str, error: str
) -> None:
    CongressFactory.create(organization=cell, ordinal=2, term_start=2015, term_end=2020)
    page = client.get(reverse("congresses:congress_add", args=[cell.pk]))
    assert fields_of(page)["dai-hoi-term_end"] == ["2025"]  # follows the term before it
    page = send(client, cell, page, "next", **START | change)
    assert current_step(page) == "Đại hội, căn cứ"
    assert page.context["wizard"].start.errors == {field: [error]}
    assert Congress.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"dai_hoi__term_end": "2021"}, "Nhiệm kỳ 2020-2021 ngắn hơn hai năm."),
        (
            {"dai_hoi__term_start": "2024", "dai_hoi__term_end": "2029"},
            "Ngày đại hội 3-4-2020 cách năm đầu nhiệm kỳ 2024 hơn một năm.",
        ),
    ],
)
def test_the_first_step_asks_whether_the_unusual_is_meant(
    client: Client, cell: Organization, change: dict[str, str], said: str
) -> None:
    first = client.get(reverse("congresses:congress_add", args=[cell.pk]))
    assert "Đúng như vậy" not in first.content.decode()
    day = {"dai_hoi__target_on": "3/4/2020", "dai_hoi__target_precision": "day"}
    asked = send(client, cell, first, "next", **START | day | change)
    assert current_step(asked) == "Đại hội, căn cứ"
    (error,) = asked.context["wizard"].start.errors["confirmed"]
    assert error == f"{said} Hãy sửa lại, hoặc đánh dấu “Đúng như vậy”."
    page = send(client, cell, asked, "next", dai_hoi__confirmed="on")
    assert current_step(page) == "Kế hoạch"
    page = send(client, cell, page, "next")
    assert send(client, cell, page, "finish").status_code == 302
    assert Congress.objects.get().term == "{}-{}".format(
        change.get("dai_hoi__term_start", "2020"), change.get("dai_hoi__term_end", "2025")
    )


def test_the_last_step_refuses_half_a_decision_and_keeps_the_words(
    client: Client, cell: Organization
) -> None:
    page = client.get(reverse("congresses:congress_add", args=[cell.pk]))
    page = send(client, cell, page, "next", **START)
    page = send(client, cell, page, "next")
    page = send(client, cell, page, "finish", tieu_ban__1__decision_number="06-QĐ/CB")
    wizard = page.context["wizard"]
    assert wizard.bodies.errors[1] == {
        "decision_on": ["Quyết định cần cả số và ngày; có thể bỏ trống cả hai."]
    }
    assert fields_of(page)["tieu-ban-1-decision_number"] == ["06-QĐ/CB"]
    assert not Congress.objects.exists()
    send(client, cell, page, "finish", tieu_ban__1__decision_number="", tieu_ban__1__is_wanted=[])
    assert Congress.objects.get().subcommittees.count() == 3


def test_a_congress_taken_meanwhile_is_told_on_the_last_step(
    client: Client, cell: Organization
) -> None:
    page = client.get(reverse("congresses:congress_add", args=[cell.pk]))
    page = send(client, cell, page, "next", **START)
    page = send(client, cell, page, "next")
    CongressFactory.create(organization=cell, ordinal=3)
    page = send(client, cell, page, "finish")
    assert "Đã có đại hội lần thứ III." in page.content.decode()
    assert Congress.objects.count() == 1


def test_a_page_asked_for_with_nonsense_shows_the_first_step(
    client: Client, cell: Organization
) -> None:
    add = reverse("congresses:congress_add", args=[cell.pk])
    for words in ("at=3&go=finish", "at=x", "at=2&mau-template=khong-co", "at=-1&go=next"):
        assert current_step(client.get(f"{add}?{words}")) == "Đại hội, căn cứ"
    assert current_step(client.post(add, {"at": "3", "go": "finish"})) == "Đại hội, căn cứ"
    assert not Congress.objects.exists()


def test_the_second_step_offers_what_the_superior_published(
    client: Client, cell: Organization, secretary: User
) -> None:
    assert cell.parent is not None
    PlanTemplate.objects.create(
        organization=cell.parent,
        name="Mẫu của Khối",
        edition="vn-party-2014",
        rows=[told_of(row) for row in SHORT.rows],
        published_at=clock.now(),
        published_by=secretary,
    )
    page = client.get(reverse("congresses:congress_add", args=[cell.pk]))
    page = send(client, cell, page, "next", **START)
    offered = [each.choice.name for each in page.context["wizard"].previews]
    assert offered == [
        each.name for each in templates_for(cell, date(2020, 4, 1), viewer=secretary)
    ]
    assert "Mẫu của Khối" in page.content.decode()


def test_the_list_offers_another_congress_to_who_may(
    client: Client, cell: Organization, secretary: User
) -> None:
    add = reverse("congresses:congress_add", args=[cell.pk])
    listed = reverse("congresses:congress_list")
    assert add in client.get(listed).content.decode()
    CongressFactory.create(organization=cell)
    assert add in client.get(listed).content.decode()
    member = Client()
    member.force_login(grant(Role.MEMBER, cell))
    assert add not in member.get(listed).content.decode()
