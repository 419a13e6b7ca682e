"""The chain: every entry holds the one before it, and a change anywhere is found."""

import pytest
from django.db import transaction

from daihoi.audit.actions import digest_of, record
from daihoi.audit.models import ChainHead, Entry
from daihoi.audit.queries import Break, breaks, history_of
from tests.factories import OrganizationFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_entries_of_one_organization_form_one_chain() -> None:
    unit = UnitFactory.create()
    actor = UserFactory.create(full_name="Lý Thị Hằng")
    first = record("x.add", unit, actor=actor, after={"name": "Văn phòng"})
    second = record(
        "x.change", unit, actor=actor, before={"name": "Văn phòng"}, after={"name": "VP"}
    )

    assert (first.chain, second.chain) == (unit.organization.path, unit.organization.path)
    assert (second.sequence, second.previous) == (first.sequence + 1, first.digest)
    assert second.actor_label == "Lý Thị Hằng"
    assert list(breaks()) == []


def test_chains_of_two_organizations_are_apart() -> None:
    for _ in range(2):
        record("x.add", OrganizationFactory.create(), actor=None)
    assert sorted(Entry.objects.values_list("sequence", flat=True)) == [1, 1]


def test_a_failed_transaction_leaves_no_entry() -> None:
    unit = UnitFactory.create()

    @transaction.atomic
    def fail() -> None:
        record("x.add", unit, actor=None)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("harm", "found"),
    [
        (lambda: Entry.objects.filter(sequence=2).update(after={"n": "9"}), [(2, "digest")]),
        (lambda: Entry.objects.filter(sequence=2).delete(), [(2, "missing")]),
        (lambda: Entry.objects.filter(sequence=3).delete(), [(3, "head")]),
        (lambda: Entry.objects.filter(sequence=1).update(actor_label="khác"), [(1, "digest")]),
        (lambda: ChainHead.objects.all().delete(), [(4, "head")]),
        (lambda: ChainHead.objects.update(sequence=2), [(4, "head")]),
        (
            lambda: (
                Entry.objects.filter(sequence=2).delete(),
                Entry.objects.filter(sequence=3).update(actor_label="khác"),
            ),
            [(2, "missing"), (3, "digest")],
        ),
    ],
)
def test_every_kind_of_harm_is_found(harm, found) -> None:
    unit = UnitFactory.create()
    for number in range(3):
        record("x.add", unit, actor=None, after={"n": number})
    harm()
    assert list(breaks()) == [Break(unit.organization.path, *place) for place in found]


def test_what_is_recorded_during_the_walk_is_no_break(monkeypatch: pytest.MonkeyPatch) -> None:
    unit = UnitFactory.create()
    record("x.add", unit, actor=None)
    told: list[str] = []

    def digest_while_others_write(entry: Entry) -> str:
        if not told:
            told.append(record("x.change", unit, actor=None).action)
        return digest_of(entry)

    monkeypatch.setattr("daihoi.audit.queries.digest_of", digest_while_others_write)
    assert list(breaks()) == []
    assert (told, Entry.objects.count()) == (["x.change"], 2)


def test_a_history_shows_what_was_recorded_with_its_context() -> None:
    unit, other = UnitFactory.create(), UnitFactory.create()
    record("x.add", unit, actor=None, context=unit.organization)
    record("x.add", other, actor=None, context=other.organization)
    assert [entry.subject_id for entry in history_of(unit.organization)] == [str(unit.pk)]
