"""People of a plan: whom the rules let in, with which words; namesakes, drops, papers of a file."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from daihoi.audit.models import Entry
from daihoi.base.errors import Conflict, NotFound, RuleBroken
from daihoi.personnel.actions import candidates, files, merging
from daihoi.personnel.models import CandidateFile, CandidateState
from daihoi.personnel.queries.dossiers import dossiers_of
from daihoi.personnel.queries.merging import clashes
from daihoi.personnel.queries.numbers import structure_of
from daihoi.personnel.queries.people import people_of
from daihoi.rules.personnel.answers import Decision
from tests.factories import PersonFactory, UnitFactory
from tests.personnel.working import NAMES, TODAY, World, on

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Iterator[World]:
    with on():
        yield World()


def test_somebody_of_the_list_is_taken_with_what_the_list_knows(world: World) -> None:
    plan = world.plan()
    [made] = world.add(plan, NAMES[0], for_secretary=True)
    [known] = people_of(plan)
    assert known.is_re_elected
    assert known.offices == "cấp ủy, bí thư"
    assert known.age_words == "39 tuổi 11 tháng"  # born 5/1980, reference month 4/2020
    assert known.months_left == 241
    assert known.official_on == date(2009, 2, 3)
    assert known.said.is_met
    assert "26-HD/BTCTW" in known.said.article
    assert "P-014" not in known.said.article
    told = Entry.objects.get(action="personnel.add_candidate")
    assert told.after["person"] == made.person_id
    assert NAMES[0] not in f"{told.subject_label} {told.after}"


def test_the_same_person_is_not_taken_twice(world: World) -> None:
    plan = world.plan()
    world.add(plan, NAMES[3])
    with pytest.raises(Conflict, match="đã có trong đề án"):
        world.add(plan, NAMES[3])
    assert plan.candidates.count() == 1


def test_somebody_of_another_organization_is_not_there(world: World) -> None:
    with pytest.raises(NotFound):
        candidates.add_candidate(world.plan(), PersonFactory.create(), {}, actor=world.head)


def test_a_probationary_member_is_refused_with_the_article(world: World) -> None:
    """V20: the recognition is dated after the congress."""
    person = world.people[NAMES[3]]
    person.memberships.update(official_on=date(2020, 4, 10), status="probationary")
    with pytest.raises(RuleBroken, match="dự bị") as refusal:
        world.add(world.plan(), NAMES[3])
    assert "P-073" not in str(refusal.value.message)


def test_a_suspended_member_is_refused_with_the_article(world: World) -> None:
    world.people[NAMES[3]].memberships.update(status="suspended")
    with pytest.raises(RuleBroken, match="đình chỉ") as refusal:
        world.add(world.plan(), NAMES[3])
    assert "P-072" not in str(refusal.value.message)


def test_too_little_service_is_told_with_its_arithmetic(world: World) -> None:
    """V01: 59 months left where a first-time member needs 60."""
    world.people[NAMES[6]].birth = "1965-03"
    world.people[NAMES[6]].save()
    plan = world.plan()
    world.add(plan, NAMES[6])
    [known] = people_of(plan)
    assert known.said.is_refused
    assert "còn 59 tháng, cần ít nhất 60" in known.said.words
    assert any("= 59 tháng" in line for line in known.said.arithmetic)
    values = {"extension_months": 62 * 12, "extension_paper": "Quyết định 7-QĐ/TU"}
    candidates.set_candidate(plan.candidates.get(), values, actor=world.head)
    [known] = people_of(plan)
    assert known.said.is_met


def test_without_day_of_birth_it_waits_for_the_list(world: World) -> None:
    world.people[NAMES[6]].birth = ""
    world.people[NAMES[6]].save()
    plan = world.plan()
    world.add(plan, NAMES[6])
    [known] = people_of(plan)
    assert known.verdict.decision is Decision.PENDING
    assert known.age_words == "chưa có ngày sinh"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"for_committee": False}, "no_office"),
        ({"special": "provincial_deputy_secretary"}, "no_special_paper"),
        ({"extension_months": 744}, "no_extension_paper"),
    ],
)
def test_what_a_person_lacks_is_asked_for(
    world: World, values: dict[str, object], code: str
) -> None:
    with pytest.raises(RuleBroken) as refusal:
        world.add(world.plan(), NAMES[4], **values)
    assert refusal.value.code == code


def test_two_of_one_name_and_year_are_told_apart_by_unit(world: World) -> None:
    other = UnitFactory.create(organization=world.cell, name="Phòng Tổ chức")
    twin = world.member("Vi Văn Bình", unit=other)
    plan = world.plan()
    world.add(plan, "Vi Văn Bình")
    candidates.add_candidate(plan, twin, {}, actor=world.head)
    assert sorted(each.label for each in people_of(plan)) == [
        "Vi Văn Bình (Phòng Tổ chức)",
        f"Vi Văn Bình ({world.unit.name})",
    ]


def test_namesakes_of_one_unit_are_told_apart_at_last_by_number(world: World) -> None:
    twin = world.member("Vi Văn Bình")
    plan = world.plan()
    world.add(plan, "Vi Văn Bình")
    candidates.add_candidate(plan, twin, {}, actor=world.head)
    labels = [each.label for each in people_of(plan)]
    assert len(set(labels)) == 2


def test_who_is_dropped_stays_with_the_reason_and_comes_back(world: World) -> None:
    plan = world.plan()
    [made] = world.add(plan, NAMES[4])
    dropped = candidates.drop_candidate(made, " Tự xin   rút. ", actor=world.head)
    assert (dropped.state, dropped.drop_reason) == (CandidateState.DROPPED, "Tự xin rút.")
    assert "rút" not in str(Entry.objects.get(action="personnel.drop_candidate").after)
    with pytest.raises(Conflict):
        candidates.drop_candidate(made, "Nữa.", actor=world.head)
    back = candidates.take_back_candidate(made, actor=world.head)
    assert (back.state, back.drop_reason) == (CandidateState.CONSIDERED, "")


def test_structure_is_shown_as_persons_and_percent(world: World) -> None:
    plan = world.plan()
    world.add(plan, NAMES[0], NAMES[1], NAMES[2], NAMES[4], NAMES[6], NAMES[8])
    found = structure_of(plan, people_of(plan))
    assert found is not None
    bars = {bar.code: bar for bar in found.bars}
    assert (bars["women"].persons, bars["women"].size) == (1, 6)
    assert bars["women"].percent == "16,7 %"
    assert bars["women"].said.is_met
    assert bars["minority"].persons == 6
    assert bars["new"].said.is_met
    assert any("chưa có nguồn xác nhận" in note for note in found.notes)  # the renewal share
    plan.targets = {"women": 2}
    again = structure_of(plan, people_of(plan))
    assert again is not None
    assert again.needs_reason


class Committee:
    """A bloc committee, whose candidates hand in a file (V01's level)."""

    def __init__(self) -> None:
        self.world = World(kind="bloc_committee")
        self.plan = self.world.plan(seats=15)
        [self.candidate] = self.world.add(self.plan, NAMES[4])

    def put(self, code: str, signed_on: date = TODAY, content: bytes = b"%PDF-1") -> CandidateFile:
        name = f"{NAMES[4]} {code}.pdf"
        return files.add_file(
            self.candidate, code, signed_on, content + code.encode(), name, actor=self.world.head
        )


@pytest.fixture
def committee(world: World) -> Committee:
    return Committee()


def test_a_file_says_what_is_missing_and_what_runs_out(committee: Committee) -> None:
    for code in ("application", "cv", "assets"):
        committee.put(code)
    committee.put("health", date(2019, 9, 1))
    [dossier] = dossiers_of(committee.plan, people_of(committee.plan))
    states = {line.code: (line.state, line.kind) for line in dossier.lines}
    assert states["application"] == ("đã có", "done")
    assert states["health"] == ("hết hạn trước đại hội", "late")
    assert states["assessment"] == ("còn thiếu", "late")
    assert dossier.file_said.is_refused
    assert "nhận xét" in dossier.file_said.words
    committee.put("health", TODAY, b"%PDF-2")
    [dossier] = dossiers_of(committee.plan, people_of(committee.plan))
    assert next(line for line in dossier.lines if line.code == "health").state == "đã có"
    assert [each.code for each in dossier.others] == ["health"]


def test_names_of_files_stay_out_of_the_record(committee: Committee) -> None:
    made = committee.put("cv")
    told = Entry.objects.get(action="personnel.add_file")
    assert told.after["sha256"] == made.file.sha256
    assert NAMES[4] not in f"{told.subject_label} {told.after} {told.before}"
    files.remove_file(made, actor=committee.world.head)
    assert not CandidateFile.objects.exists()
    assert NAMES[4] not in str(Entry.objects.get(action="personnel.remove_file").before)


def test_bad_papers_are_refused(committee: Committee) -> None:
    with pytest.raises(NotFound):
        committee.put("passport")
    with pytest.raises(RuleBroken, match="chưa tới"):
        committee.put("cv", TODAY + timedelta(days=1))
    committee.put("cv")
    with pytest.raises(Conflict, match="đã có trong hồ sơ"):
        committee.put("cv")


def test_a_cell_asks_for_the_summary_only(world: World) -> None:
    plan = world.plan()
    world.add(plan, NAMES[4])
    [dossier] = dossiers_of(plan, people_of(plan))
    assert dossier.lines == []
    assert dossier.file_said.is_met
    assert "trình độ học vấn" in dossier.missing_fields


def test_two_records_of_one_person_become_one(world: World) -> None:
    old = world.member("Vi Văn Bình")
    new = world.people["Vi Văn Bình"]
    plan = world.plan()
    candidates.add_candidate(plan, old, {}, actor=world.head)
    assert list(clashes(old, new)) == []
    assert merging.move_candidacies(old, new, actor=world.secretary) == 1
    assert plan.candidates.get().person_id == new.pk
    assert Entry.objects.get(action="personnel.move_candidacies").after == {"rows": 1}
    candidates.add_candidate(plan, old, {}, actor=world.head)
    [said] = clashes(old, new)
    assert "nhân sự" not in said
