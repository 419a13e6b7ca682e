"""A script follows the approved programme: words, differences, and when it may be final."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.approvals.models import Decision, Submission
from daihoi.audit.models import Entry
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, NotPermitted, RuleBroken
from daihoi.congresses.models import Congress
from daihoi.meetings.models import Invitee
from daihoi.programme.actions import conductors, items, scripts
from daihoi.programme.models import Programme, Script, ScriptLine
from daihoi.programme.papers.scripts import script_blocks
from daihoi.programme.queries.conductors import conductors_of, conductors_seen
from daihoi.programme.queries.scripts import script_page
from tests.factories import MembershipFactory, PersonFactory, SubcommitteeFactory, grant
from tests.factories.meetings import InviteeFactory, MeetingFactory
from tests.factories.programme import deposited, programme_of, reworked, script_of
from tests.programme.approving import approve

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with clock.standing_at(timezone.make_aware(datetime(2020, 3, 26, 9))):  # noqa: DTZ001 - made aware
        yield


@pytest.fixture
def congress() -> Congress:
    body = SubcommitteeFactory.create(purpose="staff", name="Bộ phận giúp việc")
    body.congress.target_on = date(2020, 4, 3)
    return body.congress


@pytest.fixture
def secretary(congress: Congress) -> User:
    return grant(Role.SECRETARY, congress.organization)


@pytest.fixture
def staff(congress: Congress) -> User:
    user = grant(Role.SUPPORTING_STAFF, congress.subcommittees.get())
    return grant(Role.MEMBER, congress.organization, user)


@pytest.fixture
def programme(congress: Congress, staff: User) -> Programme:
    return deposited(programme_of(congress, actor=staff), actor=staff)


def line(script: Script, code: str) -> ScriptLine:
    found = script.lines.get(code=code)
    found.script = script
    return found


def open_ones(congress: Congress, viewer: User) -> list[tuple[str, str, str, str, str]]:
    page = script_page(congress.pk, viewer=viewer)
    return [
        (d.row.title, d.row.change, d.row.field, d.row.difference.old, d.row.difference.new)
        for d in page.open_differences
    ]


def test_a_script_has_words_for_every_item(
    congress: Congress, staff: User, programme: Programme
) -> None:
    script = script_of(congress, actor=staff)
    assert script.programme == programme
    lines = list(script.lines.order_by("position"))
    assert [each.code for each in lines] == [i.code for i in programme.items.order_by("position")]
    assert all(each.words for each in lines)
    assert open_ones(congress, staff) == []
    entry = Entry.objects.get(action="programme.build_script")
    assert entry.after == {"number": 1, "lines": 29}


def test_names_fill_the_words_and_what_is_not_known_is_a_gap(
    congress: Congress, staff: User, programme: Programme
) -> None:
    script = script_of(congress, actor=staff)
    words = "Xin mời {{đoàn chủ tịch}} lên làm việc; {{người thực hiện}} điều hành."
    scripts.edit_line(line(script, "B3"), {"words": words}, revision=1, actor=staff)
    row = next(r for r in script_page(congress.pk, viewer=staff).rows if r.line.code == "B3")
    assert row.gaps == ("đoàn chủ tịch",)
    person = PersonFactory.create(organization=congress.organization, full_name="Hoàng Đức Thiện")
    conductors.set_conductors(congress, {"presidium": [person]}, actor=staff)
    row = next(r for r in script_page(congress.pk, viewer=staff).rows if r.line.code == "B3")
    assert row.gaps == ()
    assert row.text == "Xin mời Hoàng Đức Thiện lên làm việc; Đoàn chủ tịch, thư ký điều hành."


def test_members_are_counted_by_the_roll_of_the_congress_and_differences_told(
    congress: Congress, staff: User, programme: Programme
) -> None:
    script_of(congress, actor=staff)
    people = [
        MembershipFactory.create(person__organization=congress.organization).person
        for _n in range(3)
    ]

    def said() -> str:
        rows = script_page(congress.pk, viewer=staff).rows
        return next(row.text for row in rows if row.line.code == "A1")

    recorded = (
        "Đại hội triệu tập 03 đảng viên, trong đó 03 chính thức, 00 dự bị; miễn sinh hoạt 00;"
    )
    assert recorded in said()
    meeting = MeetingFactory.create(congress=congress, kind="congress")
    InviteeFactory.create(meeting=meeting, category="guest")
    assert recorded in said()
    for person, category in zip(people, ("official", "probationary"), strict=False):
        InviteeFactory.create(meeting=meeting, person=person, category=category)
    assert (
        "Đại hội triệu tập 02 đảng viên, trong đó 01 chính thức, 01 dự bị; miễn sinh hoạt 00;"
        in said()
    )
    page = script_page(congress.pk, viewer=staff)
    assert [(each.name, each.said, each.recorded) for each in page.numbers] == [
        ("số đảng viên", "02", "03"),
        ("số đảng viên chính thức", "01", "03"),
        ("số đảng viên dự bị", "01", "00"),
    ]
    assert "Đại hội triệu tập 02 đảng viên" in str(script_blocks(page))
    Invitee.objects.exclude(category="guest").delete()
    assert recorded in said()
    assert script_page(congress.pk, viewer=staff).numbers == []


def test_differences_are_listed_item_by_item_taken_over_or_kept(
    congress: Congress, staff: User, programme: Programme
) -> None:
    script = script_of(congress, actor=staff)
    second = reworked(programme, actor=staff)
    items.edit_item(second.items.get(code="B9"), {"minutes": 30}, actor=staff)
    items.remove_item(second.items.get(code="B12"), actor=staff)
    items.move_item(second.items.get(code="B8"), by=-1, actor=staff)
    deposited(second, actor=staff)
    found = open_ones(congress, staff)
    speeches, rest = "Tham luận, thảo luận", "Giải lao"
    assert [(each[0], each[1]) for each in found] == [
        (found[0][0], "moved"),
        (speeches, "field"),
        (rest, "removed"),
    ]
    key = str(script.lines.get(code="B9").key)
    scripts.keep_difference(script, key, "field", "minutes", "Chừa dự phòng.", actor=staff)
    gone = str(script.lines.get(code="B12").key)
    line_gone = script.lines.get(code="B12")
    scripts.edit_line(
        line_gone, {"words": "Mời đại hội nghỉ.", "note": "Có nước."}, revision=1, actor=staff
    )
    scripts.take_difference(script, gone, "removed", "", actor=staff)
    entry = Entry.objects.get(action="programme.take_difference")
    assert (entry.before["words"], entry.before["note"]) == ("Mời đại hội nghỉ.", "Có nước.")
    moved = found[0]
    scripts.take_difference(script, moved_key(script, moved[0]), "moved", "", actor=staff)
    assert open_ones(congress, staff) == []
    kept = script_page(congress.pk, viewer=staff).kept
    assert [(each.row.field, each.reason) for each in kept] == [("minutes", "Chừa dự phòng.")]
    with pytest.raises(Conflict) as refused:
        scripts.take_difference(script, gone, "removed", "", actor=staff)
    assert refused.value.code == "no_difference"


def moved_key(script: Script, title: str) -> str:
    return str(script.lines.get(title=title).key)


def test_a_kept_difference_is_asked_again_once_the_programme_changes(
    congress: Congress, staff: User, programme: Programme
) -> None:
    script = script_of(congress, actor=staff)
    second = reworked(programme, actor=staff)
    items.edit_item(second.items.get(code="B9"), {"minutes": 30}, actor=staff)
    key = str(script.lines.get(code="B9").key)
    deposited(second, actor=staff)
    scripts.keep_difference(script, key, "field", "minutes", "Chừa dự phòng.", actor=staff)
    third = reworked(second, actor=staff)
    items.edit_item(third.items.get(code="B9"), {"minutes": 25}, actor=staff)
    deposited(third, actor=staff)
    assert [each[2:] for each in open_ones(congress, staff)] == [("minutes", "34", "25")]


def test_refreshing_takes_everything_but_words_and_what_is_kept(
    congress: Congress, staff: User, programme: Programme
) -> None:
    script = script_of(congress, actor=staff)
    scripts.edit_line(line(script, "B9"), {"words": "Lời riêng."}, revision=1, actor=staff)
    second = reworked(programme, actor=staff)
    items.edit_item(second.items.get(code="B9"), {"minutes": 30}, actor=staff)
    deposited(second, actor=staff)
    script_of(congress, actor=staff)
    own = script.lines.get(code="B9")
    assert (own.minutes, own.words) == (30, "Lời riêng.")
    assert Script.objects.get().programme_id == second.pk


def test_no_script_is_final_before_the_programme_is_approved(
    congress: Congress, staff: User, secretary: User, programme: Programme
) -> None:
    script = script_of(congress, actor=staff)
    with pytest.raises(RuleBroken) as refused:
        scripts.finalise_script(script, revision=script.revision, actor=secretary)
    assert refused.value.code == "not_approved"
    assert [each.code for each in refused.value.findings] == ["not_approved"]
    approve(programme, secretary)
    final = scripts.finalise_script(script, revision=script.revision, actor=secretary)
    assert (final.is_final, final.override_reason, final.final_by) == (True, "", secretary)
    assert all(each.said for each in final.lines.all())
    with pytest.raises(Conflict) as fixed:
        scripts.edit_line(line(final, "B1"), {"words": "Khác."}, revision=1, actor=staff)
    assert fixed.value.code == "final"


def test_the_secretary_alone_goes_before_with_a_reason_that_is_kept(
    congress: Congress, staff: User, secretary: User, programme: Programme
) -> None:
    script = script_of(congress, actor=staff)
    committee = grant(Role.COMMITTEE_MEMBER, congress.organization)
    with pytest.raises(NotPermitted):
        scripts.finalise_script(
            script, revision=script.revision, reason="Cần in sớm.", actor=committee
        )
    scripts.finalise_script(script, revision=script.revision, reason="Cần in sớm.", actor=secretary)
    entry = Entry.objects.get(action="programme.finalise_script")
    assert entry.after["override_reason"] == "Cần in sớm."


def test_what_differs_keeps_a_script_from_being_final_whatever_the_reason(
    congress: Congress, staff: User, secretary: User, programme: Programme
) -> None:
    script = script_of(congress, actor=staff)
    scripts.edit_line(line(script, "B9"), {"conducted": "Ai đó"}, revision=1, actor=staff)
    approve(programme, secretary)
    script.refresh_from_db()
    with pytest.raises(RuleBroken) as refused:
        scripts.finalise_script(script, revision=script.revision, reason="Gấp.", actor=secretary)
    assert refused.value.code == "differences"


def test_staff_write_and_do_not_finalise_members_do_not_read(
    congress: Congress, staff: User, programme: Programme
) -> None:
    script = script_of(congress, actor=staff)
    with pytest.raises(NotPermitted):
        scripts.finalise_script(script, revision=script.revision, actor=staff)
    member = grant(Role.MEMBER, congress.organization)
    with pytest.raises(NotPermitted):
        script_page(congress.pk, viewer=member)
    with pytest.raises(NotFound):
        script_page(congress.pk, viewer=grant(Role.SECRETARY, PersonFactory.create().organization))


def test_two_who_edit_one_item_at_once(
    congress: Congress, staff: User, programme: Programme
) -> None:
    script = script_of(congress, actor=staff)
    scripts.edit_line(line(script, "B1"), {"words": "Một."}, revision=1, actor=staff)
    with pytest.raises(Conflict) as refused:
        scripts.edit_line(line(script, "B1"), {"words": "Hai."}, revision=1, actor=staff)
    assert refused.value.code == "outdated"
    assert line(script, "B1").words == "Một."


def test_script_and_words_become_papers(
    congress: Congress, staff: User, secretary: User, programme: Programme
) -> None:
    script = script_of(congress, actor=staff)
    paper, words = scripts.deposit_script(script, actor=staff)
    assert (paper.kind, words.kind) == ("KBDH", "LDCT")
    assert paper.source == f"programme.script:{congress.pk}"
    said = str(paper.body)
    assert "Diễn văn khai mạc" in said
    assert "07:30" in said
    again, _words = scripts.deposit_script(script, actor=staff)
    assert again.pk == paper.pk


def test_approval_rows_are_those_of_the_approvals_app(
    secretary: User, programme: Programme
) -> None:
    approve(programme, secretary)
    assert Decision.objects.get().submission == Submission.objects.get()


def test_words_of_lines_that_go_with_a_new_programme_stay_on_record(
    congress: Congress, staff: User, programme: Programme
) -> None:
    script = script_of(congress, actor=staff)
    scripts.edit_line(line(script, "B12"), {"words": "Mời nghỉ."}, revision=1, actor=staff)
    second = reworked(programme, actor=staff)
    items.remove_item(second.items.get(code="B12"), actor=staff)
    deposited(second, actor=staff)
    script_of(congress, actor=staff)
    entry = Entry.objects.filter(action="programme.build_script").latest("sequence")
    assert entry.before == {"removed": [{"title": "Giải lao", "words": "Mời nghỉ.", "note": ""}]}
    assert not script.lines.filter(code="B12").exists()


def test_two_who_name_the_conductors_at_once_do_not_overwrite_each_other(
    congress: Congress, staff: User
) -> None:
    one, two = (PersonFactory.create(organization=congress.organization) for _ in range(2))
    seen = conductors_seen(conductors_of(congress))
    conductors.set_conductors(congress, {"presidium": [one]}, seen=seen, actor=staff)
    with pytest.raises(Conflict) as refused:
        conductors.set_conductors(congress, {"presidium": [two]}, seen=seen, actor=staff)
    assert refused.value.code == "outdated"
    assert [each.person for each in conductors_of(congress)["presidium"]] == [one]
    now = conductors_seen(conductors_of(congress))
    conductors.set_conductors(congress, {"presidium": [two]}, seen=now, actor=staff)
    assert [each.person for each in conductors_of(congress)["presidium"]] == [two]


def test_the_form_of_conductors_shows_what_another_kept_meanwhile(
    congress: Congress, staff: User, client: Client
) -> None:
    people = [PersonFactory.create(organization=congress.organization) for _ in range(2)]
    for person in people:
        MembershipFactory.create(person=person)
    client.force_login(staff)
    address = reverse("programme:conductor_edit", args=[congress.pk])
    shown = client.get(address).context["form"]["seen"].value()
    conductors.set_conductors(congress, {"compere": [people[0]]}, actor=staff)
    mine = {"seen": shown, "compere": str(people[1].pk)}
    refused = client.post(address, mine)
    assert refused.status_code == 422
    assert f"Đang lưu: {people[0].full_name}" in refused.content.decode()
    again = mine | {"seen": refused.context["form"]["seen"].value()}
    assert client.post(address, again).status_code == 302
    assert [each.person for each in conductors_of(congress)["compere"]] == [people[1]]
