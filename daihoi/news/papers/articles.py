"""What of a news item stands on its paper (domain table of TINB): every field, in its order."""

from django.utils import timezone

from daihoi.base import clock
from daihoi.news.models import Revision
from daihoi.news.queries.filling import filled
from daihoi.papers.fields import parse_blocks
from daihoi.papers.outline import Align, Block, BlockKind, Run


def paper_values(revision: Revision) -> dict[str, str]:
    """Fields around the text."""
    text = filled(revision, on=clock.today())
    return {"tiêu đề bài": text.title, "tác giả": revision.author}


def paper_blocks(revision: Revision) -> list[Block]:
    """Section and time, lead, body with its end mark, captions, author and unit, related items."""
    text = filled(revision, on=clock.today())
    body = list(parse_blocks(text.body))
    if body and body[-1].runs:
        last = body[-1]
        ended = last.runs[-1].text.rstrip(". /") + "./."
        body[-1] = Block(last.kind, (*last.runs[:-1], Run(ended)), last.level, last.mark)
    blocks = [_line(f"Chuyên mục: {revision.section}. {_time(revision)}", italic=True)]
    blocks.append(Block(BlockKind.PARAGRAPH, (Run(text.lead, bold=True),)))
    blocks += body
    for photo in revision.photos.order_by("position", "pk"):
        blocks.append(_line(f"Ảnh: {photo.caption}", italic=True))
    blocks.append(_line(revision.author_unit, align=Align.RIGHT))
    related = revision.related.select_related("published").order_by("-pk")
    titles = [each.published.title for each in related if each.published]
    if titles:
        blocks.append(_line(f"Tin liên quan: {'; '.join(titles)}."))
    return blocks


def _time(revision: Revision) -> str:
    if revision.published_at is None:
        return "Chưa đăng."
    moment = timezone.localtime(revision.published_at)
    return f"Ngày, giờ đăng: {moment:%d-%m-%Y %H:%M}."


def _line(text: str, *, italic: bool = False, align: Align = Align.NONE) -> Block:
    return Block(BlockKind.PARAGRAPH, (Run(text, italic=italic),), align=align)
