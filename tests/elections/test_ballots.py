"""Ballot papers: what they say, every copy alike; printed, given out, exchanged, back in the box."""

import io
from dataclasses import replace

import pdfplumber
import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from daihoi.audit.models import Entry
from daihoi.base.errors import Conflict, NotPermitted, RuleBroken
from daihoi.elections.actions import ballots
from daihoi.elections.models import Round, Sheet
from daihoi.elections.papers.ballots import ballots_pdf
from daihoi.elections.queries.ballots import ballot_page, face_of, proposed_papers
from daihoi.elections.queries.law import rules_of
from daihoi.papers.typesetting.ballots import MARKS, BallotFace, TooLong, write_ballots
from daihoi.rules.elections.loading import rule_set
from tests.elections.holding import Holding

pytestmark = pytest.mark.django_db
FACE = BallotFace(
    superior="Đảng ủy Khối các cơ quan tỉnh",
    organization="Chi bộ Cục Thi hành án dân sự tỉnh",
    congress="Đại hội lần thứ III",
    term="Nhiệm kỳ 2020-2025",
    title="Phiếu bầu Chi ủy",
    day="Lạng Sơn, ngày 3 tháng 4 năm 2020",
    stamp="Dấu của chi bộ cơ sở",
    instructions=("Danh sách có 4 người, bầu 3 người.",),
    names=("Nguyễn Văn An", "Trần Thị Ánh", "Lê Đức Bình", "Vũ Đình Đạt"),
    columns=("Đồng ý", "Không đồng ý"),
    mark=3,
)
MM = 72 / 25.4


@pytest.fixture
def case() -> Holding:
    made = Holding(28)
    made.confirmed()
    return made


def printed(case: Holding, number: int = 31, sheet: Sheet = Sheet.A5) -> Round:
    return ballots.print_ballots(case.listed(), number, sheet, actor=case.boss)


def opened(pdf: bytes) -> pdfplumber.PDF:
    return pdfplumber.open(io.BytesIO(pdf))


@pytest.mark.parametrize(
    ("sheet", "pages", "size", "across", "down"),
    [("a4", 7, (210, 297), 1, 1), ("a5", 4, (297, 210), 2, 1), ("a6", 2, (210, 297), 2, 2)],
)
def test_every_copy_is_like_every_other(
    sheet: str, pages: int, size: tuple[int, int], across: int, down: int
) -> None:
    """No number, code or place tells one paper from another of its kind."""
    pdf = write_ballots(FACE, 7, sheet)
    papers = []
    with opened(pdf) as document:
        assert len(document.pages) == pages == FACE.pages(7, sheet)
        for page in document.pages:
            assert (round(page.width / MM), round(page.height / MM)) == size
            wide, high = page.width / across, page.height / down
            for place in range(across * down):
                left, top = place % across * wide, place // across * high
                inside = (left + 1, top + 1, left + wide - 1, top + high - 1)
                part = page.within_bbox(inside)  # all but the edge where it is cut
                marks = [
                    (letter["text"], round(letter["x0"] - left, 1), round(letter["top"] - top, 1))
                    for letter in part.chars
                ]
                lines = sorted(
                    (
                        kind,
                        round(each["x0"] - left, 1),
                        round(each["top"] - top, 1),
                        round(each["width"], 1),
                    )
                    for kind in ("rects", "lines", "curves")
                    for each in getattr(part, kind)
                )
                if marks:
                    papers.append((marks, lines))
    assert len(papers) == 7
    assert all(each == papers[0] for each in papers)


def test_a_paper_says_whose_it_is_and_how_to_vote() -> None:
    with opened(write_ballots(FACE, 1, "a5")) as document:
        (page,) = document.pages
        text = page.extract_text()
        stamp = page.search("Dấu của chi bộ cơ sở")[0]
        title = page.search("PHIẾU BẦU CHI ỦY")[0]
    for words in (
        "ĐẢNG ỦY KHỐI", "CHI BỘ CỤC", "ĐẠI HỘI LẦN THỨ III", "NHIỆM KỲ 2020-2025",
        "ngày 3 tháng 4 năm 2020", "Danh sách có 4 người, bầu 3 người.", "Đồng ý",
    ):  # fmt: skip
        assert words in text
    for position, name in enumerate(FACE.names, 1):
        assert f"{position} {name}" in text
    assert "Ký" not in text  # nobody signs
    assert stamp["x1"] < 297 / 4 * MM
    assert stamp["bottom"] < title["top"]


