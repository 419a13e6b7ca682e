"""The resolution of a congress: its clauses and proposals."""

import uuid

import factory
from django.utils import timezone

from daihoi.resolutions.models import Amendment, Clause, Resolution
from tests.factories.accounts import UserFactory
from tests.factories.congresses import CongressFactory


class ResolutionFactory(factory.django.DjangoModelFactory[Resolution]):
    """A draft; `is_kept` makes it adopted: its clauses are given afterwards, its digest is none of theirs."""

    class Meta:
        model = Resolution

    class Params:
        is_kept = factory.Trait(
            adopted_at=factory.LazyFunction(timezone.now),
            adopted_by=factory.SelfAttribute("created_by"),
            adopted={"title": "", "clauses": []},
            digest="0" * 64,
        )

    congress = factory.SubFactory(CongressFactory)
    title = "Nghị quyết Đại hội lần thứ III"
    created_by = factory.SubFactory(UserFactory)
    created_at = factory.LazyFunction(timezone.now)
    updated_at = factory.LazyFunction(timezone.now)


class ClauseFactory(factory.django.DjangoModelFactory[Clause]):
    """A typed clause; with ``is_a_target`` one of every year of the term."""

    class Meta:
        model = Clause

    class Params:
        is_a_target = factory.Trait(
            kind="target", text="Tỷ lệ thi hành xong về việc", unit="%", amount="80",
            group="professional",
        )  # fmt: skip

    resolution = factory.SubFactory(ResolutionFactory)
    key = factory.LazyFunction(uuid.uuid4)
    position = factory.Sequence(lambda n: 10 * (n + 1))
    kind = "text"
    text = factory.Sequence(lambda n: f"Thông qua báo cáo của chi ủy, nội dung {n}.")


class AmendmentFactory(factory.django.DjangoModelFactory[Amendment]):
    """An open proposal to change the words of a clause."""

    class Meta:
        model = Amendment

    clause = factory.SubFactory(ClauseFactory)
    resolution = factory.SelfAttribute("clause.resolution")
    number = factory.Sequence(lambda n: n + 1)
    kind = "change"
    proposer_name = "Nông Văn Bình"
    before = factory.LazyAttribute(lambda row: {"kind": "text", "text": row.clause.text})
    proposed = factory.LazyAttribute(
        lambda row: {"kind": "text", "text": f"{row.clause.text} Giao chi ủy khóa mới thực hiện."}
    )
    recorded_at = factory.LazyFunction(timezone.now)
    recorded_by = factory.SubFactory(UserFactory)
