"""Nomination minutes: what was written down stands in them, the rest is a gap; the register numbers them."""

from collections.abc import Iterator
from datetime import time

import pytest
from django.test import Client
from django.urls import reverse

from daihoi.accounts.permissions import Role
from daihoi.base import offers
from daihoi.base.errors import Conflict, NotFound, RuleBroken
from daihoi.personnel.actions import minutes, steps
from daihoi.personnel.papers.minutes import step_minutes
from daihoi.personnel.queries.step_page import step_page
from daihoi.registry.actions.papers import fill_fields
from daihoi.registry.actions.register import issue
from daihoi.registry.models import Paper
from daihoi.registry.queries.issuing import Choice
from daihoi.registry.queries.papers import paper_page
from tests.personnel.working import NAMES, TODAY, World, on, role_on

pytestmark = pytest.mark.django_db
WRITTEN = {
    "place": "Hội trường tầng 2",
    "starts_at": time(16),
    "ends_at": time(17, 5),
    "chair": "Hoàng Đức Thiện",
    "minute_taker": "Nông Thị Kín",
    "counters": "Bế Thị Lan, Chu Văn Khánh",
}


@pytest.fixture
def world() -> Iterator[World]:
    with on():
        yield World()


def read(world: World, number: int) -> tuple[str, tuple[str, ...]]:
    page = step_page(world.congress.pk, "chung", number, viewer=world.secretary)
    paper = step_minutes(page)
    return "\n".join(block.text for block in paper.blocks), tuple(paper.gaps)


def test_what_nobody_wrote_down_is_a_gap(world: World) -> None:
    plan = world.plan()
    world.add(plan, *NAMES[:2])
    world.finished(plan, 1)
    votes = {NAMES[0]: 9, NAMES[1]: 8}
    step = world.balloted(plan, 2, votes, **WRITTEN)
    text, gaps = read(world, 2)
    assert "Bắt đầu lúc 16 giờ 00, ngày 26 tháng 3 năm 2020, tại Hội trường tầng 2." in text
    assert "Tổ kiểm phiếu: Bế Thị Lan, Chu Văn Khánh." in text
    assert "Hội nghị kết thúc lúc 17 giờ 05 cùng ngày." in text
    assert "Triệu tập 10 đồng chí (đảng viên chính thức của chi bộ); có mặt 09 đồng chí." in text
    said = " ".join(gaps)
    assert "chủ trì" not in said
    assert "tổ kiểm phiếu" not in said
    steps.correct_step(step, "Chưa ghi chủ trì.", actor=world.head)
    again = dict.fromkeys(("chair", "counters"), "") | {"starts_at": None}
    steps.write_step(plan, page_round(world), 2, again, actor=world.head)
    _text, gaps = read(world, 2)
    assert {"chủ trì", "tổ kiểm phiếu", "giờ bắt đầu"} <= {gap.strip("[]").lower() for gap in gaps}


def page_round(world: World):
    return step_page(world.congress.pk, "chung", 2, viewer=world.secretary).line.round


def test_no_counting_team_where_nobody_votes(world: World) -> None:
    plan = world.plan()
    world.add(plan, NAMES[0])
    world.finished(plan, 1)
    text, gaps = read(world, 1)
    assert "Tổ kiểm phiếu" not in text
    assert not any("kiểm phiếu" in gap for gap in gaps)


def test_an_end_before_the_beginning_is_refused(world: World) -> None:
    plan = world.plan()
    world.add(plan, NAMES[0])
    with pytest.raises(RuleBroken) as refused:
        world.step(plan, 1, starts_at=time(9), ends_at=time(8))
    assert refused.value.code == "ends_too_early"


def test_the_register_numbers_them_and_only_readers_of_personnel_see_them(world: World) -> None:
    plan = world.plan()
    world.add(plan, *NAMES[:2])
    first = world.step(plan, 1, **{name: WRITTEN[name] for name in WRITTEN if name != "counters"})
    with pytest.raises(Conflict):
        minutes.deposit_minutes(first, actor=world.secretary)
    world.assess(first)
    steps.finish_step(first, actor=world.head)
    paper = minutes.deposit_minutes(first, actor=world.secretary)
    assert (paper.kind, paper.dated_on) == ("BBNS", TODAY)
    assert minutes.deposit_minutes(first, actor=world.secretary).pk == paper.pk
    paper = Paper.objects.get(pk=paper.pk)
    page = paper_page(paper.pk, viewer=world.secretary)
    assert page.is_restricted
    if page.missing:
        told = dict.fromkeys(page.missing, "Lạng Sơn")
        paper = fill_fields(paper, told, revision=paper.revision, actor=world.secretary)
    entry = issue(paper, Choice(dated_on=TODAY), site="https://x.example", actor=world.secretary)
    assert entry.symbol.startswith("01-BB/")
    assert entry.is_restricted
    found = step_page(world.congress.pk, "chung", 1, viewer=world.secretary)
    assert found.minutes is not None
    assert found.minutes.entry == entry
    assert not found.can_deposit
    for role in (Role.MEMBER, Role.CLERK, Role.SUPERIOR, Role.ADMINISTRATOR):
        with pytest.raises((NotFound, Exception)):
            paper_page(paper.pk, viewer=role_on(world, role))


def test_a_correction_asks_for_the_minutes_anew(world: World, client: Client) -> None:
    plan = world.plan()
    world.add(plan, NAMES[0])
    step = world.finished(plan, 1)
    paper = minutes.deposit_minutes(step, actor=world.secretary)
    assert offers.source_label(paper.source) == paper.source_label == "Biên bản nhân sự, bước 1"
    steps.correct_step(step, "Ghi nhầm.", actor=world.head)
    steps.finish_step(step, actor=world.head)
    found = step_page(world.congress.pk, "chung", 1, viewer=world.secretary)
    assert found.can_deposit
    client.force_login(world.secretary)
    url = reverse("personnel:minutes_deposit", args=[world.congress.pk, "chung", 1])
    answer = client.post(url)
    assert answer["Location"] == reverse("registry:paper_detail", args=[paper.pk])
    paper.refresh_from_db()
    assert paper.source_label == "Biên bản nhân sự, bước 1, đính chính lần 1"
    assert not any(name in paper.source_label + paper.subject for name in NAMES)
