"""What documents offer to the navigation, the first page and the search."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from daihoi.accounts.permissions import Permission, can
from daihoi.base import clock
from daihoi.base.numbers import whole_number
from daihoi.base.offers import (
    Event,
    Hit,
    NavEntry,
    Offers,
    Panel,
    Place,
    Recheck,
    Reference,
    Row,
    Search,
    Table,
    register,
)
from daihoi.congresses.models import Congress, HigherCongress
from daihoi.documents.actions import merging
from daihoi.documents.actions.held import HeldRound
from daihoi.documents.help import PAGES
from daihoi.documents.models import Block, OpinionRound
from daihoi.documents.papers import superior_facts
from daihoi.documents.queries import (
    documents,
    facts,
    personal,
    rechecks,
    reports,
    returned,
    rounds,
    search,
    superior,
)
from daihoi.documents.queries import first_page as queries
from daihoi.documents.queries.deposited import label_today
from daihoi.organizations.queries.people import person_of
from daihoi.vietnamese.dates import DateStyle, format_date
from daihoi.vietnamese.text import find_words

EXCERPT_LETTERS = 160
PANEL_ROWS = 6
GROUP = gettext_lazy("Văn kiện, văn bản")


def _navigation(user: Any) -> Iterable[NavEntry]:
    if not queries.reads_documents(user):
        return
    in_round = len(queries.open_rounds(viewer=user))
    yield NavEntry(
        gettext_lazy("Văn kiện"),
        reverse("documents:document_list"),
        order=300,
        group=GROUP,
        count=in_round or None,
    )
    if queries.gives_opinions(user):
        url = reverse("documents:my_opinions")
        yield NavEntry(gettext_lazy("Ý kiến của tôi"), url, order=305, group=GROUP)


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
    for waiting in returned.waiting_bases(viewer=user):
        yield Row(
            _("%(n)s bản Word gửi về chờ xem") % {"n": waiting.copies},
            _("%(version)s · %(undecided)s chỗ chưa quyết định")
            % {"version": waiting.base, "undecided": waiting.points},
            reverse("documents:returned_review", kwargs={"pk": waiting.base.pk}),
            _("Đối chiếu"),
        )


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
        yield Panel("documents/documents_panel.html", shown, order=60, beside=True)
    elif states := documents.states_within_reach(viewer=user):
        url = reverse("documents:document_states")
        title = _("Văn kiện của cấp dưới")
        shown = {"title": title, "url": url, "rows": states[:PANEL_ROWS], "with_links": False}
        yield Panel("documents/documents_panel.html", shown, order=60)


def _found_documents(user: Any, words: str, start: int, stop: int) -> list[Hit]:
    found = search.documents_found(words, viewer=user, start=start, stop=stop)
    return [
        Hit(
            each.document.title,
            reverse("documents:document_detail", kwargs={"pk": each.document.pk}),
            str(each.document.get_state_display()),
            tuple(Place(_excerpt(block.text, words), _way_to(block)) for block in each.blocks),
        )
        for each in found
    ]


def _way_to(block: Block) -> str:
    version = reverse("documents:version_detail", kwargs={"pk": block.version_id})
    return f"{version}?block={block.key.hex}#b-{block.key.hex}"


def _found_opinions(user: Any, words: str, start: int, stop: int) -> list[Hit]:
    hits = []
    for each in search.opinions_found(words, viewer=user, start=start, stop=stop):
        opinion = each.opinion
        url = reverse("documents:opinion_detail", kwargs={"pk": opinion.pk})
        said = [opinion.text, opinion.proposed_text, opinion.argument]
        text = next((text for text in said if find_words(text, words)), " ".join(said))
        note = " · ".join(filter(None, [str(opinion.round), opinion.place_label, each.contributor]))
        hits.append(Hit(_excerpt(text, words), url, note))
    return hits


def _found_answers(user: Any, words: str, start: int, stop: int) -> list[Hit]:
    hits = []
    for each in search.answers_found(words, viewer=user, start=start, stop=stop):
        answer = each.answer
        url = reverse("documents:opinion_detail", kwargs={"pk": each.opinion.pk})
        said = [answer.explanation, answer.text_after]
        text = next((text for text in said if find_words(text, words)), " ".join(said))
        note = f"{answer.get_result_display()} · {answer.round} · {each.opinion.place_label}"
        hits.append(Hit(_excerpt(text, words), url, note))
    return hits


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


def _events(user: Any) -> Iterable[Event]:
    """The last day of each round in which her opinion is asked."""
    for page in queries.pages(viewer=user):
        if page.participant and page.is_open:
            number = {"number": page.round.number, "document": page.document}
            yield Event(
                f"documents.round:{page.round.pk}",
                page.round.closes_on,
                _("Hạn góp ý lần %(number)s: %(document)s") % number,
                url=reverse("documents:round_read", kwargs={"pk": page.round.pk}),
            )


def _rechecks(thing: Any, _old: date, new: date | None) -> Iterable[Recheck]:
    """Rounds and last revisions of a congress that would end on its new day or after it."""
    if not isinstance(thing, Congress) or new is None:
        return
    day = format_date(new, DateStyle.DASHED)
    for round_ in rechecks.rounds_beyond(thing, new):
        facts = {"closes": format_date(round_.closes_on, DateStyle.DASHED), "day": day}
        yield Recheck(
            str(round_),
            _("Đợt lấy ý kiến đóng ngày %(closes)s, không trước ngày đại hội %(day)s.") % facts,
            reverse("documents:round_detail", kwargs={"pk": round_.pk}),
        )
    for document in rechecks.revisions_beyond(thing, new):
        assert document.last_revision_due_on is not None  # noqa: S101 - for the type checker
        facts = {"due": format_date(document.last_revision_due_on, DateStyle.DASHED), "day": day}
        yield Recheck(
            _("Chỉnh sửa lần cuối: %(title)s") % {"title": document.title},
            _("Hạn chỉnh sửa %(due)s, không trước ngày đại hội %(day)s.") % facts,
            reverse("documents:document_detail", kwargs={"pk": document.pk}),
        )


def _excerpt(text: str, words: str) -> str:
    """The letters around the first hit."""
    plain = " ".join(text.split())
    found = find_words(plain, words)
    begin = max(0, (found[0][0] if found else 0) - EXCERPT_LETTERS // 3)
    begin = plain.find(" ", begin) + 1 if begin else 0  # no half a word
    end = begin + EXCERPT_LETTERS
    return f"{'…' if begin else ''}{plain[begin:end]}{'…' if end < len(plain) else ''}"


register(
    Offers(
        navigation=_navigation,
        late=_late,
        waiting=_waiting,
        panels=_panels,
        searches=(
            Search("van-kien", gettext_lazy("Văn kiện"), 50, _found_documents),
            Search("y-kien", gettext_lazy("Ý kiến"), 60, _found_opinions),
            Search("tra-loi", gettext_lazy("Trả lời ý kiến"), 70, _found_answers),
        ),
        topics=_topics,
        rechecks=_rechecks,
        events=_events,
        report=reports.report_on,
        help=PAGES,
        facts=facts.FACTS,
        facts_of=facts.facts_of,
    )
)


def _books(user: Any, organization: Any) -> Iterable[NavEntry]:
    """The opinion register: one table for each document."""
    for group in documents.documents_by_congress(viewer=user):
        if group.congress.organization_id != organization.pk:
            continue
        for row in group.rows:
            if row.opinions_count and not row.document.is_superior:
                yield NavEntry(
                    _("Sổ ý kiến góp ý: %(title)s") % {"title": row.document.title},
                    reverse("documents:opinion_table", kwargs={"pk": row.document.pk}),
                    220,
                    _("Ý kiến và kết quả tiếp thu, giải trình; tải về Word, Excel."),
                )


def _superior_waiting(user: Any) -> Iterable[Row]:
    """Reports on a superior's drafts that are still to be put together and sent."""
    for due in superior.reports_due(viewer=user):
        yield Row(
            _("Báo cáo tổng hợp góp ý văn kiện cấp trên"),
            _("%(documents)s văn kiện, %(n)s ý kiến")
            % {"documents": due.documents, "n": due.opinions},
            _report_url(due.congress),
            _("Xem và lập báo cáo"),
            due.due_on,
        )


