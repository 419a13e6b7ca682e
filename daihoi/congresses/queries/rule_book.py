"""The rule book of a congress (quy định áp dụng) as its pages show it, told who looks."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from daihoi.accounts.permissions import Permission, can, require
from daihoi.base.errors import NotFound
from daihoi.congresses.models import Congress, LocalRule, RuleBook
from daihoi.congresses.queries import local_rules as queries
from daihoi.congresses.queries.congresses import congress_of
from daihoi.rules.certainty import UNSURE, Certainty
from daihoi.rules.editions import LegalPaper, papers_on
from daihoi.rules.findings import Basis, told_bases
from daihoi.rules.parameters import OverrideError, Parameter
from daihoi.rules.personnel.directives import Rulebook

UNCONFIRMED, OVERRIDDEN = "chua-xac-nhan", "thay"
FILTERS = ("", UNCONFIRMED, OVERRIDDEN)


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper the book stands on; ``doubt``: what is not known of it for sure."""

    title: str
    note: str = ""
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Edition:
    """What is in force on the congress's day, and the papers that go with it."""

    title: str
    since: date
    source: str
    papers: tuple[Paper, ...]


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A parameter as the page shows it; ``kept``: what a paper of the superior sets instead."""

    parameter: Parameter[Any]
    kept: LocalRule | None

    @property
    def article(self) -> str:
        basis: Basis = self.parameter.basis
        return "; ".join(told_bases([basis]))

    @property
    def is_set(self) -> bool:
        """Whether anything is prescribed at all."""
        return self.parameter.value is not None or bool(self.parameter.basis.source)

    @property
    def badge(self) -> tuple[str, str] | None:
        """Kind and words of what is to be known of the value; nothing where it is plainly sourced."""
        if self.kept:
            return ("note", _("theo văn bản cấp trên"))
        if not self.is_set:
            return None
        return {
            Certainty.SECONDARY: ("neutral", _("nguồn thứ cấp")),
            Certainty.DEFAULT: ("neutral", _("suy ra")),
            Certainty.UNCONFIRMED: ("waiting", UNSURE),
        }.get(self.parameter.certainty)


@dataclass(frozen=True, slots=True)
class RuleGroup:
    label: str
    rows: list[RuleRow]


@dataclass(frozen=True, slots=True)
class RuleBookPage:
    """One book of a congress; ``broken``: why the superior's papers are not applied at all."""

    congress: Congress
    book: RuleBook
    only: str
    edition: Edition
    overridden: list[RuleRow]
    groups: list[RuleGroup]
    counts: dict[str, int]
    too_late: list[LocalRule]
    broken: str
    can_set: bool

    @property
    def tabs(self) -> list[dict[str, Any]]:
        return [
            {
                "label": _("Quy định bầu cử") if book == RuleBook.ELECTIONS else _("Nhân sự"),
                "url": self._url(book, self.only),
                "current": book == self.book,
            }
            for book in queries.books_of(self.congress)
        ]

    @property
    def filters(self) -> list[dict[str, Any]]:
        labels: dict[str, StrOrPromise] = {
            "": _("Tất cả"),
            UNCONFIRMED: _("Chưa có nguồn xác nhận"),
            OVERRIDDEN: _("Đã thay theo văn bản cấp trên"),
        }
        return [
            {
                "label": label,
                "url": self._url(self.book, only),
                "count": self.counts[only],
                "current": only == self.only,
            }
            for only, label in labels.items()
        ]

    def _url(self, book: RuleBook, only: str) -> str:
        return address_of(self.congress, book) + (f"&loc={only}" if only else "")


@dataclass(frozen=True, slots=True)
class SettingPage:
    """A parameter that somebody sets by a paper, as it stands."""

    congress: Congress
    book: RuleBook
    row: RuleRow

    @property
    def parameter(self) -> Parameter[Any]:
        return self.row.parameter

    @property
    def back(self) -> str:
        return address_of(self.congress, self.book)

    @property
    def draft(self) -> str:
        """The key under which the browser keeps what is half typed."""
        return f"local-rule-{self.congress.pk}-{self.book}-{self.parameter.name}"


