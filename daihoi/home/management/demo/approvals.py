"""Dossiers for the superior: sent, returned, sent again, approved; and those of other cells."""

from datetime import date
from functools import partial
from typing import Any

from django.utils import timezone

from daihoi.accounts.models import User
from daihoi.approvals.actions import appraisals, decisions, lines, submissions
from daihoi.approvals.actions.submissions import Sending
from daihoi.approvals.models import Submission
from daihoi.base import clock
from daihoi.congresses.actions.congresses import Preparation, prepare_congress
from daihoi.congresses.models import Congress
from daihoi.home.management.demo.calendar import Calendar
from daihoi.home.management.demo.people import add_cell
from daihoi.home.management.demo.sources import read_toml
from daihoi.organizations.models import Organization
from daihoi.papers.fields import Box, texts_of
from daihoi.registry.actions import papers
from daihoi.registry.models import Dossier, Paper
from daihoi.registry.queries.filling import template_of
from daihoi.registry.skeletons import skeletons
from daihoi.rules.approvals import ItemResult, SubmissionKind
from daihoi.rules.papers import CATALOGUE

KIND = SubmissionKind.APPROVAL
NEIGHBOURS = "approvals-neighbours.toml"


def put_approvals(
    calendar: Calendar, congress: Congress, told: dict[str, Any], secretary: User
) -> None:
    """What the file of approvals tells, put on a calendar."""
    ApprovalStory(congress, told, secretary).put_on(calendar)


class ApprovalStory:
    """The secretary prepares and sends; one officer of the superior appraises and decides."""

    def __init__(self, congress: Congress, told: dict[str, Any], secretary: User) -> None:
        self._congress, self._told, self._secretary = congress, told, secretary
        self._reviewer = User.objects.get(username=told["reviewer"])

    def put_on(self, calendar: Calendar) -> None:
        told = self._told
        for each in told.get("papers", ()):
            calendar.add(each["at"], partial(self._make, each))
        for each in told.get("changes", ()):
            calendar.add(each["at"], partial(self._change, each))
        for each in told.get("lines", ()):
            calendar.add(each["at"], partial(self._leave_out, each))
        for each in told["submissions"]:
            calendar.add(each["at"], partial(self._send, each))
            calendar.add(each["taken_up_at"], self._take_up)
            calendar.add(each["finished_at"], partial(self._appraise, each))
            calendar.add(each["decided_at"], partial(self._decide, each))

    def _make(self, told: dict[str, Any]) -> None:
        code = told["kind"]
        made = papers.make_paper(
            self._congress, CATALOGUE[code], skeletons()[code], actor=self._secretary
        )
        if "fills" in told:
            papers.fill_fields(made, told["fills"], revision=made.revision, actor=self._secretary)

    def _change(self, told: dict[str, Any]) -> None:
        paper = Paper.objects.get(congress=self._congress, kind=told["kind"])
        texts = texts_of(template_of(paper))
        texts[Box.BLOCKS] = texts[Box.BLOCKS].replace(told["old"], told["new"])
        papers.edit_texts(paper, texts, revision=paper.revision, actor=self._secretary)

    def _leave_out(self, told: dict[str, Any]) -> None:
        lines.set_line(
            self._congress, KIND, told["code"], is_required=False, reason=told["reason"],
            actor=self._secretary,
        )  # fmt: skip

    def _send(self, told: dict[str, Any]) -> None:
        sealed = None
        if "sealed" in told:
            sealed = Dossier.objects.get(congress=self._congress, name=told["sealed"])
        sending = Sending(
            people=told["people"],
            note=told["note"],
            sealed=sealed,
            lacks_reason=told["lacks_reason"],
        )
        submissions.submit_dossier(self._congress, KIND, sending, actor=self._secretary)

    def _take_up(self) -> None:
        submissions.take_up_submission(self._latest(), actor=self._reviewer)

    def _appraise(self, told: dict[str, Any]) -> None:
        submission = self._latest()
        said = told["items"]
        for item in submission.items.order_by("position"):
            result, remark = said.get(item.code, (ItemResult.APPROVED, ""))
            appraisals.judge_item(item, ItemResult(result), remark, actor=self._reviewer)
        appraisals.finish_appraisal(submission, told["appraisal"], actor=self._reviewer)

    def _decide(self, told: dict[str, Any]) -> None:
        submission = self._latest()
        values = {
            "paper_number": told.get("number", ""),
            "paper_on": told["decided_at"].date(),
            "signer": told.get("signer", ""),
            "remarks": told["remarks"],
        }
        if told["decision"] == "returned":
            decisions.return_submission(submission, values, actor=self._reviewer)
            return
        values |= {
            "valid_on": submission.target_on,
            "valid_precision": submission.target_precision,
            "valid_form": submission.form,
            "valid_people": submission.people,
        }
        decisions.approve_submission(submission, values, actor=self._reviewer)

    def _latest(self) -> Submission:
        found = Submission.objects.select_related("congress__organization")
        return found.filter(congress=self._congress).latest("number")


