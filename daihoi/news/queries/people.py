"""Who is told of a text: whoever checks there, whoever publishes."""

from daihoi.accounts.models import Grant, User
from daihoi.accounts.permissions import Permission, can
from daihoi.news.models import Article


def checkers_of(article: Article) -> list[User]:
    return _holders(article, Permission.NEWS_CHECK)


def publishers_of(article: Article) -> list[User]:
    return _holders(article, Permission.NEWS_PUBLISH)


def _holders(article: Article, permission: Permission) -> list[User]:
    """Active accounts whose grants of today cover the article with this permission."""
    path = article.organization.path
    granted = Grant.objects.filter(organization_path=path).values("user")
    users = User.objects.filter(pk__in=granted, is_active=True).prefetch_related("grants")
    return [user for user in users.order_by("pk") if can(user, permission, at=article)]
