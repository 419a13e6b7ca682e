"""A result is told by who may tell it; a ballot that cannot stand is void."""

from datetime import date

import pytest

from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base.errors import Conflict, NotFound, NotPermitted, RuleBroken
from daihoi.elections.actions.held import HeldRound
from daihoi.elections.actions.results import announce_result, void_round
from daihoi.elections.actions.sealing import seal_ballots
from daihoi.elections.actions.settling import settle
from daihoi.elections.models import Decider, Round, Vote
from daihoi.elections.papers.files import round_file
from daihoi.elections.queries.decisions import Decision
from daihoi.elections.queries.hands import Hands
from tests.elections.counted import (
    BY_PRESIDIUM,
    announced,
    counting,
    presiding,
    seat,
    settled,
    tally_of,
    teller,
)
from tests.factories import grant

pytestmark = pytest.mark.django_db


def test_the_presidium_announces_and_a_filled_office_is_done() -> None:
    round_ = settled([26, 24, 20, 12])
    actor = presiding(round_)
    announce_result(round_, actor=actor)
    round_.refresh_from_db()
    election = round_.election
    election.refresh_from_db()
    assert (round_.state, round_.announced_by) == ("announced", actor)
    assert (election.state, election.outcome) == ("finished", "Chi ủy: đã bầu đủ 3 người.")
    entry = Entry.objects.get(action="elections.announce_result")
    settled_entry = Entry.objects.get(action="elections.settle")
    assert entry.after["votes"]["Nguyễn Văn An"] == 26
    assert entry.after["elected"] == ["Nguyễn Văn An", "Trần Thị Ánh", "Lê Đức Bình"]
    assert entry.after["digest"] == settled_entry.after["digest"]


def test_so_does_the_head_of_the_tellers() -> None:
    round_ = settled([26, 20, 14, 12])
    announce_result(round_, actor=teller(round_, is_head=True))
    round_.refresh_from_db()
    round_.election.refresh_from_db()
    assert (round_.state, round_.election.state) == ("announced", "balloting")


def test_nobody_else_announces() -> None:
    round_ = settled([26, 24, 20, 12])
    organization = round_.election.congress.organization
    for actor in (teller(round_), grant(Role.SECRETARY, organization)):
        with pytest.raises(NotPermitted, match="trưởng ban kiểm phiếu hoặc đoàn chủ tịch"):
            announce_result(round_, actor=actor)
    with pytest.raises(NotFound):
        announce_result(round_, actor=presiding(settled([2, 1], seats=1)))
    round_.refresh_from_db()
    assert round_.state == "counted"


def test_a_head_of_tellers_on_the_list_does_not_announce_it() -> None:
    round_ = settled([26, 24, 20, 12])
    head = teller(round_, is_head=True)
    name = round_.names.get(position=1)
    name.person = head.person
    name.save(update_fields=["person"])
    with pytest.raises(NotPermitted):
        announce_result(round_, actor=head)


def test_nothing_is_announced_twice_or_before_it_is_counted() -> None:
    round_ = counting([26, 24, 20, 12])
    actor = presiding(round_)
    with pytest.raises(Conflict, match="đang kiểm phiếu"):
        announce_result(round_, actor=actor)
    done = announced([26, 24, 20, 12])
    with pytest.raises(Conflict, match="đã công bố"):
        announce_result(done, actor=presiding(done))


def too_many_back() -> Round:
    round_ = counting([26, 24, 20, 12], returned=29)
    counted = tally_of(round_, [26, 24, 20, 12])
    settle(HeldRound(round_), counted, actor=teller(round_))
    return round_


def test_no_result_is_void_not_announced() -> None:  # E-131
    round_ = too_many_back()
    actor = presiding(round_)
    with pytest.raises(RuleBroken, match="Thu về 29 phiếu, nhiều hơn 28 phiếu phát ra"):
        announce_result(round_, actor=actor)
    void_round(round_, "  Thu về nhiều hơn phát ra. ", BY_PRESIDIUM, actor=actor)
    round_.refresh_from_db()
    assert (round_.state, round_.voided_by) == ("void", actor)
    assert round_.void_reason == "Thu về nhiều hơn phát ra."
    entry = Entry.objects.get(action="elections.void_round")
    assert (entry.before, entry.after) == (
        {"state": "counted"},
        {
            "state": "void",
            "reason": "Thu về nhiều hơn phát ra.",
            "decider": "presidium",
            "decision": "đoàn chủ tịch",
        },
    )


