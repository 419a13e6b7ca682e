"""Feeds and the list of addresses of a public page, as XML."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from email.utils import format_datetime
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr

from django.urls import reverse
from django.utils import timezone

from daihoi.news.models import Article, NewsSite
from daihoi.news.queries.public import PublicItem
from daihoi.organizations.models import Organization

# Letters that no XML 1.0 may hold, not even escaped (XML 1.0, 2.2).
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def rss_feed(site: NewsSite, items: Sequence[PublicItem], *, base: str) -> str:
    """RSS 2.0, the newest items first. ``base`` is scheme and host."""
    own = reverse("news:public_rss", args=[site.slug])
    parts = [
        HEAD,
        '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>',
        f"<title>{_said(site.title)}</title>",
        f"<link>{escape(base + reverse('news:public_front', args=[site.slug]))}</link>",
        f"<description>{_said(site.introduction or site.title)}</description>",
        "<language>vi</language>",
        f'<atom:link href={quoteattr(base + own)} rel="self" type="application/rss+xml"/>',
    ]
    parts += [_rss_item(item, base) for item in items]
    return "".join([*parts, "</channel></rss>\n"])


def atom_feed(site: NewsSite, items: Sequence[PublicItem], *, base: str) -> str:
    """Atom 1.0 (RFC 4287)."""
    front = base + reverse("news:public_front", args=[site.slug])
    own = base + reverse("news:public_atom", args=[site.slug])
    updated = max((_published(item) for item in items), default=None)
    moment = updated or site.opened_at or timezone.now()
    parts = [
        HEAD,
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi">',
        f"<title>{_said(site.title)}</title><id>{_identity(site.organization)}</id>",
        f'<link href={quoteattr(front)}/><link rel="self" href={quoteattr(own)}/>',
        f"<updated>{moment.isoformat()}</updated>",
        f"<author><name>{_said(site.organization.name)}</name></author>",
    ]
    parts += [_atom_item(item, base) for item in items]
    return "".join([*parts, "</feed>\n"])


def site_map(site: NewsSite, addresses: Sequence[tuple[str, datetime]], *, base: str) -> str:
    """Addresses for search engines, each with its last change."""
    front = base + reverse("news:public_front", args=[site.slug])
    rows = [f"<url><loc>{escape(front)}</loc></url>"]
    rows += [
        f"<url><loc>{escape(base + url)}</loc><lastmod>{moment.isoformat()}</lastmod></url>"
        for url, moment in addresses
    ]
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'{HEAD}<urlset xmlns="{space}">{"".join(rows)}</urlset>\n'


def _rss_item(item: PublicItem, base: str) -> str:
    url = escape(base + item.url)
    return (
        f"<item><title>{_said(item.revision.title)}</title><link>{url}</link>"
        f'<guid isPermaLink="false">{_identity(item.article)}</guid>'
        f"<category>{_said(item.revision.section)}</category>"
        f"<description>{_said(item.revision.lead)}</description>"
        f"<pubDate>{format_datetime(_published(item))}</pubDate></item>"
    )


def robots(sites: Iterable[NewsSite], *, base: str) -> str:
    """What search engines may read: news pages and what they are drawn with (RFC 9309)."""
    lines = [
        "User-agent: *",
        "Disallow: /",
        f"Allow: {reverse('news:public_sites')}",
        "Allow: /static/",
        f"Disallow: {reverse('news:public_sites')}quan-ly/",
        *(f"Sitemap: {base}{reverse('news:public_sitemap', args=[site.slug])}" for site in sites),
    ]
    return "\n".join(lines) + "\n"


def _atom_item(item: PublicItem, base: str) -> str:
    url = base + item.url
    return (
        f"<entry><title>{_said(item.revision.title)}</title><link href={quoteattr(url)}/>"
        f"<id>{_identity(item.article)}</id>"
        f"<published>{_first(item).isoformat()}</published>"
        f"<updated>{_published(item).isoformat()}</updated>"
        f"<author><name>{_said(item.revision.author)}</name></author>"
        f"<summary>{_said(item.revision.lead)}</summary></entry>"
    )


def _said(text: str) -> str:
    return escape(_UNFIT.sub("", text))


def _identity(thing: Article | Organization) -> str:
    """What a feed calls a thing for good, whatever host and address it is read at (RFC 4287, 4.2.6)."""
    made = int(thing.created_at.timestamp() * 1_000_000)
    return uuid5(NAMESPACE_URL, f"{thing._meta.label_lower}/{thing.pk}/{made}").urn


def _published(item: PublicItem) -> datetime:
    return timezone.localtime(item.revision.published_at)


def _first(item: PublicItem) -> datetime:
    return timezone.localtime(item.article.first_published_at)
