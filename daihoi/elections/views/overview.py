"""The elections of a congress, its roll and bodies."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from daihoi.accounts.http import UserRequest, inner_address
from daihoi.accounts.permissions import Permission
from daihoi.base.errors import DomainError
from daihoi.base.numbers import whole_number
from daihoi.congresses.forms.reasons import ReasonForm
from daihoi.congresses.queries.congresses import congress_of
from daihoi.elections.actions import bodies, rolls
from daihoi.elections.forms.hands import BodyForm
from daihoi.elections.forms.preparing import DelegationsForm, EntryForm
from daihoi.elections.queries import overview as queries
from daihoi.elections.queries.bodies import bodies_page, body_of, get_member, people_to_name
from daihoi.elections.queries.first_steps import voting
from daihoi.elections.queries.law import form_of
from daihoi.elections.queries.roll_page import get_entry, get_roll, roll_page
from daihoi.elections.views.trying import took
from daihoi.rules.elections.kinds import Form

PREPARE, CONFIRM = Permission.ELECTIONS_PREPARE, Permission.ELECTIONS_CONFIRM


@require_GET
@login_required
def overview(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.overview(pk, viewer=request.user)
    template = "elections/overview.html" + ("#state" if request.htmx else "")
    return render(request, template, {"page": page})


@require_GET
@login_required
def roll_detail(request: UserRequest, pk: int) -> HttpResponse:
    page = roll_page(pk, viewer=request.user)
    template = "elections/roll_detail.html" + ("#roll" if request.htmx else "")
    return render(request, template, {"page": page})


@require_POST
@login_required
def roll_propose(request: UserRequest, pk: int) -> HttpResponse:
    congress = congress_of(pk, viewer=request.user, to=PREPARE)
    rolls.propose_roll(congress, actor=request.user)
    messages.success(request, _("Đã lấy điểm danh vào danh sách cử tri."))
    return redirect("elections:roll_detail", pk=pk)


@require_http_methods(["GET", "POST"])
@login_required
def roll_correct(request: UserRequest, pk: int) -> HttpResponse:
    congress = congress_of(pk, viewer=request.user, to=PREPARE)
    form = ReasonForm(request.POST or None)
    if took(
        form,
        lambda: rolls.propose_roll(
            congress, reason=form.cleaned_data["reason"], actor=request.user
        ),
    ):
        messages.success(request, _("Đã lập bản điều chỉnh; cấp ủy triệu tập xem rồi xác nhận."))
        return redirect("elections:roll_detail", pk=pk)
    return render(request, "elections/roll_correct.html", {"form": form, "congress": congress})


@require_http_methods(["GET", "POST"])
@login_required
def roll_delegations(request: UserRequest, pk: int) -> HttpResponse:
    page = roll_page(pk, viewer=request.user)
    first = page.roll.delegations if page.roll else None
    initial = dict(zip(("organizations", "represented"), first or (), strict=False))
    form = DelegationsForm(request.POST or None, initial=initial)
    if took(
        form,
        lambda: rolls.tell_delegations(page.congress, **form.cleaned_data, actor=request.user),
    ):
        messages.success(request, _("Đã ghi số tổ chức có đại biểu dự."))
        return redirect("elections:roll_detail", pk=pk)
    return render(request, "elections/roll_delegations.html", {"form": form, "page": page})


@require_POST
@login_required
def roll_confirm(request: UserRequest, pk: int) -> HttpResponse:
    roll = get_roll(pk, viewer=request.user, to=CONFIRM)
    seen = whole_number(request.POST.get("base", ""))
    found = rolls.confirm_roll(roll, seen_base=seen, actor=request.user)
    messages.success(
        request,
        _("Đã xác nhận: mẫu số %(base)s, cần %(need)s.") % {"base": found.base, "need": found.need},
    )
    return redirect("elections:overview", pk=roll.congress_id)


@require_POST
@login_required
def roll_drop(request: UserRequest, pk: int) -> HttpResponse:
    roll = get_roll(pk, viewer=request.user, to=PREPARE)
    rolls.drop_roll(roll, actor=request.user)
    messages.success(request, _("Đã bỏ bản danh sách đang lập."))
    return redirect("elections:roll_detail", pk=roll.congress_id)


@require_http_methods(["GET", "POST"])
@login_required
def roll_entry(request: UserRequest, pk: int) -> HttpResponse:
    entry = get_entry(pk, viewer=request.user)
    congress = entry.roll.congress
    by_delegates = form_of(congress) is Form.DELEGATE_CONGRESS
    form = EntryForm(request.POST or None, entry=entry, by_delegates=by_delegates)
    if form.is_valid():
        try:
            rolls.judge_entry(entry, form.values, seen=form.seen_state, actor=request.user)
        except DomainError as refusal:
            form.tell(refusal)
        else:
            return redirect("elections:roll_detail", pk=congress.pk)
    page = {"form": form, "congress": congress, "entry": entry}
    return render(request, "elections/roll_entry.html", page)


@require_GET
@login_required
def body_detail(request: UserRequest, pk: int) -> HttpResponse:
    page = bodies_page(pk, viewer=request.user)
    return render(request, "elections/body_detail.html", {"page": page})


@require_http_methods(["GET", "POST"])
@login_required
def body_name(request: UserRequest, pk: int, body: str) -> HttpResponse:
    congress = congress_of(pk, viewer=request.user, to=PREPARE)
    named = body_of(body)
    form = BodyForm(request.POST or None, people=people_to_name(congress))
    if took(
        form,
        lambda: bodies.name_body(
            congress, named, form.cleaned_data["people"], form.hands,
            head=form.cleaned_data["head"], actor=request.user,
        ),
    ):  # fmt: skip
        messages.success(request, _("Đã ghi kết quả biểu quyết."))
        back = inner_address(request, request.GET.get("next", ""))
        return redirect(back or reverse("elections:body_detail", args=[pk]))
    page = {"form": form, "congress": congress, "body": named, "voting": voting(congress)}
    return render(request, "elections/body_name.html", page)


@require_http_methods(["GET", "POST"])
@login_required
def body_release(request: UserRequest, pk: int) -> HttpResponse:
    member = get_member(pk, viewer=request.user)
    form = ReasonForm(request.POST or None)
    if took(
        form,
        lambda: bodies.release_member(
            member, reason=form.cleaned_data["reason"], actor=request.user
        ),
    ):
        messages.success(request, _("Đã ghi thôi nhiệm vụ."))
        return redirect("elections:body_detail", pk=member.congress_id)
    page = {"form": form, "congress": member.congress, "member": member}
    return render(request, "elections/body_release.html", page)
