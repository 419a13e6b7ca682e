"""Who counts a ballot: tellers of its congress who are not on its list."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from daihoi.base.errors import NotPermitted
from daihoi.elections.models import Body, BodyMember, Round, RoundState
from daihoi.elections.queries.bodies import serving
from daihoi.elections.queries.law import kept, rules_of
from daihoi.elections.queries.refusals import with_source
from daihoi.rules.elections.people import Person, may_be_teller


def teller_of(round_: Round, user: Any) -> BodyMember:
    """The viewer's place among the tellers; `NotPermitted` for others and for who is on the list.

    Neither an office nor a grant is enough: the congress named her, and has not released her.
    """
    listed = round_.names.filter(person=OuterRef("person")).order_by("position")
    rows = serving(round_.election.congress, Body.TELLERS).annotate(
        listed_as=Subquery(listed.values("printed")[:1])
    )
    found = rows.select_related(None).filter(person__user=user.pk).first()  # asked for every paper
    if found is None:
        raise NotPermitted(
            _("Chỉ thành viên ban kiểm phiếu được kiểm phiếu và xem số phiếu."),
            code="not_a_teller",
            advice=_("Kết quả được công bố khi hai bên kiểm phiếu đã khớp."),
        )
    if name := found.listed_as:
        answer = may_be_teller(Person(name), slate=[name], rules=rules_of(round_.election.congress))
        if answer.decision == "rejected":
            raise NotPermitted(
                with_source(kept(answer)),
                code="teller_on_list",
                advice=_("Hãy đề nghị đoàn chủ tịch cử người khác kiểm cuộc bầu này."),
            )
    return found


def is_teller(round_: Round, user: Any) -> bool:
    """Whether `teller_of` would answer."""
    try:
        teller_of(round_, user)
    except NotPermitted:
        return False
    return True


def teller_names(round_: Round) -> list[str]:
    """Tellers of the congress who may count this ballot, the head first."""
    return [str(each.person) for each in _counting(round_)]


@dataclass(frozen=True, slots=True)
class CountedBy:
    """A teller of a ballot as she served then; ``left``: released before both sides agreed."""

    person: int
    name: str
    is_head: bool
    left: bool = False

    def __str__(self) -> str:
        return self.name

    @property
    def role(self) -> str:
        return _("trưởng ban") if self.is_head else _("thành viên")


def tellers_of_count(round_: Round) -> list[CountedBy]:
    """Who counted this ballot, the head first: as kept with it, whoever serves by now.

    Before its box is opened, and for ballots kept without them, those who would count it now.
    """
    if round_.tellers:
        return [CountedBy(**each) for each in round_.tellers]
    return _serving_now(round_)


def kept_tellers(round_: Round) -> list[dict[str, Any]]:
    """What to keep of them: those who serve now, then those kept before who were released since."""
    now = _serving_now(round_)
    here = {each.person for each in now}
    earlier = [CountedBy(**each) for each in round_.tellers if each["person"] not in here]
    gone = [CountedBy(each.person, each.name, is_head=False, left=True) for each in earlier]
    return [asdict(each) for each in (*now, *gone)]


def _serving_now(round_: Round) -> list[CountedBy]:
    return [CountedBy(row.person_id, str(row.person), row.is_head) for row in _counting(round_)]


def _counting(round_: Round) -> QuerySet[BodyMember]:
    """Tellers in service who are not on this ballot's list."""
    rows = serving(round_.election.congress, Body.TELLERS)
    return rows.exclude(person__in=round_.names.values("person"))


def rounds_of_teller(user: Any, *, states: Collection[RoundState]) -> list[Round]:
    """Ballots in one of these states that she was named to count, but for those she stands in."""
    named = BodyMember.objects.filter(
        person__user=user.pk, body=Body.TELLERS, released_at__isnull=True
    )
    rounds = Round.objects.filter(
        election__congress__in=named.values("congress"), state__in=list(states)
    ).exclude(names__person__user=user.pk)
    related = ("election__congress__organization",)
    return list(rounds.select_related(*related).order_by("election__position", "number"))
