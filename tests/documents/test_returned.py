"""Word files that come back: read, kept, confirmed once, merged with those of others."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import LazySettings

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.documents.actions import drafts, returned, returned_opinions, rounds
from daihoi.documents.models import Document, Opinion, ReturnedCopy, ReturnedPoint, Version
from daihoi.documents.queries.audience import Audience, AudienceKind
from daihoi.documents.queries.contributors import Contributor
from daihoi.documents.queries.drafts import stamp_of
from daihoi.organizations.models import Unit
from daihoi.rules.documents import Means
from tests.factories import SubcommitteeFactory, UnitFactory, grant

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(settings: LazySettings) -> None:
    settings.DAIHOI_TODAY = date(2020, 2, 20)


@pytest.fixture
def report(samples: Path) -> Document:
    """The sample report's first draft, frozen as version 1."""
    subcommittee = SubcommitteeFactory.create(purpose="documents")
    head = grant(Role.SUBCOMMITTEE_HEAD, subcommittee)
    draft = drafts.import_document(
        subcommittee.congress,
        subcommittee=subcommittee,
        kind="BCCT",
        title="Báo cáo chính trị",
        content=(samples / "bao-cao-chinh-tri-du-thao-1.docx").read_bytes(),
        file_name="du-thao-1.docx",
        actor=head,
    )
    return drafts.confirm_draft(draft, base=stamp_of(draft.document), actor=head).document


def test_sample(report: Document, samples: Path) -> None:
    head = grant(Role.SUBCOMMITTEE_HEAD, report)
    unit = UnitFactory.create(organization=report.congress.organization, name="Phòng Nghiệp vụ")
    content = (samples / "bao-cao-chinh-tri-gop-y-phong.docx").read_bytes()
    copy = returned.upload_copy(report, None, content, contributor=Contributor(unit=unit), file_name="a.docx", actor=head)
    copy = returned.confirm_copy(copy, actor=head)
    for point in ReturnedPoint.objects.order_by("place", "pk"):
        print(point.place, point.kind, repr(point.said[:60]))
    assert ReturnedPoint.objects.count() == 21
