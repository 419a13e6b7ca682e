"""Pages of congresses and subcommittees."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from daihoi.accounts.http import UserRequest
from daihoi.accounts.permissions import Permission
from daihoi.base.errors import DomainError
from daihoi.congresses import actions, forms, queries
from daihoi.organizations.forms import EndForm, first_day

MANAGE = Permission.CONGRESSES_MANAGE


@login_required
def congress_list(request: UserRequest) -> HttpResponse:
    page = {"congresses": queries.congresses_of(request.user)}
    return render(request, "congresses/congress_list.html", page)


@login_required
def congress_detail(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.congress_page(pk, viewer=request.user)
    return render(request, "congresses/congress_detail.html", {"page": page})


@login_required
def congress_add(request: UserRequest, pk: int) -> HttpResponse:
    organization = queries.organization_for_congress(pk, viewer=request.user)
    initial = {"ordinal": queries.next_ordinal(organization)}
    form = forms.CongressForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            congress = actions.add_congress(organization, form.values, actor=request.user)
        except DomainError as error:
            form.add_error(None, str(error.message))
        else:
            messages.success(request, _("Đã thêm đại hội."))
            return redirect("congresses:congress_detail", pk=congress.pk)
    page = {"form": form, "organization": organization}
    return render(request, "congresses/congress_add.html", page)


@login_required
def congress_edit(request: UserRequest, pk: int) -> HttpResponse:
    congress = queries.congress_of(pk, viewer=request.user, to=MANAGE)
    form = forms.CongressForm(request.POST or None, instance=congress)
    if form.is_valid():
        try:
            actions.edit_congress(congress, form.values, seen=form.seen_state, actor=request.user)
        except DomainError as refusal:
            form.tell(refusal)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("congresses:congress_detail", pk=pk)
    return render(request, "congresses/congress_edit.html", {"form": form, "congress": congress})


@login_required
def subcommittee_add(request: UserRequest, pk: int) -> HttpResponse:
    congress = queries.congress_of(pk, viewer=request.user, to=MANAGE)
    form = forms.SubcommitteeForm(request.POST or None)
    if form.is_valid():
        try:
            made = actions.add_subcommittee(congress, form.values, actor=request.user)
        except DomainError as error:
            form.add_error(None, str(error.message))
        else:
            messages.success(request, _("Đã thêm %(name)s.") % {"name": made.name})
            return redirect("congresses:congress_detail", pk=pk)
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
            return redirect("congresses:congress_detail", pk=subcommittee.congress_id)
    page = {"form": form, "subcommittee": subcommittee}
    return render(request, "congresses/subcommittee_edit.html", page)


@login_required
def post_add(request: UserRequest, pk: int) -> HttpResponse:
    subcommittee = queries.get_subcommittee(pk, viewer=request.user)
    form = forms.PostForm(request.POST or None, subcommittee=subcommittee, initial=first_day())
    if form.is_valid():
        try:
            actions.add_post(subcommittee, **form.cleaned_data, actor=request.user)
        except DomainError as error:
            form.add_error(None, str(error.message))
        else:
            messages.success(request, _("Đã ghi vào tiểu ban."))
            return redirect("congresses:congress_detail", pk=subcommittee.congress_id)
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
            form.add_error(None, str(error.message))
        else:
            messages.success(request, _("Đã ghi thôi nhiệm vụ."))
            return redirect("congresses:congress_detail", pk=post.subcommittee.congress_id)
    return render(request, "congresses/post_end.html", {"form": form, "post": post})
