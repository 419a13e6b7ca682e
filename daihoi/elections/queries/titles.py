"""What a ballot and the minutes of its count are called."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from daihoi.base.language import in_vietnamese
from daihoi.elections.models import Election, Round
from daihoi.elections.queries.law import rules_of, title_of


def office_title(election: Election) -> str:
    return title_of(election, rules_of(election.congress))


def office_of(round_: Round) -> str:
    """Office and which ballot, for headings: "chi ủy, lượt bầu 2"."""
    return ", ".join(filter(None, (office_title(round_.election), ballot_words(round_))))


def ballot_words(round_: Round) -> str:
    """Which ballot: "lượt bầu 2, trong số người bằng phiếu"; "" for a first one."""
    if round_.is_tie:
        return _("lượt bầu %(number)s, trong số người bằng phiếu") % {"number": round_.number}
    return _("lượt bầu %(number)s") % {"number": round_.number} if round_.number > 1 else ""


def source_of(round_: Round) -> str:
    """What the minutes of its count belong to, for the registry."""
    return f"elections.round:{round_.pk}"


def source_order(sources: Sequence[str]) -> dict[str, int]:
    """Minutes by the election they are of and its ballots; those of a poll before them."""
    rounds = Round.objects.filter(pk__in=_numbers("elections.round:", sources))
    polled = Election.objects.filter(pk__in=_numbers("elections.poll:", sources))
    found = [
        *(
            (position, pk, 0, f"elections.poll:{pk}")
            for position, pk in polled.values_list("position", "pk")
        ),
        *(
            (position, election, number, f"elections.round:{pk}")
            for position, election, number, pk in rounds.values_list(
                "election__position", "election", "number", "pk"
            )
        ),
    ]
    return {source: place for place, (*_at, source) in enumerate(sorted(found))}


def _numbers(lead: str, sources: Sequence[str]) -> list[int]:
    return [int(each.removeprefix(lead)) for each in sources if each.startswith(lead)]


def minutes_label(round_: Round) -> str:
    """What its minutes are called among papers, another after each recount: tells old from new."""
    again = f", kiểm lần {round_.told_attempt}" if round_.told_attempt > 1 else ""
    with in_vietnamese():
        return f"Biên bản kiểm phiếu bầu {office_of(round_)}{again}"
