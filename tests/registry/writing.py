"""A cell that writes its papers: secretary, deputy, documents and personnel bodies, a member."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from daihoi.accounts.models import User
from daihoi.congresses.models import SubcommitteePost
from daihoi.organizations.models import OfficeKind
from daihoi.papers.official import OfficialPaper
from daihoi.registry.actions import papers as actions
from daihoi.registry.models import Paper
from daihoi.registry.skeletons import skeletons
from daihoi.rules.papers import CATALOGUE
from tests.congresses.preparing import Preparation, user_of
from tests.factories import OrganizationFactory, SubcommitteeFactory

Post = SubcommitteePost.Post


@dataclass
class Writing(Preparation):
    cell: Any = field(
        default_factory=lambda: OrganizationFactory.create(
            parent=OrganizationFactory.create(
                path="/7/", kind="bloc_committee", name="Đảng ủy Khối các cơ quan tỉnh"
            ),
            path="/7/8/",
            name="Chi bộ Cục Thử",
            host_agency="Cục Thử",
            place="Lạng Sơn",
            symbol="CB",
        )
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        self.deputy = self.member("Đặng Văn Phó")
        self.office(self.deputy, OfficeKind.DEPUTY_SECRETARY)
        self.personnel = SubcommitteeFactory.create(
            congress=self.congress,
            name="Tiểu ban Nhân sự",
            purpose="personnel",
            decision_on=date(2020, 1, 15),
        )
        self.keeper = self.in_body("Vũ Thị Nhân", Post.HEAD, self.personnel)

    @property
    def boss(self) -> User:
        return user_of(self.secretary)

    def make(
        self,
        code: str = "KHDH",
        *,
        template: OfficialPaper | None = None,
        actor: User | None = None,
        **values: Any,
    ) -> Paper:
        return actions.make_paper(
            self.congress,
            CATALOGUE[code],
            template or skeletons()[code],
            actor=actor or self.boss,
            **values,
        )


def issued(paper: Paper, actor: User) -> Paper:
    """As the register leaves it."""
    paper.congress.register_entries.create(
        paper=paper,
        kind=paper.kind,
        subject=paper.subject,
        issued_on="2020-03-26",
        check_code=f"x{paper.pk}",
        issued_at="2020-03-26T10:00:00Z",
        issued_by=actor,
    )
    return Paper.objects.get(pk=paper.pk)
