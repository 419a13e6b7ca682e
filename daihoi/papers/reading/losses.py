"""What an outline cannot keep of a Word file, said before the import is confirmed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

_DESCRIPTIONS: Mapping[str, str] = {
    "images": "{count} hình ảnh không được nhập",
    "drawings": "{count} hình vẽ hoặc đường kẻ không được nhập",
    "word_art": "{count} chữ nghệ thuật (WordArt) không được nhập",
    "smart_art": "{count} sơ đồ SmartArt không được nhập, kể cả chữ bên trong",
    "charts": "{count} biểu đồ không được nhập",
    "objects": "{count} đối tượng nhúng không được nhập",
    "text_boxes": "{count} hộp văn bản trở thành đoạn thường, đặt sau đoạn có hộp",
    "equations": "{count} công thức được viết lại trên một dòng chữ",
    "fields": (
        "{count} trường tự động (ngày, số trang, tham chiếu, trộn thư …) chỉ giữ chữ đang hiện"
    ),
    "tracked_changes": (
        "có {count} thay đổi đang theo dõi (track changes); sẽ nhập bản đã chấp nhận mọi thay đổi"
    ),
    "refused_changes": (
        "có {count} thay đổi đang theo dõi (track changes); đọc bản trước các thay đổi đó"
    ),
    "comments": "{count} nhận xét (comment) không được nhập",
    "withdrawn": "{count} chỗ được thêm rồi lại bị xóa ngay trong bản này; không tính là thay đổi",
    "unkept_looks": (
        "{count} thay đổi về trình bày (cỡ chữ, phông chữ, lề, khung bảng) không được đưa vào"
    ),
    "untracked_looks": (
        "{count} đoạn khác về chữ đậm, chữ nghiêng, cấp đề mục hoặc cách trình bày mà không được"
        " theo dõi (track changes); không tính là thay đổi"
    ),
    "changes_elsewhere": (
        "{count} thay đổi ở ngoài phần lời (đầu trang, chân trang, hộp văn bản) không được đưa vào"
    ),
    "links": "{count} liên kết chỉ giữ chữ, không giữ địa chỉ",
    "nested_tables": "{count} bảng nằm trong bảng được chuyển thành các dòng chữ",
    "headers": "chữ ở đầu trang không được nhập",
    "footers": "chữ ở chân trang không được nhập",
    "endnotes": "{count} chú thích cuối văn bản được chuyển thành chú thích chân trang",
    "note_marks": "{count} chú thích mất chữ đậm, nghiêng, gạch chân",
    "heading_numbers": "{count} số đề mục tự động được chuyển thành chữ trong đề mục",
    "cell_numbers": "{count} số tự động trong ô bảng được chuyển thành chữ",
    "tcvn3": "{count} chữ theo bảng mã TCVN3 (phông .Vn…) đã chuyển sang Unicode",
    "vni": "{count} chữ theo bảng mã VNI (phông VNI-…) đã chuyển sang Unicode",
    "hidden_tcvn3": (
        "{count} chữ theo bảng mã TCVN3 nằm trong phông Unicode đã chuyển sang Unicode; hãy đọc lại"
    ),
    "hidden_vni": (
        "{count} chữ theo bảng mã VNI nằm trong phông Unicode đã chuyển sang Unicode; hãy đọc lại"
    ),
    "doubtful": (
        "{count} chỗ có chữ không rõ bảng mã được giữ như trong tệp; hãy sửa sau khi nhập,"
        " hoặc đặt đúng phông trong Word rồi tải lại"
    ),
    "invisible_marks": (
        "{count} ký tự không nhìn thấy (dấu chiều viết, khoảng trống không bề rộng) được bỏ"
    ),
    "right_to_left": "{count} đoạn viết từ phải sang trái trở thành đoạn thường",
    "phonetic_guides": "{count} chú âm trên chữ không được nhập",
    "highlights": "{count} chỗ tô màu nền chữ trở thành chữ thường",
    "contents": "mục lục ({count} dòng) không được nhập; phần mềm tự lập mục lục",
    "hidden_text": "{count} đoạn chữ ẩn không được nhập",
    "strikethrough": "{count} chỗ chữ gạch ngang trở thành chữ thường",
    "raised_text": "{count} chỗ chữ nâng lên hoặc hạ xuống trở thành chữ thường",
    "symbols": "{count} ký hiệu không rõ được thay bằng “□”",
}


class Place(NamedTuple):
    """Where something is: under which heading, at which paragraph.

    ``block`` counts as pages do, headings left out: 1-based, 0 if in none.
    """

    heading: str = ""
    block: int = 0
    words: str = ""  # the words concerned, when they are what is lost

    def __str__(self) -> str:
        parts = [f"mục “{self.heading}”"] if self.heading else []
        parts += [f"đoạn {self.block}"] if self.block else []
        parts += [f"“{self.words}”"] if self.words else []
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Loss:
    """One kind of thing that is not kept: how many, and where each of them is."""

    code: str
    count: int
    places: tuple[Place, ...]  # in reading order, each once

    @property
    def description(self) -> str:
        return _DESCRIPTIONS[self.code].format(count=self.count)


class LossBook:
    """Collects losses while a file is read; ``place`` is where the reading stands."""

    def __init__(self) -> None:
        self.place = Place()
        self._counts: dict[str, int] = {}
        self._places: dict[str, dict[Place, None]] = {}

    def add(self, code: str, count: int = 1, *, place: Place | None = None) -> None:
        self._counts[code] = self._counts.get(code, 0) + count
        self._places.setdefault(code, {})[place or self.place] = None

    def all(self) -> tuple[Loss, ...]:
        """Losses in the order of the list above."""
        return tuple(
            Loss(code, self._counts[code], tuple(self._places[code]))
            for code in _DESCRIPTIONS
            if code in self._counts
        )
