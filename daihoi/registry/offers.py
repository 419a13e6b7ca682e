"""What the register offers to the navigation, the first page, the search and open pages."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from daihoi.accounts.permissions import Permission, can
from daihoi.base.numbers import whole_number
from daihoi.base.offers import Hit, NavEntry, Offers, Row, Search, Table, register
from daihoi.base.word_index import newest_with_words, with_words
from daihoi.congresses.queries.congresses import current_congress
from daihoi.organizations.models import Organization
from daihoi.organizations.queries.organizations import home_of
from daihoi.registry.help import PAGES
from daihoi.registry.queries import incoming, issuing, papers
from daihoi.registry.queries import register as queries
from daihoi.rules.papers import CATALOGUE
from daihoi.vietnamese.dates import DateStyle, format_date

GROUP = gettext_lazy("Văn kiện, văn bản")
SHOWN = 3  # papers that wait to be issued, one by one
BOOK_PAGES = tuple(f"registry:{noun}_" for noun in ("register", "incoming", "term", "book"))

TEMPLATE_PAGES = tuple(f"registry:{noun}_" for noun in ("template", "field", "passage"))


def _navigation(user: Any) -> Iterable[NavEntry]:
    home = home_of(user)
    if home is not None and can(user, Permission.REGISTRY_VIEW, at=home):
        url = reverse("registry:book_list", kwargs={"pk": home.pk})
        yield NavEntry(gettext_lazy("Sổ văn bản"), url, 320, group=GROUP, pages=BOOK_PAGES)


def _paper_navigation(user: Any) -> Iterable[NavEntry]:
    """The papers of the congress that runs, and the templates they are made from."""
    congress = current_congress(user)
    if congress and can(user, Permission.REGISTRY_VIEW, at=congress):
        url = reverse("registry:paper_list", args=[congress.pk])
        pages = ("registry:paper_", "registry:dossier_")
        yield NavEntry(gettext_lazy("Văn bản"), url, 310, group=GROUP, pages=pages)
    home = home_of(user)
    if home and can(user, Permission.REGISTRY_TEMPLATES, at=home):
        url = reverse("registry:template_list", args=[home.pk])
        group = gettext_lazy("Tổ chức")
        yield NavEntry(gettext_lazy("Mẫu văn bản"), url, 845, group=group, pages=TEMPLATE_PAGES)


def _issued(user: Any, words: str, start: int, stop: int) -> list[Hit]:
    rows = queries.entries_seen(user)
    return [
        Hit(
            " · ".join(filter(None, [entry.symbol, entry.subject])),
            reverse("registry:register_detail", kwargs={"pk": entry.pk}),
            " · ".join(filter(None, [_day(entry.issued_on), entry.signer])),
        )
        for entry in newest_with_words(rows, words, start=start, stop=stop)
    ]


def _drafts(user: Any, words: str, start: int, stop: int) -> list[Hit]:
    """Papers still written, of the congresses whose papers one writes."""
    rows = papers.drafts_seen(user)
    return [
        Hit(
            paper.subject,
            reverse("registry:paper_detail", kwargs={"pk": paper.pk}),
            f"{CATALOGUE[paper.kind].name} · {_('dự thảo lần %(n)s') % {'n': paper.draft}}",
        )
        for paper in newest_with_words(rows, words, start=start, stop=stop)
    ]


def _incoming(user: Any, words: str, start: int, stop: int) -> list[Hit]:
    found = with_words(incoming.incoming_seen(user), words).order_by("-year", "-arrival_number")
    return [
        Hit(
            str(paper),
            reverse("registry:incoming_detail", kwargs={"pk": paper.pk}),
            f"{paper.issuer} · {_day(paper.issued_on)}",
        )
        for paper in found[start:stop]
    ]


def _waiting(user: Any) -> Iterable[Row]:
    """Papers that lack nothing but their number: each, or how many there are."""
    congress = current_congress(user)
    found = issuing.papers_to_issue(congress, viewer=user) if congress else []
    if congress and len(found) > SHOWN:
        yield Row(
            _("%(n)s văn bản đủ nội dung, chưa ban hành") % {"n": len(found)},
            str(congress),
            reverse("registry:paper_list", kwargs={"pk": congress.pk}),
            _("Xem và ban hành"),
        )
        return
    for paper in found:
        yield Row(
            _("Đủ nội dung, chưa ban hành: %(paper)s") % {"paper": paper.subject},
            CATALOGUE[paper.kind].name,
            reverse("registry:paper_issue", kwargs={"pk": paper.pk}),
            _("Xem và ban hành"),
        )


def _topics(user: Any, topic: str) -> bool:
    """Who may follow ``registry.register:4``, the books of an organization."""
    name, _colon, number = topic.partition(":")
    pk = whole_number(number)
    if name != "registry.register" or pk is None:
        return False
    organization = Organization.objects.filter(pk=pk).first()
    return organization is not None and can(user, Permission.REGISTRY_VIEW, at=organization)


def _about(user: Any) -> Iterable[Table]:
    """Papers one has issued or entered, as the register names her."""
    rows = queries.given_by(user)
    if rows:
        columns = (
            gettext_lazy("Ngày"),
            gettext_lazy("Số, ký hiệu"),
            gettext_lazy("Việc"),
        )
        yield Table(gettext_lazy("Sổ văn bản: việc đã ghi"), columns, rows, order=160)


def _day(value: Any) -> str:
    return format_date(value, DateStyle.DASHED)


SEARCHES = (
    Search("van-ban-di", gettext_lazy("Văn bản đi"), 42, _issued),
    Search("van-ban-du-thao", gettext_lazy("Văn bản đang soạn"), 43, _drafts),
    Search("van-ban-den", gettext_lazy("Văn bản đến"), 44, _incoming),
)
register(
    Offers(
        navigation=_navigation,
        waiting=_waiting,
        searches=SEARCHES,
        topics=_topics,
        about=_about,
        help=PAGES,
    )
)
register(Offers(navigation=_paper_navigation))
