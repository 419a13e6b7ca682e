"""Terms of the committee and series of numbers: beginning a term, going on in the middle of one."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base.errors import Conflict, RuleBroken
from daihoi.congresses.models import Congress
from daihoi.live.topics import bump
from daihoi.organizations.models import Organization
from daihoi.registry.models import RegisterEntry, Series, Term
from daihoi.registry.queries.terms import congress_days, first_term_name
from daihoi.rules.papers.numbering import ONE_DAY, term_begins_on
from daihoi.vietnamese.dates import DateStyle, format_date


@transaction.atomic
def start_term(congress: Congress, *, first_conference_on: date | None = None, actor: User) -> Term:
    """Begin the term of the committee this congress elected: its series run from 01 again (N4).

    From the day after the closing day, or from the new committee's first conference where that
    was held during the congress. Papers of the old committee dated up to the closing day keep
    their series.
    """
    organization = congress.organization
    require(actor, Permission.REGISTRY_ISSUE, at=organization)
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    days = congress_days(congress)
    if days is None or not days.confirmed:
        raise RuleBroken(
            _("Chưa biết ngày bế mạc của đại hội."),
            code="no_closing_day",
            advice=_("Hãy ghi ngày khai mạc, bế mạc ở trang Nhiệm kỳ và dãy số trước."),
        )
    if first_conference_on is not None and first_conference_on not in days:
        raise RuleBroken(
            _("Hội nghị lần thứ nhất của cấp ủy mới chỉ tính khi họp trong những ngày đại hội."),
            code="conference_outside",
            advice=_("Nếu họp sau đại hội, hãy để trống: nhiệm kỳ mới bắt đầu từ hôm sau bế mạc."),
        )
    begins = term_begins_on(days.closes_on, first_conference_on=first_conference_on)
    running = organization.committee_terms.filter(ends_on__isnull=True).first()
    if running is None:
        running = Term(organization=organization, name=first_term_name(congress))
    if running.starts_on is not None and running.starts_on >= days.opens_on:
        raise Conflict(
            _("Nhiệm kỳ %(term)s đã mở từ ngày %(day)s.")
            % {"term": running.name, "day": format_date(running.starts_on, DateStyle.DASHED)},
            code="term_running",
        )
    running.save()
    late = RegisterEntry.objects.filter(series__term=running, issued_on__gte=begins).order_by("pk")
    if (found := late.first()) is not None:
        raise Conflict(
            _("%(symbol)s đề ngày %(day)s đã lấy số của nhiệm kỳ cũ.")
            % {"symbol": found.symbol, "day": format_date(found.issued_on, DateStyle.DASHED)},
            code="papers_after",
            advice=_("Hãy hủy văn bản đó và ban hành lại, hoặc xem lại ngày bế mạc."),
        )
    running.ends_on = begins - ONE_DAY
    running.save(update_fields=["ends_on"])
    made = Term.objects.create(organization=organization, name=congress.term, starts_on=begins)
    after = {"name": made.name, "starts_on": begins, "before": running.name}
    record("registry.start_term", made, actor=actor, after=after, context=congress)
    bump(f"registry.register:{organization.pk}")
    return made


@transaction.atomic
def begin_series(
    organization: Organization, type_: str, used: int, reason: str, *, actor: User
) -> Series:
    """Go on after ``used`` numbers of this type that the running term gave before; told once.

    `Conflict` once the series has given a number here: nothing is skipped afterwards.
    """
    require(actor, Permission.REGISTRY_ISSUE, at=organization)
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    if used < 1 or not reason.strip():
        raise RuleBroken(_("Hãy ghi số đã dùng đến đâu và vì sao."), code="no_reason")
    term = organization.committee_terms.filter(ends_on__isnull=True).first()
    if term is None:
        latest = organization.congresses.order_by("-ordinal").first()
        name = first_term_name(latest) if latest else _("Nhiệm kỳ đầu")
        term = Term.objects.create(organization=organization, name=name)
    fields: dict[str, Any] = {
        "organization": organization,
        "term": term,
        "congress": None,
        "subcommittee": None,
        "type": type_,
    }
    Series.objects.get_or_create(**fields)
    series = Series.objects.select_for_update().get(**fields)
    if series.last_number:
        raise Conflict(
            _("Dãy số %(type)s đã chạy đến số %(number)s, không ghi lại được số đã dùng.")
            % {"type": type_, "number": series.last_number},
            code="series_runs",
        )
    series.used_before = series.last_number = used
    series.used_before_reason = reason.strip()
    series.save(update_fields=["used_before", "last_number", "used_before_reason"])
    after = {"type": type_, "term": term.name, "used": used, "reason": series.used_before_reason}
    record("registry.begin_series", series, actor=actor, after=after)
    bump(f"registry.register:{organization.pk}")
    return series


@transaction.atomic
def set_days(congress: Congress, opens_on: date, closes_on: date, *, actor: User) -> Series:
    """Say when the congress opens (its preparatory session) and closes: its series runs then (N2)."""
    require(actor, Permission.REGISTRY_ISSUE, at=congress.organization)
    if closes_on < opens_on:
        raise RuleBroken(_("Ngày bế mạc không thể trước ngày khai mạc."), code="days_reversed")
    fields: dict[str, Any] = {
        "organization": congress.organization,
        "congress": congress,
        "term": None,
        "subcommittee": None,
        "type": "",
    }
    Series.objects.get_or_create(**fields)
    series = Series.objects.select_for_update().get(**fields)
    outside = series.entries.exclude(issued_on__range=(opens_on, closes_on)).order_by("number")
    if (found := outside.first()) is not None:
        raise Conflict(
            _("%(symbol)s đã ban hành đề ngày %(day)s, ở ngoài những ngày này.")
            % {"symbol": found.symbol, "day": format_date(found.issued_on, DateStyle.DASHED)},
            code="papers_outside",
        )
    before = {"opens_on": series.opens_on, "closes_on": series.closes_on}
    series.opens_on, series.closes_on = opens_on, closes_on
    series.save(update_fields=["opens_on", "closes_on"])
    after = {"opens_on": opens_on, "closes_on": closes_on}
    record("registry.set_days", series, actor=actor, before=before, after=after, context=congress)
    return series
