"""A task while one action changes it: locked, moved by its rule, noted, told."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, RuleBroken
from daihoi.base.language import in_vietnamese
from daihoi.congresses.models import Congress, Subcommittee, Task, TaskNote
from daihoi.congresses.queries.recipients import Reach, Target, is_in
from daihoi.congresses.queries.subcommittees import refusal_of_work
from daihoi.congresses.queries.tasks import OPEN_STATES, RELATED
from daihoi.live.topics import bump
from daihoi.notifications.actions import notify
from daihoi.organizations.actions.held import HeldPerson
from daihoi.organizations.models import Person
from daihoi.rules.tasks import Assignee, TaskEvent, TaskState, after
from daihoi.vietnamese.dates import DateStyle, format_date

_OUTCOME = ["state", "reported_at", "reported_by", "done_at", "done_by", "dropped_at",
            "dropped_by", "drop_reason"]  # fmt: skip


class HeldTask:
    """The locked row; it tells people and bumps pages. The action asks before, records after."""

    def __init__(self, task: Task) -> None:
        tasks = Task.objects.select_for_update(of=("self",)).select_related(
            *RELATED, "created_by", "reported_by"
        )
        found = tasks.filter(pk=task.pk).first()
        if found is None:
            raise NotFound(_("Không tìm thấy công việc này."))
        self.task = found

    @classmethod
    def to_decide(cls, task: Task) -> "HeldTask":
        """`Conflict` for a task that another page keeps in step."""
        held = cls(task)
        held.check_not_kept()
        return held

    @classmethod
    def to_work_on(cls, task: Task) -> "HeldTask":
        """`Conflict` for a general requirement and for what has ended."""
        held = cls(task)
        if held.task.is_requirement:
            raise Conflict(
                _("Đây là yêu cầu chung: mỗi người xác nhận đã biết, không ai báo cáo tiến độ."),
                code="requirement",
            )
        held.check_open()
        return held

    @staticmethod
    def hold_person(target: Target) -> None:
        """Hold the person a task is to go to, before the task: she is not merged meanwhile."""
        if isinstance(target.named, Person):
            HeldPerson(target.named.pk)

    @property
    def is_open(self) -> bool:
        return self.task.state in OPEN_STATES

    @property
    def given_to(self) -> str:
        """For the record and the inbox, whatever language the actor reads."""
        with in_vietnamese():
            return self.task.given_to

    def check_not_kept(self) -> None:
        if self.task.is_kept:
            raise Conflict(
                _("Công việc này theo văn kiện: hạn và kết quả lấy từ trang văn kiện."),
                code="task_kept",
                advice=_("Hãy mở văn kiện ở đường dẫn trên trang công việc."),
            )

    def check_not_begun(self) -> None:
        """`Conflict` once somebody reported on it, or took note: what she said would be lost."""
        task = self.task
        begun = task.state != TaskState.OPEN or task.notes.exists() or task.evidence.exists()
        if begun or task.acknowledgements.exists():
            raise Conflict(
                _(
                    "Đã có người báo tiến độ hoặc xác nhận đã biết nên không đổi loại việc được nữa."
                ),
                code="task_begun",
                advice=_("Hãy ghi không làm nữa, rồi giao một việc mới."),
            )

    def check_open(self) -> None:
        if not self.is_open:
            raise self._wrong_state()

    def move(self, event: TaskEvent, *, actor: User, reason: str = "") -> dict[str, Any]:
        """Bring it into the state that follows, with who and when; answers what it was."""
        task, before = self.task, {"state": self.task.state}
        state = after(TaskState(task.state), event)
        if state is None:
            raise self._wrong_state()
        now = clock.now()
        task.state = state.value
        if event is TaskEvent.REPORT:
            task.reported_at, task.reported_by = now, actor
        elif event is TaskEvent.ACCEPT:
            task.done_at, task.done_by = now, actor
        elif event is TaskEvent.DROP:
            task.dropped_at, task.dropped_by, task.drop_reason = now, actor, reason
        else:  # returned or reopened: to be done again
            task.reported_at = task.reported_by = task.done_at = task.done_by = None
            task.dropped_at = task.dropped_by = None
            task.drop_reason = ""
        task.save(update_fields=_OUTCOME)
        return before

    def outcome(self, **facts: str) -> dict[str, Any]:
        """For the record: the state it is in now, and what was said of it."""
        return {"state": self.task.state} | facts

    def note(
        self, text: str, *, percent: int | None = None, event: TaskEvent | None = None, actor: User
    ) -> TaskNote:
        """``event``: what happened to the task, None: progress only."""
        return TaskNote.objects.create(
            task=self.task,
            text=text,
            percent=percent,
            event=event.value if event else "",
            written_at=clock.now(),
            written_by=actor,
        )

    def tell(self, title: str, body: str = "", *, actor: User) -> None:
        """Everybody it reaches who has an account, but not whoever acts."""
        reach = Reach(self.task.congress.organization, clock.today())
        self.tell_users(reach.accounts_of([self.task]), title, body, actor=actor)

    def tell_users(
        self, users: Iterable[User | None], title: str, body: str = "", *, actor: User
    ) -> None:
        others = [user for user in users if user is not None and user.pk != actor.pk]
        url = reverse("congresses:task_detail", args=[self.task.pk])
        notify(
            others,
            title=f"{title}: {self.task.title}",
            url=url,
            body=body,
            topic=f"congresses.task:{self.task.pk}",
        )

    def tell_terms(self, title: str, *, actor: User) -> None:
        """Of whom it is asked and until when."""
        task = self.task
        day = format_date(task.due_on, DateStyle.DASHED) if task.due_on else ""
        words = ["Khẩn trương" if task.is_urgent else "", self.given_to, day and f"hạn {day}"]
        self.tell(title, " · ".join(filter(None, words)), actor=actor)

    def bump(self) -> None:
        """Open pages of the task and boards of its congress look again."""
        bump(f"congresses.task:{self.task.pk}")
        bump(f"congresses.board:{self.task.congress_id}")

    def _wrong_state(self) -> Conflict:
        return Conflict(
            _("Công việc đang ở trạng thái “%(state)s” nên không làm được việc này.")
            % {"state": self.task.get_state_display()},
            code="task_state",
            advice=_("Hãy tải lại trang để xem trạng thái mới nhất."),
        )


class Terms:
    """What is asked of whom; ``values`` are fields of a task with ``given_on`` among them."""

    def __init__(self, congress: Congress, target: Target, values: Mapping[str, Any]) -> None:
        self.congress, self.target, self.values = congress, target, values

    def check(self) -> None:
        """Refuse what cannot be asked, not of this body, or stands on another congress."""
        given_on, due_on = self.values["given_on"], self.values.get("due_on")
        if given_on > clock.today():
            raise RuleBroken(_("Ngày giao không thể ở sau hôm nay."), code="given_later")
        if due_on is not None and due_on < given_on:
            raise RuleBroken(
                _("Hạn phải từ ngày giao trở đi."),
                code="due_before_given",
                advice=_("Hãy sửa hạn hoặc ngày giao."),
            )
        if self.values.get("is_requirement") and self.target.assignee is Assignee.OUTSIDE:
            raise RuleBroken(
                _("Ban, cơ quan bên ngoài không có tài khoản để xác nhận đã biết."),
                code="requirement_outside",
                advice=_("Hãy giao thành công việc, không đánh dấu yêu cầu chung."),
            )
        self._check_links()
        self.check_body(given_on)

    def check_body(self, given_on: date) -> None:
        """A subcommittee takes work from its decision to its last day (S21), for who is in it.

        It is locked: it does not end while it is given work.
        """
        if self.target.body is None:
            return
        body = Subcommittee.objects.select_for_update(no_key=True).get(pk=self.target.body.pk)
        today = clock.today()
        if refusal := refusal_of_work(body, given_on) or refusal_of_work(body, today):
            raise refusal
        person = self.target.named
        if isinstance(person, Person) and not is_in(person, body, today):
            raise RuleBroken(
                _("Đồng chí %(name)s không ở trong %(body)s.") % {"name": person, "body": body},
                code="not_in_body",
                advice=_("Hãy giao cho tiểu ban, hoặc cho người đang ở trong tiểu ban."),
            )

    def _check_links(self) -> None:
        milestone, basis = self.values.get("milestone"), self.values.get("basis")
        if milestone and milestone.congress_id != self.congress.pk:
            raise NotFound(_("Mốc kế hoạch này thuộc đại hội khác."))
        if basis and basis.organization_id != self.congress.organization_id:
            raise NotFound(_("Căn cứ này thuộc tổ chức khác."))

    @property
    def recorded(self) -> dict[str, Any]:
        """As the record keeps them: things by their names."""
        return {
            name: str(value) if isinstance(value, models.Model) else value
            for name, value in self.values.items()
        }
