"""What the reader of a page sees and the outline does not say: paper, margins, type, draft mark."""

from dataclasses import dataclass

TWIPS_PER_MM = 1440 / 25.4
A4_TWIPS = (11906, 16838)


@dataclass(frozen=True, slots=True)
class Look:
    """The defaults are layout profile PARTY-2018 (Hướng dẫn 36-HD/VPTW, 03-4-2018)."""

    landscape: bool = False
    margins_mm: tuple[int, int, int, int] = (20, 20, 30, 15)  # top, bottom, left, right
    font: str = "Times New Roman"
    text_pt: int = 14
    table_pt: int = 13
    draft: int = 0  # "Dự thảo lần n" (draft mark) on the first page; 0 for none

    @property
    def page_twips(self) -> tuple[int, int]:
        """Width and height of the sheet as it is read."""
        width, height = A4_TWIPS
        return (height, width) if self.landscape else (width, height)

    @property
    def margins_twips(self) -> tuple[int, int, int, int]:
        """Top, bottom, left, right."""
        top, bottom, left, right = self.margins_mm
        return twips(top), twips(bottom), twips(left), twips(right)

    @property
    def text_width_twips(self) -> int:
        """From the left margin to the right one."""
        _, _, left, right = self.margins_twips
        return self.page_twips[0] - left - right


def twips(mm: float) -> int:
    return round(mm * TWIPS_PER_MM)
