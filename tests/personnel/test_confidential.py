"""Who sees a candidate's name before it is presented: the committee and the personnel body, nobody else."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base import clock, offers
from daihoi.home.actions.calendar import create_calendar_link
from daihoi.notifications.models import Notice
from daihoi.organizations.queries.merging import merge_preview
from daihoi.personnel.actions import files, plans
from daihoi.personnel.models import CandidateFile, PersonnelPlan
from daihoi.personnel.queries import slates
from daihoi.registry.queries.filling import official_paper
from daihoi.registry.skeletons import skeletons
from tests.factories import grant
from tests.factories.registry import PaperFactory
from tests.personnel.working import NAMES, TODAY, World, on, role_on

pytestmark = pytest.mark.django_db
# Whom design.md section 6 lets read; all other roles are told that there is nothing.
READERS = {Role.SECRETARY, Role.COMMITTEE_MEMBER}
OTHERS = [role for role in Role if role not in READERS]
MEMBERS = {role for role in OTHERS if role not in {Role.SUPERIOR, Role.ADMINISTRATOR, Role.CLERK}}
FIELDS = (
    "danh sách trích ngang", "danh sách nhân sự", "dự kiến bí thư, phó bí thư",
    "kết quả các bước giới thiệu", "đại biểu dự đại hội cấp trên",
)  # fmt: skip
# Pages of the house that gather from all apps.
GATHERING = ("home:first_page", "home:report", "home:my_data", "notifications:inbox")


class Secret:
    """A settled plan with a file, and what its pages are asked for."""

    def __init__(self) -> None:
        self.world = World()
        self.plan: PersonnelPlan = self.world.settled()
        self.candidate = self.plan.candidates.get(person=self.world.people[NAMES[1]])
        self.file: CandidateFile = files.add_file(
            self.candidate,
            "other",
            TODAY,
            b"%PDF-1",
            f"So yeu ly lich {NAMES[1]}.pdf",
            actor=self.world.head,
        )

    @property
    def pages(self) -> list[str]:
        """Every address of personnel that can be opened, by its name."""
        congress = self.world.congress.pk
        step = (congress, "chung", 2)
        of_congress = (
            "plan_detail", "plan_edit", "steps_edit", "plan_settle", "plan_approve", "plan_present",
            "plan_reopen", "file_list", "summary_export", "slate_detail", "candidate_add",
        )  # fmt: skip
        of_step = (
            "step_detail", "step_edit", "step_correct", "step_report", "minutes_word", "minutes_pdf",
        )  # fmt: skip
        of_candidate = ("candidate_detail", "candidate_edit", "candidate_drop", "file_add")
        asked: list[tuple[str, tuple[Any, ...]]] = [(name, (congress,)) for name in of_congress]
        asked += [(name, step) for name in of_step]
        asked += [(name, (self.candidate.pk,)) for name in of_candidate]
        asked += [("ballot_edit", (*step, 1)), ("file_download", (self.file.pk,))]
        return [reverse(f"personnel:{name}", args=args) for name, args in asked]


@pytest.fixture
def secret() -> Iterator[Secret]:
    with on():
        yield Secret()


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("role", OTHERS)
def test_no_page_of_personnel_is_there_for_a_role(secret: Secret, role: Role) -> None:
    client = signed_in(role_on(secret.world, role))
    assert {url: client.get(url).status_code for url in secret.pages} == dict.fromkeys(
        secret.pages, 404
    )


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.SUPERIOR])
def test_pages_around_personnel_are_absent_and_not_forbidden(secret: Secret, role: Role) -> None:
    """As for others with no business there: a 403 would say that there is something."""
    world = secret.world
    client = signed_in(role_on(world, role))
    urls = [
        reverse("registry:paper_make", args=[world.congress.pk, kind])
        for kind in ("DANS", "DSTN", "BBNS")
    ]
    if role is Role.SUPERIOR:  # the administrator keeps the list of members
        urls += [
            reverse("organizations:person_detail", args=[secret.candidate.person_id]),
            reverse("organizations:person_edit", args=[secret.candidate.person_id]),
            reverse("congresses:subcommittee_detail", args=[world.body.pk]),
            reverse("congresses:subcommittee_edit", args=[world.body.pk]),
        ]
    assert {url: client.get(url).status_code for url in urls} == dict.fromkeys(urls, 404)


def test_nothing_can_be_sent_by_a_role(secret: Secret) -> None:
    congress, step = secret.world.congress.pk, (secret.world.congress.pk, "chung", 2)
    asked: list[tuple[str, tuple[Any, ...]]] = [
        (name, (congress,)) for name in ("plan_begin", "list_choose", "list_settle", "plan_reopen")
    ]
    asked += [("step_finish", step), ("candidate_take_back", (secret.candidate.pk,))]
    asked += [("file_remove", (secret.file.pk,))]
    urls = [reverse(f"personnel:{name}", args=args) for name, args in asked]
    for role in OTHERS:
        client = signed_in(role_on(secret.world, role))
        answers = {url: client.post(url).status_code for url in urls}
        assert answers == dict.fromkeys(urls, 404), role


@pytest.mark.parametrize("role", [*sorted(READERS), "head", "member", "staff"])
def test_the_committee_and_the_body_read_it(secret: Secret, role: Any) -> None:
    of_body = {
        "head": Role.SUBCOMMITTEE_HEAD,
        "member": Role.SUBCOMMITTEE_MEMBER,
        "staff": Role.SUPPORTING_STAFF,
    }
    world = secret.world
    user = grant(of_body[role], world.body) if role in of_body else grant(Role(role), world.cell)
    client = signed_in(user)
    text = client.get(reverse("personnel:plan_detail", args=[world.congress.pk])).content.decode()
    assert all(name in text for name in NAMES[:7])
    assert {client.get(url).status_code for url in secret.pages} <= {200, 302}


def test_no_gathering_page_tells_a_role_of_it(secret: Secret) -> None:
    """First page, report, own data, inbox: neither a name nor a way to the plan."""
    for role in OTHERS:
        client = signed_in(role_on(secret.world, role))
        for page in GATHERING:
            text = client.get(reverse(page)).content.decode()
            assert "/nhan-su/" not in text, (role, page)
            assert not [name for name in NAMES if name in text], (role, page)


def test_search_leads_nobody_to_a_candidate(secret: Secret) -> None:
    for role in Role:
        client = signed_in(role_on(secret.world, role))
        for words in ("nong thi kin", "so yeu ly lich"):
            text = client.get(reverse("home:search"), {"tim": words}).content.decode()
            assert "/nhan-su/nguoi/" not in text, role
            assert "/nhan-su/giay-to/" not in text, role
            assert secret.file.file_name not in text, role


def test_calendar_and_report_tell_no_name(secret: Secret) -> None:
    for role in Role:
        user = role_on(secret.world, role)
        feed = Client().get(reverse("home:calendar_feed", args=[create_calendar_link(actor=user)]))
        tables = offers.report(user, clock.today())
        told = feed.content.decode() + str([table.rows for table in tables])
        assert not [name for name in NAMES if name in told], role
        own = [table for table in tables if str(table.title) == "Nhân sự"]
        assert bool(own) == (role in READERS), role
        assert all(table.open_rows == [] for table in own)


def test_no_record_of_personnel_work_holds_a_name(secret: Secret) -> None:
    entries = Entry.objects.filter(action__startswith="personnel.")
    assert entries.count() > 10
    told = " ".join(f"{e.subject_label} {e.before} {e.after} {e.context}" for e in entries)
    assert not [name for name in [*NAMES, secret.file.file_name] if name in told]


def test_notices_reach_readers_only_and_letters_say_nothing(secret: Secret) -> None:
    clerk, member = (role_on(secret.world, role) for role in (Role.CLERK, Role.MEMBER))
    documents = role_on(secret.world, Role.SUBCOMMITTEE_HEAD)
    plans.reopen_plan(secret.plan, "Sửa.", actor=secret.world.secretary)
    notices = Notice.objects.filter(topic__startswith="personnel.")
    assert {notice.user for notice in notices} == {secret.world.head}
    assert all(notice.is_confidential for notice in notices)
    assert not [n for n in NAMES for notice in notices if n in notice.title + notice.body]
    assert not notices.filter(user__in=[clerk, member, documents]).exists()
    assert mail.outbox == []


def test_only_papers_on_personnel_are_filled_from_it(secret: Secret) -> None:
    """A paper anybody reads stays with its gap, also one of the documents body that calls itself secret."""
    asked = " ".join(f"{{{{{name}}}}}" for name in FIELDS)
    skeleton = skeletons()["DCBC"].to_json()
    block = {"kind": "paragraph", "runs": [{"t": asked}]}
    open_paper = PaperFactory.create(
        congress=secret.world.congress,
        kind="DCBC",
        subcommittee=secret.world.documents,
        content={**skeleton, "blocks": [block], "secrecy": "MẬT"},
    )
    text = str(official_paper(open_paper).to_json())
    assert not [name for name in NAMES if name in text]
    restricted = PaperFactory.create(
        congress=secret.world.congress, kind="DSTN", content=skeletons()["DSTN"].to_json()
    )
    filled = str(official_paper(restricted).to_json())
    assert all(each.name in filled for each in slates.put_forward(secret.world.congress, "committee"))  # fmt: skip
    assert offers.facts_of(secret.world.congress, TODAY).keys().isdisjoint(FIELDS)


def test_who_merges_two_records_is_not_told(secret: Secret) -> None:
    other = secret.world.member(NAMES[1])
    manager = role_on(secret.world, Role.ADMINISTRATOR)
    preview = merge_preview(other, secret.candidate.person, {}, viewer=manager)
    assert [str(label) for label, _count in preview.moves if "hạn chế" in str(label)] == []
    assert "nhân sự" not in str(preview.clashes).lower()


def test_help_and_downloads_name_nobody(secret: Secret) -> None:
    client = signed_in(secret.world.secretary)
    congress = secret.world.congress.pk
    for name, args in (
        ("summary_export", (congress,)),
        ("minutes_word", (congress, "chung", 2)),
        ("minutes_pdf", (congress, "chung", 2)),
    ):
        response = client.get(reverse(f"personnel:{name}", args=args))
        assert response.status_code == 200
        said = response["Content-Disposition"]
        assert not [n for n in NAMES if n.split()[-1] in said]
    assert not [n for n in NAMES if n in str(offers.help_for("personnel:plan_detail"))]


def test_members_read_the_list_from_the_moment_it_was_presented(secret: Secret) -> None:
    plan = plans.approve_plan(secret.plan, "12-CV/ĐUK", TODAY, actor=secret.world.secretary)
    url = reverse("personnel:slate_detail", args=[secret.world.congress.pk])
    users = {role: role_on(secret.world, role) for role in OTHERS}
    before = {role: signed_in(user).get(url).status_code for role, user in users.items()}
    assert set(before.values()) == {404}
    secret.world.opens()
    plans.present_plan(plan, clock.now(), actor=secret.world.secretary)
    after = {role: signed_in(user).get(url).status_code for role, user in users.items()}
    assert {role for role, status in after.items() if status == 200} == MEMBERS
    assert {status for role, status in after.items() if role not in MEMBERS} == {404}
    text = signed_in(users[Role.MEMBER]).get(url).content.decode()
    assert all(each.name in text for each in slates.put_forward(secret.world.congress, "committee"))  # fmt: skip
    assert NAMES[6] not in text  # introduced, and behind the last place
    client = signed_in(users[Role.MEMBER])
    rest = [page for page in secret.pages if page != url]
    assert {client.get(page).status_code for page in rest} == {404}


def test_my_data_tells_a_candidate_nothing_before_the_list_was_presented(secret: Secret) -> None:
    world = secret.world
    user = role_on(world, Role.MEMBER)
    person = secret.candidate.person
    person.user = user
    person.save(update_fields=["user"])
    behind = secret.plan.candidates.get(person=world.people[NAMES[6]])  # introduced, not listed
    other = role_on(world, Role.MEMBER)
    behind.person.user = other
    behind.person.save(update_fields=["user"])
    titles = {"Giới thiệu ra đại hội", "Hồ sơ nhân sự của tôi"}

    def told(viewer: User) -> dict[str, list[Any]]:
        return {str(t.title): t.rows for t in offers.about(viewer) if str(t.title) in titles}

    plan = plans.approve_plan(secret.plan, "12-CV/ĐUK", TODAY, actor=world.secretary)
    assert told(user) == told(other) == {}
    world.opens()
    plans.present_plan(plan, clock.now(), actor=world.secretary)
    found = told(user)
    assert set(found) == titles
    assert [row[1] for row in found["Giới thiệu ra đại hội"]] == ["cấp ủy"]
    assert [row[1] for row in found["Hồ sơ nhân sự của tôi"]] == ["giấy tờ khác"]
    assert told(other) == {}
    text = signed_in(user).get(reverse("home:my_data")).content.decode()
    assert "Giới thiệu ra đại hội" in text
    assert not [name for name in NAMES if name != person.full_name and name in text]


def test_a_stranger_and_a_visitor_find_nothing(secret: Secret) -> None:
    stranger = signed_in(World().secretary)
    assert {stranger.get(url).status_code for url in secret.pages} == {404}
    assert {Client().get(url).status_code for url in secret.pages} == {302}
