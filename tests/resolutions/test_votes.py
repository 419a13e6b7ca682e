"""Adopted only with the vote on exactly these words; frozen then, and made a paper."""

import pytest

from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base import offers
from daihoi.base.errors import Conflict, NotPermitted, RuleBroken
from daihoi.elections.actions.votes import withdraw_vote
from daihoi.elections.models import Vote
from daihoi.elections.queries.hands import Hands
from daihoi.registry.models import Paper
from daihoi.resolutions.actions import amendments, drafts, votes
from daihoi.resolutions.models import AmendmentKind, Resolution, TargetsVote
from daihoi.resolutions.queries.resolutions import resolution_page
from daihoi.resolutions.queries.texts import digest_of
from tests.elections.holding import DAY, Holding
from tests.factories import grant
from tests.resolutions.drafting import adopted, clause

pytestmark = pytest.mark.django_db


def whole(resolution: Resolution, case: Holding, hands: int = 10) -> bool:
    resolution.refresh_from_db()
    made = votes.vote_whole(resolution, Hands(hands), revision=resolution.revision, actor=case.boss)
    resolution.refresh_from_db()
    return made.vote.passed


def adopt(resolution: Resolution, case: Holding) -> Resolution:
    resolution.refresh_from_db()
    return votes.adopt_resolution(resolution, revision=resolution.revision, actor=case.boss)


def test_without_the_vote_nothing_is_adopted(case: Holding, resolution: Resolution) -> None:
    with pytest.raises(RuleBroken, match="Toàn văn chưa được biểu quyết"):
        adopt(resolution, case)
    assert whole(resolution, case, 5) is False
    with pytest.raises(RuleBroken):
        adopt(resolution, case)
    assert whole(resolution, case, 6) is True
    done = adopt(resolution, case)
    assert (done.adopted_by, done.digest) == (case.boss, digest_of(done.adopted))
    assert done.adopted is not None
    assert len(done.adopted["clauses"]) == 7
    assert Entry.objects.get(action="resolutions.adopt_resolution").after["digest"] == done.digest


def test_a_change_after_the_vote_needs_another(case: Holding, resolution: Resolution) -> None:
    whole(resolution, case)
    drafts.edit_clause(clause(resolution, "Giao"), {"text": "Giao bí thư."}, actor=case.boss)
    with pytest.raises(RuleBroken):
        adopt(resolution, case)
    assert whole(resolution, case)
    assert adopt(resolution, case).is_adopted


def test_a_struck_count_adopts_nothing(case: Holding, resolution: Resolution) -> None:
    whole(resolution, case)
    withdraw_vote(Vote.objects.get(matter="resolution"), reason="Đếm nhầm.", actor=case.boss)
    with pytest.raises(RuleBroken):
        adopt(resolution, case)


def test_the_same_words_are_not_voted_twice(case: Holding, resolution: Resolution) -> None:
    whole(resolution, case)
    with pytest.raises(Conflict) as refused:
        whole(resolution, case)
    assert refused.value.code == "voted"
    assert Vote.objects.filter(matter="resolution").count() == 1


def test_a_page_from_before_a_change_votes_on_nothing(
    case: Holding, resolution: Resolution
) -> None:
    resolution.refresh_from_db()
    seen = resolution.revision
    drafts.edit_clause(clause(resolution, "Giao"), {"text": "Giao bí thư."}, actor=case.boss)
    with pytest.raises(Conflict) as refused:
        votes.vote_whole(resolution, Hands(10), revision=seen, actor=case.boss)
    assert refused.value.code == "outdated"
    assert Vote.objects.filter(matter="resolution").count() == 0


def test_more_hands_than_people_are_no_vote(case: Holding, resolution: Resolution) -> None:
    with pytest.raises(RuleBroken) as refused:
        whole(resolution, case, 11)
    assert refused.value.code == "more_hands"


def test_an_open_proposal_comes_first(case: Holding, resolution: Resolution) -> None:
    made = amendments.add_amendment(
        clause(resolution, "Giao"), AmendmentKind.REMOVE, {}, proposer_name="Khách", actor=case.boss
    )
    with pytest.raises(RuleBroken, match="Còn 1 đề nghị sửa đổi"):
        whole(resolution, case)
    amendments.withdraw_amendment(made, actor=case.boss)
    assert whole(resolution, case)


