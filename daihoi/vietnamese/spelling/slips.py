"""What a check finds: places in a text with what may have been meant."""

from dataclasses import dataclass
from enum import StrEnum

CAPITALS = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"  # inside [ ]


class SlipCode(StrEnum):
    """What is wrong; the words for people belong to the apps."""

    SYLLABLE = "syllable"  # không phải tiếng Việt viết đúng
    WORD = "word"  # khác dấu với từ quen dùng
    SPACE_BEFORE = "space_before"  # dấu cách trước dấu câu
    SPACE_AFTER = "space_after"  # thiếu dấu cách sau dấu câu
    SPACE_INSIDE = "space_inside"  # dấu cách sát trong ngoặc
    SPACE_DOUBLED = "space_doubled"  # nhiều dấu cách liền nhau
    MARK_DOUBLED = "mark_doubled"  # lặp dấu câu
    UNBALANCED = "unbalanced"  # ngoặc mở mà không đóng
    CASING = "casing"  # viết hoa không thống nhất
    TONE_PLACE = "tone_place"  # đặt dấu thanh không thống nhất
    DATE_STYLE = "date_style"  # ngày tháng nhiều kiểu
    DATE_WRONG = "date_wrong"  # ngày không có trong lịch


@dataclass(frozen=True, slots=True)
class Slip:
    """``found`` stands at ``start`` (in characters) and ``suggestion`` may be put there.

    None: nothing can be proposed.
    """

    code: SlipCode
    start: int
    found: str
    suggestion: str | None

    @property
    def stop(self) -> int:
        return self.start + len(self.found)


def like(word: str, model: str) -> str:
    """``word`` in the case of ``model``: all capitals, a capital first, or as it is."""
    if model.isupper() and len(model) > 1:
        return word.upper()
    if model[:1].isupper():
        return word[:1].upper() + word[1:]
    return word
