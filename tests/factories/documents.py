"""Documents, versions with blocks, rounds and opinions."""

from datetime import date
from typing import Any

import factory
from django.utils import timezone

from daihoi.documents.models import Block, Document, Opinion, OpinionRound, Version
from daihoi.papers.outline import Run
from daihoi.vietnamese.text import fold
from tests.factories.accounts import UserFactory
from tests.factories.congresses import SubcommitteeFactory


class DocumentFactory(factory.django.DjangoModelFactory[Document]):
    class Meta:
        model = Document

    subcommittee = factory.SubFactory(SubcommitteeFactory)
    congress = factory.SelfAttribute("subcommittee.congress")
    kind = "BCCT"
    title = factory.Sequence(lambda n: f"Báo cáo chính trị {n}")
    folded_title = factory.LazyAttribute(lambda document: fold(document.title))
    created_at = factory.LazyFunction(timezone.now)
    updated_at = factory.LazyFunction(timezone.now)


class VersionFactory(factory.django.DjangoModelFactory[Version]):
    """A frozen version; ``blocks=[…texts…]`` gives it paragraphs (a text in capitals: heading)."""

    class Meta:
        model = Version
        skip_postgeneration_save = True

    document = factory.SubFactory(DocumentFactory)
    number = 1
    created_by = factory.SubFactory(UserFactory)
    created_at = factory.LazyFunction(timezone.now)
    frozen_at = factory.LazyFunction(timezone.now)

    @factory.post_generation  # type: ignore[misc]  # factory-boy ships no types for it
    def blocks(self: Version, _create: bool, texts: list[str] | None, **_: Any) -> None:
        for position, text in enumerate(texts or []):
            heading = text.isupper()
            BlockFactory.create(
                version=self,
                position=position,
                text=text,
                kind="heading" if heading else "paragraph",
                level=1 if heading else 0,
            )


class BlockFactory(factory.django.DjangoModelFactory[Block]):
    class Meta:
        model = Block

    version = factory.SubFactory(VersionFactory)
    position = factory.Sequence(lambda n: n)
    kind = "paragraph"
    text = "Kết quả thi hành xong về tiền cơ bản đạt chỉ tiêu được giao."
    folded_text = factory.LazyAttribute(lambda block: fold(block.text))
    content = factory.LazyAttribute(lambda block: {"runs": [Run(block.text).to_json()]})


class OpinionRoundFactory(factory.django.DjangoModelFactory[OpinionRound]):
    class Meta:
        model = OpinionRound

    document = factory.SubFactory(DocumentFactory, state="under_comment")
    number = 1
    base_version = factory.SubFactory(VersionFactory, document=factory.SelfAttribute("..document"))
    opens_on = date(2020, 3, 1)
    closes_on = date(2099, 12, 31)
    means = ["online"]
    opened_from = "draft"
    opened_by = factory.SubFactory(UserFactory)
    opened_at = factory.LazyFunction(timezone.now)


class OpinionFactory(factory.django.DjangoModelFactory[Opinion]):
    """An opinion on the whole text from a meeting unless told otherwise; counts are not kept."""

    class Meta:
        model = Opinion

    round = factory.SubFactory(OpinionRoundFactory)
    source = "meeting"
    contributor = "Sinh hoạt chi bộ"
    means = "meeting"
    given_on = date(2020, 3, 10)
    place_kind = "whole"
    text = "Nên rút ngắn phần mở đầu."
    folded_text = factory.LazyAttribute(lambda opinion: fold(opinion.text))
    recorded_by = factory.SubFactory(UserFactory)
    recorded_at = factory.LazyFunction(timezone.now)
