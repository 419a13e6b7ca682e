"""The history of a document and of its working version, in words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, can
from daihoi.audit.models import Entry
from daihoi.audit.queries import history_of
from daihoi.base.errors import NotFound
from daihoi.documents.models import Change, Document, Version
from daihoi.documents.queries.documents import get_working
from daihoi.papers.comparison import words_between
from daihoi.papers.comparison.words import Words

PAGE = 50
LABELS: dict[str, StrOrPromise] = {
    "documents.deposit_report": _("Đưa tổng hợp góp ý vào báo cáo gửi cấp trên"),
    "documents.deposit_version": _("Lập văn bản từ một bản của văn kiện"),
    "documents.deposit_table": _("Lập văn bản từ bảng tổng hợp ý kiến"),
    "documents.set_owners": _("Giao viết các mục"),
    "documents.import_superior": _("Tải lên dự thảo văn kiện của cấp trên"),
    "documents.import_document": _("Tải lên tệp Word của văn kiện mới"),
    "documents.import_version": _("Tải lên tệp Word của bản mới"),
    "documents.confirm_draft": _("Nhập bản mới từ Word"),
    "documents.discard_draft": _("Bỏ tệp Word đang chờ"),
    "documents.start_working": _("Bắt đầu bản đang sửa"),
    "documents.freeze": _("Chốt bản đang sửa"),
    "documents.change_block": _("Sửa đoạn"),
    "documents.change_cell": _("Sửa ô trong bảng"),
    "documents.style_block": _("Đổi kiểu đoạn"),
    "documents.mark_words": _("Đổi kiểu chữ"),
    "documents.split_block": _("Tách đoạn"),
    "documents.join_block": _("Gộp đoạn"),
    "documents.add_block": _("Thêm đoạn"),
    "documents.remove_block": _("Bỏ đoạn"),
    "documents.move_block": _("Chuyển chỗ đoạn"),
    "documents.undo_change": _("Hoàn tác"),
    "documents.apply_point": _("Sửa theo bản Word gửi về"),
    "documents.apply_accepted": _("Đưa các chỗ đã nhận vào bản đang sửa"),
    "documents.complete": _("Xác nhận dự thảo đã hoàn thành"),
    "documents.start_last_revision": _("Giao chỉnh sửa lần cuối"),
    "documents.finalise": _("Chuyển thành bản cuối"),
    "documents.reopen": _("Mở lại dự thảo"),
    "documents.open_round": _("Mở đợt lấy ý kiến"),
    "documents.end_round": _("Kết thúc đợt lấy ý kiến"),
    "documents.extend_round": _("Gia hạn đợt lấy ý kiến"),
    "documents.close_round": _("Đóng đợt lấy ý kiến"),
    "documents.approve_table": _("Duyệt bảng tổng hợp ý kiến"),
    "documents.approval_lapsed": _("Bảng đã duyệt có thay đổi, cần duyệt lại"),
}
# Who says what in a round is not for all readers: these are shown to those who manage it.
INNER_LABELS: dict[str, StrOrPromise] = {
    "documents.add_opinion": _("Góp ý kiến"),
    "documents.edit_opinion": _("Sửa ý kiến"),
    "documents.withdraw_opinion": _("Rút ý kiến"),
    "documents.record_paper_opinion": _("Nhập ý kiến trên giấy"),
    "documents.upload_list": _("Tải lên danh sách ý kiến"),
    "documents.confirm_list": _("Nhập danh sách ý kiến"),
    "documents.add_item": _("Thêm ý kiến của đơn vị"),
    "documents.edit_item": _("Sửa ý kiến của đơn vị"),
    "documents.remove_item": _("Bỏ ý kiến của đơn vị"),
    "documents.sign": _("Ký văn bản góp ý của đơn vị"),
    "documents.answer_opinions": _("Trả lời ý kiến"),
    "documents.take_back_answer": _("Rút câu trả lời"),
    "documents.propose_groups": _("Xếp nhóm ý kiến giống nhau"),
    "documents.ungroup": _("Tách ý kiến khỏi nhóm"),
    "documents.remind": _("Nhắc góp ý"),
    "documents.upload_copy": _("Tải lên bản Word gửi về"),
    "documents.confirm_copy": _("Nhận bản Word gửi về"),
    "documents.discard_copy": _("Bỏ bản Word đang chờ"),
    "documents.decide": _("Quyết định một chỗ của bản Word gửi về"),
    "documents.decide_many": _("Quyết định nhiều chỗ của bản Word gửi về"),
    "documents.take_copy": _("Lấy bản Word gửi về thành ý kiến"),
    "documents.take_point": _("Lấy một chỗ của bản Word gửi về thành ý kiến"),
    "documents.move_sections": _("Chuyển mục được giao viết khi gộp hai hồ sơ của một người"),
    "documents.move_copies": _("Chuyển bản Word gửi về khi gộp hai hồ sơ của một người"),
    "documents.move_opinions": _("Chuyển ý kiến khi gộp hai hồ sơ của một người"),
    "documents.move_participants": _("Chuyển phần tham gia khi gộp hai hồ sơ của một người"),
}


@dataclass(frozen=True, slots=True)
class HistoryRow:
    at: datetime
    who: str
    what: StrOrPromise
    subject: str
    difference: Words  # of the text, when it was changed


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A change; ``wanted_by``: who asked for it in copies edited in Word."""

    change: Change
    difference: Words
    wanted_by: list[str]


