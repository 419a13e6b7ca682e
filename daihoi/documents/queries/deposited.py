"""What a text that becomes a paper is called: its version, or its figures and last change.

A paper keeps the name its text had; another name today tells that there is newer to take.
"""

from django.db.models import Max, Sum
from django.utils import timezone

from daihoi.base.language import in_vietnamese
from daihoi.base.numbers import whole_number
from daihoi.congresses.models import Congress
from daihoi.congresses.queries.facts import short_day
from daihoi.documents.models import Document, Opinion, Version
from daihoi.documents.models.documents import DocumentKind

TEXT, TABLE, REPORT = "documents.document", "documents.table", "documents.superior_report"


def label_today(source: str) -> str:
    """What a text taken from ``source`` now would be called; "" for a source of another app."""
    name, _colon, number = source.partition(":")
    pk = whole_number(number) or 0
    with in_vietnamese():
        if name == TEXT:
            versions = Version.objects.filter(document=pk, frozen_at__isnull=False)
            newest = versions.select_related("document").order_by("-number").first()
            return version_label(newest) if newest else ""
        if name == TABLE:
            document = Document.objects.filter(pk=pk).first()
            return table_label(document) if document else ""
        if name == REPORT:
            congress = Congress.objects.filter(pk=pk).first()
            return report_label(congress) if congress else ""
    return ""


def version_label(version: Version) -> str:
    return f"{version.document.title}, bản {version.number}"


def table_label(document: Document) -> str:
    """With what tells two tables apart; the title comes last, for a long one is cut."""
    sums = document.rounds.aggregate(
        opinions=Sum("opinions_count", default=0), answered=Sum("answered_count", default=0)
    )
    moments = document.rounds.aggregate(
        given=Max("opinions__recorded_at"),
        withdrawn=Max("opinions__withdrawn_at"),
        answered=Max("answers__answered_at"),
        approved=Max("approved_at"),
    )
    known = [moment for moment in moments.values() if moment]
    last = timezone.localtime(max(known)) if known else None
    changed = f", thay đổi mới nhất {last:%H:%M} ngày {short_day(last.date())}" if last else ""
    figures = f"{sums['opinions']} ý kiến, {sums['answered']} đã trả lời{changed}"
    return f"Bảng tổng hợp ý kiến ({figures}): {document.title}"


def report_label(congress: Congress) -> str:
    opinions = Opinion.objects.filter(
        round__document__congress=congress,
        round__document__kind=DocumentKind.SUPERIOR,
        withdrawn_at__isnull=True,
    )
    return f"Tổng hợp góp ý văn kiện cấp trên, {opinions.count()} ý kiến"
