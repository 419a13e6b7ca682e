"""Meetings (cuộc họp) and their agenda."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Scope
from daihoi.base.models import Stamped
from daihoi.base.word_index import WordIndex
from daihoi.congresses.models import Congress, CongressForm, Subcommittee
from daihoi.documents.models import Document
from daihoi.organizations.models import Organization, Person
from daihoi.registry.models import Paper


class MeetingKind(models.TextChoices):
    """Values are those of `rules.meetings.states.MeetingKind` (S54)."""

    REGULAR = "regular", _("Sinh hoạt thường kỳ")
    SPECIAL_TOPIC = "special_topic", _("Sinh hoạt chuyên đề")
    COMMITTEE = "committee", _("Hội nghị chi ủy")
    SUBCOMMITTEE = "subcommittee", _("Họp tiểu ban")
    SUPERIOR_REVIEW = "superior_review", _("Làm việc với cấp trên")
    REHEARSAL = "rehearsal", _("Tổng duyệt")
    CONGRESS = "congress", _("Đại hội")


class MeetingForm(models.TextChoices):
    IN_PERSON = "in_person", _("Họp trực tiếp")
    WRITTEN = "written", _("Lấy ý kiến bằng văn bản")  # P43


class MeetingState(models.TextChoices):
    """Values are those of `rules.meetings.states.MeetingState`."""

    PLANNED = "planned", _("đang chuẩn bị")
    CONVENED = "convened", _("đã mời họp")
    OPEN = "open", _("đang họp")
    ENDED = "ended", _("đã họp xong")
    SIGNED = "signed", _("biên bản đã ký")
    CANCELLED = "cancelled", _("đã hủy")


class HalfDay(models.TextChoices):
    """Buổi họp: what a record keeps where nobody noted the clock (S53)."""

    MORNING = "morning", _("buổi sáng")
    AFTERNOON = "afternoon", _("buổi chiều")
    EVENING = "evening", _("buổi tối")


class Meeting(Stamped):
    """One meeting; on a day, with a half-day or with start and end (planned) or both.

    Of a congress there is at most one of kind `CONGRESS`: the congress itself, whose invitees
    are the planned attendance. ``answers_due_on`` is the last day for answers in writing.
    """

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="meetings"
    )
    congress = models.ForeignKey(
        Congress, on_delete=models.PROTECT, null=True, related_name="meetings"
    )
    subcommittee = models.ForeignKey(
        Subcommittee, on_delete=models.PROTECT, null=True, related_name="meetings"
    )
    kind = models.CharField(_("loại cuộc họp"), max_length=20, choices=MeetingKind.choices)
    form = models.CharField(
        _("cách họp"),
        max_length=20,
        choices=MeetingForm.choices,
        default=MeetingForm.IN_PERSON,
    )
    topic = models.CharField(_("nội dung"), max_length=300)
    place = models.CharField(_("địa điểm"), max_length=200, blank=True)
    on = models.DateField(_("ngày họp"))
    half_day = models.CharField(_("buổi"), max_length=10, choices=HalfDay.choices, blank=True)
    starts_at = models.TimeField(_("giờ bắt đầu"), null=True)
    ends_at = models.TimeField(_("giờ kết thúc (dự kiến)"), null=True)
    answers_due_on = models.DateField(_("hạn gửi ý kiến"), null=True)
    chair = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="chaired_meetings"
    )
    minute_taker = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="recorded_meetings"
    )
    dress = models.CharField(_("trang phục"), max_length=200, blank=True)  # P29
    duties = models.CharField(_("nhiệm vụ của người dự"), max_length=400, blank=True)  # P29
    # The share that the organization's own regulation sets; none: that of `rules.meetings.quorum`.
    quorum_numerator = models.PositiveSmallIntegerField(_("tỷ lệ phải có mặt"), null=True)
    quorum_denominator = models.PositiveSmallIntegerField(null=True)
    quorum_source = models.CharField(_("quy định của chi bộ"), max_length=200, blank=True)
    state = models.CharField(
        max_length=10, choices=MeetingState.choices, default=MeetingState.PLANNED
    )
    revision = models.PositiveIntegerField(default=1)  # raised by each change; the .ics SEQUENCE
    check_in_code = models.CharField(max_length=32, unique=True)  # of the poster at the door
    check_in_opened_at = models.DateTimeField(null=True)
    check_in_closed_at = models.DateTimeField(null=True)
    convened_at = models.DateTimeField(null=True)
    convened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    opened_at = models.DateTimeField(null=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    cancel_reason = models.CharField(_("lý do hủy"), max_length=400, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("cuộc họp")
        constraints = [
            models.UniqueConstraint(
                fields=["congress"],
                condition=Q(kind="congress") & ~Q(state="cancelled"),
                name="meetings_meeting_one_congress",
            ),
            models.CheckConstraint(
                condition=~Q(kind="congress") | Q(congress__isnull=False),
                name="meetings_meeting_congress_named",
            ),
            models.CheckConstraint(
                condition=Q(kind="subcommittee", subcommittee__isnull=False)
                | (~Q(kind="subcommittee")),
                name="meetings_meeting_subcommittee_named",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True)
                | Q(starts_at__isnull=False, ends_at__gt=F("starts_at")),
                name="meetings_meeting_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~Q(form="written")
                | Q(answers_due_on__isnull=False, answers_due_on__gte=F("on")),
                name="meetings_meeting_written_due",
            ),
            models.CheckConstraint(
                condition=Q(convened_at__isnull=True, convened_by__isnull=True)
                | Q(convened_at__isnull=False, convened_by__isnull=False),
                name="meetings_meeting_convened_pair",
            ),
            models.CheckConstraint(
                condition=Q(opened_at__isnull=True, opened_by__isnull=True)
                | Q(opened_at__isnull=False, opened_by__isnull=False),
                name="meetings_meeting_opened_pair",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False, opened_at__isnull=False),
                name="meetings_meeting_ended_pair",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True, cancelled_by__isnull=True, cancel_reason="")
                & ~Q(state="cancelled")
                | Q(cancelled_at__isnull=False, cancelled_by__isnull=False, state="cancelled")
                & ~Q(cancel_reason=""),
                name="meetings_meeting_cancelled_pair",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "cancelled"])
                | Q(state="convened", convened_at__isnull=False, opened_at__isnull=True)
                | Q(state="open", opened_at__isnull=False, ended_at__isnull=True)
                | Q(state__in=["ended", "signed"], ended_at__isnull=False),
                name="meetings_meeting_state_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(
                    quorum_numerator__isnull=True,
                    quorum_denominator__isnull=True,
                    quorum_source="",
                )
                | Q(
                    quorum_numerator__gte=1,
                    quorum_denominator__isnull=False,
                    quorum_denominator__gte=F("quorum_numerator"),
                )
                & ~Q(quorum_source=""),
                name="meetings_meeting_own_quorum_has_source",
            ),
            models.CheckConstraint(
                condition=Q(check_in_closed_at__isnull=True) | Q(check_in_opened_at__isnull=False),
                name="meetings_meeting_check_in_opened_first",
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "on", "id"], name="meetings_by_day"),
            WordIndex(fields=["topic", "place"], name="meetings_meeting_words"),
        ]

    def __str__(self) -> str:
        """Kind and topic; a topic that begins with the kind does not say it twice."""
        kind = str(self.get_kind_display())
        is_said = self.topic.casefold().startswith(kind.casefold())
        return self.topic if is_said else f"{kind}: {self.topic}"

    @property
    def scope(self) -> Scope:
        """The subcommittee's for its own meetings, else the congress's or the organization's."""
        body = self.subcommittee or self.congress or self.organization
        return body.scope

    @property
    def own_share(self) -> tuple[int, int] | None:
        """As the rule of the quorum takes it."""
        if self.quorum_numerator is None or self.quorum_denominator is None:
            return None
        return self.quorum_numerator, self.quorum_denominator

    @property
    def is_written(self) -> bool:
        return self.form == MeetingForm.WRITTEN

    @property
    def is_of_delegates(self) -> bool:
        """A congress to which organizations below send delegates."""
        congress = self.congress if self.kind == MeetingKind.CONGRESS else None
        return congress is not None and congress.form == CongressForm.DELEGATES

    @property
    def is_before_opening(self) -> bool:
        return self.state in {MeetingState.PLANNED, MeetingState.CONVENED}

    @property
    def is_over(self) -> bool:
        return self.state in {MeetingState.ENDED, MeetingState.SIGNED, MeetingState.CANCELLED}

    @property
    def is_checking_in(self) -> bool:
        """Whether people may check in themselves now."""
        return self.check_in_opened_at is not None and self.check_in_closed_at is None

    @property
    def begins_at(self) -> datetime | None:
        """Day and planned hour in the house's time zone; None where only a half-day is known."""
        if self.starts_at is None:
            return None
        return timezone.make_aware(datetime.combine(self.on, self.starts_at))


class AgendaItem(models.Model):
    """One matter of a meeting, in its order; ``minutes`` None where none were set aside."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("nội dung"), max_length=300)
    minutes = models.PositiveSmallIntegerField(_("số phút"), null=True)
    presenter = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="presented_items"
    )
    presenter_name = models.CharField(_("người trình bày"), max_length=160, blank=True)
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, related_name="agenda_items"
    )
    paper = models.ForeignKey(
        Paper, on_delete=models.SET_NULL, null=True, related_name="agenda_items"
    )

    class Meta:
        verbose_name = _("mục chương trình họp")
        ordering = ["meeting", "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__isnull=True) | Q(minutes__gte=1, minutes__lte=480),
                name="meetings_agendaitem_minutes",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def scope(self) -> Scope:
        return self.meeting.scope

    @property
    def presented_by(self) -> str:
        """Whoever presents it, by name; "" for nobody named."""
        return str(self.presenter) if self.presenter else self.presenter_name
