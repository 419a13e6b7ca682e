"""What no paper of a superior may set aside: the principles of a regulation that is confirmed."""

from fractions import Fraction
from typing import Any

from daihoi.rules.certainty import Certainty
from daihoi.rules.elections.values import Share
from daihoi.rules.parameters import Parameter

_HALF = Fraction(1, 2)


def against_principle(plain: Parameter[Any], value: Any) -> str:
    """Why a paper may not set ``value`` in place of ``plain``, in Vietnamese; "" where it may.

    More than half elects (E-010), what is elected is elected in secret (E-011), and who stands
    does not count (E-026): where the edition's own text is confirmed, local papers follow it.
    """
    if plain.certainty is not Certainty.SOURCED:
        return ""
    if plain.name == "majority" and _is_less(value):
        return f"“{value}” thấp hơn quá nửa; {plain.basis} buộc phải quá 1/2."
    if plain.name == "secret_ballot_for" and not set(plain.value) <= set(value):
        return f"không bỏ được chức danh nào khỏi việc bỏ phiếu kín ({plain.basis})."
    if plain.name == "tellers_off_list" and plain.value and not value:
        return f"người có tên trong danh sách bầu không được kiểm phiếu ({plain.basis})."
    return ""


def _is_less(value: Share) -> bool:
    return value.of_one < _HALF or (value.of_one == _HALF and not value.is_more_than)
