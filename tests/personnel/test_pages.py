"""Pages of personnel: what stands first, bad input, one number of queries."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from daihoi.base import clock, offers
from daihoi.personnel.actions import plans, steps
from daihoi.personnel.models import CandidateState, PersonnelPlan
from tests.personnel.working import NAMES, TODAY, World, on

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


@pytest.fixture
def world(client: Client) -> Iterator[World]:
    with on():
        made = World()
        client.force_login(made.secretary)
        yield made


def page(name: str, *args: Any) -> str:
    return reverse(f"personnel:{name}", args=args)


def text_of(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_the_empty_page_says_what_to_do_and_one_press_does_it(world: World, client: Client) -> None:
    url = page("plan_detail", world.congress.pk)
    assert "Bắt đầu đề án" in text_of(client, url)
    client.post(page("plan_begin", world.congress.pk))
    assert PersonnelPlan.objects.filter(congress=world.congress).exists()
    text = text_of(client, url)
    assert text.index("Cần làm") < text.index("Cơ cấu")
    assert "Ghi số lượng" in text


def test_numbers_and_targets_are_typed_and_judged(world: World, client: Client) -> None:
    world.plan(seats=None)
    url = page("plan_edit", world.congress.pk)
    assert "Mục tiêu, ít nhất: nữ" in text_of(client, url)
    told = {"seats": "9", "deputies": "1", "target_women": "2"}
    assert client.post(url, told).status_code == 422  # an old page: nothing is written over
    assert PersonnelPlan.objects.get().seats is None
    told["seen"] = client.get(url).context["form"]["seen"].value()
    assert client.post(url, told | {"seats": "chín"}).status_code == 422
    assert client.post(url, told | {"seats": "99999999999"}).status_code == 422
    assert client.post(url, told).status_code == 302
    plan = PersonnelPlan.objects.get()
    assert (plan.seats, plan.targets) == (9, {"women": 2})
    text = text_of(client, page("plan_detail", world.congress.pk))
    assert "Chi ủy 9 đồng chí; được từ 3 đến 7" in text
    assert "P-040" not in text
    assert "chưa có nguồn xác nhận" in text


def test_people_are_chosen_and_refused_in_words(world: World, client: Client) -> None:
    plan = world.plan()
    world.people[NAMES[5]].memberships.update(status="probationary", official_on=None)
    url = page("candidate_add", world.congress.pk)
    assert client.get(url).status_code == 200
    told = {"person": world.people[NAMES[5]].pk, "for_committee": "on"}
    response = client.post(url, told)
    assert response.status_code == 422
    assert "P-073" not in response.content.decode()
    assert client.post(url, told | {"person": "abc"}).status_code == 422
    told["person"] = world.people[NAMES[0]].pk
    assert client.post(url, told | {"again": "1"})["Location"] == url
    assert client.post(url, told).status_code == 422  # no longer among those to choose
    assert plan.candidates.count() == 1
    made = plan.candidates.get()
    text = text_of(client, page("candidate_detail", made.pk))
    assert "cần ít nhất 30" in text
    assert "Trích ngang còn thiếu" in text


def test_a_file_is_uploaded_and_downloaded(world: World, client: Client) -> None:
    plan = world.plan()
    [made] = world.add(plan, NAMES[0])
    url = page("file_add", made.pk)
    told = {"code": "other", "signed_on": "26/3/2020"}
    bad = SimpleUploadedFile("ly-lich.pdf", b"MZ not a pdf")
    assert client.post(url, told | {"file": bad}).status_code == 422
    assert client.get(url).status_code == 302
    good = SimpleUploadedFile("ly-lich.pdf", PDF)
    assert client.post(url, told | {"file": good}).status_code == 302
    file = made.files.get()
    response = client.get(page("file_download", file.pk))
    assert (response.content, response["Content-Type"]) == (
        PDF,
        "application/octet-stream",
    )
    client.post(page("file_remove", file.pk))
    assert not made.files.exists()


def test_a_step_is_written_balloted_and_finished(world: World, client: Client) -> None:
    plan = world.plan()
    made = world.add(plan, *NAMES[:2])
    first = (world.congress.pk, "chung", 1)
    assert client.post(page("step_finish", *first)).status_code == 404  # nothing is written yet
    told = {"on": "26/3/2020", "convened": "3", "present": "3"}
    assert client.post(page("step_edit", *first), told | {"present": "4"}).status_code == 422
    assert client.post(page("step_edit", *first), told).status_code == 302
    response = client.post(page("step_finish", *first))
    assert response.status_code == 422
    assert "Chưa ghi nhận xét" in response.content.decode()
    why = {f"r{each.pk}": "Hoàn thành tốt nhiệm vụ." for each in made}
    gone = {f"g{each.pk}": "yes" for each in made}
    url = page("assessment_edit", *first)
    assert client.post(url, {**gone, f"g{made[0].pk}": "no"}).status_code == 422  # no reason
    assert client.post(url, gone | why).status_code == 302
    assert "Hoàn thành tốt nhiệm vụ." in text_of(client, page("step_detail", *first))
    client.post(page("step_finish", *first))
    second = (world.congress.pk, "chung", 2)
    told = {"on": "26/3/2020", "convened": "10", "present": "9", "place": "Hội trường"}
    client.post(page("step_edit", *second), told)
    ballot = page("ballot_edit", *second, 1)
    sums = {"issued": "9", "returned": "9", "invalid": "1"}
    votes = {f"v{made[0].pk}": "8", f"v{made[1].pk}": "9"}
    response = client.post(ballot, sums | votes)
    assert response.status_code == 422
    assert "nhiều hơn 8 phiếu hợp lệ" in response.content.decode()
    assert client.post(ballot, sums).status_code == 422  # nobody's votes
    votes[f"v{made[1].pk}"] = "5"
    assert client.post(ballot, sums | votes).status_code == 302
    assert client.post(page("step_finish", *second)).status_code == 302
    text = text_of(client, page("step_detail", *second))
    assert "5/10 được triệu tập (đúng một nửa)" in text
    made[1].refresh_from_db()
    assert made[1].state == CandidateState.DROPPED
    assert client.get(page("minutes_word", *second)).status_code == 200
    pdf = client.get(page("minutes_pdf", *second))
    assert pdf.content.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("word", "number"), [("chung", 99), ("chung", 10**30), ("la", 1), ("tai-cu", 1)]
)
def test_an_address_of_no_step_is_not_found(
    world: World, client: Client, word: str, number: int
) -> None:
    world.plan()
    for name in ("step_detail", "step_edit", "minutes_pdf"):
        assert client.get(page(name, world.congress.pk, word, number)).status_code == 404


def test_a_step_before_its_turn_says_why(world: World, client: Client) -> None:
    world.add(world.plan(), NAMES[0])
    third = (world.congress.pk, "chung", 3)
    assert "còn bước 1, 2" in text_of(client, page("step_detail", *third))
    told = {"on": "26/3/2020", "convened": "3", "present": "3"}
    response = client.post(page("step_edit", *third), told)
    assert response.status_code == 422
    assert "còn bước 1, 2" in response.content.decode()


def test_the_list_is_settled_approved_and_presented_by_hand(world: World, client: Client) -> None:
    plan = world.listed()
    plans.set_plan(plan, {"targets": {"women": 6}}, actor=world.head)
    pk = world.congress.pk
    assert "đã chốt" in text_of(client, page("plan_detail", pk))
    assert client.post(page("plan_settle", pk), {"on": "26/3/2020"}).status_code == 422
    plans.set_plan(plan, {"structure_reason": "Chưa có nguồn."}, actor=world.head)
    assert client.post(page("plan_settle", pk), {"on": "26/3/2020"}).status_code == 302
    told = {"number": "12-CV/ĐUK", "on": "26/3/2020"}
    assert client.post(page("plan_approve", pk), told).status_code == 302
    world.opens()
    world.finished(plan, 3)
    told = {"on": "26/3/2020", "time": "08:30"}
    assert client.post(page("plan_present", pk), told | {"time": "25:00"}).status_code == 422
    assert client.post(page("plan_present", pk), told).status_code == 302
    text = text_of(client, page("slate_detail", pk))
    assert "Cấp ủy trình đại hội lúc" in text
    assert client.post(page("plan_reopen", pk), {"reason": ""}).status_code == 422
    assert client.post(page("plan_reopen", pk), {"reason": "Sửa."}).status_code == 302


def test_own_steps_are_typed_as_rows(world: World, client: Client) -> None:
    plan = world.plan()
    url = page("steps_edit", world.congress.pk)
    assert "Hội nghị chi bộ" in text_of(client, url)
    told = {
        "paper": "05-HD/ĐUK, 10-1-2020",
        "buoc-TOTAL_FORMS": "2",
        "buoc-INITIAL_FORMS": "0",
        "buoc-0-title": "Họp chi bộ",
        "buoc-0-convened": "đảng viên",
        "buoc-0-ballot": "secret",
        "buoc-0-is_meeting": "on",
        "buoc-1-title": "",
        "buoc-1-ballot": "none",
    }
    assert client.post(url, told | {"paper": ""}).status_code == 422
    assert client.post(url, told).status_code == 302
    plan.refresh_from_db()
    assert [row["title"] for row in plan.own_steps] == ["Họp chi bộ"]


def test_papers_on_personnel_are_filled_from_the_plan(world: World, client: Client) -> None:
    plan = world.listed()
    told = {"direction": "Đủ tiêu chuẩn.\nĐoàn kết.", "age_words": "đủ tuổi công tác một nhiệm kỳ"}
    plans.set_plan(plan, told, actor=world.head)
    make = reverse("registry:paper_make", args=[world.congress.pk, "DANS"])
    form = client.get(make).context["form"]
    values = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    found = client.post(make, values)
    assert found.status_code == 302, found.content.decode()[:2000]
    text = text_of(client, found["Location"])
    assert all(name in text for name in NAMES[:6])
    assert "Đoàn kết." in text
    assert "triệu tập 10, có mặt 10" in text


def test_the_first_page_says_how_much_waits(world: World, client: Client) -> None:
    plan = world.plan()
    world.add(plan, NAMES[0])
    rows = [*offers.waiting(world.secretary), *offers.late(world.secretary)]
    said = {str(row.title): str(row.detail) for row in rows}
    assert "việc cần làm trong đề án" in said["Đề án nhân sự"]
    assert "1 hồ sơ còn thiếu" in said["Hồ sơ nhân sự"]
    entries = {str(e.label): e.url for e in offers.navigation(world.secretary)}
    assert entries["Nhân sự"] == page("plan_detail", world.congress.pk)


def test_a_paper_that_cannot_be_applied_breaks_the_plans_page_only(
    world: World, client: Client
) -> None:
    world.plan()
    basis = world.cell.basis_documents.create(
        number="9-HD/ĐUK", issued_on=date(2020, 1, 10), issuer="Đảng ủy Khối", subject="Nhân sự"
    )
    world.congress.local_rules.create(
        book="personnel", parameter="women.min", value="nhiều", basis=basis,
        set_at=clock.now(), set_by=world.secretary,
    )  # fmt: skip
    response = client.get(page("plan_detail", world.congress.pk))
    assert response.status_code == 422
    assert "9-HD/ĐUK" in response.content.decode()
    assert "9-HD/ĐUK" in text_of(client, reverse("home:first_page"))
    assert offers.restricted_facts_of(world.congress, TODAY) == {}


def test_a_value_of_the_superior_is_shown_with_its_paper(world: World, client: Client) -> None:
    world.add(world.plan(), NAMES[0])
    basis = world.cell.basis_documents.create(
        number="9-HD/ĐUK", issued_on=date(2020, 1, 10), issuer="Đảng ủy Khối", subject="Nhân sự"
    )
    world.congress.local_rules.create(
        book="personnel", parameter="women.min", value="20 %", basis=basis,
        set_at=clock.now(), set_by=world.secretary,
    )  # fmt: skip
    text = text_of(client, page("plan_detail", world.congress.pk))
    assert "20 % theo 9-HD/ĐUK, 10-1-2020 của Đảng ủy Khối, thay cho 15 %" in text


def test_a_dossier_asks_whether_the_plan_is_settled(world: World) -> None:
    world.plan()
    [check] = [
        each
        for each in offers.readiness(world.secretary, world.congress)
        if "Đề án nhân sự" in str(each.title)
    ]
    assert not check.is_met


def test_another_day_asks_for_a_settled_plan_again(world: World) -> None:
    world.settled()
    found = offers.rechecks(world.congress, TODAY, TODAY)
    assert [each.url for each in found if "nhan-su" in each.url] == [
        page("plan_detail", world.congress.pk)
    ]


@pytest.mark.parametrize(("name", "count"), [("plan_detail", 32), ("file_list", 32)])
def test_a_longer_list_asks_no_more(world: World, client: Client, name: str, count: int) -> None:
    plan = world.plan()
    world.add(plan, NAMES[0])
    steps_held = world.finished(plan, 1)
    assert steps_held.is_finished
    url = page(name, world.congress.pk)
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(url)
    world.add(plan, *NAMES[1:4])
    with CaptureQueriesContext(connection) as four:
        client.get(url)
    assert len(four) == len(one) == count


def test_a_step_asks_no_more_for_more_people(world: World, client: Client) -> None:
    plan = world.plan()
    world.add(plan, NAMES[0])
    world.finished(plan, 1)
    second = (world.congress.pk, "chung", 2)
    step = world.step(plan, 2)
    sums = {"issued": 9, "returned": 9, "invalid": 0}
    steps.set_ballot(step, 1, sums, world.by_pk(plan, {NAMES[0]: 8}), actor=world.head)
    client.get(page("step_detail", *second))
    with CaptureQueriesContext(connection) as one:
        client.get(page("step_detail", *second))
    world.add(plan, *NAMES[1:4])
    votes = world.by_pk(plan, dict.fromkeys(NAMES[:4], 8))
    steps.set_ballot(step, 1, sums, votes, actor=world.head)
    with CaptureQueriesContext(connection) as four:
        client.get(page("step_detail", *second))
    assert len(four) == len(one) == 25


def test_above_cells_the_last_terms_number_is_asked_for(client: Client) -> None:
    with on():
        world = World(kind="bloc_committee")
        client.force_login(world.secretary)
        world.plan()
        url = page("plan_edit", world.congress.pk)
        seen = client.get(url).context["form"]["seen"].value()
        told = {"seats": "38", "deputies": "2", "before": "41", "rotated": "42", "seen": seen}
        assert client.post(url, told).status_code == 422
        assert client.post(url, told | {"rotated": "1"}).status_code == 302
        text = text_of(client, page("plan_detail", world.congress.pk))
        assert "khoảng 38 theo hướng dẫn" in text  # V23


def test_what_is_refused_comes_back_beside_its_form(world: World, client: Client) -> None:
    plan = world.plan()
    world.add(plan, *NAMES[:7])
    pk = world.congress.pk
    ballot = page("ballot_edit", pk, "chung", 2, 1)
    assert client.get(ballot).status_code == 302  # the step is not begun
    assert "được triệu tập" in client.get(ballot, follow=True).content.decode()
    world.step(plan, 1, convened=None, present=None)
    response = client.post(page("step_finish", pk, "chung", 1))
    assert response.status_code == 422
    assert "Hãy ghi số được triệu tập" in response.content.decode()
    assert "Sửa ngày, số dự" in response.content.decode()  # still the page of the step
    world.crowd(20)
    assert "Hãy ghi số được triệu tập" in response.content.decode()
    world.finished(plan, 1)
    votes = dict(zip(NAMES, (28, 27, 25, 24, 22, 19, 19), strict=False))
    world.balloted(plan, 2, votes, convened=30, present=30)
    response = client.post(page("list_choose", pk), {"on": "26/3/2020", "reason": "Kinh nghiệm."})
    assert response.status_code == 422
    assert "Hãy chọn người trong số bằng phiếu." in response.content.decode()
    response = client.post(page("list_settle", pk))
    assert response.status_code == 422
    assert "Người được xem xét" in response.content.decode()
    tied = world.by_pk(plan, {NAMES[6]: 0}).popitem()[0]
    told = {"chosen": [str(tied)], "on": "26/3/2020", "reason": "Kinh nghiệm."}
    assert client.post(page("list_choose", pk), told).status_code == 302
    assert client.post(page("list_settle", pk)).status_code == 302