def address_of(congress: Congress, book: str) -> str:
    return f"{reverse('congresses:rule_book', args=[congress.pk])}?so={book}"


def rule_book_page(pk: int, *, book: str, only: str, viewer: Any) -> RuleBookPage:
    """The book in force on the congress's day; words of an address that are none mean the first."""
    congress = congress_of(pk, viewer=viewer)
    books = queries.books_of(congress)
    found = RuleBook(book) if book in books else books[0]
    only = only if only in FILTERS else ""
    kept = queries.local_rules(congress)
    rows, groups, broken = _rows(congress, found, kept)
    counts = {each: sum(_is_shown(row, each) for row in rows) for each in FILTERS}
    shown = [
        RuleGroup(group.label, [row for row in group.rows if _is_shown(row, only)])
        for group in groups
    ]
    return RuleBookPage(
        congress=congress,
        book=found,
        only=only,
        edition=_edition(congress, found),
        overridden=[row for row in rows if row.kept],
        groups=[group for group in shown if group.rows],
        counts=counts,
        too_late=[
            each
            for each in kept
            if each.book == found and each.basis.issued_on > congress.target_on
        ],
        broken=broken,
        can_set=can(viewer, Permission.CONGRESSES_MANAGE, at=congress),
    )


def setting_page(pk: int, book: str, parameter: str, *, viewer: Any) -> SettingPage:
    """One parameter, for who may set it; `NotFound` for a name that the book does not have."""
    congress = congress_of(pk, viewer=viewer, to=Permission.CONGRESSES_MANAGE)
    if book not in queries.books_of(congress):
        raise NotFound
    rows, _groups, _broken = _rows(congress, RuleBook(book), queries.local_rules(congress))
    row = next((each for each in rows if each.parameter.name == parameter), None)
    if row is None:
        raise NotFound
    return SettingPage(congress, RuleBook(book), row)


def get_local_rule(pk: int, *, viewer: Any) -> LocalRule:
    """One, for who may withdraw it."""
    related = ("congress__organization", "basis")
    found = LocalRule.objects.select_related(*related).filter(pk=pk).first()
    if found is None:
        raise NotFound
    require(viewer, Permission.CONGRESSES_MANAGE, at=found)
    return found


def _rows(
    congress: Congress, book: RuleBook, kept: list[LocalRule]
) -> tuple[list[RuleRow], list[RuleGroup], str]:
    """All rows, the same under their heads, and why the papers cannot be applied ("": they are)."""
    overrides, broken = queries.in_force(congress, kept, book), ""
    try:
        found = queries.groups(congress, book, overrides)
    except OverrideError as error:
        found, broken = queries.groups(congress, book, ()), str(error)
    by_name = {each.parameter: each for each in kept if each.book == book}
    groups = [
        RuleGroup(
            group.label,
            [
                RuleRow(each, by_name[each.name] if each.override else None)
                for each in group.parameters
            ],
        )
        for group in found
    ]
    return [row for group in groups for row in group.rows], groups, broken


def _is_shown(row: RuleRow, only: str) -> bool:
    if only == UNCONFIRMED:
        return row.is_set and row.parameter.is_unconfirmed
    return bool(row.kept) if only == OVERRIDDEN else True


def _edition(congress: Congress, book: RuleBook) -> Edition:
    if book == RuleBook.PERSONNEL:
        return _directive(queries.personnel_rules(congress, ()))
    edition = queries.election_rules(congress, ()).edition
    papers = papers_on(congress.target_on, family=edition.family)
    return Edition(
        edition.name or edition.source,
        edition.in_force_from,
        edition.source,
        tuple(_paper(each) for each in papers),
    )


def _paper(paper: LegalPaper) -> Paper:
    return Paper(str(paper), paper.subject, _doubt(paper.certainty))


def _directive(rules: Rulebook) -> Edition:
    found = rules.directive
    return Edition(
        found.title,
        found.issued_on,
        _("%(title)s, về đại hội nhiệm kỳ %(term)s") % {"title": found.title, "term": found.term},
        tuple(Paper(each.title, doubt=_doubt(each.certainty)) for each in found.companions),
    )


def _doubt(certainty: Certainty) -> str:
    return UNSURE if certainty is Certainty.UNCONFIRMED else ""