def test_targets_singly_are_each_needed_in_their_words(
    case: Holding, resolution: Resolution
) -> None:
    drafts.set_voting(resolution, TargetsVote.SINGLY, actor=case.boss)
    targets = list(resolution.clauses.filter(kind="target"))
    for each in targets[:2]:
        each.resolution = resolution
        votes.vote_target(each, Hands(9, 1), revision=each.revision, actor=case.boss)
    with pytest.raises(RuleBroken, match="Còn 1 chỉ tiêu"):
        whole(resolution, case)
    last = targets[2]
    last.resolution = resolution
    assert not votes.vote_target(
        last, Hands(5, 5), revision=last.revision, actor=case.boss
    ).vote.passed
    drafts.edit_clause(last, {"amount": "vững mạnh"}, actor=case.boss)
    with pytest.raises(Conflict):
        votes.vote_target(last, Hands(9), revision=last.revision, actor=case.boss)
    last.refresh_from_db()
    votes.vote_target(last, Hands(9), revision=last.revision, actor=case.boss)
    assert whole(resolution, case)
    page = resolution_page(case.congress.pk, viewer=case.boss)
    assert [row.is_passed for row in page.rows if row.clause.is_target] == [True] * 3


def test_targets_together_are_one_vote(case: Holding, resolution: Resolution) -> None:
    drafts.set_voting(resolution, TargetsVote.TOGETHER, actor=case.boss)
    with pytest.raises(RuleBroken, match="Các chỉ tiêu chưa được biểu quyết"):
        whole(resolution, case)
    resolution.refresh_from_db()
    made = votes.vote_targets(resolution, Hands(10), revision=resolution.revision, actor=case.boss)
    assert made.vote.subject == "Các chỉ tiêu của nghị quyết đại hội (3 chỉ tiêu)"
    assert whole(resolution, case)


def test_nothing_of_an_adopted_text_changes(case: Holding, resolution: Resolution) -> None:
    found = clause(resolution, "Giao")
    done = adopted(resolution, case)
    for change in (
        lambda: drafts.edit_clause(found, {"text": "Khác."}, actor=case.boss),
        lambda: drafts.remove_clause(found, actor=case.boss),
        lambda: drafts.set_voting(done, TargetsVote.SINGLY, actor=case.boss),
        lambda: amendments.add_amendment(
            found, AmendmentKind.REMOVE, {}, proposer_name="Khách", actor=case.boss
        ),
        lambda: votes.vote_whole(done, Hands(10), revision=done.revision, actor=case.boss),
    ):
        with pytest.raises(Conflict) as refused:
            change()
        assert refused.value.code == "adopted"
    page = resolution_page(case.congress.pk, viewer=case.boss)
    assert (page.is_intact, page.is_struck) == (True, False)
    Resolution.objects.update(adopted={"title": "Khác", "clauses": []})
    assert not resolution_page(case.congress.pk, viewer=case.boss).is_intact


def test_who_may_not_vote_on_the_hall_does_not_adopt(case: Holding, resolution: Resolution) -> None:
    whole(resolution, case)
    member = grant(Role.MEMBER, case.cell)
    with pytest.raises(NotPermitted):
        votes.adopt_resolution(resolution, revision=resolution.revision, actor=member)


def test_the_adopted_text_becomes_a_paper_with_its_vote(
    case: Holding, resolution: Resolution
) -> None:
    with pytest.raises(RuleBroken):
        votes.deposit_resolution(resolution, actor=case.boss)
    done = adopted(resolution, case)
    paper = votes.deposit_resolution(done, actor=case.boss)
    assert (paper.kind, paper.source) == ("NQDH", f"resolutions.resolution:{done.pk}")
    kept = str(paper.body)
    assert "Tỷ lệ thi hành xong về việc" in kept
    assert "10 đồng chí biểu quyết đồng ý" in kept
    assert offers.source_label(paper.source) == paper.source_label
    assert votes.deposit_resolution(done, actor=case.boss).pk == paper.pk
    assert Paper.objects.filter(kind="NQDH").count() == 1


def test_papers_name_the_vote_only_once_it_is_adopted(
    case: Holding, resolution: Resolution
) -> None:
    wanted = {"số đồng ý nghị quyết", "bảng chỉ tiêu nghị quyết", "ngày thông qua nghị quyết"}
    facts = offers.facts_of(case.congress, DAY, wanted=wanted)
    assert "số đồng ý nghị quyết" not in facts
    assert facts["bảng chỉ tiêu nghị quyết"][0].table.rows[1][3].text == "80"
    adopted(resolution, case)
    facts = offers.facts_of(case.congress, DAY, wanted=wanted)
    assert facts["số đồng ý nghị quyết"] == "10"
    assert facts["tỷ lệ đồng ý nghị quyết"] == "100"
    assert facts["ngày thông qua nghị quyết"] == "ngày 03 tháng 4 năm 2020"
