"""Minutes of a count and the other papers of results, in Word and in PDF."""

from io import BytesIO

import pdfplumber
import pytest
from docx import Document

from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base import clock
from daihoi.base.errors import NotFound, NotPermitted
from daihoi.elections.actions.held import HeldRound
from daihoi.elections.actions.result_papers import deposit_minutes
from daihoi.elections.actions.results import announce_result
from daihoi.elections.actions.sealing import seal_ballots
from daihoi.elections.actions.settling import settle
from daihoi.elections.models import Count, DoubtfulPaper, Round
from daihoi.elections.papers.files import PaperFile, congress_file, round_file
from daihoi.elections.queries.signing import lacking
from daihoi.registry.queries.filling import official_paper
from daihoi.rules.elections.kinds import Fault, Verdict
from daihoi.rules.wording import by_paper
from tests.elections.counted import announced, counting, presiding, settled, tally_of, teller
from tests.factories import grant
from tests.factories.elections import BodyMemberFactory, ElectionFactory
from tests.factories.organizations import PersonFactory

pytestmark = pytest.mark.django_db


def told() -> Round:
    """A round with everything minutes carry: 30 handed out, 2 exchanged, 2 invalid."""
    made = counting([0, 0, 0, 0], handed_out=30, spoiled=2, returned=28)
    counted = tally_of(
        made, [16, 22, 24, 14], valid=26, invalid={Verdict.OVERVOTE: 1, Fault.SIGNED: 1}
    )
    head = teller(made, is_head=True)
    settle(HeldRound(made), counted, actor=head)
    announce_result(made, actor=presiding(made))
    made.refresh_from_db()
    return made


def words_of(made: PaperFile) -> tuple[str, str]:
    """The words in the Word file and in the PDF, spaces apart."""
    document = Document(BytesIO(made.word))
    parts = [
        "".join(each.text or "" for each in paragraph.iter() if each.tag.endswith("}t"))
        for paragraph in document.element.body.iter()
        if paragraph.tag.endswith("}p")
    ]
    with pdfplumber.open(BytesIO(made.pdf)) as opened:
        printed = " ".join(page.extract_text() for page in opened.pages)
    return " ".join(" ".join(parts).split()), " ".join(printed.split())


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_the_minutes_carry_everything_in_both_files() -> None:  # E-133
    round_ = told()
    word, printed = words_of(round_file(round_, "bien-ban"))
    for said in (
        "BIÊN BẢN KIỂM PHIẾU",
        "bầu chi ủy",
        "Số lượng bầu: 03. Danh sách bầu có 04 người:",
        "1. Nguyễn Văn An",
        "được triệu tập",
        "Có mặt khi bỏ phiếu",
        "Vắng mặt khi bỏ phiếu",
        "28 (30 − 02 hỏng đã đổi)",
        "Phiếu thu về",
        "bầu quá số lượng cần bầu",
        "phiếu có ký tên",
        "28; cần 15",
        "57,1",
        "đúng một nửa, chưa quá nửa: cần 15 phiếu",
        "1. Lê Đức Bình: 24 phiếu, đạt 85,7 % mẫu số.",
        "3. Nguyễn Văn An: 16 phiếu, đạt 57,1 % mẫu số.",
        "TRƯỞNG BAN KIỂM PHIẾU",
        "ĐOÀN CHỦ TỊCH",
        "niêm phong",
    ):
        assert squeezed(said) in squeezed(word), said
        assert squeezed(said) in squeezed(printed), said
    assert "% trên mẫu số" in word


def test_papers_of_a_union_are_laid_out_as_those_of_the_state() -> None:
    round_ = told()
    congress = round_.election.congress
    congress.organization.kind = "union"
    congress.organization.save()
    fresh = Round.objects.get(pk=round_.pk)
    files = [round_file(fresh, "bien-ban"), round_file(fresh, "niem-phong")]
    files += [congress_file(fresh.election.congress, code) for code in ("trung-cu", "tong-hop")]
    for made in files:
        for said in words_of(made):
            assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in said, made.name
            assert "TM. ĐOÀN CHỦ TỊCH" in said, made.name
            assert "ĐẢNG CỘNG SẢN VIỆT NAM" not in said, made.name
            assert "T/M" not in said, made.name


