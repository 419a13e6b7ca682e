"""What papers are filled from: facts of the apps, what people typed, and the paper itself."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from daihoi.base import offers
from daihoi.congresses.models import BasisDocument, Congress
from daihoi.congresses.queries.facts import basis_words, day_words
from daihoi.papers.fields import field_key
from daihoi.papers.official import CheckMark, OfficialPaper
from daihoi.papers.outline import Run, plain
from daihoi.registry.actions import papers as actions
from daihoi.registry.models import Paper
from daihoi.registry.queries.counts import misfits_of
from daihoi.registry.queries.filling import (
    fields_of,
    missing_fields,
    official_paper,
    profile_of,
    sources_of,
    template_of,
    typed_value,
    values_for,
)
from daihoi.registry.skeletons import skeletons
from daihoi.rules.papers import CATALOGUE
from tests.congresses.preparing import TODAY, on, user_of
from tests.factories import DocumentFactory, OpinionRoundFactory
from tests.registry.writing import Writing

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Iterator[Writing]:
    with on():
        yield Writing()


def text_of(paper: OfficialPaper) -> str:
    return "\n".join(block.text for block in paper.blocks)


def fill(paper: Paper, **values: str) -> Paper:
    named = {name.replace("_", " "): text for name, text in values.items()}
    return actions.fill_fields(paper, named, revision=paper.revision, actor=paper.created_by)


def test_facts_are_those_that_the_apps_declare(office: Writing) -> None:
    found = offers.facts_of(office.congress, TODAY)
    assert set(found) <= {fact.name for fact in offers.facts()}
    assert found["chi bộ"] == "Chi bộ Cục Thử"
    assert found["cấp ủy cấp trên"] == "Đảng ủy Khối các cơ quan tỉnh"
    assert found["đảng bộ cấp trên"] == "Đảng bộ Khối các cơ quan tỉnh"
    assert (found["bí thư"], found["phó bí thư"]) == ("Lê Thị Bí Thư", "Đặng Văn Phó")
    assert [block.text for block in found["chi ủy"]] == [
        "Đồng chí Lê Thị Bí Thư, Bí thư;",
        "Đồng chí Đặng Văn Phó, Phó Bí thư.",
    ]
    assert (found["số đảng viên"], found["số đảng viên chính thức"]) == ("07", "07")
    assert (found["lần thứ"], found["nhiệm kỳ"]) == ("III", "2020-2025")
    assert found["nhiệm kỳ trước"] == "2015-2020"
    assert found["thời gian đại hội"] == "đầu tháng 4 năm 2020"
    assert found["ngày đại hội"] == ""  # no paper states a day that nobody has set
    office.congress.target_precision = "day"
    assert offers.facts_of(office.congress, TODAY)["ngày đại hội"].startswith("ngày ")
    assert [block.text for block in found["các tiểu ban"]] == [
        "Tiểu ban Văn kiện: đồng chí Trần Văn Trưởng làm trưởng tiểu ban; 02 thành viên;",
        "Tiểu ban Nhân sự: đồng chí Vũ Thị Nhân làm trưởng tiểu ban; 01 thành viên.",
    ]


def test_only_apps_that_answer_a_wanted_field_are_asked(office: Writing) -> None:
    everything = offers.facts_of(office.congress, TODAY)
    assert all(fact.name == field_key(fact.name) for fact in offers.facts())
    for name in ("chi bộ", "bảng tiến độ", "văn kiện"):
        found = offers.facts_of(office.congress, TODAY, wanted=[name])
        assert found[name] == everything[name]
        assert len(found) < len(everything)
    assert offers.facts_of(office.congress, TODAY, wanted=[]) == {}


def test_a_paper_reads_the_same_from_its_own_fields_as_from_all(office: Writing) -> None:
    everything = sources_of(office.congress, TODAY)
    for code in skeletons():
        paper = Paper(congress=office.congress, kind=code, content=skeletons()[code].to_json())
        few = sources_of(office.congress, TODAY, wanted=fields_of([paper]))
        assert official_paper(paper, sources=few) == official_paper(paper, sources=everything)
        assert missing_fields(paper, few) == missing_fields(paper, everything)


def test_facts_take_the_same_number_of_queries_however_much_there_is(office: Writing) -> None:
    def read() -> int:
        with CaptureQueriesContext(connection) as found:
            offers.facts_of(Congress.objects.get(pk=office.congress.pk), TODAY)
        return len(found)

    DocumentFactory.create(subcommittee=office.body)
    before = read()
    for n in range(3):
        DocumentFactory.create(subcommittee=office.body, title=f"Văn kiện {n}")
        office.give(office.to_body, title=f"Việc {n}")
        office.member(f"Nông Văn Thêm {n}")
    assert read() == before <= 33


def test_a_list_of_members_names_post_and_unit_and_sections_by_their_name(office: Writing) -> None:
    head = office.body.posts.get(post="head").person
    unit = office.cell.units.create(name="Phòng Tổ chức cán bộ", position=1)
    for post, shown in (
        ("Phó Trưởng phòng, Chấp hành viên", "Phó Trưởng phòng Tổ chức cán bộ, Chấp hành viên"),
        ("Chuyên viên", "Chuyên viên, Phòng Tổ chức cán bộ"),
        ("", "Phòng Tổ chức cán bộ"),
    ):
        type(head).objects.filter(pk=head.pk).update(government_post=post, unit=unit)
        found = offers.facts_of(office.congress, TODAY)
        rows = found["danh sách tiểu ban"][1].table.rows
        assert [cell.text for cell in rows[1]][1:] == [head.full_name, shown, "Trưởng tiểu ban"]
    office.body.name = "Bộ phận giúp việc"
    office.body.save()
    found = offers.facts_of(office.congress, TODAY)
    rows = found["danh sách tiểu ban"][1].table.rows
    assert (rows[0][3].text, rows[1][3].text) == ("Nhiệm vụ trong bộ phận", "Trưởng bộ phận")
    assert f"đồng chí {head.full_name} làm trưởng bộ phận" in found["các tiểu ban"][0].text


def test_official_and_probationary_members_add_up_to_all(office: Writing) -> None:
    """Who is exempted or away belongs here still; who came for a time belongs elsewhere."""
    others = ("exempted", "away", "probationary", "incoming_temporary")
    for number, status in enumerate(others):
        person = office.member(f"Nông Văn Khác {number}")
        person.memberships.update(status=status)
    found = offers.facts_of(office.congress, TODAY)
    assert (found["số đảng viên"], found["số đảng viên chính thức"]) == ("10", "09")
    assert (found["số đảng viên dự bị"], found["số đảng viên miễn sinh hoạt"]) == ("01", "01")


def test_work_on_personnel_is_in_no_table(office: Writing) -> None:
    office.give(office.to_body, title="Chỉnh sửa báo cáo")
    office.give(f"subcommittee:{office.personnel.pk}", title="Thẩm tra lý lịch")
    DocumentFactory.create(subcommittee=office.personnel, title="Đề án kín")
    found = offers.facts_of(office.congress, TODAY)
    [table] = found["bảng phân công"]
    assert "Chỉnh sửa báo cáo" in table.text
    assert "lý lịch" not in table.text
    assert not any("Đề án kín" in block.text for block in found["văn kiện"])


def test_drafts_of_the_superior_are_none_of_the_congress(office: Writing) -> None:
    for kind, title in (("BCCT", "Báo cáo của ta"), ("VKCT", "Dự thảo của cấp trên")):
        document = DocumentFactory.create(subcommittee=office.body, kind=kind, title=title)
        OpinionRoundFactory.create(document=document, opinions_count=3)
    found = offers.facts_of(office.congress, TODAY)
    assert [block.text for block in found["văn kiện"]] == ["Báo cáo của ta, đã lấy ý kiến 01 lần."]
    [table] = found["bảng lấy ý kiến"]
    assert "cấp trên" not in table.text
    assert found["số ý kiến góp ý"] == "03"
    assert found["kết quả tiếp thu ý kiến"] == "đang xem xét 03"


@pytest.mark.parametrize(
    ("day", "precision", "words"),
    [
        (date(2020, 4, 3), "day", "ngày 03 tháng 4 năm 2020"),
        (date(2020, 2, 20), "day", "ngày 20 tháng 02 năm 2020"),
        (date(2020, 3, 25), "day", "ngày 25 tháng 3 năm 2020"),
        (date(2020, 12, 9), "day", "ngày 09 tháng 12 năm 2020"),
        (date(2020, 1, 15), "mid", "giữa tháng 01 năm 2020"),
    ],
)
def test_day_d_is_written_with_the_zeros_that_papers_have(
    office: Writing, day: date, precision: str, words: str
) -> None:
    office.congress.target_on, office.congress.target_precision = day, precision
    assert day_words(office.congress) == words
    office.congress.is_postponed = True
    assert day_words(office.congress) == ""


@pytest.mark.parametrize(
    ("number", "subject", "words"),
    [
        (
            "35-CT/TW",
            "Về đại hội đảng bộ các cấp.",
            "Căn cứ Chỉ thị số 35-CT/TW, ngày 30-5-2019 của Bộ Chính trị về đại hội đảng bộ các cấp;",
        ),
        (
            "26-HD/BTCTW",
            "Một số nội dung",
            "Căn cứ Hướng dẫn số 26-HD/BTCTW, ngày 30-5-2019 của Bộ Chính trị về một số nội dung;",
        ),
        (
            "26-HD/BTCTW",
            "Hướng dẫn thực hiện Chỉ thị 35",
            "Căn cứ Hướng dẫn số 26-HD/BTCTW, ngày 30-5-2019 của Bộ Chính trị về thực hiện Chỉ thị 35;",
        ),
        ("9", "Việc khác", "Căn cứ Văn bản số 9, ngày 30-5-2019 của Bộ Chính trị về việc khác;"),
    ],
)
def test_a_basis_is_cited_with_type_number_and_date(number: str, subject: str, words: str) -> None:
    basis = BasisDocument(
        number=number, issued_on=date(2019, 5, 30), issuer="Bộ Chính trị", subject=subject
    )
    assert basis_words(basis) == words


def test_a_draft_has_its_mark_an_open_number_and_yellow_gaps(office: Writing) -> None:
    official = official_paper(office.make())
    assert plain(official.issuer) == "CHI BỘ CỤC THỬ"
    assert plain(official.superior) == "ĐẢNG BỘ KHỐI CÁC CƠ QUAN TỈNH"
    assert " ".join(plain(official.number).split()) == "Số -KH/CB"
    assert plain(official.place_and_date) == "Lạng Sơn, ngày      tháng      năm 2020"
    assert (
        plain(official.subject) == "tổ chức Đại hội Chi bộ Cục Thử lần thứ III, nhiệm kỳ 2020-2025"
    )
    assert official.draft == 1
    assert "[địa điểm đại hội]" in official.gaps
    [signature] = official.signatures
    assert [plain(line) for line in signature.authority] == ["T/M CHI ỦY"]
    assert (plain(signature.position), plain(signature.name)) == ("BÍ THƯ", "Lê Thị Bí Thư")
    assert not signature.has_seal


def test_an_open_number_is_of_the_body_that_heads_the_paper(office: Writing) -> None:
    """A report that the committee makes before the congress has no number of the congress."""
    official = official_paper(office.make("BCGY"))
    assert " ".join(plain(official.number).split()) == "Số -BC/CB"
    assert plain(official.issuer) == "CHI BỘ CỤC THỬ"


def test_what_is_issued_has_its_number_day_and_mark_but_no_draft_mark(office: Writing) -> None:
    office.cell.has_seal = True
    office.cell.save()
    paper = Paper.objects.select_related("congress__organization").get(pk=office.make().pk)
    check = CheckMark("https://x.vn/k/1", "Kiểm tra văn bản")
    official = official_paper(paper, number="05-KH/CB", dated_on=date(2020, 2, 5), check=check)
    assert plain(official.number) == "Số 05-KH/CB"
    assert plain(official.place_and_date) == "Lạng Sơn, ngày 05 tháng 02 năm 2020"
    assert (official.draft, official.check) == (0, check)
    assert official.signatures[0].has_seal


def test_a_kind_without_number_bears_none_when_issued(office: Writing) -> None:
    paper = office.make("DVKM")
    official = official_paper(paper, is_issued=True)
    assert (official.number, official.draft) == ((), 0)


def test_what_is_typed_into_one_paper_fills_the_others(office: Writing) -> None:
    plan, notice = office.make("KHDH"), office.make("TBTT")
    fill(plan, địa_điểm_đại_hội="Hội trường lớn", thời_lượng_đại_hội="một ngày")
    sources = sources_of(office.congress)
    assert "địa điểm đại hội" not in missing_fields(notice, sources)
    assert "Hội trường lớn." in text_of(official_paper(notice))
    own = fill(notice, địa_điểm_đại_hội="Phòng họp")
    assert "Phòng họp." in text_of(official_paper(own))


def test_what_is_typed_into_a_restricted_paper_stays_in_such_papers(office: Writing) -> None:
    keeper = user_of(office.keeper)
    fill(office.make("DANS"), số_dư="02")
    first = office.make("PBAU", subcommittee=office.personnel, actor=keeper)
    fill(first, danh_sách_bầu_cử="Người Kín")
    ballot = office.make("PBAU", subcommittee=office.personnel, actor=keeper)
    assert "Người Kín" in text_of(official_paper(ballot))
    rules = office.make("QCBC")
    assert "[số dư]" in official_paper(rules).gaps


def test_fields_of_one_paper_are_its_own(office: Writing) -> None:
    first, second = office.make("BBSH"), office.make("BBSH")
    fill(first, giờ_bắt_đầu="14 giờ")
    assert "[giờ bắt đầu]" in official_paper(second).gaps


def test_several_lines_become_blocks(office: Writing) -> None:
    paper = fill(office.make("BBCU"), kết_luận_của_chủ_trì="- Một;\n- Hai.")
    official = official_paper(paper)
    texts = [block.text for block in official.blocks]
    assert texts[texts.index("Một;") + 1] == "Hai."
    assert typed_value("một dòng") == "một dòng"


def test_each_line_typed_into_a_row_is_a_row_of_its_own(office: Writing) -> None:
    """Columns stand between ";" or "|"; rows are counted; what is left out stays empty."""
    keeper = user_of(office.keeper)
    paper = office.make("DSTN", subcommittee=office.personnel, actor=keeper)
    lines = (
        "Nguyễn Văn A; 05-9-1978; Nam\n2 | Lê B | 1980 | Nữ | Kinh | x | y | z | t | u | v; w\n\n"
    )
    paper = fill(paper, danh_sách_trích_ngang=lines)
    official = official_paper(paper)
    [table] = [block.table for block in official.blocks if block.table]
    assert [[cell.text for cell in row] for row in table.rows[1:]] == [
        ["1", "Nguyễn Văn A", "05-9-1978", "Nam", "", "", "", "", "", "", ""],
        ["2", "Lê B", "1980", "Nữ", "Kinh", "x", "y", "z", "t", "u", "v; w"],
    ]
    one = official_paper(fill(paper, danh_sách_trích_ngang="Trần C"))
    assert [block.table.rows[1][1].text for block in one.blocks if block.table] == ["Trần C"]


def test_a_day_typed_in_figures_is_written_as_papers_do(office: Writing) -> None:
    paper = fill(office.make("BBSH"), ngày_họp="6/3/2020", giờ_bắt_đầu="8 giờ")
    assert "Bắt đầu lúc 8 giờ, ngày 06 tháng 3 năm 2020, tại" in text_of(official_paper(paper))
    paper = fill(paper, ngày_họp="sáng thứ Sáu")
    assert "sáng thứ Sáu" in text_of(official_paper(paper))


def test_a_day_that_an_app_would_tell_is_written_so_too(office: Writing) -> None:
    paper = fill(office.make("NQSH"), ngày_đại_hội="3/4/2020")
    values = values_for(paper, sources_of(office.congress))
    assert values["ngày đại hội"] == "ngày 03 tháng 4 năm 2020"


def test_votes_are_held_against_who_came_and_who_was_called(office: Writing) -> None:
    paper = fill(
        office.make("NQDH"),
        số_đảng_viên_triệu_tập="43",
        số_đảng_viên_dự_đại_hội="36",
        số_đồng_ý_nghị_quyết="35",
        số_không_đồng_ý_nghị_quyết="00",
        số_ý_kiến_khác_nghị_quyết="01",
    )
    assert misfits_of(paper) == []
    paper = fill(paper, số_ý_kiến_khác_nghị_quyết="02")
    (told,) = misfits_of(paper)
    votes = "Số đồng ý nghị quyết 35, số không đồng ý nghị quyết 00, số ý kiến khác nghị quyết 02"
    assert told == f"{votes}: nhiều hơn số đảng viên dự đại hội 36."
    (told,) = misfits_of(fill(paper, số_đảng_viên_dự_đại_hội="44"))
    assert told.startswith("Số đảng viên dự đại hội 44: nhiều hơn")


def test_a_paper_that_names_no_such_number_asks_no_app(office: Writing) -> None:
    paper = office.make("GMOI")
    with CaptureQueriesContext(connection) as asked:
        assert misfits_of(paper) == []
    assert not asked.captured_queries


def test_a_state_paper_has_the_marks_of_the_state(office: Writing) -> None:
    paper = office.make()
    paper.profile = "state-2020"
    official = official_paper(paper)
    assert plain(official.signatures[0].authority[0]) == "TM. CHI ỦY"
    assert profile_of(paper).is_state
    assert not profile_of(replace_profile(paper, "")).is_state


def replace_profile(paper: Paper, code: str) -> Paper:
    paper.profile = code
    return paper


def test_a_subcommittee_signs_and_heads_its_papers(office: Writing) -> None:
    paper = office.make("DCBC", subcommittee=office.body)
    official = official_paper(paper)
    assert plain(official.superior) == "CHI BỘ CỤC THỬ"
    assert plain(official.issuer) == "TIỂU BAN VĂN KIỆN"
    assert plain(official.signatures[0].name) == "Trần Văn Trưởng"


@pytest.mark.parametrize("code", list(skeletons()))
def test_gaps_and_missing_fields_are_the_same(office: Writing, code: str) -> None:
    """Every gap can be filled by its name, and then there is none."""
    body = office.personnel if CATALOGUE[code].is_restricted else None
    paper = office.make(code, subcommittee=body)
    missing = missing_fields(paper, sources_of(office.congress))
    values = dict.fromkeys(missing, "đã điền")
    filled = actions.fill_fields(paper, values, revision=paper.revision, actor=office.boss)
    assert official_paper(filled).gaps == ()
    assert missing_fields(filled, sources_of(office.congress)) == []
    issued = official_paper(filled, number="01-XX/CB", dated_on=TODAY)
    assert issued.gaps == ()
    assert replace(issued, draft=0) == issued


@pytest.mark.parametrize(
    ("day", "head", "signed", "symbol"),
    [
        (date(2020, 4, 2), "CHI BỘ CỤC THỬ", "BÍ THƯ", "-BC/CB"),
        (date(2020, 4, 3), "ĐOÀN CHỦ TỊCH", "T/M ĐOÀN CHỦ TỊCH", "-BC/ĐH"),
        (date(2020, 4, 4), "CHI BỘ CỤC THỬ", "BÍ THƯ", "-BC/CB"),
    ],
)
def test_head_and_series_agree_on_the_days_of_the_congress(
    office: Writing, day: date, head: str, signed: str, symbol: str
) -> None:
    """N2; the synthesis of comments is of the presidium then, of the committee before and after."""
    office.congress.target_on, office.congress.target_precision = date(2020, 4, 3), "day"
    office.congress.save()
    paper = office.make("BCGY")
    paper.dated_on = day
    official = official_paper(paper)
    assert plain(official.issuer) == head
    assert plain(official.signatures[0].position) == signed
    assert symbol in plain(official.number)
    missing = missing_fields(paper, sources_of(office.congress, day))
    assert ("chủ tịch đoàn" in missing) is (head == "ĐOÀN CHỦ TỊCH")


@pytest.mark.parametrize(
    ("number", "head", "signed", "symbol"),
    [
        ("", "CHI BỘ CỤC THỬ", "BÍ THƯ", "-BC/CB"),
        ("01-BC/ĐH", "ĐOÀN CHỦ TỊCH", "T/M ĐOÀN CHỦ TỊCH", "01-BC/ĐH"),
    ],
)
def test_who_came_is_reported_by_the_committee_under_its_own_number(
    office: Writing, number: str, head: str, signed: str, symbol: str
) -> None:
    """N2, C4: a paper of the committee on the day; given the congress's number, it is the presidium's."""
    office.congress.target_on, office.congress.target_precision = date(2020, 4, 3), "day"
    office.congress.save()
    paper = office.make("BCDV")
    paper.dated_on = date(2020, 4, 3)
    official = official_paper(paper, number=number, dated_on=paper.dated_on)
    assert plain(official.issuer) == head
    assert plain(official.signatures[0].position) == signed
    assert symbol in plain(official.number)


def test_a_head_that_somebody_typed_stays_on_any_day(office: Writing) -> None:
    office.congress.target_on, office.congress.target_precision = date(2020, 4, 3), "day"
    office.congress.save()
    paper = office.make("BCGY")
    paper.content = replace(template_of(paper), issuer=(Run("CHI BỘ"),)).to_json()
    paper.dated_on = date(2020, 4, 3)
    assert plain(official_paper(paper).issuer) == "CHI BỘ"
