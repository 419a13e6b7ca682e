"""What papers may name of a congress's documents: the list of them, rounds and what came of opinions."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Q

from daihoi.base.offers import Fact
from daihoi.congresses.models import Congress, Subcommittee
from daihoi.congresses.queries.facts import short_day, table
from daihoi.documents.models import Document, Opinion, OpinionRound
from daihoi.documents.models.documents import DocumentKind
from daihoi.documents.models.rounds import MEANS_LABELS
from daihoi.organizations.queries.facts import items
from daihoi.rules.documents import AnswerResult, Means
from daihoi.vietnamese.numerals import ordinal_words

FACTS = (
    Fact("văn kiện", "- Báo cáo chính trị, đã lấy ý kiến 04 lần;"),
    Fact("phân công soạn thảo", "- Báo cáo chính trị: Tiểu ban Văn kiện;"),
    Fact("bảng lấy ý kiến", "bảng: văn kiện, lần, thời gian, được hỏi, trả lời, ý kiến, tiếp thu"),
    Fact("kết quả tiếp thu ý kiến", "tiếp thu 61, tiếp thu một phần 12, không tiếp thu 16"),
    Fact("số lần lấy ý kiến báo cáo chính trị", "04"),
    Fact("thứ tự lần lấy ý kiến báo cáo chính trị", "thứ tư"),
    Fact("số ý kiến góp ý", "89"),
    Fact("số ý kiến tiếp thu", "61"),
    Fact("số ý kiến tiếp thu một phần", "12"),
    Fact("số ý kiến không tiếp thu", "09"),
    Fact("số ý kiến ghi nhận", "07"),
)
_RESULTS = {
    "số ý kiến tiếp thu": AnswerResult.ACCEPTED,
    "số ý kiến tiếp thu một phần": AnswerResult.PARTLY,
    "số ý kiến không tiếp thu": AnswerResult.NOT_ACCEPTED,
    "số ý kiến ghi nhận": AnswerResult.NOTED,
}


def facts_of(thing: Any, on: date) -> Mapping[str, Any]:
    """Facts of a congress's own documents, those of the personnel body left out (S23)."""
    if not isinstance(thing, Congress):
        return {}
    documents = list(
        Document.objects.filter(congress=thing)
        .exclude(subcommittee__purpose=Subcommittee.Purpose.PERSONNEL)
        .exclude(kind=DocumentKind.SUPERIOR)
        .select_related("subcommittee")
        .order_by("pk")
    )
    # An outline is no text that a congress gets.
    texts = [each for each in documents if each.kind != DocumentKind.OUTLINE]
    rounds = list(
        OpinionRound.objects.filter(document__in=documents, opens_on__lte=on)
        .annotate(
            asked=Count("participants", distinct=True),
            replied=Count(
                "participants", filter=Q(participants__answered_at__isnull=False), distinct=True
            ),
        )
        .select_related("document")
        .order_by("document", "number")
    )
    results = _results(rounds)
    report = [r for r in rounds if r.document.kind == DocumentKind.POLITICAL_REPORT]
    given = sum(each.opinions_count for each in rounds)
    facts: dict[str, Any] = {
        "văn kiện": items(_in_short(document, rounds) for document in texts),
        "phân công soạn thảo": items(f"{each.title}: {each.subcommittee}" for each in texts),
        "bảng lấy ý kiến": _round_table(rounds, results),
    }
    if report:
        latest = max(r.number for r in report)
        facts["số lần lấy ý kiến báo cáo chính trị"] = f"{latest:02}"
        facts["thứ tự lần lấy ý kiến báo cáo chính trị"] = ordinal_words(latest)
    if given:
        facts["số ý kiến góp ý"] = f"{given:02}"
        came = {
            result: sum(of.get(result, 0) for of in results.values()) for result in AnswerResult
        }
        facts |= {name: f"{came[result]:02}" for name, result in _RESULTS.items()}
        facts["kết quả tiếp thu ý kiến"] = _added_up(given, came)
    return facts


def _results(rounds: Sequence[OpinionRound]) -> dict[int, dict[str, int]]:
    """By round and value of `AnswerResult`."""
    counted = (
        Opinion.objects.filter(round__in=rounds, withdrawn_at__isnull=True, answer__isnull=False)
        .values("round_id", "answer__result")
        .annotate(n=Count("pk"))
        .order_by("round_id")
    )
    results: dict[int, dict[str, int]] = {}
    for row in counted:
        results.setdefault(row["round_id"], {})[row["answer__result"]] = row["n"]
    return results


def _added_up(given: int, came: Mapping[AnswerResult, int]) -> str:
    """What came of all opinions; the numbers add up to ``given``."""
    said = [(name.removeprefix("số ý kiến "), came[of]) for name, of in _RESULTS.items()]
    said += [
        ("chuyển nơi khác xem xét", came[AnswerResult.TRANSFERRED]),
        ("đang xem xét", given - sum(came.values())),
    ]
    return ", ".join(f"{words} {number:02}" for words, number in said if number)


def _in_short(document: Document, rounds: Sequence[OpinionRound]) -> str:
    number = sum(1 for each in rounds if each.document_id == document.pk)
    return f"{document.title}, đã lấy ý kiến {number:02} lần" if number else document.title


def _round_table(rounds: Sequence[OpinionRound], results: Mapping[int, Mapping[str, int]]) -> Any:
    rows = []
    for number, each in enumerate(rounds, 1):
        came = results.get(each.pk, {})
        means = ", ".join(str(MEANS_LABELS[Means(value)]).lower() for value in each.means)
        period = f"{short_day(each.opens_on)} đến {short_day(each.closes_on)}"
        rows.append(
            (
                str(number),
                f"{each.document.title}, lần {each.number}",
                f"{period}; {means}" if means else period,
                str(getattr(each, "asked", 0)),
                str(getattr(each, "replied", 0)),
                str(each.opinions_count),
                *(str(came.get(result, 0)) for result in _RESULTS.values()),
                str(each.opinions_count - sum(came.get(of, 0) for of in _RESULTS.values())),
            )
        )
    head = (
        "TT",
        "Văn kiện, lần lấy ý kiến",
        "Thời gian, hình thức",
        "Được hỏi",
        "Trả lời",
        "Ý kiến",
        "Tiếp thu",
        "Một phần",
        "Không tiếp thu",
        "Ghi nhận",
        "Còn lại",
    )
    return table((480, 1754, 1600, 700, 650, 600, 650, 720, 800, 750, 650), head, *rows)