def history_page(document: Document, *, viewer: User, page: str) -> Page[Entry]:
    """Entries as pages of `HistoryRow`.

    Readers see what was done and when; who said what, and words still being worked on, only
    those who manage the document.
    """
    manages = can(viewer, Permission.DOCUMENTS_MANAGE, at=document)
    entries = history_of(document)
    if not manages:
        entries = entries.filter(action__in=LABELS)
    found = Paginator(entries, PAGE).get_page(page)
    found.object_list = [_row(entry, with_words=manages) for entry in found.object_list]  # type: ignore[misc]  # shown, not queried again
    return found


def changes_page(version: Version, *, page: str) -> Page[Change]:
    """What was done to a working version, newest first."""
    changes = version.changes.select_related("made_by", "answer").order_by("-pk")
    changes = changes.prefetch_related("points__hands__copy")
    found = Paginator(changes, PAGE).get_page(page)
    found.object_list = [
        ChangeRow(change, _difference(change.before or {}, change.after or {}), _wanted_by(change))  # type: ignore[misc]  # shown, not queried again
        for change in found.object_list
    ]
    return found


def _wanted_by(change: Change) -> list[str]:
    hands = (hand for point in change.points.all() for hand in point.hands.all())
    names = (
        f"{hand.copy.sender} ({hand.author})" if hand.author else hand.copy.sender for hand in hands
    )
    return list(dict.fromkeys(names))


def get_change(pk: int, *, viewer: User) -> Change:
    """A change of a text that the viewer may change."""
    change = Change.objects.filter(pk=pk).first()
    if change is None:
        raise NotFound
    change.version = get_working(change.version_id, viewer=viewer)
    return change


def _row(entry: Entry, *, with_words: bool) -> HistoryRow:
    label = LABELS.get(entry.action) or INNER_LABELS.get(entry.action)
    return HistoryRow(
        at=entry.at,
        who=entry.actor_label,
        what=label or entry.action.partition(".")[2].replace("_", " "),
        subject=entry.subject_label,
        difference=_difference(entry.before, entry.after) if with_words else (),
    )


def _difference(before: dict[str, Any], after: dict[str, Any]) -> Words:
    old, new = _text(before), _text(after)
    return words_between(old, new) if old != new else ()


def _text(values: dict[str, Any]) -> str:
    other = values.get("other")
    return "\n".join([str(values.get("text", "")), *([_text(other)] if other else [])])
