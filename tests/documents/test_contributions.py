"""A department's contribution: items, signature, and what becomes of them."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base.errors import Conflict, NotPermitted, RuleBroken
from daihoi.documents.actions import contributions, opinions, rounds
from daihoi.documents.models import Contribution, ContributionItem, OpinionRound
from daihoi.documents.queries.audience import Audience, AudienceKind
from daihoi.documents.queries.places import Saying
from tests.documents.asking import Cell, cell
from tests.factories import UnitFactory, grant

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Cell:
    return cell()


def add(place: Cell, opened: OpinionRound, text: str, **fields: Any) -> ContributionItem:
    saying = Saying(text, block=place.block().key)
    return contributions.add_item(opened, place.unit, saying, actor=place.unit_head, **fields)


def test_signing_turns_all_items_into_opinions_of_the_unit(place: Cell) -> None:
    opened = place.open()
    for text in ("Mục một.", "Mục hai.", "Mục hai."):
        add(place, opened, text)
    own = Contribution.objects.get()
    assert (own.items.count(), own.responsible) == (2, place.unit_head.person)
    assert opened.opinions.count() == 0
    contributions.sign(own, items=2, actor=place.unit_head)
    made = list(opened.opinions.order_by("pk"))
    assert [(each.text, each.source, each.unit, each.contribution) for each in made] == [
        ("Mục một.", "unit", place.unit, own),
        ("Mục hai.", "unit", place.unit, own),
    ]
    assert [each.place_label for each in made] == ["Đoạn 1 · III"] * 2
    opened.refresh_from_db()
    assert opened.opinions_count == 2
    assert opened.participants.get(person=None).answered_at is not None
    assert Entry.objects.filter(action="documents.add_opinion").count() == 2
    with pytest.raises(Conflict):
        contributions.sign(own, items=2, actor=place.unit_head)
    with pytest.raises(Conflict):
        add(place, opened, "Mục muộn.")


def test_what_was_not_seen_is_not_signed(place: Cell) -> None:
    opened = place.open()
    item = add(place, opened, "Mục một.")
    own = item.contribution
    with pytest.raises(Conflict):
        contributions.sign(own, items=2, actor=place.unit_head)
    contributions.edit_item(item, Saying("Mục đã sửa."), revision=1, actor=place.unit_head)
    with pytest.raises(Conflict):  # a page read before that
        contributions.edit_item(item, Saying("Mục cũ."), revision=1, actor=place.unit_head)
    item.refresh_from_db()
    assert (item.text, item.place_kind, item.revision) == ("Mục đã sửa.", "whole", 2)
    contributions.remove_item(item, actor=place.unit_head)
    with pytest.raises(RuleBroken):
        contributions.sign(own, items=0, actor=place.unit_head)
    assert opened.opinions.count() == 0


def test_only_the_responsible_of_a_unit_that_is_asked(place: Cell) -> None:
    opened = place.open(audience=Audience(AudienceKind.MEMBERS))
    with pytest.raises(NotPermitted):
        add(place, opened, "Không được hỏi.")
    other = cell()
    asked = other.open()
    elsewhere = UnitFactory.create(organization=other.organization, name="Phòng khác")
    with pytest.raises(NotPermitted):
        contributions.add_item(
            asked, other.unit, Saying("Ngoài."), actor=grant(Role.UNIT_HEAD, elsewhere)
        )


def test_after_signing_each_opinion_can_be_corrected_until_the_end(place: Cell) -> None:
    opened = place.open()
    own = add(place, opened, "Mục một.").contribution
    contributions.sign(own, items=1, actor=place.unit_head)
    opinion = opened.opinions.get()
    opinions.edit_opinion(opinion, Saying("Sửa lại."), revision=1, actor=place.unit_head)
    opinion.refresh_from_db()
    assert (opinion.text, opinion.source) == ("Sửa lại.", "unit")
    with pytest.raises(NotPermitted):
        opinions.withdraw_opinion(opinion, revision=2, actor=place.member())
    rounds.end_round(opened, actor=place.head)
    with pytest.raises(Conflict):
        opinions.withdraw_opinion(opinion, revision=2, actor=place.unit_head)


def test_the_contribution_is_written_and_signed_in_the_browser(place: Cell, client: Client) -> None:
    opened = place.open()
    client.force_login(place.unit_head)
    url = reverse("documents:contribution_detail", kwargs={"pk": opened.pk, "unit": place.unit.pk})
    assert client.get(url).status_code == 200
    client.post(url, {"text": "Mục một.", "block": place.block().key.hex})
    item = ContributionItem.objects.get()
    edit = reverse("documents:contribution_item_edit", kwargs={"pk": item.pk})
    assert client.get(edit).status_code == 200
    edited = {"text": "Mục một, sửa.", "block": place.block().key.hex, "revision": "1"}
    client.post(edit, edited)
    own = item.contribution
    sign = reverse("documents:contribution_sign", kwargs={"pk": own.pk})
    assert client.post(sign, {"items": "1"})["Location"] == url
    assert "Mục một, sửa." in client.get(url).content.decode()
    assert opened.opinions.get().text == "Mục một, sửa."
    client.force_login(place.member())
    for address in (url, edit):
        assert client.get(address).status_code == 404
