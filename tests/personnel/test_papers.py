"""Papers on personnel say what the plan says: no typed text stands in its place."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from daihoi.base.errors import RuleBroken
from daihoi.personnel.actions import plans
from daihoi.personnel.actions.files import add_file
from daihoi.personnel.models import PersonnelPlan
from daihoi.personnel.queries.plan_page import PlanPage, begin_page
from daihoi.registry.actions import papers as registry
from daihoi.registry.models import Paper
from daihoi.registry.queries.filling import official_paper
from daihoi.registry.queries.papers import paper_page
from daihoi.registry.skeletons import skeletons
from daihoi.rules.findings import GUIDANCE, Basis, told_bases, without_codes
from daihoi.rules.papers import CATALOGUE
from tests.personnel.working import NAMES, World, on

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Iterator[World]:
    with on():
        yield World()


def made(world: World, kind: str) -> Paper:
    return registry.make_paper(
        world.congress, CATALOGUE[kind], skeletons()[kind], actor=world.secretary
    )


def words(paper: Paper) -> str:
    """As a new request reads it."""
    return "\n".join(each.text for each in official_paper(Paper.objects.get(pk=paper.pk)).blocks)


def test_a_typed_summary_list_does_not_stand_in_place_of_the_plan(world: World) -> None:
    paper = made(world, "DSTN")
    typed = {"danh sách trích ngang": "- Người Gõ Tay; 1968", "số người trong danh sách": "06"}
    registry.fill_fields(paper, typed, revision=paper.revision, actor=world.secretary)
    assert "Người Gõ Tay" in words(paper)
    plan = world.plan()
    world.add(plan, *NAMES[:3])
    said = words(paper)
    assert "Người Gõ Tay" not in said
    assert all(name in said for name in NAMES[:3])
    assert "Danh sách có 03 đồng chí" in said
    page = paper_page(paper.pk, viewer=world.secretary)
    assert page.typed == []


def test_the_plan_as_a_paper_tells_numbers_ballots_and_structure(world: World) -> None:
    plan = world.settled()
    told = {"age_words": "đủ tuổi công tác"}
    PersonnelPlan.objects.filter(pk=plan.pk).update(**told)
    said = words(made(world, "DANS"))
    assert "Đủ tuổi công tác." in said
    assert "05 đồng chí. Danh sách bầu cử: 06 đồng chí, số dư 01." in said
    assert "Bỏ phiếu lần 1: phát ra 10, thu về 10, hợp lệ 10, không hợp lệ 00." in said
    assert "Cơ cấu" in said
    assert "Tỷ lệ" in said


def test_delegates_are_one_list_under_one_line(world: World) -> None:
    plan = world.plan()
    world.add(plan, *NAMES[:3], for_delegate=True)
    plan.candidates.update(state="put_forward")
    said = words(made(world, "DANS"))
    assert said.count("chưa phân bổ") == 1
    assert "giới thiệu 03 đồng chí:" in said


def test_a_cell_without_a_committee_has_no_gaps_it_can_never_fill(world: World) -> None:
    plan = world.plan()
    plans.set_plan(plan, {"seats": 0, "deputies": 1}, actor=world.head)
    paper = made(world, "DANS")
    assert "Chi bộ không bầu chi ủy; đại hội bầu trực tiếp bí thư và 01 phó bí thư" in words(paper)
    assert "số dư" not in paper_page(paper.pk, viewer=world.secretary).missing


def test_what_people_read_names_papers_and_no_numbers_of_the_reference() -> None:
    told = told_bases(
        [Basis("Tham chiếu nghiệp vụ, nhân sự", "P-051"), Basis("Chỉ thị 35-CT/TW", "P-030, II.2")]
    )
    assert told == ("Chỉ thị 35-CT/TW, II.2",)
    assert told_bases([Basis("Tham chiếu nghiệp vụ, nhân sự", "P-051")]) == (GUIDANCE,)
    assert told_bases([]) == ()
    assert without_codes("Phải báo cáo (P-053, E-161).") == "Phải báo cáo."


def test_unknown_sex_and_ethnicity_count_as_unknown(world: World) -> None:
    plan = world.plan()
    world.add(plan, *NAMES[:4])
    person = world.people[NAMES[1]]
    person.sex = person.ethnicity = ""
    person.save(update_fields=["sex", "ethnicity"])
    page = begin_page(world.congress.pk, viewer=world.secretary)
    assert isinstance(page, PlanPage)
    assert page.structure is not None
    codes = {bar.code for bar in page.structure.bars}
    assert "new" in codes
    assert not codes & {"women", "minority"}
    assert [(each.label, each.unknown) for each in page.unknown] == [
        (NAMES[1], "ngày sinh, giới tính, dân tộc" if not person.birth else "giới tính, dân tộc")
    ]
    assert "Đủ dữ liệu 3/4" in shown(world)


def test_the_page_shows_standards_and_the_month_of_ages(world: World) -> None:
    plan = world.plan()
    plans.set_plan(plan, {"direction": "Tiêu biểu, đoàn kết."}, actor=world.head)
    world.add(plan, NAMES[0])
    text = shown(world)
    assert "Tiêu biểu, đoàn kết." in text
    assert "bộ phận giúp việc của tiểu ban" in text


def shown(world: World) -> str:
    client = Client()
    client.force_login(world.secretary)
    return client.get(reverse("personnel:plan_detail", args=[world.congress.pk])).content.decode()


def test_a_list_of_nobody_and_a_text_without_end_are_refused_in_words(world: World) -> None:
    plan = world.plan()
    client = Client()
    client.force_login(world.secretary)
    url = reverse("personnel:plan_edit", args=[world.congress.pk])
    told = {"seats": "5", "deputies": "1", "seen": client.get(url).context["form"]["seen"].value()}
    refused = client.post(url, told | {"names": "0"})
    assert (refused.status_code, "names" in refused.context["form"].errors) == (422, True)
    refused = client.post(url, told | {"direction": "a" * 4001})
    assert "Nhiều nhất 4000 chữ" in refused.content.decode()
    plan.refresh_from_db()
    assert (plan.names, plan.direction) == (None, "")


def test_a_file_has_a_neutral_name_and_a_day_of_its_owners_grown_life(world: World) -> None:
    plan = world.plan()
    (candidate,) = world.add(plan, NAMES[0])
    pdf = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
    with pytest.raises(RuleBroken) as refused:
        add_file(candidate, "other", date(1950, 3, 1), pdf, "a.pdf", actor=world.head)
    assert refused.value.code == "day_too_old"
    assert not candidate.files.exists()
    made = add_file(
        candidate, "other", date(2020, 3, 1), pdf, "Bản án Trần Thị B.PDF", actor=world.head
    )
    assert made.file_name == "giấy tờ khác.pdf"


def test_a_step_that_is_no_meeting_has_no_minutes(world: World) -> None:
    world.settled()
    client = Client()
    client.force_login(world.secretary)
    where = [world.congress.pk, "chung"]
    address = reverse("personnel:minutes_word", args=[*where, 2])
    assert client.get(address).status_code == 200
    assert (
        address in client.get(reverse("personnel:step_detail", args=[*where, 2])).content.decode()
    )
    approval = reverse("personnel:minutes_word", args=[*where, 4])
    assert client.get(approval).status_code == 404
    page = client.get(reverse("personnel:step_detail", args=[*where, 4])).content.decode()
    assert approval not in page
