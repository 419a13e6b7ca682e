"""Prepared speeches: registered, written, reviewed, approved, returned, put in order (S43)."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import BadFile, Conflict, NotFound, NotPermitted, RuleBroken
from daihoi.base.language import in_vietnamese
from daihoi.base.revisions import require_seen
from daihoi.congresses.actions.held import HeldCongress
from daihoi.congresses.models import Congress
from daihoi.documents.models import Document
from daihoi.documents.queries.documents import get_document
from daihoi.documents.queries.drafts import read_file
from daihoi.files.actions import keep
from daihoi.live.topics import bump
from daihoi.notifications.actions import notify
from daihoi.papers.fields import parse_blocks
from daihoi.programme.models import Speech
from daihoi.programme.models.speeches import STATE_LABELS
from daihoi.programme.queries.labels import SPEECH, speech_label
from daihoi.programme.queries.seen import topic_of
from daihoi.programme.queries.speeches import (
    DocumentText,
    is_speaker,
    managing_scope,
    next_position,
    reviewing_body,
    texts_of,
)
from daihoi.registry.actions.papers import deposit
from daihoi.registry.models import Paper
from daihoi.rules.papers import CATALOGUE
from daihoi.rules.programme.speeches import SpeechEvent, SpeechState, after, words_in

FIELDS = ("topic", "person", "speaker_name", "unit_name", "minutes", "document")
LONGEST = 60_000


@transaction.atomic
def register_speech(congress: Congress, values: Mapping[str, Any], *, actor: User) -> Speech:
    """One more speech at the end; the speaker finds a notice."""
    require(actor, Permission.PROGRAMME_WRITE, at=managing_scope(congress, viewer=actor))
    HeldCongress.to_change(congress)
    now = clock.now()
    speech = Speech(
        congress=congress,
        subcommittee=reviewing_body(congress),
        position=next_position(congress),
        created_by=actor,
        created_at=now,
        updated_at=now,
        **values,
    )
    if speech.document_id is not None:
        _require_readable(speech.document, actor)
        speech.state = SpeechState.DRAFT.value
    speech.fold()
    speech.save()
    record("programme.register_speech", speech, actor=actor, after=_told(speech), context=speech)
    with in_vietnamese():
        title = _("Đồng chí được phân công tham luận: %(topic)s") % {"topic": speech.topic}
    _tell_speaker(speech, title, actor)
    bump(topic_of(congress))
    return speech


@transaction.atomic
def edit_speech(
    speech: Speech, values: Mapping[str, Any], *, seen: str | None = None, actor: User
) -> Speech:
    """Change topic, speaker, unit, minutes, or the document that is its text.

    Another text is looked at again; an approved speech is opened first.
    """
    require(actor, Permission.PROGRAMME_WRITE, at=managing_scope(speech.congress, viewer=actor))
    locked = _locked(speech)
    _refuse_approved(locked, _("Bài đã duyệt nên không sửa được."))
    require_seen(locked, [name for name in FIELDS if name in values], seen)
    before = _told(locked)
    for name, value in values.items():
        setattr(locked, name, value)
    if locked.document_id != before["document"]:
        _require_readable(locked.document, actor)
        locked.state = (SpeechState.DRAFT if _has_text(locked) else SpeechState.REGISTERED).value
    _save(locked, *values, "state")
    record(
        "programme.edit_speech",
        locked,
        actor=actor,
        before=before,
        after=_told(locked),
        context=locked,
    )
    return locked


@transaction.atomic
def write_speech(
    speech: Speech,
    text: str,
    *,
    revision: int,
    content: bytes | None = None,
    file_name: str = "",
    actor: User,
) -> Speech:
    """Write the text, or read it from a Word file, which is kept too; the speaker may, of her own."""
    own = is_speaker(speech, actor)
    scope = managing_scope(speech.congress, viewer=actor)
    if own:
        require(actor, Permission.PROGRAMME_VIEW, at=speech.congress)
    else:
        require(actor, Permission.PROGRAMME_WRITE, at=scope)
    locked = _locked(speech)
    if locked.revision != revision:
        raise Conflict(
            _("Bài này đã được sửa ở nơi khác từ lúc đồng chí mở trang."),
            code="outdated",
            advice=_("Lời đang lưu ghi dưới ô; lưu lần nữa là thay bằng bài của đồng chí."),
        )
    if locked.document_id is not None:
        raise RuleBroken(_("Bài này là một văn kiện; hãy sửa ở trang văn kiện."), code="document")
    said = _text_of(content, file_name) if content is not None else text.strip()
    if not said:
        raise RuleBroken(_("Hãy viết bài hoặc chọn tệp Word."), code="no_text")
    if len(said) > LONGEST:
        raise RuleBroken(
            _("Bài dài quá %(n)s chữ.") % {"n": LONGEST},
            code="too_long",
            advice=_("Tham luận thường 2-3 trang; hãy rút gọn."),
        )
    before = {"state": locked.state, "words": locked.words}
    locked.state = _moved(locked, SpeechEvent.WRITE)
    locked.text, locked.words = said, words_in(said)
    if content is not None:
        locked.file, locked.file_name = keep(content), file_name[:200]
    _save(locked, "text", "words", "state", "file", "file_name")
    now = {"state": locked.state, "words": locked.words, "file_name": locked.file_name}
    record("programme.write_speech", locked, actor=actor, before=before, after=now, context=locked)
    return locked


@transaction.atomic
def decide_speech(
    speech: Speech,
    event: SpeechEvent,
    *,
    remarks: str = "",
    revision: int,
    version: int | None = None,
    actor: User,
) -> Speech:
    """Review it, approve it, return it with remarks, or open an approved one again.

    Only who leads the congress approves; to return or reopen one must say why. What is approved is
    copied: ``version`` is the one of its document that the page showed.
    """
    if event in {SpeechEvent.APPROVE, SpeechEvent.REOPEN}:
        require(actor, Permission.PROGRAMME_FINALISE, at=speech.congress)
    else:
        require(actor, Permission.PROGRAMME_WRITE, at=managing_scope(speech.congress, viewer=actor))
    locked = _locked(speech)
    found = texts_of([locked], viewer=actor).get(locked.pk)
    is_old = version is not None and found is not None and version != found.version
    if locked.revision != revision or is_old:
        raise Conflict(
            _("Bài này đã được sửa từ lúc đồng chí mở trang."),
            code="outdated",
            advice=_("Hãy đọc lại bản mới nhất rồi quyết định."),
        )
    if event in {SpeechEvent.REVIEW, SpeechEvent.APPROVE}:
        _require_another(locked, event, actor)
    said = remarks.strip()
    if event in {SpeechEvent.RETURN, SpeechEvent.REOPEN} and not said:
        raise RuleBroken(_("Hãy ghi ý kiến để người tham luận biết cần sửa gì."), code="no_remarks")
    before = {"state": locked.state, "remarks": locked.remarks}
    locked.state = _moved(locked, event)
    _keep_text(locked, event, found)
    locked.remarks = said
    locked.decided_at, locked.decided_by = clock.now(), actor
    _save(
        locked, "state", "remarks", "decided_at", "decided_by", "text", "words", "document_version"
    )
    now = {"state": locked.state, "remarks": said, "version": locked.document_version}
    record("programme.decide_speech", locked, actor=actor, before=before, after=now, context=locked)
    with in_vietnamese():
        state = str(STATE_LABELS[locked.state_value])
        title = _("Bài tham luận “%(topic)s”: %(state)s") % {"topic": locked.topic, "state": state}
    _tell_speaker(locked, title, actor, body=said)
    return locked


@transaction.atomic
def move_speech(speech: Speech, *, by: int, actor: User) -> None:
    """One place up (-1) or down (1) in the order of speaking."""
    require(actor, Permission.PROGRAMME_WRITE, at=managing_scope(speech.congress, viewer=actor))
    locked = _locked(speech)
    rows = list(Speech.objects.filter(congress=locked.congress).order_by("position", "pk"))
    place = next(number for number, row in enumerate(rows) if row.pk == locked.pk)
    other = place + (1 if by > 0 else -1)
    if not 0 <= other < len(rows):
        return
    rows[place], rows[other] = rows[other], rows[place]
    for position, row in enumerate(rows):
        row.position = position
    Speech.objects.bulk_update(rows, ["position"])
    places = ({"place": place + 1}, {"place": other + 1})
    record(
        "programme.move_speech",
        locked,
        actor=actor,
        before=places[0],
        after=places[1],
        context=locked,
    )
    bump(topic_of(locked.congress))


@transaction.atomic
def remove_speech(speech: Speech, *, actor: User) -> None:
    """Take a speech out; the record keeps what it was, its text too."""
    require(actor, Permission.PROGRAMME_WRITE, at=managing_scope(speech.congress, viewer=actor))
    locked = _locked(speech)
    _refuse_approved(locked, _("Bài đã duyệt nên không xóa được."))
    before = {**_told(locked), "text": locked.text}
    record("programme.remove_speech", locked, actor=actor, before=before, context=locked)
    try:
        locked.delete()
    except ProtectedError:
        raise Conflict(
            _("Bài này đã ở danh sách phát biểu của ngày đại hội nên không xóa được."),
            code="on_the_list",
            advice=_("Hãy rút người phát biểu khỏi danh sách thay vì xóa bài."),
        ) from None
    bump(topic_of(speech.congress))


@transaction.atomic
def deposit_speech(speech: Speech, *, actor: User) -> Paper:
    """Make an approved speech a paper (TLUN); a later text replaces it."""
    require(actor, Permission.PROGRAMME_WRITE, at=managing_scope(speech.congress, viewer=actor))
    locked = _locked(speech)
    if locked.state_value is not SpeechState.APPROVED or not locked.text:
        raise RuleBroken(_("Chỉ lập văn bản từ bài đã duyệt."), code="not_approved")
    paper = deposit(
        locked.congress,
        CATALOGUE["TLUN"],
        parse_blocks(locked.text),
        source=f"{SPEECH}:{locked.pk}",
        source_label=speech_label(locked),
        values={
            "chủ đề tham luận": locked.topic,
            "người tham luận": locked.speaker,
            "đơn vị tham luận": locked.unit,
            "số phút tham luận": str(locked.minutes),
        },
        subcommittee=locked.subcommittee,
        actor=actor,
    )
    locked.paper = paper
    locked.save(update_fields=["paper"])
    now = {"paper": paper.pk}
    record("programme.deposit_speech", locked, actor=actor, after=now, context=locked)
    return paper


def _locked(speech: Speech) -> Speech:
    HeldCongress.to_change(speech.congress)
    found = Speech.objects.select_for_update(of=("self",)).filter(pk=speech.pk).first()
    if found is None:
        raise NotFound
    found.congress, found.subcommittee = speech.congress, speech.subcommittee
    return found


def _refuse_approved(speech: Speech, words: str) -> None:
    if speech.state_value is SpeechState.APPROVED:
        advice = _("Hãy mở lại bài trước, kèm lý do.")
        raise Conflict(words, code="approved", advice=advice)


def _require_readable(document: Document | None, actor: User) -> None:
    """A document becomes a speech by who may read it; `NotFound` else."""
    if document is not None:
        get_document(document.pk, viewer=actor)


def _require_another(speech: Speech, event: SpeechEvent, actor: User) -> None:
    if not is_speaker(speech, actor):
        return
    if event is SpeechEvent.APPROVE:
        raise NotPermitted(_("Người tham luận không tự duyệt bài của mình."))
    raise NotPermitted(_("Người tham luận không tự xem xét bài của mình."))


def _has_text(speech: Speech) -> bool:
    return speech.document_id is not None or bool(speech.text)


def _keep_text(speech: Speech, event: SpeechEvent, found: DocumentText | None) -> None:
    """An approved speech keeps the words that were approved; reopened it is its document again."""
    if speech.document_id is None:
        return
    if event is SpeechEvent.APPROVE:
        if found is None or not found.text.strip():
            raise RuleBroken(
                _("Văn kiện này chưa có bản nào đã chốt mà đồng chí đọc được nên chưa duyệt được."),
                code="no_frozen_version",
                advice=_("Hãy chốt một bản của văn kiện rồi duyệt."),
            )
        speech.text, speech.words = found.text, words_in(found.text)
        speech.document_version = found.version
    elif event is SpeechEvent.REOPEN:
        speech.text, speech.words, speech.document_version = "", 0, None


def _moved(speech: Speech, event: SpeechEvent) -> str:
    try:
        return after(speech.state_value, event).value
    except ValueError as error:
        state = STATE_LABELS[speech.state_value]
        raise Conflict(
            _("Bài đang ở trạng thái “%(state)s” nên không làm được việc này.") % {"state": state},
            code="speech_state",
            advice=_("Hãy tải lại trang để xem trạng thái mới nhất."),
        ) from error


def _save(speech: Speech, *fields: str) -> None:
    speech.revision += 1
    speech.updated_at = clock.now()
    speech.fold()
    speech.save(update_fields=[*{*fields, "revision", "updated_at", "folded_text"}])
    bump(topic_of(speech.congress))


def _text_of(content: bytes, name: str) -> str:
    read = read_file(content, name=name)
    said = "\n\n".join(block.text for block in read.outline.blocks if block.text.strip())
    if not said:
        raise BadFile(_("“%(name)s” không có chữ nào.") % {"name": name}, code="no_text")
    return said


def _tell_speaker(speech: Speech, title: str, actor: User, body: str = "") -> None:
    person = speech.person
    if person is None or person.user is None or person.user == actor:
        return
    url = reverse("programme:speech_detail", kwargs={"pk": speech.pk})
    notify([person.user], title=title, body=body, url=url, topic=topic_of(speech.congress))


def _told(speech: Speech) -> dict[str, Any]:
    return {
        "topic": speech.topic,
        "speaker": speech.speaker,
        "unit": speech.unit_name,
        "minutes": speech.minutes,
        "document": speech.document_id,
        "state": speech.state,
    }
