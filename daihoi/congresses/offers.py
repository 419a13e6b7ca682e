"""What the shell and the set-up show of congresses."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from daihoi.accounts.models import User
from daihoi.base import clock
from daihoi.base.offers import Heading, Headline, NavEntry, Offers, register
from daihoi.congresses import queries
from daihoi.organizations.queries import duties, set_up
from daihoi.vietnamese.numerals import roman


def _navigation(user: User) -> Iterable[NavEntry]:
    congress = queries.current_congress(user)
    if congress:
        url = reverse("congresses:congress_detail", args=[congress.pk])
        yield NavEntry(gettext_lazy("Đại hội"), url, order=110)


def _heading(user: User) -> Heading | None:
    congress = queries.current_congress(user)
    if congress is None:
        return None
    return Heading(
        organization=congress.organization.short_name,
        congress=_("Đại hội lần thứ %(ordinal)s") % {"ordinal": roman(congress.ordinal)},
        term=congress.term,
        url=reverse("congresses:congress_detail", args=[congress.pk]),
    )


def _headline(user: User) -> Headline | None:
    """How long until the day; how firm the day is stands beside it."""
    congress = queries.current_congress(user)
    if congress is None:
        return None
    days = (congress.target_on - clock.today()).days
    if days > 0:
        title = ngettext("Còn %(days)s ngày đến đại hội", "Còn %(days)s ngày đến đại hội", days) % {
            "days": days
        }
    elif days == 0:
        title = _("Hôm nay là ngày đại hội")
    else:
        title = ngettext(
            "Đã qua ngày dự kiến đại hội %(days)s ngày",
            "Đã qua ngày dự kiến đại hội %(days)s ngày",
            -days,
        ) % {"days": -days}
    facts = {
        "target": queries.target_text(congress),
        "ordinal": roman(congress.ordinal),
        "term": congress.term,
    }
    detail = _("Dự kiến %(target)s · Đại hội lần thứ %(ordinal)s, nhiệm kỳ %(term)s") % facts
    return Headline(title, detail)


def _place(_organization_path: str, within: str) -> str:
    return queries.place_named(within)


duties.register("congresses.", queries.duties_of_posts)
set_up.register(queries.steps_of)
register(Offers(navigation=_navigation, heading=_heading, headline=_headline, place=_place))
