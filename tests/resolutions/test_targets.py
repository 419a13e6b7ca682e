"""Targets of the adopted resolution are those that the congress follows, and no others (S7)."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base import clock, offers
from daihoi.base.errors import Conflict, NotPermitted, RuleBroken
from daihoi.congresses.actions import targets as actions
from daihoi.congresses.queries.targets import TargetPage, target_page
from daihoi.resolutions.actions import drafts, votes
from daihoi.resolutions.models import Resolution
from tests.elections.holding import Holding
from tests.factories import grant
from tests.resolutions.drafting import adopted, clause

pytestmark = pytest.mark.django_db
PREPARED = {"group": "unity", "text": "Chi bộ giữ vững đoàn kết.", "year": None}
RESULT = {"year": 2020, "text": "Dịch bệnh.", "value": "68 %", "is_met": False}


def on(year: int, month: int, day: int) -> datetime:
    return timezone.make_aware(datetime(year, month, day, 9))  # noqa: DTZ001 - made aware


def page_of(case: Holding) -> TargetPage:
    return target_page(case.congress.pk, viewer=case.boss)


def test_each_target_of_the_adopted_text_is_followed_by_the_congress(
    case: Holding, resolution: Resolution
) -> None:
    assert not case.congress.targets.exists()
    adopted(resolution, case)
    told = ("group", "text", "amount", "unit", "year", "clause_key")
    assert list(case.congress.targets.order_by("position").values_list(*told)) == [
        (each.group, each.text, each.amount, each.unit, each.year, each.key)
        for each in resolution.clauses.filter(kind="target").order_by("position")
    ]
    assert case.congress.targets.count() == 3
    entry = Entry.objects.get(action="congresses.adopt_targets")
    assert entry.after["targets"][0] == "Tỷ lệ thi hành xong về việc"
    assert page_of(case).is_adopted


def test_taking_them_over_again_makes_none_twice(case: Holding, resolution: Resolution) -> None:
    done = adopted(resolution, case)
    before = list(case.congress.targets.values_list("pk", "text"))
    told = [each.told for each in done.clauses.filter(kind="target").order_by("position")]
    actions.adopt_targets(case.congress, told, actor=case.boss)
    assert list(case.congress.targets.values_list("pk", "text")) == before


def test_what_the_resolution_leaves_out_stands_aside_and_is_not_followed(
    case: Holding, resolution: Resolution, client: Client
) -> None:
    left_out = actions.add_target(case.congress, PREPARED, actor=case.boss)
    adopted(resolution, case)
    page = page_of(case)
    assert ([row.target for row in page.aside], page.count) == ([left_out], 3)
    assert [each.group for each in page.without] == ["unity"]
    with pytest.raises(Conflict) as refused:
        actions.note_result(left_out, RESULT, actor=case.boss)
    assert refused.value.code == "left_out"
    client.force_login(case.boss)
    shown = client.get(reverse("congresses:target_list", args=[case.congress.pk])).content.decode()
    aside = shown.split("Không có trong nghị quyết đã thông qua", 1)[1]
    assert PREPARED["text"] in aside
    assert reverse("congresses:target_follow", args=[left_out.pk]) not in shown


def test_a_prepared_target_becomes_the_adopted_one_though_its_words_were_changed(
    case: Holding,
) -> None:
    rate = {"group": "professional", "text": "Thi hành xong", "amount": "80", "unit": "%"}
    first = actions.add_target(case.congress, rate | {"year": 2020}, actor=case.boss)
    second = actions.add_target(case.congress, PREPARED, actor=case.boss)
    noted = actions.add_target(case.congress, rate | {"year": None}, actor=case.boss)
    actions.note_result(noted, RESULT, actor=case.boss)
    made = drafts.begin_resolution(case.congress, "Nghị quyết", actor=case.boss)
    drafts.edit_clause(clause(made, "Chi bộ"), {"text": "Chi bộ đoàn kết."}, actor=case.boss)
    of_term = made.clauses.get(text=rate["text"], year=None)
    of_term.resolution = made
    drafts.edit_clause(of_term, {"amount": "85"}, actor=case.boss)
    adopted(made, case)
    told = [(row.target.pk, row.target.text, row.target.amount) for row in page_of(case).rows]
    assert told[0] == (first.pk, "Thi hành xong", "80")
    assert told[2] == (second.pk, "Chi bộ đoàn kết.", "")
    # One whose result is noted keeps its words: the changed one is a new target.
    assert told[1][1:] == ("Thi hành xong", "85")
    assert [row.target.pk for row in page_of(case).aside] == [noted.pk]


def test_targets_of_an_adopted_text_are_changed_nowhere(
    case: Holding, resolution: Resolution
) -> None:
    adopted(resolution, case)
    target = case.congress.targets.earliest("position")
    for change in (
        lambda: actions.add_target(case.congress, PREPARED, actor=case.boss),
        lambda: actions.edit_target(target, PREPARED, actor=case.boss),
        lambda: actions.remove_target(target, actor=case.boss),
    ):
        with pytest.raises(Conflict) as refused:
            change()
        assert refused.value.code == "adopted"
    assert not page_of(case).can_change
    assert case.congress.targets.count() == 3


def test_a_resolution_without_targets_leaves_the_prepared_ones(case: Holding) -> None:
    made = drafts.begin_resolution(case.congress, "Nghị quyết", actor=case.boss)
    drafts.add_clause(made, "text", {"text": "Thông qua báo cáo."}, actor=case.boss)
    prepared = actions.add_target(case.congress, PREPARED, actor=case.boss)
    adopted(made, case)
    page = page_of(case)
    assert ([row.target for row in page.rows], page.aside) == ([prepared], [])


def test_only_who_writes_the_resolution_hands_them_over(case: Holding) -> None:
    with pytest.raises(NotPermitted):
        actions.adopt_targets(case.congress, [], actor=grant(Role.MEMBER, case.cell))


def test_a_refused_adoption_hands_nothing_over(case: Holding, resolution: Resolution) -> None:
    with pytest.raises(RuleBroken):
        votes.adopt_resolution(resolution, revision=resolution.revision, actor=case.boss)
    assert not case.congress.targets.exists()


def test_a_target_is_followed_in_its_own_year_or_in_each_of_the_term(
    case: Holding, resolution: Resolution
) -> None:
    adopted(resolution, case)
    rate, joined, _union = case.congress.targets.order_by("position")
    for target, year, code in ((rate, 2021, "other_year"), (joined, 2022, "to_come")):
        with pytest.raises(RuleBroken) as refused:
            actions.note_result(target, {**RESULT, "year": year}, actor=case.boss)
        assert refused.value.code == code
    actions.note_result(rate, RESULT, actor=case.boss)
    row = page_of(case).rows[0]
    assert [(each.result.year, each.percent) for each in row.results] == [(2020, 85)]
    with clock.standing_at(on(2022, 1, 1)):
        asked = [(row.late, row.years) for row in page_of(case).rows]
        missing = ([2020, 2021], [2020, 2021, 2022])
        assert asked == [([], [2020]), missing, missing]
        late = [r for r in offers.late(grant(Role.COMMITTEE_MEMBER, case.cell)) if r.due_on]
        assert [(str(r.title), str(r.detail)) for r in late if "chỉ tiêu" in str(r.title)] == [
            ("Ghi kết quả chỉ tiêu năm 2020, 2021", "còn thiếu 4 kết quả")
        ]
