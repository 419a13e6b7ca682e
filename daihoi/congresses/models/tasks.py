"""Tasks (công việc) and general requirements (yêu cầu chung), and what became of them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Scope
from daihoi.base.word_index import WordIndex
from daihoi.congresses.models.congresses import BasisDocument, Congress
from daihoi.congresses.models.plans import Milestone
from daihoi.congresses.models.subcommittees import OutsideBody, Subcommittee
from daihoi.files.models import StoredFile
from daihoi.organizations.models import Person, Unit
from daihoi.rules.tasks import Assignee, TaskEvent, TaskState

ASSIGNEE_LABELS = {
    Assignee.SUBCOMMITTEE: _("Tiểu ban"),
    Assignee.UNIT: _("Phòng"),
    Assignee.COMMITTEE: _("Chi ủy"),
    Assignee.PERSON: _("Một đồng chí"),
    Assignee.MEMBERS: _("Toàn thể đảng viên"),
    Assignee.EVERYONE: _("Toàn thể công chức, người lao động, đảng viên"),
    Assignee.OUTSIDE: _("Ban, cơ quan bên ngoài"),
}
STATE_LABELS = {
    TaskState.OPEN: _("Đang làm"),
    TaskState.REPORTED: _("Báo xong, chờ xác nhận"),
    TaskState.DONE: _("Đã xong"),
    TaskState.DROPPED: _("Không làm nữa"),
}
EVENT_LABELS = {
    TaskEvent.REPORT: _("Báo xong"),
    TaskEvent.RETURN: _("Trả lại"),
    TaskEvent.REOPEN: _("Mở lại"),
}


class Task(models.Model):
    """Work for a body, a person, everybody or an outside board (S60, S61).

    A person may be given it within her subcommittee: its head then looks after it.
    ``is_requirement``: a general requirement; nobody finishes it, each acknowledges it.
    """

    congress = models.ForeignKey(Congress, on_delete=models.CASCADE, related_name="tasks")
    assignee = models.CharField(
        _("giao cho"),
        max_length=15,
        choices=[(a.value, label) for a, label in ASSIGNEE_LABELS.items()],
    )
    subcommittee = models.ForeignKey(
        Subcommittee, on_delete=models.PROTECT, null=True, related_name="tasks"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="tasks")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="tasks")
    outside = models.ForeignKey(
        OutsideBody, on_delete=models.PROTECT, null=True, related_name="tasks"
    )
    title = models.CharField(_("công việc"), max_length=200)
    details = models.TextField(_("nội dung"), blank=True)
    is_requirement = models.BooleanField(
        _("yêu cầu chung, mỗi người xác nhận đã biết"), default=False
    )
    is_urgent = models.BooleanField(_("khẩn trương"), default=False)
    due_on = models.DateField(_("hạn"), null=True)
    given_on = models.DateField(_("ngày giao"))
    source = models.CharField(
        _("theo"), max_length=200, blank=True
    )  # "Kết luận sinh hoạt 25-3-2020"
    milestone = models.ForeignKey(
        Milestone, on_delete=models.SET_NULL, null=True, related_name="tasks"
    )
    basis = models.ForeignKey(
        BasisDocument, on_delete=models.PROTECT, null=True, related_name="tasks"
    )
    # The page of a higher app where it is done, which also keeps it in step; "" for all others.
    url = models.CharField(max_length=300, blank=True)
    state = models.CharField(
        max_length=10,
        choices=[(s.value, label) for s, label in STATE_LABELS.items()],
        default=TaskState.OPEN.value,
    )
    revision = models.PositiveIntegerField(default=1)  # raised by each change of its terms
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    reported_at = models.DateTimeField(null=True)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(  # who accepted it; supporting staff never do (S27)
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    dropped_at = models.DateTimeField(null=True)
    dropped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    drop_reason = models.CharField(_("lý do không làm nữa"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("công việc")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    assignee="subcommittee",
                    subcommittee__isnull=False,
                    unit__isnull=True,
                    person__isnull=True,
                    outside__isnull=True,
                )
                | Q(
                    assignee="unit",
                    subcommittee__isnull=True,
                    unit__isnull=False,
                    person__isnull=True,
                    outside__isnull=True,
                )
                | Q(
                    assignee="person",
                    unit__isnull=True,
                    person__isnull=False,
                    outside__isnull=True,
                )
                | Q(
                    assignee="outside",
                    subcommittee__isnull=True,
                    unit__isnull=True,
                    person__isnull=True,
                    outside__isnull=False,
                )
                | Q(
                    assignee__in=["committee", "members", "everyone"],
                    subcommittee__isnull=True,
                    unit__isnull=True,
                    person__isnull=True,
                    outside__isnull=True,
                ),
                name="congresses_task_one_assignee",
            ),
            models.CheckConstraint(
                condition=Q(reported_at__isnull=True, reported_by__isnull=True)
                | Q(reported_at__isnull=False, reported_by__isnull=False),
                name="congresses_task_reported_pair",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True) & ~Q(state="done")
                | Q(done_at__isnull=False, done_by__isnull=False, state="done"),
                name="congresses_task_done_pair",
            ),
            models.CheckConstraint(
                condition=Q(dropped_at__isnull=True, dropped_by__isnull=True, drop_reason="")
                & ~Q(state="dropped")
                | (
                    Q(dropped_at__isnull=False, dropped_by__isnull=False, state="dropped")
                    & ~Q(drop_reason="")
                ),
                name="congresses_task_dropped_pair",
            ),
        ]
        indexes = [
            models.Index(fields=["congress", "state", "due_on"], name="congresses_task_due"),
            WordIndex(fields=["title", "details", "source"], name="congresses_task_words"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def scope(self) -> Scope:
        """The body it is given to or in, so that its head may look after it; else the congress."""
        if self.subcommittee:
            return self.subcommittee.scope
        if self.unit:
            return self.unit.scope
        return self.congress.scope

    @property
    def given_to(self) -> str:
        """The body or person named, or whom it means: "Toàn thể đảng viên"."""
        if self.person and self.subcommittee:
            return f"{self.person} ({self.subcommittee})"
        named = self.person or self.subcommittee or self.unit or self.outside
        return str(named or ASSIGNEE_LABELS[Assignee(self.assignee)])

    @property
    def recipient(self) -> str:
        """To whom, as forms and addresses write it: "subcommittee:3", "person:12@3", "members"."""
        named = self.person_id or self.subcommittee_id or self.unit_id or self.outside_id
        within = f"@{self.subcommittee_id}" if self.person_id and self.subcommittee_id else ""
        return f"{self.assignee}:{named}{within}" if named else self.assignee

    def get_recipient_display(self) -> str:
        return self.given_to

    @property
    def is_kept(self) -> bool:
        """Another page keeps it in step: here it is read, worked on, but not ended or changed."""
        return bool(self.url)


class TaskNote(models.Model):
    """Progress (tiến độ), or what happened to the task and why; ``percent`` None: words only.

    ``event`` "": progress. A report may have no words.
    """

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField(_("tiến độ, vướng mắc"), blank=True)
    event = models.CharField(
        max_length=10,
        choices=[(event.value, label) for event, label in EVENT_LABELS.items()],
        blank=True,
    )
    percent = models.PositiveSmallIntegerField(_("đã làm được (%)"), null=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(percent__isnull=True) | Q(percent__lte=100),
                name="congresses_tasknote_percent",
            )
        ]
        indexes = [WordIndex(fields=["text"], name="congresses_tasknote_words")]

    def __str__(self) -> str:
        return self.text[:60]


class TaskEvidence(models.Model):
    """A file that shows what was done (minh chứng), kept byte for byte."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="evidence")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "file"], name="congresses_taskevidence_once")
        ]

    def __str__(self) -> str:
        return self.file_name


class Acknowledgement(models.Model):
    """A person has taken note of a general requirement; another may have noted it for her."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="acknowledgements")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="acknowledgements")
    acknowledged_at = models.DateTimeField()
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["task", "person"], name="congresses_acknowledgement_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.task}"
