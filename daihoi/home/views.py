"""The first page, the search and the status report."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from daihoi.accounts.http import UserRequest
from daihoi.base import clock
from daihoi.base.downloads import SHEET, download
from daihoi.home import papers, queries
from daihoi.home.actions import calendar as actions
from daihoi.home.actions.reports import deposit_report
from daihoi.home.forms import ReportForm


@require_GET
@login_required
def first_page(request: UserRequest) -> HttpResponse:
    page = queries.first_page(viewer=request.user)
    return render(request, "home/first_page.html", {"page": page})


@require_GET
@login_required
def search(request: UserRequest) -> HttpResponse:
    asked = request.GET
    found = queries.search(
        asked.get("q", ""),
        viewer=request.user,
        only=asked.get("loai", ""),
        page=asked.get("page", ""),
    )
    return render(request, "home/search.html", {"found": found})


@require_GET
@login_required
def report(request: UserRequest) -> HttpResponse:
    form = ReportForm(request.GET)
    if not form.is_valid():
        return render(request, "home/report.html", {"form": form}, status=422)
    found = queries.report(form.cleaned_data["ngay"], viewer=request.user)
    return render(request, "home/report.html", {"form": form, "report": found})


@require_GET
@login_required
def report_xlsx(request: UserRequest) -> HttpResponse:
    form = ReportForm(request.GET)
    found = (
        queries.report(form.cleaned_data["ngay"], viewer=request.user) if form.is_valid() else None
    )
    if found is None or not found.tables:  # the page says why there is nothing
        return redirect(f"{reverse('home:report')}?{request.GET.urlencode()}")
    return download(papers.report_sheet(found), papers.file_name(found), SHEET)


@require_POST
@login_required
def report_deposit(request: UserRequest) -> HttpResponse:
    """A paper of the day that the page showed."""
    form = ReportForm(request.POST)
    if not form.is_valid():
        return render(request, "home/report.html", {"form": form}, status=422)
    paper = deposit_report(form.cleaned_data["ngay"], actor=request.user)
    messages.success(request, _("Đã lập văn bản từ báo cáo; xem lại rồi ban hành để lấy số."))
    return redirect("registry:paper_detail", pk=paper.pk)


@require_http_methods(["GET", "POST"])
@login_required
def calendar_link(request: UserRequest) -> HttpResponse:
    """The address is shown in the answer that made it, and never again."""
    page: dict[str, str | bool] = {}
    if request.method == "POST":
        secret = actions.create_calendar_link(actor=request.user)
        feed = reverse("home:calendar_feed", args=[secret])
        address = request.build_absolute_uri(feed)
        page = {
            "address": address,
            "subscribe": f"webcal:{address.partition(':')[2]}",
            "only_here": request.get_host().partition(":")[0] in {"localhost", "127.0.0.1"},
        }
    link = queries.calendar_link_of(request.user)
    return render(request, "home/calendar_link.html", {"link": link, **page})


@require_POST
@login_required
def calendar_link_revoke(request: UserRequest) -> HttpResponse:
    actions.revoke_calendar_link(actor=request.user)
    messages.success(request, _("Đã hủy đường dẫn lịch."))
    return redirect("home:calendar_link")


@require_GET
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """Without signing in: whoever knows the secret sees what its owner may see now."""
    owner = queries.owner_of_calendar(secret)
    if queries.is_fetched_too_often(owner):
        return HttpResponse(status=429)
    content = papers.calendar_file(
        queries.calendar_of(owner),
        name=f"Đại hội: {owner}",
        host=request.get_host(),
        address=request.build_absolute_uri,
        now=clock.now(),
    )
    return HttpResponse(content, content_type=papers.CALENDAR)


@require_GET
@login_required
def my_data(request: UserRequest) -> HttpResponse:
    tables = queries.kept_about(request.user, viewer=request.user)
    return render(request, "home/my_data.html", {"tables": tables})


@require_GET
@login_required
def my_data_export(request: UserRequest) -> HttpResponse:
    """A .zip with a workbook and the same as JSON."""
    tables = queries.kept_about(request.user, viewer=request.user)
    on = clock.today()
    content = papers.personal_archive(tables, name=str(request.user), on=on)
    return download(content, f"du-lieu-cua-toi-{on.isoformat()}.zip", "application/zip")
