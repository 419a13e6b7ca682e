"""Pages of subcommittees and who is in them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from daihoi.accounts.http import UserRequest
from daihoi.accounts.permissions import Permission
from daihoi.base.errors import DomainError
from daihoi.congresses.actions import subcommittees as actions
from daihoi.congresses.forms import subcommittees as forms
from daihoi.congresses.queries import congresses as congress_queries
from daihoi.congresses.queries import subcommittees as queries
from daihoi.congresses.queries import tasks
from daihoi.organizations.forms import EndForm, first_day

MANAGE = Permission.CONGRESSES_MANAGE


@require_GET
@login_required
def subcommittee_detail(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.subcommittee_page(pk, viewer=request.user)
    rows = tasks.rows_of_body(page.subcommittee, viewer=request.user)
    return render(request, "congresses/subcommittee_detail.html", {"page": page, "rows": rows})


@login_required
def subcommittee_end(request: UserRequest, pk: int) -> HttpResponse:
    subcommittee = queries.get_subcommittee(pk, viewer=request.user)
    form = EndForm(request.POST or None, initial=first_day())
    if form.is_valid():
        try:
            actions.end_subcommittee(subcommittee, form.cleaned_data["on"], actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã ghi kết thúc; vai trò theo tiểu ban cũng thôi."))
            return redirect("congresses:subcommittee_detail", pk=pk)
    page = {"form": form, "subcommittee": subcommittee}
    return render(request, "congresses/subcommittee_end.html", page)


@login_required
def subcommittee_add(request: UserRequest, pk: int) -> HttpResponse:
    congress = congress_queries.congress_of(pk, viewer=request.user, to=MANAGE)
    form = forms.SubcommitteeForm(request.POST or None)
    if form.is_valid():
        try:
            made = actions.add_subcommittee(congress, form.values, actor=request.user)
        except DomainError as error:
            form.add_error(None, error.in_full)
        else:
            messages.success(request, _("Đã thêm %(name)s.") % {"name": made.name})
            return redirect("congresses:subcommittee_detail", pk=made.pk)
    page = {"form": form, "congress": congress}
    return render(request, "congresses/subcommittee_add.html", page)


@login_required
def subcommittee_edit(request: UserRequest, pk: int) -> HttpResponse:
    subcommittee = queries.get_subcommittee(pk, viewer=request.user)
    form = forms.SubcommitteeForm(request.POST or None, instance=subcommittee)
    if form.is_valid():
        try:
            actions.edit_subcommittee(
                subcommittee, form.values, seen=form.seen_state, actor=request.user
            )
        except DomainError as refusal:
            form.tell(refusal)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("congresses:subcommittee_detail", pk=subcommittee.pk)
    page = {"form": form, "subcommittee": subcommittee}
    return render(request, "congresses/subcommittee_edit.html", page)


@login_required
def post_add(request: UserRequest, pk: int) -> HttpResponse:
    subcommittee = queries.get_subcommittee(pk, viewer=request.user)
    form = forms.PostForm(
        request.POST or None, subcommittee=subcommittee, viewer=request.user, initial=first_day()
    )
    if form.is_valid():
        try:
            actions.add_post(subcommittee, **form.cleaned_data, actor=request.user)
        except DomainError as error:
            form.add_error(None, error.in_full)
        else:
            messages.success(request, _("Đã ghi vào tiểu ban."))
            return redirect("congresses:subcommittee_detail", pk=subcommittee.pk)
    page = {"form": form, "subcommittee": subcommittee}
    return render(request, "congresses/post_add.html", page)


@login_required
def post_end(request: UserRequest, pk: int) -> HttpResponse:
    post = queries.get_post(pk, viewer=request.user)
    form = EndForm(request.POST or None, initial=first_day())
    if form.is_valid():
        try:
            actions.end_post(post, form.cleaned_data["on"], actor=request.user)
        except DomainError as error:
            form.add_error(None, error.in_full)
        else:
            messages.success(request, _("Đã ghi thôi nhiệm vụ."))
            return redirect("congresses:subcommittee_detail", pk=post.subcommittee_id)
    return render(request, "congresses/post_end.html", {"form": form, "post": post})
