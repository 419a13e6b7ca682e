"""The invitation of the congress for every guest, as one PDF for the printer."""

from collections.abc import Iterable
from copy import copy

from django.utils.translation import gettext as _

from daihoi.base.errors import RuleBroken
from daihoi.meetings.models import Invitee, Meeting
from daihoi.meetings.queries.guests import by_group, guest_words, is_of_party
from daihoi.papers.dossiers import Leaf, bind
from daihoi.registry.models import Paper
from daihoi.registry.papers.printing import printed_pdf
from daihoi.registry.queries.filling import fields_of, official_paper, profile_of, sources_of

INVITED = "người được mời"  # the field of the invitation's template


def invitation_set(meeting: Meeting, guests: Iterable[Invitee]) -> bytes:
    """The paper of kind GMOI once for each guest, with her name; `RuleBroken` without one or guests.

    All of them bear the number of the one that was issued; before that they are drafts.
    """
    people = by_group(guests)
    papers = Paper.objects.filter(congress=meeting.congress_id or 0, kind="GMOI")
    paper = papers.select_related("congress__organization").order_by("-pk").first()
    if paper is None:
        raise RuleBroken(
            _("Chưa soạn giấy mời của đại hội."),
            code="no_invitation",
            advice=_("Hãy mở mục Văn bản, soạn “Giấy mời” từ mẫu rồi in cho từng khách."),
        )
    if not people:
        raise RuleBroken(_("Danh sách chưa có khách mời nào."), code="no_guests")
    profile = profile_of(paper)
    known = sources_of(paper.congress, paper.dated_on, wanted=fields_of([paper]))
    entry = getattr(paper, "entry", None)
    leaves = []
    for guest in people:
        own = copy(paper)
        title = "Đồng chí" if is_of_party(guest) else "Ông (bà)"
        own.values = {**paper.values, INVITED: f"{title} {guest_words(guest)}"}
        official = official_paper(
            own,
            number=entry.symbol if entry else "",
            dated_on=entry.issued_on if entry else paper.dated_on,
            is_issued=entry is not None,
            sources=known,
        )
        leaves.append(Leaf(guest.name, printed_pdf(official, profile)))
    return bind(leaves, title=paper.subject).pdf
