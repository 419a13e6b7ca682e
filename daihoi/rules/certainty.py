"""How sure what the rules say is; every datum from a regulation carries it."""

from enum import StrEnum


class Certainty(StrEnum):
    """How sure a row is."""

    SOURCED = "C"  # có nguồn xác nhận
    SECONDARY = "S"  # nguồn thứ cấp
    DEFAULT = "D"  # mặc định của phần mềm
    UNCONFIRMED = "U"  # chưa có nguồn xác nhận
