"""What documents show on the first page, in the navigation and in the search."""

from datetime import date, timedelta

import pytest
from django.test import Client

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.base import clock, offers
from daihoi.documents.actions import contributions, opinions, rounds
from daihoi.documents.models import Document
from daihoi.documents.queries.places import Saying
from daihoi.registry.queries.boilerplate import filled, passages
from tests.documents.asking import Cell, cell
from tests.factories import UserFactory, grant

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Cell:
    return cell()


def waiting(user: User) -> list[str]:
    return [str(row.title) for row in offers.waiting(_of_a_new_request(user))]


def late(user: User) -> list[str]:
    return [str(row.title) for row in offers.late(_of_a_new_request(user))]


def _of_a_new_request(user: User) -> User:
    """What was read for a request hangs on its user."""
    return User.objects.get(pk=user.pk)


def test_who_is_asked_finds_the_round_until_she_has_answered(place: Cell) -> None:
    member = place.member()
    opened = place.open()
    assert waiting(member) == ["Góp ý lần 1"]
    opinions.add_opinion(opened, Saying("Nhất trí."), actor=member)
    assert waiting(member) == []
    assert waiting(place.head) == ["Trả lời 1 ý kiến, lần 1"]


def test_the_unsigned_contribution_waits_for_its_head(place: Cell) -> None:
    opened = place.open()
    title = "Bản góp ý của Phòng Nghiệp vụ chưa ký"
    assert title in waiting(place.unit_head)
    item = contributions.add_item(opened, place.unit, Saying("Một mục."), actor=place.unit_head)
    contributions.sign(item.contribution, items=1, actor=place.unit_head)
    assert title not in waiting(place.unit_head)


def test_an_ended_round_without_unanswered_waits_to_be_closed(place: Cell) -> None:
    opened = place.open()
    assert waiting(place.head) == []
    rounds.end_round(opened, actor=place.head)
    assert waiting(place.head) == ["Đóng đợt lấy ý kiến lần 1"]


def test_unanswered_opinions_after_the_last_day_are_late(place: Cell) -> None:
    member = place.member()
    opened = place.open()
    opinions.add_opinion(opened, Saying("Nhất trí."), actor=member)
    assert late(place.head) == []
    type(opened).objects.update(
        opens_on=clock.today() - timedelta(days=3), closes_on=clock.today() - timedelta(days=1)
    )
    assert late(place.head) == ["Tiếp thu, giải trình ý kiến lần 1"]
    assert late(member) == []


def test_an_overdue_last_revision_is_late_for_those_who_make_it(place: Cell) -> None:
    Document.objects.update(state="last_revision", last_revision_due_on=date(2020, 1, 1))
    assert late(place.head) == ["Chỉnh sửa lần cuối"]
    assert late(place.member()) == []


def test_the_card_of_an_open_round_has_a_bar_per_unit(place: Cell) -> None:
    member = place.member()
    opinions.add_opinion(place.open(), Saying("Nhất trí."), actor=member)
    (panel,) = [each for each in offers.panels(member) if "round_panel" in each.template]
    bars = [(unit.name, unit.answered, unit.asked) for unit in panel.context["units"]]
    assert (bars, panel.context["answered"], panel.context["asked"]) == (
        [("Phòng Nghiệp vụ", 1, 2)],
        1,
        2,
    )


def test_only_readers_follow_a_round_and_its_text(place: Cell) -> None:
    member, stranger = place.member(), UserFactory.create()
    opened = place.open()
    for topic in (f"documents.round:{opened.pk}", f"documents.version:{place.version.pk}"):
        assert offers.may_follow(member, topic)
        assert not offers.may_follow(stranger, topic)
    assert not offers.may_follow(member, "documents.round:x")


def test_a_superior_has_the_documents_entry_but_no_opinions(place: Cell) -> None:
    superior = grant(Role.SUPERIOR, place.organization)
    place.open()
    labels = [str(entry.label) for entry in offers.navigation(superior)]
    assert "Văn kiện" in labels
    assert "Ý kiến của tôi" not in labels
    assert [panel for panel in offers.panels(superior) if "round_panel" in panel.template] == []
    assert "Ý kiến của tôi" in [str(entry.label) for entry in offers.navigation(place.member())]


def test_a_superior_reads_whose_each_document_is(place: Cell) -> None:
    place.open()
    client = Client()
    for role, told in ((Role.SUPERIOR, True), (Role.SECRETARY, False)):
        client.force_login(grant(role, place.organization))
        page = client.get("/").content.decode()
        card = page[page.index('id="documents-panel-title"') :]
        assert place.document.title in card
        assert (f'<p class="row-note">{place.organization.name}</p>' in card) is told


def test_a_place_in_an_order_is_a_word_not_a_figure_with_a_nought(place: Cell) -> None:
    opened = place.open()
    congress = opened.document.congress
    opened.document.kind = "BCCT"
    opened.document.save()
    opened.number = 4
    opened.save()
    facts = offers.facts_of(congress, clock.today())
    assert facts["số lần lấy ý kiến báo cáo chính trị"] == "04"
    assert facts["thứ tự lần lấy ý kiến báo cáo chính trị"] == "thứ tư"
    texts = [each.text for each in passages(congress.organization)]
    said = "".join(filled(text, congress).text for text in texts)
    assert "ý kiến lần thứ tư" in said
    assert "lần thứ 0" not in said
