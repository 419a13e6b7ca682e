"""When a script may be final: after the programme is approved, and in line with it (S49, S52)."""

from daihoi.rules.findings import REFERENCE_CASE, Basis, Finding

APPROVED_FIRST = Basis(REFERENCE_CASE, "kịch bản hoàn thiện sau khi chương trình được duyệt")
IN_LINE = Basis(REFERENCE_CASE, "kịch bản theo đúng chương trình đại hội")


def may_finalise(*, is_approved: bool, still_holds: bool, differences: int) -> list[Finding]:
    """What stands against a final script; only `not_approved` and `not_holding` may be overridden."""
    found = []
    if not is_approved:
        found.append(Finding("not_approved", APPROVED_FIRST))
    elif not still_holds:
        found.append(Finding("not_holding", APPROVED_FIRST))
    if differences:
        found.append(Finding("differences", IN_LINE, {"n": differences}))
    return found
