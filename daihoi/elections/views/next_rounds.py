"""After a ballot: the congress's decision, the next ballot, the end, the superior's appointment."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from daihoi.accounts.http import UserRequest
from daihoi.accounts.permissions import Permission
from daihoi.base.errors import DomainError
from daihoi.elections.actions import appointments
from daihoi.elections.actions import next_rounds as actions
from daihoi.elections.actions.elected_anew import hold_anew
from daihoi.elections.forms.results import AppointmentForm, ContinuationForm
from daihoi.elections.models import RoundState
from daihoi.elections.queries.appointments import people_to_appoint
from daihoi.elections.queries.first_steps import voting
from daihoi.elections.queries.next_steps import next_steps
from daihoi.elections.queries.results import get_election
from daihoi.elections.queries.titles import office_title


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def continuation_vote(request: UserRequest, pk: int) -> HttpResponse:
    election = get_election(pk, viewer=request.user, to=Permission.ELECTIONS_PREPARE)
    steps = next_steps(election)
    form = ContinuationForm(request.POST or None, choices=steps.choices)
    if form.is_valid():
        try:
            vote = actions.record_continuation(election, form.asked, form.hands, actor=request.user)
        except DomainError as refusal:
            form.tell(refusal)
        else:
            messages.success(request, f"{vote.subject}: {vote.decided['words']}")
            return redirect("elections:result_detail", pk=vote.round_id)
    context = {"form": form, "steps": steps, "election": election, "title": office_title(election)}
    context["voting"] = voting(election.congress)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "elections/continuation_vote.html", context, status=status)


@require_POST
@login_required
def next_round_prepare(request: UserRequest, pk: int) -> HttpResponse:
    election = get_election(pk, viewer=request.user, to=Permission.ELECTIONS_PREPARE)
    made = actions.prepare_next_round(election, actor=request.user)
    number = {"number": made.number}
    if made.state == RoundState.LISTED:
        messages.success(request, _("Đã lập lượt bầu %(number)s; in phiếu rồi phát.") % number)
        return redirect("elections:ballot_detail", pk=made.pk)
    messages.success(
        request, _("Đã lập lượt bầu %(number)s; hãy lập và biểu quyết danh sách.") % number
    )
    return redirect("elections:election_detail", pk=pk)


@require_POST
@login_required
def election_anew(request: UserRequest, pk: int) -> HttpResponse:
    election = get_election(pk, viewer=request.user, to=Permission.ELECTIONS_PREPARE)
    made = hold_anew(election, actor=request.user)
    said = _("Đã mở bầu lại: lượt bầu %(number)s, bầu %(seats)s người; hãy lập danh sách.")
    messages.success(request, said % {"number": made.number, "seats": made.seats})
    return redirect("elections:election_detail", pk=pk)


@require_POST
@login_required
def election_finish(request: UserRequest, pk: int) -> HttpResponse:
    election = get_election(pk, viewer=request.user, to=Permission.ELECTIONS_PREPARE)
    done = actions.finish_election(election, actor=request.user)
    messages.success(request, done.outcome)
    return redirect("elections:result_list", pk=election.congress_id)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def appointment_add(request: UserRequest, pk: int) -> HttpResponse:
    election = get_election(pk, viewer=request.user, to=Permission.ELECTIONS_PREPARE)
    form = AppointmentForm(request.POST or None, people=people_to_appoint(election))
    if form.is_valid():
        person = form.cleaned_data["person"]
        try:
            appointments.record_appointment(election, person, form.paper, actor=request.user)
        except DomainError as refusal:
            form.tell(refusal)
        else:
            messages.success(request, _("Đã ghi quyết định chỉ định của cấp trên."))
            return redirect("elections:result_list", pk=election.congress_id)
    context = {"form": form, "election": election, "title": office_title(election)}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "elections/appointment_add.html", context, status=status)
