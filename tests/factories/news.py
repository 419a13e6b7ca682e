"""News items, the public page, the propaganda plan."""

import io
from datetime import date
from typing import Any

import factory
from django.utils import timezone
from PIL import Image

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.files.pictures import TakenPhoto, taken
from daihoi.news.actions import articles, review
from daihoi.news.models import Article, NewsSite, PropagandaItem
from daihoi.news.queries.desk import Desk
from daihoi.organizations.models import Organization
from tests.factories.accounts import UserFactory, grant
from tests.factories.congresses import CongressFactory, SubcommitteeFactory
from tests.factories.organizations import OrganizationFactory

TITLE = "Chi bộ họp bàn công tác chuẩn bị"
LEAD = "Chi bộ vừa họp để xem lại các phần việc còn lại."
BODY = "Các tiểu ban báo cáo kết quả.\n\n## Kết luận\n\nMọi việc theo đúng kế hoạch."


class NewsSiteFactory(factory.django.DjangoModelFactory[NewsSite]):
    class Meta:
        model = NewsSite

    organization = factory.SubFactory(OrganizationFactory)
    slug = factory.Sequence(lambda n: f"chi-bo-{n}")
    title = "Trang tin chi bộ"
    opened_at = factory.LazyFunction(timezone.now)
    opened_by = factory.SubFactory(UserFactory)


class PropagandaItemFactory(factory.django.DjangoModelFactory[PropagandaItem]):
    class Meta:
        model = PropagandaItem

    congress = factory.SubFactory(CongressFactory)
    channel = "Bảng tin"
    content = factory.Sequence(lambda n: f"Niêm yết kế hoạch {n}")
    due_on = date(2020, 3, 30)
    created_at = factory.LazyFunction(timezone.now)
    updated_at = factory.LazyFunction(timezone.now)


class Newsroom:
    """A cell with its congress and propaganda body, and three people: one for each step."""

    def __init__(self, organization: Organization | None = None) -> None:
        self.organization = organization or OrganizationFactory.create()
        self.congress = self.organization.congresses.first() or CongressFactory.create(
            organization=self.organization, ordinal=3
        )
        self.body = SubcommitteeFactory.create(
            congress=self.congress, purpose="propaganda_logistics", name="Tiểu ban Tuyên truyền"
        )
        self.writer = self._person(Role.SUPPORTING_STAFF, self.body)
        self.checker = self._person(Role.SUBCOMMITTEE_HEAD, self.body)
        self.publisher = self._person(Role.SECRETARY, self.organization)

    @property
    def desk(self) -> Desk:
        return Desk(self.organization)

    def draft(self, **texts: str) -> Article:
        said = {"title": TITLE, "lead": LEAD, "body": BODY, **texts}
        return articles.start_article(self.desk, "preparation", said, actor=self.writer)

    def submitted(self, **texts: str) -> Article:
        article = self.draft(**texts)
        review.submit_article(article, actor=self.writer)
        return article

    def checked(self, **texts: str) -> Article:
        article = self.submitted(**texts)
        review.check_article(article, actor=self.checker)
        return article

    def published(self, **texts: str) -> Article:
        article = self.checked(**texts)
        review.publish_article(article, actor=self.publisher)
        article.refresh_from_db()
        return article

    def _person(self, role: Role, at: Any) -> User:
        return grant(Role.MEMBER, self.organization, grant(role, at))


def taken_photo(size: tuple[int, int] = (1200, 800), name: str = "anh.jpg") -> TakenPhoto:
    return taken(photo_bytes(size), name)


def photo_bytes(size: tuple[int, int] = (1200, 800)) -> bytes:
    """A JPEG that says where it was taken."""
    exif = Image.Exif()
    exif.get_ifd(0x8825)[2] = (21.85, 0.0, 0.0)
    kept = io.BytesIO()
    Image.new("RGB", size, "#9d1b1f").save(kept, "JPEG", exif=exif)
    return kept.getvalue()
