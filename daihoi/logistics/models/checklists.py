"""Checklists (bảng kiểm) of hall, decoration and health."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Scope
from daihoi.base.models import Stamped
from daihoi.base.word_index import WordIndex
from daihoi.congresses.models import Congress
from daihoi.files.models import StoredFile
from daihoi.logistics.models.places import Served
from daihoi.organizations.models import Organization, Person
from daihoi.rules.certainty import Certainty
from daihoi.rules.checklists import due_on, groups

GROUPS = [(group.code, group.name) for group in groups()]
MOST_DAYS = 365


class OwnRow(models.Model):
    """An item that an organization adds to the house's template, or its own words for one of it.

    ``code`` names the house's item that it replaces, "" for one more; ``is_left_out`` takes that
    item away. Checklists begun before keep what they have.
    """

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="checklist_rows"
    )
    code = models.CharField(max_length=10, blank=True)
    group = models.CharField(_("nhóm"), max_length=20, choices=GROUPS)
    text = models.CharField(_("việc cần làm"), max_length=300)
    days = models.SmallIntegerField(_("số ngày so với ngày đại hội"))
    needs_photo = models.BooleanField(_("cần ảnh chứng minh"), default=False)
    is_left_out = models.BooleanField(_("không dùng mục này"), default=False)

    class Meta:
        verbose_name = _("mục bảng kiểm của tổ chức")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "code"],
                condition=~Q(code=""),
                name="logistics_ownrow_code_once",
            ),
            models.CheckConstraint(
                condition=Q(is_left_out=False) | ~Q(code=""), name="logistics_ownrow_left_out"
            ),
            models.CheckConstraint(
                condition=Q(days__gte=-MOST_DAYS, days__lte=MOST_DAYS),
                name="logistics_ownrow_days",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def scope(self) -> Scope:
        return self.organization.scope


class ChecklistItem(Stamped, Served):
    """One thing to be done or ready; due so many ``days`` from day D, so it moves with it.

    ``code`` is that of the template's row, "" for one added here. ``reason`` says why something
    is needed that economy speaks against (P33).
    """

    congress = models.ForeignKey(Congress, on_delete=models.PROTECT, related_name="checklist_items")
    code = models.CharField(max_length=10, blank=True)
    group = models.CharField(_("nhóm"), max_length=20, choices=GROUPS)
    position = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(_("việc cần làm"), max_length=300)
    days = models.SmallIntegerField(_("số ngày so với ngày đại hội"))
    needs_photo = models.BooleanField(_("cần ảnh chứng minh"), default=False)
    reason = models.CharField(_("lý do cần có"), max_length=300, blank=True)
    basis = models.CharField(_("căn cứ"), max_length=200, blank=True)
    certainty = models.CharField(max_length=1, default=Certainty.DEFAULT.value)
    owner = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="checklist_items"
    )
    owner_body = models.CharField(_("bộ phận, người ngoài tổ chức"), max_length=160, blank=True)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=1)  # raised by each change
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    dropped_at = models.DateTimeField(null=True)
    dropped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    drop_reason = models.CharField(_("lý do không làm"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("mục bảng kiểm")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["congress", "code"],
                condition=~Q(code=""),
                name="logistics_checklistitem_code_once",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False, dropped_at__isnull=True),
                name="logistics_checklistitem_done_pair",
            ),
            models.CheckConstraint(
                condition=Q(dropped_at__isnull=True, dropped_by__isnull=True, drop_reason="")
                | Q(dropped_at__isnull=False, dropped_by__isnull=False) & ~Q(drop_reason=""),
                name="logistics_checklistitem_dropped_pair",
            ),
            models.CheckConstraint(
                condition=Q(days__gte=-MOST_DAYS, days__lte=MOST_DAYS),
                name="logistics_checklistitem_days",
            ),
        ]
        indexes = [WordIndex(fields=["text", "note", "owner_body"], name="logistics_item_words")]

    def __str__(self) -> str:
        return self.text

    @property
    def due_on(self) -> date | None:
        """None while the congress is postponed: then there is no day to count from."""
        return None if self.congress.is_postponed else due_on(self.congress.target_on, self.days)

    @property
    def owned_by(self) -> str:
        """Who answers for it, by name; "" for nobody yet."""
        return str(self.owner) if self.owner else self.owner_body

    def is_owned_by(self, user: Any) -> bool:
        """Whether the signed-in ``user`` answers for it."""
        return self.owner is not None and self.owner.user_id == user.pk

    @property
    def is_open(self) -> bool:
        return self.done_at is None and self.dropped_at is None


class ItemPhoto(models.Model):
    """A photo that shows it is done: only what was cleaned is kept, without place and camera."""

    item = models.ForeignKey(ChecklistItem, on_delete=models.CASCADE, related_name="photos")
    large = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    small = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    width = models.PositiveIntegerField()  # of the small one, in pixels
    height = models.PositiveIntegerField()
    file_name = models.CharField(max_length=200)
    caption = models.CharField(_("ảnh chụp gì"), max_length=200, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("ảnh chứng minh")
        ordering = ["added_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["item", "large"], name="logistics_itemphoto_once")
        ]

    def __str__(self) -> str:
        return self.caption or self.file_name

    @property
    def scope(self) -> Scope:
        return self.item.scope
