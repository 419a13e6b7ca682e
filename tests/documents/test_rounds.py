"""Opening, ending, extending rounds; who is asked, told and reminded; what their viewers see."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, NotPermitted, RuleBroken
from daihoi.documents.actions import opinions, rounds
from daihoi.documents.actions.texts import start_working
from daihoi.documents.models import OpinionRound
from daihoi.documents.queries import rounds as queries
from daihoi.documents.queries.audience import Audience, AudienceKind
from daihoi.documents.queries.places import Saying
from daihoi.notifications.models import Notice
from daihoi.organizations.models import Office
from daihoi.rules.documents import Means, RoundState
from tests.documents.asking import HEADING, Cell, cell
from tests.factories import PersonFactory, UnitFactory, UserFactory, grant

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Cell:
    return cell()


def asked(round_: OpinionRound) -> list[str]:
    rows = round_.participants.filter(person__isnull=False)
    return sorted(str(row.person) for row in rows.select_related("person"))


def test_opening_freezes_the_text_the_audience_and_the_state(place: Cell) -> None:
    place.member("Nông Thị Ngân")
    working = start_working(place.document, actor=place.head)
    opened = place.open(request="Góp ý vào phần chỉ tiêu.")
    working.refresh_from_db()
    assert opened.base_version == working
    assert working.frozen_at is not None
    assert (opened.number, opened.opened_from, opened.state) == (1, "draft", "open")
    assert place.document.state == "under_comment"
    assert asked(opened) == ["Nông Thị Ngân", "Vũ Đình Lập"]
    assert [row.unit for row in opened.participants.filter(person=None)] == [place.unit]
    entry = Entry.objects.get(action="documents.open_round")
    assert (entry.before, entry.after["asked"]) == ({"document_state": "draft"}, 2)
    assert entry.context == f"documents.document:{place.document.pk}"


def test_everybody_asked_is_told_with_a_link(place: Cell) -> None:
    member = place.member()
    opened = place.open()
    read = reverse("documents:round_read", kwargs={"pk": opened.pk})
    unit = reverse("documents:contribution_detail", kwargs={"pk": opened.pk, "unit": place.unit.pk})
    assert sorted(Notice.objects.values_list("user", "url")) == sorted(
        [(member.pk, read), (place.unit_head.pk, read), (place.unit_head.pk, unit)]
    )


def test_members_are_asked_by_their_status(place: Cell) -> None:
    for name, status in [
        ("Chính Thức", "official"),
        ("Dự Bị", "probationary"),
        ("Được Miễn", "exempted"),
        ("Đi Vắng", "away"),
        ("Mới Đến", "incoming_temporary"),
        ("Đình Chỉ", "suspended"),
    ]:
        place.person(name, status)
    PersonFactory.create(organization=place.organization, full_name="Ngoài Đảng")
    assert asked(place.open()) == sorted(
        ["Chính Thức", "Dự Bị", "Được Miễn", "Mới Đến", "Vũ Đình Lập"]
    )


def test_chosen_people_may_be_away_but_never_outside(place: Cell) -> None:
    away = place.person("Đi Vắng", "away")
    outside = PersonFactory.create(organization=place.organization, full_name="Ngoài Đảng")
    chosen = Audience(AudienceKind.CHOSEN, persons=frozenset({away.pk, outside.pk}))
    assert asked(place.open(audience=chosen)) == ["Đi Vắng"]


def test_the_committee_alone_can_be_asked(place: Cell) -> None:
    committee = place.person("Chi Ủy Viên")
    place.person("Đảng Viên")
    Office.objects.create(person=committee, kind="committee_member", title="Chi ủy viên")
    past = place.person("Chi Ủy Khóa Trước")
    Office.objects.create(
        person=past, kind="committee_member", title="Chi ủy viên", ends_on=date(2015, 1, 1)
    )
    assert asked(place.open(audience=Audience(AudienceKind.COMMITTEE))) == ["Chi Ủy Viên"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"opens_on": date(2020, 3, 9), "closes_on": date(2020, 3, 8)},
        {"means": []},
        {"audience": Audience(AudienceKind.NOBODY)},
    ],
)
def test_a_round_that_makes_no_sense_is_refused_whole(
    place: Cell, wrong: dict[str, object]
) -> None:
    with pytest.raises(RuleBroken):
        place.open(**wrong)
    place.document.refresh_from_db()
    assert place.document.state == "draft"
    assert not OpinionRound.objects.exists()
    assert not Notice.objects.exists()
    place.open(closes_on=clock.today())  # a round of one day is a round


def test_one_unclosed_round_a_document(place: Cell) -> None:
    place.open()
    with pytest.raises(Conflict):
        place.open()
    assert OpinionRound.objects.count() == 1


def test_only_those_who_manage_open_a_round(place: Cell) -> None:
    with pytest.raises(NotPermitted):
        rounds.open_round(
            place.document,
            opens_on=clock.today(),
            closes_on=clock.today(),
            means=[Means.ONLINE],
            actor=place.member(),
        )
    stranger = grant(Role.SECRETARY, cell().organization)
    with pytest.raises(NotFound):
        queries.get_round(place.open().pk, viewer=stranger)


def test_sections_are_marked_for_the_units_people(place: Cell) -> None:
    member = place.member()
    elsewhere = UnitFactory.create(organization=place.organization, name="Văn phòng")
    colleague = place.member("Lộc Văn Sơn", unit=elsewhere)
    key = place.block(HEADING).key
    opened = place.open(sections={key: [place.unit.pk]})
    assert queries.my_sections(opened, viewer=member) == {key.hex}
    assert queries.my_sections(opened, viewer=colleague) == set()


def test_a_round_ends_by_hand_or_by_itself(place: Cell) -> None:
    opened = place.open()
    rounds.end_round(opened, actor=place.head)
    opened.refresh_from_db()
    assert opened.state == "ended"
    assert opened.ended_at is not None
    with pytest.raises(Conflict):
        rounds.end_round(opened, actor=place.head)
    other = cell()
    past = other.open(opens_on=date(2020, 3, 1), closes_on=date(2020, 3, 2))
    page = queries.get_round(past.pk, viewer=other.head)
    assert (page.state, past.state) == (RoundState.ENDED, "open")
    assert (page.can.end, page.can.close, page.can.record_paper) == (False, True, True)
    with pytest.raises(Conflict):
        rounds.end_round(past, actor=other.head)


def test_ending_a_round_proposes_groups_of_alike_opinions(place: Cell) -> None:
    said = ("Nên nêu số liệu thi hành án.", "Nêu số liệu thi hành án!", "Thêm lớp bồi dưỡng.")
    members = [place.member() for _ in said]
    opened = place.open()
    for text, member in zip(said, members, strict=True):
        opinions.add_opinion(opened, Saying(text), actor=member)
    ended = rounds.end_round(opened, actor=place.head)
    assert ended.grouped_at is not None
    assert [each.alike_count for each in opened.opinions.order_by("pk")] == [1, 0, 0]


def test_an_open_round_can_be_given_a_later_last_day(place: Cell) -> None:
    member = place.member()
    opened = place.open()
    later = opened.closes_on + timedelta(days=3)
    for wrong in (
        {"closes_on": opened.closes_on, "reason": "x"},
        {"closes_on": later, "reason": " "},
    ):
        with pytest.raises(RuleBroken):
            rounds.extend_round(opened, actor=place.head, **wrong)
    rounds.extend_round(opened, closes_on=later, reason="Chờ ý kiến phòng", actor=place.head)
    opened.refresh_from_db()
    assert opened.closes_on == later
    told = Notice.objects.filter(topic=f"documents.round:{opened.pk}:extended")
    assert sorted(notice.user_id for notice in told) == sorted([member.pk, place.unit_head.pk])
    entry = Entry.objects.get(action="documents.extend_round")
    assert entry.after == {"closes_on": later.isoformat(), "reason": "Chờ ý kiến phòng"}


def test_a_reminder_reaches_the_silent_once_a_day(place: Cell) -> None:
    silent, spoken = place.member("Im Lặng"), place.member("Đã Nói")
    opened = place.open()
    opinions.add_opinion(opened, Saying("Nhất trí."), actor=spoken)
    assert rounds.remind(opened, actor=place.head) == 2
    told = Notice.objects.filter(topic__contains=":reminder:")
    assert sorted(notice.user_id for notice in told) == sorted([silent.pk, place.unit_head.pk])
    with pytest.raises(Conflict):
        rounds.remind(opened, actor=place.head)
    with pytest.raises(NotPermitted):
        rounds.remind(opened, actor=silent)


def test_members_see_counts_by_unit_the_committee_sees_names(place: Cell) -> None:
    member = place.member()
    opened = place.open()
    opinions.add_opinion(opened, Saying("Nhất trí."), actor=member)
    page = queries.get_round(opened.pk, viewer=member)
    seen = queries.progress_of(opened, with_names=page.can.see_names)
    assert (seen.asked, seen.answered) == (2, 1)
    assert [(u.name, u.asked, u.answered, u.people) for u in seen.units] == [
        ("Phòng Nghiệp vụ", 2, 1, [])
    ]
    committee = grant(Role.COMMITTEE_MEMBER, place.organization)
    page = queries.get_round(opened.pk, viewer=committee)
    seen = queries.progress_of(opened, with_names=page.can.see_names)
    assert [(p.name, p.answered) for p in seen.units[0].people] == [
        ("Vũ Đình Lập", False),
        ("Nông Thị Ngân", True),
    ]


def test_the_pages_of_a_round_open_for_its_people(place: Cell, client: Client) -> None:
    member = place.member()
    opened = place.open()
    for user, names in [
        (member, ["round_detail", "round_read"]),
        (
            place.head,
            ["round_detail", "round_read", "round_extend", "paper_opinion_add", "opinion_import"],
        ),
    ]:
        client.force_login(user)
        for name in names:
            response = client.get(reverse(f"documents:{name}", kwargs={"pk": opened.pk}))
            assert response.status_code == 200, name
    client.force_login(member)
    for name in ("round_extend", "paper_opinion_add", "opinion_import"):
        assert client.get(reverse(f"documents:{name}", kwargs={"pk": opened.pk})).status_code == 403
    client.force_login(UserFactory.create())
    for name in ("round_detail", "round_read", "round_extend", "paper_opinion_add"):
        assert client.get(reverse(f"documents:{name}", kwargs={"pk": opened.pk})).status_code == 404


def test_a_round_is_opened_in_the_browser(place: Cell, client: Client) -> None:
    place.member()
    client.force_login(place.head)
    url = reverse("documents:round_open", kwargs={"pk": place.document.pk})
    assert client.get(url).status_code == 200
    key = place.block(HEADING).key.hex
    sent = {
        "opens_on": "2020-03-20",
        "closes_on": "2020-03-19",
        "means": ["online", "written"],
        "audience": "members",
        "units": [str(place.unit.pk)],
        f"sections_{place.unit.pk}": [key],
    }
    refused = client.post(url, sent)
    assert "closes_on" in refused.context["form"].errors
    response = client.post(url, sent | {"closes_on": "2099-03-20"})
    opened = OpinionRound.objects.get()
    assert response["Location"] == reverse("documents:round_detail", kwargs={"pk": opened.pk})
    assert (opened.names_shown, opened.means) == (False, ["online", "written"])
    assert [section.key.hex for section in opened.sections.all()] == [key]


def test_the_bar_is_a_fragment_for_htmx(place: Cell, client: Client) -> None:
    opened = place.open()
    client.force_login(place.head)
    url = reverse("documents:round_detail", kwargs={"pk": opened.pk})
    fragment = client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert fragment.strip().startswith("<div")
    assert 'id="round-progress"' in fragment


@pytest.mark.parametrize("members", [1, 3])
def test_the_page_of_a_round_asks_a_constant_number_of_queries(
    place: Cell, members: int, django_assert_num_queries: Any
) -> None:
    for number in range(members):
        place.member(f"Người {number}", unit=UnitFactory.create(organization=place.organization))
    opened = place.open()
    with django_assert_num_queries(3):
        page = queries.get_round(opened.pk, viewer=place.head)
        seen = queries.progress_of(page.round, with_names=page.can.see_names)
    assert len(seen.units) == members + 1
