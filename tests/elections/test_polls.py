"""Minutes of the poll on people from the floor: in both files, in the register, on the page."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base.errors import NotPermitted, RuleBroken
from daihoi.elections.actions import nominations, polls
from daihoi.elections.actions.result_papers import deposit_poll
from daihoi.elections.models import Election, NominationSource, Poll
from daihoi.elections.papers.files import poll_file
from daihoi.registry.queries.filling import official_paper
from tests.elections.holding import Holding
from tests.elections.test_result_papers import squeezed, words_of
from tests.factories import grant

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Holding:
    made = Holding(20, day=date(2025, 4, 3))
    made.confirmed()
    return made


def from_floor(case: Holding, election: Election, number: int, supporters: int | None) -> None:
    row = nominations.nominate(
        election, case.people[number], NominationSource.FLOOR, by=case.people[10], actor=case.boss
    )
    if supporters is not None:
        nominations.record_support(row, supporters, actor=case.boss)


def test_the_minutes_say_who_had_enough_in_both_files(case: Holding) -> None:  # E-134, T34
    election = case.election()
    from_floor(case, election, 6, 6)
    from_floor(case, election, 7, 7)
    from_floor(case, election, 8, None)
    word, printed = words_of(poll_file(election))
    for said in (
        "ĐOÀN CHỦ TỊCH",
        "BIÊN BẢN KIỂM PHIẾU XIN Ý KIẾN",
        "về người ứng cử, được đề cử bầu chi ủy",
        "TỔ KIỂM PHIẾU XIN Ý KIẾN",
        f"{case.people[6]}: 6 người ủng hộ, cần 7: không đủ.",
        f"{case.people[7]}: 7 người ủng hộ, cần 7: đủ.",
        "190-QĐ/TW",
        f"XEM XÉT {case.people[7]}. Biên bản",
    ):
        assert squeezed(said) in squeezed(word), said
        assert squeezed(said) in squeezed(printed), said
    assert str(case.people[8]) not in word
    assert "TRƯỞNG BAN KIỂM PHIẾU" not in word
    assert "[số phiếu xin ý kiến phát ra]" in word


def test_papers_of_the_poll_are_told_in_its_minutes(case: Holding) -> None:  # E-069
    election = case.election()
    from_floor(case, election, 7, 7)
    polls.record_poll(
        election, 20, 19, 1, counters="Lê Thị Hà, Vũ Quốc An", head="Lê Thị Hà", actor=case.boss
    )
    word, printed = words_of(poll_file(election))
    for said in (
        "Số phiếu phát ra: 20; thu về: 19; hợp lệ: 18; không hợp lệ: 01.",
        "Tổ kiểm phiếu xin ý kiến gồm: Lê Thị Hà, Vũ Quốc An.",
    ):
        assert squeezed(said) in squeezed(word)
        assert squeezed(said) in squeezed(printed)
    assert "[số phiếu" not in word
    assert "[tổ trưởng" not in word
    entry = Entry.objects.get(action="elections.record_poll")
    assert (entry.after["returned"], entry.after["invalid"]) == (19, 1)
    polls.record_poll(election, 20, 20, 0, counters="Lê Thị Hà", head="Lê Thị Hà", actor=case.boss)
    assert Poll.objects.get().valid == 20
    paper = deposit_poll(election, actor=case.boss)
    assert paper.values["tổ trưởng tổ kiểm phiếu xin ý kiến"] == "Lê Thị Hà"


@pytest.mark.parametrize(
    ("papers", "code"),
    [
        ((20, 21, 0), "papers_do_not_fit"),
        ((20, 5, 6), "papers_do_not_fit"),
        ((21, 20, 0), "more_papers"),
        ((20, 7, 1), "fewer_valid"),
    ],
)
def test_papers_that_cannot_be_are_refused(
    case: Holding, papers: tuple[int, int, int], code: str
) -> None:
    election = case.election()
    from_floor(case, election, 7, 7)
    with pytest.raises(RuleBroken) as refused:
        polls.record_poll(election, *papers, counters="Hà", head="Hà", actor=case.boss)
    assert refused.value.code == code
    assert not Poll.objects.exists()
    assert polls.record_poll(election, 20, 7, 0, counters="Hà", head="Hà", actor=case.boss)
    with pytest.raises(RuleBroken) as more:
        nominations.record_support(election.nominations.get(), 8, actor=case.boss)
    assert more.value.code == "more_supporters"


def test_who_does_not_prepare_tells_no_papers(case: Holding) -> None:
    election = case.election()
    from_floor(case, election, 7, 7)
    with pytest.raises(NotPermitted):
        polls.record_poll(
            election, 20, 20, 0, counters="Hà", head="Hà", actor=grant(Role.MEMBER, case.cell)
        )


def test_the_page_asks_for_the_papers(case: Holding, client: Client) -> None:
    election = case.election()
    from_floor(case, election, 7, 7)
    client.force_login(case.boss)
    page = reverse("elections:election_detail", args=[election.pk])
    form = reverse("elections:poll_record", args=[election.pk])
    assert "Chưa ghi số phiếu xin ý kiến" in client.get(page).content.decode()
    assert 'value="20"' in client.get(form).content.decode()
    told = {"given": 20, "returned": 22, "invalid": 0, "counters": "Lê Thị Hà", "head": "Lê Thị Hà"}
    assert "các số không khớp" in client.post(form, told).content.decode()
    assert client.post(form, told | {"returned": 19}).status_code == 302
    assert "phát ra 20, thu về 19" in client.get(page).content.decode()
    support = reverse("elections:nomination_support", args=[election.nominations.get().pk])
    assert "Cần 7 người ủng hộ trên 20 người đang dự." in client.get(support).content.decode()


def test_there_are_no_minutes_of_a_poll_nobody_held(case: Holding) -> None:
    election = case.election()
    from_floor(case, election, 6, None)
    with pytest.raises(RuleBroken) as refused:
        poll_file(election)
    assert refused.value.code == "no_poll"


def test_the_poll_has_a_paper_of_its_own_in_the_register(case: Holding) -> None:
    election = case.election()
    from_floor(case, election, 7, 7)
    paper = deposit_poll(election, actor=case.boss)
    assert (paper.kind, paper.source) == ("BBKP", f"elections.poll:{election.pk}")
    assert paper.source_label == "Biên bản xin ý kiến bầu chi ủy"
    assert paper.subject.startswith("Biên bản kiểm phiếu xin ý kiến về người ứng cử")
    assert paper.dated_on == date(2025, 4, 3)
    official = official_paper(paper)
    assert "".join(run.text for run in official.issuer) == "ĐOÀN CHỦ TỊCH"
    assert len(official.signatures) == 2
    from_floor(case, election, 6, 9)
    again = deposit_poll(election, actor=case.boss)
    assert again.pk == paper.pk
    assert any(f"{case.people[6]}: 9 người" in block.text for block in official_paper(again).blocks)
    assert Entry.objects.filter(action="elections.deposit_poll").count() == 2


def test_who_does_not_prepare_puts_no_poll_into_the_register(case: Holding) -> None:
    election = case.election()
    from_floor(case, election, 7, 7)
    with pytest.raises(NotPermitted):
        deposit_poll(election, actor=grant(Role.MEMBER, case.cell))


def test_the_page_offers_the_minutes_once_somebody_was_polled_on(
    case: Holding, client: Client
) -> None:
    election = case.election()
    from_floor(case, election, 6, None)
    page, pdf = (
        reverse(f"elections:{name}", args=[election.pk]) for name in ("election_detail", "poll_pdf")
    )
    client.force_login(case.boss)
    assert pdf not in client.get(page).content.decode()
    assert client.get(pdf).status_code == 422
    from_floor(case, election, 7, 7)
    assert pdf in client.get(page).content.decode()
    assert client.get(pdf)["Content-Type"] == "application/pdf"
    assert client.get(reverse("elections:poll_word", args=[election.pk])).status_code == 200
    kept = client.post(reverse("elections:poll_deposit", args=[election.pk]), follow=True)
    assert "Đã đưa biên bản vào văn bản" in kept.content.decode()
    assert "Cập nhật biên bản trong văn bản" in client.get(page).content.decode()
