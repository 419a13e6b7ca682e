"""Names of what open pages of elections follow."""

from daihoi.congresses.models import Congress
from daihoi.elections.models import Round


def congress_topic(congress: Congress) -> str:
    return f"elections.congress:{congress.pk}"


def round_topic(round_: Round) -> str:
    return f"elections.round:{round_.pk}"
