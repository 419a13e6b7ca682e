"""Milestones done in their order, let through with a reason, dropped, moved by hand."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base.errors import NotPermitted, RuleBroken
from daihoi.congresses.actions import milestones as actions
from daihoi.congresses.actions.plans import make_plan
from daihoi.congresses.actions.subcommittees import add_subcommittee
from daihoi.congresses.models import Congress, Milestone
from daihoi.congresses.queries import plans
from daihoi.rules.plans import OUTPUTS, Offset, built_in_templates
from tests.factories import CongressFactory, SubcommitteeFactory, grant

pytestmark = pytest.mark.django_db

FULL = next(each for each in built_in_templates() if each.key == "vn-party-full")
BEFORE = date(2020, 1, 4)


@pytest.fixture
def congress() -> Congress:
    made = CongressFactory.create(target_on=date(2020, 4, 3), target_precision="day")
    SubcommitteeFactory.create(congress=made, purpose="documents")
    make_plan(made, FULL.rows, actor=grant(Role.SECRETARY, made.organization))
    return made


@pytest.fixture
def secretary(congress: Congress) -> User:
    return grant(Role.SECRETARY, congress.organization)


def milestone(congress: Congress, code: str) -> Milestone:
    return congress.milestones.get(code=code)


def test_a_milestone_waits_for_its_predecessors(congress: Congress, secretary: User) -> None:
    with pytest.raises(RuleBroken, match="M01") as refused:
        actions.complete_milestone(milestone(congress, "M02"), BEFORE, actor=secretary)
    assert refused.value.code == "predecessors_open"
    actions.complete_milestone(milestone(congress, "M01"), BEFORE, actor=secretary)
    actions.complete_milestone(milestone(congress, "M02"), BEFORE, actor=secretary)
    assert milestone(congress, "M02").actual_on == BEFORE
    assert not milestone(congress, "M02").overrides.exists()


def test_who_leads_lets_it_through_with_a_reason(congress: Congress, secretary: User) -> None:
    drafts = congress.subcommittees.get()
    outline = milestone(congress, "M05")
    for role in (Role.SUBCOMMITTEE_HEAD, Role.SUPPORTING_STAFF):
        with pytest.raises(NotPermitted):
            actions.complete_milestone(outline, BEFORE, reason="Gấp.", actor=grant(role, drafts))
    actions.complete_milestone(outline, BEFORE, reason="Gấp.", actor=secretary)
    override = outline.overrides.get()
    assert (override.missing, override.reason) == (["M04 Quyết định thành lập tiểu ban"], "Gấp.")
    entry = Entry.objects.get(action="congresses.complete_milestone")
    assert entry.after["override"] == "Gấp."
    client = Client()
    client.force_login(secretary)
    page = client.get(reverse("congresses:plan", args=[congress.pk])).content.decode()
    said = (
        "Khi ghi xong M05, mốc phải làm trước là M04 Quyết định thành lập tiểu ban còn chưa xong."
    )
    assert said in " ".join(page.split())


def test_a_dropped_predecessor_holds_nothing_up(congress: Congress, secretary: User) -> None:
    actions.drop_milestone(milestone(congress, "M01"), "Đã làm ở cấp trên.", actor=secretary)
    actions.complete_milestone(milestone(congress, "M02"), BEFORE, actor=secretary)
    actions.reopen_milestone(milestone(congress, "M02"), "Nhầm.", actor=secretary)
    actions.take_up_milestone(milestone(congress, "M01"), actor=secretary)
    assert [milestone(congress, code).is_open for code in ("M01", "M02")] == [True, True]


def test_only_an_override_that_names_it_lets_a_predecessor_be_taken_back(
    congress: Congress, secretary: User
) -> None:
    script = milestone(congress, "M24")  # after M17 and M22
    approval, meeting = milestone(congress, "M17"), milestone(congress, "M22")
    why = {"reason": "Theo ý kiến cấp trên.", "actor": secretary}
    actions.complete_milestone(approval, BEFORE, **why)
    actions.complete_milestone(script, BEFORE, **why)
    assert script.overrides.get().missing == [str(meeting)]
    with pytest.raises(RuleBroken) as refused:
        actions.reopen_milestone(approval, "Nhầm.", actor=secretary)
    assert refused.value.code == "followers_done"
    actions.complete_milestone(meeting, BEFORE, **why)
    actions.reopen_milestone(meeting, "Nhầm.", actor=secretary)
    assert milestone(congress, "M22").is_open


def test_a_loop_is_named(congress: Congress, secretary: User) -> None:
    first = milestone(congress, "M12")
    with pytest.raises(RuleBroken, match="M12 → M13 → M12") as refused:
        actions.edit_milestone(
            first,
            {"name": first.name},
            offset=first.offset,
            planned_on=first.planned_on,
            after=[milestone(congress, "M13")],
            actor=secretary,
        )
    assert refused.value.code == "loop"


def test_a_day_chosen_by_hand_becomes_an_offset(congress: Congress, secretary: User) -> None:
    approval = milestone(congress, "M17")
    actions.edit_milestone(
        approval,
        {"name": approval.name},
        offset=approval.offset,
        planned_on=date(2020, 3, 24),
        after=list(approval.after.all()),
        actor=secretary,
    )
    approval.refresh_from_db()
    assert (approval.offset, approval.planned_on) == (Offset(-10), date(2020, 3, 24))


def test_pages_walk(congress: Congress, secretary: User, client: Client) -> None:
    client.force_login(secretary)
    for name, pk in [
        ("plan", congress.pk),
        ("milestone_add", congress.pk),
        *(
            (f"milestone_{verb}", milestone(congress, "M01").pk)
            for verb in ("detail", "complete", "reopen", "drop", "edit")
        ),
    ]:
        assert client.get(reverse(f"congresses:{name}", args=[pk])).status_code == 200, name
    done = client.post(
        reverse("congresses:milestone_complete", args=[milestone(congress, "M01").pk]),
        {"on": "4/1/2020"},
    )
    assert done.status_code == 302
    late = client.post(
        reverse("congresses:milestone_complete", args=[milestone(congress, "M02").pk]),
        {"on": "4/1/2999"},
    )
    assert late.status_code == 422


def test_the_page_asks_for_a_reason_only_where_something_before_is_open(
    congress: Congress, secretary: User, client: Client
) -> None:
    client.force_login(secretary)
    free, waiting = (
        reverse("congresses:milestone_complete", args=[milestone(congress, code).pk])
        for code in ("M01", "M02")
    )
    assert "reason" not in client.get(free).context["form"].fields
    asked = client.post(waiting, {"on": "4/1/2020"})
    assert asked.status_code == 422
    assert list(asked.context["form"].errors) == ["reason"]
    assert "hãy ghi lý do" in asked.content.decode()
    assert "(không bắt buộc)" not in asked.content.decode()
    assert "M01 Quán triệt" in asked.content.decode()
    client.post(waiting, {"on": "4/1/2020", "reason": "Gấp."})
    assert milestone(congress, "M02").overrides.get().reason == "Gấp."


def test_what_is_to_be_done_before_is_folded_with_its_count(
    congress: Congress, secretary: User
) -> None:
    client = Client()
    client.force_login(secretary)
    meeting = milestone(congress, "M22")
    meeting.after.set([milestone(congress, "M17"), milestone(congress, "M02")])
    edit = client.get(reverse("congresses:milestone_edit", args=[meeting.pk])).content.decode()
    folded = " ".join(edit[edit.index('<details class="disclosure"') :].split())
    assert "<summary> Chỉ làm được sau khi xong: 2 mốc </summary>" in folded
    assert folded.index('name="after"') < folded.index("</details>")
    add = client.get(reverse("congresses:milestone_add", args=[congress.pk])).content.decode()
    assert "Chỉ làm được sau khi xong: 0 mốc" in add


def test_who_stands_first_in_a_milestone_stays_first(congress: Congress, secretary: User) -> None:
    meeting = milestone(congress, "M22")
    meeting.responsible = ["members", "secretary"]
    meeting.save()
    client = Client()
    client.force_login(secretary)
    edit = reverse("congresses:milestone_edit", args=[meeting.pk])
    form = client.get(edit).context["form"]
    boxes = [value for value, _label in form.fields["responsible"].choices]
    assert boxes[:2] == ["members", "secretary"]
    assert len(boxes) == len(set(boxes)) == 12
    wish = {
        "name": "Sinh hoạt chuyên đề",
        "responsible": [each for each in boxes if each in {"secretary", "members"}],
        "planned_on": "26/3/2020",
        "days": "-8",
        "seen": form.get_initial_for_field(form.fields["seen"], "seen"),
        "after": [milestone(congress, "M17").pk],
    }
    assert client.post(edit, wish).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.name, meeting.responsible) == ("Sinh hoạt chuyên đề", ["members", "secretary"])


def test_who_stands_first_in_table_drawing_and_lane_is_one(congress: Congress) -> None:
    body = SubcommitteeFactory.create(congress=congress, name="Tiểu ban Hai", purpose="personnel")
    told = [["committee", "personnel"], ["personnel", "committee"], ["units", "members"]]
    found = []
    for code, responsible in zip(("M01", "M02", "M03"), told, strict=True):
        each = milestone(congress, code)
        each.responsible, each.subcommittee = responsible, body
        lane = plans.lane_of(responsible, (body.purpose, body.name))[1]
        found.append((plans.row_of(each, BEFORE).responsible, lane))
    assert found == [
        ("Chi ủy; Tiểu ban Hai", "Chi ủy"),
        ("Tiểu ban Hai; Chi ủy", "Tiểu ban Hai"),
        ("Tiểu ban Hai; Các phòng; Toàn thể đảng viên", "Tiểu ban Hai"),
    ]


def test_the_plan_names_its_papers_and_is_quiet_about_defaults(
    congress: Congress, secretary: User, client: Client
) -> None:
    first = milestone(congress, "M01")
    assert (first.output, first.basis) == ("BBSH", "26-HD/BTCTW")
    client.force_login(secretary)
    page = client.get(reverse("congresses:plan", args=[congress.pk])).content.decode()
    assert '<abbr title="Biên bản sinh hoạt chi bộ">BBSH</abbr>' in page
    title = 'title="mặc định của mẫu: 26-HD/BTCTW"'
    assert f"<abbr {title}>mặc định</abbr>" in page
    assert page.count(">mặc định</abbr>") == congress.milestones.exclude(certainty="C").count()
    detail = client.get(reverse("congresses:milestone_detail", args=[first.pk])).content.decode()
    assert "BBSH: Biên bản sinh hoạt chi bộ" in detail


def test_every_code_of_the_built_in_templates_is_a_named_paper() -> None:
    for template in built_in_templates():
        for row in template.rows:
            assert set(re.findall(r"\b[A-Z]{4}\b", row.output)) <= OUTPUTS.keys(), row.code


def test_a_new_body_answers_for_the_milestones_of_its_purpose(
    congress: Congress, secretary: User
) -> None:
    waiting = [each.code for each in congress.milestones.all() if "personnel" in each.responsible]
    taken = list(
        congress.milestones.filter(subcommittee__isnull=False).values_list("pk", flat=True)
    )
    assert waiting
    values = {"name": "Tiểu ban Nhân sự", "purpose": "personnel"}
    body = add_subcommittee(congress, values, actor=secretary)
    given = congress.milestones.filter(subcommittee=body)
    assert sorted(each.code for each in given) == sorted(
        each for each in waiting if milestone(congress, each).pk not in taken
    )
    assert given.exists()
    entry = Entry.objects.filter(action="congresses.edit_milestone").latest("sequence")
    assert entry.after == {"subcommittee": body.pk}
    # a second body of the same purpose takes nothing from the first
    second = add_subcommittee(congress, {**values, "name": "Tổ nhân sự"}, actor=secretary)
    assert not second.milestones.exists()
