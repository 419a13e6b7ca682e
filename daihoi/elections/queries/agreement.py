"""Whether both sides agree, and on what."""

from typing import Any

from django.utils.translation import gettext as _

from daihoi.elections.models import BodyMember, Round
from daihoi.elections.queries.issued_rules import waiting_words, waits_for_presidium
from daihoi.elections.queries.law import rules_of
from daihoi.elections.queries.tallies import (
    both_closed,
    counted_errors,
    doubtful_papers,
    doubtful_tally,
    flow_answer,
    found_differences,
    law_of,
    own_tally,
    sha256_of,
    sides_of,
)
from daihoi.rules.elections.counting import Tally, together


def obstacles(round_: Round) -> list[str]:
    """What keeps the tellers from confirming, each with what to do; [] once all agrees."""
    law, sides = law_of(round_), sides_of(round_)
    flow = flow_answer(round_, law)
    if flow.decision not in {"agrees", "fewer"}:
        return [f"{flow.words} {flow.arithmetic}."]
    papers = doubtful_papers(round_)
    found = [
        _("Phiếu %(label)s để riêng chưa được quyết định.") % {"label": each.label}
        for each in papers
        if each.is_valid is None
    ]
    if not both_closed(sides):
        return [*found, _("Chưa đủ hai bên đóng bản kiểm.")]
    doubtful = doubtful_tally(papers, law)
    for side, count in sorted(sides.items()):
        errors = counted_errors(own_tally(count, law), doubtful, round_, law)
        found += [_("Bên %(side)s: %(error)s") % {"side": side, "error": each} for each in errors]
    found += [each.words for each in found_differences(sides[1], sides[2], law)]
    changed = waits_for_presidium(round_, rules_of(round_.election.congress))
    return [*found, waiting_words(changed)] if changed else found


def what_stands(round_: Round) -> str:
    """A digest of all that a confirmation is about; another one once anything of it is changed."""
    aside = [
        [each.label, each.is_valid, each.marks, each.partly, each.written]
        for each in doubtful_papers(round_)
    ]
    digests = [count.digest for _side, count in sorted(sides_of(round_).items())]
    return sha256_of([round_.attempt, round_.in_box, digests, aside])


def confirmed_by(round_: Round) -> list[int]:
    """Accounts that confirmed what stands now, the first first."""
    agreed = round_.agreed
    return list(agreed["by"]) if agreed.get("digest") == what_stands(round_) else []


def may_confirm(round_: Round, own: BodyMember, user: Any) -> bool:
    """Who counted a side of this attempt, and the head of the tellers."""
    return own.is_head or user.pk in {each.teller_id for each in sides_of(round_).values()}


def agreed_tally(round_: Round) -> Tally:
    """What both sides counted, with the papers that were decided by the tellers as a body."""
    law, sides = law_of(round_), sides_of(round_)
    return together(own_tally(sides[1], law), doubtful_tally(doubtful_papers(round_), law))
