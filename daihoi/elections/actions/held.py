"""Elections and their ballots held for a change: locked, checked, their pages told."""

from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _

from daihoi.base.errors import Conflict
from daihoi.congresses.models import Congress
from daihoi.elections.models import Election, ElectionState, ListedName, Round, RoundState
from daihoi.elections.queries.topics import congress_topic, round_topic
from daihoi.live.topics import bump

OF_NAMES = ("votes", "against", "rank", "is_elected", "is_tied")


class HeldCongress:
    """Locks the congress: its roll and the order of its elections."""

    def __init__(self, congress: Congress) -> None:
        locked = Congress.objects.select_for_update(of=("self",)).select_related("organization")
        self.congress = locked.get(pk=congress.pk)

    def bump(self) -> None:
        bump(congress_topic(self.congress))


class HeldElection:
    """Locks the election; inside a transaction only."""

    def __init__(self, election: Election) -> None:
        locked = Election.objects.select_for_update(of=("self",))
        self.election = locked.select_related("congress__organization").get(pk=election.pk)

    def check_open(self) -> None:
        """`Conflict` once it is finished or will not be held."""
        if self.election.state in {ElectionState.FINISHED, ElectionState.CANCELLED}:
            raise Conflict(
                _("Cuộc bầu này đã kết thúc nên không sửa được nữa."), code="election_over"
            )

    def bump(self) -> None:
        bump(congress_topic(self.election.congress))


class HeldRound:
    """Locks a ballot of an election; inside a transaction only."""

    def __init__(self, round_: Round) -> None:
        locked = Round.objects.select_for_update(of=("self",))
        self.round = locked.select_related("election__congress__organization", "roll").get(
            pk=round_.pk
        )

    def check_state(self, states: Collection[RoundState]) -> None:
        """`Conflict` unless the ballot is in one of these states."""
        if self.round.state not in states:
            raise Conflict(
                _("Lượt bầu đang ở tình trạng “%(state)s” nên không làm được việc này.")
                % {"state": self.round.get_state_display()},
                code="round_state",
                advice=_("Hãy tải lại trang để xem tình trạng mới nhất."),
            )

    def keep_names(self, names: Sequence[ListedName]) -> None:
        """Write onto its ``names`` what tally and outcome say of each."""
        tally, outcome = self.round.tally or {}, self.round.outcome or {}
        rows = {row["name"]: row for row in outcome.get("rows", ())}
        for each in names:
            row = rows.get(each.pk, {})
            each.votes = tally["votes"][each.printed]
            each.against = tally["against"].get(each.printed)
            each.rank = row.get("rank")
            each.is_elected = each.rank is not None and not each.refused_by
            each.is_tied = row.get("is_tied", False)
        ListedName.objects.bulk_update(names, OF_NAMES)

    def bump(self) -> None:
        """Its own pages and those of the whole congress look again."""
        bump(round_topic(self.round))
        bump(congress_topic(self.round.election.congress))