@pytest.mark.parametrize("sheet", ["a4", "a5", "a6"])
def test_a_short_list_takes_the_room_it_has(sheet: str) -> None:
    """Names stand large, each on one line, and no third of the paper below them stays empty."""
    face = replace(FACE, columns=())
    with opened(write_ballots(face, 1, sheet)) as document:
        page = document.pages[0]
        high = {"a4": 297, "a5": 210, "a6": 297 / 2}[sheet] * MM
        last = page.search(face.names[-1])[0]
        assert last["bottom"] > high * 0.62
        assert last["bottom"] < high - 12 * MM
        sizes = {name: round(page.search(name)[0]["chars"][0]["size"], 1) for name in face.names}
    assert len(set(sizes.values())) == 1
    assert sizes[face.names[0]] > {"a4": 24, "a5": 16, "a6": 13}[sheet]


def test_one_long_name_beside_columns_stays_on_its_line() -> None:
    name = "Nguyễn Thị Phương Thảo"
    with opened(write_ballots(replace(FACE, names=(name,)), 1, "a5")) as document:
        assert document.pages[0].search(name)


def test_no_letter_lacks_its_glyph() -> None:
    with pikepdf.open(io.BytesIO(write_ballots(FACE, 1, "a4"))) as document:
        fonts = document.pages[0].Resources.Font
        assert all("/ToUnicode" in fonts[name] for name in fonts)
        assert document.Root.MarkInfo.Marked
    with opened(write_ballots(FACE, 1, "a4")) as document:
        assert "\ufffd" not in document.pages[0].extract_text()


def test_ballots_of_a_congress_differ_in_tint_and_shape() -> None:
    looks = {(replace(FACE, mark=n).tint, replace(FACE, mark=n).shape) for n in range(MARKS)}
    assert len(looks) == MARKS
    for one in range(MARKS - 1):
        first, second = replace(FACE, mark=one), replace(FACE, mark=one + 1)
        assert first.tint != second.tint
        assert first.shape != second.shape
    tints = set()
    for mark in range(5):
        with opened(write_ballots(replace(FACE, mark=mark), 1, "a4")) as document:
            band = min(document.pages[0].rects, key=lambda each: each["top"] + each["height"])
            assert band["height"] < 12  # the rest of the paper is white, for pen and stamp
            tints.add(band["non_stroking_color"])
    assert len(tints) == 5


def test_every_print_shows_which_it_is() -> None:
    texts = []
    for edition in (1, 2):
        with opened(write_ballots(replace(FACE, edition=edition), 1, "a5")) as document:
            texts.append(f"Mẫu in lần {edition}" in document.pages[0].extract_text())
    assert texts == [True, True]


def test_more_names_than_fit_are_refused() -> None:
    many = replace(FACE, names=tuple(f"Nguyễn Văn {n}" for n in range(60)))
    with pytest.raises(TooLong):
        write_ballots(many, 1, "a6")
    assert write_ballots(replace(FACE, names=many.names[:30]), 1, "a4")


def test_the_face_follows_the_list_and_the_edition(case: Holding) -> None:
    round_ = printed(case)
    face = face_of(round_, rules_of(case.congress))
    assert face.names == tuple(row.printed for row in round_.names.all())
    assert face.title.lower() == "phiếu bầu chi ủy"
    assert face.columns == ()
    assert any("gạch ngang" in said for said in face.instructions)
    assert any("Phải gạch ít nhất 1 người" in said for said in face.instructions)
    case.cell.kind = "cell"
    case.cell.save()
    round_ = Round.objects.get(pk=round_.pk)
    assert face_of(round_, rules_of(case.congress)).stamp != face.stamp
    round_.style = "agree_disagree"
    assert face_of(round_, rule_set("vn-party-2014")).columns == ("Đồng ý", "Không đồng ý")


def test_printing_is_noted_and_a_reprint_is_another_edition(case: Holding) -> None:
    round_ = printed(case)
    assert (round_.printed, round_.sheet, round_.edition) == (31, "a5", 1)
    with opened(ballots_pdf(round_)) as document:
        assert len(document.pages) == 16
    again = ballots.print_ballots(round_, 20, Sheet.A6, actor=case.boss)
    assert (again.printed, again.sheet, again.edition) == (20, "a6", 2)
    entry = Entry.objects.filter(action="elections.print_ballots").latest("pk")
    assert entry.before == {"printed": 31, "edition": 1, "sheet": "a5"}
    for number in (0, 100_000):
        with pytest.raises(RuleBroken):
            ballots.print_ballots(round_, number, Sheet.A5, actor=case.boss)


def test_papers_are_given_out_to_voters_in_the_room_only(case: Holding) -> None:
    """T09: never more than official members present."""
    (teller, _other) = case.tellers(case.people[20], case.people[21])
    round_ = printed(case)
    with pytest.raises(NotPermitted):
        ballots.issue_ballots(round_, 28, actor=case.boss)
    with pytest.raises(RuleBroken) as refused:
        ballots.issue_ballots(round_, 29, actor=teller)
    assert refused.value.code == "too_many"
    case.mark(case.people[0], "left")
    issued = ballots.issue_ballots(round_, 27, actor=teller)
    assert (issued.state, issued.present, issued.handed_out, issued.issued_by) == (
        "issued", 27, 27, teller,
    )  # fmt: skip
    assert issued.roll is not None
    assert issued.roll.base == 28
    case.mark(case.people[0], "present")
    more = ballots.issue_ballots(round_, 1, actor=teller)
    assert (more.present, more.handed_out) == (28, 28)


