"""The register (sổ văn bản): series of numbers, what was issued, what came in."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Scope
from daihoi.base.word_index import WordIndex
from daihoi.congresses.models import BasisDocument, Congress, Subcommittee
from daihoi.files.models import StoredFile
from daihoi.organizations.models import Organization
from daihoi.registry.models.papers import Paper


class Term(models.Model):
    """A term of the committee (nhiệm kỳ cấp ủy), which its series of numbers run through (N4)."""

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="committee_terms"
    )
    name = models.CharField(_("nhiệm kỳ"), max_length=20)  # "2017-2020"
    starts_on = models.DateField(null=True)  # None: before anything was kept here
    ends_on = models.DateField(null=True)  # last day

    class Meta:
        verbose_name = _("nhiệm kỳ")
        constraints = [
            models.UniqueConstraint(
                fields=["organization"],
                condition=Q(ends_on__isnull=True),
                name="registry_term_one_open",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="registry_term_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def scope(self) -> Scope:
        return self.organization.scope


class Series(models.Model):
    """One run of numbers: of a type within a term (N3), of a congress (N2), of a subcommittee.

    Of papers in the form of a state body: of a type within a ``year`` (Nghị định 30, điều 15).

    The row is held while a number is given, so that two clerks never share one.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="series")
    term = models.ForeignKey(Term, on_delete=models.PROTECT, null=True, related_name="series")
    congress = models.ForeignKey(
        Congress, on_delete=models.PROTECT, null=True, related_name="series"
    )
    subcommittee = models.ForeignKey(
        Subcommittee, on_delete=models.PROTECT, null=True, related_name="series"
    )
    year = models.PositiveSmallIntegerField(null=True)
    type = models.CharField(max_length=10, blank=True)  # abbreviation; "" in a congress: all types
    last_number = models.PositiveIntegerField(default=0)
    # Numbers given before the register was kept here, as its clerk said (once, with why).
    used_before = models.PositiveIntegerField(default=0)
    used_before_reason = models.CharField(max_length=400, blank=True)
    # Of a congress: its first and last day where they are not the day it is planned for (N2).
    opens_on = models.DateField(null=True)
    closes_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("dãy số")
        constraints = [
            models.CheckConstraint(
                condition=Q(used_before=0, used_before_reason="")
                | (Q(used_before__gt=0) & ~Q(used_before_reason="")),
                name="registry_series_says_why",
            ),
            models.CheckConstraint(
                condition=Q(last_number__gte=F("used_before")),
                name="registry_series_goes_on_from_before",
            ),
            models.CheckConstraint(
                condition=Q(opens_on__isnull=True, closes_on__isnull=True)
                | Q(opens_on__isnull=False, closes_on__gte=F("opens_on"), congress__isnull=False),
                name="registry_series_days_of_congress",
            ),
            models.UniqueConstraint(
                fields=["term", "type"],
                condition=Q(term__isnull=False, subcommittee__isnull=True),
                name="registry_series_of_term_once",
            ),
            models.UniqueConstraint(
                fields=["congress"],
                condition=Q(congress__isnull=False),
                name="registry_series_of_congress_once",
            ),
            models.UniqueConstraint(
                fields=["subcommittee", "type"],
                condition=Q(subcommittee__isnull=False),
                name="registry_series_of_body_once",
            ),
            models.UniqueConstraint(
                fields=["organization", "year", "type"],
                condition=Q(year__isnull=False),
                name="registry_series_of_year_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type or self.congress}"

    @property
    def scope(self) -> Scope:
        return self.organization.scope


class RegisterEntry(models.Model):
    """A line of the register of issued papers. Its number is never given again (N11).

    A kind without numbers (a script) has no series. ``paper`` is null for one made outside the
    software whose number was entered by hand. One that is ``is_restricted`` is read by the
    committee and the personnel subcommittee; whoever keeps the register sees its number.
    """

    congress = models.ForeignKey(
        Congress, on_delete=models.PROTECT, related_name="register_entries"
    )
    series = models.ForeignKey(Series, on_delete=models.PROTECT, null=True, related_name="entries")
    number = models.PositiveIntegerField(null=True)
    symbol = models.CharField(_("số, ký hiệu"), max_length=60, blank=True)  # "05-NQ/CB"
    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, null=True, related_name="entry")
    kind = models.CharField(max_length=10, blank=True)  # "" for what the catalogue does not know
    type = models.CharField(max_length=10, blank=True)  # abbreviation, also within a congress
    subject = models.CharField(_("trích yếu"), max_length=400)
    is_restricted = models.BooleanField(_("nội dung hạn chế"), default=False)
    issued_on = models.DateField(_("ngày văn bản"))
    signer = models.CharField(_("người ký"), max_length=160, blank=True)
    recipients = models.TextField(_("nơi nhận"), blank=True)
    copies = models.PositiveSmallIntegerField(_("số bản"), null=True)
    note = models.CharField(_("ghi chú"), max_length=400, blank=True)
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="replaced_by"
    )  # the paper it corrects
    pages = models.PositiveSmallIntegerField(null=True)
    word = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    pdf = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    check_code = models.CharField(max_length=40, unique=True)  # in the QR code
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    cancelled_reason = models.CharField(max_length=400, blank=True)

    class Meta:
        verbose_name = _("văn bản đi")
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="registry_entry_number_once"),
            models.CheckConstraint(
                condition=Q(series__isnull=True, number__isnull=True)
                | Q(series__isnull=False, number__isnull=False),
                name="registry_entry_number_of_series",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True, cancelled_by__isnull=True)
                | Q(cancelled_at__isnull=False, cancelled_by__isnull=False),
                name="registry_entry_cancelled_pair",
            ),
        ]
        indexes = [WordIndex(fields=["symbol", "subject", "signer"], name="registry_entry_words")]

    def __str__(self) -> str:
        """Kept in the record and in inboxes: of a restricted one only number and kind."""
        said = self.kind or self.type if self.is_restricted else self.subject
        return f"{self.symbol} · {said}" if self.symbol else said

    @property
    def scope(self) -> Scope:
        return self.congress.scope


