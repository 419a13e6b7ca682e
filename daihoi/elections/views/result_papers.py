"""Papers of results as Word and PDF: minutes and seal of a ballot, lists of the whole congress."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from daihoi.accounts.http import UserRequest
from daihoi.base.downloads import WORD, download
from daihoi.elections.actions.result_papers import deposit_minutes, deposit_poll
from daihoi.elections.models import Round
from daihoi.elections.papers import files
from daihoi.elections.queries.election_page import get_election
from daihoi.elections.queries.results import get_congress, get_known_round, get_round

PDF = "application/pdf"


@require_safe
@login_required
def round_word(request: UserRequest, pk: int, code: str) -> HttpResponse:
    made = files.round_file(_known(request, pk, code), code)
    return download(made.word, f"{made.name}.docx", WORD)


@require_safe
@login_required
def round_pdf(request: UserRequest, pk: int, code: str) -> HttpResponse:
    made = files.round_file(_known(request, pk, code), code)
    return download(made.pdf, f"{made.name}.pdf", PDF)


@require_safe
@login_required
def congress_word(request: UserRequest, pk: int, code: str) -> HttpResponse:
    made = files.congress_file(get_congress(pk, viewer=request.user), code)
    return download(made.word, f"{made.name}.docx", WORD)


@require_safe
@login_required
def congress_pdf(request: UserRequest, pk: int, code: str) -> HttpResponse:
    made = files.congress_file(get_congress(pk, viewer=request.user), code)
    return download(made.pdf, f"{made.name}.pdf", PDF)


@require_POST
@login_required
def result_deposit(request: UserRequest, pk: int) -> HttpResponse:
    paper = deposit_minutes(get_round(pk, viewer=request.user), actor=request.user)
    messages.success(request, _("Đã đưa biên bản vào văn bản của kỳ đại hội."))
    return redirect("registry:paper_detail", pk=paper.pk)


@require_safe
@login_required
def poll_word(request: UserRequest, pk: int) -> HttpResponse:
    made = files.poll_file(get_election(pk, viewer=request.user))
    return download(made.word, f"{made.name}.docx", WORD)


@require_safe
@login_required
def poll_pdf(request: UserRequest, pk: int) -> HttpResponse:
    made = files.poll_file(get_election(pk, viewer=request.user))
    return download(made.pdf, f"{made.name}.pdf", PDF)


@require_POST
@login_required
def poll_deposit(request: UserRequest, pk: int) -> HttpResponse:
    paper = deposit_poll(get_election(pk, viewer=request.user), actor=request.user)
    messages.success(request, _("Đã đưa biên bản vào văn bản của kỳ đại hội."))
    return redirect("registry:paper_detail", pk=paper.pk)


def _known(request: UserRequest, pk: int, code: str) -> Round:
    return get_known_round(pk, viewer=request.user, anew=code == files.ANEW)
