"""Opinion rounds (đợt lấy ý kiến) and who is asked in them."""

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Scope
from daihoi.documents.models.documents import Document, Version
from daihoi.organizations.models import Person, Unit
from daihoi.rules.documents import Means, RoundState, round_state_on

MEANS_LABELS = {
    Means.ONLINE: _("Trực tuyến"),
    Means.MEETING: _("Tại cuộc họp"),
    Means.WRITTEN: _("Bằng văn bản"),
}
ROUND_STATE_LABELS = {
    RoundState.OPEN: _("đang lấy ý kiến"),
    RoundState.ENDED: _("đã kết thúc, đang tiếp thu"),
    RoundState.CLOSED: _("đã đóng"),
}


class OpinionRound(models.Model):
    """One numbered collection of opinions on one frozen version.

    ``opinions_count`` and ``answered_count`` are kept by the actions under the round's lock, so
    that no page has to count 100,000 rows. Withdrawn opinions are in neither.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveIntegerField()
    base_version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="rounds")
    result_version = models.ForeignKey(
        Version, on_delete=models.PROTECT, null=True, related_name="resulting_rounds"
    )
    opens_on = models.DateField(_("từ ngày"))
    closes_on = models.DateField(_("đến hết ngày"))
    means = models.JSONField(default=list)  # values of `Means`
    state = models.CharField(
        max_length=10,
        choices=[(s.value, label) for s, label in ROUND_STATE_LABELS.items()],
        default=RoundState.OPEN.value,
    )
    opened_from = models.CharField(max_length=20)  # the document's `DocumentState` before opening
    request = models.TextField(_("nội dung đề nghị góp ý"), blank=True)
    names_shown = models.BooleanField(_("hiện tên người góp ý trong bảng"), default=True)
    opinions_count = models.PositiveIntegerField(default=0)
    answered_count = models.PositiveIntegerField(default=0)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    approved_at = models.DateTimeField(null=True)  # the table, by the head, once
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    grouped_at = models.DateTimeField(null=True)  # when alike opinions were last proposed

    class Meta:
        verbose_name = _("đợt lấy ý kiến")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "number"], name="documents_round_number_once"
            ),
            models.UniqueConstraint(
                fields=["document"],
                condition=~Q(state="closed"),
                name="documents_round_one_unclosed",
            ),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="documents_round_period"
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False, result_version__isnull=False)
                | (~Q(state="closed") & Q(closed_at__isnull=True, result_version__isnull=True)),
                name="documents_round_closed_at",
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True, approved_by__isnull=True)
                | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="documents_round_approved_pair",
            ),
            models.CheckConstraint(
                condition=Q(answered_count__lte=F("opinions_count")),
                name="documents_round_answered_some",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} · lần {self.number}"

    @property
    def scope(self) -> Scope:
        return self.document.scope

    @property
    def unanswered_count(self) -> int:
        return self.opinions_count - self.answered_count

    def state_on(self, today: date) -> RoundState:
        """The state that counts on a day; the stored one may still say open after the last day."""
        return round_state_on(RoundState(self.state), today, closes_on=self.closes_on)

    def settle(self, now: datetime) -> bool:
        """Let the stored state follow the calendar; whether it changed. The action saves it."""
        state = self.state_on(timezone.localdate(now))
        if state.value == self.state:
            return False
        self.state = state.value
        midnight = datetime.combine(self.closes_on + timedelta(days=1), time())
        self.ended_at = timezone.make_aware(midnight)
        return True


class RoundSection(models.Model):
    """A section of the text that concerns a unit; ``key`` is the heading's block key."""

    round = models.ForeignKey(OpinionRound, on_delete=models.CASCADE, related_name="sections")
    key = models.UUIDField()
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "key", "unit"], name="documents_roundsection_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.round}: {self.unit}"


class Participant(models.Model):
    """One who is asked, frozen at opening: a person (with the unit of that day), or a unit."""

    round = models.ForeignKey(OpinionRound, on_delete=models.CASCADE, related_name="participants")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "person"],
                condition=Q(person__isnull=False),
                name="documents_participant_person_once",
            ),
            models.UniqueConstraint(
                fields=["round", "unit"],
                condition=Q(person__isnull=True),
                name="documents_participant_unit_once",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(unit__isnull=False),
                name="documents_participant_somebody",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person or self.unit)
