"""The text an item was imported from: read once, kept letter for letter."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from daihoi.accounts.permissions import ROLES, Permission, Role, grants_in_force
from daihoi.base.errors import BadFile, NotFound, NotPermitted
from daihoi.documents.queries.drafts import read_file
from daihoi.news.models import Article
from daihoi.news.pasting import Pasted, read_pasted
from daihoi.news.queries.articles import get_article


@dataclass(frozen=True, slots=True)
class Source:
    article: Article
    title: str
    text: str
    name: str
    content: bytes


def read_source(content: bytes, *, name: str, is_word: bool) -> str:
    """The words of a file: a line for each paragraph, nothing put right. `BadFile` if there are none."""
    if is_word:
        blocks = read_file(content, name=name).outline.blocks
        return "\n".join(block.text for block in blocks if block.text)
    for encoding in ("utf-8-sig", "utf-16"):
        try:
            return content.decode(encoding)
        except UnicodeError:
            continue
    raise BadFile(
        _("Tệp .txt không ở mã Unicode nên chữ Việt sẽ sai."),
        advice=_("Hãy lưu lại với mã UTF-8, hoặc dán bài vào ô bên dưới."),
    )


def pasted_for(viewer: Any, html: str) -> Pasted:
    """Pasted HTML as typed text, for whoever writes news somewhere; nothing is kept.

    `RuleBroken` for what `read_pasted` refuses.
    """
    if not any(
        Permission.NEWS_WRITE in ROLES[Role(grant.role)].permissions
        for grant in grants_in_force(viewer)
    ):
        raise NotPermitted
    return read_pasted(html)


def source_of(pk: int, *, viewer: Any) -> Source:
    article, revision = get_article(pk, viewer=viewer)
    if article.source_file is None:
        raise NotFound(_("Bài này không nhập từ bản nào."))
    return Source(
        article,
        revision.title,
        article.source_text,
        article.source_name,
        article.source_file.read(),
    )
