import pytest
from hypothesis import given
from hypothesis import strategies as st

from daihoi.vietnamese.places import Located, Locator, Place, PlacedBlock, locate, parse_place
from tests.vietnamese.report import opinions, report_blocks


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("Phần thứ hai, mục III, chỉ tiêu 5", Place(part=2, section=3, row=5)),
        ("P2.III.1", Place(part=2, section=3, numbers=(1,))),
        ("Phần I mục IV.1.1", Place(part=1, section=4, numbers=(1, 1))),
        ("Mục IV.1, Phần thứ hai", Place(part=2, section=4, numbers=(1,))),
        ("Biểu số 2, dòng 5", Place(table=2, row=5)),
        ("P2, mục V, khâu 2", Place(part=2, section=5, numbers=(2,))),
        ("Trang 7", Place(page=7)),
        ("Đoạn 41", Place(paragraph=41)),
        ("Toàn văn", Place(is_whole=True)),
        ("Toàn bộ dự thảo.", Place(is_whole=True)),
        ("Đơn vị phối hợp", Place(words=("don vi phoi hop",))),
        ("Phần thứ nhất, mục I, khó khăn", Place(part=1, section=1, words=("kho khan",))),
        ("", Place()),
    ],
)
def test_steps_of_a_written_place(written: str, place: Place) -> None:
    assert parse_place(written) == place


def test_every_place_of_the_sample_opinions_is_found_where_it_can_be() -> None:
    locator = Locator(report_blocks())
    found = {number: locator.locate(place) for number, place, _ in opinions()}
    # "Trang 1 và trang 9", "Trang 7" and "Toàn văn" name no block.
    assert [number for number, place in found.items() if place is None] == [1, 3, 9, 30, 37, 41]
    keys = {number: (place.key, place.row) for number, place in found.items() if place}
    # The keys are indexes of blocks, read off the report by eye.
    assert keys == {
        **dict.fromkeys((2, 5, 27), ("79", None)),  # part 2, IV.1.1
        **dict.fromkeys((4, 11, 15, 21, 22, 46, 52), ("61", None)),  # part 1, V
        6: ("31", None),  # part 1, III.1.2
        **dict.fromkeys((7, 42), ("76", None)),  # table 2
        **dict.fromkeys((8, 25, 33), ("107", None)),  # part 2, VI
        **dict.fromkeys((10, 51), ("17", None)),  # part 1, I.2
        **dict.fromkeys((12, 16, 44), ("103", None)),  # part 2, V, item 2
        13: ("76", 8),
        14: ("99", None),  # part 2, V
        **dict.fromkeys((17, 43, 50, 60), ("41", None)),  # part 1, III.1.7
        **dict.fromkeys((18, 20, 49, 54, 57), ("76", 1)),
        **dict.fromkeys((19, 35, 38, 45), ("70", None)),  # part 2, I
        **dict.fromkeys((23, 29, 34, 40), ("76", 5)),
        24: ("63", None),  # part 1, V, subjective causes
        **dict.fromkeys((26, 28, 36), ("74", None)),  # part 2, III
        **dict.fromkeys((31, 56, 58), ("5", None)),  # theme
        32: ("64", None),  # part 1, VI
        39: ("77", None),  # part 2, IV
        47: ("78", None),  # part 2, IV.1
        48: ("53", None),  # part 1, III.3
        53: ("62", None),  # part 1, V, objective causes
        55: ("113", None),  # annex
        59: ("43", None),  # part 1, III.2
    }


def test_the_path_leads_from_the_part_to_the_row() -> None:
    place = locate("Phần thứ hai, mục III, chỉ tiêu 5", report_blocks())
    assert place == Located(key="76", path=("69", "74", "76", "5"), row=5)


def test_a_paragraph_is_counted_among_all_blocks() -> None:
    blocks = report_blocks()
    first, beyond = locate("Đoạn 1", blocks), locate(f"Đoạn {len(blocks) + 1}", blocks)
    assert first is not None
    assert first.key == "0"
    assert beyond is None
    assert locate("Đoạn 0", blocks) is None


def test_a_number_that_fits_two_sections_finds_none() -> None:
    blocks = report_blocks()
    assert locate("Mục V", blocks) is None
    assert locate("Mục 1.7", blocks) is None
    assert locate("Phần thứ ba, mục V", blocks) is None
    far = locate("Trang 8, mục 1.7", blocks)
    assert far is not None
    assert far.key == "91"


def test_what_fits_several_sections_names_them_all() -> None:
    locator = Locator(report_blocks())
    assert locator.several("Mục V") == ("61", "99")
    assert locator.several("P2, mục V") == locator.several("Mục XX") == ()
    assert locator.several("Toàn văn") == locator.several("đoạn 5") == ()


def test_what_is_missing_inside_a_section_leaves_the_section() -> None:
    place = locate("P2.IV.9", report_blocks())
    assert place is not None
    assert place.key == "77"


blocks = st.lists(
    st.builds(
        PlacedBlock,
        key=st.uuids().map(str),
        kind=st.sampled_from(["heading", "paragraph", "item", "table"]),
        level=st.integers(0, 4),
        text=st.sampled_from(["PHẦN THỨ NHẤT\nA", "I. B", "1. C", "1.1. D", "Biểu số 1", "", "E"]),
        number=st.integers(0, 2),
        rows=st.sampled_from([(), ("TT", "1"), ("1", "01")]),
    ),
    max_size=8,
)


@given(st.text("P12.IVphần mục số dòng,đoạn ", max_size=20) | st.text(max_size=20), blocks)
def test_any_words_find_a_block_or_none(written: str, version: list[PlacedBlock]) -> None:
    place = locate(written, version)
    assert place is None or (
        place.key in {block.key for block in version} and place.key in place.path
    )
