"""Word files that people edited and sent back (bản Word gửi về), and what they ask for."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Scope
from daihoi.documents.models.documents import Change, Version
from daihoi.documents.models.opinions import Opinion
from daihoi.documents.models.rounds import OpinionRound
from daihoi.files.models import StoredFile
from daihoi.organizations.models import Person, Unit
from daihoi.papers.revisions.edits import EditKind


class PointKind(models.TextChoices):
    """What a copy asks for at one place: every `EditKind`, or a comment."""

    WORDS = EditKind.WORDS.value, _("sửa chữ")
    ADDED = EditKind.ADDED.value, _("thêm đoạn")
    REMOVED = EditKind.REMOVED.value, _("bỏ đoạn")
    MOVED = EditKind.MOVED.value, _("chuyển chỗ")
    JOINED = EditKind.JOINED.value, _("gộp với đoạn trước")
    FORMAT = EditKind.FORMAT.value, _("đổi kiểu chữ")
    ROW_ADDED = EditKind.ROW_ADDED.value, _("thêm dòng của bảng")
    ROW_REMOVED = EditKind.ROW_REMOVED.value, _("bỏ dòng của bảng")
    TABLE = EditKind.TABLE.value, _("thay bảng")
    COMMENT = "comment", _("nhận xét")


class Decision(models.TextChoices):
    """What became of a point; "" while nobody has decided."""

    ACCEPTED = "accepted", _("nhận")
    REFUSED = "refused", _("không nhận")
    OPINION = "opinion", _("đã thành ý kiến")
    SEEN = "seen", _("đã xem")  # comments only
    BY_HAND = "by_hand", _("đã sửa tay")


class ReturnedCopy(models.Model):
    """A Word file made from ``base`` and sent back by a person, a unit or a body.

    With a ``round`` the sender gave it to that round herself: confirming makes it her opinions.
    """

    base = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="returned_copies")
    base_revision = models.PositiveIntegerField()  # what a working base stood at when it was read
    is_base_known = models.BooleanField()  # the file says itself that it was made from the base
    round = models.ForeignKey(
        OpinionRound, on_delete=models.PROTECT, null=True, related_name="returned_copies"
    )
    source = models.CharField(max_length=10, choices=Opinion.Source.choices)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    sender = models.CharField(_("nơi gửi"), max_length=200)  # as shown
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    is_tracked = models.BooleanField(default=False)  # changes tracked in Word; else compared
    losses = models.JSONField(default=list)  # as `Version.losses`

    class Meta:
        verbose_name = _("bản Word gửi về")
        constraints = [
            models.CheckConstraint(
                condition=Q(source="person", person__isnull=False, unit__isnull=True)
                | Q(source="unit", unit__isnull=False, person__isnull=True)
                | Q(source="meeting", person__isnull=True, unit__isnull=True),
                name="documents_returnedcopy_source",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sender}: {self.file_name}"

    @property
    def scope(self) -> Scope:
        return self.base.scope


class ReturnedPoint(models.Model):
    """One edit of the base, the same whoever made it, or one comment; decided once.

    ``content`` is the value of `papers.revisions` as JSON. What collides, directly or in a chain,
    has one ``place``; ``excludes`` are the identities that cannot stand with this one. Both are
    told anew whenever a copy comes; places run in reading order.
    """

    base = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="returned_points")
    identity = models.CharField(max_length=64)
    kind = models.CharField(max_length=12, choices=PointKind.choices)
    block_key = models.UUIDField(null=True)  # None: the top of the text, or words that are gone
    place = models.PositiveIntegerField()
    excludes = models.JSONField(default=list)
    content = models.JSONField()
    decision = models.CharField(max_length=10, choices=Decision.choices, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    change = models.ForeignKey(
        Change, on_delete=models.SET_NULL, null=True, related_name="points"
    )  # that put it into the working version
    revision = models.PositiveIntegerField(default=1)  # raised by each decision; see `Conflict`

    class Meta:
        verbose_name = _("chỗ sửa trong bản Word gửi về")
        constraints = [
            models.UniqueConstraint(
                fields=["base", "identity"], name="documents_returnedpoint_once"
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_at__isnull=True, decided_by__isnull=True)
                | (~Q(decision="") & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="documents_returnedpoint_decided_pair",
            ),
            models.CheckConstraint(
                condition=Q(change__isnull=True) | Q(decision="accepted"),
                name="documents_returnedpoint_change",
            ),
        ]
        indexes = [
            models.Index(fields=["base", "place", "id"], name="documents_point_reading"),
            models.Index(
                fields=["base"], condition=Q(decision=""), name="documents_point_undecided"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.said[:60]}"

    @property
    def scope(self) -> Scope:
        return self.base.scope

    @property
    def is_comment(self) -> bool:
        return self.kind == PointKind.COMMENT.value

    @property
    def is_waiting(self) -> bool:
        """An edit that may still come into the text from here."""
        is_open = self.decision in {"", Decision.ACCEPTED.value}
        return is_open and self.change_id is None and not self.is_comment

    @property
    def said(self) -> str:
        """The new words, those taken out, or what the comment says."""
        content: dict[str, Any] = self.content
        return str(content.get("text") or content.get("new") or content.get("old") or "")


class ReturnedHand(models.Model):
    """That a copy holds a point: who made it in Word and when, as far as the file tells."""

    copy = models.ForeignKey(ReturnedCopy, on_delete=models.CASCADE, related_name="hands")
    point = models.ForeignKey(ReturnedPoint, on_delete=models.CASCADE, related_name="hands")
    author = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(null=True)
    opinion = models.OneToOneField(
        Opinion, on_delete=models.PROTECT, null=True, related_name="returned"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["copy", "point"], name="documents_returnedhand_once")
        ]

    def __str__(self) -> str:
        return f"{self.copy}: {self.author}"

    @property
    def is_for_opinion(self) -> bool:
        """Whether it can become an opinion of its sender; another's being one does not matter."""
        is_undecided = self.point.decision in {"", Decision.OPINION.value}
        changes_words = self.point.kind != PointKind.FORMAT.value
        return self.opinion_id is None and is_undecided and changes_words
