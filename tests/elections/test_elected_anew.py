"""What the superior does not recognise is elected anew, by its paper (E-182)."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from daihoi.accounts.models import User
from daihoi.approvals.actions import appraisals, decisions
from daihoi.approvals.models import Submission
from daihoi.audit.models import Entry
from daihoi.base import offers
from daihoi.base.errors import Conflict, NotPermitted
from daihoi.elections.actions.elected_anew import hold_anew
from daihoi.elections.models import Election, Round
from daihoi.elections.queries.elected import elected_in
from daihoi.elections.queries.law import rules_of
from daihoi.elections.queries.lists import slate_of
from daihoi.elections.queries.ordered_anew import ordered_anew
from daihoi.elections.queries.outcomes import round_number
from daihoi.rules.approvals import SubmissionKind
from tests.approvals.sending import APPRAISAL, World, a_world
from tests.congresses.preparing import on
from tests.elections.counted import announced
from tests.factories.elections import ElectionFactory, NominationFactory
from tests.factories.registry import PaperFactory

pytestmark = pytest.mark.django_db
HELD, SENT, LATER = date(2020, 4, 3), date(2020, 4, 14), date(2020, 4, 20)
PAPER = {"paper_number": "30-QĐ/ĐUK", "paper_on": SENT, "signer": "Lưu Thị Phương", "remarks": ""}
ARTICLE = "Quy định 29-QĐ/TW, 25-7-2016, mục 16.1.3"


@pytest.fixture
def world() -> Iterator[World]:
    with on(SENT):
        made = a_world()
        made.congress.target_precision = "day"
        made.congress.save()
        PaperFactory.create(congress=made.congress, kind="TTCY")
        yield made


def elected(world: World, office: str, votes: list[int], *, seats: int = 1) -> Election:
    election = ElectionFactory.create(
        congress=world.congress, office=office, seats=seats, planned_seats=seats, state="balloting"
    )
    with on(HELD):
        announced(votes, seats=seats, election=election)
    election.refresh_from_db()
    assert election.state == "finished"
    return election


def submitted(world: World, *posts: tuple[str, str]) -> Submission:
    sent = world.take_up(world.send(SubmissionKind.CONFIRMATION, posts=posts))
    from_above = {**APPRAISAL, "appraised_on": SENT}
    appraisals.finish_appraisal(sent, from_above, actor=world.reviewer)
    return world.fresh(sent)


def refuse(world: World, submission: Submission, post: str, reason: str = "chưa đủ chuẩn") -> None:
    row = submission.posts.get(post=post)
    decisions.confirm_results(submission, PAPER, refused={row.pk: reason}, actor=world.reviewer)


def shown(user: User, name: str, pk: int) -> str:
    client = Client()
    client.force_login(user)
    answer = client.get(reverse(f"elections:{name}", args=[pk]))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_a_refused_post_is_the_next_step_with_its_article_and_button(world: World) -> None:
    secretary = elected(world, "secretary", [20, 8])
    deputy = elected(world, "deputy_secretary", [20, 8])
    submission = submitted(world, ("Bí thư", "Nguyễn Văn An"), ("Phó bí thư", "Nguyễn Văn An"))
    assert ordered_anew(world.congress) == {}
    refuse(world, submission, "Phó bí thư")
    (found,) = ordered_anew(world.congress).values()
    assert (found.election, [name.printed for name in found.names]) == (deputy, ["Nguyễn Văn An"])
    assert found.paper == "số 30-QĐ/ĐUK, ngày 14-4-2020"
    button = reverse("elections:election_anew", args=[deputy.pk])
    for name, pk in (("result_list", world.congress.pk), ("election_detail", deputy.pk)):
        page = shown(world.secretary, name, pk)
        assert "Bầu lại phó bí thư, 1 người, theo văn bản của cấp trên số 30-QĐ/ĐUK" in page
        assert ARTICLE in page
        assert "chưa đủ chuẩn" in page
        assert button in page
    assert button not in shown(world.secretary, "election_detail", secretary.pk)
    assert "Bầu lại phó bí thư" in shown(world.secretary, "overview", world.congress.pk)
    assert any("Bầu lại phó bí thư" in str(row.title) for row in offers.waiting(world.secretary))


def test_beginning_it_opens_the_office_for_the_seat_that_is_empty(world: World) -> None:
    election = elected(world, "committee", [26, 24, 20, 12], seats=3)
    first = election.rounds.get()
    refused = first.names.get(printed="Trần Thị Ánh")
    refused.nomination = NominationFactory.create(
        election=election, person=refused.person, state="accepted"
    )
    refused.save()
    refuse(
        world,
        submitted(world, ("Chi ủy viên", "đồng chí Trần Thị Ánh"), ("Bí thư", "Nguyễn Văn An")),
        "Chi ủy viên",
    )
    with pytest.raises(NotPermitted):
        hold_anew(election, actor=world.reviewer)
    made = hold_anew(election, actor=world.secretary)
    election.refresh_from_db()
    assert (made.number, made.seats, made.state, made.ordered_by) == (
        2, 1, "preparing", "số 30-QĐ/ĐUK, ngày 14-4-2020",
    )  # fmt: skip
    assert (election.state, election.outcome) == ("balloting", "")
    assert {each.name for each in elected_in(election)} == {"Nguyễn Văn An", "Lê Đức Bình"}
    refused.refresh_from_db()
    assert (refused.is_elected, refused.refused_by) == (False, made.ordered_by)
    assert refused.nomination.state == "refused"
    first.refresh_from_db()
    told = [row["printed"] for row in (first.outcome or {})["rows"] if row["is_elected"]]
    assert "Trần Thị Ánh" in told  # what was told in the hall stays
    assert Entry.objects.get(action="elections.hold_anew").after == {
        "number": 2, "seats": 1, "paper": made.ordered_by, "not_recognised": ["Trần Thị Ánh"],
    }  # fmt: skip
    slate = slate_of(election, rules_of(world.congress))
    assert (slate.seats, slate.is_later) == (1, False)
    assert round_number(made) == 1
    page = shown(world.secretary, "result_detail", first.pk)
    assert "Cấp trên không chuẩn y Trần Thị Ánh, văn bản số 30-QĐ/ĐUK" in page
    with pytest.raises(Conflict, match="đã bắt đầu bầu lại"):
        hold_anew(election, actor=world.secretary)


def test_who_is_elected_then_is_not_refused_by_the_old_paper(world: World) -> None:
    election = elected(world, "secretary", [20, 8])
    elected(world, "deputy_secretary", [20, 8])
    posts = (("Bí thư chi bộ", "Người Ghi Khác"), ("Phó bí thư", "Nguyễn Văn An"))
    refuse(world, submitted(world, *posts), "Bí thư chi bộ")
    made = hold_anew(election, actor=world.secretary)
    made.delete()
    with on(LATER):
        announced([20, 8], seats=1, election=election, number=2, ordered_by=made.ordered_by)
        election.refresh_from_db()
        assert election.state == "finished"
        assert ordered_anew(world.congress) == {}


def test_results_annulled_as_a_whole_open_every_office(world: World) -> None:
    offices = [
        elected(world, "committee", [26, 24, 20, 12], seats=3),
        elected(world, "secretary", [20, 8]),
    ]
    delegates = elected(world, "superior_delegate", [20, 8])
    submission = submitted(world, ("Bí thư", "Nguyễn Văn An"))
    told = {**PAPER, "remarks": "Phiếu bầu không đúng quy chế."}
    decisions.refuse_results(submission, told, actor=world.reviewer)
    assert set(ordered_anew(world.congress)) == {each.pk for each in offices}
    page = shown(world.secretary, "result_list", world.congress.pk)
    assert page.count("Bắt đầu bầu lại") == 2
    for each in offices:
        hold_anew(each, actor=world.secretary)
        assert elected_in(each) == []
    assert len(elected_in(delegates)) == 1


def test_the_button_leads_to_the_list_and_others_do_not_see_it(world: World) -> None:
    election = elected(world, "secretary", [20, 8])
    refuse(world, submitted(world, ("Bí thư", "Nguyễn Văn An"), ("Phó bí thư", "B")), "Bí thư")
    assert "Bắt đầu bầu lại" not in shown(world.staff, "result_list", world.congress.pk)
    client = Client()
    client.force_login(world.secretary)
    answer = client.post(reverse("elections:election_anew", args=[election.pk]), follow=True)
    page = " ".join(answer.content.decode().split())
    assert answer.redirect_chain[-1][0] == reverse("elections:election_detail", args=[election.pk])
    assert "Đã mở bầu lại: lượt bầu 2, bầu 1 người; hãy lập danh sách." in page
    assert "bầu lại theo văn bản của cấp trên số 30-QĐ/ĐUK" in page
    assert Round.objects.filter(election=election, state="preparing").count() == 1
