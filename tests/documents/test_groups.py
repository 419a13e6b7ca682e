"""Alike opinions are proposed as groups, for reading only."""

import pytest

from daihoi.audit.models import Entry
from daihoi.base.errors import Conflict, NotFound, NotPermitted
from daihoi.documents.actions import groups
from daihoi.documents.actions.answers import Reply, answer_opinions
from daihoi.documents.models import Opinion
from daihoi.rules.documents import AnswerResult
from tests.documents.answering import OPENING, Case, a_case
from tests.factories import OpinionFactory, UserFactory

pytestmark = pytest.mark.django_db
SAID = "Đề nghị tách số đơn khiếu nại và đơn tố cáo."


@pytest.fixture
def case() -> Case:
    return a_case()


def fresh(opinion: Opinion) -> Opinion:
    return Opinion.objects.get(pk=opinion.pk)


def test_alike_opinions_on_one_place_follow_the_first(case: Case) -> None:
    one = case.on_paragraph("", text=SAID)
    bare = case.on_paragraph("", text="de nghi tach so don khieu nai va don to cao")
    elsewhere = case.on_paragraph("", case.block(OPENING), text=SAID)
    other = case.on_paragraph("", text="Bổ sung số liệu thu hồi tài sản.")
    assert groups.propose_groups(case.round, actor=case.head) == 1
    leads = [fresh(each).lead for each in (one, bare, elsewhere, other)]
    assert leads == [None, one, None, None]
    assert fresh(one).alike_count == 1
    case.round.refresh_from_db()
    assert case.round.grouped_at is not None
    entry = Entry.objects.filter(action="documents.propose_groups").get()
    assert entry.after == {"groups": 1, "opinions": 2}


def test_who_proposes_other_words_is_not_of_the_group(case: Case) -> None:
    same = [case.on_words("cơ bản", "gần như", text="Sửa chữ này.") for _ in range(2)]
    other = case.on_words("cơ bản", "hầu hết", text="Sửa chữ này.")
    elsewhere = case.on_words("giao", "hầu hết", text="Sửa chữ này.")
    silent = case.on_paragraph("", text="Sửa chữ này.")
    assert groups.propose_groups(case.round, actor=case.head) == 1
    leads = [fresh(each).lead for each in (*same, other, elsewhere, silent)]
    assert leads == [None, same[0], None, None, None]


def test_who_proposes_nothing_joins_the_only_proposal(case: Case) -> None:
    first = case.on_words("cơ bản", "gần như", text="Sửa chữ này.")
    silent = case.on_paragraph("", text="Sửa chữ này.")
    assert groups.propose_groups(case.round, actor=case.head) == 1
    assert fresh(silent).lead == first


def test_proposing_again_changes_nothing(case: Case) -> None:
    for _ in range(3):
        case.on_paragraph("", text=SAID)
    groups.propose_groups(case.round, actor=case.head)
    before = list(Opinion.objects.order_by("pk").values_list("lead", "alike_count"))
    groups.propose_groups(case.round, actor=case.head)
    assert list(Opinion.objects.order_by("pk").values_list("lead", "alike_count")) == before


def test_answered_opinions_stay_as_they_were_grouped(case: Case) -> None:
    first = [case.on_paragraph("", text=SAID) for _ in range(2)]
    groups.propose_groups(case.round, actor=case.head)
    answer_opinions(fresh(first[0]), Reply(AnswerResult.NOTED), actor=case.head)
    late = case.on_paragraph("", text=SAID)
    assert groups.propose_groups(case.round, actor=case.head) == 0
    assert fresh(first[1]).lead == first[0]
    assert fresh(late).lead is None


@pytest.mark.parametrize("leaver", [0, 1])
def test_one_taken_out_leaves_the_rest_together(case: Case, leaver: int) -> None:
    three = [case.on_paragraph("", text=SAID) for _ in range(3)]
    groups.propose_groups(case.round, actor=case.head)
    groups.ungroup(fresh(three[leaver]), actor=case.head)
    rest = [each for each in three if each != three[leaver]]
    assert (fresh(three[leaver]).lead, fresh(three[leaver]).alike_count) == (None, 0)
    assert (fresh(rest[0]).lead, fresh(rest[0]).alike_count) == (None, 1)
    assert fresh(rest[1]).lead == rest[0]


def test_an_answered_group_stays_together(case: Case) -> None:
    both = [case.on_paragraph("", text=SAID) for _ in range(2)]
    groups.propose_groups(case.round, actor=case.head)
    answer_opinions(fresh(both[0]), Reply(AnswerResult.NOTED), actor=case.head)
    with pytest.raises(Conflict):
        groups.ungroup(fresh(both[1]), actor=case.head)


def test_only_those_who_answer_group(case: Case) -> None:
    opinion = case.opinion()
    with pytest.raises(NotPermitted):
        groups.propose_groups(case.round, actor=case.member)
    with pytest.raises(NotFound):
        groups.ungroup(opinion, actor=UserFactory.create())


def test_every_follower_of_a_large_round_is_counted_by_its_lead(case: Case) -> None:
    block = case.block(OPENING)
    wants = (
        "Tách số đơn khiếu nại và tố cáo.",
        "Làm rõ nguyên nhân chủ quan của hạn chế.",
        "Bảng chỉ tiêu cần thêm cột năm 2019.",
    )
    rows = [
        OpinionFactory.build(
            round=case.round, text=wants[n % 3], place_kind="paragraph", block_key=block.key,
            recorded_by=case.head,
        )
        for n in range(600)
    ]  # fmt: skip
    Opinion.objects.bulk_create(rows)
    assert groups.propose_groups(case.round, actor=case.head) == 3
    leads = Opinion.objects.filter(alike_count__gt=0)
    assert leads.filter(lead__isnull=False).count() == 0
    assert {lead.alike_count for lead in leads} == {lead.alike.count() for lead in leads}
    assert sum(lead.alike_count + 1 for lead in leads) == 600
