"""Who is called to a meeting, who came, and what was answered in writing."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Scope
from daihoi.meetings.models.meetings import AgendaItem, Meeting
from daihoi.organizations.models import Person

GUEST_FIELDS = ("guest_name", "guest_post", "guest_unit", "guest_group")
MARKED = ("presence", "reason", "arrived_at", "left_at")
DOOR_LETTERS = 40


class InviteeCategory(models.TextChoices):
    """What somebody is at the meeting; the first six are standings of `rules.members`."""

    OFFICIAL = "official", _("Đảng viên chính thức")
    PROBATIONARY = "probationary", _("Đảng viên dự bị")
    AWAY = "away", _("Đảng viên tạm thời chuyển đi")
    EXEMPTED = "exempted", _("Đảng viên miễn sinh hoạt")
    SUSPENDED = "suspended", _("Đảng viên đình chỉ sinh hoạt")
    INCOMING_TEMPORARY = "incoming_temporary", _("Đảng viên tạm thời chuyển đến")
    STAFF = "staff", _("Công chức, người lao động")
    GUEST = "guest", _("Khách mời")


class GuestGroup(models.TextChoices):
    """Nhóm khách mời (P66)."""

    SUPERIOR = "superior", _("Cấp ủy cấp trên")
    AGENCY = "agency", _("Lãnh đạo, nguyên lãnh đạo cơ quan")
    NEIGHBOUR = "neighbour", _("Chi bộ bạn")
    MASS_ORGANISATION = "mass_organisation", _("Đoàn thể trong cơ quan")
    OUTSTANDING = "outstanding", _("Quần chúng ưu tú")
    OTHER = "other", _("Khách khác")


class Presence(models.TextChoices):
    UNKNOWN = "unknown", _("chưa điểm danh")
    PRESENT = "present", _("có mặt")
    EXCUSED = "excused", _("vắng có lý do")
    ABSENT = "absent", _("vắng, chưa rõ lý do")
    LEFT = "left", _("về trước")


class Means(models.TextChoices):
    """How somebody was marked."""

    LIST = "list", _("theo danh sách")
    QR = "qr", _("tự quét mã ở cửa")
    CLERK = "clerk", _("quét mã trên giấy mời")


class Reply(models.TextChoices):
    NONE = "", _("chưa trả lời")
    COMING = "coming", _("sẽ dự")
    NOT_COMING = "not_coming", _("xin vắng")


class Invitee(models.Model):
    """Somebody on the roll: a person kept here, or a guest by name.

    ``is_counted``: a person of the quorum, decided when she was called and frozen when the
    meeting opens. ``added_reason`` says why she was added after that. ``door`` is where she was
    received, "" where nobody noted it.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="invitees")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="invitations"
    )
    guest_name = models.CharField(_("họ và tên"), max_length=120, blank=True)
    guest_post = models.CharField(_("chức vụ"), max_length=160, blank=True)
    guest_unit = models.CharField(_("đơn vị"), max_length=160, blank=True)
    guest_group = models.CharField(
        _("nhóm khách"), max_length=20, choices=GuestGroup.choices, blank=True
    )
    name_key = models.CharField(max_length=400)  # sorts by given name, Vietnamese order
    folded_name = models.CharField(max_length=120)  # for search without marks
    category = models.CharField(max_length=20, choices=InviteeCategory.choices)
    is_counted = models.BooleanField(default=False)
    code = models.CharField(max_length=32, unique=True)  # of the QR on the invitation
    reply = models.CharField(max_length=10, choices=Reply.choices, default=Reply.NONE, blank=True)
    reply_reason = models.CharField(_("lý do xin vắng"), max_length=300, blank=True)
    replied_at = models.DateTimeField(null=True)
    presence = models.CharField(max_length=10, choices=Presence.choices, default=Presence.UNKNOWN)
    reason = models.CharField(_("lý do vắng, ghi chú"), max_length=300, blank=True)
    arrived_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    means = models.CharField(max_length=10, choices=Means.choices, blank=True)
    door = models.CharField(_("bàn đón"), max_length=DOOR_LETTERS, blank=True)
    discussion_group = models.CharField(_("tổ thảo luận"), max_length=60, blank=True)
    marked_at = models.DateTimeField(null=True)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added_reason = models.CharField(_("lý do bổ sung"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("người được mời")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"],
                condition=Q(person__isnull=False),
                name="meetings_invitee_person_once",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, guest_name="")
                | (Q(person__isnull=True) & ~Q(guest_name="")),
                name="meetings_invitee_person_or_guest",
            ),
            models.CheckConstraint(
                condition=Q(is_counted=False) | Q(person__isnull=False),
                name="meetings_invitee_guests_never_counted",
            ),
            models.CheckConstraint(
                condition=Q(presence="unknown", marked_at__isnull=True, marked_by__isnull=True)
                | (~Q(presence="unknown") & Q(marked_at__isnull=False, marked_by__isnull=False)),
                name="meetings_invitee_marked_pair",
            ),
            models.CheckConstraint(
                condition=Q(presence__in=["present", "left"], arrived_at__isnull=False)
                | (~Q(presence__in=["present", "left"]) & Q(arrived_at__isnull=True)),
                name="meetings_invitee_arrived_if_there",
            ),
            models.CheckConstraint(
                condition=Q(presence="left", left_at__isnull=False)
                | (~Q(presence="left") & Q(left_at__isnull=True)),
                name="meetings_invitee_left_at",
            ),
            models.CheckConstraint(
                condition=Q(door="") | Q(presence__in=["present", "left"]),
                name="meetings_invitee_door_if_there",
            ),
            models.CheckConstraint(
                condition=Q(presence="excused") & ~Q(reason="") | ~Q(presence="excused"),
                name="meetings_invitee_excused_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["meeting", "name_key", "id"], name="meetings_invitee_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def scope(self) -> Scope:
        return self.meeting.scope

    @property
    def name(self) -> str:
        return self.person.full_name if self.person else self.guest_name

    @property
    def post(self) -> str:
        return self.person.government_post if self.person else self.guest_post

    @property
    def unit(self) -> str:
        if self.person is None:
            return self.guest_unit
        return str(self.person.unit) if self.person.unit else ""

    @property
    def is_guest(self) -> bool:
        return self.category == InviteeCategory.GUEST

    @property
    def is_there(self) -> bool:
        """In the room now."""
        return self.presence == Presence.PRESENT


class WrittenChoice(models.TextChoices):
    AGREE = "agree", _("Đồng ý")
    DISAGREE = "disagree", _("Không đồng ý")
    OTHER = "other", _("Ý kiến khác")


class WrittenAnswer(models.Model):
    """What somebody answered in writing on one matter (P43); ``is_paper``: staff entered it."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="answers")
    invitee = models.ForeignKey(Invitee, on_delete=models.PROTECT, related_name="answers")
    choice = models.CharField(_("ý kiến"), max_length=10, choices=WrittenChoice.choices)
    text = models.TextField(_("nội dung ý kiến"), blank=True)
    is_paper = models.BooleanField(default=False)
    answered_on = models.DateField(_("ngày ghi trên phiếu"))
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("ý kiến bằng văn bản")
        constraints = [
            models.UniqueConstraint(fields=["item", "invitee"], name="meetings_writtenanswer_once"),
            models.CheckConstraint(
                condition=~Q(choice="other") | ~Q(text=""),
                name="meetings_writtenanswer_other_says_what",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.invitee}: {self.get_choice_display()}"