class IncomingPaper(models.Model):
    """A paper that came in (văn bản đến): the superior's conclusion, its confirmation decision and others."""

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="incoming_papers"
    )
    congress = models.ForeignKey(
        Congress, on_delete=models.PROTECT, null=True, related_name="incoming_papers"
    )
    year = models.PositiveSmallIntegerField()  # of the book: arrival numbers begin anew (default)
    arrival_number = models.PositiveIntegerField(_("số đến"))
    received_on = models.DateField(_("ngày đến"))
    kind = models.CharField(max_length=10, blank=True)  # a code of `rules.papers`; "" for others
    number = models.CharField(_("số, ký hiệu"), max_length=60)
    issued_on = models.DateField(_("ngày văn bản"))
    issuer = models.CharField(_("cơ quan ban hành"), max_length=160)
    subject = models.CharField(_("trích yếu"), max_length=400)
    note = models.CharField(_("ghi chú"), max_length=400, blank=True)
    is_restricted = models.BooleanField(_("nội dung hạn chế"), default=False)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=200, blank=True)
    basis = models.OneToOneField(
        BasisDocument, on_delete=models.SET_NULL, null=True, related_name="incoming_paper"
    )  # when it is cited by plan and papers too
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("văn bản đến")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "number", "issued_on", "issuer"],
                name="registry_incoming_once",
            ),
            models.UniqueConstraint(
                fields=["organization", "year", "arrival_number"],
                name="registry_incoming_number_once",
            ),
        ]
        indexes = [
            WordIndex(fields=["number", "issuer", "subject"], name="registry_incoming_words")
        ]

    def __str__(self) -> str:
        return f"{self.number} · {self.subject}"

    @property
    def scope(self) -> Scope:
        return self.organization.scope
