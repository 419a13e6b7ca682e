"""Sending a dossier: versions frozen, the superior told; taken back, taken up."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.approvals.actions.held import HeldSubmission
from daihoi.approvals.actions.plan_steps import note_steps
from daihoi.approvals.models import ConfirmedPost, FrozenFile, Submission, SubmissionItem
from daihoi.approvals.papers.frozen import Frozen, Known, freeze
from daihoi.approvals.queries.changes import digest_of
from daihoi.approvals.queries.lines import Chosen, LineRow, fingerprint, lines_of
from daihoi.approvals.queries.reach import above, is_superior, reviewers_of
from daihoi.approvals.queries.readiness import checks_of, faults_in, lack_words, not_in_force
from daihoi.approvals.queries.results import answer_due_on
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, RuleBroken
from daihoi.base.language import in_vietnamese
from daihoi.congresses.actions.held import HeldCongress
from daihoi.congresses.models import Congress
from daihoi.files.actions import keep
from daihoi.files.models import StoredFile
from daihoi.registry.models import Dossier
from daihoi.rules.approvals import OPEN, SubmissionEvent, SubmissionKind, SubmissionState
from daihoi.vietnamese.dates import DateStyle, format_date
from daihoi.vietnamese.text import tidy

MOST_PEOPLE = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """What goes with a dossier. ``seen``: the `fingerprint` of the day and the versions that the page showed.

    ``posts``: posts and names to be confirmed. ``lacks_reason``: why it goes although not all is
    settled.
    """

    people: int
    note: str = ""
    sealed: Dossier | None = None
    posts: Sequence[tuple[str, str]] = ()
    lacks_reason: str = ""
    seen: str | None = None


@transaction.atomic
def submit_dossier(
    congress: Congress, kind: SubmissionKind, sending: Sending, *, actor: User
) -> Submission:
    """Freeze every version of the dossier and send it to the direct superior (P46).

    `RuleBroken` for one with a cancelled paper, and for one that is not ready unless it says why;
    `Conflict` while another of its kind is open, or if the day or a version changed since the page was made.
    """
    require(actor, Permission.APPROVALS_SUBMIT, at=congress)
    held = _held(congress, kind)
    _refuse_open(held, kind)
    rows = lines_of(held, kind, viewer=actor)
    _require_seen(held, rows, sending.seen)
    _require_possible(held, kind, rows, sending)
    lacks = _lacks(held, kind, rows, sending, actor)
    now = clock.now()
    submission = Submission.objects.create(
        congress=held,
        kind=kind,
        number=_next_number(held, kind),
        state=SubmissionState.SUBMITTED,
        note=sending.note.strip(),
        lacks="\n".join(lacks),
        lacks_reason=sending.lacks_reason.strip() if lacks else "",
        sealed=sending.sealed,
        target_on=None if held.is_postponed else held.target_on,
        target_precision=held.target_precision,
        form=held.form,
        people=sending.people,
        due_on=answer_due_on(held, kind, clock.today()),
        submitted_at=now,
        submitted_by=actor,
    )
    items = _freeze(submission, rows)
    _keep_posts(submission, sending.posts)
    after = {
        "kind": kind,
        "number": submission.number,
        "state": submission.state,
        "due_on": submission.due_on,
        "submitted_on": clock.today(),
        "people": submission.people,
        "lacks": lacks,
        "lacks_reason": submission.lacks_reason,
        "papers": [_told(item, hashes) for item, hashes in items],
    }
    record("approvals.submit_dossier", submission, actor=actor, after=after, context=held)
    note_steps(submission, actor=actor)
    _tell_superior(submission, actor)
    return submission


@transaction.atomic
def withdraw_submission(submission: Submission, reason: str, *, actor: User) -> Submission:
    """Take a dossier back that the superior has not taken up."""
    require(actor, Permission.APPROVALS_SUBMIT, at=submission)
    held = HeldSubmission(submission)
    held.check(SubmissionEvent.WITHDRAW)
    if not reason.strip():
        raise RuleBroken(_("Hãy ghi lý do rút hồ sơ; cấp trên sẽ đọc."), code="no_reason")
    locked = held.submission
    locked.withdrawn_at, locked.withdrawn_by = clock.now(), actor
    locked.withdraw_reason = reason.strip()
    after = held.move(
        SubmissionEvent.WITHDRAW, fields=("withdrawn_at", "withdrawn_by", "withdraw_reason")
    )
    after["reason"] = locked.withdraw_reason
    record("approvals.withdraw_submission", locked, actor=actor, after=after, context=locked.congress)  # fmt: skip
    people = reviewers_of(locked.congress.organization).exclude(pk=actor.pk)
    held.tell(people, gettext_lazy("Đã rút %(what)s"), locked.withdraw_reason)
    held.bump()
    return locked


@transaction.atomic
def take_up_submission(submission: Submission, *, actor: User) -> Submission:
    """The superior begins to appraise (tiếp nhận); from now on it cannot be taken back.

    It may also take over one whose answer was being entered from paper.
    """
    place = above(submission.congress.organization)
    require(actor, Permission.APPROVALS_APPRAISE, at=place)
    held = HeldSubmission(submission)
    locked = held.submission
    from_paper = locked.is_on_paper and locked.is_open
    if not from_paper:
        held.check(SubmissionEvent.TAKE_UP)
    locked.taken_up_at, locked.taken_up_by = clock.now(), actor
    locked.is_on_paper = False
    fields = ("taken_up_at", "taken_up_by", "is_on_paper")
    if from_paper:
        locked.save(update_fields=fields)
        after = {"state": locked.state, "number": locked.number, "is_on_paper": False}
    else:
        after = held.move(SubmissionEvent.TAKE_UP, fields=fields)
    record("approvals.take_up_submission", locked, actor=actor, after=after, context=locked.congress)  # fmt: skip
    held.tell(held.followers(actor), gettext_lazy("Cấp trên đã tiếp nhận: %(what)s"))
    held.bump()
    return locked


@transaction.atomic
def answer_on_paper(submission: Submission, *, actor: User) -> Submission:
    """The superior answers on paper: who keeps the register enters what it says from now on."""
    require(actor, Permission.REGISTRY_ISSUE, at=submission.congress.organization)
    held = HeldSubmission(submission)
    held.check(SubmissionEvent.TAKE_UP)
    if is_superior(actor, submission.congress, to=Permission.APPROVALS_APPRAISE):
        raise Conflict(_("Đồng chí thuộc cấp trên: hãy tiếp nhận hồ sơ rồi thẩm định ngay ở đây."))
    locked = held.submission
    locked.taken_up_at, locked.taken_up_by, locked.is_on_paper = clock.now(), actor, True
    after = held.move(SubmissionEvent.TAKE_UP, fields=("taken_up_at", "taken_up_by", "is_on_paper"))
    after["is_on_paper"] = True
    record("approvals.answer_on_paper", locked, actor=actor, after=after, context=locked.congress)
    people = reviewers_of(locked.congress.organization).exclude(pk=actor.pk)
    held.tell(people, gettext_lazy("Ghi ý kiến cấp trên theo văn bản giấy: %(what)s"))
    held.bump()
    return locked


def _held(congress: Congress, kind: SubmissionKind) -> Congress:
    """The congress, locked; results may be sent once the preparation is closed."""
    if kind is SubmissionKind.CONFIRMATION:
        return HeldCongress(congress).congress
    return HeldCongress.to_change(congress)


def _refuse_open(congress: Congress, kind: SubmissionKind) -> None:
    open_ = Submission.objects.filter(congress=congress, kind=kind, state__in=OPEN).first()
    if open_ is None:
        return
    sent_on = format_date(timezone.localdate(open_.submitted_at), DateStyle.DASHED)
    raise Conflict(
        _("Hồ sơ lần %(n)s gửi ngày %(day)s đang ở cấp trên.")
        % {"n": open_.number, "day": sent_on},
        code="open_submission",
        advice=_("Hãy chờ cấp trên trả lời, hoặc rút hồ sơ đó nếu cấp trên chưa tiếp nhận."),
    )


def _require_seen(congress: Congress, rows: list[LineRow], seen: str | None) -> None:
    if seen is not None and seen != fingerprint(congress, rows):
        raise Conflict(
            _("Ngày đại hội hoặc văn bản trong hồ sơ đã đổi từ lúc đồng chí mở trang."),
            code="versions_changed",
            advice=_("Hãy xem lại danh sách rồi gửi lần nữa; lời trình vẫn còn."),
        )


def _require_possible(
    congress: Congress, kind: SubmissionKind, rows: list[LineRow], sending: Sending
) -> None:
    if obstacle := not_in_force(congress, kind):
        raise RuleBroken(obstacle, code="not_now")
    if faults := faults_in(rows, sending.sealed):
        raise RuleBroken(
            " ".join(faults), code="dossier_faults", advice=_("Hãy sửa hồ sơ rồi gửi lại.")
        )
    if not 1 <= sending.people <= MOST_PEOPLE:
        raise RuleBroken(_("Số người dự đại hội phải từ 1 trở lên."), code="people")
    sealed = sending.sealed
    if sealed is not None and (sealed.congress_id != congress.pk or sealed.sealed_at is None):
        raise RuleBroken(_("Chỉ gửi kèm được hồ sơ đã niêm phong của đại hội này."), code="sealed")
    if kind is SubmissionKind.CONFIRMATION and not sending.posts:
        raise RuleBroken(
            _("Hãy ghi từng chức danh và người trúng cử đề nghị chuẩn y."), code="no_posts"
        )


def _lacks(
    congress: Congress, kind: SubmissionKind, rows: list[LineRow], sending: Sending, actor: User
) -> list[str]:
    """What is not settled, in words that are kept; refused unless somebody says why it goes."""
    with in_vietnamese():
        checks = checks_of(congress, kind, rows, viewer=actor)
        lacks = [lack_words(check) for check in checks if not check.is_met]
    if lacks and not sending.lacks_reason.strip():
        raise RuleBroken(
            _("Hồ sơ chưa sẵn sàng. %(lacks)s") % {"lacks": " ".join(lacks)},
            code="not_ready",
            advice=_("Hãy hoàn thiện, hoặc ghi lý do vẫn gửi; cấp trên sẽ thấy lý do đó."),
        )
    return lacks


def _next_number(congress: Congress, kind: SubmissionKind) -> int:
    sent = Submission.objects.filter(congress=congress, kind=kind)
    return (sent.aggregate(last=Max("number"))["last"] or 0) + 1


def _freeze(submission: Submission, rows: list[LineRow]) -> list[tuple[SubmissionItem, list[str]]]:
    """Items with their files; what is kept is what goes, whatever becomes of the papers."""
    made: list[tuple[SubmissionItem, list[str]]] = []
    known = Known(each for row in rows for each in row.chosen)
    for row in rows:
        attached = [(each.file_name, each.file) for each in row.attachments]
        for each in row.chosen:
            frozen = freeze(each, known)
            made.append(_item(submission, row, frozen, attached, len(made) + 1))
            attached = []
        if attached:
            made.append(_item(submission, row, None, attached, len(made) + 1))
    return made


def _item(
    submission: Submission,
    row: LineRow,
    frozen: Frozen | None,
    attached: list[tuple[str, StoredFile]],
    position: int,
) -> tuple[SubmissionItem, list[str]]:
    chosen = frozen.chosen if frozen else None
    files = [(name, keep(content)) for name, content in frozen.files] if frozen else []
    along = [file.sha256 for _name, file in attached]
    content = _words(chosen, frozen.content if frozen else None)
    # Two prints of the same words differ in their bytes.
    own = [file.sha256 for _name, file in files] if content is None else []
    paper = chosen.paper if chosen else None
    item = SubmissionItem.objects.create(
        submission=submission,
        position=position,
        code=row.code,
        title=(chosen.title if chosen else row.name)[:400],
        symbol=chosen.symbol if chosen else "",
        dated_on=chosen.dated_on if chosen else None,
        paper=paper,
        paper_revision=paper.revision if paper else None,
        entry=chosen.entry if chosen else None,
        source=paper.source if paper else "",
        source_label=paper.source_label if paper else "",
        is_restricted=(chosen.is_restricted if chosen else False)
        or bool(row.kind and row.kind.is_restricted),
        content=content,
        digest=digest_of(content, [*own, *along]),
    )
    FrozenFile.objects.bulk_create(
        [FrozenFile(item=item, file=file, file_name=name[-200:]) for name, file in files]
        + [
            FrozenFile(item=item, file=file, file_name=name, is_attachment=True)
            for name, file in attached
        ]
    )
    return item, [*(file.sha256 for _name, file in files), *along]


def _words(chosen: Chosen | None, now: dict[str, Any] | None) -> dict[str, Any] | None:
    """Of an issued paper as it was sent before: what data says today changes it no more."""
    if chosen is None or chosen.entry is None or now is None:
        return now
    sent = SubmissionItem.objects.filter(entry=chosen.entry, content__isnull=False)
    before: dict[str, Any] | None = sent.order_by("pk").values_list("content", flat=True).first()
    return before or now


def _keep_posts(submission: Submission, posts: Sequence[tuple[str, str]]) -> None:
    ConfirmedPost.objects.bulk_create(
        ConfirmedPost(
            submission=submission, position=number, post=tidy(post)[:120], name=tidy(name)[:120]
        )
        for number, (post, name) in enumerate(posts, 1)
    )


def _told(item: SubmissionItem, hashes: list[str]) -> dict[str, object]:
    """For the record: which paper in which version; of a restricted one no title."""
    return {
        "code": item.code,
        "title": "" if item.is_restricted else item.title,
        "revision": item.paper_revision,
        "symbol": item.symbol,
        "sha256": hashes,
    }


def _tell_superior(submission: Submission, actor: User) -> None:
    held = HeldSubmission(submission)
    people = reviewers_of(submission.congress.organization).exclude(pk=actor.pk)
    with in_vietnamese():
        body = _("Đại hội đang hoãn, chưa có ngày nên chưa hẹn ngày trả lời.")
        if submission.due_on:
            due = format_date(submission.due_on, DateStyle.DASHED)
            body = _("Đề nghị trả lời trước ngày %(day)s.") % {"day": due}
    held.tell(people, gettext_lazy("%(what)s: chờ tiếp nhận"), body)
    held.bump()