def test_the_minutes_tell_how_the_count_went() -> None:  # E-027, E-125
    round_ = told()
    DoubtfulPaper.objects.create(
        round=round_, attempt=1, label="A1", seen="Gạch lấn sang dòng dưới", is_valid=False,
        ruling="Không rõ gạch ai.", present=["Đỗ Hà", "Vũ Bích"],
    )  # fmt: skip
    Count.objects.create(
        round=round_,
        attempt=1,
        side=2,
        version=2,
        reason="Nhập nhầm phiếu 7",
        teller=teller(round_),
    )
    word, printed = words_of(round_file(round_, "bien-ban"))
    for said in (
        "Phiếu chưa rõ A1: Gạch lấn sang dòng dưới. Ban kiểm phiếu (Đỗ Hà, Vũ Bích)",
        "quyết định không hợp lệ. Lý do: Không rõ gạch ai.",
        "Bên kiểm 2 kiểm lại, bản 2, nhập từng phiếu. Lý do: Nhập nhầm phiếu 7.",
    ):
        assert said in word
        assert squeezed(said) in squeezed(printed)


def test_papers_of_results_name_the_term() -> None:  # E-133
    round_ = told()
    congress = round_.election.congress
    files = [round_file(round_, code) for code in ("bien-ban", "niem-phong")]
    files += [congress_file(congress, code) for code in ("trung-cu", "tong-hop")]
    for made in files:
        assert f"lần thứ {congress.numeral}, nhiệm kỳ 20" in words_of(made)[0], made.name


def replaced(round_: Round) -> tuple[str, str]:
    """The head who counted is released, another is elected in her place; both names."""
    congress = round_.election.congress
    old = congress.body_members.get(body="tellers", is_head=True)
    old.is_head, old.released_at = False, clock.now()
    old.released_by, old.release_reason = old.named_by, "Ứng cử chức danh sau."
    old.save()
    person = PersonFactory.create(organization=congress.organization, full_name="Đàm Thị Tươi")
    BodyMemberFactory.create(congress=congress, body="tellers", person=person, is_head=True)
    return str(old.person), person.full_name


def test_papers_of_a_counted_ballot_keep_the_tellers_who_counted_it() -> None:  # E-026, E-133
    round_ = told()
    before, after = replaced(round_)
    congress = round_.election.congress
    for paper in (
        round_file(round_, "bien-ban"),
        round_file(round_, "niem-phong"),
        congress_file(congress, "trung-cu"),
        congress_file(congress, "tong-hop"),
    ):
        word, printed = words_of(paper)
        assert before in word, paper.name
        assert squeezed(before) in squeezed(printed), paper.name
        assert after not in word, paper.name
    assert f"- {before}, trưởng ban" in words_of(round_file(round_, "bien-ban"))[0]


def test_the_list_of_the_elected_names_each_head_where_two_counted() -> None:
    first = told()
    before, after = replaced(first)
    secretary = ElectionFactory.create(
        congress=first.election.congress, office="secretary", seats=1, planned_seats=1, position=1
    )
    announced([20, 6], seats=1, election=secretary)
    word, _printed = words_of(congress_file(first.election.congress, "trung-cu"))
    assert f"Trưởng ban kiểm phiếu: {before}." in word
    assert f"Trưởng ban kiểm phiếu: {after}." in word


def test_a_paper_with_many_articles_is_named_once() -> None:
    said = ("Quy chế 244, Điều 32, khoản 1", "Điều lệ, Điều 12", "Quy chế 244, Điều 15", "Mẫu")
    assert by_paper(said) == "Quy chế 244, Điều 32, khoản 1; Điều 15; Điều lệ, Điều 12; Mẫu"


@pytest.mark.parametrize(
    ("articles", "said"),
    [
        (["Điều 32, khoản 1–3", "Điều 32", "Điều 32, khoản 2"], "Điều 32, khoản 1–3"),
        (["Điều 32", "Điều 32, khoản 2"], "Điều 32, khoản 2"),
        (["Điều 3", "Điều 32, khoản 2"], "Điều 3; Điều 32, khoản 2"),
        (["Điều 32, khoản 4", "Điều 32, khoản 1–3"], "Điều 32, khoản 4; Điều 32, khoản 1–3"),
        (["Điều 15, khoản 2", "Điều 32, khoản 1–3"], "Điều 15, khoản 2; Điều 32, khoản 1–3"),
        (["Điều 32, khoản 1–3", "Điều 32, khoản 2–3"], "Điều 32, khoản 1–3"),
    ],
)
def test_a_citation_that_another_covers_is_left_out(articles: list[str], said: str) -> None:
    assert by_paper(f"244-QĐ/TW, {each}" for each in articles) == f"244-QĐ/TW, {said}"