def test_the_congress_gives_a_ballot_up_by_hands_that_are_kept() -> None:  # E-131
    round_ = too_many_back()
    actor = presiding(round_)
    seat(round_, 28)
    with pytest.raises(RuleBroken, match="số tay giơ"):
        void_round(round_, "Thừa phiếu.", Decision(Decider.CONGRESS), actor=actor)
    void_round(round_, "Thừa phiếu.", Decision(Decider.CONGRESS, Hands(14, 14)), actor=actor)
    round_.refresh_from_db()
    assert (round_.state, round_.void_decider) == ("counted", "")  # not over half of the base
    void_round(round_, "Thừa phiếu.", Decision(Decider.CONGRESS, Hands(20, 8)), actor=actor)
    round_.refresh_from_db()
    assert (round_.state, round_.void_decider, round_.void_decision) == (
        "void", "congress", "đại hội, 20 đồng ý, 8 không đồng ý, 0 ý kiến khác",
    )  # fmt: skip
    assert [(vote.matter, vote.passed) for vote in Vote.objects.order_by("pk")] == [
        ("void", False),
        ("void", True),
    ]


def test_the_next_minutes_say_who_gave_the_ballot_up_and_why() -> None:  # E-131
    round_ = too_many_back()
    void_round(round_, "Thừa phiếu.", BY_PRESIDIUM, actor=presiding(round_))
    later = announced([26, 24, 20, 12], election=round_.election, number=2)
    said = str(round_file(later, "bien-ban").paper.to_json())
    assert "Lượt bầu 1 không tính, theo quyết định của đoàn chủ tịch. Lý do: Thừa phiếu." in said


def test_only_the_presidium_gives_a_ballot_up_and_says_why() -> None:
    round_ = too_many_back()
    secretary = grant(Role.SECRETARY, round_.election.congress.organization)
    with pytest.raises(NotPermitted, match="đoàn chủ tịch"):
        void_round(round_, "Thu về nhiều hơn.", BY_PRESIDIUM, actor=secretary)
    with pytest.raises(RuleBroken, match="lý do"):
        void_round(round_, "  ", BY_PRESIDIUM, actor=presiding(round_))
    round_.refresh_from_db()
    assert round_.state == "counted"


def test_a_result_that_both_counts_agree_on_stands() -> None:
    round_ = settled([26, 24, 20, 12])
    with pytest.raises(Conflict) as refusal:
        void_round(round_, "Không vừa ý.", BY_PRESIDIUM, actor=presiding(round_))
    assert "kiểm phiếu lại" in refusal.value.in_full
    round_.refresh_from_db()
    assert round_.state == "counted"


def test_sealed_ballots_have_their_day() -> None:  # E-029
    round_ = announced([26, 24, 20, 12])
    actor = teller(round_)
    seal_ballots(round_, "Phong bì có chữ ký niêm phong, giao văn thư.", actor=actor)
    round_.refresh_from_db()
    assert (round_.sealed_by, round_.seal_note) == (
        actor,
        "Phong bì có chữ ký niêm phong, giao văn thư.",
    )
    assert round_.keep_until is not None
    assert round_.keep_until > date(2020, 1, 1)
    entry = Entry.objects.get(action="elections.seal_ballots")
    assert entry.after == {
        "note": round_.seal_note,
        "keep_until": round_.keep_until.isoformat(),
    }


def test_ballots_are_not_sealed_before_the_announcement_or_without_a_word() -> None:
    round_ = settled([26, 24, 20, 12])
    with pytest.raises(Conflict):
        seal_ballots(round_, "Phong bì.", actor=teller(round_))
    done = announced([26, 24, 20, 12])
    with pytest.raises(RuleBroken, match="niêm phong"):
        seal_ballots(done, " ", actor=teller(done))
    with pytest.raises(NotPermitted):
        seal_ballots(
            done, "Phong bì.", actor=grant(Role.MEMBER, done.election.congress.organization)
        )
