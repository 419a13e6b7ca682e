"""Opening, ending, extending an opinion round; reminding those who have not answered.

Closing, when every opinion is answered, is in `closing`.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, RuleBroken
from daihoi.documents.actions import groups, texts
from daihoi.documents.models import Document, OpinionRound, Participant, RoundSection, Version
from daihoi.documents.queries import audience as audiences
from daihoi.documents.queries.audience import Audience
from daihoi.documents.queries.rounds import SCOPE
from daihoi.live.topics import bump
from daihoi.notifications.actions import notify
from daihoi.notifications.models import Notice
from daihoi.organizations.models import Organization, Person, Unit
from daihoi.papers.outline import BlockKind
from daihoi.rules.documents import (
    DocumentEvent,
    Means,
    RoundEvent,
    RoundState,
    check_period,
    round_after,
)
from daihoi.vietnamese.dates import DateStyle, format_date

GROUPED_AT_ONCE = 5000  # grouping them takes less than a second


@transaction.atomic
def open_round(
    document: Document,
    *,
    opens_on: date,
    closes_on: date,
    means: Sequence[Means],
    actor: User,
    request: str = "",
    audience: Audience | None = None,
    sections: Mapping[UUID, Sequence[int]] | None = None,
    names_shown: bool = True,
) -> OpinionRound:
    """Open the next opinion round (đợt lấy ý kiến) on the working version, or the latest frozen.

    The working version is frozen as the base. ``sections`` maps a heading's key to the units it
    concerns. Who is asked is frozen now; everybody is told in the inbox.
    """
    require(actor, Permission.DOCUMENTS_MANAGE, at=document)
    now = clock.now()
    # No two records of those who are asked become one meanwhile; adding people need not wait.
    organizations = Organization.objects.select_for_update(no_key=True)
    organizations.get(pk=document.congress.organization_id)
    locked = Document.objects.select_for_update().get(pk=document.pk)
    opened_from = locked.state
    locked.state = locked.state_after(DocumentEvent.OPEN_ROUND).value
    _check(opens_on, closes_on, means)
    base = _base_of(locked, actor)
    round_ = OpinionRound.objects.create(
        document=document,
        number=(locked.rounds.aggregate(last=Max("number"))["last"] or 0) + 1,
        base_version=base,
        opens_on=opens_on,
        closes_on=closes_on,
        means=[Means(value).value for value in dict.fromkeys(means)],
        opened_from=opened_from,
        request=request.strip(),
        names_shown=names_shown,
        opened_by=actor,
        opened_at=now,
    )
    asked = _freeze_audience(round_, audience or Audience())
    _mark_sections(round_, sections or {})
    locked.updated_at = now
    locked.save(update_fields=["state", "updated_at"])
    after = {
        "number": round_.number,
        "base_version": base.number,
        "opens_on": opens_on,
        "closes_on": closes_on,
        "means": round_.means,
        "asked": len(asked),
        "participants": round_.participants.count(),  # units too, as reports of earlier days say it
        "names_shown": names_shown,
    }
    record(
        "documents.open_round",
        round_,
        actor=actor,
        before={"document_state": opened_from},
        after=after,
        context=document,
    )
    _invite(round_, asked)
    _tell(round_)
    return round_


@transaction.atomic
def end_round(round_: OpinionRound, *, actor: User) -> OpinionRound:
    """End a round by hand before its last day; from then on only dated papers may be typed in.

    Alike opinions are proposed as groups at once, unless there are so many that it would be long,
    or the subcommittee has already done so and may have taken some apart.
    """
    require(actor, Permission.DOCUMENTS_MANAGE, at=round_)
    now = clock.now()
    locked = _lock_open(round_, now)
    locked.state = round_after(RoundState(locked.state), RoundEvent.END).value
    locked.ended_at = now
    locked.save(update_fields=["state", "ended_at"])
    record(
        "documents.end_round",
        locked,
        actor=actor,
        before={"state": RoundState.OPEN.value},
        after={"state": locked.state},
        context=locked.document,
    )
    if locked.grouped_at is None and 1 < locked.unanswered_count <= GROUPED_AT_ONCE:
        groups.propose_groups(locked, actor=actor)
        locked.refresh_from_db(fields=["grouped_at"])
    _tell(locked)
    return locked


@transaction.atomic
def extend_round(
    round_: OpinionRound, *, closes_on: date, reason: str, actor: User
) -> OpinionRound:
    """Give an open round a later last day; those who have not answered are told why."""
    require(actor, Permission.DOCUMENTS_MANAGE, at=round_)
    locked = _lock_open(round_, clock.now())
    before = locked.closes_on
    if closes_on <= before:
        raise RuleBroken(
            _("Hạn mới phải sau hạn cũ (%(day)s).") % {"day": _written(before)},
            advice=_("Muốn kết thúc sớm, hãy dùng nút “Kết thúc đợt”."),
        )
    if not reason.strip():
        raise RuleBroken(_("Chưa ghi lý do gia hạn."), advice=_("Hãy viết ngắn gọn lý do."))
    locked.closes_on = closes_on
    locked.save(update_fields=["closes_on"])
    record(
        "documents.extend_round",
        locked,
        actor=actor,
        before={"closes_on": before},
        after={"closes_on": closes_on, "reason": reason.strip()},
        context=locked.document,
    )
    notify(
        audiences.accounts_yet_to_answer(locked, clock.today()),
        title=f"Gia hạn góp ý: {locked}",
        body=f"Hạn mới: hết ngày {_written(closes_on)}. {reason.strip()}",
        url=reverse("documents:round_read", kwargs={"pk": locked.pk}),
        topic=f"documents.round:{locked.pk}:extended",
    )
    _tell(locked)
    return locked


@transaction.atomic
def remind(round_: OpinionRound, *, actor: User) -> int:
    """Put a reminder into the inbox of everybody who has not answered; once a day at most.

    Answers how many were reminded. People without an account are not among them.
    """
    require(actor, Permission.DOCUMENTS_MANAGE, at=round_)
    now = clock.now()
    locked = _lock_open(round_, now)
    topic = f"documents.round:{locked.pk}:reminder:{clock.today().isoformat()}"
    if Notice.objects.filter(topic=topic).exists():
        raise Conflict(
            _("Hôm nay đã nhắc rồi; mỗi ngày nhắc một lần."),
            code="reminded_today",
            advice=_("Ngày mai có thể nhắc lại những người chưa góp ý."),
        )
    told = notify(
        audiences.accounts_yet_to_answer(locked, clock.today()),
        title=f"Nhắc góp ý: {locked}",
        body=f"Đồng chí chưa góp ý. Hạn: hết ngày {_written(locked.closes_on)}.",
        url=reverse("documents:round_read", kwargs={"pk": locked.pk}),
        topic=topic,
    )
    record(
        "documents.remind",
        locked,
        actor=actor,
        after={"reminded": len(told)},
        context=locked.document,
    )
    return len(told)


def _check(opens_on: date, closes_on: date, means: Sequence[Means]) -> None:
    findings = check_period(opens_on, closes_on)
    if findings:
        raise RuleBroken(
            _("Đợt lấy ý kiến kết thúc (%(to)s) trước khi bắt đầu (%(from)s).")
            % {"to": _written(closes_on), "from": _written(opens_on)},
            findings,
            advice=_("Hãy sửa ngày kết thúc: ít nhất bằng ngày bắt đầu."),
        )
    if not means:
        raise RuleBroken(
            _("Chưa chọn hình thức lấy ý kiến."), advice=_("Hãy chọn ít nhất một hình thức.")
        )


def _base_of(document: Document, actor: User) -> Version:
    """The text people are asked about: the working version, frozen now, or the latest frozen."""
    latest = document.versions.order_by("-number").first()
    if latest is None:
        raise RuleBroken(
            _("Văn kiện chưa có bản nào để lấy ý kiến."),
            advice=_("Hãy nhập bản dự thảo từ tệp Word trước."),
        )
    if not latest.is_working:
        return latest
    return texts.freeze(latest, "Bản lấy ý kiến", actor=actor)


def _freeze_audience(round_: OpinionRound, audience: Audience) -> list[Person]:
    """Write down who is asked, each person with the unit of this day."""
    organization = round_.document.congress.organization
    people = audiences.people_asked(organization, audience, clock.today())
    units = Unit.objects.filter(organization=organization, pk__in=audience.units)
    rows = [Participant(round=round_, person=person, unit_id=person.unit_id) for person in people]
    rows += [Participant(round=round_, unit=unit) for unit in units]
    if not rows:
        raise RuleBroken(
            _("Chưa có ai được lấy ý kiến."),
            advice=_("Hãy chọn đảng viên hoặc đơn vị; người ngoài danh sách không được hỏi."),
        )
    Participant.objects.bulk_create(rows, batch_size=500)
    return people


def _mark_sections(round_: OpinionRound, sections: Mapping[UUID, Sequence[int]]) -> None:
    headings = set(
        round_.base_version.blocks.filter(kind=BlockKind.HEADING.value).values_list(
            "key", flat=True
        )
    )
    units = set(
        Unit.objects.filter(organization=round_.document.congress.organization).values_list(
            "pk", flat=True
        )
    )
    RoundSection.objects.bulk_create(
        RoundSection(round=round_, key=key, unit_id=unit)
        for key, chosen in sections.items()
        for unit in dict.fromkeys(chosen)
        if key in headings and unit in units
    )


def _invite(round_: OpinionRound, people: Sequence[Person]) -> None:
    """Tell everybody asked; a unit's head is led to the unit's contribution."""
    days = f"Từ {_written(round_.opens_on)} đến hết ngày {_written(round_.closes_on)}."
    body = f"{days} {round_.request}"
    topic = f"documents.round:{round_.pk}:opened"
    notify(
        audiences.accounts_of(people),
        title=f"Mời góp ý: {round_}",
        body=body,
        url=reverse("documents:round_read", kwargs={"pk": round_.pk}),
        topic=topic,
    )
    for unit in Unit.objects.filter(
        pk__in=round_.participants.filter(person__isnull=True).values("unit_id")
    ):
        notify(
            audiences.unit_accounts([unit.pk], clock.today()),
            title=f"Mời {unit} góp ý: {round_}",
            body=body,
            url=reverse("documents:contribution_detail", kwargs={"pk": round_.pk, "unit": unit.pk}),
            topic=topic,
        )


def _lock_open(round_: OpinionRound, now: datetime) -> OpinionRound:
    """The round's row, held; `Conflict` unless it is open today."""
    locked = (
        OpinionRound.objects.select_for_update(of=("self",)).select_related(SCOPE).get(pk=round_.pk)
    )
    if locked.settle(now) or locked.state != RoundState.OPEN.value:
        raise Conflict(
            _("Đợt lấy ý kiến này không còn mở."),
            code="round_not_open",
            advice=_("Hãy tải lại trang để xem trạng thái mới nhất."),
        )
    return locked


def _tell(round_: OpinionRound) -> None:
    """Pages that show the round or its document hear of it once the transaction is through."""
    bump(f"documents.round:{round_.pk}")
    bump(f"documents.version:{round_.base_version_id}")


def _written(day: date) -> str:
    return format_date(day, DateStyle.DASHED)