def test_what_nobody_said_is_a_gap_until_it_is_said() -> None:
    round_ = told()
    word, _printed = words_of(round_file(round_, "bien-ban"))
    assert "[địa điểm đại hội]" in word
    assert "[người giữ phiếu niêm phong]" in word
    assert "[việc niêm phong phiếu bầu]" in word
    assert "BIÊN BẢN KIỂM PHIẾU (DỰ THẢO)" in word
    assert lacking(round_, place="").words == (
        "Biên bản còn thiếu: ngày, nơi họp; ghi việc niêm phong phiếu."
    )
    seal_ballots(round_, "Phong bì giáp lai, giao văn thư.", actor=teller(round_))
    round_.refresh_from_db()
    word, printed = words_of(round_file(round_, "bien-ban"))
    assert "[người giữ phiếu niêm phong]" not in word
    assert "DỰ THẢO" not in word
    assert squeezed("Phong bì giáp lai, giao văn thư. Giữ đến hết ngày") in squeezed(printed)
    assert lacking(round_, place="hội trường").decision == "complete"


def test_minutes_claim_no_reading_before_the_announcement() -> None:
    word, _printed = words_of(round_file(settled([26, 24, 20, 12]), "bien-ban"))
    assert "DỰ THẢO" in word
    assert "[việc đọc biên bản trước đại hội]" in word
    assert "đã đọc trước đại hội" not in word


def test_open_seats_stand_in_the_minutes_with_the_step() -> None:  # T21
    word, _printed = words_of(round_file(announced([26, 20, 14, 12]), "bien-ban"))
    assert "Còn thiếu 01 người: đại hội quyết định có bầu tiếp cho đủ không (Điều lệ" in word


def test_the_sealing_note_counts_the_papers() -> None:  # E-029
    round_ = told()
    word, printed = words_of(round_file(round_, "niem-phong"))
    for said in ("PHIẾU NIÊM PHONG PHIẾU BẦU", "Phiếu hợp lệ", "26", "Giữ phiếu đã niêm phong"):
        assert squeezed(said) in squeezed(word)
        assert squeezed(said) in squeezed(printed)


def test_list_and_summary_hold_announced_ballots_only() -> None:
    round_ = told()
    congress = round_.election.congress
    secretary = ElectionFactory.create(
        congress=congress, office="secretary", seats=1, planned_seats=1, position=1
    )
    settled([20, 6], seats=1, election=secretary)
    word, printed = words_of(congress_file(congress, "trung-cu"))
    for said in ("DANH SÁCH NGƯỜI TRÚNG CỬ", "1. Chi ủy", "Lê Đức Bình", "2. Bí thư"):
        assert squeezed(said) in squeezed(word)
        assert squeezed(said) in squeezed(printed)
    assert "Hoàng Thị Dung" not in word
    word, printed = words_of(congress_file(congress, "tong-hop"))
    assert squeezed("Hoàng Thị Dung: 14 (50 %)") in squeezed(word)
    assert squeezed("Hoàng Thị Dung: 14 (50 %)") in squeezed(printed)
    assert "Tỷ lệ phần trăm tính trên mẫu số." in word
    assert squeezed("20 (") not in squeezed(word)


def test_a_word_that_names_no_paper_is_not_found() -> None:
    round_ = told()
    with pytest.raises(NotFound):
        round_file(round_, "tong-hop")
    with pytest.raises(NotFound):
        congress_file(round_.election.congress, "bien-ban")


def test_each_ballot_has_a_paper_of_its_own_in_the_registry() -> None:
    first = announced([26, 20, 20, 12], seats=2)
    secretary = grant(Role.SECRETARY, first.election.congress.organization)
    paper = deposit_minutes(first, actor=secretary)
    again = announced([14, 8], seats=1, election=first.election, number=2, is_tie=True)
    other = deposit_minutes(again, actor=secretary)
    assert paper.pk != other.pk
    assert paper.pk == deposit_minutes(first, actor=secretary).pk
    assert (paper.kind, paper.source) == ("BBKP", f"elections.round:{first.pk}")
    assert other.source_label == (
        "Biên bản kiểm phiếu bầu chi ủy, lượt bầu 2, trong số người bằng phiếu"
    )
    official = official_paper(other)
    assert "chi ủy, lượt bầu 2" in "".join(run.text for run in official.subject)
    assert any("Trần Thị Ánh" in block.text for block in official.blocks)
    assert Entry.objects.filter(action="elections.deposit_minutes").count() == 3


def test_minutes_reach_the_registry_only_by_who_may_know_and_write() -> None:
    round_ = settled([26, 24, 20, 12])
    secretary = grant(Role.SECRETARY, round_.election.congress.organization)
    with pytest.raises(NotPermitted, match="đã công bố"):
        deposit_minutes(round_, actor=secretary)
    with pytest.raises(NotPermitted):
        deposit_minutes(round_, actor=teller(round_))
    announce_result(round_, actor=presiding(round_))
    deposit_minutes(round_, actor=secretary)
