"""A round with opinions that wait for answers, as the tests of answering need it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.documents.models import Block, Opinion, OpinionRound, Version
from daihoi.papers.outline import Block as OutlineBlock
from daihoi.papers.outline import BlockKind, Cell, Run, Table
from tests.factories import (
    BlockFactory,
    DocumentFactory,
    OpinionFactory,
    OpinionRoundFactory,
    PersonFactory,
    VersionFactory,
    grant,
)

MONEY = "Kết quả thi hành xong về tiền cơ bản đạt chỉ tiêu được giao; năm sau cao hơn năm trước."
OPENING = "Chi bộ đã lãnh đạo đơn vị hoàn thành nhiệm vụ."


@dataclass
class Case:
    """An ended round of one document, its head and a member."""

    round: OpinionRound
    base: Version
    head: User
    member: User

    def block(self, text: str) -> Block:
        return self.base.blocks.get(text=text)

    def now(self, block: Block) -> str:
        """The block's words in the working version."""
        return self.round.document.versions.get(frozen_at=None).blocks.get(key=block.key).text

    def opinion(self, text: str = "Nên ghi rõ con số.", **fields: Any) -> Opinion:
        person = fields.pop("person", None)
        if person is not None:
            fields |= {"source": "person", "person": person, "contributor": person.full_name}
        found = OpinionFactory.create(round=self.round, text=text, **fields)
        OpinionRound.objects.filter(pk=self.round.pk).update(
            opinions_count=self.round.opinions.filter(withdrawn_at=None).count()
        )
        self.round.refresh_from_db()
        return found

    def on_words(
        self, words: str, proposed: str, block: Block | None = None, **fields: Any
    ) -> Opinion:
        block = block or self.block(MONEY)
        start = block.text.index(words)
        return self.opinion(
            place_kind="words",
            block_key=block.key,
            start=start,
            end=start + len(words),
            quote=words,
            proposed_text=proposed,
            place_label=f"Đoạn {block.position}",
            place_order=block.position,
            **fields,
        )

    def on_paragraph(self, proposed: str, block: Block | None = None, **fields: Any) -> Opinion:
        block = block or self.block(MONEY)
        return self.opinion(
            place_kind="paragraph",
            block_key=block.key,
            proposed_text=proposed,
            place_label=f"Đoạn {block.position}",
            place_order=block.position,
            **fields,
        )

    def author(self, opinion: Opinion) -> User:
        """Make a new member the author of an opinion."""
        user = grant(Role.MEMBER, self.round.document.congress.organization)
        person = PersonFactory.create(
            organization=self.round.document.congress.organization, user=user
        )
        opinion.source, opinion.person, opinion.contributor = "person", person, person.full_name
        opinion.save()
        return user


def a_case(*, is_open: bool = False) -> Case:
    document = DocumentFactory.create(state="under_comment")
    base = VersionFactory.create(
        document=document, blocks=["PHẦN THỨ NHẤT", OPENING, "KẾT QUẢ", MONEY, "Đoạn cuối."]
    )
    cells = tuple(Cell(((Run(text),),)) for text in ("Chỉ tiêu", "35 %"))
    table = OutlineBlock(BlockKind.TABLE, table=Table(rows=(cells,)))
    BlockFactory.create(
        version=base, position=9, kind="table", text=table.text, content=table.to_json()
    )
    round_ = OpinionRoundFactory.create(
        document=document,
        base_version=base,
        closes_on=date(2099, 12, 31) if is_open else date(2020, 3, 20),
    )
    organization = document.congress.organization
    return Case(
        round=round_,
        base=base,
        head=grant(Role.SUBCOMMITTEE_HEAD, document),
        member=grant(Role.MEMBER, organization),
    )
