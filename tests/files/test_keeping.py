"""Files are kept whole or not at all."""

import errno
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import get_resolver, reverse

from daihoi.accounts.permissions import Role
from daihoi.base import clock
from daihoi.base.errors import means_full_disk
from daihoi.base.middleware import domain_errors
from daihoi.documents.models import Document, Draft
from daihoi.files.actions import keep
from daihoi.files.models import StoredFile
from daihoi.papers.outline import Block, BlockKind, Outline, Run
from daihoi.papers.writing import write_word
from tests.factories import SubcommitteeFactory, grant

pytestmark = pytest.mark.django_db


@contextmanager
def full_disk(left: int = 20_000) -> Iterator[None]:
    """No file of this process can grow beyond ``left`` bytes: the system refuses (EFBIG)."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (left, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def kept_files() -> list[str]:
    return [path.name for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_the_same_bytes_are_kept_once() -> None:
    first, second = keep(b"mot tep"), keep(b"mot tep")
    assert first.pk == second.pk
    assert kept_files() == [first.sha256]
    assert first.read() == b"mot tep"


def test_a_full_disk_keeps_nothing_and_later_everything() -> None:
    content = bytes(range(256)) * 200
    with full_disk(), pytest.raises(OSError, match="too large"):
        keep(content)
    assert kept_files() == []
    assert StoredFile.objects.count() == 0
    assert keep(content).read() == content


def test_an_upload_to_a_full_disk_is_refused_in_words(client: Client) -> None:
    owner = SubcommitteeFactory.create()
    client.force_login(grant(Role.SUBCOMMITTEE_HEAD, owner))
    paragraphs = [Block(BlockKind.PARAGRAPH, (Run(f"Đoạn {n}: {n**50}."),)) for n in range(900)]
    content = write_word(Outline(tuple(paragraphs)))
    assert len(content) > 40_000

    def send() -> tuple[int, str]:
        file = BytesIO(content)
        file.name = "bao-cao.docx"
        answer = client.post(
            reverse("documents:document_import", args=[owner.congress_id]),
            {"kind": "BCCT", "title": "Báo cáo", "subcommittee": owner.pk, "file": file},
        )
        return answer.status_code, answer.content.decode()

    with full_disk(40_000):
        status, page = send()
    assert status == 507
    assert "Máy chủ hết chỗ trên đĩa nên chưa lưu được gì." in page
    assert (Draft.objects.count(), Document.objects.count(), kept_files()) == (0, 0, [])
    assert send()[0] == 302
    assert Draft.objects.count() == 1


@pytest.mark.parametrize(
    ("error", "status"),
    [(OSError(errno.ENOSPC, "No space left on device"), 507), (KeyError(), 500)],
)
def test_what_django_itself_cannot_put_aside_is_refused_in_words(
    rf: RequestFactory, error: Exception, status: int
) -> None:
    """An upload is written down to find the form's token, before any view is asked."""
    try:
        raise error
    except (OSError, KeyError):
        answer = get_resolver().resolve_error_handler(500)(rf.post("/"))
    assert answer.status_code == status
    assert ("hết chỗ trên đĩa" in answer.content.decode()) is (status == 507)


def test_a_database_without_room_is_refused_in_words(rf: RequestFactory) -> None:
    error = _full_database()
    assert means_full_disk(error)
    request: HttpRequest = rf.get("/")
    answer = domain_errors(lambda _: None).process_exception(request, error)
    assert answer is not None
    assert answer.status_code == 507
    assert not means_full_disk(OperationalError("database is locked"))
    assert domain_errors(lambda _: None).process_exception(request, KeyError("x")) is None


def _full_database() -> OperationalError:
    """What this database says when it cannot grow."""
    if connection.vendor == "postgresql":
        from psycopg.errors import DiskFull

        error = OperationalError("could not extend file")
        error.__cause__ = DiskFull()
        return error
    rows = [
        StoredFile(sha256=f"{number:064}", size_bytes=1, stored_at=clock.now())
        for number in range(10_000)
    ]
    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
        try:
            with pytest.raises(OperationalError) as full, transaction.atomic():
                StoredFile.objects.bulk_create(rows)
        finally:
            cursor.execute("PRAGMA max_page_count = 1073741823")
    return full.value
