"""Proposals are written down, taken over, voted, withdrawn; both texts are kept."""

import pytest

from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base import offers
from daihoi.base.errors import Conflict, NotPermitted, RuleBroken
from daihoi.elections.actions.votes import withdraw_vote
from daihoi.elections.queries.hands import Hands
from daihoi.resolutions.actions import amendments as actions
from daihoi.resolutions.actions import drafts, merging
from daihoi.resolutions.models import Amendment, AmendmentKind, Resolution, ResolutionVote
from daihoi.resolutions.queries.amendments import amendment_page
from daihoi.resolutions.queries.resolutions import resolution_page
from tests.elections.holding import Holding
from tests.factories import grant
from tests.resolutions.drafting import clause, lines

pytestmark = pytest.mark.django_db
OLD = "Giao chi ủy khóa mới ban hành."
NEW = "Giao chi ủy khóa mới ban hành trong quý II."


def proposed(resolution: Resolution, case: Holding, text: str = NEW, on: str = "Giao") -> Amendment:
    return actions.add_amendment(
        clause(resolution, on),
        AmendmentKind.CHANGE,
        {"text": text},
        person=case.people[0],
        actor=case.boss,
    )


def accepted(amendment: Amendment, case: Holding, **words: object) -> Amendment:
    page = amendment_page(amendment.pk, viewer=case.boss)
    return actions.accept_amendment(
        page.row.amendment, {**page.final, **words}, revision=page.revision, actor=case.boss
    )


def test_what_the_presidium_takes_over_replaces_and_both_are_kept(
    case: Holding, resolution: Resolution
) -> None:
    made = proposed(resolution, case)
    assert (made.number, made.proposer, made.before["text"]) == (1, "Nguyễn Văn An", OLD)
    done = accepted(made, case)
    assert lines(resolution)[-1] == NEW
    assert (done.state, done.decided_how) == ("accepted", "presidium")
    assert (done.replaced["text"], done.proposed["text"]) == (OLD, NEW)
    row = amendment_page(made.pk, viewer=case.boss).row
    assert (row.before, row.after) == (OLD, NEW)
    with pytest.raises(Conflict) as refused:
        accepted(made, case)
    assert refused.value.code == "decided"


def test_a_proposal_says_who_and_what(case: Holding, resolution: Resolution) -> None:
    on = clause(resolution, "Giao")
    with pytest.raises(RuleBroken) as refused:
        actions.add_amendment(on, AmendmentKind.CHANGE, {"text": NEW}, actor=case.boss)
    assert refused.value.code == "no_proposer"
    for text, code in ((OLD, "no_change"), (" ", "no_text")):
        with pytest.raises(RuleBroken) as refused:
            proposed(resolution, case, text)
        assert refused.value.code == code


@pytest.mark.parametrize(("hands", "state", "last"), [(5, "rejected", OLD), (6, "accepted", NEW)])
def test_half_of_the_base_does_not_carry_a_proposal(
    case: Holding, resolution: Resolution, hands: int, state: str, last: str
) -> None:
    made = proposed(resolution, case)
    page = amendment_page(made.pk, viewer=case.boss)
    done = actions.vote_amendment(
        made, page.final, Hands(hands, 10 - hands), revision=page.revision, actor=case.boss
    )
    assert (done.state, lines(resolution)[-1]) == (state, last)
    kept = ResolutionVote.objects.get(amendment=made)
    assert (kept.base, kept.vote.votes_for, kept.vote.matter) == (10, hands, "resolution")


def test_two_proposals_on_other_words_of_a_clause_are_both_taken(
    case: Holding, resolution: Resolution
) -> None:
    first = proposed(resolution, case, "Giao chi ủy khóa mới hoàn chỉnh, ban hành.")
    second = proposed(resolution, case, NEW)
    accepted(first, case)
    page = amendment_page(second.pk, viewer=case.boss)
    assert not page.collides
    assert page.final["text"] == "Giao chi ủy khóa mới hoàn chỉnh, ban hành trong quý II."


def test_two_on_the_same_words_collide_and_people_decide(
    case: Holding, resolution: Resolution
) -> None:
    first = proposed(resolution, case, "Giao chi ủy khóa này ban hành.")
    second = proposed(resolution, case, "Giao chi ủy khóa sau ban hành.")
    before = amendment_page(second.pk, viewer=case.boss)
    accepted(first, case)
    with pytest.raises(Conflict) as refused:
        actions.accept_amendment(second, before.final, revision=before.revision, actor=case.boss)
    assert refused.value.code == "outdated"
    page = amendment_page(second.pk, viewer=case.boss)
    assert page.collides
    assert page.now == "Giao chi ủy khóa này ban hành."


def test_a_target_is_changed_in_its_amount_alone(case: Holding, resolution: Resolution) -> None:
    on = clause(resolution, "Tỷ lệ")
    made = actions.add_amendment(
        on,
        AmendmentKind.CHANGE,
        {"text": on.text, "unit": "%", "amount": "85", "year": 2020, "group": "professional"},
        proposer_name="Đại biểu Đảng ủy Khối",
        actor=case.boss,
    )
    accepted(made, case)
    assert lines(resolution)[3] == "Tỷ lệ thi hành xong về việc: 85 % (2020)"