def _superior_events(user: Any) -> Iterable[Event]:
    """The last day for the report on a superior's drafts."""
    for due in superior.reports_due(viewer=user):
        yield Event(
            f"documents.superior_report:{due.congress.pk}",
            due.due_on,
            _("Hạn gửi báo cáo tổng hợp góp ý văn kiện cấp trên"),
            url=_report_url(due.congress),
        )


def _attached(user: Any, thing: Any) -> Iterable[Row]:
    """Drafts of a congress above, with how many opinions on them were given here (S13)."""
    if not isinstance(thing, HigherCongress):
        return
    for each in superior.drafts_of(thing, viewer=user):
        yield Row(
            each.document.title,
            _("góp ý dự thảo văn kiện · %(n)s ý kiến") % {"n": each.opinions},
            reverse("documents:document_detail", kwargs={"pk": each.document.pk}),
            _("Xem"),
            each.due_on,
        )


def _report_url(congress: Congress) -> str:
    return reverse("documents:superior_report", kwargs={"congress_pk": congress.pk})


def _about(user: Any) -> Iterable[Table]:
    person = person_of(user)
    return personal.about(person) if person else ()


register(
    Offers(
        waiting=_superior_waiting,
        attached=_attached,
        events=_superior_events,
        facts=superior_facts.FACTS,
        facts_of=superior_facts.facts_of,
        source_label=label_today,
        readiness=rechecks.readiness_of,
        about=_about,
        books=_books,
        references=(
            Reference(
                gettext_lazy("Ý kiến, bản góp ý"),
                ("documents.Opinion.person", "documents.Contribution.responsible"),
                merging.move_opinions,
                hold=HeldRound.hold_against_merge,
            ),
            Reference(
                gettext_lazy("Bản Word gửi về"),
                ("documents.ReturnedCopy.person",),
                merging.move_copies,
            ),
            Reference(
                gettext_lazy("Mục văn kiện được giao viết"),
                ("documents.SectionOwner.person",),
                merging.move_sections,
            ),
            Reference(
                gettext_lazy("Đợt lấy ý kiến được hỏi"),
                ("documents.Participant.person",),
                merging.move_participants,
            ),
        ),
    )
)
