"""Boilerplate: what comes with the house, taken over, published, filled, put into a paper."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base.errors import Conflict, NotFound, NotPermitted, RuleBroken
from daihoi.congresses.models import TargetGroup
from daihoi.papers.fields import texts_of
from daihoi.registry.actions import boilerplate as actions
from daihoi.registry.models import Passage, Purpose
from daihoi.registry.queries import boilerplate as queries
from daihoi.registry.queries.filling import template_of
from daihoi.registry.skeletons.boilerplate import house_passages
from daihoi.rules.outcomes import groups_in
from tests.congresses.preparing import on, user_of
from tests.factories import grant
from tests.registry.writing import Writing

pytestmark = pytest.mark.django_db

WORDS = {
    "purpose": "closing",
    "title": "Câu kết của ta",
    "text": "Tin tưởng {{đại hội}} thành công.",
}


@pytest.fixture
def office() -> Iterator[Writing]:
    with on():
        yield Writing()


@pytest.fixture
def superior(office: Writing) -> User:
    return grant(Role.SUPERIOR, office.cell.parent)


def add(office: Writing, *, actor: User | None = None, source: str = "", **values: Any) -> Passage:
    at = office.cell if actor in {None, office.boss} else office.cell.parent
    return actions.add_passage(at, {**WORDS, **values}, source=source, actor=actor or office.boss)


# -- the house's own -----------------------------------------------------------------------------


@pytest.mark.parametrize("key", list(house_passages()))
def test_a_house_passage_is_sound(key: str) -> None:
    told = house_passages()[key]
    assert told.purpose in Purpose.values
    assert queries.problems_of_passage(told.text) == []
    assert (told.purpose == "script") == bool(told.item)
    assert set(told.outcomes) <= set(TargetGroup.values)
    if told.purpose == Purpose.CLOSING:
        assert set(groups_in(told.text)) <= set(told.outcomes)
    assert told.text == told.text.strip() != ""


def test_every_item_of_the_usual_programme_has_words() -> None:
    items = {told.item for told in house_passages().values() if told.item}
    assert items == {"0", *(f"A{n}" for n in range(1, 7)), *(f"B{n}" for n in range(1, 23))}


def test_every_purpose_has_a_passage_and_every_group_of_targets_a_closing_sentence() -> None:
    told = house_passages().values()
    assert {each.purpose for each in told} == set(Purpose.values)
    assert {code for each in told for code in each.outcomes} == set(TargetGroup.values)


# -- taken over, changed, published --------------------------------------------------------------


def test_one_taken_over_stands_in_the_place_of_the_houses(office: Writing) -> None:
    before = queries.passages(office.cell, "significance")
    made = add(office, source="y-nghia-dot-sinh-hoat", purpose="significance", title="Ý nghĩa")
    after = queries.passages(office.cell, "significance")
    assert [each.title for each in after] == ["Ý nghĩa", *(e.title for e in before[1:])]
    assert (after[0].key, after[0].owner) == (f"c{made.pk}", office.cell.short_name)
    entry = Entry.objects.get(action="registry.add_passage")
    assert entry.after["source"] == "y-nghia-dot-sinh-hoat"
    actions.remove_passage(made, actor=office.boss)
    assert queries.passages(office.cell, "significance") == before


def test_a_change_is_kept_and_told(office: Writing) -> None:
    made = add(office)
    actions.edit_passage(made, {**WORDS, "text": "Câu khác."}, revision=1, actor=office.boss)
    kept = Passage.objects.get(pk=made.pk)
    assert (kept.text, kept.revision) == ("Câu khác.", 2)
    entry = Entry.objects.get(action="registry.edit_passage")
    assert (entry.before["text"], entry.after["text"]) == (WORDS["text"], "Câu khác.")
    with pytest.raises(Conflict):
        actions.edit_passage(made, WORDS, revision=1, actor=office.boss)


def test_a_superior_publishes_to_those_below(office: Writing, superior: User) -> None:
    made = add(office, actor=superior)
    key = f"c{made.pk}"
    with pytest.raises(NotFound):
        queries.passage(office.cell, key)
    actions.publish_passage(made, actor=superior)
    assert queries.passage(office.cell, key).title == WORDS["title"]
    with pytest.raises(Conflict):
        actions.publish_passage(made, actor=superior)
    with pytest.raises(Conflict):
        actions.remove_passage(made, actor=superior)
    actions.withdraw_passage(made, actor=superior)
    with pytest.raises(NotFound):
        queries.passage(office.cell, key)
    with pytest.raises(Conflict):
        actions.withdraw_passage(made, actor=superior)


def test_nobody_changes_the_words_of_another(office: Writing, superior: User) -> None:
    theirs, own = add(office, actor=superior), add(office)
    with pytest.raises(NotFound):
        actions.edit_passage(theirs, WORDS, revision=1, actor=office.boss)
    with pytest.raises(NotPermitted):
        actions.edit_passage(own, WORDS, revision=1, actor=user_of(office.one))
    with pytest.raises(NotPermitted):
        actions.remove_passage(own, actor=superior)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"title": " "}, RuleBroken),
        ({"text": "\n"}, RuleBroken),
        ({"text": "a" * 20_001}, RuleBroken),
        ({"text": "Kính mời {{nguoi duoc moi}}."}, RuleBroken),
        ({"text": "Kính mời {{đại hội."}, RuleBroken),
        ({"purpose": "khac"}, NotFound),
        ({"outcomes": ["khac"]}, NotFound),
        ({"source": "khong-co"}, NotFound),
    ],
)
def test_what_cannot_be_used_is_refused(office: Writing, change: Any, refusal: Any) -> None:
    add(office, title="Câu khác")
    with pytest.raises(refusal):
        add(office, **change)
    assert Passage.objects.count() == 1


def test_a_title_stands_once_for_a_purpose(office: Writing) -> None:
    add(office)
    add(office, purpose="news")
    with pytest.raises(Conflict):
        add(office)


# -- filled --------------------------------------------------------------------------------------


def test_a_passage_is_filled_from_data_and_its_gaps_stay_visible(office: Writing) -> None:
    text = "Tin tưởng {{ĐẠI HỘI}}.\n- {{người thực hiện}}\n- {{địa điểm đại hội}}"
    made = queries.filled(text, office.congress, values={"Người thực hiện": "đồng chí Bình"})
    name = queries.filled("{{đại hội}}", office.congress).text
    assert made.text == f"Tin tưởng {name.upper()}.\nđồng chí Bình\n[địa điểm đại hội]"
    assert made.gaps == ("[địa điểm đại hội]",)


def test_what_somebody_typed_for_all_papers_fills_passages_too(office: Writing) -> None:
    paper = office.make()
    paper.values = {"địa điểm đại hội": "hội trường"}
    paper.save()
    assert queries.filled("{{địa điểm đại hội}}", office.congress).text == "hội trường"


def test_own_words_of_an_item_come_before_the_houses(office: Writing) -> None:
    words = queries.script_words(office.cell)
    assert "diễn văn khai mạc" in words["B4"]
    assert "Z9" not in words
    add(office, purpose="script", item="B4", text="“Mời {{người thực hiện}}.”")
    assert queries.script_words(office.cell)["B4"] == "“Mời {{người thực hiện}}.”"


# -- pages ---------------------------------------------------------------------------------------


def test_closing_words_stand_beside_the_targets_they_answer_to(office: Writing) -> None:
    office.congress.targets.create(group="party_building", text="Kết nạp 15 đảng viên")
    office.congress.targets.create(group="mass", text="Công đoàn vững mạnh", year=2021)
    add(office, outcomes=["party_building"])
    page = queries.library(office.cell.pk, "closing", viewer=office.boss)
    found = {row.group: row for row in page.outcomes}
    assert found[TargetGroup.PARTY_BUILDING].targets == ["Kết nạp 15 đảng viên (cả nhiệm kỳ)"]
    assert found[TargetGroup.PARTY_BUILDING].named_in[0] == WORDS["title"]
    assert found[TargetGroup.MASS].targets == ["Công đoàn vững mạnh (2021)"]
    assert found[TargetGroup.UNITY].targets == []
    assert page.rows[0].can_edit
    assert not page.rows[1].can_edit


def test_a_member_reads_the_library_and_keeps_nothing(office: Writing, client: Client) -> None:
    client.force_login(user_of(office.one))
    url = reverse("registry:passage_list", args=[office.cell.pk])
    answer = client.get(url).content.decode()
    assert "Đợt sinh hoạt chính trị trong toàn chi bộ" in answer
    assert "Lấy về sửa" not in answer
    assert client.get(reverse("registry:passage_add", args=[office.cell.pk])).status_code == 403


def test_a_house_passage_is_taken_over_on_the_page(office: Writing, client: Client) -> None:
    client.force_login(office.boss)
    url = reverse("registry:passage_add", args=[office.cell.pk])
    form = client.get(f"{url}?tu=tin-tuong-thanh-cong").context["form"]
    data = {**form.initial, "text": "Tin tưởng vào {{đại hội}}."}
    assert client.post(url, data).status_code == 302
    made = Passage.objects.get()
    assert (made.source, made.outcomes) == ("tin-tuong-thanh-cong", ["unity"])
    bad = client.post(url, {**data, "title": "Khác", "text": "{{đại hộ}}", "source": ""})
    assert bad.status_code == 422
    assert "gần nhất là “đại hội”" in bad.content.decode()


def test_an_outdated_change_shows_what_is_kept(office: Writing, client: Client) -> None:
    made = add(office)
    client.force_login(office.boss)
    url = reverse("registry:passage_edit", args=[made.pk])
    data = {**WORDS, "revision": "1"}
    client.post(url, {**data, "text": "Một."})
    answer = client.post(url, {**data, "text": "Hai."})
    assert answer.status_code == 422
    assert "Đang lưu: Một." in answer.content.decode()
    assert Passage.objects.get().text == "Một."


def test_the_library_grows_without_more_queries(
    office: Writing, client: Client, django_assert_num_queries: Any
) -> None:
    client.force_login(office.boss)
    url = reverse("registry:passage_list", args=[office.cell.pk])
    asked = []
    for number in range(3):
        add(office, purpose="significance", title=f"Câu {number}")
        with CaptureQueriesContext(connection) as found:
            assert client.get(url).status_code == 200
        asked.append(len(found))
        with django_assert_num_queries(1):
            queries.passages(office.cell, "significance")
    assert len(set(asked)) == 1


# -- put into a paper ----------------------------------------------------------------------------


def insert(client: Client, url: str, **data: Any) -> str:
    """The text of the paper's page after the button that inserts was pressed."""
    answer = client.post(url, {"insert": "1", "revision": "1", **data})
    text: str = answer.context["form"]["blocks"].value()
    return text


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({}, "# A\nMột\n# B\nHai\nX"),
        ({"place": "dau"}, "X\n# A\nMột\n# B\nHai"),
        ({"place": "3"}, "# A\nMột\n# B\nX\nHai"),
        ({"at": "5"}, "# A\nMột\nX\n# B\nHai"),
        ({"place": "99"}, "# A\nMột\n# B\nHai"),
        ({"passage": ""}, "# A\nMột\n# B\nHai"),
    ],
)
def test_a_passage_is_put_where_it_is_asked_and_nothing_typed_is_lost(
    office: Writing, client: Client, where: dict[str, str], expected: str
) -> None:
    made = add(office, text="X")
    paper = office.make()
    client.force_login(office.boss)
    url = reverse("registry:paper_edit", args=[paper.pk])
    texts = {"blocks": "# A\r\nMột\r\n# B\r\nHai", "passage": f"c{made.pk}", **where}
    assert insert(client, url, **texts).replace("\r\n", "\n") == expected
    assert texts_of(template_of(paper.__class__.objects.get(pk=paper.pk))) == texts_of(
        template_of(paper)
    )


def test_only_passages_that_a_paper_can_fill_are_offered(office: Writing) -> None:
    titles = [each.title for each in queries.passages_for_papers(office.cell)]
    assert "Tuyên bố khai mạc" in titles
    assert "Diễn văn khai mạc" not in titles  # needs who performs the item
