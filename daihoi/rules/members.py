"""Members: their statuses and what their dates must agree on."""

from datetime import date
from enum import StrEnum

from daihoi.rules.findings import Basis, Finding

PARTY_STATUTES = "Điều lệ Đảng Cộng sản Việt Nam"
ADMISSION_AGE_YEARS = 18
ADMISSION_AGE_BASIS = Basis(PARTY_STATUTES, "Điều 1")
PROBATION_BASIS = Basis(PARTY_STATUTES, "Điều 5")


class MembershipStatus(StrEnum):
    OFFICIAL = "official"  # đảng viên chính thức
    PROBATIONARY = "probationary"  # đảng viên dự bị
    EXEMPTED = "exempted"  # được miễn sinh hoạt
    AWAY = "away"  # tạm thời chuyển sinh hoạt đi nơi khác
    INCOMING_TEMPORARY = "incoming_temporary"  # tạm thời chuyển sinh hoạt đến
    SUSPENDED = "suspended"  # bị đình chỉ sinh hoạt


def age_on(day: date, *, born_on: date) -> int:
    """Complete years; a person born on 29 February grows older on 1 March of other years."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def check_membership_dates(
    *, born_on: date | None, admitted_on: date | None, official_on: date | None
) -> list[Finding]:
    """What is implausible in a person's dates: under 18 at admission, official before admission.

    A birth known by its year alone is given as its 1 January (Tham chiếu nghiệp vụ P-013), the
    reading most favourable to the person. An unknown date is None and finds nothing.
    """
    findings = []
    if born_on and admitted_on:
        age = age_on(admitted_on, born_on=born_on)
        if age < ADMISSION_AGE_YEARS:
            facts: dict[str, str | int | date] = {
                "age": age,
                "least": ADMISSION_AGE_YEARS,
                "admitted_on": admitted_on,
            }
            findings.append(Finding("admitted_under_age", ADMISSION_AGE_BASIS, facts))
    if admitted_on and official_on and official_on < admitted_on:
        dates = {"admitted_on": admitted_on, "official_on": official_on}
        findings.append(Finding("official_before_admission", PROBATION_BASIS, dates))
    return findings
