"""The minute-taker's page: entries written one after another, changed, struck out."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from daihoi.accounts.http import UserRequest
from daihoi.accounts.permissions import Permission
from daihoi.base.errors import DomainError
from daihoi.base.numbers import whole_number
from daihoi.meetings.actions import conclusions, statements, votes
from daihoi.meetings.forms import record as forms
from daihoi.meetings.models import Meeting
from daihoi.meetings.queries import record as queries
from daihoi.meetings.queries.hands import voters_there
from daihoi.meetings.queries.preparation import recipients_of
from daihoi.meetings.queries.seen import get_meeting


@require_safe
@login_required
def minutes_take(request: UserRequest, pk: int) -> HttpResponse:
    found = queries.record_to_write(pk, viewer=request.user)
    return render(request, "meetings/minutes_take.html", _page(request, found))


@require_safe
@login_required
def minutes_changes(request: UserRequest, pk: int) -> HttpResponse:
    since = whole_number(request.GET.get("sau", "")) or 0
    found, entries = queries.changes_since(pk, since, viewer=request.user)
    context = {"record": found, "entries": entries}
    return render(request, "meetings/record_changes.html", context)


@require_safe
@login_required
def document_places(request: UserRequest, pk: int, document: int) -> HttpResponse:
    places = queries.places_in(pk, document, viewer=request.user)
    rows = [{"key": each.key, "label": each.label, "text": each.text} for each in places]
    return JsonResponse({"places": rows})


@require_POST
@login_required
def statement_add(request: UserRequest, pk: int) -> HttpResponse:
    meeting = _to_write(request, pk)
    documents = queries.documents_to_speak_of(meeting, viewer=request.user)
    form = forms.StatementForm(request.POST, meeting=meeting, documents=documents)
    if not form.is_valid():
        return _again(request, meeting, statement_form=form)
    made = statements.add_statement(meeting, form.values, **form.key, actor=request.user)
    return _written(request, made)


@require_POST
@login_required
def vote_add(request: UserRequest, pk: int) -> HttpResponse:
    meeting = _to_write(request, pk)
    form = forms.VoteForm(request.POST, meeting=meeting)
    if not form.is_valid():
        return _again(request, meeting, vote_form=form)
    item = form.cleaned_data["item"]
    item.meeting = meeting
    subject = form.cleaned_data["subject"]
    made = votes.record_vote(item, subject, form.counted, **form.key, actor=request.user)
    return _written(request, made)


@require_POST
@login_required
def conclusion_add(request: UserRequest, pk: int) -> HttpResponse:
    meeting = _to_write(request, pk)
    recipients = recipients_of(meeting, viewer=request.user)
    form = forms.ConclusionForm(request.POST, meeting=meeting, recipients=recipients)
    if not form.is_valid():
        return _again(request, meeting, conclusion_form=form)
    made = conclusions.add_conclusion(meeting, form.values, **form.key, actor=request.user)
    return _written(request, made)


@require_http_methods(["GET", "POST"])
@login_required
def statement_edit(request: UserRequest, pk: int) -> HttpResponse:
    found = queries.get_statement(pk, viewer=request.user)
    documents = queries.documents_to_speak_of(found.item.meeting, viewer=request.user)
    form = forms.StatementEditForm(request.POST or None, instance=found, documents=documents)
    if form.is_valid():
        try:
            statements.edit_statement(found, form.values, seen=form.seen_state, actor=request.user)
        except DomainError as refusal:
            form.tell(refusal)
        else:
            return _back(found)
    return _edit_page(request, form, found)


@require_http_methods(["GET", "POST"])
@login_required
def conclusion_edit(request: UserRequest, pk: int) -> HttpResponse:
    found = queries.get_conclusion(pk, viewer=request.user)
    recipients = recipients_of(found.item.meeting, viewer=request.user)
    form = forms.ConclusionEditForm(request.POST or None, instance=found, recipients=recipients)
    if form.is_valid():
        try:
            conclusions.edit_conclusion(
                found, form.values, seen=form.seen_state, actor=request.user
            )
        except DomainError as refusal:
            form.tell(refusal)
        else:
            return _back(found)
    return _edit_page(request, form, found)


@require_POST
@login_required
def statement_withdraw(request: UserRequest, pk: int) -> HttpResponse:
    found = queries.get_statement(pk, viewer=request.user)
    return _written(request, statements.withdraw_statement(found, actor=request.user))


@require_POST
@login_required
def statement_move(request: UserRequest, pk: int) -> HttpResponse:
    found = queries.get_statement(pk, viewer=request.user)
    later = request.POST.get("way") == "later"
    return _written(request, statements.move_statement(found, later=later, actor=request.user))


@require_POST
@login_required
def statement_send(request: UserRequest, pk: int) -> HttpResponse:
    found = queries.get_statement(pk, viewer=request.user)
    return _written(request, statements.send_statement(found, actor=request.user))


@require_POST
@login_required
def vote_withdraw(request: UserRequest, pk: int) -> HttpResponse:
    found = queries.get_vote(pk, viewer=request.user)
    return _written(request, votes.withdraw_vote(found, actor=request.user))


@require_POST
@login_required
def conclusion_withdraw(request: UserRequest, pk: int) -> HttpResponse:
    found = queries.get_conclusion(pk, viewer=request.user)
    return _written(request, conclusions.withdraw_conclusion(found, actor=request.user))


@require_POST
@login_required
def conclusion_settle(request: UserRequest, pk: int) -> HttpResponse:
    found = queries.get_conclusion(pk, viewer=request.user)
    conclusions.settle_reminder(found, actor=request.user)
    return redirect("meetings:minutes_detail", pk=found.item.meeting_id)


@require_POST
@login_required
def conclusion_remind(request: UserRequest, pk: int) -> HttpResponse:
    found = queries.get_conclusion(pk, viewer=request.user)
    people = conclusions.remind(found, actor=request.user)
    messages.success(request, _("Đã gửi lưu ý vào hộp thư của %(n)s người.") % {"n": people})
    return redirect("meetings:minutes_detail", pk=found.item.meeting_id)


@require_POST
@login_required
def conclusions_give(request: UserRequest, pk: int) -> HttpResponse:
    meeting = get_meeting(pk, viewer=request.user)
    given = conclusions.give_conclusions(meeting, actor=request.user)
    messages.success(request, _("Đã giao %(n)s việc theo kết luận.") % {"n": len(given)})
    return redirect("meetings:minutes_detail", pk=pk)


def _to_write(request: UserRequest, pk: int) -> Meeting:
    return get_meeting(pk, viewer=request.user, to=Permission.MEETINGS_RECORD)


def _page(request: UserRequest, found: queries.Record, **forms_again: Any) -> dict[str, Any]:
    """Everything the page shows; a form that was refused comes again as it was sent."""
    meeting = found.meeting
    documents = queries.documents_to_speak_of(meeting, viewer=request.user)
    asked = whole_number(request.GET.get("muc", "") or request.POST.get("item", ""))
    current = next((each for each in found.items if each.item.pk == asked), None)
    current = current or (found.items[0] if found.items else None)
    initial: dict[str, Any] = {"item": current.item.pk} if current else {}
    said = dict(initial)
    if current and current.item.document_id:
        said |= {"document": current.item.document_id, "aim": "document"}
    recipients = recipients_of(meeting, viewer=request.user)
    return {
        "record": found,
        "meeting": meeting,
        "current": current,
        "speakers": queries.speakers(meeting),
        "voters": voters_there(meeting),
        "statement_form": forms.StatementForm(meeting=meeting, documents=documents, initial=said),
        "vote_form": forms.VoteForm(meeting=meeting, initial=dict(initial)),
        "conclusion_form": forms.ConclusionForm(
            meeting=meeting, recipients=recipients, initial=dict(initial)
        ),
    } | forms_again


def _again(request: UserRequest, meeting: Meeting, **form: Any) -> HttpResponse:
    """A form with its errors: alone where the page sends by itself, else in the whole page."""
    if request.htmx:
        context = {"form": next(iter(form.values()))}
        return render(request, "meetings/record_refused.html", context, status=422)
    found = queries.record_of(meeting, viewer=request.user)
    context = _page(request, found, **form)
    return render(request, "meetings/minutes_take.html", context, status=422)


def _written(request: UserRequest, row: Any) -> HttpResponse:
    """The entry as it stands now, for the page to put in its place."""
    if not request.htmx:
        return _back(row)
    entry = queries.entry_of(row, viewer=request.user)
    return render(request, "meetings/record_entry.html", {"entry": entry})


def _back(row: Any) -> HttpResponse:
    """The minute-taker's page at an entry."""
    kind = {"Statement": "statement", "HandVote": "vote", "Conclusion": "conclusion"}
    url = reverse("meetings:minutes_take", args=[row.item.meeting_id])
    return redirect(f"{url}?muc={row.item_id}#{kind[type(row).__name__]}-{row.pk}")


def _edit_page(request: UserRequest, form: Any, row: Any) -> HttpResponse:
    context = {"form": form, "row": row, "meeting": row.item.meeting}
    status = 422 if form.errors else 200
    return render(request, "meetings/record_edit.html", context, status=status)
