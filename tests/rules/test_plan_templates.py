"""Templates that come with the house, held against the table they were taken from."""

import pytest

from daihoi.rules.editions import EDITIONS
from daihoi.rules.plans import (
    Certainty,
    Meaning,
    Responsible,
    Template,
    built_in_templates,
    check_rows,
    row_of,
    told_of,
)

# Code, offset and predecessors: rows of the field notes' section 4, and P36 for the short one.
FULL = """
M01 D-90 | M02 D-85 M01 | M03 D-80 M02 | M04 D-78 M03 | M05 D-75 M04 | M06 D-62 M05
M07 D-52 M06 | M08 D-45 M04 | M09 D-42 M07 | M10 D-36 M05 | M11 D-34 M08 | M12 D-32 M09
M13 D-30 M12 | M14 D-28 M13 | M15 D-25 M10 M11 M13 M14 | M16 D-18 M15 | M17 D-14 M16
M18 D-13 M17 | M19 D-12 M17 | M20 D-10 M12 | M21 D-9 M18 | M22 D-8 M17 | M23 D-6 M22
M24 D-5 M17 M22 | M25 D-5 M23 | M26 D-3 M19 | M27 D-2 M22 | M28 D-1 M24 M27 | M29 D M28
M30 D M29 | M31 D+1 M30 | M32 D+3 M30 | M33 D+7 WD M30 | M34 D+10 M30 | M35 M33+15 WD M33
M36 D+15 M30 | M37 D+30 M36 | M38 D+30 M30
"""
SHORT = """
M03 D-30 | M04 D-29 | M06 D-25 | M08 D-24 | M11 D-20 | M12 D-18 | M13 D-17 | M14 D-16 | M15 D-15
M17 D-9 | M18 D-8 | M19 D-8 | M21 D-6 | M22 D-5 | M23 D-4 | M24 D-3 | M25 D-3 | M26 D-3 | M27 D-2
M28 D-1 | M29 D | M30 D | M31 D+1 | M33 D+7 WD | M35 M33+15 WD | M36 D+15 | M37 D+30 | M38 D+30
"""
# Who answers, the first one first; P: presidium, NCU: the new committee, CT: the superior.
ANSWERS = """
M01 CU | M02 CU | M03 CU | M04 CU | M05 VK | M06 VK | M07 VK DP | M08 NS | M09 VK DV | M10 CU
M11 NS | M12 VK DV | M13 VK | M14 GV | M15 BT | M16 BT | M17 BT | M18 VK NS | M19 CU TTHL | M20 VK
M21 VK | M22 BT DV | M23 VK | M24 GV | M25 GV | M26 TTHL | M27 TTHL | M28 GV | M29 CU P | M30 P
M31 TTHL | M32 NCU | M33 NCU | M34 NCU | M35 CT | M36 NCU | M37 NCU | M38 GV TK
"""
WHO = {
    "CU": Responsible.COMMITTEE,
    "BT": Responsible.SECRETARY,
    "VK": Responsible.DOCUMENTS,
    "NS": Responsible.PERSONNEL,
    "TTHL": Responsible.PROPAGANDA_LOGISTICS,
    "GV": Responsible.STAFF,
    "DP": Responsible.UNITS,
    "DV": Responsible.MEMBERS,
    "P": Responsible.PRESIDIUM,
    "TK": Responsible.SECRETARIAT,
    "NCU": Responsible.NEW_COMMITTEE,
    "CT": Responsible.SUPERIOR,
}
# Only these limits have a source; the dossier's lead time and the hand-over to the archive have
# none that anybody confirmed; all others are the template's own.
SOURCED, UNCONFIRMED = {"M33", "M34", "M35"}, {"M15", "M38"}


def rows(table: str) -> list[tuple[str, str, list[str]]]:
    found = []
    for cell in table.replace("\n", "|").split("|"):
        if words := cell.split():
            working = "WD" in words
            code, offset, *after = [word for word in words if word != "WD"]
            found.append((code, f"{offset} WD" if working else offset, after))
    return found


def template(key: str) -> Template:
    return next(each for each in built_in_templates() if each.key == key)


def test_the_full_template_is_the_table() -> None:
    said = [(row.code, str(row.offset), list(row.after)) for row in template("vn-party-full").rows]
    assert len(said) == 38
    assert said == rows(FULL)


def test_the_short_template_keeps_codes_order_and_predecessors() -> None:
    """Predecessors are those of the full one; a row left out hands on what it waited for."""
    said = template("vn-party-short").rows
    assert [(row.code, str(row.offset)) for row in said] == [
        (code, offset) for code, offset, _ in rows(SHORT)
    ]
    whole = {code: after for code, _, after in rows(FULL)}
    kept = {row.code for row in said}

    def before(code: str) -> set[str]:
        return {
            found for each in whole[code] for found in ({each} if each in kept else before(each))
        }

    assert {row.code: set(row.after) for row in said} == {code: before(code) for code in kept}


def test_who_answers_is_the_table() -> None:
    told = {
        code: tuple(WHO[who] for who in answers)
        for code, *answers in (
            cell.split() for cell in ANSWERS.replace("\n", "|").split("|") if cell
        )
    }
    assert {row.code: row.responsible for row in template("vn-party-full").rows} == told
    # the short one hears committee and departments in one round (P36)
    told["M06"] = (Responsible.DOCUMENTS, Responsible.COMMITTEE, Responsible.UNITS)
    assert all(row.responsible == told[row.code] for row in template("vn-party-short").rows)


@pytest.mark.parametrize("key", ["vn-party-full", "vn-party-short"])
def test_a_limit_is_as_sure_as_its_source(key: str) -> None:
    for row in template(key).rows:
        sure = {
            row.code in SOURCED: Certainty.SOURCED,
            row.code in UNCONFIRMED: Certainty.UNCONFIRMED,
        }
        assert row.certainty is sure.get(True, Certainty.DEFAULT), row.code
        assert row.basis or row.certainty is not Certainty.SOURCED


@pytest.mark.parametrize("each", built_in_templates(), ids=lambda each: each.key)
def test_a_template_is_a_plan(each: Template) -> None:
    assert check_rows(each.rows) == []
    assert each.family in {edition.family for edition in EDITIONS}
    meanings = [row.meaning for row in each.rows if row.meaning]
    assert len(meanings) == len(set(meanings))
    by_meaning = {row.meaning: row for row in each.rows}
    approval, script = by_meaning[Meaning.APPROVAL], by_meaning[Meaning.SCRIPT]
    assert approval.code in script.after  # S52: no script before the programme is approved
    assert approval.offset.days <= -8  # P34 leaves a day


@pytest.mark.parametrize("each", built_in_templates(), ids=lambda each: each.key)
def test_plain_values_give_the_rows_back(each: Template) -> None:
    assert tuple(row_of(told_of(row)) for row in each.rows) == each.rows
