"""One ballot of an election (lượt bầu): its list, its papers, its result."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Scope
from daihoi.elections.models.elections import Election, Nomination
from daihoi.elections.models.rolls import Roll
from daihoi.organizations.models import Person


class RoundState(models.TextChoices):
    PREPARING = "preparing", _("đang lập danh sách")
    LISTED = "listed", _("đã chốt danh sách, in phiếu")
    ISSUED = "issued", _("đang bỏ phiếu")
    COUNTING = "counting", _("đang kiểm phiếu")
    COUNTED = "counted", _("hai bên kiểm khớp")
    ANNOUNCED = "announced", _("đã công bố")
    RECOUNTING = "recounting", _("đã công bố, đang kiểm lại")
    RECOUNTED = "recounted", _("kiểm lại xong, chờ công bố")
    VOID = "void", _("bỏ, làm lại")


class Decider(models.TextChoices):
    """Who gives a ballot up, or has what was told counted anew."""

    PRESIDIUM = "presidium", _("Đoàn chủ tịch")
    CONGRESS = "congress", _("Đại hội, bằng biểu quyết giơ tay")
    SUPERIOR = "superior", _("Cấp trên, bằng văn bản")


# Papers are counted now; both sides agree; what was told stands, also while it is counted anew.
UNDER_COUNT = frozenset({RoundState.COUNTING, RoundState.RECOUNTING})
AGREED = frozenset({RoundState.COUNTED, RoundState.RECOUNTED})
TOLD = frozenset({RoundState.ANNOUNCED, RoundState.RECOUNTING, RoundState.RECOUNTED})


class Sheet(models.TextChoices):
    A4 = "a4", _("một phiếu một trang A4")
    A5 = "a5", _("hai phiếu A5 một trang A4")
    A6 = "a6", _("bốn phiếu một trang A4")


class Round(models.Model):
    """A ballot with papers. ``number`` counts all of the election, tie ballots and void ones too.

    ``present`` voters were in the room when papers were issued; ``handed_out`` includes papers
    given for ``spoiled`` ones, so issued = handed out - spoiled (E-130). ``tally`` is what both
    counts agreed on, ``outcome`` what the rule made of it; both are frozen when it is counted.
    ``edition_code``, ``local_rules`` and ``rules_digest`` are the rules its papers went out under;
    ``rules_held`` is the digest of those that hold for it after a change, by the presidium.
    ``tellers`` are kept when the box is opened and again when both sides agree; whom the congress
    releases later stays in them. ``presidium`` is who signs for it, kept when both sides agree.

    A result that was told stands until another is told: what counting anew comes to waits in
    ``anew``: "stands" the attempt that was told, "returned" the papers found, "at" when it was
    ordered, then "tally", "outcome", "counted_at", "counted_by", "tellers", "presidium".
    """

    election = models.ForeignKey(Election, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    seats = models.PositiveSmallIntegerField(_("số lượng bầu"))
    is_tie = models.BooleanField(
        default=False
    )  # among people who are level, not a round of its own
    style = models.CharField(_("cách bầu"), max_length=20, blank=True)  # MarkStyle, once listed
    sheet = models.CharField(_("khổ phiếu"), max_length=4, choices=Sheet.choices, default=Sheet.A5)
    mark = models.PositiveSmallIntegerField(default=0)  # tint and shape that tell ballots apart
    edition = models.PositiveSmallIntegerField(
        default=1
    )  # of the printed paper; raised by reprints
    printed = models.PositiveIntegerField(_("số phiếu in"), null=True)
    state = models.CharField(
        max_length=20, choices=RoundState.choices, default=RoundState.PREPARING
    )
    roll = models.ForeignKey(Roll, on_delete=models.PROTECT, null=True, related_name="rounds")
    present = models.PositiveIntegerField(_("có mặt khi bỏ phiếu"), null=True)
    handed_out = models.PositiveIntegerField(_("số phiếu phát ra"), null=True)
    spoiled = models.PositiveIntegerField(_("số phiếu hỏng đã đổi"), default=0)
    returned = models.PositiveIntegerField(_("số phiếu thu về"), null=True)
    more_returned = models.PositiveIntegerField(null=True)  # counted in the box, above those issued
    edition_code = models.CharField(max_length=60, blank=True)  # of the rules, not of the paper
    local_rules = models.JSONField(default=list)
    rules_digest = models.CharField(max_length=64, blank=True)
    rules_held = models.CharField(max_length=64, blank=True)
    rules_reason = models.CharField(
        _("lý do quy định nào được áp dụng"), max_length=400, blank=True
    )
    rules_decided_at = models.DateTimeField(null=True)
    rules_decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    attempt = models.PositiveSmallIntegerField(default=1)  # of counting; a recount raises it
    tellers = models.JSONField(default=list)  # who counted it: see `queries.tellers.kept_tellers`
    presidium = models.CharField(_("thay mặt đoàn chủ tịch"), max_length=160, blank=True)
    anew = models.JSONField(default=dict)
    agreed = models.JSONField(default=dict)  # "digest" of what stands, "by" whom it is confirmed
    tally = models.JSONField(null=True)
    outcome = models.JSONField(null=True)
    listed_at = models.DateTimeField(null=True)
    listed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    issued_at = models.DateTimeField(null=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    opened_at = models.DateTimeField(null=True)  # the box
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    counted_at = models.DateTimeField(null=True)
    counted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    announced_at = models.DateTimeField(null=True)
    announced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    sealed_at = models.DateTimeField(null=True)  # the papers, for the archive
    sealed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    seal_note = models.CharField(_("niêm phong, nơi giữ"), max_length=300, blank=True)
    keep_until = models.DateField(null=True)
    voided_at = models.DateTimeField(null=True)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    void_reason = models.CharField(_("lý do bỏ lượt bầu"), max_length=400, blank=True)
    void_decider = models.CharField(
        _("ai quyết định bỏ"), max_length=20, choices=Decider.choices, blank=True
    )
    void_decision = models.CharField(_("quyết định bỏ"), max_length=300, blank=True)  # in words
    # The superior's paper by which the office is elected anew from this ballot on (E-182).
    ordered_by = models.CharField(_("bầu lại theo văn bản"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("lượt bầu")
        ordering = ["election", "number"]
        constraints = [
            models.UniqueConstraint(fields=["election", "number"], name="elections_round_once"),
            models.UniqueConstraint(
                fields=["election"],
                condition=~Q(state__in=["announced", "void"]),
                name="elections_round_one_open",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["preparing", "listed", "void"]) | Q(roll__isnull=False),
                name="elections_round_issued_has_roll",
            ),
            models.CheckConstraint(
                condition=Q(handed_out__isnull=True) | Q(handed_out__gte=F("spoiled")),
                name="elections_round_spoiled_were_handed_out",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["counted", "announced", "recounting", "recounted"])
                | Q(tally__isnull=False, outcome__isnull=False),
                name="elections_round_counted_has_result",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{what}_at__isnull": True, f"{what}_by__isnull": True})
                    | Q(**{f"{what}_at__isnull": False, f"{what}_by__isnull": False}),
                    name=f"elections_round_{what}_pair",
                )
                for what in (
                    "listed",
                    "issued",
                    "opened",
                    "counted",
                    "announced",
                    "sealed",
                    "voided",
                    "rules_decided",
                )
            ),
            models.CheckConstraint(
                condition=~Q(state="void") | Q(voided_at__isnull=False) & ~Q(void_reason=""),
                name="elections_round_void_says_why",
            ),
            models.CheckConstraint(
                condition=Q(rules_held="")
                | ~Q(rules_reason="") & Q(rules_decided_at__isnull=False),
                name="elections_round_rules_held_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.election} · {self.number}"

    @property
    def scope(self) -> Scope:
        return self.election.scope

    @property
    def issued(self) -> int | None:
        """Papers out with voters: handed out less spoiled ones that were exchanged."""
        return None if self.handed_out is None else self.handed_out - self.spoiled

    @property
    def in_box(self) -> int | None:
        """Papers that came back, as the count that runs knows it."""
        found: int | None = self.anew.get("returned", self.returned)
        return found

    @property
    def told_attempt(self) -> int:
        """The attempt whose result stands, or will: what is told of it is of this one."""
        found: int = self.anew.get("stands", self.attempt)
        return found

    @property
    def is_recounted(self) -> bool:
        """Told, and being counted anew."""
        return self.state in {RoundState.RECOUNTING, RoundState.RECOUNTED}


class ListedName(models.Model):
    """A name on the ballot, in its printed order; votes are kept by this row, never by name alone."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="names")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    nomination = models.ForeignKey(
        Nomination, on_delete=models.PROTECT, null=True, related_name="+"
    )
    position = models.PositiveSmallIntegerField()
    printed = models.CharField(_("tên in trên phiếu"), max_length=160)
    votes = models.PositiveIntegerField(null=True)  # once counted
    against = models.PositiveIntegerField(null=True)
    rank = models.PositiveSmallIntegerField(null=True)  # among the elected, 1 for most votes
    is_elected = models.BooleanField(default=False)
    is_tied = models.BooleanField(default=False)  # level on the last seat
    # The superior's paper that did not recognise her: elected by the ballot, in office no more.
    refused_by = models.CharField(_("không chuẩn y theo văn bản"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("tên trên phiếu bầu")
        ordering = ["round", "position"]
        constraints = [
            models.UniqueConstraint(fields=["round", "person"], name="elections_listedname_once"),
            models.UniqueConstraint(
                fields=["round", "printed"], name="elections_listedname_printed_once"
            ),
            models.UniqueConstraint(
                fields=["round", "position"], name="elections_listedname_position_once"
            ),
            models.CheckConstraint(
                condition=Q(is_elected=False) | Q(rank__isnull=False, votes__isnull=False),
                name="elections_listedname_elected_ranked",
            ),
            models.CheckConstraint(
                condition=Q(refused_by="") | Q(is_elected=False),
                name="elections_listedname_refused_not_elected",
            ),
        ]

    def __str__(self) -> str:
        return self.printed

    @property
    def scope(self) -> Scope:
        return self.round.scope


class Appointment(models.Model):
    """The superior appointed to an office that ballots did not fill (E-164, E-165)."""

    election = models.ForeignKey(Election, on_delete=models.PROTECT, related_name="appointments")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    paper_number = models.CharField(_("số quyết định"), max_length=60)
    paper_on = models.DateField(_("ngày quyết định"))
    issuer = models.CharField(_("cơ quan quyết định"), max_length=160)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("chỉ định của cấp trên")
        constraints = [
            models.UniqueConstraint(
                fields=["election", "person"], name="elections_appointment_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.paper_number})"

    @property
    def scope(self) -> Scope:
        return self.election.scope