def test_nothing_is_given_out_before_it_is_printed(case: Holding) -> None:
    (teller, _other) = case.tellers(case.people[20], case.people[21])
    with pytest.raises(RuleBroken) as refused:
        ballots.issue_ballots(case.listed(), 28, actor=teller)
    assert refused.value.code == "not_printed"


def test_one_teller_is_too_few(case: Holding) -> None:
    (teller,) = case.tellers(case.people[20])
    with pytest.raises(RuleBroken) as refused:
        ballots.issue_ballots(printed(case), 28, actor=teller)
    assert refused.value.code == "few_tellers"


def test_spoiled_papers_are_exchanged_and_the_sums_agree(case: Holding) -> None:
    (teller, _other) = case.tellers(case.people[20], case.people[21])
    round_ = ballots.issue_ballots(printed(case), 28, actor=teller)
    round_ = ballots.exchange_ballots(round_, 2, actor=teller)
    assert (round_.handed_out, round_.spoiled, round_.issued) == (30, 2, 28)
    with pytest.raises(RuleBroken) as refused:
        ballots.exchange_ballots(round_, 2, actor=teller)
    assert refused.value.code == "more_than_printed"
    more = ballots.print_ballots(round_, 5, Sheet.A6, actor=case.boss)
    assert (more.printed, more.edition, more.sheet) == (36, 1, "a5")


def test_more_papers_back_than_out_stop_the_count(case: Holding) -> None:
    (teller, _other) = case.tellers(case.people[20], case.people[21])
    round_ = ballots.issue_ballots(printed(case), 28, actor=teller)
    with pytest.raises(RuleBroken, match="28 phiếu phát ra") as refused:
        ballots.open_box(round_, 29, actor=teller)
    assert refused.value.code == "more_returned"
    assert "bỏ lượt bầu" in str(refused.value.advice)
    round_.refresh_from_db()
    assert (round_.state, round_.returned) == ("issued", None)


def test_the_number_of_too_many_papers_is_kept_and_shown(case: Holding, client: Client) -> None:
    (teller, _other) = case.tellers(case.people[20], case.people[21])
    round_ = ballots.issue_ballots(printed(case), 28, actor=teller)
    client.force_login(teller)
    page = client.post(reverse("elections:box_open", args=[round_.pk]), {"returned": 29})
    assert "28 phiếu phát ra" in page.content.decode()
    round_.refresh_from_db()
    assert (round_.state, round_.returned, round_.more_returned) == ("issued", None, 29)
    entry = Entry.objects.get(action="elections.note_more_returned")
    assert entry.after == {"more_returned": 29, "issued": 28}
    shown = client.get(reverse("elections:ballot_detail", args=[round_.pk])).content.decode()
    assert "Đếm được 29 phiếu trong hòm" in shown
    ballots.open_box(round_, 28, actor=teller)
    with pytest.raises(Conflict):
        ballots.note_more_returned(round_, 29, actor=teller)


def test_fewer_papers_back_go_on_and_can_be_put_right(case: Holding) -> None:
    (teller, _other) = case.tellers(case.people[20], case.people[21])
    round_ = ballots.issue_ballots(printed(case), 28, actor=teller)
    counting = ballots.open_box(round_, 26, actor=teller)
    assert (counting.state, counting.returned, counting.opened_by) == ("counting", 26, teller)
    entry = Entry.objects.get(action="elections.open_box")
    assert "mẫu số không đổi" in entry.after["said"]
    assert entry.after["tellers"] == [each["name"] for each in counting.tellers]
    assert {each["person"] for each in counting.tellers} == {
        case.people[20].pk,
        case.people[21].pk,
    }
    with pytest.raises(Conflict):
        ballots.issue_ballots(round_, 1, actor=teller)
    again = ballots.correct_returned(round_, 27, reason="Hai phiếu dính nhau.", actor=teller)
    assert again.returned == 27
    entry = Entry.objects.get(action="elections.correct_returned")
    assert (entry.before, entry.after["reason"]) == ({"returned": 26}, "Hai phiếu dính nhau.")


def test_the_page_knows_how_many_to_print(case: Holding) -> None:
    assert [proposed_papers(n) for n in (5, 28, 300)] == [7, 31, 330]
    page = ballot_page(case.listed().pk, viewer=case.boss)
    assert (page.proposed, page.pages, page.tellers) == (31, 16, 0)
    assert page.can.print
    assert not page.can.issue
