"""A submission held for a change: locked, with what belongs to it."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission
from daihoi.approvals.models import Decision, Submission, SubmissionItem
from daihoi.approvals.queries.reach import register_people
from daihoi.approvals.queries.submissions import still_current
from daihoi.base.errors import Conflict, NotPermitted
from daihoi.base.language import in_vietnamese
from daihoi.congresses.models import Congress
from daihoi.live.topics import bump
from daihoi.notifications.actions import notify
from daihoi.rules.approvals import (
    SubmissionEvent,
    SubmissionKind,
    SubmissionState,
    after,
    allows,
)
from daihoi.vietnamese.dates import DateStyle, format_date


class Decided(Conflict):
    """Somebody decided meanwhile; ``decision`` is what was decided, to be shown beside the new one."""

    code = "decided"

    def __init__(self, decision: Decision) -> None:
        submission = decision.submission
        facts = {
            "who": decision.decided_by,
            "state": str(submission.get_state_display()),
            "number": decision.paper_number or "–",
            "day": format_date(decision.paper_on, DateStyle.DASHED),
        }
        super().__init__(
            _("%(who)s đã ghi quyết định: %(state)s, văn bản số %(number)s ngày %(day)s.") % facts,
            advice=_("Điều đồng chí vừa ghi chưa được lưu; hãy so hai bên rồi trao đổi lại."),
        )
        self.decision = decision


class HeldSubmission:
    """Locks a submission inside a transaction; first its congress, as every change of it does."""

    def __init__(self, submission: Submission) -> None:
        congress = Congress.objects.select_for_update(no_key=True).get(pk=submission.congress_id)
        congress.organization = submission.congress.organization
        locked = Submission.objects.select_for_update(no_key=True).get(pk=submission.pk)
        locked.congress = congress
        self.submission = locked

    @property
    def kind(self) -> SubmissionKind:
        return SubmissionKind(self.submission.kind)

    @property
    def state(self) -> SubmissionState:
        return SubmissionState(self.submission.state)

    def check(self, event: SubmissionEvent) -> None:
        """`Conflict` with what has happened, where ``event`` cannot be now."""
        if allows(self.kind, self.state, event):
            return
        decision = Decision.objects.filter(submission=self.submission).first()
        if decision is not None and still_current(self.submission):
            decision.submission = self.submission
            raise Decided(decision)
        self.check_current()
        raise Conflict(
            _("Hồ sơ lần %(n)s: %(state)s, nên không làm được việc này.")
            % {"n": self.submission.number, "state": self.submission.get_state_display()},
            code="wrong_state",
            advice=_("Hãy tải lại trang để xem hồ sơ đang ở bước nào."),
        )

    def check_current(self) -> None:
        """`Conflict` for a submission after which another was sent: nothing is decided on it."""
        if still_current(self.submission):
            return
        newest = (
            Submission.objects.filter(
                congress=self.submission.congress_id, kind=self.submission.kind
            )
            .order_by("-number")
            .first()
        )
        raise Conflict(
            _("Đây là hồ sơ lần %(old)s; tổ chức đã trình lần %(new)s.")
            % {"old": self.submission.number, "new": newest.number if newest else ""},
            code="older_submission",
            advice=_("Hãy mở lần trình mới nhất rồi ghi ý kiến ở đó."),
        )

    def check_seat(self, permission: Permission) -> None:
        """Who writes for the superior: it itself, or the register at home where it answers on paper."""
        on_paper = permission is Permission.REGISTRY_ISSUE
        if on_paper and not self.submission.is_on_paper:
            raise NotPermitted(
                _("Cấp trên thẩm định ngay trong phần mềm nên không ghi thay được."),
                code="in_software",
                advice=_(
                    "Nếu cấp trên trả lời bằng giấy, hãy bấm “Ghi theo văn bản của cấp trên”."
                ),
            )
        if not on_paper and self.submission.is_on_paper:
            raise Conflict(
                _("Ý kiến cấp trên đang được ghi theo văn bản giấy."),
                code="on_paper",
                advice=_("Hãy bấm Tiếp nhận để thẩm định trong phần mềm."),
            )

    def move(self, event: SubmissionEvent, *, fields: tuple[str, ...] = ()) -> dict[str, Any]:
        """The state that follows, saved with ``fields``; what the record says of it."""
        self.check(event)
        submission = self.submission
        submission.state = after(self.kind, self.state, event)
        submission.save(update_fields=["state", *fields])
        return {"state": submission.state, "number": submission.number, "kind": submission.kind}

    def item(self, item: SubmissionItem) -> SubmissionItem:
        """One of its papers, as it stands now."""
        found = self.submission.items.select_for_update(no_key=True).get(pk=item.pk)
        found.submission = self.submission
        return found

    def tell(self, people: Iterable[User], said: StrOrPromise, body: StrOrPromise = "") -> None:
        """Put it into the inboxes, in Vietnamese; ``said`` names the submission by ``%(what)s``."""
        with in_vietnamese():
            title, text = str(said) % {"what": str(self.submission)}, str(body)
        notify(
            people,
            title=title,
            body=text,
            url=reverse("approvals:submission_detail", args=[self.submission.pk]),
            topic=f"approvals.submission:{self.submission.pk}",
        )

    def bump(self) -> None:
        """Open pages of the dossier and of the superior's desk look again."""
        bump(f"approvals.submission:{self.submission.pk}")
        bump(f"approvals.congress:{self.submission.congress_id}")
        if parent := self.submission.congress.organization.parent_id:
            bump(f"approvals.desk:{parent}")

    def followers(self, actor: User) -> list[User]:
        """Who is told at home: the committee, who keeps the register, who sent it."""
        people = {user.pk: user for user in register_people(self.submission.congress.organization)}
        people[self.submission.submitted_by_id] = self.submission.submitted_by
        people.pop(actor.pk, None)
        return list(people.values())
