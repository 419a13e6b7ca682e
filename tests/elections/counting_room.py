"""A ballot whose box is open, with tellers of the congress and papers they enter in every way."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.base import clock
from daihoi.congresses.models import Congress
from daihoi.elections.actions import agreement, counts, papers_entry
from daihoi.elections.models import Batch, BodyMember, Count, CountMode, Round
from daihoi.elections.queries.batches import open_batch
from daihoi.elections.queries.judging import Seen
from daihoi.elections.queries.tallies import frozen, law_of
from daihoi.files.actions import keep
from daihoi.rules.elections.ballots import Ballot
from daihoi.rules.elections.counting import tally
from daihoi.rules.elections.kinds import Fault, MarkStyle
from tests.factories import (
    CongressFactory,
    MembershipFactory,
    OrganizationFactory,
    PersonFactory,
    UserFactory,
    grant,
)
from tests.factories.elections import (
    BodyMemberFactory,
    ElectionFactory,
    ListedNameFactory,
    RoundFactory,
)

NAMES = ("Nguyễn Văn An", "Trần Thị Bình", "Lê Văn Chi", "Phạm Thị Dung")


@dataclass(slots=True)
class Room:
    """The hall where the box is opened."""

    round: Round
    first: User
    second: User

    @property
    def ballot(self) -> Ballot:
        return law_of(self.round).ballot

    def teller(self, name: str = "Vi Thị Thu", *, head: bool = False) -> User:
        return teller_at(self.round, name, head=head)

    def seen(self, *named: int, against: Sequence[int] = (), faults: Iterable[Fault] = (), written: tuple[str, ...] = ()) -> Seen:  # fmt: skip
        """A paper with marks at these names, by place."""
        marks = sum(1 << at for at in named)
        marks |= sum(1 << len(self.ballot.names) + at for at in against)
        return Seen(marks, frozenset(faults), written)

    def side(self, number: int = 1) -> Count:
        return counts.take_side(
            self.round, number, actor=self.first if number == 1 else self.second
        )


def room(
    *,
    names: Sequence[str] = NAMES,
    seats: int = 3,
    papers: int = 4,
    style: MarkStyle = MarkStyle.STRIKE_OUT,
    **congress: Any,
) -> Room:
    """So many papers out and back; two tellers, neither on the list."""
    election = ElectionFactory.create(
        congress=CongressFactory.create(**congress), planned_seats=seats, seats=seats
    )
    ballot = RoundFactory.create(
        counting=True, election=election, style=style.value, seats=seats, handed_out=papers,
        returned=papers,
    )  # fmt: skip
    organization = election.congress.organization
    for at, name in enumerate(names):
        person = PersonFactory.create(organization=organization, full_name=name)
        ListedNameFactory.create(round=ballot, person=person, position=at + 1, printed=name)
    tellers = [teller_at(ballot, "Hoàng Thị Thu", head=True), teller_at(ballot, "Đặng Văn Tú")]
    return Room(ballot, *tellers)


def teller_at(ballot: Round, name: str, *, head: bool = False) -> User:
    """A member whom the congress named a teller."""
    congress = ballot.election.congress
    user = grant(Role.TELLER, congress)
    user.full_name = name
    user.save(update_fields=["full_name"])
    grant(Role.MEMBER, congress.organization, user)
    person = PersonFactory.create(organization=congress.organization, full_name=name, user=user)
    MembershipFactory.create(person=person)
    BodyMemberFactory.create(congress=congress, person=person, is_head=head)
    return user


def local_rule(congress: Congress, parameter: str, value: Any) -> None:
    """A paper of the superior sets another rule for this congress."""
    basis = congress.organization.basis_documents.create(
        number="12-HD/TƯ", issued_on=congress.target_on, issuer="Cấp trên", subject="Bầu cử",
        file=keep(b"%PDF"), file_name="12.pdf",
    )  # fmt: skip
    congress.local_rules.create(
        book="elections", parameter=parameter, value=value, basis=basis, set_at=clock.now(),
        set_by=UserFactory.create(),
    )  # fmt: skip


def release(user: User) -> None:
    """The congress puts another in her place."""
    BodyMember.objects.filter(person__user=user).update(
        released_at=clock.now(), released_by=user, release_reason="Vắng."
    )


def enter(count: Count, seen: Seen, **place: Any) -> None:
    """Accept a paper as the page would send it."""
    now = open_batch(count)
    place = {"key": uuid4(), "batch": now.number, "papers": now.papers, **place}
    papers_entry.accept_paper(count, seen, **place, actor=count.teller)


def bundle(count: Count, seen: Seen, number: int, **place: Any) -> None:
    now = open_batch(count)
    place = {"key": uuid4(), "batch": now.number, "papers": now.papers, **place}
    papers_entry.add_bundle(count, seen, number, **place, actor=count.teller)


def close_batch(count: Count) -> Batch:
    now = open_batch(count)
    return papers_entry.close_batch(count, batch=now.number, papers=now.papers, actor=count.teller)


def by_papers(count: Count, papers: Iterable[Seen]) -> Count:
    """The whole side paper by paper, closed."""
    for seen in papers:
        enter(count, seen)
    close_batch(count)
    return counts.close_side(count, actor=count.teller)


def by_bundles(count: Count, papers: Sequence[Seen]) -> Count:
    """The same papers as bundles of what looks alike, closed."""
    for seen in dict.fromkeys(papers):
        bundle(count, seen, papers.count(seen))
    close_batch(count)
    return counts.close_side(count, actor=count.teller)


def by_sums(count: Count, papers: Iterable[Seen]) -> Count:
    """The same as sums, closed."""
    law = law_of(count.round)
    counted = tally(law.ballot, law.rules, bundles=[each.bundle() for each in papers])
    counts.switch_mode(count, CountMode.SUMS, actor=count.teller)
    counts.type_sums(count, frozen(counted), actor=count.teller)
    return counts.close_side(count, actor=count.teller)


def both_agree(hall: Room) -> None:
    """Each of the two confirms."""
    for actor in (hall.first, hall.second):
        agreement.agree(hall.round, actor=actor)


def stranger() -> User:
    return grant(Role.TELLER, OrganizationFactory.create(path="/9/"))
