"""The catalogue of papers, row by row against the table it comes from."""

import pytest

from daihoi.rules.papers import CATALOGUE, TYPES, Condition, DossierPart, Need, Phase, SeriesKind

# Section 4 of the catalogue of documents: code, Vietnamese, English, letters, series, phase,
# signed by, required, dossier. The last four are of items 13, 14 and 8 of the dossier before
# the congress (P45), and of the one after it (P72).
TABLE = """
KHDH|Kế hoạch tổ chức đại hội|Congress plan|KH|C|P|T/M chi ủy (bí thư)|R|X
QDTB|Quyết định thành lập tiểu ban|Decision establishing subcommittees|QĐ|C|P|T/M chi ủy / chi bộ|R|O
PCNV|Phân công nhiệm vụ|Assignment list|TB|C or S|P|chi ủy / head of subcommittee|R|
DCBC|Đề cương báo cáo chính trị|Outline of the political report|-|-|P|documents subcommittee|R|
BCCT|Báo cáo chính trị|Political report|BC|C (as submitted)|P, D|T/M chi ủy|R|X
BCKD|Báo cáo kiểm điểm của chi ủy|Committee's self-review report|BC|C|P, D|T/M chi ủy|R|X
DTNQ|Dự thảo nghị quyết đại hội|Draft congress resolution|NQ|-|P, D|-|R|X
NQDH|Nghị quyết đại hội|Congress resolution (adopted)|NQ|H|D|T/M đoàn chủ tịch|R|
CTHD|Chương trình hành động|Action programme|CTr|C (new term)|P, A|T/M new committee|R|X (draft)
DANS|Đề án nhân sự cấp ủy|Personnel plan|ĐA|C|P, D|T/M chi ủy|R|X
DSTN|Danh sách trích ngang|Summary list of candidates|-|-|P, A|-|R|X
BCDV|Báo cáo tình hình đảng viên dự đại hội|Report on members attending|BC|C/H|D|T/M chi ủy (all-member congress)|R|
BCTT|Báo cáo thẩm tra tư cách đại biểu|Credentials report|BC|H|D|credentials committee|only delegate congress|
CTDH|Chương trình đại hội|Congress programme|CTr|C draft / H adopted|P, D|chi ủy / đoàn chủ tịch|R|X
KBDH|Kịch bản điều hành|Running script|-|-|P, D|supporting staff|R|
QCLV|Quy chế làm việc của đại hội|Congress working rules|QC|H|D|đoàn chủ tịch|R|X (draft)
NQUY|Nội quy đại hội|House rules|-|-|D|ban tổ chức / đoàn chủ tịch|O|
QCBC|Quy chế / hướng dẫn bầu cử|Election rules / guide|QC|H|D|đoàn chủ tịch|R|
DKDH|Dự kiến đoàn chủ tịch, thư ký, ban kiểm phiếu|Proposed presidium, secretaries, tellers|-|-|P|chi ủy|R|X
DVKM|Diễn văn khai mạc|Opening speech|-|-|D|đoàn chủ tịch|R|
DVBM|Diễn văn bế mạc|Closing speech|-|-|D|đoàn chủ tịch|R|
TLUN|Tham luận|Prepared speech|-|-|D|author|R (2-3)|
PBCD|Phát biểu chỉ đạo của cấp trên|Superior's address|-|-|D|guest|O|
LDCT|Lời dẫn chương trình|Compère's words|-|-|D|compère|O|
BTYK|Bảng tổng hợp tiếp thu, giải trình ý kiến|Opinion summary table|-|S|P|documents subcommittee|R|X
BCGY|Báo cáo tổng hợp ý kiến góp ý văn kiện cấp trên|Synthesis of comments on superior drafts|BC|H/C|P, D, A|đoàn chủ tịch / chi ủy|R|
TTDH|Tờ trình xin duyệt tổ chức đại hội|Submission for approval of the congress|TTr|C|P|T/M chi ủy|R|X
TBKL|Thông báo kết luận duyệt đại hội|Superior's review conclusion (incoming)|TB|external|P|superior|R|
TBTT|Thông báo / giấy triệu tập|Convening notice|TB|C|P|T/M chi ủy|R|
GMOI|Giấy mời|Invitation|-|-|P|T/M chi ủy|R|
BBSH|Biên bản sinh hoạt chi bộ (thường kỳ, chuyên đề)|Cell meeting minutes|BB|C or minute book|M|chair + minute-taker|R|
BBCU|Biên bản hội nghị chi ủy|Committee conference minutes|BB|C|M|chair + minute-taker|R|
KLSH|Thông báo kết luận|Notice of conclusions|TB / KL|C|M|chair|O|
NQSH|Nghị quyết sinh hoạt|Meeting resolution|NQ|C|M|T/M chi bộ|O|
BBDH|Biên bản đại hội|Congress minutes|BB|H|D|T/M đoàn chủ tịch + thư ký|R|
BBKP|Biên bản kiểm phiếu / bầu cử|Vote-count minutes|BB|H|D|ban kiểm phiếu + đoàn chủ tịch|R|
PBAU|Phiếu bầu|Ballot paper|-|-|D|-|R|
BCKQ|Báo cáo kết quả đại hội|Report on congress results|BC|C (new term)|A|T/M new committee|R|
TTCY|Tờ trình đề nghị chuẩn y|Submission for confirmation|TTr|C (new term)|A|T/M new committee|R|
QDCY|Quyết định chuẩn y|Confirmation decision (incoming)|QĐ|external|A|superior|R|
PAYT|Phương án phòng, chống dịch|Health protection plan|PA|C|P|T/M chi ủy / logistics|when an epidemic rule is in force|X
DMKT|Bảng kiểm khánh tiết, hậu cần|Decoration and logistics checklist|-|-|P|propaganda-logistics|R|
TINB|Tin, bài|News item|-|-|P, D, A|author, approved by propaganda head|O|
MLHS|Mục lục hồ sơ|File index for archive|-|-|A|clerk|R|
DSKM|Danh sách khách mời|List of guests|-|-|P|chi ủy|O|X
BCCB|Báo cáo công tác chuẩn bị đại hội|Report on preparation|BC|C|P|T/M chi ủy|R|X
BBNS|Biên bản giới thiệu nhân sự|Nomination minutes|BB|C or minute book|P|chair + minute-taker|O|
DSTC|Danh sách trích ngang người trúng cử|Summary list of those elected|-|-|A|-|R|
"""
ROWS = [line.split("|") for line in TABLE.strip().splitlines()]
SERIES = {
    "C": "committee",
    "H": "congress",
    "S": "subcommittee",
    "external": "external",
    "minute book": "",
}
PHASES = {
    "P": Phase.PREPARATION,
    "M": Phase.MEETING,
    "D": Phase.DAY,
    "A": Phase.AFTER,
}
DOSSIER = {
    "": DossierPart.NONE,
    "X": DossierPart.MEMBER,
    "X (draft)": DossierPart.DRAFT,
    "O": DossierPart.OPTIONAL,
}


