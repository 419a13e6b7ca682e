"""The demo: what its command makes, and what each of its people sees first."""

import io
import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.db.models import F
from django.test import Client
from django.urls import reverse

from daihoi.accounts.demo import DEMO_USERS
from daihoi.accounts.models import User
from daihoi.audit.models import Entry
from daihoi.audit.queries import breaks
from daihoi.config.messages import compile_all
from daihoi.congresses.models import (
    BasisDocument,
    Congress,
    Milestone,
    MilestoneOverride,
    Subcommittee,
    Task,
)
from daihoi.documents.models import (
    Answer,
    Change,
    Contribution,
    Document,
    Opinion,
    OpinionRound,
    Participant,
    ReturnedPoint,
)
from daihoi.elections.queries.law import rules_of, title_of
from daihoi.notifications.models import Notice
from daihoi.organizations.models import Organization, Person, Unit
from daihoi.papers.dossiers.sealing import check
from daihoi.personnel.models import PersonnelPlan
from daihoi.personnel.queries.approval import approval_of
from daihoi.registry.models import Dossier, IncomingPaper, RegisterEntry
from daihoi.registry.queries.filling import missing_fields, sources_of
from daihoi.rules.documents import AnswerResult, DocumentState, OpinionKind, PlaceKind
from tests.factories import UserFactory

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.xdist_group("demo"),  # else each worker loads one of its own
]
DAY = date(2020, 3, 26)
TAGS = re.compile(r"<script.*?</script>|<[^>]+>", re.DOTALL)
PARTY_WORDS = re.compile(r"đảng viên|chi bộ|chi ủy|bí thư|cấp ủy", re.IGNORECASE)
REPORT = "Báo cáo chính trị trình Đại hội lần thứ III"


@pytest.fixture(autouse=True)
def day(demo: Path, house: None, settings: LazySettings) -> None:
    settings.MEDIA_ROOT = demo
    settings.DAIHOI_DEMO = True
    settings.DAIHOI_TODAY = DAY


def cell() -> Organization:
    return Organization.objects.get(short_name="Chi bộ Cục")


def rounds() -> list[OpinionRound]:
    return list(OpinionRound.objects.filter(document__title=REPORT).order_by("number"))


