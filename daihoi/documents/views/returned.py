"""Word files that come back: upload, preview, confirm; then the review, place by place."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from daihoi.accounts.http import UserRequest
from daihoi.base.downloads import WORD, download
from daihoi.base.errors import BadFile, NotPermitted, RuleBroken
from daihoi.documents.actions import returned as actions
from daihoi.documents.actions import returned_decisions as decisions
from daihoi.documents.actions import returned_opinions as opinions
from daihoi.documents.actions import returned_text
from daihoi.documents.forms import returned as forms
from daihoi.documents.models import ReturnedPoint, Version
from daihoi.documents.queries import returned, rounds
from daihoi.documents.queries import returned_access as access
from daihoi.documents.queries import returned_pages as pages
from daihoi.documents.queries import returned_review as queries


@require_safe
@login_required
def returned_list(request: UserRequest, pk: int) -> HttpResponse:
    document = access.get_receiving(pk, viewer=request.user)
    context = {"document": document, "groups": returned.copies_by_base(document)}
    return render(request, "documents/returned_list.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def returned_upload(request: UserRequest, pk: int) -> HttpResponse:
    document = access.get_receiving(pk, viewer=request.user)
    form = forms.CopyForm(
        request.POST or None,
        request.FILES or None,
        people=returned.people_of(document),
        units=returned.units_in(document),
        bases=returned.bases_of(document, viewer=request.user),
    )
    if request.method == "POST" and form.is_valid():
        data, file = form.cleaned_data, form.cleaned_data["file"]
        sent = {"contributor": form.contributor(), "file_name": file.name}
        try:
            copy = actions.upload_copy(
                document, data["base"], file.read(), actor=request.user, **sent
            )
            return redirect("documents:returned_detail", pk=copy.pk)
        except BadFile as error:
            form.add_error("file", f"{error.message} {error.advice}".strip())
    context = {"form": form, "document": document}
    return render(request, "documents/returned_upload.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def returned_send(request: UserRequest, pk: int) -> HttpResponse:
    page = rounds.get_round(pk, viewer=request.user)
    sending = access.sending_to(page, viewer=request.user)
    if not sending:
        raise NotPermitted(_("Đợt này hiện không nhận bản Word của đồng chí."))
    form = forms.SendForm(request.POST or None, request.FILES or None, sending=sending)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        sent = {"unit": form.unit(), "file_name": file.name}
        try:
            copy = actions.send_copy(page.round, file.read(), actor=request.user, **sent)
            return redirect("documents:returned_detail", pk=copy.pk)
        except BadFile as error:
            form.add_error("file", f"{error.message} {error.advice}".strip())
    context = {"form": form, "page": page, "document": page.document}
    context["own"] = returned.own_copies(page.round, viewer=request.user)
    return render(request, "documents/returned_send.html", context)


@require_safe
@login_required
def returned_detail(request: UserRequest, pk: int) -> HttpResponse:
    copy = access.get_copy(pk, viewer=request.user)
    page = pages.copy_page(copy, viewer=request.user)
    form = forms.GivenOnForm(initial={"given_on": returned.given_on(copy)})
    context = {"page": page, "copy": copy, "document": copy.base.document, "form": form}
    return render(request, "documents/returned_detail.html", context)


@require_safe
@login_required
def returned_file(request: UserRequest, pk: int) -> HttpResponse:
    copy = access.get_copy(pk, viewer=request.user)
    return download(copy.file.read(), copy.file_name, WORD)


@require_POST
@login_required
def returned_confirm(request: UserRequest, pk: int) -> HttpResponse:
    copy = access.get_copy(pk, viewer=request.user)
    copy = actions.confirm_copy(copy, actor=request.user)
    if copy.round_id:
        messages.success(request, _("Đã gửi. Các chỗ sửa và nhận xét đã thành ý kiến góp ý."))
        return redirect("documents:returned_detail", pk=pk)
    messages.success(request, _("Đã nhận bản Word của %(sender)s.") % {"sender": copy.sender})
    return redirect("documents:returned_review", pk=copy.base_id)


@require_POST
@login_required
def returned_discard(request: UserRequest, pk: int) -> HttpResponse:
    copy = access.get_copy(pk, viewer=request.user)
    actions.discard_copy(copy, actor=request.user)
    messages.success(request, _("Đã bỏ tệp; không có gì được ghi."))
    if copy.round_id:
        return redirect("documents:round_detail", pk=copy.round_id)
    return redirect("documents:returned_list", pk=copy.base.document_id)


@require_http_methods(["GET", "POST"])
@login_required
def returned_opinions(request: UserRequest, pk: int) -> HttpResponse:
    """Take all of a copy as opinions of the round."""
    copy = access.get_copy(pk, viewer=request.user)
    page = pages.page_to_take(copy, viewer=request.user)
    form = forms.GivenOnForm(request.POST or None, initial={"given_on": returned.given_on(copy)})
    if request.method == "POST" and form.is_valid():
        try:
            made = opinions.take_copy(
                copy, given_on=form.cleaned_data["given_on"], actor=request.user
            )
            text = _("Đã lấy %(n)s chỗ thành ý kiến của %(sender)s.")
            messages.success(request, text % {"n": len(made), "sender": copy.sender})
            return redirect("documents:returned_review", pk=copy.base_id)
        except RuleBroken as error:
            form.add_error("given_on", f"{error.message} {error.advice}".strip())
    context = {"page": page, "copy": copy, "document": copy.base.document, "form": form}
    return render(request, "documents/returned_opinions.html", context)


@require_safe
@login_required
def returned_review(request: UserRequest, pk: int) -> HttpResponse:
    version = queries.get_reviewed(pk, viewer=request.user)
    filters = queries.Filters.of(request.GET)
    page = queries.review_page(
        version, filters, viewer=request.user, number=request.GET.get("page", "1")
    )
    template = "documents/returned_review.html" + ("#progress" if request.htmx else "")
    context = {"page": page, "version": version, "document": version.document}
    return render(request, template, context)


@require_POST
@login_required
def returned_decide(request: UserRequest, pk: int) -> HttpResponse:
    point = queries.get_point(pk, viewer=request.user)
    form = forms.DecisionForm(request.POST)
    if not form.is_valid():
        raise RuleBroken(_("Chưa chọn nhận hay không nhận."))
    revision = form.cleaned_data["revision"]
    decisions.decide(point, form.decision_made(), revision=revision, actor=request.user)
    return _decided(request, point)


@require_POST
@login_required
def returned_take(request: UserRequest, pk: int) -> HttpResponse:
    """Take one place as an opinion of its senders."""
    point = queries.get_point(pk, viewer=request.user)
    form = forms.GivenOnForm(request.POST)
    if not form.is_valid():
        raise RuleBroken(_("Chưa ghi ngày góp ý."))
    opinions.take_point(point, given_on=form.cleaned_data["given_on"], actor=request.user)
    return _decided(request, point)


@require_POST
@login_required
def returned_decide_many(request: UserRequest, pk: int) -> HttpResponse:
    version = queries.get_decided(pk, viewer=request.user)
    form = forms.ManyForm(request.POST)
    if not form.is_valid():
        raise RuleBroken(_("Chưa chọn nhận hay không nhận."))
    number = form.cleaned_data["copy"]
    copy = access.get_copy(number, viewer=request.user) if number else None
    done, left = decisions.decide_many(version, form.decision_made(), copy=copy, actor=request.user)
    text = _("Đã quyết định %(done)s chỗ; còn %(left)s chỗ để đồng chí xem từng chỗ.")
    messages.success(request, text % {"done": done, "left": left})
    return _back(request, version)


@require_POST
@login_required
def returned_apply(request: UserRequest, pk: int) -> HttpResponse:
    version = queries.get_decided(pk, viewer=request.user)
    applied = returned_text.apply_accepted(version, actor=request.user)
    facts = {"done": applied.done, "number": applied.version.number, "left": applied.stuck}
    messages.success(request, _("Đã đưa %(done)s chỗ vào bản %(number)s đang sửa.") % facts)
    if applied.stuck:
        text = _("%(left)s chỗ chưa đưa vào được vì đoạn đã sửa khác; xem các chỗ có dấu “va”.")
        messages.warning(request, text % facts)
    return _back(request, version)


def _decided(request: UserRequest, point: ReturnedPoint) -> HttpResponse:
    """The place after a decision: alone for htmx, else on its page."""
    page = queries.place_page(point, viewer=request.user)
    if request.htmx:
        place = page.groups[0].places[0]
        context = {"page": page, "place": place, "version": page.version}
        return render(request, "documents/returned_place.html", context)
    return _back(request, page.version, f"#p-{page.page.object_list[0]}")


def _back(request: UserRequest, version: Version, anchor: str = "") -> HttpResponse:
    """The review at the page and filters it was left at."""
    address = reverse("documents:returned_review", kwargs={"pk": version.pk})
    tail = f"?{request.GET.urlencode()}" if request.GET else ""
    return redirect(f"{address}{tail}{anchor}")
