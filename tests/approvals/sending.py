"""A cell under a superior with a whole dossier, and everybody who has to do with it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.approvals.actions import appraisals, decisions, submissions
from daihoi.approvals.actions.submissions import Sending
from daihoi.approvals.models import Decision, Submission
from daihoi.congresses.models import Congress
from daihoi.organizations.models import Organization
from daihoi.registry.models import Paper
from daihoi.rules.approvals import ItemResult, SubmissionKind
from tests.factories import (
    CongressFactory,
    MembershipFactory,
    OrganizationFactory,
    PersonFactory,
    SubcommitteeFactory,
    grant,
)
from tests.factories.registry import EntryFactory, IncomingFactory, PaperFactory

TODAY = date(2020, 3, 11)
KINDS = ("TTDH", "KHDH", "BCCT", "CTDH", "DANS")
APPROVAL = {
    "paper_number": "12-TB/ĐUK", "paper_on": date(2020, 3, 11), "signer": "Lưu Thị Phương",
    "remarks": "", "valid_on": date(2020, 4, 3), "valid_precision": "early",
    "valid_form": "all_members", "valid_people": 2,
}  # fmt: skip
APPRAISAL = {
    "reviewer": "Ban Tổ chức", "appraised_on": date(2020, 3, 11), "remarks": "Chuẩn bị tốt.",
    "changes": "",
}  # fmt: skip


@dataclass
class World:
    superior: Organization
    cell: Organization
    congress: Congress
    secretary: User
    clerk: User
    staff: User
    reviewer: User
    papers: dict[str, Paper] = field(default_factory=dict)

    def send(self, kind: SubmissionKind = SubmissionKind.APPROVAL, **fields: Any) -> Submission:
        fields = {"people": 2, "lacks_reason": "gửi bổ sung sau", **fields}
        return submissions.submit_dossier(
            self.congress, kind, Sending(**fields), actor=self.secretary
        )

    def take_up(self, submission: Submission) -> Submission:
        return submissions.take_up_submission(submission, actor=self.reviewer)

    def judge(self, submission: Submission, **results: tuple[str, str]) -> None:
        """By code; all others are agreed to."""
        for item in submission.items.order_by("position"):
            result, remark = results.get(item.code, ("approved", ""))
            appraisals.judge_item(item, ItemResult(result), remark, actor=self.reviewer)

    def appraised(self, submission: Submission | None = None, **results: Any) -> Submission:
        found = self.take_up(submission or self.send())
        self.judge(found, **results)
        appraisals.finish_appraisal(found, APPRAISAL, actor=self.reviewer)
        return self.fresh(found)

    def approved(self, **values: Any) -> Decision:
        return decisions.approve_submission(
            self.appraised(), {**APPROVAL, **values}, actor=self.reviewer
        )

    def returned(self, **results: Any) -> Submission:
        found = self.appraised(**(results or {"BCCT": ("returned", "Làm rõ chỉ tiêu.")}))
        values = {
            "paper_number": "",
            "paper_on": TODAY,
            "signer": "",
            "remarks": "Sửa rồi trình lại.",
        }
        decisions.return_submission(found, values, actor=self.reviewer)
        return self.fresh(found)

    def incoming(self, **fields: Any) -> Any:
        told = {"kind": "TBKL", "number": "12-TB/ĐUK", "issued_on": TODAY, **fields}
        return IncomingFactory.create(organization=self.cell, **told)

    def fresh(self, submission: Submission) -> Submission:
        return Submission.objects.select_related("congress__organization").get(pk=submission.pk)

    def issue(self, paper: Paper, **fields: Any) -> Any:
        return EntryFactory.create(
            congress=self.congress, paper=paper, kind=paper.kind, subject=paper.subject, **fields
        )


def a_world() -> World:
    superior = OrganizationFactory.create(path="/701/", name="Đảng ủy Khối", short_name="ĐUK")
    cell = OrganizationFactory.create(
        path="/701/702/", parent=superior, name="Chi bộ Cục", short_name="Chi bộ Cục"
    )
    congress = CongressFactory.create(organization=cell, ordinal=3)
    body = SubcommitteeFactory.create(congress=congress, name="Bộ phận giúp việc", purpose="staff")
    world = World(
        superior,
        cell,
        congress,
        grant(Role.MEMBER, cell, grant(Role.SECRETARY, cell)),
        grant(Role.CLERK, cell),
        grant(Role.MEMBER, cell, grant(Role.SUPPORTING_STAFF, body)),
        grant(Role.SUPERIOR, superior),
    )
    for _number in range(2):
        MembershipFactory.create(person=PersonFactory.create(organization=cell))
    for kind in KINDS:
        world.papers[kind] = PaperFactory.create(congress=congress, kind=kind)
    return world
