"""Pages of the books: which there are, one of them, and it as a file."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from daihoi.accounts.http import UserRequest
from daihoi.base.downloads import SHEET, WORD, download
from daihoi.registry.papers import books as papers
from daihoi.registry.queries import books as queries
from daihoi.registry.queries.register import Filters

PER_PAGE = 100


@require_safe
@login_required
def book_list(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.book_list(pk, viewer=request.user)
    return render(request, "registry/book_list.html", {"page": page})


@require_safe
@login_required
def book_detail(request: UserRequest, pk: int, code: str) -> HttpResponse:
    book = queries.get_book(pk, code, Filters.of(request.GET), viewer=request.user)
    shown = Paginator(book.rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"book": book, "shown": shown, "rows": book.cells(shown)}
    return render(request, "registry/book_detail.html", context)


@require_safe
@login_required
def book_xlsx(request: UserRequest, pk: int, code: str) -> HttpResponse:
    book = queries.get_book(pk, code, Filters.of(request.GET), viewer=request.user)
    return download(papers.book_sheet(book), f"{papers.book_name(book)}.xlsx", SHEET)


@require_safe
@login_required
def book_docx(request: UserRequest, pk: int, code: str) -> HttpResponse:
    book = queries.get_book(pk, code, Filters.of(request.GET), viewer=request.user)
    return download(papers.book_word(book), f"{papers.book_name(book)}.docx", WORD)
