"""Issuing papers (ban hành): the number, the frozen files, and what may happen to a line afterwards."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.accounts.queries import suggest_code
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, RuleBroken
from daihoi.base.language import in_vietnamese
from daihoi.congresses.models import Congress, Subcommittee
from daihoi.files.actions import keep
from daihoi.files.models import StoredFile
from daihoi.live.topics import bump
from daihoi.notifications.actions import notify
from daihoi.papers.official import CheckMark
from daihoi.papers.typesetting import page_count
from daihoi.papers.writing import write_official_word
from daihoi.registry.models import Paper, RegisterEntry, Series, Term
from daihoi.registry.papers.printing import printed_pdf
from daihoi.registry.queries.checking import spaced
from daihoi.registry.queries.counts import misfits_of
from daihoi.registry.queries.filling import official_paper, profile_of
from daihoi.registry.queries.issuing import (
    Choice,
    numbers_of,
    recipients_of,
    require_read,
    signer_of,
)
from daihoi.registry.queries.register import register_keepers
from daihoi.registry.queries.terms import (
    Numbers,
    first_term_name,
    last_of,
    numbers_for,
    series_fields,
)
from daihoi.rules.papers import CATALOGUE, SeriesKind

CODE_LETTERS = 12  # of 24 signs: 55 bits
PDF_START = b"%PDF-"


@transaction.atomic
def issue(
    paper: Paper,
    choice: Choice,
    *,
    site: str,
    expected: str | None = None,
    revision: int | None = None,
    actor: User,
) -> RegisterEntry:
    """Give the paper the next number of its series and freeze it as Word and PDF (N11).

    ``site``: "https://daihoi.example", where its QR code leads. ``expected`` is the number and
    ``revision`` the state of the paper that the page showed: `Conflict` once either is another.
    `RuleBroken` for a paper with gaps, of an incoming kind, or with a date the series forbids.
    Where a file cannot be written nothing has happened and no number is used.
    """
    require(actor, Permission.REGISTRY_ISSUE, at=paper.congress.organization)
    locked = Paper.objects.select_for_update(no_key=True).get(pk=paper.pk)
    locked.congress, locked.subcommittee = paper.congress, paper.subcommittee
    require_read(locked, actor)
    _require_to_be_issued(locked, revision)
    numbers = _hold(locked.congress, numbers_of(locked, choice), locked.subcommittee)
    numbers.require_possible()
    if expected is not None and numbers.symbol != expected:
        raise Conflict(
            _("Số của văn bản bây giờ là %(symbol)s: ngày hoặc sổ đã khác lúc mở trang.")
            % {"symbol": numbers.symbol or _("không có")},
            code="number_changed",
            advice=_("Hãy xem lại rồi bấm Ban hành lần nữa."),
        )
    _require_replaceable(locked, choice.replaces)
    now = clock.now()
    locked.dated_on, locked.updated_at = choice.dated_on, now
    code = suggest_code(CODE_LETTERS)
    # The number stands in the bytes, so they are made while the series is held: some tenths of a
    # second in which nobody else gets a number of this series, and none is lost if this fails.
    official, word, pdf = _frozen(locked, numbers, code, site)
    kind, body = CATALOGUE[locked.kind], locked.subcommittee
    entry = RegisterEntry.objects.create(
        congress=locked.congress,
        series=numbers.series,
        number=numbers.next_number if numbers.kind else None,
        symbol=numbers.symbol,
        paper=locked,
        kind=locked.kind,
        type=numbers.type,
        subject=locked.subject,
        is_restricted=kind.is_restricted
        or bool(official.secrecy)
        or (body is not None and body.is_restricted),
        issued_on=choice.dated_on,
        signer=signer_of(official),
        recipients=recipients_of(official),
        copies=choice.copies,
        note=choice.note,
        replaces=choice.replaces,
        pages=page_count(pdf),
        word=keep(word),
        pdf=keep(pdf),
        check_code=code,
        issued_at=now,
        issued_by=actor,
    )
    locked.save(update_fields=["dated_on", "updated_at"])
    _count(entry)
    record("registry.issue", entry, actor=actor, after=_facts(entry), context=locked)
    _tell(entry, actor, _("Đã ban hành %(paper)s"))
    return entry


@transaction.atomic
def enter_outside(
    congress: Congress,
    values: Mapping[str, Any],
    *,
    series: SeriesKind,
    body: str = "",
    subcommittee: Subcommittee | None = None,
    content: bytes = b"",
    actor: User,
) -> RegisterEntry:
    """Give the next number to a paper written elsewhere, and keep its file if there is one.

    ``values``: kind ("" for one the catalogue does not know), type, subject, issued_on, signer,
    recipients, copies, pages, note, is_restricted. ``content``: Word or PDF as it came.
    """
    require(actor, Permission.REGISTRY_ISSUE, at=congress.organization)
    found = numbers_for(
        congress,
        (series,),
        values["type"],
        on=values["issued_on"],
        subcommittee=subcommittee,
        wanted=series,
        body=body,
    )
    numbers = _hold(congress, found, subcommittee)
    numbers.require_possible()
    kind = CATALOGUE.get(values["kind"])
    secret = values["is_restricted"] or bool(kind and kind.is_restricted)
    entry = RegisterEntry.objects.create(
        **{**values, "is_restricted": secret},
        congress=congress,
        series=numbers.series,
        number=numbers.next_number,
        symbol=numbers.symbol,
        word=keep(content) if content and not content.startswith(PDF_START) else None,
        pdf=keep(content) if content.startswith(PDF_START) else None,
        check_code=suggest_code(CODE_LETTERS),
        issued_at=clock.now(),
        issued_by=actor,
    )
    _count(entry)
    record("registry.enter_outside", entry, actor=actor, after=_facts(entry), context=congress)
    _tell(entry, actor, _("Đã vào sổ %(paper)s"))
    return entry


@transaction.atomic
def cancel(entry: RegisterEntry, reason: str, *, actor: User) -> RegisterEntry:
    """Cancel an issued paper: its line and its number stay, the check page says so (N11)."""
    require(actor, Permission.REGISTRY_ISSUE, at=entry.congress.organization)
    locked = RegisterEntry.objects.select_for_update(no_key=True).get(pk=entry.pk)
    locked.congress = entry.congress
    if locked.cancelled_at is not None:
        raise Conflict(_("Văn bản này đã hủy rồi."), code="cancelled")
    if not reason.strip():
        raise RuleBroken(_("Hãy ghi lý do hủy; lý do ở lại trong sổ."), code="no_reason")
    locked.cancelled_at, locked.cancelled_by = clock.now(), actor
    locked.cancelled_reason = reason.strip()
    locked.save(update_fields=["cancelled_at", "cancelled_by", "cancelled_reason"])
    after = {"symbol": locked.symbol, "reason": locked.cancelled_reason}
    record("registry.cancel", locked, actor=actor, after=after, context=locked.congress)
    _tell(locked, actor, _("Đã hủy %(paper)s"))
    return locked


def _require_to_be_issued(paper: Paper, revision: int | None) -> None:
    kind = CATALOGUE[paper.kind]
    if kind.is_incoming:
        raise RuleBroken(
            _("%(kind)s là văn bản của cấp trên: vào sổ văn bản đến, không ban hành ở đây.")
            % {"kind": kind.name},
            code="incoming_kind",
        )
    issued = RegisterEntry.objects.filter(paper=paper).select_related("issued_by").first()
    if issued is not None:
        raise Conflict(
            _("%(who)s đã ban hành văn bản này: %(symbol)s.")
            % {"who": issued.issued_by, "symbol": issued.symbol or issued.subject},
            code="issued",
            advice=_("Bản đã ban hành không sửa được; nếu sai, hãy hủy và ban hành bản thay thế."),
        )
    if revision is not None and revision != paper.revision:
        raise Conflict(
            _("Người khác đã sửa văn bản từ lúc đồng chí mở trang."),
            code="outdated",
            advice=_("Hãy xem lại bản mới rồi ban hành."),
        )


def _require_replaceable(paper: Paper, replaced: RegisterEntry | None) -> None:
    if replaced is None:
        return
    if (replaced.congress_id, replaced.kind) != (paper.congress_id, paper.kind):
        raise RuleBroken(_("Bản thay thế phải cùng loại với văn bản được thay."), code="other_kind")


def _hold(congress: Congress, numbers: Numbers, subcommittee: Subcommittee | None) -> Numbers:
    """The same numbers with their series locked, opened where this is its first paper.

    Who waited for the row reads what the one before has given.
    """
    if numbers.kind is None:
        return numbers
    term = numbers.term
    if numbers.kind is SeriesKind.COMMITTEE and term is None:
        with in_vietnamese():
            name = first_term_name(congress)
        term, _made = Term.objects.get_or_create(
            organization=congress.organization, ends_on=None, defaults={"name": name}
        )
    fields = series_fields(congress, numbers.kind, numbers.type, term, subcommittee, on=numbers.on)
    Series.objects.get_or_create(**fields)
    series = Series.objects.select_for_update().get(**fields)
    last = last_of(series)
    fresh = numbers_for(
        congress,
        (numbers.kind,),
        numbers.type,
        on=numbers.on,
        subcommittee=subcommittee,
        wanted=numbers.kind,
        body=numbers.body,
    )
    return replace(fresh, term=term, series=series, last=last)


def _frozen(paper: Paper, numbers: Numbers, code: str, site: str) -> tuple[Any, bytes, bytes]:
    """What is issued, as Word and as PDF."""
    host = site.partition("://")[2]
    check = CheckMark(
        url=f"{site}{reverse('check_paper', args=[code])}",
        words=f"Kiểm tra văn bản: {host}{reverse('check_enter')}, mã {spaced(code)}",
    )
    with in_vietnamese():
        official = official_paper(
            paper, number=numbers.symbol, dated_on=paper.dated_on, check=check, is_issued=True
        )
        if official.gaps:
            raise RuleBroken(
                _("Văn bản còn chỗ trống chưa điền: %(gaps)s.")
                % {"gaps": "; ".join(official.gaps)},
                code="gaps",
                advice=_("Bản còn chỗ trống in được làm dự thảo, chưa ban hành được."),
            )
        _require_fitting(paper)
        profile = profile_of(paper)
        return official, write_official_word(official, profile), printed_pdf(official, profile)


def _require_fitting(paper: Paper) -> None:
    """Votes beyond who came, ballots beyond those given out: such a paper bears no number."""
    if found := misfits_of(paper):
        raise RuleBroken(
            _("Số liệu trong văn bản không khớp nhau: %(found)s") % {"found": " ".join(found)},
            code="misfits",
            advice=_("Hãy sửa số đã điền, hoặc số người dự ở trang điểm danh, rồi ban hành."),
        )


def _count(entry: RegisterEntry) -> None:
    """The series has given this number; its row is held by the caller."""
    if entry.series is not None and entry.number is not None:
        entry.series.last_number = entry.number
        entry.series.save(update_fields=["last_number"])


def _facts(entry: RegisterEntry) -> dict[str, Any]:
    """For the record: which paper, which number, which bytes; of a restricted one no subject."""

    def sha(file: StoredFile | None) -> str:
        return file.sha256 if file else ""

    return {
        "symbol": entry.symbol,
        "kind": entry.kind or entry.type,
        "subject": "" if entry.is_restricted else entry.subject,
        "issued_on": entry.issued_on,
        "word": sha(entry.word),
        "pdf": sha(entry.pdf),
        "replaces": entry.replaces.symbol if entry.replaces else "",
    }


def _tell(entry: RegisterEntry, actor: User, said: str) -> None:
    """Tell who keeps the register and who wrote the paper; open registers look again."""
    organization = entry.congress.organization
    people = {user.pk: user for user in register_keepers(organization)}
    if entry.paper is not None:
        people[entry.paper.created_by_id] = entry.paper.created_by
    people.pop(actor.pk, None)
    notify(
        people.values(),
        title=said % {"paper": entry},
        url=reverse("registry:register_detail", kwargs={"pk": entry.pk}),
        topic=f"registry.entry:{entry.pk}",
        confidential=entry.is_restricted,
    )
    bump(f"registry.register:{organization.pk}")
