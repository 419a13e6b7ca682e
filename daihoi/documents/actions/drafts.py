"""Word files on their way in: read, shown, then confirmed or discarded."""

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound
from daihoi.congresses.models import Congress, Subcommittee
from daihoi.documents.actions import texts
from daihoi.documents.actions.working import STEP, WorkingText
from daihoi.documents.models import Answer, Block, Document, Draft, SuperiorRequest, Version
from daihoi.documents.queries.drafts import keyed, losses_of, newest, read_file, stamp_of
from daihoi.documents.queries.texts import blocks_of
from daihoi.files.actions import keep
from daihoi.papers import reading
from daihoi.vietnamese.text import fold, tidy


@transaction.atomic
def import_document(
    congress: Congress,
    *,
    subcommittee: Subcommittee,
    kind: str,
    title: str,
    content: bytes,
    file_name: str,
    actor: User,
) -> Draft:
    """Read a Word file that is to become a new document. `BadFile` if it cannot be used."""
    require(actor, Permission.DOCUMENTS_MANAGE, at=subcommittee)
    if subcommittee.congress_id != congress.pk:
        raise NotFound
    read_file(content, name=file_name)
    draft = Draft.objects.create(
        congress=congress,
        subcommittee=subcommittee,
        kind=kind,
        title=tidy(title),
        file=keep(content),
        file_name=file_name[:200],
        created_by=actor,
        created_at=clock.now(),
    )
    after = {"title": draft.title, "file_name": draft.file_name, "sha256": draft.file.sha256}
    record("documents.import_document", draft, actor=actor, after=after)
    return draft


@transaction.atomic
def import_version(
    document: Document, *, note: str, content: bytes, file_name: str, actor: User
) -> Draft:
    """Read a Word file that is to become the next version. `BadFile` if it cannot be used."""
    require(actor, Permission.DOCUMENTS_MANAGE, at=document)
    WorkingText.hold_document(document)
    read_file(content, name=file_name)
    draft = Draft.objects.create(
        congress=document.congress,
        document=document,
        subcommittee=document.subcommittee,
        kind=document.kind,
        title=document.title,
        note=note,
        file=keep(content),
        file_name=file_name[:200],
        created_by=actor,
        created_at=clock.now(),
    )
    after = {"file_name": draft.file_name, "sha256": draft.file.sha256}
    record("documents.import_version", draft, actor=actor, after=after, context=document)
    return draft


@transaction.atomic
def confirm_draft(draft: Draft, *, base: str, actor: User) -> Version:
    """Make the document or version; a second time changes nothing and gives the same version.

    ``base`` is `stamp_of` the text that the preview showed: `Conflict` if it has moved on. A
    working version with changes is frozen first, one without is given up: nothing is lost.
    """
    require(actor, Permission.DOCUMENTS_MANAGE, at=draft)
    locked = Draft.objects.select_for_update().filter(pk=draft.pk).first()
    if locked is None:
        raise NotFound(_("Tệp này đã được bỏ."))
    if locked.version:
        return locked.version
    read = read_file(locked.file.read(), name=locked.file_name)
    document = locked.document
    if document is None:
        document = _new_document(locked)
    else:
        WorkingText.hold_document(document)
        if stamp_of(document) != base:
            raise Conflict(
                _("Văn kiện đã thay đổi từ lúc đồng chí xem trước."),
                advice=_("Hãy xem lại phần so sánh rồi xác nhận."),
            )
        _close_working(document, actor)
    version = _new_version(document, locked, read, actor)
    locked.version = version
    locked.save(update_fields=["version"])
    after = {"number": version.number, "file_name": version.file_name, "sha256": locked.file.sha256}
    record("documents.confirm_draft", version, actor=actor, after=after, context=document)
    return version


@transaction.atomic
def discard_draft(draft: Draft, *, actor: User) -> None:
    """Give up a file that waits; one that was confirmed stays."""
    require(actor, Permission.DOCUMENTS_MANAGE, at=draft)
    locked = Draft.objects.select_for_update().filter(pk=draft.pk).first()
    if locked is None:
        return
    if locked.version_id:
        raise Conflict(_("Tệp này đã được xác nhận thành một bản nên không bỏ được nữa."))
    before = {"file_name": locked.file_name}
    record("documents.discard_draft", draft, actor=actor, before=before, context=draft.document)
    locked.delete()


def _new_document(draft: Draft) -> Document:
    Congress.objects.select_for_update().get(pk=draft.congress_id)  # of two with one title, one
    if Document.objects.filter(congress=draft.congress_id, title=draft.title).exists():
        raise Conflict(
            _("Đại hội này đã có văn kiện tên “%(title)s”.") % {"title": draft.title},
            advice=_("Hãy mở văn kiện đó và nhập tệp thành bản mới."),
        )
    now = clock.now()
    document = Document.objects.create(
        congress_id=draft.congress_id,
        subcommittee=draft.subcommittee,
        kind=draft.kind,
        title=draft.title,
        folded_title=fold(draft.title),
        created_at=now,
        updated_at=now,
    )
    SuperiorRequest.objects.filter(draft=draft).update(document=document)
    return document


def _close_working(document: Document, actor: User) -> None:
    working = document.versions.select_for_update().filter(frozen_at=None).first()
    if working is None:
        return
    if working.changes.exists() or Answer.objects.filter(version=working).exists():
        texts.freeze(working, "Chốt trước khi nhập bản mới từ Word", actor=actor)
    else:
        working.delete()


def _new_version(document: Document, draft: Draft, read: reading.Draft, actor: User) -> Version:
    previous = newest(document)
    now = clock.now()
    version = Version.objects.create(
        document=document,
        number=previous.number + 1 if previous else 1,
        based_on=previous,
        note=draft.note,
        file=draft.file,
        file_name=draft.file_name,
        losses=losses_of(read),
        created_by=actor,
        created_at=now,
        frozen_at=now,
    )
    blocks = keyed(read.outline.blocks, blocks_of(previous) if previous else [])
    rows = [Block.of(version, block, position=n * STEP) for n, block in enumerate(blocks, 1)]
    Block.objects.bulk_create(rows, batch_size=500)
    return version
