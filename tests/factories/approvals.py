"""Dossiers that were sent, and what the superior said of them."""

from datetime import date
from typing import Any

import factory
from django.utils import timezone

from daihoi.accounts.models import User
from daihoi.approvals.models import (
    Attachment,
    Decision,
    DossierLine,
    FrozenFile,
    Submission,
    SubmissionItem,
)
from daihoi.congresses.models import Congress
from daihoi.files.actions import keep
from daihoi.registry.models import Dossier
from tests.factories.accounts import UserFactory
from tests.factories.congresses import CongressFactory
from tests.factories.registry import content


class SubmissionFactory(factory.django.DjangoModelFactory[Submission]):
    """The first dossier of a congress, sent and not taken up."""

    class Meta:
        model = Submission

    congress = factory.SubFactory(CongressFactory)
    kind = "approval"
    number = 1
    state = "submitted"
    target_on = date(2020, 4, 3)
    target_precision = "early"
    form = "all_members"
    people = 42
    due_on = date(2020, 3, 20)
    submitted_at = factory.LazyFunction(timezone.now)
    submitted_by = factory.SubFactory(UserFactory)


class SubmissionItemFactory(factory.django.DjangoModelFactory[SubmissionItem]):
    class Meta:
        model = SubmissionItem

    submission = factory.SubFactory(SubmissionFactory)
    position = factory.Sequence(lambda n: n + 1)
    code = "BCCT"
    title = factory.Sequence(lambda n: f"Báo cáo chính trị {n}")
    digest = "0" * 64


def sent_dossiers(congress: Congress, actor: User) -> dict[str, Any]:
    """One returned, one approved for a congress of delegates, one of results, a file of each sort."""
    line = DossierLine.objects.create(congress=congress, kind="approval", code="BCCT")
    attachment = Attachment.objects.create(
        line=line, file=keep(b"%PDF-1"), file_name="phu-luc.pdf", added_at=timezone.now(), added_by=actor
    )  # fmt: skip
    done = {"congress": congress, "submitted_by": actor, "taken_up_at": timezone.now(), "taken_up_by": actor}  # fmt: skip
    first = SubmissionFactory.create(state="returned", **done)
    SubmissionItemFactory.create(submission=first, content=content(), digest="1")
    sealed = Dossier.objects.create(
        congress=congress, name="Hồ sơ đã trình", created_at=timezone.now(), updated_at=timezone.now(),
        sealed_at=timezone.now(), sealed_by=actor, seal="0", pages=1, pdf=keep(b"%PDF-2"), archive=keep(b"PK"),
    )  # fmt: skip
    second = SubmissionFactory.create(number=2, state="approved", sealed=sealed, **done)
    item = SubmissionItemFactory.create(submission=second, content=content(), digest="2")
    file = FrozenFile.objects.create(item=item, file=keep(b"%PDF-3"), file_name="bao-cao.pdf")
    Decision.objects.create(
        submission=second, result="approved", paper_number="12-TB/ĐUK", paper_on=date(2020, 3, 20),
        signer="Lưu Thị Phương", valid_form="delegates", decided_at=timezone.now(), decided_by=actor,
    )  # fmt: skip
    results = SubmissionFactory.create(kind="confirmation", state="appraised", **done)
    return {
        "attachment": attachment, "submission": second, "sent_item": item, "sent_file": file,
        "results": results,
    }  # fmt: skip
