"""The page on which the term ends."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from daihoi.accounts.http import UserRequest
from daihoi.base.errors import DomainError
from daihoi.closing.actions.terms import end_term
from daihoi.closing.queries.terms import Start, term_page

STARTS = {each.value: each for each in Start}


@login_required
def term_end(request: UserRequest, pk: int) -> HttpResponse:
    start = STARTS.get(request.GET.get("tu", ""), Start.CLOSING)
    page = term_page(pk, start, viewer=request.user)
    refusal, seen = None, request.POST.get("seen", "")
    if request.method == "POST":
        try:
            end_term(page.congress, start, seen=seen, actor=request.user)
        except DomainError as error:
            refusal = error
        else:
            messages.success(request, _("Đã kết thúc nhiệm kỳ; cấp ủy khóa mới bắt đầu."))
            return redirect("closing:aftermath_detail", pk=pk)
    context = {"page": page, "congress": page.congress, "refusal": refusal, "starts": Start}
    status = refusal.status if refusal else 200
    return render(request, "closing/term_end.html", context, status=status)
