"""One place that turns a refusal into an answer."""

import logging
import sys
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from inspect import isawaitable

from asgiref.sync import iscoroutinefunction, markcoroutinefunction, sync_to_async
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views import defaults

from daihoi.base.errors import DiskFull, DomainError, means_full_disk

logger = logging.getLogger(__name__)
Answer = Callable[[HttpRequest], HttpResponseBase]


class domain_errors:  # noqa: N801 - reads as a word in MIDDLEWARE
    """Render a `DomainError` as a page, or as a fragment when htmx asked.

    Works for both kinds of handler, so that event streams stay asynchronous.
    """

    sync_capable = True
    async_capable = True

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        if iscoroutinefunction(get_response):
            markcoroutinefunction(self)

    def __call__(self, request: HttpRequest) -> HttpResponseBase | Awaitable[HttpResponseBase]:
        answer = self.get_response(request)
        if isawaitable(answer):
            return self._answered(request, answer)
        return _with_words(request, answer)

    async def _answered(
        self, request: HttpRequest, answer: Awaitable[HttpResponseBase]
    ) -> HttpResponseBase:
        response = await answer
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            return await sync_to_async(_with_words)(request, response)
        return response

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        if means_full_disk(exception):
            logger.error("disk full: %s", exception)
            exception = DiskFull()
        if not isinstance(exception, DomainError):
            return None
        htmx = bool(getattr(request, "htmx", False))
        template = "ui/refusal.html#fragment" if htmx else "ui/refusal.html"
        response = render(request, template, {"error": exception}, status=exception.status)
        if htmx:
            response["HX-Retarget"] = "#messages"
            response["HX-Reswap"] = "innerHTML"
        return response


def _with_words(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """A page for who opens an address again that only takes what a button sends."""
    if isinstance(response, HttpResponseNotAllowed) and request.method == "GET":
        page = render(request, "405.html", status=response.status_code)
        page["Allow"] = response["Allow"]
        return page
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """What nobody caught; an upload is written down before any view is asked, by Django itself."""
    error = sys.exc_info()[1]
    if isinstance(error, Exception) and means_full_disk(error):
        return HttpResponse(render_to_string("507.html"), status=DiskFull.status)
    return defaults.server_error(request)
