"""What somebody may read of her own candidacy: nothing before the list was presented (S41)."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from daihoi.base import clock
from daihoi.base.offers import Table
from daihoi.organizations.models import Person
from daihoi.personnel.models import Candidate, CandidateFile, CandidateState
from daihoi.personnel.queries.dossiers import paper_codes


def own_candidacies(user: Any) -> Iterator[Table]:
    """For who signed in: what she was presented for, and the papers of her file.

    Who was considered and not put forward, or stands on a list not presented yet, is told nothing:
    that is for the personnel body and the committee.
    """
    presented = Candidate.objects.filter(
        person__in=Person.objects.filter(user=user),
        state=CandidateState.PUT_FORWARD,
        plan__presented_at__lte=clock.now(),
    ).select_related("plan__congress__organization")
    rows = list(presented.order_by("-plan__presented_at", "pk"))
    if not rows:
        return
    yield Table(
        _("Giới thiệu ra đại hội"),
        (_("Đại hội"), _("Giới thiệu vào"), _("Trình đại hội lúc"), _("Ngày nộp hồ sơ")),
        [
            (str(each.plan.congress), _offices(each), each.plan.presented_at, each.handed_in_on)
            for each in rows
        ],
        order=442,
    )
    files = CandidateFile.objects.filter(candidate__in=rows).select_related(
        "candidate__plan__congress__organization"
    )
    found = [
        (str(file.candidate.plan.congress), _label(file), file.signed_on, file.added_at)
        for file in files.order_by("added_at", "pk")
    ]
    if found:
        columns = (_("Đại hội"), _("Giấy tờ"), _("Ngày ký"), _("Đưa vào hồ sơ lúc"))
        yield Table(_("Hồ sơ nhân sự của tôi"), columns, found, order=444)


def _offices(candidate: Candidate) -> str:
    titles = {
        "for_committee": _("cấp ủy"),
        "for_secretary": _("bí thư"),
        "for_deputy": _("phó bí thư"),
        "for_delegate": _("đại biểu dự đại hội cấp trên"),
    }
    return ", ".join(title for field, title in titles.items() if getattr(candidate, field))


def _label(file: CandidateFile) -> str:
    return str(paper_codes(file.candidate.plan.congress).get(file.code, file.code))
