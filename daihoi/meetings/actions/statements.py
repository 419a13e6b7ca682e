"""What people say in a meeting: taken down, put right, sent into the round of its document."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base.errors import DomainError, NotFound, RuleBroken
from daihoi.base.revisions import require_seen
from daihoi.documents.actions import opinions
from daihoi.documents.models import Opinion, OpinionRound
from daihoi.documents.queries.contributors import Contributor
from daihoi.documents.queries.places import TEXT_LETTERS, Saying
from daihoi.meetings.actions.recording import HeldRecord
from daihoi.meetings.models import Aim, Meeting, Statement
from daihoi.meetings.queries.record import place_named, plain
from daihoi.meetings.queries.seen import records
from daihoi.rules.documents import Means, OpinionKind, RoundState
from daihoi.vietnamese.text import nfc

SAID = ("item", "invitee", "text", "aim", "kind", "document", "place_text", "place_block")


@transaction.atomic
def add_statement(
    meeting: Meeting,
    values: Mapping[str, Any],
    *,
    client_key: UUID,
    typed_at: int | None = None,
    actor: User,
) -> Statement:
    """Take down what somebody said; about a document it goes into its open round at once.

    ``values`` are the fields of `SAID`. Sent again with the same key it is the one already there.
    Where the round takes no opinion the statement is kept, and says why it waits.
    """
    if not records(meeting, actor):
        require(actor, Permission.MEETINGS_RECORD, at=meeting)
    held = HeldRecord(meeting)
    if sent := held.sent_before(Statement, client_key):
        return sent
    held.check_open()
    fields = _checked(held, values)
    made = Statement(client_key=client_key, **fields, **held.new(typed_at, actor=actor))
    if made.aim == Aim.DOCUMENT:
        _send(made, actor=actor)
    made.save()
    after = plain(fields) | {"held_back": made.held_back}
    record("meetings.add_statement", made, actor=actor, after=after, context=held.meeting)
    return made


@transaction.atomic
def edit_statement(
    statement: Statement, values: Mapping[str, Any], *, seen: str | None = None, actor: User
) -> Statement:
    """Put right what was taken down; its opinion in a round follows, or is taken back.

    ``seen`` is the fingerprint of what her page showed: `Outdated` if another changed it since.
    """
    meeting = statement.item.meeting
    if not records(meeting, actor):
        require(actor, Permission.MEETINGS_RECORD, at=meeting)
    held = HeldRecord(meeting)
    locked = held.entry(Statement, statement.pk)
    require_seen(locked, values, seen)
    held.check_open()
    kept = {name: getattr(locked, name) for name in SAID}
    if values.get("place_text", locked.place_text) != locked.place_text:
        kept["place_block"] = None
    fields = _checked(held, {**kept, **values})
    _refuse_handled(locked, fields["aim"])
    before = {name: getattr(locked, name) for name in fields}
    for name, value in fields.items():
        setattr(locked, name, value)
    _follow(locked, before, actor=actor)
    opinion = {"opinion": locked.opinion, "held_back": locked.held_back}
    held.change(locked, fields | opinion)
    record("meetings.edit_statement", locked, actor=actor, before=plain(before), after=plain(fields), context=held.meeting)  # fmt: skip
    return locked


@transaction.atomic
def withdraw_statement(statement: Statement, *, actor: User) -> Statement:
    """Strike a statement out: it stays in the record; its opinion leaves the round with it."""
    meeting = statement.item.meeting
    if not records(meeting, actor):
        require(actor, Permission.MEETINGS_RECORD, at=meeting)
    held = HeldRecord(meeting)
    held.check_open()
    locked = held.entry(Statement, statement.pk)
    _refuse_handled(locked, "")
    _take_back(locked, actor=actor)
    locked.save(update_fields=["opinion"])
    held.strike(locked, actor=actor)
    record("meetings.withdraw_statement", locked, actor=actor, before={"text": locked.text}, context=held.meeting)  # fmt: skip
    return locked


@transaction.atomic
def move_statement(statement: Statement, *, later: bool, actor: User) -> Statement:
    """Change places with the statement before it (or after it) in the same matter."""
    meeting = statement.item.meeting
    if not records(meeting, actor):
        require(actor, Permission.MEETINGS_RECORD, at=meeting)
    held = HeldRecord(meeting)
    held.check_open()
    locked = held.entry(Statement, statement.pk)
    rows = list(Statement.objects.filter(item=locked.item_id, removed_at__isnull=True))
    place = next(n for n, row in enumerate(rows) if row.pk == locked.pk)
    other = place + 1 if later else place - 1
    if not 0 <= other < len(rows):
        return locked
    rows[place], rows[other] = rows[other], rows[place]
    for row, order in zip(rows, _increasing(sorted(each.order for each in rows)), strict=True):
        if row.order != order:
            held.change(row, {"order": order})
    after = {"place": other + 1}
    record("meetings.move_statement", locked, actor=actor, before={"place": place + 1}, after=after, context=held.meeting)  # fmt: skip
    return rows[other]


@transaction.atomic
def send_statement(statement: Statement, *, actor: User) -> Statement:
    """Bring a statement that waits into its document's round, now that one takes it."""
    meeting = statement.item.meeting
    if not records(meeting, actor):
        require(actor, Permission.MEETINGS_RECORD, at=meeting)
    held = HeldRecord(meeting)
    locked = held.entry(Statement, statement.pk)
    if locked.aim != Aim.DOCUMENT:
        raise RuleBroken(
            _("Ý kiến này không góp vào văn kiện nào."),
            code="not_on_document",
            advice=_("Hãy sửa, chọn văn kiện và đoạn rồi chuyển."),
        )
    if locked.opinion_id is not None:
        return locked
    _send(locked, actor=actor)
    if locked.held_back:
        raise RuleBroken(
            _("Chưa chuyển được: %(why)s") % {"why": locked.held_back}, code="held_back"
        )
    held.change(locked, {"opinion": locked.opinion, "held_back": ""}, of_words=False)
    after = {"opinion": locked.opinion_id}
    record("meetings.send_statement", locked, actor=actor, after=after, context=held.meeting)
    return locked


