"""Health measures as pages, papers and the first page tell them; declarations and who reads them."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags
from pytest_django import DjangoAssertNumQueries

from daihoi.audit.models import Entry
from daihoi.base import clock, offers
from daihoi.base.errors import Conflict, NotFound, NotPermitted, RuleBroken
from daihoi.congresses.actions.days import Grounds, postpone
from daihoi.congresses.queries.bodies import body_at_work
from daihoi.logistics.actions import health
from daihoi.logistics.models import Declaration, LocalMeasure
from daihoi.logistics.queries.declarations import declaration_page
from daihoi.logistics.queries.health import health_card
from daihoi.notifications.models import Notice
from daihoi.rules.health import Answer
from tests.congresses.preparing import TODAY, on, user_of
from tests.factories import CongressFactory, SubcommitteeFactory
from tests.factories.logistics import DeclarationFactory
from tests.factories.meetings import InviteeFactory
from tests.logistics.serving import Serving

pytestmark = pytest.mark.django_db
IN_FORCE = "quy định phòng, chống dịch đang áp dụng"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with on():
        yield


@pytest.fixture
def case() -> Serving:
    found = Serving()
    found.cell.place = "Lạng Sơn"
    found.cell.save()
    return found


@pytest.fixture
def client(case: Serving) -> Client:
    browser = Client()
    browser.force_login(user_of(case.secretary))
    return browser


def expect(case: Serving, **values: Any) -> None:
    told = {"area": "Lạng Sơn", "members": 34, "staff": 8, "guests": 4}
    health.set_attendance(case.congress, told | values, actor=user_of(case.hand))


def test_on_26_3_2020_only_what_was_issued_by_then_is_known(case: Serving) -> None:
    expect(case)
    card = health_card(case.congress)
    assert [each.number for each in card.measures] == ["79-CV/TW"]
    assert (card.judgement.answer, card.is_watch) == (Answer.ALLOWED, True)
    assert [each.number for each in card.elsewhere] == ["1633-CV/TU"]
    with on(date(2020, 3, 27)):
        card = health_card(case.congress)
    assert card.judgement.answer is Answer.POSTPONE
    assert card.reasons[0].text == (
        "15/CT-TTg, 27-3-2020: không quá 20 người một phòng, dự kiến có 46 người."
    )


def test_the_province_is_that_of_the_place_until_another_is_chosen(case: Serving) -> None:
    assert (health_card(case.congress).area, health_card(case.congress).is_area_guessed) == ("Lạng Sơn", True)  # fmt: skip
    expect(case, area="Thành phố Hồ Chí Minh")
    card = health_card(case.congress)
    assert card.judgement.answer is Answer.POSTPONE
    assert "1633-CV/TU" in card.reasons[0].text


def test_the_form_begins_with_the_province_of_the_place(case: Serving, client: Client) -> None:
    address = reverse("logistics:health_attendance", args=[case.congress.pk])
    form = client.get(address).context["form"]
    assert form["area"].value() == "Lạng Sơn"
    values = {"area": "Lạng Sơn", "members": "34", "rooms": "2", "seen": form["seen"].value()}
    refused = client.post(address, values | {"members": "90000"})
    assert list(refused.context["form"].errors) == ["members"]
    assert client.post(address, values).status_code == 302
    assert health_card(case.congress).attendance.rooms == 2


def test_the_roll_is_counted_before_what_was_typed(case: Serving) -> None:
    expect(case, members=500)
    meeting = case.meeting()
    case.call(meeting, case.one, guests=2)
    InviteeFactory.create(meeting=meeting, category="staff", is_counted=False)
    card = health_card(case.congress)
    assert card.is_from_roll
    counted = (card.attendance.members, card.attendance.staff, card.attendance.guests)
    assert counted == (1, 1, 2)


def test_a_paper_of_the_place_counts_until_it_is_removed(case: Serving) -> None:
    expect(case)
    values = {
        "number": " 12-CV/TU ", "issuer": "Tỉnh ủy", "issued_on": TODAY, "starts_on": TODAY,
        "effect": "limited", "max_per_room": 30, "summary": "Không quá 30 người.",
    }  # fmt: skip
    made = health.add_measure(case.cell, values, actor=user_of(case.secretary))
    card = health_card(case.congress)
    assert (made.number, card.judgement.answer) == ("12-CV/TU", Answer.POSTPONE)
    assert card.measures[0].title == "12-CV/TU, 26-3-2020"
    with pytest.raises(Conflict):
        health.add_measure(case.cell, values, actor=user_of(case.secretary))
    later = values | {"number": "13", "issued_on": TODAY + timedelta(days=1)}
    with pytest.raises(RuleBroken):
        health.add_measure(case.cell, later, actor=user_of(case.secretary))
    with pytest.raises(NotPermitted):
        health.add_measure(case.cell, values | {"number": "14"}, actor=user_of(case.hand))
    health.remove_measure(made, actor=user_of(case.secretary))
    assert health_card(case.congress).judgement.answer is Answer.ALLOWED
    assert LocalMeasure.objects.get().removed_by == user_of(case.secretary)


def test_the_page_names_the_paper_and_leads_to_the_postponement(
    case: Serving, client: Client
) -> None:
    expect(case)
    address = reverse("logistics:health_detail", args=[case.congress.pk])
    postpone = reverse("congresses:day_postpone", args=[case.congress.pk])
    page = client.get(address).content.decode()
    assert "79-CV/TW, 29-1-2020" in strip_tags(page)
    assert "15/CT-TTg" not in page
    assert postpone not in page
    with on(date(2020, 3, 31)):
        page = client.get(address).content.decode()
        member = Client()
        member.force_login(user_of(case.one))
        seen = member.get(address).content.decode()
    assert "Nên hoãn" in page
    assert "cấm tập trung" in page
    assert postpone in page
    assert "16/CT-TTg" in seen
    assert postpone not in seen


def test_the_postponement_begins_with_the_reason_to_be_edited(
    case: Serving, client: Client
) -> None:
    expect(case)
    with on(date(2020, 3, 31)):
        page = client.get(reverse("logistics:health_detail", args=[case.congress.pk]))
        address = page.context["page"].postpone_url
        shown = client.get(address)
        other = client.get(f"{address}&paper_on=hôm%20nay&authority={'x' * 200}")
    assert shown.context["form"]["reason"].value() == (
        "Đại hội dự kiến đầu tháng 4/2020 vướng quy định phòng, chống dịch:"
        " 16/CT-TTg, 31-3-2020 (Thủ tướng Chính phủ) cấm tập trung, áp dụng đến hết 15-4-2020;"
        " 15/CT-TTg, 27-3-2020 (Thủ tướng Chính phủ) giới hạn không quá 20 người một phòng, dự kiến có 46"
        " người, áp dụng đến hết 15-4-2020."
    )
    assert "errorlist" not in shown.content.decode()
    paper = (
        shown.context["form"]["paper_number"].value(),
        shown.context["form"]["paper_on"].value(),
    )
    assert paper == ("16/CT-TTg", "31/3/2020")
    form = other.context["form"]
    assert form["reason"].value() == shown.context["form"]["reason"].value()
    assert (form["paper_on"].value(), form["authority"].value()) == (None, None)


def test_a_postponed_congress_is_told_how_long_bans_run_and_judged_no_more(
    case: Serving, client: Client
) -> None:
    expect(case)
    grounds = Grounds(
        reason="Dịch bệnh.",
        authority="Đảng ủy Khối",
        paper_number="16/CT-TTg",
        paper_on=date(2020, 3, 31),
    )
    with on(date(2020, 4, 1)):
        postpone(case.congress, grounds, actor=user_of(case.secretary))
    for name in ("health_detail", "overview"):
        with on(date(2020, 4, 3)):
            page = client.get(reverse(f"logistics:{name}", args=[case.congress.pk]))
        said = strip_tags(page.content.decode())
        assert "Nên hoãn" not in said
        assert "Đã hoãn" in said
        assert "Văn bản 16/CT-TTg" in said
        assert "cấm tập trung, từ 1-4-2020 đến hết 15-4-2020." in said
        assert "hoãn đại hội, từ 1-4-2020, văn bản không ghi ngày hết." in said
    case.congress.refresh_from_db()
    assert not health_card(case.congress, date(2020, 3, 31)).postponed
    with on(date(2020, 5, 4)):
        card = health_card(case.congress)
    assert (bool(card.postponed), card.bans, card.is_warning) == (True, (), False)


def test_the_days_left_stand_with_what_forbids_the_day(case: Serving, client: Client) -> None:
    expect(case)
    member = user_of(case.one)
    client.force_login(member)
    own = reverse("congresses:congress_detail", args=[case.congress.pk])

    def told() -> tuple[str, str]:
        return client.get("/").content.decode(), client.get(own).content.decode()

    for page in told():
        assert "Phòng, chống dịch" not in page
    with on(date(2020, 3, 31)):
        first, congress = told()
    for page in (first, congress):
        assert "Phòng, chống dịch: nên hoãn" in page
        assert reverse("logistics:health_detail", args=[case.congress.pk]) in page
    assert "cấm tập trung" in congress
    type(case.congress).objects.update(is_postponed=True)
    with on(date(2020, 3, 31)):
        for page in told():
            assert "Phòng, chống dịch: nên hoãn" not in page


def test_the_form_of_a_paper_keeps_what_was_typed(case: Serving, client: Client) -> None:
    address = reverse("logistics:measure_add", args=[case.congress.pk])
    values = {
        "number": "12-CV/TU", "issuer": "Tỉnh ủy", "issued_on": "20/3/2020", "starts_on": "28/3/2020",
        "ends_on": "27/3/2020", "effect": "limited", "summary": "Không họp đông.",
    }  # fmt: skip
    page = client.post(address, values).content.decode()
    assert "Ngày hết áp dụng trước ngày bắt đầu" in page
    assert "Hãy ghi số người hoặc khoảng cách" in page
    assert "Không họp đông." in page
    assert not LocalMeasure.objects.exists()
    right = values | {"ends_on": "", "max_per_room": "30"}
    assert client.post(address, right).status_code == 302
    measure = LocalMeasure.objects.get()
    removed = client.post(reverse("logistics:measure_remove", args=[measure.pk]))
    assert removed.headers["Location"] == reverse(
        "logistics:health_detail", args=[case.congress.pk]
    )


def test_papers_are_filled_from_the_measures_as_known_on_a_day(case: Serving) -> None:
    expect(case)
    facts = offers.facts_of(case.congress, TODAY)
    assert facts[IN_FORCE] == "79-CV/TW, 29-1-2020"
    assert facts["số người tối đa một phòng"] == "chưa có quy định"
    assert facts["số người dự kiến có mặt"] == "46 (đảng viên 34, phục vụ 08, khách mời 04)"
    facts = offers.facts_of(case.congress, date(2020, 3, 28))
    assert facts[IN_FORCE] == "15/CT-TTg, 27-3-2020; 79-CV/TW, 29-1-2020"
    assert facts["số người tối đa một phòng"] == "20 người"
    assert facts["khoảng cách tối thiểu"] == "2 m"
    case.congress.target_on = date(2019, 12, 1)
    assert IN_FORCE not in offers.facts_of(case.congress, TODAY)


def test_the_first_page_and_a_moved_day_tell_of_the_measures(case: Serving) -> None:
    expect(case)
    address = reverse("logistics:health_detail", args=[case.congress.pk])

    def told(person: Any) -> list[str]:
        rows = offers.waiting(user_of(person))
        return [str(row.detail) for row in rows if row.url == address]

    (row,) = told(case.chief)
    assert "79-CV/TW" in row
    assert "1633-CV/TU, 26-3-2020 (Thành ủy Thành phố Hồ Chí Minh)" in row
    assert told(case.one) == []
    with on(date(2020, 3, 31)):
        (row,) = told(case.secretary)
        assert "16/CT-TTg" in row
        rechecks = offers.rechecks(case.congress, TODAY, case.congress.target_on)
    assert any("16/CT-TTg" in each.reason for each in rechecks if each.url == address)


ILL: dict[str, Any] = {"has_cough": True, "note": "Ho từ hôm qua"}


def test_somebody_declares_her_health_herself(case: Serving) -> None:
    called, other = case.call(case.meeting(), case.one, case.two)
    kept = health.declare(called, ILL, actor=user_of(case.one))
    assert (kept.has_cough, kept.declared_by, kept.keeps_away) == (True, user_of(case.one), True)
    with pytest.raises(NotPermitted):
        health.declare(other, ILL, actor=user_of(case.one))
    entry = Entry.objects.filter(action="logistics.declare").latest("sequence")
    assert "Ho từ hôm qua" not in str(entry.after) + entry.subject_label
    assert not Notice.objects.exclude(topic__startswith="congresses").filter(body__contains="Ho").exists()  # fmt: skip


def test_staff_take_it_down_and_measure_at_the_door_for_guests_too(case: Serving) -> None:
    (guest,) = case.call(case.meeting(), guests=1)
    actor = user_of(case.hand)
    health.declare(guest, {}, actor=actor)
    kept = health.measure_temperature(guest, Decimal("37.5"), actor=actor)
    assert (kept.is_hot, kept.keeps_away, kept.measured_by) == (True, True, actor)
    assert not health.measure_temperature(guest, Decimal("37.4"), actor=actor).keeps_away
    for wrong in ("20.0", "43.1"):
        with pytest.raises(RuleBroken):
            health.measure_temperature(guest, Decimal(wrong), actor=actor)
    with pytest.raises(NotPermitted):
        health.measure_temperature(guest, Decimal("36.5"), actor=user_of(case.one))


def test_only_the_roll_of_a_congress_declares(case: Serving) -> None:
    other = InviteeFactory.create(meeting__congress=case.congress, person=case.one)
    with pytest.raises(NotFound):
        health.declare(other, {}, actor=user_of(case.one))
    assert not Declaration.objects.exists()


def test_answers_are_for_who_watches_over_health_and_herself(case: Serving) -> None:
    called, _other = case.call(case.meeting(), case.one, case.two)
    health.declare(called, ILL, actor=user_of(case.one))
    address = reverse("logistics:declaration_give", args=[called.pk])
    listed = reverse("logistics:declaration_list", args=[case.congress.pk])

    def status(person: Any, page: str) -> int:
        browser = Client()
        browser.force_login(user_of(person))
        return browser.get(page).status_code

    assert [status(p, address) for p in (case.one, case.hand, case.secretary)] == [200, 200, 200]
    assert [status(p, address) for p in (case.two, case.head)] == [403, 403]
    assert [status(p, listed) for p in (case.hand, case.one, case.head)] == [200, 403, 403]
    found = [
        hit for s in offers.searches() for hit in s.find(user_of(case.secretary), "hôm qua", 0, 9)
    ]
    assert found == []
    tables = {str(table.title): table.rows for table in offers.about(user_of(case.one))}
    assert tables["Khai báo y tế"][0][2:] == ("ho", "", "Ho từ hôm qua")


def test_a_declaration_on_the_phone(case: Serving) -> None:
    (called,) = case.call(case.meeting(), case.one)
    browser = Client()
    browser.force_login(user_of(case.one))
    address = reverse("logistics:declaration_give", args=[called.pk])
    assert address not in [row.url for row in offers.waiting(user_of(case.one))]
    with on(date(2020, 3, 27)):  # the day of Directive 15
        assert address in [row.url for row in offers.waiting(user_of(case.one))]
    assert browser.post(address, {"has_fever": "on"}).status_code == 302
    page = browser.get(address).content.decode()
    assert "không đến dự" in page
    assert "Thân nhiệt ở cửa" not in page
    with on(date(2020, 3, 27)):
        assert address not in [row.url for row in offers.waiting(user_of(case.one))]


@pytest.mark.parametrize(("typed", "status"), [("36,6", 302), ("nóng", 422), ("99", 422), ("", 422)])  # fmt: skip
def test_a_temperature_as_people_write_it(
    case: Serving, client: Client, typed: str, status: int
) -> None:
    (called,) = case.call(case.meeting(), case.one)
    address = reverse("logistics:declaration_measure", args=[called.pk])
    assert client.post(address, {"temperature": typed}).status_code == status
    kept = Declaration.objects.values_list("temperature", flat=True)
    assert list(kept) == ([Decimal("36.6")] if status == 302 else [])


def test_declarations_are_thrown_away_after_the_congress(case: Serving, client: Client) -> None:
    meeting = case.meeting()
    for called in case.call(meeting, case.one, guests=1):
        DeclarationFactory.create(invitee=called)
    kept = DeclarationFactory.create(invitee__meeting__congress=CongressFactory.create())
    with pytest.raises(Conflict):
        health.remove_declarations(case.congress, actor=user_of(case.hand))
    listed = reverse("logistics:declaration_list", args=[case.congress.pk])
    with on(case.congress.target_on + timedelta(days=30)):
        assert listed not in [row.url for row in offers.waiting(user_of(case.hand))]
    with on(case.congress.target_on + timedelta(days=31)):
        assert listed in [row.url for row in offers.waiting(user_of(case.hand))]
        assert "quá hạn giữ" in client.get(listed).content.decode()
        address = reverse("logistics:declaration_remove_all", args=[case.congress.pk])
        assert client.post(address).status_code == 302
    assert list(Declaration.objects.all()) == [kept]
    entry = Entry.objects.filter(action="logistics.remove_declarations").latest("sequence")
    assert entry.before == {"declarations": 2}


def test_what_a_closed_congress_still_keeps_is_asked_for(case: Serving) -> None:
    (called,) = case.call(case.meeting(), case.one)
    DeclarationFactory.create(invitee=called)
    listed = reverse("logistics:declaration_list", args=[case.congress.pk])
    case.congress.closed_at, case.congress.closed_by = clock.now(), user_of(case.secretary)
    case.congress.save()
    CongressFactory.create(organization=case.cell, target_on=date(2025, 4, 3), ordinal=9)

    def told(person: Any) -> list[str]:
        return [row.url for row in offers.waiting(user_of(person)) if row.url == listed]

    with on(case.congress.target_on + timedelta(days=31)):
        assert [told(person) for person in (case.secretary, case.hand)] == [[listed], [listed]]
        assert told(case.one) == []
        health.remove_declarations(case.congress, actor=user_of(case.hand))
        assert told(case.secretary) == []


def test_a_last_day_of_the_house_says_so_on_the_page(case: Serving, client: Client) -> None:
    address = reverse("logistics:health_detail", args=[case.congress.pk])
    page = client.get(address).content.decode()
    assert "ngày hết áp dụng: mặc định của phần mềm" in page


def test_after_a_body_is_replaced_the_new_one_works(case: Serving) -> None:
    case.logistics.ends_on = TODAY - timedelta(days=1)
    case.logistics.save()
    assert body_at_work(case.congress, "propaganda_logistics") is None
    new = SubcommitteeFactory.create(congress=case.congress, purpose="propaganda_logistics")
    assert body_at_work(case.congress, "propaganda_logistics") == new
    case.logistics.ends_on = TODAY
    case.logistics.save()
    assert body_at_work(case.congress, "propaganda_logistics") == new
    new.decision_number, new.decision_on = "", None
    new.save()
    assert body_at_work(case.congress, "propaganda_logistics") == case.logistics


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_as_many_queries_for_any_number(
    case: Serving, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for called in case.call(case.meeting(), guests=count):
        DeclarationFactory.create(invitee=called)
    viewer = user_of(case.secretary)
    with django_assert_num_queries(5):
        page = declaration_page(case.congress.pk, viewer=viewer)
    assert len(page.rows) == count
