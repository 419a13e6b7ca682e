"""Pages of prepared speeches."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from daihoi.accounts.http import UserRequest
from daihoi.base.errors import DomainError, NotFound
from daihoi.programme.actions import speeches as actions
from daihoi.programme.forms import speeches as forms
from daihoi.programme.queries import speeches as queries
from daihoi.programme.queries.seen import allowed
from daihoi.rules.programme.speeches import SpeechEvent


@require_safe
@login_required
def speech_list(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.speech_list(pk, viewer=request.user)
    can = allowed(page.congress, viewer=request.user)
    context = {"page": page, "congress": page.congress, "can": can}
    return render(request, "programme/speech_list.html", context)


@require_safe
@login_required
def speech_print(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.speech_list(pk, viewer=request.user)
    context = {"page": page, "congress": page.congress}
    return render(request, "programme/speech_print.html", context)


@login_required
def speech_add(request: UserRequest, pk: int) -> HttpResponse:
    congress = queries.congress_to_manage(pk, viewer=request.user)
    form = forms.SpeechForm(request.POST or None, congress=congress)
    if form.is_valid():
        try:
            made = actions.register_speech(congress, form.values, actor=request.user)
        except DomainError as refusal:
            form.tell(refusal)
        else:
            messages.success(
                request, _("Đã đăng ký tham luận; người tham luận nhận được thông báo.")
            )
            return redirect("programme:speech_detail", pk=made.pk)
    context = {"form": form, "congress": congress}
    return render(request, "programme/speech_add.html", context, status=_status(form))


@require_safe
@login_required
def speech_detail(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.speech_page(pk, viewer=request.user)
    first = {"revision": page.speech.revision, "version": page.version}
    form = forms.DecisionForm(initial=first)
    context = {"page": page, "speech": page.speech, "congress": page.speech.congress, "form": form}
    return render(request, "programme/speech_detail.html", context)


@login_required
def speech_edit(request: UserRequest, pk: int) -> HttpResponse:
    speech = queries.speech_to_manage(pk, viewer=request.user)
    form = forms.SpeechForm(request.POST or None, instance=speech, congress=speech.congress)
    if form.is_valid():
        try:
            actions.edit_speech(speech, form.values, seen=form.seen_state, actor=request.user)
        except DomainError as refusal:
            form.tell(refusal)
        else:
            messages.success(request, _("Đã lưu tham luận."))
            return redirect("programme:speech_detail", pk=pk)
    context = {"form": form, "speech": speech, "congress": speech.congress}
    return render(request, "programme/speech_edit.html", context, status=_status(form))


@login_required
def speech_write(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.speech_to_write(pk, viewer=request.user)
    speech = page.speech
    first = {"revision": speech.revision, "text": speech.text}
    form = forms.TextForm(request.POST or None, request.FILES or None, initial=first)
    if form.is_valid():
        said, revision = form.cleaned_data["text"], form.cleaned_data["revision"]
        try:
            upload = form.upload
            actions.write_speech(speech, said, revision=revision, **upload, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã lưu bài tham luận."))
            return redirect("programme:speech_detail", pk=pk)
    context = {"form": form, "speech": speech, "congress": speech.congress, "draft": f"speech-{pk}"}
    return render(request, "programme/speech_write.html", context, status=_status(form))


@require_POST
@login_required
def speech_decide(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.speech_page(pk, viewer=request.user)
    event = request.POST.get("event", "")
    if event not in set(SpeechEvent):
        raise NotFound
    form = forms.DecisionForm(request.POST)
    if form.is_valid():
        try:
            told = form.cleaned_data
            actions.decide_speech(page.speech, SpeechEvent(event), **told, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã ghi kết quả xem xét bài tham luận."))
            return redirect("programme:speech_detail", pk=pk)
    context = {"page": page, "speech": page.speech, "congress": page.speech.congress, "form": form}
    return render(request, "programme/speech_detail.html", context, status=_status(form))


@require_POST
@login_required
def speech_move(request: UserRequest, pk: int) -> HttpResponse:
    speech = queries.get_speech(pk, viewer=request.user)
    by = -1 if request.POST.get("to") == "up" else 1
    actions.move_speech(speech, by=by, actor=request.user)
    return redirect("programme:speech_list", pk=speech.congress_id)


@require_POST
@login_required
def speech_remove(request: UserRequest, pk: int) -> HttpResponse:
    speech = queries.get_speech(pk, viewer=request.user)
    actions.remove_speech(speech, actor=request.user)
    messages.success(request, _("Đã bỏ tham luận."))
    return redirect("programme:speech_list", pk=speech.congress_id)


@require_POST
@login_required
def speech_deposit(request: UserRequest, pk: int) -> HttpResponse:
    speech = queries.get_speech(pk, viewer=request.user)
    paper = actions.deposit_speech(speech, actor=request.user)
    messages.success(request, _("Đã lập văn bản tham luận."))
    return redirect("registry:paper_detail", pk=paper.pk)


def _status(form: object) -> int:
    return 422 if getattr(form, "errors", None) else 200
