"""Minutes: read, read back, signed, corrected by additions, made papers; the minute book."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from daihoi.accounts.http import UserRequest
from daihoi.accounts.permissions import Permission
from daihoi.base.downloads import WORD, download
from daihoi.base.errors import DomainError
from daihoi.base.numbers import whole_number
from daihoi.meetings.actions import minutes as actions
from daihoi.meetings.actions import preparation
from daihoi.meetings.forms.record import AdditionForm, HandlingForm, ReopenForm
from daihoi.meetings.papers import meeting_papers
from daihoi.meetings.papers import minutes as papers
from daihoi.meetings.queries import minutes as queries
from daihoi.meetings.queries import preparation as said
from daihoi.meetings.queries.seen import get_meeting

PDF = "application/pdf"


@require_safe
@login_required
def minutes_detail(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.minutes_page(pk, viewer=request.user)
    paper = papers.shown_paper(page.text)
    context = {
        "page": page,
        "paper": paper,
        "profile": papers.profile_of(page.meeting),
        "digest": queries.text_digest(paper.to_json()),
        "addition_form": AdditionForm(),
        "reopen_form": ReopenForm(),
    }
    return render(request, "meetings/minutes_detail.html", context)


@require_safe
@login_required
def minutes_read(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.minutes_page(pk, viewer=request.user)
    context = {
        "page": page,
        "paper": papers.shown_paper(page.text),
        "profile": papers.profile_of(page.meeting),
    }
    return render(request, "meetings/minutes_read.html", context)


@require_POST
@login_required
def minutes_read_confirm(request: UserRequest, pk: int) -> HttpResponse:
    meeting = get_meeting(pk, viewer=request.user, to=Permission.MEETINGS_RECORD)
    change = whole_number(request.POST.get("change", "")) or 0
    actions.confirm_reading(meeting, change, actor=request.user)
    messages.success(request, _("Đã ghi nhận biên bản được đọc lại trước cuộc họp."))
    return redirect("meetings:minutes_detail", pk=pk)


@require_POST
@login_required
def minutes_sign(request: UserRequest, pk: int) -> HttpResponse:
    meeting = get_meeting(pk, viewer=request.user)
    seen = request.POST.get("digest", "")
    signed = actions.sign_minutes(meeting, seen=seen, actor=request.user)
    if signed.is_signed:
        messages.success(request, _("Biên bản đã đủ hai chữ ký; từ nay chỉ bổ sung, không sửa."))
    else:
        messages.success(request, _("Đồng chí đã ký biên bản. Còn chờ một chữ ký."))
    return redirect("meetings:minutes_detail", pk=pk)


@require_POST
@login_required
def minutes_reopen(request: UserRequest, pk: int) -> HttpResponse:
    meeting = get_meeting(pk, viewer=request.user)
    actions.reopen_minutes(meeting, request.POST.get("reason", ""), actor=request.user)
    messages.success(request, _("Đã rút chữ ký; biên bản sửa được, sau đó ký lại."))
    return redirect("meetings:minutes_detail", pk=pk)


@require_POST
@login_required
def minutes_deposit(request: UserRequest, pk: int) -> HttpResponse:
    meeting = get_meeting(pk, viewer=request.user)
    paper = actions.deposit_minutes(meeting, actor=request.user)
    messages.success(request, _("Đã đưa biên bản vào văn bản của kỳ đại hội."))
    return redirect("registry:paper_detail", pk=paper.pk)


@require_POST
@login_required
def meeting_paper_make(request: UserRequest, pk: int, code: str) -> HttpResponse:
    page = queries.minutes_page(pk, viewer=request.user)
    values = meeting_papers.values_for(code, page.text)
    paper = actions.make_meeting_paper(page.meeting, code, values, actor=request.user)
    messages.success(request, _("Đã lập văn bản từ kết luận cuộc họp; hãy xem lại rồi phát hành."))
    return redirect("registry:paper_detail", pk=paper.pk)


@require_safe
@login_required
def minutes_word(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.minutes_page(pk, viewer=request.user)
    content = papers.minutes_word(papers.shown_paper(page.text), page.meeting)
    return download(content, papers.file_name(page.meeting, "docx"), WORD)


@require_safe
@login_required
def minutes_pdf(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.minutes_page(pk, viewer=request.user)
    content = papers.minutes_pdf(papers.shown_paper(page.text), page.meeting)
    return download(content, papers.file_name(page.meeting, "pdf"), PDF)


@require_POST
@login_required
def minutes_add(request: UserRequest, pk: int) -> HttpResponse:
    meeting = get_meeting(pk, viewer=request.user, to=Permission.MEETINGS_RECORD)
    actions.add_addition(meeting, request.POST.get("text", ""), actor=request.user)
    messages.success(request, _("Đã ghi bổ sung; có hiệu lực khi cả hai người ký."))
    return redirect("meetings:minutes_detail", pk=pk)


@require_POST
@login_required
def minutes_addition_sign(request: UserRequest, pk: int) -> HttpResponse:
    addition = queries.get_addition(pk, viewer=request.user)
    actions.sign_addition(addition, actor=request.user)
    messages.success(request, _("Đồng chí đã ký phần bổ sung."))
    return redirect("meetings:minutes_detail", pk=addition.minutes.meeting_id)


@require_safe
@login_required
def minute_book(request: UserRequest) -> HttpResponse:
    book = queries.minute_book(request.GET.get("page"), viewer=request.user)
    return render(request, "meetings/minute_book.html", {"book": book})


@require_safe
@login_required
def preparation_list(request: UserRequest) -> HttpResponse:
    page = said.preparation_page(request.GET.get("page"), viewer=request.user)
    return render(request, "meetings/preparation_list.html", {"page": page})


@require_http_methods(["GET", "POST"])
@login_required
def preparation_handle(request: UserRequest, pk: int) -> HttpResponse:
    row = said.get_preparation(pk, viewer=request.user)
    recipients = said.recipients_of(row.statement.item.meeting, viewer=request.user)
    old = row.handling
    initial = {"result": old.result, "text": old.text} if old else {"result": "noted"}
    form = HandlingForm(request.POST or None, recipients=recipients, initial=initial)
    form.show(row.shown)
    if form.is_valid():
        try:
            preparation.handle_preparation(row.statement, **form.values, actor=request.user)
        except DomainError as refusal:
            form.tell(refusal)
        else:
            messages.success(request, _("Đã ghi cách xử lý ý kiến."))
            return redirect("meetings:preparation_list")
    context = {"row": row, "form": form}
    status = 422 if form.errors else 200
    return render(request, "meetings/preparation_handle.html", context, status=status)
