"""The public page of an organization (trang tin), which everybody may read once it is open."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Scope
from daihoi.organizations.models import Organization
from daihoi.vietnamese.dates import DateStyle

DATE_STYLES = [(style.value, style.value) for style in DateStyle]


class NewsSite(models.Model):
    """Where the organization's news can be read; nothing of it is public until it is opened."""

    organization = models.OneToOneField(
        Organization, on_delete=models.CASCADE, related_name="news_site"
    )
    slug = models.SlugField(_("địa chỉ"), max_length=60, unique=True)
    title = models.CharField(_("tên trang tin"), max_length=160)
    introduction = models.CharField(_("giới thiệu ngắn"), max_length=300, blank=True)
    section = models.CharField(
        _("chuyên mục mặc định"), max_length=120, default="Hoạt động của các tổ chức Đảng cơ sở"
    )
    date_style = models.CharField(
        _("kiểu ngày tháng trong bài"),
        max_length=30,
        choices=DATE_STYLES,
        default=DateStyle.SLASHED.value,
    )
    opened_at = models.DateTimeField(null=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("trang tin")
        constraints = [
            models.CheckConstraint(
                condition=Q(opened_at__isnull=True, opened_by__isnull=True)
                | Q(opened_at__isnull=False, opened_by__isnull=False),
                name="news_newssite_opened_pair",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def scope(self) -> Scope:
        return self.organization.scope

    @property
    def address(self) -> str:
        """The path of the public page."""
        return reverse("news:public_front", args=[self.slug])

    @property
    def is_open(self) -> bool:
        return self.opened_at is not None