def series_of(text: str) -> tuple[SeriesKind, ...]:
    """Kinds of series, in the order of "C draft / H adopted" and the like."""
    found = [
        SERIES[name]
        for part in text.replace(" or ", "/").split("/")
        for name in SERIES
        if part.strip().split(" (")[0] in {name, f"{name} draft", f"{name} adopted"}
    ]
    return tuple(SeriesKind(name) for name in found if name)


def test_every_row_is_there_in_its_order() -> None:
    assert list(CATALOGUE) == [row[0] for row in ROWS]
    assert len(CATALOGUE) == 48


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_a_kind_is_as_in_its_row(row: list[str]) -> None:
    code, name, english, letters, series, phases, _signed, required, dossier = row
    kind = CATALOGUE[code]
    assert (kind.code, kind.name, kind.english) == (code, name, english)
    assert kind.types == (() if letters == "-" else tuple(letters.split(" / ")))
    assert kind.series == series_of(series)
    assert kind.is_of_new_term is ("new term" in series)
    assert kind.may_stay_in_book is ("minute book" in series)
    assert kind.phases == tuple(PHASES[part.strip()] for part in phases.split(","))
    assert kind.dossier is DOSSIER[dossier]
    assert kind.is_incoming is ("(incoming)" in english)
    if required == "R":
        assert (kind.need, kind.at_least) == (Need.REQUIRED, 1)
    elif required == "R (2-3)":
        assert (kind.need, kind.at_least) == (Need.REQUIRED, 2)
    elif required == "O":
        assert kind.need is Need.OPTIONAL
    else:
        assert kind.need is Need.CONDITIONAL
        assert kind.condition is not Condition.NONE


def test_conditions_are_those_of_the_table() -> None:
    told = {row[0]: row[7] for row in ROWS if CATALOGUE[row[0]].need is Need.CONDITIONAL}
    assert told == {
        "BCTT": "only delegate congress",
        "PAYT": "when an epidemic rule is in force",
    }
    assert CATALOGUE["BCTT"].condition is Condition.DELEGATES
    assert CATALOGUE["PAYT"].condition is Condition.HEALTH


def test_every_kind_names_who_signs_but_those_nobody_signs() -> None:
    unsigned = {code for code, kind in CATALOGUE.items() if not kind.signed_by}
    assert unsigned == {row[0] for row in ROWS if row[6] == "-"} == {"DTNQ", "DSTN", "PBAU", "DSTC"}
    assert CATALOGUE["KHDH"].signed_by == "T/M chi ủy (bí thư)"
    assert CATALOGUE["NQDH"].signed_by == "T/M đoàn chủ tịch"


def test_personnel_papers_are_restricted() -> None:
    """S41; a ballot paper holds names before they are presented."""
    restricted = {code for code, kind in CATALOGUE.items() if kind.is_restricted}
    assert restricted == {"DANS", "DSTN", "PBAU", "BBNS", "DSTC"}
    assert {CATALOGUE[code].writer for code in restricted} == {"personnel"}


def test_every_type_has_its_letters() -> None:
    assert {key: type_.name for key, type_ in TYPES.items()} == {
        "NQ": "Nghị quyết",
        "QĐ": "Quyết định",
        "QĐ-quy-dinh": "Quy định",
        "KL": "Kết luận",
        "QC": "Quy chế",
        "TB": "Thông báo",
        "BC": "Báo cáo",
        "KH": "Kế hoạch",
        "CTr": "Chương trình",
        "TTr": "Tờ trình",
        "ĐA": "Đề án",
        "PA": "Phương án",
        "HD": "Hướng dẫn",
        "CV": "Công văn",
        "BB": "Biên bản",
        "BS": "Bản sao",
        "GM": "Giấy mời",
    }
    assert TYPES["QĐ-quy-dinh"].abbreviation == TYPES["QĐ"].abbreviation == "QĐ"
    assert not TYPES["CV"].is_printed
    for kind in CATALOGUE.values():
        assert set(kind.types) <= set(TYPES)


def test_every_row_says_where_it_comes_from() -> None:
    assert all(kind.source for kind in CATALOGUE.values())
