"""One version of a programme, and its items."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Scope
from daihoi.congresses.models import Congress
from daihoi.organizations.models import Person
from daihoi.programme.models.written import Written
from daihoi.registry.models import Paper
from daihoi.rules.programme.defaults import default_item, minutes_limits
from daihoi.rules.programme.items import Block, Does, Item, Session

SESSION_LABELS = {
    Session.RECEPTION: _("Đón tiếp"),
    Session.PREPARATORY: _("Phiên trù bị"),
    Session.OFFICIAL: _("Phiên chính thức"),
}
BLOCK_LABELS = {
    Block.REVIEW: _("Kiểm điểm, tổng kết nhiệm kỳ"),
    Block.DIRECTIONS: _("Phương hướng, thảo luận"),
    Block.SUPERIOR_DRAFTS: _("Góp ý văn kiện cấp trên"),
    Block.ELECTIONS: _("Bầu cử"),
}
DOES_LABELS = {
    Does.QUORUM: _("Xác nhận đủ số đảng viên"),
    Does.PRESIDIUM: _("Bầu đoàn chủ tịch"),
    Does.LIST: _("Biểu quyết danh sách bầu cử"),
    Does.TELLERS: _("Bầu ban kiểm phiếu"),
    Does.SPEECHES: _("Tham luận"),
    Does.ADDRESS: _("Phát biểu của cấp trên, đáp từ"),
    Does.ACTION_PROGRAMME: _("Thảo luận chương trình hành động"),
    Does.RESOLUTION: _("Thông qua nghị quyết"),
    Does.CLOSING: _("Bế mạc"),
}
VOTE_CHOICES = [
    ("", _("Không biểu quyết")),
    ("H", _("Giơ thẻ")),
    ("HH", _("Giơ thẻ hai lần")),
    ("HHH", _("Giơ thẻ ba lần")),
    ("S", _("Phiếu kín")),
    ("HS", _("Giơ thẻ, rồi phiếu kín")),
    ("SS", _("Phiếu kín hai lần")),
]
LEAST, MOST = minutes_limits()


class Programme(Written):
    """One version (bản): worked on until it is deposited, then fixed. One is worked on at most."""

    class Variant(models.TextChoices):
        STANDARD = "standard", _("đầy đủ")
        EPIDEMIC = "epidemic", _("rút gọn phòng dịch")

    congress = models.ForeignKey(Congress, on_delete=models.PROTECT, related_name="programmes")
    number = models.PositiveSmallIntegerField(_("bản"))
    based_on = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    variant = models.CharField(
        _("phương án"), max_length=10, choices=Variant.choices, default=Variant.STANDARD
    )
    starts_at = models.TimeField(_("giờ bắt đầu"))
    ends_at = models.TimeField(_("giờ kết thúc dự kiến"))
    has_preparatory = models.BooleanField(_("có phiên trù bị"), default=True)
    left_out = models.JSONField(default=list)  # values of `Block`
    note = models.CharField(_("lý do lập bản này"), max_length=400, blank=True)
    is_material = models.BooleanField(null=True)  # against the approved version (S51)
    paper = models.ForeignKey(Paper, on_delete=models.SET_NULL, null=True, related_name="+")
    paper_revision = models.PositiveIntegerField(default=0)  # the paper's once this lay in it
    frozen_at = models.DateTimeField(null=True)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("chương trình")
        constraints = [
            models.UniqueConstraint(
                fields=["congress", "number"], name="programme_programme_number_once"
            ),
            models.UniqueConstraint(
                fields=["congress"],
                condition=Q(frozen_at__isnull=True),
                name="programme_programme_one_working",
            ),
            models.CheckConstraint(
                condition=Q(frozen_at__isnull=True, frozen_by__isnull=True)
                | Q(frozen_at__isnull=False, frozen_by__isnull=False),
                name="programme_programme_frozen_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"Chương trình đại hội, bản {self.number}"

    @property
    def is_working(self) -> bool:
        return self.frozen_at is None

    @property
    def is_deposited(self) -> bool:
        """Whether it lies, or has lain, in the programme's paper: what others may read."""
        return self.paper_revision > 0

    @property
    def blocks_off(self) -> frozenset[Block]:
        return frozenset(Block(value) for value in self.left_out)


class ProgrammeItem(models.Model):
    """One item of a version. ``key`` is the same in all versions; ``code`` is that of section 8."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="items")
    key = models.UUIDField(default=uuid.uuid4)
    code = models.CharField(max_length=4, blank=True)
    position = models.PositiveSmallIntegerField()  # within the session
    session = models.CharField(
        _("phiên"), max_length=12, choices=[(s.value, label) for s, label in SESSION_LABELS.items()]
    )
    title = models.CharField(_("nội dung"), max_length=300)
    minutes = models.PositiveSmallIntegerField(_("số phút"))
    introduced = models.CharField(_("người giới thiệu"), max_length=200, blank=True)
    performed = models.CharField(_("người thực hiện"), max_length=200, blank=True)
    performer = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="programme_items"
    )
    uses = models.JSONField(default=list)  # "kind:CTDH", "document:3", "paper:8"
    votes = models.CharField(_("biểu quyết"), max_length=4, blank=True, choices=VOTE_CHOICES)
    block = models.CharField(
        _("nhóm nội dung"),
        max_length=16,
        blank=True,
        choices=[(b.value, label) for b, label in BLOCK_LABELS.items()],
    )
    does = models.JSONField(default=list)  # values of `Does`
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("mục chương trình")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "key"], name="programme_programmeitem_key_once"
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=LEAST, minutes__lte=MOST),
                name="programme_programmeitem_minutes",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def scope(self) -> Scope:
        return self.programme.scope

    @property
    def performed_by(self) -> str:
        """Role and name: "Bí thư chi bộ (đồng chí Hoàng Đức Thiện)"."""
        if self.performer is None:
            return self.performed
        named = f"đồng chí {self.performer.full_name}"
        return f"{self.performed} ({named})" if self.performed else named.capitalize()

    @property
    def is_default_length(self) -> bool:
        """Whether its minutes are the house's own, which no source confirms."""
        default = default_item(self.code) if self.code else None
        return default is not None and default.minutes == self.minutes

    def as_value(self) -> Item:
        return Item(
            key=str(self.key),
            code=self.code,
            title=self.title,
            session=Session(self.session),
            minutes=self.minutes,
            introduced=self.introduced,
            performed=self.performed_by,
            uses=tuple(self.uses),
            votes=self.votes,
            does=frozenset(Does(value) for value in self.does),
            block=Block(self.block) if self.block else None,
            note=self.note,
        )
