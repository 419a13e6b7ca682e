"""The parts of congress minutes, in the order of the paper (Biên bản đại hội)."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from types import MappingProxyType

from daihoi.base.language import said

OPENING, ATTENDANCE, BODIES = "opening", "attendance", "bodies"
COURSE, SPEECHES, ADDRESS = "course", "speeches", "address"
LISTS, TELLERS, BALLOTS, ELECTED = "lists", "tellers", "ballots", "elected"
RESOLUTION, CLOSING = "resolution", "closing"
# Heading of a part, then its sections with theirs; "" where the part has one section.
PARTS: Sequence[tuple[str, Sequence[tuple[str, str]]]] = (
    (
        "I. THỜI GIAN, ĐỊA ĐIỂM, THÀNH PHẦN",
        (
            (OPENING, "1. Khai mạc"),
            (ATTENDANCE, "2. Thành phần, tình hình đảng viên dự đại hội"),
            (BODIES, "3. Đoàn chủ tịch, thư ký đại hội"),
        ),
    ),
    ("II. DIỄN BIẾN ĐẠI HỘI", ((COURSE, ""),)),
    ("III. THAM LUẬN, THẢO LUẬN", ((SPEECHES, ""),)),
    ("IV. PHÁT BIỂU CỦA CẤP TRÊN, Ý KIẾN TIẾP THU", ((ADDRESS, ""),)),
    (
        "V. BẦU CỬ",
        (
            (LISTS, "1. Số lượng cần bầu; ứng cử, đề cử, xin rút; danh sách bầu cử"),
            (TELLERS, "2. Ban kiểm phiếu"),
            (BALLOTS, "3. Kết quả kiểm phiếu"),
            (ELECTED, "4. Người trúng cử"),
        ),
    ),
    ("VI. THÔNG QUA NGHỊ QUYẾT", ((RESOLUTION, ""),)),
    ("VII. BẾ MẠC", ((CLOSING, ""),)),
)
SECTIONS: Mapping[str, str] = MappingProxyType(
    {code: heading or part for part, sections in PARTS for code, heading in sections}
)


@dataclass(frozen=True, slots=True)
class Section:
    """What a section says: lines, each a paragraph. ``code`` is one of `SECTIONS`."""

    code: str
    lines: tuple[str, ...]

    @property
    def heading(self) -> str:
        return said(SECTIONS[self.code])

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def digest(self) -> str:
        return digest_of(self.text)


def lines_of(text: str) -> tuple[str, ...]:
    """The paragraphs of a typed text, without empty ones."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def digest_of(text: str) -> str:
    """SHA-256 of a text."""
    return sha256(text.encode()).hexdigest()


def digest_of_all(sections: Iterable[Section]) -> str:
    """SHA-256 of what a whole text says, section by section."""
    written = json.dumps([[each.code, each.lines] for each in sections], ensure_ascii=False)
    return digest_of(written)
