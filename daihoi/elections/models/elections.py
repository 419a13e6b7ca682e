"""What is elected, who was nominated, and what the congress voted on with hands."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Scope
from daihoi.base.models import Stamped
from daihoi.congresses.models import Congress
from daihoi.organizations.models import Person


class ElectionState(models.TextChoices):
    PREPARING = "preparing", _("đang chuẩn bị")
    BALLOTING = "balloting", _("đang bầu")
    FINISHED = "finished", _("đã bầu xong")
    CANCELLED = "cancelled", _("không bầu")


class Election(Stamped):
    """One office (chức danh) the congress elects; its ballots are `Round`s.

    ``seats`` is what the congress voted, or what the superior allotted with ``allotted_by``
    (delegates: E-147). ``outcome`` says in words how the election ended.
    """

    congress = models.ForeignKey(Congress, on_delete=models.PROTECT, related_name="elections")
    office = models.CharField(_("chức danh"), max_length=30)  # rules.elections.kinds.Office
    position = models.PositiveSmallIntegerField(default=0)  # in the order they are held
    planned_seats = models.PositiveSmallIntegerField(_("số lượng đề nghị bầu"))
    seats = models.PositiveSmallIntegerField(_("số lượng bầu"), null=True)
    allotted_by = models.CharField(_("văn bản phân bổ của cấp trên"), max_length=200, blank=True)
    state = models.CharField(
        max_length=20, choices=ElectionState.choices, default=ElectionState.PREPARING
    )
    outcome = models.CharField(_("kết luận"), max_length=400, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("cuộc bầu")
        constraints = [
            models.UniqueConstraint(
                fields=["congress", "office"],
                condition=~Q(state="cancelled"),
                name="elections_election_office_once",
            ),
            models.CheckConstraint(
                condition=Q(planned_seats__gte=1) & (Q(seats__isnull=True) | Q(seats__gte=1)),
                name="elections_election_seats",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["finished", "cancelled"]) | ~Q(outcome=""),
                name="elections_election_end_says_how",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.congress} · {self.office}"

    @property
    def scope(self) -> Scope:
        return Scope(self.congress.organization.path, f"c{self.congress_id}/e{self.pk}/")


class NominationSource(models.TextChoices):
    COMMITTEE = "committee", _("Cấp ủy triệu tập giới thiệu")
    FLOOR = "floor", _("Đề cử tại đại hội")
    SELF = "self", _("Ứng cử")


class NominationState(models.TextChoices):
    OPEN = "open", _("chờ đại hội quyết định")
    ACCEPTED = "accepted", _("đưa vào danh sách")
    WITHDRAWN = "withdrawn", _("được rút")
    REFUSED = "refused", _("không đưa vào danh sách")


class Nomination(models.Model):
    """Somebody proposed for an office; refused ones stay, with the rule that refused them.

    ``asks_out``: she asks to withdraw (of her own, or because E-065 binds her); the congress
    decides. ``supporters`` and ``attending`` are the poll where the edition has one (E-068).
    """

    election = models.ForeignKey(Election, on_delete=models.PROTECT, related_name="nominations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="nominations")
    source = models.CharField(_("hình thức"), max_length=20, choices=NominationSource.choices)
    nominated_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="nominations_made"
    )
    has_consent = models.BooleanField(_("có ý kiến đồng ý của người được đề cử"), default=False)
    asks_out = models.BooleanField(_("xin rút"), default=False)
    withdrawal_reason = models.CharField(_("lý do xin rút"), max_length=300, blank=True)
    must_ask_out = models.BooleanField(default=False)  # E-065: the committee binds her to its list
    supporters = models.PositiveIntegerField(_("số người ủng hộ"), null=True)
    attending = models.PositiveIntegerField(_("số người dự"), null=True)
    state = models.CharField(
        max_length=20, choices=NominationState.choices, default=NominationState.OPEN
    )
    filed_on = models.DateField(_("ngày nộp hồ sơ ứng cử"), null=True)  # of who is no delegate
    decided = models.JSONField(default=dict)  # decision, words, arithmetic, articles
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("ứng cử, đề cử")
        constraints = [
            # Who was refused, or withdrew, may be proposed again in a later ballot.
            models.UniqueConstraint(
                fields=["election", "person"],
                condition=Q(state__in=["open", "accepted"]),
                name="elections_nomination_person_once",
            ),
            models.CheckConstraint(
                condition=Q(supporters__isnull=True, attending__isnull=True)
                | Q(supporters__isnull=False, attending__gte=F("supporters")),
                name="elections_nomination_support",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | Q(asks_out=True),
                name="elections_nomination_withdrawn_asked",
            ),
        ]

    def __str__(self) -> str:
        return self.person.full_name

    @property
    def scope(self) -> Scope:
        return self.election.scope


class Poll(models.Model):
    """Papers of the support poll (phiếu xin ý kiến) of an election, as its minutes tell (E-069)."""

    election = models.OneToOneField(Election, on_delete=models.PROTECT, related_name="poll")
    given = models.PositiveIntegerField(_("số phiếu phát ra"))
    returned = models.PositiveIntegerField(_("số phiếu thu về"))
    invalid = models.PositiveIntegerField(_("số phiếu không hợp lệ"), default=0)
    counters = models.CharField(_("tổ kiểm phiếu xin ý kiến"), max_length=300)
    head = models.CharField(_("tổ trưởng"), max_length=160)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("phiếu xin ý kiến")
        constraints = [
            models.CheckConstraint(
                condition=Q(given__gte=F("returned")) & Q(returned__gte=F("invalid")),
                name="elections_poll_no_more_than_given",
            ),
            models.CheckConstraint(
                condition=~Q(counters="") & ~Q(head=""), name="elections_poll_says_who_counted"
            ),
        ]

    def __str__(self) -> str:
        return _("Phiếu xin ý kiến: thu về %(returned)s trên %(given)s") % {
            "returned": self.returned,
            "given": self.given,
        }

    @property
    def scope(self) -> Scope:
        return self.election.scope

    @property
    def valid(self) -> int:
        return self.returned - self.invalid


class Vote(models.Model):
    """A count of raised hands on a matter of an election, judged against the base (E-047).

    ``decided`` keeps what the rule said; a struck one (``withdrawn_at``) was counted again.
    """

    congress = models.ForeignKey(Congress, on_delete=models.PROTECT, related_name="hand_votes")
    election = models.ForeignKey(
        Election, on_delete=models.PROTECT, null=True, related_name="votes"
    )
    # The ballot it goes on from: whether to vote again (matter "continuation").
    round = models.ForeignKey(
        "elections.Round", on_delete=models.PROTECT, null=True, related_name="votes"
    )
    matter = models.CharField(max_length=30)  # rules.elections.kinds.Matter, or "continuation"
    subject = models.CharField(_("biểu quyết về"), max_length=300)
    number = models.PositiveSmallIntegerField(_("số lượng"), null=True)  # of seats, of tellers
    votes_for = models.PositiveIntegerField(_("đồng ý"))
    votes_against = models.PositiveIntegerField(_("không đồng ý"), default=0)
    votes_other = models.PositiveIntegerField(_("ý kiến khác"), default=0)
    present = models.PositiveIntegerField()
    passed = models.BooleanField()
    decided = models.JSONField(default=dict)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    withdrawal_reason = models.CharField(_("lý do ghi lại"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("biểu quyết")
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(present__gte=F("votes_for") + F("votes_against") + F("votes_other")),
                name="elections_vote_hands_present",
            ),
            models.CheckConstraint(
                condition=Q(
                    withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawal_reason=""
                )
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                & ~Q(withdrawal_reason=""),
                name="elections_vote_withdrawn_pair",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def scope(self) -> Scope:
        return self.election.scope if self.election else self.congress.scope