def _increasing(orders: Iterable[int]) -> list[int]:
    """Orders of which no two are the same: several may have been typed in one moment."""
    found: list[int] = []
    for order in orders:
        found.append(max(order, found[-1] + 1) if found else order)
    return found


def _checked(held: HeldRecord, values: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a statement; refused for who was not called and for what says nothing."""
    fields = {name: values.get(name) for name in SAID}
    meeting = held.meeting
    if fields["item"] is None or fields["item"].meeting_id != meeting.pk:
        raise NotFound(_("Cuộc họp này không có nội dung ấy."))
    if fields["invitee"] is None or fields["invitee"].meeting_id != meeting.pk:
        raise RuleBroken(
            _("Người phát biểu không có trong danh sách dự họp."),
            code="not_called",
            advice=_("Hãy thêm người ấy ở trang điểm danh rồi ghi; điều đã viết vẫn được giữ."),
        )
    text = nfc(fields["text"] or "").strip()
    if not text:
        raise RuleBroken(_("Chưa ghi nội dung phát biểu."), code="no_text")
    if len(text) > TEXT_LETTERS:
        raise RuleBroken(
            _("Nội dung dài %(letters)s chữ cái, quá %(limit)s.")
            % {"letters": len(text), "limit": TEXT_LETTERS},
            code="too_long",
            advice=_("Hãy chia thành nhiều ý kiến."),
        )
    aim = Aim(fields["aim"] or Aim.DISCUSSION)
    document = (fields["document"] or fields["item"].document) if aim is Aim.DOCUMENT else None
    if aim is Aim.DOCUMENT and (document is None or document.congress_id != meeting.congress_id):
        raise RuleBroken(
            _("Chưa chọn văn kiện được góp ý."),
            code="no_document",
            advice=_("Hãy chọn văn kiện, hoặc ghi vào thảo luận."),
        )
    on_document = aim is Aim.DOCUMENT
    return fields | {
        "text": text,
        "aim": aim.value,
        "document": document,
        "kind": (fields["kind"] or "") if on_document else "",
        "place_text": (fields["place_text"] or "")[:300] if on_document else "",
        "place_block": fields["place_block"] if on_document else None,
    }


def _send(statement: Statement, *, actor: User) -> None:
    """Give it an opinion in the round that takes it, or the reason why it waits."""
    assert statement.document is not None  # noqa: S101 - checked with its aim
    rounds = OpinionRound.objects.filter(document=statement.document_id)
    round_ = rounds.exclude(state=RoundState.CLOSED.value).select_related("base_version").first()
    statement.held_back = ""
    if round_ is None:
        statement.held_back = "Văn kiện này không có đợt lấy ý kiến nào đang mở."
        return
    try:
        with transaction.atomic():
            statement.opinion = _recorded(statement, round_, actor=actor)
    except DomainError as refusal:
        statement.held_back = refusal.in_full[:400]


def _recorded(statement: Statement, round_: OpinionRound, *, actor: User) -> Opinion:
    meeting = statement.item.meeting
    invitee = statement.invitee
    return opinions.record_paper_opinion(
        round_,
        _saying(statement, round_),
        contributor=Contributor(
            name="" if invitee.person else f"{invitee.name} ({meeting})", person=invitee.person
        ),
        means=Means.MEETING,
        given_on=meeting.on,
        actor=actor,
    )


def _saying(statement: Statement, round_: OpinionRound) -> Saying:
    """At the place that was chosen, or the one its words name in the round's text."""
    return Saying(
        text=statement.text,
        kind=OpinionKind(statement.kind) if statement.kind else None,
        block=statement.place_block or place_named(round_.base_version, statement.place_text),
        place_text=statement.place_text,
    )


def _follow(statement: Statement, before: Mapping[str, Any], *, actor: User) -> None:
    """Let the opinion in the round say what the statement says now."""
    said = ("text", "kind", "place_text", "place_block")
    same_source = all(before[n] == getattr(statement, n) for n in ("invitee", "document", "aim"))
    opinion = statement.opinion
    if same_source and opinion is not None:
        if any(before[name] != getattr(statement, name) for name in said):
            saying = _saying(statement, opinion.round)
            opinions.edit_opinion(opinion, saying, revision=opinion.revision, actor=actor)
        return
    _take_back(statement, actor=actor)
    statement.held_back = ""
    if statement.aim == Aim.DOCUMENT:
        _send(statement, actor=actor)


def _take_back(statement: Statement, *, actor: User) -> None:
    if statement.opinion is not None:
        opinion = statement.opinion
        opinions.withdraw_opinion(opinion, revision=opinion.revision, actor=actor)
    statement.opinion = None


def _refuse_handled(statement: Statement, aim: str) -> None:
    """What was handled as an opinion on preparation stays one."""
    if aim != Aim.PREPARATION and hasattr(statement, "handling"):
        raise RuleBroken(
            _("Ý kiến này đã được xử lý ở trang ý kiến về việc chuẩn bị."),
            code="handled",
            advice=_("Hãy giữ nguyên nơi ghi; nội dung vẫn sửa được."),
        )
