"""A frozen version, or the opinion table, becomes the text of an official paper."""

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import RuleBroken
from daihoi.base.language import in_vietnamese
from daihoi.documents.models import Document, Version
from daihoi.documents.models.documents import DocumentKind
from daihoi.documents.papers.opinion_table import table_blocks
from daihoi.documents.queries import deposited
from daihoi.documents.queries.table import Filters, table_for_file
from daihoi.documents.queries.texts import blocks_of
from daihoi.papers.fields.letterheads import without_letterhead
from daihoi.registry.actions.papers import deposit
from daihoi.registry.models import Paper
from daihoi.rules.papers import CATALOGUE

TABLE = "BTYK"


@transaction.atomic
def deposit_version(version: Version, *, actor: User) -> Paper:
    """Make the frozen text of a document a paper to be submitted or issued; a newer one replaces it."""
    document = version.document
    require(actor, Permission.DOCUMENTS_MANAGE, at=document)
    if document.is_superior or document.kind not in CATALOGUE:
        raise RuleBroken(
            _("Loại văn kiện này không có trong danh mục văn bản của đại hội."), code="no_kind"
        )
    if version.is_working:
        raise RuleBroken(
            _("Bản này còn đang sửa nên chưa lập văn bản được."),
            code="working",
            advice=_("Hãy chốt bản rồi lập văn bản."),
        )
    speech = document.kind == DocumentKind.SPEECH
    blocks, left_out = without_letterhead(blocks_of(version))
    paper = deposit(
        document.congress,
        CATALOGUE[document.kind],
        blocks,
        left_out=left_out,
        source=f"{deposited.TEXT}:{document.pk}",
        source_label=deposited.version_label(version),
        values={"chủ đề tham luận": document.title} if speech else None,
        subcommittee=document.subcommittee,
        actor=actor,
    )
    after = {"paper": paper.pk, "version": version.number}
    record("documents.deposit_version", version, actor=actor, after=after, context=document)
    return paper


@transaction.atomic
def deposit_table(document: Document, *, actor: User) -> Paper:
    """Make the opinion table of a document a paper, as it stands now; a later one replaces it."""
    require(actor, Permission.DOCUMENTS_MANAGE, at=document)
    table = table_for_file(document.pk, Filters(), viewer=actor)
    with in_vietnamese():
        blocks = table_blocks(table, on=clock.today())
    paper = deposit(
        document.congress,
        CATALOGUE[TABLE],
        blocks,
        source=f"{deposited.TABLE}:{document.pk}",
        source_label=deposited.table_label(document),
        subcommittee=document.subcommittee,
        actor=actor,
    )
    after = {"paper": paper.pk}
    record("documents.deposit_table", document, actor=actor, after=after, context=document)
    return paper
