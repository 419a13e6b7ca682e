"""What documents offer to the navigation, the first page and the search."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from daihoi.accounts.permissions import Permission, can
from daihoi.base import clock
from daihoi.base.numbers import whole_number
from daihoi.base.offers import Hit, NavEntry, Offers, Panel, Row, register
from daihoi.documents.models import OpinionRound
from daihoi.documents.queries import documents, opinions, rounds
from daihoi.documents.queries import first_page as queries
from daihoi.vietnamese.text import find_folded

EXCERPT_LETTERS = 160
PANEL_ROWS = 12


def _navigation(user: Any) -> Iterable[NavEntry]:
    if not queries.reads_documents(user):
        return
    in_round = len(rounds.unclosed_rounds(viewer=user))
    yield NavEntry(
        gettext_lazy("Văn kiện"), reverse("documents:document_list"), 120, count=in_round or None
    )
    if queries.gives_opinions(user):
        yield NavEntry(gettext_lazy("Ý kiến của tôi"), reverse("documents:my_opinions"), 130)


def _waiting(user: Any) -> Iterable[Row]:
    for page in queries.pages(viewer=user):
        detail = str(page.document)
        number = {"number": page.round.number}
        if page.can.give_opinion and page.participant and page.participant.answered_at is None:
            yield Row(
                _("Góp ý lần %(number)s") % number,
                detail,
                reverse("documents:round_read", kwargs={"pk": page.round.pk}),
                _("Đọc và góp ý"),
                page.round.closes_on,
                urgent=True,
            )
        yield from _unit_rows(page)
        yield from _subcommittee_rows(page)


def _unit_rows(page: rounds.RoundPage) -> Iterable[Row]:
    for task in page.units:
        if page.is_open and not task.is_signed:
            yield Row(
                _("Bản góp ý của %(unit)s chưa ký") % {"unit": task.unit},
                str(page.round),
                reverse(
                    "documents:contribution_detail",
                    kwargs={"pk": page.round.pk, "unit": task.unit.pk},
                ),
                _("Viết và ký"),
                page.round.closes_on,
                urgent=True,
            )


def _subcommittee_rows(page: rounds.RoundPage) -> Iterable[Row]:
    unanswered = page.round.unanswered_count
    url = reverse("documents:round_detail", kwargs={"pk": page.round.pk})
    detail = f"{page.document} · " + _("%(n)s ý kiến, %(answered)s đã trả lời") % {
        "n": page.round.opinions_count,
        "answered": page.round.answered_count,
    }
    number = {"n": unanswered, "number": page.round.number}
    if page.can.answer and unanswered:
        answer = reverse("documents:round_answer", kwargs={"pk": page.round.pk})
        yield Row(_("Trả lời %(n)s ý kiến, lần %(number)s") % number, detail, answer, _("Trả lời"))
    elif page.can.close:
        yield Row(_("Đóng đợt lấy ý kiến lần %(number)s") % number, detail, url, _("Xem và đóng"))
    if page.can.approve and not unanswered and page.round.opinions_count:
        table = reverse("documents:opinion_table", kwargs={"pk": page.document.pk})
        title = _("Duyệt bảng tổng hợp ý kiến lần %(number)s") % number
        yield Row(title, detail, table, _("Xem và duyệt"))


def _late(user: Any) -> Iterable[Row]:
    today = clock.today()
    for page in queries.pages(viewer=user):
        if page.can.answer and page.round.closes_on < today and page.round.unanswered_count:
            yield Row(
                _("Tiếp thu, giải trình ý kiến lần %(number)s") % {"number": page.round.number},
                _("%(document)s · còn %(n)s ý kiến chưa trả lời")
                % {"document": page.document, "n": page.round.unanswered_count},
                reverse("documents:round_answer", kwargs={"pk": page.round.pk}),
                _("Trả lời"),
                page.round.closes_on,
            )
    for document in queries.overdue_revisions(viewer=user):
        yield Row(
            _("Chỉnh sửa lần cuối"),
            str(document),
            reverse("documents:document_detail", kwargs={"pk": document.pk}),
            _("Mở văn kiện"),
            document.last_revision_due_on,
        )


def _panels(user: Any) -> Iterable[Panel]:
    open_pages = [page for page in queries.pages(viewer=user) if page.is_open]
    bars = rounds.unit_bars([page.round for page in open_pages])
    for page in open_pages:
        units = bars.get(page.round.pk, [])
        context = {
            "round": page.round,
            "today": page.today,
            "units": units,
            "asked": sum(unit.asked for unit in units),
            "answered": sum(unit.answered for unit in units),
            "url": reverse("documents:round_detail", kwargs={"pk": page.round.pk}),
        }
        yield Panel("documents/round_panel.html", context, order=50, beside=True)
    yield from _document_panels(user)


def _document_panels(user: Any) -> Iterable[Panel]:
    """The documents of the newest congress within reach; for a superior, the states below."""
    groups = documents.documents_by_congress(viewer=user)
    if groups and groups[0].rows:
        url = reverse("documents:document_list")
        shown = {"title": _("Văn kiện"), "url": url, "rows": groups[0].rows, "with_links": True}
        yield Panel("documents/documents_panel.html", shown, order=60)
    elif states := documents.states_within_reach(viewer=user):
        url = reverse("documents:document_states")
        title = _("Văn kiện của cấp dưới")
        shown = {"title": title, "url": url, "rows": states[:PANEL_ROWS], "with_links": False}
        yield Panel("documents/documents_panel.html", shown, order=60)


def _search(user: Any, words: str) -> Iterable[Hit]:
    for found in queries.search_documents(words, viewer=user):
        document = found.document
        url = reverse("documents:document_detail", kwargs={"pk": document.pk})
        if found.block is not None:
            version = reverse("documents:version_detail", kwargs={"pk": found.block.version_id})
            url = f"{version}?block={found.block.key.hex}#b-{found.block.key.hex}"
        text = found.block.text if found.block else str(document.get_state_display())
        yield Hit(_("Văn kiện"), document.title, _excerpt(text, words), url, order=20)
    for opinion in opinions.search_opinions(words, viewer=user):
        yield Hit(
            _("Ý kiến"),
            f"{opinion.round} · {opinion.place_label}",
            _excerpt(opinion.text, words),
            reverse("documents:opinion_detail", kwargs={"pk": opinion.pk}),
            order=30,
        )


def _topics(user: Any, topic: str) -> bool:
    """Who may follow ``documents.round:5`` and ``documents.version:7``."""
    name, _separator, number = topic.partition(":")
    pk = whole_number(number)
    if pk is None:
        return False
    if name == "documents.round":
        found = OpinionRound.objects.select_related(rounds.SCOPE).filter(pk=pk).first()
        return found is not None and can(user, Permission.DOCUMENTS_VIEW, at=found)
    return name == "documents.version" and queries.reads_version(pk, viewer=user)


def _excerpt(text: str, words: str) -> str:
    """The letters around the first hit."""
    plain = " ".join(text.split())
    found = find_folded(plain, words)
    begin = max(0, (found[0][0] if found else 0) - EXCERPT_LETTERS // 3)
    end = begin + EXCERPT_LETTERS
    return f"{'…' if begin else ''}{plain[begin:end]}{'…' if end < len(plain) else ''}"


register(
    Offers(
        navigation=_navigation,
        late=_late,
        waiting=_waiting,
        panels=_panels,
        search=_search,
        topics=_topics,
    )
)
