"""One election before its ballot: number, nominations, hands, the list."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from daihoi.accounts.http import UserRequest
from daihoi.accounts.permissions import Permission
from daihoi.congresses.forms.reasons import ReasonForm
from daihoi.congresses.queries.congresses import congress_of
from daihoi.elections.actions import elections, lists, nominations, polls, votes
from daihoi.elections.forms.hands import SeatsForm, SlateForm, WithdrawalForm
from daihoi.elections.forms.preparing import (
    AllotForm,
    ElectionForm,
    NominationForm,
    PlannedForm,
    PollForm,
    SupportForm,
    office_titles,
)
from daihoi.elections.models import NominationSource
from daihoi.elections.queries.election_page import (
    election_page,
    get_election,
    get_nomination,
    get_vote,
    people_to_nominate,
    person_nominated,
)
from daihoi.elections.queries.first_steps import Voting, first_step, voting
from daihoi.elections.queries.law import form_of, level_of, rules_of, title_of
from daihoi.elections.queries.polls import asked_on, poll_begun
from daihoi.elections.queries.slate_page import slate_page
from daihoi.elections.queries.standing import asked_out
from daihoi.elections.views.trying import took
from daihoi.rules.elections.kinds import Form

PREPARE = Permission.ELECTIONS_PREPARE


@require_POST
@login_required
def election_start(request: UserRequest, pk: int) -> HttpResponse:
    congress = congress_of(pk, viewer=request.user, to=PREPARE)
    made = elections.start_elections(congress, actor=request.user)
    messages.success(request, _("Đã lập %(n)s cuộc bầu.") % {"n": len(made)})
    return redirect("elections:overview", pk=pk)


@require_http_methods(["GET", "POST"])
@login_required
def election_add(request: UserRequest, pk: int) -> HttpResponse:
    congress = congress_of(pk, viewer=request.user, to=PREPARE)
    titles = office_titles(rules_of(congress), level_of(congress.organization))
    form = ElectionForm(request.POST or None, titles=titles)
    if took(
        form,
        lambda: elections.add_election(
            congress, form.cleaned_data["offices"], form.cleaned_data["planned_seats"],
            actor=request.user,
        ),
    ):  # fmt: skip
        return redirect("elections:overview", pk=pk)
    return render(request, "elections/election_add.html", {"form": form, "congress": congress})


@require_GET
@login_required
def election_detail(request: UserRequest, pk: int) -> HttpResponse:
    page = election_page(pk, viewer=request.user)
    template = "elections/election_detail.html" + ("#state" if request.htmx else "")
    return render(request, template, {"page": page})


@require_http_methods(["GET", "POST"])
@login_required
def election_plan(request: UserRequest, pk: int) -> HttpResponse:
    election = get_election(pk, viewer=request.user)
    form = PlannedForm(request.POST or None, initial={"planned_seats": election.planned_seats})
    if took(
        form,
        lambda: elections.plan_seats(
            election, form.cleaned_data["planned_seats"], actor=request.user
        ),
    ):
        return redirect("elections:election_detail", pk=pk)
    page = {"form": form, "election": election, "title": title_of(election, rules_of(election.congress))}  # fmt: skip
    return render(request, "elections/election_plan.html", page)


@require_http_methods(["GET", "POST"])
@login_required
def election_seats(request: UserRequest, pk: int) -> HttpResponse:
    election = get_election(pk, viewer=request.user)
    form = SeatsForm(request.POST or None, initial={"seats": election.planned_seats})
    if took(
        form,
        lambda: elections.vote_seats(
            election, form.cleaned_data["seats"], form.hands, actor=request.user
        ),
    ):
        messages.success(request, _("Đã ghi kết quả biểu quyết số lượng."))
        return redirect("elections:election_detail", pk=pk)
    page = {"form": form, "election": election, "title": title_of(election, rules_of(election.congress))}  # fmt: skip
    page["voting"] = voting(election.congress)
    return render(request, "elections/election_seats.html", page)


@require_http_methods(["GET", "POST"])
@login_required
def election_allot(request: UserRequest, pk: int) -> HttpResponse:
    found = election_page(pk, viewer=request.user)
    election = get_election(pk, viewer=request.user)
    form = AllotForm(request.POST or None, initial=found.allotment)
    if took(
        form,
        lambda: elections.allot_seats(
            election, form.cleaned_data["seats"], form.cleaned_data["paper"], actor=request.user
        ),
    ):
        return redirect("elections:election_detail", pk=pk)
    page = {"form": form, "election": election, "title": found.title}
    return render(request, "elections/election_allot.html", page)


@require_http_methods(["GET", "POST"])
@login_required
def election_cancel(request: UserRequest, pk: int) -> HttpResponse:
    election = get_election(pk, viewer=request.user)
    form = ReasonForm(request.POST or None)
    if took(
        form,
        lambda: elections.cancel_election(
            election, reason=form.cleaned_data["reason"], actor=request.user
        ),
    ):
        return redirect("elections:overview", pk=election.congress_id)
    page = {"form": form, "election": election, "title": title_of(election, rules_of(election.congress))}  # fmt: skip
    return render(request, "elections/election_cancel.html", page)


@require_POST
@login_required
def nomination_take(request: UserRequest, pk: int) -> HttpResponse:
    election = get_election(pk, viewer=request.user)
    made = nominations.take_committee_list(election, actor=request.user)
    messages.success(request, _("Đã đưa vào %(n)s người cấp ủy giới thiệu.") % {"n": len(made)})
    return redirect("elections:election_detail", pk=pk)


@require_http_methods(["GET", "POST"])
@login_required
def nomination_add(request: UserRequest, pk: int) -> HttpResponse:
    election = get_election(pk, viewer=request.user)
    by_delegates = form_of(election.congress) is Form.DELEGATE_CONGRESS
    form = NominationForm(
        request.POST or None, people=people_to_nominate(election), by_delegates=by_delegates
    )
    if took(
        form,
        lambda: nominations.nominate(
            election,
            person_nominated(election, form.cleaned_data["person"]),
            NominationSource(form.cleaned_data["source"]),
            by=person_nominated(election, form.cleaned_data["by"]) if form.cleaned_data["by"] else None,
            has_consent=form.cleaned_data["has_consent"],
            filed_on=form.cleaned_data.get("filed_on"),
            actor=request.user,
        ),
    ):  # fmt: skip
        again = (
            "elections:nomination_add" if "again" in request.POST else "elections:election_detail"
        )
        return redirect(again, pk=pk)
    page = {"form": form, "election": election, "title": title_of(election, rules_of(election.congress))}  # fmt: skip
    return render(request, "elections/nomination_add.html", page)


@require_http_methods(["GET", "POST"])
@login_required
def nomination_withdraw(request: UserRequest, pk: int) -> HttpResponse:
    row = get_nomination(pk, viewer=request.user)
    form = ReasonForm(request.POST or None)
    if took(
        form,
        lambda: nominations.ask_out(row, reason=form.cleaned_data["reason"], actor=request.user),
    ):
        messages.success(request, _("Đã ghi việc xin rút; đại hội quyết định."))
        return redirect("elections:election_detail", pk=row.election_id)
    page = {"form": form, "election": row.election, "row": row}
    return render(request, "elections/nomination_withdraw.html", page)


@require_http_methods(["GET", "POST"])
@login_required
def nomination_decide(request: UserRequest, pk: int) -> HttpResponse:
    row = get_nomination(pk, viewer=request.user)
    form = WithdrawalForm(request.POST or None)
    if took(
        form,
        lambda: nominations.decide_withdrawal(
            row, form.hands, proposal=form.cleaned_data["proposal"], actor=request.user
        ),
    ):
        messages.success(request, _("Đã ghi quyết định của đại hội."))
        return redirect("elections:election_detail", pk=row.election_id)
    page = {"form": form, "row": row, "voting": voting(row.election.congress), **asked_out(row)}
    return render(request, "elections/nomination_decide.html", page)


@require_http_methods(["GET", "POST"])
@login_required
def nomination_support(request: UserRequest, pk: int) -> HttpResponse:
    row = get_nomination(pk, viewer=request.user)
    form = SupportForm(request.POST or None, initial={"supporters": row.supporters})
    if took(
        form,
        lambda: nominations.record_support(
            row, form.cleaned_data["supporters"], actor=request.user
        ),
    ):
        messages.success(request, _("Đã ghi kết quả xin ý kiến."))
        return redirect("elections:election_detail", pk=row.election_id)
    first = Voting(first_step(row.election.congress))
    page = {"form": form, "row": row, "voting": first, **asked_on(row)}
    return render(request, "elections/nomination_support.html", page)


@require_http_methods(["GET", "POST"])
@login_required
def poll_record(request: UserRequest, pk: int) -> HttpResponse:
    election = get_election(pk, viewer=request.user)
    form = PollForm(request.POST or None, initial=poll_begun(election))
    if took(form, lambda: polls.record_poll(election, **form.cleaned_data, actor=request.user)):
        messages.success(request, _("Đã ghi số phiếu xin ý kiến."))
        return redirect("elections:election_detail", pk=pk)
    page = {"form": form, "election": election, "title": title_of(election, rules_of(election.congress))}  # fmt: skip
    return render(request, "elections/poll_record.html", page)


@require_POST
@login_required
def nomination_remove(request: UserRequest, pk: int) -> HttpResponse:
    row = get_nomination(pk, viewer=request.user)
    nominations.take_back_nomination(row, actor=request.user)
    messages.success(request, _("Đã bỏ ghi nhận về %(name)s.") % {"name": row.person})
    return redirect("elections:election_detail", pk=row.election_id)


@require_http_methods(["GET", "POST"])
@login_required
def slate_adopt(request: UserRequest, pk: int) -> HttpResponse:
    page = slate_page(pk, viewer=request.user)
    form = SlateForm(
        request.POST or None, names=page.choices, is_later=page.slate.is_later,
        initial={"names": page.proposed},
    )  # fmt: skip
    if took(
        form,
        lambda: lists.adopt_list(
            page.election, form.cleaned_data["names"], form.hands,
            agrees_equal=form.cleaned_data.get("agrees_equal", False), actor=request.user,
        ),
    ):  # fmt: skip
        messages.success(request, _("Đã ghi kết quả biểu quyết danh sách."))
        return redirect("elections:election_detail", pk=pk)
    context = {"form": form, "page": page, "voting": voting(page.election.congress)}
    return render(request, "elections/slate_adopt.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def vote_strike(request: UserRequest, pk: int) -> HttpResponse:
    vote = get_vote(pk, viewer=request.user)
    form = ReasonForm(request.POST or None)
    if took(
        form,
        lambda: votes.withdraw_vote(vote, reason=form.cleaned_data["reason"], actor=request.user),
    ):
        messages.success(request, _("Đã gạch kết quả; hãy đếm và ghi lại."))
        if vote.election_id is None:
            return redirect("elections:body_detail", pk=vote.congress_id)
        return redirect("elections:election_detail", pk=vote.election_id)
    page = {"form": form, "vote": vote, "election": vote.election, "congress": vote.congress}
    return render(request, "elections/vote_strike.html", page)
