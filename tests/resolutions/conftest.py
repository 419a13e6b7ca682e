"""A cell of ten that holds its congress, its draft resolution in the hall."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.utils import timezone

from daihoi.base import clock
from daihoi.resolutions.actions.drafts import begin_resolution
from daihoi.resolutions.models import Resolution
from tests.elections.holding import Holding
from tests.factories.documents import BlockFactory, DocumentFactory, VersionFactory
from tests.resolutions.drafting import target_table


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with clock.standing_at(timezone.make_aware(datetime(2020, 4, 3, 11))):  # noqa: DTZ001 - made aware
        yield


@pytest.fixture
def case() -> Holding:
    made = Holding(10)
    made.confirmed()
    return made


@pytest.fixture
def resolution(case: Holding) -> Resolution:
    """From a frozen text: a heading, two clauses, a table of three targets, a last clause."""
    document = DocumentFactory.create(
        subcommittee__congress=case.congress, kind="DTNQ", title="Dự thảo nghị quyết"
    )
    texts = [
        "QUYẾT NGHỊ",
        "Thông qua đánh giá việc thực hiện nghị quyết nhiệm kỳ 2015-2020.",
        "Phương hướng, mục tiêu nhiệm kỳ 2020-2025.",
    ]
    version = VersionFactory.create(document=document, blocks=texts)
    BlockFactory.create(version=version, position=7, **target_table())
    BlockFactory.create(version=version, position=8, text="Giao chi ủy khóa mới ban hành.")
    return begin_resolution(case.congress, "Nghị quyết đại hội", version=version, actor=case.boss)