def test_clauses_are_added_behind_and_taken_out(case: Holding, resolution: Resolution) -> None:
    on = clause(resolution, "Phương hướng")
    added = actions.add_amendment(
        on, AmendmentKind.ADD, {"text": "Khâu đột phá."}, person=case.people[1], actor=case.boss
    )
    gone = actions.add_amendment(
        on, AmendmentKind.REMOVE, {}, person=case.people[1], actor=case.boss
    )
    accepted(added, case)
    assert lines(resolution)[3] == "Khâu đột phá."
    accepted(gone, case)
    assert lines(resolution)[2] == "Khâu đột phá."
    actions.reopen_amendment(gone, reason="Nghe nhầm.", actor=case.boss)
    assert lines(resolution)[2:4] == ["Phương hướng, mục tiêu nhiệm kỳ 2020-2025.", "Khâu đột phá."]
    actions.reopen_amendment(added, reason="Nghe nhầm.", actor=case.boss)
    assert "Khâu đột phá." not in lines(resolution)


def test_what_stands_there_is_not_added_again(case: Holding, resolution: Resolution) -> None:
    with pytest.raises(RuleBroken) as refused:
        actions.add_amendment(
            clause(resolution, "Giao"),
            AmendmentKind.ADD,
            {"text": OLD},
            proposer_name="Khách",
            actor=case.boss,
        )
    assert refused.value.code == "no_change"


def test_a_withdrawn_proposal_changes_nothing(case: Holding, resolution: Resolution) -> None:
    made = proposed(resolution, case)
    before = lines(resolution)
    done = actions.withdraw_amendment(made, note="Đồng ý với giải trình.", actor=case.boss)
    assert (done.state, done.decision_note) == ("withdrawn", "Đồng ý với giải trình.")
    assert lines(resolution) == before
    assert Entry.objects.filter(action="resolutions.withdraw_amendment").count() == 1


def test_a_decision_by_vote_is_reopened_only_once_its_count_is_struck(
    case: Holding, resolution: Resolution
) -> None:
    made = proposed(resolution, case)
    page = amendment_page(made.pk, viewer=case.boss)
    actions.vote_amendment(made, page.final, Hands(9), revision=page.revision, actor=case.boss)
    with pytest.raises(Conflict) as refused:
        actions.reopen_amendment(made, reason="Đếm nhầm.", actor=case.boss)
    assert refused.value.code == "voted"
    withdraw_vote(made.votes.get().vote, reason="Đếm nhầm.", actor=case.boss)
    assert "số 1 đã bị gạch" in " ".join(
        resolution_page(case.congress.pk, viewer=case.boss).missing
    )
    actions.reopen_amendment(made, reason="Đếm nhầm.", actor=case.boss)
    assert lines(resolution)[-1] == OLD
    made.refresh_from_db()
    assert made.is_open


def test_a_decision_is_not_taken_back_over_later_words(
    case: Holding, resolution: Resolution
) -> None:
    made = proposed(resolution, case)
    accepted(made, case)
    drafts.edit_clause(clause(resolution, "Giao"), {"text": "Giao bí thư."}, actor=case.boss)
    with pytest.raises(Conflict) as refused:
        actions.reopen_amendment(made, reason="Nghe nhầm.", actor=case.boss)
    assert refused.value.code == "changed_since"
    assert lines(resolution)[-1] == "Giao bí thư."


def test_the_presidium_of_the_congress_decides_a_member_does_not(
    case: Holding, resolution: Resolution
) -> None:
    made = proposed(resolution, case)
    page = amendment_page(made.pk, viewer=case.boss)
    member = grant(Role.MEMBER, case.cell)
    assert not amendment_page(made.pk, viewer=member).can.decide
    with pytest.raises(NotPermitted):
        actions.accept_amendment(made, page.final, revision=page.revision, actor=member)
    chair = grant(Role.PRESIDIUM, case.congress, member)
    done = actions.accept_amendment(made, page.final, revision=page.revision, actor=chair)
    assert done.decided_by == chair


def test_a_merged_person_keeps_what_she_proposed(case: Holding, resolution: Resolution) -> None:
    made = proposed(resolution, case)
    old, new = case.people[0], case.people[5]
    merging.HeldAmendments(old, new)
    assert merging.move_amendments(old, new, actor=case.boss) == 1
    made.refresh_from_db()
    assert made.person == new


def test_one_reads_what_one_proposed_among_ones_own_data(
    case: Holding, resolution: Resolution
) -> None:
    person = case.people[0]
    person.user = grant(Role.MEMBER, case.cell)
    person.save()
    proposed(resolution, case)
    found = [t for t in offers.about(person.user) if "Đề nghị sửa đổi" in str(t.title)]
    assert [row[2:] for row in found[0].rows] == [(NEW, "chưa quyết định")]
