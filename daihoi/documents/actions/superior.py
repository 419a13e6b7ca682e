"""A superior's draft documents on their way in; what they are asked about is read like any text."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base.errors import NotFound, RuleBroken
from daihoi.congresses.models import Congress, HigherCongress, Subcommittee
from daihoi.documents.actions import drafts
from daihoi.documents.models import Draft, SuperiorRequest
from daihoi.documents.models.documents import DocumentKind
from daihoi.documents.papers.superior_report import report_blocks
from daihoi.documents.queries.deposited import REPORT as SOURCE
from daihoi.documents.queries.deposited import report_label
from daihoi.documents.queries.superior import REPORT, check_report, whole_report
from daihoi.registry.actions.papers import deposit
from daihoi.registry.models import Paper
from daihoi.rules.papers import CATALOGUE
from daihoi.vietnamese.text import tidy


@dataclass(frozen=True, slots=True)
class Letter:
    """The superior's letter: who asks, its number and day, until when, for which congress above."""

    issuer: str
    number: str = ""
    dated_on: date | None = None
    due_on: date | None = None
    higher: HigherCongress | None = None  # the congress above that the draft is for


@transaction.atomic
def import_superior(
    congress: Congress,
    *,
    subcommittee: Subcommittee,
    title: str,
    letter: Letter,
    content: bytes,
    file_name: str,
    actor: User,
) -> Draft:
    """Read a superior's draft, or its list of questions, as a Word file that waits."""
    require(actor, Permission.DOCUMENTS_MANAGE, at=subcommittee)
    if not tidy(letter.issuer):
        raise RuleBroken(
            _("Chưa ghi cơ quan gửi lấy ý kiến."), advice=_("Hãy ghi tên cấp ủy cấp trên.")
        )
    if letter.dated_on and letter.due_on and letter.due_on < letter.dated_on:
        raise RuleBroken(
            _("Hạn gửi ý kiến trước ngày của văn bản gửi."), advice=_("Hãy xem lại hai ngày.")
        )
    if letter.higher is not None and letter.higher.congress_id != congress.pk:
        raise NotFound
    draft = drafts.import_document(
        congress,
        subcommittee=subcommittee,
        kind=DocumentKind.SUPERIOR.value,
        title=title,
        content=content,
        file_name=file_name,
        actor=actor,
    )
    said = {
        "issuer": tidy(letter.issuer),
        "number": tidy(letter.number),
        "dated_on": letter.dated_on,
        "due_on": letter.due_on,
    }
    SuperiorRequest.objects.create(draft=draft, higher=letter.higher, **said)
    after = {"title": draft.title, **said, "higher": str(letter.higher or "")}
    record("documents.import_superior", draft, actor=actor, after=after)
    return draft


@transaction.atomic
def deposit_report(congress: Congress, *, actor: User) -> Paper:
    """Put the synthesis as it stands into the congress's report (BCGY); a newer one replaces it.

    All of it is of one moment: how the opinions were taken, and what they say.

    Refused while no opinion is recorded (O3).
    """
    require(actor, Permission.REGISTRY_WRITE, at=congress)
    report = whole_report(congress)
    check_report(report)
    paper = deposit(
        congress,
        CATALOGUE[REPORT],
        report_blocks(report),
        source=f"{SOURCE}:{congress.pk}",
        source_label=report_label(congress),
        actor=actor,
    )
    opinions = sum(each.round.opinions_count for part in report.sections for each in part.rounds)
    after = {"documents": len(report.sections), "opinions": opinions}
    record("documents.deposit_report", paper, actor=actor, after=after)
    return paper
