"""Papers of a ballot: preview, file, given out, back in the box."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from daihoi.accounts.http import UserRequest
from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission
from daihoi.base.downloads import shown
from daihoi.base.errors import RuleBroken
from daihoi.congresses.forms.reasons import ReasonForm
from daihoi.elections.actions import ballots, holding_rules, lists, rolls
from daihoi.elections.forms.preparing import (
    NumberForm,
    PrintForm,
    ReturnedAgainForm,
    ReturnedForm,
    RulesForm,
)
from daihoi.elections.models import Round, Sheet
from daihoi.elections.papers.ballots import ballots_pdf
from daihoi.elections.queries.ballots import ballot_page, get_round
from daihoi.elections.views.trying import took

PREPARE, COUNT = Permission.ELECTIONS_PREPARE, Permission.ELECTIONS_COUNT
PDF = "application/pdf"


@require_GET
@login_required
def ballot_detail(request: UserRequest, pk: int) -> HttpResponse:
    page = ballot_page(pk, viewer=request.user)
    template = "elections/ballot_detail.html" + ("#state" if request.htmx else "")
    return render(request, template, {"page": page})


@require_http_methods(["GET", "POST"])
@login_required
def ballot_print(request: UserRequest, pk: int) -> HttpResponse:
    round_ = get_round(pk, viewer=request.user, to=PREPARE)
    page = ballot_page(pk, viewer=request.user)
    first = {"number": round_.printed or page.proposed, "sheet": round_.sheet}
    form = PrintForm(request.POST or None, initial=first)
    if took(
        form,
        lambda: ballots.print_ballots(
            round_, form.cleaned_data["number"], Sheet(form.cleaned_data["sheet"]),
            actor=request.user,
        ),
    ):  # fmt: skip
        messages.success(request, _("Đã ghi số phiếu in. Hãy mở tệp PDF để in."))
        return redirect("elections:ballot_detail", pk=pk)
    return render(request, "elections/ballot_print.html", {"form": form, "page": page})


@require_GET
@login_required
def ballot_file(request: UserRequest, pk: int) -> HttpResponse:
    round_ = get_round(pk, viewer=request.user, to=PREPARE)
    return shown(ballots_pdf(round_), f"phieu-bau-{round_.pk}.pdf", PDF)


@require_http_methods(["GET", "POST"])
@login_required
def ballot_issue(request: UserRequest, pk: int) -> HttpResponse:
    round_ = get_round(pk, viewer=request.user, to=COUNT)
    page = ballot_page(pk, viewer=request.user)
    form = NumberForm(request.POST or None, initial={"number": page.left_to_issue})
    if took(
        form,
        lambda: ballots.issue_ballots(round_, form.cleaned_data["number"], actor=request.user),
    ):
        messages.success(request, _("Đã ghi số phiếu phát ra."))
        return redirect("elections:ballot_detail", pk=pk)
    return render(request, "elections/ballot_issue.html", {"form": form, "page": page})


@require_http_methods(["GET", "POST"])
@login_required
def ballot_exchange(request: UserRequest, pk: int) -> HttpResponse:
    round_ = get_round(pk, viewer=request.user, to=COUNT)
    page = ballot_page(pk, viewer=request.user)
    form = NumberForm(request.POST or None, initial={"number": 1})
    if took(
        form,
        lambda: ballots.exchange_ballots(round_, form.cleaned_data["number"], actor=request.user),
    ):
        messages.success(request, _("Đã ghi số phiếu hỏng đổi lại."))
        return redirect("elections:ballot_detail", pk=pk)
    return render(request, "elections/ballot_exchange.html", {"form": form, "page": page})


@require_http_methods(["GET", "POST"])
@login_required
def box_open(request: UserRequest, pk: int) -> HttpResponse:
    round_ = get_round(pk, viewer=request.user, to=COUNT)
    page = ballot_page(pk, viewer=request.user)
    form = ReturnedForm(request.POST or None)
    if took(
        form,
        lambda: _open_box(round_, form.cleaned_data["returned"], request.user),
    ):
        messages.success(
            request, _("Đã mở hòm phiếu. Hãy báo cáo đại hội số phiếu phát ra, thu về.")
        )
        return redirect("elections:ballot_detail", pk=pk)
    return render(request, "elections/box_open.html", {"form": form, "page": page})


def _open_box(round_: Round, returned: int, teller: User) -> None:
    """A box with more papers than were given out is not opened; the number found is kept."""
    try:
        ballots.open_box(round_, returned, actor=teller)
    except RuleBroken as refusal:
        if refusal.code == "more_returned":
            ballots.note_more_returned(round_, returned, actor=teller)
        raise


@require_http_methods(["GET", "POST"])
@login_required
def box_correct(request: UserRequest, pk: int) -> HttpResponse:
    round_ = get_round(pk, viewer=request.user, to=COUNT)
    page = ballot_page(pk, viewer=request.user)
    form = ReturnedAgainForm(request.POST or None, initial={"returned": round_.in_box})
    if took(
        form,
        lambda: ballots.correct_returned(
            round_, form.cleaned_data["returned"], reason=form.cleaned_data["reason"],
            actor=request.user,
        ),
    ):  # fmt: skip
        messages.success(request, _("Đã sửa số phiếu thu về."))
        return redirect("elections:ballot_detail", pk=pk)
    return render(request, "elections/box_correct.html", {"form": form, "page": page})


@require_http_methods(["GET", "POST"])
@login_required
def list_reopen(request: UserRequest, pk: int) -> HttpResponse:
    round_ = get_round(pk, viewer=request.user, to=PREPARE)
    form = ReasonForm(request.POST or None)
    if took(
        form,
        lambda: lists.reopen_list(round_, reason=form.cleaned_data["reason"], actor=request.user),
    ):
        messages.success(request, _("Đã mở lại danh sách; phiếu đã in phải hủy."))
        return redirect("elections:election_detail", pk=round_.election_id)
    return render(request, "elections/list_reopen.html", {"form": form, "round": round_})


@require_http_methods(["GET", "POST"])
@login_required
def round_take_roll(request: UserRequest, pk: int) -> HttpResponse:
    round_ = get_round(pk, viewer=request.user, to=Permission.ELECTIONS_CONFIRM)
    form = ReasonForm(request.POST or None)
    if took(
        form,
        lambda: rolls.take_over_roll(
            round_, reason=form.cleaned_data["reason"], actor=request.user
        ),
    ):
        messages.success(request, _("Lượt bầu đã theo danh sách cử tri mới."))
        return redirect("elections:overview", pk=round_.election.congress_id)
    return render(request, "elections/round_take_roll.html", {"form": form, "round": round_})


@require_http_methods(["GET", "POST"])
@login_required
def ballot_rules(request: UserRequest, pk: int) -> HttpResponse:
    round_ = get_round(pk, viewer=request.user, to=PREPARE)
    page = ballot_page(pk, viewer=request.user)
    form = RulesForm(request.POST or None)
    if took(
        form,
        lambda: holding_rules.decide_rules(
            round_, takes_new=form.cleaned_data["takes_new"],
            reason=form.cleaned_data["reason"], actor=request.user,
        ),
    ):  # fmt: skip
        messages.success(request, _("Đã ghi quy định được áp dụng cho lượt bầu."))
        return redirect("elections:ballot_detail", pk=pk)
    return render(request, "elections/ballot_rules.html", {"form": form, "page": page})
