"""Papers, incoming papers, and lines of the register."""

from datetime import date
from typing import Any

import factory
from django.utils import timezone

from daihoi.papers.official import OfficialPaper, Signature
from daihoi.papers.outline import Block, BlockKind, Run
from daihoi.registry.models import IncomingPaper, Paper, RegisterEntry
from tests.factories.accounts import UserFactory
from tests.factories.congresses import CongressFactory
from tests.factories.organizations import OrganizationFactory


def content(**changes: Any) -> dict[str, Any]:
    """A short report without gaps, as a template gives it; ``changes`` are boxes."""
    boxes: dict[str, Any] = {
        "superior": (Run("ĐẢNG BỘ KHỐI CÁC CƠ QUAN TỈNH"),),
        "issuer": (Run("CHI BỘ"),),
        "number": (Run("{{số, ký hiệu}}"),),
        "place_and_date": (Run("Lạng Sơn, {{ngày văn bản}}"),),
        "type_name": (Run("BÁO CÁO"),),
        "subject": (Run("tình hình thực hiện nghị quyết"),),
        "blocks": (Block(BlockKind.PARAGRAPH, runs=(Run("Chi bộ báo cáo như sau."),)),),
        "signatures": (
            Signature(
                authority=((Run("T/M CHI ỦY"),),),
                position=(Run("BÍ THƯ"),),
                name=(Run("Nông Văn Bình"),),
            ),
        ),
        "recipients": ((Run("Đảng ủy cấp trên"),), (Run("Lưu chi bộ"),)),
    }
    return OfficialPaper(**{**boxes, **changes}).to_json()


class PaperFactory(factory.django.DjangoModelFactory[Paper]):
    class Meta:
        model = Paper

    congress = factory.SubFactory(CongressFactory)
    kind = "BCCT"
    subject = factory.Sequence(lambda n: f"Báo cáo số {n} về thực hiện nghị quyết")
    content = factory.LazyFunction(content)
    created_by = factory.SubFactory(UserFactory)
    created_at = factory.LazyFunction(timezone.now)
    updated_at = factory.LazyFunction(timezone.now)


class EntryFactory(factory.django.DjangoModelFactory[RegisterEntry]):
    """A line without series or files; its number stands in ``symbol`` alone."""

    class Meta:
        model = RegisterEntry

    congress = factory.SubFactory(CongressFactory)
    symbol = factory.Sequence(lambda n: f"{n + 1:02d}-BC/CB")
    kind = "BCCT"
    type = "BC"
    subject = factory.Sequence(lambda n: f"Báo cáo đã ban hành {n}")
    issued_on = date(2020, 3, 10)
    signer = "Nông Văn Bình"
    check_code = factory.Sequence(lambda n: f"{n:012d}")
    issued_at = factory.LazyFunction(timezone.now)
    issued_by = factory.SubFactory(UserFactory)


class IncomingFactory(factory.django.DjangoModelFactory[IncomingPaper]):
    class Meta:
        model = IncomingPaper

    organization = factory.SubFactory(OrganizationFactory)
    year = 2020
    arrival_number = factory.Sequence(lambda n: n + 1)
    received_on = date(2020, 3, 12)
    number = factory.Sequence(lambda n: f"{n + 1}-TB/ĐUK")
    issued_on = date(2020, 3, 10)
    issuer = "Đảng ủy Khối các cơ quan tỉnh"
    subject = factory.Sequence(lambda n: f"Kết luận về duyệt đại hội {n}")
    recorded_at = factory.LazyFunction(timezone.now)
    recorded_by = factory.SubFactory(UserFactory)