def tell_neighbours(superior: Organization, *, actor: User) -> None:
    """Other cells of the superior, each with a short plan and its dossier at another step."""
    told = read_toml(NEIGHBOURS)
    calendar = Calendar()
    with clock.standing_at(timezone.make_aware(told["began_at"])):
        for cell in told["cells"]:
            _put_neighbour(calendar, cell, superior, actor)
    calendar.run()


def _put_neighbour(
    calendar: Calendar, told: dict[str, Any], superior: Organization, actor: User
) -> None:
    person = {
        "name": told["secretary"], "unit": "Văn phòng", "post": "Trưởng đơn vị",
        "office": "secretary", "birth": "1975", "admitted_on": date(2001, 2, 3),
    }  # fmt: skip
    cell = add_cell(
        {**told, "units": {"Văn phòng": told["secretary"]}, "people": [person], "accounts": {}},
        superior,
        actor=actor,
    )
    secretary = User.objects.get(person__organization=cell)
    preparation = Preparation(
        congress={
            "ordinal": told["ordinal"], "term_start": 2020, "term_end": 2025,
            "form": "all_members", "target_on": told["target_on"], "target_precision": "day",
        },
        template="vn-party-short",
    )  # fmt: skip
    congress = prepare_congress(cell, preparation, actor=secretary)
    story = _Neighbour(congress, told, secretary)
    calendar.add(told["submitted_at"], story.send)
    if "taken_up_at" in told:
        calendar.add(told["taken_up_at"], story.take_up)
    if "returned_at" in told:
        calendar.add(told["returned_at"], story.give_back)


class _Neighbour:
    """One paper is enough to show where its dossier is."""

    def __init__(self, congress: Congress, told: dict[str, Any], secretary: User) -> None:
        self._congress, self._told, self._secretary = congress, told, secretary
        self._reviewer = User.objects.get(username="cap-tren")

    def send(self) -> None:
        papers.make_paper(
            self._congress, CATALOGUE["KHDH"], skeletons()["KHDH"], actor=self._secretary
        )
        reason = "Gửi trước kế hoạch để Đảng ủy Khối cho ý kiến; văn kiện gửi sau."
        sending = Sending(people=self._told["people"], lacks_reason=reason)
        submissions.submit_dossier(self._congress, KIND, sending, actor=self._secretary)

    def take_up(self) -> None:
        submissions.take_up_submission(self._latest(), actor=self._reviewer)

    def give_back(self) -> None:
        submission = self._latest()
        for item in submission.items.all():
            appraisals.judge_item(
                item, ItemResult.RETURNED, "Chưa có phân công soạn thảo văn kiện.",
                actor=self._reviewer,
            )  # fmt: skip
        day = self._told["returned_at"].date()
        told = {"reviewer": "Ban Tổ chức Đảng ủy Khối", "appraised_on": day, "remarks": "", "changes": ""}  # fmt: skip
        appraisals.finish_appraisal(submission, told, actor=self._reviewer)
        values = {"paper_number": "", "paper_on": day, "signer": "", "remarks": "Bổ sung văn kiện rồi trình lại."}  # fmt: skip
        decisions.return_submission(submission, values, actor=self._reviewer)

    def _latest(self) -> Submission:
        found = Submission.objects.select_related("congress__organization")
        return found.filter(congress=self._congress).latest("number")
