"""Matters put to a show of hands at an item: opened once, counted once, or dropped for a reason."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base.errors import Conflict, NotFound, RuleBroken
from daihoi.conduct.actions.held import HeldRun
from daihoi.conduct.models import Question, RunItem
from daihoi.conduct.queries.findings import broken
from daihoi.conduct.queries.matters import MATTERS, is_number
from daihoi.elections.actions.votes import record_vote
from daihoi.elections.models import Vote
from daihoi.elections.queries.hands import Hands
from daihoi.rules.programme.checks import findings_in
from daihoi.rules.programme.running import not_to_be_voted


@transaction.atomic
def open_question(
    item: RunItem,
    matter: str,
    subject: str,
    *,
    number: int | None = None,
    revision: int,
    actor: User,
) -> Question:
    """Put a matter to the vote while its item runs; screens show it. One is open at a time.

    ``number``: of a body, where its number is voted before its list (P51). What was adopted is
    not asked again unless its count was struck; the action programme never (P57).
    """
    require(actor, Permission.CONDUCT_RUN, at=item)
    held = HeldRun(item.run)
    held.check_seen(revision)
    held.check_open()
    asked = held.items[held.place(item)]
    words = " ".join(subject.split())[:300]
    if matter not in MATTERS or not words or (is_number(matter) and not number):
        raise RuleBroken(_("Chưa ghi biểu quyết về việc gì."), code="no_subject")
    if number and is_number(matter):
        words = f"{words}: {number} người"
    if not asked.is_running:
        raise Conflict(
            _("“%(title)s” không phải là mục đang làm.") % {"title": asked.title},
            code="not_running",
            advice=_("Hãy mở biểu quyết ở mục đang làm."),
        )
    if forbidden := not_to_be_voted(words):
        family = held.run.congress.organization.family.code
        raise broken(findings_in(family, [forbidden]))
    _check_once(held, matter, words)
    made = Question.objects.create(
        item=asked,
        run=held.run,
        matter=matter,
        subject=words,
        number=number if is_number(matter) else None,
        opened_at=held.now,
        opened_by=actor,
    )
    held.changed()
    after = {"matter": matter, "subject": words, "number": made.number, "item": asked.title}
    record("conduct.open_question", made, actor=actor, after=after, context=held.run)
    return made


@transaction.atomic
def count_question(question: Question, hands: Hands, *, actor: User) -> Vote:
    """Keep the hands that were counted, judged as every vote of the congress is."""
    require(actor, Permission.CONDUCT_RUN, at=question)
    held = HeldRun(question.run)
    locked = _open_one(question)
    vote = record_vote(
        held.run.congress, locked.matter, locked.subject, hands, number=locked.number, actor=actor
    )
    locked.vote = vote
    locked.save(update_fields=["vote"])
    held.changed()
    after = {"subject": locked.subject, "vote": vote.pk, "passed": vote.passed}
    record("conduct.count_question", locked, actor=actor, after=after, context=held.run)
    return vote


@transaction.atomic
def drop_question(question: Question, *, reason: str, actor: User) -> Question:
    """Put a matter off without counting hands."""
    require(actor, Permission.CONDUCT_RUN, at=question)
    held = HeldRun(question.run)
    locked = _open_one(question)
    locked.dropped_at, locked.dropped_by = held.now, actor
    locked.drop_reason = held.said(reason)
    locked.save(update_fields=["dropped_at", "dropped_by", "drop_reason"])
    held.changed()
    after = {"subject": locked.subject, "reason": locked.drop_reason}
    record("conduct.drop_question", locked, actor=actor, after=after, context=held.run)
    return locked


def _open_one(question: Question) -> Question:
    """The matter as it stands; `Conflict` with what came of it once it is settled."""
    rows = Question.objects.select_for_update(of=("self",)).select_related("vote", "run", "item")
    found = rows.filter(pk=question.pk).first()
    if found is None:
        raise NotFound
    if found.vote is not None:
        facts = {
            "subject": found.subject,
            "for": found.vote.votes_for,
            "who": found.vote.recorded_by,
        }
        raise Conflict(
            _("“%(subject)s” đã có kết quả: %(for)s đồng ý, do %(who)s ghi.") % facts,
            code="counted",
            advice=_("Nếu đếm sai, hãy bấm “Đếm lại” ở kết quả ấy."),
        )
    if found.dropped_at is not None:
        raise Conflict(
            _("“%(subject)s” đã thôi biểu quyết: %(reason)s")
            % {"subject": found.subject, "reason": found.drop_reason},
            code="dropped",
        )
    return found


def _check_once(held: HeldRun, matter: str, subject: str) -> None:
    questions = held.run.questions.select_related("vote")
    if there := questions.filter(vote=None, dropped_at=None).first():
        at = f"{timezone.localtime(there.opened_at):%H:%M}"
        raise Conflict(
            _("Đang biểu quyết “%(subject)s”, mở lúc %(at)s.")
            % {"subject": there.subject, "at": at},
            code="question_open",
            advice=_("Hãy ghi kết quả, hoặc thôi biểu quyết nội dung ấy trước."),
        )
    adopted = questions.filter(matter=matter, vote__passed=True, vote__withdrawn_at=None)
    same = [each for each in adopted if each.subject.casefold() == subject.casefold()]
    if same and same[0].vote is not None:
        at = f"{timezone.localtime(same[0].vote.recorded_at):%H:%M}"
        raise Conflict(
            _("“%(subject)s” đã được thông qua lúc %(at)s.") % {"subject": subject, "at": at},
            code="adopted",
            advice=_("Nếu đếm sai, hãy bấm “Đếm lại” ở kết quả ấy rồi biểu quyết lại."),
        )