def first_page(role: str) -> str:
    client = Client()
    client.force_login(User.objects.get(username=DEMO_USERS[role]))
    answer = client.get("/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_cell_has_its_people_units_and_subcommittees() -> None:
    assert Person.objects.filter(organization=cell()).count() == 46
    assert Unit.objects.filter(organization=cell()).count() == 6
    assert Subcommittee.objects.filter(congress__organization=cell()).count() == 4
    congress = Congress.objects.get(organization=cell())
    assert (congress.ordinal, congress.term) == (3, "2020-2025")
    assert (congress.target_on, congress.target_precision) == (date(2020, 4, 3), "early")
    assert cell().parent == Organization.objects.get(kind="bloc_committee")


def test_every_role_of_the_sign_in_page_has_its_person() -> None:
    found = set(User.objects.filter(is_active=True).values_list("username", flat=True))
    assert set(DEMO_USERS.values()) <= found
    members = Person.objects.filter(organization=cell(), memberships__isnull=False)
    assert members.filter(user=None).count() == 0
    assert not [
        user for user in User.objects.filter(person__in=members) if user.has_usable_password()
    ]


def test_rounds_stand_as_the_story_tells() -> None:
    assert [
        (r.number, r.state, r.opens_on, r.base_version.number, bool(r.approved_at))
        for r in rounds()
    ] == [
        (1, "closed", date(2020, 2, 2), 1, True),
        (2, "closed", date(2020, 2, 12), 2, True),
        (3, "closed", date(2020, 2, 21), 3, True),
        (4, "open", date(2020, 3, 2), 4, False),
    ]
    assert rounds()[3].closes_on == date(2020, 3, 28)


def test_closed_rounds_have_no_opinion_without_answer() -> None:
    closed = Opinion.objects.filter(round__state="closed")
    assert closed.count() == 27
    assert closed.filter(answer=None).count() == 0


def test_the_fourth_round_shows_every_state_of_an_opinion() -> None:
    fourth = rounds()[3]
    live = fourth.opinions.filter(withdrawn_at=None)
    assert (live.count(), fourth.opinions_count) == (60, 60)
    assert live.exclude(answer=None).count() == fourth.answered_count == 38
    assert fourth.opinions.exclude(withdrawn_at=None).count() == 1
    assert set(fourth.answers.values_list("result", flat=True)) == {r.value for r in AnswerResult}
    assert set(live.values_list("kind", flat=True)) == {kind.value for kind in OpinionKind}
    assert set(live.values_list("source", flat=True)) == {"person", "unit", "meeting"}
    assert set(live.values_list("means", flat=True)) == {"online", "written", "meeting"}
    places = {kind.value for kind in PlaceKind} - {PlaceKind.TOPIC.value}
    assert set(live.values_list("place_kind", flat=True)) == places
    leads = live.filter(alike_count__gt=0)
    assert sorted(leads.filter(answer=None).values_list("alike_count", flat=True)) == [1, 2]
    assert sorted(leads.exclude(answer=None).values_list("alike_count", flat=True)) == [1, 2, 3]


def test_41_of_48_asked_have_answered_and_the_rest_were_reminded() -> None:
    asked = Participant.objects.filter(round=rounds()[3])
    assert asked.count() == 48
    missing = asked.filter(answered_at=None)
    assert sorted(str(one) for one in missing) == sorted(
        ["Hoàng Văn Ước", "Trần Thị Ơn", "Trần Quang Hợp", "Trương Văn Quyết", "Phạm Tuấn Anh",
         "Ngô Khánh Linh", "Phòng Kiểm tra, giải quyết khiếu nại, tố cáo"]
    )  # fmt: skip
    reminded = Notice.objects.filter(topic__contains=":reminder:")
    assert reminded.filter(user__person__full_name="Hoàng Văn Ước").count() == 1


def test_four_units_have_signed_and_one_still_writes() -> None:
    contributions = Contribution.objects.filter(round=rounds()[3])
    assert contributions.exclude(signed_at=None).count() == 4
    unsigned = contributions.get(signed_at=None)
    assert unsigned.items.count() == 2
    assert unsigned.responsible.user == User.objects.get(username=DEMO_USERS["department"])


def test_two_proposals_stand_on_the_same_words() -> None:
    taken = Opinion.objects.get(proposed_text__startswith="lập danh sách, tập trung")
    other = Opinion.objects.get(proposed_text="nhóm việc có giá trị lớn nhất của từng Chi cục")
    assert taken.answer is not None
    assert other.answer is None
    assert taken.block_key == other.block_key
    assert taken.start is not None
    assert other.start is not None
    assert taken.start < other.start


def test_adopted_words_stand_in_the_next_text_and_name_their_opinion() -> None:
    for one in rounds():
        shown = one.result_version or one.document.versions.get(frozen_at=None)
        adopted = Answer.objects.filter(round=one, result__in=["accepted", "partly"])
        assert adopted
        for answer in adopted:
            assert answer.version == shown
            assert Change.objects.filter(answer=answer, version=shown).count() == 1
            text = shown.blocks.get(key=answer.block_key).text
            assert answer.sentence_after in text
            assert answer.sentence_before != answer.sentence_after


def test_documents_stand_in_every_state_but_adopted() -> None:
    states = set(
        Document.objects.filter(congress__organization=cell()).values_list("state", flat=True)
    )
    assert states == {state.value for state in DocumentState} - {DocumentState.ADOPTED.value}
    review = Document.objects.get(state="last_revision")
    assert review.last_revision_due_on == date(2020, 3, 25)


def test_the_plan_stands_as_the_reference_case_has_it() -> None:
    """Everything to the superior's approval done, the special-topic meeting held (P37)."""
    plan = Milestone.objects.filter(congress__organization=cell())
    assert plan.count() == 38
    done = plan.exclude(actual_on=None).order_by("code").values_list("code", flat=True)
    assert list(done) == [f"M{number:02}" for number in (*range(1, 19), 22)]
    late = plan.filter(actual_on=None, planned_on__lt=DAY).order_by("code")
    assert list(late.values_list("code", flat=True)) == ["M19", "M20", "M21"]
    assert plan.get(code="M17").actual_on == date(2020, 3, 20)
    assert plan.get(code="M06").subcommittee == Subcommittee.objects.get(
        congress__organization=cell(), purpose="documents"
    )
    overridden = MilestoneOverride.objects.get(milestone__congress__organization=cell())
    assert overridden.milestone.code == "M13"
    assert overridden.missing == ["M12 Lấy ý kiến lần 4 (đảng viên)"]


def test_the_congress_stands_on_papers_and_has_goals_to_be_judged() -> None:
    congress = Congress.objects.get(organization=cell())
    papers = BasisDocument.objects.filter(organization=cell()).order_by("issued_on")
    assert [str(each) for each in papers.filter(number="35-CT/TW")] == [
        "35-CT/TW (26-5-2014)",
        "35-CT/TW (30-5-2019)",
    ]
    bases = congress.bases.order_by("issued_on")
    assert [(str(each), each.direction) for each in bases] == [
        ("35-CT/TW (30-5-2019)", False),
        ("26-HD/BTCTW (18-10-2019)", False),
        ("00-CV/ĐUK (27-12-2019)", True),
    ]
    assert congress.goals.filter(is_met=None).count() == 5


def test_no_subcommittee_has_a_task_from_before_its_decision() -> None:
    given = Task.objects.exclude(subcommittee=None)
    assert given.count() >= 5
    assert not given.filter(given_on__lt=F("subcommittee__decision_on")).exists()


def test_the_conclusion_of_the_meeting_became_tasks_for_bodies_everybody_and_outside() -> None:
    concluded = Task.objects.filter(source="Kết luận sinh hoạt chuyên đề 25-3-2020")
    assert sorted(concluded.values_list("assignee", "is_urgent", "is_requirement")) == [
        ("everyone", False, True),
        ("members", False, True),
        ("outside", True, False),
        ("subcommittee", False, False),
        ("subcommittee", False, False),
        ("subcommittee", True, False),
    ]
    required = concluded.get(assignee="members")
    assert required.acknowledgements.count() == 12
    states = Task.objects.filter(congress__organization=cell()).values_list("state", flat=True)
    assert set(states) == {"open", "reported", "done"}
    assert Document.objects.get(state="last_revision").last_revision_task in Task.objects.filter(
        state="open", due_on=date(2020, 3, 25)
    )


def test_one_is_away_and_offices_have_a_history() -> None:
    away = Person.objects.get(full_name="Ngô Khánh Linh").memberships.get(status="away")
    assert (away.starts_on, away.ends_on) == (date(2020, 3, 12), date(2020, 8, 31))
    held = Person.objects.get(full_name="Phùng Hữu Lâm").offices.get(kind="deputy_secretary")
    assert (held.starts_on, held.ends_on) == (date(2010, 6, 15), date(2015, 5, 20))


def test_the_other_cell_works_by_the_short_plan() -> None:
    other = Organization.objects.get(short_name="Chi bộ Trung tâm Lưu trữ")
    plan = Milestone.objects.filter(congress__organization=other)
    assert plan.count() == 28
    assert plan.exclude(actual_on=None).count() == 2


def test_the_report_of_a_day_knows_only_what_was_noted_by_then() -> None:
    client = Client()
    client.force_login(User.objects.get(username=DEMO_USERS["secretary"]))
    told = {}
    for day in ("1-2-2020", "2-2-2020", "26-3-2020"):
        tables = client.get("/bao-cao-tien-do/", {"ngay": day}).context["report"].tables
        told[day] = dict(tables[0].rows)["Mốc đã xong"]
    # the outline was done on 1-2 and noted on 2-2
    assert told == {"1-2-2020": "4 trên 38", "2-2-2020": "5 trên 38", "26-3-2020": "19 trên 38"}


def test_every_step_is_in_the_audit_record_on_its_own_day() -> None:
    assert list(breaks()) == []
    opened = Entry.objects.filter(action="documents.open_round").order_by("at")
    days = OpinionRound.objects.order_by("opens_on").values_list("opens_on", flat=True)
    assert [entry.at.date() for entry in opened] == list(days)
    chain = Entry.objects.filter(chain=opened[0].chain, at__date__gt=date(2020, 1, 10))
    moments = list(chain.order_by("sequence").values_list("at", flat=True))
    assert moments == sorted(moments)
    assert Entry.objects.filter(at__date__gt=DAY).count() == 0


def test_numbers_go_on_across_the_new_year_and_agree_with_the_decisions() -> None:
    entries = RegisterEntry.objects.order_by("issued_at")
    assert list(entries.values_list("symbol", flat=True)) == [
        "04-KH/CB", "05-QĐ/CB", "06-QĐ/CB", "07-QĐ/CB", "08-QĐ/CB", "03-TB/CB", "02-TTr/CB",
    ]  # fmt: skip
    assert {entry.issued_by.username for entry in entries} == {DEMO_USERS["clerk"]}
    decided = Subcommittee.objects.filter(congress__organization=cell()).order_by("decision_number")
    assert [body.decision_number for body in decided] == [
        entry.symbol for entry in entries.filter(kind="QDTB")
    ]
    assert [body.symbol for body in decided] == ["TBVK", "TBNS", "TBTTHL", "BPGV"]
    came = IncomingPaper.objects.order_by("arrival_number")
    assert [(each.kind, bool(each.file), bool(each.basis)) for each in came] == [
        ("", False, True), ("", False, False), ("TBKL", True, False),
    ]  # fmt: skip


def test_papers_stand_in_every_state_and_the_submission_is_sealed() -> None:
    congress = Congress.objects.get(organization=cell())
    known = sources_of(congress)
    wanting = {each.kind for each in congress.papers.all() if missing_fields(each, known)}
    assert wanting >= {"GMOI", "KBDH", "QCLV", "TBTT"}
    assert not wanting & {"KHDH", "PCNV", "TTDH", "BCCT", "BCKD"}
    assert congress.papers.get(kind="BCCT").source_label.endswith("bản 4")
    handed_in, open_ = Dossier.objects.order_by("created_at")
    assert handed_in.archive is not None
    assert check(io.BytesIO(handed_in.archive.read())).is_whole
    assert open_.sealed_at is None


def test_a_copy_from_word_and_the_superiors_draft_wait_for_the_head() -> None:
    points = ReturnedPoint.objects.filter(decision="")
    assert sorted(points.values_list("kind", flat=True)) == ["comment"] * 2 + ["words"] * 6
    asked = OpinionRound.objects.get(document__kind="VKCT")
    assert (asked.state, asked.opinions_count, asked.answered_count) == ("ended", 10, 0)


def test_a_second_time_changes_nothing() -> None:
    before = (Entry.objects.count(), Opinion.objects.count(), User.objects.count())
    call_command("load_demo", verbosity=0)
    assert (Entry.objects.count(), Opinion.objects.count(), User.objects.count()) == before


def test_a_place_in_use_is_left_alone() -> None:
    User.objects.filter(username=DEMO_USERS["member"]).update(username="someone-else")
    before = Entry.objects.count()
    with pytest.raises(CommandError, match="tài khoản thật"):
        call_command("load_demo", verbosity=0)
    assert Entry.objects.count() == before


@pytest.mark.parametrize("role", ["secretary", "subcommittee_head", "department", "member"])
def test_the_first_page_has_something_waiting(role: str) -> None:
    page = first_page(role)
    assert "Còn 8 ngày đến đại hội" in page
    assert "Không có việc nào đang chờ đồng chí" not in page
    assert REPORT in page


@pytest.mark.parametrize("role", ["superior", "administrator"])
def test_the_first_page_opens_for_those_outside_the_cell(role: str) -> None:
    page = first_page(role)
    assert "Nên lập danh sách ngay từ đầu năm" not in page


@pytest.mark.parametrize(
    ("role", "names"),
    [
        ("secretary", ["round_detail", "round_read", "round_answer"]),
        ("subcommittee_head", ["round_detail", "round_read", "round_answer"]),
        ("department", ["round_detail", "round_read"]),
        ("member", ["round_detail", "round_read"]),
    ],
)
def test_the_pages_of_a_round_open(role: str, names: list[str]) -> None:
    client = Client()
    client.force_login(User.objects.get(username=DEMO_USERS[role]))
    for one in rounds():
        for name in names:
            answer = client.get(reverse(f"documents:{name}", args=[one.pk]))
            closed = name == "round_answer" and one.state == "closed"
            assert answer.status_code == (409 if closed else 200), (name, one.number)


def found(role: str, words: str) -> set[str]:
    """The titles a search shows."""
    client = Client()
    client.force_login(User.objects.get(username=DEMO_USERS[role]))
    kinds = client.get("/tim-kiem/", {"q": words}).context["found"].kinds
    return {hit.title for kind in kinds for hit in kind.hits}


def test_search_ignores_marks_and_case() -> None:
    assert "Hoàng Văn Ước" in found("secretary", "HOANG van uoc")
    assert REPORT in found("member", "bao cao chinh tri")


def test_the_other_cell_is_not_seen_from_this_one() -> None:
    elsewhere = Document.objects.exclude(congress__organization__in=[cell(), union()])
    other = elsewhere.get()
    assert other.title not in found("secretary", "bao cao chinh tri")
    client = Client()
    client.force_login(User.objects.get(person__full_name="Nông Quốc Bảo"))
    assert client.get(f"/van-kien/{other.pk}/").status_code == 200
    client.force_login(User.objects.get(username=DEMO_USERS["secretary"]))
    assert client.get(f"/van-kien/{other.pk}/").status_code == 404


def test_the_personnel_plan_is_ready_for_the_congress_of_3_april() -> None:
    plan = PersonnelPlan.objects.get()
    assert (plan.state, plan.settled_on) == ("settled", date(2020, 3, 9))
    approval = approval_of(plan)
    assert approval is not None
    assert (approval.is_read, approval.on) == (True, date(2020, 3, 20))
    steps = plan.steps.exclude(finished_at=None).order_by("number")
    assert [step.number for step in steps] == [1, 2, 3, 4]
    states: dict[str, set[str]] = {}
    for candidate in plan.candidates.select_related("person"):
        states.setdefault(candidate.state, set()).add(candidate.person.full_name)
    assert {state: len(names) for state, names in states.items()} == {
        "put_forward": 6,
        "dropped": 2,
    }
    assert states["dropped"] == {"Lương Quốc Vinh", "Lê Minh Đức"}


@pytest.mark.parametrize(
    ("role", "status"),
    [("secretary", 200), ("subcommittee_head", 200), ("member", 404), ("administrator", 404)],
)
def test_only_its_body_and_the_committee_read_the_personnel_plan(role: str, status: int) -> None:
    client = Client()
    client.force_login(User.objects.get(username=DEMO_USERS[role]))
    congress = cell().congresses.get().pk
    assert client.get(reverse("personnel:plan_detail", args=[congress])).status_code == status


def test_the_elections_of_the_cell_are_prepared_as_far_as_the_day_allows() -> None:
    prepared = cell().congresses.get().elections.order_by("position")
    assert [(each.office, each.planned_seats, each.state) for each in prepared] == [
        ("committee", 5, "preparing"),
        ("secretary", 1, "preparing"),
        ("deputy_secretary", 1, "preparing"),
        ("superior_delegate", 3, "preparing"),
    ]


def union() -> Organization:
    return Organization.objects.get(short_name="Công đoàn Cục")


def test_a_trade_union_elects_by_its_own_edition() -> None:
    """No deduction, and need is counted of the papers returned: 13, not of the 14 convened."""
    congress = union().congresses.get()
    assert (congress.ordinal, congress.target_on) == (9, DAY)
    rules = rules_of(congress)
    assert (rules.edition.code, rules.overridden) == ("vn-trade-union", [])
    done = congress.elections.get(office="committee")
    assert (done.state, title_of(done, rules)) == ("finished", "ban chấp hành")
    [ballot] = done.rounds.all()
    assert (ballot.handed_out, ballot.spoiled, ballot.returned) == (14, 1, 13)
    assert ballot.outcome is not None
    base = ballot.outcome["base"]
    assert (ballot.outcome["decision"], base["number"], base["need"]) == ("all_elected", 13, 7)
    assert {
        name.printed: (name.votes, name.is_elected) for name in ballot.names.order_by("rank")
    } == {
        "Đinh Công Tuấn": (12, True),
        "Chu Thị Thanh Mai": (10, True),
        "Tô Hải Yến": (9, True),
        "Lộc Văn Sơn": (5, False),
    }


def test_the_delegates_of_the_union_are_being_counted() -> None:
    [ballot] = union().congresses.get().elections.get(office="superior_delegate").rounds.all()
    assert (ballot.state, ballot.returned, ballot.outcome) == ("counting", 13, None)
    first, second = ballot.counts.order_by("side")
    assert (first.is_closed, second.is_closed) == (True, False)
    assert second.batches.get().open_papers.count() == 5
    assert ballot.doubtful_papers.get().is_valid is None


def test_who_counts_stands_on_no_list_and_presides_over_nothing() -> None:
    congress = union().congresses.get()
    bodies: dict[str, set[str]] = {}
    for member in congress.body_members.all():
        bodies.setdefault(member.body, set()).add(member.person.full_name)
    assert bodies == {
        "presidium": {"Đinh Công Tuấn", "Chu Thị Thanh Mai"},
        "secretariat": {"La Thị Thùy Dung"},
        "tellers": {"Dương Ngọc Ân", "Âu Văn Phúc", "Hoàng Minh Đăng"},
    }


@pytest.mark.parametrize("role", ["union_chair", "first_teller", "second_teller", "union_member"])
def test_the_union_is_spoken_to_in_its_own_words(role: str) -> None:
    compile_all()
    client = Client()
    client.force_login(User.objects.get(username=DEMO_USERS[role]))
    number, congress = union().pk, union().congresses.get().pk
    for address in (
        "/",
        reverse("organizations:person_list", args=[number]),
        reverse("organizations:organization_detail", args=[number]),
        reverse("congresses:congress_detail", args=[congress]),
        reverse("meetings:meeting_list"),
    ):
        answer = client.get(address)
        assert answer.status_code == 200, address
        page = TAGS.sub(" ", answer.content.decode())
        assert PARTY_WORDS.findall(page) == [], address
    assert "Đoàn viên" in page


def test_what_is_kept_of_the_union_is_kept_in_its_words() -> None:
    titles = Notice.objects.filter(user__person__organization=union()).values_list("title", "body")
    assert titles
    assert [words for row in titles for words in row if PARTY_WORDS.search(words)] == []


def test_a_stranger_account_sees_nothing_of_it() -> None:
    client = Client()
    client.force_login(UserFactory.create())
    assert REPORT not in client.get("/").content.decode()
