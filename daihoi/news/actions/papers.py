"""A news item becomes an official paper (TINB), to be printed and filed."""

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.base.errors import RuleBroken
from daihoi.news.actions.held import HeldArticle
from daihoi.news.models import Article
from daihoi.news.papers.articles import paper_blocks, paper_values
from daihoi.registry.actions.papers import deposit
from daihoi.registry.models import Paper
from daihoi.rules.papers import CATALOGUE

NEWS_PAPER = "TINB"


@transaction.atomic
def make_paper_of_article(article: Article, *, actor: User) -> Paper:
    """Put the published text, or else the newest, into the paper of this item; a newer one replaces it."""
    require(actor, Permission.NEWS_WRITE, at=article)
    held = HeldArticle(article)
    own = held.article
    if own.congress is None:
        raise RuleBroken(
            _("Tin này không thuộc kỳ đại hội nào nên không lập văn bản được."), code="no_congress"
        )
    revision = own.published or held.revision
    revision.article = own
    paper = deposit(
        own.congress,
        CATALOGUE[NEWS_PAPER],
        paper_blocks(revision),
        source=f"news.article:{own.pk}",
        source_label=_("%(title)s, bản %(n)s") % {"title": revision.title, "n": revision.number},
        values=paper_values(revision),
        subcommittee=own.subcommittee,
        actor=actor,
    )
    held.record("news.make_paper_of_article", actor=actor, after={"paper": paper.pk})
    return paper
