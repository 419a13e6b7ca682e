"""A cell whose members and units are asked about a document, as the tests of rounds need it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.base import clock
from daihoi.documents.actions import rounds
from daihoi.documents.models import Block, Document, OpinionRound, Version
from daihoi.documents.queries.audience import Audience, AudienceKind
from daihoi.organizations.models import Office, Organization, Person, Unit
from daihoi.rules.documents import Means
from tests.factories import (
    BlockFactory,
    DocumentFactory,
    MembershipFactory,
    PersonFactory,
    UnitFactory,
    UserFactory,
    VersionFactory,
    grant,
)

HEADING = "III. KẾT QUẢ THỰC HIỆN NHIỆM VỤ"
MONEY = "Kết quả thi hành xong về tiền cơ bản đạt chỉ tiêu được giao."
OTHER = "Án chuyển kỳ sau giảm đều qua các năm."


@dataclass
class Cell:
    """One cell, its subcommittee's document with a frozen version, and the people of it."""

    organization: Organization
    unit: Unit
    document: Document
    version: Version
    secretary: User
    head: User
    unit_head: User

    def member(self, name: str = "Nông Thị Ngân", status: str = "official", **fields: Any) -> User:
        """An account with the member's role and a person of the cell."""
        user = grant(Role.MEMBER, self.organization, UserFactory.create(full_name=name))
        self.person(name, status, user=user, **fields)
        return user

    def person(self, name: str, status: str = "official", **fields: Any) -> Person:
        unit = fields.pop("unit", self.unit)
        person = PersonFactory.create(
            organization=self.organization, full_name=name, unit=unit, **fields
        )
        MembershipFactory.create(person=person, status=status)
        return person

    def block(self, text: str = MONEY) -> Block:
        return self.version.blocks.get(text=text)

    def open(self, **fields: Any) -> OpinionRound:
        """A round of members and of the unit, open for another ten days."""
        today = clock.today()
        defaults: dict[str, Any] = {
            "opens_on": today,
            "closes_on": today + timedelta(days=10),
            "means": [Means.ONLINE, Means.WRITTEN],
            "audience": Audience(AudienceKind.MEMBERS, units=frozenset({self.unit.pk})),
        }
        opened = rounds.open_round(self.document, actor=self.head, **{**defaults, **fields})
        self.document.refresh_from_db()
        return opened


def on_two_parts(opened: OpinionRound) -> list[Block]:
    """The round on a text with a section V in each of its two parts; answers both sections."""
    version = VersionFactory.create(document=opened.document, number=2)
    headings = (("PHẦN THỨ NHẤT", 1), ("V. Hạn chế", 2), ("PHẦN THỨ HAI", 1), ("V. Nhiệm vụ", 2))
    rows = [
        BlockFactory.create(version=version, position=n, text=text, kind="heading", level=level)
        for n, (text, level) in enumerate(headings)
    ]
    opened.base_version = version
    opened.save(update_fields=["base_version"])
    return [rows[1], rows[3]]


def cell() -> Cell:
    document = DocumentFactory.create()
    version = VersionFactory.create(document=document, blocks=[HEADING, MONEY, OTHER])
    organization = document.congress.organization
    unit = UnitFactory.create(organization=organization, name="Phòng Nghiệp vụ")
    made = Cell(
        organization=organization,
        unit=unit,
        document=document,
        version=version,
        secretary=grant(Role.SECRETARY, organization),
        head=grant(Role.SUBCOMMITTEE_HEAD, document),
        unit_head=grant(Role.UNIT_HEAD, unit),
    )
    grant(Role.MEMBER, organization, made.unit_head)
    person = PersonFactory.create(
        organization=organization, unit=unit, user=made.unit_head, full_name="Vũ Đình Lập"
    )
    MembershipFactory.create(person=person)
    Office.objects.create(
        person=person, kind="unit_head", title="Trưởng phòng", unit=unit, starts_on=date(2015, 1, 1)
    )
    return made
