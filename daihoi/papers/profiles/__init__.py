"""Layout profiles (thể thức văn bản): how a paper looks, measure by measure, as dated data.

A profile is a TOML file beside this one; every measure in it names its source and how sure it is.
Sizes are points, lengths millimetres. `printed` gives the words as they stand on the sheet.
"""

from daihoi.papers.profiles.loading import PROFILES, get_profile, profile_on
from daihoi.papers.profiles.profile import (
    Authority,
    Citation,
    HeadingKind,
    HeadingLook,
    Page,
    Profile,
    Rule,
    Signing,
    Spacing,
    Title,
    Type,
    Types,
    Words,
)
from daihoi.papers.profiles.words import (
    TWO_LINES,
    heading_kinds,
    is_lead,
    number_and_symbol,
    printed,
    signed_for,
)

__all__ = [
    "PROFILES",
    "TWO_LINES",
    "Authority",
    "Citation",
    "HeadingKind",
    "HeadingLook",
    "Page",
    "Profile",
    "Rule",
    "Signing",
    "Spacing",
    "Title",
    "Type",
    "Types",
    "Words",
    "get_profile",
    "heading_kinds",
    "is_lead",
    "number_and_symbol",
    "printed",
    "profile_on",
    "signed_for",
]
