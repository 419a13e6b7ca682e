"""What results offer: rows on the first page, facts for papers, search, report, readiness."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from daihoi.accounts.permissions import Role
from daihoi.approvals.queries.lines import LineRow, lines_of
from daihoi.approvals.queries.readiness import Results
from daihoi.base import clock, offers
from daihoi.elections.actions.result_papers import deposit_minutes
from daihoi.elections.actions.results import announce_result
from daihoi.elections.actions.sealing import seal_ballots
from daihoi.elections.models import Round
from daihoi.registry.actions.papers import deposit, make_paper
from daihoi.registry.queries.filling import official_paper
from daihoi.registry.skeletons import skeletons
from daihoi.rules.approvals import SubmissionKind
from daihoi.rules.papers import CATALOGUE
from tests.elections.counted import announced, presiding, seat, settled
from tests.factories import grant
from tests.factories.elections import ElectionFactory
from tests.factories.organizations import MembershipFactory
from tests.factories.registry import EntryFactory

pytestmark = pytest.mark.django_db


def titles(user: object) -> list[str]:
    return [str(row.title) for row in offers.waiting(user)]


def facts_of(round_: Round) -> dict[str, str]:
    told = offers.facts_of(round_.election.congress, clock.today())
    return {
        name: value if isinstance(value, str) else "\n".join(each.text for each in value)
        for name, value in told.items()
    }


def test_a_result_waits_for_who_announces_it() -> None:
    round_ = settled([26, 24, 20, 12])
    actor = presiding(round_)
    assert "Công bố kết quả bầu chi ủy" in titles(actor)
    secretary = grant(Role.SECRETARY, round_.election.congress.organization)
    assert "Công bố kết quả bầu chi ủy" not in titles(secretary)
    announce_result(round_, actor=actor)
    assert "Công bố kết quả bầu chi ủy" not in titles(actor)


def test_minutes_and_ballots_wait_until_they_are_kept() -> None:
    round_ = announced([26, 24, 20, 12])
    secretary = grant(Role.SECRETARY, round_.election.congress.organization)
    waiting = {"In, ký biên bản kiểm phiếu bầu chi ủy", "Niêm phong phiếu bầu chi ủy"}
    assert waiting <= set(titles(secretary))
    deposit_minutes(round_, actor=secretary)
    seal_ballots(round_, "Phong bì giáp lai, giao văn thư.", actor=secretary)
    assert not waiting & set(titles(secretary))


def test_papers_name_who_was_elected() -> None:
    round_ = announced([26, 24, 20, 12])
    congress = round_.election.congress
    assert facts_of(round_)["kết quả bầu cử"] == (
        "Chi ủy: Nguyễn Văn An (26 phiếu, 92,9 %), Trần Thị Ánh (24 phiếu, 85,7 %),"
        " Lê Đức Bình (20 phiếu, 71,4 %)."
    )
    office = ElectionFactory.create(
        congress=congress, office="secretary", seats=1, planned_seats=1, position=1
    )
    second = settled([20, 8], seats=1, election=office)
    second.names.filter(position=1).update(person=round_.names.get(position=2).person)
    assert "bí thư khóa mới" not in facts_of(round_)
    announce_result(second, actor=presiding(second))
    told = facts_of(round_)
    assert told["số chi ủy viên trúng cử"] == "03"
    assert told["bí thư khóa mới"] == "Nguyễn Văn An"
    assert told["kết quả bầu bí thư, phó bí thư, đại biểu"] == (
        "Bí thư: Nguyễn Văn An (20 phiếu, 71,4 %)."
    )
    assert told["danh sách đề nghị chuẩn y"] == (
        "Bí thư: Trần Thị Ánh;\nChi ủy viên: Nguyễn Văn An;\nChi ủy viên: Lê Đức Bình."
    )


def test_what_was_typed_before_fills_other_papers_until_it_is_known() -> None:
    round_ = settled([26, 24, 20, 12])
    congress = round_.election.congress
    secretary = grant(Role.SECRETARY, congress.organization)
    deposit(
        congress,
        CATALOGUE["BCKQ"],
        (),
        source="test:1",
        source_label="Thử",
        values={"bí thư khóa mới": "Lê Đức Bình"},
        actor=secretary,
    )
    assert facts_of(round_)["bí thư khóa mới"] == "Lê Đức Bình"


def test_elected_people_are_found_once_announced() -> None:
    round_ = settled([26, 24, 20, 12])
    member = grant(Role.MEMBER, round_.election.congress.organization)
    search = next(each for each in offers.searches() if each.key == "trung-cu")
    assert search.find(member, "binh", 0, 5) == []
    announce_result(round_, actor=presiding(round_))
    (hit,) = search.find(member, "le binh", 0, 5)
    assert (hit.title, hit.url) == (
        "Lê Đức Bình",
        reverse("elections:result_detail", args=[round_.pk]),
    )
    assert hit.note.startswith("Trúng cử chi ủy · ")
    assert search.find(member, "dung", 0, 5) == []
    stranger = grant(Role.MEMBER, ElectionFactory.create().congress.organization)
    assert search.find(stranger, "le binh", 0, 5) == []


def test_the_dossier_asks_for_every_office_and_every_count() -> None:
    round_ = announced([26, 24, 20, 12])
    congress = round_.election.congress
    office = ElectionFactory.create(congress=congress, office="secretary", seats=1, position=1)
    secretary = grant(Role.SECRETARY, congress.organization)
    checks = offers.readiness(secretary, Results(congress))
    assert [(each.is_met, str(each.detail)) for each in checks] == [
        (False, "Chưa bầu xong: bí thư."),
        (False, "Chưa đưa vào văn bản biên bản kiểm phiếu bầu: chi ủy."),
    ]
    deposit_minutes(round_, actor=secretary)
    office.state, office.outcome = "cancelled", "Không bầu."
    office.save(update_fields=["state", "outcome"])
    checks = offers.readiness(secretary, Results(congress))
    assert [each.is_met for each in checks] == [True, True]


def test_the_dossier_after_the_congress_knows_posts_and_minutes() -> None:
    round_ = announced([26, 24, 20, 12])
    congress = round_.election.congress
    secretary = grant(Role.SECRETARY, congress.organization)
    deposit_minutes(round_, actor=secretary)
    client = Client()
    client.force_login(secretary)
    shown = client.get(reverse("approvals:confirmation", args=[congress.pk])).content.decode()
    assert "Các chức danh đã bầu xong" in shown
    assert "Biên bản kiểm phiếu" in shown
    sent = client.get(
        reverse("approvals:dossier_submit", args=[congress.pk, "chuan-y"])
    ).content.decode()
    assert "Chi ủy viên: Nguyễn Văn An" in sent


def test_the_report_of_a_day_tells_announced_ballots() -> None:
    round_ = announced([26, 24, 20, 12])
    member = grant(Role.MEMBER, round_.election.congress.organization)
    table = next(
        each for each in offers.report(member, clock.today()) if str(each.title) == "Kết quả bầu cử"
    )
    assert table.rows[0][0] == "chi ủy"
    assert table.rows[0][3].startswith("Trúng cử: Nguyễn Văn An (26)")


def test_the_summary_list_after_the_congress_is_of_the_elected() -> None:
    round_ = announced([26, 24, 20, 12])
    congress = round_.election.congress
    secretary = grant(Role.SECRETARY, congress.organization)
    office = ElectionFactory.create(congress=congress, office="secretary", seats=1, position=1)
    second = settled([20, 8], seats=1, election=office)
    second.names.filter(position=1).update(person=round_.names.get(position=2).person)
    announce_result(second, actor=presiding(second))
    person = round_.names.get(position=1).person
    person.birth, person.hometown = "1978-09-05", "Lạng Sơn"
    person.save()
    MembershipFactory.create(
        person=person, admitted_on=date(2005, 2, 3), official_on=date(2006, 2, 3)
    )
    paper = make_paper(congress, CATALOGUE["DSTC"], skeletons()["DSTC"], actor=secretary)
    said = "\n".join(each.text for each in official_paper(paper).blocks)
    names = ("Trần Thị Ánh", "Nguyễn Văn An", "Lê Đức Bình")
    assert [said.index(name) for name in names] == sorted(said.index(name) for name in names)
    assert "Hoàng Thị Dung" not in said
    for told in ("05-9-1978", "Lạng Sơn", "03-2-2005, 03-2-2006", "Bí thư", "có 03 đồng chí"):
        assert told in said or told.replace("05-9", "5-9").replace("03-2", "3-2") in said, told
    row = next(
        each
        for each in lines_of(congress, SubmissionKind.CONFIRMATION, viewer=secretary)
        if each.code == "DSTC"
    )
    assert [each.paper for each in row.chosen] == [paper]


def test_papers_after_the_congress_know_its_day_and_who_came() -> None:
    round_ = announced([26, 24, 20, 12])
    congress = round_.election.congress
    congress.target_precision = "mid"
    congress.save()
    assert not facts_of(round_)["ngày đại hội"]
    seat(round_, 28)
    meeting = congress.meetings.get()
    day = f"tháng {meeting.on.month:02}" if meeting.on.month < 3 else f"tháng {meeting.on.month}"
    told = facts_of(round_)
    assert day in told["ngày đại hội"]
    assert str(meeting.on.year) in told["ngày đại hội"]
    assert (told["số đảng viên dự đại hội"], told["số đảng viên triệu tập"]) == ("28", "28")
    meeting.invitees.update(presence="unknown", arrived_at=None, marked_at=None, marked_by=None)
    meeting.state, meeting.ended_at, meeting.ended_by = "ended", clock.now(), meeting.created_by
    meeting.save()
    assert facts_of(round_)["số đảng viên dự đại hội"] == "28"  # the roll has it
    assert facts_of(round_)["số đảng viên chính thức dự"] == "28"


def test_several_minutes_stand_in_the_order_of_their_elections() -> None:
    committee = announced([26, 24, 20, 12])
    congress = committee.election.congress
    secretary = grant(Role.SECRETARY, congress.organization)
    office = ElectionFactory.create(congress=congress, office="secretary", seats=1, position=5)
    later = announced([20, 8], seats=1, election=office)
    papers = [deposit_minutes(each, actor=secretary) for each in (later, committee)]
    client = Client()
    client.force_login(secretary)

    def row() -> LineRow:
        rows = lines_of(congress, SubmissionKind.CONFIRMATION, viewer=secretary)
        return next(each for each in rows if each.code == "BBKP")

    assert [each.paper for each in row().chosen] == papers[::-1]
    assert (row().state, row().badge) == ("2 trên 2 chưa ban hành", "waiting")
    where = reverse("approvals:confirmation", args=[congress.pk])
    shown = " ".join(client.get(where).content.decode().split())
    assert "2 văn bản chưa ban hành" in shown
    assert "Chưa ban hành: " in shown
    entries = [
        EntryFactory.create(congress=congress, paper=each, kind="BBKP", subject=each.subject)
        for each in papers
    ]
    assert (row().state, row().badge) == ("đã ban hành cả 2", "done")
    shown = " ".join(client.get(where).content.decode().split())
    assert "chưa ban hành" not in shown
    assert all(f"đã ban hành {entry.symbol}" in shown for entry in entries)
