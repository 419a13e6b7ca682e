"""What the reader of a page sees and the outline does not say: a layout profile and the sheet."""

from dataclasses import dataclass, field

from daihoi.papers.profiles import Profile, get_profile

TWIPS_PER_MM = 1440 / 25.4
TWIPS_PER_PT = 20


@dataclass(frozen=True, slots=True)
class Look:
    """A profile, and where a sheet differs from it."""

    profile: Profile = field(default_factory=lambda: get_profile("party-2018"))
    landscape: bool = False
    margins_mm: tuple[float, float, float, float] | None = None  # top, bottom, left, right
    table_pt: float = 0  # words in tables; 0 for the profile's
    draft: int = 0  # "Dự thảo lần n" (draft mark) on the first page of a text; 0 for none

    @property
    def font(self) -> str:
        return self.profile.typefaces[0]

    @property
    def page_twips(self) -> tuple[int, int]:
        """Width and height of the sheet as it is read."""
        page = self.profile.page
        width, height = twips(page.width_mm), twips(page.height_mm)
        return (height, width) if self.landscape else (width, height)

    @property
    def margins_twips(self) -> tuple[int, int, int, int]:
        """Top, bottom, left, right."""
        page = self.profile.page
        given = self.margins_mm or (page.top_mm, page.bottom_mm, page.left_mm, page.right_mm)
        top, bottom, left, right = given
        return twips(top), twips(bottom), twips(left), twips(right)

    @property
    def text_width_twips(self) -> int:
        """From the left margin to the right one."""
        _, _, left, right = self.margins_twips
        return self.page_twips[0] - left - right


def twips(mm: float) -> int:
    return round(mm * TWIPS_PER_MM)


def twips_of_pt(pt: float) -> int:
    return round(pt * TWIPS_PER_PT)
