"""The ballot papers of a round as one PDF for the printer."""

from django.utils.translation import gettext as _

from daihoi.base.errors import RuleBroken
from daihoi.elections.models import Round
from daihoi.elections.queries.ballots import face_of
from daihoi.elections.queries.law import rules_of
from daihoi.papers.typesetting import Unprintable
from daihoi.papers.typesetting.ballots import TooLong, write_ballots


def ballots_pdf(round_: Round) -> bytes:
    """As many papers as were noted; `RuleBroken` before that, or for what cannot be printed."""
    if round_.printed is None:
        raise RuleBroken(
            _("Chưa ghi số phiếu in."),
            code="not_printed",
            advice=_("Hãy bấm “In phiếu bầu”, chọn khổ và số phiếu."),
        )
    face = face_of(round_, rules_of(round_.election.congress))
    try:
        return write_ballots(face, round_.printed, round_.sheet)
    except Unprintable as refusal:
        raise RuleBroken(refusal.message, code="unprintable") from refusal
    except TooLong as refusal:
        raise RuleBroken(
            _("Danh sách %(n)s người không vừa khổ phiếu này.") % {"n": len(face.names)},
            code="too_long",
            advice=_("Hãy in lại với khổ phiếu lớn hơn."),
        ) from refusal
