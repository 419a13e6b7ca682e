"""The propaganda plan (kế hoạch tuyên truyền): what goes out where, when, by whom (S46)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Scope
from daihoi.base.models import Stamped
from daihoi.base.word_index import WordIndex
from daihoi.congresses.models import Congress, Subcommittee
from daihoi.files.models import StoredFile
from daihoi.organizations.models import Person


class PropagandaItem(Stamped):
    """One thing to be made known; owned by a person or, without one, by the body."""

    congress = models.ForeignKey(
        Congress, on_delete=models.PROTECT, related_name="propaganda_items"
    )
    subcommittee = models.ForeignKey(
        Subcommittee, on_delete=models.PROTECT, null=True, related_name="propaganda_items"
    )
    channel = models.CharField(_("kênh"), max_length=120)
    content = models.CharField(_("nội dung tuyên truyền"), max_length=400)
    due_on = models.DateField(_("thời hạn"))
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="propaganda_items"
    )
    done_on = models.DateField(_("ngày làm xong"), null=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    dropped_at = models.DateTimeField(null=True)
    dropped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    dropped_reason = models.CharField(_("lý do không làm"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("mục tuyên truyền")
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, done_by__isnull=True)
                | Q(done_on__isnull=False, done_by__isnull=False, dropped_at__isnull=True),
                name="news_propagandaitem_done_pair",
            ),
            models.CheckConstraint(
                condition=Q(dropped_at__isnull=True, dropped_by__isnull=True)
                | Q(dropped_at__isnull=False, dropped_by__isnull=False) & ~Q(dropped_reason=""),
                name="news_propagandaitem_dropped_pair",
            ),
        ]
        indexes = [WordIndex(fields=["channel", "content"], name="news_propaganda_words")]

    def __str__(self) -> str:
        return self.content

    @property
    def scope(self) -> Scope:
        return self.subcommittee.scope if self.subcommittee else self.congress.scope

    @property
    def is_open(self) -> bool:
        return self.done_on is None and self.dropped_at is None


class PropagandaEntry(models.Model):
    """What was done for an item, with a link or a photo; photos are kept as `Photo` keeps them."""

    item = models.ForeignKey(PropagandaItem, on_delete=models.CASCADE, related_name="entries")
    on = models.DateField(_("ngày làm"))
    text = models.CharField(_("đã làm gì"), max_length=400)
    link = models.URLField(_("đường dẫn"), max_length=300, blank=True)
    original = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    picture = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=200, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("việc đã làm")
        constraints = [
            models.CheckConstraint(
                condition=Q(original__isnull=True, picture__isnull=True)
                | Q(original__isnull=False, picture__isnull=False),
                name="news_propagandaentry_photo_pair",
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def scope(self) -> Scope:
        return self.item.scope
