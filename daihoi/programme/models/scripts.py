"""A script (kịch bản): what is said at each item of a programme."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Scope
from daihoi.congresses.models import Congress
from daihoi.programme.models.programmes import SESSION_LABELS, Programme
from daihoi.programme.models.written import Written
from daihoi.registry.models import Paper
from daihoi.rules.programme.items import Item, Session


class Script(Written):
    """One script of a congress; final it is fixed, and another one may be begun."""

    congress = models.ForeignKey(Congress, on_delete=models.PROTECT, related_name="scripts")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="scripts")
    number = models.PositiveSmallIntegerField(_("bản"))
    paper = models.ForeignKey(Paper, on_delete=models.SET_NULL, null=True, related_name="+")
    words_paper = models.ForeignKey(Paper, on_delete=models.SET_NULL, null=True, related_name="+")
    final_at = models.DateTimeField(null=True)
    final_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    override_reason = models.CharField(_("lý do làm trước"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("kịch bản")
        constraints = [
            models.UniqueConstraint(
                fields=["congress", "number"], name="programme_script_number_once"
            ),
            models.UniqueConstraint(
                fields=["congress"],
                condition=Q(final_at__isnull=True),
                name="programme_script_one_working",
            ),
            models.CheckConstraint(
                condition=Q(final_at__isnull=True, final_by__isnull=True, override_reason="")
                | Q(final_at__isnull=False, final_by__isnull=False),
                name="programme_script_final_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"Kịch bản điều hành, bản {self.number}"

    @property
    def is_final(self) -> bool:
        return self.final_at is not None


class ScriptLine(models.Model):
    """An item with its words. ``words`` hold fields; ``said`` is the text once the script is final."""

    script = models.ForeignKey(Script, on_delete=models.CASCADE, related_name="lines")
    key = models.UUIDField(default=uuid.uuid4)  # of the programme's item
    code = models.CharField(max_length=4, blank=True)
    position = models.PositiveSmallIntegerField()
    session = models.CharField(
        _("phiên"), max_length=12, choices=[(s.value, label) for s, label in SESSION_LABELS.items()]
    )
    title = models.CharField(_("nội dung"), max_length=300)
    minutes = models.PositiveSmallIntegerField(_("số phút"))
    introduced = models.CharField(_("người giới thiệu"), max_length=200, blank=True)
    conducted = models.CharField(_("người điều hành"), max_length=400, blank=True)
    uses = models.JSONField(default=list)
    votes = models.CharField(_("biểu quyết"), max_length=4, blank=True)
    words = models.TextField(_("lời dẫn"), blank=True)
    said = models.TextField(blank=True)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("mục kịch bản")
        constraints = [
            models.UniqueConstraint(fields=["script", "key"], name="programme_scriptline_key_once"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def scope(self) -> Scope:
        return self.script.scope

    def as_value(self) -> Item:
        """What can be held against the programme's item; its own note is the script's affair."""
        return Item(
            key=str(self.key),
            code=self.code,
            title=self.title,
            session=Session(self.session),
            minutes=self.minutes,
            introduced=self.introduced,
            performed=self.conducted,
            uses=tuple(self.uses),
            votes=self.votes,
        )


class KeptDifference(models.Model):
    """A difference from the programme that is meant, with its reason; it holds for this value only."""

    script = models.ForeignKey(Script, on_delete=models.CASCADE, related_name="kept")
    key = models.UUIDField()
    change = models.CharField(max_length=10)  # of `rules.programme.differences.Change`
    field = models.CharField(max_length=12, blank=True)
    value = models.CharField(max_length=600, blank=True)  # the programme's then
    reason = models.CharField(_("lý do giữ khác"), max_length=400)
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["script", "key", "change", "field"], name="programme_keptdifference_once"
            ),
        ]

    def __str__(self) -> str:
        return self.reason

    @property
    def scope(self) -> Scope:
        return self.script.scope
