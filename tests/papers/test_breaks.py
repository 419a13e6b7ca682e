"""Long lines in the middle break between units of sense."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daihoi.papers.outline import Run, plain
from daihoi.papers.profiles import get_profile
from daihoi.papers.profiles.breaks import broken

MM = 72 / 25.4
PARTY = get_profile("party-2018")


@pytest.mark.parametrize(
    ("box", "room_mm", "wanted"),
    [
        ("superior", 83, "ĐẢNG BỘ KHỐI CÁC CƠ QUAN|TỈNH LẠNG SƠN"),
        ("issuer", 83, "CHI BỘ CỤC THI HÀNH ÁN|DÂN SỰ TỈNH LẠNG SƠN"),
        ("issuer", 83, "ĐẠI HỘI CHI BỘ CỤC|THI HÀNH ÁN DÂN SỰ|TỈNH LẠNG SƠN LẦN THỨ III,|NHIỆM KỲ 2020-2025"),
        ("subject", 165, "trình Đại hội Chi bộ Cục Thi hành án dân sự|tỉnh Lạng Sơn lần thứ III, nhiệm kỳ 2020-2025"),
        ("subject", 165, "về việc thành lập các tiểu ban giúp việc chuẩn bị|và tổ chức đại hội chi bộ nhiệm kỳ 2020-2025"),
        ("subject", 165, "Đại hội Chi bộ lần thứ III"),
        ("issuer", 83, "CHI BỘ {{don_vi}} THI HÀNH ÁN DÂN SỰ TỈNH LẠNG SƠN LẦN THỨ III"),
        ("superior", 83, "TỰ XUỐNG DÒNG Ở ĐÂY RỒI|NÊN KHÔNG AI XUỐNG DÒNG THAY DÙ DÒNG NÀY DÀI"),
    ],
)  # fmt: skip
def test_where_a_clerk_would_break(box: str, room_mm: float, wanted: str) -> None:
    given_text = wanted.replace("|", "\n" if "TỰ XUỐNG" in wanted else " ")
    type_ = getattr(PARTY.types, box)
    assert plain(broken((Run(given_text),), type_, room_mm * MM)).replace("\n", "|") == wanted


@given(st.lists(st.builds(Run, st.text("aĐ ,", max_size=30), bold=st.booleans()), max_size=4))
def test_only_spaces_become_breaks(runs: list[Run]) -> None:
    found = broken(tuple(runs), PARTY.types.issuer, 80.0)
    assert [run.text.replace("\n", " ") for run in found] == [run.text for run in runs]
    assert [run.bold for run in found] == [run.bold for run in runs]


def test_a_gap_keeps_its_place_in_a_broken_line() -> None:
    runs = (Run("trình Đại hội Chi bộ Cục Thi hành án dân sự tỉnh "), Run("Lạng Sơn", gap=True))
    found = broken(runs, PARTY.types.subject, 83 * MM)
    assert "\n" in plain(found)
    assert [run.text for run in found if run.gap] == ["Lạng Sơn"]
