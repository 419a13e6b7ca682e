"""How sure what the rules say is; every datum from a regulation carries it."""

from collections.abc import Iterable
from enum import StrEnum

UNSURE = "chưa có nguồn xác nhận"  # what users are told of U


class Certainty(StrEnum):
    """How sure a row is, the surest first."""

    SOURCED = "C"  # có nguồn xác nhận
    SECONDARY = "S"  # nguồn thứ cấp
    DEFAULT = "D"  # mặc định của phần mềm
    UNCONFIRMED = "U"  # chưa có nguồn xác nhận

    @property
    def is_told(self) -> bool:
        """Whether some source says so; what is only a default holds nobody back."""
        return self in {Certainty.SOURCED, Certainty.SECONDARY}


def weakest(certainties: Iterable[Certainty]) -> Certainty:
    """The least sure; C where there is none."""
    return max(certainties, key=tuple(Certainty).index, default=Certainty.SOURCED)
