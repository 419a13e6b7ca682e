"""Pages for everybody: no sign-in, no session, no cookie, the same for all."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from hashlib import sha256
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from daihoi.base.errors import DomainError
from daihoi.base.language import in_vietnamese
from daihoi.base.numbers import whole_number
from daihoi.news.papers.feeds import atom_feed, robots, rss_feed, site_map
from daihoi.news.queries import public as queries

P = ParamSpec("P")
PAGE, PHOTO = 30, 60  # seconds anybody keeps what was given: what is withdrawn is gone by then


def for_everybody(
    view: Callable[Concatenate[HttpRequest, P], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """A public view: Vietnamese, answered without knowing who asks; refusals as a plain page."""

    @wraps(view)
    def shown(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        with in_vietnamese():
            try:
                response = view(request, *args, **kwargs)
            except DomainError as refusal:
                page = render_to_string("news/public_refusal.html", {"error": refusal})
                response = HttpResponse(page, status=refusal.status)
            response.headers.setdefault("Content-Language", "vi")
            return response

    shown.is_public = True  # type: ignore[attr-defined]  # read by accounts.middleware
    return require_safe(shown)


@for_everybody
def public_front(request: HttpRequest, site: str) -> HttpResponseBase:
    number = whole_number(request.GET.get("trang", "1")) or 0
    front = queries.public_front(site, number, request.GET.get("chuyen-muc", ""))
    page = {"front": front, "site": front.site, "base": _base(request)}
    return _page(request, "news/public_front.html", page, front.changed_at)


@for_everybody
def public_article(request: HttpRequest, site: str, pk: int, words: str) -> HttpResponseBase:
    found = queries.public_article(site, pk)
    if found.url != request.path:
        return HttpResponsePermanentRedirect(found.url)
    page = {"item": found, "site": found.site, "base": _base(request), "words": words}
    return _page(request, "news/public_article.html", page, found.changed_at)


@for_everybody
def public_photo(request: HttpRequest, site: str, key: UUID, size: str) -> HttpResponseBase:
    file = queries.public_photo(site, key, size)
    response = HttpResponse(file.read(), content_type="image/jpeg")
    return _kept(request, response, f'"{file.sha256[:32]}"', None, PHOTO)


@for_everybody
def public_rss(request: HttpRequest, site: str) -> HttpResponseBase:
    shown = queries.open_site(site)
    text = rss_feed(shown, queries.feed_items(shown), base=_base(request))
    return _text(request, text, "application/rss+xml; charset=utf-8")


@for_everybody
def public_atom(request: HttpRequest, site: str) -> HttpResponseBase:
    shown = queries.open_site(site)
    text = atom_feed(shown, queries.feed_items(shown), base=_base(request))
    return _text(request, text, "application/atom+xml; charset=utf-8")


@for_everybody
def public_sitemap(request: HttpRequest, site: str) -> HttpResponseBase:
    shown = queries.open_site(site)
    text = site_map(shown, queries.site_addresses(shown), base=_base(request))
    return _text(request, text, "application/xml; charset=utf-8")


@for_everybody
def public_robots(request: HttpRequest) -> HttpResponseBase:
    text = robots(queries.open_sites(), base=_base(request))
    return _text(request, text, "text/plain; charset=utf-8")


@for_everybody
def public_sites(request: HttpRequest) -> HttpResponseBase:
    page = {"sites": queries.open_sites(), "base": _base(request)}
    return _page(request, "news/public_sites.html", page, None)


def _page(
    request: HttpRequest, template: str, page: dict[str, Any], changed_at: datetime | None
) -> HttpResponseBase:
    """Rendered without the request: nothing of who asks can get into it."""
    response = HttpResponse(render_to_string(template, page))
    return _kept(request, response, _etag(response.content), changed_at, PAGE)


def _text(request: HttpRequest, text: str, content_type: str) -> HttpResponseBase:
    response = HttpResponse(text, content_type=content_type)
    return _kept(request, response, _etag(response.content), None, PAGE)


def _kept(
    request: HttpRequest,
    response: HttpResponse,
    etag: str,
    changed_at: datetime | None,
    seconds: int,
) -> HttpResponseBase:
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={seconds}"
    moment = int(changed_at.timestamp()) if changed_at else None
    if moment is not None:
        response["Last-Modified"] = http_date(moment)
    found: HttpResponseBase = get_conditional_response(request, etag, moment, response) or response
    return found


def _etag(content: bytes) -> str:
    return f'W/"{sha256(content).hexdigest()[:32]}"'


def _base(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"
