"""The organization's public news, and the propaganda plan."""

from daihoi.news.models.articles import Article, ArticleNote, Photo, Revision
from daihoi.news.models.propaganda import PropagandaEntry, PropagandaItem
from daihoi.news.models.sites import NewsSite

__all__ = [
    "Article",
    "ArticleNote",
    "NewsSite",
    "Photo",
    "PropagandaEntry",
    "PropagandaItem",
    "Revision",
]
