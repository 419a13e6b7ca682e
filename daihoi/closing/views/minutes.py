"""Congress minutes: as they grow, section by section, read back, signed, corrected, filed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from daihoi.accounts.http import UserRequest
from daihoi.base.downloads import WORD, download
from daihoi.base.errors import DomainError, NotFound
from daihoi.base.numbers import whole_number
from daihoi.closing.actions import minutes as actions
from daihoi.closing.actions import signing
from daihoi.closing.forms.minutes import AdditionForm, ReopenForm, SectionForm, ShownForm
from daihoi.closing.papers import minutes as papers
from daihoi.closing.queries import minutes as queries

PDF = "application/pdf"


@require_safe
@login_required
def minutes_detail(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.minutes_page(pk, viewer=request.user)
    paper = papers.shown_paper(page)
    context = {
        "page": page,
        "congress": page.congress,
        "paper": paper,
        "profile": papers.profile_of(page.congress),
        "digest": papers.paper_digest(paper) if paper else "",
        "addition_form": AdditionForm(),
        "reopen_form": ReopenForm(),
    }
    name = "closing/minutes_detail.html"
    return render(request, f"{name}#now" if request.htmx else name, context)


@require_http_methods(["GET", "POST"])
@login_required
def minutes_edit(request: UserRequest, pk: int, code: str) -> HttpResponse:
    congress = queries.get_congress_to_write(pk, viewer=request.user)
    row = queries.section_row(congress, code)
    form = SectionForm(request.POST or None, row=row)
    if form.is_valid():
        try:
            actions.edit_section(congress, code, **form.cleaned_data, actor=request.user)
        except DomainError as refusal:
            form.tell(refusal)
        else:
            messages.success(request, _("Đã lưu phần này của biên bản."))
            return redirect("closing:minutes_detail", pk=pk)
    earlier = queries.earlier_texts(congress, code)
    context = {"congress": congress, "row": row, "form": form, "earlier": earlier}
    status = 422 if form.errors else 200
    return render(request, "closing/minutes_edit.html", context, status=status)


@require_POST
@login_required
def minutes_keep(request: UserRequest, pk: int, code: str) -> HttpResponse:
    congress = queries.get_congress_to_write(pk, viewer=request.user)
    seen, over = _shown(request)
    actions.keep_section(congress, code, seen=seen, over=over, actor=request.user)
    messages.success(request, _("Đã giữ lời đồng chí viết."))
    return redirect("closing:minutes_detail", pk=pk)


@require_POST
@login_required
def minutes_follow(request: UserRequest, pk: int, code: str) -> HttpResponse:
    congress = queries.get_congress_to_write(pk, viewer=request.user)
    seen, _over = _shown(request)
    actions.follow_section(congress, code, seen=seen, actor=request.user)
    messages.success(request, _("Phần này lại dùng lời tổng hợp; lời đã viết vẫn được giữ."))
    return redirect("closing:minutes_detail", pk=pk)


@require_safe
@login_required
def minutes_read(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.minutes_page(pk, viewer=request.user)
    context = {
        "page": page,
        "congress": page.congress,
        "paper": papers.shown_paper(page),
        "profile": papers.profile_of(page.congress),
    }
    return render(request, "closing/minutes_read.html", context)


@require_POST
@login_required
def minutes_read_confirm(request: UserRequest, pk: int) -> HttpResponse:
    congress = queries.get_congress_to_write(pk, viewer=request.user)
    actions.confirm_reading(congress, request.POST.get("digest", ""), actor=request.user)
    messages.success(request, _("Đã ghi nhận biên bản được đọc lại trước đại hội."))
    return redirect("closing:minutes_detail", pk=pk)


@require_POST
@login_required
def minutes_sign(request: UserRequest, pk: int) -> HttpResponse:
    congress = queries.get_congress(pk, viewer=request.user)
    seen = request.POST.get("digest", "")
    signed = signing.sign_minutes(congress, seen=seen, actor=request.user)
    if signed.is_fixed:
        messages.success(request, _("Biên bản đã đủ chữ ký; từ nay chỉ bổ sung, không sửa."))
    else:
        messages.success(request, _("Đồng chí đã ký biên bản. Còn chờ người khác ký."))
    return redirect("closing:minutes_detail", pk=pk)


@require_POST
@login_required
def minutes_note(request: UserRequest, pk: int) -> HttpResponse:
    congress = queries.get_congress_to_write(pk, viewer=request.user)
    person = whole_number(request.POST.get("person", "")) or 0
    signing.note_signature(congress, person, actor=request.user)
    messages.success(request, _("Đã ghi nhận chữ ký trên bản in."))
    return redirect("closing:minutes_detail", pk=pk)


@require_POST
@login_required
def minutes_reopen(request: UserRequest, pk: int) -> HttpResponse:
    congress = queries.get_congress_to_write(pk, viewer=request.user)
    signing.reopen_minutes(congress, request.POST.get("reason", ""), actor=request.user)
    messages.success(request, _("Đã rút các chữ ký; biên bản sửa được, sau đó ký lại."))
    return redirect("closing:minutes_detail", pk=pk)


@require_POST
@login_required
def minutes_deposit(request: UserRequest, pk: int) -> HttpResponse:
    congress = queries.get_congress(pk, viewer=request.user)
    paper = actions.deposit_minutes(congress, actor=request.user)
    messages.success(request, _("Đã đưa biên bản vào văn bản của đại hội; hãy xem rồi phát hành."))
    return redirect("registry:paper_detail", pk=paper.pk)


@require_safe
@login_required
def minutes_word(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.minutes_page(pk, viewer=request.user)
    paper = papers.shown_paper(page)
    if paper is None:
        raise NotFound
    content = papers.minutes_word(paper, page.congress)
    return download(content, papers.file_name(page.congress, "docx"), WORD)


@require_safe
@login_required
def minutes_pdf(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.minutes_page(pk, viewer=request.user)
    paper = papers.shown_paper(page)
    if paper is None:
        raise NotFound
    content = papers.minutes_pdf(paper, page.congress)
    return download(content, papers.file_name(page.congress, "pdf"), PDF)


@require_POST
@login_required
def minutes_add(request: UserRequest, pk: int) -> HttpResponse:
    congress = queries.get_congress_to_write(pk, viewer=request.user)
    signing.add_addition(congress, request.POST.get("text", ""), actor=request.user)
    messages.success(
        request, _("Đã ghi bổ sung; có hiệu lực khi mọi người đã ký biên bản cùng ký.")
    )
    return redirect("closing:minutes_detail", pk=pk)


@require_POST
@login_required
def minutes_addition_sign(request: UserRequest, pk: int) -> HttpResponse:
    addition = queries.get_addition(pk, viewer=request.user)
    signing.sign_addition(addition, actor=request.user)
    messages.success(request, _("Đồng chí đã ký phần bổ sung."))
    return redirect("closing:minutes_detail", pk=addition.minutes.congress_id)


@require_POST
@login_required
def minutes_addition_note(request: UserRequest, pk: int) -> HttpResponse:
    addition = queries.get_addition(pk, viewer=request.user)
    congress = addition.minutes.congress
    person = whole_number(request.POST.get("person", "")) or 0
    signing.note_signature(congress, person, addition=addition, actor=request.user)
    messages.success(request, _("Đã ghi nhận chữ ký trên bản in."))
    return redirect("closing:minutes_detail", pk=congress.pk)


def _shown(request: UserRequest) -> tuple[int, str]:
    """What the page of a choice knew; `NotFound` for a made-up one."""
    form = ShownForm(request.POST)
    if not form.is_valid():
        raise NotFound
    return form.cleaned_data["seen"], form.cleaned_data["over"]
